/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-session.h"

#include "core/calendar/clt-agenda.h"
#include "core/training/clt-clash.h"
#include "training-fixture.h"

static CltMeeting *
load (Training *training, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CltMeeting *meeting = clt_meeting_load (training->branch.conn, id, &error);

  g_assert_no_error (error);
  return meeting;
}

/* One uid for ever; every change that a calendar shows raises the sequence, no other does. */
static void
test_sequence (Training *training, gconstpointer data)
{
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261120, 3, 0);
  gint64 id = training_add_meeting (training, session, 20261120, 1600, 90);
  g_autoptr (CltMeeting) first = load (training, id);
  g_autoptr (CltMeeting) second = NULL;
  g_autoptr (CltMeeting) third = NULL;
  g_autoptr (CltSession) stored = NULL;
  g_autoptr (GError) failure = NULL;

  g_assert_cmpint (first->sequence, ==, 0);
  training_change (training, clt_meeting_save (training->branch.conn, first, error));
  g_assert_cmpint (first->sequence, ==, 0);
  training_change (training, clt_meeting_move (training->branch.conn, id,
                                               training_at (20261123, 1630), error));
  second = load (training, id);
  g_assert_cmpint (second->sequence, ==, 1);
  g_assert_cmpstr (second->uid, ==, first->uid);
  g_assert_cmpint (second->ends - second->starts, ==, 90 * 60);
  stored = clt_session_load (training->branch.conn, session, &failure);
  g_assert_no_error (failure);
  g_assert_cmpint (stored->first_day, ==, DAY (20261123));
  g_assert_cmpint (stored->last_day, ==, DAY (20261123));

  clt_set_str (&stored->note, "bring a calculator");
  training_change (training, clt_session_save (training->branch.conn, stored, error));
  stored->seats = 2; /* no calendar shows it */
  training_change (training, clt_session_save (training->branch.conn, stored, error));
  training_change (training, clt_meeting_cancel (training->branch.conn, id, error));
  third = load (training, id);
  g_assert_cmpint (third->sequence, ==, 3);
  g_assert_cmpstr (third->state, ==, "cancelled");
  g_assert_cmpstr (third->uid, ==, first->uid);
  training_refused (training,
                    clt_meeting_move (training->branch.conn, id, training_at (20261124, 1600),
                                      error),
                    "held or cancelled");
}

static void
assert_days (Training *training, gint64 session, const int *days, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) meetings =
    clt_session_get_meetings (training->branch.conn, session, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (meetings->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];

      g_assert_cmpint (clt_day_to_yyyymmdd (clt_instant_get_day (meeting->starts)), ==, days[i]);
      g_assert_cmpint (meeting->ends - meeting->starts, ==, 90 * 60);
    }
}

/* The calendar of the file lists 2026, and neither weekends nor the days round New Year. */
static void
add_calendar (Training *training)
{
  Branch *branch = &training->branch;

  branch_begin (branch);
  for (CltDay day = (CltDay) DAY (20261102); day <= (CltDay) DAY (20270131); day++)
    if (clt_day_get_weekday (day) <= 5 && day != (CltDay) DAY (20261125) &&
        day != (CltDay) DAY (20270101))
      branch_run (branch, "INSERT INTO trading_day (day) VALUES (?)", "i", (gint64) day);
  branch_commit (branch);
}

static void
test_repeat (Training *training, gconstpointer data)
{
  static const int daily[] = { 20261120, 20261123, 20261124, 20261126 }; /* the 25th is off */
  static const int weekly[] = { 20261118, 20261202, 20261209 };
  gint64 first, second, meeting;

  add_calendar (training);
  first = training_add_session (training, training->basics, "2026-1", 20261120, 3, 0);
  meeting = training_add_meeting (training, first, 20261120, 1600, 90);
  training_change (training, clt_meeting_repeat (training->branch.conn, meeting,
                                                 CLT_REPEAT_TRADING_DAYS, 1, 3, error));
  assert_days (training, first, daily, G_N_ELEMENTS (daily));
  second = training_add_session (training, training->basics, "2026-2", 20261118, 3, 0);
  meeting = training_add_meeting (training, second, 20261118, 1600, 90);
  training_change (training, clt_meeting_repeat (training->branch.conn, meeting, CLT_REPEAT_WEEKS,
                                                 1, 2, error));
  assert_days (training, second, weekly, G_N_ELEMENTS (weekly));
  training_refused (training,
                    clt_meeting_repeat (training->branch.conn, meeting, CLT_REPEAT_WEEKS, 0, 2,
                                        error),
                    "at least one");
}

