/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltConn: one SQLite connection to a branch file, used by one thread at a time.
 *
 * Guarantees: WAL, synchronous=FULL, foreign keys on, busy timeout 5 s; every statement is
 * prepared once per connection and cached; every value is bound. Errors are in the
 * CLT_STORE_ERROR domain and their messages never show raw SQL to people (the front end maps
 * code to sentence). Nouns in other folders use only this header and clt-action.h; sqlite3.h
 * stays inside store/ (and the bulk writer of exchange/). */

#include <gio/gio.h>

#include "core/base/clt-date.h"
#include "core/base/clt-types.h"

G_BEGIN_DECLS

#define CLT_STORE_ERROR (clt_store_error_quark ())
GQuark clt_store_error_quark (void);

typedef enum
{
  CLT_STORE_ERROR_FAILED,
  CLT_STORE_ERROR_BUSY,           /* another program holds the write lock */
  CLT_STORE_ERROR_CONSTRAINT,     /* the rules of the file forbid it */
  CLT_STORE_ERROR_NOT_FOUND,      /* no such file, row or action */
  CLT_STORE_ERROR_EXISTS,         /* refuses to overwrite */
  CLT_STORE_ERROR_NOT_OURS,       /* not a branch file */
  CLT_STORE_ERROR_SCHEMA_TOO_NEW, /* written by a newer version */
  CLT_STORE_ERROR_CORRUPT,        /* damaged */
  CLT_STORE_ERROR_FULL,           /* no space left */
  CLT_STORE_ERROR_READ_ONLY,
  CLT_STORE_ERROR_NETWORK,    /* on a network share */
  CLT_STORE_ERROR_IN_THE_WAY, /* undo: later actions stand in the way; message names them */
  CLT_STORE_ERROR_NOTHING,    /* nothing to undo or redo */
  CLT_STORE_ERROR_INVALID,    /* a value that the rules do not allow */
} CltStoreError;

typedef struct _CltConn CltConn;
typedef struct _CltStmt CltStmt;

typedef enum
{
  CLT_CONN_READ = 0,   /* an existing branch file, read only */
  CLT_CONN_WRITE = 1,  /* an existing branch file, migrated if it is older */
  CLT_CONN_CREATE = 2, /* a new branch file; fails when @path exists */
} CltConnMode;

CltConn *clt_conn_open (const char *path, CltConnMode mode, GError **error);
/* Folds the WAL in when this is the last connection. */
void clt_conn_close (CltConn *conn);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltConn, clt_conn_close)

const char *clt_conn_get_path (CltConn *conn);
/* A new id, unique over all tables of the file and never used again, also after undo. Only
 * inside an action. Returns: 0 on error. */
gint64 clt_conn_new_id (CltConn *conn, GError **error);

/* clt_conn_prepare:
 *
 * Returns: (transfer none) (nullable): the cached statement for @sql, reset and with no bound
 *   values; it stays valid until the connection closes. A statement that is being stepped must
 *   not be prepared again in between (nested loops over the same SQL). */
CltStmt *clt_conn_prepare (CltConn *conn, const char *sql, GError **error);

/* Prepare and bind in one call. @types has one letter per value: i gint64, t const char* (NULL
 * is SQL NULL), d double, m gint64 money (CLT_MONEY_NONE is SQL NULL), y CltDay (CLT_DAY_NONE is SQL
 * NULL), b GBytes* (NULL is SQL NULL). Each i and m argument must be a gint64 (cast it). */
CltStmt *clt_conn_query (CltConn *conn, GError **error, const char *sql, const char *types, ...);
/* The same, stepped until done, rows ignored. */
gboolean clt_conn_run (CltConn *conn, GError **error, const char *sql, const char *types, ...);
/* One integer from the first row; @fallback when there is no row or it is NULL. FALSE on error. */
gboolean clt_conn_get_int (CltConn *conn,
                           gint64 *value,
                           gint64 fallback,
                           GError **error,
                           const char *sql,
                           const char *types,
                           ...);

