/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Ink of the calendar's views, for one snapshot. */

#include <gtk/gtk.h>

#include "core/training/clt-timetable.h"

G_BEGIN_DECLS

typedef struct
{
  GtkSnapshot *snapshot; /* borrowed */
  PangoLayout *layout;   /* owned */
  GdkRGBA text, ground, accent, now;
  gboolean dark, contrast;
  double width, height; /* of the widget */
} CltCalendarPaint;

void clt_calendar_paint_begin (CltCalendarPaint *paint, GtkWidget *widget, GtkSnapshot *snapshot);
void clt_calendar_paint_end (CltCalendarPaint *paint);

/* What a level is drawn in, everywhere in the calendar. */
GdkRGBA clt_calendar_paint_get_level (const CltCalendarPaint *paint, guint level);

typedef enum
{
  CLT_CALENDAR_TEXT_DIM = 1 << 0,
  CLT_CALENDAR_TEXT_BOLD = 1 << 1,
  CLT_CALENDAR_TEXT_SMALL = 1 << 2,
  CLT_CALENDAR_TEXT_END = 1 << 3,
  CLT_CALENDAR_TEXT_CENTER = 1 << 4,
  CLT_CALENDAR_TEXT_WRAP = 1 << 5,
  CLT_CALENDAR_TEXT_FIT = 1 << 6, /* rather smaller than cut */
} CltCalendarText;

/* At most as wide and high as told; what does not fit ends in an ellipsis. Returns: its height. */
double clt_calendar_paint_text (CltCalendarPaint *paint,
                                const char *text,
                                double x,
                                double y,
                                double width,
                                double height,
                                CltCalendarText flags);
/* In the colour of the cursor: what is today, what is asked for. */
void clt_calendar_paint_tint (CltCalendarPaint *paint, const graphene_rect_t *area);
/* In the colour of the text. */
void clt_calendar_paint_fill (CltCalendarPaint *paint,
                              double x,
                              double y,
                              double width,
                              double height,
                              double alpha);
void clt_calendar_paint_frame (CltCalendarPaint *paint,
                               const graphene_rect_t *area,
                               const GdkRGBA *color,
                               double thickness);

/* Around where one is. */
void
clt_calendar_paint_cursor (CltCalendarPaint *paint, const graphene_rect_t *area, gboolean focused);

typedef enum
{
  CLT_CALENDAR_BLOCK_SELECTED = 1 << 0,
  CLT_CALENDAR_BLOCK_FOCUSED = 1 << 1,
  CLT_CALENDAR_BLOCK_GHOST = 1 << 2,  /* where it was before it is moved */
  CLT_CALENDAR_BLOCK_MOVING = 1 << 3, /* where it will be */
  CLT_CALENDAR_BLOCK_ONE_LINE = 1 << 4,
} CltCalendarBlock;

/* A session. Solid when it is published, a bare tint when it is planned, dashed when it is only
 * proposed. */
void clt_calendar_paint_block (CltCalendarPaint *paint,
                               const CltTimetableEntry *entry,
                               const graphene_rect_t *area,
                               CltCalendarBlock flags);

G_END_DECLS
