/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-window-private.h"

#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/store/clt-backup.h"

/* Backups work on paths, not on the store's connections, so they have threads of their own. */
typedef struct
{
  CltWindow *window;     /* owned */
  char *path;            /* owned */
  char *backup;          /* owned (nullable): source of a restore, target of a backup */
  CltProgress *progress; /* owned (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->window);
  g_free (work->path);
  g_free (work->backup);
  g_clear_pointer (&work->progress, clt_progress_unref);
  g_free (work);
}

static Work *
work_new (CltWindow *self, const char *backup)
{
  Work *work = g_new0 (Work, 1);

  work->window = g_object_ref (self);
  work->path = g_file_get_path (self->file);
  work->backup = g_strdup (backup);
  return work;
}

static void
start (CltWindow *self,
       Work *work,
       GTaskThreadFunc func,
       GAsyncReadyCallback callback,
       GCancellable *cancellable)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, NULL);

  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, func);
}

/* ---- the daily copy ----------------------------------------------------------------------- */

static void
rotate_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  char *made = clt_backup_rotate (work->path, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, made, g_free);
}

static void
on_rotated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltWindow *self = CLT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *made = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *reason = NULL;
  g_autofree char *text = NULL;

  if (error == NULL || self->desk == NULL)
    return;
  reason = clt_problem_dup_sentence (error);
  /* Translators: %s says what went wrong. */
  text = g_strdup_printf (_ ("No backup could be made today. %s"), reason);
  clt_window_set_banner (self, text, _ ("_Back Up Now"), "win.back-up");
}

void
clt_window_rotate_backups (CltWindow *self)
{
  start (self, work_new (self, NULL), rotate_in_thread, on_rotated_cb, NULL);
}

/* ---- by hand ------------------------------------------------------------------------------ */

static void
back_up_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;

  if (clt_backup (work->path, work->backup, clt_progress_set, work->progress, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltWindow *self = CLT_WINDOW (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (work->backup);
  g_autofree char *text = NULL;

  if (self->gone)
    return;
  clt_task_bar_end (self->task_bar, work->progress);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  clt_window_set_banner (self, NULL, NULL, NULL);
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Backed up and verified: %s"), name);
  clt_window_toast (self, text, NULL, NULL, NULL);
}

static void
on_backup_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltWindow) self = user_data;
  g_autofree char *path = NULL;
  Work *work;

  if (file == NULL || self->desk == NULL)
    return;
  path = g_file_get_path (file);
  work = work_new (self, path);
  work->progress = clt_task_bar_begin (self->task_bar, _ ("Backing up…"));
  start (self, work, back_up_in_thread, on_backed_up_cb,
         clt_progress_get_cancellable (work->progress));
}

void
clt_window_back_up (CltWindow *self)
{
  static const char *const endings[] = { "clientele", NULL };
  g_autofree char *day = clt_day_format (clt_today ());
  /* Translators: name of a backup without ending: name of the file, date. */
  g_autofree char *name = g_strdup_printf (_ ("%s %s"), clt_desk_get_title (self->desk), day);

  clt_dialogs_save_file (GTK_WINDOW (self), _ ("Back Up"), name, endings, on_backup_chosen_cb,
                         g_object_ref (self));
}

/* ---- bringing one back -------------------------------------------------------------------- */

static void
restore_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  char *kept = NULL;

  if (clt_restore (work->path, work->backup, &kept, &error))
    g_task_return_pointer (task, kept, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Whether or not it worked, the file is opened again: it is whole in both cases. */
static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltWindow *self = CLT_WINDOW (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GFile) file = g_file_new_for_path (work->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (self->gone)
    return;
  clt_task_bar_end (self->task_bar, work->progress);
  clt_window_open (self, file, CLT_OPEN_EXISTING);
  if (error != NULL)
    {
      text = clt_problem_dup_sentence (error);
      clt_window_toast (self, text, NULL, NULL, NULL);
      return;
    }
  name = kept != NULL ? g_path_get_basename (kept) : g_strdup ("");
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Restored. The state before is kept in %s"), name);
  clt_window_toast (self, text, NULL, NULL, NULL);
}

static void
on_restore_confirmed_cb (gboolean confirmed, gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (CltWindow) self = g_object_ref (work->window);

  if (!confirmed || self->gone)
    {
      work_free (work);
      return;
    }
  if (self->desk != NULL)
    clt_window_leave (self);
  work->progress = clt_task_bar_begin (self->task_bar, _ ("Restoring…"));
  start (self, work, restore_in_thread, on_restored_cb, NULL);
}

static void
preview_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *differences = clt_restore_preview (work->path, work->backup, &error);

  if (differences != NULL)
    g_task_return_pointer (task, differences, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The window may have gone on to another file meanwhile. */
static gboolean
is_of_window (const Work *work, CltWindow *self)
{
  g_autofree char *path = self->file != NULL ? g_file_get_path (self->file) : NULL;

  return g_strcmp0 (path, work->path) == 0;
}

static void
on_previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltWindow *self = CLT_WINDOW (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) differences = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GString) body = g_string_new (NULL);

  if (self->gone || !is_of_window (work, self))
    return;
  if (differences == NULL)
    {
      g_autofree char *text = clt_problem_dup_sentence (error);

      clt_window_toast (self, text, NULL, NULL, NULL);
      return;
    }
  for (guint i = 0; i < differences->len; i++)
    g_string_append_printf (body, "%s\n", (const char *) differences->pdata[i]);
  if (differences->len == 0)
    g_string_append (body, _ ("The backup holds the same as the file."));
  clt_dialogs_confirm (GTK_WINDOW (self), _ ("Restore This Backup?"), body->str, _ ("_Restore"),
                       on_restore_confirmed_cb, work_new (self, work->backup));
}

void
clt_window_restore (CltWindow *self, const char *path)
{
  g_return_if_fail (self->file != NULL);

  start (self, work_new (self, path), preview_in_thread, on_previewed_cb, NULL);
}

static void
on_other_backup_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltWindow) self = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->file != NULL && !self->gone)
    clt_window_restore (self, path);
}

void
clt_window_choose_backup (CltWindow *self)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GFile) folder = NULL;

  g_return_if_fail (self->file != NULL);

  path = g_file_get_path (self->file);
  name = g_strconcat (path, "-backups", NULL);
  folder = g_file_new_for_path (name);
  clt_dialogs_open_file (GTK_WINDOW (self), _ ("Restore a Backup"), CLT_FILES_BRANCH,
                         g_file_query_exists (folder, NULL) ? folder : NULL,
                         on_other_backup_chosen_cb, g_object_ref (self));
}
