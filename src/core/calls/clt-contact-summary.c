/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-contact-log.h"

#include "core/base/clt-interval.h"
#include "core/calls/clt-contact-private.h"

/* What a period's contacts come to. */

static void
contact_count_free (gpointer data)
{
  CltContactCount *count = data;

  g_free (count->name);
  g_free (count);
}

void
clt_contact_sums_free (CltContactSums *sums)
{
  g_clear_pointer (&sums->lines, g_ptr_array_unref);
  g_clear_pointer (&sums->outcomes, g_ptr_array_unref);
  g_clear_pointer (&sums->months, g_ptr_array_unref);
  g_free (sums);
}

#define CONTACTS " FROM contact" CLT_CONTACT_SQL_WHERE

typedef struct
{
  CltConn *conn;
  const CltContactQuery *query;
} Question;

static gpointer
read_count (CltStmt *stmt)
{
  CltContactCount *count = g_new (CltContactCount, 1);

  count->name = g_strdup (clt_stmt_get_text (stmt, 0));
  count->n = clt_stmt_get_int (stmt, 1);
  return count;
}

static GPtrArray *
list_counts (const Question *question, const char *sql, GError **error)
{
  return clt_stmt_read_all (clt_contact_query_ask (question->conn, question->query, sql, error),
                            read_count, contact_count_free, error);
}

/* Months by their days: contacts of a few hundred days at most. */
static GPtrArray *
list_months (const Question *question, GError **error)
{
  g_autoptr (GPtrArray) months = g_ptr_array_new_with_free_func (contact_count_free);
  CltStmt *stmt =
    clt_contact_query_ask (question->conn, question->query,
                           "SELECT day, count(*)" CONTACTS " GROUP BY 1 ORDER BY 1", error);
  CltStep step = CLT_STEP_ERROR;
  int last = G_MININT;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltDay day = clt_stmt_get_day (stmt, 0);

      if (clt_day_get_month (day) != last)
        {
          CltContactCount *count = g_new0 (CltContactCount, 1);

          count->name = g_strdup_printf ("%d", clt_day_to_yyyymmdd (day) / 100);
          g_ptr_array_add (months, count);
          last = clt_day_get_month (day);
        }
      ((CltContactCount *) months->pdata[months->len - 1])->n += clt_stmt_get_int (stmt, 1);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&months);
}

static gpointer
read_sums (CltStmt *stmt)
{
  CltContactSums *sums = g_new0 (CltContactSums, 1);
  gint64 *const values[] = { &sums->contacts,      &sums->judged,     &sums->successes,
                             &sums->seconds,       &sums->silent,     &sums->attempts,
                             &sums->most_attempts, &sums->first_time, &sums->attempted,
                             &sums->reached };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    *values[i] = clt_stmt_get_int (stmt, (int) i);
  return sums;
}

CltContactSums *
clt_contact_log_sum (CltConn *conn, const CltContactQuery *query, GError **error)
{
  const Question question = { conn, query };
  g_autoptr (CltContactSums) sums = clt_stmt_read_one (
    clt_contact_query_ask (
      conn, query,
      "SELECT count(*), count(success), sum(success), sum(seconds),"
      " sum(seconds = 0), sum(attempts), max(attempts), sum(since IS NULL),"
      " count(DISTINCT client_id), count(DISTINCT CASE WHEN " CLT_CONTACT_SQL_REACHED
      " THEN client_id END)" CONTACTS,
      error),
    read_sums, "", error);

  if (sums == NULL)
    return NULL;
  clt_wilson (sums->successes, sums->judged, &sums->success_low, &sums->success_high);
  clt_wilson (sums->reached, sums->attempted, &sums->reached_low, &sums->reached_high);
  sums->lines =
    list_counts (&question, "SELECT line, count(*)" CONTACTS " GROUP BY 1 ORDER BY 2 DESC, 1",
                 error);
  sums->outcomes =
    sums->lines == NULL
      ? NULL
      : list_counts (&question,
                     "SELECT outcome, count(*)" CONTACTS " GROUP BY 1 ORDER BY 2 DESC, 1", error);
  sums->months = sums->outcomes == NULL ? NULL : list_months (&question, error);
  return sums->months == NULL ? NULL : g_steal_pointer (&sums);
}
