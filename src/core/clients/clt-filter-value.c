/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-parser.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-search-key.h"

static gboolean
read_count (CltParser *parser, gint64 *number)
{
  const char *token = parser->token;

  if (parser->kind != CLT_TOKEN_WORD || !g_ascii_isdigit (*token) || strlen (token) > 6 ||
      strspn (token, "0123456789") != strlen (token))
    return clt_filter_fail (parser, _ ("a whole number")) != NULL;
  *number = g_ascii_strtoll (token, NULL, 10);
  clt_parser_advance (parser);
  return TRUE;
}

/* Not @months: in days only. */
static gboolean
accept_chinese_unit (CltParser *parser, const char *text, gboolean months, DayUnit *unit)
{
  int direction;

  if (parser->kind != CLT_TOKEN_WORD || !clt_filter_match_unit (text, unit, &direction) ||
      direction != 0 || (*unit == UNIT_MONTHS && !months))
    return FALSE;
  clt_parser_advance (parser);
  return TRUE;
}

static gboolean
read_unit (CltParser *parser, gboolean months, DayUnit *unit)
{
  if (accept_chinese_unit (parser, parser->token, months, unit))
    return TRUE;
  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "trading"))
    *unit = UNIT_TRADING_DAYS;
  else if (months && (clt_parser_accept (parser, CLT_TOKEN_WORD, "months") ||
                      clt_parser_accept (parser, CLT_TOKEN_WORD, "month")))
    {
      *unit = UNIT_MONTHS;
      return TRUE;
    }
  else
    *unit = UNIT_DAYS;
  if (!clt_parser_accept (parser, CLT_TOKEN_WORD, "days") &&
      !clt_parser_accept (parser, CLT_TOKEN_WORD, "day"))
    return clt_filter_fail (parser, months ? _ ("“days”, “trading days” or “months”")
                                           : _ ("“days” or “trading days”")) != NULL;
  return TRUE;
}

gboolean
clt_filter_read_length (CltParser *parser, gboolean months, gint64 *number, DayUnit *unit)
{
  gsize n_digits = parser->kind == CLT_TOKEN_WORD ? strspn (parser->token, "0123456789") : 0;

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
read_english_distance (CltParser *parser, FilterValue *value)
{
  if (!read_unit (parser, TRUE, &value->unit))
    return FALSE;
  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "ago"))
    value->number = -value->number;
  else if (!clt_parser_accept (parser, CLT_TOKEN_WORD, "later"))
    return clt_filter_fail (parser, _ ("“ago” or “later”")) != NULL;
  return TRUE;
}

/* "30天前", "3 个月后": number, unit and direction, together or apart. Nothing is read where there
 * is something else. */
static gboolean
accept_chinese_distance (CltParser *parser, FilterValue *value)
{
  const char *token = parser->token;
  gsize n_digits = strspn (token, "0123456789");
  CltParser ahead = *parser;
  const char *unit = token + n_digits;
  gboolean found;
  int direction;

  if (n_digits == 0 || n_digits > 6)
    return FALSE;
  ahead.token = NULL;
  ahead.error = NULL;
  if (*unit == '\0')
    {
      clt_parser_advance (&ahead);
      unit = ahead.kind == CLT_TOKEN_WORD ? ahead.token : "";
    }
  found = clt_filter_match_unit (unit, &value->unit, &direction) && direction != 0;
  if (found)
    {
      value->number = direction * g_ascii_strtoll (token, NULL, 10);
      value->relative = TRUE;
      parser->next = ahead.next;
      clt_parser_advance (parser);
    }
  g_free (ahead.token);
  return found;
}

static gboolean
accept_day_word (CltParser *parser, FilterValue *value)
{
  int days;

  if (parser->kind != CLT_TOKEN_WORD || !clt_filter_find_day (parser->token, &days))
    return FALSE;
  value->relative = TRUE;
  value->number = days;
  clt_parser_advance (parser);
  return TRUE;
}

/* "30 days ago" */
static gboolean
is_count (const CltParser *parser)
{
  CltDay day;

  return parser->kind == CLT_TOKEN_WORD && strlen (parser->token) < 6 &&
         strspn (parser->token, "0123456789") == strlen (parser->token) &&
         !clt_day_parse (parser->token, &day);
}

