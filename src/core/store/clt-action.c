/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

#include "core/store/clt-mark.h"

/* The running action of a connection. */
struct _CltRecording
{
  gint64 id;
  char *name, *detail, *who;
  gint64 at;    /* of the journal's line; 0: when it is committed */
  gint64 clock; /* of what it writes; 0: now */
  gboolean bulk;
  gint64 n_bulk_rows;
  sqlite3_session *session; /* owned; NULL: only bulk rows are written */
  CltTouched *touched;      /* owned */
  gpointer attached;        /* owned through free_attached */
  GDestroyNotify free_attached;
};

/* What the session extension records; derived and bookkeeping tables never are. */
static const char *const journalled[] = {
  /* 0001 */
  "setting",
  "rule",
  "trading_day",
  "staff",
  "client",
  "account",
  "spell",
  "grade",
  "consent",
  "assignment",
  "client_tag",
  "client_extra",
  "tier_run",
  "tier_history",
  "tier_override",
  "saved_view",
  "today_done",
  /* 0002 */
  "service_category",
  "channel",
  "product",
  "product_version",
  "product_channel",
  "message_template",
  "attachment",
  "entitlement",
  "entitlement_exception",
  "refusal",
  "client_request",
  "push",
  "push_item",
  "client_list",
  "client_list_member",
  "message",
  "call_task",
  "appointment",
  "bulletin",
  "delivery",
  "study",
  "study_version",
  "event",
  "event_guest",
  /* 0003 */
  "segment",
  /* 0004 */
  "course_level",
  "course",
  "course_need",
  "training_need",
  "lecturer",
  "room",
  "equipment",
  "course_session",
  "meeting",
  "meeting_equipment",
  "enrolment",
  "attendance",
  "attempt",
  "course_result",
  "session_feedback",
  "calendar_entry",
  /* 0005 */
  "push_study",
  /* 0006 */
  "event_quota",
  /* 0010 */
  "questionnaire",
  "questionnaire_version",
  "question",
  "question_option",
  "question_line",
  "question_dimension",
  "survey",
  "survey_stratum",
  "survey_quota",
  "survey_member",
  "response",
  "answer",
  "answer_change",
  "answer_tag",
  /* 0011 */
  "contact",
  "call_move",
  "call_hours",
  "absence",
  "task",
  /* 0012 */
  "complaint",
  "complaint_step",
  "complaint_stop",
  "complaint_letter",
};

/* Watched beside them in transactions that are not journalled, for the sake of listeners. */
static const char *const watched[] = { "message_state" };

static void
recording_free (CltRecording *recording)
{
  if (recording->session != NULL)
    sqlite3session_delete (recording->session);
  clt_touched_unref (recording->touched);
  if (recording->attached != NULL)
    recording->free_attached (recording->attached);
  g_free (recording->name);
  g_free (recording->detail);
  g_free (recording->who);
  g_free (recording);
}

gint64
clt_conn_next_id (CltConn *conn, GError **error)
{
  gint64 id = 0;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "UPDATE counter SET value = value + 1 WHERE id = 1 RETURNING value", ""))
    return 0;
  return id;
}

gint64
clt_conn_new_id (CltConn *conn, GError **error)
{
  g_return_val_if_fail (conn->recording != NULL, 0);
  return clt_conn_next_id (conn, error);
}

static gboolean
start_session (CltConn *conn, CltRecording *recording, gboolean journals, GError **error)
{
  int rc = sqlite3session_create (conn->db, "main", &recording->session);

  for (guint i = 0; rc == SQLITE_OK && i < G_N_ELEMENTS (journalled); i++)
    rc = sqlite3session_attach (recording->session, journalled[i]);
  for (guint i = 0; rc == SQLITE_OK && !journals && i < G_N_ELEMENTS (watched); i++)
    rc = sqlite3session_attach (recording->session, watched[i]);
  if (rc != SQLITE_OK)
    return clt_conn_set_error_code (conn, error, rc, "record");
  return TRUE;
}

