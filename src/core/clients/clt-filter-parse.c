/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-parser.h"

#include "core/base/clt-i18n.h"

/* A recursive descent over tokens:
 *   or    := and { "or" and }        and := not { "and" not }
 *   not   := "not" not | "(" or ")" | period | test
 *   period := ("no" | "has") ("trade" | "position") ("for" | "in") number unit
 *   test  := field (operator value | "contains" text | "in" "(" value {"," value} ")" | …) */

#define MAX_DEPTH 100

static const CltFilterField *
find_field (const char *name)
{
  for (const CltFilterField *field = clt_filter_fields; field->name != NULL; field++)
    if (g_ascii_strcasecmp (field->name, name) == 0)
      return field;
  return NULL;
}

static gboolean
read_list (FilterParser *parser, CltFilter *node)
{
  node->kind = NODE_IN;
  if (!clt_filter_accept (parser, TOKEN_OPERATOR, "("))
    return clt_filter_fail (parser, "(") != NULL;
  do
    if (!clt_filter_read_value (parser, node))
      return FALSE;
  while (clt_filter_accept (parser, TOKEN_OPERATOR, ","));
  return clt_filter_accept (parser, TOKEN_OPERATOR, ")") || clt_filter_fail (parser, ")") != NULL;
}

static gboolean
read_range (FilterParser *parser, CltFilter *node)
{
  node->kind = NODE_BETWEEN;
  if (!clt_filter_read_value (parser, node))
    return FALSE;
  if (!clt_filter_accept (parser, TOKEN_WORD, "and"))
    return clt_filter_fail (parser, "and") != NULL;
  return clt_filter_read_value (parser, node);
}

static gboolean
read_comparison (FilterParser *parser, CltFilter *node)
{
  static const struct
  {
    const char *token, *sql;
    gboolean ordered;
  } operators[] = { { "=", "=", FALSE }, { "!=", "<>", FALSE }, { "<>", "<>", FALSE },
                    { "<", "<", TRUE },  { "<=", "<=", TRUE },  { ">", ">", TRUE },
                    { ">=", ">=", TRUE } };
  gboolean unordered =
    node->field->type == CLT_FILTER_SET || node->field->type == CLT_FILTER_SEGMENT;

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (clt_filter_is_token (parser, TOKEN_OPERATOR, operators[i].token) &&
        !(unordered && operators[i].ordered))
      {
        node->kind = NODE_COMPARE;
        node->operator= operators[i].sql;
        clt_filter_advance (parser);
        return clt_filter_read_value (parser, node);
      }
  return clt_filter_fail (parser, _ ("a comparison (=, >=, contains, in, is empty …)")) != NULL;
}

static CltFilter *
parse_test (FilterParser *parser)
{
  g_autoptr (CltFilter) node = clt_filter_new (NODE_COMPARE, NULL, NULL);
  gboolean negated = FALSE, is_text;

  node->field = parser->kind == TOKEN_WORD ? find_field (parser->token) : NULL;
  if (node->field == NULL)
    return clt_filter_fail (parser, _ ("the name of a field"));
  clt_filter_advance (parser);
  is_text = node->field->type == CLT_FILTER_TEXT;

  if (clt_filter_accept (parser, TOKEN_WORD, "is"))
    {
      negated = clt_filter_accept (parser, TOKEN_WORD, "not");
      node->kind = NODE_EMPTY;
      if (!clt_filter_accept (parser, TOKEN_WORD, "empty"))
        return clt_filter_fail (parser, "empty");
    }
  else if (node->field->type == CLT_FILTER_SECRET)
    return clt_filter_fail (parser, _ ("“is empty”"));
  else if (is_text && (clt_filter_accept (parser, TOKEN_WORD, "contains") ||
                       clt_filter_accept (parser, TOKEN_OPERATOR, "~")))
    {
      node->kind = NODE_CONTAINS;
      if (!clt_filter_read_value (parser, node))
        return NULL;
    }
  else if (is_text && clt_filter_accept (parser, TOKEN_WORD, "starts"))
    {
      node->kind = NODE_STARTS;
      if (!clt_filter_read_value (parser, node))
        return NULL;
    }
  else if (clt_filter_accept (parser, TOKEN_WORD, "in"))
    {
      if (!read_list (parser, node))
        return NULL;
    }
  else if (node->field->type != CLT_FILTER_SET && node->field->type != CLT_FILTER_SEGMENT &&
           clt_filter_accept (parser, TOKEN_WORD, "between"))
    {
      if (!read_range (parser, node))
        return NULL;
    }
  else if (!read_comparison (parser, node))
    return NULL;
  return negated ? clt_filter_new (NODE_NOT, g_steal_pointer (&node), NULL)
                 : g_steal_pointer (&node);
}