static gboolean
read_day (CltParser *parser, FilterValue *value)
{
  CltDay day;

  if (parser->kind == CLT_TOKEN_WORD && accept_chinese_distance (parser, value))
    return TRUE;
  if (is_count (parser))
    {
      value->relative = TRUE;
      return read_count (parser, &value->number) && read_english_distance (parser, value);
    }
  if (accept_day_word (parser, value))
    {
      gboolean minus = clt_parser_is_at (parser, CLT_TOKEN_SIGN, "-");

      if (value->number != 0 || (!minus && !clt_parser_is_at (parser, CLT_TOKEN_SIGN, "+")))
        return TRUE;
      clt_parser_advance (parser);
      if (!clt_filter_read_length (parser, TRUE, &value->number, &value->unit))
        return FALSE;
      if (minus)
        value->number = -value->number;
      return TRUE;
    }
  if (parser->kind == CLT_TOKEN_END || parser->kind == CLT_TOKEN_BAD ||
      !clt_day_parse (parser->token, &day))
    return clt_filter_fail (parser, _ ("a date (20261118) or “today”")) != NULL;
  value->number = day;
  clt_parser_advance (parser);
  return TRUE;
}

/* "10万", "1.5亿", "-500", "80%". @scale: what one stands for in the stored unit. */
static gboolean
read_amount (CltParser *parser, gint64 scale, gboolean percent, FilterValue *value)
{
  gboolean minus = clt_parser_accept (parser, CLT_TOKEN_SIGN, "-");
  const char *expected = percent ? _ ("a ratio (0.8 or 80%)") : _ ("an amount");
  double number, factor = (double) scale;
  char *end;

  if (parser->kind != CLT_TOKEN_WORD || !g_ascii_isdigit (*parser->token))
    return clt_filter_fail (parser, expected) != NULL;
  number = g_ascii_strtod (parser->token, &end);
  if (percent && g_str_equal (end, "%"))
    factor /= 100;
  else if (!percent && g_str_equal (end, "万"))
    factor *= 1e4;
  else if (!percent && g_str_equal (end, "亿"))
    factor *= 1e8;
  else if (*end != '\0')
    return clt_filter_fail (parser, expected) != NULL;
  number *= minus ? -factor : factor;
  if (number > 9e15 || number < -9e15)
    return clt_filter_fail (parser, expected) != NULL;
  value->number = (gint64) (number < 0 ? number - 0.5 : number + 0.5);
  clt_parser_advance (parser);
  return TRUE;
}

static gboolean
has_choice (const char *choices, const char *word)
{
  g_auto (GStrv) all = g_strsplit (choices, " ", -1);

  return g_strv_contains ((const char *const *) all, word);
}

static gboolean
read_choice (CltParser *parser, const CltFilterField *field, FilterValue *value)
{
  CltTier tier;

  if (field->type == CLT_FILTER_TIER && parser->kind == CLT_TOKEN_WORD)
    {
      /* "high-end" comes as two words and a dash */
      g_autofree char *rest = g_ascii_strdown (parser->start, -1);

      if (g_str_has_prefix (rest, "high-end"))
        {
          parser->next = parser->start + strlen ("high-end");
          value->number = CLT_TIER_HIGH_END;
          clt_parser_advance (parser);
          return TRUE;
        }
    }
  if (field->type == CLT_FILTER_TIER)
    {
      if ((parser->kind != CLT_TOKEN_WORD && parser->kind != CLT_TOKEN_STRING) ||
          !clt_tier_from_name (parser->token, &tier))
        return clt_filter_fail (parser, "small, ordinary, major, high-end, unrated") != NULL;
      value->number = tier;
    }
  else
    {
      if ((parser->kind != CLT_TOKEN_WORD && parser->kind != CLT_TOKEN_STRING) ||
          !has_choice (field->choices, parser->token))
        return clt_filter_fail (parser, field->choices) != NULL;
      value->text = g_strdup (parser->token);
    }
  clt_parser_advance (parser);
  return TRUE;
}

static gboolean
read_text (CltParser *parser, const CltFilterField *field, FilterValue *value)
{
  if (parser->kind != CLT_TOKEN_WORD && parser->kind != CLT_TOKEN_STRING)
    return clt_filter_fail (parser, _ ("a text")) != NULL;
  /* names are stored folded */
  value->text =
    g_str_equal (field->name, "name") ? clt_search_fold (parser->token) : g_strdup (parser->token);
  clt_parser_advance (parser);
  return TRUE;
}

gboolean
clt_filter_read_value (CltParser *parser, CltFilter *node)
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
      ok = clt_filter_fail (parser, _ ("“is empty”")) != NULL;
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
