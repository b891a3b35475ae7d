/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-call-rule.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/calls/clt-call-private.h"
#include "core/funds/clt-calendar.h"
#include "core/rules/clt-rules.h"

#define MINUTES_A_DAY 1440
/* Further ahead no day is looked at: longer holidays there are none. */
#define HORIZON 400

struct _CltCallRules
{
  CltWorkdays *office;   /* owned */
  CltCalendar *exchange; /* owned */
  /* minutes after midnight */
  int open, close, noon, afternoon, evening, trading_close;
  int gap, shared_after, lease; /* minutes */
  int day_attempts, total_attempts, attempt_days, moves;
  int spare_trading;
};

void
clt_call_rules_free (CltCallRules *rules)
{
  g_clear_pointer (&rules->office, clt_workdays_free);
  g_clear_pointer (&rules->exchange, clt_calendar_free);
  g_free (rules);
}

static gboolean
read_hours (CltConn *conn, CltCallRules *rules, CltDay day, GError **error)
{
  const struct
  {
    const char *name;
    int *minutes;
  } hours[] = {
    { "call.open_hour", &rules->open },
    { "call.close_hour", &rules->close },
    { "call.noon_hour", &rules->noon },
    { "call.afternoon_hour", &rules->afternoon },
    { "call.evening_hour", &rules->evening },
    { "call.gap_hours", &rules->gap },
    { "call.trading_close", &rules->trading_close },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      double value;

      if (!clt_rules_get (conn, hours[i].name, day, &value, error))
        return FALSE;
      *hours[i].minutes = (int) lround (value * 60);
    }
  return TRUE;
}

static gboolean
read_counts (CltConn *conn, CltCallRules *rules, CltDay day, GError **error)
{
  const struct
  {
    const char *name;
    int *count;
  } counts[] = {
    { "call.day_attempts", &rules->day_attempts },
    { "call.total_attempts", &rules->total_attempts },
    { "call.attempt_days", &rules->attempt_days },
    { "call.spare_trading", &rules->spare_trading },
    { "call.shared_after", &rules->shared_after },
    { "call.lease", &rules->lease },
    { "call.moves", &rules->moves },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!clt_rules_get_count (conn, counts[i].name, day, counts[i].count, error))
      return FALSE;
  return TRUE;
}

CltCallRules *
clt_call_rules_load (CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (CltCallRules) rules = g_new0 (CltCallRules, 1);

  if (!read_hours (conn, rules, day, error) || !read_counts (conn, rules, day, error))
    return NULL;
  rules->office = clt_workdays_load_office (conn, error);
  rules->exchange = rules->office == NULL ? NULL : clt_calendar_load (conn, error);
  return rules->exchange == NULL ? NULL : g_steal_pointer (&rules);
}

int
clt_call_rules_get_open (const CltCallRules *rules)
{
  return rules->open;
}

int
clt_call_rules_get_close (const CltCallRules *rules)
{
  return rules->close;
}

int
clt_call_rules_get_shared_after (const CltCallRules *rules)
{
  return rules->shared_after;
}

int
clt_call_rules_get_lease (const CltCallRules *rules)
{
  return rules->lease;
}

int
clt_call_rules_get_moves (const CltCallRules *rules)
{
  return rules->moves;
}

const CltWorkdays *
clt_call_rules_get_workdays (const CltCallRules *rules)
{
  return rules->office;
}

