/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-enrolment.h"

#include "core/training/clt-admission.h"
#include "training-fixture.h"

#define HOUR 3600

static const char *
enrol (Training *training, gint64 session, int client, const char *place)
{
  const char *state = NULL;

  training_change (training, clt_enrol (training->branch.conn, session, training->clients[client],
                                        place, "staff", &state, error));
  return state;
}

static char *
get_states (Training *training, gint64 session)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < N_CLIENTS; i++)
    {
      g_autoptr (GError) error = NULL;
      CltStmt *stmt = clt_conn_query (training->branch.conn, &error,
                                      "SELECT state FROM enrolment WHERE session_id = ?"
                                      " AND client_id = ?",
                                      "ii", session, training->clients[i]);

      g_assert_no_error (error);
      g_string_append_c (text, clt_stmt_step (stmt, &error) == CLT_STEP_ROW
                                 ? clt_stmt_get_text (stmt, 0)[0]
                                 : '.');
      clt_stmt_reset (stmt);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_states(training, session, states)                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = get_states (training, session);                                       \
    g_assert_cmpstr (found, ==, states);                                                           \
  }                                                                                                \
  G_STMT_END

static gint64
add_published (Training *training, gint64 course, const char *code, int day, int seats, int online)
{
  gint64 session = training_add_session (training, course, code, day, seats, online);

  training_add_meeting (training, session, day, 1600, 90);
  training_change (training, clt_session_publish (training->branch.conn, session, error));
  return session;
}

static void
run_queue (Training *training, guint *expired, guint *offered)
{
  training_change (training, clt_waitlist_run (training->branch.conn, 0, expired, offered, error));
}

/* Room and online are apart; a free seat goes to the highest tier, then to who asked first; an offer
 * that is not taken up moves on. */
static void
test_queue (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = add_published (training, training->basics, "2026-1", 20261130, 2, 1);
  guint expired, offered;

  branch_begin (&training->branch);
  branch_run (&training->branch, "UPDATE tier_history SET tier = 2 WHERE client_id IN (?, ?)", "ii",
              training->clients[3], training->clients[4]);
  branch_commit (&training->branch);
  g_assert_cmpstr (enrol (training, session, 0, "room"), ==, "enrolled");
  g_assert_cmpstr (enrol (training, session, 1, "room"), ==, "enrolled");
  g_assert_cmpstr (enrol (training, session, 2, "online"), ==, "enrolled");
  g_assert_cmpstr (enrol (training, session, 3, "room"), ==, "waiting");
  training_set_clock (training_at (TODAY, 1300));
  g_assert_cmpstr (enrol (training, session, 4, "room"), ==, "waiting");
  g_assert_cmpstr (enrol (training, session, 5, "room"), ==, "waiting");
  assert_states (training, session, "eeewww");

  /* the last one asked last, but is of a higher tier */
  training_change (training, clt_enrolment_cancel (conn, session, training->clients[0], error));
  assert_states (training, session, "ceewwo");
  training_set_clock (training_at (TODAY, 1300) + 48 * HOUR - 1);
  run_queue (training, &expired, &offered);
  g_assert_cmpuint (expired + offered, ==, 0);
  training_set_clock (training_at (TODAY, 1300) + 48 * HOUR);
  run_queue (training, &expired, &offered);
  g_assert_cmpuint (expired, ==, 1);
  g_assert_cmpuint (offered, ==, 1);
  assert_states (training, session, "ceeowd");
  training_refused (training,
                    clt_enrolment_answer (conn, session, training->clients[5], TRUE, error),
                    "has run out");
  training_refused (training,
                    clt_enrolment_answer (conn, session, training->clients[4], TRUE, error),
                    "No seat is offered");

  /* a no moves on, a yes takes it; a seat that is offered is not free */
  training_change (training,
                   clt_enrolment_answer (conn, session, training->clients[3], FALSE, error));
  assert_states (training, session, "ceedod");
  g_assert_cmpstr (enrol (training, session, 0, "room"), ==, "waiting");
  training_change (training,
                   clt_enrolment_answer (conn, session, training->clients[4], TRUE, error));
  assert_states (training, session, "weeded");
}