static void
test_copy (Training *training, gconstpointer data)
{
  static const int days[] = { 20261123, 20261126 }; /* the 25th has no trading: on to the 26th */
  gint64 session, copy = 0;

  add_calendar (training);
  session = training_add_session (training, training->basics, "2026-1", 20261116, 3, 0);
  training_add_meeting (training, session, 20261116, 1600, 90);
  training_add_meeting (training, session, 20261118, 1600, 90);
  training_change (training, (copy = clt_session_copy (training->branch.conn, session, "2026-2",
                                                       (CltDay) DAY (20261123), error)) != 0);
  assert_days (training, copy, days, G_N_ELEMENTS (days));
  training_refused (training,
                    clt_session_copy (training->branch.conn, session, "2026-2",
                                      (CltDay) DAY (20261130), error) != 0,
                    "2026-2");
}

static guint
count_clashes (Training *training, gint64 meeting, gboolean hard, CltClashKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltMeeting) stored = load (training, meeting);
  g_autoptr (GPtrArray) clashes = clt_clash_check (training->branch.conn, stored, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < clashes->len; i++)
    {
      const CltClash *clash = clashes->pdata[i];

      n += clash->kind == kind && clash->hard == hard;
      g_assert_cmpuint (strlen (clash->text), >, 10);
    }
  return n;
}

static void
set_equipment (Training *training, gint64 meeting, gint64 equipment, int quantity)
{
  g_autoptr (CltMeeting) stored = load (training, meeting);
  const CltEquipmentUse use = { equipment, quantity };

  g_array_set_size (stored->equipment, 0);
  g_array_append_val (stored->equipment, use);
  training_change (training, clt_meeting_save (training->branch.conn, stored, error));
}

static void
test_clashes (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 one = training_add_session (training, training->basics, "2026-1", 20261120, 3, 0);
  gint64 two = training_add_session (training, training->advanced, "2026-1", 20261120, 4, 0);
  gint64 a = training_add_meeting (training, one, 20261120, 1600, 90);
  gint64 b = training_add_meeting (training, two, 20261120, 1730, 90);
  g_autoptr (CltEquipment) simulators = clt_equipment_new ();

  clt_set_str (&simulators->name, "simulators");
  simulators->quantity = 5;
  training_change (training, clt_equipment_save (conn, simulators, error));
  set_equipment (training, a, simulators->id, 3);
  set_equipment (training, b, simulators->id, 3);

  /* one ends when the other begins; but four do not fit where three can sit */
  g_assert_cmpuint (count_clashes (training, b, TRUE, CLT_CLASH_ROOM), ==, 0);
  g_assert_cmpuint (count_clashes (training, b, TRUE, CLT_CLASH_LECTURER), ==, 0);
  g_assert_cmpuint (count_clashes (training, b, TRUE, CLT_CLASH_EQUIPMENT), ==, 0);
  g_assert_cmpuint (count_clashes (training, b, TRUE, CLT_CLASH_SEATS), ==, 1);
  training_change (training, clt_meeting_move (conn, b, training_at (20261120, 1729), error));
  g_assert_cmpuint (count_clashes (training, b, TRUE, CLT_CLASH_ROOM), ==, 1);
  g_assert_cmpuint (count_clashes (training, a, TRUE, CLT_CLASH_LECTURER), ==, 1);
  g_assert_cmpuint (count_clashes (training, b, TRUE, CLT_CLASH_EQUIPMENT), ==, 1);

  /* the clock and the calendar */
  training_change (training, clt_meeting_move (conn, a, training_at (20261120, 1000), error));
  g_assert_cmpuint (count_clashes (training, a, FALSE, CLT_CLASH_TRADING_HOURS), ==, 1);
  training_change (training, clt_meeting_move (conn, a, training_at (20261121, 1000), error));
  g_assert_cmpuint (count_clashes (training, a, FALSE, CLT_CLASH_TRADING_HOURS), ==, 0);
  g_assert_cmpuint (count_clashes (training, a, FALSE, CLT_CLASH_NO_TRADING_DAY), ==, 1);
  training_change (training, clt_meeting_move (conn, a, training_at (20270101, 1600), error));
  g_assert_cmpuint (count_clashes (training, a, TRUE, CLT_CLASH_HOLIDAY), ==, 1);
  training_change (training, clt_meeting_move (conn, a, training_at (20261120, 2000), error));
  g_assert_cmpuint (count_clashes (training, a, TRUE, CLT_CLASH_OPENING_HOURS), ==, 1);
  training_refused (training, clt_session_publish (conn, one, error), "open from 09:00 to 21:00");
}

