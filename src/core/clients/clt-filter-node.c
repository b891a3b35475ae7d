/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-node.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-query.h"
#include "core/clients/clt-client.h"
#include "core/clients/clt-filter-private.h"

CltFilterNode *
clt_filter_node_new_group (CltFilterNodeKind kind)
{
  CltFilterNode *node = g_new0 (CltFilterNode, 1);

  node->kind = kind;
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_filter_node_free);
  node->values[0] = g_strdup ("");
  node->values[1] = g_strdup ("");
  return node;
}

CltFilterNode *
clt_filter_node_new_test (const CltFilterField *field)
{
  CltFilterNode *node = clt_filter_node_new_group (CLT_FILTER_NODE_TEST);

  node->field = field;
  while (node->op + 1 < CLT_N_FILTER_OPERATORS && !clt_filter_operator_fits (node->op, field))
    node->op++;
  return node;
}

void
clt_filter_node_free (CltFilterNode *node)
{
  g_ptr_array_unref (node->children);
  g_free (node->values[0]);
  g_free (node->values[1]);
  g_free (node);
}

/* Operators */

static const struct
{
  const char *text; /* as the language writes it */
  guint n_values;
  guint types; /* bits of CltFilterType */
} operators[CLT_N_FILTER_OPERATORS] = {
#define BIT(type) (1u << CLT_FILTER_##type)
#define ORDERED (BIT (MONEY) | BIT (RATIO) | BIT (NUMBER) | BIT (DAY) | BIT (TIER))
#define QUOTED (BIT (TEXT) | BIT (SET) | BIT (SEGMENT))
#define PLAIN (ORDERED | QUOTED | BIT (CHOICE))
  [CLT_FILTER_IS] = { "=", 1, PLAIN },
  [CLT_FILTER_IS_NOT] = { "!=", 1, PLAIN },
  [CLT_FILTER_LESS] = { "<", 1, ORDERED },
  [CLT_FILTER_AT_MOST] = { "<=", 1, ORDERED },
  [CLT_FILTER_MORE] = { ">", 1, ORDERED },
  [CLT_FILTER_AT_LEAST] = { ">=", 1, ORDERED },
  [CLT_FILTER_BETWEEN] = { "between", 2, BIT (MONEY) | BIT (RATIO) | BIT (NUMBER) | BIT (DAY) },
  [CLT_FILTER_CONTAINS] = { "contains", 1, BIT (TEXT) },
  [CLT_FILTER_STARTS] = { "starts", 1, BIT (TEXT) },
  [CLT_FILTER_IN] = { "in", 1, QUOTED | BIT (CHOICE) | BIT (TIER) },
  [CLT_FILTER_EMPTY] = { "is empty", 0, ~0u },
  [CLT_FILTER_FILLED] = { "is not empty", 0, ~0u },
  [CLT_FILTER_SOME_IN] = { "in", 1, BIT (DAY) },
  [CLT_FILTER_NONE_FOR] = { "for", 1, BIT (DAY) },
};

/* The days of which the language knows "no trade for" and "has trade in". */
static const char *
get_event (const CltFilterField *field)
{
  if (g_str_equal (field->name, "last_trade"))
    return "trade";
  return g_str_equal (field->name, "last_position") ? "position" : NULL;
}

gboolean
clt_filter_operator_fits (CltFilterOperator op, const CltFilterField *field)
{
  if (op == CLT_FILTER_SOME_IN || op == CLT_FILTER_NONE_FOR)
    return get_event (field) != NULL;
  return (operators[op].types & (1u << field->type)) != 0;
}

guint
clt_filter_operator_get_n_values (CltFilterOperator op)
{
  return operators[op].n_values;
}