/* "no trade for 20 trading days" */
static CltFilter *
parse_period (FilterParser *parser, gboolean no)
{
  g_autoptr (CltFilter) node = clt_filter_new (NODE_SINCE, NULL, NULL);
  FilterValue value = { 0 };

  if (clt_filter_accept (parser, TOKEN_WORD, "trade"))
    node->field = find_field ("last_trade");
  else if (clt_filter_accept (parser, TOKEN_WORD, "position"))
    node->field = find_field ("last_position");
  else
    return clt_filter_fail (parser, _ ("“trade” or “position”"));
  if (!clt_filter_accept (parser, TOKEN_WORD, "for") &&
      !clt_filter_accept (parser, TOKEN_WORD, "in"))
    return clt_filter_fail (parser, no ? "for" : "in");
  if (!clt_filter_read_length (parser, FALSE, &value.number, &value.unit))
    return NULL;
  g_array_append_val (node->values, value);
  return no ? clt_filter_new (NODE_NOT, g_steal_pointer (&node), NULL) : g_steal_pointer (&node);
}

static CltFilter *parse_or (FilterParser *parser);

static CltFilter *
parse_not (FilterParser *parser)
{
  CltFilter *node = NULL;

  if (++parser->depth > MAX_DEPTH)
    return clt_filter_fail (parser, _ ("a simpler filter"));
  if (clt_filter_accept (parser, TOKEN_WORD, "not"))
    {
      node = parse_not (parser);
      if (node != NULL)
        node = clt_filter_new (NODE_NOT, node, NULL);
    }
  else if (clt_filter_accept (parser, TOKEN_OPERATOR, "("))
    {
      node = parse_or (parser);
      if (node != NULL && !clt_filter_accept (parser, TOKEN_OPERATOR, ")"))
        {
          g_clear_pointer (&node, clt_filter_free);
          clt_filter_fail (parser, ")");
        }
    }
  else if (clt_filter_accept (parser, TOKEN_WORD, "no"))
    node = parse_period (parser, TRUE);
  else if (clt_filter_accept (parser, TOKEN_WORD, "has"))
    node = parse_period (parser, FALSE);
  else
    node = parse_test (parser);
  parser->depth--;
  return node;
}

static CltFilter *
parse_chain (FilterParser *parser,
             const char *word,
             NodeKind kind,
             CltFilter *(*parse_part) (FilterParser *parser))
{
  CltFilter *node = parse_part (parser);
  int n = 0;

  while (node != NULL && clt_filter_accept (parser, TOKEN_WORD, word))
    {
      CltFilter *right =
        ++n > 1000 ? clt_filter_fail (parser, _ ("a simpler filter")) : parse_part (parser);

      if (right == NULL)
        g_clear_pointer (&node, clt_filter_free);
      else
        node = clt_filter_new (kind, node, right);
    }
  return node;
}

static CltFilter *
parse_and (FilterParser *parser)
{
  return parse_chain (parser, "and", NODE_AND, parse_not);
}

static CltFilter *
parse_or (FilterParser *parser)
{
  return parse_chain (parser, "or", NODE_OR, parse_and);
}

CltFilter *
clt_filter_parse_at (const char *text, guint *position, GError **error)
{
  FilterParser parser = { .text = text, .next = text, .error = error };
  CltFilter *filter;

  if (!g_utf8_validate (text, -1, NULL))
    {
      *position = 0;
      g_set_error_literal (error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                           _ ("The filter is not UTF-8 text."));
      return NULL;
    }
  clt_filter_advance (&parser);
  filter = parse_or (&parser);
  if (filter != NULL && parser.kind != TOKEN_END)
    {
      g_clear_pointer (&filter, clt_filter_free);
      clt_filter_fail (&parser, _ ("“and”, “or” or the end"));
    }
  *position = (guint) g_utf8_pointer_to_offset (text, parser.start);
  g_free (parser.token);
  return filter;
}

CltFilter *
clt_filter_parse (const char *text, GError **error)
{
  guint position;

  return clt_filter_parse_at (text, &position, error);
}