/* A lecturer of the staff, an adviser and the keeper of an appointment are one person. */
static void
test_one_person (Training *training, gconstpointer data)
{
  Branch *branch = &training->branch;
  gint64 staff, wang, one, two, a;
  g_autoptr (CltSession) session = NULL;
  g_autoptr (GError) failure = NULL;

  branch_begin (branch);
  staff = service_add_staff (branch, "Wang", "adviser", "");
  branch_run (branch,
              "INSERT INTO appointment (id, uid, client_id, staff_id, starts, ends, subject)"
              " VALUES (?, 'u', ?, ?, ?, ?, 'visit')",
              "iiiii", branch_new_id (branch), training->clients[0], staff,
              training_at (20261124, 1600), training_at (20261124, 1700));
  branch_commit (branch);
  wang = training_add_lecturer (training, "Wang", staff);
  one = training_add_session (training, training->basics, "2026-1", 20261123, 3, 0);
  two = training_add_session (training, training->advanced, "2026-1", 20261123, 3, 0);
  a = training_add_meeting (training, one, 20261123, 1600, 60);
  session = clt_session_load (branch->conn, two, &failure);
  session->adviser_id = staff;
  session->lecturer_id = 0;
  training_change (training, clt_session_save (branch->conn, session, error));
  training_add_meeting (training, two, 20261123, 1600, 60);
  g_assert_cmpuint (count_clashes (training, a, TRUE, CLT_CLASH_LECTURER), ==, 0);

  g_clear_pointer (&session, clt_session_free);
  session = clt_session_load (branch->conn, one, &failure);
  session->lecturer_id = wang;
  training_change (training, clt_session_save (branch->conn, session, error));
  g_assert_cmpuint (count_clashes (training, a, TRUE, CLT_CLASH_LECTURER), ==, 1);
  training_change (training,
                   clt_meeting_move (branch->conn, a, training_at (20261124, 1630), error));
  g_assert_cmpuint (count_clashes (training, a, TRUE, CLT_CLASH_LECTURER), ==, 1);
  training_refused (training, clt_session_publish (branch->conn, one, error), "visit");
}

/* Entries of a calendar from elsewhere keep a room, a lecturer or everybody busy. */
static void
test_foreign (Training *training, gconstpointer data)
{
  static const char text[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:x\r\n"
                             "DTSTART:20261116T083000Z\r\nDTEND:20261116T093000Z\r\n"
                             "RRULE:FREQ=WEEKLY\r\nSUMMARY:board\r\nEND:VEVENT\r\n"
                             "END:VCALENDAR\r\n";
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261123, 3, 0);
  gint64 meeting = training_add_meeting (training, session, 20261123, 1600, 90);
  const struct
  {
    CltAgendaTarget target;
    CltClashKind kind;
  } cases[] = {
    { { .room_id = training->room }, CLT_CLASH_ROOM },
    { { .lecturer_id = training->lecturer }, CLT_CLASH_LECTURER },
    { { .holiday = TRUE }, CLT_CLASH_HOLIDAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
      g_autoptr (CltIcs) ics = clt_ics_read (bytes, &failure);
      CltAgendaChange change;

      g_assert_no_error (failure);
      g_assert_cmpuint (count_clashes (training, meeting, TRUE, cases[i].kind), ==, 0);
      training_change (training, clt_agenda_take (training->branch.conn, "c", ics->entries,
                                                  &cases[i].target, &change, error));
      g_assert_cmpuint (count_clashes (training, meeting, TRUE, cases[i].kind), ==, 1);
    }
}

static void
test_hours_and_cost (Training *training, gconstpointer data)
{
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261130, 3, 0);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) hours = NULL;
  const CltLecturerHours *november, *december;
  CltSessionCost cost;

  training_add_meeting (training, session, 20261130, 1600, 90);
  training_add_meeting (training, session, 20261201, 1600, 120);
  hours = clt_lecturer_get_hours (training->branch.conn, (CltDay) DAY (20261101),
                                  (CltDay) DAY (20261231), &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (hours->len, ==, 2);
  november = hours->pdata[0];
  december = hours->pdata[1];
  g_assert_cmpint (november->month, ==, clt_day_get_month ((CltDay) DAY (20261130)));
  g_assert_cmpint (november->minutes, ==, 90);
  g_assert_cmpint (november->fees, ==, 90000); /* 600 yuan an hour */
  g_assert_cmpint (december->minutes, ==, 120);

  g_assert_true (clt_session_get_cost (training->branch.conn, session, &cost, &failure));
  g_assert_cmpint (cost.minutes, ==, 210);
  g_assert_cmpint (cost.fees, ==, 210000);
  g_assert_cmpint (cost.rooms, ==, 35000);
  g_assert_cmpint (cost.cost_per_head, ==, CLT_MONEY_NONE);
  training_change (training, clt_session_publish (training->branch.conn, session, error));
  for (int i = 0; i < 2; i++)
    training_change (training, clt_enrol (training->branch.conn, session, training->clients[i],
                                          "room", "staff", NULL, error));
  g_assert_true (clt_session_get_cost (training->branch.conn, session, &cost, &failure));
  g_assert_cmpint (cost.heads, ==, 2);
  g_assert_cmpint (cost.cost_per_head, ==, 122500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TRAINING_TEST ("/session/sequence", test_sequence);
  TRAINING_TEST ("/session/repeat", test_repeat);
  TRAINING_TEST ("/session/copy", test_copy);
  TRAINING_TEST ("/session/clashes", test_clashes);
  TRAINING_TEST ("/session/one-person", test_one_person);
  TRAINING_TEST ("/session/foreign", test_foreign);
  TRAINING_TEST ("/session/hours-and-cost", test_hours_and_cost);
  return g_test_run ();
}
