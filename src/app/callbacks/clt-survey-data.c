/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-survey-data.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-callback.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-filter-node.h"
#include "core/people/clt-staff.h"

/* ---- the runs ------------------------------------------------------------------------------ */

static void
run_free (gpointer data)
{
  CltSurveyRun *run = data;

  g_clear_pointer (&run->survey, clt_survey_free);
  g_clear_pointer (&run->coverage, clt_survey_coverage_free);
  g_free (run->questionnaire);
  g_free (run->code);
  g_free (run->owner);
  g_free (run);
}

void
clt_survey_record_free (gpointer data)
{
  CltSurveyRecord *record = data;

  g_clear_pointer (&record->runs, g_ptr_array_unref);
  g_clear_pointer (&record->questionnaires, g_ptr_array_unref);
  g_clear_pointer (&record->channels, g_ptr_array_unref);
  g_free (record);
}

const CltSurveyRun *
clt_survey_record_find (const CltSurveyRecord *record, gint64 id)
{
  for (guint i = 0; i < record->runs->len; i++)
    if (((CltSurveyRun *) record->runs->pdata[i])->survey->id == id)
      return record->runs->pdata[i];
  return NULL;
}

static gboolean
load_names (CltConn *conn, CltSurveyRun *run, GError **error)
{
  g_autoptr (CltQuestionnaire) questionnaire = NULL;
  g_autoptr (CltStaff) owner = NULL;
  gint64 version;

  run->questionnaire_id = clt_questionnaire_find (conn, run->survey->questionnaire, error);
  questionnaire =
    run->questionnaire_id == 0 ? NULL : clt_questionnaire_load (conn, run->questionnaire_id, error);
  if (questionnaire == NULL)
    return FALSE;
  if (!clt_conn_get_int (conn, &version, 0, error,
                         "SELECT number FROM questionnaire_version WHERE id = ?", "i",
                         run->survey->version_id))
    return FALSE;
  run->questionnaire = g_strdup (questionnaire->name);
  run->code = g_strdup_printf ("%s-%d", questionnaire->key, (int) version);
  if (run->survey->owner_id != 0 &&
      (owner = clt_staff_load (conn, run->survey->owner_id, error)) == NULL)
    return FALSE;
  run->owner = g_strdup (owner == NULL ? "" : owner->name);
  return TRUE;
}

static gboolean
load_runs (CltConn *conn, CltSurveyRecord *record, GError **error)
{
  g_autoptr (GPtrArray) surveys = clt_survey_list (conn, error);

  record->runs = g_ptr_array_new_with_free_func (run_free);
  for (guint i = 0; surveys != NULL && i < surveys->len; i++)
    {
      CltSurveyRun *run = g_new0 (CltSurveyRun, 1);

      g_ptr_array_add (record->runs, run);
      run->survey = clt_survey_load (conn, ((CltSurvey *) surveys->pdata[i])->id, error);
      if (run->survey == NULL || !load_names (conn, run, error) ||
          (run->coverage = clt_survey_get_coverage (conn, run->survey->id, clt_today (), error)) ==
            NULL)
        return FALSE;
    }
  return surveys != NULL;
}

gpointer
clt_survey_record_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltSurveyRecord) record = g_new0 (CltSurveyRecord, 1);

  if (!load_runs (conn, record, error) ||
      (record->questionnaires = clt_questionnaire_list (conn, FALSE, error)) == NULL ||
      (record->channels = clt_channel_list (conn, error)) == NULL)
    return NULL;
  for (guint i = record->questionnaires->len; i > 0; i--)
    if (((CltQuestionnaire *) record->questionnaires->pdata[i - 1])->published == 0)
      g_ptr_array_remove_index (record->questionnaires, i - 1);
  return g_steal_pointer (&record);
}

static gboolean
has_words (const CltSurveyRun *run, const char *words)
{
  return *words == '\0' || g_str_match_string (words, run->survey->name, TRUE) ||
         strstr (run->survey->name, words) != NULL || strstr (run->questionnaire, words) != NULL;
}

static char *
dup_days_left (const CltSurveyRun *run)
{
  if (run->survey->state == CLT_SURVEY_CLOSED)
    return g_strdup ("–");
  return g_strdup_printf ("%d", run->coverage->days_left);
}

CltCellRows *
clt_survey_rows_new (const CltSurveyRecord *record, const char *words)
{
  CltCellRows *rows = clt_cell_rows_new (CLT_N_SURVEY_ROWS);

  for (guint i = 0; i < record->runs->len; i++)
    {
      const CltSurveyRun *run = record->runs->pdata[i];
      const CltSurveyStratum *all = &run->coverage->all;
      char *cells[CLT_N_SURVEY_ROWS] = { 0 };

      if (!has_words (run, words))
        continue;
      cells[CLT_SURVEY_ROW_NAME] = g_strdup (run->survey->name);
      cells[CLT_SURVEY_ROW_CHANNEL] = g_strdup (clt_channel_get_label (run->survey->channel));
      cells[CLT_SURVEY_ROW_STATE] = g_strdup (clt_survey_state_get_label (run->survey->state));
      cells[CLT_SURVEY_ROW_DONE] =
        g_strdup_printf ("%d / %d", (int) all->complete, (int) all->wanted);
      cells[CLT_SURVEY_ROW_COVERAGE] = clt_percent_format (all->coverage.value, 0);
      cells[CLT_SURVEY_ROW_LEFT] = dup_days_left (run);
      clt_cell_rows_take (rows, run->survey->id, cells);
    }
  return rows;
}

