/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-year.h"

#include "core/base/clt-text.h"
#include "core/calls/clt-call-queue.h"
#include "core/calls/clt-callback.h"
#include "core/calls/clt-contact-log.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/demo/clt-demo-answers.h"

#define MOST_ATTEMPTS 5

/* ---- what is planned ----------------------------------------------------------------------- */

/* What the rules want is looked up once a week; the yearly sample is drawn as the year begins. */
static gboolean
plan (CltDemoYear *year, CltDay day, GError **error)
{
  const CltDay before = clt_workdays_move (year->workdays, day, -1);
  int this_year, last_year, month, mday;
  gint64 n;

  clt_day_get_ymd (day, &this_year, &month, &mday);
  clt_day_get_ymd (before, &last_year, &month, &mday);
  if (this_year != last_year && !clt_callback_plan_sample (year->conn, this_year, &n, error))
    return FALSE;
  return clt_day_get_weekday (day) > clt_day_get_weekday (before) ||
         clt_callback_plan_due (year->conn, &n, error);
}

/* ---- one call ------------------------------------------------------------------------------ */

static const struct
{
  const char *occasion, *topic;
} topics[] = {
  { "new-account", "新开户回访" }, { "override", "适当性回访" }, { "sample", "年度抽样回访" },
  { "complaint", "投诉办结回访" }, { "survey", "问卷调查" },     { "promise", "约定回电" },
};

typedef struct
{
  CltCall *call; /* owned */
  int attempts;  /* before this one */
} Due;

static void
due_free (Due *due)
{
  clt_call_free (due->call);
  g_free (due);
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const Due *x = *(Due *const *) a, *y = *(Due *const *) b;

  return x->call->due != y->call->due ? (x->call->due < y->call->due ? -1 : 1)
                                      : (x->call->id > y->call->id) - (x->call->id < y->call->id);
}

/* (element-type Due) */
static GPtrArray *
list_due (CltDemoYear *year, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) calls = clt_call_list (year->conn, 0, day, FALSE, error);
  g_autoptr (GPtrArray) dues = NULL;

  if (calls == NULL)
    return NULL;
  dues = g_ptr_array_new_with_free_func ((GDestroyNotify) due_free);
  g_ptr_array_set_free_func (calls, NULL);
  for (guint i = 0; i < calls->len; i++)
    {
      Due *due = g_new0 (Due, 1);
      gint64 n;

      due->call = calls->pdata[i];
      g_ptr_array_add (dues, due);
      if (!clt_conn_get_int (year->conn, &n, 0, error,
                             "SELECT count(*) FROM contact WHERE call_id = ?", "i", due->call->id))
        {
          for (i++; i < calls->len; i++)
            clt_call_free (calls->pdata[i]);
          return NULL;
        }
      due->attempts = (int) n;
    }
  g_ptr_array_sort (dues, compare_due);
  return g_steal_pointer (&dues);
}

/* The greater the client, the sooner he is reached. */
static const char *
draw_outcome (CltDemoYear *year, int tier)
{
  static const int reached[CLT_N_TIERS] = { 480, 460, 560, 650, 740 };
  static const char *const spoken[] = { "complete", "later", "declined", "broken" };
  static const guint8 spoken_weights[] = { 86, 7, 5, 2 };
  static const char *const silent[] = { "no-answer", "busy",      "off",
                                        "suspended", "no-number", "not-client" };
  static const guint8 silent_weights[] = { 64, 16, 13, 3, 2, 2 };

  return clt_random_chance (&year->random, reached[tier])
           ? spoken[clt_random_pick (&year->random, spoken_weights, 4, 100)]
           : silent[clt_random_pick (&year->random, silent_weights, 6, 100)];
}

static gint64
draw_seconds (CltDemoYear *year, const char *outcome)
{
  if (g_str_equal (outcome, "broken"))
    return clt_random_range (&year->random, 40, 120);
  return clt_call_outcome_is_reached (outcome) ? clt_random_range (&year->random, 15, 50) : 0;
}

static gboolean
write_contact (CltDemoYear *year,
               const Due *due,
               gint64 staff_id,
               gint64 at,
               const char *outcome,
               gint64 seconds,
               gint64 *id,
               GError **error)
{
  g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();

  entry->client_id = due->call->client_id;
  entry->call_id = due->call->id;
  entry->staff_id = staff_id;
  entry->day = clt_instant_get_day (at);
  entry->at = at;
  entry->seconds = seconds;
  entry->success = g_str_equal (outcome, "complete");
  clt_set_str (&entry->outcome, outcome);
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].occasion, due->call->occasion))
      clt_set_str (&entry->topic, topics[i].topic);
  if (!clt_contact_log_add (year->conn, entry, error))
    return FALSE;
  *id = entry->id;
  return TRUE;
}

