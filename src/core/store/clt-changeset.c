/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

#include <string.h>
#include <zlib.h>

/* A changeset as stored: one letter, then the bytes. Below this size compressing gains nothing. */
#define PLAIN 'p'
#define DEFLATED 'z'
#define SMALL 256

GBytes *
clt_changeset_pack (GBytes *changeset)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (changeset, &size);
  g_autofree guint8 *packed = NULL;
  guint64 length = GUINT64_TO_LE ((guint64) size);
  uLongf n_packed = compressBound (size);

  if (size > SMALL)
    {
      packed = g_try_malloc (1 + sizeof length + n_packed);
      if (packed != NULL &&
          compress2 (packed + 1 + sizeof length, &n_packed, data, size, 1) == Z_OK &&
          n_packed < size)
        {
          packed[0] = DEFLATED;
          memcpy (packed + 1, &length, sizeof length);
          return g_bytes_new_take (g_steal_pointer (&packed), 1 + sizeof length + n_packed);
        }
      g_clear_pointer (&packed, g_free);
    }

  packed = g_malloc (1 + size);
  packed[0] = PLAIN;
  if (size > 0)
    memcpy (packed + 1, data, size);
  return g_bytes_new_take (g_steal_pointer (&packed), 1 + size);
}

GBytes *
clt_changeset_unpack (GBytes *stored)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (stored, &size);
  g_autofree guint8 *raw = NULL;
  guint64 length;
  uLongf n_raw;

  if (size > 0 && data[0] == PLAIN)
    return g_bytes_new (data + 1, size - 1);
  if (size < 1 + sizeof length || data[0] != DEFLATED)
    return NULL;

  memcpy (&length, data + 1, sizeof length);
  length = GUINT64_FROM_LE (length);
  n_raw = length;
  raw = length > G_MAXINT ? NULL : g_try_malloc (length);
  if (raw == NULL ||
      uncompress (raw, &n_raw, data + 1 + sizeof length, size - 1 - sizeof length) != Z_OK ||
      n_raw != length)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&raw), n_raw);
}

void
clt_change_init (CltChange *change, sqlite3_changeset_iter *iter)
{
  int indirect;
  unsigned char *is_key = NULL;

  change->iter = iter;
  sqlite3changeset_op (iter, &change->table, &change->n_columns, &change->operation, &indirect);
  sqlite3changeset_pk (iter, &is_key, NULL);
  change->is_key = is_key;
}

gboolean
clt_changeset_foreach (CltConn *conn,
                       GBytes *changeset,
                       CltChangeFunc func,
                       gpointer data,
                       GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  gboolean ok = TRUE;
  int rc;

  if (g_bytes_get_size (changeset) == 0)
    return TRUE;
  rc = sqlite3changeset_start (&iter, (int) g_bytes_get_size (changeset),
                               (void *) g_bytes_get_data (changeset, NULL));
  while (rc == SQLITE_OK && ok && sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      CltChange change;

      clt_change_init (&change, iter);
      ok = func (&change, data, error);
    }
  if (iter != NULL)
    {
      int end = sqlite3changeset_finalize (iter);

      rc = rc == SQLITE_OK ? end : rc;
    }
  if (ok && rc != SQLITE_OK)
    clt_conn_set_error_code (conn, error, rc, "read a changeset");
  return ok && rc == SQLITE_OK;
}

sqlite3_value *
clt_change_get_old (const CltChange *change, int column)
{
  sqlite3_value *value = NULL;

  if (change->operation != SQLITE_INSERT)
    sqlite3changeset_old (change->iter, column, &value);
  return value;
}

sqlite3_value *
clt_change_get_new (const CltChange *change, int column)
{
  sqlite3_value *value = NULL;

  if (change->operation != SQLITE_DELETE)
    sqlite3changeset_new (change->iter, column, &value);
  return value;
}

static sqlite3_value *
get_key (const CltChange *change, int column)
{
  return change->operation == SQLITE_INSERT ? clt_change_get_new (change, column)
                                            : clt_change_get_old (change, column);
}

