/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-question-field.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-flow-answer.h"

#define BIT(type) (1u << CLT_QUESTION_##type)
#define ALL ((1u << CLT_N_QUESTION_TYPES) - 1)
#define ASKED (ALL & ~(BIT (SECTION) | BIT (INFO)))
#define SCALE (BIT (RATING) | BIT (NPS))
#define OPTIONS (BIT (CHOICE) | BIT (SEVERAL) | BIT (RANKING) | BIT (MATRIX))
#define COUNTED (BIT (SEVERAL) | BIT (RATING) | BIT (NUMBER) | BIT (DATE))

typedef enum
{
  FIELD_TEXT,
  FIELD_FLAG,
  FIELD_LIMIT,
  FIELD_TYPE,
  FIELD_BAD,
} FieldKind;

static const struct
{
  const char *name, *label;
  FieldKind kind;
  gsize offset;  /* in CltQuestion */
  guint32 types; /* that have it */
} fields[] = {
#define FIELD(name, label, kind, types)                                                            \
  {                                                                                                \
#name, label, kind, G_STRUCT_OFFSET(CltQuestion, name), types                                  \
  }
  FIELD (key, NC_ ("question field", "Key"), FIELD_TEXT, ALL),
  FIELD (type, NC_ ("question field", "Type"), FIELD_TYPE, ALL),
  FIELD (text, NC_ ("question field", "Text"), FIELD_TEXT, ALL),
  FIELD (help, NC_ ("question field", "Help for who asks"), FIELD_TEXT, ASKED),
  FIELD (required, NC_ ("question field", "Has to be answered"), FIELD_FLAG, ASKED),
  FIELD (low, NC_ ("question field", "From"), FIELD_LIMIT, COUNTED),
  FIELD (high, NC_ ("question field", "To"), FIELD_LIMIT, COUNTED | BIT (TEXT)),
  FIELD (low_label, NC_ ("question field", "What the first point means"), FIELD_TEXT, SCALE),
  FIELD (high_label, NC_ ("question field", "What the last point means"), FIELD_TEXT, SCALE),
  FIELD (reverse,
         NC_ ("question field", "A high rating is a bad one"),
         FIELD_FLAG,
         SCALE | BIT (MATRIX)),
  FIELD (dimension, NC_ ("question field", "Dimension"), FIELD_TEXT, SCALE | BIT (MATRIX)),
  FIELD (condition, NC_ ("question field", "Only if"), FIELD_TEXT, ALL),
  FIELD (identity,
         NC_ ("question field", "Asks whether it is really the client"),
         FIELD_FLAG,
         BIT (YESNO) | BIT (CHOICE)),
  FIELD (bad,
         NC_ ("question field", "Answers that call compliance"),
         FIELD_BAD,
         BIT (YESNO) | BIT (RATING) | BIT (NPS) | (OPTIONS & ~BIT (MATRIX))),
#undef FIELD
};

const char *const clt_question_fields[] = { "key",        "type",    "text",      "help",
                                            "required",   "low",     "high",      "low_label",
                                            "high_label", "reverse", "dimension", "condition",
                                            "identity",   "bad",     NULL };

/* -1: none. */
static int
find_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      return (int) i;
  return -1;
}

const char *
clt_question_field_get_label (const char *field, CltQuestionType type)
{
  const gboolean low = g_str_equal (field, "low"), high = g_str_equal (field, "high");

  if (low && type == CLT_QUESTION_SEVERAL)
    return C_ ("question field", "At least so many");
  if (high && type == CLT_QUESTION_SEVERAL)
    return C_ ("question field", "At most so many");
  if (high && type == CLT_QUESTION_TEXT)
    return C_ ("question field", "At most so many characters");
  return g_dpgettext2 (NULL, "question field", fields[find_field (field)].label);
}

gboolean
clt_question_field_applies (const char *field, CltQuestionType type)
{
  return (fields[find_field (field)].types & (1u << type)) != 0;
}

gboolean
clt_question_type_has_options (CltQuestionType type)
{
  return (OPTIONS & (1u << type)) != 0;
}

/* ---- as it is read -------------------------------------------------------------------------- */

static char *
format_limit (const CltQuestion *question, double limit)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  CltDay day =
    question->type == CLT_QUESTION_DATE ? clt_day_from_yyyymmdd ((int) limit) : CLT_DAY_NONE;

  if (isnan (limit))
    return g_strdup ("");
  if (day != CLT_DAY_NONE)
    return clt_day_format (day);
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", limit));
}

