/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-call.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-template.h"
#include "core/catalogue/clt-workdays.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-address.h"
#include "core/delivery/clt-door.h"

void
clt_call_free (CltCall *call)
{
  g_free (call->client);
  g_free (call->product);
  g_free (call->staff);
  g_free (call->phone);
  g_free (call->script);
  g_free (call->state);
  g_free (call->outcome);
  g_free (call->note);
  g_free (call->occasion);
  g_free (call);
}

#define CALL_SQL                                                                                   \
  "SELECT t.id, t.client_id, coalesce(t.product_id, 0), coalesce(t.staff_id, 0),"                  \
  " coalesce(t.push_item_id, 0), c.name, coalesce((SELECT v.name FROM product_version v"           \
  " WHERE v.product_id = t.product_id AND v.state <> 'draft' AND v.valid_from <= t.due"            \
  " ORDER BY v.valid_from DESC, v.number DESC LIMIT 1), ''), coalesce(s.name, ''), c.phone,"       \
  " t.script, t.state, t.outcome, t.note, t.due, coalesce(t.closed, 0), t.occasion,"               \
  " coalesce(t.questionnaire_id, 0), coalesce(t.survey_id, 0), coalesce(t.complaint_id, 0),"       \
  " coalesce(t.origin_id, 0), t.priority, t.duty, coalesce(t.due_time, -1) FROM call_task t"       \
  " JOIN client c ON c.id = t.client_id LEFT JOIN staff s ON s.id = t.staff_id"

static gpointer
read_call (CltStmt *stmt)
{
  CltCall *call = g_new0 (CltCall, 1);

  call->id = clt_stmt_get_int (stmt, 0);
  call->client_id = clt_stmt_get_int (stmt, 1);
  call->product_id = clt_stmt_get_int (stmt, 2);
  call->staff_id = clt_stmt_get_int (stmt, 3);
  call->push_item_id = clt_stmt_get_int (stmt, 4);
  call->client = g_strdup (clt_stmt_get_text (stmt, 5));
  call->product = g_strdup (clt_stmt_get_text (stmt, 6));
  call->staff = g_strdup (clt_stmt_get_text (stmt, 7));
  call->phone = clt_mask (CLT_MASK_PHONE, clt_stmt_get_text (stmt, 8));
  call->script = g_strdup (clt_stmt_get_text (stmt, 9));
  call->state = g_strdup (clt_stmt_get_text (stmt, 10));
  /* what an older version wrote */
  call->outcome = g_strdup (clt_call_outcome_find (clt_stmt_get_text (stmt, 11)));
  if (call->outcome == NULL)
    call->outcome = g_strdup (clt_stmt_get_text (stmt, 11));
  call->note = g_strdup (clt_stmt_get_text (stmt, 12));
  call->due = clt_stmt_get_day (stmt, 13);
  call->closed = clt_stmt_get_int (stmt, 14);
  call->occasion = g_strdup (clt_stmt_get_text (stmt, 15));
  call->questionnaire_id = clt_stmt_get_int (stmt, 16);
  call->survey_id = clt_stmt_get_int (stmt, 17);
  call->complaint_id = clt_stmt_get_int (stmt, 18);
  call->origin_id = clt_stmt_get_int (stmt, 19);
  call->priority = clt_stmt_get_int (stmt, 20);
  call->duty = clt_stmt_get_int (stmt, 21) != 0;
  call->due_time = (int) clt_stmt_get_int (stmt, 22);
  return call;
}

CltCall *
clt_call_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, CALL_SQL " WHERE t.id = ?", "i", id);

  return clt_stmt_read_one (stmt, read_call, _ ("There is no such call."), error);
}

GPtrArray *
clt_call_list (CltConn *conn, gint64 staff_id, CltDay due, gboolean closed, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  closed ? CALL_SQL " WHERE t.state <> 'open' AND ?1 IN (0,"
                                                    " t.staff_id) AND (?2 IS NULL OR t.due <= ?2)"
                                                    " ORDER BY t.closed DESC, t.id DESC"
                                         : CALL_SQL " WHERE t.state = 'open' AND ?1 IN (0,"
                                                    " t.staff_id) AND (?2 IS NULL OR t.due <= ?2)"
                                                    " ORDER BY t.due, t.id",
                                  "iy", staff_id, due);

  return clt_stmt_read_all (stmt, read_call, (GDestroyNotify) clt_call_free, error);
}

GPtrArray *
clt_call_list_of_client (CltConn *conn, gint64 client_id, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            CALL_SQL " WHERE t.client_id = ? AND t.state = 'open'"
                                                     " ORDER BY t.due, t.id",
                                            "i", client_id),
                            (gpointer (*) (CltStmt *)) read_call, (GDestroyNotify) clt_call_free,
                            error);
}

