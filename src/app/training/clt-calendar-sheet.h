/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCalendarSheet: what the views of the calendar show and where one is in it: the timetable that
 * was read, what is only proposed, the cursor, the session that it is on, and a move that is not kept
 * yet. The views draw it and move in it; the pane acts on it. Main thread only.
 *
 * Signals:
 *   "changed": something is to be drawn anew
 *   "moved": the cursor went elsewhere
 *   "shifted": a move began, goes on or ended
 *   "dropped": a move was made by mouse, and the button let go
 *   "opened": Enter or a double click on a session
 *   "asked" (gint64 starts, gint64 ends): something new is wanted there */

#include <glib-object.h>

#include "core/training/clt-timetable.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CALENDAR_WEEK,
  CLT_CALENDAR_MONTH,
  CLT_CALENDAR_YEAR,
} CltCalendarKind;

#define CLT_CALENDAR_SLOT 30    /* minutes that the cursor goes at a time */
#define CLT_CALENDAR_QUARTER 15 /* minutes by which a session is moved */

#define CLT_TYPE_CALENDAR_SHEET (clt_calendar_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CltCalendarSheet, clt_calendar_sheet, CLT, CALENDAR_SHEET, GObject)

CltCalendarSheet *clt_calendar_sheet_new (void);
void clt_calendar_sheet_take_table (CltCalendarSheet *self, CltTimetable *table);
/* (nullable) (transfer none): before anything was read. */
const CltTimetable *clt_calendar_sheet_get_table (CltCalendarSheet *self);
/* What is proposed: (element-type CltTimetableEntry), with ids below 0; NULL: nothing. */
void clt_calendar_sheet_take_drafts (CltCalendarSheet *self, GPtrArray *drafts);
/* Both, earliest first, where they are now. (element-type CltTimetableEntry) (transfer none) */
const GPtrArray *clt_calendar_sheet_get_entries (CltCalendarSheet *self);
/* In minutes of the day: what a week shows, at least the opening hours. */
void clt_calendar_sheet_get_hours (CltCalendarSheet *self, int *open, int *close);

void clt_calendar_sheet_set_kind (CltCalendarSheet *self, CltCalendarKind kind);
CltCalendarKind clt_calendar_sheet_get_kind (CltCalendarSheet *self);
/* The days that are shown: whole weeks. */
void clt_calendar_sheet_get_period (CltCalendarSheet *self, CltDay *from, CltDay *to);
/* The days that are meant: of a month its own. */
void clt_calendar_sheet_get_subject (CltCalendarSheet *self, CltDay *from, CltDay *to);
/* (transfer full) */
char *clt_calendar_sheet_dup_title (CltCalendarSheet *self);
void clt_calendar_sheet_turn (CltCalendarSheet *self, int pages);
/* The row of a year, an index in the levels of the timetable. */
guint clt_calendar_sheet_get_level (CltCalendarSheet *self);
void clt_calendar_sheet_set_level (CltCalendarSheet *self, guint level);

CltDay clt_calendar_sheet_get_day (CltCalendarSheet *self);
int clt_calendar_sheet_get_minute (CltCalendarSheet *self);
/* The session that begins first at that time, if any, is selected. */
void clt_calendar_sheet_go (CltCalendarSheet *self, CltDay day, int minute);
/* One step with an arrow key. */
void clt_calendar_sheet_step (CltCalendarSheet *self, int right, int down);
/* To the next session that is shown, or the one before; FALSE: there is none. */
gboolean clt_calendar_sheet_step_session (CltCalendarSheet *self, gboolean back);
void clt_calendar_sheet_select (CltCalendarSheet *self, gint64 id);
/* The same for what was just kept: it is selected as soon as the table has it. */
void clt_calendar_sheet_await (CltCalendarSheet *self, gint64 id, gint64 starts);
/* (nullable) (transfer none) */
const CltTimetableEntry *clt_calendar_sheet_get_selected (CltCalendarSheet *self);
const CltTimetableEntry *clt_calendar_sheet_find (CltCalendarSheet *self, gint64 id);
/* What the cursor is on, in words. (transfer full) */
char *clt_calendar_sheet_describe (CltCalendarSheet *self);

/* Moves the selected session, or makes it longer, without keeping it. FALSE: it cannot be moved. */
gboolean clt_calendar_sheet_shift (CltCalendarSheet *self, int days, int minutes);
gboolean clt_calendar_sheet_stretch (CltCalendarSheet *self, int minutes);
gboolean clt_calendar_sheet_place (CltCalendarSheet *self, gint64 id, gint64 starts, gint64 ends);
void clt_calendar_sheet_drop (CltCalendarSheet *self);
/* What is being moved, and whereto; FALSE: nothing. */
gboolean
clt_calendar_sheet_get_shift (CltCalendarSheet *self, gint64 *id, gint64 *starts, gint64 *ends);
/* The move is over: where the session is now is where the table says. */
void clt_calendar_sheet_end_shift (CltCalendarSheet *self);

void clt_calendar_sheet_open (CltCalendarSheet *self);
void clt_calendar_sheet_ask (CltCalendarSheet *self, gint64 starts, gint64 ends);

G_END_DECLS