static gboolean
has_separator (const char *text)
{
  return strpbrk (text, ",;") != NULL || strstr (text, "、") != NULL ||
         strstr (text, "，") != NULL || strstr (text, "；") != NULL;
}

/* In words where these can be told apart again. */
static char *
format_bad (const CltQuestion *question)
{
  g_auto (GStrv) codes = g_strsplit (question->bad, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autofree char *words =
        *codes[i] == '\0' ? NULL : clt_question_format_value (question, codes[i]);

      if (words != NULL)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : C_ ("list", ", "),
                                has_separator (words) ? codes[i] : words);
    }
  return g_string_free (text, FALSE);
}

char *
clt_question_dup_field (const CltQuestion *question, const char *field)
{
  const int index = find_field (field);
  gconstpointer place;

  g_return_val_if_fail (index >= 0, NULL);
  place = (const char *) question + fields[index].offset;
  switch (fields[index].kind)
    {
    case FIELD_FLAG:
      return g_strdup (*(const gboolean *) place ? "yes" : "no");
    case FIELD_LIMIT:
      return format_limit (question, *(const double *) place);
    case FIELD_TYPE:
      return g_strdup (clt_question_type_get_name (question->type));
    case FIELD_BAD:
      return format_bad (question);
    case FIELD_TEXT:
    default:
      return g_strdup (*(char *const *) place);
    }
}

/* ---- as it is typed ------------------------------------------------------------------------- */

static gboolean
set_limit (const CltQuestion *question, const char *text, double *limit, GError **error)
{
  g_autofree char *clean = clt_text_normalize (text, -1);
  char *end;
  double number = g_ascii_strtod (clean, &end);
  CltDay day;

  if (*clean == '\0')
    number = NAN;
  else if (question->type == CLT_QUESTION_DATE && clt_day_parse (clean, &day))
    number = clt_day_to_yyyymmdd (day);
  else if (*end != '\0' || !isfinite (number))
    return clt_store_refuse (error, _ ("“%s” is no number. Nothing was changed."), text);
  *limit = number;
  return TRUE;
}

static gboolean
set_flag (const char *text, gboolean *flag, GError **error)
{
  *flag = g_str_equal (text, "yes");
  return *flag || g_str_equal (text, "no") ||
         clt_store_refuse (error, _ ("“%s” is neither yes nor no. Nothing was changed."), text);
}

/* (nullable) */
static const CltOption *
find_by_label (const CltQuestion *question, const char *label)
{
  for (guint i = 0; i < question->options->len; i++)
    if (g_str_equal (((CltOption *) question->options->pdata[i])->label, label))
      return question->options->pdata[i];
  return NULL;
}

/* What is no answer is kept, and told by clt_form_check(). */
static char *
dup_bad_code (const CltQuestion *question, const char *words)
{
  const CltOption *option = find_by_label (question, words);
  char *code = NULL;

  if (option != NULL)
    return g_strdup (option->code);
  if (!clt_question_has_parts (question))
    code = clt_question_parse_value (question, "", words, NULL);
  return code != NULL ? code : g_strdup (words);
}

static void
append_code (GString *codes, const CltQuestion *question, const char *words)
{
  g_autofree char *code = *words == '\0' ? NULL : dup_bad_code (question, words);

  if (code != NULL)
    g_string_append_printf (codes, "%s%s", codes->len == 0 ? "" : " ", code);
}

/* Words are separated by commas, codes by blanks, too. */
static void
set_bad (CltQuestion *question, const char *text)
{
  g_autofree char *clean = clt_text_clean (text, -1);
  g_autoptr (GRegex) signs = g_regex_new ("[,;、，；]", 0, 0, NULL);
  g_auto (GStrv) parts = g_regex_split (signs, clean, 0);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const CltOption *option = find_by_label (question, g_strstrip (parts[i]));
      g_auto (GStrv) words = g_strsplit (option != NULL ? option->code : parts[i], " ", -1);

      for (guint k = 0; words[k] != NULL; k++)
        append_code (codes, question, words[k]);
    }
  clt_set_str (&question->bad, codes->str);
}

