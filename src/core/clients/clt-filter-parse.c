/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-parser.h"

#include "core/base/clt-i18n.h"

/* A recursive descent over tokens:
 *   or    := and { "or" and }        and := not { "and" not }
 *   not   := "not" not | "(" or ")" | period | test
 *   period := ("no" | "has") ("trade" | "position") ("for" | "in") number unit
 *   test  := field (operator value | "contains" text | "in" "(" value {"," value} ")" | …) */

#define MAX_DEPTH 100

/* ---- tokens -------------------------------------------------------------------------------- */

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '.' || c == '%' || c == '/' || c == ':';
}

/* A date keeps its dashes: digits, dash, digit. */
static gboolean
is_date_dash (const char *start, const char *p)
{
  if (*p != '-' || p == start || !g_ascii_isdigit (p[-1]) || !g_ascii_isdigit (p[1]))
    return FALSE;
  return g_ascii_isdigit (start[0]) && p - start >= 4;
}

static gboolean
is_word (const char *start, const char *p)
{
  return is_word_character (g_utf8_get_char (p)) || is_date_dash (start, p);
}

static const char *const signs[] = { "<=", ">=", "!=", "<>", "=", "<", ">",
                                     "(",  ")",  ",",  "+",  "-", "~", NULL };

static const CltLanguage language = { signs, is_word };

gpointer
clt_filter_fail (CltParser *parser, const char *expected)
{
  const int at = (int) clt_parser_get_position (parser) + 1;

  if (parser->kind == CLT_TOKEN_END)
    /* Translators: %s says what was expected, e.g. “a value”. */
    g_set_error (parser->error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                 _ ("The filter ends where %s is expected."), expected);
  else
    {
      g_autofree char *found = clt_parser_dup_found (parser);

      /* Translators: %d counts characters, the first %s says what was expected, the second is what
       * was found. */
      g_set_error (parser->error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                   _ ("At character %d of the filter %s is expected, not “%s”."), at, expected,
                   found);
    }
  return NULL;
}

/* ---- grammar ------------------------------------------------------------------------------- */

static const CltFilterField *
find_field (const char *name)
{
  for (const CltFilterField *field = clt_filter_fields; field->name != NULL; field++)
    if (g_ascii_strcasecmp (field->name, name) == 0)
      return field;
  return NULL;
}

static gboolean
read_list (CltParser *parser, CltFilter *node)
{
  node->kind = NODE_IN;
  if (!clt_parser_accept (parser, CLT_TOKEN_SIGN, "("))
    return clt_filter_fail (parser, "(") != NULL;
  do
    if (!clt_filter_read_value (parser, node))
      return FALSE;
  while (clt_parser_accept (parser, CLT_TOKEN_SIGN, ","));
  return clt_parser_accept (parser, CLT_TOKEN_SIGN, ")") || clt_filter_fail (parser, ")") != NULL;
}

static gboolean
read_range (CltParser *parser, CltFilter *node)
{
  node->kind = NODE_BETWEEN;
  if (!clt_filter_read_value (parser, node))
    return FALSE;
  if (!clt_parser_accept (parser, CLT_TOKEN_WORD, "and"))
    return clt_filter_fail (parser, "and") != NULL;
  return clt_filter_read_value (parser, node);
}

static gboolean
read_comparison (CltParser *parser, CltFilter *node)
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
    if (clt_parser_is_at (parser, CLT_TOKEN_SIGN, operators[i].token) &&
        !(unordered && operators[i].ordered))
      {
        node->kind = NODE_COMPARE;
        node->operator= operators[i].sql;
        clt_parser_advance (parser);
        return clt_filter_read_value (parser, node);
      }
  return clt_filter_fail (parser, _ ("a comparison (=, >=, contains, in, is empty …)")) != NULL;
}

