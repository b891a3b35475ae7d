/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-letter.h"

#include <pango/pangocairo.h>

#include "core/base/clt-i18n.h"
#include "core/charts/clt-chart-colors.h"

#define MARGIN 56
#define HEAD 30 /* above the text: sender and rule */
#define FOOT 28
#define TOP (MARGIN + HEAD)
#define BOTTOM (CLT_LETTER_HEIGHT - MARGIN - FOOT)
#define TEXT_WIDTH (CLT_LETTER_WIDTH - 2 * MARGIN)
#define LABEL_WIDTH 190
#define FONT_FAMILY "Cantarell, Noto Sans CJK SC, Sans"
#define TEXT_COLOR "#241f31"
#define DIM_COLOR "#5e5c64"
#define RULE_COLOR "#c0bfbc"

typedef enum
{
  BLOCK_TITLE,
  BLOCK_HEADING,
  BLOCK_TEXT,
  BLOCK_NOTE,
  BLOCK_ROW,
  BLOCK_CHART,
} BlockKind;

static const struct
{
  double size, above;
  gboolean bold;
  const char *color;
} styles[] = {
  [BLOCK_TITLE] = { 20, 6, TRUE, TEXT_COLOR },   [BLOCK_HEADING] = { 12.5, 16, TRUE, "#1a5fb4" },
  [BLOCK_TEXT] = { 10.5, 5, FALSE, TEXT_COLOR }, [BLOCK_NOTE] = { 8.5, 5, FALSE, DIM_COLOR },
  [BLOCK_ROW] = { 10.5, 4, FALSE, TEXT_COLOR },  [BLOCK_CHART] = { 0, 10, FALSE, TEXT_COLOR },
};

typedef struct
{
  BlockKind kind;
  char *label; /* of a row */
  PangoLayout *layout;
  CltChart *chart;
  double height; /* of a chart */
} Block;

/* Some lines of a block on a page, or all of it. */
typedef struct
{
  const Block *block;
  int page;
  double y;
  int first_line, n_lines;
} Piece;

struct _CltLetter
{
  PangoContext *context;
  char *sender, *foot;
  GPtrArray *blocks; /* Block */
  GArray *pieces;    /* (nullable) Piece, once paginated */
  int n_pages;
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_clear_object (&block->layout);
  g_clear_pointer (&block->chart, clt_chart_unref);
  g_free (block->label);
  g_free (block);
}

CltLetter *
clt_letter_new (const char *sender, const char *foot)
{
  CltLetter *letter = g_new0 (CltLetter, 1);

  letter->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  /* a pixel is a point */
  pango_cairo_context_set_resolution (letter->context, 72);
  letter->sender = g_strdup (sender);
  letter->foot = g_strdup (foot);
  letter->blocks = g_ptr_array_new_with_free_func (block_free);
  return letter;
}

void
clt_letter_free (CltLetter *letter)
{
  g_clear_pointer (&letter->pieces, g_array_unref);
  g_ptr_array_unref (letter->blocks);
  g_object_unref (letter->context);
  g_free (letter->sender);
  g_free (letter->foot);
  g_free (letter);
}

static PangoLayout *
make_layout (CltLetter *letter, const char *text, double size, gboolean bold, double width)
{
  PangoLayout *layout = pango_layout_new (letter->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT_FAMILY);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.35F);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static Block *
add_block (CltLetter *letter, BlockKind kind, const char *text, double width)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  if (text != NULL)
    block->layout = make_layout (letter, text, styles[kind].size, styles[kind].bold, width);
  g_ptr_array_add (letter->blocks, block);
  g_clear_pointer (&letter->pieces, g_array_unref);
  return block;
}

void
clt_letter_add_title (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_TITLE, text, TEXT_WIDTH);
}

void
clt_letter_add_heading (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_HEADING, text, TEXT_WIDTH);
}

void
clt_letter_add_text (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_TEXT, text, TEXT_WIDTH);
}

void
clt_letter_add_note (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_NOTE, text, TEXT_WIDTH);
}

void
clt_letter_add_row (CltLetter *letter, const char *label, const char *value)
{
  Block *block = add_block (letter, BLOCK_ROW, value, TEXT_WIDTH - LABEL_WIDTH);

  block->label = g_strdup (label);
}

void
clt_letter_add_chart (CltLetter *letter, CltChart *chart, double height)
{
  Block *block = add_block (letter, BLOCK_CHART, NULL, 0);

  block->chart = clt_chart_ref (chart);
  block->height = height;
}

/* ---- pages --------------------------------------------------------------------------------- */

typedef struct
{
  CltLetter *letter;
  int page;
  double y;
} Cursor;

static void
next_page (Cursor *cursor)
{
  cursor->page++;
  cursor->y = TOP;
}

static double
get_line_height (PangoLayout *layout, int line)
{
  PangoRectangle extents;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, line), NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

static void
add_piece (Cursor *cursor, const Block *block, int first_line, int n_lines, double height)
{
  Piece piece = { block, cursor->page, cursor->y, first_line, n_lines };

  g_array_append_val (cursor->letter->pieces, piece);
  cursor->y += height;
}

