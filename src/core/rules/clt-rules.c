/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rules/clt-rules.h"

#include <math.h>

#include "core/base/clt-i18n.h"

/* What is known of a rule beside its values. Rules come into being by migrations; this table
 * names them for people and keeps nonsense out. */
typedef struct
{
  const char *name;
  const char *label;
  const char *unit;
  double min, max;
} RuleKind;

static const RuleKind kinds[] = {
  { "behaviour.window_days", N_ ("Behaviour: trading days looked at"), "days", 1, 1000 },
  { "birthday.notice_days", N_ ("Birthdays: days of notice"), "days", 0, 366 },
  { "cadence.high-end", N_ ("Contact: high-end clients every (trading days)"), "days", 1, 1000 },
  { "cadence.major", N_ ("Contact: major clients every (trading days)"), "days", 1, 1000 },
  { "cadence.ordinary", N_ ("Contact: ordinary clients every (trading days)"), "days", 1, 1000 },
  { "cadence.small", N_ ("Contact: small clients every (trading days)"), "days", 1, 1000 },
  { "call.afternoon_hour", N_ ("Calls: again after noon from (hour of the day)"), "hours", 0, 24 },
  { "call.attempt_days", N_ ("Calls: working days within which all attempts are made"), "days", 1,
    250 },
  { "call.close_hour", N_ ("Calls: until (hour of the day)"), "hours", 0, 24 },
  { "call.day_attempts", N_ ("Calls: attempts a day"), "times", 1, 24 },
  { "call.evening_hour", N_ ("Calls: the evening begins (hour of the day)"), "hours", 0, 24 },
  { "call.gap_hours", N_ ("Calls: hours between two attempts"), "hours", 0, 24 },
  { "call.lease", N_ ("Calls: minutes that a call is kept for who has it on the screen"), "minutes",
    1, 1440 },
  { "call.moves", N_ ("Calls: a reason is asked for from this change of time on"), "times", 1,
    100 },
  { "call.noon_hour", N_ ("Calls: not from noon (hour of the day)"), "hours", 0, 24 },
  { "call.open_hour", N_ ("Calls: from (hour of the day)"), "hours", 0, 24 },
  { "call.shared_after", N_ ("Calls: minutes after which an overdue call is anybody’s"), "minutes",
    0, 1e5 },
  { "call.spare_trading", N_ ("Calls: not during trading hours"), "switch", 0, 1 },
  { "call.total_attempts", N_ ("Calls: attempts in all"), "times", 1, 100 },
  { "call.trading_close", N_ ("Calls: trading ends (hour of the day)"), "hours", 0, 24 },
  { "callback.complaint", N_ ("Callbacks: days after a complaint was closed"), "days", 0, 366 },
  { "callback.look_back", N_ ("Callbacks: days back that are looked at for what wants one"), "days",
    1, 366 },
  { "callback.new_account", N_ ("Callbacks: working days after an account was opened"), "days", 0,
    250 },
  { "callback.override", N_ ("Callbacks: working days after an override of suitability"), "days", 0,
    250 },
  { "callback.sample", N_ ("Callbacks: share of clients a year"), "ratio", 0, 1 },
  { "capacity.adviser", N_ ("Capacity: minutes a day of an adviser"), "minutes", 0, 1440 },
  { "capacity.specialist", N_ ("Capacity: minutes a day of a specialist"), "minutes", 0, 1440 },
  { "churn.effective_days", N_ ("Churn: effective by a trade within (days)"), "days", 1, 3660 },
  { "churn.effective_equity", N_ ("Churn: effective with more equity than"), "yuan", 0, 1e12 },
  { "churn.quiet_days", N_ ("Churn: days without a trade"), "days", 1, 3660 },
  { "churn.ratio", N_ ("Churn: share of the equity that is left"), "ratio", 0, 1 },
  { "churn.window_days", N_ ("Churn: trading days on each side"), "days", 1, 250 },
  { "complaint.accept", N_ ("Complaints: working days until it is accepted or refused"), "days", 1,
    250 },
  { "complaint.accept_hard", N_ ("Complaints: days until it is accepted or refused at the latest"),
    "days", 1, 366 },
  { "complaint.acknowledge", N_ ("Complaints: working days until it is acknowledged"), "days", 1,
    250 },
  { "complaint.amber", N_ ("Complaints: amber from this share of the time on"), "ratio", 0, 1 },
  { "complaint.close", N_ ("Complaints: working days until a general one is closed"), "days", 1,
    250 },
  { "complaint.close_hard", N_ ("Complaints: days until it is closed at the latest"), "days", 1,
    366 },
  { "complaint.close_major", N_ ("Complaints: working days until a major one is closed"), "days", 1,
    250 },
  { "complaint.extension", N_ ("Complaints: days that may be granted once"), "days", 0, 366 },
  { "complaint.repeat_days", N_ ("Complaints: the same matter again within (days)"), "days", 0,
    366 },
  { "dormancy.equity", N_ ("Dormancy: equity up to"), "yuan", 0, 1e12 },
  { "dormancy.months", N_ ("Dormancy: months without trade and position"), "months", 1, 120 },
  { "event.follow_up", N_ ("Events: working days until guests are called"), "days", 0, 60 },
  { "event.result_far", N_ ("Events: days of the later look at the result"), "days", 1, 366 },
  { "event.result_near", N_ ("Events: days of the first look at the result"), "days", 1, 366 },
  { "grade.notice_days", N_ ("Suitability: days of notice"), "days", 0, 366 },
  { "grade.validity_months", N_ ("Suitability: months of validity"), "months", 1, 240 },
  { "greeting.gap", N_ ("Greetings: days between two"), "days", 0, 366 },
  { "import.tolerance", N_ ("Import: tolerance of the balance"), "yuan", 0, 1e6 },
  { "loss.flat", N_ ("Loss: flat within"), "yuan", 0, 1e6 },
  { "mail.attempts", N_ ("E-mail: attempts before it is given up"), "times", 1, 100 },
  { "mail.per_minute", N_ ("E-mail: at most a minute"), "times", 1, 10000 },
  { "push.gap", N_ ("Pushes: trading days between two of a category"), "days", 0, 250 },
  { "risk.alert", N_ ("Risk ratio: alert above"), "ratio", 0, 100 },
  { "score.frequency_2", N_ ("Scores: frequency 2 from (share of trading days)"), "ratio", 0, 1 },
  { "score.frequency_3", N_ ("Scores: frequency 3 from (share of trading days)"), "ratio", 0, 1 },
  { "score.frequency_4", N_ ("Scores: frequency 4 from (share of trading days)"), "ratio", 0, 1 },
  { "score.frequency_5", N_ ("Scores: frequency 5 from (share of trading days)"), "ratio", 0, 1 },
  { "score.min_clients", N_ ("Scores: quintiles from (clients)"), "clients", 5, 1e6 },
  { "score.monetary_2", N_ ("Scores: monetary 2 from (commission)"), "yuan", 0, 1e12 },
  { "score.monetary_3", N_ ("Scores: monetary 3 from (commission)"), "yuan", 0, 1e12 },
  { "score.monetary_4", N_ ("Scores: monetary 4 from (commission)"), "yuan", 0, 1e12 },
  { "score.monetary_5", N_ ("Scores: monetary 5 from (commission)"), "yuan", 0, 1e12 },
  { "score.recency_2", N_ ("Scores: recency 2 up to (trading days)"), "days", 0, 1000 },
  { "score.recency_3", N_ ("Scores: recency 3 up to (trading days)"), "days", 0, 1000 },
  { "score.recency_4", N_ ("Scores: recency 4 up to (trading days)"), "days", 0, 1000 },
  { "score.recency_5", N_ ("Scores: recency 5 up to (trading days)"), "days", 0, 1000 },
  { "sleeping.days", N_ ("Sleeping: days without a trade"), "days", 1, 3660 },
  { "sms.length", N_ ("SMS: characters of a single one"), "characters", 1, 1000 },
  { "sms.part_length", N_ ("SMS: characters of each part of a long one"), "characters", 1, 1000 },
  { "study.follow_up", N_ ("Plans and notes: working days until the follow-up call"), "days", 1,
    250 },
  { "suitability.expired_from_risk", N_ ("Suitability: an expired grade blocks from R"), "level", 1,
    5 },
  { "survey.fast_seconds", N_ ("Questionnaires: too fast below (seconds a question)"), "seconds", 0,
    600 },
  { "survey.rank_answers", N_ ("Questionnaires: staff get places from (answers)"), "times", 1,
    1e6 },
  { "survey.recent_days", N_ ("Questionnaires: not asked again within (days)"), "days", 0, 3660 },
  { "survey.sample", N_ ("Questionnaires: share of a sample"), "ratio", 0, 1 },
  { "survey.straight_items", N_ ("Questionnaires: one answer to all is told from (ratings)"),
    "times", 2, 1000 },
  { "tier.downgrade_ratio", N_ ("Tiers: falls below this share of the threshold"), "ratio", 0, 1 },
  { "tier.downgrade_runs", N_ ("Tiers: falls after this many runs"), "runs", 1, 12 },
  { "tier.high-end", N_ ("Tiers: high-end from"), "yuan", 0, 1e12 },
  { "tier.major", N_ ("Tiers: major from"), "yuan", 0, 1e12 },
  { "tier.min_days", N_ ("Tiers: trading days needed for a rating"), "days", 1, 1000 },
  { "tier.missing_ratio", N_ ("Tiers: flagged above this share of missing days"), "ratio", 0, 1 },
  { "tier.ordinary", N_ ("Tiers: ordinary from"), "yuan", 0, 1e12 },
  { "tier.window_days", N_ ("Tiers: trading days averaged"), "days", 1, 1000 },
  { "training.attendance", N_ ("Training: share of a course to be attended"), "ratio", 0, 1 },
  { "training.close_hour", N_ ("Training: ends at the latest (hour of the day)"), "hours", 0, 24 },
  { "training.effect_days", N_ ("Training: days compared before and after"), "days", 1, 3660 },
  { "training.expiry_notice", N_ ("Training: days of notice before a certificate ends"), "days", 0,
    3660 },
  { "training.losing_streak", N_ ("Training: losing days in a row that call for a course"), "days",
    1, 250 },
  { "training.offer_hours", N_ ("Training: hours that a seat is kept for an offer"), "hours", 1,
    8760 },
  { "training.open_hour", N_ ("Training: begins at the earliest (hour of the day)"), "hours", 0,
    24 },
};

