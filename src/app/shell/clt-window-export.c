/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+E: the page says what it can be written as, a dialog asks where, a worker writes. */
#include "app/shell/clt-window-private.h"

#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"

typedef struct
{
  CltWindow *window;     /* owned */
  CltExportJob *job;     /* owned */
  CltProgress *progress; /* owned (nullable) */
  GFile *file;           /* owned (nullable) */
  char *who;             /* owned */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->window);
  clt_export_job_free (export->job);
  g_clear_pointer (&export->progress, clt_progress_unref);
  g_clear_object (&export->file);
  g_free (export->who);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

/* Every export is logged, and the readers may not write; a connection of its own keeps the
 * writer free meanwhile. */
static gpointer
export_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;
  g_autofree char *path = g_file_get_path (export->file);
  CltExportOptions options = {
    .path = path,
    .who = export->who,
    .purpose = "",
    .progress = clt_progress_set,
    .progress_data = export->progress,
    .cancellable = cancellable,
  };

  g_autoptr (CltConn) own = clt_branch_open (clt_conn_get_path (conn), CLT_CONN_WRITE, error);

  if (own == NULL)
    return NULL;
  clt_conn_set_cancellable (own, cancellable);
  export->job->run (own, export->job->data, &options, error);
  return NULL;
}

static void
on_store_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  CltWindow *self = export->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *uri = g_file_get_uri (export->file);
  g_autofree char *text = NULL;

  clt_store_run_finish (CLT_STORE (source), result, &error);
  if (self->gone)
    return;
  clt_task_bar_end (self->task_bar, export->progress);
  if (error != NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Written: %s"), name);
  clt_window_toast (self, text, _ ("_Open"), "win.show-uri", g_variant_new_string (uri));
}

static void
on_export_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  CltWindow *self = export->window;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (file == NULL || self->desk == NULL)
    return;
  export->file = g_object_ref (file);
  name = g_file_get_basename (file);
  /* Translators: %s is the name of a file. */
  label = g_strdup_printf (_ ("Writing “%s”…"), name);
  export->progress = clt_task_bar_begin (self->task_bar, label);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       export_in_worker, export, NULL, NULL,
                       clt_progress_get_cancellable (export->progress), on_store_exported_cb,
                       export);
  g_steal_pointer (&export);
}

void
clt_window_export (CltWindow *self)
{
  CltExportJob *job = clt_page_create_export (clt_window_get_page (self));
  Export *export;

  if (job == NULL)
    {
      clt_desk_tell (self->desk, _ ("There is nothing to export here"));
      return;
    }
  export = g_new0 (Export, 1);
  export->window = g_object_ref (self);
  export->job = job;
  export->who = g_strdup (clt_desk_get_who (self->desk));
  clt_dialogs_save_file (GTK_WINDOW (self), job->title, job->name, job->endings,
                         on_export_file_chosen_cb, export);
}
