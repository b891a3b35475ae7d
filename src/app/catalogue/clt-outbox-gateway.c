/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-outbox-gateway.h"

#include <adwaita.h>

#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-export-sends.h"
#include "core/report/clt-send-list.h"
#include "core/report/clt-sms-results.h"

/* Lines of a gateway's file that are told one by one. */
#define MAX_TOLD 12

/* One file, written or read. */
typedef struct
{
  GtkWidget *parent; /* weak */
  CltDesk *desk;     /* owned */
  char *path, *who;
  guint n, n_blocked;  /* written */
  CltSendResult *sent; /* owned (nullable): of a send list */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_weak_pointer (&job->parent);
  g_object_unref (job->desk);
  g_clear_pointer (&job->sent, clt_send_result_free);
  g_free (job->path);
  g_free (job->who);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (GtkWidget *parent, CltDesk *desk)
{
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->parent, parent);
  job->desk = g_object_ref (desk);
  job->who = g_strdup (clt_desk_get_who (desk));
  return job;
}

/* The tab has been closed meanwhile. */
static gboolean
is_gone (const Job *job)
{
  return job->parent == NULL || gtk_widget_get_root (job->parent) == NULL;
}

static GtkWindow *
get_window (GtkWidget *parent)
{
  return GTK_WINDOW (gtk_widget_get_root (parent));
}

/* Straight to the store: what has gone out is no action. Takes @job; nothing happens without a file. */
static void
run (Job *job,
     GFile *file,
     CltStoreFunc func,
     GDestroyNotify result_free,
     GAsyncReadyCallback callback)
{
  job->path = file == NULL ? NULL : g_file_get_path (file);
  if (job->path == NULL || is_gone (job))
    {
      job_free (job);
      return;
    }
  clt_store_run_async (clt_desk_get_store (job->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT, func,
                       job, NULL, result_free, NULL, callback, job);
}

/* ---- writing -------------------------------------------------------------------------------- */

static gpointer
export_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  const CltExportOptions options = { .path = job->path, .who = job->who, .purpose = "sms" };

  clt_export_sms (conn, &options, &job->n, &job->n_blocked, error);
  return NULL;
}

static void
on_exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *text = NULL;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  if (is_gone (job))
    return;
  if (error != NULL)
    {
      clt_desk_fail (job->desk, error);
      return;
    }
  text =
    job->n == 0
      ? g_strdup (_ ("No short message waits; no file was written"))
      : g_strdup_printf (ngettext ("%u short message in “%s”", "%u short messages in “%s”", job->n),
                         job->n, name);
  clt_desk_tell (job->desk, text);
}

static void
on_export_file_cb (GFile *file, gpointer user_data)
{
  run (user_data, file, export_in_worker, NULL, on_exported_cb);
}

void
clt_outbox_gateway_export (GtkWidget *parent, CltDesk *desk)
{
  static const char *const endings[] = { "csv", "txt", NULL };
  g_autofree char *day = clt_day_format (clt_today ());
  /* Translators: a day; the name of a file. */
  g_autofree char *name = g_strdup_printf (_ ("Short Messages %s"), day);

  clt_dialogs_save_file (get_window (parent), _ ("Write the File for the SMS Gateway"), name,
                         endings, on_export_file_cb, job_new (parent, desk));
}

/* ---- reading -------------------------------------------------------------------------------- */

static gpointer
read_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_sms_results_take (conn, ((Job *) data)->path, error);
}

static void
show_rejects (GtkWidget *parent, const char *outcome, const GPtrArray *rejects)
{
  g_autoptr (GString) body = g_string_new (outcome);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("%u Line Was Not Understood", "%u Lines Were Not Understood",
                               rejects->len),
                     rejects->len);
  GtkWidget *dialog;

  g_string_append (body, "\n");
  for (guint i = 0; i < rejects->len && i < MAX_TOLD; i++)
    {
      const CltSendReject *reject = rejects->pdata[i];

      /* Translators: number of a line in a file, then what is wrong in it. */
      g_string_append_printf (body, _ ("\nLine %d: %s"), (int) reject->line, reject->reason);
    }
  if (rejects->len > MAX_TOLD)
    g_string_append (body, "\n…");
  dialog = adw_message_dialog_new (get_window (parent), heading, body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_results_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  CltSmsResults *results = clt_store_run_finish (CLT_STORE (object), result, &error);
  g_autofree char *outcome = NULL;

  if (results != NULL)
    /* Translators: numbers of short messages. */
    outcome = g_strdup_printf (_ ("%u sent, %u failed, %u open still, %u as before"), results->sent,
                               results->failed, results->open, results->same);
  if (!is_gone (job) && results == NULL)
    clt_desk_fail (job->desk, error);
  else if (!is_gone (job) && results->rejects->len > 0)
    show_rejects (job->parent, outcome, results->rejects);
  else if (!is_gone (job))
    clt_desk_tell (job->desk, outcome);
  g_clear_pointer (&results, clt_sms_results_free);
}

static void
on_results_file_cb (GFile *file, gpointer user_data)
{
  run (user_data, file, read_in_worker, (GDestroyNotify) clt_sms_results_free, on_results_read_cb);
}

void
clt_outbox_gateway_open_results (GtkWidget *parent, CltDesk *desk)
{
  clt_dialogs_open_file (get_window (parent), _ ("Read the Results of the SMS Gateway"),
                         CLT_FILES_EXPORTS, NULL, on_results_file_cb, job_new (parent, desk));
}

void
clt_outbox_gateway_read_results (GtkWidget *parent, CltDesk *desk, GFile *file)
{
  on_results_file_cb (file, job_new (parent, desk));
}

/* ---- send lists ------------------------------------------------------------------------------ */

static gboolean
take_back_in_worker (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;

  job->sent = clt_send_list_take_back (conn, job->path, error);
  return job->sent != NULL;
}

/* The message with Undo tells which file; in a dialog stands what could not be taken. */
static void
on_taken_back_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = clt_desk_act_finish (CLT_DESK (object), result, &error);
  g_autofree char *outcome = NULL;

  if (is_gone (job))
    return;
  if (!done)
    {
      clt_desk_fail (job->desk, error);
      return;
    }
  /* Translators: numbers of rows. */
  outcome = g_strdup_printf (_ ("%u delivered, %u known already, %u still open, %u refused"),
                             job->sent->delivered, job->sent->same, job->sent->open,
                             job->sent->rejects->len);
  if (job->sent->rejects->len > 0)
    show_rejects (job->parent, outcome, job->sent->rejects);
  else if (job->sent->delivered == 0)
    clt_desk_tell (job->desk, outcome);
}

static void
on_send_list_file_cb (GFile *file, gpointer user_data)
{
  Job *job = user_data;
  g_autofree char *name = file == NULL ? NULL : g_file_get_basename (file);

  job->path = file == NULL ? NULL : g_file_get_path (file);
  if (job->path == NULL || is_gone (job))
    {
      job_free (job);
      return;
    }
  clt_desk_act_async (job->desk, "delivery.import", name, take_back_in_worker, job, NULL,
                      on_taken_back_cb, job);
}

void
clt_outbox_gateway_open_send_list (GtkWidget *parent, CltDesk *desk)
{
  clt_dialogs_open_file (get_window (parent), _ ("Read a Marked Send List"), CLT_FILES_EXPORTS,
                         NULL, on_send_list_file_cb, job_new (parent, desk));
}
