/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-text.h"
#include "core/training/clt-training-need.h"

#include "../catalogue/catalogue-fixture.h"

#define TODAY_NUMBER 20261118
#define TODAY (clt_day_from_yyyymmdd (TODAY_NUMBER))
#define N_CLIENTS 25

typedef struct
{
  Branch branch;
  GPtrArray *courses;
} School;

static void
set_up (School *school, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  branch_set_up (&school->branch, data);
  branch_begin (&school->branch);
  clt_course_add_preset (school->branch.conn, "en", &error);
  g_assert_no_error (error);
  school->courses = clt_course_list (school->branch.conn, FALSE, &error);
}

static void
tear_down (School *school, gconstpointer data)
{
  g_ptr_array_unref (school->courses);
  branch_tear_down (&school->branch, data);
}

static const CltCourse *
get (School *school, const char *code)
{
  for (guint i = 0; i < school->courses->len; i++)
    if (g_str_equal (((CltCourse *) school->courses->pdata[i])->code, code))
      return school->courses->pdata[i];
  g_assert_not_reached ();
}

static void
pass (School *school, gint64 client, gint64 course, CltDay expires)
{
  branch_run (&school->branch,
              "INSERT INTO course_result (id, client_id, course_id, result, day, expires)"
              " VALUES (?, ?, ?, 'pass', ?, ?)",
              "iiiyy", branch_new_id (&school->branch), client, course, TODAY - 700, expires);
}

