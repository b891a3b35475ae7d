/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-answer-columns.h"

#include <math.h>
#include <string.h>

/* ---- words --------------------------------------------------------------------------------- */

static gboolean
is_one_of (const char *text, const char *const *words)
{
  g_autofree char *word = clt_text_normalize_header (text, -1);

  return g_strv_contains (words, word);
}

CltAnswerMark
clt_answer_read_mark (const char *text)
{
  static const char *const blank[] = { "",       "-",    "--",     "–",    "n/a",     "#n/a",
                                       "不适用", "跳过", "(跳过)", "(空)", "skipped", NULL };
  static const char *const refused[] = {
    "拒答",           "拒绝",    "拒绝回答",        "不愿回答",
    "不愿透露",       "refused", "refusedtoanswer", "prefernottoanswer",
    "prefernottosay", NULL
  };
  static const char *const unknown[] = { "不清楚",    "不知道",    "说不清",
                                         "don'tknow", "don’tknow", "dontknow",
                                         "donotknow", "unknown",   NULL };

  if (is_one_of (text, blank))
    return CLT_ANSWER_BLANK;
  if (is_one_of (text, refused))
    return CLT_ANSWER_REFUSED;
  return is_one_of (text, unknown) ? CLT_ANSWER_UNKNOWN_MARK : CLT_ANSWER_SAID;
}

gboolean
clt_answer_read_tick (const char *text, gboolean *ticked)
{
  static const char *const yes[] = { "1",    "1.0", "x",  "√",    "✓",    "✔",
                                     "true", "yes", "是", "选中", "已选", NULL };
  static const char *const no[] = { "0", "0.0", "false", "no", "否", "未选", "未选中", NULL };

  *ticked = is_one_of (text, yes);
  return *ticked || is_one_of (text, no);
}

gboolean
clt_answer_read_whole (const char *text, gint64 *number)
{
  char *end;
  const double value = g_ascii_strtod (text, &end);

  if (*text == '\0' || *end != '\0' || !g_ascii_isdigit (end[-1]) || !(fabs (value) < 1e15) ||
      value != floor (value) || strpbrk (text, "xXpP") != NULL)
    return FALSE;
  *number = (gint64) value;
  return TRUE;
}

static const CltOption *
find_word (const GPtrArray *options, const char *word)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < options->len; i++)
      {
        const CltOption *option = options->pdata[i];
        g_autofree char *name =
          clt_text_normalize_header (pass == 0 ? option->code : option->label, -1);

        if (g_str_equal (name, word))
          return option;
      }
  return NULL;
}

const CltOption *
clt_answer_find_option (const GPtrArray *options, const char *text)
{
  g_autofree char *word = clt_text_normalize_header (text, -1);
  const CltOption *option = find_word (options, word);
  gint64 whole;
  gsize length;

  if (option != NULL || *word == '\0')
    return option;
  if (clt_answer_read_whole (word, &whole))
    {
      g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, whole);

      return find_word (options, plain);
    }
  /* "1. Good", "A、满意", "5=very" */
  length = strcspn (word, ".=:");
  if (word[length] == '\0' && strstr (word, "、") != NULL)
    length = strstr (word, "、") - word;
  if (word[length] == '\0' || length == 0)
    return NULL;
  word[length] = '\0';
  return find_word (options, word);
}

/* ---- titles -------------------------------------------------------------------------------- */

static void
column_free (gpointer data)
{
  CltAnswerColumn *column = data;

  g_free (column->title);
  g_free (column->stem);
  g_free (column->tail);
  g_free (column->part);
  g_free (column);
}

/* "Which of these? - Apple" is cut at its last dash, "您关注什么：手续费" and "题目(选项)" likewise. */
static void
cut_title (CltAnswerColumn *column)
{
  static const char *const dashes[] = { " - ", " – ", " — ", "——", "：", "|", "_" };
  const char *best = NULL;
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (dashes) && best == NULL; i++)
    {
      best = g_strrstr (column->title, dashes[i]);
      length = strlen (dashes[i]);
    }
  if (best == NULL || best == column->title || best[length] == '\0')
    return;
  column->stem = clt_text_clean (column->title, best - column->title);
  column->tail = clt_text_clean (best + length, -1);
}

/* Whether the mapping by hand gives the column to @field; "" drops it. */
static gboolean
is_mapped (const CltImport *import, guint index, const char *field)
{
  for (guint i = 0; import->options->map != NULL && import->options->map[i] != NULL; i++)
    {
      const char *text = import->options->map[i];
      const char *equals = strrchr (text, '=');
      g_autofree char *name = NULL;

      if (equals == NULL || !g_str_equal (equals + 1, field))
        continue;
      name = clt_text_normalize_header (text, equals - text);
      if (g_str_equal (import->names[index], name))
        return TRUE;
    }
  return FALSE;
}

