/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text in charts: one PangoLayout a drawing, figures of one width, the Chinese face first where
 * a letter exists in several. */

#include "core/charts/clt-chart-private.h"

#include <math.h>

static void
set_text (CltPlot *plot, const char *text)
{
  pango_layout_set_width (plot->layout, -1);
  pango_layout_set_height (plot->layout, -1);
  pango_layout_set_ellipsize (plot->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_alignment (plot->layout, PANGO_ALIGN_LEFT);
  pango_layout_set_text (plot->layout, text, -1);
}

void
clt_plot_measure (CltPlot *plot, const char *text, double *width, double *height)
{
  int w, h;

  set_text (plot, text);
  pango_layout_get_size (plot->layout, &w, &h);
  if (width != NULL)
    *width = (double) w / PANGO_SCALE;
  if (height != NULL)
    *height = (double) h / PANGO_SCALE;
}

void
clt_plot_text (CltPlot *plot, const char *text, double x, double y, double align)
{
  double width, height;

  clt_plot_measure (plot, text, &width, &height);
  cairo_move_to (plot->cr, x - width * align, y - height / 2);
  pango_cairo_show_layout (plot->cr, plot->layout);
}

static void
set_font (CltPlot *plot, gboolean bold, double scale)
{
  g_autoptr (PangoFontDescription) font =
    pango_font_description_copy (pango_layout_get_font_description (plot->layout));

  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, plot->font_size * scale * PANGO_SCALE);
  pango_layout_set_font_description (plot->layout, font);
}

double
clt_plot_paragraph (CltPlot *plot,
                    const char *text,
                    double x,
                    double y,
                    double width,
                    int lines,
                    double align,
                    double scale,
                    gboolean bold,
                    gboolean draw)
{
  int height;

  set_font (plot, bold, scale);
  pango_layout_set_width (plot->layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_height (plot->layout, -lines);
  pango_layout_set_wrap (plot->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (plot->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (plot->layout, align == 0.5 ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_text (plot->layout, text, -1);
  pango_layout_get_size (plot->layout, NULL, &height);
  if (draw)
    {
      cairo_move_to (plot->cr, x - width * align, y);
      pango_cairo_show_layout (plot->cr, plot->layout);
    }
  set_font (plot, FALSE, 1);
  return (double) height / PANGO_SCALE;
}

#define SWATCH 0.9 /* of the font size */
#define SWATCH_GAP 0.4

double
clt_plot_key_width (CltPlot *plot, const char *name)
{
  double width;

  clt_plot_measure (plot, name, &width, NULL);
  return width + (SWATCH + SWATCH_GAP) * plot->font_size;
}

double
clt_plot_key (CltPlot *plot, const char *name, const CltColor *color, double x, double y)
{
  double swatch = SWATCH * plot->font_size;

  clt_color_set (color, 1, plot->cr);
  cairo_rectangle (plot->cr, x, y - 1.5, swatch, 3);
  cairo_fill (plot->cr);
  clt_plot_set_ink (plot, CLT_INK_TEXT);
  clt_plot_text (plot, name, x + swatch + SWATCH_GAP * plot->font_size, y, 0);
  return clt_plot_key_width (plot, name);
}

/* A box with the words of a point beside @x, within the drawing. A line that is wider than that
 * loses letters in its middle: its name begins it, its value ends it. */
void
clt_plot_callout (CltPlot *plot, const char *text, double x, double y)
{
  double width, height;
  double pad = plot->font_size * 0.5, gap = plot->font_size * 0.8;
  double room = MAX (plot->width - 2 * pad - 2, 1);
  double box_x, box_y;

  clt_plot_measure (plot, text, &width, &height);
  if (width > room)
    {
      pango_layout_set_width (plot->layout, (int) (room * PANGO_SCALE));
      pango_layout_set_ellipsize (plot->layout, PANGO_ELLIPSIZE_MIDDLE);
      width = room;
    }
  width = ceil (width + 2 * pad);
  height = ceil (height + 2 * pad);
  box_x = x + gap;
  if (box_x + width + 1 > plot->width)
    box_x = x - gap - width;
  box_x = floor (MAX (MIN (box_x, plot->width - width - 1), 0)) + 0.5;
  box_y = floor (CLAMP (y - height, 0, MAX (plot->bottom - height, 0))) + 0.5;

  cairo_rectangle (plot->cr, box_x, box_y, width, height);
  clt_plot_set_ink (plot, CLT_INK_GROUND);
  cairo_fill_preserve (plot->cr);
  clt_plot_set_ink (plot, CLT_INK_AXIS);
  cairo_set_line_width (plot->cr, 1);
  cairo_stroke (plot->cr);
  clt_plot_set_ink (plot, CLT_INK_TEXT);
  cairo_move_to (plot->cr, box_x + pad, box_y + pad);
  pango_cairo_show_layout (plot->cr, plot->layout);
}

void
clt_spread (double *y, guint n, double gap, double top, double bottom)
{
  /* indices by height; n is the number of series, a handful */
  guint order[n > 0 ? n : 1];

  for (guint i = 0; i < n; i++)
    {
      guint j = i;

      for (; j > 0 && y[order[j - 1]] > y[i]; j--)
        order[j] = order[j - 1];
      order[j] = i;
    }
  for (guint i = 0; i < n; i++)
    y[order[i]] = MAX (y[order[i]], i == 0 ? top : y[order[i - 1]] + gap);
  for (guint i = n; i-- > 0;)
    y[order[i]] = MIN (y[order[i]], i == n - 1 ? bottom : y[order[i + 1]] - gap);
}
