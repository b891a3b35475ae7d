/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaint-job.h"

#include "core/complaints/clt-complaint-deadline.h"
#include "core/complaints/clt-complaint-letter.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/people/clt-staff.h"
#include "core/store/clt-attachment.h"

CltComplaintJob *
clt_complaint_job_new (gint64 id,
                       const char *who,
                       const char *key,
                       const char *text,
                       const char *reason)
{
  CltComplaintJob *job = g_new0 (CltComplaintJob, 1);

  job->id = id;
  job->who = g_strdup (who);
  job->key = g_strdup (key == NULL ? "" : key);
  job->text = g_strdup (text == NULL ? "" : text);
  job->reason = g_strdup (reason == NULL ? "" : reason);
  job->day = CLT_DAY_NONE;
  return job;
}

void
clt_complaint_job_free (gpointer data)
{
  CltComplaintJob *job = data;

  g_free (job->who);
  g_free (job->key);
  g_free (job->text);
  g_free (job->reason);
  g_clear_pointer (&job->fields, g_ptr_array_unref);
  g_free (job);
}

void
clt_complaint_job_take_field (CltComplaintJob *job, const char *field, char *value)
{
  if (job->fields == NULL)
    job->fields = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (job->fields, g_strdup (field));
  g_ptr_array_add (job->fields, value);
}

static gboolean
set_fields (CltConn *conn, const CltComplaintJob *job, GError **error)
{
  for (guint i = 0; job->fields != NULL && i < job->fields->len; i += 2)
    if (!clt_complaint_set_field (conn, job->id, job->fields->pdata[i], job->fields->pdata[i + 1],
                                  error))
      return FALSE;
  return TRUE;
}

/* Of the staff, as far as the desk is one of theirs. */
static gboolean
find_actor (CltConn *conn, const CltComplaintJob *job, gint64 *staff_id, GError **error)
{
  gboolean sees_all;

  return clt_staff_find_who (conn, job->who, staff_id, &sees_all, error);
}

gboolean
clt_complaint_job_set (CltConn *conn, gpointer data, GError **error)
{
  return set_fields (conn, data, error);
}

gboolean
clt_complaint_job_move (CltConn *conn, gpointer data, GError **error)
{
  const CltComplaintJob *job = data;
  gint64 staff_id;

  return set_fields (conn, job, error) && find_actor (conn, job, &staff_id, error) &&
         clt_complaint_move (conn, job->id, job->key, staff_id, job->reason, job->text, error);
}

gboolean
clt_complaint_job_stop (CltConn *conn, gpointer data, GError **error)
{
  const CltComplaintJob *job = data;

  return clt_complaint_stop (conn, job->id, job->reason, error);
}

gboolean
clt_complaint_job_resume (CltConn *conn, gpointer data, GError **error)
{
  return clt_complaint_resume (conn, ((const CltComplaintJob *) data)->id, error);
}

gboolean
clt_complaint_job_extend (CltConn *conn, gpointer data, GError **error)
{
  const CltComplaintJob *job = data;

  return clt_complaint_extend (conn, job->id, job->staff_id, job->reason, error);
}

gboolean
clt_complaint_job_add_remedy (CltConn *conn, gpointer data, GError **error)
{
  const CltComplaintJob *job = data;

  return clt_complaint_add_remedy (conn, job->id, job->staff_id, job->day, job->text, error) != 0;
}

gboolean
clt_complaint_job_finish_remedy (CltConn *conn, gpointer data, GError **error)
{
  const CltComplaintJob *job = data;

  return clt_complaint_finish_remedy (conn, job->id, job->text, error);
}

/* ---- letters ------------------------------------------------------------------------------- */

static gint64
write_letter (CltConn *conn, const CltComplaintJob *job, GError **error)
{
  gint64 staff_id;

  if (!find_actor (conn, job, &staff_id, error))
    return 0;
  return clt_complaint_letter_keep (conn, job->id, job->key, job->text, staff_id, error);
}

gboolean
clt_complaint_job_write_letter (CltConn *conn, gpointer data, GError **error)
{
  return write_letter (conn, data, error) != 0;
}

gboolean
clt_complaint_job_write_and_send (CltConn *conn, gpointer data, GError **error)
{
  gint64 letter = write_letter (conn, data, error);

  return letter != 0 && clt_complaint_letter_send (conn, letter, error);
}

gboolean
clt_complaint_job_send_letter (CltConn *conn, gpointer data, GError **error)
{
  return clt_complaint_letter_send (conn, ((const CltComplaintJob *) data)->id, error);
}

/* ---- evidence ------------------------------------------------------------------------------ */

gboolean
clt_complaint_job_attach (CltConn *conn, gpointer data, GError **error)
{
  const CltComplaintJob *job = data;

  return clt_attachment_add_file (conn, "complaint", job->id, job->text, error) != 0;
}

gboolean
clt_complaint_job_detach (CltConn *conn, gpointer data, GError **error)
{
  const CltComplaintJob *job = data;
  g_autoptr (GPtrArray) files = clt_attachment_list (conn, "complaint", job->id, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const CltAttachment *file = files->pdata[i];

      /* of several with that name the first */
      if (g_str_equal (file->name, job->text))
        return clt_attachment_remove (conn, file->id, error);
    }
  return files != NULL;
}
