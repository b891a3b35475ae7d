/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the calendar asks of the workers of CltStore. */

#include "core/report/clt-paper.h"
#include "core/store/clt-store.h"
#include "core/training/clt-timetable.h"

G_BEGIN_DECLS

/* Both days included. */
typedef struct
{
  CltDay from, to;
} CltCalendarStretch;

/* @data of the following three: a CltCalendarStretch. */
gpointer clt_calendar_job_read (CltConn *conn, gpointer data, GCancellable *, GError **error);
gboolean clt_calendar_job_export (CltConn *conn,
                                  gpointer data,
                                  const CltExportOptions *options,
                                  GError **error);
CltPaper *clt_calendar_job_print (CltConn *conn,
                                  gpointer data,
                                  const CltExportOptions *options,
                                  GError **error);

/* What stands against a session (element-type CltClash). @data: its id, a gint64. */
gpointer clt_calendar_job_check (CltConn *conn, gpointer data, GCancellable *, GError **error);

/* Something to be done to a session. */
typedef struct
{
  gint64 session_id, meeting_id, course_id;
  char *name;
  CltDay day;
} CltCalendarJob;

CltCalendarJob *clt_calendar_job_new (const CltTimetableEntry *entry);
CltCalendarJob *clt_calendar_job_copy (const CltCalendarJob *job);
void clt_calendar_job_free (gpointer job);
/* Inside an action. @data: a CltCalendarJob. */
gboolean clt_calendar_job_publish (CltConn *conn, gpointer data, GError **error);
gboolean clt_calendar_job_copy_session (CltConn *conn, gpointer data, GError **error);
gboolean clt_calendar_job_cancel_meeting (CltConn *conn, gpointer data, GError **error);
gboolean clt_calendar_job_cancel_session (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