/* The numbers of schools, shops and people are no points. */
static gboolean
names_a_code (const char *name)
{
  static const char *const endings[] = { "code", "number", "编号", "代码", "编码", "号码", "序号" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return FALSE;
}

static CltAnswerColumn *
new_column (CltImport *import, guint index, char *title)
{
  CltAnswerColumn *column = g_new0 (CltAnswerColumn, 1);

  column->title = title;
  column->attribute = is_mapped (import, index, "attribute");
  column->taken = *title == '\0' || clt_import_is_reject_column (import->names[index]) ||
                  is_mapped (import, index, "");
  for (guint field = 0; field < CLT_N_ANSWER_FIELDS; field++)
    if (field != CLT_ANSWER_ATTRIBUTE && import->fields[field].column == (int) index)
      column->taken = TRUE;
  if (names_a_code (import->names[index]))
    column->attribute = TRUE;
  cut_title (column);
  return column;
}

/* ---- a second header row ------------------------------------------------------------------- */

/* Below cells that were merged over the options of a question stand the options. */
static gboolean
has_gaps (const CltImport *import)
{
  guint gaps = 0;

  for (guint i = 1; i < import->n_columns; i++)
    if (*import->names[i] == '\0')
      gaps++;
  return gaps > 0;
}

static char *
dup_cell (CltImport *import, guint index)
{
  g_autofree char *raw =
    index < import->n_cells ? clt_source_dup_cell (import->source, &import->cells[index]) : NULL;

  return clt_text_clean (raw == NULL ? "" : raw, -1);
}

/* The gaps of the first row are all filled in the second. */
static gboolean
fills_gaps (CltImport *import)
{
  for (guint i = 1; i < import->n_columns; i++)
    {
      g_autofree char *cell = *import->names[i] == '\0' ? dup_cell (import, i) : NULL;

      if (cell != NULL && *cell == '\0')
        return FALSE;
    }
  return TRUE;
}

static char *
join_titles (const char *above, const char *below)
{
  static const char *const plain[] = { "", "response", "open-endedresponse", "答案", "回答", NULL };

  if (is_one_of (below, plain))
    return g_strdup (above);
  return *above == '\0' ? g_strdup (below) : g_strconcat (above, " - ", below, NULL);
}

GPtrArray *
clt_answer_columns_read (CltImport *import, guint *lines, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  const char *above = "";
  int more = 1;

  *lines = 1;
  if (has_gaps (import))
    {
      more = clt_import_next (import, error);
      if (more == 1 && fills_gaps (import))
        *lines = 2;
    }
  for (guint i = 0; i < import->n_columns; i++)
    {
      const char *title = import->header[i];
      g_autofree char *below = *lines == 2 ? dup_cell (import, i) : NULL;

      if (*title != '\0')
        above = title;
      g_ptr_array_add (columns,
                       new_column (import, i,
                                   below == NULL ? g_strdup (title) : join_titles (above, below)));
    }
  if (more < 0 || !clt_import_rewind (import, error))
    return NULL;
  return g_steal_pointer (&columns);
}

/* ---- columns of a form that is there ------------------------------------------------------- */

/* Without "3、", "Q3." in front. */
static char *
normalize_title (const char *title)
{
  char *name = clt_text_normalize_header (title, -1);
  const char *p = name;

  if (*p == 'q' && g_ascii_isdigit (p[1]))
    p++;
  while (g_ascii_isdigit (*p))
    p++;
  if (p > name && (*p == '.' || *p == ')' || *p == ':'))
    p++;
  else if (p > name && g_str_has_prefix (p, "、"))
    p += strlen ("、");
  else
    return name;
  if (*p != '\0')
    memmove (name, p, strlen (p) + 1);
  return name;
}

static CltQuestion *
find_question (const CltForm *form, const char *title)
{
  g_autofree char *name = title == NULL ? NULL : normalize_title (title);
  g_autofree char *whole = title == NULL ? NULL : clt_text_normalize_header (title, -1);

  for (guint i = 0; name != NULL && i < form->questions->len; i++)
    {
      CltQuestion *question = form->questions->pdata[i];
      g_autofree char *text = normalize_title (question->text);
      g_autofree char *key = clt_text_normalize_header (question->key, -1);

      if (clt_question_is_asked (question) &&
          (g_str_equal (key, whole) || g_str_equal (text, name)))
        return question;
    }
  return NULL;
}

/* A second column of the same option holds the words that go with it. */
static gboolean
stands_before (const GPtrArray *columns, guint index, const CltQuestion *question, const char *part)
{
  const CltAnswerColumn *before = index == 0 ? NULL : columns->pdata[index - 1];

  return before != NULL && before->role == CLT_ANSWER_PART && before->question == question &&
         g_strcmp0 (before->part, part) == 0;
}

static void
match_part (GPtrArray *columns, guint index, CltQuestion *question)
{
  CltAnswerColumn *column = columns->pdata[index];
  const CltOption *option =
    clt_answer_find_option (question->type == CLT_QUESTION_MATRIX ? question->lines
                                                                  : question->options,
                            column->tail);

  if (!clt_question_has_parts (question))
    column->role = question->options->len > 0 ? CLT_ANSWER_NOTE : CLT_ANSWER_NOTHING;
  else if (option != NULL)
    {
      column->role =
        stands_before (columns, index, question, option->code) ? CLT_ANSWER_NOTE : CLT_ANSWER_PART;
      column->part = g_strdup (option->code);
    }
  column->question = column->role == CLT_ANSWER_NOTHING ? NULL : question;
}

guint
clt_answer_columns_match (GPtrArray *columns, const CltForm *form)
{
  guint n = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      CltAnswerColumn *column = columns->pdata[i];
      CltQuestion *question;

      if (column->taken)
        continue;
      question = find_question (form, column->title);
      if (question != NULL)
        {
          column->question = question;
          column->role = CLT_ANSWER_VALUE;
        }
      else if ((question = find_question (form, column->stem)) != NULL)
        match_part (columns, i, question);
      if (column->role != CLT_ANSWER_NOTHING)
        n++;
    }
  return n;
}
