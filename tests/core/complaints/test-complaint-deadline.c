/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When complaints are due: tables made by hand over the Spring Festival and the National Day of 2026,
 * with the State Council's list of that year (folder $CLT_TEST_DATA). 15 to 23 February are off, 14 and
 * 28 February worked; 1 to 7 October are off, 20 September and 10 October worked. */
#include "complaint-fixture.h"

#include "core/rules/clt-rules.h"

#include "../calendar/holiday-fixture.h"

static void
take_list (Cases *cases)
{
  branch_begin (&cases->branch);
  take_holidays (cases->branch.conn, 2026);
  branch_commit (&cases->branch);
}

static void
set_up (Cases *cases, gconstpointer data)
{
  cases_set_up (cases, data);
  take_list (cases);
}

#define MAX_STOPS 2

static const struct
{
  const char *severity;
  int registered;
  int stops[MAX_STOPS][2]; /* from, to; 0: none */
  int reopened, extended;  /* 0: not */
  int acknowledge, accept, close;
} table[] = {
  /* an ordinary week */
  { "general", 20261116, { { 0 } }, 0, 0, 20261117, 20261123, 20261123 },
  { "major", 20261116, { { 0 } }, 0, 0, 20261117, 20261123, 20261207 },
  /* Spring Festival: Saturday the 14th and Saturday the 28th are worked */
  { "general", 20260212, { { 0 } }, 0, 0, 20260213, 20260226, 20260226 },
  { "general", 20260213, { { 0 } }, 0, 0, 20260214, 20260227, 20260227 },
  { "major", 20260213, { { 0 } }, 0, 0, 20260214, 20260227, 20260312 },
  { "group", 20260217, { { 0 } }, 0, 0, 20260224, 20260228, 20260313 },
  { "general", 20260224, { { 0 } }, 0, 0, 20260225, 20260302, 20260302 },
  /* National Day: Sunday 20 September and Saturday 10 October are worked */
  { "general", 20260917, { { 0 } }, 0, 0, 20260918, 20260923, 20260923 },
  { "general", 20260930, { { 0 } }, 0, 0, 20261008, 20261013, 20261013 },
  { "major", 20260930, { { 0 } }, 0, 0, 20261008, 20261013, 20261027 },
  { "general", 20261004, { { 0 } }, 0, 0, 20261008, 20261013, 20261013 },
  /* the clock stands: from Tuesday to Friday three working days, over the holiday two */
  { "general", 20261116, { { 20261117, 20261120 } }, 0, 0, 20261117, 20261126, 20261126 },
  { "general", 20260929, { { 20260930, 20261009 } }, 0, 0, 20260930, 20261014, 20261014 },
  { "general",
    20260212,
    { { 20260213, 20260214 }, { 20260224, 20260226 } },
    0,
    0,
    20260213,
    20260302,
    20260302 },
  /* stopped and going on the same day, and when it was late already: as if it never stood */
  { "general", 20261116, { { 20261118, 20261118 } }, 0, 0, 20261117, 20261123, 20261123 },
  { "general", 20261116, { { 20261125, 20261210 } }, 0, 0, 20261117, 20261123, 20261123 },
  /* still standing, on 18 November 2026 */
  { "general", 20261116, { { 20261117, 0 } }, 0, 0, 20261117, 20261124, 20261124 },
  /* 30 days more; reopened */
  { "general", 20260213, { { 0 } }, 0, 30, 20260214, 20260227, 20260329 },
  { "general", 20260110, { { 0 } }, 20260213, 0, 20260112, 20260116, 20260227 },
};

