/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-letter.h"

#include <pango/pangocairo.h>

#include "core/charts/clt-chart-colors.h"
#include "core/report/clt-ink.h"

#define HEAD 30 /* above the text: sender and rule */
#define LABEL_WIDTH 190
#define NAME_WIDTH 150
#define VALUE_WIDTH 130
#define GAP 12 /* between columns */
#define FONT_FAMILY "Cantarell, Noto Sans CJK SC, Sans"

typedef enum
{
  BLOCK_TITLE,
  BLOCK_HEADING,
  BLOCK_TEXT,
  BLOCK_NOTE,
  BLOCK_ROW,
  BLOCK_ITEM,
  BLOCK_CHART,
  BLOCK_BREAK,
} BlockKind;

typedef struct
{
  double size, above;
  gboolean bold;
  const char *color;
} Style;

static const Style roomy[] = {
  [BLOCK_TITLE] = { 20, 6, TRUE, CLT_INK_TEXT },   [BLOCK_HEADING] = { 12.5, 16, TRUE, "#1a5fb4" },
  [BLOCK_TEXT] = { 10.5, 5, FALSE, CLT_INK_TEXT }, [BLOCK_NOTE] = { 8.5, 5, FALSE, CLT_INK_DIM },
  [BLOCK_ROW] = { 10.5, 4, FALSE, CLT_INK_TEXT },  [BLOCK_ITEM] = { 10.5, 4, FALSE, CLT_INK_DIM },
  [BLOCK_CHART] = { 0, 10, FALSE, CLT_INK_TEXT },  [BLOCK_BREAK] = { 0, 0, FALSE, CLT_INK_TEXT },
};

/* A list of many short things, to be seen at once. */
static const Style compact[] = {
  [BLOCK_TITLE] = { 18, 4, TRUE, CLT_INK_TEXT }, [BLOCK_HEADING] = { 11, 12, TRUE, "#1a5fb4" },
  [BLOCK_TEXT] = { 9, 4, FALSE, CLT_INK_TEXT },  [BLOCK_NOTE] = { 8.5, 3, FALSE, CLT_INK_DIM },
  [BLOCK_ROW] = { 9, 3, FALSE, CLT_INK_TEXT },   [BLOCK_ITEM] = { 9, 3, FALSE, CLT_INK_DIM },
  [BLOCK_CHART] = { 0, 8, FALSE, CLT_INK_TEXT }, [BLOCK_BREAK] = { 0, 0, FALSE, CLT_INK_TEXT },
};

typedef struct
{
  BlockKind kind;
  char *label;         /* of a row and of an item */
  char *value;         /* of an item */
  PangoLayout *layout; /* NULL of a chart and a break */
  CltChart *chart;
  double height; /* of a chart */
} Block;

/* Some lines of a block on a page, or all of it. */
typedef struct
{
  const Block *block;
  guint page;
  double y;
  int first_line, n_lines;
} Piece;

struct _CltLetter
{
  PangoContext *context;
  const Style *styles; /* one a kind of block */
  float line_spacing;
  char *sender;
  GPtrArray *blocks; /* Block */
  GArray *pieces;    /* Piece, of the last layout */
  double width, bottom, margin;
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_clear_object (&block->layout);
  g_clear_pointer (&block->chart, clt_chart_unref);
  g_free (block->label);
  g_free (block->value);
  g_free (block);
}

CltLetter *
clt_letter_new (const char *sender)
{
  CltLetter *letter = g_new0 (CltLetter, 1);

  letter->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  /* a pixel is a point */
  pango_cairo_context_set_resolution (letter->context, 72);
  letter->styles = roomy;
  letter->line_spacing = 1.35F;
  letter->sender = g_strdup (sender);
  letter->blocks = g_ptr_array_new_with_free_func (block_free);
  letter->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  return letter;
}

void
clt_letter_set_compact (CltLetter *letter)
{
  g_return_if_fail (letter->blocks->len == 0);
  letter->styles = compact;
  letter->line_spacing = 1.1F;
}

void
clt_letter_free (CltLetter *letter)
{
  g_array_unref (letter->pieces);
  g_ptr_array_unref (letter->blocks);
  g_object_unref (letter->context);
  g_free (letter->sender);
  g_free (letter);
}

static PangoLayout *
make_layout (CltLetter *letter, const char *text, const Style *style)
{
  PangoLayout *layout = pango_layout_new (letter->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT_FAMILY);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, letter->line_spacing);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static Block *
add_block (CltLetter *letter, BlockKind kind, const char *text)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  if (text != NULL)
    block->layout = make_layout (letter, text, &letter->styles[kind]);
  g_ptr_array_add (letter->blocks, block);
  return block;
}

void
clt_letter_add_title (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_TITLE, text);
}

void
clt_letter_add_heading (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_HEADING, text);
}

void
clt_letter_add_text (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_TEXT, text);
}

void
clt_letter_add_note (CltLetter *letter, const char *text)
{
  add_block (letter, BLOCK_NOTE, text);
}

void
clt_letter_add_row (CltLetter *letter, const char *label, const char *value)
{
  Block *block = add_block (letter, BLOCK_ROW, value);

  block->label = g_strdup (label);
}