const char *
clt_call_bar_get_label (CltCallBar bar)
{
  static const char *const labels[] = {
    [CLT_CALL_ALLOWED] = "",
    [CLT_CALL_HOLIDAY] = N_ ("Nobody is called on a public holiday."),
    [CLT_CALL_HOURS] = N_ ("This is outside the hours in which clients are called."),
    [CLT_CALL_NOON] = N_ ("Nobody is called at noon."),
    [CLT_CALL_OWN_HOURS] = N_ ("The client does not want to be called at this hour."),
    [CLT_CALL_TRADING] = N_ ("Nobody is called during trading hours."),
    [CLT_CALL_DAY_ATTEMPTS] = N_ ("The client was called often enough today."),
    [CLT_CALL_DAY_PART] = N_ ("The client was called in this part of the day already."),
    [CLT_CALL_GAP] = N_ ("The last attempt was too short a time ago."),
    [CLT_CALL_TOTAL] = N_ ("All attempts have been made."),
    [CLT_CALL_OPTED_OUT] = N_ ("The client does not want such calls."),
    [CLT_CALL_RECUSED] = N_ ("Who advises, introduced or won a client does not call him back."),
  };

  return bar == CLT_CALL_ALLOWED ? "" : g_dgettext (GETTEXT_PACKAGE, labels[bar]);
}

gboolean
clt_call_has_words (const char *text)
{
  return text != NULL && text[strspn (text, " ")] != '\0';
}

gboolean
clt_call_refuse_bar (CltCallBar bar, GError **error)
{
  /* Translators: %s is a sentence: why a client may not be called now. */
  return clt_store_refuse (error, _ ("%s Say why it is called all the same; nothing was changed."),
                           clt_call_bar_get_label (bar));
}

/* ---- the hour ------------------------------------------------------------------------------ */

static int
get_minute (gint64 at)
{
  return (int) ((at - clt_day_get_instant (clt_instant_get_day (at), 0)) / 60);
}

CltCallBar
clt_call_rules_judge_hour (const CltCallRules *rules, int own_from, int own_to, gint64 at)
{
  CltDay day = clt_instant_get_day (at);
  int minute = get_minute (at);

  if (clt_workdays_is_day_off (rules->office, day))
    return CLT_CALL_HOLIDAY;
  if (minute < rules->open || minute >= rules->close)
    return CLT_CALL_HOURS;
  if (minute >= rules->noon && minute < rules->afternoon)
    return CLT_CALL_NOON;
  if (own_from >= 0 && (minute < own_from || minute >= own_to))
    return CLT_CALL_OWN_HOURS;
  if (rules->spare_trading && minute < rules->trading_close &&
      clt_calendar_is_trading_day (rules->exchange, day))
    return CLT_CALL_TRADING;
  return CLT_CALL_ALLOWED;
}

/* ---- the attempts -------------------------------------------------------------------------- */

void
clt_call_history_clear (CltCallHistory *history)
{
  g_clear_pointer (&history->attempts, g_array_unref);
}

static gint64
get_attempt (const CltCallHistory *history, guint i)
{
  return g_array_index (history->attempts, gint64, i);
}

static int
get_part (const CltCallRules *rules, gint64 at)
{
  int minute = get_minute (at);

  return minute < rules->noon ? 0 : minute < rules->evening ? 1 : 2;
}

CltCallBar
clt_call_rules_judge (const CltCallRules *rules, const CltCallHistory *history, gint64 at)
{
  CltCallBar bar = clt_call_rules_judge_hour (rules, history->own_from, history->own_to, at);
  CltDay day = clt_instant_get_day (at);
  gboolean part = FALSE, gap = FALSE;
  int n = 0;

  if (bar != CLT_CALL_ALLOWED)
    return bar;
  if (history->attempts->len >= (guint) rules->total_attempts)
    return CLT_CALL_TOTAL;
  for (guint i = 0; i < history->attempts->len; i++)
    {
      gint64 before = get_attempt (history, i);
      gboolean same_day = clt_instant_get_day (before) == day;

      n += same_day;
      part |= same_day && get_part (rules, before) == get_part (rules, at);
      gap |= ABS (at - before) < rules->gap * (gint64) 60;
    }
  if (n >= rules->day_attempts)
    return CLT_CALL_DAY_ATTEMPTS;
  return part ? CLT_CALL_DAY_PART : gap ? CLT_CALL_GAP : CLT_CALL_ALLOWED;
}

