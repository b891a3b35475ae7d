/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-services-export.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-catalogue-book.h"
#include "core/report/clt-export-ledger.h"
#include "core/report/clt-listing.h"
#include "core/report/clt-paper.h"
#include "core/report/clt-send-list.h"

/* What the jobs are about; each uses its part. */
typedef struct
{
  CltDay day;
  int state;
  gint64 push_id;
  CltLedgerQuestion question;
  char *words;             /* owned (nullable): of the question */
  char *title;             /* owned (nullable) */
  CltPushPlan *plan;       /* owned (nullable) */
  CltGreetingOrder *order; /* owned (nullable) */
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->words);
  g_free (subject->title);
  g_clear_pointer (&subject->plan, clt_push_plan_free);
  g_clear_pointer (&subject->order, clt_greeting_order_free);
  g_free (subject);
}

static const char *const book[] = { "xlsx", NULL };
static const char *const table[] = { "xlsx", "csv", NULL };
static const char *const list[] = { "xlsx", "csv", "pdf", NULL };

static CltExportJob *
job_new (const char *title,
         const char *name,
         const char *const *endings,
         gboolean (*run) (CltConn *, gpointer, const CltExportOptions *, GError **),
         const Subject *subject)
{
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (title);
  job->name = g_strdup (name);
  job->endings = endings;
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

  return job_new (_ ("Export Catalogue and Matrix"), _ ("Services"), book, run_catalogue, &subject);
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

  return job_new (_ ("Export the Send List"), name, table, run_push, &subject);
}

static gboolean
run_ledger (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const Subject *subject = data;
  g_autoptr (GPtrArray) debts = clt_ledger_question_ask (conn, &subject->question, error);

  return debts != NULL &&
         clt_export_debts (conn, debts, subject->question.day, subject->title, options, error);
}

CltExportJob *
clt_services_export_ledger (const CltLedgerQuestion *question, const char *title)
{
  Subject subject = { .question = *question, .title = g_strdup (title) };

  subject.question.words = subject.words = g_strdup (question->words);
  return job_new (_ ("Export the List"), _ ("Ledger"), table, run_ledger, &subject);
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

  return job_new (_ ("Export the Delivery Log"), _ ("Deliveries"), table, run_log, &subject);
}

/* ---- lists as they stand on the screen ------------------------------------------------------- */

/* @listing: (transfer full) (nullable) */
static gboolean
write_listing (CltConn *conn, CltListing *made, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = made;

  return listing != NULL && clt_export_listing (conn, listing, options, error);
}

static gboolean
run_messages (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const Subject *subject = data;

  return write_listing (conn,
                        clt_listing_new_messages (conn, subject->state, subject->title, error),
                        options, error);
}

CltExportJob *
clt_services_export_messages (int state, const char *words)
{
  const Subject subject = { .state = state, .title = g_strdup (words) };

  return job_new (_ ("Export the Messages"), _ ("Outbox"), list, run_messages, &subject);
}

static gboolean
run_plan (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltPushPlan *plan = ((const Subject *) data)->plan;
  g_autoptr (CltPushPreview) preview = clt_push_preview (conn, plan, error);

  return preview != NULL &&
         write_listing (conn, clt_listing_new_preview (conn, preview, NULL, plan->name, error),
                        options, error);
}

CltExportJob *
clt_services_export_plan (CltPushPlan *plan)
{
  const Subject subject = { .plan = plan };

  return job_new (_ ("Export Who Would Get It"), plan->name, list, run_plan, &subject);
}

/* (nullable) */
static CltListing *
list_greetings (CltConn *conn, const Subject *subject, GError **error)
{
  const CltGreetingOrder *order = subject->order;
  g_autoptr (CltPushPreview) preview = clt_greeting_order_preview (conn, order, error);
  g_autoptr (GPtrArray) greeted =
    preview == NULL ? NULL
                    : clt_greeting_list_greeted (conn, &order->occasion, order->expression, error);

  return greeted == NULL ? NULL
                         : clt_listing_new_preview (conn, preview, greeted, subject->title, error);
}

static gboolean
run_greetings (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return write_listing (conn, list_greetings (conn, data, error), options, error);
}

CltExportJob *
clt_services_export_greetings (CltGreetingOrder *order, const char *title)
{
  const Subject subject = { .order = order, .title = g_strdup (title) };

  return job_new (_ ("Export Who Is Greeted"), title, list, run_greetings, &subject);
}

static CltPaper *
read_greetings (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = list_greetings (conn, data, error);

  return listing == NULL ? NULL : clt_paper_new_listing (conn, listing, options, error);
}

CltPrintJob *
clt_services_print_greetings (CltGreetingOrder *order, const char *title)
{
  const Subject subject = { .order = order, .title = g_strdup (title) };

  return clt_print_job_new (read_greetings, g_memdup2 (&subject, sizeof subject), subject_free);
}

static CltPaper *
read_cards (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_new_service_card (conn, CLT_TIER_UNRATED, *(CltDay *) data, options, error);
}

CltPrintJob *
clt_services_print_cards (CltDay day)
{
  return clt_print_job_new (read_cards, g_memdup2 (&day, sizeof day), g_free);
}

static CltPaper *
read_ledger (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltLedgerQuestion *question = data;
  g_autoptr (CltListing) listing =
    clt_listing_new_ledger (conn, question->day, question->tier, error);

  return listing == NULL ? NULL : clt_paper_new_listing (conn, listing, options, error);
}

CltPrintJob *
clt_services_print_ledger (CltDay day, int tier)
{
  const CltLedgerQuestion question = { .day = day, .tier = tier };

  return clt_print_job_new (read_ledger, g_memdup2 (&question, sizeof question), g_free);
}