const char *
clt_filter_operator_get_label (CltFilterOperator op, const CltFilterField *field)
{
  static const char *const labels[CLT_N_FILTER_OPERATORS] = {
    [CLT_FILTER_IS] = NC_ ("filter", "is"),
    [CLT_FILTER_IS_NOT] = NC_ ("filter", "is not"),
    [CLT_FILTER_LESS] = NC_ ("filter", "less than"),
    [CLT_FILTER_AT_MOST] = NC_ ("filter", "at most"),
    [CLT_FILTER_MORE] = NC_ ("filter", "more than"),
    [CLT_FILTER_AT_LEAST] = NC_ ("filter", "at least"),
    [CLT_FILTER_BETWEEN] = NC_ ("filter", "between"),
    [CLT_FILTER_CONTAINS] = NC_ ("filter", "contains"),
    [CLT_FILTER_STARTS] = NC_ ("filter", "starts with"),
    [CLT_FILTER_IN] = NC_ ("filter", "is one of"),
    [CLT_FILTER_EMPTY] = NC_ ("filter", "is empty"),
    [CLT_FILTER_FILLED] = NC_ ("filter", "is not empty"),
    [CLT_FILTER_SOME_IN] = NC_ ("filter", "at least once in"),
    [CLT_FILTER_NONE_FOR] = NC_ ("filter", "not once for"),
  };
  static const char *const of_days[CLT_N_FILTER_OPERATORS] = {
    [CLT_FILTER_LESS] = NC_ ("filter", "before"),
    [CLT_FILTER_AT_MOST] = NC_ ("filter", "up to"),
    [CLT_FILTER_MORE] = NC_ ("filter", "after"),
    [CLT_FILTER_AT_LEAST] = NC_ ("filter", "from"),
  };
  const char *label =
    field->type == CLT_FILTER_DAY && of_days[op] != NULL ? of_days[op] : labels[op];

  return g_dpgettext2 (GETTEXT_PACKAGE, "filter", label);
}

char **
clt_filter_field_dup_choices (const CltFilterField *field)
{
  char **names;

  if (field->type == CLT_FILTER_CHOICE)
    return g_strsplit (field->choices, " ", -1);
  names = g_new0 (char *, CLT_N_TIERS + 1);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    names[i] = g_strdup (clt_tier_get_name (clt_tier_order[i]));
  return names;
}

const char *
clt_filter_field_get_choice_label (const CltFilterField *field, const char *choice)
{
  CltTier tier;

  if (field->type == CLT_FILTER_TIER)
    return clt_tier_from_name (choice, &tier) ? clt_tier_get_label (tier) : choice;
  if (g_str_equal (field->name, "status"))
    return clt_client_status_get_label (choice);
  return clt_client_choice_get_label (field->name, choice);
}

/* From the parsed filter */

static char *
format_amount (gint64 number, gint64 scale)
{
  gint64 whole = ABS (number) / scale, part = ABS (number) % scale;
  GString *text = g_string_new (number < 0 ? "-" : "");

  g_string_append_printf (text, "%" G_GINT64_FORMAT, whole);
  if (part != 0)
    {
      g_string_append_c (text, '.');
      for (gint64 digit = scale / 10; part != 0; digit /= 10)
        {
          g_string_append_c (text, (char) ('0' + part / digit));
          part %= digit;
        }
    }
  return g_string_free (text, FALSE);
}

static const char *
get_unit (DayUnit unit)
{
  return unit == UNIT_TRADING_DAYS ? "trading days" : unit == UNIT_MONTHS ? "months" : "days";
}

static char *
format_day_value (const FilterValue *value)
{
  if (!value->relative)
    return g_strdup_printf ("%d", clt_day_to_yyyymmdd ((CltDay) value->number));
  if (value->number == 0)
    return g_strdup ("today");
  return g_strdup_printf ("today %c %" G_GINT64_FORMAT " %s", value->number < 0 ? '-' : '+',
                          ABS (value->number), get_unit (value->unit));
}

static char *
format_value (const CltFilter *filter, const FilterValue *value)
{
  if (filter->kind == NODE_SINCE)
    return g_strdup_printf ("%" G_GINT64_FORMAT " %s", value->number, get_unit (value->unit));
  if (value->text != NULL)
    return g_strdup (value->text);
  switch (filter->field->type)
    {
    case CLT_FILTER_MONEY:
      return format_amount (value->number, 100);
    case CLT_FILTER_RATIO:
      return format_amount (value->number, 1000000);
    case CLT_FILTER_DAY:
      return format_day_value (value);
    case CLT_FILTER_TIER:
      return g_strdup (clt_tier_get_name ((CltTier) value->number));
    case CLT_FILTER_NUMBER:
    case CLT_FILTER_TEXT:
    case CLT_FILTER_CHOICE:
    case CLT_FILTER_SET:
    case CLT_FILTER_SEGMENT:
    case CLT_FILTER_SECRET:
    default:
      return format_amount (value->number, 1);
    }
}

