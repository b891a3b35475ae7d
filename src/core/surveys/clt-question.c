/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire.h"

/* In the order of CltQuestionType. The names are stored in files. */
static const struct
{
  const char *name, *label;
} types[CLT_N_QUESTION_TYPES] = {
  { "section", NC_ ("question", "Section") },
  { "info", NC_ ("question", "Information") },
  { "yesno", NC_ ("question", "Yes or no") },
  { "choice", NC_ ("question", "One of several") },
  { "several", NC_ ("question", "Several of them") },
  { "rating", NC_ ("question", "Rating") },
  { "nps", NC_ ("question", "Would recommend, 0 to 10") },
  { "matrix", NC_ ("question", "Table of ratings") },
  { "ranking", NC_ ("question", "Order of preference") },
  { "number", NC_ ("question", "Number") },
  { "date", NC_ ("question", "Date") },
  { "text", NC_ ("question", "Free words") },
};

const char *
clt_question_type_get_name (CltQuestionType type)
{
  return types[type].name;
}

gboolean
clt_question_type_from_name (const char *name, CltQuestionType *type)
{
  for (guint i = 0; i < CLT_N_QUESTION_TYPES; i++)
    if (g_str_equal (types[i].name, name))
      {
        *type = (CltQuestionType) i;
        return TRUE;
      }
  return FALSE;
}

const char *
clt_question_type_get_label (CltQuestionType type)
{
  return g_dpgettext2 (NULL, "question", types[type].label);
}

/* ---- options ------------------------------------------------------------------------------- */

CltOption *
clt_option_new (const char *code, const char *label)
{
  CltOption *option = g_new0 (CltOption, 1);

  option->code = g_strdup (code);
  option->label = g_strdup (label);
  return option;
}

void
clt_option_free (CltOption *option)
{
  g_free (option->code);
  g_free (option->label);
  g_free (option);
}

static gpointer
copy_option (gconstpointer from, gpointer unused)
{
  const CltOption *option = from;
  CltOption *copy = clt_option_new (option->code, option->label);

  copy->exclusive = option->exclusive;
  copy->open = option->open;
  return copy;
}

static const CltOption *
find_option (const GPtrArray *options, const char *code)
{
  for (guint i = 0; i < options->len; i++)
    {
      const CltOption *option = options->pdata[i];

      if (g_str_equal (option->code, code))
        return option;
    }
  return NULL;
}

const CltOption *
clt_question_find_option (const CltQuestion *question, const char *code)
{
  return find_option (question->options, code);
}

const CltOption *
clt_question_find_line (const CltQuestion *question, const char *code)
{
  return find_option (question->lines, code);
}

/* ---- questions ----------------------------------------------------------------------------- */

CltQuestion *
clt_question_new (const char *key, CltQuestionType type, const char *text)
{
  CltQuestion *question = g_new0 (CltQuestion, 1);

  question->key = g_strdup (key);
  question->type = type;
  question->text = g_strdup (text);
  question->help = g_strdup ("");
  question->low = question->high = NAN;
  question->low_label = g_strdup ("");
  question->high_label = g_strdup ("");
  question->dimension = g_strdup ("");
  question->condition = g_strdup ("");
  question->bad = g_strdup ("");
  question->options = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_option_free);
  question->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_option_free);
  return question;
}

CltQuestion *
clt_question_copy (const CltQuestion *question)
{
  CltQuestion *copy = clt_question_new (question->key, question->type, question->text);

  clt_set_str (&copy->help, question->help);
  copy->required = question->required;
  copy->low = question->low;
  copy->high = question->high;
  clt_set_str (&copy->low_label, question->low_label);
  clt_set_str (&copy->high_label, question->high_label);
  copy->reverse = question->reverse;
  clt_set_str (&copy->dimension, question->dimension);
  clt_set_str (&copy->condition, question->condition);
  copy->identity = question->identity;
  clt_set_str (&copy->bad, question->bad);
  for (guint i = 0; i < question->options->len; i++)
    g_ptr_array_add (copy->options, copy_option (question->options->pdata[i], NULL));
  for (guint i = 0; i < question->lines->len; i++)
    g_ptr_array_add (copy->lines, copy_option (question->lines->pdata[i], NULL));
  return copy;
}

void
clt_question_free (CltQuestion *question)
{
  g_free (question->key);
  g_free (question->text);
  g_free (question->help);
  g_free (question->low_label);
  g_free (question->high_label);
  g_free (question->dimension);
  g_free (question->condition);
  g_free (question->bad);
  g_ptr_array_unref (question->options);
  g_ptr_array_unref (question->lines);
  g_free (question);
}

gboolean
clt_question_is_asked (const CltQuestion *question)
{
  return question->type != CLT_QUESTION_SECTION && question->type != CLT_QUESTION_INFO;
}

gboolean
clt_question_has_words (const CltQuestion *question)
{
  for (guint i = 0; i < question->options->len; i++)
    if (((CltOption *) question->options->pdata[i])->open)
      return TRUE;
  return question->type == CLT_QUESTION_TEXT;
}

gboolean
clt_question_has_parts (const CltQuestion *question)
{
  return question->type == CLT_QUESTION_SEVERAL || question->type == CLT_QUESTION_RANKING ||
         question->type == CLT_QUESTION_MATRIX;
}

gboolean
clt_question_get_scale (const CltQuestion *question, int *low, int *high)
{
  const gboolean nps = question->type == CLT_QUESTION_NPS;

  if (!nps && question->type != CLT_QUESTION_RATING)
    return FALSE;
  if (low != NULL)
    *low = nps ? 0 : isnan (question->low) ? 1 : (int) question->low;
  if (high != NULL)
    *high = nps ? 10 : isnan (question->high) ? 5 : (int) question->high;
  return TRUE;
}

gboolean
clt_question_excludes (const CltQuestion *question, const char *part, const char *other)
{
  const CltOption *one = clt_question_find_option (question, part);
  const CltOption *two = clt_question_find_option (question, other);

  return question->type == CLT_QUESTION_SEVERAL && one != NULL && two != NULL && one != two &&
         (one->exclusive || two->exclusive);
}

char *
clt_question_format_value (const CltQuestion *question, const char *value)
{
  const CltOption *option = clt_question_find_option (question, value);
  CltDay day;

  if (question->type == CLT_QUESTION_YESNO && g_str_equal (value, "yes"))
    return g_strdup (C_ ("answer", "Yes"));
  if (question->type == CLT_QUESTION_YESNO && g_str_equal (value, "no"))
    return g_strdup (C_ ("answer", "No"));
  if (question->type == CLT_QUESTION_DATE && clt_day_parse (value, &day))
    return clt_day_format (day);
  return g_strdup (option == NULL ? value : option->label);
}

gboolean
clt_question_is_bad (const CltQuestion *question, const char *value)
{
  g_auto (GStrv) codes = g_strsplit (question->bad, " ", -1);

  return *value != '\0' && g_strv_contains ((const char *const *) codes, value);
}
