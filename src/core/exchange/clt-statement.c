/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels are matched without the blanks between their characters, values are the first decimal
 * behind them, tables are what stands between bars. Nothing is found by its place in a line, so
 * both layouts, lines more or fewer and free text of the broker's do no harm. Linear. */

#include "core/exchange/clt-statement.h"

#include <string.h>

#include "core/base/clt-i18n.h"

#define MAX_LABEL 200 /* bytes of text that a colon may follow as a label */

typedef enum
{
  PART_HEAD,
  PART_SUMMARY,
  PART_TABLES
} Part;

typedef struct
{
  CltStatement *statement;
  CltStatementTable *table; /* open */
  char *title;              /* the last line of text */
  guint n_headers;          /* header lines of the open table so far */
  gboolean rows_begin;      /* a rule has followed them */
  Part part;
  guint64 line;
} Parse;

static void
free_table (gpointer data)
{
  CltStatementTable *table = data;

  g_free (table->title);
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->rows);
  g_array_unref (table->lines);
  g_clear_pointer (&table->total, g_ptr_array_unref);
  g_free (table);
}

void
clt_statement_free (CltStatement *statement)
{
  g_free (statement->account);
  g_free (statement->name);
  g_ptr_array_unref (statement->labels);
  g_ptr_array_unref (statement->values);
  g_ptr_array_unref (statement->tables);
  g_free (statement);
}

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0x3000 || c == 0xa0 || c == 0xfeff;
}

static gboolean
is_colon (gunichar c)
{
  return c == ':' || c == 0xff1a;
}

static gboolean
is_chinese (gunichar c)
{
  return c >= 0x2e80 && !is_colon (c) && !is_blank (c) && c != 0xff08 && c != 0xff09;
}

/* Only the Chinese characters; all but the blanks when there are none. */
static char *
dup_label (const char *text, gsize length)
{
  GString *chinese = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_chinese (c))
        g_string_append_unichar (chinese, c);
      if (!is_blank (c))
        g_string_append_unichar (all, c);
    }
  if (chinese->len == 0)
    g_string_append (chinese, all->str);
  return g_string_free (chinese, FALSE);
}