static void
pass_all (School *school, gint64 client, const char *codes)
{
  g_auto (GStrv) list = g_strsplit (codes, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    pass (school, client, get (school, list[i])->id, TODAY + 365);
}

static void
grade (School *school, gint64 client, const char *level, CltDay expires)
{
  branch_run (&school->branch,
              "INSERT INTO grade (id, client_id, level, assessed, expires) VALUES (?, ?, ?, ?, ?)",
              "iityy", branch_new_id (&school->branch), client, level, TODAY - 30, expires);
}

static CltTrainingNeeds *
load (School *school, gint64 client)
{
  g_autoptr (GError) error = NULL;
  CltTrainingNeeds *needs = clt_training_needs_load (school->branch.conn, client, TODAY, &error);

  g_assert_no_error (error);
  return needs;
}

static void
assert_next (School *school, gint64 client, const char *code, const char *words)
{
  g_autoptr (CltTrainingNeeds) needs = load (school, client);
  const CltLearner *learner = needs->learners->pdata[0];
  g_autofree char *sentence = clt_training_needs_format_next (needs, learner);

  g_assert_cmpuint (needs->learners->len, ==, 1);
  g_assert_cmpstr (learner->next == NULL ? "" : learner->next->code, ==, code);
  if (words != NULL)
    g_assert_nonnull (strstr (sentence, words));
}

static void
want (School *school, gint64 client, const char *code, gboolean required)
{
  g_autoptr (GError) error = NULL;

  clt_training_need_add (school->branch.conn, client, get (school, code)->id, required, TODAY - 3,
                         "index futures", &error);
  g_assert_no_error (error);
}

/* ---- the ladder, step by step -------------------------------------------------------------- */

static void
test_steps (School *school, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 client = branch_add_client (&school->branch, "Wang Wei", "80000001", 20250101);

  grade (school, client, "C3", TODAY + 100);
  branch_commit (&school->branch);
  branch_begin (&school->branch);
  assert_next (school, client, "A1", "nothing has to come before it");
  pass_all (school, client, "A1");
  assert_next (school, client, "A2", NULL);
  /* what leads to his wish comes first, what he wishes itself before that */
  want (school, client, "A3", FALSE);
  assert_next (school, client, "A3", "asked for on 2026-11-15");
  pass_all (school, client, "A2 A3");
  assert_next (school, client, "B1", "what comes before it is passed (A1, A2, A3)");
  pass_all (school, client, "B1 B2 B3");
  want (school, client, "D1", FALSE);
  assert_next (school, client, "C1", "on the way to D1");
  pass_all (school, client, "C1");
  assert_next (school, client, "C3", "on the way to D1");
  g_assert_true (
    clt_training_need_close (school->branch.conn, client, get (school, "D1")->id, TODAY, &error));
  assert_next (school, client, "C2", NULL);
  g_assert_false (
    clt_training_need_close (school->branch.conn, client, get (school, "D1")->id, TODAY, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  pass_all (school, client, "C2 C3 C4");
  /* C3 takes D1, not the three that ask for C4 */
  want (school, client, "D4", TRUE);
  assert_next (school, client, "D1", "what comes before it is passed");
  pass_all (school, client, "D1");
  assert_next (school, client, "", NULL);
  grade (school, client, "C4", TODAY + 100);
  branch_run (&school->branch, "DELETE FROM grade WHERE level = 'C3'", "");
  assert_next (school, client, "D4", "needed for index futures");
  branch_commit (&school->branch);
}

static void
test_expiry (School *school, gconstpointer unused)
{
  gint64 client = branch_add_client (&school->branch, "Wang Wei", "80000001", 20250101);

  branch_commit (&school->branch);
  branch_begin (&school->branch);
  pass (school, client, get (school, "A1")->id, TODAY);
  pass (school, client, get (school, "A2")->id, TODAY + 365);
  {
    g_autoptr (CltTrainingNeeds) needs = load (school, client);
    const CltLearner *learner = needs->learners->pdata[0];

    /* on its last day it still holds, and is told of */
    g_assert_cmpuint (learner->needs->len, ==, 1);
    g_assert_cmpint (((CltTrainingNeed *) learner->needs->pdata[0])->kind, ==, CLT_NEED_EXPIRING);
    g_assert_cmpstr (learner->next->code, ==, "A3");
  }
  branch_run (&school->branch, "UPDATE course_result SET expires = ? WHERE expires = ?", "yy",
              TODAY - 1, TODAY);
  assert_next (school, client, "A1", "the certificate expired on 2026-11-17");
  branch_commit (&school->branch);
}

/* ---- how they trade ------------------------------------------------------------------------ */

static void
add_result (School *school, gint64 client, int day, gint64 result, gint64 margin)
{
  CltDay d = clt_day_from_yyyymmdd (day);

  branch_run (&school->branch,
              "INSERT INTO funds_daily (day, account_id, opening, balance, equity, margin, batch)"
              " SELECT ?, a.id, 10000000, ?, 10000000, ?, ? FROM account a WHERE a.client_id = ?",
              "yiiii", d, 10000000 + result, margin, clt_action_get_id (school->branch.conn),
              client);
  clt_action_note_bulk (school->branch.conn, "funds_daily", d, d);
}

/* Five losing days are the rule's streak; days without a result neither break nor feed it. */
static void
test_streak (School *school, gconstpointer unused)
{
  gint64 five = branch_add_client (&school->branch, "Five", "80000001", 20250101);
  gint64 four = branch_add_client (&school->branch, "Four", "80000002", 20250101);
  gint64 broken = branch_add_client (&school->branch, "Broken", "80000003", 20250101);
  gint64 alert = branch_add_client (&school->branch, "Alert", "80000004", 20250101);
  const gint64 clients[] = { five, four, broken, alert };
  const guint n[] = { 1, 0, 0, 1 };
  static const int days[] = { 20261109, 20261110, 20261111, 20261112, 20261113, 20261116 };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      add_result (school, five, days[i], i == 2 ? 0 : -100, 8000000);
      add_result (school, four, days[i], i == 0 ? 100 : i == 1 ? 0 : -100, 0);
      add_result (school, broken, days[i], i == 5 ? 1 : -100, 0);
      add_result (school, alert, days[i], 100, i == 3 ? 8000001 : 0);
    }
  branch_commit (&school->branch);
  branch_begin (&school->branch);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (CltTrainingNeeds) needs = load (school, clients[i]);
      const CltLearner *learner = needs->learners->pdata[0];

      g_assert_cmpuint (learner->needs->len, ==, n[i]);
    }
  assert_next (school, five, "A1", "5 losing days in a row up to 2026-11-16");
  assert_next (school, alert, "A1", "on the way to C3 Money and risk management");
  assert_next (school, alert, "A1", "on 2026-11-12");
  branch_commit (&school->branch);
}

static void
trade (School *school, gint64 client, int day, const char *contract)
{
  CltDay d = clt_day_from_yyyymmdd (day);

  branch_run (&school->branch,
              "INSERT INTO trade (day, account_id, exchange, number, side, effect, contract, lots,"
              " price, batch) SELECT ?, a.id, 'SHFE', ?, 'buy', 'open', ?, 1, 1000, ?"
              " FROM account a WHERE a.client_id = ?",
              "yttii", d, contract, contract, clt_action_get_id (school->branch.conn), client);
  clt_action_note_bulk (school->branch.conn, "trade", d, d);
}

static void
test_sector (School *school, gconstpointer unused)
{
  gint64 old = branch_add_client (&school->branch, "Old", "80000001", 20250101);
  gint64 beginner = branch_add_client (&school->branch, "New", "80000002", 20250101);

  trade (school, old, 20260105, "rb2605");
  trade (school, old, 20261102, "rb2701");
  trade (school, old, 20261103, "cu2701");
  trade (school, beginner, 20261103, "cu2701");
  branch_commit (&school->branch);
  branch_begin (&school->branch);
  {
    g_autoptr (CltTrainingNeeds) needs = load (school, 0);
    const CltCourse *c1 = get (school, "C1");
    g_autoptr (GPtrArray) list = clt_training_needs_list (needs, c1->id, -1);

    g_assert_cmpuint (list->len, ==, 1);
    g_assert_cmpint (((CltLearner *) list->pdata[0])->client_id, ==, old);
  }
  assert_next (school, old, "A1", "traded for the first time on 2026-11-03");
  branch_commit (&school->branch);
}

/* ---- any branch ---------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  int grade; /* 0: none */
  gboolean expired, corporate, professional, refused, banned;
  CltTier tier;
  gboolean passed[32], busy[32];
} Person;

