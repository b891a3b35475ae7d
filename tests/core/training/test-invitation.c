/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-invitation.h"

#include "core/delivery/clt-push.h"
#include "core/rules/clt-settings.h"
#include "training-fixture.h"

/* A published session on 30 November at 16:00 in the room. */
static gint64
add_session (Training *training)
{
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261130, 3, 2);

  training_add_meeting (training, session, 20261130, 1600, 90);
  training_change (training, clt_session_publish (training->branch.conn, session, error));
  return session;
}

/* What invites; the second client wants none of it. */
static void
add_product (Training *training, const char *code)
{
  Branch *branch = &training->branch;

  branch_begin (branch);
  service_add_product (branch, code, 4, 1);
  branch_run (branch, "UPDATE message_template SET body = '{活动}, {活动时间}, {活动地点}'", "");
  branch_run (branch, "INSERT INTO refusal VALUES (991, ?, 'value', 0, NULL, '')", "i",
              training->clients[1]);
  branch_commit (branch);
}

/* Returns: the action's id. */
static gint64
invite (Training *training, gint64 session, guint expected)
{
  g_autoptr (GError) error = NULL;
  gboolean done;
  guint n;

  branch_begin (&training->branch);
  done = clt_session_invite (training->branch.conn, session, training->clients, N_CLIENTS, "Wang",
                             &n, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpuint (n, ==, expected);
  return branch_commit (&training->branch);
}

/* (transfer full): "state channel sent" of everybody who is not just absent, by client. */
static char *
describe (Training *training, gint64 session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = clt_enrolment_list (training->branch.conn, session, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (int i = 0; i < N_CLIENTS; i++)
    for (guint row = 0; row < list->len; row++)
      {
        const CltEnrolment *enrolment = list->pdata[row];

        if (enrolment->client_id == training->clients[i])
          g_string_append_printf (text, "%d:%s/%s/%s ", i, enrolment->state, enrolment->channel,
                                  enrolment->sent);
      }
  return g_strdup (text->str);
}

#define assert_invited(training, session, expected)                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = describe (training, session);                                         \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static gint64
count (Training *training, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_true (clt_conn_get_int (training->branch.conn, &n, 0, &error, sql, ""));
  return n;
}

/* What the window says before and after. */
#define assert_summary(training, session, door, expected)                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) summary_error = NULL;                                                       \
    g_autoptr (GPtrArray) invitees =                                                               \
      clt_invitation_audience ((training)->branch.conn, session, "", &summary_error);              \
    g_autofree char *summary = NULL;                                                               \
    g_assert_no_error (summary_error);                                                             \
    summary = clt_invitation_summarize (invitees, door);                                           \
    g_assert_cmpstr (summary, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static void
assert_unreleased (Training *training, gint64 session, gint64 expected, gint64 expected_push)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1, push = -1;

  clt_session_get_unreleased (training->branch.conn, session, &n, &push, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, expected);
  g_assert_cmpint (push, ==, expected_push);
}

/* Past the gate, through the client's channel, once; one undo takes all of it back. */
static void
test_sent (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = add_session (training), action, push;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) list = NULL;

  add_product (training, "V07");
  training_change (training,
                   clt_enrol (conn, session, training->clients[2], "room", "staff", NULL, error));
  assert_summary (training, session, CLT_DOOR_OPEN,
                  "4 may be invited; 1 not reached (the client has refused it 1);"
                  " 1 left out (is enrolled already 1)");
  action = invite (training, session, 4);
  assert_summary (training, session, CLT_DOOR_OPEN,
                  "0 may be invited; 4 invited already; 1 not reached (the client has refused it"
                  " 1); 1 left out (is enrolled already 1)");
  assert_summary (training, session, CLT_DOOR_BEGUN,
                  "The session has begun: nobody can be invited any more; 4 invited already;"
                  " 1 not reached (the client has refused it 1);"
                  " 1 left out (is enrolled already 1)");
  assert_summary (training, session, CLT_DOOR_OVER,
                  "Nobody can be invited any more; 4 invited already; 1 not reached (the client has"
                  " refused it 1); 1 left out (is enrolled already 1)");
  assert_invited (training, session,
                  "0:invited/email/planned 2:enrolled// 3:invited/email/planned"
                  " 4:invited/email/planned 5:invited/email/planned ");
  list = clt_invitation_audience (conn, session, "", &failure);
  g_assert_no_error (failure);
  for (guint i = 0; i < list->len; i++)
    {
      const CltInvitee *invitee = list->pdata[i];
      gint64 id = invitee->client_id;
      g_autofree char *reason = clt_invitee_dup_reason (invitee);

      g_assert_cmpstr (reason, !=, "");
      g_assert_cmphex (invitee->bars, ==, id == training->clients[2] ? CLT_BAR_ENROLLED : 0);
      g_assert_cmphex (invitee->blocks, ==, id == training->clients[1] ? CLT_BLOCK_REFUSED : 0);
      g_assert_cmpint (invitee->told, ==, id != training->clients[1] && id != training->clients[2]);
    }
  invite (training, session, 0);
  g_assert_cmpint (count (training, "SELECT count(*) FROM push"), ==, 1);

  push = count (training, "SELECT id FROM push");
  assert_unreleased (training, session, 4, push);
  training_change (training, clt_push_release (conn, push, clt_today (), NULL, NULL, error));
  g_assert_cmpint (count (training, "SELECT count(*) FROM message"
                                    " WHERE body = 'A1, 11月30日16:00, East'"),
                   ==, 4);
  assert_unreleased (training, session, 0, 0);
  g_assert_true (clt_action_undo (conn, 0, "tester", NULL, NULL, &failure));
  g_assert_true (clt_action_undo (conn, action, "tester", NULL, NULL, &failure));
  g_assert_no_error (failure);
  assert_invited (training, session, "2:enrolled// ");
  g_assert_cmpint (count (training, "SELECT count(*) FROM push"), ==, 0);
}

/* Reasons whose numbers add up to more than are left out say so. */
static void
test_several (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = add_session (training);

  training_change (training,
                   clt_enrol (conn, session, training->clients[2], "room", "staff", NULL, error));
  training_pass (training, training->clients[3], training->basics, 0);
  assert_summary (training, session, CLT_DOOR_OPEN,
                  "4 may be invited, which is only noted; 2 left out (has passed the course 1,"
                  " is enrolled already 1)");
  training_pass (training, training->clients[2], training->basics, 0);
  assert_summary (training, session, CLT_DOOR_OPEN,
                  "4 may be invited, which is only noted; 2 left out (has passed the course 2, is"
                  " enrolled already 1; some for several reasons)");
}

/* Nobody is told of a session that is not held any more. */
static void
test_cancelled (Training *training, gconstpointer data)
{
  gint64 session = add_session (training);

  add_product (training, "V07");
  invite (training, session, 5);
  training_change (training, clt_session_cancel (training->branch.conn, session, error));
  assert_invited (training, session,
                  "0:invited/email/dropped 2:invited/email/dropped 3:invited/email/dropped"
                  " 4:invited/email/dropped 5:invited/email/dropped ");
}

/* Nobody could say yes: not yet, or not any more. */
static void
test_closed (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = training_add_session (training, training->basics, "2026-3", 20261130, 3, 2);
  guint n;

  add_product (training, "V07");
  training_add_meeting (training, session, 20261130, 1600, 90);
  training_refused (training,
                    clt_session_invite (conn, session, training->clients, 2, "Wang", &n, error),
                    "Publish it first");
  /* for whom it is meant may be noted */
  training_change (training, clt_enrolment_invite (conn, session, training->clients, 1, error));
  training_change (training, clt_session_publish (conn, session, error));
  training_set_clock (training_at (20261130, 1600));
  training_refused (training,
                    clt_session_invite (conn, session, training->clients, 2, "Wang", &n, error),
                    "has begun");
  training_change (training, clt_session_cancel (conn, session, error));
  training_refused (training,
                    clt_session_invite (conn, session, training->clients, 2, "Wang", &n, error),
                    "any more");
  assert_invited (training, session, "0:invited// ");
}

/* Without a product that invites it is noted; the setting names another one. */
static void
test_product (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = add_session (training);

  add_product (training, "X1");
  assert_summary (training, session, CLT_DOOR_OPEN, "6 may be invited, which is only noted");
  training_change (training,
                   clt_session_invite (conn, session, training->clients, 1, "Wang", NULL, error));
  assert_invited (training, session, "0:invited// ");
  training_change (training, clt_settings_set (conn, CLT_INVITATION_SETTING, "X1", error));
  training_change (training,
                   clt_session_invite (conn, session, training->clients, 2, "Wang", NULL, error));
  assert_invited (training, session, "0:invited/email/planned ");
}

/* One that is studied alone has neither an hour nor a room. */
static void
test_alone (Training *training, gconstpointer data)
{
  CltConn *conn = training->branch.conn;
  gint64 session = training_add_session (training, training->basics, "2026-2", 20261201, 0, -1);

  add_product (training, "V07");
  training_change (training, clt_session_publish (conn, session, error));
  invite (training, session, 5);
  training_change (training, clt_push_release (conn, count (training, "SELECT id FROM push"),
                                               clt_today (), NULL, NULL, error));
  g_assert_cmpint (count (training, "SELECT count(*) FROM message"
                                    " WHERE body = 'A1, 12月1日, 线上'"),
                   ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TRAINING_TEST ("/invitation/sent", test_sent);
  TRAINING_TEST ("/invitation/several", test_several);
  TRAINING_TEST ("/invitation/cancelled", test_cancelled);
  TRAINING_TEST ("/invitation/closed", test_closed);
  TRAINING_TEST ("/invitation/product", test_product);
  TRAINING_TEST ("/invitation/alone", test_alone);
  return g_test_run ();
}
