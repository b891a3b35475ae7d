/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-store.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-conn-private.h"
#include "core/store/clt-worker.h"

/* A job runs in its worker and is finished on the task's own main context: a worker never drops a
 * reference to a task, so the store, which the tasks hold, is never disposed of in a worker. */

#define N_WORKERS 3

struct _CltStore
{
  GObject parent_instance;

  char *path;                    /* owned */
  GMainContext *context;         /* owned: where "changed" is emitted */
  CltWorker *workers[N_WORKERS]; /* owned, by CltStoreQueue; NULL when closed */
  GSource *watch;                /* owned: looks for other programs' changes */
  gint64 data_version;           /* of the writer's thread */
  gboolean unfolded;             /* of the writer's thread: it has committed since */

  GMutex lock;
  CltTouched *pending; /* owned: to be announced */
  gboolean reload;     /* another program wrote */
  GSource *announce;   /* owned, (nullable): waits to be dispatched */
  gboolean watching;   /* a look is queued */
};

G_DEFINE_FINAL_TYPE (CltStore, clt_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Changes */

static gboolean
on_announce_cb (gpointer data)
{
  g_autoptr (CltStore) self = g_object_ref (data);
  g_autoptr (CltTouched) touched = NULL;
  gboolean reload;

  clt_lock (&self->lock);
  touched = g_steal_pointer (&self->pending);
  reload = self->reload;
  self->reload = FALSE;
  g_clear_pointer (&self->announce, g_source_unref);
  clt_unlock (&self->lock);

  g_signal_emit (self, signals[CHANGED], 0, reload ? NULL : touched);
  return G_SOURCE_REMOVE;
}

/* Any thread. @touched NULL: another program wrote. */
static void
announce (CltStore *self, CltTouched *touched)
{
  clt_lock (&self->lock);
  if (touched == NULL)
    self->reload = TRUE;
  else if (self->pending == NULL)
    self->pending = clt_touched_ref (touched);
  else
    {
      CltTouched *both = clt_touched_merge (self->pending, touched);

      clt_touched_unref (self->pending);
      self->pending = both;
    }
  if (self->announce == NULL)
    {
      self->announce = g_idle_source_new ();
      g_source_set_static_name (self->announce, "CltStore::changed");
      g_source_set_callback (self->announce, on_announce_cb, self, NULL);
      g_source_attach (self->announce, self->context);
    }
  clt_unlock (&self->lock);
}

static void
on_look_cb (CltConn *conn, gpointer data)
{
  CltStore *self = data;
  gint64 version = self->data_version;

  /* moves only with commits of other connections */
  clt_conn_get_int (conn, &version, self->data_version, NULL, "PRAGMA data_version", "");
  if (version != self->data_version)
    announce (self, NULL);
  self->data_version = version;

  /* nothing waits: time to fold the WAL in, so that a copied file is nearly whole */
  if (self->unfolded)
    clt_conn_fold (conn);
  self->unfolded = FALSE;

  clt_lock (&self->lock);
  self->watching = FALSE;
  clt_unlock (&self->lock);
}

static gboolean
on_watch_cb (gpointer data)
{
  CltStore *self = data;
  gboolean look;

  clt_lock (&self->lock);
  look = !self->watching && clt_worker_is_idle (self->workers[CLT_STORE_WRITE]);
  self->watching = self->watching || look;
  clt_unlock (&self->lock);
  if (look)
    clt_worker_push (self->workers[CLT_STORE_WRITE], G_PRIORITY_LOW, on_look_cb, NULL, self);
  return G_SOURCE_CONTINUE;
}

/* Jobs */

typedef struct
{
  CltStoreFunc func;
  gpointer data;
  GDestroyNotify data_free, result_free;
  gpointer result;
  GError *error;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data != NULL && job->data_free != NULL)
    job->data_free (job->data);
  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
on_finished_cb (gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);

  clt_tsan_acquire (task);
  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->result_free);
  return G_SOURCE_REMOVE;
}

/* Any thread. */
static void
finish (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_static_name (source, "CltStore result");
  g_source_set_callback (source, on_finished_cb, task, g_object_unref);
  clt_tsan_release (task);
  g_source_attach (source, g_task_get_context (task));
}

/* Whatever a question that nobody waits for any more stumbled over: that it was called off is all
 * that there is to say. */
static void
forgive (Job *job, GCancellable *cancellable)
{
  if (job->error == NULL || !g_cancellable_is_cancelled (cancellable))
    return;
  g_clear_error (&job->error);
  g_cancellable_set_error_if_cancelled (cancellable, &job->error);
}

static void
run (CltConn *conn, gpointer data)
{
  GTask *task = data;
  CltStore *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (CltTouched) touched = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    {
      clt_conn_set_cancellable (conn, cancellable);
      job->result = job->func (conn, job->data, cancellable, &job->error);
      clt_conn_set_cancellable (conn, NULL);
      forgive (job, cancellable);
    }
  touched = clt_conn_steal_touched (conn);
  if (touched != NULL)
    {
      self->unfolded = TRUE; /* only the writer touches */
      announce (self, touched);
    }
  finish (task);
}