static CltFilter *
parse_test (CltParser *parser)
{
  g_autoptr (CltFilter) node = clt_filter_new (NODE_COMPARE, NULL, NULL);
  gboolean negated = FALSE, is_text;

  node->field = parser->kind == CLT_TOKEN_WORD ? find_field (parser->token) : NULL;
  if (node->field == NULL)
    return clt_filter_fail (parser, _ ("the name of a field"));
  clt_parser_advance (parser);
  is_text = node->field->type == CLT_FILTER_TEXT;

  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "is"))
    {
      negated = clt_parser_accept (parser, CLT_TOKEN_WORD, "not");
      node->kind = NODE_EMPTY;
      if (!clt_parser_accept (parser, CLT_TOKEN_WORD, "empty"))
        return clt_filter_fail (parser, "empty");
    }
  else if (node->field->type == CLT_FILTER_SECRET)
    return clt_filter_fail (parser, _ ("“is empty”"));
  else if (is_text && (clt_parser_accept (parser, CLT_TOKEN_WORD, "contains") ||
                       clt_parser_accept (parser, CLT_TOKEN_SIGN, "~")))
    {
      node->kind = NODE_CONTAINS;
      if (!clt_filter_read_value (parser, node))
        return NULL;
    }
  else if (is_text && clt_parser_accept (parser, CLT_TOKEN_WORD, "starts"))
    {
      node->kind = NODE_STARTS;
      if (!clt_filter_read_value (parser, node))
        return NULL;
    }
  else if (clt_parser_accept (parser, CLT_TOKEN_WORD, "in"))
    {
      if (!read_list (parser, node))
        return NULL;
    }
  else if (node->field->type != CLT_FILTER_SET && node->field->type != CLT_FILTER_SEGMENT &&
           clt_parser_accept (parser, CLT_TOKEN_WORD, "between"))
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
parse_period (CltParser *parser, gboolean no)
{
  g_autoptr (CltFilter) node = clt_filter_new (NODE_SINCE, NULL, NULL);
  FilterValue value = { 0 };

  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "trade"))
    node->field = find_field ("last_trade");
  else if (clt_parser_accept (parser, CLT_TOKEN_WORD, "position"))
    node->field = find_field ("last_position");
  else
    return clt_filter_fail (parser, _ ("“trade” or “position”"));
  if (!clt_parser_accept (parser, CLT_TOKEN_WORD, "for") &&
      !clt_parser_accept (parser, CLT_TOKEN_WORD, "in"))
    return clt_filter_fail (parser, no ? "for" : "in");
  if (!clt_filter_read_length (parser, FALSE, &value.number, &value.unit))
    return NULL;
  g_array_append_val (node->values, value);
  return no ? clt_filter_new (NODE_NOT, g_steal_pointer (&node), NULL) : g_steal_pointer (&node);
}

static CltFilter *parse_or (CltParser *parser);

static CltFilter *
parse_not (CltParser *parser)
{
  CltFilter *node = NULL;

  if (++parser->depth > MAX_DEPTH)
    return clt_filter_fail (parser, _ ("a simpler filter"));
  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "not"))
    {
      node = parse_not (parser);
      if (node != NULL)
        node = clt_filter_new (NODE_NOT, node, NULL);
    }
  else if (clt_parser_accept (parser, CLT_TOKEN_SIGN, "("))
    {
      node = parse_or (parser);
      if (node != NULL && !clt_parser_accept (parser, CLT_TOKEN_SIGN, ")"))
        {
          g_clear_pointer (&node, clt_filter_free);
          clt_filter_fail (parser, ")");
        }
    }
  else if (clt_parser_accept (parser, CLT_TOKEN_WORD, "no"))
    node = parse_period (parser, TRUE);
  else if (clt_parser_accept (parser, CLT_TOKEN_WORD, "has"))
    node = parse_period (parser, FALSE);
  else
    node = parse_test (parser);
  parser->depth--;
  return node;
}

static CltFilter *
parse_chain (CltParser *parser,
             const char *word,
             NodeKind kind,
             CltFilter *(*parse_part) (CltParser *parser))
{
  CltFilter *node = parse_part (parser);
  int n = 0;

  while (node != NULL && clt_parser_accept (parser, CLT_TOKEN_WORD, word))
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
parse_and (CltParser *parser)
{
  return parse_chain (parser, "and", NODE_AND, parse_not);
}

static CltFilter *
parse_or (CltParser *parser)
{
  return parse_chain (parser, "or", NODE_OR, parse_and);
}

CltFilter *
clt_filter_parse_at (const char *text, guint *position, GError **error)
{
  CltParser parser = { .language = &language, .text = text, .next = text, .error = error };
  CltFilter *filter;

  if (!g_utf8_validate (text, -1, NULL))
    {
      *position = 0;
      g_set_error_literal (error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                           _ ("The filter is not UTF-8 text."));
      return NULL;
    }
  clt_parser_advance (&parser);
  filter = parse_or (&parser);
  if (filter != NULL && parser.kind != CLT_TOKEN_END)
    {
      g_clear_pointer (&filter, clt_filter_free);
      clt_filter_fail (&parser, _ ("“and”, “or” or the end"));
    }
  *position = clt_parser_get_position (&parser);
  g_free (parser.token);
  return filter;
}

CltFilter *
clt_filter_parse (const char *text, GError **error)
{
  guint position;

  return clt_filter_parse_at (text, &position, error);
}
