/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-search-key.h"

G_DEFINE_QUARK (clt - filter - error - quark, clt_filter_error)

/* A recursive descent over tokens:
 *   or    := and { "or" and }        and := not { "and" not }
 *   not   := "not" not | "(" or ")" | period | test
 *   period := ("no" | "has") ("trade" | "position") ("for" | "in") number unit
 *   test  := field (operator value | "contains" text | "in" "(" value {"," value} ")" | …) */

#define MAX_DEPTH 100

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,     /* bare */
  TOKEN_STRING,   /* quoted */
  TOKEN_OPERATOR, /* = != <> < <= > >= ( ) , + - */
  TOKEN_BAD,      /* an open quotation */
} TokenKind;

typedef struct
{
  const char *text;  /* the whole input */
  const char *start; /* of the current token */
  const char *next;
  TokenKind kind;
  char *token; /* owned */
  int depth;
  GError **error;
} Parser;

void
clt_filter_free (CltFilter *filter)
{
  if (filter == NULL)
    return;
  clt_filter_free (filter->left);
  clt_filter_free (filter->right);
  g_clear_pointer (&filter->values, g_array_unref);
  g_free (filter);
}

static void
clear_value (gpointer data)
{
  FilterValue *value = data;

  g_free (value->text);
}

static CltFilter *
node_new (NodeKind kind, CltFilter *left, CltFilter *right)
{
  CltFilter *node = g_new0 (CltFilter, 1);

  node->kind = kind;
  node->left = left;
  node->right = right;
  node->values = g_array_new (FALSE, TRUE, sizeof (FilterValue));
  g_array_set_clear_func (node->values, clear_value);
  return node;
}

/* Tokens */

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '.' || c == '%' || c == '/' || c == ':';
}

static const char *
scan_string (Parser *parser, const char *p)
{
  const char *close = *p == '"' ? "\"" : *p == '\'' ? "'" : "”";
  const char *from = g_utf8_next_char (p), *end = strstr (from, close);

  if (end == NULL)
    {
      parser->kind = TOKEN_BAD;
      return p + strlen (p);
    }
  parser->kind = TOKEN_STRING;
  parser->token = g_strndup (from, end - from);
  return end + strlen (close);
}

/* A date keeps its dashes: digits, dash, digit. */
static gboolean
is_date_dash (const char *start, const char *p)
{
  if (*p != '-' || p == start || !g_ascii_isdigit (p[-1]) || !g_ascii_isdigit (p[1]))
    return FALSE;
  return g_ascii_isdigit (start[0]) && p - start >= 4;
}

static void
advance (Parser *parser)
{
  static const char *const operators[] = { "<=", ">=", "!=", "<>", "=", "<", ">",
                                           "(",  ")",  ",",  "+",  "-", "~" };
  const char *p = parser->next;

  g_clear_pointer (&parser->token, g_free);
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  parser->start = p;
  parser->kind = TOKEN_END;
  if (*p == '\0')
    ;
  else if (*p == '"' || *p == '\'' || g_str_has_prefix (p, "“"))
    p = scan_string (parser, p);
  else if (is_word_character (g_utf8_get_char (p)))
    {
      while (*p != '\0' &&
             (is_word_character (g_utf8_get_char (p)) || is_date_dash (parser->start, p)))
        p = g_utf8_next_char (p);
      parser->kind = TOKEN_WORD;
      parser->token = g_strndup (parser->start, p - parser->start);
    }
  else
    {
      parser->kind = TOKEN_BAD;
      for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
        if (parser->kind == TOKEN_BAD && g_str_has_prefix (p, operators[i]))
          {
            parser->kind = TOKEN_OPERATOR;
            parser->token = g_strdup (operators[i]);
            p += strlen (operators[i]);
          }
    }
  parser->next = p;
}

static gboolean
is_token (const Parser *parser, TokenKind kind, const char *token)
{
  return parser->kind == kind && g_ascii_strcasecmp (parser->token, token) == 0;
}

static gboolean
accept (Parser *parser, TokenKind kind, const char *token)
{
  if (!is_token (parser, kind, token))
    return FALSE;
  advance (parser);
  return TRUE;
}

/* The beginning of what stands at the cursor, cut between characters. */
static char *
dup_found (const Parser *parser)
{
  if (parser->kind == TOKEN_BAD)
    return g_strdup ("?");
  return g_utf8_substring (parser->token, 0, MIN (g_utf8_strlen (parser->token, -1), 12));
}

