/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-services-export.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-catalogue-book.h"
#include "core/report/clt-export-ledger.h"
#include "core/report/clt-send-list.h"

/* What the four jobs are about; each uses its part. */
typedef struct
{
  CltDay day;
  gint64 push_id;
  CltLedgerQuestion question;
  char *title; /* owned (nullable) */
} Subject;

static void
subject_free (gpointer data)
{
  g_free (((Subject *) data)->title);
  g_free (data);
}

static CltExportJob *
job_new (const char *title,
         const char *name,
         gboolean book_only,
         gboolean (*run) (CltConn *, gpointer, const CltExportOptions *, GError **),
         const Subject *subject)
{
  static const char *const book[] = { "xlsx", NULL };
  static const char *const table[] = { "xlsx", "csv", NULL };
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (title);
  job->name = g_strdup (name);
  job->endings = book_only ? book : table;
  job->run = run;
  job->data = g_memdup2 (subject, sizeof *subject);
  job->data_free = subject_free;
  return job;
}

static gboolean
run_catalogue (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_export_catalogue (conn, ((const Subject *) data)->day, options, NULL, error);
}

CltExportJob *
clt_services_export_catalogue (CltDay day)
{
  const Subject subject = { .day = day };

  return job_new (_ ("Export Catalogue and Matrix"), _ ("Services"), TRUE, run_catalogue, &subject);
}

static gboolean
run_push (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_send_list_export (conn, ((const Subject *) data)->push_id, "", options, NULL, error);
}

CltExportJob *
clt_services_export_push (gint64 id, const char *name)
{
  const Subject subject = { .push_id = id };

  return job_new (_ ("Export the Send List"), name, FALSE, run_push, &subject);
}

static gboolean
run_ledger (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const Subject *subject = data;
  g_autoptr (GPtrArray) debts = clt_ledger_question_ask (conn, &subject->question, error);

  return debts != NULL && clt_export_debts (conn, debts, subject->title, options, error);
}

CltExportJob *
clt_services_export_ledger (const CltLedgerQuestion *question, const char *title)
{
  const Subject subject = { .question = *question, .title = g_strdup (title) };

  return job_new (_ ("Export the List"), _ ("Ledger"), FALSE, run_ledger, &subject);
}

static gboolean
run_log (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  CltDay day = ((const Subject *) data)->day, first, last;

  clt_period_bounds (CLT_PERIOD_YEAR, day, &first, &last);
  return clt_export_deliveries (conn, first, day, options, NULL, error);
}

CltExportJob *
clt_services_export_log (CltDay day)
{
  const Subject subject = { .day = day };

  return job_new (_ ("Export the Delivery Log"), _ ("Deliveries"), FALSE, run_log, &subject);
}
