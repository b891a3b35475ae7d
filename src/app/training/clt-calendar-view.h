/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCalendarView: what week, month and year have in common: they draw a CltCalendarSheet once it has
 * been read, the cursor goes by arrow keys, Tab to the next session, Ctrl+Shift+arrows move a session and Shift+Up and Down
 * make it shorter or longer, Enter keeps that and Escape takes it back. By mouse a session is dragged,
 * its lower edge changes its length, and a drag over free time asks for a new one. */

#include <gtk/gtk.h>

#include "app/training/clt-calendar-paint.h"
#include "app/training/clt-calendar-sheet.h"

G_BEGIN_DECLS

/* Where a session is drawn. */
typedef struct
{
  const CltTimetableEntry *entry; /* borrowed from the sheet */
  graphene_rect_t area;
} CltCalendarBox;

#define CLT_TYPE_CALENDAR_VIEW (clt_calendar_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (CltCalendarView, clt_calendar_view, CLT, CALENDAR_VIEW, GtkWidget)

struct _CltCalendarViewClass
{
  GtkWidgetClass parent_class;

  /* Appends a CltCalendarBox for each session that has room. */
  void (*arrange) (CltCalendarView *self, GArray *boxes);
  /* Which day and minute is at a point. FALSE: none. */
  gboolean (*locate) (CltCalendarView *self, double x, double y, CltDay *day, int *minute);
  /* All of it; the sheet has a table. */
  void (*draw) (CltCalendarView *self, CltCalendarPaint *paint, gboolean focused);
  /* One step with an arrow key; by itself that of the sheet. */
  void (*step) (CltCalendarView *self, int right, int down);
  /* (optional): Enter where no session is. FALSE: the sheet is asked for a new one. */
  gboolean (*enter) (CltCalendarView *self);
  /* Whether times of day can be told apart, and lengths changed. */
  gboolean has_hours;
  int min_width, min_height;
};

void clt_calendar_view_set_sheet (CltCalendarView *self, CltCalendarSheet *sheet);
/* (nullable) (transfer none) */
CltCalendarSheet *clt_calendar_view_get_sheet (CltCalendarView *self);
/* (element-type CltCalendarBox) (transfer full) */
GArray *clt_calendar_view_arrange (CltCalendarView *self);
/* The sessions where they are arranged, and around the selected one the cursor. */
void
clt_calendar_view_draw_boxes (CltCalendarView *self, CltCalendarPaint *paint, gboolean focused);
/* What is being drawn over free time to ask for something new; FALSE: nothing. */
gboolean clt_calendar_view_get_asked (CltCalendarView *self, gint64 *starts, gint64 *ends);

G_END_DECLS
