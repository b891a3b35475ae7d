/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-sql.h"

#include "core/rules/clt-rules.h"

typedef struct
{
  gint64 number;
  char *text; /* owned; NULL: a number */
} SqlValue;

static void
clear_value (gpointer data)
{
  SqlValue *value = data;

  g_free (value->text);
}

CltClientSql *
clt_client_sql_new (void)
{
  CltClientSql *sql = g_new0 (CltClientSql, 1);

  sql->where = g_string_new (NULL);
  sql->values = g_array_new (FALSE, TRUE, sizeof (SqlValue));
  g_array_set_clear_func (sql->values, clear_value);
  return sql;
}

void
clt_client_sql_free (CltClientSql *sql)
{
  g_string_free (sql->where, TRUE);
  g_array_unref (sql->values);
  g_free (sql);
}

static void
add_value (CltClientSql *sql, gint64 number, const char *text)
{
  SqlValue value = { number, g_strdup (text) };

  g_array_append_val (sql->values, value);
  g_string_append_printf (sql->where, "?%u", CLT_SQL_N_COMMON + sql->values->len);
}

void
clt_client_sql_add_int (CltClientSql *sql, gint64 value)
{
  add_value (sql, value, NULL);
}

void
clt_client_sql_add_text (CltClientSql *sql, const char *text)
{
  add_value (sql, 0, text);
}

char *
clt_client_ids_to_json (const gint64 *ids, guint n_ids)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",", ids[i]);
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

/* The values that every statement shares, ?1 to ?6. */
static gboolean
bind_common (CltConn *conn, CltStmt *stmt, CltDay today, GError **error)
{
  gint64 equity, last_month;
  double months, days;
  int month = clt_day_get_month (today);

  if (!clt_rules_get_money (conn, "dormancy.equity", today, &equity, error) ||
      !clt_rules_get (conn, "dormancy.months", today, &months, error) ||
      !clt_rules_get (conn, "sleeping.days", today, &days, error) ||
      !clt_conn_get_int (conn, &last_month, -1, error,
                         "SELECT max(month) FROM account_month WHERE month <= ?", "i",
                         (gint64) month))
    return FALSE;

  clt_stmt_bind_int (stmt, 1, today);
  clt_stmt_bind_int (stmt, 2, last_month);
  clt_stmt_bind_int (stmt, 3, month - month % 12);
  clt_stmt_bind_int (stmt, 4, equity);
  clt_stmt_bind_int (stmt, 5, clt_day_add_months (today, -(int) months));
  clt_stmt_bind_int (stmt, 6, today - (int) days);
  return TRUE;
}

gboolean
clt_client_sql_bind (CltConn *conn,
                     CltStmt *stmt,
                     const CltClientSql *sql,
                     CltDay today,
                     GError **error)
{
  if (!bind_common (conn, stmt, today, error))
    return FALSE;
  for (guint i = 0; sql != NULL && i < sql->values->len; i++)
    {
      const SqlValue *value = &g_array_index (sql->values, SqlValue, i);
      int index = (int) (CLT_SQL_N_COMMON + 1 + i);

      if (value->text != NULL)
        clt_stmt_bind_text (stmt, index, value->text);
      else
        clt_stmt_bind_int (stmt, index, value->number);
    }
  return TRUE;
}
