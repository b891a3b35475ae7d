/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-parser.h"
#include "core/surveys/clt-flow-private.h"

/* A recursive descent over tokens:
 *   or   := and { "or" and }        and := not { "and" not }
 *   not  := "not" not | "(" or ")" | test
 *   test := name [ "[" name "]" ] ( operator value | "has" value | "in" "(" value {"," value} ")"
 *                                 | "is" ["not"] state ) */

#define MAX_DEPTH 100
#define MAX_TESTS 1000

/* ---- nodes --------------------------------------------------------------------------------- */

CltCondition *
clt_condition_new (CltConditionKind kind, CltCondition *left, CltCondition *right)
{
  CltCondition *condition = g_new0 (CltCondition, 1);

  condition->kind = kind;
  condition->left = left;
  condition->right = right;
  return condition;
}

void
clt_condition_free (CltCondition *condition)
{
  g_clear_pointer (&condition->left, clt_condition_free);
  g_clear_pointer (&condition->right, clt_condition_free);
  g_clear_pointer (&condition->test, clt_test_free);
  g_free (condition);
}

gboolean
clt_condition_is_always (const CltCondition *condition)
{
  return condition->kind == CLT_CONDITION_ALWAYS;
}

gboolean
clt_condition_evaluate (const CltCondition *condition, CltTestFunc holds, gpointer data)
{
  switch (condition->kind)
    {
    case CLT_CONDITION_AND:
      return clt_condition_evaluate (condition->left, holds, data) &&
             clt_condition_evaluate (condition->right, holds, data);
    case CLT_CONDITION_OR:
      return clt_condition_evaluate (condition->left, holds, data) ||
             clt_condition_evaluate (condition->right, holds, data);
    case CLT_CONDITION_NOT:
      return !clt_condition_evaluate (condition->left, holds, data);
    case CLT_CONDITION_TEST:
      return holds (condition->test, data);
    case CLT_CONDITION_ALWAYS:
    default:
      return TRUE;
    }
}

static void
collect_tests (const CltCondition *condition, GPtrArray *tests)
{
  if (condition->left != NULL)
    collect_tests (condition->left, tests);
  if (condition->test != NULL)
    g_ptr_array_add (tests, condition->test);
  if (condition->right != NULL)
    collect_tests (condition->right, tests);
}

GPtrArray *
clt_condition_list_tests (const CltCondition *condition)
{
  GPtrArray *tests = g_ptr_array_new ();

  collect_tests (condition, tests);
  return tests;
}

/* ---- tokens -------------------------------------------------------------------------------- */

static gboolean
is_bare (gunichar c)
{
  return g_unichar_isalnum (c) || (c < 0x80 && strchr ("_.+-*/:%#@&$", (int) c) != NULL);
}

gboolean
clt_condition_is_bare (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_bare (g_utf8_get_char (p)))
      return FALSE;
  return *text != '\0';
}

static gboolean
is_word (const char *start, const char *p)
{
  return is_bare (g_utf8_get_char (p));
}

static const char *const signs[] = { "<=", ">=", "!=", "<>", "==", "=", "<",
                                     ">",  "(",  ")",  "[",  "]",  ",", NULL };

static const CltLanguage language = { signs, is_word };

/* @expected: for people. Always returns NULL. */
static gpointer
fail (CltParser *parser, const char *expected)
{
  const int at = (int) clt_parser_get_position (parser) + 1;
  g_autofree char *found = NULL;

  if (parser->error != NULL && *parser->error != NULL)
    return NULL;
  if (parser->kind == CLT_TOKEN_END)
    {
      clt_store_refuse (parser->error,
                        /* Translators: %s says what was expected, e.g. “a value”. */
                        _ ("The condition ends where %s is expected."), expected);
      return NULL;
    }
  found = clt_parser_dup_found (parser);
  clt_store_refuse (parser->error,
                    /* Translators: %d counts characters, the first %s says what was expected, the
                     * second is what was found. */
                    _ ("At character %d of the condition %s is expected, not “%s”."), at, expected,
                    found);
  return NULL;
}

