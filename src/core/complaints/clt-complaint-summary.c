/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint-summary.h"

#include <math.h>

#include "core/complaints/clt-complaint-deadline.h"

const char *const clt_complaint_groups[] = { "state",    "source",   "kind",    "class",   "topic",
                                             "severity", "product",  "finding", "outcome", "year",
                                             "timely",   "disputed", NULL };
G_STATIC_ASSERT (G_N_ELEMENTS (clt_complaint_groups) ==
                 G_N_ELEMENTS (((CltComplaintSummary *) NULL)->groups) + 1);

/* In the order of the groups. */
static const char *const expressions[] = {
  "state",
  "source",
  "kind",
  "class",
  "topic",
  "severity",
  "product",
  "finding",
  "outcome",
  "strftime ('%Y', received * 86400, 'unixepoch')",
  /* said by where it came from, else by the dates here */
  "coalesce (timely, CASE WHEN closed IS NOT NULL THEN closed <= due_close END, '')",
  "coalesce (disputed, '')",
};

#define IN_PERIOD                                                                                  \
  " FROM complaint WHERE (?1 IS NULL OR received >= ?1) AND (?2 IS NULL OR received <= ?2)"

static void
count_free (gpointer data)
{
  CltComplaintCount *count = data;

  g_free (count->value);
  g_free (count);
}

static gpointer
read_count (CltStmt *stmt)
{
  CltComplaintCount *count = g_new0 (CltComplaintCount, 1);

  count->value = g_strdup (clt_stmt_get_text (stmt, 0));
  count->n = clt_stmt_get_int (stmt, 1);
  return count;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
sum_days (GArray *all, CltComplaintDays *days)
{
  double sum = 0;

  *days = (CltComplaintDays){ .mean = NAN, .median = NAN };
  g_array_sort (all, compare_days);
  for (guint i = 0; i < all->len; i++)
    {
      gint64 n = g_array_index (all, gint64, i);

      days->same += n == 0;
      days->negative += n < 0;
      days->most = MAX (days->most, n);
      sum += (double) n;
    }
  days->n = all->len;
  if (all->len == 0)
    return;
  days->mean = sum / all->len;
  days->median = (double) (g_array_index (all, gint64, (all->len - 1) / 2) +
                           g_array_index (all, gint64, all->len / 2)) /
                 2;
}

static gboolean
load_days (CltConn *conn,
           CltDay from,
           CltDay to,
           const char *sql,
           CltComplaintDays *days,
           GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt = clt_conn_query (conn, error, sql, "yy", from, to);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 n = clt_stmt_get_int (stmt, 0);

      g_array_append_val (all, n);
    }
  sum_days (all, days);
  return step == CLT_STEP_DONE;
}

/* How those stand that are open today. */
static gboolean
count_open (CltConn *conn, CltDay from, CltDay to, CltComplaintSummary *summary, GError **error)
{
  const CltComplaintQuery query = { .group = CLT_COMPLAINTS_OPEN,
                                    .from = CLT_DAY_NONE,
                                    .to = CLT_DAY_NONE };
  g_autoptr (CltComplaintClock) clock = clt_complaint_clock_load (conn, error);
  g_autoptr (GPtrArray) open = clock == NULL ? NULL : clt_complaint_list (conn, &query, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      CltComplaint *complaint = open->pdata[i];
      CltComplaintTime time;

      if ((from != CLT_DAY_NONE && complaint->received < from) ||
          (to != CLT_DAY_NONE && complaint->received > to))
        continue;
      if (!clt_complaint_clock_tell (clock, complaint, clt_today (), &time, error))
        return FALSE;
      summary->open++;
      summary->stopped += time.light == CLT_LIGHT_STOPPED;
      summary->amber += time.light == CLT_LIGHT_AMBER;
      summary->red += time.light == CLT_LIGHT_RED;
    }
  return open != NULL;
}

CltComplaintSummary *
clt_complaint_summary_load (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (CltComplaintSummary) summary = g_new0 (CltComplaintSummary, 1);

  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT %s, count(*)" IN_PERIOD " GROUP BY 1 ORDER BY 2 DESC, 1",
                         expressions[i]);

      summary->groups[i] = clt_stmt_read_all (clt_conn_query (conn, error, sql, "yy", from, to),
                                              read_count, count_free, error);
      if (summary->groups[i] == NULL)
        return NULL;
    }
  if (!clt_conn_get_int (conn, &summary->n, 0, error, "SELECT count(*)" IN_PERIOD, "yy", from,
                         to) ||
      !count_open (conn, from, to, summary, error) ||
      !load_days (conn, from, to, "SELECT registered - received" IN_PERIOD, &summary->to_register,
                  error) ||
      !load_days (conn, from, to, "SELECT closed - registered" IN_PERIOD " AND closed IS NOT NULL",
                  &summary->to_close, error))
    return NULL;
  return g_steal_pointer (&summary);
}

void
clt_complaint_summary_free (CltComplaintSummary *summary)
{
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    g_clear_pointer (&summary->groups[i], g_ptr_array_unref);
  g_free (summary);
}
