/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the calendar of training shows of a stretch of days: meetings with their course and their
 * seats, what calendars from elsewhere say, which days are worked. Read in one go, immutable, for the
 * screen and for paper. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* A meeting; of a plan that is only proposed, one of its times; or a session that has none. */
typedef struct
{
  gint64 id; /* of the meeting; without a time that of the session: ids are given out once */
  gint64 session_id, course_id;
  gint64 starts, ends; /* Unix seconds */
  guint level;         /* index in CltTimetable.levels */
  char *code, *course; /* "A1", its name */
  char *session;       /* "A1/2026-3" */
  char *method;        /* key of clt_course_methods */
  char *room, *lecturer, *link;
  char *state;      /* of the session: planned published held; "proposed" */
  int seats, taken; /* in the room and online; seats -1: not limited online */
  int waiting, meetings;
  gboolean untimed; /* studied alone, or not given a time yet: from its first day to its last */
} CltTimetableEntry;

typedef struct
{
  gint64 starts, ends;
  gboolean holiday, all_day;
  char *calendar, *summary;
} CltTimetableSpan;

typedef enum
{
  CLT_TIMETABLE_TRADING,
  CLT_TIMETABLE_WORKING, /* no trading: a weekend that is worked, or not a trading day */
  CLT_TIMETABLE_HOLIDAY,
} CltTimetableDay;

typedef struct
{
  CltDay from, to;
  GPtrArray *entries; /* CltTimetableEntry, earliest first; without what was cancelled */
  GPtrArray *untimed; /* CltTimetableEntry of sessions without meetings, earliest first */
  GPtrArray *spans;   /* CltTimetableSpan of imported calendars, earliest first */
  GPtrArray *levels;  /* char*: "L0 Getting started", from shallow to deep */
  guint8 *days;       /* CltTimetableDay of each day */
  int open, close;    /* minutes of the day at which the branch opens and closes */
  guint n_courses;    /* that are not archived */
} CltTimetable;

CltTimetable *clt_timetable_load (CltConn *conn, CltDay from, CltDay to, GError **error);
void clt_timetable_free (CltTimetable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTimetable, clt_timetable_free)
void clt_timetable_entry_free (CltTimetableEntry *entry);
CltTimetableDay clt_timetable_get_day (const CltTimetable *table, CltDay day);
/* (nullable): the name of the holiday that an imported calendar tells. */
const char *clt_timetable_get_holiday (const CltTimetable *table, CltDay day);
/* (nullable): what is written beside a day on which nobody works: its name, else “Holiday”. */
const char *clt_timetable_get_day_off (const CltTimetable *table, CltDay day);
/* Whether it is on one of these days: on that on which it begins, without a time on all of its days. */
gboolean clt_timetable_entry_touches (const CltTimetableEntry *entry, CltDay from, CltDay to);
/* "12/20", "12" where seats are not limited. (transfer full) */
char *clt_timetable_entry_format_seats (const CltTimetableEntry *entry);
/* Course, day, time, room, lecturer, seats and state in a sentence. (transfer full) */
char *clt_timetable_entry_describe (const CltTimetableEntry *entry);

/* One month of one level. */
typedef struct
{
  guint sessions, meetings;
  int minutes, seats, taken;
} CltTimetableCell;
void clt_timetable_sum (const CltTimetable *table, guint level, int month, CltTimetableCell *cell);
/* “Jan”: over the columns of a year. @index: 0 to 11. */
const char *clt_timetable_get_month_label (guint index);
/* Whether @cell of @month is a gap in the plan: nothing is held in it, and it is not over. */
gboolean clt_timetable_cell_is_gap (const CltTimetableCell *cell, int month);
/* What is held in it, each once, earliest first: courses, "A1 A2", or sessions, "A1/2026-3, A2/2026-1";
 * "" where nothing is. (transfer full) */
char *
clt_timetable_list_month (const CltTimetable *table, guint level, int month, gboolean sessions);

/* What stands side by side because it overlaps in time. */
typedef struct
{
  gint64 starts, ends;
  guint lane, n_lanes; /* written: which of how many equal columns */
} CltLaneSpan;
/* No two that overlap share a lane; those that touch each other directly or over others share the
 * number of lanes. In any order. O(n log n + n x lanes). */
void clt_lanes_assign (CltLaneSpan *spans, guint n);

G_END_DECLS
