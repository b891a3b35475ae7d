/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-job.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-export-questionnaire.h"

static gint64 *
dup_version (const CltDesign *design)
{
  return g_memdup2 (&design->form->version_id, sizeof design->form->version_id);
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_export_questionnaire (conn, *(const gint64 *) data, 0, options, error);
}

CltExportJob *
clt_questionnaire_job_export (const CltDesign *design)
{
  static const char *const endings[] = { "html", "pdf", "json", NULL };
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (_ ("Export the Questionnaire"));
  job->name = g_strdup (design->head->name);
  job->endings = endings;
  job->run = run_export;
  job->data = dup_version (design);
  job->data_free = g_free;
  return job;
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_new_questionnaire (conn, *(const gint64 *) data, 0, options, error);
}

CltPrintJob *
clt_questionnaire_job_print (const CltDesign *design)
{
  return clt_print_job_new (read_paper, dup_version (design), g_free);
}
