/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/charts/clt-chart-colors.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-types.h"
#include "core/charts/clt-chart.h"

/* One ordered ramp, also legible in grey print; on dark one step lighter. */
static const struct
{
  const char *light;
  const char *dark;
} ramp[CLT_N_TIERS] = {
  [CLT_TIER_UNRATED] = { "#9a9996", "#c0bfbc" },  [CLT_TIER_SMALL] = { "#99c1f1", "#c3dcf8" },
  [CLT_TIER_ORDINARY] = { "#62a0ea", "#99c1f1" }, [CLT_TIER_MAJOR] = { "#1c71d8", "#3584e4" },
  [CLT_TIER_HIGH_END] = { "#1a5fb4", "#1c71d8" },
};

static const char *const defaults[] = { "#1c71d8", "#e66100", "#26a269", "#9141ac",
                                        "#865e3c", "#0f8a93", "#c2487f", "#77767b" };

const char *
clt_tier_get_color (int tier, gboolean dark)
{
  g_return_val_if_fail (tier >= 0 && tier < CLT_N_TIERS, NULL);
  return dark ? ramp[tier].dark : ramp[tier].light;
}

gboolean
clt_color_parse (const char *text, CltColor *color)
{
  int byte[3];

  if (text == NULL || text[0] != '#' || strlen (text) != 7)
    return FALSE;
  for (int i = 0; i < 3; i++)
    {
      int high = g_ascii_xdigit_value (text[1 + 2 * i]);
      int low = g_ascii_xdigit_value (text[2 + 2 * i]);

      if (high < 0 || low < 0)
        return FALSE;
      byte[i] = high * 16 + low;
    }
  color->red = byte[0] / 255.0;
  color->green = byte[1] / 255.0;
  color->blue = byte[2] / 255.0;
  return TRUE;
}

CltColor
clt_color_get_default (guint index)
{
  CltColor color = { 0 };

  clt_color_parse (defaults[index % G_N_ELEMENTS (defaults)], &color);
  return color;
}

static gboolean
same_color (const CltColor *a, const CltColor *b)
{
  return fabs (a->red - b->red) + fabs (a->green - b->green) + fabs (a->blue - b->blue) < 1e-6;
}

CltColor
clt_color_mix (const CltColor *a, const CltColor *b, double part)
{
  return (CltColor){ a->red + (b->red - a->red) * part, a->green + (b->green - a->green) * part,
                     a->blue + (b->blue - a->blue) * part };
}

CltColor
clt_color_on_dark (const CltColor *color)
{
  CltColor other = *color;

  for (int tier = 0; tier < CLT_N_TIERS; tier++)
    if (clt_color_parse (ramp[tier].light, &other) && same_color (color, &other))
      {
        clt_color_parse (ramp[tier].dark, &other);
        return other;
      }
  return clt_color_mix (color, &(CltColor){ 1, 1, 1 }, 0.3);
}

gboolean
clt_color_is_deep (const CltColor *color)
{
  return 0.299 * color->red + 0.587 * color->green + 0.114 * color->blue < 0.58;
}

void
clt_color_set (const CltColor *color, double alpha, cairo_t *cr)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, alpha);
}
