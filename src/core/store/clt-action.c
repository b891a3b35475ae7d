/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-conn-private.h"

#include "core/base/clt-i18n.h"

/* The running action of a connection. */
struct _CltRecording
{
  gint64 id;
  char *name, *detail, *who;
  sqlite3_session *session; /* owned */
  GHashTable *bulk;         /* owned: table -> CltDayRange */
};

/* What the session extension records; derived and bookkeeping tables never are. */
static const char *const journalled[] = {
  "setting",  "rule",         "trading_day",   "staff",      "client",     "account",
  "spell",    "grade",        "consent",       "assignment", "client_tag", "client_extra",
  "tier_run", "tier_history", "tier_override", "saved_view", "today_done",
};

/* Touched rows */

static CltTouched *
touched_new (void)
{
  CltTouched *touched = g_atomic_rc_box_new0 (CltTouched);

  touched->rows =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  touched->bulk = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return touched;
}

CltTouched *
clt_touched_ref (CltTouched *touched)
{
  return g_atomic_rc_box_acquire (touched);
}

static void
touched_clear (gpointer data)
{
  CltTouched *touched = data;

  g_hash_table_unref (touched->rows);
  g_hash_table_unref (touched->bulk);
}

void
clt_touched_unref (CltTouched *touched)
{
  g_atomic_rc_box_release_full (touched, touched_clear);
}

GArray *
clt_touched_get_rows (const CltTouched *touched, const char *table)
{
  return g_hash_table_lookup (touched->rows, table);
}

const CltDayRange *
clt_touched_get_bulk (const CltTouched *touched, const char *table)
{
  return g_hash_table_lookup (touched->bulk, table);
}

static void
touched_add_row (CltTouched *touched, const char *table, gint64 key)
{
  GArray *rows = g_hash_table_lookup (touched->rows, table);

  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (touched->rows, g_strdup (table), rows);
    }
  g_array_append_val (rows, key);
}

/* Recording */

static void
recording_free (CltRecording *recording)
{
  if (recording->session != NULL)
    sqlite3session_delete (recording->session);
  g_hash_table_unref (recording->bulk);
  g_free (recording->name);
  g_free (recording->detail);
  g_free (recording->who);
  g_free (recording);
}

static gboolean
start_session (CltConn *conn, CltRecording *recording, GError **error)
{
  if (sqlite3session_create (conn->db, "main", &recording->session) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "record");
  for (guint i = 0; i < G_N_ELEMENTS (journalled); i++)
    if (sqlite3session_attach (recording->session, journalled[i]) != SQLITE_OK)
      return clt_conn_set_error (conn, error, "record");
  return TRUE;
}

gboolean
clt_action_begin (CltConn *conn, const CltActionInfo *info, GError **error)
{
  CltRecording *recording;

  g_return_val_if_fail (conn->recording == NULL, FALSE);

  if (!clt_conn_run (conn, error, "BEGIN IMMEDIATE", ""))
    return FALSE;

  recording = g_new0 (CltRecording, 1);
  recording->name = g_strdup (info->name);
  recording->detail = g_strdup (info->detail == NULL ? "" : info->detail);
  recording->who = g_strdup (info->who);
  recording->bulk = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  conn->recording = recording;

  recording->id = clt_conn_new_id (conn, error);
  if (recording->id == 0 || !start_session (conn, recording, error))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  return TRUE;
}

gint64
clt_action_get_id (CltConn *conn)
{
  return conn->recording == NULL ? 0 : conn->recording->id;
}

void
clt_action_note_bulk (CltConn *conn, const char *table, CltDay first, CltDay last)
{
  CltDayRange *range = g_hash_table_lookup (conn->recording->bulk, table);

  if (range == NULL)
    {
      range = g_new (CltDayRange, 1);
      *range = (CltDayRange){ first, last };
      g_hash_table_insert (conn->recording->bulk, g_strdup (table), range);
    }
  range->first = MIN (range->first, first);
  range->last = MAX (range->last, last);
}

void
clt_action_rollback (CltConn *conn)
{
  g_clear_pointer (&conn->recording, recording_free);
  clt_conn_run (conn, NULL, "ROLLBACK", "");
}

