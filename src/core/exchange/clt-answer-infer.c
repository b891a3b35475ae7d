/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-answer-columns.h"

#include <math.h>
#include <string.h>

/* A questionnaire made of the file that brings its answers: what stands in a column says what kind of
 * question it was. */

/* More different values than that are words. */
#define MAX_OPTIONS 100
#define MAX_CODES 30
#define LONG_ANSWER 120
#define MAX_POINTS 10

/* What stands in a column. */
typedef struct
{
  GPtrArray *values; /* char*, in order of appearance; at most MAX_OPTIONS + 1 */
  GHashTable *seen;  /* borrowed from values, normalised */
  guint64 n;         /* cells that say something */
  gboolean whole, number, day, longish;
  gint64 low, high; /* of whole ones */
} Content;

static void
content_free (gpointer data)
{
  Content *content = data;

  g_ptr_array_unref (content->values);
  g_hash_table_unref (content->seen);
  g_free (content);
}

static Content *
content_new (void)
{
  Content *content = g_new0 (Content, 1);

  content->values = g_ptr_array_new_with_free_func (g_free);
  content->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  content->whole = content->number = content->day = TRUE;
  content->low = G_MAXINT64;
  content->high = G_MININT64;
  return content;
}

static gboolean
is_number (const char *text)
{
  char *end;
  const double value = g_ascii_strtod (text, &end);

  return *end == '\0' && isfinite (value) && strpbrk (text, "xXpPnN") == NULL;
}

static void
look_at (Content *content, CltImport *import, const char *text)
{
  g_autofree char *word = clt_text_normalize_header (text, -1);
  gint64 whole;
  CltDay day;

  content->n++;
  content->number = content->number && is_number (text);
  content->day = content->day && clt_import_parse_day (import, text, &day) == CLT_VALUE_OK;
  content->longish = content->longish || g_utf8_strlen (text, -1) > LONG_ANSWER;
  if (content->whole && (content->whole = clt_answer_read_whole (text, &whole)))
    {
      content->low = MIN (content->low, whole);
      content->high = MAX (content->high, whole);
    }
  if (content->values->len > MAX_OPTIONS || g_hash_table_contains (content->seen, word))
    return;
  g_hash_table_add (content->seen, g_steal_pointer (&word));
  g_ptr_array_add (content->values, g_strdup (text));
}

static gboolean
look_at_all (CltImport *import,
             const GPtrArray *columns,
             GPtrArray *contents,
             guint lines,
             GError **error)
{
  guint64 skip = import->header_line + lines - 1;
  int more;

  while ((more = clt_import_next (import, error)) == 1)
    {
      if (import->line <= skip)
        continue;
      for (guint i = 0; i < columns->len && i < import->n_cells; i++)
        {
          const CltAnswerColumn *column = columns->pdata[i];
          g_autofree char *raw = NULL, *text = NULL;

          if (column->taken)
            continue;
          raw = clt_source_dup_cell (import->source, &import->cells[i]);
          text = clt_text_clean (raw, -1);
          if (clt_answer_read_mark (text) == CLT_ANSWER_SAID)
            look_at (contents->pdata[i], import, text);
        }
    }
  return more == 0 && clt_import_rewind (import, error);
}

/* ---- questions ----------------------------------------------------------------------------- */

/* The title where it can name a question, else its place. (transfer full) */
static char *
choose_key (const CltForm *form, const char *title, guint place)
{
  gboolean taken = !clt_text_is_key (title);
  g_autofree char *folded = g_utf8_casefold (title, -1);

  for (guint i = 0; !taken && i < form->questions->len; i++)
    {
      const CltQuestion *other = form->questions->pdata[i];
      g_autofree char *name = g_utf8_casefold (other->key, -1);

      taken = g_str_equal (name, folded);
    }
  return taken ? g_strdup_printf ("q%u", place + 1) : g_strdup (title);
}

