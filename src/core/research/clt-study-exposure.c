/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study-private.h"

#include <math.h>

/* Fen that one lot moves by when the price moves by one of its units: told by the trade that opened the
 * position, else by what it has gained since. No file lists the sizes of contracts. */
#define FACTOR_SQL                                                                                 \
  "coalesce ((SELECT t.turnover * 1.0 / (t.price * t.lots) FROM trade AS t WHERE t.day = "         \
  "p.open_day"                                                                                     \
  " AND t.account_id = p.account_id AND t.contract = p.contract AND t.turnover > 0 AND t.price > " \
  "0"                                                                                              \
  " AND t.lots > 0 LIMIT 1), p.floating * 1.0 / nullif ((p.settle - p.open_price) * p.lots"        \
  " * iif (p.side = 'buy', 1, -1), 0))"

/* "rb2701" -> "rb"; NULL of an option, whose value does not follow the price one for one. */
static char *
dup_product (const char *contract)
{
  const char *digits = contract, *end;

  while (g_ascii_isalpha (*digits))
    digits++;
  for (end = digits; g_ascii_isdigit (*end);)
    end++;
  return *end == '\0' && end > digits ? g_strndup (contract, (gsize) (digits - contract)) : NULL;
}

/* Long and short of one product stand against each other. FALSE: it cannot be told. */
static gboolean
add_position (GHashTable *nets, CltStmt *stmt)
{
  g_autofree char *product = dup_product (clt_stmt_get_text (stmt, 1));
  g_autofree char *key = NULL;
  double *net;

  if (product == NULL || clt_stmt_is_null (stmt, 2))
    return FALSE;
  key = g_strdup_printf ("%s %s", clt_stmt_get_text (stmt, 0), product);
  net = g_hash_table_lookup (nets, key);
  if (net == NULL)
    {
      net = g_new0 (double, 1);
      g_hash_table_insert (nets, g_steal_pointer (&key), net);
    }
  *net += clt_stmt_get_double (stmt, 2);
  return TRUE;
}

gboolean
clt_study_exposure_load (CltConn *conn,
                         gint64 client_id,
                         CltDay day,
                         gint64 *exposure,
                         GError **error)
{
  g_autoptr (GHashTable) nets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer net;
  double sum = 0;
  gboolean told = TRUE;
  CltStep step;
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT p.exchange, p.contract, p.lots * p.settle * " FACTOR_SQL
                                  " * iif (p.side = 'buy', 1, -1) FROM position AS p"
                                  " WHERE p.day = ? AND p.account_id IN"
                                  " (SELECT id FROM account WHERE client_id = ?)",
                                  "ii", (gint64) day, client_id);

  *exposure = CLT_MONEY_NONE;
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    told &= add_position (nets, stmt);
  if (step == CLT_STEP_ERROR)
    return FALSE;
  g_hash_table_iter_init (&iter, nets);
  while (g_hash_table_iter_next (&iter, NULL, &net))
    sum += fabs (*(double *) net);
  if (told && g_hash_table_size (nets) > 0)
    *exposure = llround (sum);
  return TRUE;
}