void
clt_letter_add_item (CltLetter *letter, const char *name, const char *value, const char *note)
{
  Block *block = add_block (letter, BLOCK_ITEM, note);

  block->label = g_strdup (name);
  block->value = g_strdup (value);
}

void
clt_letter_add_chart (CltLetter *letter, CltChart *chart, double height)
{
  Block *block = add_block (letter, BLOCK_CHART, NULL);

  block->chart = clt_chart_ref (chart);
  block->height = height;
}

void
clt_letter_add_break (CltLetter *letter)
{
  add_block (letter, BLOCK_BREAK, NULL);
}

/* ---- pages --------------------------------------------------------------------------------- */

typedef struct
{
  CltLetter *letter;
  guint page;
  double y;
} Cursor;

static double
get_top (const CltLetter *letter)
{
  return letter->margin + HEAD;
}

static void
next_page (Cursor *cursor)
{
  cursor->page++;
  cursor->y = get_top (cursor->letter);
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

      if (cursor->y + height + line_height > cursor->letter->bottom &&
          (line > first || cursor->y > get_top (cursor->letter)))
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

  if (block->layout == NULL)
    return block->height;
  height = get_line_height (block->layout, 0);
  if (block->kind == BLOCK_HEADING && index + 1 < letter->blocks->len)
    {
      const Block *next = letter->blocks->pdata[index + 1];

      height += letter->styles[next->kind].above + get_least_height (letter, index + 1);
    }
  return height;
}

static void
place (Cursor *cursor, guint index)
{
  const Block *block = cursor->letter->blocks->pdata[index];
  double top = get_top (cursor->letter);

  if (block->kind == BLOCK_BREAK)
    {
      next_page (cursor);
      return;
    }
  cursor->y += cursor->y > top ? cursor->letter->styles[block->kind].above : 0;
  if (cursor->y > top &&
      cursor->y + get_least_height (cursor->letter, index) > cursor->letter->bottom)
    next_page (cursor);
  if (block->kind == BLOCK_CHART)
    add_piece (cursor, block, 0, 0, block->height);
  else
    place_lines (cursor, block);
}

/* Where the lines of a block begin. */
static double
get_indent (const Block *block)
{
  if (block->kind == BLOCK_ROW)
    return LABEL_WIDTH;
  return block->kind == BLOCK_ITEM ? NAME_WIDTH + VALUE_WIDTH : 0;
}

guint
clt_letter_lay_out (CltLetter *letter, double width, double bottom, double margin)
{
  Cursor cursor = { letter, 0, margin + HEAD };

  letter->width = width - 2 * margin;
  letter->bottom = bottom;
  letter->margin = margin;
  g_array_set_size (letter->pieces, 0);
  for (guint i = 0; i < letter->blocks->len; i++)
    {
      const Block *block = letter->blocks->pdata[i];
      double room = letter->width - get_indent (block);

      if (block->layout != NULL)
        pango_layout_set_width (block->layout, (int) (room * PANGO_SCALE));
    }
  for (guint i = 0; i < letter->blocks->len; i++)
    place (&cursor, i);
  return cursor.page + 1;
}

/* ---- drawing ------------------------------------------------------------------------------- */

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

static void
draw_piece (CltLetter *letter, CltInk *ink, const Piece *piece)
{
  const Block *block = piece->block;
  double x = letter->margin, size = letter->styles[block->kind].size;

  if (block->kind == BLOCK_CHART)
    {
      const CltChartStyle style = { .font_size = 8.5, .highlight = -1 };

      cairo_save (ink->cr);
      cairo_translate (ink->cr, x, piece->y);
      clt_chart_draw (block->chart, ink->cr, letter->width, block->height, &style);
      cairo_restore (ink->cr);
      return;
    }
  if (block->kind == BLOCK_ROW && piece->first_line == 0)
    clt_ink_put (ink, block->label, x, piece->y, LABEL_WIDTH - GAP, size, FALSE, CLT_INK_DIM, 0);
  if (block->kind == BLOCK_ITEM && piece->first_line == 0)
    {
      clt_ink_put (ink, block->label, x, piece->y, NAME_WIDTH - GAP, size, FALSE, CLT_INK_TEXT, 0);
      clt_ink_put (ink, block->value, x + NAME_WIDTH, piece->y, VALUE_WIDTH - GAP, size, FALSE,
                   CLT_INK_TEXT, 0);
    }
  clt_ink_set_color (ink, letter->styles[block->kind].color);
  draw_lines (ink->cr, piece, x + get_indent (block));
}

void
clt_letter_draw (CltLetter *letter, cairo_t *cr, guint page)
{
  g_auto (CltInk) ink = { 0 };

  clt_ink_init (&ink, cr);
  pango_cairo_update_context (cr, letter->context);
  clt_ink_put (&ink, letter->sender, letter->margin, letter->margin, letter->width, 9, FALSE,
               CLT_INK_DIM, 0);
  clt_ink_rule (&ink, letter->margin, letter->margin + 18, letter->width, 0.5);
  for (guint i = 0; i < letter->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (letter->pieces, Piece, i);

      if (piece->page == page)
        draw_piece (letter, &ink, piece);
    }
}
