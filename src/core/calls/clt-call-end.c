/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-call-queue.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-call-private.h"
#include "core/calls/clt-contact-log.h"
#include "core/calls/clt-recording.h"
#include "core/calls/clt-task.h"

/* What comes of calls: ended, moved, handed over. */

CltCall *
clt_call_load_open (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltCall) call = clt_call_load (conn, id, error);

  if (call != NULL && !g_str_equal (call->state, "open"))
    {
      clt_store_refuse (error, _ ("This call is closed already; nothing was changed."));
      return NULL;
    }
  return g_steal_pointer (&call);
}

/* ---- moving -------------------------------------------------------------------------------- */

gboolean
clt_call_count_moves (CltConn *conn, gint64 call_id, gint64 *moves, GError **error)
{
  return clt_conn_get_int (conn, moves, 0, error,
                           "SELECT count(*) FROM call_move WHERE call_id = ?", "i", call_id);
}

static gboolean
check_move (CltConn *conn,
            const CltCallRules *rules,
            const CltCall *call,
            CltDay due,
            int time,
            const char *reason,
            GError **error)
{
  g_auto (CltCallHistory) history = { 0 };
  gint64 moves;
  CltCallBar bar;

  if (due == CLT_DAY_NONE || due < clt_action_get_day (conn) ||
      (time >= 0 && clt_day_get_instant (due, time) < clt_action_get_time (conn)))
    return clt_store_refuse (error, _ ("Say when to call again, a time to come; nothing was"
                                       " changed."));
  if (clt_call_has_words (reason))
    return TRUE;
  if (!clt_call_count_moves (conn, call->id, &moves, error) ||
      !clt_call_history_load (conn, call, &history, error))
    return FALSE;
  if (moves + 1 >= clt_call_rules_get_moves (rules))
    return clt_store_refuse (error, _ ("This call was put off before: say why it is put off again;"
                                       " nothing was changed."));
  bar = time < 0 ? CLT_CALL_ALLOWED
                 : clt_call_rules_judge_hour (rules, history.own_from, history.own_to,
                                              clt_day_get_instant (due, time));
  return bar == CLT_CALL_ALLOWED || clt_call_refuse_bar (bar, error);
}

static gboolean
move_call (CltConn *conn,
           const CltCallDesk *desk,
           const CltCall *call,
           CltDay due,
           int time,
           const char *reason,
           GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO call_move (id, call_id, at, staff_id, old_due, old_time, due,"
                       " time, reason) VALUES (?, ?, ?, nullif (?, 0), ?, nullif (?, -1), ?,"
                       " nullif (?, -1), ?)",
                       "iiiiyiyit", id, call->id, clt_action_get_time (conn), desk->staff_id,
                       call->due, (gint64) call->due_time, due, (gint64) time,
                       reason == NULL ? "" : reason) &&
         clt_conn_run (conn, error,
                       "UPDATE call_task SET due = ?, due_time = nullif (?, -1) WHERE id = ?",
                       "yii", due, (gint64) time, call->id);
}

gboolean
clt_call_move (CltConn *conn,
               const CltCallDesk *desk,
               gint64 call_id,
               CltDay due,
               int time,
               const char *reason,
               GError **error)
{
  g_autoptr (CltCall) call = clt_call_load_open (conn, call_id, error);
  g_autoptr (CltCallRules) rules = NULL;

  if (call == NULL)
    return FALSE;
  rules = clt_call_rules_load (conn, clt_action_get_day (conn), error);
  return rules != NULL && check_move (conn, rules, call, due, time, reason, error) &&
         move_call (conn, desk, call, due, time, reason, error) &&
         clt_call_queue_release (conn, desk, call_id, error);
}

/* ---- ending -------------------------------------------------------------------------------- */

typedef struct
{
  CltConn *conn;
  const CltCallDesk *desk;
  const CltCallEnd *end;
  CltCallEnded *ended;
  CltCall *call;       /* owned */
  CltCallRules *rules; /* owned */
  const char *outcome;
  char *reason; /* owned: why against the rules; "": it was not */
  gint64 at;
} Ending;