char *
clt_change_dup_key (const CltChange *change)
{
  g_autoptr (GString) key = g_string_new (NULL);
  gboolean first = TRUE;

  for (int i = 0; i < change->n_columns; i++)
    {
      sqlite3_value *value = change->is_key[i] ? get_key (change, i) : NULL;

      if (value == NULL)
        continue;
      if (!first)
        g_string_append_c (key, '\x1f');
      first = FALSE;
      if (sqlite3_value_type (value) == SQLITE_INTEGER)
        g_string_append_printf (key, "%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (value));
      else
        g_string_append (key, (const char *) sqlite3_value_text (value));
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

gint64
clt_change_get_id (const CltChange *change)
{
  for (int i = 0; i < change->n_columns; i++)
    if (change->is_key[i])
      return sqlite3_value_int64 (get_key (change, i));
  return 0;
}

typedef struct
{
  GPtrArray *columns[2]; /* borrowed, (nullable): references, and what is watched */
  CltTouched *touched;   /* borrowed */
  gint64 n_rows;
} Touching;

/* Children of a row that is gone can no longer be asked whose they were: their references are
 * kept under "table.column". */
static void
touch_column (Touching *self, const CltReference *reference, const CltChange *change)
{
  g_autofree char *name = g_strconcat (reference->table, ".", reference->name, NULL);
  sqlite3_value *values[] = { clt_change_get_old (change, reference->column),
                              clt_change_get_new (change, reference->column) };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i] != NULL && sqlite3_value_type (values[i]) == SQLITE_INTEGER)
      clt_touched_add_row (self->touched, name, sqlite3_value_int64 (values[i]));
}

static gboolean
touch (const CltChange *change, gpointer data, GError **error)
{
  Touching *self = data;

  clt_touched_add_row (self->touched, change->table, clt_change_get_id (change));
  self->n_rows++;
  for (guint kind = 0; kind < G_N_ELEMENTS (self->columns); kind++)
    for (guint i = 0; self->columns[kind] != NULL && i < self->columns[kind]->len; i++)
      {
        const CltReference *column = self->columns[kind]->pdata[i];

        if (g_str_equal (column->table, change->table))
          touch_column (self, column, change);
      }
  return TRUE;
}

static gboolean
find_watched (CltConn *conn, GError **error)
{
  for (guint i = 0; conn->watched != NULL && i < conn->watched->len; i++)
    {
      CltReference *watched = conn->watched->pdata[i];
      gint64 column = watched->column;

      if (column < 0 && !clt_conn_get_int (conn, &column, -1, error,
                                           "SELECT cid FROM pragma_table_info (?) WHERE name = ?",
                                           "tt", watched->table, watched->name))
        return FALSE;
      watched->column = (int) column;
    }
  return TRUE;
}

gboolean
clt_changeset_add_touched (CltConn *conn,
                           GBytes *changeset,
                           CltTouched *touched,
                           gint64 *n_rows,
                           GError **error)
{
  Touching touching = { { clt_conn_get_references (conn, error), conn->watched }, touched, 0 };

  if (touching.columns[0] == NULL || !find_watched (conn, error) ||
      !clt_changeset_foreach (conn, changeset, touch, &touching, error))
    return FALSE;
  if (n_rows != NULL)
    *n_rows = touching.n_rows;
  return TRUE;
}

static void
reference_free (gpointer data)
{
  CltReference *reference = data;

  g_free (reference->table);
  g_free (reference->name);
  g_free (reference->parent);
  g_free (reference);
}

void
clt_conn_watch (CltConn *conn, const char *table, const char *column)
{
  CltReference *watched = g_new0 (CltReference, 1);

  watched->table = g_strdup (table);
  watched->column = -1;
  watched->name = g_strdup (column);
  if (conn->watched == NULL)
    conn->watched = g_ptr_array_new_with_free_func (reference_free);
  g_ptr_array_add (conn->watched, watched);
}

GPtrArray *
clt_conn_get_references (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  CltStmt *stmt;
  CltStep step;

  if (conn->references != NULL)
    return conn->references;

  stmt = clt_conn_query (conn, error,
                         "SELECT m.name, c.cid, c.name, f.\"table\" FROM sqlite_schema AS m,"
                         " pragma_foreign_key_list(m.name) AS f, pragma_table_info(m.name) AS c"
                         " WHERE m.type = 'table' AND c.name = f.\"from\"",
                         "");
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltReference *reference = g_new (CltReference, 1);

      reference->table = g_strdup (clt_stmt_get_text (stmt, 0));
      reference->column = (int) clt_stmt_get_int (stmt, 1);
      reference->name = g_strdup (clt_stmt_get_text (stmt, 2));
      reference->parent = g_strdup (clt_stmt_get_text (stmt, 3));
      g_ptr_array_add (references, reference);
    }
  if (step == CLT_STEP_ERROR)
    return NULL;
  conn->references = g_steal_pointer (&references);
  return conn->references;
}