/* The earliest of the few moments of a day at which a bar can end. */
static gint64
find_in_day (const CltCallRules *rules, const CltCallHistory *history, CltDay day, gint64 from)
{
  const int starts[] = { rules->open, rules->afternoon, rules->evening, rules->trading_close,
                         MAX (history->own_from, 0) };
  guint n = history->attempts->len;
  gint64 after_gap = n == 0 ? from : get_attempt (history, n - 1) + rules->gap * (gint64) 60;
  gint64 best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (starts) + 2; i++)
    {
      gint64 at = i < G_N_ELEMENTS (starts)    ? clt_day_get_instant (day, starts[i])
                  : i == G_N_ELEMENTS (starts) ? from
                                               : after_gap;

      /* people name no seconds */
      at = (at + 59) / 60 * 60;
      if (at >= from && clt_instant_get_day (at) == day && (best == 0 || at < best) &&
          clt_call_rules_judge (rules, history, at) == CLT_CALL_ALLOWED)
        best = at;
    }
  return best;
}

gint64
clt_call_rules_next (const CltCallRules *rules, const CltCallHistory *history, gint64 from)
{
  CltDay day = clt_instant_get_day (from), last = day + HORIZON;

  if (history->attempts->len >= (guint) rules->total_attempts)
    return 0;
  if (history->attempts->len > 0)
    {
      CltDay first = clt_instant_get_day (get_attempt (history, 0));

      last = clt_workdays_move (rules->office, clt_workdays_at_or_after (rules->office, first),
                                rules->attempt_days - 1);
    }
  for (; day <= last; day++)
    {
      gint64 at =
        clt_workdays_has (rules->office, day) ? find_in_day (rules, history, day, from) : 0;

      if (at != 0)
        return at;
    }
  return 0;
}

/* ---- from the file ------------------------------------------------------------------------- */

static int
compare_instants (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

gboolean
clt_call_history_load (CltConn *conn, const CltCall *call, CltCallHistory *history, GError **error)
{
  CltStmt *stmt;
  CltStep step = CLT_STEP_ERROR;

  clt_call_history_clear (history);
  history->attempts = g_array_new (FALSE, FALSE, sizeof (gint64));
  history->own_from = history->own_to = -1;
  stmt =
    clt_conn_query (conn, error, "SELECT from_time, to_time FROM call_hours WHERE client_id = ?",
                    "i", call->client_id);
  if (stmt == NULL || (step = clt_stmt_step (stmt, error)) == CLT_STEP_ERROR)
    return FALSE;
  if (step == CLT_STEP_ROW)
    {
      history->own_from = (int) clt_stmt_get_int (stmt, 0);
      history->own_to = (int) clt_stmt_get_int (stmt, 1);
    }
  clt_stmt_reset (stmt);
  /* a call of which only the day is known was made when that day began */
  stmt = clt_conn_query (conn, error,
                         "SELECT coalesce (at, day * 86400 - 28800), outcome = 'later',"
                         " direction = 'out' FROM contact WHERE call_id = ? ORDER BY id",
                         "i", call->id);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 at = clt_stmt_get_int (stmt, 0);

      if (clt_stmt_get_int (stmt, 1) != 0)
        g_array_set_size (history->attempts, 0);
      else if (clt_stmt_get_int (stmt, 2) != 0)
        g_array_append_val (history->attempts, at);
    }
  g_array_sort (history->attempts, compare_instants);
  return stmt != NULL && step == CLT_STEP_DONE;
}

gboolean
clt_call_rule_is_callback (const char *occasion)
{
  static const char *const callbacks[] = { "new-account", "override", "sample",
                                           "complaint",   "survey",   NULL };

  return g_strv_contains (callbacks, occasion);
}

gboolean
clt_call_rule_is_recused (CltConn *conn,
                          gint64 client_id,
                          gint64 staff_id,
                          CltDay day,
                          gboolean *recused,
                          GError **error)
{
  gint64 yes;

  if (!clt_conn_get_int (
        conn, &yes, 0, error,
        "SELECT EXISTS (SELECT 1 FROM assignment WHERE client_id = ?1 AND staff_id = ?2"
        " AND (relation IN ('introducer', 'development') OR (relation = 'adviser'"
        " AND valid_from <= ?3 AND coalesce (valid_to, ?3) >= ?3)))"
        " OR EXISTS (SELECT 1 FROM client c JOIN staff s ON s.id = ?2 WHERE c.id = ?1"
        " AND c.introducer <> '' AND c.introducer IN (s.name, s.number))",
        "iii", client_id, staff_id, (gint64) day))
    return FALSE;
  *recused = yes != 0;
  return TRUE;
}