/* Always returns NULL. */
static gpointer
fail (Parser *parser, const char *expected)
{
  int at = (int) g_utf8_pointer_to_offset (parser->text, parser->start) + 1;

  if (parser->kind == TOKEN_END)
    /* Translators: %s says what was expected, e.g. “a value”. */
    g_set_error (parser->error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                 _ ("The filter ends where %s is expected."), expected);
  else
    {
      g_autofree char *found = dup_found (parser);

      /* Translators: %d counts characters, the first %s says what was expected, the second is what
       * was found. */
      g_set_error (parser->error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                   _ ("At character %d of the filter %s is expected, not “%s”."), at, expected,
                   found);
    }
  return NULL;
}

/* Values */

static gboolean
read_count (Parser *parser, gint64 *number)
{
  const char *token = parser->token;

  if (parser->kind != TOKEN_WORD || !g_ascii_isdigit (*token) || strlen (token) > 6 ||
      strspn (token, "0123456789") != strlen (token))
    return fail (parser, _ ("a whole number")) != NULL;
  *number = g_ascii_strtoll (token, NULL, 10);
  advance (parser);
  return TRUE;
}

/* Not @months: in days only. */
static gboolean
accept_chinese_unit (Parser *parser, const char *text, gboolean months, DayUnit *unit)
{
  int direction;

  if (parser->kind != TOKEN_WORD || !clt_filter_match_unit (text, unit, &direction) ||
      direction != 0 || (*unit == UNIT_MONTHS && !months))
    return FALSE;
  advance (parser);
  return TRUE;
}

static gboolean
read_unit (Parser *parser, gboolean months, DayUnit *unit)
{
  if (accept_chinese_unit (parser, parser->token, months, unit))
    return TRUE;
  if (accept (parser, TOKEN_WORD, "trading"))
    *unit = UNIT_TRADING_DAYS;
  else if (months &&
           (accept (parser, TOKEN_WORD, "months") || accept (parser, TOKEN_WORD, "month")))
    {
      *unit = UNIT_MONTHS;
      return TRUE;
    }
  else
    *unit = UNIT_DAYS;
  if (!accept (parser, TOKEN_WORD, "days") && !accept (parser, TOKEN_WORD, "day"))
    return fail (parser, months ? _ ("“days”, “trading days” or “months”")
                                : _ ("“days” or “trading days”")) != NULL;
  return TRUE;
}

/* "20 trading days", "20个交易日" */
static gboolean
read_length (Parser *parser, gboolean months, gint64 *number, DayUnit *unit)
{
  gsize n_digits = parser->kind == TOKEN_WORD ? strspn (parser->token, "0123456789") : 0;

  if (n_digits > 0 && n_digits <= 6 && parser->token[n_digits] != '\0')
    {
      *number = g_ascii_strtoll (parser->token, NULL, 10);
      if (accept_chinese_unit (parser, parser->token + n_digits, months, unit))
        return TRUE;
    }
  return read_count (parser, number) && read_unit (parser, months, unit);
}

/* "30 days ago", "3 months later". @parser stands behind the number. */
static gboolean
read_english_distance (Parser *parser, FilterValue *value)
{
  if (!read_unit (parser, TRUE, &value->unit))
    return FALSE;
  if (accept (parser, TOKEN_WORD, "ago"))
    value->number = -value->number;
  else if (!accept (parser, TOKEN_WORD, "later"))
    return fail (parser, _ ("“ago” or “later”")) != NULL;
  return TRUE;
}

/* "30天前", "3 个月后": number, unit and direction, together or apart. Nothing is read where there
 * is something else. */
static gboolean
accept_chinese_distance (Parser *parser, FilterValue *value)
{
  const char *token = parser->token;
  gsize n_digits = strspn (token, "0123456789");
  Parser ahead = *parser;
  const char *unit = token + n_digits;
  gboolean found;
  int direction;

  if (n_digits == 0 || n_digits > 6)
    return FALSE;
  ahead.token = NULL;
  ahead.error = NULL;
  if (*unit == '\0')
    {
      advance (&ahead);
      unit = ahead.kind == TOKEN_WORD ? ahead.token : "";
    }
  found = clt_filter_match_unit (unit, &value->unit, &direction) && direction != 0;
  if (found)
    {
      value->number = direction * g_ascii_strtoll (token, NULL, 10);
      value->relative = TRUE;
      parser->next = ahead.next;
      advance (parser);
    }
  g_free (ahead.token);
  return found;
}