/* Whom it asks. */
static char *
dup_who (const CltSurvey *survey)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, survey->seed);

  if (survey->drawn == CLT_DAY_NONE)
    return g_strdup (_ ("nobody is drawn yet"));
  if (survey->seed == CLT_SURVEY_NO_SEED)
    return g_strdup (_ ("everybody"));
  /* Translators: the number from which a sample is drawn. */
  return g_strdup_printf (_ ("sample with seed %s"), seed);
}

char *
clt_survey_run_describe (const CltSurveyRun *run)
{
  const CltSurvey *survey = run->survey;
  g_autofree char *from = clt_day_format (survey->from);
  g_autofree char *to = clt_day_format (survey->to);
  g_autofree char *who = dup_who (survey);
  g_autofree char *filter = clt_filter_describe (survey->audience);
  g_autofree char *audience = *filter == '\0' ? g_strdup ("") : g_strdup_printf (" · %s", filter);
  g_autofree char *owner =
    *run->owner == '\0' ? g_strdup ("") : g_strdup_printf (" · %s", run->owner);

  return g_strdup_printf ("%s · %s · %s – %s · %s%s%s", run->questionnaire,
                          clt_channel_get_label (survey->channel), from, to, who, audience, owner);
}

char *
clt_survey_run_describe_rest (const CltSurveyRun *run)
{
  const CltSurveyCoverage *coverage = run->coverage;
  g_autofree char *share = clt_share_format (&coverage->all.coverage);

  if (run->survey->state == CLT_SURVEY_DRAFT)
    return g_strdup (_ ("A draft: nobody is asked until it is opened."));
  if (run->survey->state == CLT_SURVEY_CLOSED || coverage->days_left == 0)
    /* Translators: a share with its interval. */
    return g_strdup_printf (_ ("It is over: %s of those asked have answered."), share);
  if (isnan (coverage->a_day))
    /* Translators: %d is a number of days; a share with its interval. */
    return g_strdup_printf (ngettext ("%d day left, no working day; so far %s.",
                                      "%d days left, none of them a working day; so far %s.",
                                      coverage->days_left),
                            coverage->days_left, share);
  /* Translators: counts of days, answers a day, and a share with its interval. */
  return g_strdup_printf (_ ("%d days left, %d of them working days: %.1f answers a day are wanted;"
                             " so far %s."),
                          coverage->days_left, coverage->workdays_left, coverage->a_day, share);
}

/* ---- who is on the list -------------------------------------------------------------------- */

void
clt_survey_people_free (gpointer data)
{
  CltSurveyPeople *people = data;

  g_clear_pointer (&people->members, g_ptr_array_unref);
  g_clear_pointer (&people->quotas, g_ptr_array_unref);
  g_free (people);
}

gpointer
clt_survey_people_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 id = *(gint64 *) data;
  g_autoptr (CltSurveyPeople) people = g_new0 (CltSurveyPeople, 1);

  people->members = clt_survey_list_members (conn, id, "*", error);
  people->quotas = people->members == NULL ? NULL : clt_survey_list_quotas (conn, id, error);
  return people->quotas == NULL ? NULL : g_steal_pointer (&people);
}