static void
refuse (gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);

  job->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The file was closed."));
  finish (task);
}

void
clt_store_run_async (CltStore *self,
                     CltStoreQueue queue,
                     int priority,
                     CltStoreFunc func,
                     gpointer data,
                     GDestroyNotify data_free,
                     GDestroyNotify result_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (CLT_IS_STORE (self));
  g_return_if_fail (queue < N_WORKERS);

  *job = (Job){ func, data, data_free, result_free, NULL, NULL };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, clt_store_run_async);
  g_task_set_priority (task, priority);
  /* An answer that was on its way when its question was called off would be taken for that to the
   * next one. What was done, a write that was committed or a file, must not be told as cancelled. */
  g_task_set_check_cancellable (task, queue != CLT_STORE_WRITE && result_free != NULL);
  g_task_set_task_data (task, job, job_free);

  if (self->workers[queue] == NULL)
    refuse (g_steal_pointer (&task));
  else
    clt_worker_push (self->workers[queue], priority, run, refuse, g_steal_pointer (&task));
}

gpointer
clt_store_run_finish (CltStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Opening and closing */

typedef struct
{
  char *path;
  gboolean create;
  CltStoreOpenFunc open;
  GMainContext *context; /* borrowed from the task */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_free (opening);
}

static gboolean
open_workers (CltStore *self, const Opening *opening, GError **error)
{
  static const char *const names[N_WORKERS] = { "clt-list", "clt-analysis", "clt-write" };
  g_autoptr (CltConn) writer = NULL;

  /* the writer first: it makes or migrates the file that the readers see */
  writer = opening->open (opening->path, opening->create ? CLT_CONN_CREATE : CLT_CONN_WRITE, error);
  if (writer == NULL ||
      !clt_conn_get_int (writer, &self->data_version, 0, error, "PRAGMA data_version", ""))
    return FALSE;
  clt_conn_collect_touched (writer);
  for (int i = 0; i < CLT_STORE_WRITE; i++)
    {
      CltConn *reader = opening->open (opening->path, CLT_CONN_READ, error);

      if (reader == NULL)
        return FALSE;
      self->workers[i] = clt_worker_new (names[i], reader);
    }
  self->workers[CLT_STORE_WRITE] =
    clt_worker_new (names[CLT_STORE_WRITE], g_steal_pointer (&writer));
  return TRUE;
}

static void
close_workers (CltStore *self)
{
  /* no new jobs while the old ones finish; what people have written is not lost, but what is read
   * or refreshed is of no use any more; the writer last, to fold the WAL in */
  for (int i = 0; i < N_WORKERS; i++)
    if (self->workers[i] != NULL)
      clt_worker_stop (self->workers[i], i == CLT_STORE_WRITE ? G_PRIORITY_DEFAULT : G_MININT);
  for (int i = 0; i < N_WORKERS; i++)
    g_clear_pointer (&self->workers[i], clt_worker_free);
}

static void
start_watching (CltStore *self)
{
  self->watch = g_timeout_source_new_seconds (1);
  g_source_set_static_name (self->watch, "CltStore watch");
  g_source_set_callback (self->watch, on_watch_cb, self, NULL);
  g_source_attach (self->watch, self->context);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  g_autoptr (CltStore) self = g_object_new (CLT_TYPE_STORE, NULL);
  GError *error = NULL;

  clt_tsan_acquire (task);
  self->path = g_strdup (opening->path);
  self->context = g_main_context_ref (g_task_get_context (task));
  if (!open_workers (self, opening, &error))
    {
      close_workers (self);
      clt_tsan_release (task);
      g_task_return_error (task, error);
      return;
    }
  start_watching (self);
  clt_tsan_release (task);
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
clt_store_open_async (const char *path,
                      gboolean create,
                      CltStoreOpenFunc open,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->create = create;
  opening->open = open;
  g_task_set_source_tag (task, clt_store_open_async);
  g_task_set_task_data (task, opening, opening_free);
  clt_tsan_release (task);
  g_task_run_in_thread (task, open_in_thread);
}

CltStore *
clt_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  clt_tsan_acquire (result);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
clt_store_get_path (CltStore *self)
{
  g_return_val_if_fail (CLT_IS_STORE (self), NULL);
  return self->path;
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
clt_store_close (CltStore *self)
{
  g_return_if_fail (CLT_IS_STORE (self));

  clear_source (&self->watch);
  close_workers (self);
  /* nobody is left who could set these */
  clear_source (&self->announce);
  g_clear_pointer (&self->pending, clt_touched_unref);
}

static void
clt_store_dispose (GObject *object)
{
  clt_store_close (CLT_STORE (object));
  G_OBJECT_CLASS (clt_store_parent_class)->dispose (object);
}

static void
clt_store_finalize (GObject *object)
{
  CltStore *self = CLT_STORE (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (clt_store_parent_class)->finalize (object);
}

static void
clt_store_class_init (CltStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = clt_store_dispose;
  object_class->finalize = clt_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", CLT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, CLT_TYPE_TOUCHED);
}

static void
clt_store_init (CltStore *self)
{
  g_mutex_init (&self->lock);
}
