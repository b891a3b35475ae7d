/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-feed.h"

#include "core/store/clt-conn-private.h"

typedef struct
{
  sqlite3_vtab base;
  CltConn *conn; /* borrowed */
} FeedTable;

typedef struct
{
  sqlite3_vtab_cursor base;
  CltConn *conn; /* borrowed */
  const gint64 *row;
  gint64 place;
} FeedCursor;

static int
feed_connect (sqlite3 *db,
              void *conn,
              int argc,
              const char *const *argv,
              sqlite3_vtab **table,
              char **message)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE x (v0");
  FeedTable *self;
  int rc;

  for (guint i = 1; i < CLT_FEED_MAX; i++)
    g_string_append_printf (sql, ", v%u", i);
  g_string_append_c (sql, ')');
  rc = sqlite3_declare_vtab (db, sql->str);
  if (rc != SQLITE_OK)
    return rc;
  self = g_new0 (FeedTable, 1);
  self->conn = conn;
  *table = &self->base;
  return sqlite3_vtab_config (db, SQLITE_VTAB_DIRECTONLY);
}

static int
feed_disconnect (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
feed_best_index (sqlite3_vtab *table, sqlite3_index_info *info)
{
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

static int
feed_open (sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
  FeedCursor *self = g_new0 (FeedCursor, 1);

  self->conn = ((FeedTable *) table)->conn;
  *cursor = &self->base;
  return SQLITE_OK;
}

static int
feed_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
feed_next (sqlite3_vtab_cursor *cursor)
{
  FeedCursor *self = (FeedCursor *) cursor;

  self->row = self->conn->feed (self->conn->feed_data);
  self->place++;
  return SQLITE_OK;
}

static int
feed_filter (sqlite3_vtab_cursor *cursor,
             int number,
             const char *text,
             int argc,
             sqlite3_value **argv)
{
  /* rows go by once: neither without clt_conn_feed() nor a second time in a loop */
  if (((FeedCursor *) cursor)->conn->feed == NULL || ((FeedCursor *) cursor)->place > 0)
    return SQLITE_MISUSE;
  return feed_next (cursor);
}

static int
feed_eof (sqlite3_vtab_cursor *cursor)
{
  return ((FeedCursor *) cursor)->row == NULL;
}

static int
feed_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  gint64 value = ((FeedCursor *) cursor)->row[column];

  if (value != CLT_FEED_NULL)
    sqlite3_result_int64 (context, value);
  return SQLITE_OK;
}

static int
feed_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
  *rowid = ((FeedCursor *) cursor)->place;
  return SQLITE_OK;
}

/* Without xCreate the table exists by its name alone. */
static const sqlite3_module feed_module = {
  .xConnect = feed_connect,
  .xBestIndex = feed_best_index,
  .xDisconnect = feed_disconnect,
  .xOpen = feed_open,
  .xClose = feed_close,
  .xFilter = feed_filter,
  .xNext = feed_next,
  .xEof = feed_eof,
  .xColumn = feed_column,
  .xRowid = feed_rowid,
};

gboolean
clt_feed_register (CltConn *conn, GError **error)
{
  if (sqlite3_create_module_v2 (conn->db, "clt_feed", &feed_module, conn, NULL) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "set up");
  return TRUE;
}

gboolean
clt_conn_feed (CltConn *conn, const char *sql, CltFeedFunc next, gpointer data, GError **error)
{
  gboolean done;

  g_return_val_if_fail (conn->feed == NULL, FALSE);

  conn->feed = next;
  conn->feed_data = data;
  done = clt_conn_run (conn, error, sql, "");
  conn->feed = NULL;
  return done;
}
