/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-desk.h"

#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltDesk
{
  GObject parent_instance;

  CltStore *store;     /* owned */
  GSettings *settings; /* owned */
  char *who;           /* owned */
  char *title;         /* owned */
};

G_DEFINE_FINAL_TYPE (CltDesk, clt_desk, G_TYPE_OBJECT)

enum
{
  ACTED,
  UNDONE,
  TOLD,
  FAILED,
  PERSON_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One write: what the writer thread needs, and what it found out. */
typedef struct
{
  char *name;
  char *detail;
  char *who;
  char *what; /* (nullable): for people, when it is written */
  CltActionFunc func;
  gpointer data;
  GDestroyNotify data_free;
  gint64 action;
  gboolean redo;
} Write;

static void
write_free (gpointer data)
{
  Write *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job->name);
  g_free (job->detail);
  g_free (job->who);
  g_free (job->what);
  g_free (job);
}

/* What a write did; outlives it. */
typedef struct
{
  gint64 action;
  char *what;
  char *name;    /* of an undone action */
  gint64 record; /* the complaint, or the one client, that this has changed; 0: none or several */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_free (outcome->what);
  g_free (outcome->name);
  g_free (outcome);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static char *
describe_action (const char *name, const char *detail)
{
  const char *label = clt_action_get_label (name);

  if (detail == NULL || *detail == '\0')
    return g_strdup (label);
  /* Translators: an action and the thing it was about: Change Client “Wang Wei” */
  return g_strdup_printf (_ ("%s “%s”"), label, detail);
}

/* It is described when all is written: some actions know only then what they are about. */
static gboolean
write_and_describe (CltConn *conn, gpointer data, GError **error)
{
  Write *job = data;

  if (!job->func (conn, job->data, error))
    return FALSE;
  job->what = describe_action (job->name, clt_action_get_detail (conn));
  return TRUE;
}

static gpointer
act_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Write *job = data;
  CltActionInfo info = { job->name, job->detail, job->who };
  g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);

  if (!clt_action_run (conn, &info, write_and_describe, job, &outcome->action, error))
    return NULL;
  outcome->what = g_steal_pointer (&job->what);
  return g_steal_pointer (&outcome);
}

static gboolean
find_client (CltConn *conn, Outcome *outcome, GError **error)
{
  gint64 n, client;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM action_row WHERE action = ?1 AND tbl = 'client'",
                         "i", outcome->action) ||
      !clt_conn_get_int (
        conn, &client, 0, error,
        "SELECT c.id FROM action_row r JOIN client c"
        " ON c.id = CAST(r.key AS INTEGER) WHERE r.action = ?1 AND r.tbl = 'client'",
        "i", outcome->action))
    return FALSE;
  outcome->record = n == 1 ? client : 0;
  return TRUE;
}

/* As far as it is in the file now: that by which it was registered is gone. What was done to it bears its
 * number, whichever tables that is in. */
static gboolean
find_complaint (CltConn *conn, Outcome *outcome, GError **error)
{
  return clt_conn_get_int (conn, &outcome->record, 0, error,
                           "SELECT c.id FROM action a JOIN complaint c ON c.number = a.detail"
                           " OR c.id = (SELECT CAST(r.key AS INTEGER) FROM action_row r"
                           " WHERE r.action = a.id AND r.tbl = 'complaint')"
                           " WHERE a.id = ?1 ORDER BY c.number = a.detail DESC LIMIT 1",
                           "i", outcome->action);
}

static gboolean
find_action (CltConn *conn, Outcome *outcome, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, "SELECT name, detail FROM action WHERE id = ?1", "i",
                                  outcome->action);

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  outcome->name = g_strdup (clt_stmt_get_text (stmt, 0));
  outcome->what = describe_action (outcome->name, clt_stmt_get_text (stmt, 1));
  clt_stmt_reset (stmt);
  return g_str_has_prefix (outcome->name, "complaint.") ? find_complaint (conn, outcome, error)
                                                        : find_client (conn, outcome, error);
}

