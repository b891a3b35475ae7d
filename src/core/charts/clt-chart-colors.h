/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue;
} CltColor;

/* "#rrggbb". FALSE: @text is no colour; @color is unchanged. */
gboolean clt_color_parse (const char *text, CltColor *color);
/* The colour of series @index that asked for none. */
CltColor clt_color_get_default (guint index);
/* The same hue as it is drawn on a dark ground: one step lighter. */
CltColor clt_color_on_dark (const CltColor *color);
/* @part of the way from @a (0) to @b (1). */
CltColor clt_color_mix (const CltColor *a, const CltColor *b, double part);
/* Whether white text reads better on it than black. */
gboolean clt_color_is_deep (const CltColor *color);
void clt_color_set (const CltColor *color, double alpha, cairo_t *cr);

G_END_DECLS
