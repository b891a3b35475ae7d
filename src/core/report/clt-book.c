/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-book.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"

#define MAX_COLUMNS 1024
#define MAX_TABLE_TITLE 255 /* characters */
#define MAX_WIDTH 48        /* characters; longer text is cut by the next cell, not by us */
#define MAX_TEXT 32767      /* UTF-16 units in a cell, Excel's limit */
#define EXCEL_EPOCH 25569   /* days from 1899-12-30 to 1970-01-01 */

struct _CltSheet
{
  CltBook *book;            /* borrowed */
  lxw_worksheet *worksheet; /* borrowed */
  char *name;
  char *reference;
  double width[MAX_COLUMNS]; /* characters; 0: not used */
  gboolean hidden[MAX_COLUMNS];
  /* of clt_sheet_header() */
  guint header_row, n_columns;
  char *titles[MAX_COLUMNS];
  CltStyle styles[MAX_COLUMNS];
  gboolean has_header;
};

struct _CltBook
{
  lxw_workbook *workbook; /* owned until closed */
  lxw_format *formats[CLT_N_STYLES];
  GPtrArray *sheets; /* owned: CltSheet */
  CltBookInfo info;
  gboolean streaming;
  guint n_tables;
  lxw_error failed;
};

static void
sheet_free (gpointer data)
{
  CltSheet *sheet = data;

  for (guint i = 0; i < sheet->n_columns; i++)
    g_free (sheet->titles[i]);
  g_free (sheet->name);
  g_free (sheet->reference);
  g_free (sheet);
}

static void
check (CltBook *book, lxw_error result)
{
  if (book->failed == LXW_NO_ERROR)
    book->failed = result;
}

/* ---- styles ----------------------------------------------------------------------------- */

static const struct
{
  const char *number_format;
  gboolean bold;
  double size;
  int align;
  int color; /* 0: black */
  int ground;
  int top_border, bottom_border;
  gboolean wrap, underline, indent;
} styles[CLT_N_STYLES] = {
  [CLT_STYLE_GENERAL] = { 0 },
  [CLT_STYLE_TEXT] = { .number_format = "@" },
  [CLT_STYLE_MONEY] = { .number_format = "#,##0.00" },
  [CLT_STYLE_COUNT] = { .number_format = "#,##0" },
  [CLT_STYLE_DAY] = { .number_format = "yyyy-mm-dd", .align = LXW_ALIGN_CENTER },
  [CLT_STYLE_MONTH] = { .number_format = "yyyy-mm", .align = LXW_ALIGN_CENTER },
  [CLT_STYLE_PERCENT] = { .number_format = "0.0%", .align = LXW_ALIGN_RIGHT },
  [CLT_STYLE_RATE] = { .number_format = "0.00", .align = LXW_ALIGN_RIGHT },
  [CLT_STYLE_HEADER] = { .wrap = TRUE,
                         .bold = TRUE,
                         .ground = 0xdce8f7,
                         .bottom_border = LXW_BORDER_THIN },
  [CLT_STYLE_HEADER_NUMBER] = { .wrap = TRUE,
                                .bold = TRUE,
                                .ground = 0xdce8f7,
                                .bottom_border = LXW_BORDER_THIN,
                                .align = LXW_ALIGN_RIGHT },
  [CLT_STYLE_TITLE] = { .bold = TRUE, .size = 18 },
  [CLT_STYLE_HEADING] = { .bold = TRUE, .size = 13 },
  [CLT_STYLE_DIM] = { .color = 0x5e5c64 },
  [CLT_STYLE_WRAP] = { .wrap = TRUE, .indent = TRUE },
  [CLT_STYLE_NOTE] = { .indent = TRUE },
  [CLT_STYLE_LINK] = { .color = 0x1a5fb4, .underline = TRUE },
  [CLT_STYLE_TOTAL] = { .bold = TRUE, .top_border = LXW_BORDER_THIN },
  [CLT_STYLE_TOTAL_MONEY] = { .number_format = "#,##0.00",
                              .bold = TRUE,
                              .top_border = LXW_BORDER_THIN },
  [CLT_STYLE_TOTAL_COUNT] = { .number_format = "#,##0",
                              .bold = TRUE,
                              .top_border = LXW_BORDER_THIN },
  [CLT_STYLE_TOTAL_PERCENT] = { .number_format = "0.0%",
                                .bold = TRUE,
                                .top_border = LXW_BORDER_THIN },
};

