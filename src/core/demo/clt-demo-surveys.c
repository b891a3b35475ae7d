/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-year.h"

#include "core/base/clt-text.h"
#include "core/calls/clt-call-rule.h"
#include "core/demo/clt-demo-answers.h"
#include "core/surveys/clt-survey.h"

#define MOST_ASKED 600
#define PPM 1000000

/* Working days before the last day on which it begins, and after that on which it ends. */
static const struct
{
  const char *name, *questionnaire;
  int begins, ends;
  gint64 share; /* of a thousand clients */
  gboolean closed;
} runs[] = {
  { "上半年客户满意度调查", "satisfaction", 100, 75, 180, TRUE },
  { "三季度推荐意愿调查", "nps", 8, -12, 120, FALSE },
};

gboolean
clt_demo_surveys_prepare (CltDemoYear *year, GError **error)
{
  for (guint i = 0; clt_questionnaire_presets[i] != NULL; i++)
    if (clt_questionnaire_add_preset (year->conn, clt_questionnaire_presets[i], "zh_CN", error) ==
        0)
      return FALSE;
  return TRUE;
}

/* Evenly over the first two thirds of the time; by whoever serves the client, unless he may not. */
static gboolean
queue_calls (CltDemoYear *year, const CltSurvey *survey, gint64 questionnaire, GError **error)
{
  g_autoptr (GPtrArray) members = clt_survey_list_members (year->conn, survey->id, NULL, error);
  const int days = clt_workdays_count (year->workdays, survey->from, survey->to) * 2 / 3;

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const CltSurveyMember *member = members->pdata[i];
      CltCall plan = { .client_id = member->client_id,
                       .occasion = (char *) "survey",
                       .questionnaire_id = questionnaire,
                       .survey_id = survey->id,
                       .due_time = -1 };
      gboolean recused = FALSE;

      plan.due =
        clt_workdays_move (year->workdays, survey->from, (int) (i * (guint) days / members->len));
      if (!clt_demo_year_find_caller (year, plan.client_id, survey->from, &plan.staff_id, error) ||
          (plan.staff_id != 0 &&
           !clt_call_rule_is_recused (year->conn, plan.client_id, plan.staff_id, survey->from,
                                      &recused, error)))
        return FALSE;
      if (recused)
        plan.staff_id = 0;
      if (clt_call_plan (year->conn, &plan, error) == 0)
        return FALSE;
    }
  return members != NULL;
}

static gboolean
begin (CltDemoYear *year, guint run, CltDay from, CltDay to, GError **error)
{
  const gint64 questionnaire = clt_questionnaire_find (year->conn, runs[run].questionnaire, error);
  const gint64 version =
    questionnaire == 0 ? 0 : clt_questionnaire_get_version (year->conn, questionnaire, error);
  const gint64 share =
    MIN (runs[run].share * PPM / 1000, MOST_ASKED * (gint64) PPM / MAX (year->n_clients, 1));
  g_autoptr (CltSurvey) survey = NULL;

  if (version == 0)
    return FALSE;
  survey = clt_survey_new (runs[run].name, version, "phone");
  survey->from = from;
  survey->to = to;
  /* who came since is no part of that past */
  g_free (survey->audience);
  survey->audience = g_strdup_printf ("opened <= %d", clt_day_to_yyyymmdd (from));
  survey->owner_id = clt_demo_year_draw_specialist (year);
  return clt_survey_save (year->conn, survey, error) &&
         clt_survey_draw (year->conn, survey->id, 20260 + run, share, error) &&
         clt_survey_open (year->conn, survey->id, error) &&
         queue_calls (year, survey, questionnaire, error);
}

/* Who was not reached by then is not asked any more. */
static gboolean
end (CltDemoYear *year, guint run, CltDay day, GError **error)
{
  gint64 id;

  return clt_conn_get_int (year->conn, &id, 0, error, "SELECT id FROM survey WHERE name = ?", "t",
                           runs[run].name) &&
         (id == 0 ||
          (clt_conn_run (year->conn, error,
                         "UPDATE call_task SET state = 'dropped', closed = ? WHERE survey_id = ?"
                         " AND state = 'open'",
                         "ii", clt_day_get_instant (day, 20 * 60), id) &&
           clt_survey_close (year->conn, id, error)));
}

gboolean
clt_demo_surveys_play (CltDemoYear *year, CltDay day, GError **error)
{
  const CltDay last = clt_workdays_at_or_before (year->workdays, year->last);

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      const CltDay from = clt_workdays_move (year->workdays, last, -runs[i].begins);
      const CltDay to = clt_workdays_move (year->workdays, last, -runs[i].ends);

      if ((day == from && !begin (year, i, from, to, error)) ||
          (day == to && runs[i].closed && !end (year, i, day, error)))
        return FALSE;
    }
  return TRUE;
}

/* ---- after a course ------------------------------------------------------------------------ */

typedef struct
{
  gint64 session_id, client_id;
  CltDay day;
} Seat;

static gpointer
read_seat (CltStmt *stmt)
{
  Seat *seat = g_new (Seat, 1);

  seat->session_id = clt_stmt_get_int (stmt, 0);
  seat->client_id = clt_stmt_get_int (stmt, 1);
  seat->day = clt_stmt_get_day (stmt, 2);
  return seat;
}

/* Those who came to a session of the last months, of whom half hand in the form. */
gboolean
clt_demo_surveys_ask_learners (CltDemoYear *year, GError **error)
{
  const gint64 questionnaire = clt_questionnaire_find (year->conn, "training", error);
  const gint64 version =
    questionnaire == 0 ? 0 : clt_questionnaire_get_version (year->conn, questionnaire, error);
  const CltForm *form = version == 0 ? NULL : clt_demo_year_get_form (year, version, error);
  g_autoptr (GPtrArray) seats = NULL;

  if (form == NULL)
    return FALSE;
  seats = clt_stmt_read_all (
    clt_conn_query (
      year->conn, error,
      "SELECT DISTINCT s.id, a.client_id, s.last_day FROM course_session s"
      " JOIN meeting m ON m.session_id = s.id JOIN attendance a ON a.meeting_id = m.id"
      " JOIN client c ON c.id = a.client_id WHERE a.mark IN ('P', 'L')"
      " AND c.prospect = 0 AND s.last_day BETWEEN ?1 - 120 AND ?1 - 1"
      " ORDER BY s.last_day, s.id, a.client_id",
      "y", year->last),
    read_seat, g_free, error);
  for (guint i = 0; seats != NULL && i < seats->len; i++)
    {
      const Seat *seat = seats->pdata[i];
      g_autoptr (CltResponse) response = clt_response_new (version, "onsite");
      CltDemoMood mood;

      if (clt_random_chance (&year->random, 450))
        continue;
      response->session_id = seat->session_id;
      response->client_id = seat->client_id;
      response->day = seat->day;
      clt_demo_mood_draw (&mood, clt_demo_year_get_tier (year, seat->client_id), &year->random);
      if (!clt_demo_answers_fill (response, form, &mood, &year->random, error) ||
          !clt_response_store (year->conn, response, error))
        return FALSE;
    }
  return seats != NULL;
}
