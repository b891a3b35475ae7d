/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client list on paper. */
#include "core/report/clt-paper-private.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-client-list.h"
#include "core/report/clt-listing-private.h"

#define READ 256
#define MEASURED 100
#define FONT_SIZE 9.0
#define SMALLEST_SIZE 6.5
#define GAP 9.0          /* between two columns, at the full font size, */
#define WIDEST_GAP 26.0  /* and where there is room */
#define LONGEST_TEXT 0.3 /* of the page: what is longer goes over more lines */
#define CHARACTER 4.9    /* points that one takes at FONT_SIZE, about */

typedef struct
{
  const char *title; /* borrowed from the catalogue */
  gboolean numeric;
  guint characters;   /* of the longest text */
  GPtrArray *longest; /* texts that may be the widest; borrowed */
  double x, width;    /* of the last layout */
} Column;

typedef struct
{
  GStringChunk *texts;
  GPtrArray *cells; /* borrowed from texts, n_columns a row */
  Column columns[CLT_N_COLUMNS];
  guint n_columns;
  char *heading, *count, *as_of;
  const char *note; /* at the foot; borrowed from the catalogue */
  /* the last layout */
  double size, gap, head_height;
  GArray *first; /* guint: first row of each page */
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  for (guint i = 0; i < list->n_columns; i++)
    g_ptr_array_unref (list->columns[i].longest);
  g_string_chunk_free (list->texts);
  g_ptr_array_unref (list->cells);
  g_array_unref (list->first);
  g_free (list->heading);
  g_free (list->count);
  g_free (list->as_of);
  g_free (list);
}

/* ---- reading ----------------------------------------------------------------------------- */

/* An m takes three times what an i takes: of how many characters a text is does not yet tell how
 * wide it is. Equal texts are one pointer. */
static void
add_cell (List *list, Column *column, const char *text)
{
  gpointer kept = g_string_chunk_insert_const (list->texts, text);
  guint characters = clt_text_get_columns (kept);

  column->characters = MAX (column->characters, characters);
  if (characters * 4 >= column->characters * 3 && column->longest->len < MEASURED &&
      !g_ptr_array_find (column->longest, kept, NULL))
    g_ptr_array_add (column->longest, kept);
  else if (characters == column->characters && column->longest->len == MEASURED)
    column->longest->pdata[0] = kept;
  g_ptr_array_add (list->cells, kept);
}

static gboolean
read_rows (List *list,
           CltConn *conn,
           const GArray *ids,
           CltDay today,
           const CltColumn *columns,
           const CltExportOptions *options,
           GError **error)
{
  for (guint first = 0; first < ids->len; first += READ)
    {
      g_autoptr (GPtrArray) rows = NULL;

      if (!clt_export_step (options, 0.5 * first / ids->len, error))
        return FALSE;
      rows = clt_client_query_rows (conn, &g_array_index (ids, gint64, first),
                                    MIN (READ, ids->len - first),
                                    clt_columns_get_bits (columns, list->n_columns), today, error);
      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        for (guint c = 0; c < list->n_columns; c++)
          add_cell (list, &list->columns[c], ((CltClientRow *) rows->pdata[i])->cell[columns[c]]);
    }
  return TRUE;
}

static char *
format_clients (guint n, gboolean prospects)
{
  g_autofree char *number = clt_count_format (n);

  return prospects
           /* Translators: %s is a number. */
           ? g_strdup_printf (ngettext ("%s prospect", "%s prospects", n), number)
           /* Translators: %s is a number. */
           : g_strdup_printf (ngettext ("%s client", "%s clients", n), number);
}

/* @count: (transfer full) */
static void
set_head (List *list, CltDay today, const char *heading, char *count)
{
  g_autofree char *day = clt_day_format (today);

  list->heading = g_strdup (heading);
  list->count = count;
  /* Translators: %s is a date. */
  list->as_of = g_strdup_printf (_ ("As of %s"), day);
}

static gboolean
is_wide (const List *list)
{
  double width = 0;

  for (guint i = 0; i < list->n_columns; i++)
    width += MAX (list->columns[i].characters, 6) * CHARACTER + GAP;
  return width > CLT_PAPER_SHORT_SIDE - 2 * CLT_PAPER_MARGIN;
}