static lxw_format *
make_format (lxw_workbook *workbook, CltStyle style)
{
  lxw_format *format;

  if (style == CLT_STYLE_GENERAL)
    return NULL;
  format = workbook_add_format (workbook);
  if (styles[style].number_format != NULL)
    format_set_num_format (format, styles[style].number_format);
  if (styles[style].bold)
    format_set_bold (format);
  if (styles[style].size > 0)
    format_set_font_size (format, styles[style].size);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  if (styles[style].align != 0)
    format_set_align (format, styles[style].align);
  if (styles[style].color != 0)
    format_set_font_color (format, styles[style].color);
  if (styles[style].ground != 0)
    format_set_bg_color (format, styles[style].ground);
  if (styles[style].top_border != 0)
    format_set_top (format, styles[style].top_border);
  if (styles[style].bottom_border != 0)
    format_set_bottom (format, styles[style].bottom_border);
  if (styles[style].underline)
    format_set_underline (format, LXW_UNDERLINE_SINGLE);
  if (styles[style].indent)
    format_set_indent (format, 1);
  if (styles[style].wrap)
    format_set_text_wrap (format);
  return format;
}

/* ---- book ------------------------------------------------------------------------------- */

/* The moment of making comes from the one clock, so that a fixed clock gives fixed bytes. */
static void
set_properties (CltBook *book)
{
  /* Translators: the program and its version */
  g_autofree char *comment = g_strdup_printf (_ ("Clientele %s"), CLT_VERSION);
  lxw_doc_properties properties = {
    .title = book->info.title,
    .subject = book->info.purpose,
    .author = book->info.who,
    .company = book->info.branch,
    .comments = comment,
    .created = clt_now (),
  };

  check (book, workbook_set_properties (book->workbook, &properties));
}

CltBook *
clt_book_new (const char *path,
              const char *folder,
              const CltBookInfo *info,
              gboolean streaming,
              GError **error)
{
  g_autoptr (CltBook) book = g_new0 (CltBook, 1);
  /* libxlsxwriter keeps the pointer to the folder no longer than this call */
  lxw_workbook_options options = { .constant_memory = streaming,
                                   .tmpdir = (char *) folder,
                                   .use_zip64 = LXW_TRUE };

  book->sheets = g_ptr_array_new_with_free_func (sheet_free);
  book->streaming = streaming;
  book->info = (CltBookInfo){ g_strdup (info->title), g_strdup (info->branch), g_strdup (info->who),
                              g_strdup (info->purpose) };
  book->workbook = workbook_new_opt (path, &options);
  if (book->workbook == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("The workbook “%s” could not be begun: there is not enough memory"), path);
      return NULL;
    }
  for (guint i = 0; i < CLT_N_STYLES; i++)
    book->formats[i] = make_format (book->workbook, i);
  set_properties (book);
  return g_steal_pointer (&book);
}

void
clt_book_free (CltBook *book)
{
  if (book->workbook != NULL)
    lxw_workbook_free (book->workbook);
  if (book->sheets != NULL)
    g_ptr_array_unref (book->sheets);
  g_free (book->info.title);
  g_free (book->info.branch);
  g_free (book->info.who);
  g_free (book->info.purpose);
  g_free (book);
}

static void
set_widths (CltSheet *sheet)
{
  for (guint i = 0; i < MAX_COLUMNS; i++)
    {
      lxw_row_col_options options = { .hidden = sheet->hidden[i] };

      if (sheet->width[i] > 0)
        check (sheet->book,
               worksheet_set_column_opt (sheet->worksheet, i, i, MAX (sheet->width[i] + 2, 7), NULL,
                                         &options));
    }
}

gboolean
clt_book_close (CltBook *book, GError **error)
{
  for (guint i = 0; i < book->sheets->len; i++)
    set_widths (book->sheets->pdata[i]);
  check (book, workbook_close (g_steal_pointer (&book->workbook)));
  if (book->failed == LXW_NO_ERROR)
    return TRUE;
  /* Translators: %s is the reason, in English, from the library that writes workbooks */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("The workbook could not be written: %s. Nothing was exported."),
               lxw_strerror (book->failed));
  return FALSE;
}

