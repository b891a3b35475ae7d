/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-callback.h"

#include "core/base/clt-i18n.h"
#include "core/calls/clt-call-rule.h"
#include "core/clients/clt-client-query.h"
#include "core/funds/clt-population.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-rules.h"
#include "core/surveys/clt-survey.h"

typedef struct
{
  CltConn *conn;
  CltDay today;
  CltWorkdays *office; /* owned */
  gint64 n;
} Planner;

static void
planner_clear (Planner *self)
{
  g_clear_pointer (&self->office, clt_workdays_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planner, planner_clear)

static gboolean
planner_set_up (Planner *self, CltConn *conn, GError **error)
{
  self->conn = conn;
  self->today = clt_action_get_day (conn);
  self->office = clt_workdays_load_office (conn, error);
  return self->office != NULL;
}

/* The specialist, unless he may not. */
static gboolean
find_caller (const Planner *self, gint64 client_id, gint64 *staff_id, GError **error)
{
  gboolean recused = FALSE;

  if (!clt_assignment_get (self->conn, client_id, "service", self->today, staff_id, error) ||
      (*staff_id != 0 &&
       !clt_call_rule_is_recused (self->conn, client_id, *staff_id, self->today, &recused, error)))
    return FALSE;
  if (recused)
    *staff_id = 0;
  return TRUE;
}

static gboolean
find_questionnaire (const Planner *self, const char *occasion, gint64 *id, GError **error)
{
  return clt_conn_get_int (self->conn, id, 0, error,
                           "SELECT q.id FROM questionnaire q WHERE q.occasion = ?"
                           " AND q.archived = 0 AND EXISTS (SELECT 1 FROM questionnaire_version v"
                           " WHERE v.questionnaire_id = q.id AND v.state = 'published')"
                           " ORDER BY q.position, q.id LIMIT 1",
                           "t", occasion);
}

static gboolean
plan_call (Planner *self, CltCall *plan, const char *questionnaire, GError **error)
{
  plan->due_time = -1;
  plan->duty = TRUE;
  if (!find_caller (self, plan->client_id, &plan->staff_id, error) ||
      !find_questionnaire (self, questionnaire, &plan->questionnaire_id, error) ||
      clt_call_plan (self->conn, plan, error) == 0)
    return FALSE;
  self->n++;
  return TRUE;
}

/* ---- what has happened --------------------------------------------------------------------- */

typedef struct
{
  const char *occasion, *questionnaire, *rule;
  gboolean working_days;
  const char *sql; /* client, what it comes of, day; ?1: not before, ?2: not after */
} Cause;

static const Cause causes[] = {
  { "new-account", "new-account", "callback.new_account", TRUE,
    "SELECT s.client_id, s.id, s.opened FROM spell s JOIN client c ON c.id = s.client_id"
    " WHERE c.prospect = 0 AND s.closed IS NULL AND s.opened BETWEEN ?1 AND ?2 AND NOT EXISTS"
    " (SELECT 1 FROM call_task t WHERE t.client_id = s.client_id AND t.occasion = 'new-account'"
    " AND t.origin_id = s.id) ORDER BY s.opened, s.id" },
  { "override", "suitability", "callback.override", TRUE,
    "SELECT r.client_id, r.id, r.day FROM client_request r WHERE r.day BETWEEN ?1 AND ?2"
    " AND NOT EXISTS (SELECT 1 FROM call_task t WHERE t.client_id = r.client_id"
    " AND t.occasion = 'override' AND t.origin_id = r.id) ORDER BY r.day, r.id" },
  { "complaint", "complaint", "callback.complaint", FALSE,
    "SELECT k.client_id, k.id, k.closed FROM complaint k WHERE k.client_id IS NOT NULL"
    " AND k.closed BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM call_task t"
    " WHERE t.complaint_id = k.id AND t.occasion = 'complaint' AND t.created >= k.closed * 86400"
    " - 28800) ORDER BY k.closed, k.id" },
};

typedef struct
{
  gint64 client_id, origin_id;
  CltDay day;
} Event;

static gpointer
read_event (CltStmt *stmt)
{
  Event *event = g_new (Event, 1);

  event->client_id = clt_stmt_get_int (stmt, 0);
  event->origin_id = clt_stmt_get_int (stmt, 1);
  event->day = clt_stmt_get_day (stmt, 2);
  return event;
}

static gboolean
plan_cause (Planner *self, const Cause *cause, CltDay first, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;
  int days;

  if (!clt_rules_get_count (self->conn, cause->rule, self->today, &days, error))
    return FALSE;
  events =
    clt_stmt_read_all (clt_conn_query (self->conn, error, cause->sql, "yy", first, self->today),
                       read_event, g_free, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const Event *event = events->pdata[i];
      gboolean complaint = g_str_equal (cause->occasion, "complaint");
      CltCall plan = { .client_id = event->client_id,
                       .occasion = (char *) cause->occasion,
                       .origin_id = complaint ? 0 : event->origin_id,
                       .complaint_id = complaint ? event->origin_id : 0,
                       .due = cause->working_days
                                ? clt_workdays_move (self->office, event->day, days)
                                : clt_workdays_at_or_after (self->office, event->day + days) };

      if (!plan_call (self, &plan, cause->questionnaire, error))
        return FALSE;
    }
  return events != NULL;
}

gboolean
clt_callback_plan_due (CltConn *conn, gint64 *n, GError **error)
{
  g_auto (Planner) self = { 0 };
  int back;

  if (!planner_set_up (&self, conn, error) ||
      !clt_rules_get_count (conn, "callback.look_back", self.today, &back, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (!plan_cause (&self, &causes[i], self.today - back, error))
      return FALSE;
  *n = self.n;
  return TRUE;
}

/* ---- the sample of a year ------------------------------------------------------------------ */

typedef struct
{
  gint64 client_id;
  guint64 lot; /* smaller ones are drawn first */
} Ticket;

/* The finaliser of SplitMix64: the same draw in every file and on every machine. */
static guint64
draw_lot (int year, gint64 client_id)
{
  guint64 x = (guint64) client_id * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (guint64) year;

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static int
compare_tickets (gconstpointer a, gconstpointer b)
{
  const Ticket *x = a, *y = b;

  if (x->lot != y->lot)
    return x->lot < y->lot ? -1 : 1;
  return x->client_id < y->client_id ? -1 : x->client_id > y->client_id;
}

static GHashTable *
list_dormant (const Planner *self, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GHashTable) dormant =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) ids = NULL;

  query->today = self->today;
  g_free (query->expression);
  query->expression = g_strdup ("status = dormant");
  ids = clt_client_query_ids (self->conn, query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (dormant, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return ids == NULL ? NULL : g_steal_pointer (&dormant);
}

/* @tiers: (element-type Ticket), one a tier. */
static gboolean
list_tickets (const Planner *self, int year, GArray **tiers, GError **error)
{
  CltDay first = clt_day_from_ymd (year, 1, 1);
  g_autoptr (CltPopulation) population = clt_population_load (self->conn, error);
  g_autoptr (GHashTable) dormant = population == NULL ? NULL : list_dormant (self, error);
  g_autofree CltTier *tier_of = NULL;

  if (dormant == NULL)
    return FALSE;
  tier_of = g_new (CltTier, MAX (population->n, 1));
  if (!clt_population_get_tiers (population, self->conn, self->today, tier_of, error))
    return FALSE;
  for (int i = 0; i < population->n; i++)
    {
      gint64 id = population->people[i].id;
      const Ticket ticket = { id, draw_lot (year, id) };

      if (clt_population_has (population, i, first) &&
          clt_population_has (population, i, self->today) && !g_hash_table_contains (dormant, &id))
        g_array_append_val (tiers[tier_of[i]], ticket);
    }
  return TRUE;
}

/* The working days that are left of @year, from tomorrow. (element-type CltDay) */
static GArray *
list_days (const Planner *self, int year)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (CltDay));
  CltDay last = clt_day_from_ymd (year, 12, 31);

  for (CltDay day = MAX (self->today + 1, clt_day_from_ymd (year, 1, 1)); day <= last; day++)
    if (clt_workdays_has (self->office, day))
      g_array_append_val (days, day);
  if (days->len == 0)
    {
      CltDay day = clt_workdays_at_or_after (self->office, self->today + 1);

      g_array_append_val (days, day);
    }
  return days;
}

static gboolean
plan_sample (Planner *self, int year, GArray **tiers, gint64 ppm, GError **error)
{
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (Ticket));
  g_autoptr (GArray) days = list_days (self, year);

  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    {
      guint n = tier == CLT_TIER_HIGH_END
                  ? tiers[tier]->len
                  : (guint) (((gint64) tiers[tier]->len * ppm + 999999) / 1000000);

      g_array_sort (tiers[tier], compare_tickets);
      g_array_append_vals (drawn, tiers[tier]->data, n);
    }
  /* each week has some of every tier */
  g_array_sort (drawn, compare_tickets);
  for (guint i = 0; i < drawn->len; i++)
    {
      CltCall plan = { .client_id = g_array_index (drawn, Ticket, i).client_id,
                       .occasion = (char *) "sample",
                       .origin_id = year,
                       .due = g_array_index (days, CltDay,
                                             (guint) ((guint64) i * days->len / drawn->len)) };

      if (!plan_call (self, &plan, "sample", error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_callback_plan_sample (CltConn *conn, int year, gint64 *n, GError **error)
{
  g_auto (Planner) self = { 0 };
  GArray *tiers[CLT_N_TIERS];
  gint64 before, ppm;
  gboolean done;

  *n = 0;
  if (!planner_set_up (&self, conn, error) ||
      !clt_rules_get_ppm (conn, "callback.sample", self.today, &ppm, error) ||
      !clt_conn_get_int (conn, &before, 0, error,
                         "SELECT count(*) FROM call_task WHERE occasion = 'sample'"
                         " AND origin_id = ?",
                         "i", (gint64) year))
    return FALSE;
  if (before > 0)
    return TRUE;
  if (clt_day_from_ymd (year, 12, 31) < self.today || clt_day_from_ymd (year, 1, 1) > self.today)
    return clt_store_refuse (error, _ ("Only the sample of the running year can be drawn; nothing"
                                       " was changed."));
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    tiers[tier] = g_array_new (FALSE, FALSE, sizeof (Ticket));
  done = list_tickets (&self, year, tiers, error) && plan_sample (&self, year, tiers, ppm, error);
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    g_array_unref (tiers[tier]);
  *n = self.n;
  return done;
}

/* ---- surveys by telephone ------------------------------------------------------------------ */

/* Most are reached at the second or third attempt: the last third of the time is for those. */
#define CALL_SHARE(days) ((days) *2 / 3)

static gint64
find_questionnaire_of (CltConn *conn, const CltSurvey *survey, GError **error)
{
  gint64 id;

  return clt_conn_get_int (conn, &id, 0, error,
                           "SELECT questionnaire_id FROM questionnaire_version WHERE id = ?", "i",
                           survey->version_id)
           ? id
           : 0;
}

static gboolean
has_call (CltConn *conn, gint64 survey_id, gint64 client_id, gboolean *has, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM call_task WHERE survey_id = ? AND client_id = ?",
                         "ii", survey_id, client_id))
    return FALSE;
  *has = n > 0;
  return TRUE;
}

static gboolean
plan_survey (Planner *self, const CltSurvey *survey, GError **error)
{
  const CltDay first = clt_workdays_at_or_after (self->office, MAX (survey->from, self->today));
  const int days = MAX (CALL_SHARE (clt_workdays_count (self->office, first, survey->to)), 1);
  const gint64 questionnaire = find_questionnaire_of (self->conn, survey, error);
  g_autoptr (GPtrArray) members = clt_survey_list_members (self->conn, survey->id, NULL, error);

  for (guint i = 0; questionnaire != 0 && members != NULL && i < members->len; i++)
    {
      CltCall plan = {
        .client_id = ((CltSurveyMember *) members->pdata[i])->client_id,
        .occasion = (char *) "survey",
        .survey_id = survey->id,
        .questionnaire_id = questionnaire,
        .due = clt_workdays_move (self->office, first, (int) (i * (guint) days / members->len)),
        .due_time = -1,
      };
      gboolean planned;

      if (!has_call (self->conn, survey->id, plan.client_id, &planned, error))
        return FALSE;
      if (planned)
        continue;
      if (!find_caller (self, plan.client_id, &plan.staff_id, error) ||
          clt_call_plan (self->conn, &plan, error) == 0)
        return FALSE;
      self->n++;
    }
  return questionnaire != 0 && members != NULL;
}

gboolean
clt_callback_open_survey (CltConn *conn, gint64 survey_id, gint64 *n, GError **error)
{
  g_auto (Planner) self = { 0 };
  g_autoptr (CltSurvey) survey = NULL;

  *n = 0;
  if (!planner_set_up (&self, conn, error) || !clt_survey_open (conn, survey_id, error) ||
      (survey = clt_survey_load (conn, survey_id, error)) == NULL)
    return FALSE;
  if (g_str_equal (survey->channel, "phone") && !plan_survey (&self, survey, error))
    return FALSE;
  *n = self.n;
  return TRUE;
}

/* Who talks to a client at this moment is not interrupted. */
static gboolean
check_screens (CltConn *conn, gint64 survey_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT k.who FROM call_claim k JOIN call_task t"
                                  " ON t.id = k.call_id WHERE t.survey_id = ? AND t.state = 'open'"
                                  " AND k.until > ? ORDER BY k.until DESC LIMIT 1",
                                  "ii", survey_id, clt_action_get_time (conn));
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  g_autofree char *who = NULL;

  if (step != CLT_STEP_ROW)
    return step == CLT_STEP_DONE;
  who = g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return clt_store_refuse (error,
                           /* Translators: %s is a person. */
                           _ ("%s has a call of this survey on the screen: close the survey when"
                              " that call has ended or is put back. Nothing was changed."),
                           who);
}

#define OPEN_CALLS "SELECT id FROM call_task WHERE survey_id = ?1 AND state = 'open'"

gboolean
clt_callback_close_survey (CltConn *conn, gint64 survey_id, gint64 *n, GError **error)
{
  return check_screens (conn, survey_id, error) && clt_survey_close (conn, survey_id, error) &&
         clt_conn_get_int (conn, n, 0, error,
                           "SELECT count(*) FROM call_task WHERE survey_id = ? AND state = 'open'",
                           "i", survey_id) &&
         clt_conn_run (conn, error,
                       "UPDATE response SET state = 'broken', finished = ?2 WHERE state = 'open'"
                       " AND call_id IN (" OPEN_CALLS ")",
                       "ii", survey_id, clt_action_get_time (conn)) &&
         clt_conn_run (conn, error, "DELETE FROM call_claim WHERE call_id IN (" OPEN_CALLS ")", "i",
                       survey_id) &&
         /* what was dropped before is a second later now: a value that has changed stands in the way
          * of undoing what dropped it, which would open the call again */
         clt_conn_run (
           conn, error,
           "UPDATE call_task SET closed = CASE state WHEN 'open' THEN ?2 ELSE closed + 1"
           " END, state = 'dropped' WHERE survey_id = ?1 AND state IN ('open', 'dropped')",
           "ii", survey_id, clt_action_get_time (conn));
}
