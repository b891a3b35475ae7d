/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complaints that need somebody now: to whoever handles them; a desk that sees all is told of all. */
#include "core/today/clt-today-private.h"

#include "core/base/clt-i18n.h"
#include "core/complaints/clt-complaint-register.h"

static void
add_line (CltTodayList *list,
          const CltComplaint *complaint,
          const char *key,
          char *sentence,
          CltDay due)
{
  g_autofree char *words = sentence;
  const char *who = *complaint->client != '\0' ? complaint->client : complaint->person;
  CltTodayItem *item = clt_today_add (
    list, "complaint", g_strdup_printf ("%s:%" G_GINT64_FORMAT, key, complaint->id),
    *who == '\0'
      /* Translators: the number of a complaint, then a sentence such as “2 working days left”. */
      ? g_strdup_printf (_ ("Complaint %s: %s."), complaint->number, words)
      /* Translators: the number of a complaint, a name, a sentence such as “2 working days left”. */
      : g_strdup_printf (_ ("Complaint %s (%s): %s."), complaint->number, who, words),
    0, due);

  item->place = "complaints";
  item->command = g_strdup_printf ("complaint.show(int64 %" G_GINT64_FORMAT ")", complaint->id);
}

static gboolean
is_receipt_owed (CltTodayList *list,
                 const CltComplaint *complaint,
                 CltDay *due,
                 gboolean *owed,
                 GError **error)
{
  gint64 sent;

  *owed = FALSE;
  if (!clt_conn_get_int (list->conn, &sent, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM complaint_letter WHERE complaint_id = ?"
                         " AND kind = 'receipt' AND sent IS NOT NULL)",
                         "i", complaint->id) ||
      !clt_complaint_get_acknowledge (list->conn, complaint, due, error))
    return FALSE;
  *owed = !sent;
  return TRUE;
}

static gboolean
add_receipt (CltTodayList *list, const CltComplaint *complaint, GError **error)
{
  g_autofree char *day = NULL;
  gboolean owed;
  CltDay due;

  if (!g_str_equal (complaint->state, "registered"))
    return TRUE;
  if (!is_receipt_owed (list, complaint, &due, &owed, error))
    return FALSE;
  if (!owed)
    return TRUE;
  day = clt_day_format (due);
  add_line (list, complaint, "receipt",
            /* Translators: %s is a day. */
            g_strdup_printf (_ ("the receipt goes out by %s"), day), due);
  return TRUE;
}

gboolean
clt_today_add_complaints (CltTodayList *list, GError **error)
{
  g_autoptr (GPtrArray) open =
    clt_register_list_open (list->conn, list->staff_id, list->today, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const CltRegisterLine *line = open->pdata[i];

      if (!add_receipt (list, line->complaint, error))
        return FALSE;
      if (line->time.light == CLT_LIGHT_AMBER || line->time.light == CLT_LIGHT_RED)
        add_line (list, line->complaint, "complaint", clt_complaint_time_dup_words (&line->time),
                  line->time.due);
    }
  return open != NULL;
}