lxw_workbook *
clt_book_get_workbook (CltBook *book)
{
  return book->workbook;
}

gboolean
clt_book_is_streaming (const CltBook *book)
{
  return book->streaming;
}

/* ---- sheets ----------------------------------------------------------------------------- */

static char *
make_sheet_name (CltBook *book, const char *wanted)
{
  g_autofree char *cut = g_utf8_substring (wanted, 0, MIN (g_utf8_strlen (wanted, -1), 28));
  g_autofree char *name = NULL;

  g_strdelimit (cut, "[]:*?/\\'", ' ');
  g_strstrip (cut);
  name = g_strdup (*cut != '\0' ? cut : "1");
  for (int i = 2; workbook_get_worksheet_by_name (book->workbook, name) != NULL && i < 100; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %d", cut, i);
    }
  return g_steal_pointer (&name);
}

/* At most @n characters of @text, for a print header: "&" begins a code there. */
static char *
dup_for_print (const char *text, glong n)
{
  g_autofree char *cut = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), n));
  g_auto (GStrv) parts = g_strsplit (cut, "&", -1);

  return g_strjoinv ("&&", parts);
}

static void
set_up_print (CltSheet *sheet)
{
  CltBook *book = sheet->book;
  g_autofree char *branch = dup_for_print (book->info.branch, 40);
  g_autofree char *title = dup_for_print (book->info.title, 50);
  g_autofree char *who = dup_for_print (book->info.who, 30);
  g_autofree char *purpose = dup_for_print (book->info.purpose, 50);
  g_autofree char *name = dup_for_print (sheet->name, 31);
  g_autofree char *header = g_strdup_printf ("&L%s&C%s&R%s%s%s", branch, title, who,
                                             *purpose != '\0' ? " · " : "", purpose);
  /* Translators: foot of printed pages; &P is the page's number, &N the number of pages */
  g_autofree char *footer = g_strdup_printf ("&L%s&R%s", name, C_ ("footer", "Page &P of &N"));

  worksheet_set_landscape (sheet->worksheet);
  worksheet_set_paper (sheet->worksheet, 9); /* A4 */
  worksheet_set_margins (sheet->worksheet, 0.5, 0.5, 0.75, 0.65);
  worksheet_fit_to_pages (sheet->worksheet, 1, 0);
  check (book, worksheet_set_header (sheet->worksheet, header));
  check (book, worksheet_set_footer (sheet->worksheet, footer));
}

CltSheet *
clt_book_add_sheet (CltBook *book, const char *name)
{
  CltSheet *sheet = g_new0 (CltSheet, 1);

  sheet->book = book;
  sheet->name = make_sheet_name (book, name);
  sheet->reference = g_strdup_printf ("'%s'!", sheet->name);
  sheet->worksheet = workbook_add_worksheet (book->workbook, sheet->name);
  g_ptr_array_add (book->sheets, sheet);
  set_up_print (sheet);
  return sheet;
}

lxw_worksheet *
clt_sheet_get_worksheet (CltSheet *sheet)
{
  return sheet->worksheet;
}

const char *
clt_sheet_get_reference (const CltSheet *sheet)
{
  return sheet->reference;
}

const char *
clt_sheet_get_name (const CltSheet *sheet)
{
  return sheet->name;
}

/* ---- cells ------------------------------------------------------------------------------ */

guint
clt_text_get_columns (const char *text)
{
  guint widest = 0, width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x80 ? (gunichar) *p : g_utf8_get_char (p);

      if (c == '\n')
        width = 0;
      else if (c < 0x80)
        width++;
      else if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
      widest = MAX (widest, width);
    }
  return widest;
}

void
clt_sheet_set_width (CltSheet *sheet, guint column, double characters)
{
  g_return_if_fail (column < MAX_COLUMNS);
  sheet->width[column] = MAX (sheet->width[column], characters);
}

void
clt_sheet_hide_column (CltSheet *sheet, guint column)
{
  g_return_if_fail (column < MAX_COLUMNS);
  sheet->hidden[column] = TRUE;
}

void
clt_sheet_set_height (CltSheet *sheet, guint row, double points)
{
  check (sheet->book, worksheet_set_row (sheet->worksheet, row, points, NULL));
}