static void
pass_on (Training *training, guint expired, guint offered)
{
  g_autoptr (GError) error = NULL;
  CltPassedOn passed;

  g_assert_true (clt_waitlist_pass_on (training->branch.conn, &passed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (passed.expired, ==, expired);
  g_assert_cmpuint (passed.offered, ==, offered);
}

static gint64
count_actions (Training *training)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  clt_conn_get_int (training->branch.conn, &n, 0, &error, "SELECT count(*) FROM action", "");
  g_assert_no_error (error);
  return n;
}

/* Nobody has to ask: an offer that has run out gives its seat to the next, and what a person did last
 * is still what he takes back first. */
static void
test_pass_on (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = add_published (training, training->basics, "2026-1", 20261130, 1, 0);
  gint64 other = add_published (training, training->basics, "2026-2", 20261202, 1, 0);
  gint64 actions;

  for (int client = 0; client < 3; client++)
    enrol (training, session, client, "room");
  enrol (training, other, 4, "room");
  training_change (training, clt_enrolment_cancel (conn, session, training->clients[0], error));
  assert_states (training, session, "cow...");
  training_set_clock (training_at (TODAY, 1200) + 48 * HOUR - 1);
  pass_on (training, 0, 0);
  training_change (training, clt_enrolment_cancel (conn, other, training->clients[4], error));
  actions = count_actions (training);

  training_set_clock (training_at (TODAY, 1200) + 48 * HOUR);
  pass_on (training, 1, 1);
  assert_states (training, session, "cdo...");
  pass_on (training, 0, 0);
  g_assert_cmpint (count_actions (training), ==, actions);
  {
    g_autoptr (GError) error = NULL;

    g_assert_true (clt_action_undo (conn, 0, "tester", NULL, NULL, &error));
    g_assert_no_error (error);
  }
  assert_states (training, session, "cdo...");
  assert_states (training, other, "....e.");
  training_set_clock (training_at (20261130, 1600)); /* it begins: the offer ends with it */
  pass_on (training, 1, 0);
  assert_states (training, session, "cdd...");
}

/* One step of what people do with a session; refusals are no fault. */
static void
step_at_random (Training *training, GRand *random, gint64 session)
{
  CltConn *conn = training->branch.conn;
  gint64 client = training->clients[g_rand_int_range (random, 0, N_CLIENTS)];
  const char *place = g_rand_boolean (random) ? "room" : "online";
  g_autoptr (GError) error = NULL;
  gboolean done;

  branch_begin (&training->branch);
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      done = clt_enrolment_cancel (conn, session, client, &error);
      break;
    case 1:
      done = clt_enrolment_answer (conn, session, client, g_rand_boolean (random), &error);
      break;
    default:
      done = clt_enrol (conn, session, client, place, "client", NULL, &error);
      break;
    }
  if (done)
    branch_commit (&training->branch);
  else
    clt_action_rollback (conn);
}

/* No seat has two holders, none is kept by who has let it pass, none is free while somebody waits. */
static void
assert_seats (Training *training, gint64 session)
{
  g_autoptr (GError) error = NULL;
  gint64 run_out, waiting_room, waiting_online;
  CltConn *conn = training->branch.conn;
  CltSeats seats;

  g_assert_true (clt_session_get_seats (conn, session, &seats, &error));
  g_assert_true (clt_conn_get_int (conn, &run_out, 0, &error,
                                   "SELECT count(*) FROM enrolment WHERE session_id = ?"
                                   " AND state = 'offered' AND offer_until <= ?",
                                   "ii", session, clt_now ()));
  g_assert_true (clt_conn_get_int (conn, &waiting_room, 0, &error,
                                   "SELECT count(*) FROM enrolment WHERE session_id = ?"
                                   " AND state = 'waiting' AND place = 'room'",
                                   "i", session));
  g_assert_no_error (error);
  waiting_online = seats.waiting - waiting_room;
  g_assert_cmpint (seats.room_taken, <=, seats.room);
  g_assert_cmpint (seats.online_taken, <=, seats.online);
  g_assert_cmpint (run_out, ==, 0);
  g_assert_true (waiting_room == 0 || seats.room_taken == seats.room);
  g_assert_true (waiting_online == 0 || seats.online_taken == seats.online);
}