static gboolean
has_opted_out (CltConn *conn, gint64 client_id, CltDay day, gboolean *out, GError **error)
{
  gint64 yes;

  if (!clt_conn_get_int (conn, &yes, 0, error,
                         "SELECT coalesce ((SELECT given = 0 FROM consent WHERE client_id = ?1"
                         " AND channel = 'phone' AND valid_from <= ?2"
                         " ORDER BY valid_from DESC, id DESC LIMIT 1), 0)"
                         " OR EXISTS (SELECT 1 FROM refusal WHERE client_id = ?1 AND scope = 'all'"
                         " AND valid_from <= ?2 AND coalesce (valid_to, ?2) >= ?2)",
                         "ii", client_id, (gint64) day))
    return FALSE;
  *out = yes != 0;
  return TRUE;
}

gboolean
clt_call_rule_check (CltConn *conn,
                     const CltCallRules *rules,
                     const CltCall *call,
                     gint64 staff_id,
                     gint64 at,
                     CltCallBar *bar,
                     GError **error)
{
  g_auto (CltCallHistory) history = { 0 };
  CltDay day = clt_instant_get_day (at);
  gboolean out = FALSE, recused = FALSE;

  if (!clt_call_history_load (conn, call, &history, error) ||
      (!call->duty && !g_str_equal (call->occasion, "promise") &&
       !has_opted_out (conn, call->client_id, day, &out, error)) ||
      (staff_id != 0 && clt_call_rule_is_callback (call->occasion) &&
       !clt_call_rule_is_recused (conn, call->client_id, staff_id, day, &recused, error)))
    return FALSE;
  *bar = out       ? CLT_CALL_OPTED_OUT
         : recused ? CLT_CALL_RECUSED
                   : clt_call_rules_judge (rules, &history, at);
  return TRUE;
}

gboolean
clt_call_rule_next (CltConn *conn, gint64 call_id, gint64 from, gint64 *next, GError **error)
{
  g_autoptr (CltCall) call = clt_call_load (conn, call_id, error);
  g_autoptr (CltCallRules) rules = NULL;
  g_auto (CltCallHistory) history = { 0 };

  if (call == NULL || !clt_call_history_load (conn, call, &history, error))
    return FALSE;
  rules = clt_call_rules_load (conn, clt_instant_get_day (from), error);
  if (rules == NULL)
    return FALSE;
  *next = clt_call_rules_next (rules, &history, from);
  return TRUE;
}

gboolean
clt_call_hours_set (CltConn *conn,
                    gint64 client_id,
                    int from,
                    int to,
                    const char *note,
                    GError **error)
{
  g_autoptr (CltCallRules) rules = NULL;

  if (from < 0)
    return clt_conn_run (conn, error, "DELETE FROM call_hours WHERE client_id = ?", "i", client_id);
  rules = clt_call_rules_load (conn, clt_action_get_day (conn), error);
  if (rules == NULL)
    return FALSE;
  if (to > MINUTES_A_DAY || MAX (from, rules->open) >= MIN (to, rules->close) ||
      (from >= rules->noon && to <= rules->afternoon))
    return clt_store_refuse (error, _ ("The client could never be called: between these hours no"
                                       " call is allowed. Nothing was changed."));
  return clt_conn_run (conn, error,
                       "INSERT INTO call_hours (client_id, from_time, to_time, note)"
                       " VALUES (?, ?, ?, ?) ON CONFLICT (client_id) DO UPDATE SET"
                       " from_time = excluded.from_time, to_time = excluded.to_time,"
                       " note = excluded.note",
                       "iiit", client_id, (gint64) from, (gint64) to, note);
}
