/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-calendar-jobs.h"

#include "core/report/clt-export-training.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-plan.h"
#include "core/training/clt-session.h"

gpointer
clt_calendar_job_read (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCalendarStretch *stretch = data;

  return clt_timetable_load (conn, stretch->from, stretch->to, error);
}

gboolean
clt_calendar_job_export (CltConn *conn,
                         gpointer data,
                         const CltExportOptions *options,
                         GError **error)
{
  const CltCalendarStretch *stretch = data;

  return clt_export_training (conn, stretch->from, stretch->to, options, NULL, error);
}

CltPaper *
clt_calendar_job_print (CltConn *conn,
                        gpointer data,
                        const CltExportOptions *options,
                        GError **error)
{
  const CltCalendarStretch *stretch = data;

  return clt_paper_new_timetable (conn, stretch->from, stretch->to, options, error);
}

gpointer
clt_calendar_job_check (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_clash_check_session (conn, *(const gint64 *) data, error);
}

CltCalendarJob *
clt_calendar_job_new (const CltTimetableEntry *entry)
{
  CltCalendarJob *job = g_new0 (CltCalendarJob, 1);

  job->session_id = entry->session_id;
  job->meeting_id = entry->id;
  job->course_id = entry->course_id;
  job->name = g_strdup (entry->session);
  return job;
}

CltCalendarJob *
clt_calendar_job_copy (const CltCalendarJob *job)
{
  CltCalendarJob *copy = g_memdup2 (job, sizeof *job);

  copy->name = g_strdup (job->name);
  return copy;
}

void
clt_calendar_job_free (gpointer data)
{
  CltCalendarJob *job = data;

  g_free (job->name);
  g_free (job);
}

gboolean
clt_calendar_job_publish (CltConn *conn, gpointer data, GError **error)
{
  return clt_session_publish (conn, ((CltCalendarJob *) data)->session_id, error);
}

gboolean
clt_calendar_job_copy_session (CltConn *conn, gpointer data, GError **error)
{
  const CltCalendarJob *job = data;
  g_autofree char *prefix = clt_plan_format_prefix (job->day);
  g_autofree char *code = clt_session_dup_free_code (conn, job->course_id, prefix, error);
  gint64 copy = code == NULL ? 0 : clt_session_copy (conn, job->session_id, code, job->day, error);

  return copy != 0 && clt_session_name_action (conn, copy, error);
}

gboolean
clt_calendar_job_cancel_meeting (CltConn *conn, gpointer data, GError **error)
{
  return clt_meeting_cancel (conn, ((CltCalendarJob *) data)->meeting_id, error);
}

gboolean
clt_calendar_job_cancel_session (CltConn *conn, gpointer data, GError **error)
{
  return clt_session_cancel (conn, ((CltCalendarJob *) data)->session_id, error);
}
