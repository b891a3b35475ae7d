/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint-stage.h"

#include "core/base/clt-i18n.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/delivery/clt-call.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-rules.h"

const char *const clt_complaint_states[] = {
  "registered", "accepted",  "refused",   "investigating", "proposal",  "answered", "agreed",
  "disagreed",  "mediation", "escalated", "closed",        "withdrawn", NULL,
};

/* @next: where it usually goes from here. @stage: how far it has come; to leave stages out is to come
 * farther than by one move. */
static const struct
{
  const char *state;
  int stage; /* 0: beside the way */
  const char *next;
} stages[] = {
  { "registered", 1, "accepted withdrawn" },
  { "accepted", 2, "investigating escalated withdrawn" },
  { "investigating", 3, "proposal escalated withdrawn" },
  { "proposal", 4, "answered escalated withdrawn" },
  { "answered", 5, "agreed disagreed escalated withdrawn" },
  { "agreed", 6, "closed" },
  { "disagreed", 6, "investigating mediation escalated withdrawn" },
  { "mediation", 7, "agreed disagreed escalated withdrawn" },
  { "escalated", 0, "investigating proposal answered mediation withdrawn" },
  { "closed", 8, "" },
  { "refused", 0, "" },
  { "withdrawn", 0, "" },
};

static int
find_stage (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (stages[i].state, state))
      return (int) i;
  return -1;
}

CltComplaintMove
clt_complaint_get_move (const char *from, const char *to)
{
  const int a = find_stage (from), b = find_stage (to);
  g_auto (GStrv) next = NULL;

  if (a < 0 || b < 0 || a == b)
    return CLT_MOVE_NONE;
  if (*stages[a].next == '\0') /* done */
    return g_str_equal (to, "investigating") ? CLT_MOVE_REOPEN : CLT_MOVE_NONE;
  next = g_strsplit (stages[a].next, " ", -1);
  if (g_strv_contains ((const char *const *) next, to))
    return CLT_MOVE_NEXT;
  if (g_str_equal (to, "refused"))
    return g_str_equal (from, "registered") ? CLT_MOVE_REASON : CLT_MOVE_NONE;
  if (g_str_equal (from, "escalated") || g_str_equal (to, "escalated"))
    return g_str_equal (to, "closed") || g_str_equal (to, "escalated") ? CLT_MOVE_REASON
                                                                       : CLT_MOVE_NONE;
  return stages[b].stage > stages[a].stage ? CLT_MOVE_REASON : CLT_MOVE_NONE;
}

const char *
clt_complaint_get_next (const char *state)
{
  int i = find_stage (state);
  g_auto (GStrv) next = NULL;

  if (i < 0 || *stages[i].next == '\0')
    return NULL;
  next = g_strsplit (stages[i].next, " ", 2);
  return stages[find_stage (next[0])].state;
}

/* ---- steps --------------------------------------------------------------------------------- */

void
clt_complaint_step_free (CltComplaintStep *step)
{
  g_free (step->state);
  g_free (step->staff);
  g_free (step->reason);
  g_free (step->note);
  g_free (step);
}

static gpointer
read_step (CltStmt *stmt)
{
  CltComplaintStep *step = g_new0 (CltComplaintStep, 1);

  step->id = clt_stmt_get_int (stmt, 0);
  step->state = g_strdup (clt_stmt_get_text (stmt, 1));
  step->day = clt_stmt_get_day (stmt, 2);
  step->at = clt_stmt_get_int (stmt, 3);
  step->staff = g_strdup (clt_stmt_get_text (stmt, 4));
  step->reason = g_strdup (clt_stmt_get_text (stmt, 5));
  step->note = g_strdup (clt_stmt_get_text (stmt, 6));
  return step;
}

GPtrArray *
clt_complaint_list_steps (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT t.id, t.state, t.day, t.at, coalesce (s.name, ''), t.reason, t.note"
                    " FROM complaint_step t LEFT JOIN staff s ON s.id = t.staff_id"
                    " WHERE t.complaint_id = ? ORDER BY t.id",
                    "i", id),
    read_step, (GDestroyNotify) clt_complaint_step_free, error);
}

