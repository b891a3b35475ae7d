/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-measure-events.h"

#include "core/surveys/clt-response-sql.h"

/* A rating whose high end is the bad one is turned round. */
#define ANSWER_SQL                                                                                 \
  "SELECT client_id, day, sum (score >= 4), count(*) FROM (SELECT r.client_id, r.day,"             \
  " CASE WHEN q.reverse THEN 6 - cast (a.value AS REAL) ELSE cast (a.value AS REAL) END AS score"  \
  " FROM response r JOIN answer a ON a.response_id = r.id JOIN question q ON q.id = a.question_id" \
  " WHERE " CLT_RESPONSE_COUNTS " AND r.client_id IS NOT NULL"                                     \
  " AND r.day BETWEEN ?1 AND ?2 AND q.type = 'rating' AND q.low = 1 AND q.high = 5"                \
  " AND a.part = '' AND a.mark = '' AND cast (a.value AS REAL) IN (1, 2, 3, 4, 5)"                 \
  " AND " CLT_RESPONSE_IS_LAST ")"                                                                 \
  " GROUP BY client_id, day ORDER BY client_id, day"

/* Of clients; prospects have a list of their own. */
#define COMPLAINT_SQL                                                                              \
  "SELECT c.client_id, c.registered, count(*), 0 FROM complaint c JOIN client k"                   \
  " ON k.id = c.client_id AND k.prospect = 0 WHERE c.registered BETWEEN ?1 AND ?2"                 \
  " AND " CLT_COMPLAINT_COUNTS " AND EXISTS (SELECT 1 FROM spell s"                                \
  " WHERE s.client_id = c.client_id AND s.opened <= c.registered)"                                 \
  " GROUP BY c.client_id, c.registered ORDER BY c.client_id, c.registered"

static gboolean
load_events (CltMeasures *measures,
             CltConn *conn,
             CltEventKind kind,
             const char *sql,
             GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, sql, "yy", measures->from, measures->to);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltMeasureEvent event = {
        kind, clt_population_find (measures->population, clt_stmt_get_int (stmt, 0)),
        clt_stmt_get_day (stmt, 1), (int) clt_stmt_get_int (stmt, 2),
        (int) clt_stmt_get_int (stmt, 3)
      };
      CltMeasure *m;

      if (event.person < 0)
        continue;
      m = &measures->clients[event.person];
      if (kind == CLT_EVENT_ANSWER)
        {
          m->satisfied += event.numerator;
          m->answers += event.denominator;
        }
      else
        m->complaints += event.numerator;
      g_array_append_val (measures->events, event);
    }
  return step == CLT_STEP_DONE;
}

int
clt_measures_count_points (CltDay from, CltDay to)
{
  int n = 1;

  for (int month = clt_day_get_month (from); clt_month_last_day (month) <= to; month++)
    n++;
  return n;
}

CltDay
clt_measures_get_point (const CltMeasures *measures, int i)
{
  return i == 0 ? measures->from - 1
                : clt_month_last_day (clt_day_get_month (measures->from) + i - 1);
}

/* Before the first complaint there is no register that could say that nobody complained. */
static gboolean
count_points (CltMeasures *measures, CltConn *conn, GError **error)
{
  const int n = clt_measures_count_points (measures->from, measures->to);
  gint64 any;

  if (!clt_conn_get_int (conn, &any, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM complaint WHERE registered <= ?)", "y",
                         measures->to))
    return FALSE;
  for (int i = 0; any != 0 && i < measures->population->n; i++)
    for (int point = 0; point < n; point++)
      measures->clients[i].points +=
        clt_population_has (measures->population, i, clt_measures_get_point (measures, point));
  return TRUE;
}

gboolean
clt_measures_add_events (CltMeasures *measures, CltConn *conn, GError **error)
{
  measures->events = g_array_new (FALSE, FALSE, sizeof (CltMeasureEvent));
  return load_events (measures, conn, CLT_EVENT_ANSWER, ANSWER_SQL, error) &&
         load_events (measures, conn, CLT_EVENT_COMPLAINT, COMPLAINT_SQL, error) &&
         count_points (measures, conn, error);
}

/* ---- growing stale ------------------------------------------------------------------------- */

static const struct
{
  const char *table, *column; /* column: its days are watched, also of rows that are gone */
  const char *sql;            /* the day that a row of the table concerns */
} sources[] = {
  { "response", "day", "SELECT day FROM response WHERE id = ?" },
  { "answer", NULL, "SELECT day FROM response WHERE id = ?" },
  { "question", NULL,
    "SELECT min (r.day) FROM question q JOIN response r ON r.version_id = q.version_id"
    " WHERE q.id = ?" },
  /* what counts in a survey is the last answer of each client */
  { "response.survey_id", NULL, "SELECT min (day) FROM response WHERE survey_id = ?" },
  { "complaint", "registered", "SELECT registered FROM complaint WHERE id = ?" },
};

/* Rows come sorted or nearly so; the same one again costs nothing. */
static gboolean
find_row_days (CltConn *conn, const GArray *rows, const char *sql, CltDay *first, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 *id = &g_array_index (rows, gint64, i), day;

      if (!g_hash_table_add (seen, id))
        continue;
      if (!clt_conn_get_int (conn, &day, G_MAXINT32, error, sql, "i", *id))
        return FALSE;
      *first = MIN (*first, (CltDay) day);
    }
  return TRUE;
}

gboolean
clt_measures_find_event_day (CltConn *conn,
                             const CltTouched *touched,
                             CltDay *first,
                             GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      const GArray *days = NULL;

      if (sources[i].column != NULL)
        {
          g_autofree char *name = g_strconcat (sources[i].table, ".", sources[i].column, NULL);

          days = clt_touched_get_rows (touched, name);
        }
      for (guint k = 0; days != NULL && k < days->len; k++)
        *first = MIN (*first, (CltDay) g_array_index (days, gint64, k));
      if (!find_row_days (conn, clt_touched_get_rows (touched, sources[i].table), sources[i].sql,
                          first, error))
        return FALSE;
    }
  return TRUE;
}

void
clt_measures_watch_events (CltConn *conn)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].column != NULL)
      clt_conn_watch (conn, sources[i].table, sources[i].column);
}