static gpointer
undo_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Write *job = data;
  g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);

  if (job->redo)
    {
      if (!clt_action_redo (conn, job->action, job->who, &outcome->action, NULL, error))
        return NULL;
    }
  else if (!clt_action_undo (conn, job->action, job->who, &outcome->action, NULL, error))
    return NULL;
  return find_action (conn, outcome, error) ? g_steal_pointer (&outcome) : NULL;
}

static void
clt_desk_dispose (GObject *object)
{
  CltDesk *self = CLT_DESK (object);

  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->who, g_free);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (clt_desk_parent_class)->dispose (object);
}

static void
clt_desk_class_init (CltDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_desk_dispose;

  signals[ACTED] = g_signal_new ("acted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_INT64, G_TYPE_STRING);
  signals[UNDONE] =
    g_signal_new ("undone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                  G_TYPE_BOOLEAN, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64);
  signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PERSON_CHANGED] =
    g_signal_new ("person-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static char *
dup_login_name (void)
{
  const char *name = g_get_real_name ();

  return g_strdup (
    name == NULL || *name == '\0' || g_str_equal (name, "Unknown") ? g_get_user_name () : name);
}

static void
clt_desk_init (CltDesk *self)
{
  self->settings = g_settings_new (CLT_APP_ID);
  self->who = g_settings_get_string (self->settings, "person");
  if (*self->who == '\0')
    {
      g_free (self->who);
      self->who = dup_login_name ();
    }
}

CltDesk *
clt_desk_new (CltStore *store)
{
  CltDesk *self = g_object_new (CLT_TYPE_DESK, NULL);
  g_autofree char *base = NULL;

  g_return_val_if_fail (CLT_IS_STORE (store), self);

  self->store = g_object_ref (store);
  base = g_path_get_basename (clt_store_get_path (store));
  if (g_str_has_suffix (base, ".clientele"))
    base[strlen (base) - strlen (".clientele")] = '\0';
  self->title = g_filename_display_name (base);
  return self;
}

CltStore *
clt_desk_get_store (CltDesk *self)
{
  g_return_val_if_fail (CLT_IS_DESK (self), NULL);

  return self->store;
}

GSettings *
clt_desk_get_settings (CltDesk *self)
{
  g_return_val_if_fail (CLT_IS_DESK (self), NULL);

  return self->settings;
}

const char *
clt_desk_get_who (CltDesk *self)
{
  g_return_val_if_fail (CLT_IS_DESK (self), NULL);

  return self->who;
}

void
clt_desk_set_who (CltDesk *self, const char *who)
{
  g_autofree char *name = NULL;

  g_return_if_fail (CLT_IS_DESK (self));

  g_settings_set_string (self->settings, "person", who);
  name = *who == '\0' ? dup_login_name () : g_strdup (who);
  if (g_strcmp0 (name, self->who) == 0)
    return;
  clt_set_str (&self->who, name);
  g_signal_emit (self, signals[PERSON_CHANGED], 0);
}

const char *
clt_desk_get_title (CltDesk *self)
{
  g_return_val_if_fail (CLT_IS_DESK (self), NULL);

  return self->title;
}

gboolean
clt_desk_get_red_rises (CltDesk *self)
{
  int choice;

  g_return_val_if_fail (CLT_IS_DESK (self), FALSE);

  choice = g_settings_get_enum (self->settings, "rise-color");
  if (choice == 0)
    /* Translators: the colour in which readers of your language expect rising figures: "green" or
     * "red", in English. */
    return g_str_equal (C_ ("rising figures", "green"), "red");
  return choice == 1;
}

void
clt_desk_tell (CltDesk *self, const char *sentence)
{
  g_return_if_fail (CLT_IS_DESK (self));

  g_signal_emit (self, signals[TOLD], 0, sentence);
}

void
clt_desk_fail (CltDesk *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (CLT_IS_DESK (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  sentence = clt_problem_dup_sentence (error);
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

void
clt_desk_note_acted (CltDesk *self, gint64 action, const char *what)
{
  g_return_if_fail (CLT_IS_DESK (self));

  if (action != 0)
    g_signal_emit (self, signals[ACTED], 0, action, what);
}

static void
on_store_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CltDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  clt_desk_note_acted (self, outcome->action, outcome->what);
  g_task_return_boolean (task, TRUE);
}

static void
on_store_acted_quietly_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (outcome == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, outcome->action);
}

static void
start_act (CltDesk *self,
           const char *name,
           const char *detail,
           CltActionFunc func,
           gpointer data,
           GDestroyNotify data_free,
           GAsyncReadyCallback on_store_done_cb,
           GTask *task)
{
  Write *job = g_new0 (Write, 1);

  job->name = g_strdup (name);
  job->detail = g_strdup (detail);
  job->who = g_strdup (self->who);
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  clt_store_run_async (self->store, CLT_STORE_WRITE, G_PRIORITY_DEFAULT, act_in_worker, job,
                       write_free, outcome_free, NULL, on_store_done_cb, task);
}

void
clt_desk_act_async (CltDesk *self,
                    const char *name,
                    const char *detail,
                    CltActionFunc func,
                    gpointer data,
                    GDestroyNotify data_free,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CLT_IS_DESK (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, clt_desk_act_async);
  start_act (self, name, detail, func, data, data_free, on_store_acted_cb, task);
}

gboolean
clt_desk_act_finish (CltDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
clt_desk_act_quietly_async (CltDesk *self,
                            const char *name,
                            const char *detail,
                            CltActionFunc func,
                            gpointer data,
                            GDestroyNotify data_free,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CLT_IS_DESK (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, clt_desk_act_quietly_async);
  start_act (self, name, detail, func, data, data_free, on_store_acted_quietly_cb, task);
}

gboolean
clt_desk_act_quietly_finish (CltDesk *self, GAsyncResult *result, gint64 *action, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gint64 id;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  id = g_task_propagate_int (G_TASK (result), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (action != NULL)
    *action = id;
  return TRUE;
}

static void
on_desk_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltDesk *self = CLT_DESK (source);
  g_autoptr (GError) error = NULL;

  if (!clt_desk_act_finish (self, result, &error))
    clt_desk_fail (self, error);
}

void
clt_desk_act (CltDesk *self,
              const char *name,
              const char *detail,
              CltActionFunc func,
              gpointer data,
              GDestroyNotify data_free)
{
  clt_desk_act_async (self, name, detail, func, data, data_free, on_desk_acted_cb, NULL);
}

typedef struct
{
  CltDesk *desk; /* owned */
  gboolean redo;
  GTask *task; /* owned (nullable): of who waits for it */
} Undoing;

static void
undoing_free (Undoing *undoing)
{
  g_object_unref (undoing->desk);
  g_clear_object (&undoing->task);
  g_free (undoing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undoing, undoing_free)

static void
on_store_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Undoing) undoing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (outcome == NULL)
    clt_desk_fail (undoing->desk, error);
  else
    g_signal_emit (undoing->desk, signals[UNDONE], 0, undoing->redo, outcome->what, outcome->name,
                   outcome->record);
  if (undoing->task != NULL)
    g_task_return_boolean (undoing->task, outcome != NULL);
}

static void
start_undo (CltDesk *self, gint64 action, gboolean redo, GTask *task)
{
  Undoing *undoing = g_new0 (Undoing, 1);
  Write *job = g_new0 (Write, 1);

  undoing->desk = g_object_ref (self);
  undoing->redo = redo;
  undoing->task = task;
  job->who = g_strdup (self->who);
  job->action = action;
  job->redo = redo;
  clt_store_run_async (self->store, CLT_STORE_WRITE, G_PRIORITY_DEFAULT, undo_in_worker, job,
                       write_free, outcome_free, NULL, on_store_undone_cb, undoing);
}

void
clt_desk_undo (CltDesk *self, gint64 action)
{
  g_return_if_fail (CLT_IS_DESK (self));

  start_undo (self, action, FALSE, NULL);
}

void
clt_desk_undo_async (CltDesk *self, gint64 action, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CLT_IS_DESK (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, clt_desk_undo_async);
  start_undo (self, action, FALSE, task);
}

void
clt_desk_redo (CltDesk *self, gint64 action)
{
  g_return_if_fail (CLT_IS_DESK (self));

  start_undo (self, action, TRUE, NULL);
}