gboolean
clt_complaint_note_step (CltConn *conn,
                         gint64 id,
                         const char *what,
                         gint64 staff_id,
                         const char *reason,
                         const char *note,
                         GError **error)
{
  gint64 step = clt_conn_new_id (conn, error);

  return step != 0 && clt_conn_run (conn, error,
                                    "INSERT INTO complaint_step (id, complaint_id, state, day, at,"
                                    " staff_id, reason, note)"
                                    " VALUES (?, ?, ?, ?, ?, nullif (?, 0), ?, ?)",
                                    "iityiitt", step, id, what, clt_action_get_day (conn),
                                    clt_action_get_time (conn), staff_id, reason, note);
}

/* ---- closing and reopening ----------------------------------------------------------------- */

static void
add_missing (GString *missing, const char *field, const char *value)
{
  if (*value != '\0')
    return;
  if (missing->len > 0)
    g_string_append (missing, C_ ("list", ", "));
  g_string_append (missing, clt_complaint_field_get_label (clt_complaint_field_find (field)));
}

static gboolean
check_closing (const CltComplaint *complaint, GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  add_missing (missing, "finding", complaint->finding);
  add_missing (missing, "cause", complaint->cause);
  add_missing (missing, "remedy", complaint->remedy);
  return missing->len == 0 ||
         /* Translators: the number of a complaint, then names of fields: Finding, Remedy. */
         clt_store_refuse (error,
                           _ ("Complaint %s cannot be closed while these are empty: %s. Nothing was"
                              " changed."),
                           complaint->number, missing->str);
}

/* Whoever serves the client asks him, but neither the person complained about nor who handled it;
 * then it is anybody's. */
static gboolean
find_caller (CltConn *conn, const CltComplaint *complaint, CltDay day, gint64 *id, GError **error)
{
  if (!clt_assignment_get (conn, complaint->client_id, "service", day, id, error))
    return FALSE;
  if (*id == complaint->about_id || *id == complaint->handler_id)
    *id = 0;
  return TRUE;
}

static gboolean
add_callback (CltConn *conn, const CltComplaint *complaint, GError **error)
{
  const CltDay today = clt_action_get_day (conn);
  g_autofree char *script = NULL;
  gint64 caller, call;
  int days;

  if (complaint->client_id == 0)
    return TRUE; /* nobody in the book: nobody to call */
  if (!clt_rules_get_count (conn, "callback.complaint", today, &days, error) ||
      !find_caller (conn, complaint, today, &caller, error))
    return FALSE;
  /* Translators: the number of a complaint. */
  script = g_strdup_printf (_ ("Complaint %s is closed. Ask whether it is solved, and how satisfied"
                               " the client is with how it was handled (1–5)."),
                            complaint->number);
  call = clt_call_add (conn, 0, complaint->client_id, 0, caller, today + days, script, error);
  return call != 0 &&
         clt_conn_run (conn, error,
                       "UPDATE call_task SET occasion = 'complaint', complaint_id = ?1, duty = 1,"
                       " created = ?2, questionnaire_id = (SELECT q.id FROM questionnaire q"
                       " JOIN questionnaire_version v ON v.questionnaire_id = q.id"
                       " AND v.state = 'published' WHERE q.occasion = 'complaint'"
                       " AND q.archived = 0 ORDER BY q.position, q.id LIMIT 1) WHERE id = ?3",
                       "iii", complaint->id, clt_action_get_time (conn), call);
}

static gboolean
drop_callbacks (CltConn *conn, gint64 id, GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET state = 'dropped', closed = ? WHERE complaint_id = ?"
                       " AND state = 'open'",
                       "ii", clt_action_get_time (conn), id);
}

/* ---- moving -------------------------------------------------------------------------------- */