/* Whether "_x0041_", Excel's way of writing a character by its number, begins at @text. */
static gboolean
is_escape (const char *text)
{
  if (text[0] != '_' || text[1] != 'x')
    return FALSE;
  for (int i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return text[6] == '_';
}

/* Characters that XML has no room for go by their number; text that looks like such a number is
 * kept apart from it. Cut where Excel's limit is. */
static char *
make_cell_text (const char *text)
{
  GString *cell = g_string_new (NULL);
  guint units = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      units += c > 0xffff ? 2 : 1;
      if (units >= MAX_TEXT && *g_utf8_next_char (p) != '\0')
        {
          g_string_append (cell, "…");
          break;
        }
      if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff)
        g_string_append_printf (cell, "_x%04X_", c);
      else if (c == '_' && is_escape (p))
        g_string_append (cell, "_x005F_");
      else
        g_string_append_unichar (cell, c);
    }
  return g_string_free (cell, FALSE);
}

static gboolean
is_plain (const char *text)
{
  const char *p = text;

  while ((guchar) *p >= 0x20 && (guchar) *p < 0x80 && *p != '_')
    p++;
  return *p == '\0' && p - text < MAX_TEXT;
}

void
clt_sheet_text (CltSheet *sheet, guint row, guint column, CltStyle style, const char *text)
{
  lxw_format *format = sheet->book->formats[style];
  g_autofree char *valid = NULL, *cell = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (!is_plain (text))
    {
      if (!g_utf8_validate (text, -1, NULL))
        text = valid = g_utf8_make_valid (text, -1);
      cell = make_cell_text (text);
    }
  if (style != CLT_STYLE_TITLE && style != CLT_STYLE_HEADING && style != CLT_STYLE_DIM &&
      style != CLT_STYLE_WRAP && style != CLT_STYLE_HEADER && style != CLT_STYLE_HEADER_NUMBER)
    clt_sheet_set_width (sheet, column, MIN (clt_text_get_columns (text), MAX_WIDTH));
  if (style == CLT_STYLE_TITLE || style == CLT_STYLE_HEADING)
    clt_sheet_set_height (sheet, row, style == CLT_STYLE_TITLE ? 28 : 21);
  check (sheet->book, worksheet_write_string (sheet->worksheet, row, column,
                                              cell != NULL ? cell : text, format));
}

void
clt_sheet_number (CltSheet *sheet, guint row, guint column, CltStyle style, double value)
{
  double digits = fabs (value) < 10 ? 1 : floor (log10 (fabs (value))) + 1;
  gboolean money = style == CLT_STYLE_MONEY || style == CLT_STYLE_TOTAL_MONEY;

  if (!isfinite (value))
    return;
  clt_sheet_set_width (sheet, column, digits + floor ((digits - 1) / 3) + (money ? 4 : 2));
  check (sheet->book, worksheet_write_number (sheet->worksheet, row, column, value,
                                              sheet->book->formats[style]));
}

void
clt_sheet_money (CltSheet *sheet, guint row, guint column, CltStyle style, gint64 fen)
{
  if (fen != CLT_MONEY_NONE)
    clt_sheet_number (sheet, row, column, style, (double) fen / 100);
}

void
clt_sheet_day (CltSheet *sheet, guint row, guint column, CltStyle style, CltDay day)
{
  if (day == CLT_DAY_NONE)
    return;
  clt_sheet_set_width (sheet, column, 10);
  check (sheet->book, worksheet_write_number (sheet->worksheet, row, column, day + EXCEL_EPOCH,
                                              sheet->book->formats[style]));
}

void
clt_sheet_formula (CltSheet *sheet,
                   guint row,
                   guint column,
                   CltStyle style,
                   const char *formula,
                   double value,
                   const char *text)
{
  lxw_format *format = sheet->book->formats[style];

  clt_sheet_set_width (sheet, column, 8);
  if (isnan (value))
    check (sheet->book, worksheet_write_formula_str (sheet->worksheet, row, column, formula, format,
                                                     text != NULL ? text : ""));
  else
    {
      double digits = fabs (value) < 10 ? 1 : floor (log10 (fabs (value))) + 1;

      clt_sheet_set_width (sheet, column, digits + floor ((digits - 1) / 3) + 4);
      check (sheet->book,
             worksheet_write_formula_num (sheet->worksheet, row, column, formula, format, value));
    }
}

