/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-task.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static const struct
{
  const char *name, *label;
} kinds[] = {
  { "promise", NC_ ("task", "Promise") },
  { "compliance", NC_ ("task", "Compliance") },
  { "contact-data", NC_ ("task", "Correct the number") },
  { "letter", NC_ ("task", "Write a letter") },
  { "remedy", NC_ ("task", "Corrective action") },
};

static const char *
find_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kind, kinds[i].name))
      return kinds[i].label;
  return NULL;
}

CltTask *
clt_task_new (const char *kind)
{
  CltTask *task = g_new0 (CltTask, 1);

  task->kind = g_strdup (kind);
  task->due = clt_today ();
  task->done = CLT_DAY_NONE;
  task->text = g_strdup ("");
  return task;
}

void
clt_task_free (CltTask *task)
{
  g_free (task->kind);
  g_free (task->state);
  g_free (task->client);
  g_free (task->owner);
  g_free (task->text);
  g_free (task->result);
  g_free (task);
}

const char *
clt_task_kind_get_label (const char *kind)
{
  const char *label = find_label (kind);

  return label == NULL ? kind : g_dpgettext2 (GETTEXT_PACKAGE, "task", label);
}

gboolean
clt_task_add (CltConn *conn, CltTask *task, GError **error)
{
  g_autofree char *text = clt_text_clean (task->text, -1);
  gint64 id;

  if (find_label (task->kind) == NULL)
    /* Translators: %s is what somebody typed. */
    return clt_store_refuse (error, _ ("“%s” is no kind of task; nothing was changed."),
                             task->kind);
  if (*text == '\0')
    return clt_store_refuse (error, _ ("Say what is to be done; nothing was changed."));
  if ((id = clt_conn_new_id (conn, error)) == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO task (id, kind, client_id, owner_id, due, text, contact_id,"
                     " response_id, complaint_id, created) VALUES (?, ?, nullif (?, 0),"
                     " nullif (?, 0), ?, ?, nullif (?, 0), nullif (?, 0), nullif (?, 0), ?)",
                     "itiiytiiii", id, task->kind, task->client_id, task->owner_id, task->due, text,
                     task->contact_id, task->response_id, task->complaint_id,
                     clt_action_get_time (conn)))
    return FALSE;
  task->id = id;
  return TRUE;
}

/* What somebody has typed; a wrong answer is told in the language of who reads it. (transfer full) */
static char *
read_text (CltStmt *stmt)
{
  const char *question = clt_stmt_get_text (stmt, 14);

  return *question == '\0' ? g_strdup (clt_stmt_get_text (stmt, 12))
                           /* Translators: the text of a question. */
                           : g_strdup_printf (_ ("Wrong answer to “%s”"), question);
}

static gpointer
read_task (CltStmt *stmt)
{
  CltTask *task = g_new0 (CltTask, 1);

  task->id = clt_stmt_get_int (stmt, 0);
  task->kind = g_strdup (clt_stmt_get_text (stmt, 1));
  task->state = g_strdup (clt_stmt_get_text (stmt, 2));
  task->client_id = clt_stmt_get_int (stmt, 3);
  task->owner_id = clt_stmt_get_int (stmt, 4);
  task->contact_id = clt_stmt_get_int (stmt, 5);
  task->response_id = clt_stmt_get_int (stmt, 6);
  task->complaint_id = clt_stmt_get_int (stmt, 7);
  task->client = g_strdup (clt_stmt_get_text (stmt, 8));
  task->owner = g_strdup (clt_stmt_get_text (stmt, 9));
  task->due = clt_stmt_get_day (stmt, 10);
  task->done = clt_stmt_get_day (stmt, 11);
  task->text = read_text (stmt);
  task->result = g_strdup (clt_stmt_get_text (stmt, 13));
  return task;
}

GPtrArray *
clt_task_list (CltConn *conn, gint64 owner_id, gint64 client_id, gboolean closed, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT t.id, t.kind, t.state, t.client_id, t.owner_id, t.contact_id,"
                    " t.response_id, t.complaint_id, c.name, s.name, t.due, t.done, t.text,"
                    " t.result, coalesce (q.text, '') FROM task t"
                    " LEFT JOIN client c ON c.id = t.client_id"
                    " LEFT JOIN staff s ON s.id = t.owner_id"
                    " LEFT JOIN response r ON r.id = t.response_id AND t.kind = 'compliance'"
                    " LEFT JOIN question q ON q.version_id = r.version_id AND q.key = t.text"
                    " WHERE (t.state <> 'open') = ?1"
                    " AND (?2 IN (0, t.owner_id) OR t.owner_id IS NULL OR s.left_on <= ?4)"
                    " AND ?3 IN (0, t.client_id)"
                    " ORDER BY CASE WHEN ?1 THEN -t.done ELSE t.due END, t.id",
                    "iiii", (gint64) closed, owner_id, client_id, (gint64) clt_today ()),
    read_task, (GDestroyNotify) clt_task_free, error);
}

