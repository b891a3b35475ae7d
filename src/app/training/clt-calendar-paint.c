/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-calendar-paint.h"

#include <adwaita.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/charts/clt-chart-colors.h"

#define RADIUS 4.0f
#define BAR 4.0f /* at the left of a session, in the colour of its level */
#define PADDING 4.0
#define DIM 0.6f
#define TINT 0.18f
#define SMALL 0.85
#define SMALLEST 0.6 /* that can be read */

static GdkRGBA
look_up (GtkWidget *widget, const char *name, const char *fallback)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    gdk_rgba_parse (&color, fallback);
  return color;
}

void
clt_calendar_paint_begin (CltCalendarPaint *paint, GtkWidget *widget, GtkSnapshot *snapshot)
{
  paint->snapshot = snapshot;
  paint->layout = gtk_widget_create_pango_layout (widget, NULL);
  paint->dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  paint->contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  paint->width = gtk_widget_get_width (widget);
  paint->height = gtk_widget_get_height (widget);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &paint->text);
  paint->accent = look_up (widget, "accent_color", "#1c71d8");
  paint->ground = look_up (widget, "window_bg_color", "#fafafa");
  paint->now = look_up (widget, "error_color", "#c01c28");
}

void
clt_calendar_paint_end (CltCalendarPaint *paint)
{
  g_clear_object (&paint->layout);
}

GdkRGBA
clt_calendar_paint_get_level (const CltCalendarPaint *paint, guint level)
{
  CltColor color = clt_color_get_default (level);

  if (paint->dark)
    color = clt_color_on_dark (&color);
  return (GdkRGBA){ (float) color.red, (float) color.green, (float) color.blue, 1 };
}

static void
set_attributes (PangoLayout *layout, CltCalendarText flags, double scale)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (flags & CLT_CALENDAR_TEXT_BOLD)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* How much smaller the text of @layout is to be. Letters on whole pixels do not shrink in proportion:
 * it is tried. */
static double
get_scale (PangoLayout *layout, double width, CltCalendarText flags)
{
  double scale = flags & CLT_CALENDAR_TEXT_SMALL ? SMALL : 1;
  int needed = 0;

  if (!(flags & CLT_CALENDAR_TEXT_FIT))
    return scale;
  pango_layout_set_width (layout, -1);
  for (; scale > SMALLEST; scale -= 0.05)
    {
      set_attributes (layout, flags, scale);
      pango_layout_get_pixel_size (layout, &needed, NULL);
      if (needed < width)
        break;
    }
  return scale;
}

double
clt_calendar_paint_text (CltCalendarPaint *paint,
                         const char *text,
                         double x,
                         double y,
                         double width,
                         double height,
                         CltCalendarText flags)
{
  PangoLayout *layout = paint->layout;
  GdkRGBA color = paint->text;
  PangoRectangle size;

  if (width < 4 || *text == '\0')
    return 0;
  pango_layout_set_text (layout, text, -1);
  set_attributes (layout, flags, get_scale (layout, width, flags));
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout,
                           flags & CLT_CALENDAR_TEXT_WRAP ? (int) (height * PANGO_SCALE) : -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, flags & CLT_CALENDAR_TEXT_END      ? PANGO_ALIGN_RIGHT
                                      : flags & CLT_CALENDAR_TEXT_CENTER ? PANGO_ALIGN_CENTER
                                                                         : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_extents (layout, NULL, &size);
  if (size.height > height + 2)
    return 0;
  if ((flags & CLT_CALENDAR_TEXT_DIM) && !paint->contrast)
    color.alpha *= DIM;
  gtk_snapshot_save (paint->snapshot);
  gtk_snapshot_translate (paint->snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (paint->snapshot, layout, &color);
  gtk_snapshot_restore (paint->snapshot);
  return size.height;
}

void
clt_calendar_paint_tint (CltCalendarPaint *paint, const graphene_rect_t *area)
{
  GdkRGBA color = paint->accent;

  color.alpha = TINT;
  gtk_snapshot_append_color (paint->snapshot, &color, area);
}

void
clt_calendar_paint_fill (CltCalendarPaint *paint,
                         double x,
                         double y,
                         double width,
                         double height,
                         double alpha)
{
  GdkRGBA color = paint->text;

  color.alpha = (float) (paint->contrast ? MIN (2 * alpha, 1) : alpha);
  gtk_snapshot_append_color (paint->snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                  (float) height));
}

