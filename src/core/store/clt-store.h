/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltStore: moves core's synchronous functions to threads. One writer thread, two reader threads
 * (lists; analysis and export), each owning one connection opened with clt_branch_open().
 * Opening happens on the writer thread too, so the main thread never waits. */

#include <gio/gio.h>

#include "core/store/clt-action.h"

G_BEGIN_DECLS

#define CLT_TYPE_STORE (clt_store_get_type ())
G_DECLARE_FINAL_TYPE (CltStore, clt_store, CLT, STORE, GObject)

typedef enum
{
  CLT_STORE_LIST,     /* reader 1: visible pages first */
  CLT_STORE_ANALYSIS, /* reader 2: dashboards, reports, exports */
  CLT_STORE_WRITE,
} CltStoreQueue;

/* Runs in a worker; its result is passed to clt_store_run_finish(). NULL result without error is
 * allowed. Must not touch main-thread state. */
typedef gpointer (*CltStoreFunc) (CltConn *conn,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);
/* How a store opens its connections (clt_branch_open; the store knows no hook by itself). */
typedef CltConn *(*CltStoreOpenFunc) (const char *path, CltConnMode mode, GError **error);

/* @create: make a new file. */
void clt_store_open_async (const char *path,
                           gboolean create,
                           CltStoreOpenFunc open,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
CltStore *clt_store_open_finish (GAsyncResult *result, GError **error);

/* @data_free frees @data, @result_free a result that nobody takes. @priority: G_PRIORITY_*, lower
 * runs first within a queue. A question, which is what has a @result_free and does not go to the writer,
 * has no answer any more once @cancellable is cancelled; of all else a result that there is is told. */
void clt_store_run_async (CltStore *store,
                          CltStoreQueue queue,
                          int priority,
                          CltStoreFunc func,
                          gpointer data,
                          GDestroyNotify data_free,
                          GDestroyNotify result_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* (transfer full) */
gpointer clt_store_run_finish (CltStore *store, GAsyncResult *result, GError **error);

const char *clt_store_get_path (CltStore *store);
/* Waits for running work and for the writes that were asked for before, but for those of a lower
 * priority than G_PRIORITY_DEFAULT; folds the WAL in, closes. Other queued tasks get
 * G_IO_ERROR_CLOSED. */
void clt_store_close (CltStore *store);

/* Signal "changed" (CltTouched *touched): after each commit, at most once per main-loop turn, on
 * the main thread. @touched is NULL when another program wrote the file: reload all. */

G_END_DECLS
