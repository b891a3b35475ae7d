/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-private.h"

#include "core/base/clt-i18n.h"
#include "core/clients/clt-search-key.h"
#include "core/clients/clt-segment.h"

typedef struct
{
  CltConn *conn;
  CltDay today;
  CltClientSql *sql;
} Context;

/* The @n-th trading day before today, today itself being the first when it is one; weekdays where
 * the calendar has no days. */
static gboolean
trading_days_ago (const Context *context, gint64 n, gint64 *day, GError **error)
{
  if (!clt_conn_get_int (
        context->conn, day, CLT_MONEY_NONE, error,
        "SELECT day FROM trading_day WHERE day <= ? ORDER BY day DESC LIMIT 1 OFFSET ?", "ii",
        (gint64) context->today, MAX (n - 1, 0)))
    return FALSE;
  if (*day != CLT_MONEY_NONE)
    return TRUE;

  *day = context->today + 1;
  for (gint64 left = n; left > 0;)
    if (clt_day_get_weekday ((CltDay)-- * day) <= 5)
      left--;
  return TRUE;
}

static gboolean
trading_days_ahead (const Context *context, gint64 n, gint64 *day, GError **error)
{
  if (!clt_conn_get_int (context->conn, day, CLT_MONEY_NONE, error,
                         "SELECT day FROM trading_day WHERE day > ? ORDER BY day LIMIT 1 OFFSET ?",
                         "ii", (gint64) context->today, MAX (n - 1, 0)))
    return FALSE;
  if (*day != CLT_MONEY_NONE)
    return TRUE;

  *day = context->today;
  for (gint64 left = n; left > 0;)
    if (clt_day_get_weekday ((CltDay)++ * day) <= 5)
      left--;
  return TRUE;
}

static gboolean
resolve_day (const Context *context, const FilterValue *value, gint64 *day, GError **error)
{
  if (!value->relative)
    *day = value->number;
  else if (value->unit == UNIT_MONTHS)
    *day = clt_day_add_months (context->today, (int) value->number);
  else if (value->unit == UNIT_DAYS || value->number == 0)
    *day = context->today + value->number;
  else if (value->number < 0)
    return trading_days_ago (context, 1 - value->number, day, error);
  else
    return trading_days_ahead (context, value->number, day, error);
  return TRUE;
}

static gboolean
add_value (const Context *context,
           const CltFilter *filter,
           const FilterValue *value,
           GError **error)
{
  gint64 number = value->number;

  if (value->text != NULL)
    clt_client_sql_add_text (context->sql, value->text);
  else
    {
      if (filter->field->type == CLT_FILTER_DAY && !resolve_day (context, value, &number, error))
        return FALSE;
      clt_client_sql_add_int (context->sql, number);
      /* ratios are bound in millionths */
      if (filter->field->type == CLT_FILTER_RATIO)
        g_string_append (context->sql->where, " / 1000000.0");
    }
  return TRUE;
}

/* "field <operator> value", as EXISTS for fields of several values. */
static gboolean
add_comparison (const Context *context,
                const CltFilter *filter,
                const FilterValue *value,
                GError **error)
{
  GString *where = context->sql->where;
  gboolean set = filter->field->type == CLT_FILTER_SET;

  if (set && g_str_equal (filter->operator, "<>"))
    g_string_append_printf (where, "NOT EXISTS (%s = ", filter->field->sql);
  else if (set)
    g_string_append_printf (where, "EXISTS (%s = ", filter->field->sql);
  else
    g_string_append_printf (where, "(%s %s ", filter->field->sql, filter->operator);
  if (!add_value (context, filter, value, error))
    return FALSE;
  g_string_append_c (where, ')');
  return TRUE;
}

static gboolean
add_in (const Context *context, const CltFilter *filter, GError **error)
{
  GString *where = context->sql->where;

  g_string_append_printf (where,
                          filter->field->type == CLT_FILTER_SET ? "EXISTS (%s IN (" : "(%s IN (",
                          filter->field->sql);
  for (guint i = 0; i < filter->values->len; i++)
    {
      if (i > 0)
        g_string_append (where, ", ");
      if (!add_value (context, filter, &g_array_index (filter->values, FilterValue, i), error))
        return FALSE;
    }
  g_string_append (where, "))");
  return TRUE;
}

static gboolean
add_between (const Context *context, const CltFilter *filter, GError **error)
{
  GString *where = context->sql->where;

  g_string_append_printf (where, "(%s BETWEEN ", filter->field->sql);
  if (!add_value (context, filter, &g_array_index (filter->values, FilterValue, 0), error))
    return FALSE;
  g_string_append (where, " AND ");
  if (!add_value (context, filter, &g_array_index (filter->values, FilterValue, 1), error))
    return FALSE;
  g_string_append_c (where, ')');
  return TRUE;
}

