/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be answered. */

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-flow-answer.h"

static char *
refuse_value (const CltQuestion *question, const char *text, GError **error)
{
  clt_store_refuse (error,
                    /* Translators: what was typed, then the question. */
                    _ ("“%s” is no answer to “%s”. Nothing was changed."), text, question->text);
  return NULL;
}

static char *
parse_yesno (const CltQuestion *question, const char *text, GError **error)
{
  static const char *const words[2][6] = {
    { "yes", "y", "true", "是", "有", NULL },
    { "no", "n", "false", "否", "没有", NULL },
  };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (guint i = 0; i < 2; i++)
    if (g_strv_contains (words[i], folded))
      return g_strdup (words[i][0]);
  return refuse_value (question, text, error);
}

/* By code, else by label. */
static char *
parse_option (const CltQuestion *question, const char *text, GError **error)
{
  const CltOption *option = clt_question_find_option (question, text);

  for (guint i = 0; option == NULL && i < question->options->len; i++)
    {
      const CltOption *other = question->options->pdata[i];

      if (g_ascii_strcasecmp (other->code, text) == 0 || g_str_equal (other->label, text))
        option = other;
    }
  return option == NULL ? refuse_value (question, text, error) : g_strdup (option->code);
}

/* Within the limits, which @low and @high say; NAN: none. */
static char *
parse_number (const CltQuestion *question,
              const char *text,
              double low,
              double high,
              gboolean whole,
              GError **error)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GString) plain = g_string_new (text);
  char *end;
  double number;

  g_string_replace (plain, ",", "", 0);
  number = g_ascii_strtod (plain->str, &end);
  if (end == plain->str || *end != '\0' || !isfinite (number) ||
      (whole && number != floor (number)))
    return refuse_value (question, text, error);
  if (number < low || number > high)
    {
      clt_store_refuse (error,
                        /* Translators: a number, then a question. */
                        _ ("%s lies outside the limits of “%s”. Nothing was changed."), text,
                        question->text);
      return NULL;
    }
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));
}

static char *
parse_date (const CltQuestion *question, const char *text, GError **error)
{
  CltDay day;
  int number;

  if (!clt_day_parse (text, &day))
    return refuse_value (question, text, error);
  number = clt_day_to_yyyymmdd (day);
  if (number < question->low || number > question->high)
    {
      clt_store_refuse (error, _ ("%s lies outside the limits of “%s”. Nothing was changed."), text,
                        question->text);
      return NULL;
    }
  return g_strdup_printf ("%d", number);
}

static char *
parse_words (const CltQuestion *question, const char *text, GError **error)
{
  if ((double) g_utf8_strlen (text, -1) > question->high)
    {
      clt_store_refuse (error,
                        ngettext ("“%s” takes at most %d character. Nothing was changed.",
                                  "“%s” takes at most %d characters. Nothing was changed.",
                                  (gulong) question->high),
                        question->text, (int) question->high);
      return NULL;
    }
  return g_strdup (text);
}

static char *
parse_chosen (const CltQuestion *question, const char *text, GError **error)
{
  static const char *const chosen[] = { "1", "yes", "y", "x", "true", "是", "√", "✓", NULL };
  static const char *const not [] = { "0", "no", "n", "false", "否", NULL };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  if (g_strv_contains (chosen, folded))
    return g_strdup ("1");
  return g_strv_contains (not, folded) ? g_strdup ("") : refuse_value (question, text, error);
}

static gboolean
check_part (const CltQuestion *question, const char *part, GError **error)
{
  const gboolean known = !clt_question_has_parts (question) ? *part == '\0'
                         : question->type == CLT_QUESTION_MATRIX
                           ? clt_question_find_line (question, part) != NULL
                           : clt_question_find_option (question, part) != NULL;

  return known || clt_store_refuse (error,
                                    /* Translators: a code, then the key of a question. */
                                    _ ("“%s” is no part of “%s”. Nothing was changed."), part,
                                    question->key);
}