static CltFilterOperator
find_comparison (const char *sql)
{
  static const char *const texts[] = { "=", "<>", "<", "<=", ">", ">=" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i], sql))
      return CLT_FILTER_IS + i;
  g_assert_not_reached ();
}

static CltFilterOperator
find_operator (const CltFilter *filter)
{
  switch (filter->kind)
    {
    case NODE_COMPARE:
      return find_comparison (filter->operator);
    case NODE_CONTAINS:
      return CLT_FILTER_CONTAINS;
    case NODE_STARTS:
      return CLT_FILTER_STARTS;
    case NODE_IN:
      return CLT_FILTER_IN;
    case NODE_BETWEEN:
      return CLT_FILTER_BETWEEN;
    case NODE_EMPTY:
      return CLT_FILTER_EMPTY;
    case NODE_SINCE:
      return CLT_FILTER_SOME_IN;
    case NODE_AND:
    case NODE_OR:
    case NODE_NOT:
    default:
      g_assert_not_reached ();
    }
}

static CltFilterNode *
convert_test (const CltFilter *filter)
{
  CltFilterNode *node = clt_filter_node_new_test (filter->field);
  g_autoptr (GString) all = g_string_new (NULL);

  node->op = find_operator (filter);
  for (guint i = 0; i < filter->values->len; i++)
    {
      g_autofree char *text =
        format_value (filter, &g_array_index (filter->values, FilterValue, i));

      if (node->op == CLT_FILTER_IN)
        g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", text);
      else if (i < G_N_ELEMENTS (node->values))
        clt_set_str (&node->values[i], text);
    }
  if (node->op == CLT_FILTER_IN)
    clt_set_str (&node->values[0], all->str);
  return node;
}

static CltFilterNode *convert (const CltFilter *filter);

/* "a and b and c" is parsed as pairs, and is one group here. */
static void
take_part (CltFilterNode *group, const CltFilter *filter)
{
  CltFilterNode *part = convert (filter);

  if (part->kind == group->kind && !part->negated)
    {
      for (guint i = 0; i < part->children->len; i++)
        g_ptr_array_add (group->children, part->children->pdata[i]);
      g_ptr_array_set_free_func (part->children, NULL);
      clt_filter_node_free (part);
    }
  else
    g_ptr_array_add (group->children, part);
}

static CltFilterNode *
convert_not (const CltFilter *filter)
{
  CltFilterNode *node = convert (filter->left);

  if (node->kind == CLT_FILTER_NODE_TEST && node->op == CLT_FILTER_EMPTY && !node->negated)
    node->op = CLT_FILTER_FILLED;
  else if (node->kind == CLT_FILTER_NODE_TEST && node->op == CLT_FILTER_SOME_IN && !node->negated)
    node->op = CLT_FILTER_NONE_FOR;
  else
    node->negated = !node->negated;
  return node;
}

static CltFilterNode *
convert (const CltFilter *filter)
{
  CltFilterNode *group;

  if (filter->kind == NODE_NOT)
    return convert_not (filter);
  if (filter->kind != NODE_AND && filter->kind != NODE_OR)
    return convert_test (filter);
  group = clt_filter_node_new_group (filter->kind == NODE_AND ? CLT_FILTER_NODE_ALL
                                                              : CLT_FILTER_NODE_ANY);
  take_part (group, filter->left);
  take_part (group, filter->right);
  return group;
}

CltFilterNode *
clt_filter_node_parse (const char *text, GError **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autoptr (CltFilter) filter = NULL;
  CltFilterNode *node, *group;

  if (*plain == '\0')
    return clt_filter_node_new_group (CLT_FILTER_NODE_ALL);
  filter = clt_filter_parse (plain, error);
  if (filter == NULL)
    return NULL;
  node = convert (filter);
  if (node->kind != CLT_FILTER_NODE_TEST && !node->negated)
    return node;
  group = clt_filter_node_new_group (CLT_FILTER_NODE_ALL);
  g_ptr_array_add (group->children, node);
  return group;
}

/* To text */

gboolean
clt_filter_node_is_complete (const CltFilterNode *node)
{
  if (node->kind != CLT_FILTER_NODE_TEST)
    {
      for (guint i = 0; i < node->children->len; i++)
        if (clt_filter_node_is_complete (node->children->pdata[i]))
          return TRUE;
      return FALSE;
    }
  for (guint i = 0; i < operators[node->op].n_values; i++)
    {
      g_autofree char *plain = clt_text_normalize (node->values[i], -1);

      if (*plain == '\0')
        return FALSE;
    }
  return TRUE;
}