void
clt_sheet_link (CltSheet *sheet, guint row, guint column, const CltSheet *to)
{
  g_autofree char *url = g_strdup_printf ("internal:%sA1", to->reference);

  clt_sheet_set_width (sheet, column, clt_text_get_columns (to->name));
  check (sheet->book,
         worksheet_write_url_opt (sheet->worksheet, row, column, url,
                                  sheet->book->formats[CLT_STYLE_LINK], to->name, NULL));
}

/* ---- lists ------------------------------------------------------------------------------ */

static gboolean
is_number_style (CltStyle style)
{
  return style == CLT_STYLE_MONEY || style == CLT_STYLE_COUNT || style == CLT_STYLE_PERCENT ||
         style == CLT_STYLE_RATE;
}

/* Long headers take two lines; with room for the arrow of the filter. */
static double
get_header_width (const char *title)
{
  guint width = clt_text_get_columns (title);

  return (width <= 12 ? width : MAX (12, width / 2 + 2)) + 2;
}

static CltStyle
get_header_style (CltStyle style)
{
  return is_number_style (style) ? CLT_STYLE_HEADER_NUMBER : CLT_STYLE_HEADER;
}

void
clt_sheet_header (CltSheet *sheet,
                  guint row,
                  const char *const *titles,
                  const CltStyle *column_styles,
                  guint n)
{
  gboolean two_lines = FALSE;

  g_return_if_fail (n <= MAX_COLUMNS && !sheet->has_header);
  sheet->has_header = TRUE;
  sheet->header_row = row;
  sheet->n_columns = n;
  for (guint i = 0; i < n; i++)
    two_lines = two_lines || get_header_width (titles[i]) < clt_text_get_columns (titles[i]) + 2;
  clt_sheet_set_height (sheet, row, two_lines ? 33 : 18);
  for (guint i = 0; i < n; i++)
    {
      sheet->titles[i] = g_strdup (titles[i]);
      sheet->styles[i] = column_styles[i];
      clt_sheet_text (sheet, row, i, get_header_style (column_styles[i]), titles[i]);
      clt_sheet_set_width (sheet, i, get_header_width (titles[i]));
    }
  worksheet_freeze_panes (sheet->worksheet, row + 1, 0);
  check (sheet->book, worksheet_repeat_rows (sheet->worksheet, row, row));
}

static void
add_table (CltSheet *sheet, guint n_rows)
{
  CltBook *book = sheet->book;
  g_autofree lxw_table_column *columns = g_new0 (lxw_table_column, sheet->n_columns);
  g_autofree lxw_table_column **pointers = g_new0 (lxw_table_column *, sheet->n_columns + 1);
  g_autofree char *name = g_strdup_printf ("List%u", ++book->n_tables);
  lxw_table_options options = { .name = name,
                                .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                .style_type_number = 1,
                                .columns = pointers };

  for (guint i = 0; i < sheet->n_columns; i++)
    {
      columns[i].header = sheet->titles[i];
      columns[i].header_format = book->formats[get_header_style (sheet->styles[i])];
      pointers[i] = &columns[i];
    }
  check (book, worksheet_add_table (sheet->worksheet, sheet->header_row, 0,
                                    sheet->header_row + n_rows, sheet->n_columns - 1, &options));
}

/* Excel takes titles of a table object apart, whatever their case, and only so long. */
static gboolean
has_table_titles (const CltSheet *sheet)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < sheet->n_columns; i++)
    if (*sheet->titles[i] == '\0' || g_utf8_strlen (sheet->titles[i], -1) > MAX_TABLE_TITLE ||
        !g_hash_table_add (seen, g_utf8_casefold (sheet->titles[i], -1)))
      return FALSE;
  return TRUE;
}

void
clt_sheet_finish_list (CltSheet *sheet, guint n_rows)
{
  g_return_if_fail (sheet->has_header);
  if (n_rows > 0 && n_rows < CLT_BOOK_TABLE_ROWS && !sheet->book->streaming &&
      has_table_titles (sheet))
    add_table (sheet, n_rows);
  else
    check (sheet->book, worksheet_autofilter (sheet->worksheet, sheet->header_row, 0,
                                              sheet->header_row + n_rows, sheet->n_columns - 1));
}