static gboolean
accept_day_word (Parser *parser, FilterValue *value)
{
  int days;

  if (parser->kind != TOKEN_WORD || !clt_filter_find_day (parser->token, &days))
    return FALSE;
  value->relative = TRUE;
  value->number = days;
  advance (parser);
  return TRUE;
}

/* "30 days ago" */
static gboolean
is_count (const Parser *parser)
{
  CltDay day;

  return parser->kind == TOKEN_WORD && strlen (parser->token) < 6 &&
         strspn (parser->token, "0123456789") == strlen (parser->token) &&
         !clt_day_parse (parser->token, &day);
}

static gboolean
read_day (Parser *parser, FilterValue *value)
{
  CltDay day;

  if (parser->kind == TOKEN_WORD && accept_chinese_distance (parser, value))
    return TRUE;
  if (is_count (parser))
    {
      value->relative = TRUE;
      return read_count (parser, &value->number) && read_english_distance (parser, value);
    }
  if (accept_day_word (parser, value))
    {
      gboolean minus = is_token (parser, TOKEN_OPERATOR, "-");

      if (value->number != 0 || (!minus && !is_token (parser, TOKEN_OPERATOR, "+")))
        return TRUE;
      advance (parser);
      if (!read_length (parser, TRUE, &value->number, &value->unit))
        return FALSE;
      if (minus)
        value->number = -value->number;
      return TRUE;
    }
  if (parser->kind == TOKEN_END || parser->kind == TOKEN_BAD ||
      !clt_day_parse (parser->token, &day))
    return fail (parser, _ ("a date (20261118) or “today”")) != NULL;
  value->number = day;
  advance (parser);
  return TRUE;
}

/* "10万", "1.5亿", "-500", "80%". @scale: what one stands for in the stored unit. */
static gboolean
read_amount (Parser *parser, gint64 scale, gboolean percent, FilterValue *value)
{
  gboolean minus = accept (parser, TOKEN_OPERATOR, "-");
  const char *expected = percent ? _ ("a ratio (0.8 or 80%)") : _ ("an amount");
  double number, factor = (double) scale;
  char *end;

  if (parser->kind != TOKEN_WORD || !g_ascii_isdigit (*parser->token))
    return fail (parser, expected) != NULL;
  number = g_ascii_strtod (parser->token, &end);
  if (percent && g_str_equal (end, "%"))
    factor /= 100;
  else if (!percent && g_str_equal (end, "万"))
    factor *= 1e4;
  else if (!percent && g_str_equal (end, "亿"))
    factor *= 1e8;
  else if (*end != '\0')
    return fail (parser, expected) != NULL;
  number *= minus ? -factor : factor;
  if (number > 9e15 || number < -9e15)
    return fail (parser, expected) != NULL;
  value->number = (gint64) (number < 0 ? number - 0.5 : number + 0.5);
  advance (parser);
  return TRUE;
}

static gboolean
has_choice (const char *choices, const char *word)
{
  g_auto (GStrv) all = g_strsplit (choices, " ", -1);

  return g_strv_contains ((const char *const *) all, word);
}

static gboolean
read_choice (Parser *parser, const CltFilterField *field, FilterValue *value)
{
  CltTier tier;

  if (field->type == CLT_FILTER_TIER && parser->kind == TOKEN_WORD)
    {
      /* "high-end" comes as two words and a dash */
      g_autofree char *rest = g_ascii_strdown (parser->start, -1);

      if (g_str_has_prefix (rest, "high-end"))
        {
          parser->next = parser->start + strlen ("high-end");
          value->number = CLT_TIER_HIGH_END;
          advance (parser);
          return TRUE;
        }
    }
  if (field->type == CLT_FILTER_TIER)
    {
      if ((parser->kind != TOKEN_WORD && parser->kind != TOKEN_STRING) ||
          !clt_tier_from_name (parser->token, &tier))
        return fail (parser, "small, ordinary, major, high-end, unrated") != NULL;
      value->number = tier;
    }
  else
    {
      if ((parser->kind != TOKEN_WORD && parser->kind != TOKEN_STRING) ||
          !has_choice (field->choices, parser->token))
        return fail (parser, field->choices) != NULL;
      value->text = g_strdup (parser->token);
    }
  advance (parser);
  return TRUE;
}