static char *
dup_trimmed (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_blank (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (text, end - text);
}

/* Behind @label in @line, blanks between its characters allowed. NULL: it is not there. */
static const char *
find_label (const char *line, const char *label)
{
  for (const char *start = line; *start != '\0'; start = g_utf8_next_char (start))
    {
      const char *p = start, *wanted = label;

      while (*wanted != '\0' && *p != '\0')
        {
          if (g_utf8_get_char (p) == g_utf8_get_char (wanted))
            wanted = g_utf8_next_char (wanted);
          else if (wanted == label || !is_blank (g_utf8_get_char (p)))
            break;
          p = g_utf8_next_char (p);
        }
      if (*wanted == '\0')
        return p;
    }
  return NULL;
}

/* The text behind the colon that follows @label, NULL: none. */
static const char *
find_value (const char *line, const char *label)
{
  const char *p = find_label (line, label);

  while (p != NULL && *p != '\0' && !is_colon (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (p == NULL || *p == '\0')
    return NULL;
  while (is_colon (g_utf8_get_char (p)) || is_blank (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static gsize
measure_word (const char *p)
{
  gsize n = 0;

  while (g_ascii_isalnum (p[n]) || p[n] == '_' || p[n] == '-')
    n++;
  return n;
}

/* 20230215, 2023-02-15, 20260501-20260529, 202605 */
static void
read_dates (CltStatement *statement, const char *text)
{
  char digits[17];
  gsize n = 0;

  for (; n < 16 && (g_ascii_isdigit (*text) || *text == '-' || *text == '/' || *text == ' ');
       text++)
    if (g_ascii_isdigit (*text))
      digits[n++] = *text;
  digits[n] = '\0';
  if (n == 6)
    {
      int number = (int) g_ascii_strtoll (digits, NULL, 10);
      CltDay first = clt_day_from_yyyymmdd (number * 100 + 1);

      statement->first_day = first;
      statement->day =
        first == CLT_DAY_NONE ? CLT_DAY_NONE : clt_month_last_day (clt_day_get_month (first));
    }
  else if (n == 8 || n == 16)
    {
      statement->day = clt_day_from_yyyymmdd ((int) g_ascii_strtoll (digits + n - 8, NULL, 10));
      digits[8] = '\0';
      statement->first_day = clt_day_from_yyyymmdd ((int) g_ascii_strtoll (digits, NULL, 10));
    }
}

static void
read_head (CltStatement *statement, const char *line)
{
  const char *value;

  if (strstr (line, "逐笔") != NULL || strstr (line, "Trade by Trade") != NULL)
    statement->by_trade = TRUE;
  value = find_value (line, "客户号");
  if (value == NULL)
    value = find_value (line, "资金账号");
  if (value != NULL && *statement->account == '\0')
    {
      g_free (statement->account);
      statement->account = g_strndup (value, measure_word (value));
    }
  value = find_value (line, "客户名称");
  if (value != NULL && *statement->name == '\0')
    {
      g_free (statement->name);
      statement->name = dup_trimmed (value, strlen (value));
    }
  value = find_value (line, "日期");
  if (value != NULL && statement->day == CLT_DAY_NONE)
    read_dates (statement, value);
}

/* -1,370.00 or 1.72% */
static gsize
measure_decimal (const char *p)
{
  gsize n = *p == '-' || *p == '+' ? 1 : 0, digits = n;

  while (g_ascii_isdigit (p[n]) || p[n] == ',' || p[n] == '.')
    n++;
  if (n == digits)
    return 0;
  return p[n] == '%' ? n + 1 : n;
}

/* Pairs of label and value, as many as the line holds. */
static void
read_summary (CltStatement *statement, const char *line)
{
  const char *label = line;

  for (const char *p = line; *p != '\0';)
    {
      const char *colon = p;
      gsize n;

      if (!is_colon (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      while (is_colon (g_utf8_get_char (p)) || is_blank (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      n = measure_decimal (p);
      if (n > 0 && colon > label && colon - label < MAX_LABEL)
        {
          g_ptr_array_add (statement->labels, dup_label (label, colon - label));
          g_ptr_array_add (statement->values, g_strndup (p, n));
        }
      p += n;
      label = p;
    }
}

static GPtrArray *
split_bars (const char *line)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const char *p = line + 1;

  for (;;)
    {
      const char *bar = strchr (p, '|');
      gsize length = bar != NULL ? (gsize) (bar - p) : strlen (p);
      char *cell = dup_trimmed (p, length);

      if (bar == NULL && *cell == '\0')
        {
          g_free (cell);
          return cells;
        }
      g_ptr_array_add (cells, cell);
      if (bar == NULL)
        return cells;
      p = bar + 1;
    }
}

static gboolean
has_chinese (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (is_chinese (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* The table of this title and these columns: a section may come again on a new page. */
static CltStatementTable *
find_same (CltStatement *statement, const char *title, const GPtrArray *columns)
{
  for (guint i = 0; i < statement->tables->len; i++)
    {
      CltStatementTable *table = g_ptr_array_index (statement->tables, i);
      gboolean same = g_str_equal (table->title, title) && table->columns->len == columns->len;

      for (guint j = 0; same && j < columns->len; j++)
        same = g_str_equal (g_ptr_array_index (table->columns, j), g_ptr_array_index (columns, j));
      if (same)
        return table;
    }
  return NULL;
}

static void
open_table (Parse *parse, const char *line)
{
  g_autoptr (GPtrArray) cells = split_bars (line);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title =
    parse->title != NULL ? dup_label (parse->title, strlen (parse->title)) : g_strdup ("");

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      g_ptr_array_add (columns, dup_label (cell, strlen (cell)));
    }
  /* 买/卖, 投/保: the slash belongs to the name */
  for (guint i = 0; i < cells->len; i++)
    if (strchr (g_ptr_array_index (cells, i), '/') != NULL &&
        has_chinese (g_ptr_array_index (cells, i)))
      {
        g_auto (GStrv) pieces = g_strsplit_set (g_ptr_array_index (cells, i), " \t", -1);

        g_free (g_ptr_array_index (columns, i));
        g_ptr_array_index (columns, i) = g_strjoinv ("", pieces);
      }
  parse->table = find_same (parse->statement, title, columns);
  parse->n_headers = 1;
  parse->rows_begin = FALSE;
  if (parse->table != NULL)
    return;
  parse->table = g_new0 (CltStatementTable, 1);
  parse->table->title = g_steal_pointer (&title);
  parse->table->columns = g_steal_pointer (&columns);
  parse->table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  parse->table->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  parse->table->stated_rows = -1;
  g_ptr_array_add (parse->statement->tables, parse->table);
}

/* 共   5条 */
static int
read_count (const char *cell)
{
  const char *p = find_label (cell, "共");

  if (p == NULL || find_label (cell, "条") == NULL)
    return -1;
  while (is_blank (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return g_ascii_isdigit (*p) ? (int) MIN (g_ascii_strtoll (p, NULL, 10), G_MAXINT) : 0;
}

static void
read_table_line (Parse *parse, const char *line)
{
  g_autoptr (GPtrArray) cells = NULL;
  CltStatementTable *table = parse->table;
  int count;

  if (table == NULL)
    {
      open_table (parse, line);
      return;
    }
  /* the English header stands before the rule, or at least begins with no digit */
  if (parse->n_headers == 1 && !parse->rows_begin && !has_chinese (line) &&
      !g_ascii_isdigit (line[1 + strspn (line + 1, " ")]))
    {
      parse->n_headers = 2;
      return;
    }
  cells = split_bars (line);
  count = cells->len > 0 ? read_count (g_ptr_array_index (cells, 0)) : -1;
  if (count >= 0)
    {
      table->stated_rows = MIN (MAX (table->stated_rows, 0) + (gint64) count, G_MAXINT);
      g_clear_pointer (&table->total, g_ptr_array_unref);
      /* where two columns share a cell here, nothing says which */
      if (cells->len == table->columns->len)
        table->total = g_steal_pointer (&cells);
      parse->table = NULL;
      return;
    }
  while (cells->len < table->columns->len)
    g_ptr_array_add (cells, g_strdup (""));
  g_ptr_array_add (table->rows, g_steal_pointer (&cells));
  g_array_append_val (table->lines, parse->line);
}

static gboolean
is_rule (const char *line)
{
  gsize n = strspn (line, "-");

  return n >= 3 && line[n + strspn (line + n, " \t")] == '\0';
}

static void
read_line (Parse *parse, const char *line)
{
  while (is_blank (g_utf8_get_char (line)))
    line = g_utf8_next_char (line);
  if (*line == '|')
    {
      parse->part = PART_TABLES;
      read_table_line (parse, line);
      return;
    }
  if (is_rule (line))
    {
      parse->rows_begin = TRUE;
      return;
    }
  parse->table = NULL;
  if (*line == '\0')
    return;
  g_free (parse->title);
  parse->title = g_strdup (line);
  if (parse->part == PART_HEAD)
    read_head (parse->statement, line);
  if (parse->part != PART_TABLES &&
      (find_label (line, "资金状况") != NULL || strstr (line, "Account Summary") != NULL))
    parse->part = PART_SUMMARY;
  else if (parse->part == PART_SUMMARY)
    read_summary (parse->statement, line);
}

CltStatement *
clt_statement_parse (const char *text, gsize length, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autoptr (CltStatement) statement = g_new0 (CltStatement, 1);
  Parse parse = { .statement = statement };

  statement->account = g_strdup ("");
  statement->name = g_strdup ("");
  statement->day = statement->first_day = CLT_DAY_NONE;
  statement->labels = g_ptr_array_new_with_free_func (g_free);
  statement->values = g_ptr_array_new_with_free_func (g_free);
  statement->tables = g_ptr_array_new_with_free_func (free_table);
  for (char *line = valid, *end; *line != '\0'; line = end)
    {
      char *stop = line + strcspn (line, "\r\n");

      end = stop;
      if (*stop != '\0')
        end = stop + (stop[0] == '\r' && stop[1] == '\n' ? 2 : 1);
      *stop = '\0';
      parse.line++;
      read_line (&parse, line);
    }
  g_free (parse.title);
  if (statement->labels->len == 0 && statement->tables->len == 0)
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                           _ ("The text has neither an account summary nor a table of a settlement "
                              "statement. Nothing was read."));
      return NULL;
    }
  return g_steal_pointer (&statement);
}

const char *
clt_statement_get_value (const CltStatement *statement, const char *label)
{
  for (guint i = 0; i < statement->labels->len; i++)
    if (g_str_equal (g_ptr_array_index (statement->labels, i), label))
      return g_ptr_array_index (statement->values, i);
  return NULL;
}

CltStatementTable *
clt_statement_get_table (const CltStatement *statement, const char *title)
{
  for (guint i = 0; i < statement->tables->len; i++)
    {
      CltStatementTable *table = g_ptr_array_index (statement->tables, i);

      if (g_str_equal (table->title, title))
        return table;
    }
  return NULL;
}