static void
test_random (Training *training, gconstpointer data)
{
  gint64 session = add_published (training, training->basics, "2026-1", 20270330, 2, 1);
  const guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  gint64 now = training_at (TODAY, 1200);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      CltPassedOn passed;

      now += g_rand_int_range (random, 0, 30 * HOUR / 2);
      training_set_clock (now);
      g_assert_true (clt_waitlist_pass_on (training->branch.conn, &passed, &error));
      g_assert_no_error (error);
      assert_seats (training, session);
      step_at_random (training, random, session);
      assert_seats (training, session);
    }
}

static void
test_bars (Training *training, gconstpointer data)
{
  Branch *branch = &training->branch;
  CltConn *conn = branch->conn;
  gint64 first = add_published (training, training->basics, "2026-1", 20261130, 3, 0);
  gint64 second;
  const gint64 *clients = training->clients;

  second = training_add_session (training, training->advanced, "2026-1", 20261201, 3, 0);
  training_refused (training, clt_enrol (conn, second, clients[0], "room", "staff", NULL, error),
                    "not published");
  training_add_meeting (training, second, 20261201, 1600, 90);
  training_change (training, clt_session_publish (conn, second, error));
  training_refused (training, clt_enrol (conn, second, clients[0], "room", "staff", NULL, error),
                    "First comes: A1 A1.");
  training_pass (training, clients[0], training->basics, DAY (20261130)); /* one day too short */
  training_refused (training, clt_enrol (conn, second, clients[0], "room", "staff", NULL, error),
                    "First comes");
  training_pass (training, clients[1], training->basics, DAY (20261201));
  g_assert_cmpstr (enrol (training, second, 1, "room"), ==, "enrolled");
  training_refused (training, clt_enrol (conn, second, clients[1], "room", "staff", NULL, error),
                    "enrolled already");
  training_pass (training, clients[1], training->basics, 0);
  training_refused (training, clt_enrol (conn, first, clients[1], "room", "staff", NULL, error),
                    "has passed the course");
  training_refused (training, clt_enrol (conn, first, clients[2], "online", "staff", NULL, error),
                    "no seats online");

  branch_begin (branch);
  branch_run (branch, "UPDATE course SET risk = 4 WHERE id = ?", "i", training->basics);
  service_grade (branch, clients[2], "C3", 0, 20260601);
  branch_run (branch,
              "INSERT INTO refusal (id, client_id, scope, valid_from) VALUES (?, ?, 'training', ?)",
              "iii", branch_new_id (branch), clients[3], DAY (20260101));
  branch_run (branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "ii", DAY (20261001),
              clients[4]);
  branch_commit (branch);
  training_refused (training, clt_enrol (conn, first, clients[2], "room", "staff", NULL, error),
                    "suitability grade");
  training_refused (training, clt_enrol (conn, first, clients[3], "room", "staff", NULL, error),
                    "wants no training");
  training_change (training, clt_enrol (conn, first, clients[3], "room", "client", NULL, error));
  training_refused (training, clt_enrol (conn, first, clients[4], "room", "client", NULL, error),
                    "no open account");
}

