/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A branch with one published questionnaire: a rating of 1 to 5, a choice, several with an exclusive
 * and an open option, words, and 0 to 10. */

#include <math.h>
#include <string.h>

#include "../clients/branch-fixture.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-response.h"

#define SURVEY_TODAY 20261118

typedef struct
{
  Branch branch;
  gint64 questionnaire, version;
  CltQuestion *rating, *choice, *several, *words, *nps; /* owned */
} Survey;

/* @code inside an action that has to succeed. */
#define survey_change(survey, code)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) change_error = NULL;                                                        \
    GError **error = &change_error;                                                                \
    gboolean done;                                                                                 \
    branch_begin (&(survey)->branch);                                                              \
    done = (code);                                                                                 \
    g_assert_no_error (change_error);                                                              \
    g_assert_true (done);                                                                          \
    branch_commit (&(survey)->branch);                                                             \
  }                                                                                                \
  G_STMT_END

/* @code inside an action that is refused. Its words hold @words. */
#define survey_refused(survey, code, words)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) change_error = NULL;                                                        \
    GError **error = &change_error;                                                                \
    branch_begin (&(survey)->branch);                                                              \
    g_assert_false (code);                                                                         \
    clt_action_rollback ((survey)->branch.conn);                                                   \
    g_assert_error (change_error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);                       \
    g_assert_nonnull (strstr (change_error->message, words));                                      \
  }                                                                                                \
  G_STMT_END

/* Stores the question as the next one of the version. Inside an action. */
static inline CltQuestion *
survey_add_question (Survey *survey,
                     const char *key,
                     CltQuestionType type,
                     double low,
                     double high,
                     const char *options)
{
  CltQuestion *question = clt_question_new (key, type, key);
  g_auto (GStrv) codes = g_strsplit (options, " ", -1);

  question->id = branch_new_id (&survey->branch);
  question->low = low;
  question->high = high;
  branch_run (&survey->branch,
              "INSERT INTO question (id, version_id, position, key, type, text, low, high) VALUES"
              " (?1, ?2, (SELECT count(*) + 1 FROM question WHERE version_id = ?2), ?3, ?4, ?3, ?5,"
              " ?6)",
              "iittdd", question->id, survey->version, key, clt_question_type_get_name (type), low,
              high);
  for (guint i = 0; codes[i] != NULL && *codes[i] != '\0'; i++)
    {
      CltOption *option = clt_option_new (codes[i], codes[i]);

      option->exclusive = g_str_equal (codes[i], "none");
      option->open = g_str_equal (codes[i], "other");
      g_ptr_array_add (question->options, option);
      branch_run (&survey->branch,
                  "INSERT INTO question_option (question_id, code, position, label, exclusive,"
                  " open) VALUES (?1, ?2, ?3, ?2, ?4, ?5)",
                  "itiii", question->id, codes[i], (gint64) i + 1, (gint64) option->exclusive,
                  (gint64) option->open);
    }
  return question;
}

static inline void
survey_set_up (Survey *survey, gconstpointer data)
{
  g_autofree char *now =
    g_strdup_printf ("%" G_GINT64_FORMAT,
                     clt_day_get_instant (clt_day_from_yyyymmdd (SURVEY_TODAY), 720));

  g_setenv ("CLT_NOW", now, TRUE);
  branch_set_up (&survey->branch, NULL);
  branch_begin (&survey->branch);
  survey->questionnaire = branch_new_id (&survey->branch);
  survey->version = branch_new_id (&survey->branch);
  branch_run (&survey->branch,
              "INSERT INTO questionnaire (id, key, name) VALUES (?, 'care', 'Care')", "i",
              survey->questionnaire);
  branch_run (&survey->branch,
              "INSERT INTO questionnaire_version (id, questionnaire_id, number, state, created)"
              " VALUES (?, ?, 1, 'published', 0)",
              "ii", survey->version, survey->questionnaire);
  survey->rating = survey_add_question (survey, "calls", CLT_QUESTION_RATING, 1, 5, "");
  survey->choice =
    survey_add_question (survey, "where", CLT_QUESTION_CHOICE, NAN, NAN, "desk home");
  survey->several =
    survey_add_question (survey, "what", CLT_QUESTION_SEVERAL, NAN, NAN, "fees speed other none");
  survey->words = survey_add_question (survey, "words", CLT_QUESTION_TEXT, 0, 100, "");
  survey->nps = survey_add_question (survey, "nps", CLT_QUESTION_NPS, 0, 10, "");
  branch_commit (&survey->branch);
}

static inline void
survey_tear_down (Survey *survey, gconstpointer data)
{
  clt_question_free (survey->rating);
  clt_question_free (survey->choice);
  clt_question_free (survey->several);
  clt_question_free (survey->words);
  clt_question_free (survey->nps);
  branch_tear_down (&survey->branch, NULL);
}

/* Begins a form on the phone. */
static inline gint64
survey_begin (Survey *survey, gint64 client, int keyed)
{
  g_autoptr (CltResponse) response = clt_response_new (survey->version, "phone");

  response->client_id = client;
  response->keyed = keyed;
  clt_set_str (&response->reference, "P-7");
  survey_change (survey, clt_response_begin (survey->branch.conn, response, error));
  return response->id;
}

#define survey_answer(survey, id, question, ...)                                                   \
  survey_change (survey, clt_response_set ((survey)->branch.conn, id, question,                    \
                                           &(const CltAnswerChange){ __VA_ARGS__ }, error))
