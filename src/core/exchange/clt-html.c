/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Excel" files that are an HTML table: tags and entities, no more. All tables of the page follow
 * each other; a cell that spans columns or rows stands in the first of them. Linear, in memory that
 * does not grow with the page. */

#include "core/exchange/clt-source-private.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"

#define MAX_COLUMNS 16384
#define MAX_CELL_TEXT (1024 * 1024)
#define MAX_WORK 100000000

typedef struct
{
  const char *start, *end, *p;
  guint64 row; /* of the page's tables, from 1 */
  CltRow cells;
  GString *text;
  GArray *spans; /* guint: rows that each column is still covered for */
  guint column, across, down;
  guint64 work;
  gboolean in_row, in_cell;
} Reader;

static gboolean
is_tag (const char *name, gsize n, const char *tag)
{
  return strlen (tag) == n && g_ascii_strncasecmp (name, tag, n) == 0;
}

/* The value of an attribute as a number; 1 when it is absent. */
static guint
get_span (const char *tag, const char *end, const char *name)
{
  gsize n = strlen (name);

  for (const char *p = tag; p + n + 2 <= end; p++)
    if (g_ascii_strncasecmp (p, name, n) == 0 && g_ascii_isspace (p[-1]))
      {
        guint64 value;

        p += n;
        while (p < end && (*p == ' ' || *p == '=' || *p == '"' || *p == '\''))
          p++;
        value = p < end && g_ascii_isdigit (*p) ? g_ascii_strtoull (p, NULL, 10) : 1;
        return CLAMP (value, 1, MAX_COLUMNS);
      }
  return 1;
}

static gunichar
find_entity (const char *name, gsize n)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } entities[] = {
    { "amp", '&' },   { "lt", '<' },   { "gt", '>' },     { "quot", '"' },
    { "apos", '\'' }, { "nbsp", ' ' }, { "yen", 0x00a5 }, { "middot", 0x00b7 },
  };

  if (n > 1 && name[0] == '#')
    {
      gboolean hex = name[1] == 'x' || name[1] == 'X';
      guint64 c = g_ascii_strtoull (name + (hex ? 2 : 1), NULL, hex ? 16 : 10);

      return c > 0 && c <= 0x10ffff && g_unichar_validate (c) ? (gunichar) c : 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == n && strncmp (entities[i].name, name, n) == 0)
      return entities[i].c;
  return 0;
}

/* White space runs become one blank, as on a page. */
static void
add_character (Reader *reader, gunichar c)
{
  GString *text = reader->text;

  if (text->len > MAX_CELL_TEXT)
    return;
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
    {
      if (text->len > 0 && text->str[text->len - 1] != ' ' && text->str[text->len - 1] != '\n')
        g_string_append_c (text, ' ');
    }
  else
    g_string_append_unichar (text, c);
}

static const char *
read_text (Reader *reader, const char *p)
{
  const char *semicolon;
  gunichar c = 0;

  if (*p == '&')
    {
      semicolon = memchr (p, ';', MIN (reader->end - p, 12));
      c = semicolon != NULL ? find_entity (p + 1, semicolon - p - 1) : 0;
      if (c != 0)
        {
          add_character (reader, c);
          return semicolon + 1;
        }
    }
  c = g_utf8_get_char_validated (p, reader->end - p);
  if ((gint32) c < 0)
    {
      add_character (reader, (guchar) *p < 0x80 ? (guchar) *p : 0xfffd);
      return p + 1;
    }
  add_character (reader, c);
  return g_utf8_next_char (p);
}

static guint
skip_spanned (Reader *reader, guint column)
{
  while (column < reader->spans->len && g_array_index (reader->spans, guint, column) > 0)
    column++;
  return column;
}

static void
end_cell (Reader *reader)
{
  GString *text = reader->text;

  if (!reader->in_cell)
    return;
  reader->in_cell = FALSE;
  while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  if (reader->column > reader->cells.cells->len)
    reader->work += reader->column - reader->cells.cells->len;
  if (text->len > 0 && reader->work < MAX_WORK)
    clt_row_put (&reader->cells, reader->column, CLT_CELL_TEXT, text->str, text->len);
  if (reader->down > 1 && reader->column + reader->across <= MAX_COLUMNS)
    {
      if (reader->spans->len < reader->column + reader->across)
        g_array_set_size (reader->spans, reader->column + reader->across);
      for (guint i = 0; i < reader->across; i++)
        g_array_index (reader->spans, guint, reader->column + i) = reader->down;
    }
  reader->column = MIN (reader->column + reader->across, MAX_COLUMNS);
}

static void
start_cell (Reader *reader, const char *tag, const char *close)
{
  end_cell (reader);
  reader->column = skip_spanned (reader, reader->column);
  reader->across = get_span (tag, close, "colspan");
  reader->down = get_span (tag, close, "rowspan");
  reader->in_cell = TRUE;
  g_string_truncate (reader->text, 0);
}