/* ---- what was said ------------------------------------------------------------------------- */

static gboolean
open_bad_answers (CltDemoYear *year,
                  const CltForm *form,
                  const CltResponse *response,
                  gint64 contact,
                  GError **error)
{
  const CltDay due = clt_workdays_move (year->workdays, response->day, 3);
  gint64 guard;

  if (!clt_conn_get_int (year->conn, &guard, 0, error,
                         "SELECT id FROM staff WHERE role = 'compliance' AND left_on IS NULL"
                         " ORDER BY id LIMIT 1",
                         ""))
    return FALSE;
  for (guint i = 0; i < response->answers->len; i++)
    {
      const CltResponseAnswer *answer = response->answers->pdata[i];
      const CltQuestion *question = clt_form_find_question_by_id (form, answer->question_id);

      if (!clt_question_is_bad (question, answer->value))
        continue;
      if (!clt_demo_year_add_task (year, "compliance", response->client_id, guard, contact,
                                   response->id, due, question->key, "已核实，客户理解有误", error))
        return FALSE;
    }
  return TRUE;
}

/* What a client says who was asked after his complaint. */
static gboolean
settle_complaint (CltDemoYear *year,
                  const CltCall *call,
                  const CltForm *form,
                  const CltResponse *response,
                  GError **error)
{
  const CltQuestion *question = clt_form_find_question (form, "satisfaction");
  const CltResponseAnswer *answer =
    question == NULL ? NULL : clt_response_find_answer (response, question->id, NULL);
  gint64 closed;

  if (call->complaint_id == 0 || answer == NULL || *answer->value == '\0')
    return TRUE;
  if (!clt_conn_get_int (year->conn, &closed, 0, error,
                         "SELECT count(*) FROM complaint WHERE id = ? AND state = 'closed'", "i",
                         call->complaint_id))
    return FALSE;
  return closed == 0 || clt_complaint_take_answer (year->conn, call->complaint_id,
                                                   atoi (answer->value), TRUE, "", error);
}

static gboolean
fill_form (CltDemoYear *year,
           const Due *due,
           gint64 staff_id,
           gint64 at,
           gboolean whole,
           CltResponse **filled,
           const CltForm **form,
           GError **error)
{
  const gint64 version =
    clt_questionnaire_get_version (year->conn, due->call->questionnaire_id, error);
  g_autoptr (CltResponse) response = NULL;
  CltDemoMood mood;

  *form = version == 0 ? NULL : clt_demo_year_get_form (year, version, error);
  if (*form == NULL)
    return FALSE;
  response = clt_response_new (version, "phone");
  response->survey_id = due->call->survey_id;
  response->client_id = due->call->client_id;
  response->staff_id = staff_id;
  response->call_id = due->call->id;
  response->day = clt_instant_get_day (at);
  response->started = at;
  clt_demo_mood_draw (&mood, clt_demo_year_get_tier (year, due->call->client_id), &year->random);
  mood.stops = whole ? 0 : 3;
  /* so that compliance has something to look into */
  if (response->day >= year->last - 7)
    mood.wrong = 300;
  if (!clt_demo_answers_fill (response, *form, &mood, &year->random, error) ||
      !clt_response_store (year->conn, response, error))
    return FALSE;
  *filled = g_steal_pointer (&response);
  return TRUE;
}

/* ---- what becomes of the call -------------------------------------------------------------- */

static gboolean
close_call (CltDemoYear *year, const CltCall *call, const char *outcome, gint64 at, GError **error)
{
  return clt_conn_run (year->conn, error,
                       "UPDATE call_task SET state = ?, outcome = ?, closed = ? WHERE id = ?",
                       "ttii", g_str_equal (outcome, "complete") ? "done" : "dropped", outcome, at,
                       call->id);
}

/* @time: minutes; -1: any time of the day. */
static gboolean
put_off (CltDemoYear *year,
         const CltCall *call,
         const char *outcome,
         gint64 staff_id,
         CltDay due,
         int time,
         gint64 at,
         GError **error)
{
  gint64 id;

  if (time >= 0 && ((id = clt_conn_new_id (year->conn, error)) == 0 ||
                    !clt_conn_run (year->conn, error,
                                   "INSERT INTO call_move (id, call_id, at, staff_id, old_due,"
                                   " old_time, due, time) VALUES (?, ?, ?, nullif (?, 0), ?,"
                                   " nullif (?, -1), ?, ?)",
                                   "iiiiyiyi", id, call->id, at, staff_id, call->due,
                                   (gint64) call->due_time, due, (gint64) time)))
    return FALSE;
  return clt_conn_run (year->conn, error,
                       "UPDATE call_task SET due = ?, due_time = nullif (?, -1), outcome = ?"
                       " WHERE id = ?",
                       "yiti", due, (gint64) time, outcome, call->id);
}

