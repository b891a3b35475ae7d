/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Words and lines on paper. Lengths are in the units of the drawing (points, or those of the
 * dashboard's page); text measures alike with and without a page, on screen, in a PDF and on a
 * printer, so that what was broken into pages fits. */

#include <cairo.h>
#include <pango/pango.h>

G_BEGIN_DECLS

#define CLT_INK_TEXT "#241f31"
#define CLT_INK_DIM "#5e5c64"
#define CLT_INK_RULE "#deddda"

typedef struct
{
  cairo_t *cr;         /* borrowed; NULL: only measures */
  PangoLayout *layout; /* owned */
} CltInk;

void clt_ink_init (CltInk *ink, cairo_t *cr);
void clt_ink_clear (CltInk *ink);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltInk, clt_ink_clear)

/* "#rrggbb" */
void clt_ink_set_color (CltInk *ink, const char *color);
/* A thin line. */
void clt_ink_rule (CltInk *ink, double x, double y, double width, double height);
/* What @text takes in one line. */
double clt_ink_measure (CltInk *ink, const char *text, double size, gboolean bold);
/* One line from @x on, at most @width; smaller where it would not fit, so that nothing is cut.
 * @y: @size above the baseline. @align 1: ends at @x + @width. Returns: the width that it took. */
double clt_ink_put (CltInk *ink,
                    const char *text,
                    double x,
                    double y,
                    double width,
                    double size,
                    gboolean bold,
                    const char *color,
                    double align);
/* As many lines as it needs in @width. @y: @size above the first baseline. Returns: their height. */
double
clt_ink_measure_lines (CltInk *ink, const char *text, double width, double size, gboolean bold);
double clt_ink_put_lines (CltInk *ink,
                          const char *text,
                          double x,
                          double y,
                          double width,
                          double size,
                          gboolean bold,
                          const char *color,
                          double align);

G_END_DECLS