/* The product's text for @key; "" where it has none. */
static char *
fill_script (CltConn *conn,
             gint64 push_item_id,
             gint64 client_id,
             gint64 product_id,
             const char *key,
             CltDay day,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CltVersion) version = clt_version_get (conn, product_id, day, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  for (guint i = 0; version != NULL && i < version->channels->len; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];

      if (g_str_equal (channel->channel, key) && channel->body != NULL)
        return clt_template_fill_item (conn, channel->body, client_id, push_item_id, day, error);
    }
  return g_strdup ("");
}

gint64
clt_call_add (CltConn *conn,
              gint64 push_item_id,
              gint64 client_id,
              gint64 product_id,
              gint64 staff_id,
              CltDay due,
              const char *script,
              GError **error)
{
  g_autofree char *channel = NULL;
  g_autofree char *text = g_strdup (script);
  gint64 id;

  if (!clt_door_dup_channel (conn, push_item_id, "phone", &channel, error))
    return 0;
  if (product_id != 0 &&
      !clt_door_check (conn, push_item_id, client_id, product_id, channel, due, error))
    return 0;
  if (text == NULL)
    text = product_id == 0
             ? g_strdup ("")
             : fill_script (conn, push_item_id, client_id, product_id, channel, due, error);
  id = text == NULL ? 0 : clt_conn_new_id (conn, error);
  if (id == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO call_task (id, push_item_id, client_id, product_id, staff_id,"
                     " due, script, created)"
                     " VALUES (?, nullif(?, 0), ?, nullif(?, 0), nullif(?, 0), ?, ?, ?)",
                     "iiiiiyti", id, push_item_id, client_id, product_id, staff_id, due, text,
                     clt_action_get_time (conn)))
    return 0;
  return id;
}

gint64
clt_call_plan (CltConn *conn, const CltCall *plan, GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  if (id == 0 ||
      !clt_conn_run (
        conn, error,
        "INSERT INTO call_task (id, client_id, staff_id, occasion, due, due_time, script,"
        " questionnaire_id, survey_id, complaint_id, origin_id, priority, duty, created)"
        " VALUES (?, ?, nullif (?, 0), ?, ?, nullif (?, -1), ?, nullif (?, 0), nullif (?, 0),"
        " nullif (?, 0), nullif (?, 0), ?, ?, ?)",
        "iiityitiiiiiii", id, plan->client_id, plan->staff_id,
        plan->occasion == NULL ? "plain" : plan->occasion, plan->due, (gint64) plan->due_time,
        plan->script == NULL ? "" : plan->script, plan->questionnaire_id, plan->survey_id,
        plan->complaint_id, plan->origin_id, plan->priority, (gint64) plan->duty,
        clt_action_get_time (conn)))
    return 0;
  return id;
}

const char *
clt_call_occasion_get_label (const char *occasion)
{
  static const struct
  {
    const char *name, *label;
  } labels[] = {
    { "plain", NC_ ("occasion of a call", "Call") },
    { "new-account", NC_ ("occasion of a call", "New account") },
    { "override", NC_ ("occasion of a call", "Suitability") },
    { "sample", NC_ ("occasion of a call", "Yearly sample") },
    { "dormancy", NC_ ("occasion of a call", "Dormancy") },
    { "complaint", NC_ ("occasion of a call", "After a complaint") },
    { "survey", NC_ ("occasion of a call", "Survey") },
    { "training", NC_ ("occasion of a call", "Training") },
    { "promise", NC_ ("occasion of a call", "Promise") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (occasion, labels[i].name))
      return g_dpgettext2 (GETTEXT_PACKAGE, "occasion of a call", labels[i].label);
  return occasion;
}

gboolean
clt_call_drop_push (CltConn *conn, gint64 push_id, GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET state = 'dropped' WHERE state = 'open'"
                       " AND push_item_id IN (SELECT id FROM push_item WHERE push_id = ?)",
                       "i", push_id);
}

char *
clt_call_dial (CltConn *conn, gint64 id, const char *who, GError **error)
{
  g_autoptr (CltCall) call = clt_call_load (conn, id, error);
  g_autofree char *phone = NULL;
  char *tel;

  if (call == NULL)
    return NULL;
  phone = clt_client_reveal (conn, call->client_id, "phone", who, "dialler", error);
  if (phone == NULL)
    return NULL;
  tel = clt_address_build_tel (phone);
  if (tel == NULL)
    clt_store_refuse (error,
                      /* Translators: a client's name. */
                      _ ("%s has no number that could be dialled."), call->client);
  return tel;
}

/* What came of it */

const char *const clt_call_outcomes[] = { "complete",  "broken",     "declined",     "later",
                                          "no-answer", "busy",       "off",          "suspended",
                                          "no-number", "not-client", "wrong-number", "language",
                                          "lost",      NULL };

typedef enum
{
  OUTCOME_FINAL = 1 << 0,
  OUTCOME_REACHED = 1 << 1,
  OUTCOME_WRONG_NUMBER = 1 << 2
} OutcomeFlags;

