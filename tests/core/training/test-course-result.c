/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/report/clt-paper.h"
#include "core/training/clt-course-result.h"

#include "../catalogue/catalogue-fixture.h"

#define DAY (clt_day_from_yyyymmdd (20260310))

typedef struct
{
  Branch branch;
  gint64 course, client, session;
} Class;

static void
set_up (Class *class, gconstpointer data)
{
  Branch *branch = &class->branch;
  g_autoptr (CltCourseLevel) level = clt_course_level_new ();
  g_autoptr (CltCourse) course = clt_course_new ();
  g_autoptr (GError) error = NULL;

  branch_set_up (branch, data);
  branch_begin (branch);
  clt_set_str (&level->code, "L0");
  clt_set_str (&level->name, "L0");
  clt_course_level_save (branch->conn, level, &error);
  clt_set_str (&course->code, "A1");
  clt_set_str (&course->name, "Futures");
  course->level_id = level->id;
  course->pass = CLT_PASS_QUIZ;
  course->pass_mark = 80;
  clt_course_save (branch->conn, course, &error);
  g_assert_no_error (error);
  class->course = course->id;
  class->client = branch_add_client (branch, "Wang Wei", "80000001", 20250101);
  class->session = branch_new_id (branch);
  branch_run (branch,
              "INSERT INTO course_session (id, course_id, code, method, first_day, last_day, state)"
              " VALUES (?, ?, '2026-1', 'lecture', ?, ?, 'held')",
              "iiyy", class->session, class->course, DAY - 9, DAY);
  branch_run (branch,
              "INSERT INTO enrolment (id, session_id, client_id, state, asked)"
              " VALUES (?, ?, ?, 'enrolled', 0)",
              "iii", branch_new_id (branch), class->session, class->client);
}

static void
tear_down (Class *class, gconstpointer data)
{
  branch_commit (&class->branch);
  branch_tear_down (&class->branch, data);
}

static gboolean
try_mark (Class *class, const char *kind, double mark, CltDay day)
{
  g_autoptr (CltAttempt) attempt = clt_attempt_new ();
  g_autoptr (GError) error = NULL;

  clt_set_str (&attempt->kind, kind);
  attempt->client_id = class->client;
  attempt->course_id = class->course;
  attempt->session_id = class->session;
  attempt->day = day;
  attempt->mark = mark;
  if (clt_attempt_add (class->branch.conn, attempt, &error))
    return TRUE;
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  return FALSE;
}

static CltStanding
get_standing (Class *class, CltDay day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCourse) course = clt_course_load (class->branch.conn, class->course, &error);
  CltStanding standing;

  clt_course_get_standing (class->branch.conn, course, class->client, class->session, day,
                           &standing, &error);
  g_assert_no_error (error);
  return standing;
}

/* The best counts; the test at the beginning gives the gain, and passes nobody. */
static void
test_best (Class *class, gconstpointer unused)
{
  CltStanding standing;

  g_assert_true (try_mark (class, "before", 95, DAY - 9));
  standing = get_standing (class, DAY);
  g_assert_false (standing.fulfilled);
  g_assert_true (isnan (standing.best) && isnan (standing.gain));
  g_assert_true (try_mark (class, "quiz", 79.5, DAY - 5));
  g_assert_false (get_standing (class, DAY).fulfilled);
  g_assert_true (try_mark (class, "quiz", 80, DAY - 4));
  g_assert_true (try_mark (class, "quiz", 60, DAY - 3));
  standing = get_standing (class, DAY);
  g_assert_true (standing.fulfilled);
  g_assert_cmpint (standing.attempts, ==, 3);
  g_assert_cmpfloat (standing.best, ==, 80);
  g_assert_cmpfloat (standing.gain, ==, -15);
  /* what comes later is not known earlier */
  g_assert_false (get_standing (class, DAY - 5).fulfilled);
  g_assert_false (try_mark (class, "quiz", 101, DAY));
  g_assert_false (try_mark (class, "quiz", NAN, DAY));
  g_assert_false (try_mark (class, "dance", 50, DAY));
}

