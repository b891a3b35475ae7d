/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-conn-private.h"

#include <gio/gio.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-backup.h"
#include "core/store/clt-filesystem.h"
#include "core/store/clt-mark.h"
#include "core/store/clt-page-vfs.h"
#include "core/store/clt-schema.h"

static void
stmt_free (gpointer data)
{
  CltStmt *stmt = data;

  sqlite3_finalize (stmt->stmt);
  g_free (stmt);
}

/* The mark watches over the WAL; with the last connection both go. */
static void
remove_mark (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  if (!g_file_test (wal, G_FILE_TEST_EXISTS))
    clt_mark_remove (path);
}

void
clt_conn_close (CltConn *conn)
{
  if (conn == NULL)
    return;
  if (conn->recording != NULL)
    clt_action_rollback (conn);
  g_datalist_clear (&conn->caches);
  g_clear_pointer (&conn->lookups, g_ptr_array_unref);
  g_clear_pointer (&conn->statements, g_hash_table_unref);
  if (conn->db != NULL && conn->mode != CLT_CONN_READ)
    {
      sqlite3_exec (conn->db, "PRAGMA optimize", NULL, NULL, NULL);
      /* so that a copied file is whole; fails harmlessly while another program reads */
      sqlite3_wal_checkpoint_v2 (conn->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    }
  if (conn->db != NULL && sqlite3_close (conn->db) != SQLITE_OK)
    g_critical ("a statement of %s is still in use at close", conn->path);
  if (conn->mark >= 0)
    close (conn->mark);
  if (conn->db != NULL && conn->mode == CLT_CONN_WRITE)
    remove_mark (conn->path);
  g_clear_pointer (&conn->derived, g_ptr_array_unref);
  g_clear_pointer (&conn->consequences, g_ptr_array_unref);
  g_clear_pointer (&conn->last_touched, clt_touched_unref);
  g_clear_pointer (&conn->collected, clt_touched_unref);
  g_clear_pointer (&conn->references, g_ptr_array_unref);
  g_clear_pointer (&conn->watched, g_ptr_array_unref);
  g_clear_object (&conn->cancellable);
  g_free (conn->path);
  clt_conn_set_side_table (conn, NULL);
  g_free (conn);
}

static gboolean
check_ours (CltConn *conn, GError **error)
{
  gint64 id, version;

  if (!clt_conn_get_int (conn, &id, 0, error, "PRAGMA application_id", "") ||
      !clt_conn_get_int (conn, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  if (id != CLT_APPLICATION_ID)
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_OURS,
                   _ ("“%s” is not a branch file. It was left untouched."), conn->path);
      return FALSE;
    }
  if (version > clt_schema_get_version ())
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_SCHEMA_TOO_NEW,
                   _ ("“%s” was written by a newer version of this program (layout %d, this one"
                      " knows up to %d). It was left untouched; install the newer version."),
                   conn->path, (int) version, clt_schema_get_version ());
      return FALSE;
    }
  return TRUE;
}