static gboolean
check_move (const CltComplaint *complaint, const char *state, const char *reason, GError **error)
{
  const char *now = clt_complaint_choice_get_label ("state", complaint->state);
  const char *then = clt_complaint_choice_get_label ("state", state);
  CltComplaintMove move = clt_complaint_get_move (complaint->state, state);

  if (find_stage (state) < 0)
    /* Translators: what somebody typed for a state. */
    return clt_store_refuse (error, _ ("There is no state “%s”; nothing was changed."), state);
  if (move == CLT_MOVE_NONE)
    /* Translators: the number of a complaint, its state, the state that was asked for. */
    return clt_store_refuse (error,
                             _ ("Complaint %s is “%s” and cannot become “%s” from there. Nothing"
                                " was changed."),
                             complaint->number, now, then);
  if (move == CLT_MOVE_NEXT || *reason != '\0')
    return TRUE;
  if (g_str_equal (state, "refused"))
    return clt_store_refuse (error,
                             _ ("Not to accept a complaint needs a reason; nothing was changed."));
  if (move == CLT_MOVE_REOPEN)
    return clt_store_refuse (error,
                             _ ("To reopen a complaint needs a reason; nothing was changed."));
  /* Translators: two states of a complaint. */
  return clt_store_refuse (error,
                           _ ("From “%s” to “%s” leaves stages out, which needs a reason. Nothing"
                              " was changed."),
                           now, then);
}

/* The days of what has been reached; of what was left out none. More time was granted for what ends
 * with a reopening. */
static gboolean
write_state (CltConn *conn, const CltComplaint *complaint, const char *state, GError **error)
{
  const gboolean reopens = !clt_complaint_is_open (complaint);

  return clt_conn_run (
    conn, error,
    "UPDATE complaint SET state = ?1, accepted = CASE WHEN ?1 IN ('registered', 'refused',"
    " 'withdrawn') THEN accepted ELSE coalesce (accepted, ?2) END,"
    " answered = CASE ?1 WHEN 'answered' THEN ?2 ELSE answered END,"
    " closed = CASE ?1 WHEN 'closed' THEN ?2 END, reopened = reopened + ?3,"
    " extended = CASE ?3 WHEN 0 THEN extended ELSE 0 END WHERE id = ?4",
    "tyii", state, clt_action_get_day (conn), (gint64) reopens, complaint->id);
}

/* An end ends waiting, too, and what was due stays as it is now. */
static gboolean
end_clock (CltConn *conn, const CltComplaint *complaint, const char *state, GError **error)
{
  static const char *const ends[] = { "closed", "refused", "withdrawn", NULL };

  if (!g_strv_contains (ends, state))
    return TRUE;
  return complaint->stopped ? clt_complaint_resume (conn, complaint->id, error)
                            : clt_complaint_update_due (conn, complaint->id, error);
}

gboolean
clt_complaint_move (CltConn *conn,
                    gint64 id,
                    const char *state,
                    gint64 staff_id,
                    const char *reason,
                    const char *note,
                    GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);
  const gboolean closes = g_str_equal (state, "closed");
  gboolean reopens;

  if (complaint == NULL || !check_move (complaint, state, reason, error) ||
      (closes && !check_closing (complaint, error)))
    return FALSE;
  reopens = !clt_complaint_is_open (complaint);
  return end_clock (conn, complaint, state, error) && write_state (conn, complaint, state, error) &&
         clt_complaint_note_step (conn, id, reopens ? "reopened" : state, staff_id, reason, note,
                                  error) &&
         (!closes || add_callback (conn, complaint, error)) &&
         (!reopens ||
          (drop_callbacks (conn, id, error) && clt_complaint_update_due (conn, id, error)));
}

static gboolean
note_answer (CltConn *conn,
             gint64 id,
             int satisfied,
             const char *reason,
             const char *words,
             GError **error)
{
  return clt_conn_run (conn, error, "UPDATE complaint SET satisfied = nullif (?, 0) WHERE id = ?",
                       "ii", (gint64) satisfied, id) &&
         clt_complaint_note_step (conn, id, "asked", 0, reason, words, error);
}

gboolean
clt_complaint_take_answer (CltConn *conn,
                           gint64 id,
                           int satisfied,
                           gboolean solved,
                           const char *words,
                           GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);
  g_autofree char *reason = NULL;

  if (complaint == NULL)
    return FALSE;
  if (!g_str_equal (complaint->state, "closed"))
    /* Translators: the number of a complaint. */
    return clt_store_refuse (
      error, _ ("Complaint %s is not closed: the client is asked afterwards. Nothing was changed."),
      complaint->number);
  if (satisfied < 0 || satisfied > 5)
    return clt_store_refuse (error,
                             _ ("Satisfaction is a number from 1 to 5; nothing was changed."));
  if (!note_answer (conn, id, satisfied, "", words, error))
    return FALSE;
  if (solved)
    return TRUE;
  reason = *words == '\0'
             ? g_strdup (_ ("The client says that it is not solved."))
             /* Translators: what the client said. */
             : g_strdup_printf (_ ("The client says that it is not solved: %s"), words);
  return clt_complaint_move (conn, id, "investigating", 0, reason, "", error);
}