static void
test_limit (Class *class, gconstpointer unused)
{
  branch_run (&class->branch, "UPDATE course SET attempts = 2", "");
  g_assert_true (try_mark (class, "quiz", 10, DAY));
  g_assert_true (try_mark (class, "before", 10, DAY));
  g_assert_true (try_mark (class, "quiz", 20, DAY));
  g_assert_false (try_mark (class, "quiz", 90, DAY));
  g_assert_true (try_mark (class, "before", 10, DAY));
}

static void
simulate (Class *class, int days, int trades)
{
  g_autoptr (CltAttempt) attempt = clt_attempt_new ();
  g_autoptr (GError) error = NULL;

  clt_set_str (&attempt->kind, "simulation");
  attempt->client_id = class->client;
  attempt->course_id = class->course;
  attempt->day = DAY;
  attempt->days = days;
  attempt->trades = trades;
  clt_attempt_add (class->branch.conn, attempt, &error);
  g_assert_no_error (error);
}

/* Days and trades are those of one simulation: two halves are none. */
static void
test_simulation (Class *class, gconstpointer unused)
{
  branch_run (&class->branch,
              "UPDATE course SET pass = 'simulation', sim_days = 10, sim_trades = 20", "");
  simulate (class, 10, 19);
  simulate (class, 9, 40);
  g_assert_false (get_standing (class, DAY).fulfilled);
  simulate (class, 10, 20);
  g_assert_true (get_standing (class, DAY).fulfilled);
}

static void
attend (Class *class, int minute, const char *mark)
{
  Branch *branch = &class->branch;
  gint64 id = branch_new_id (branch), starts = clt_day_get_instant (DAY, minute);
  g_autofree char *uid = g_strdup_printf ("%d", minute);

  branch_run (branch,
              "INSERT INTO meeting (id, session_id, uid, starts, ends) VALUES (?, ?, ?, ?, ?)",
              "iitii", id, class->session, uid, starts, starts + 3600);
  if (mark != NULL)
    branch_run (branch, "INSERT INTO attendance (meeting_id, client_id, mark) VALUES (?, ?, ?)",
                "iit", id, class->client, mark);
}

/* Four of five is the rule's 80 %; late counts, excused does not. */
static void
test_attendance (Class *class, gconstpointer unused)
{
  branch_run (&class->branch, "UPDATE course SET pass = 'attend'", "");
  g_assert_false (get_standing (class, DAY).fulfilled);
  attend (class, 0, "P");
  attend (class, 60, "L");
  attend (class, 120, "P");
  attend (class, 180, "E");
  g_assert_false (get_standing (class, DAY).fulfilled);
  attend (class, 240, "P");
  g_assert_true (get_standing (class, DAY).fulfilled);
  attend (class, 300, NULL);
  g_assert_false (get_standing (class, DAY).fulfilled);
}

/* A fail first, after another test a pass with number and expiry, and no second pass without a
 * reason. */
