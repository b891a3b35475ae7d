/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-ink.h"

#include <pango/pangocairo.h>

#include "core/charts/clt-chart-colors.h"

#define FONT_FAMILY "Cantarell, Noto Sans CJK SC, Sans"

/* Glyphs where the outlines want them, not where the pixels of one device are. */
static PangoContext *
new_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

void
clt_ink_init (CltInk *ink, cairo_t *cr)
{
  PangoContext *context = new_context ();
  PangoAttrList *attributes = pango_attr_list_new ();

  ink->cr = cr;
  if (cr != NULL)
    pango_cairo_update_context (cr, context);
  ink->layout = pango_layout_new (context);
  g_object_unref (context);
  /* figures of one width stand in columns */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (ink->layout, attributes);
  pango_attr_list_unref (attributes);
}

void
clt_ink_clear (CltInk *ink)
{
  g_clear_object (&ink->layout);
}

void
clt_ink_set_color (CltInk *ink, const char *color)
{
  CltColor parsed = { 0 };

  clt_color_parse (color, &parsed);
  clt_color_set (&parsed, 1, ink->cr);
}

void
clt_ink_rule (CltInk *ink, double x, double y, double width, double height)
{
  clt_ink_set_color (ink, CLT_INK_RULE);
  cairo_rectangle (ink->cr, x, y, width, height);
  cairo_fill (ink->cr);
}

static void
set_font (CltInk *ink, double size, gboolean bold)
{
  PangoFontDescription *font = pango_font_description_from_string (FONT_FAMILY);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (ink->layout, font);
  pango_font_description_free (font);
}

static void
set_line (CltInk *ink, const char *text)
{
  pango_layout_set_width (ink->layout, -1);
  pango_layout_set_alignment (ink->layout, PANGO_ALIGN_LEFT);
  pango_layout_set_single_paragraph_mode (ink->layout, TRUE);
  pango_layout_set_text (ink->layout, text, -1);
}

static double
get_width (CltInk *ink)
{
  int width;

  pango_layout_get_size (ink->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
clt_ink_measure (CltInk *ink, const char *text, double size, gboolean bold)
{
  set_line (ink, text);
  set_font (ink, size, bold);
  return get_width (ink);
}

double
clt_ink_put (CltInk *ink,
             const char *text,
             double x,
             double y,
             double width,
             double size,
             gboolean bold,
             const char *color,
             double align)
{
  double w = 0;
  int baseline;

  set_line (ink, text);
  for (double scale = 1; scale > 0.5; scale -= 0.05)
    {
      set_font (ink, size * scale, bold);
      w = get_width (ink);
      if (w <= width)
        break;
    }
  baseline = pango_layout_get_baseline (ink->layout);
  clt_ink_set_color (ink, color);
  cairo_move_to (ink->cr, x + (width - w) * align, y + size - (double) baseline / PANGO_SCALE);
  pango_cairo_show_layout (ink->cr, ink->layout);
  return w;
}

static double
set_lines (CltInk *ink, const char *text, double width, double size, gboolean bold)
{
  int height;

  pango_layout_set_single_paragraph_mode (ink->layout, FALSE);
  pango_layout_set_text (ink->layout, text, -1);
  pango_layout_set_width (ink->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (ink->layout, PANGO_WRAP_WORD_CHAR);
  set_font (ink, size, bold);
  pango_layout_get_size (ink->layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

double
clt_ink_measure_lines (CltInk *ink, const char *text, double width, double size, gboolean bold)
{
  return set_lines (ink, text, width, size, bold);
}

double
clt_ink_put_lines (CltInk *ink,
                   const char *text,
                   double x,
                   double y,
                   double width,
                   double size,
                   gboolean bold,
                   const char *color,
                   double align)
{
  double height = set_lines (ink, text, width, size, bold);
  int baseline = pango_layout_get_baseline (ink->layout);

  pango_layout_set_alignment (ink->layout, align >= 1 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  clt_ink_set_color (ink, color);
  cairo_move_to (ink->cr, x, y + size - (double) baseline / PANGO_SCALE);
  pango_cairo_show_layout (ink->cr, ink->layout);
  return height;
}