static const RuleKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  return NULL;
}

const char *
clt_rule_get_label (const char *name)
{
  const RuleKind *kind = find_kind (name);

  return kind == NULL ? name : g_dgettext (GETTEXT_PACKAGE, kind->label);
}

const char *
clt_rule_get_unit (const char *name)
{
  const RuleKind *kind = find_kind (name);

  return kind == NULL ? "" : kind->unit;
}

const char *
clt_rule_get_unit_label (const char *name)
{
  static const struct
  {
    const char *unit;
    const char *label;
  } units[] = {
    { "yuan", N_ ("yuan") },       { "days", N_ ("days") },
    { "months", N_ ("months") },   { "runs", N_ ("runs") },
    { "hours", N_ ("hours") },     { "minutes", N_ ("minutes") },
    { "times", N_ ("times") },     { "characters", N_ ("characters") },
    { "level", N_ ("level") },     { "clients", N_ ("clients") },
    { "seconds", N_ ("seconds") }, { "switch", N_ ("1: yes, 0: no") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (clt_rule_get_unit (name), units[i].unit))
      return _ (units[i].label);
  return "";
}

gboolean
clt_rules_get (CltConn *conn, const char *name, CltDay day, double *value, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT value FROM rule WHERE name = ? AND valid_from <= ?"
                                  " ORDER BY valid_from DESC LIMIT 1",
                                  "ti", name, (gint64) day);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    *value = clt_stmt_get_double (stmt, 0);
  clt_stmt_reset (stmt);
  if (step == CLT_STEP_DONE)
    {
      g_autofree char *date = clt_day_format (day);

      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                   /* Translators: a rule's name, then a date. */
                   _ ("The file has no rule “%s” for %s."), name, date);
    }
  return step == CLT_STEP_ROW;
}