gboolean
clt_action_begin (CltConn *conn, const CltActionInfo *info, GError **error)
{
  CltRecording *recording;

  g_return_val_if_fail (conn->recording == NULL, FALSE);

  /* no effect inside a transaction, so before it */
  if (info->bulk && !clt_conn_run (conn, error, "PRAGMA foreign_keys = OFF", ""))
    return FALSE;
  if (!clt_conn_run (conn, error, "BEGIN IMMEDIATE", ""))
    {
      if (info->bulk)
        clt_conn_run (conn, NULL, "PRAGMA foreign_keys = ON", "");
      return FALSE;
    }

  recording = g_new0 (CltRecording, 1);
  recording->name = g_strdup (info->name);
  recording->detail = g_strdup (info->detail == NULL ? "" : info->detail);
  recording->who = g_strdup (info->who == NULL ? "" : info->who);
  recording->at = recording->clock = info->at;
  recording->bulk = info->bulk;
  recording->touched = clt_touched_new ();
  conn->recording = recording;

  recording->id = clt_conn_next_id (conn, error);
  if (recording->id == 0 || (!info->bulk && !start_session (conn, recording, TRUE, error)))
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

gint64
clt_action_get_time (CltConn *conn)
{
  return conn->recording == NULL || conn->recording->clock == 0 ? clt_now ()
                                                                : conn->recording->clock;
}

void
clt_action_set_time (CltConn *conn, gint64 at)
{
  g_return_if_fail (conn->recording != NULL);

  conn->recording->clock = at;
}

void
clt_action_set_detail (CltConn *conn, const char *detail)
{
  g_return_if_fail (conn->recording != NULL && detail != NULL);

  g_free (conn->recording->detail);
  conn->recording->detail = g_strdup (detail);
}

const char *
clt_action_get_detail (CltConn *conn)
{
  g_return_val_if_fail (conn->recording != NULL, NULL);

  return conn->recording->detail;
}

CltDay
clt_action_get_day (CltConn *conn)
{
  return clt_instant_get_day (clt_action_get_time (conn));
}

void
clt_action_attach (CltConn *conn, gpointer data, GDestroyNotify free_data)
{
  g_return_if_fail (conn->recording != NULL && conn->recording->attached == NULL);
  conn->recording->attached = data;
  conn->recording->free_attached = free_data;
}

gpointer
clt_action_get_attached (CltConn *conn)
{
  return conn->recording == NULL ? NULL : conn->recording->attached;
}

void
clt_action_note_bulk (CltConn *conn, const char *table, CltDay first, CltDay last)
{
  g_return_if_fail (conn->recording != NULL);
  clt_touched_add_bulk (conn->recording->touched, table, first, last);
}

void
clt_action_count_bulk (CltConn *conn, gint64 n_rows)
{
  g_return_if_fail (conn->recording != NULL);

  conn->recording->n_bulk_rows += n_rows;
}

void
clt_conn_rollback (CltConn *conn)
{
  sqlite3_stmt *stmt = NULL;

  /* a row loop that was left by an error would keep its view of the file open */
  while ((stmt = sqlite3_next_stmt (conn->db, stmt)) != NULL)
    if (sqlite3_stmt_busy (stmt))
      sqlite3_reset (stmt);
  /* after some errors (disk full, I/O) SQLite has rolled back by itself */
  if (!sqlite3_get_autocommit (conn->db))
    clt_conn_run (conn, NULL, "ROLLBACK", "");
}

/* After the transaction. */
static void
end_recording (CltConn *conn)
{
  gboolean bulk = conn->recording != NULL && conn->recording->bulk;

  g_clear_pointer (&conn->recording, recording_free);
  if (bulk)
    clt_conn_run (conn, NULL, "PRAGMA foreign_keys = ON", "");
}

void
clt_action_rollback (CltConn *conn)
{
  if (conn->recording != NULL)
    g_clear_pointer (&conn->recording->session, sqlite3session_delete);
  clt_conn_rollback (conn);
  end_recording (conn);
}

static gboolean
run_all (CltConn *conn, const GPtrArray *funcs, CltTouched *touched, GError **error)
{
  for (guint i = 0; i < funcs->len; i++)
    if (!((CltDerivedFunc) funcs->pdata[i]) (conn, touched, error))
      return FALSE;
  return TRUE;
}

gboolean
clt_conn_refresh_derived (CltConn *conn, CltTouched *touched, GError **error)
{
  return run_all (conn, conn->derived, touched, error);
}

gboolean
clt_conn_commit (CltConn *conn, CltTouched *touched, GError **error)
{
  CltMark mark;

  if (!clt_mark_query (conn, &mark, error) || !clt_conn_run (conn, error, "COMMIT", ""))
    return FALSE;
  clt_mark_write (conn, &mark);
  g_clear_pointer (&conn->last_touched, clt_touched_unref);
  conn->last_touched = clt_touched_ref (touched);
  if (conn->collects)
    {
      g_autoptr (CltTouched) before = g_steal_pointer (&conn->collected);

      conn->collected =
        before == NULL ? clt_touched_ref (touched) : clt_touched_merge (before, touched);
    }
  return TRUE;
}

static GBytes *
take_changeset (CltConn *conn, CltRecording *recording, GError **error)
{
  void *data = NULL;
  int size = 0;
  int rc;

  if (recording->session == NULL)
    return g_bytes_new_static ("", 0);
  rc = sqlite3session_changeset (recording->session, &size, &data);
  if (rc != SQLITE_OK)
    {
      clt_conn_set_error_code (conn, error, rc, "record");
      return NULL;
    }
  return g_bytes_new_with_free_func (data, size, sqlite3_free, data);
}

static gboolean
index_row (const CltChange *change, gpointer data, GError **error)
{
  CltConn *conn = data;
  g_autofree char *key = clt_change_dup_key (change);

  return clt_conn_run (conn, error,
                       "INSERT INTO action_row (tbl, key, action) VALUES (?, ?, ?)"
                       " ON CONFLICT DO NOTHING",
                       "tti", change->table, key, conn->recording->id);
}

static gboolean
index_bulk (CltConn *conn, CltRecording *recording, GError **error)
{
  GHashTableIter iter;
  gpointer table, value;

  g_hash_table_iter_init (&iter, recording->touched->bulk);
  while (g_hash_table_iter_next (&iter, &table, &value))
    {
      const CltDayRange *range = value;

      if (!clt_conn_run (conn, error,
                         "INSERT INTO action_bulk (action, tbl, first_day, last_day)"
                         " VALUES (?, ?, ?, ?)",
                         "itii", recording->id, (const char *) table, (gint64) range->first,
                         (gint64) range->last))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_journal (CltConn *conn,
               CltRecording *recording,
               GBytes *changeset,
               gint64 n_rows,
               GError **error)
{
  g_autoptr (GBytes) stored = n_rows == 0 ? NULL : clt_changeset_pack (changeset);
  g_autoptr (GBytes) chain = NULL;
  CltChainFacts facts = {
    .kind = "action",
    .id = recording->id,
    .name = recording->name,
    .detail = recording->detail,
    .who = recording->who,
    .at = recording->at != 0 ? recording->at : clt_now (),
    .count = n_rows + recording->n_bulk_rows,
    .changeset = stored,
  };

  if (!clt_changeset_foreach (conn, changeset, index_row, conn, error) ||
      !index_bulk (conn, recording, error) ||
      !clt_conn_get_int (conn, &facts.version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  chain = clt_chain_extend (conn, &facts, error);
  if (chain == NULL)
    return FALSE;
  return clt_conn_run (
    conn, error,
    "INSERT INTO action (id, name, detail, who, at, schema_version, changeset, row_count, chain)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "itttiibib", facts.id, facts.name, facts.detail, facts.who, facts.at, facts.version, stored,
    facts.count, chain);
}

static gboolean
finish (CltConn *conn, CltRecording *recording, GBytes *changeset, gint64 n_rows, GError **error)
{
  return clt_conn_refresh_derived (conn, recording->touched, error) &&
         write_journal (conn, recording, changeset, n_rows, error) &&
         clt_conn_commit (conn, recording->touched, error);
}

/* (nullable) (transfer full): what the action changed, which is noted in recording->touched. */
static GBytes *
record (CltConn *conn, CltRecording *recording, gint64 *n_rows, GError **error)
{
  g_autoptr (GBytes) changeset = take_changeset (conn, recording, error);

  return changeset != NULL &&
             clt_changeset_add_touched (conn, changeset, recording->touched, n_rows, error)
           ? g_steal_pointer (&changeset)
           : NULL;
}

/* The same, with what follows from it. Most actions have no consequences, and are not taken twice. */
static GBytes *
record_with_consequences (CltConn *conn, CltRecording *recording, gint64 *n_rows, GError **error)
{
  g_autoptr (GBytes) changeset = record (conn, recording, n_rows, error);
  int before;

  if (changeset == NULL || *n_rows == 0)
    return g_steal_pointer (&changeset);
  before = sqlite3_total_changes (conn->db);
  if (!run_all (conn, conn->consequences, recording->touched, error))
    return NULL;
  if (sqlite3_total_changes (conn->db) == before)
    return g_steal_pointer (&changeset);
  return record (conn, recording, n_rows, error);
}

gboolean
clt_action_commit (CltConn *conn, gint64 *id, GError **error)
{
  CltRecording *recording = conn->recording;
  g_autoptr (GBytes) changeset = NULL;
  gint64 n_rows = 0;

  g_return_val_if_fail (recording != NULL, FALSE);

  if (id != NULL)
    *id = 0;
  /* the changeset belongs into the transaction that it records: taken after the commit it could
   * hold another program's values */
  changeset = record_with_consequences (conn, recording, &n_rows, error);
  if (changeset == NULL)
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  if (n_rows == 0 && g_hash_table_size (recording->touched->bulk) == 0)
    {
      clt_action_rollback (conn);
      return TRUE;
    }
  if (!finish (conn, recording, changeset, n_rows, error))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  if (id != NULL)
    *id = recording->id;
  end_recording (conn);
  return TRUE;
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

static gboolean
finish_unjournalled (CltConn *conn, GError **error)
{
  CltRecording *recording = conn->recording;
  g_autoptr (GBytes) changeset = take_changeset (conn, recording, error);

  return changeset != NULL &&
         clt_changeset_add_touched (conn, changeset, recording->touched, NULL, error) &&
         clt_conn_refresh_derived (conn, recording->touched, error) &&
         clt_conn_commit (conn, recording->touched, error);
}

gboolean
clt_action_run_unjournalled (CltConn *conn, CltActionFunc func, gpointer data, GError **error)
{
  CltRecording *recording;

  g_return_val_if_fail (conn->recording == NULL, FALSE);

  if (!clt_conn_run (conn, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  recording = g_new0 (CltRecording, 1);
  recording->touched = clt_touched_new ();
  conn->recording = recording;
  if (!start_session (conn, recording, FALSE, error) || !func (conn, data, error) ||
      !finish_unjournalled (conn, error))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  end_recording (conn);
  return TRUE;
}
