/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/research/clt-study-job.h"

#include "core/base/clt-text.h"
#include "core/report/clt-paper.h"

CltStudyJob *
clt_study_job_new (gint64 version_id, const char *who)
{
  CltStudyJob *job = g_new0 (CltStudyJob, 1);

  job->version_id = version_id;
  job->who = g_strdup (who);
  return job;
}

void
clt_study_job_free (gpointer data)
{
  CltStudyJob *job = data;

  g_free (job->who);
  g_free (job->section);
  g_free (job->text);
  g_clear_pointer (&job->order, clt_study_order_free);
  g_free (job);
}

gboolean
clt_study_job_create (CltConn *conn, gpointer data, GError **error)
{
  const CltStudyJob *job = data;
  g_autoptr (CltStudy) study =
    clt_study_prepare (conn, job->kind, job->client_id, job->author_id, clt_today (), error);

  if (study == NULL)
    return FALSE;
  if (job->text != NULL)
    clt_set_str (&study->title, job->text);
  return clt_study_save (conn, study, error);
}

gboolean
clt_study_job_set (CltConn *conn, gpointer data, GError **error)
{
  const CltStudyJob *job = data;
  g_autoptr (CltStudy) study = clt_study_load (conn, job->version_id, error);

  if (study == NULL)
    return FALSE;
  if (job->section == NULL)
    clt_set_str (&study->title, job->text);
  for (guint i = 0; job->section != NULL && i < study->sections->len; i++)
    {
      CltStudySection *section = study->sections->pdata[i];

      if (g_str_equal (section->key, job->section))
        clt_set_str (&section->text, job->text);
    }
  return clt_study_save (conn, study, error);
}

gboolean
clt_study_job_refresh (CltConn *conn, gpointer data, GError **error)
{
  return clt_study_refresh (conn, ((CltStudyJob *) data)->version_id, clt_today (), error);
}

gboolean
clt_study_job_submit (CltConn *conn, gpointer data, GError **error)
{
  return clt_study_submit (conn, ((CltStudyJob *) data)->version_id, error);
}

gboolean
clt_study_job_approve (CltConn *conn, gpointer data, GError **error)
{
  const CltStudyJob *job = data;

  return clt_study_review (conn, job->version_id, job->who, TRUE, job->text, error);
}

gboolean
clt_study_job_return (CltConn *conn, gpointer data, GError **error)
{
  const CltStudyJob *job = data;

  return clt_study_review (conn, job->version_id, job->who, FALSE, job->text, error);
}

gboolean
clt_study_job_revise (CltConn *conn, gpointer data, GError **error)
{
  return clt_study_revise (conn, ((CltStudyJob *) data)->version_id, clt_today (), error) != 0;
}

gboolean
clt_study_job_deliver (CltConn *conn, gpointer data, GError **error)
{
  CltStudyJob *job = data;
  const CltExportOptions options = { .who = job->who };
  g_autoptr (GBytes) paper = clt_paper_build_study (conn, job->order->version_id, &options, error);

  return paper != NULL && clt_study_deliver (conn, job->order, paper, error) != 0;
}