static void
set_option (GPtrArray *options, const char *code, const char *label)
{
  guint i = 0;

  while (i < options->len && !g_str_equal (((CltOption *) options->pdata[i])->code, code))
    i++;
  if (*label == '\0' && i < options->len)
    g_ptr_array_remove_index (options, i);
  else if (i < options->len)
    clt_set_str (&((CltOption *) options->pdata[i])->label, label);
  else if (*label != '\0')
    g_ptr_array_add (options, clt_option_new (code, label));
}

static void
set_option_flags (CltQuestion *question, gboolean open, const char *codes)
{
  g_auto (GStrv) list = g_strsplit (codes, " ", -1);

  for (guint i = 0; i < question->options->len; i++)
    {
      CltOption *option = question->options->pdata[i];

      *(open ? &option->open : &option->exclusive) =
        g_strv_contains ((const char *const *) list, option->code);
    }
}

static gboolean
set_listed_field (CltQuestion *question, int index, const char *text, GError **error)
{
  gpointer place = (char *) question + fields[index].offset;
  CltQuestionType type;

  switch (fields[index].kind)
    {
    case FIELD_FLAG:
      return set_flag (text, place, error);
    case FIELD_LIMIT:
      return set_limit (question, text, place, error);
    case FIELD_TYPE:
      if (!clt_question_type_from_name (text, &type))
        return clt_store_refuse (error,
                                 _ ("“%s” of “%s” is no type of question. Nothing was changed."),
                                 text, question->key);
      clt_question_set_type (question, type);
      return TRUE;
    case FIELD_BAD:
      set_bad (question, text);
      return TRUE;
    case FIELD_TEXT:
    default:
      clt_set_str (place, text);
      return TRUE;
    }
}

gboolean
clt_question_set_field (CltQuestion *question, const char *field, const char *text, GError **error)
{
  const int index = find_field (field);

  if (index >= 0)
    return set_listed_field (question, index, text, error);
  if (g_str_has_prefix (field, "option."))
    set_option (question->options, field + strlen ("option."), text);
  else if (g_str_has_prefix (field, "line."))
    set_option (question->lines, field + strlen ("line."), text);
  else if (g_str_equal (field, "exclusive") || g_str_equal (field, "open"))
    set_option_flags (question, g_str_equal (field, "open"), text);
  else
    return clt_store_refuse (error,
                             _ ("“%s=%s” is not FIELD=VALUE of a question. Nothing was changed."),
                             field, text);
  return TRUE;
}

void
clt_question_set_type (CltQuestion *question, CltQuestionType type)
{
  if (question->type == type)
    return;
  question->type = type;
  question->low = question->high = NAN;
  if (!clt_question_type_has_options (type))
    g_ptr_array_set_size (question->options, 0);
  if (type != CLT_QUESTION_MATRIX)
    g_ptr_array_set_size (question->lines, 0);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gpointer place = (char *) question + fields[i].offset;

      if (clt_question_field_applies (fields[i].name, type))
        continue;
      if (fields[i].kind == FIELD_FLAG)
        *(gboolean *) place = FALSE;
      else if (fields[i].kind == FIELD_TEXT || fields[i].kind == FIELD_BAD)
        clt_set_str (place, "");
    }
}

/* ---- codes ---------------------------------------------------------------------------------- */

/* 0: it is no number. */
static gint64
get_number (const char *code)
{
  gint64 number;

  return clt_value_parse_integer (code, strlen (code), &number) == CLT_VALUE_OK &&
             number < G_MAXINT32
           ? MAX (number, 0)
           : 0;
}

gboolean
clt_question_find_highest_code (CltConn *conn, const char *key, gint64 *highest, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT o.code FROM question_option o JOIN question q ON q.id = o.question_id"
                    " WHERE q.key = ?1 UNION ALL SELECT l.code FROM question_line l"
                    " JOIN question q ON q.id = l.question_id WHERE q.key = ?1",
                    "t", key);
  CltStep step = CLT_STEP_ERROR;

  *highest = 0;
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    *highest = MAX (*highest, get_number (clt_stmt_get_text (stmt, 0)));
  return step == CLT_STEP_DONE;
}

void
clt_options_append (GPtrArray *options, const char *label, gint64 highest)
{
  g_autofree char *code = NULL;

  for (guint i = 0; i < options->len; i++)
    highest = MAX (highest, get_number (((CltOption *) options->pdata[i])->code));
  code = g_strdup_printf ("%" G_GINT64_FORMAT, highest + 1);
  g_ptr_array_add (options, clt_option_new (code, label));
}