static void
test_table (Cases *cases, gconstpointer data)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltComplaintClock) clock = clt_complaint_clock_load (cases->branch.conn, &failure);

  g_assert_no_error (failure);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CltComplaintStop stops[MAX_STOPS];
      CltComplaintCase a_case = {
        .severity = table[i].severity,
        .registered = (CltDay) DAY (table[i].registered),
        .accepted = CLT_DAY_NONE,
        .hotline = CLT_DAY_NONE,
        .reopened = table[i].reopened == 0 ? CLT_DAY_NONE : (CltDay) DAY (table[i].reopened),
        .stops = stops,
        .extended = table[i].extended,
      };
      CltComplaintDue due;

      for (; a_case.n_stops < MAX_STOPS && table[i].stops[a_case.n_stops][0] != 0; a_case.n_stops++)
        {
          const int *stop = table[i].stops[a_case.n_stops];

          stops[a_case.n_stops].from = (CltDay) DAY (stop[0]);
          stops[a_case.n_stops].to = stop[1] == 0 ? CLT_DAY_NONE : (CltDay) DAY (stop[1]);
        }
      g_test_message ("row %u", i);
      g_assert_true (
        clt_complaint_clock_compute (clock, &a_case, (CltDay) DAY (20261118), &due, &failure));
      g_assert_cmpint (clt_day_to_yyyymmdd (due.acknowledge), ==, table[i].acknowledge);
      g_assert_cmpint (clt_day_to_yyyymmdd (due.accept), ==, table[i].accept);
      g_assert_cmpint (clt_day_to_yyyymmdd (due.close), ==, table[i].close);
    }
}

static void
set_rule (Cases *cases, const char *name, double value, int from)
{
  cases_change (cases,
                clt_rules_set (cases->branch.conn, name, value, (CltDay) DAY (from), "", error));
}

/* Working days stretch over a holiday, but never beyond the limit in days; the rule of the day counts. */
static void
test_hard (Cases *cases, gconstpointer data)
{
  gint64 id;
  g_autoptr (CltComplaint) before = NULL, after = NULL;

  set_rule (cases, "complaint.accept", 10, 20260213);
  set_rule (cases, "complaint.close_hard", 20, 20260213);
  cases_set_day (20260212);
  before = cases_load (cases, cases_add (cases, cases->client, "", ""));
  cases_set_day (20260213);
  id = cases_add (cases, cases->client, "", "");
  cases_set (cases, id, "severity", "major");
  after = cases_load (cases, id);
  g_assert_cmpint (clt_day_to_yyyymmdd (before->due_accept), ==, 20260226);
  g_assert_cmpint (clt_day_to_yyyymmdd (after->due_accept), ==, 20260228);
  g_assert_cmpint (clt_day_to_yyyymmdd (after->due_close), ==, 20260305);
}

static void
check_time (Cases *cases, gint64 id, int day, CltComplaintLight light, int due, int left)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltComplaintClock) clock = clt_complaint_clock_load (cases->branch.conn, &failure);
  g_autoptr (CltComplaint) complaint = cases_load (cases, id);
  CltComplaintTime time;

  g_assert_true (clt_complaint_clock_tell (clock, complaint, (CltDay) DAY (day), &time, &failure));
  g_test_message ("%d", day);
  g_assert_cmpint (time.light, ==, light);
  g_assert_cmpint (time.due == CLT_DAY_NONE ? 0 : clt_day_to_yyyymmdd (time.due), ==, due);
  g_assert_cmpint (time.left, ==, left);
}

/* 70 % of 15 working days are 10.5: amber on the eleventh, which is after the holiday. */
static void
test_light (Cases *cases, gconstpointer data)
{
  gint64 id;

  cases_set_day (20260918);
  id = cases_add (cases, cases->client, "", "");
  cases_set (cases, id, "severity", "major");
  check_time (cases, id, 20260918, CLT_LIGHT_GREEN, 20260924, 5);
  check_time (cases, id, 20260922, CLT_LIGHT_GREEN, 20260924, 2);
  check_time (cases, id, 20260923, CLT_LIGHT_AMBER, 20260924, 1);
  check_time (cases, id, 20260928, CLT_LIGHT_RED, 20260924, -1);
  cases_move (cases, id, "accepted", "");
  check_time (cases, id, 20261007, CLT_LIGHT_GREEN, 20261015, 7);
  check_time (cases, id, 20261009, CLT_LIGHT_GREEN, 20261015, 5);
  check_time (cases, id, 20261010, CLT_LIGHT_AMBER, 20261015, 4);
  check_time (cases, id, 20261015, CLT_LIGHT_AMBER, 20261015, 0);
  check_time (cases, id, 20261016, CLT_LIGHT_RED, 20261015, -1);
  cases_move (cases, id, "withdrawn", "");
  check_time (cases, id, 20261016, CLT_LIGHT_NONE, 0, 0);
}