/* The text as its own code where it can be one. (transfer full) */
static char *
choose_code (const GPtrArray *options, const char *label)
{
  gboolean taken = !clt_text_is_key (label);
  g_autofree char *folded = g_utf8_casefold (label, -1);

  for (guint i = 0; !taken && i < options->len; i++)
    {
      g_autofree char *name = g_utf8_casefold (((CltOption *) options->pdata[i])->code, -1);

      taken = g_str_equal (name, folded);
    }
  return taken ? g_strdup_printf ("%u", options->len + 1) : g_strdup (label);
}

/* "None of these" stands alone. */
static gboolean
stands_alone (const char *label)
{
  static const char *const words[] = { "none",   "noneoftheabove", "noneofthese", "无",
                                       "都没有", "以上都没有",     "以上都不是",  NULL };
  g_autofree char *word = clt_text_normalize_header (label, -1);

  return g_strv_contains (words, word);
}

static const char *
add_option (CltQuestion *question, const char *label)
{
  g_autofree char *code = choose_code (question->options, label);
  CltOption *option = clt_option_new (code, label);

  option->exclusive = question->type == CLT_QUESTION_SEVERAL && stands_alone (label);
  g_ptr_array_add (question->options, option);
  return option->code;
}

/* Points: few whole numbers in one range. Zero and one are yes and no. */
static gboolean
is_rating (const CltAnswerColumn *column, const Content *content)
{
  return !column->attribute && content->n > 0 && content->whole && content->low >= 0 &&
         content->high <= MAX_POINTS && content->high >= 2 &&
         (content->values->len > 1 || content->high <= 5);
}

/* A scale that nobody has used to its end is still one of five, seven or ten points. */
static void
set_scale (CltQuestion *question, const Content *content)
{
  static const gint64 ends[] = { 2, 3, 5, 7, 10 };
  guint i = 0;

  while (ends[i] < content->high)
    i++;
  question->low = content->low == 0 ? 0 : 1;
  question->high = question->low == 0 && content->high < 8 ? content->high : ends[i];
  if (question->low == 0 && question->high == 10)
    question->type = CLT_QUESTION_NPS;
}

static gboolean
is_choice (const CltAnswerColumn *column, const Content *content)
{
  const guint n = content->values->len;

  /* one answer alone is no choice */
  if (n < 2 || n > MAX_OPTIONS || content->longish)
    return FALSE;
  if (content->whole && !column->attribute)
    return n <= 2 && content->low >= 0 && content->high <= 1;
  if (content->whole && n <= MAX_CODES)
    return TRUE;
  return n <= MAX (content->n / 2, 2);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double left = g_ascii_strtod (*(const char *const *) a, NULL);
  const double right = g_ascii_strtod (*(const char *const *) b, NULL);

  return (left > right) - (left < right);
}

static void
add_options (CltQuestion *question, const Content *content)
{
  if (content->whole)
    g_ptr_array_sort (content->values, compare_numbers);
  for (guint i = 0; i < content->values->len; i++)
    {
      gint64 whole;
      g_autofree char *plain = NULL;

      if (content->whole && clt_answer_read_whole (content->values->pdata[i], &whole))
        plain = g_strdup_printf ("%" G_GINT64_FORMAT, whole);
      add_option (question, plain == NULL ? content->values->pdata[i] : plain);
    }
}

static void
add_single (CltForm *form, CltAnswerColumn *column, const Content *content, guint place)
{
  g_autofree char *key = choose_key (form, column->title, place);
  CltQuestion *question = clt_question_new (key, CLT_QUESTION_TEXT, column->title);

  if (content->n > 0 && content->day)
    question->type = CLT_QUESTION_DATE;
  else if (is_rating (column, content))
    {
      question->type = CLT_QUESTION_RATING;
      set_scale (question, content);
    }
  else if (is_choice (column, content))
    {
      question->type = CLT_QUESTION_CHOICE;
      add_options (question, content);
    }
  else if (content->n > 0 && content->number)
    question->type = CLT_QUESTION_NUMBER;
  g_ptr_array_add (form->questions, question);
  column->question = question;
  column->role = CLT_ANSWER_VALUE;
}