static void
start_row (Reader *reader)
{
  reader->in_row = TRUE;
  reader->in_cell = FALSE;
  reader->column = 0;
  clt_row_reset (&reader->cells);
}

static void
end_row (Reader *reader)
{
  end_cell (reader);
  reader->in_row = FALSE;
  reader->work += reader->spans->len;
  for (guint i = 0; i < reader->spans->len; i++)
    if (g_array_index (reader->spans, guint, i) > 0)
      g_array_index (reader->spans, guint, i)--;
}

/* Behind a comment, script or style sheet whose tag ends at @close. */
static const char *
skip_hidden (Reader *reader, const char *name, gsize n, const char *close)
{
  const char *found = NULL;

  if (is_tag (name, n, "script"))
    found = g_strstr_len (close, reader->end - close, "</script");
  else if (is_tag (name, n, "style"))
    found = g_strstr_len (close, reader->end - close, "</style");
  return found != NULL ? found : close + 1;
}

/* Handles the tag at @p. @done: a row is complete. Returns: what follows. */
static const char *
read_tag (Reader *reader, const char *p, gboolean *done)
{
  const char *close = memchr (p, '>', reader->end - p);
  const char *name = p + 1;
  gboolean ends = name < reader->end && *name == '/';
  gsize n = 0;

  if (reader->end - name >= 3 && memcmp (name, "!--", 3) == 0)
    {
      const char *end = g_strstr_len (p, reader->end - p, "-->");

      return end != NULL ? end + 3 : reader->end;
    }
  if (close == NULL)
    return reader->end;
  name += ends;
  while (name + n < close && g_ascii_isalnum (name[n]))
    n++;
  *done = FALSE;
  if (is_tag (name, n, "tr") || is_tag (name, n, "table"))
    {
      gboolean open = reader->in_row;

      if (open)
        end_row (reader);
      *done = open && reader->cells.cells->len > 0;
      if (!ends && *done)
        return p; /* the tag is read again for the next row */
      if (!ends && is_tag (name, n, "tr"))
        start_row (reader);
      if (is_tag (name, n, "table"))
        g_array_set_size (reader->spans, 0);
    }
  else if (reader->in_row && (is_tag (name, n, "td") || is_tag (name, n, "th")))
    {
      if (ends)
        end_cell (reader);
      else
        start_cell (reader, name, close);
    }
  else if (reader->in_cell && is_tag (name, n, "br"))
    g_string_append_c (reader->text, '\n');
  return ends ? close + 1 : skip_hidden (reader, name, n, close);
}

static int
next_row (CltSource *source, GError **error)
{
  Reader *reader = source->reader;
  gboolean done = FALSE;

  while (!done && reader->p < reader->end)
    {
      if (*reader->p == '<')
        {
          const char *tag = reader->p;

          reader->p = read_tag (reader, tag, &done);
        }
      else if (reader->in_cell)
        reader->p = read_text (reader, reader->p);
      else
        {
          const char *tag = memchr (reader->p, '<', reader->end - reader->p);

          reader->p = tag != NULL ? tag : reader->end;
        }
    }
  if (!done && reader->in_row)
    {
      end_row (reader);
      done = reader->cells.cells->len > 0;
    }
  if (!done)
    return 0;
  clt_row_seal (&reader->cells);
  source->cells = (const CltCell *) (gconstpointer) reader->cells.cells->data;
  source->n_cells = reader->cells.cells->len;
  source->line = ++reader->row;
  return 1;
}

static gboolean
rewind_rows (CltSource *source, GError **error)
{
  Reader *reader = source->reader;

  reader->p = reader->start;
  reader->row = 0;
  reader->work = 0;
  reader->in_row = reader->in_cell = FALSE;
  g_array_set_size (reader->spans, 0);
  return TRUE;
}

static double
get_fraction (CltSource *source)
{
  const Reader *reader = source->reader;

  return reader->end > reader->start
           ? (double) (reader->p - reader->start) / (double) (reader->end - reader->start)
           : 1;
}

static void
close_page (CltSource *source)
{
  Reader *reader = source->reader;

  clt_row_clear (&reader->cells);
  g_string_free (reader->text, TRUE);
  g_array_unref (reader->spans);
  g_free (reader);
}

static const CltSourceClass html_class = { next_row, rewind_rows, NULL, get_fraction, close_page };

gboolean
clt_html_open (CltSource *source, GError **error)
{
  Reader *reader;
  gsize length;

  if (!source->utf8 && !clt_source_convert (source, error))
    return FALSE;
  reader = g_new0 (Reader, 1);
  reader->start = clt_source_get_bytes (source, &length);
  reader->end = reader->start + length;
  reader->text = g_string_new (NULL);
  reader->spans = g_array_new (FALSE, TRUE, sizeof (guint));
  clt_row_init (&reader->cells);
  source->class = &html_class;
  source->reader = reader;
  return rewind_rows (source, error);
}