static void
test_stopping (Cases *cases, gconstpointer data)
{
  CltConn *conn = cases->branch.conn;
  gint64 id;

  cases_set_day (20260929);
  id = cases_add (cases, cases->client, "", "");
  cases_refused (cases, clt_complaint_resume (conn, id, error), "runs");
  cases_refused (cases, clt_complaint_stop (conn, id, "", error), "asked for");
  cases_set_day (20260930);
  cases_change (cases, clt_complaint_stop (conn, id, "the statement", error));
  cases_refused (cases, clt_complaint_stop (conn, id, "again", error), "stands already");
  /* what is due goes along as long as the clock stands, and is never late */
  check_time (cases, id, 20261008, CLT_LIGHT_STOPPED, 20261013, 4);
  check_time (cases, id, 20261118, CLT_LIGHT_STOPPED, 20261124, 4);
  cases_set_day (20261009);
  cases_change (cases, clt_complaint_resume (conn, id, error));
  check_time (cases, id, 20261009, CLT_LIGHT_GREEN, 20261014, 4);
  /* who is done is waited for no more */
  cases_change (cases, clt_complaint_stop (conn, id, "once more", error));
  cases_move (cases, id, "withdrawn", "");
  g_assert_cmpint (cases_count (cases,
                                "SELECT count(*) FROM complaint_stop WHERE complaint_id = ?"
                                " AND to_day IS NULL",
                                id),
                   ==, 0);
  cases_refused (cases, clt_complaint_stop (conn, id, "late", error), "done");
}

/* By when it was to be accepted is not moved by a clock that stands afterwards. */
static void
test_accepted_before (Cases *cases, gconstpointer data)
{
  g_autoptr (CltComplaint) complaint = NULL;
  gint64 id;

  cases_set_day (20260929);
  id = cases_add (cases, cases->client, "", "");
  cases_move (cases, id, "accepted", "");
  cases_set_day (20260930);
  cases_change (cases, clt_complaint_stop (cases->branch.conn, id, "the statement", error));
  cases_set_day (20261118);
  complaint = cases_load (cases, id);
  g_assert_cmpint (clt_day_to_yyyymmdd (complaint->due_accept), ==, 20261012);
  g_assert_cmpint (clt_day_to_yyyymmdd (complaint->due_close), ==, 20261124);
}

/* The clock of 12386 runs from the day on which the hotline passed the matter on; it neither stands while the
 * client is waited for nor takes more time from a manager, and ends with the answer. */
static void
test_hotline (Cases *cases, gconstpointer data)
{
  CltConn *conn = cases->branch.conn;
  g_autoptr (CltComplaint) owed = NULL, answered = NULL;
  gint64 id;

  cases_set_day (20260929);
  id = cases_add (cases, cases->client, "", "");
  cases_set (cases, id, "severity", "major");
  cases_set (cases, id, "received", "2026-09-28");
  check_time (cases, id, 20260929, CLT_LIGHT_GREEN, 20261012, 5);
  cases_set (cases, id, "source", "12386");
  check_time (cases, id, 20260929, CLT_LIGHT_GREEN, 20261012, 5); /* to be accepted comes before */
  cases_move (cases, id, "accepted", "");
  check_time (cases, id, 20260929, CLT_LIGHT_GREEN, 20261023, 14);
  cases_set_day (20260930);
  cases_change (cases, clt_complaint_stop (conn, id, "the statement", error));
  cases_change (cases, clt_complaint_extend (conn, id, cases->manager, "an expert", error));
  check_time (cases, id, 20261021, CLT_LIGHT_AMBER, 20261023, 2);
  check_time (cases, id, 20261026, CLT_LIGHT_RED, 20261023, -1);
  cases_set_day (20261026);
  owed = cases_load (cases, id);
  g_assert_cmpint (clt_day_to_yyyymmdd (owed->due_hotline), ==, 20261023);
  g_assert_cmpint (clt_complaint_get_due (owed), ==, DAY (20261023));
  cases_move (cases, id, "answered", "at once");
  answered = cases_load (cases, id);
  g_assert_cmpint (answered->due_hotline, ==, CLT_DAY_NONE);
  check_time (cases, id, 20261026, CLT_LIGHT_STOPPED, 20261213, 34);
}