static void
test_busy (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 first = add_published (training, training->basics, "2026-1", 20261130, 3, 0), second;

  training->room = training_add_room (training, "West", 3);
  training->lecturer = training_add_lecturer (training, "Guo", 0);
  second = add_published (training, training->advanced, "2026-1", 20261130, 3, 0);
  training_pass (training, training->clients[0], training->basics, DAY (20261129));
  branch_begin (&training->branch);
  branch_run (&training->branch, "DELETE FROM course_need", "");
  branch_commit (&training->branch);
  g_assert_cmpstr (enrol (training, second, 0, "room"), ==, "enrolled");
  training_refused (training,
                    clt_enrol (conn, first, training->clients[0], "room", "staff", NULL, error),
                    "attends another session");
}

/* Undo cannot give back a seat that somebody else has taken meanwhile. */
static void
test_undo (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = add_published (training, training->basics, "2026-1", 20261130, 1, 0);
  gint64 cancelled;
  g_autoptr (GError) error = NULL;

  enrol (training, session, 0, "room");
  branch_begin (&training->branch);
  g_assert_true (clt_enrolment_cancel (conn, session, training->clients[0], &error));
  cancelled = branch_commit (&training->branch);
  enrol (training, session, 1, "room");
  g_assert_false (clt_action_undo (conn, cancelled, "tester", NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  assert_states (training, session, "ce....");
  g_assert_true (clt_action_undo (conn, 0, "tester", NULL, NULL, &error));
  g_assert_true (clt_action_undo (conn, cancelled, "tester", NULL, NULL, &error));
  g_assert_no_error (error);
  assert_states (training, session, "e.....");
}

static void
test_audience (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = add_published (training, training->basics, "2026-1", 20261130, 3, 0);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const CltInvitee *invitee;

  training_pass (training, training->clients[0], training->basics, 0);
  list = clt_admission_audience (conn, session, "", &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (list->len, ==, N_CLIENTS);
  invitee = list->pdata[N_CLIENTS - 1];
  g_assert_cmpint (invitee->client_id, ==, training->clients[0]);
  g_assert_cmpuint (invitee->bars, ==, CLT_BAR_DONE);
  training_change (training, clt_enrolment_invite (conn, session, &training->clients[1], 2, error));
  assert_states (training, session, ".ii...");
  training_refused (training, clt_enrolment_invite (conn, session, &training->clients[0], 1, error),
                    "has passed");
  training_change (training,
                   clt_enrolment_answer (conn, session, training->clients[1], TRUE, error));
  training_change (training,
                   clt_enrolment_answer (conn, session, training->clients[2], FALSE, error));
  assert_states (training, session, ".ed...");
  g_clear_pointer (&list, g_ptr_array_unref);
  list = clt_admission_audience (conn, session, "account = \"1004\"", &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (list->len, ==, 1);
}

/* A certificate that is about to run out does not keep its owner from renewing it; one that is good
 * for longer does. */
static void
test_renewal (Training *training, gconstpointer data)
{
  const CltDay day = (CltDay) DAY (20261123);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) bars = NULL;
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261123, 3, 0);

  training_pass (training, training->clients[0], training->basics, day + 60);
  training_pass (training, training->clients[1], training->basics, day + 61);
  training_pass (training, training->clients[2], training->basics, 0);
  bars =
    clt_admission_check (training->branch.conn, session, training->clients, 3, FALSE, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (g_array_index (bars, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (bars, guint, 1), ==, CLT_BAR_DONE);
  g_assert_cmpuint (g_array_index (bars, guint, 2), ==, CLT_BAR_DONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TRAINING_TEST ("/enrolment/renewal", test_renewal);
  TRAINING_TEST ("/enrolment/queue", test_queue);
  TRAINING_TEST ("/enrolment/pass-on", test_pass_on);
  TRAINING_TEST ("/enrolment/random", test_random);
  TRAINING_TEST ("/enrolment/bars", test_bars);
  TRAINING_TEST ("/enrolment/busy", test_busy);
  TRAINING_TEST ("/enrolment/undo", test_undo);
  TRAINING_TEST ("/enrolment/audience", test_audience);
  return g_test_run ();
}