gboolean
clt_rules_get_money (CltConn *conn, const char *name, CltDay day, gint64 *fen, GError **error)
{
  double value;

  if (!clt_rules_get (conn, name, day, &value, error))
    return FALSE;
  *fen = llround (value * 100);
  return TRUE;
}

gboolean
clt_rules_get_count (CltConn *conn, const char *name, CltDay day, int *count, GError **error)
{
  double value;

  if (!clt_rules_get (conn, name, day, &value, error))
    return FALSE;
  *count = (int) lround (value);
  return TRUE;
}

gboolean
clt_rules_get_ppm (CltConn *conn, const char *name, CltDay day, gint64 *ppm, GError **error)
{
  double value;

  if (!clt_rules_get (conn, name, day, &value, error))
    return FALSE;
  *ppm = llround (value * 1e6);
  return TRUE;
}

static gboolean
is_known (CltConn *conn, const char *name, gboolean *known, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM rule WHERE name = ?", "t", name))
    return FALSE;
  *known = n > 0;
  return TRUE;
}

static gboolean
check_value (CltConn *conn, const CltRuleValue *rule, GError **error)
{
  const RuleKind *kind = find_kind (rule->name);
  gboolean known, whole;

  if (!is_known (conn, rule->name, &known, error))
    return FALSE;
  if (!known)
    return clt_store_refuse (
      error, _ ("There is no rule “%s”; nothing was changed. The command “rules” lists them."),
      rule->name);
  if (!isfinite (rule->value) ||
      (kind != NULL && (rule->value < kind->min || rule->value > kind->max)))
    return clt_store_refuse (error,
                             /* Translators: a rule's name, then its limits. */
                             _ ("“%s” must lie between %g and %g; nothing was changed."),
                             rule->name, kind == NULL ? 0 : kind->min,
                             kind == NULL ? 0 : kind->max);
  whole = kind != NULL && !g_str_equal (kind->unit, "yuan") && !g_str_equal (kind->unit, "ratio");
  if (whole && rule->value != floor (rule->value))
    return clt_store_refuse (error, _ ("“%s” must be a whole number; nothing was changed."),
                             rule->name);
  return TRUE;
}