static gboolean
read_text (Parser *parser, const CltFilterField *field, FilterValue *value)
{
  if (parser->kind != TOKEN_WORD && parser->kind != TOKEN_STRING)
    return fail (parser, _ ("a text")) != NULL;
  /* names are stored folded */
  value->text =
    g_str_equal (field->name, "name") ? clt_search_fold (parser->token) : g_strdup (parser->token);
  advance (parser);
  return TRUE;
}

static gboolean
read_value (Parser *parser, CltFilter *node)
{
  FilterValue value = { 0 };
  gboolean ok = FALSE;

  switch (node->field->type)
    {
    case CLT_FILTER_TEXT:
    case CLT_FILTER_SET:
    case CLT_FILTER_SEGMENT:
      ok = read_text (parser, node->field, &value);
      break;
    case CLT_FILTER_MONEY:
      ok = read_amount (parser, 100, FALSE, &value);
      break;
    case CLT_FILTER_NUMBER:
      ok = read_amount (parser, 1, FALSE, &value);
      break;
    case CLT_FILTER_RATIO:
      ok = read_amount (parser, 1000000, TRUE, &value);
      break;
    case CLT_FILTER_DAY:
      ok = read_day (parser, &value);
      break;
    case CLT_FILTER_CHOICE:
    case CLT_FILTER_TIER:
      ok = read_choice (parser, node->field, &value);
      break;
    case CLT_FILTER_SECRET:
      ok = fail (parser, _ ("“is empty”")) != NULL;
      break;
    default:
      g_assert_not_reached ();
    }
  if (ok)
    g_array_append_val (node->values, value);
  else
    g_free (value.text);
  return ok;
}

/* Tests */

static const CltFilterField *
find_field (const char *name)
{
  for (const CltFilterField *field = clt_filter_fields; field->name != NULL; field++)
    if (g_ascii_strcasecmp (field->name, name) == 0)
      return field;
  return NULL;
}

static gboolean
read_list (Parser *parser, CltFilter *node)
{
  node->kind = NODE_IN;
  if (!accept (parser, TOKEN_OPERATOR, "("))
    return fail (parser, "(") != NULL;
  do
    if (!read_value (parser, node))
      return FALSE;
  while (accept (parser, TOKEN_OPERATOR, ","));
  return accept (parser, TOKEN_OPERATOR, ")") || fail (parser, ")") != NULL;
}

static gboolean
read_range (Parser *parser, CltFilter *node)
{
  node->kind = NODE_BETWEEN;
  if (!read_value (parser, node))
    return FALSE;
  if (!accept (parser, TOKEN_WORD, "and"))
    return fail (parser, "and") != NULL;
  return read_value (parser, node);
}

static gboolean
read_comparison (Parser *parser, CltFilter *node)
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
    if (is_token (parser, TOKEN_OPERATOR, operators[i].token) &&
        !(unordered && operators[i].ordered))
      {
        node->kind = NODE_COMPARE;
        node->operator= operators[i].sql;
        advance (parser);
        return read_value (parser, node);
      }
  return fail (parser, _ ("a comparison (=, >=, contains, in, is empty …)")) != NULL;
}

static CltFilter *
parse_test (Parser *parser)
{
  g_autoptr (CltFilter) node = node_new (NODE_COMPARE, NULL, NULL);
  gboolean negated = FALSE, is_text;

  node->field = parser->kind == TOKEN_WORD ? find_field (parser->token) : NULL;
  if (node->field == NULL)
    return fail (parser, _ ("the name of a field"));
  advance (parser);
  is_text = node->field->type == CLT_FILTER_TEXT;

  if (accept (parser, TOKEN_WORD, "is"))
    {
      negated = accept (parser, TOKEN_WORD, "not");
      node->kind = NODE_EMPTY;
      if (!accept (parser, TOKEN_WORD, "empty"))
        return fail (parser, "empty");
    }
  else if (node->field->type == CLT_FILTER_SECRET)
    return fail (parser, _ ("“is empty”"));
  else if (is_text &&
           (accept (parser, TOKEN_WORD, "contains") || accept (parser, TOKEN_OPERATOR, "~")))
    {
      node->kind = NODE_CONTAINS;
      if (!read_value (parser, node))
        return NULL;
    }
  else if (is_text && accept (parser, TOKEN_WORD, "starts"))
    {
      node->kind = NODE_STARTS;
      if (!read_value (parser, node))
        return NULL;
    }
  else if (accept (parser, TOKEN_WORD, "in"))
    {
      if (!read_list (parser, node))
        return NULL;
    }
  else if (node->field->type != CLT_FILTER_SET && node->field->type != CLT_FILTER_SEGMENT &&
           accept (parser, TOKEN_WORD, "between"))
    {
      if (!read_range (parser, node))
        return NULL;
    }
  else if (!read_comparison (parser, node))
    return NULL;
  return negated ? node_new (NODE_NOT, g_steal_pointer (&node), NULL) : g_steal_pointer (&node);
}

