/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-row-buffer.h"

#include <sqlite3.h>

#include "core/base/clt-i18n.h"

#define MODULE_NAME "clt_import_rows"

CltRowBuffer *
clt_row_buffer_new (guint n_values)
{
  CltRowBuffer *buffer = g_new0 (CltRowBuffer, 1);

  buffer->n_values = n_values;
  buffer->stride = CLT_ROW_HEAD + 6 * n_values;
  /* two bytes more, so that a row's last amount may be stored as eight bytes */
  buffer->data = g_malloc (buffer->stride * CLT_ROW_BUFFER_CAPACITY + 2);
  buffer->states = g_malloc (CLT_ROW_BUFFER_CAPACITY);
  clt_row_buffer_clear (buffer);
  return buffer;
}

void
clt_row_buffer_free (CltRowBuffer *buffer)
{
  g_free (buffer->data);
  g_free (buffer->states);
  g_free (buffer->order);
  g_free (buffer);
}

void
clt_row_buffer_clear (CltRowBuffer *buffer)
{
  buffer->n = 0;
  buffer->sorted = TRUE;
  buffer->last_key = 0;
  g_clear_pointer (&buffer->order, g_free);
}

gboolean
clt_row_buffer_pack (const CltRowBuffer *buffer, const gint64 *values, guint8 *bytes)
{
  for (guint i = 0; i < buffer->n_values; i++)
    {
      gint64 value = values[i];

      if (value == CLT_MONEY_NONE)
        value = CLT_PACKED_NONE;
      else if (value > CLT_PACKED_MAX || value < -CLT_PACKED_MAX)
        return FALSE;
      value = GINT64_TO_LE (value);
      memcpy (bytes + 6 * i, &value, 6);
    }
  return TRUE;
}

gboolean
clt_row_buffer_add (CltRowBuffer *buffer,
                    CltDay day,
                    guint32 account,
                    guint32 line,
                    const gint64 *values)
{
  guint8 *row = buffer->data + buffer->stride * buffer->n;
  guint64 key;

  if (!clt_row_buffer_pack (buffer, values, row + CLT_ROW_HEAD))
    return FALSE;
  memcpy (row, &day, 4);
  memcpy (row + 4, &account, 4);
  line = GUINT32_TO_LE (line);
  memcpy (row + 8, &line, 4);

  key = clt_row_get_key (row);
  if (key < buffer->last_key)
    buffer->sorted = FALSE;
  buffer->last_key = key;
  buffer->n++;
  return TRUE;
}

typedef struct
{
  guint64 key;
  guint32 place; /* in the order of lines */
} SortKey;

static int
compare_keys (const void *a, const void *b)
{
  const SortKey *left = a, *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return (left->place > right->place) - (left->place < right->place);
}

void
clt_row_buffer_sort (CltRowBuffer *buffer)
{
  g_autofree SortKey *keys = NULL;

  if (buffer->sorted)
    return;
  keys = g_new (SortKey, buffer->n);
  for (guint i = 0; i < buffer->n; i++)
    {
      keys[i].key = clt_row_get_key (buffer->data + buffer->stride * i);
      keys[i].place = i;
    }
  qsort (keys, buffer->n, sizeof *keys, compare_keys);
  buffer->order = g_new (guint32, buffer->n);
  for (guint i = 0; i < buffer->n; i++)
    buffer->order[i] = keys[i].place;
}

/* The virtual table */

typedef struct
{
  CltRowBuffer *buffer;
  const gint64 *ids;
} Feed;

typedef struct
{
  sqlite3_vtab base;
  const Feed *feed;
} FeedTable;

typedef struct
{
  sqlite3_vtab_cursor base;
  const Feed *feed;
  guint place;
  const guint8 *row;
} FeedCursor;

static int
feed_connect (sqlite3 *db,
              void *aux,
              int argc,
              const char *const *argv,
              sqlite3_vtab **table,
              char **message)
{
  const Feed *feed = aux;
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE x (day, account_id");
  FeedTable *self;
  int rc;

  for (guint i = 0; i < feed->buffer->n_values; i++)
    g_string_append_printf (sql, ", v%u", i);
  g_string_append_c (sql, ')');
  rc = sqlite3_declare_vtab (db, sql->str);
  if (rc != SQLITE_OK)
    return rc;
  self = g_new0 (FeedTable, 1);
  self->feed = feed;
  *table = &self->base;
  return SQLITE_OK;
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

  self->feed = ((FeedTable *) table)->feed;
  *cursor = &self->base;
  return SQLITE_OK;
}

static int
feed_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static void
seek_new (FeedCursor *self)
{
  const CltRowBuffer *buffer = self->feed->buffer;

  while (self->place < buffer->n && buffer->states[self->place] != CLT_ROW_NEW)
    self->place++;
  self->row = self->place < buffer->n ? clt_row_buffer_get (buffer, self->place) : NULL;
}

static int
feed_filter (sqlite3_vtab_cursor *cursor,
             int number,
             const char *text,
             int argc,
             sqlite3_value **argv)
{
  FeedCursor *self = (FeedCursor *) cursor;

  self->place = 0;
  seek_new (self);
  return SQLITE_OK;
}

static int
feed_next (sqlite3_vtab_cursor *cursor)
{
  FeedCursor *self = (FeedCursor *) cursor;

  self->place++;
  seek_new (self);
  return SQLITE_OK;
}

static int
feed_eof (sqlite3_vtab_cursor *cursor)
{
  return ((FeedCursor *) cursor)->row == NULL;
}

static int
feed_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  const FeedCursor *self = (FeedCursor *) cursor;
  gint64 value;

  if (column == 0)
    value = clt_row_get_day (self->row);
  else if (column == 1)
    value = self->feed->ids[clt_row_get_account (self->row)];
  else
    value = clt_row_get_value (self->row, column - 2);
  if (value != CLT_MONEY_NONE)
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
clt_row_buffer_run (CltRowBuffer *buffer,
                    CltConn *conn,
                    const char *sql,
                    gint64 batch,
                    const gint64 *ids,
                    GError **error)
{
  sqlite3 *db = clt_conn_get_sqlite (conn);
  Feed feed = { buffer, ids };
  sqlite3_stmt *stmt = NULL;
  gboolean ok;

  ok = sqlite3_create_module_v2 (db, MODULE_NAME, &feed_module, &feed, NULL) == SQLITE_OK &&
       sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) == SQLITE_OK &&
       sqlite3_bind_int64 (stmt, 1, batch) == SQLITE_OK && sqlite3_step (stmt) == SQLITE_DONE;
  if (!ok)
    clt_conn_set_error (conn, error, _ ("writing rows"));
  sqlite3_finalize (stmt);
  /* the feed lives on this stack: take the table away again */
  sqlite3_create_module_v2 (db, MODULE_NAME, NULL, NULL, NULL);
  return ok;
}
