/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the window of lecturers and rooms asks of the workers of CltStore. */

#include "core/calendar/clt-agenda.h"
#include "core/store/clt-store.h"
#include "core/training/clt-room.h"
#include "core/training/clt-teaching.h"

G_BEGIN_DECLS

typedef struct
{
  CltDay from, to;      /* a quarter */
  GPtrArray *teaching;  /* CltTeaching */
  GPtrArray *rooms;     /* CltRoom */
  GPtrArray *calendars; /* CltAgenda: from elsewhere */
  GPtrArray *busy;      /* CltBusySpan: of these, in the quarter */
} CltTeachingRecord;
void clt_teaching_record_free (gpointer record);
/* @data: a CltDay of the quarter. */
gpointer clt_teaching_record_load (CltConn *conn, gpointer data, GCancellable *, GError **error);

/* A lecturer or a room as it was written down. */
typedef struct
{
  gint64 id; /* 0: a new one */
  char *name;
  char *second; /* codes of courses that he teaches; where the room is */
  gint64 money; /* fen an hour */
  int seats;
  gboolean archived;
} CltTeachingOrder;
CltTeachingOrder *clt_teaching_order_new (gint64 id);
void clt_teaching_order_free (gpointer order);
/* Inside an action. */
gboolean clt_teaching_order_save_lecturer (CltConn *conn, gpointer data, GError **error);
gboolean clt_teaching_order_save_room (CltConn *conn, gpointer data, GError **error);

/* How often a calendar keeps somebody busy in the quarter, or is only shown. */
guint clt_teaching_record_count_busy (const CltTeachingRecord *record, const char *calendar);
/* Inside an action. @name: of the calendar. */
gboolean clt_teaching_remove_calendar (CltConn *conn, gpointer name, GError **error);

/* A calendar file that is read. */
typedef struct
{
  char *name;
  GBytes *bytes;
  gint64 room_id, lecturer_id;
  gboolean holiday;
} CltCalendarImport;
void clt_calendar_import_free (gpointer import);
/* Inside an action. */
gboolean clt_calendar_import_run (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