void
clt_calendar_paint_frame (CltCalendarPaint *paint,
                          const graphene_rect_t *area,
                          const GdkRGBA *color,
                          double thickness)
{
  float t = (float) thickness;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, RADIUS);
  gtk_snapshot_append_border (paint->snapshot, &outline, (float[4]){ t, t, t, t },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

void
clt_calendar_paint_cursor (CltCalendarPaint *paint, const graphene_rect_t *area, gboolean focused)
{
  clt_calendar_paint_frame (paint, area, &paint->accent,
                            (focused ? 2 : 1) + (paint->contrast ? 1 : 0));
}

/* GSK has no dashes. */
static void
paint_dashes (CltCalendarPaint *paint, const graphene_rect_t *area, const GdkRGBA *color)
{
  cairo_t *cr = gtk_snapshot_append_cairo (paint->snapshot, area);
  const double dashes[] = { 5, 3 };

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_rectangle (cr, area->origin.x + 1, area->origin.y + 1, area->size.width - 2,
                   area->size.height - 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static double
get_tint (const CltTimetableEntry *entry)
{
  if (g_str_equal (entry->state, "published"))
    return 0.30;
  if (g_str_equal (entry->state, "proposed"))
    return 0.08;
  return 0.14;
}

static void
paint_ground (CltCalendarPaint *paint,
              const CltTimetableEntry *entry,
              const graphene_rect_t *area,
              const GdkRGBA *level)
{
  GdkRGBA tint = *level, edge = paint->contrast ? paint->text : *level;
  GskRoundedRect outline;

  tint.alpha = (float) get_tint (entry);
  gsk_rounded_rect_init_from_rect (&outline, area, RADIUS);
  gtk_snapshot_push_rounded_clip (paint->snapshot, &outline);
  gtk_snapshot_append_color (paint->snapshot, &paint->ground, area); /* hides the lines */
  gtk_snapshot_append_color (paint->snapshot, &tint, area);
  if (!g_str_equal (entry->state, "proposed"))
    gtk_snapshot_append_color (paint->snapshot, level,
                               &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, BAR,
                                                    area->size.height));
  gtk_snapshot_pop (paint->snapshot);
  if (g_str_equal (entry->state, "proposed"))
    {
      paint_dashes (paint, area, &edge);
      return;
    }
  /* what stands out by its tint alone needs an edge for who cannot tell tints apart */
  edge.alpha = paint->contrast ? 1 : 0.5f;
  if (paint->contrast || g_str_equal (entry->state, "planned"))
    clt_calendar_paint_frame (paint, area, &edge, 1);
}

static void
paint_words (CltCalendarPaint *paint,
             const CltTimetableEntry *entry,
             const graphene_rect_t *area,
             gboolean one_line)
{
  double x = area->origin.x + BAR + PADDING, width = area->size.width - BAR - 2 * PADDING;
  double y = area->origin.y + (one_line ? 1 : 2), bottom = area->origin.y + area->size.height - 1;
  g_autofree char *starts = clt_instant_format (entry->starts);
  g_autofree char *ends = clt_instant_format (entry->ends);
  g_autofree char *seats = clt_timetable_entry_format_seats (entry);
  const char *from = starts + strlen ("2026-11-18 "), *to = ends + strlen ("2026-11-18 ");
  g_autofree char *head = one_line && !entry->untimed
                            ? g_strdup_printf ("%s %s %s", from, entry->code, entry->course)
                            : g_strdup_printf ("%s %s", entry->code, entry->course);
  g_autofree char *when = g_strdup_printf ("%s–%s · %s", from, to, seats);
  const char *const lines[] = { when, entry->lecturer, entry->room };
  double seats_width = one_line && width > 180 ? 44 : 0;

  if (seats_width > 0)
    clt_calendar_paint_text (paint, seats, x + width - seats_width, y, seats_width, bottom - y,
                             CLT_CALENDAR_TEXT_SMALL | CLT_CALENDAR_TEXT_DIM |
                               CLT_CALENDAR_TEXT_END);
  y += clt_calendar_paint_text (paint, head, x, y, width - seats_width, bottom - y,
                                CLT_CALENDAR_TEXT_SMALL | (one_line ? 0 : CLT_CALENDAR_TEXT_BOLD));
  for (guint i = 0; !one_line && i < G_N_ELEMENTS (lines); i++)
    y += clt_calendar_paint_text (paint, lines[i], x, y, width, bottom - y,
                                  CLT_CALENDAR_TEXT_SMALL | CLT_CALENDAR_TEXT_DIM);
}

void
clt_calendar_paint_block (CltCalendarPaint *paint,
                          const CltTimetableEntry *entry,
                          const graphene_rect_t *area,
                          CltCalendarBlock flags)
{
  GdkRGBA level = clt_calendar_paint_get_level (paint, entry->level);
  gboolean faint =
    (flags & CLT_CALENDAR_BLOCK_GHOST) || (g_str_equal (entry->state, "held") && !paint->contrast);

  if (faint)
    gtk_snapshot_push_opacity (paint->snapshot, flags & CLT_CALENDAR_BLOCK_GHOST ? 0.35 : 0.7);
  paint_ground (paint, entry, area, &level);
  paint_words (paint, entry, area, flags & CLT_CALENDAR_BLOCK_ONE_LINE);
  if (faint)
    gtk_snapshot_pop (paint->snapshot);
  if (flags & (CLT_CALENDAR_BLOCK_SELECTED | CLT_CALENDAR_BLOCK_MOVING))
    clt_calendar_paint_cursor (paint, area,
                               flags & (CLT_CALENDAR_BLOCK_FOCUSED | CLT_CALENDAR_BLOCK_MOVING));
}