char *
clt_question_parse_value (const CltQuestion *question,
                          const char *part,
                          const char *text,
                          GError **error)
{
  g_autofree char *clean =
    question->type == CLT_QUESTION_TEXT ? g_strdup (text) : clt_text_normalize (text, -1);
  int low, high;

  if (!check_part (question, part, error))
    return NULL;
  if (*clean == '\0')
    return g_strdup ("");
  switch (question->type)
    {
    case CLT_QUESTION_YESNO:
      return parse_yesno (question, clean, error);
    case CLT_QUESTION_CHOICE:
    case CLT_QUESTION_MATRIX:
      return parse_option (question, clean, error);
    case CLT_QUESTION_SEVERAL:
      return parse_chosen (question, clean, error);
    case CLT_QUESTION_RATING:
    case CLT_QUESTION_NPS:
      clt_question_get_scale (question, &low, &high);
      return parse_number (question, clean, low, high, TRUE, error);
    case CLT_QUESTION_RANKING:
      return parse_number (question, clean, 1, question->options->len, TRUE, error);
    case CLT_QUESTION_NUMBER:
      return parse_number (question, clean, question->low, question->high, FALSE, error);
    case CLT_QUESTION_DATE:
      return parse_date (question, clean, error);
    case CLT_QUESTION_TEXT:
      return parse_words (question, clean, error);
    case CLT_QUESTION_SECTION:
    case CLT_QUESTION_INFO:
    default:
      return refuse_value (question, clean, error);
    }
}

/* ---- whole answers ------------------------------------------------------------------------- */

static gboolean
check_several (const CltQuestion *question, const GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CltAnswer *answer = rows->pdata[i];
      const CltOption *option = clt_question_find_option (question, answer->part);

      if (option != NULL && option->exclusive && rows->len > 1)
        return clt_store_refuse (error,
                                 /* Translators: the label of an option. */
                                 _ ("“%s” stands alone: take the other answers away."),
                                 option->label);
      /* “None of these” is a whole answer, however many are asked for. */
      if (option != NULL && option->exclusive)
        return TRUE;
    }
  if (rows->len < question->low)
    return clt_store_refuse (error,
                             ngettext ("“%s” takes at least %d answer.",
                                       "“%s” takes at least %d answers.", (gulong) question->low),
                             question->text, (int) question->low);
  if (rows->len > question->high)
    return clt_store_refuse (error,
                             ngettext ("“%s” takes at most %d answer.",
                                       "“%s” takes at most %d answers.", (gulong) question->high),
                             question->text, (int) question->high);
  return TRUE;
}

static gboolean
check_ranks (const CltQuestion *question, const GPtrArray *rows, GError **error)
{
  g_autofree gboolean *taken = g_new0 (gboolean, question->options->len + 1);

  for (guint i = 0; i < rows->len; i++)
    {
      const guint64 rank = g_ascii_strtoull (((CltAnswer *) rows->pdata[i])->value, NULL, 10);

      if (rank < 1 || rank > rows->len || taken[rank])
        return clt_store_refuse (error,
                                 _ ("The ranks of “%s” count from 1 without gaps and without two "
                                    "that are the same."),
                                 question->text);
      taken[rank] = TRUE;
    }
  return TRUE;
}

gboolean
clt_question_check (const CltQuestion *question, const CltAnswers *answers, GError **error)
{
  g_autoptr (GPtrArray) rows = clt_answers_list (answers, question->key);

  if (!clt_question_is_asked (question) ||
      clt_answers_get_mark (answers, question->key) != CLT_MARK_NONE)
    return TRUE;
  if (rows->len == 0)
    return !question->required ||
           clt_store_refuse (error,
                             _ ("“%s” has to be answered; “refused” and “does not know” are "
                                "answers, too."),
                             question->text);
  if (question->type == CLT_QUESTION_MATRIX && question->required &&
      rows->len < question->lines->len)
    return clt_store_refuse (error, _ ("“%s” has to be answered in each line."), question->text);
  if (question->type == CLT_QUESTION_SEVERAL)
    return check_several (question, rows, error);
  return question->type != CLT_QUESTION_RANKING || check_ranks (question, rows, error);
}