static void
place_lines (Cursor *cursor, const Block *block)
{
  int n = pango_layout_get_line_count (block->layout), first = 0;
  double height = 0;

  for (int line = 0; line < n; line++)
    {
      double line_height = get_line_height (block->layout, line);

      if (cursor->y + height + line_height > BOTTOM && (line > first || cursor->y > TOP))
        {
          if (line > first)
            add_piece (cursor, block, first, line - first, height);
          next_page (cursor);
          first = line;
          height = 0;
        }
      height += line_height;
    }
  add_piece (cursor, block, first, n - first, height);
}

/* How much room must be left so that @index may begin here. */
static double
get_least_height (CltLetter *letter, guint index)
{
  const Block *block = letter->blocks->pdata[index];
  double height;

  if (block->kind == BLOCK_CHART)
    return block->height;
  height = get_line_height (block->layout, 0);
  if (block->kind == BLOCK_HEADING && index + 1 < letter->blocks->len)
    {
      const Block *next = letter->blocks->pdata[index + 1];

      height += styles[next->kind].above + get_least_height (letter, index + 1);
    }
  return height;
}

static void
paginate (CltLetter *letter)
{
  Cursor cursor = { letter, 0, TOP };

  if (letter->pieces != NULL)
    return;
  letter->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  for (guint i = 0; i < letter->blocks->len; i++)
    {
      const Block *block = letter->blocks->pdata[i];

      cursor.y += cursor.y > TOP ? styles[block->kind].above : 0;
      if (cursor.y > TOP && cursor.y + get_least_height (letter, i) > BOTTOM)
        next_page (&cursor);
      if (block->kind == BLOCK_CHART)
        add_piece (&cursor, block, 0, 0, block->height);
      else
        place_lines (&cursor, block);
    }
  letter->n_pages = cursor.page + 1;
}

int
clt_letter_get_n_pages (CltLetter *letter)
{
  paginate (letter);
  return letter->n_pages;
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void
set_color (cairo_t *cr, const char *text)
{
  CltColor color = { 0 };

  clt_color_parse (text, &color);
  clt_color_set (&color, 1, cr);
}

static void
draw_lines (cairo_t *cr, const Piece *piece, double x)
{
  PangoLayout *layout = piece->block->layout;
  double y = piece->y;

  for (int i = 0; i < piece->n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, piece->first_line + i);
      PangoRectangle extents;

      pango_layout_line_get_extents (line, NULL, &extents);
      cairo_move_to (cr, x, y - (double) extents.y / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, line);
      y += (double) extents.height / PANGO_SCALE;
    }
}

/* One line of a head, a foot or a label. @align 1: ends at @x + @width. */
static void
draw_text (CltLetter *letter,
           cairo_t *cr,
           const char *text,
           double x,
           double y,
           double width,
           double size,
           double align)
{
  g_autoptr (PangoLayout) layout = make_layout (letter, text, size, FALSE, width);

  pango_layout_set_height (layout, 0);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, align > 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  set_color (cr, DIM_COLOR);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_frame (CltLetter *letter, cairo_t *cr, int page)
{
  /* Translators: number of the page and of all pages. */
  g_autofree char *number = g_strdup_printf (_ ("Page %d of %d"), page + 1, letter->n_pages);
  double foot = CLT_LETTER_HEIGHT - MARGIN - FOOT + 14;

  draw_text (letter, cr, letter->sender, MARGIN, MARGIN, TEXT_WIDTH, 9, 0);
  draw_text (letter, cr, letter->foot, MARGIN, foot + 6, TEXT_WIDTH - 90, 8, 0);
  draw_text (letter, cr, number, CLT_LETTER_WIDTH - MARGIN - 90, foot + 6, 90, 8, 1);
  set_color (cr, RULE_COLOR);
  cairo_rectangle (cr, MARGIN, MARGIN + 18, TEXT_WIDTH, 0.5);
  cairo_rectangle (cr, MARGIN, foot, TEXT_WIDTH, 0.5);
  cairo_fill (cr);
}

static void
draw_piece (CltLetter *letter, cairo_t *cr, const Piece *piece)
{
  const Block *block = piece->block;

  if (block->kind == BLOCK_CHART)
    {
      const CltChartStyle style = { .font_size = 8.5, .highlight = -1 };

      cairo_save (cr);
      cairo_translate (cr, MARGIN, piece->y);
      clt_chart_draw (block->chart, cr, TEXT_WIDTH, block->height, &style);
      cairo_restore (cr);
      return;
    }
  if (block->kind == BLOCK_ROW && piece->first_line == 0)
    draw_text (letter, cr, block->label, MARGIN, piece->y, LABEL_WIDTH - 12, styles[BLOCK_ROW].size,
               0);
  set_color (cr, styles[block->kind].color);
  draw_lines (cr, piece, block->kind == BLOCK_ROW ? MARGIN + LABEL_WIDTH : MARGIN);
}

void
clt_letter_draw (CltLetter *letter, cairo_t *cr, int page)
{
  paginate (letter);
  pango_cairo_update_context (cr, letter->context);
  draw_frame (letter, cr, page);
  for (guint i = 0; i < letter->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (letter->pieces, Piece, i);

      if (piece->page == page)
        draw_piece (letter, cr, piece);
    }
}
