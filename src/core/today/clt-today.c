/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/today/clt-today.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/people/clt-staff.h"
#include "core/today/clt-today-private.h"

static const struct
{
  const char *kind;
  const char *label;
} kinds[] = {
  { "margin", NC_ ("work list", "Margin alerts") },
  { "contact", NC_ ("work list", "Contact") },
  { "complaint", NC_ ("work list", "Complaints") },
  { "visit", NC_ ("work list", "Visits") },
  { "call", NC_ ("work list", "Calls") },
  { "task", NC_ ("work list", "Tasks and promises") },
  { "push", NC_ ("work list", "Pushes") },
  { "message", NC_ ("work list", "Messages") },
  { "debt", NC_ ("work list", "Owed") },
  { "product", NC_ ("work list", "Products") },
  { "study", NC_ ("work list", "Plans and notes") },
  { "birthday", NC_ ("work list", "Birthdays") },
  { "festival", NC_ ("work list", "Festivals") },
  { "dormancy", NC_ ("work list", "About to turn dormant") },
  { "grade", NC_ ("work list", "Risk grades") },
  { "override", NC_ ("work list", "Tiers set by hand") },
  { "tier-run", NC_ ("work list", "Tier runs") },
  { "tier-move", NC_ ("work list", "About to change tier") },
  { "file", NC_ ("work list", "New files") },
  { "calendar", NC_ ("work list", "Trading calendar") },
};

static const CltTodaySource sources[] = {
  clt_today_add_complaints, clt_today_add_margin,   clt_today_add_contacts, clt_today_add_visits,
  clt_today_add_calls,      clt_today_add_tasks,    clt_today_add_pushes,   clt_today_add_messages,
  clt_today_add_debts,      clt_today_add_versions, clt_today_add_studies,  clt_today_add_birthdays,
  clt_today_add_festivals,  clt_today_add_dormancy, clt_today_add_grades,   clt_today_add_overrides,
  clt_today_add_tiers,      clt_today_add_files,    clt_today_add_calendar,
};

void
clt_today_item_free (CltTodayItem *item)
{
  g_free (item->key);
  g_free (item->title);
  g_free (item->path);
  g_free (item->filter);
  g_clear_pointer (&item->clients, g_array_unref);
  g_free (item->command);
  g_free (item);
}

const char *
clt_today_kind_get_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i].kind) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "work list", kinds[i].label);
  return "";
}

CltTodayItem *
clt_today_add (CltTodayList *list,
               const char *kind,
               char *key,
               char *title,
               gint64 client_id,
               CltDay due)
{
  CltTodayItem *item = g_new0 (CltTodayItem, 1);

  item->kind = kind;
  item->key = key;
  item->title = title;
  item->client_id = client_id;
  item->due = due;
  item->place = "services";
  item->urgency = due <= list->today       ? CLT_URGENCY_NOW
                  : due <= list->today + 7 ? CLT_URGENCY_SOON
                                           : CLT_URGENCY_LATER;
  g_ptr_array_add (list->items, item);
  return item;
}

/* Specialists and advisers see their own clients. A name that is not of the staff (the login name
 * of a manager's desk) sees all. */
static gboolean
find_desk (CltConn *conn, const char *who, gint64 *staff_id, GError **error)
{
  gboolean sees_all;

  if (!clt_staff_find_who (conn, who, staff_id, &sees_all, error))
    return FALSE;
  if (sees_all)
    *staff_id = 0;
  return TRUE;
}

static gboolean
mark_done (CltTodayList *list, GError **error)
{
  for (guint i = 0; i < list->items->len; i++)
    {
      CltTodayItem *item = list->items->pdata[i];
      gint64 done;

      if (!clt_conn_get_int (list->conn, &done, 0, error,
                             "SELECT count(*) FROM today_done WHERE key = ? AND day = ?", "ti",
                             item->key, (gint64) item->due))
        return FALSE;
      item->done = done > 0;
    }
  return TRUE;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const CltTodayItem *x = *(CltTodayItem *const *) a, *y = *(CltTodayItem *const *) b;

  if (x->done != y->done)
    return x->done - y->done;
  if (x->urgency != y->urgency)
    return (int) x->urgency - (int) y->urgency;
  if (x->due != y->due)
    return x->due - y->due;
  if (x->minute != 0 && y->minute != 0 && x->minute != y->minute && g_str_equal (x->kind, y->kind))
    return x->minute - y->minute;
  return strcmp (x->key, y->key);
}

/* How many lines of a list are for now, kept with the connection: whoever has just read the list
 * need not have it worked out again for their number. */
typedef struct
{
  CltDay today;
  gint64 staff_id, version, changes;
  gint64 n_now;
} Count;

#define CACHE_KEY "clt-today-count"

static gboolean
look_up_state (CltConn *conn, Count *count, GError **error)
{
  return clt_conn_get_data_version (conn, &count->version, error) &&
         clt_conn_get_int (conn, &count->changes, 0, error, "SELECT total_changes ()", "");
}

static void
keep_count (CltConn *conn, const Count *state, const GPtrArray *items)
{
  Count *count = g_new (Count, 1);

  *count = *state;
  for (guint i = 0; i < items->len; i++)
    {
      const CltTodayItem *item = items->pdata[i];

      count->n_now += !item->done && item->urgency == CLT_URGENCY_NOW;
    }
  clt_conn_set_cache (conn, CACHE_KEY, count, g_free);
}

static GPtrArray *
list_lines (CltConn *conn, const Count *state, GError **error)
{
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_today_item_free);
  CltTodayList list = { conn, state->today, state->staff_id, items };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!sources[i](&list, error))
      return NULL;
  if (!mark_done (&list, error))
    return NULL;
  g_ptr_array_sort (items, compare_items);
  keep_count (conn, state, items);
  return g_steal_pointer (&items);
}

GPtrArray *
clt_today_list (CltConn *conn, CltDay today, const char *who, GError **error)
{
  Count state = { .today = today };

  /* the state first: what changes while the list is read makes the number stale */
  if (!look_up_state (conn, &state, error) || !find_desk (conn, who, &state.staff_id, error))
    return NULL;
  return list_lines (conn, &state, error);
}

gint64
clt_today_count (CltConn *conn, CltDay today, const char *who, GError **error)
{
  const Count *count = clt_conn_get_cache (conn, CACHE_KEY);
  Count state = { .today = today };
  g_autoptr (GPtrArray) items = NULL;

  if (!look_up_state (conn, &state, error) || !find_desk (conn, who, &state.staff_id, error))
    return -1;
  if (count != NULL && count->today == today && count->staff_id == state.staff_id &&
      count->version == state.version && count->changes == state.changes)
    return count->n_now;
  items = list_lines (conn, &state, error);
  if (items == NULL)
    return -1;
  count = clt_conn_get_cache (conn, CACHE_KEY);
  return count->n_now;
}

gboolean
clt_today_set_done (CltConn *conn,
                    const char *key,
                    CltDay due,
                    gboolean done,
                    const char *who,
                    GError **error)
{
  g_return_val_if_fail (clt_action_get_id (conn) != 0, FALSE);

  if (done)
    return clt_conn_run (conn, error,
                         "INSERT INTO today_done (key, day, who) VALUES (?, ?, ?)"
                         " ON CONFLICT DO NOTHING",
                         "tit", key, (gint64) due, who);
  return clt_conn_run (conn, error, "DELETE FROM today_done WHERE key = ? AND day = ?", "ti", key,
                       (gint64) due);
}
