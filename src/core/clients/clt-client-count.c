/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting for many filters at once: the facts that they ask for are gathered once, and each filter
 * looks at what was gathered. Costs half of counting one after the other. */
#include "core/clients/clt-client-query-private.h"

#include <string.h>

#include "core/clients/clt-filter.h"

/* All clients with the carried facts of their accounts, in one pass instead of a look-up each. */
#define GATHERED                                                                                   \
  " FROM search_key k LEFT JOIN account a ON a.client_id = k.client_id"                            \
  " LEFT JOIN account_month m ON m.month = ?2 AND m.account_id = a.id GROUP BY k.client_id"

/* As CLT_SQL_STATUS, of what is gathered. */
#define STATUS                                                                                     \
  "CASE WHEN k.prospect = 1 THEN (SELECT 'stage-' || p.stage FROM client p"                        \
  " WHERE p.id = k.client_id) WHEN k.closed <= ?1 THEN 'closed'"                                   \
  " WHEN k.opened <= ?5 AND sum(m.equity) <= ?4 AND coalesce(max(m.last_trade), ?5) <= ?5"         \
  " AND coalesce(max(m.last_position), ?5) <= ?5 THEN 'dormant'"                                   \
  " WHEN max(k.opened, coalesce(max(m.last_trade), k.opened)) <= ?6 THEN 'sleeping'"               \
  " ELSE 'active' END"

/* What conditions say for one client, and how it is gathered for all. A look-up that is made for
 * all clients pays from the second filter on. */
static const struct
{
  const char *piece;
  const char *name;
  const char *sql;
  guint pays_from;
} facts[] = {
  { CLT_SQL_STATUS, "status", STATUS, 1 },
  { CLT_SQL_EQUITY, "equity", "sum(m.equity)", 1 },
  { CLT_SQL_MARGIN, "margin", "sum(m.margin)", 1 },
  { CLT_SQL_LAST_TRADE, "last_trade", "max(m.last_trade)", 1 },
  { CLT_SQL_LAST_POSITION, "last_position", "max(m.last_position)", 1 },
  { CLT_SQL_TIER, "tier", CLT_SQL_TIER, 2 },
  { CLT_SQL_RETAINED, "retained", CLT_SQL_RETAINED, 2 },
  { CLT_SQL_GRADE, "grade", CLT_SQL_GRADE, 2 },
  { CLT_SQL_SPECIALIST, "specialist", CLT_SQL_SPECIALIST, 2 },
  { CLT_SQL_ADVISER, "adviser", CLT_SQL_ADVISER, 2 },
};

/* The condition of one query, as a column that counts. FALSE and a number of -1: its filter cannot
 * be read. */
static gboolean
add_count (CltConn *conn,
           CltClientSql *sql,
           const CltClientQuery *query,
           GString *columns,
           gint64 *count,
           GError **error)
{
  gsize start = sql->where->len;
  guint n_values = sql->values->len;
  g_autoptr (GError) problem = NULL;

  *count = 0;
  if (clt_client_query_add_conditions (conn, sql, query, &problem))
    {
      g_string_append_printf (columns, "%scount(*) FILTER (WHERE %s)", columns->len > 0 ? ", " : "",
                              sql->where->str + start);
      return TRUE;
    }
  if (!g_error_matches (problem, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  g_string_truncate (sql->where, start);
  g_array_set_size (sql->values, n_values);
  *count = -1;
  return TRUE;
}

static guint
count_pieces (const char *text, const char *piece)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, piece)) != NULL; p += strlen (piece))
    n++;
  return n;
}

/* Puts the gathered facts in the place of the look-ups. (transfer full) */
static char *
build_sql (GString *columns, gboolean needs_client)
{
  const char *join = needs_client ? " JOIN client c ON c.id = k.client_id" : "";
  g_autoptr (GString) gathered = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *column = g_strdup_printf ("k.fact_%s", facts[i].name);

      if (count_pieces (columns->str, facts[i].piece) < facts[i].pays_from)
        continue;
      g_string_replace (columns, facts[i].piece, column, 0);
      g_string_append_printf (gathered, ", %s AS fact_%s", facts[i].sql, facts[i].name);
    }
  if (gathered->len == 0)
    return g_strdup_printf ("SELECT %s FROM search_key k%s", columns->str, join);
  return g_strdup_printf ("WITH f AS MATERIALIZED (SELECT k.*%s" GATHERED ") SELECT %s FROM f k%s",
                          gathered->str, columns->str, join);
}

static gboolean
read_counts (CltStmt *stmt, GArray *counts, GError **error)
{
  CltStep step = clt_stmt_step (stmt, error);
  int column = 0;

  for (guint i = 0; step == CLT_STEP_ROW && i < counts->len; i++)
    if (g_array_index (counts, gint64, i) >= 0)
      g_array_index (counts, gint64, i) = clt_stmt_get_int (stmt, column++);
  clt_stmt_reset (stmt);
  return step == CLT_STEP_ROW;
}

GArray *
clt_client_query_count_many (CltConn *conn, GPtrArray *queries, CltDay today, GError **error)
{
  g_autoptr (CltClientSql) sql = clt_client_sql_new ();
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = NULL;
  CltStmt *stmt;

  for (guint i = 0; i < queries->len; i++)
    {
      gint64 count;

      if (!add_count (conn, sql, queries->pdata[i], columns, &count, error))
        return NULL;
      g_array_append_val (counts, count);
    }
  if (columns->len == 0)
    return g_steal_pointer (&counts);
  text = build_sql (columns, sql->needs_client);
  stmt = clt_conn_prepare (conn, text, error);
  if (stmt == NULL || !clt_client_sql_bind (conn, stmt, sql, today, error) ||
      !read_counts (stmt, counts, error))
    return NULL;
  return g_steal_pointer (&counts);
}