static void
test_extension (Cases *cases, gconstpointer data)
{
  CltConn *conn = cases->branch.conn;
  gint64 id;
  g_autoptr (CltComplaint) complaint = NULL;

  cases_set_day (20260213);
  id = cases_add (cases, cases->client, "", "");
  cases_refused (cases, clt_complaint_extend (conn, id, cases->lin, "x", error), "manager");
  cases_refused (cases, clt_complaint_extend (conn, id, cases->manager, "", error), "reason");
  cases_set (cases, id, "about", "Wu");
  cases_refused (cases, clt_complaint_extend (conn, id, cases->manager, "x", error), "about Wu");
  cases_set (cases, id, "about", "");
  cases_change (cases, clt_complaint_extend (conn, id, cases->manager, "an expert", error));
  cases_refused (cases, clt_complaint_extend (conn, id, cases->manager, "more", error), "once");
  complaint = cases_load (cases, id);
  g_assert_cmpint (clt_day_to_yyyymmdd (complaint->due_close), ==, 20260329);
}

static int
get_close (Cases *cases, gint64 id)
{
  g_autoptr (CltComplaint) complaint = cases_load (cases, id);

  return clt_day_to_yyyymmdd (complaint->due_close);
}

/* More time was given for what ended since: what begins anew has its own. */
static void
test_extension_of_before (Cases *cases, gconstpointer data)
{
  CltConn *conn = cases->branch.conn;
  gint64 id, action;
  g_autoptr (GError) failure = NULL;

  cases_set_day (20260213);
  id = cases_add (cases, cases->client, "", "");
  cases_change (cases, clt_complaint_extend (conn, id, cases->manager, "an expert", error));
  cases_move (cases, id, "withdrawn", "");
  g_assert_cmpint (get_close (cases, id), ==, 20260329);
  cases_set_day (20261118);
  cases_move (cases, id, "investigating", "again");
  g_assert_cmpint (get_close (cases, id), ==, 20261125);
  cases_change (cases, clt_complaint_extend (conn, id, cases->manager, "once more", error));
  g_assert_cmpint (get_close (cases, id), ==, 20261225);
  g_assert_true (clt_action_undo (conn, 0, "tester", &action, NULL, &failure));
  g_assert_true (clt_action_undo (conn, 0, "tester", &action, NULL, &failure));
  g_assert_no_error (failure);
  g_assert_cmpint (get_close (cases, id), ==, 20260329);
}

static char *
dup_letter (Cases *cases, gint64 id)
{
  g_autoptr (GError) error = NULL;
  char *text = clt_complaint_letter_fill (cases->branch.conn, id, "{due close}", &error);

  g_assert_no_error (error);
  return text;
}

/* What is due while the clock stands is the same wherever it is read: in the record, in the list, which is
 * in that order, in letters, and beside the light. */
static void
test_one_truth (Cases *cases, gconstpointer data)
{
  const CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;
  CltConn *conn = cases->branch.conn;
  gint64 waits, runs;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *letter = NULL;
  g_autofree char *now = NULL;

  cases_set_day (20260929);
  waits = cases_add (cases, cases->client, "", "");
  cases_set_day (20260930);
  cases_change (cases, clt_complaint_stop (conn, waits, "the statement", error));
  cases_set_day (20261112);
  runs = cases_add (cases, cases->other, "", "");
  cases_set_day (20261118);
  check_time (cases, waits, 20261118, CLT_LIGHT_STOPPED, 20261124, 4);
  g_assert_cmpint (get_close (cases, waits), ==, 20261124);
  all = clt_complaint_list (conn, &query, &failure);
  g_assert_no_error (failure);
  g_assert_cmpint (((CltComplaint *) all->pdata[0])->id, ==, runs);
  g_assert_cmpint (clt_day_to_yyyymmdd (((CltComplaint *) all->pdata[1])->due_close), ==, 20261124);
  letter = dup_letter (cases, waits);
  now = clt_day_format ((CltDay) DAY (20261124));
  g_assert_cmpstr (letter, ==, now);
  /* done, it was due on the day that it would have been then */
  cases_move (cases, waits, "withdrawn", "");
  cases_set_day (20261127);
  g_assert_cmpint (get_close (cases, waits), ==, 20261124);
}