gboolean
clt_complaint_correct_answer (CltConn *conn,
                              gint64 id,
                              int satisfied,
                              gboolean solved,
                              const char *words,
                              GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);

  if (complaint == NULL)
    return FALSE;
  if (g_str_equal (complaint->state, "closed"))
    return clt_complaint_take_answer (conn, id, satisfied, solved, words, error);
  return note_answer (
    conn, id, satisfied,
    solved ? _ ("Corrected later: the client does not say any more that it is unsolved.")
           : _ ("Corrected later: the client says that it is not solved."),
    words, error);
}

/* ---- putting it right ---------------------------------------------------------------------- */

void
clt_complaint_remedy_free (CltComplaintRemedy *remedy)
{
  g_free (remedy->owner);
  g_free (remedy->text);
  g_free (remedy->state);
  g_free (remedy->result);
  g_free (remedy);
}

static gpointer
read_remedy (CltStmt *stmt)
{
  CltComplaintRemedy *remedy = g_new0 (CltComplaintRemedy, 1);

  remedy->id = clt_stmt_get_int (stmt, 0);
  remedy->owner_id = clt_stmt_get_int (stmt, 1);
  remedy->owner = g_strdup (clt_stmt_get_text (stmt, 2));
  remedy->due = clt_stmt_get_day (stmt, 3);
  remedy->text = g_strdup (clt_stmt_get_text (stmt, 4));
  remedy->state = g_strdup (clt_stmt_get_text (stmt, 5));
  remedy->result = g_strdup (clt_stmt_get_text (stmt, 6));
  remedy->done = clt_stmt_get_day (stmt, 7);
  return remedy;
}

GPtrArray *
clt_complaint_list_remedies (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT t.id, coalesce (t.owner_id, 0), coalesce (s.name, ''), t.due, t.text,"
                    " t.state, t.result, t.done FROM task t LEFT JOIN staff s ON s.id = t.owner_id"
                    " WHERE t.complaint_id = ? AND t.kind = 'remedy' ORDER BY t.due, t.id",
                    "i", id),
    read_remedy, (GDestroyNotify) clt_complaint_remedy_free, error);
}

gint64
clt_complaint_add_remedy (CltConn *conn,
                          gint64 id,
                          gint64 owner_id,
                          CltDay due,
                          const char *text,
                          GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);
  gint64 task;

  if (complaint == NULL)
    return 0;
  if (*text == '\0' || owner_id == 0 || due == CLT_DAY_NONE)
    {
      clt_store_refuse (error, _ ("A corrective action needs words, somebody who does it, and the"
                                  " day on which it is checked; nothing was changed."));
      return 0;
    }
  task = clt_conn_new_id (conn, error);
  if (task == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO task (id, kind, client_id, owner_id, due, text, created,"
                     " complaint_id) VALUES (?, 'remedy', nullif (?, 0), ?, ?, ?, ?, ?)",
                     "iiiytii", task, complaint->client_id, owner_id, due, text,
                     clt_action_get_time (conn), id))
    return 0;
  return task;
}

gboolean
clt_complaint_finish_remedy (CltConn *conn, gint64 task_id, const char *result, GError **error)
{
  gint64 open;

  if (!clt_conn_get_int (conn, &open, 0, error,
                         "SELECT count(*) FROM task WHERE id = ? AND kind = 'remedy'"
                         " AND complaint_id IS NOT NULL AND state = 'open'",
                         "i", task_id))
    return FALSE;
  if (open == 0)
    return clt_store_refuse (
      error, _ ("There is no such corrective action, or it is done already; nothing was changed."));
  if (*result == '\0')
    return clt_store_refuse (error,
                             _ ("Say what came of the corrective action; nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE task SET state = 'done', done = ?, result = ? WHERE id = ?", "yti",
                       clt_action_get_day (conn), result, task_id);
}