static gboolean
check_order_on (CltConn *conn, CltDay day, GError **error)
{
  static const char *const names[] = { "tier.ordinary", "tier.major", "tier.high-end" };
  double last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      double value;

      if (!clt_rules_get (conn, names[i], day, &value, error))
        return FALSE;
      if (value <= last)
        {
          g_autofree char *date = clt_day_format (day);

          clt_store_refuse (error,
                            /* Translators: a rule's name, a date, two amounts in yuan. */
                            _ ("“%s” on %s would be %.2f, not more than the tier below it (%.2f);"
                               " nothing was changed."),
                            names[i], date, value, last);
          return FALSE;
        }
      last = value;
    }
  return TRUE;
}

/* The thresholds must rise on @from and on every later day on which one of them changes. */
static gboolean
check_order (CltConn *conn, CltDay from, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CltDay));
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT DISTINCT valid_from FROM rule WHERE valid_from > ?"
    " AND name IN ('tier.ordinary', 'tier.major', 'tier.high-end') ORDER BY valid_from",
    "i", (gint64) from);

  if (stmt == NULL)
    return FALSE;
  g_array_append_val (days, from);
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltDay day = clt_stmt_get_day (stmt, 0);

      g_array_append_val (days, day);
    }
  if (step == CLT_STEP_ERROR)
    return FALSE;
  for (guint i = 0; i < days->len; i++)
    if (!check_order_on (conn, g_array_index (days, CltDay, i), error))
      return FALSE;
  return TRUE;
}

gboolean
clt_rules_set_all (CltConn *conn,
                   const CltRuleValue *values,
                   guint n,
                   CltDay from,
                   const char *note,
                   GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 id;

      if (!check_value (conn, &values[i], error))
        return FALSE;
      id = clt_conn_new_id (conn, error);
      if (id == 0 ||
          !clt_conn_run (
            conn, error,
            "INSERT INTO rule (id, name, valid_from, value, note) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (name, valid_from)"
            " DO UPDATE SET value = excluded.value, note = excluded.note",
            "itidt", id, values[i].name, (gint64) from, values[i].value, note == NULL ? "" : note))
        return FALSE;
    }
  return check_order (conn, from, error);
}

gboolean
clt_rules_set (CltConn *conn,
               const char *name,
               double value,
               CltDay from,
               const char *note,
               GError **error)
{
  const CltRuleValue rule = { name, value };

  return clt_rules_set_all (conn, &rule, 1, from, note, error);
}

void
clt_rule_free (CltRule *rule)
{
  g_free (rule->name);
  g_free (rule->note);
  g_free (rule);
}

static gpointer
read_rule (CltStmt *stmt)
{
  CltRule *rule = g_new0 (CltRule, 1);

  rule->name = g_strdup (clt_stmt_get_text (stmt, 0));
  rule->valid_from = clt_stmt_get_day (stmt, 1);
  rule->value = clt_stmt_get_double (stmt, 2);
  rule->note = g_strdup (clt_stmt_get_text (stmt, 3));
  return rule;
}

GPtrArray *
clt_rules_list (CltConn *conn, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT name, valid_from, value, note FROM rule ORDER BY name, valid_from", ""),
    read_rule, (GDestroyNotify) clt_rule_free, error);
}