typedef enum
{
  CLT_STEP_ERROR = -1,
  CLT_STEP_DONE = 0,
  CLT_STEP_ROW = 1
} CltStep;

CltStep clt_stmt_step (CltStmt *stmt, GError **error);
void clt_stmt_reset (CltStmt *stmt);
void clt_stmt_bind_int (CltStmt *stmt, int index, gint64 value);   /* index from 1 */
void clt_stmt_bind_money (CltStmt *stmt, int index, gint64 value); /* CLT_MONEY_NONE: NULL */
void clt_stmt_bind_day (CltStmt *stmt, int index, CltDay day);     /* CLT_DAY_NONE: NULL */
void clt_stmt_bind_double (CltStmt *stmt, int index, double value);
void clt_stmt_bind_text (CltStmt *stmt, int index, const char *text);
void clt_stmt_bind_null (CltStmt *stmt, int index);

gboolean clt_stmt_is_null (CltStmt *stmt, int column); /* column from 0 */
gint64 clt_stmt_get_int (CltStmt *stmt, int column);
gint64 clt_stmt_get_money (CltStmt *stmt, int column); /* NULL: CLT_MONEY_NONE */
CltDay clt_stmt_get_day (CltStmt *stmt, int column);   /* NULL: CLT_DAY_NONE */
double clt_stmt_get_double (CltStmt *stmt, int column);
/* Returns: (transfer none): never NULL ("" for NULL); valid until the next step. */
const char *clt_stmt_get_text (CltStmt *stmt, int column);
/* (transfer full): NULL and empty blobs are empty. */
GBytes *clt_stmt_dup_blob (CltStmt *stmt, int column);

/* All rows of @stmt (NULL: its error is set), each read by @read into a record that @free_row frees.
 * (transfer full) (nullable) */
typedef gpointer (*CltReadRowFunc) (CltStmt *stmt);
GPtrArray *
clt_stmt_read_all (CltStmt *stmt, CltReadRowFunc read, GDestroyNotify free_row, GError **error);
/* The one row of @stmt; when there is none, CLT_STORE_ERROR_NOT_FOUND with @missing. */
gpointer
clt_stmt_read_one (CltStmt *stmt, CltReadRowFunc read, const char *missing, GError **error);

/* Resets every statement that was left in the middle: it would keep the connection looking at the
 * state of that moment. Workers call it after each piece of work. O(statements). */
void clt_conn_settle (CltConn *conn);

/* Several statements of one read see one state. Not inside an action. */
gboolean clt_conn_begin_read (CltConn *conn, GError **error);
void clt_conn_end_read (CltConn *conn);

/* How many KiB of pages the connection keeps in memory. A writer that only appends needs few. */
#define CLT_CONN_CACHE_KIB 65536
gboolean clt_conn_set_page_cache (CltConn *conn, guint kib, GError **error);

/* Stops what the connection is doing when @cancellable is cancelled (G_IO_ERROR_CANCELLED).
 * NULL takes it away. */
void clt_conn_set_cancellable (CltConn *conn, GCancellable *cancellable);

/* Moves with every commit of another connection or program (not with this connection's own). */
gboolean clt_conn_get_data_version (CltConn *conn, gint64 *version, GError **error);
/* What a reader of this connection keeps in memory (the search's haystack): dropped by its owner
 * when the data change, at the latest when the connection closes. @key is a static string; @data
 * NULL drops it. */
void clt_conn_set_cache (CltConn *conn, const char *key, gpointer data, GDestroyNotify free);
/* (transfer none) (nullable) */
gpointer clt_conn_get_cache (CltConn *conn, const char *key);

/* A value that the rules do not allow: CLT_STORE_ERROR_INVALID with a sentence for people. Always
 * returns FALSE. */
gboolean clt_store_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* For store/ and the bulk writer of exchange/ only. */
struct sqlite3;
struct sqlite3 *clt_conn_get_sqlite (CltConn *conn);
/* Turns SQLite's last error on @conn into @error. Always returns FALSE. */
gboolean clt_conn_set_error (CltConn *conn, GError **error, const char *doing);

G_END_DECLS