/* ---- grammar ------------------------------------------------------------------------------- */

static gboolean
is_reserved (const char *word)
{
  static const char *const words[] = { "and", "or", "not", "in", "has", "is" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable) */
static char *
read_name (CltParser *parser, const char *expected)
{
  char *name;

  if (parser->kind != CLT_TOKEN_STRING &&
      (parser->kind != CLT_TOKEN_WORD || is_reserved (parser->token)))
    return fail (parser, expected);
  name = g_strdup (parser->token);
  clt_parser_advance (parser);
  return name;
}

static CltCondition *
make_test (CltParser *parser,
           const char *key,
           const char *part,
           CltTestOperator op,
           const char *value)
{
  CltCondition *condition;

  if (++parser->n_tests > MAX_TESTS)
    return fail (parser, _ ("a simpler condition"));
  condition = clt_condition_new (CLT_CONDITION_TEST, NULL, NULL);
  condition->test = clt_test_new (key, part, op, value);
  return condition;
}

/* Without quotes: "q1 = refused" means the mark, not an option of that code. */
static gboolean
accept_state (CltParser *parser, CltTestOperator *op)
{
  static const struct
  {
    const char *word;
    CltTestOperator op;
  } states[] = { { "answered", CLT_TEST_ANSWERED },
                 { "blank", CLT_TEST_BLANK },
                 { "refused", CLT_TEST_REFUSED },
                 { "unknown", CLT_TEST_UNKNOWN } };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (clt_parser_accept (parser, CLT_TOKEN_WORD, states[i].word))
      {
        *op = states[i].op;
        return TRUE;
      }
  return FALSE;
}

static CltCondition *
negate (CltCondition *condition, gboolean negated)
{
  return condition == NULL || !negated ? condition
                                       : clt_condition_new (CLT_CONDITION_NOT, condition, NULL);
}

static CltCondition *
parse_value (CltParser *parser, const char *key, const char *part, CltTestOperator op)
{
  const gboolean equality = op == CLT_TEST_IS || op == CLT_TEST_IS_NOT;
  g_autofree char *value = NULL;
  CltTestOperator state;

  if (equality && accept_state (parser, &state))
    return negate (make_test (parser, key, part, state, ""), op == CLT_TEST_IS_NOT);
  value = read_name (parser, _ ("a value"));
  return value == NULL ? NULL : make_test (parser, key, part, op, value);
}

static CltCondition *
parse_list (CltParser *parser, const char *key, const char *part)
{
  g_autoptr (CltCondition) all = NULL;

  if (!clt_parser_accept (parser, CLT_TOKEN_SIGN, "("))
    return fail (parser, "(");
  do
    {
      CltCondition *one = parse_value (parser, key, part, CLT_TEST_IS);

      if (one == NULL)
        return NULL;
      all = all == NULL ? one : clt_condition_new (CLT_CONDITION_OR, g_steal_pointer (&all), one);
    }
  while (clt_parser_accept (parser, CLT_TOKEN_SIGN, ","));
  return clt_parser_accept (parser, CLT_TOKEN_SIGN, ")") ? g_steal_pointer (&all)
                                                         : fail (parser, ")");
}

static CltCondition *
parse_test (CltParser *parser)
{
  static const struct
  {
    const char *sign;
    CltTestOperator op;
  } operators[] = { { "=", CLT_TEST_IS },      { "==", CLT_TEST_IS },
                    { "!=", CLT_TEST_IS_NOT }, { "<>", CLT_TEST_IS_NOT },
                    { "<", CLT_TEST_BELOW },   { "<=", CLT_TEST_AT_MOST },
                    { ">", CLT_TEST_ABOVE },   { ">=", CLT_TEST_AT_LEAST } };
  g_autofree char *key = read_name (parser, _ ("the key of a question"));
  g_autofree char *part = NULL;
  CltTestOperator op;

  if (key == NULL)
    return NULL;
  if (clt_parser_accept (parser, CLT_TOKEN_SIGN, "["))
    {
      if ((part = read_name (parser, _ ("the code of a line"))) == NULL)
        return NULL;
      if (!clt_parser_accept (parser, CLT_TOKEN_SIGN, "]"))
        return fail (parser, "]");
    }
  if (part == NULL)
    part = g_strdup ("");
  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "is"))
    {
      gboolean negated = clt_parser_accept (parser, CLT_TOKEN_WORD, "not");

      return accept_state (parser, &op)
               ? negate (make_test (parser, key, part, op, ""), negated)
               : fail (parser, _ ("“answered”, “blank”, “refused” or “unknown”"));
    }
  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "has"))
    return parse_value (parser, key, part, CLT_TEST_HAS);
  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "in"))
    return parse_list (parser, key, part);
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (clt_parser_accept (parser, CLT_TOKEN_SIGN, operators[i].sign))
      return parse_value (parser, key, part, operators[i].op);
  return fail (parser, _ ("a comparison (=, >=, has, in, is …)"));
}