static gboolean
check_open (CltConn *conn, gint64 id, GError **error)
{
  gint64 open;

  if (!clt_conn_get_int (conn, &open, 0, error,
                         "SELECT count(*) FROM task WHERE id = ? AND state = 'open'", "i", id))
    return FALSE;
  return open > 0 ||
         clt_store_refuse (error, _ ("There is no such open task; nothing was changed."));
}

gboolean
clt_task_move (CltConn *conn, gint64 id, CltDay due, GError **error)
{
  if (due == CLT_DAY_NONE || due < clt_action_get_day (conn))
    return clt_store_refuse (error, _ ("Say a day to come; nothing was changed."));
  return check_open (conn, id, error) &&
         clt_conn_run (conn, error, "UPDATE task SET due = ? WHERE id = ?", "yi", due, id);
}

gboolean
clt_task_give (CltConn *conn, gint64 id, gint64 owner_id, GError **error)
{
  return check_open (conn, id, error) &&
         clt_conn_run (conn, error, "UPDATE task SET owner_id = nullif (?, 0) WHERE id = ?", "ii",
                       owner_id, id);
}

gboolean
clt_task_finish (CltConn *conn, gint64 id, const char *state, const char *result, GError **error)
{
  gboolean drops = g_str_equal (state, "dropped");

  if (!check_open (conn, id, error))
    return FALSE;
  if (drops && *result == '\0')
    return clt_store_refuse (error, _ ("Say why it is not done; nothing was changed."));
  return clt_conn_run (conn, error, "UPDATE task SET state = ?, done = ?, result = ? WHERE id = ?",
                       "tyti", state, clt_action_get_day (conn), result, id);
}

static gboolean
find_guard (CltConn *conn, gint64 *staff_id, GError **error)
{
  return clt_conn_get_int (conn, staff_id, 0, error,
                           "SELECT id FROM staff WHERE role IN ('compliance', 'manager')"
                           " AND (left_on IS NULL OR left_on > ?) ORDER BY role, id LIMIT 1",
                           "i", (gint64) clt_action_get_day (conn));
}

/* The task of a wrong answer is known by its form and, as its text, the key of the question. @id: (out):
 * that there is already, in whatever state; 0: none. */
static gboolean
find_bad_answer (CltConn *conn, gint64 response_id, const char *key, gint64 *id, GError **error)
{
  return clt_conn_get_int (conn, id, 0, error,
                           "SELECT id FROM task WHERE kind = 'compliance' AND response_id = ?"
                           " AND text = ? ORDER BY state = 'open' DESC, id DESC LIMIT 1",
                           "it", response_id, key);
}

gboolean
clt_task_open_bad_answer (CltConn *conn,
                          gint64 client_id,
                          gint64 response_id,
                          const char *key,
                          gint64 *task_id,
                          GError **error)
{
  g_autoptr (CltTask) task = clt_task_new ("compliance");

  if (!find_bad_answer (conn, response_id, key, task_id, error))
    return FALSE;
  if (*task_id != 0) /* open again where it was dropped with the answer */
    return clt_conn_run (conn, error,
                         "UPDATE task SET state = 'open', done = NULL, result = '' WHERE id = ?"
                         " AND state = 'dropped'",
                         "i", *task_id);
  clt_set_str (&task->text, key);
  task->client_id = client_id;
  task->response_id = response_id;
  task->due = clt_action_get_day (conn);
  if (!find_guard (conn, &task->owner_id, error) || !clt_task_add (conn, task, error))
    return FALSE;
  *task_id = task->id;
  return TRUE;
}

gboolean
clt_task_drop_bad_answer (CltConn *conn, gint64 response_id, const char *key, GError **error)
{
  gint64 id;

  return find_bad_answer (conn, response_id, key, &id, error) &&
         (id == 0 ||
          clt_conn_run (conn, error,
                        "UPDATE task SET state = 'dropped', done = ?2, result = ?3"
                        " WHERE id = ?1 AND state = 'open'",
                        "iyt", id, clt_action_get_day (conn), _ ("The answer was corrected.")));
}

gboolean
clt_task_count_kept (CltConn *conn,
                     gint64 owner_id,
                     CltDay day,
                     gint64 *promises,
                     gint64 *kept,
                     GError **error)
{
  return clt_conn_get_int (
           conn, promises, 0, error,
           "SELECT count(*) FROM task WHERE kind = 'promise' AND ?1 IN (0, owner_id)"
           " AND due <= ?2 AND state <> 'dropped'",
           "ii", owner_id, (gint64) day) &&
         clt_conn_get_int (
           conn, kept, 0, error,
           "SELECT count(*) FROM task WHERE kind = 'promise' AND ?1 IN (0, owner_id)"
           " AND due <= ?2 AND state = 'done' AND done <= due",
           "ii", owner_id, (gint64) day);
}
