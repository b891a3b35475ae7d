/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-facts.h"

#include <string.h>

#include "core/clients/clt-client-sql.h"
#include "core/store/clt-visit.h"

typedef struct
{
  CltConn *conn;
  CltSideTable *clients;  /* owned */
  CltSideTable *accounts; /* owned: whose they are */
  gint64 n_ranked;
} Facts;

static void
facts_clear (Facts *facts)
{
  g_clear_pointer (&facts->clients, clt_side_table_free);
  g_clear_pointer (&facts->accounts, clt_side_table_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static CltSideTable *
new_table (CltConn *conn, const char *first, const char *last, guint width, GError **error)
{
  gint64 from, to;

  if (!clt_conn_get_int (conn, &from, 1, error, first, "") ||
      !clt_conn_get_int (conn, &to, 0, error, last, ""))
    return NULL;
  return clt_side_table_new (from, to, width);
}

static void
take_rank (const gint64 *values, gpointer data)
{
  Facts *facts = data;
  gint64 *cells = clt_side_table_get (facts->clients, values[0]);

  if (cells != NULL)
    cells[CLT_FACT_RANK] = facts->n_ranked++;
}

static void
take_account (const gint64 *values, gpointer data)
{
  const Facts *facts = data;
  gint64 *cells = clt_side_table_get (facts->accounts, values[0]);

  if (cells != NULL)
    *cells = values[1];
}

static gint64 *
get_client (const Facts *facts, gint64 account_id)
{
  const gint64 *client = clt_side_table_get (facts->accounts, account_id);

  return client == NULL ? NULL : clt_side_table_get (facts->clients, *client);
}

static void
add (gint64 *cell, gint64 value)
{
  *cell = *cell == CLT_SIDE_NULL ? value : *cell + value;
}

static void
take_carried (const gint64 *values, gpointer data)
{
  gint64 *cells = get_client (data, values[0]);

  if (cells == NULL)
    return;
  add (&cells[CLT_FACT_EQUITY], values[1]);
  add (&cells[CLT_FACT_MARGIN], values[2]);
  cells[CLT_FACT_LAST_TRADE] = MAX (cells[CLT_FACT_LAST_TRADE], values[3]);
  cells[CLT_FACT_LAST_POSITION] = MAX (cells[CLT_FACT_LAST_POSITION], values[4]);
}

static void
take_retained (const gint64 *values, gpointer data)
{
  gint64 *cells = get_client (data, values[0]);

  if (cells != NULL)
    add (&cells[CLT_FACT_RETAINED], values[1]);
}

static gboolean
load_accounts (Facts *facts, GError **error)
{
  CltStmt *stmt;

  facts->accounts = new_table (facts->conn, "SELECT min (id) FROM account",
                               "SELECT max (id) FROM account", 1, error);
  stmt =
    facts->accounts == NULL
      ? NULL
      : clt_conn_query (facts->conn, error, "SELECT clt_visit (id, client_id) FROM account", "");
  return stmt != NULL && clt_stmt_visit (stmt, take_account, facts, error);
}

static gboolean
load_ranks (Facts *facts, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (facts->conn, error,
                    "SELECT clt_visit (client_id) FROM search_key INDEXED BY search_key_sort", "");

  return stmt != NULL && clt_stmt_visit (stmt, take_rank, facts, error);
}

/* An absent day is CLT_SIDE_NULL, below all days. */
static gboolean
load_carried (Facts *facts, int month, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (facts->conn, error,
                    "SELECT clt_visit (account_id, equity, margin, ifnull (last_trade, ?1),"
                    " ifnull (last_position, ?1)) FROM account_month"
                    " WHERE month = (SELECT max (month) FROM account_month WHERE month <= ?2)",
                    "ii", CLT_SIDE_NULL, (gint64) month);

  return stmt != NULL && clt_stmt_visit (stmt, take_carried, facts, error);
}

static gboolean
load_retained (Facts *facts, int month, GError **error)
{
  gint64 first = month - month % 12;
  CltStmt *stmt = clt_conn_query (facts->conn, error,
                                  "SELECT clt_visit (account_id, retained) FROM account_month"
                                  " WHERE month BETWEEN ? AND ?",
                                  "ii", first, first + 11);

  return stmt != NULL && clt_stmt_visit (stmt, take_retained, facts, error);
}

gboolean
clt_client_facts_load (CltConn *conn, const char *sql, CltDay today, GError **error)
{
  g_auto (Facts) facts = { .conn = conn };
  int month = clt_day_get_month (today);
  gboolean carried = strstr (sql, CLT_SQL_OF_LAST_MONTH) != NULL;
  gboolean retained = strstr (sql, CLT_SQL_RETAINED) != NULL;
  gboolean ranked = strstr (sql, CLT_SQL_NAME_ORDER) != NULL;

  if (!carried && !retained && !ranked)
    return TRUE;
  facts.clients = new_table (conn, "SELECT min (client_id) FROM search_key",
                             "SELECT max (client_id) FROM search_key", CLT_N_FACTS, error);
  if (facts.clients == NULL || ((carried || retained) && !load_accounts (&facts, error)) ||
      (carried && !load_carried (&facts, month, error)) ||
      (retained && !load_retained (&facts, month, error)) ||
      (ranked && !load_ranks (&facts, error)))
    return FALSE;
  clt_conn_set_side_table (conn, g_steal_pointer (&facts.clients));
  return TRUE;
}