/* In the order of the names. */
static const struct
{
  const char *label;
  int flags;
} outcomes[] = {
  { NC_ ("call", "Completed"), OUTCOME_FINAL | OUTCOME_REACHED },
  { NC_ ("call", "Broken off"), OUTCOME_REACHED },
  { NC_ ("call", "Declined"), OUTCOME_FINAL | OUTCOME_REACHED },
  { NC_ ("call", "Later"), OUTCOME_REACHED },
  { NC_ ("call", "No answer"), 0 },
  { NC_ ("call", "Busy"), 0 },
  { NC_ ("call", "Switched off"), 0 },
  { NC_ ("call", "Suspended"), 0 },
  { NC_ ("call", "No such number"), OUTCOME_FINAL | OUTCOME_WRONG_NUMBER },
  { NC_ ("call", "Not the client"), OUTCOME_FINAL | OUTCOME_WRONG_NUMBER },
  { NC_ ("call", "Wrong number"), OUTCOME_FINAL | OUTCOME_WRONG_NUMBER },
  { NC_ ("call", "No common language"), 0 },
  { NC_ ("call", "Lost touch"), OUTCOME_FINAL },
};

static int
find_outcome (const char *outcome)
{
  if (g_str_equal (outcome, "reached"))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (outcome, clt_call_outcomes[i]))
      return (int) i;
  return -1;
}

static gboolean
has_flag (const char *outcome, OutcomeFlags flag)
{
  int i = find_outcome (outcome);

  return i >= 0 && (outcomes[i].flags & (int) flag) != 0;
}

const char *
clt_call_outcome_find (const char *outcome)
{
  int i = find_outcome (outcome);

  return i < 0 ? NULL : clt_call_outcomes[i];
}

const char *
clt_call_outcome_get_label (const char *outcome)
{
  int i = find_outcome (outcome);

  return i < 0 ? outcome : g_dpgettext2 (GETTEXT_PACKAGE, "call", outcomes[i].label);
}

gboolean
clt_call_outcome_is_final (const char *outcome)
{
  return has_flag (outcome, OUTCOME_FINAL);
}

gboolean
clt_call_outcome_is_reached (const char *outcome)
{
  return has_flag (outcome, OUTCOME_REACHED);
}

gboolean
clt_call_outcome_is_wrong_number (const char *outcome)
{
  return has_flag (outcome, OUTCOME_WRONG_NUMBER);
}

/* A plain callback is no product and stays out of the log. */
static gboolean
log_delivery (CltConn *conn, const CltCall *call, const char *note, GError **error)
{
  g_autoptr (CltDelivery) delivery = NULL;

  if (call->product_id == 0)
    return TRUE;
  delivery = clt_delivery_new ();
  delivery->client_id = call->client_id;
  delivery->product_id = call->product_id;
  delivery->push_item_id = call->push_item_id;
  delivery->staff_id = call->staff_id;
  delivery->at = clt_now ();
  clt_set_str (&delivery->note, note);
  return clt_door_dup_channel (conn, call->push_item_id, "phone", &delivery->channel, error) &&
         clt_delivery_save (conn, delivery, error);
}

static gboolean
close_call (CltConn *conn,
            const CltCall *call,
            const char *state,
            const char *outcome,
            const char *note,
            GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET state = ?, outcome = ?, note = ?, closed = ?"
                       " WHERE id = ?",
                       "tttii", state, outcome, note, clt_now (), call->id);
}

static gboolean
put_off (CltConn *conn,
         const CltCall *call,
         const char *outcome,
         const char *note,
         CltDay again,
         GError **error)
{
  CltDay today = clt_today ();
  g_autoptr (CltWorkdays) workdays = clt_workdays_load (conn, error);

  if (workdays == NULL)
    return FALSE;
  if (again == CLT_DAY_NONE)
    again = clt_workdays_at_or_after (workdays, today + 1);
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET due = ?, due_time = NULL, outcome = ?, note = ?"
                       " WHERE id = ?",
                       "ytti", again, outcome, note, call->id);
}

gboolean
clt_call_finish (CltConn *conn,
                 gint64 id,
                 const char *outcome,
                 const char *note,
                 CltDay again,
                 GError **error)
{
  g_autoptr (CltCall) call = clt_call_load (conn, id, error);

  if (call == NULL)
    return FALSE;
  outcome = clt_call_outcome_find (outcome);
  if (!g_str_equal (call->state, "open") || outcome == NULL)
    return clt_store_refuse (error, "%s",
                             outcome == NULL
                               ? _ ("There is no such outcome of a call; nothing was changed.")
                               : _ ("This call is closed already; nothing was changed."));
  if (g_str_equal (outcome, "complete"))
    return log_delivery (conn, call, note, error) &&
           close_call (conn, call, "done", outcome, note, error);
  if (!clt_call_outcome_is_final (outcome))
    return put_off (conn, call, outcome, note, again, error);
  return clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'dropped' WHERE id = ? AND state = 'queued'",
                       "i", call->push_item_id) &&
         close_call (conn, call, "dropped", outcome, note, error);
}
