/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-slot.h"

#include "core/base/clt-i18n.h"

#define STEP 30 /* minutes */

static void
rate (CltClashCheck *check, const CltClashQuestion *question, const GArray *clients, CltSlot *slot)
{
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_clash_free);
  const CltBusy *busy = clt_clash_check_get_busy (check);

  clt_clash_check_ask (check, question, clashes);
  slot->n_soft = clashes->len;
  slot->n_free = 0;
  for (guint i = 0; clients != NULL && i < clients->len; i++)
    slot->n_free += clt_busy_find (busy, CLT_BUSY_CLIENT, g_array_index (clients, gint64, i),
                                   slot->starts, slot->ends, 0) == NULL;
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const CltSlot *x = a, *y = b;

  if (x->n_free != y->n_free)
    return x->n_free > y->n_free ? -1 : 1;
  if (x->n_soft != y->n_soft)
    return x->n_soft < y->n_soft ? -1 : 1;
  return x->starts < y->starts ? -1 : x->starts > y->starts;
}

static GArray *
gather (CltClashCheck *check, const CltSlotQuery *query)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (CltSlot));
  int open, close;

  clt_clash_check_get_hours (check, &open, &close);
  for (CltDay day = query->from; day <= query->to; day++)
    for (int minute = open; minute + query->minutes <= close; minute += STEP)
      {
        CltSlot slot = { .starts = clt_day_get_instant (day, minute) };
        CltClashQuestion question = { .starts = slot.starts,
                                      .room_id = query->room_id,
                                      .lecturer_id = query->lecturer_id,
                                      .adviser_id = query->adviser_id,
                                      .seats = query->seats,
                                      .equipment = query->equipment };

        slot.ends = question.ends = slot.starts + query->minutes * 60;
        if (slot.starts < query->not_before || !clt_clash_check_is_free (check, &question))
          continue;
        rate (check, &question, query->clients, &slot);
        g_array_append_val (slots, slot);
      }
  g_array_sort (slots, compare_slots);
  return slots;
}

static gboolean
has_day (const GArray *slots, CltDay day)
{
  for (guint i = 0; i < slots->len; i++)
    if (clt_instant_get_day (g_array_index (slots, CltSlot, i).starts) == day)
      return TRUE;
  return FALSE;
}

GArray *
clt_slot_find (CltConn *conn, const CltSlotQuery *query, guint n, GError **error)
{
  g_autoptr (GArray) best = g_array_new (FALSE, FALSE, sizeof (CltSlot));
  g_autoptr (GArray) slots = NULL;
  g_autoptr (CltClashCheck) check = NULL;

  if (query->minutes < 1 || query->to < query->from)
    {
      clt_store_refuse (error, _ ("Say how long it lasts, and between which days."));
      return NULL;
    }
  check = clt_clash_check_new (conn, query->from, query->to, error);
  if (check == NULL)
    return NULL;
  slots = gather (check, query);
  for (guint i = 0; i < slots->len && best->len < n; i++)
    {
      const CltSlot *slot = &g_array_index (slots, CltSlot, i);

      if (!has_day (best, clt_instant_get_day (slot->starts)))
        g_array_append_vals (best, slot, 1);
    }
  return g_steal_pointer (&best);
}
