/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A thread that owns one connection and runs jobs on it, lowest priority number first and in the
 * order of their coming within one priority. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct _CltWorker CltWorker;

typedef void (*CltWorkerFunc) (CltConn *conn, gpointer data);

/* @conn: (transfer full) */
CltWorker *clt_worker_new (const char *name, CltConn *conn);
/* Each job gets either @func (in the thread) or, when the worker stops first, @refuse (in the
 * thread that stops it; NULL: nothing). */
void clt_worker_push (CltWorker *self,
                      int priority,
                      CltWorkerFunc func,
                      GDestroyNotify refuse,
                      gpointer data);
/* Nothing runs and nothing waits. */
gboolean clt_worker_is_idle (CltWorker *self);
/* Refuses what waits with a number above @priority, and all that comes; the others still run. */
void clt_worker_stop (CltWorker *self, int priority);
/* After clt_worker_stop(): waits for the jobs that still run, closes the connection. */
void clt_worker_free (CltWorker *self);

/* GLib's locks are not seen by the thread sanitizer, so they tell it themselves. */
#ifdef __SANITIZE_THREAD__
void __tsan_acquire (void *address);
void __tsan_release (void *address);
#define clt_tsan_acquire(address) __tsan_acquire (address)
#define clt_tsan_release(address) __tsan_release (address)
#else
#define clt_tsan_acquire(address) ((void) (address))
#define clt_tsan_release(address) ((void) (address))
#endif

static inline void
clt_lock (GMutex *mutex)
{
  g_mutex_lock (mutex);
  clt_tsan_acquire (mutex);
}

static inline void
clt_unlock (GMutex *mutex)
{
  clt_tsan_release (mutex);
  g_mutex_unlock (mutex);
}

G_END_DECLS