static gboolean
collect_rows (CltConn *conn, GBytes *changeset, CltTouched *touched, gint64 *n_rows, GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  int rc;

  rc = sqlite3changeset_start (&iter, (int) g_bytes_get_size (changeset),
                               (void *) g_bytes_get_data (changeset, NULL));
  if (rc != SQLITE_OK)
    return clt_conn_set_error (conn, error, "record");

  while ((rc = sqlite3changeset_next (iter)) == SQLITE_ROW)
    {
      const char *table;
      int n_columns, operation, indirect;
      sqlite3_value *value = NULL;
      unsigned char *is_key;

      sqlite3changeset_op (iter, &table, &n_columns, &operation, &indirect);
      sqlite3changeset_pk (iter, &is_key, NULL);
      for (int i = 0; i < n_columns; i++)
        if (is_key[i])
          {
            if (operation == SQLITE_INSERT)
              sqlite3changeset_new (iter, i, &value);
            else
              sqlite3changeset_old (iter, i, &value);
            break;
          }
      touched_add_row (touched, table, value == NULL ? 0 : sqlite3_value_int64 (value));
      (*n_rows)++;
    }
  sqlite3changeset_finalize (iter);
  return TRUE;
}

static gboolean
refresh_derived (CltConn *conn, CltTouched *touched, GError **error)
{
  for (guint i = 0; i < conn->derived->len; i++)
    if (!((CltDerivedFunc) conn->derived->pdata[i]) (conn, touched, error))
      return FALSE;
  return TRUE;
}

static GBytes *
take_changeset (CltConn *conn, CltRecording *recording, GError **error)
{
  void *data = NULL;
  int size = 0;

  if (sqlite3session_changeset (recording->session, &size, &data) != SQLITE_OK)
    {
      clt_conn_set_error (conn, error, "record");
      return NULL;
    }
  return g_bytes_new_with_free_func (data, size, sqlite3_free, data);
}

static gboolean
write_journal (CltConn *conn,
               CltRecording *recording,
               GBytes *changeset,
               gint64 n_rows,
               GError **error)
{
  g_autoptr (GBytes) chain = g_bytes_new_static ("", 0);

  return clt_conn_run (
    conn, error,
    "INSERT INTO action (id, name, detail, who, at, schema_version, changeset, row_count, chain)"
    " VALUES (?, ?, ?, ?, ?, (SELECT user_version FROM pragma_user_version), ?, ?, ?)",
    "itttibib", recording->id, recording->name, recording->detail, recording->who, clt_now (),
    changeset, n_rows, chain);
}

gboolean
clt_action_commit (CltConn *conn, gint64 *id, GError **error)
{
  CltRecording *recording = conn->recording;
  g_autoptr (CltTouched) touched = touched_new ();
  g_autoptr (GBytes) changeset = NULL;
  gint64 n_rows = 0;
  gint64 action;
  gpointer table, range;
  GHashTableIter iter;

  g_return_val_if_fail (recording != NULL, FALSE);

  if (id != NULL)
    *id = 0;
  changeset = take_changeset (conn, recording, error);
  if (changeset == NULL || !collect_rows (conn, changeset, touched, &n_rows, error))
    goto failed;
  if (n_rows == 0 && g_hash_table_size (recording->bulk) == 0)
    {
      clt_action_rollback (conn);
      return TRUE;
    }

  g_hash_table_iter_init (&iter, recording->bulk);
  while (g_hash_table_iter_next (&iter, &table, &range))
    g_hash_table_insert (touched->bulk, g_strdup (table), g_memdup2 (range, sizeof (CltDayRange)));

  action = recording->id;
  if (!refresh_derived (conn, touched, error) ||
      !write_journal (conn, recording, changeset, n_rows, error) ||
      !clt_conn_run (conn, error, "COMMIT", ""))
    goto failed;

  g_clear_pointer (&conn->recording, recording_free);
  g_clear_pointer (&conn->last_touched, clt_touched_unref);
  conn->last_touched = g_steal_pointer (&touched);
  if (id != NULL)
    *id = action;
  return TRUE;

failed:
  clt_action_rollback (conn);
  return FALSE;
}

gboolean
clt_action_run (CltConn *conn,
                const CltActionInfo *info,
                CltActionFunc func,
                gpointer data,
                gint64 *id,
                GError **error)
{
  if (!clt_action_begin (conn, info, error))
    return FALSE;
  if (!func (conn, data, error))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  return clt_action_commit (conn, id, error);
}