static void
test_close (Class *class, gconstpointer unused)
{
  CltConn *conn = class->branch.conn;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  const CltCourseResult *pass, *fail;

  branch_run (&class->branch, "UPDATE course_session SET last_day = ?", "y", DAY + 1);
  g_assert_cmpint (clt_course_close_session (conn, class->session, DAY, &error), ==, -1);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  branch_run (&class->branch, "UPDATE course_session SET last_day = ?", "y", DAY);
  g_assert_cmpint (clt_course_close_session (conn, class->session, DAY, &error), ==, 1);
  g_assert_cmpint (clt_course_close_session (conn, class->session, DAY, &error), ==, 0);
  g_assert_true (try_mark (class, "quiz", 79, DAY + 1));
  g_assert_cmpint (clt_course_close_session (conn, class->session, DAY + 1, &error), ==, 0);
  g_assert_true (try_mark (class, "quiz", 88, DAY + 1));
  g_assert_cmpint (clt_course_close_session (conn, class->session, DAY + 1, &error), ==, 1);
  g_assert_cmpint (clt_course_close_session (conn, class->session, DAY + 1, &error), ==, 0);
  results = clt_course_result_list (conn, class->client, 0, 0, &error);
  g_assert_cmpuint (results->len, ==, 2);
  pass = results->pdata[0];
  fail = results->pdata[1];
  g_assert_cmpstr (fail->result, ==, "fail");
  g_assert_cmpstr (fail->certificate, ==, "");
  g_assert_cmpint (fail->expires, ==, CLT_DAY_NONE);
  g_assert_cmpstr (pass->result, ==, "pass");
  g_assert_cmpstr (pass->certificate, ==, "A1-2026-0001");
  g_assert_cmpint (pass->expires, ==, clt_day_from_yyyymmdd (20280311));

  /* it may be renewed in its last 60 days */
  g_assert_false (
    clt_course_close (conn, class->course, 0, class->client, pass->expires - 61, "", NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (clt_course_close (conn, class->course, 0, class->client, pass->expires - 60, NULL,
                                   NULL, &error));
  g_assert_true (clt_course_close (conn, class->course, 0, class->client, pass->expires + 2,
                                   "The first certificate got lost.", NULL, &error));
}

static gint64
count_certificates (Class *class, const gint64 *clients, guint n_clients)
{
  const CltExportOptions options = { .path = "", .who = "Wang", .purpose = "" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPaper) paper = clt_paper_new_certificates_of (class->branch.conn, class->session,
                                                              clients, n_clients, &options, &error);

  if (paper == NULL)
    g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  else /* the file of two sessions is not the same */
    g_assert_nonnull (strstr (clt_paper_get_title (paper), "2026-1"));
  return paper == NULL ? 0 : clt_paper_get_rows (paper);
}

/* Of those who are chosen, as far as they have one. */
static void
test_paper (Class *class, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const gint64 clients[] = { class->client,
                             branch_add_client (&class->branch, "Li Na", "80000002", 20250101),
                             branch_add_client (&class->branch, "Zhao Yu", "80000003", 20250101) };

  for (guint i = 1; i < G_N_ELEMENTS (clients); i++)
    branch_run (&class->branch,
                "INSERT INTO enrolment (id, session_id, client_id, state, asked)"
                " VALUES (?, ?, ?, 'enrolled', 0)",
                "iii", branch_new_id (&class->branch), class->session, clients[i]);
  g_assert_cmpint (count_certificates (class, clients, 3), ==, 0);
  for (guint i = 0; i < 2; i++)
    branch_run (&class->branch,
                "INSERT INTO attempt (id, client_id, course_id, session_id, day, kind, mark)"
                " VALUES (?, ?, ?, ?, ?, 'quiz', 90)",
                "iiiiy", branch_new_id (&class->branch), clients[i], class->course, class->session,
                DAY);
  g_assert_cmpint (clt_course_close_session (class->branch.conn, class->session, DAY, &error), ==,
                   3);
  g_assert_no_error (error);
  g_assert_cmpint (count_certificates (class, clients, 3), ==, 2);
  g_assert_cmpint (count_certificates (class, &clients[1], 1), ==, 1);
  g_assert_cmpint (count_certificates (class, &clients[2], 1), ==, 0);
  g_assert_cmpint (count_certificates (class, NULL, 0), ==, 0);
}

/* Who has learned something stays, and so does the product as which a course is promised. */
static void
test_kept (Class *class, gconstpointer unused)
{
  CltConn *conn = class->branch.conn;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCourse) course = clt_course_load (conn, class->course, &error);

  g_assert_false (clt_client_delete (conn, class->client, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  course->product_id = catalogue_add_product (&class->branch, "T01", 3);
  g_assert_true (clt_course_save (conn, course, &error));
  g_assert_false (clt_product_delete (conn, course->product_id, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

#define ADD(path, test) g_test_add ("/course-result/" path, Class, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("best", test_best);
  ADD ("limit", test_limit);
  ADD ("simulation", test_simulation);
  ADD ("attendance", test_attendance);
  ADD ("close", test_close);
  ADD ("paper", test_paper);
  ADD ("kept", test_kept);
  return g_test_run ();
}
