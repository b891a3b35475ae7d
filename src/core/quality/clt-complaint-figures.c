/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-complaint-figures.h"

#include <math.h>

#include "core/quality/clt-measure-events.h"

#define IN_PERIOD                                                                                  \
  " FROM complaint c LEFT JOIN client k ON k.id = c.client_id"                                     \
  " WHERE c.registered BETWEEN ?1 AND ?2"
/* As in the rate. */
#define IS_CLIENT                                                                                  \
  "(k.prospect = 0 AND EXISTS (SELECT 1 FROM spell s WHERE s.client_id = c.client_id"              \
  " AND s.opened <= c.registered))"
#define COUNTED IN_PERIOD " AND " CLT_COMPLAINT_COUNTS " AND " IS_CLIENT

static gboolean
count (CltConn *conn, CltDay from, CltDay to, const char *sql, gint64 *n, GError **error)
{
  return clt_conn_get_int (conn, n, 0, error, sql, "yy", from, to);
}

/* In doubled days, so that the middle of two is one number. */
static gboolean
load_median (CltConn *conn, CltDay from, CltDay to, double *median, GError **error)
{
  gint64 doubled;

  if (!count (conn, from, to,
              "WITH d AS (SELECT c.closed - c.registered AS days, row_number () OVER (ORDER BY"
              " c.closed - c.registered) AS i, count(*) OVER () AS n" COUNTED
              " AND c.closed IS NOT NULL) SELECT max (days) + min (days) FROM d"
              " WHERE i IN ((n + 1) / 2, (n + 2) / 2)",
              &doubled, error))
    return FALSE;
  *median = (double) doubled / 2;
  return TRUE;
}

gboolean
clt_complaint_figures_load (CltConn *conn,
                            CltDay from,
                            CltDay to,
                            CltComplaintFigures *figures,
                            GError **error)
{
  const struct
  {
    const char *sql;
    gint64 *n;
  } counts[] = {
    { "SELECT count(*)" IN_PERIOD, &figures->registered },
    { "SELECT count(*)" COUNTED, &figures->counted },
    { "SELECT count(*)" IN_PERIOD " AND c.kind = 'complaint' AND c.same_as IS NOT NULL",
      &figures->merged },
    { "SELECT count(*)" IN_PERIOD " AND c.same_as IS NULL AND NOT (" CLT_COMPLAINT_COUNTS ")",
      &figures->dropped },
    { "SELECT count(*)" IN_PERIOD " AND " CLT_COMPLAINT_COUNTS
      " AND c.client_id IS NOT NULL AND NOT " IS_CLIENT,
      &figures->prospects },
    { "SELECT count(*)" IN_PERIOD " AND " CLT_COMPLAINT_COUNTS " AND c.client_id IS NULL",
      &figures->nameless },
    { "SELECT sum (c.finding IN ('founded', 'partly'))" COUNTED, &figures->founded },
    { "SELECT sum (c.finding <> '')" COUNTED, &figures->judged },
    { "SELECT sum (c.closed IS NOT NULL AND coalesce (c.timely, c.closed <= c.due_close))" COUNTED,
      &figures->on_time },
    { "SELECT count (c.closed)" COUNTED, &figures->closed },
    { "SELECT sum (c.reopened > 0)" COUNTED, &figures->reopened },
    { "SELECT sum (c.closed IS NOT NULL OR c.reopened > 0)" COUNTED, &figures->closed_once },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!count (conn, from, to, counts[i].sql, counts[i].n, error))
      return FALSE;
  figures->median_days = NAN;
  return figures->closed == 0 || load_median (conn, from, to, &figures->median_days, error);
}