/* ---- several columns a question ------------------------------------------------------------ */

/* Nothing but its own name, or ticks. */
static gboolean
is_tick_column (const CltAnswerColumn *column, const Content *content)
{
  g_autofree char *tail = clt_text_normalize_header (column->tail, -1);

  for (guint i = 0; i < content->values->len; i++)
    {
      const char *value = content->values->pdata[i];
      g_autofree char *word = clt_text_normalize_header (value, -1);
      gboolean ticked;

      if (!g_str_equal (word, tail) && !clt_answer_read_tick (value, &ticked))
        return FALSE;
    }
  return TRUE;
}

/* Columns from @first on that are options of one question, with the words behind an open one. */
static guint
measure_group (const GPtrArray *columns, const GPtrArray *contents, guint first)
{
  const CltAnswerColumn *start = columns->pdata[first];
  guint ticks = 0, i;

  for (i = first; i < columns->len; i++)
    {
      const CltAnswerColumn *column = columns->pdata[i];
      const CltAnswerColumn *before = i == first ? NULL : columns->pdata[i - 1];

      if (column->taken || g_strcmp0 (column->stem, start->stem) != 0)
        break;
      if (is_tick_column (column, contents->pdata[i]) &&
          (before == NULL || !g_str_equal (before->tail, column->tail)))
        ticks++;
      else if (before == NULL || !g_str_equal (before->tail, column->tail))
        break;
    }
  return ticks >= 2 ? i - first : 0;
}

static void
add_several (CltForm *form, GPtrArray *columns, guint first, guint n)
{
  const CltAnswerColumn *start = columns->pdata[first];
  g_autofree char *key = choose_key (form, start->stem, first);
  CltQuestion *question = clt_question_new (key, CLT_QUESTION_SEVERAL, start->stem);

  for (guint i = first; i < first + n; i++)
    {
      CltAnswerColumn *column = columns->pdata[i];
      const CltAnswerColumn *before = i == first ? NULL : columns->pdata[i - 1];

      column->question = question;
      column->role = CLT_ANSWER_PART;
      if (before != NULL && g_str_equal (before->tail, column->tail))
        {
          CltOption *option = question->options->pdata[question->options->len - 1];

          option->open = TRUE;
          column->role = CLT_ANSWER_NOTE;
          column->part = g_strdup (option->code);
        }
      else
        column->part = g_strdup (add_option (question, column->tail));
    }
  g_ptr_array_add (form->questions, question);
}

/* "Question - Other" behind a question of one answer: the words of its open option. */
static gboolean
take_words (const CltForm *form, CltAnswerColumn *column)
{
  for (guint i = 0; column->stem != NULL && i < form->questions->len; i++)
    {
      CltQuestion *question = form->questions->pdata[i];
      CltOption *option;

      if (question->type != CLT_QUESTION_CHOICE || !g_str_equal (question->text, column->stem))
        continue;
      option = (CltOption *) clt_answer_find_option (question->options, column->tail);
      if (option != NULL)
        option->open = TRUE;
      column->question = question;
      column->role = CLT_ANSWER_NOTE;
      return option != NULL;
    }
  return FALSE;
}

gboolean
clt_answer_columns_infer (CltImport *import,
                          GPtrArray *columns,
                          guint header_lines,
                          CltForm *form,
                          GError **error)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (content_free);

  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (contents, content_new ());
  if (!look_at_all (import, columns, contents, header_lines, error))
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      CltAnswerColumn *column = columns->pdata[i];
      guint n = column->taken || column->stem == NULL ? 0 : measure_group (columns, contents, i);

      if (column->taken)
        continue;
      if (n > 0)
        {
          add_several (form, columns, i, n);
          i += n - 1;
        }
      else if (!take_words (form, column))
        add_single (form, column, contents->pdata[i], i);
    }
  return TRUE;
}
