/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+P: a worker reads what is to be printed, a window shows its pages. */
#include "app/shell/clt-window-private.h"

#include "app/shell/clt-print-window.h"
#include "core/base/clt-i18n.h"

typedef struct
{
  CltWindow *window;     /* owned */
  CltPrintJob *job;      /* owned */
  CltProgress *progress; /* owned */
  char *who;             /* owned */
} Print;

static void
print_free (Print *print)
{
  g_object_unref (print->window);
  clt_print_job_free (print->job);
  clt_progress_unref (print->progress);
  g_free (print->who);
  g_free (print);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Print, print_free)

static gpointer
read_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Print *print = data;
  CltExportOptions options = {
    .who = print->who,
    .progress = clt_progress_set,
    .progress_data = print->progress,
    .cancellable = cancellable,
  };

  return print->job->read (conn, print->job->data, &options, error);
}

static void
on_store_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Print) print = user_data;
  CltWindow *self = print->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPaper) paper = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->gone)
    return;
  clt_task_bar_end (self->task_bar, print->progress);
  if (paper != NULL && self->desk != NULL)
    gtk_window_present (GTK_WINDOW (clt_print_window_new (GTK_WINDOW (self), self->desk, paper)));
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    clt_desk_fail (self->desk, error);
}

/* Takes @job. */
static void
run_job (CltWindow *self, CltPrintJob *job)
{
  Print *print = g_new0 (Print, 1);

  print->window = g_object_ref (self);
  print->job = job;
  print->who = g_strdup (clt_desk_get_who (self->desk));
  print->progress = clt_task_bar_begin (self->task_bar, _ ("Preparing the pages…"));
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       read_in_worker, print, NULL, (GDestroyNotify) clt_paper_unref,
                       clt_progress_get_cancellable (print->progress), on_store_read_cb, print);
}

void
clt_window_print (CltWindow *self)
{
  CltPrintJob *job = clt_page_create_print (clt_window_get_page (self));

  if (job != NULL)
    run_job (self, job);
  else
    clt_desk_tell (self->desk, _ ("There is nothing to print here"));
}

static CltPaper *
read_card (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_new_card (conn, *(gint64 *) data, options, error);
}

void
clt_window_print_client (CltWindow *self, gint64 client)
{
  run_job (self, clt_print_job_new (read_card, g_memdup2 (&client, sizeof client), g_free));
}