/* A list that comes later moves what is due; undone, it moves it back. Rules do the same. */
static void
test_list_comes_later (Cases *cases, gconstpointer data)
{
  gint64 id, action;
  g_autoptr (GError) failure = NULL;

  cases_set_day (20260212);
  id = cases_add (cases, cases->client, "", "");
  /* by the law alone Saturday the 14th is free, and the holiday shorter */
  g_assert_cmpint (get_close (cases, id), ==, 20260225);
  take_list (cases);
  g_assert_cmpint (get_close (cases, id), ==, 20260226);
  check_time (cases, id, 20260213, CLT_LIGHT_GREEN, 20260226, 4);
  g_assert_true (clt_action_undo (cases->branch.conn, 0, "tester", &action, NULL, &failure));
  g_assert_no_error (failure);
  g_assert_cmpint (get_close (cases, id), ==, 20260225);
  g_assert_true (clt_action_redo (cases->branch.conn, 0, "tester", &action, NULL, &failure));
  g_assert_no_error (failure);
  g_assert_cmpint (get_close (cases, id), ==, 20260226);
  set_rule (cases, "complaint.close", 6, 20260101);
  g_assert_cmpint (get_close (cases, id), ==, 20260227);
  /* what is done keeps what it was judged by */
  cases_move (cases, id, "withdrawn", "");
  set_rule (cases, "complaint.close", 9, 20260101);
  g_assert_cmpint (get_close (cases, id), ==, 20260227);
}

/* Taken back by itself, a list leaves what is due right of what came or was changed after it, and none of
 * that stands in its way. */
static void
test_list_goes_alone (Cases *cases, gconstpointer data)
{
  CltConn *conn = cases->branch.conn;
  gint64 before, after, ended, list, action;
  g_autoptr (GError) failure = NULL;

  cases_set_day (20260212);
  before = cases_add (cases, cases->client, "", "");
  ended = cases_add (cases, cases->other, "", "");
  take_list (cases);
  clt_conn_get_int (conn, &list, 0, &failure, "SELECT max (id) FROM action", "");
  g_assert_no_error (failure);
  after = cases_add (cases, cases->other, "", "");
  cases_set (cases, before, "severity", "major");
  cases_change (cases, clt_complaint_extend (conn, before, cases->manager, "an expert", error));
  cases_move (cases, ended, "withdrawn", "");
  g_assert_cmpint (get_close (cases, after), ==, 20260226);
  g_assert_cmpint (get_close (cases, before), ==, 20260410);
  g_assert_true (clt_action_undo (conn, list, "tester", &action, NULL, &failure));
  g_assert_no_error (failure);
  g_assert_cmpint (get_close (cases, after), ==, 20260225);
  g_assert_cmpint (get_close (cases, before), ==, 20260410);
  g_assert_cmpint (get_close (cases, ended), ==, 20260226);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/complaint-deadline/list-comes-later", Cases, NULL, cases_set_up,
              test_list_comes_later, cases_tear_down);
  g_test_add ("/complaint-deadline/list-goes-alone", Cases, NULL, cases_set_up,
              test_list_goes_alone, cases_tear_down);
  g_test_add ("/complaint-deadline/extension-of-before", Cases, NULL, set_up,
              test_extension_of_before, cases_tear_down);
  g_test_add ("/complaint-deadline/one-truth", Cases, NULL, set_up, test_one_truth,
              cases_tear_down);
  g_test_add ("/complaint-deadline/hotline", Cases, NULL, set_up, test_hotline, cases_tear_down);
  g_test_add ("/complaint-deadline/accepted-before", Cases, NULL, set_up, test_accepted_before,
              cases_tear_down);
  g_test_add ("/complaint-deadline/table", Cases, NULL, set_up, test_table, cases_tear_down);
  g_test_add ("/complaint-deadline/hard", Cases, NULL, set_up, test_hard, cases_tear_down);
  g_test_add ("/complaint-deadline/light", Cases, NULL, set_up, test_light, cases_tear_down);
  g_test_add ("/complaint-deadline/stopping", Cases, NULL, set_up, test_stopping, cases_tear_down);
  g_test_add ("/complaint-deadline/extension", Cases, NULL, set_up, test_extension,
              cases_tear_down);
  return g_test_run ();
}