const char *
clt_survey_which_get_label (CltSurveyWhich which)
{
  static const char *const labels[CLT_N_SURVEY_PEOPLE] = {
    [CLT_SURVEY_PEOPLE_ASKED] = NC_ ("survey", "Asked"),
    [CLT_SURVEY_PEOPLE_COMPLETE] = NC_ ("survey", "Answered"),
    [CLT_SURVEY_PEOPLE_BROKEN] = NC_ ("survey", "Left in the middle"),
    [CLT_SURVEY_PEOPLE_WAITING] = NC_ ("survey", "Not answered"),
    [CLT_SURVEY_PEOPLE_THERE] = NC_ ("survey", "May be asked"),
    [CLT_SURVEY_PEOPLE_OUT] = NC_ ("survey", "Left out"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "survey", labels[which]);
}

static gboolean
is_one (const CltSurveyMember *member, CltSurveyWhich which, const char *reason)
{
  const gboolean asked = *member->excluded == '\0';

  switch (which)
    {
    case CLT_SURVEY_PEOPLE_COMPLETE:
      return asked && g_str_equal (member->response, "complete");
    case CLT_SURVEY_PEOPLE_BROKEN:
      return asked && g_str_equal (member->response, "broken");
    case CLT_SURVEY_PEOPLE_WAITING:
      return asked && !g_str_equal (member->response, "complete");
    case CLT_SURVEY_PEOPLE_THERE:
      return asked || g_str_equal (member->excluded, "not-drawn");
    case CLT_SURVEY_PEOPLE_OUT:
      return !asked && (reason == NULL || g_str_equal (member->excluded, reason));
    case CLT_SURVEY_PEOPLE_ASKED:
    case CLT_N_SURVEY_PEOPLE:
    default:
      return asked;
    }
}

static char *
dup_state (const CltSurveyMember *member)
{
  g_autofree char *day = clt_day_format (member->answered);

  if (*member->excluded != '\0')
    return g_strdup (clt_survey_reason_get_label (member->excluded));
  if (*member->response == '\0')
    return g_strdup (C_ ("survey", "Not answered"));
  /* Translators: the state of an answered form, and its day. */
  return g_strdup_printf (C_ ("survey", "%s, %s"),
                          clt_response_state_get_label (
                            clt_response_state_from_name (member->response)),
                          day);
}

CltCellRows *
clt_survey_member_rows_new (const CltSurveyPeople *people,
                            CltSurveyWhich which,
                            int tier,
                            const char *reason,
                            guint *n)
{
  CltCellRows *rows = clt_cell_rows_new (CLT_N_SURVEY_MEMBERS);

  *n = 0;
  for (guint i = 0; i < people->members->len; i++)
    {
      const CltSurveyMember *member = people->members->pdata[i];
      char *cells[CLT_N_SURVEY_MEMBERS] = { 0 };

      if ((tier >= 0 && tier != (int) member->tier) || !is_one (member, which, reason))
        continue;
      cells[CLT_SURVEY_MEMBER_NAME] = g_strdup (member->name);
      cells[CLT_SURVEY_MEMBER_ACCOUNT] = g_strdup (member->account);
      cells[CLT_SURVEY_MEMBER_TIER] = g_strdup (clt_tier_get_label (member->tier));
      cells[CLT_SURVEY_MEMBER_STATE] = dup_state (member);
      clt_cell_rows_take (rows, member->client_id, cells);
      ++*n;
    }
  return rows;
}

/* ---- a new one ----------------------------------------------------------------------------- */

CltSurveyDraft *
clt_survey_draft_new (const char *name, const char *channel)
{
  CltSurveyDraft *draft = g_new0 (CltSurveyDraft, 1);

  draft->survey = clt_survey_new (name, 0, channel);
  draft->seed = CLT_SURVEY_NO_SEED;
  draft->ppm = -1;
  return draft;
}

void
clt_survey_draft_free (gpointer data)
{
  CltSurveyDraft *draft = data;

  clt_survey_free (draft->survey);
  g_free (draft);
}

gboolean
clt_survey_draft_keep (CltConn *conn, gpointer data, GError **error)
{
  CltSurveyDraft *draft = data;
  gint64 n;

  draft->survey->version_id = clt_questionnaire_get_version (conn, draft->questionnaire_id, error);
  return draft->survey->version_id != 0 && clt_survey_save (conn, draft->survey, error) &&
         clt_survey_draw (conn, draft->survey->id, draft->seed, draft->ppm, error) &&
         (!draft->open || clt_callback_open_survey (conn, draft->survey->id, &n, error));
}

static void
take_row (CltAudience *audience, const CltSurveyMember *member)
{
  char *cells[CLT_N_SURVEY_PREVIEW] = { 0 };

  cells[CLT_SURVEY_PREVIEW_NAME] = g_strdup (member->name);
  cells[CLT_SURVEY_PREVIEW_ACCOUNT] = g_strdup (member->account);
  cells[CLT_SURVEY_PREVIEW_TIER] = g_strdup (clt_tier_get_label (member->tier));
  cells[CLT_SURVEY_PREVIEW_WHY] = g_strdup (clt_survey_reason_get_label (member->excluded));
  clt_cell_rows_take (audience->rows, member->client_id, cells);
}

/* “38 are asked; left out: Dormant 12, Not drawn 210”. */
static char *
summarize (const GPtrArray *members, guint asked)
{
  static const char *const reasons[] = { "closed", "dormant", "refused", "recent", "not-drawn" };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u is asked", "%u are asked", asked), asked);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      guint n = 0;

      for (guint j = 0; j < members->len; j++)
        n += g_str_equal (((CltSurveyMember *) members->pdata[j])->excluded, reasons[i]);
      if (n > 0)
        g_string_append_printf (text, " · %s %u", clt_survey_reason_get_label (reasons[i]), n);
    }
  return g_string_free (text, FALSE);
}

gpointer
clt_survey_draft_preview (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltSurveyDraft *draft = data;
  g_autoptr (GPtrArray) members =
    clt_survey_preview (conn, draft->survey, clt_today (), draft->seed, draft->ppm, error);
  g_autoptr (CltAudience) audience = NULL;

  if (members == NULL)
    return NULL;
  audience = clt_audience_new (CLT_N_SURVEY_PREVIEW);
  for (guint i = 0; i < members->len; i++)
    {
      const CltSurveyMember *member = members->pdata[i];

      take_row (audience, member);
      if (*member->excluded == '\0')
        g_array_append_val (audience->free, member->client_id);
      else
        audience->n_out++;
    }
  audience->summary = summarize (members, audience->free->len);
  return g_steal_pointer (&audience);
}