static gboolean
execute (CltConn *conn, const char *sql, GError **error)
{
  return sqlite3_exec (conn->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
         clt_conn_set_error (conn, error, sql);
}

/* Settings of a file that is made: they go into its first page. */
static gboolean
set_up_new (CltConn *conn, GError **error)
{
  g_autofree char *settings = g_strdup_printf ("PRAGMA page_size = %d; PRAGMA application_id = %d",
                                               CLT_PAGE_SIZE, CLT_APPLICATION_ID);
  int reserved = CLT_PAGE_RESERVED;

  if (sqlite3_file_control (conn->db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "reserve");
  return execute (conn, settings, error);
}

/* Layouts before ours are kept as a copy before they are changed. */
static gboolean
migrate (CltConn *conn, GError **error)
{
  gint64 version;

  if (!clt_conn_get_int (conn, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  if (version > 0 && version < clt_schema_get_version ())
    {
      g_autofree char *kept = clt_backup_keep (conn->path, error);

      if (kept == NULL)
        return FALSE;
    }
  return clt_schema_migrate (conn, error);
}

static gboolean
set_up (CltConn *conn, GError **error)
{
  sqlite3_busy_timeout (conn->db, 5000);
  sqlite3_extended_result_codes (conn->db, 1);

  if (!clt_visit_register (conn, error) || !clt_feed_register (conn, error) ||
      !clt_lookup_register (conn, error) || !clt_side_table_register (conn, error))
    return FALSE;
  if (conn->mode == CLT_CONN_CREATE ? !set_up_new (conn, error) : !check_ours (conn, error))
    return FALSE;
  if (!execute (conn,
                "PRAGMA foreign_keys = ON;"
                "PRAGMA synchronous = FULL;"
                "PRAGMA temp_store = MEMORY;"
                "PRAGMA mmap_size = 0",
                error) ||
      !clt_conn_set_page_cache (conn, CLT_CONN_CACHE_KIB, error))
    return FALSE;
  if (conn->mode == CLT_CONN_READ)
    return execute (conn, "PRAGMA query_only = ON", error);
  return execute (conn, "PRAGMA journal_mode = WAL", error) && migrate (conn, error);
}

gboolean
clt_conn_set_page_cache (CltConn *conn, guint kib, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%u", kib);

  return execute (conn, sql, error);
}

static CltConn *
conn_new (const char *path, CltConnMode mode)
{
  CltConn *conn = g_new0 (CltConn, 1);

  conn->path = g_strdup (path);
  conn->mode = mode;
  conn->mark = -1;
  conn->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stmt_free);
  conn->derived = g_ptr_array_new ();
  conn->consequences = g_ptr_array_new ();
  return conn;
}

/* A reader of a WAL file must be able to make its shared memory, so it opens for writing and is
 * held to reading by query_only. */
static gboolean
open_database (CltConn *conn, const char *name, int flags, GError **error)
{
  flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  if (sqlite3_open_v2 (name, &conn->db, flags, clt_page_vfs_get_name ()) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "open");
  return TRUE;
}

static CltConn *
open_existing (const char *path, CltConnMode mode, GError **error)
{
  g_autoptr (CltConn) conn = conn_new (path, mode);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND, _ ("“%s” does not exist."),
                   path);
      return NULL;
    }
  if (!open_database (conn, path, 0, error) || !set_up (conn, error))
    return NULL;
  return g_steal_pointer (&conn);
}

/* Makes the whole file under another name first: a half-made one never has its own. */
static gboolean
create (const char *path, GError **error)
{
  g_autofree char *made = clt_filesystem_make_beside (path, error);
  g_autoptr (CltConn) conn = NULL;
  gboolean ok;

  if (made == NULL)
    return FALSE;
  /* messages speak of the name that was asked for */
  conn = conn_new (path, CLT_CONN_CREATE);
  /* the WAL does not go along when the file gets its name, so all must be in the file */
  ok = open_database (conn, made, 0, error) && set_up (conn, error) &&
       (sqlite3_wal_checkpoint_v2 (conn->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
          SQLITE_OK ||
        clt_conn_set_error (conn, error, "fold in"));
  g_clear_pointer (&conn, clt_conn_close);
  ok = ok && clt_filesystem_rename_new (made, path, error);
  if (ok)
    clt_mark_remove (path);
  if (!ok)
    clt_filesystem_remove_database (made);
  return ok;
}

CltConn *
clt_conn_open (const char *path, CltConnMode mode, GError **error)
{
  if (!clt_filesystem_check (path, error))
    return NULL;
  if (mode != CLT_CONN_CREATE)
    return open_existing (path, mode, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
                   _ ("“%s” exists already. It was left untouched; choose another name."), path);
      return NULL;
    }
  return create (path, error) ? open_existing (path, CLT_CONN_WRITE, error) : NULL;
}

CltConn *
clt_conn_open_untouched (const char *path, GError **error)
{
  g_autoptr (CltConn) conn = conn_new (path, CLT_CONN_READ);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (full, NULL, error);
  g_autofree char *name = NULL;

  if (uri == NULL)
    return NULL;
  /* without a WAL nobody has the file open, and none shall appear because of us */
  name =
    g_strconcat (uri, g_file_test (wal, G_FILE_TEST_EXISTS) ? "?mode=rw" : "?mode=ro&immutable=1",
                 NULL);
  if (!open_database (conn, name, SQLITE_OPEN_URI, error) || !set_up (conn, error))
    return NULL;
  sqlite3_db_config (conn->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return g_steal_pointer (&conn);
}

const char *
clt_conn_get_path (CltConn *conn)
{
  return conn->path;
}

struct sqlite3 *
clt_conn_get_sqlite (CltConn *conn)
{
  return conn->db;
}

void
clt_conn_add_derived (CltConn *conn, CltDerivedFunc func)
{
  g_ptr_array_add (conn->derived, (gpointer) func);
}

void
clt_conn_add_consequence (CltConn *conn, CltDerivedFunc func)
{
  g_ptr_array_add (conn->consequences, (gpointer) func);
}

gboolean
clt_conn_get_data_version (CltConn *conn, gint64 *version, GError **error)
{
  return clt_conn_get_int (conn, version, 0, error, "PRAGMA data_version", "");
}

void
clt_conn_set_cache (CltConn *conn, const char *key, gpointer data, GDestroyNotify free)
{
  g_datalist_set_data_full (&conn->caches, key, data, data == NULL ? NULL : free);
}

gpointer
clt_conn_get_cache (CltConn *conn, const char *key)
{
  return g_datalist_get_data (&conn->caches, key);
}

CltTouched *
clt_conn_dup_last_touched (CltConn *conn)
{
  return conn->last_touched == NULL ? NULL : clt_touched_ref (conn->last_touched);
}

void
clt_conn_fold (CltConn *conn)
{
  sqlite3_wal_checkpoint_v2 (conn->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

void
clt_conn_collect_touched (CltConn *conn)
{
  conn->collects = TRUE;
}

CltTouched *
clt_conn_steal_touched (CltConn *conn)
{
  return g_steal_pointer (&conn->collected);
}

/* Statements */

CltStmt *
clt_conn_prepare (CltConn *conn, const char *sql, GError **error)
{
  CltStmt *stmt = g_hash_table_lookup (conn->statements, sql);

  conn->moment = ++conn->n_moments;
  if (stmt != NULL)
    {
      clt_stmt_reset (stmt);
      return stmt;
    }

  stmt = g_new0 (CltStmt, 1);
  stmt->conn = conn;
  if (sqlite3_prepare_v3 (conn->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->stmt, NULL) !=
      SQLITE_OK)
    {
      clt_conn_set_error (conn, error, sql);
      stmt_free (stmt);
      return NULL;
    }
  g_hash_table_insert (conn->statements, g_strdup (sql), stmt);
  return stmt;
}

void
clt_conn_settle (CltConn *conn)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, conn->statements);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (sqlite3_stmt_busy (((CltStmt *) value)->stmt))
      clt_stmt_reset (value);
}

static void
bind_all (CltStmt *stmt, const char *types, va_list args)
{
  for (int i = 1; *types != '\0'; types++, i++)
    switch (*types)
      {
      case 'i':
        clt_stmt_bind_int (stmt, i, va_arg (args, gint64));
        break;
      case 'm':
        {
          gint64 value = va_arg (args, gint64);

          if (value == CLT_MONEY_NONE)
            clt_stmt_bind_null (stmt, i);
          else
            clt_stmt_bind_int (stmt, i, value);
        }
        break;
      case 'y':
        clt_stmt_bind_day (stmt, i, va_arg (args, CltDay));
        break;
      case 't':
        clt_stmt_bind_text (stmt, i, va_arg (args, const char *));
        break;
      case 'd':
        clt_stmt_bind_double (stmt, i, va_arg (args, double));
        break;
      case 'b':
        {
          GBytes *bytes = va_arg (args, GBytes *);

          if (bytes == NULL)
            clt_stmt_bind_null (stmt, i);
          else
            sqlite3_bind_blob64 (stmt->stmt, i, g_bytes_get_data (bytes, NULL),
                                 g_bytes_get_size (bytes), SQLITE_TRANSIENT);
        }
        break;
      default:
        g_assert_not_reached ();
      }
}

static CltStmt *
query_valist (CltConn *conn, GError **error, const char *sql, const char *types, va_list args)
{
  CltStmt *stmt = clt_conn_prepare (conn, sql, error);

  if (stmt != NULL)
    bind_all (stmt, types, args);
  return stmt;
}

CltStmt *
clt_conn_query (CltConn *conn, GError **error, const char *sql, const char *types, ...)
{
  CltStmt *stmt;
  va_list args;

  va_start (args, types);
  stmt = query_valist (conn, error, sql, types, args);
  va_end (args);
  return stmt;
}

gboolean
clt_conn_run (CltConn *conn, GError **error, const char *sql, const char *types, ...)
{
  CltStmt *stmt;
  CltStep step;
  va_list args;

  va_start (args, types);
  stmt = query_valist (conn, error, sql, types, args);
  va_end (args);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    ;
  clt_stmt_reset (stmt);
  return step == CLT_STEP_DONE;
}

gboolean
clt_conn_get_int (CltConn *conn,
                  gint64 *value,
                  gint64 fallback,
                  GError **error,
                  const char *sql,
                  const char *types,
                  ...)
{
  CltStmt *stmt;
  CltStep step;
  va_list args;

  va_start (args, types);
  stmt = query_valist (conn, error, sql, types, args);
  va_end (args);
  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  *value =
    step == CLT_STEP_ROW && !clt_stmt_is_null (stmt, 0) ? clt_stmt_get_int (stmt, 0) : fallback;
  /* a data-changing statement with RETURNING must run to its end */
  while (step == CLT_STEP_ROW)
    step = clt_stmt_step (stmt, error);
  clt_stmt_reset (stmt);
  return step == CLT_STEP_DONE;
}

CltStep
clt_stmt_step (CltStmt *stmt, GError **error)
{
  int rc = sqlite3_step (stmt->stmt);

  if (rc == SQLITE_ROW)
    return CLT_STEP_ROW;
  if (rc == SQLITE_DONE)
    {
      sqlite3_reset (stmt->stmt);
      return CLT_STEP_DONE;
    }
  clt_conn_set_error (stmt->conn, error, sqlite3_sql (stmt->stmt));
  sqlite3_reset (stmt->stmt);
  return CLT_STEP_ERROR;
}

void
clt_stmt_reset (CltStmt *stmt)
{
  sqlite3_reset (stmt->stmt);
  sqlite3_clear_bindings (stmt->stmt);
}

void
clt_stmt_bind_int (CltStmt *stmt, int index, gint64 value)
{
  sqlite3_bind_int64 (stmt->stmt, index, value);
}

void
clt_stmt_bind_money (CltStmt *stmt, int index, gint64 value)
{
  if (value == CLT_MONEY_NONE)
    sqlite3_bind_null (stmt->stmt, index);
  else
    sqlite3_bind_int64 (stmt->stmt, index, value);
}

void
clt_stmt_bind_day (CltStmt *stmt, int index, CltDay day)
{
  if (day == CLT_DAY_NONE)
    sqlite3_bind_null (stmt->stmt, index);
  else
    sqlite3_bind_int64 (stmt->stmt, index, day);
}

void
clt_stmt_bind_double (CltStmt *stmt, int index, double value)
{
  sqlite3_bind_double (stmt->stmt, index, value);
}

void
clt_stmt_bind_text (CltStmt *stmt, int index, const char *text)
{
  sqlite3_bind_text (stmt->stmt, index, text, -1, SQLITE_TRANSIENT);
}

void
clt_stmt_bind_null (CltStmt *stmt, int index)
{
  sqlite3_bind_null (stmt->stmt, index);
}

gboolean
clt_stmt_is_null (CltStmt *stmt, int column)
{
  return sqlite3_column_type (stmt->stmt, column) == SQLITE_NULL;
}

gint64
clt_stmt_get_int (CltStmt *stmt, int column)
{
  return sqlite3_column_int64 (stmt->stmt, column);
}

gint64
clt_stmt_get_money (CltStmt *stmt, int column)
{
  return clt_stmt_is_null (stmt, column) ? CLT_MONEY_NONE : clt_stmt_get_int (stmt, column);
}

CltDay
clt_stmt_get_day (CltStmt *stmt, int column)
{
  return clt_stmt_is_null (stmt, column) ? CLT_DAY_NONE : (CltDay) clt_stmt_get_int (stmt, column);
}

double
clt_stmt_get_double (CltStmt *stmt, int column)
{
  return sqlite3_column_double (stmt->stmt, column);
}

const char *
clt_stmt_get_text (CltStmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt->stmt, column);

  return text == NULL ? "" : text;
}

GBytes *
clt_stmt_dup_blob (CltStmt *stmt, int column)
{
  const void *data = sqlite3_column_blob (stmt->stmt, column);

  return g_bytes_new (data, sqlite3_column_bytes (stmt->stmt, column));
}

GPtrArray *
clt_stmt_read_all (CltStmt *stmt, CltReadRowFunc read, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  CltStep step;

  if (stmt == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (free_row);
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (rows, read (stmt));
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&rows);
}

gpointer
clt_stmt_read_one (CltStmt *stmt, CltReadRowFunc read, const char *missing, GError **error)
{
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  gpointer row = step == CLT_STEP_ROW ? read (stmt) : NULL;

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND, missing);
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return row;
}

gboolean
clt_conn_begin_read (CltConn *conn, GError **error)
{
  return clt_conn_run (conn, error, "BEGIN", "");
}

void
clt_conn_end_read (CltConn *conn)
{
  clt_conn_run (conn, NULL, "COMMIT", "");
}

static int
on_progress_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

void
clt_conn_set_cancellable (CltConn *conn, GCancellable *cancellable)
{
  g_set_object (&conn->cancellable, cancellable);
  sqlite3_progress_handler (conn->db, cancellable != NULL ? 10000 : 0, on_progress_cb, cancellable);
}