static void
append_value (GString *text, const CltFilterField *field, const char *value)
{
  g_autofree char *plain = clt_text_normalize (value, -1);

  if ((QUOTED & (1u << field->type)) != 0)
    {
      g_autofree char *quoted = clt_filter_quote (plain);

      g_string_append (text, quoted);
    }
  else
    g_string_append (text, plain);
}

/* Commas of either kind stand between the values of a list. */
static void
append_list (GString *text, const CltFilterNode *node)
{
  g_autoptr (GRegex) commas = g_regex_new ("[,，、]", 0, 0, NULL);
  g_auto (GStrv) parts = g_regex_split (commas, node->values[0], 0);
  gboolean first = TRUE;

  g_string_append_c (text, '(');
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *plain = clt_text_normalize (parts[i], -1);

      if (*plain == '\0')
        continue;
      if (!first)
        g_string_append (text, ", ");
      append_value (text, node->field, plain);
      first = FALSE;
    }
  g_string_append_c (text, ')');
}

static void
append_test (GString *text, const CltFilterNode *node)
{
  if (node->negated)
    g_string_append (text, "not ");
  if (node->op == CLT_FILTER_SOME_IN || node->op == CLT_FILTER_NONE_FOR)
    {
      g_string_append_printf (text, "%s %s %s %s", node->op == CLT_FILTER_SOME_IN ? "has" : "no",
                              get_event (node->field), operators[node->op].text, node->values[0]);
      return;
    }
  g_string_append_printf (text, "%s %s", node->field->name, operators[node->op].text);
  if (operators[node->op].n_values == 0)
    return;
  g_string_append_c (text, ' ');
  if (node->op == CLT_FILTER_IN)
    append_list (text, node);
  else
    append_value (text, node->field, node->values[0]);
  if (node->op == CLT_FILTER_BETWEEN)
    {
      g_string_append (text, " and ");
      append_value (text, node->field, node->values[1]);
    }
}

static void append_node (GString *text, const CltFilterNode *node, gboolean inside);

static void
append_group (GString *text, const CltFilterNode *node, gboolean inside)
{
  guint n = 0, at = 0;
  gboolean brackets;

  for (guint i = 0; i < node->children->len; i++)
    n += clt_filter_node_is_complete (node->children->pdata[i]) ? 1 : 0;
  brackets = node->negated || (inside && n > 1);
  if (node->negated)
    g_string_append (text, "not ");
  if (brackets)
    g_string_append_c (text, '(');
  for (guint i = 0; i < node->children->len; i++)
    {
      const CltFilterNode *child = node->children->pdata[i];

      if (!clt_filter_node_is_complete (child))
        continue;
      if (at++ > 0)
        g_string_append (text, node->kind == CLT_FILTER_NODE_ALL ? " and " : " or ");
      append_node (text, child, n > 1 || inside);
    }
  if (brackets)
    g_string_append_c (text, ')');
}

static void
append_node (GString *text, const CltFilterNode *node, gboolean inside)
{
  if (node->kind == CLT_FILTER_NODE_TEST)
    append_test (text, node);
  else
    append_group (text, node, inside);
}

char *
clt_filter_node_to_text (const CltFilterNode *node)
{
  GString *text = g_string_new (NULL);

  if (clt_filter_node_is_complete (node))
    append_node (text, node, FALSE);
  return g_string_free (text, FALSE);
}

/* What was typed as a value must not become more lines. */
gboolean
clt_filter_node_check (const CltFilterNode *node, GError **error)
{
  g_autofree char *text = clt_filter_node_to_text (node);
  g_autoptr (CltFilterNode) again = NULL;
  const CltFilterNode *line;

  if (!clt_filter_node_is_complete (node) || node->kind != CLT_FILTER_NODE_TEST)
    return TRUE;
  again = clt_filter_node_parse (text, error);
  if (again == NULL)
    return FALSE;
  line = again->children->len == 1 ? again->children->pdata[0] : NULL;
  if (line != NULL && line->kind == CLT_FILTER_NODE_TEST && line->field == node->field)
    return TRUE;
  g_set_error_literal (error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                       _ ("The value of a line is one value."));
  return FALSE;
}
