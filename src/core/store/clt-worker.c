/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-worker.h"

typedef struct
{
  CltWorkerFunc func;
  GDestroyNotify refuse;
  gpointer data;
  int priority;
  guint64 number; /* of its coming */
} Job;

struct _CltWorker
{
  GThread *thread; /* owned */
  CltConn *conn;   /* owned; used by the thread alone until it has ended */

  GMutex lock;
  GCond wake;
  GQueue jobs; /* owned Jobs, in running order */
  guint64 n_pushed;
  gboolean busy;
  gboolean stopped;
};

/* Returns: NULL when the worker shall end. */
static Job *
take_job (CltWorker *self)
{
  Job *job;

  clt_lock (&self->lock);
  self->busy = FALSE;
  while (g_queue_is_empty (&self->jobs) && !self->stopped)
    {
      clt_tsan_release (&self->lock);
      g_cond_wait (&self->wake, &self->lock);
      clt_tsan_acquire (&self->lock);
    }
  job = g_queue_pop_head (&self->jobs);
  self->busy = job != NULL;
  clt_unlock (&self->lock);
  return job;
}

static gpointer
work (gpointer data)
{
  CltWorker *self = data;
  Job *job;

  while ((job = take_job (self)) != NULL)
    {
      job->func (self->conn, job->data);
      clt_conn_settle (self->conn);
      g_free (job);
    }
  return NULL;
}

CltWorker *
clt_worker_new (const char *name, CltConn *conn)
{
  CltWorker *self = g_new0 (CltWorker, 1);

  self->conn = conn;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_queue_init (&self->jobs);
  self->thread = g_thread_new (name, work, self);
  return self;
}

static int
compare_jobs (gconstpointer a, gconstpointer b, gpointer data)
{
  const Job *first = a, *second = b;

  if (first->priority != second->priority)
    return first->priority > second->priority ? 1 : -1;
  return first->number > second->number ? 1 : -1;
}

void
clt_worker_push (CltWorker *self,
                 int priority,
                 CltWorkerFunc func,
                 GDestroyNotify refuse,
                 gpointer data)
{
  Job *job = g_new (Job, 1);
  gboolean refused;

  *job = (Job){ func, refuse, data, priority, 0 };
  clt_lock (&self->lock);
  refused = self->stopped;
  if (!refused)
    {
      job->number = self->n_pushed++;
      g_queue_insert_sorted (&self->jobs, job, compare_jobs, NULL);
      g_cond_signal (&self->wake);
    }
  clt_unlock (&self->lock);

  if (refused)
    {
      if (refuse != NULL)
        refuse (data);
      g_free (job);
    }
}

gboolean
clt_worker_is_idle (CltWorker *self)
{
  gboolean idle;

  clt_lock (&self->lock);
  idle = !self->busy && g_queue_is_empty (&self->jobs);
  clt_unlock (&self->lock);
  return idle;
}

void
clt_worker_stop (CltWorker *self, int priority)
{
  GQueue refused = G_QUEUE_INIT;
  Job *job;

  clt_lock (&self->lock);
  self->stopped = TRUE;
  while ((job = g_queue_peek_tail (&self->jobs)) != NULL && job->priority > priority)
    g_queue_push_head (&refused, g_queue_pop_tail (&self->jobs));
  g_cond_signal (&self->wake);
  clt_unlock (&self->lock);

  while ((job = g_queue_pop_head (&refused)) != NULL)
    {
      if (job->refuse != NULL)
        job->refuse (job->data);
      g_free (job);
    }
}

void
clt_worker_free (CltWorker *self)
{
  g_thread_join (self->thread);
  clt_conn_close (self->conn);
  g_cond_clear (&self->wake);
  g_mutex_clear (&self->lock);
  g_free (self);
}