static gboolean
settle (CltDemoYear *year,
        const Due *due,
        const char *outcome,
        gint64 staff_id,
        gint64 contact,
        gint64 at,
        GError **error)
{
  const CltCall *call = due->call;
  const CltDay next = clt_workdays_move (year->workdays, clt_instant_get_day (at), 1);
  const CltDay soon = clt_workdays_move (year->workdays, next, 4);
  const gboolean wrong = clt_call_outcome_is_wrong_number (outcome);
  const gboolean lost =
    !clt_call_outcome_is_reached (outcome) && due->attempts + 1 >= MOST_ATTEMPTS;

  if (g_str_equal (outcome, "later"))
    return put_off (year, call, outcome, staff_id, next,
                    (int) clt_random_range (&year->random, 19, 33) * 30, at, error);
  if (!clt_call_outcome_is_final (outcome) && !lost)
    return put_off (year, call, outcome, staff_id, next, -1, at, error);
  if (!close_call (year, call, lost && !wrong ? "lost" : outcome, at, error))
    return FALSE;
  if (wrong)
    return clt_demo_year_add_task (year, "contact-data", call->client_id, staff_id, contact, 0,
                                   next, "核实并更新客户的电话号码", "已通过邮件取得新号码", error);
  return !lost || clt_demo_year_add_task (year, "letter", call->client_id, staff_id, contact, 0,
                                          soon, "电话联系不上，寄信请客户回电", "信已寄出", error);
}

static gboolean
speak (CltDemoYear *year,
       const Due *due,
       const char *outcome,
       gint64 staff_id,
       gint64 at,
       GError **error)
{
  const gboolean complete = g_str_equal (outcome, "complete");
  g_autoptr (CltResponse) response = NULL;
  const CltForm *form;
  gint64 contact, seconds = draw_seconds (year, outcome);

  if ((complete || g_str_equal (outcome, "broken")) && due->call->questionnaire_id != 0 &&
      !fill_form (year, due, staff_id, at, complete, &response, &form, error))
    return FALSE;
  if (response != NULL)
    seconds = response->finished - response->started;
  else if (complete)
    seconds = clt_random_range (&year->random, 120, 360);
  return write_contact (year, due, staff_id, at, outcome, seconds, &contact, error) &&
         (response == NULL || open_bad_answers (year, form, response, contact, error)) &&
         (response == NULL || settle_complaint (year, due->call, form, response, error)) &&
         settle (year, due, outcome, staff_id, contact, at + seconds, error);
}

static gboolean
call (CltDemoYear *year, const Due *due, CltDay day, GError **error)
{
  const int tier = clt_demo_year_get_tier (year, due->call->client_id);
  const gint64 staff_id =
    due->call->staff_id != 0 ? due->call->staff_id : clt_demo_year_draw_specialist (year);
  const gint64 at = due->call->due_time >= 0 && due->call->due == day
                      ? clt_day_get_instant (day, due->call->due_time)
                      : clt_demo_year_draw_moment (year, day, due->attempts);

  return speak (year, due, draw_outcome (year, tier), staff_id, at, error);
}

/* ---- days ---------------------------------------------------------------------------------- */

/* The last days are not worked off: that is what the queue is for. */
gboolean
clt_demo_callbacks_play (CltDemoYear *year, CltDay day, GError **error)
{
  const int chance = day >= year->last - 1 ? 0 : day >= year->last - 4 ? 550 : 880;
  g_autoptr (GPtrArray) dues = NULL;

  if (!plan (year, day, error) || (dues = list_due (year, day, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < dues->len; i++)
    if (clt_random_chance (&year->random, chance) && !call (year, dues->pdata[i], day, error))
      return FALSE;
  return TRUE;
}

gboolean
clt_demo_callbacks_agree (CltDemoYear *year, GError **error)
{
  static const int times[] = { 10 * 60, 14 * 60 + 30, 16 * 60, 19 * 60 };
  g_autoptr (GPtrArray) calls = clt_call_list (year->conn, 0, year->last, FALSE, error);
  guint n = 0;

  for (guint i = 0; calls != NULL && i < calls->len && n < G_N_ELEMENTS (times); i++)
    {
      const CltCall *open = calls->pdata[i];

      if (open->due_time >= 0 || open->staff_id == 0 || i % 2 == 1)
        continue;
      if (!put_off (year, open, "later", open->staff_id, year->last, times[n++],
                    clt_day_get_instant (year->last - 1, 17 * 60), error))
        return FALSE;
    }
  return calls != NULL;
}