/* ---- layout ------------------------------------------------------------------------------ */

static const char *
get_cell (const List *list, guint row, guint column)
{
  return list->cells->pdata[row * list->n_columns + column];
}

static guint
count_rows (const List *list)
{
  return list->cells->len / list->n_columns;
}

/* A title may be broken, but not inside a word. */
static double
measure_title (CltInk *ink, const char *title, double size)
{
  double all = clt_ink_measure (ink, title, size, TRUE), widest = 0;
  g_auto (GStrv) words = g_strsplit (title, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    widest = fmax (widest, clt_ink_measure (ink, words[i], size, TRUE));
  return fmax (widest, fmin (all, 8 * size));
}

static double
measure_texts (CltInk *ink, const Column *column, double size)
{
  double widest = 0;

  for (guint i = 0; i < column->longest->len; i++)
    widest = fmax (widest, clt_ink_measure (ink, column->longest->pdata[i], size, FALSE));
  return widest * 1.01;
}

/* What every column wants at @size. Returns the sum with the gaps. */
static double
measure_columns (List *list, CltInk *ink, double size, double longest)
{
  double sum = 0;

  list->size = size;
  list->gap = GAP * size / FONT_SIZE;
  for (guint i = 0; i < list->n_columns; i++)
    {
      Column *column = &list->columns[i];
      double text = measure_texts (ink, column, size);

      if (!column->numeric)
        text = fmin (text, longest);
      column->width = fmax (text, measure_title (ink, column->title, size));
      sum += column->width;
    }
  return sum + list->gap * (list->n_columns - 1);
}

/* Texts give way, for they can go over more lines; figures keep their width. */
static void
squeeze_columns (List *list, double sum, double width)
{
  double texts = 0, gaps = list->gap * (list->n_columns - 1);

  for (guint i = 0; i < list->n_columns; i++)
    if (!list->columns[i].numeric)
      texts += list->columns[i].width;
  for (guint i = 0; i < list->n_columns; i++)
    if (texts > sum - width)
      {
        if (!list->columns[i].numeric)
          list->columns[i].width *= (texts - (sum - width)) / texts;
      }
    else
      list->columns[i].width *= (width - gaps) / (sum - gaps);
}

static void
lay_out_columns (CltPaper *paper, CltInk *ink)
{
  List *list = paper->data;
  double width = clt_paper_get_inner_width (paper), x = CLT_PAPER_MARGIN;
  double sum = measure_columns (list, ink, FONT_SIZE, width * LONGEST_TEXT);

  if (sum > width)
    sum = measure_columns (list, ink, fmax (SMALLEST_SIZE, FONT_SIZE * width / sum),
                           width * LONGEST_TEXT);
  if (sum > width)
    squeeze_columns (list, sum, width);
  else if (list->n_columns > 1)
    list->gap = fmin (list->gap + (width - sum) / (list->n_columns - 1), WIDEST_GAP);
  for (guint i = 0; i < list->n_columns; i++)
    {
      list->columns[i].x = x;
      x += list->columns[i].width + list->gap;
    }
}

static double
measure_row (const List *list, CltInk *ink, guint row)
{
  double line = list->size * 1.9, height = line;

  for (guint i = 0; i < list->n_columns; i++)
    {
      const Column *column = &list->columns[i];
      const char *text = get_cell (list, row, i);

      /* most cells are much shorter than the widest one and need no measuring */
      if (column->numeric || clt_text_get_columns (text) * list->size * 0.75 < column->width ||
          clt_ink_measure (ink, text, list->size, FALSE) <= column->width)
        continue;
      height = fmax (height, clt_ink_measure_lines (ink, text, column->width, list->size, FALSE) +
                               list->size * 0.6);
    }
  return height;
}

/* The names of the columns. */
static double
measure_head (const List *list, CltInk *ink)
{
  double height = 0;

  for (guint i = 0; i < list->n_columns; i++)
    height = fmax (height, clt_ink_measure_lines (ink, list->columns[i].title,
                                                  list->columns[i].width, list->size, TRUE));
  return height + list->size * 0.8;
}

/* Where the names of the columns stand: lower on the first page, which has a title. */
static double
get_top (guint page)
{
  return CLT_PAPER_MARGIN + (page == 0 ? 48 : 18);
}

static guint
lay_out (CltPaper *paper)
{
  List *list = paper->data;
  g_auto (CltInk) ink = { 0 };
  double y = 0, bottom = clt_paper_get_bottom (paper) - 6;

  clt_ink_init (&ink, NULL);
  lay_out_columns (paper, &ink);
  list->head_height = measure_head (list, &ink);
  g_array_set_size (list->first, 0);
  for (guint row = 0; row < count_rows (list); row++)
    {
      double height = measure_row (list, &ink, row);

      if (list->first->len == 0 || y + height > bottom)
        {
          y = get_top (list->first->len) + list->head_height;
          g_array_append_val (list->first, row);
        }
      y += height;
    }
  return MAX (list->first->len, 1);
}

/* ---- drawing ----------------------------------------------------------------------------- */

static void
draw_title (const CltPaper *paper, CltInk *ink, guint page)
{
  const List *list = paper->data;
  /* Translators: which clients are listed, how many. */
  g_autofree char *what = g_strdup_printf (_ ("%s · %s"), list->count, list->heading);
  double x = CLT_PAPER_MARGIN, y = CLT_PAPER_MARGIN, width = clt_paper_get_inner_width (paper);

  if (page > 0)
    {
      g_autofree char *all = g_strdup_printf ("%s · %s", paper->branch, what);

      clt_ink_put (ink, all, x, y, width * 0.75, 8, FALSE, CLT_INK_DIM, 0);
      clt_ink_put (ink, list->as_of, x + width * 0.77, y, width * 0.23, 8, FALSE, CLT_INK_DIM, 1);
      return;
    }
  clt_ink_put (ink, paper->branch, x, y, width * 0.62, 15, TRUE, CLT_INK_TEXT, 0);
  clt_ink_put (ink, paper->title, x + width * 0.64, y + 3, width * 0.36, 12, TRUE, CLT_INK_TEXT, 1);
  clt_ink_put (ink, what, x, y + 24, width * 0.75, 9.5, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (ink, list->as_of, x + width * 0.77, y + 24, width * 0.23, 9.5, FALSE, CLT_INK_DIM,
               1);
}

static double
get_right (const List *list)
{
  const Column *last = &list->columns[list->n_columns - 1];

  return last->x + last->width;
}

static void
draw_head (const List *list, CltInk *ink, double y)
{
  for (guint i = 0; i < list->n_columns; i++)
    {
      const Column *column = &list->columns[i];
      double height = clt_ink_measure_lines (ink, column->title, column->width, list->size, TRUE);

      clt_ink_put_lines (ink, column->title, column->x,
                         y + list->head_height - list->size * 0.3 - height, column->width,
                         list->size, TRUE, CLT_INK_TEXT, column->numeric ? 1 : 0);
    }
  clt_ink_set_color (ink, CLT_INK_DIM);
  cairo_rectangle (ink->cr, list->columns[0].x, y + list->head_height - 0.4,
                   get_right (list) - list->columns[0].x, 0.8);
  cairo_fill (ink->cr);
}

static void
draw_row (const List *list, CltInk *ink, guint row, double y, double height)
{
  gboolean one_line = height <= list->size * 1.9;

  for (guint i = 0; i < list->n_columns; i++)
    {
      const Column *column = &list->columns[i];
      const char *text = get_cell (list, row, i);

      if (one_line || column->numeric)
        clt_ink_put (ink, text, column->x, y + list->size * 0.35, column->width, list->size, FALSE,
                     CLT_INK_TEXT, column->numeric ? 1 : 0);
      else
        clt_ink_put_lines (ink, text, column->x, y + list->size * 0.35, column->width, list->size,
                           FALSE, CLT_INK_TEXT, 0);
    }
  clt_ink_rule (ink, list->columns[0].x, y + height - 0.25, get_right (list) - list->columns[0].x,
                0.5);
}

static void
draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  const List *list = paper->data;
  g_auto (CltInk) ink = { 0 };
  guint n = count_rows (list), row = 0, end = n;
  double y = get_top (page);

  if (page < list->first->len)
    row = g_array_index (list->first, guint, page);
  if (page + 1 < list->first->len)
    end = g_array_index (list->first, guint, page + 1);
  clt_ink_init (&ink, cr);
  draw_title (paper, &ink, page);
  draw_head (list, &ink, y);
  y += list->head_height;
  for (; row < end; row++)
    {
      double height = measure_row (list, &ink, row);

      draw_row (list, &ink, row, y, height);
      y += height;
    }
  clt_paper_draw_foot (paper, &ink, list->note, page);
}

static const CltPaperKind list_kind = { "clients", lay_out, draw, list_free };

static List *
list_new (guint n_columns)
{
  List *list = g_new0 (List, 1);

  list->texts = g_string_chunk_new (1 << 14);
  list->cells = g_ptr_array_new ();
  list->first = g_array_new (FALSE, FALSE, sizeof (guint));
  list->n_columns = n_columns;
  list->note = "";
  for (guint i = 0; i < n_columns; i++)
    list->columns[i].longest = g_ptr_array_new ();
  return list;
}

static void
set_columns (List *list, const CltColumn *columns)
{
  for (guint i = 0; i < list->n_columns; i++)
    {
      list->columns[i].title = clt_column_get_title (columns[i]);
      list->columns[i].numeric = clt_column_is_numeric (columns[i]);
      if (columns[i] == CLT_COLUMN_PHONE)
        list->note = _ ("Phone numbers are masked.");
    }
}

static List *
read_list (CltConn *conn,
           const CltClientQuery *query,
           const CltColumn *columns,
           guint n_columns,
           const CltExportOptions *options,
           GError **error)
{
  g_autoptr (GArray) ids = clt_client_query_ids (conn, query, error);
  List *list;

  if (ids == NULL)
    return NULL;
  list = list_new (n_columns);
  set_columns (list, columns);
  if (!read_rows (list, conn, ids, query->today, columns, options, error))
    g_clear_pointer (&list, list_free);
  return list;
}

CltPaper *
clt_paper_new_clients (CltConn *conn,
                       const CltClientQuery *query,
                       const CltColumn *columns,
                       guint n_columns,
                       const CltExportOptions *options,
                       GError **error)
{
  List *list;
  CltPaper *paper;

  g_return_val_if_fail (n_columns > 0 && n_columns <= CLT_N_COLUMNS, NULL);
  if (!clt_conn_begin_read (conn, error))
    return NULL;
  list = read_list (conn, query, columns, n_columns, options, error);
  clt_conn_end_read (conn);
  if (list == NULL)
    return NULL;
  paper = clt_paper_new (&list_kind, list, conn,
                         g_strdup (query->prospects ? _ ("Prospects") : _ ("Clients")),
                         clt_client_list_dup_filter (query), options);
  paper->rows = count_rows (list);
  paper->landscape = is_wide (list);
  set_head (list, query->today, *paper->filter != '\0' ? paper->filter : _ ("all clients"),
            format_clients (count_rows (list), query->prospects));
  return paper;
}

/* ---- any other list ------------------------------------------------------------------------- */

static const CltPaperKind listing_kind = { "list", lay_out, draw, list_free };

static gboolean
is_figure (CltStyle style)
{
  return style == CLT_STYLE_MONEY || style == CLT_STYLE_COUNT || style == CLT_STYLE_NOTE;
}

CltPaper *
clt_paper_new_listing (CltConn *conn,
                       const CltListing *listing,
                       const CltExportOptions *options,
                       GError **error)
{
  List *list = list_new (listing->n_columns);
  guint n = clt_listing_count_rows (listing);
  g_autofree char *number = clt_count_format (n);
  CltPaper *paper;

  for (guint i = 0; i < listing->n_columns; i++)
    {
      list->columns[i].title = listing->columns[i].title;
      list->columns[i].numeric = is_figure (listing->columns[i].style);
    }
  for (guint i = 0; i < listing->texts->len; i++)
    add_cell (list, &list->columns[i % listing->n_columns], listing->texts->pdata[i]);
  set_head (list, listing->day, listing->heading,
            listing->of_clients ? format_clients (n, FALSE)
                                /* Translators: %s is a number of lines of a list. */
                                : g_strdup_printf (ngettext ("%s line", "%s lines", n), number));
  paper = clt_paper_new (&listing_kind, list, conn, g_strdup (listing->title),
                         g_strdup (listing->heading), options);
  paper->rows = n;
  paper->landscape = is_wide (list);
  return paper;
}
