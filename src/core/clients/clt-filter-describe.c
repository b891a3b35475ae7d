/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as people say it: “Opened up to 2026-10-20 and Tier is one of Major, VIP”. */
#include "core/clients/clt-filter-node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-date.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static char *
dup_length (int n, const char *unit)
{
  if (g_str_equal (unit, "trading days"))
    return g_strdup_printf (ngettext ("%d trading day", "%d trading days", (gulong) n), n);
  if (g_str_equal (unit, "months"))
    return g_strdup_printf (ngettext ("%d month", "%d months", (gulong) n), n);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) n), n);
}

/* As clt_filter_node_parse() writes it: 20261020, “today - 30 days”. */
static char *
dup_day (const char *value)
{
  g_autofree char *length = NULL;
  char sign;
  int n, at = 0;

  if (g_str_equal (value, "today"))
    return g_strdup (C_ ("filter", "today"));
  if (sscanf (value, "today %c %d %n", &sign, &n, &at) == 2 && at > 0)
    {
      length = dup_length (n, value + at);
      return sign == '-'
               /* Translators: %s is a length of time, as “3 trading days”. */
               ? g_strdup_printf (C_ ("filter", "%s before today"), length)
               /* Translators: %s is a length of time, as “3 trading days”. */
               : g_strdup_printf (C_ ("filter", "%s from today"), length);
    }
  return strlen (value) == 8 ? clt_day_format (clt_day_from_yyyymmdd (atoi (value)))
                             : g_strdup (value);
}

/* In whole yuan without the fen. */
static char *
dup_money (const char *value)
{
  gint64 fen;
  char *text;

  if (clt_value_parse_money (value, strlen (value), &fen) != CLT_VALUE_OK)
    return g_strdup (value);
  text = clt_money_format (fen);
  if (g_str_has_suffix (text, ".00"))
    text[strlen (text) - strlen (".00")] = '\0';
  return text;
}

static char *
dup_one (const CltFilterNode *node, const char *value)
{
  int n, at = 0;

  if (node->op == CLT_FILTER_SOME_IN || node->op == CLT_FILTER_NONE_FOR)
    return sscanf (value, "%d %n", &n, &at) == 1 && at > 0 ? dup_length (n, value + at)
                                                           : g_strdup (value);
  switch (node->field->type)
    {
    case CLT_FILTER_DAY:
      return dup_day (value);
    case CLT_FILTER_CHOICE:
    case CLT_FILTER_TIER:
      return g_strdup (clt_filter_field_get_choice_label (node->field, value));
    case CLT_FILTER_MONEY:
      return dup_money (value);
    case CLT_FILTER_TEXT:
    case CLT_FILTER_RATIO:
    case CLT_FILTER_NUMBER:
    case CLT_FILTER_SET:
    case CLT_FILTER_SEGMENT:
    case CLT_FILTER_SECRET:
    default:
      return g_strdup (value);
    }
}

/* "" where the operator takes none. */
static char *
dup_values (const CltFilterNode *node)
{
  const char *const separator = C_ ("filter", ", ");
  g_autofree char *first = NULL, *second = NULL;
  g_auto (GStrv) parts = NULL;

  if (clt_filter_operator_get_n_values (node->op) == 0)
    return g_strdup ("");
  if (node->op == CLT_FILTER_IN)
    {
      parts = g_strsplit (node->values[0], ", ", -1);
      for (guint i = 0; parts[i] != NULL; i++)
        {
          char *part = parts[i];

          parts[i] = dup_one (node, part);
          g_free (part);
        }
      return g_strjoinv (separator, parts);
    }
  first = dup_one (node, node->values[0]);
  if (node->op != CLT_FILTER_BETWEEN)
    return g_steal_pointer (&first);
  second = dup_one (node, node->values[1]);
  /* Translators: two values, after “between”. */
  return g_strdup_printf (C_ ("filter", "%s and %s"), first, second);
}

static char *
dup_test (const CltFilterNode *node)
{
  g_autofree char *values = dup_values (node);

  if (node->op == CLT_FILTER_IN)
    /* Translators: what is asked about (“Tier”), values (“Major, VIP”). */
    return g_strdup_printf (C_ ("filter", "%s is one of %s"),
                            clt_filter_field_get_label (node->field), values);
  /* Translators: what is asked about (“Opened”), how it compares (“up to”), a value or none. */
  return g_strchomp (
    g_strdup_printf (C_ ("filter", "%s %s %s"), clt_filter_field_get_label (node->field),
                     clt_filter_operator_get_label (node->op, node->field), values));
}

static char *describe (const CltFilterNode *node, gboolean inside);

static char *
dup_group (const CltFilterNode *node, gboolean inside)
{
  const char *const joint = node->kind == CLT_FILTER_NODE_ALL
                              /* Translators: between two conditions that both hold. */
                              ? C_ ("filter", " and ")
                              /* Translators: between two conditions of which one is enough. */
                              : C_ ("filter", " or ");
  const gboolean several = node->children->len > 1;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < node->children->len; i++)
    {
      g_autofree char *part = describe (node->children->pdata[i], several);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : joint, part);
    }
  /* Translators: conditions that belong together. */
  return inside && several && !node->negated ? g_strdup_printf (C_ ("filter", "(%s)"), text->str)
                                             : g_strdup (text->str);
}

static char *
describe (const CltFilterNode *node, gboolean inside)
{
  char *text = node->kind == CLT_FILTER_NODE_TEST ? dup_test (node) : dup_group (node, inside);
  g_autofree char *positive = NULL;

  if (!node->negated)
    return text;
  positive = text;
  /* Translators: %s are conditions that do not hold. */
  return g_strdup_printf (C_ ("filter", "not (%s)"), positive);
}

char *
clt_filter_describe (const char *expression)
{
  g_autoptr (CltFilterNode) node = clt_filter_node_parse (expression, NULL);

  return node == NULL ? g_strdup (expression) : describe (node, FALSE);
}