static gboolean
by_chance (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

static void
make_rows (School *school, Person *person)
{
  Branch *branch = &school->branch;

  branch_run (branch, "UPDATE client SET class = ?, investor = ? WHERE id = ?", "tti",
              person->corporate ? "corporate" : "natural",
              person->professional ? "professional" : "ordinary", person->id);
  if (person->refused)
    branch_run (branch,
                "INSERT INTO refusal (id, client_id, scope, valid_from) VALUES (?, ?, ?, ?)",
                "iity", branch_new_id (branch), person->id, by_chance (50) ? "all" : "training",
                TODAY - 5);
  if (person->grade > 0)
    {
      const char level[] = { 'C', (char) ('0' + person->grade), '\0' };

      grade (school, person->id, level, person->expired ? TODAY - 1 : TODAY);
    }
  if (person->tier != CLT_TIER_UNRATED)
    catalogue_rate (branch, person->id, person->tier, 20261001);
  for (guint i = 0; i < school->courses->len; i++)
    {
      const CltCourse *course = school->courses->pdata[i];

      if (person->passed[i])
        pass (school, person->id, course->id, by_chance (20) ? CLT_DAY_NONE : TODAY);
      else if (by_chance (10))
        pass (school, person->id, course->id, TODAY - 1);
      if (person->busy[i])
        branch_run (branch,
                    "INSERT INTO enrolment (id, session_id, client_id, state, asked)"
                    " SELECT ?, s.id, ?, 'waiting', 0 FROM course_session s WHERE s.course_id = ?",
                    "iii", branch_new_id (branch), person->id, course->id);
      if (by_chance (15))
        want (school, person->id, course->code, by_chance (50));
    }
}

static void
make_person (School *school, Person *person, guint number)
{
  g_autofree char *account = g_strdup_printf ("%08u", 80000000 + number);

  person->id = branch_add_client (&school->branch, account, account, 20250101);
  person->grade = g_test_rand_int_range (0, 6);
  person->expired = by_chance (20);
  person->corporate = by_chance (20);
  person->professional = by_chance (10);
  person->refused = by_chance (10);
  person->tier = g_test_rand_int_range (0, CLT_N_TIERS);
  for (guint i = 0; i < school->courses->len; i++)
    {
      person->passed[i] = by_chance (i < 6 ? 75 : 45);
      person->busy[i] = by_chance (8);
    }
  make_rows (school, person);
}

static gboolean
may_take (School *school, const Person *person, guint index)
{
  const CltCourse *course = school->courses->pdata[index];
  const gboolean institution = person->corporate || person->tier == CLT_TIER_HIGH_END;
  const gboolean suits = course->risk == 1 || person->professional ||
                         (person->grade >= course->risk && !person->expired);

  return !person->refused && suits && (institution || !course->institution) &&
         !(course->product_id != 0 && person->tier < CLT_TIER_MAJOR);
}

static gboolean
is_candidate (School *school, const Person *person, guint index)
{
  const CltCourse *course = school->courses->pdata[index];

  for (guint i = 0; i < course->needs->len; i++)
    for (guint k = 0; k < school->courses->len; k++)
      if (((CltCourse *) school->courses->pdata[k])->id ==
            g_array_index (course->needs, gint64, i) &&
          !person->passed[k])
        return FALSE;
  return !person->passed[index] && !person->busy[index] && may_take (school, person, index);
}

static void
assert_learner (School *school, const Person *person, const CltLearner *learner)
{
  const CltCourse *lowest = NULL;

  for (guint i = 0; i < school->courses->len; i++)
    {
      const CltCourse *course = school->courses->pdata[i];

      if (lowest == NULL && is_candidate (school, person, i))
        lowest = course;
      if (learner->next != NULL && learner->next->id == course->id)
        g_assert_true (is_candidate (school, person, i));
      for (guint k = 0; k < learner->needs->len; k++)
        {
          const CltTrainingNeed *need = learner->needs->pdata[k];

          if (need->course->id != course->id)
            continue;
          g_assert_true (may_take (school, person, i) && !person->busy[i]);
          g_assert_true (!person->passed[i] || need->kind == CLT_NEED_EXPIRING);
        }
    }
  g_assert_cmpint (learner->next != NULL, ==, lowest != NULL);
  if (lowest != NULL)
    g_assert_cmpstr (learner->next->level, ==, lowest->level);
}

/* A course of each level is held soon; D1 is promised to major clients and better. */
static void
make_school (School *school)
{
  Branch *branch = &school->branch;
  g_autoptr (GError) error = NULL;
  gint64 product = catalogue_add_product (branch, "T01", 3);

  catalogue_approve (branch, product, 20260101);
  catalogue_promise (branch, product, CLT_TIER_MAJOR, "u", 20260101);
  catalogue_promise (branch, product, CLT_TIER_HIGH_END, "u", 20260101);
  for (guint i = 0; i < school->courses->len; i++)
    {
      CltCourse *course = school->courses->pdata[i];

      if (g_str_equal (course->code, "D1"))
        {
          course->product_id = product;
          clt_course_save (branch->conn, course, &error);
          g_assert_no_error (error);
        }
      branch_run (branch,
                  "INSERT INTO course_session (id, course_id, code, method, first_day, last_day,"
                  " state, online_seats) VALUES (?, ?, '1', 'webinar', ?, ?, 'published', -1)",
                  "iiyy", branch_new_id (branch), course->id, TODAY + 10, TODAY + 10);
    }
}

/* Never one that is passed, enrolled in, out of reach, unsuitable, not promised or refused; always one
 * of the lowest level that has any; and each figure is the length of its list. */
static void
test_any (School *school, gconstpointer unused)
{
  Person people[N_CLIENTS] = { 0 };
  g_autoptr (CltTrainingNeeds) needs = NULL;

  make_school (school);
  for (guint i = 0; i < N_CLIENTS; i++)
    make_person (school, &people[i], i);
  branch_commit (&school->branch);
  needs = load (school, 0);
  g_assert_cmpuint (needs->learners->len, ==, N_CLIENTS);
  for (guint i = 0; i < N_CLIENTS; i++)
    for (guint k = 0; k < needs->learners->len; k++)
      {
        const CltLearner *learner = needs->learners->pdata[k];
        g_autoptr (CltTrainingNeeds) alone = NULL;

        if (learner->client_id != people[i].id)
          continue;
        g_assert_cmpint (learner->tier, ==, people[i].tier);
        assert_learner (school, &people[i], learner);
        /* asked for alone he is told the same */
        alone = load (school, people[i].id);
        g_assert_cmpuint (((CltLearner *) alone->learners->pdata[0])->needs->len, ==,
                          learner->needs->len);
      }
  for (guint i = 0; i < school->courses->len; i++)
    {
      gint64 id = ((CltCourse *) school->courses->pdata[i])->id;
      g_autoptr (GPtrArray) all = clt_training_needs_list (needs, id, -1);
      guint sum = 0;

      for (int tier = 0; tier < CLT_N_TIERS; tier++)
        {
          g_autoptr (GPtrArray) list = clt_training_needs_list (needs, id, tier);

          sum += list->len;
        }
      g_assert_cmpuint (sum, ==, all->len);
    }
}

#define ADD(path, test) g_test_add ("/training-need/" path, School, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1794967200", TRUE); /* 2026-11-18 10:00 in Shanghai */
  g_test_init (&argc, &argv, NULL);
  ADD ("steps", test_steps);
  ADD ("expiry", test_expiry);
  ADD ("streak", test_streak);
  ADD ("sector", test_sector);
  ADD ("any", test_any);
  return g_test_run ();
}