static void
ending_clear (Ending *self)
{
  g_clear_pointer (&self->call, clt_call_free);
  g_clear_pointer (&self->rules, clt_call_rules_free);
  g_free (self->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ending, ending_clear)

/* @own: (out): it is on the screen of this desk; the reason that was given then is taken over. */
static gboolean
check_claim (Ending *self, gboolean *own, GError **error)
{
  CltStmt *stmt = clt_conn_query (self->conn, error,
                                  "SELECT who, desk, reason FROM call_claim WHERE call_id = ?"
                                  " AND until > ?",
                                  "ii", self->call->id, clt_action_get_time (self->conn));
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  g_autofree char *who = NULL;

  *own = FALSE;
  if (step != CLT_STEP_ROW)
    return step == CLT_STEP_DONE;
  who = g_strdup (clt_stmt_get_text (stmt, 0));
  *own = g_str_equal (who, self->desk->who) &&
         g_str_equal (clt_stmt_get_text (stmt, 1), self->desk->desk);
  if (*own && !clt_call_has_words (self->end->reason))
    clt_set_str (&self->reason, clt_stmt_get_text (stmt, 2));
  clt_stmt_reset (stmt);
  /* Translators: %s is a person. */
  return *own || clt_store_refuse (error,
                                   _ ("%s has this call on the screen; nothing was"
                                      " changed."),
                                   who);
}

/* Before the time that was agreed. */
static gboolean
is_early (const Ending *self)
{
  const CltCall *call = self->call;

  return call->due_time >= 0 &&
         self->at - self->end->seconds < clt_day_get_instant (call->due, call->due_time);
}

static gboolean
check_rules (Ending *self, GError **error)
{
  CltCallBar bar;
  gboolean own;

  self->reason = g_strdup (clt_call_has_words (self->end->reason) ? self->end->reason : "");
  if (!check_claim (self, &own, error) ||
      !clt_call_rule_check (self->conn, self->rules, self->call, self->desk->staff_id,
                            self->at - self->end->seconds, &bar, error))
    return FALSE;
  /* what the rules allowed when it came on the screen may be finished */
  if (bar != CLT_CALL_ALLOWED && !own && !clt_call_has_words (self->reason))
    return clt_call_refuse_bar (bar, error);
  if (bar == CLT_CALL_ALLOWED && !is_early (self))
    clt_set_str (&self->reason, "");
  return TRUE;
}

/* The one that is told, else where somebody spoke that of the rule. */
static gboolean
name_recording (const Ending *self, CltContactEntry *entry, GError **error)
{
  g_autofree char *name = g_strdup (self->end->recording);

  if (name == NULL && clt_call_outcome_is_reached (self->outcome))
    {
      name = clt_recording_dup_name (self->conn, self->call->id, self->call->client_id,
                                     self->desk->staff_id, entry->at, error);
      if (name == NULL)
        return FALSE;
    }
  clt_set_str (&entry->recording, name == NULL ? "" : name);
  return TRUE;
}

static gboolean
write_contact (Ending *self, GError **error)
{
  const CltCallEnd *end = self->end;
  g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();

  entry->client_id = self->call->client_id;
  entry->call_id = self->call->id;
  entry->staff_id = self->desk->staff_id;
  entry->at = self->at - end->seconds;
  entry->day = clt_instant_get_day (entry->at);
  entry->seconds = end->seconds;
  entry->success = g_str_equal (self->outcome, "complete");
  clt_set_str (&entry->outcome, self->outcome);
  clt_set_str (&entry->note, end->note == NULL ? "" : end->note);
  clt_set_str (&entry->topic, end->topic != NULL
                                ? end->topic
                                : clt_call_occasion_get_label (self->call->occasion));
  clt_set_str (&entry->next_step, end->next_step == NULL ? "" : end->next_step);
  if (!name_recording (self, entry, error))
    return FALSE;
  clt_set_str (&entry->line, end->line == NULL ? "" : end->line);
  clt_set_str (&entry->override_reason, self->reason);
  if (!clt_contact_log_add (self->conn, entry, error))
    return FALSE;
  self->ended->contact_id = entry->id;
  return TRUE;
}

static gboolean
open_task (Ending *self, const char *kind, const char *text, CltDay due, GError **error)
{
  g_autoptr (CltTask) task = clt_task_new (kind);

  task->client_id = self->call->client_id;
  task->owner_id = self->desk->staff_id != 0 ? self->desk->staff_id : self->call->staff_id;
  task->contact_id = self->ended->contact_id;
  task->due = due;
  clt_set_str (&task->text, text);
  if (!clt_task_add (self->conn, task, error))
    return FALSE;
  self->ended->task_id = task->id;
  return TRUE;
}

static CltDay
get_next_workday (const Ending *self)
{
  return clt_workdays_at_or_after (clt_call_rules_get_workdays (self->rules),
                                   clt_instant_get_day (self->at) + 1);
}

static gboolean
settle (Ending *self, const char *outcome, CltDay again, GError **error)
{
  return clt_call_finish (self->conn, self->call->id, outcome,
                          self->end->note == NULL ? "" : self->end->note, again, error);
}

static gboolean
lose (Ending *self, GError **error)
{
  self->ended->lost = TRUE;
  return settle (self, "lost", CLT_DAY_NONE, error) &&
         open_task (self, "letter", _ ("Nobody answers the telephone: write to the client"),
                    get_next_workday (self), error);
}

/* Not ended: when to try again. */
static gboolean
retry (Ending *self, GError **error)
{
  g_auto (CltCallHistory) history = { 0 };
  CltDay again = self->end->again;

  if (!clt_call_history_load (self->conn, self->call, &history, error))
    return FALSE;
  self->ended->next = clt_call_rules_next (self->rules, &history, self->at + 60);
  if (self->ended->next == 0)
    return lose (self, error);
  if (again == CLT_DAY_NONE)
    again = clt_instant_get_day (self->ended->next);
  return settle (self, self->outcome, again, error) &&
         (!g_str_equal (self->outcome, "language") ||
          clt_conn_run (self->conn, error, "UPDATE call_task SET staff_id = NULL WHERE id = ?", "i",
                        self->call->id));
}

static gboolean
agree (Ending *self, GError **error)
{
  const CltCallEnd *end = self->end;

  if (!check_move (self->conn, self->rules, self->call, end->again, end->again_time, end->reason,
                   error) ||
      !settle (self, self->outcome, end->again, error))
    return FALSE;
  self->ended->next =
    clt_day_get_instant (end->again, end->again_time >= 0 ? end->again_time
                                                          : clt_call_rules_get_open (self->rules));
  return move_call (self->conn, self->desk, self->call, end->again, end->again_time, end->reason,
                    error);
}

static gboolean
carry_on (Ending *self, GError **error)
{
  if (g_str_equal (self->outcome, "later"))
    return agree (self, error);
  if (g_str_equal (self->outcome, "lost"))
    return lose (self, error);
  if (!clt_call_outcome_is_final (self->outcome))
    return retry (self, error);
  return settle (self, self->outcome, CLT_DAY_NONE, error) &&
         (!clt_call_outcome_is_wrong_number (self->outcome) ||
          open_task (self, "contact-data", _ ("Find out the client’s right number"),
                     get_next_workday (self), error));
}

static gboolean
keep_promise (Ending *self, GError **error)
{
  const CltCallEnd *end = self->end;

  return !clt_call_has_words (end->promise) ||
         open_task (self, "promise", end->promise,
                    end->promise_due == CLT_DAY_NONE ? get_next_workday (self) : end->promise_due,
                    error);
}

gboolean
clt_call_end (CltConn *conn,
              const CltCallDesk *desk,
              const CltCallEnd *end,
              CltCallEnded *ended,
              GError **error)
{
  g_auto (Ending) self = { .conn = conn, .desk = desk, .end = end, .ended = ended };

  *ended = (CltCallEnded){ 0 };
  self.at = end->at == 0 ? clt_action_get_time (conn) : end->at;
  self.outcome = clt_call_outcome_find (end->outcome);
  if (self.outcome == NULL)
    return clt_store_refuse (error, _ ("There is no such outcome of a call; nothing was changed."));
  self.call = clt_call_load_open (conn, end->call_id, error);
  if (self.call == NULL)
    return FALSE;
  self.rules = clt_call_rules_load (conn, clt_instant_get_day (self.at), error);
  return self.rules != NULL && check_rules (&self, error) && write_contact (&self, error) &&
         carry_on (&self, error) && keep_promise (&self, error) &&
         clt_call_form_end (conn, end->call_id, g_str_equal (self.outcome, "complete"), error) &&
         clt_call_forget_words (conn, end->call_id, error) &&
         clt_call_queue_release (conn, desk, end->call_id, error);
}