/* "no trade for 20 trading days" */
static CltFilter *
parse_period (Parser *parser, gboolean no)
{
  g_autoptr (CltFilter) node = node_new (NODE_SINCE, NULL, NULL);
  FilterValue value = { 0 };

  if (accept (parser, TOKEN_WORD, "trade"))
    node->field = find_field ("last_trade");
  else if (accept (parser, TOKEN_WORD, "position"))
    node->field = find_field ("last_position");
  else
    return fail (parser, _ ("“trade” or “position”"));
  if (!accept (parser, TOKEN_WORD, "for") && !accept (parser, TOKEN_WORD, "in"))
    return fail (parser, no ? "for" : "in");
  if (!read_length (parser, FALSE, &value.number, &value.unit))
    return NULL;
  g_array_append_val (node->values, value);
  return no ? node_new (NODE_NOT, g_steal_pointer (&node), NULL) : g_steal_pointer (&node);
}

static CltFilter *parse_or (Parser *parser);

static CltFilter *
parse_not (Parser *parser)
{
  CltFilter *node = NULL;

  if (++parser->depth > MAX_DEPTH)
    return fail (parser, _ ("a simpler filter"));
  if (accept (parser, TOKEN_WORD, "not"))
    {
      node = parse_not (parser);
      if (node != NULL)
        node = node_new (NODE_NOT, node, NULL);
    }
  else if (accept (parser, TOKEN_OPERATOR, "("))
    {
      node = parse_or (parser);
      if (node != NULL && !accept (parser, TOKEN_OPERATOR, ")"))
        {
          g_clear_pointer (&node, clt_filter_free);
          fail (parser, ")");
        }
    }
  else if (accept (parser, TOKEN_WORD, "no"))
    node = parse_period (parser, TRUE);
  else if (accept (parser, TOKEN_WORD, "has"))
    node = parse_period (parser, FALSE);
  else
    node = parse_test (parser);
  parser->depth--;
  return node;
}

static CltFilter *
parse_chain (Parser *parser,
             const char *word,
             NodeKind kind,
             CltFilter *(*parse_part) (Parser *parser))
{
  CltFilter *node = parse_part (parser);
  int n = 0;

  while (node != NULL && accept (parser, TOKEN_WORD, word))
    {
      CltFilter *right = ++n > 1000 ? fail (parser, _ ("a simpler filter")) : parse_part (parser);

      if (right == NULL)
        g_clear_pointer (&node, clt_filter_free);
      else
        node = node_new (kind, node, right);
    }
  return node;
}

static CltFilter *
parse_and (Parser *parser)
{
  return parse_chain (parser, "and", NODE_AND, parse_not);
}

static CltFilter *
parse_or (Parser *parser)
{
  return parse_chain (parser, "or", NODE_OR, parse_and);
}

CltFilter *
clt_filter_parse_at (const char *text, guint *position, GError **error)
{
  Parser parser = { .text = text, .next = text, .error = error };
  CltFilter *filter;

  if (!g_utf8_validate (text, -1, NULL))
    {
      *position = 0;
      g_set_error_literal (error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                           _ ("The filter is not UTF-8 text."));
      return NULL;
    }
  advance (&parser);
  filter = parse_or (&parser);
  if (filter != NULL && parser.kind != TOKEN_END)
    {
      g_clear_pointer (&filter, clt_filter_free);
      fail (&parser, _ ("“and”, “or” or the end"));
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

gboolean
clt_filter_uses (const CltFilter *filter, const char *name)
{
  if (filter == NULL)
    return FALSE;
  return (filter->field != NULL && g_str_equal (filter->field->name, name)) ||
         clt_filter_uses (filter->left, name) || clt_filter_uses (filter->right, name);
}

char *
clt_filter_quote (const char *text)
{
  if (strchr (text, '"') == NULL)
    return g_strconcat ("\"", text, "\"", NULL);
  if (strchr (text, '\'') == NULL)
    return g_strconcat ("'", text, "'", NULL);
  return g_strconcat ("“", text, "”", NULL);
}