static CltCondition *parse_or (CltParser *parser);

static CltCondition *
parse_not (CltParser *parser)
{
  CltCondition *condition;

  if (++parser->depth > MAX_DEPTH)
    return fail (parser, _ ("a simpler condition"));
  if (clt_parser_accept (parser, CLT_TOKEN_WORD, "not"))
    condition = negate (parse_not (parser), TRUE);
  else if (clt_parser_accept (parser, CLT_TOKEN_SIGN, "("))
    {
      condition = parse_or (parser);
      if (condition != NULL && !clt_parser_accept (parser, CLT_TOKEN_SIGN, ")"))
        {
          clt_condition_free (condition);
          condition = fail (parser, ")");
        }
    }
  else
    condition = parse_test (parser);
  parser->depth--;
  return condition;
}

static CltCondition *
parse_chain (CltParser *parser,
             const char *word,
             CltConditionKind kind,
             CltCondition *(*parse_part) (CltParser *parser))
{
  CltCondition *condition = parse_part (parser);

  while (condition != NULL && clt_parser_accept (parser, CLT_TOKEN_WORD, word))
    {
      CltCondition *right = parse_part (parser);

      if (right == NULL)
        g_clear_pointer (&condition, clt_condition_free);
      else
        condition = clt_condition_new (kind, condition, right);
    }
  return condition;
}

static CltCondition *
parse_and (CltParser *parser)
{
  return parse_chain (parser, "and", CLT_CONDITION_AND, parse_not);
}

static CltCondition *
parse_or (CltParser *parser)
{
  return parse_chain (parser, "or", CLT_CONDITION_OR, parse_and);
}

CltCondition *
clt_condition_parse (const char *text, guint *position, GError **error)
{
  g_autoptr (GError) fault = NULL;
  CltParser parser = { .language = &language, .text = text, .next = text, .error = &fault };
  CltCondition *condition;

  if (!g_utf8_validate (text, -1, NULL))
    {
      clt_store_refuse (error, "%s", _ ("The condition is not UTF-8 text."));
      return NULL;
    }
  clt_parser_advance (&parser);
  if (parser.kind == CLT_TOKEN_END)
    condition = clt_condition_new (CLT_CONDITION_ALWAYS, NULL, NULL);
  else
    condition = parse_or (&parser);
  if (condition != NULL && parser.kind != CLT_TOKEN_END)
    {
      g_clear_pointer (&condition, clt_condition_free);
      fail (&parser, _ ("“and”, “or” or the end"));
    }
  if (position != NULL)
    *position = clt_parser_get_position (&parser);
  g_free (parser.token);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return condition;
}