static void
add_text_test (const Context *context, const CltFilter *filter)
{
  const FilterValue *value = &g_array_index (filter->values, FilterValue, 0);
  GString *where = context->sql->where;

  if (filter->kind == NODE_CONTAINS)
    g_string_append_printf (where, "(instr(%s, ", filter->field->sql);
  else /* the value stands first where it occurs first */
    g_string_append_printf (where, "(1 = instr(%s, ", filter->field->sql);
  clt_client_sql_add_text (context->sql, value->text);
  g_string_append (where, filter->kind == NODE_CONTAINS ? ") > 0)" : "))");
}

static void
add_empty (const Context *context, const CltFilter *filter)
{
  GString *where = context->sql->where;

  if (filter->field->type == CLT_FILTER_SET)
    g_string_append_printf (where, "NOT EXISTS (%s IS NOT NULL)", filter->field->sql);
  else if (filter->field->type == CLT_FILTER_TEXT)
    g_string_append_printf (where, "(coalesce(%s, '') = '')", filter->field->sql);
  else
    g_string_append_printf (where, "(%s IS NULL)", filter->field->sql);
}

static gboolean
add_since (const Context *context, const CltFilter *filter, GError **error)
{
  const FilterValue *value = &g_array_index (filter->values, FilterValue, 0);
  gint64 day = context->today - value->number + 1;

  if (value->unit == UNIT_TRADING_DAYS && !trading_days_ago (context, value->number, &day, error))
    return FALSE;
  /* a client who never traded has no trade in any period */
  g_string_append_printf (context->sql->where, "(coalesce(%s, -1000000) >= ", filter->field->sql);
  clt_client_sql_add_int (context->sql, day);
  g_string_append_c (context->sql->where, ')');
  return TRUE;
}

/* Any test of the segment; which one it is becomes known by the set in force. */
static gboolean
add_segment (const Context *context, const CltFilter *filter, GError **error)
{
  GString *where = context->sql->where;
  g_autoptr (GPtrArray) segments = clt_segments_load (context->conn, context->today, error);

  if (segments == NULL)
    return FALSE;
  g_string_append_c (where, '(');
  if (!clt_segments_add_sql (segments, context->conn, context->today, context->sql, error))
    return FALSE;
  if (filter->kind == NODE_EMPTY)
    {
      g_string_append (where, " IS NULL)");
      return TRUE;
    }
  g_string_append (where, g_strcmp0 (filter->operator, "<>") == 0 ? " NOT IN (" : " IN (");
  for (guint i = 0; i < filter->values->len; i++)
    {
      const FilterValue *value = &g_array_index (filter->values, FilterValue, i);
      int index = clt_segments_find (segments, value->text);

      if (index < 0)
        {
          g_set_error (error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                       /* Translators: %s is what somebody took for a segment's name. */
                       _ ("There is no segment “%s”."), value->text);
          return FALSE;
        }
      g_string_append_printf (where, "%s%d", i > 0 ? ", " : "", index + 1);
    }
  g_string_append (where, "))");
  return TRUE;
}

static gboolean add_node (const Context *context, const CltFilter *filter, GError **error);

static gboolean
add_pair (const Context *context, const CltFilter *filter, const char *word, GError **error)
{
  g_string_append_c (context->sql->where, '(');
  if (!add_node (context, filter->left, error))
    return FALSE;
  g_string_append (context->sql->where, word);
  if (!add_node (context, filter->right, error))
    return FALSE;
  g_string_append_c (context->sql->where, ')');
  return TRUE;
}

static gboolean
add_node (const Context *context, const CltFilter *filter, GError **error)
{
  if (filter->field != NULL)
    context->sql->needs_client |= filter->field->needs_client;
  if (filter->field != NULL && filter->field->type == CLT_FILTER_SEGMENT)
    return add_segment (context, filter, error);
  switch (filter->kind)
    {
    case NODE_AND:
      return add_pair (context, filter, " AND ", error);
    case NODE_OR:
      return add_pair (context, filter, " OR ", error);
    case NODE_NOT:
      /* unknown is not true, so its opposite is */
      g_string_append (context->sql->where, "(coalesce(");
      if (!add_node (context, filter->left, error))
        return FALSE;
      g_string_append (context->sql->where, ", 0) = 0)");
      return TRUE;
    case NODE_COMPARE:
      return add_comparison (context, filter, &g_array_index (filter->values, FilterValue, 0),
                             error);
    case NODE_CONTAINS:
    case NODE_STARTS:
      add_text_test (context, filter);
      return TRUE;
    case NODE_IN:
      return add_in (context, filter, error);
    case NODE_BETWEEN:
      return add_between (context, filter, error);
    case NODE_EMPTY:
      add_empty (context, filter);
      return TRUE;
    case NODE_SINCE:
      return add_since (context, filter, error);
    default:
      g_assert_not_reached ();
    }
}

gboolean
clt_filter_add_sql (const CltFilter *filter,
                    CltConn *conn,
                    CltDay today,
                    CltClientSql *sql,
                    GError **error)
{
  const Context context = { conn, today, sql };

  return add_node (&context, filter, error);
}
