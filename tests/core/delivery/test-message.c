/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-message.h"

#include <string.h>

#include "core/clients/clt-client.h"
#include "core/delivery/clt-address.h"
#include "core/delivery/clt-mail.h"
#include "core/delivery/clt-outbox.h"
#include "delivery-fixture.h"
#include "support/clt-test-branch.h"

/* What is queued, what becomes of it, and that nothing is sent twice. The servers themselves are in
 * tests/cli/test-mail.py. */

typedef struct
{
  Branch branch;
  gint64 product, clients[4];
} Post;

static void
set_up (Post *post, gconstpointer data)
{
  delivery_set_clock (NOW);
  branch_set_up (&post->branch, NULL);
  branch_begin (&post->branch);
  post->product = delivery_add_product (&post->branch, "P");
  for (guint i = 0; i < G_N_ELEMENTS (post->clients); i++)
    post->clients[i] = delivery_add_client (&post->branch, (int) i + 1);
  branch_commit (&post->branch);
}

static void
tear_down (Post *post, gconstpointer data)
{
  branch_tear_down (&post->branch, NULL);
}

static void
change (Post *post, const char *sql)
{
  branch_begin (&post->branch);
  branch_run (&post->branch, sql, "");
  branch_commit (&post->branch);
}

/* One action. @action: (out) (optional) */
static gint64
queue (Post *post, guint client, const char *channel, gint64 *action)
{
  g_autoptr (GError) error = NULL;
  gint64 id, done;

  branch_begin (&post->branch);
  id = clt_message_queue (post->branch.conn, 0, post->clients[client], post->product, channel,
                          clt_today (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  done = branch_commit (&post->branch);
  if (action != NULL)
    *action = done;
  return id;
}

static void
assert_refused (Post *post, guint client, const char *channel, const char *named)
{
  g_autoptr (GError) error = NULL;

  branch_begin (&post->branch);
  g_assert_cmpint (clt_message_queue (post->branch.conn, 0, post->clients[client], post->product,
                                      channel, clt_today (), &error),
                   ==, 0);
  clt_action_rollback (post->branch.conn);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  if (strstr (error->message, named) == NULL)
    g_error ("“%s” does not name %s", error->message, named);
}

static CltOutbox *
open_outbox (Post *post)
{
  g_autoptr (GError) error = NULL;
  CltOutbox *outbox = clt_outbox_open (post->branch.conn, "email", &error);

  g_assert_no_error (error);
  return outbox;
}

static CltOutgoing *
take (CltOutbox *outbox, guint *n_blocked)
{
  g_autoptr (GError) error = NULL;
  guint blocked = 0;
  CltOutgoing *outgoing = clt_outbox_take (outbox, &blocked, &error);

  g_assert_no_error (error);
  if (n_blocked != NULL)
    *n_blocked = blocked;
  else
    g_assert_cmpuint (blocked, ==, 0);
  return outgoing;
}

static void
finish (CltOutbox *outbox,
        const CltOutgoing *outgoing,
        CltMessageState state,
        CltMessageState expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (clt_outbox_finish (outbox, outgoing, state, "250 2.0.0 Ok", &error), ==,
                   expected);
  g_assert_no_error (error);
}

static CltMessageState
get_state (Post *post, gint64 id)
{
  g_autoptr (GError) error = NULL;

  for (int state = 0; state < CLT_N_MESSAGE_STATES; state++)
    {
      g_autoptr (GPtrArray) list = clt_message_list (post->branch.conn, "", state, 0, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < list->len; i++)
        if (((CltMessage *) list->pdata[i])->id == id)
          return ((CltMessage *) list->pdata[i])->state;
    }
  g_assert_not_reached ();
}

static gint64
count (Post *post, const char *sql)
{
  return clt_test_get_int (post->branch.conn, sql);
}

static void
test_queue (Post *post, gconstpointer data)
{
  gint64 mail = queue (post, 0, "email", NULL), sms = queue (post, 1, "sms", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltOutgoing) first = clt_outgoing_load (post->branch.conn, mail, &error);
  g_autoptr (CltOutgoing) second = clt_outgoing_load (post->branch.conn, sms, &error);
  g_autoptr (GPtrArray) list = clt_message_list (post->branch.conn, "email", -1, 0, &error);
  const CltMessage *message = list->pdata[0];

  g_assert_no_error (error);
  g_assert_cmpstr (first->subject, ==,
                   "致王小80000001女士的一封信：本月市场回顾与下月展望，请查收附件");
  g_assert_cmpstr (first->body, ==, "尊敬的王小80000001女士：\n.\n今天是2026年11月18日。");
  g_assert_cmpstr (first->address, ==, "c1@example.com");
  g_assert_true (g_str_has_suffix (first->reference, "@clientele.invalid"));
  g_assert_cmpint (first->created, ==, NOW);
  g_assert_cmpstr (second->address, ==, "13800000002");
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (message->state, ==, CLT_MESSAGE_QUEUED);
  g_assert_cmpstr (message->address, ==, "c***@example.com");
}

static void
test_refused (Post *post, gconstpointer data)
{
  gint64 before = count (post, "SELECT count(*) FROM message");

  change (post, "UPDATE client SET email = 'nobody' WHERE email = 'c1@example.com'");
  assert_refused (post, 0, "email", "80000001");
  change (post, "UPDATE client SET phone = '0510-82700001' WHERE email = 'c2@example.com'");
  assert_refused (post, 1, "sms", "80000002");
  assert_refused (post, 2, "phone", "phone");
  change (post, "UPDATE message_template SET body = '{投资顾问}您好' WHERE channel = 'email'");
  assert_refused (post, 2, "email", "投资顾问");
  change (post, "DELETE FROM message_template WHERE channel = 'email'");
  assert_refused (post, 2, "email", "P");
  /* the gate: the client's own no */
  change (post, "INSERT INTO refusal (id, client_id, scope, valid_from)"
                " SELECT 999001, client_id, 'all', 1 FROM account WHERE number = '80000004'");
  assert_refused (post, 3, "sms", "P");
  g_assert_cmpint (count (post, "SELECT count(*) FROM message"), ==, before);
}

static void
test_sms_text (Post *post, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltOutgoing) outgoing = NULL;

  change (post, "INSERT INTO setting VALUES ('sms.signature', '某期货'),"
                " ('sms.opt-out', '拒收请回复R')");
  outgoing = clt_outgoing_load (post->branch.conn, queue (post, 0, "sms", NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outgoing->body, ==,
                   "【某期货】王小80000001女士您好，请查收今日早报。拒收请回复R");
  g_assert_cmpstr (outgoing->subject, ==, "");
  change (post, "UPDATE message_template SET body = '您【好】吗' WHERE channel = 'sms'");
  assert_refused (post, 1, "sms", "【】");
}

static void
assert_on_card (Post *post, guint client, const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
    clt_client_timeline (post->branch.conn, post->clients[client], &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    n += g_str_equal (((CltTimelineItem *) items->pdata[i])->kind, kind);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_sent (Post *post, gconstpointer data)
{
  gint64 id = queue (post, 0, "email", NULL);
  g_autoptr (CltOutbox) outbox = open_outbox (post);
  g_autoptr (CltOutgoing) outgoing = take (outbox, NULL);

  g_assert_cmpint (outgoing->id, ==, id);
  /* durable before the first byte: another connection sees it */
  g_assert_cmpint (count (post, "SELECT count(*) FROM message_state WHERE state = 'sending'"), ==,
                   1);
  g_assert_null (take (outbox, NULL));
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 0);
  finish (outbox, outgoing, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
  g_assert_null (take (outbox, NULL));
  g_assert_cmpint (get_state (post, id), ==, CLT_MESSAGE_SENT);
  assert_on_card (post, 0, "delivery");
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery d JOIN message m ON m.id ="
                                " d.message_id WHERE d.client_id = m.client_id AND d.channel ="
                                " 'email' AND d.day = 20775 AND d.minutes = 10 AND d.cost = 250"),
                   ==, 1);
}

static void
test_retry (Post *post, gconstpointer data)
{
  static const int delays[] = { 60, 240, 960, 3840 };
  gint64 id = queue (post, 0, "email", NULL), now = NOW;
  g_autoptr (CltOutbox) outbox = open_outbox (post);
  guint left;
  gint64 next;

  for (guint i = 0; i <= G_N_ELEMENTS (delays); i++)
    {
      g_autoptr (CltOutgoing) outgoing = take (outbox, NULL);
      gboolean last = i == G_N_ELEMENTS (delays);

      g_assert_cmpint (outgoing->attempts, ==, i + 1);
      finish (outbox, outgoing, CLT_MESSAGE_RETRY, last ? CLT_MESSAGE_FAILED : CLT_MESSAGE_RETRY);
      g_assert_cmpint (get_state (post, id), ==, last ? CLT_MESSAGE_FAILED : CLT_MESSAGE_RETRY);
      g_assert_true (clt_outbox_get_left (outbox, &left, &next, NULL));
      g_assert_cmpuint (left, ==, last ? 0 : 1);
      g_assert_cmpint (next, ==, last ? 0 : now + delays[i]);
      if (last)
        break;
      /* not a second early */
      delivery_set_clock (now + delays[i] - 1);
      g_assert_null (take (outbox, NULL));
      now += delays[i];
      delivery_set_clock (now);
    }
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 0);
}

static void
test_put_back (Post *post, gconstpointer data)
{
  gint64 id = queue (post, 0, "email", NULL);
  g_autoptr (CltOutbox) outbox = open_outbox (post);
  g_autoptr (CltOutgoing) first = take (outbox, NULL);
  g_autoptr (CltOutgoing) second = NULL;

  finish (outbox, first, CLT_MESSAGE_QUEUED, CLT_MESSAGE_QUEUED);
  g_assert_cmpint (get_state (post, id), ==, CLT_MESSAGE_QUEUED);
  g_assert_cmpint (count (post, "SELECT count(*) FROM message_state"), ==, 0);
  second = take (outbox, NULL);
  g_assert_cmpint (second->attempts, ==, 1);
  finish (outbox, second, CLT_MESSAGE_RETRY, CLT_MESSAGE_RETRY);
}

static void
test_bounce (Post *post, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltOutgoing) outgoing = NULL;
  g_autofree char *answer = NULL;
  CltOutbox *outbox;
  gint64 at;

  queue (post, 0, "email", NULL);
  outbox = open_outbox (post);
  outgoing = take (outbox, NULL);
  finish (outbox, outgoing, CLT_MESSAGE_BOUNCED, CLT_MESSAGE_BOUNCED);
  clt_outbox_close (outbox);
  g_assert_true (
    clt_message_get_bounce (post->branch.conn, post->clients[0], &at, &answer, &error));
  g_assert_cmpint (at, ==, NOW);
  g_assert_cmpstr (answer, ==, "250 2.0.0 Ok");
  assert_on_card (post, 0, "bounced");
  assert_refused (post, 0, "email", "2026-11-18 10:00");
  /* a corrected address is a new one */
  change (post, "UPDATE client SET email = 'right@example.com' WHERE email = 'c1@example.com'");
  g_assert_true (clt_message_get_bounce (post->branch.conn, post->clients[0], &at, NULL, &error));
  g_assert_cmpint (at, ==, 0);
  queue (post, 0, "email", NULL);
}

/* The queue is asked once more at the last moment. */
static void
test_late_refusal (Post *post, gconstpointer data)
{
  g_autoptr (CltOutbox) outbox = NULL;
  gint64 id = queue (post, 0, "email", NULL);
  guint blocked;

  change (post, "INSERT INTO consent (id, client_id, channel, given, valid_from)"
                " SELECT 999002, client_id, 'email', 0, 20770 FROM account"
                " WHERE number = '80000001'");
  outbox = open_outbox (post);
  g_assert_null (take (outbox, &blocked));
  g_assert_cmpuint (blocked, ==, 1);
  g_assert_cmpint (get_state (post, id), ==, CLT_MESSAGE_FAILED);
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 0);
}

static void
test_crash (Post *post, gconstpointer data)
{
  gint64 id = queue (post, 0, "email", NULL), other = queue (post, 1, "email", NULL);
  g_autoptr (GError) error = NULL;
  CltOutbox *outbox = open_outbox (post);

  g_autoptr (CltOutgoing) outgoing = take (outbox, NULL);
  /* while somebody sends nobody else does, and what is on its way is no riddle */
  g_assert_null (clt_outbox_open (post->branch.conn, "email", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (clt_outbox_is_open (post->branch.conn));
  g_assert_cmpint (get_state (post, id), ==, CLT_MESSAGE_SENDING);
  g_assert_false (clt_message_settle (post->branch.conn, id, CLT_SETTLE_SENT, "me", NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY);
  /* the process ends: its lock goes, the state stays */
  clt_outbox_close (outbox);
  g_assert_false (clt_outbox_is_open (post->branch.conn));
  g_assert_cmpint (get_state (post, id), ==, CLT_MESSAGE_UNKNOWN);
  outbox = open_outbox (post);
  g_assert_cmpuint (clt_outbox_get_found (outbox), ==, 1);
  g_clear_pointer (&outgoing, clt_outgoing_free);
  outgoing = take (outbox, NULL);
  g_assert_cmpint (outgoing->id, ==, other);
  finish (outbox, outgoing, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
  g_assert_null (take (outbox, NULL));
  g_assert_cmpint (get_state (post, id), ==, CLT_MESSAGE_UNKNOWN);
  clt_outbox_close (outbox);
}

static void
test_settle (Post *post, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 ids[3];
  CltOutbox *outbox;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CltOutgoing) outgoing = NULL;

      ids[i] = queue (post, i, "email", NULL);
      outbox = open_outbox (post);
      outgoing = take (outbox, NULL);
      if (i == 2)
        finish (outbox, outgoing, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
      clt_outbox_close (outbox);
    }
  delivery_set_clock (NOW + 86400);
  g_assert_true (
    clt_message_settle (post->branch.conn, ids[0], CLT_SETTLE_SENT, "me", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (
    clt_message_settle (post->branch.conn, ids[1], CLT_SETTLE_AGAIN, "me", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (
    clt_message_settle (post->branch.conn, ids[2], CLT_SETTLE_AGAIN, "me", NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (clt_message_settle (post->branch.conn, 1, CLT_SETTLE_SENT, "me", NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (get_state (post, ids[0]), ==, CLT_MESSAGE_SENT);
  g_assert_cmpint (get_state (post, ids[1]), ==, CLT_MESSAGE_RETRY);
  /* it is logged for the day on which it went out, not for that of the decision */
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery WHERE day = 20775"), ==, 2);
  g_clear_error (&error);
  g_assert_false (
    clt_message_settle (post->branch.conn, ids[0], CLT_SETTLE_SENT, "me", NULL, &error));
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 2);
  outbox = open_outbox (post);
  {
    g_autoptr (CltOutgoing) again = take (outbox, NULL);

    g_assert_cmpint (again->id, ==, ids[1]);
    finish (outbox, again, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
  }
  clt_outbox_close (outbox);
}

static void
test_undo (Post *post, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltOutbox) outbox = NULL;
  g_autoptr (CltOutgoing) outgoing = NULL;
  g_autofree char *before = clt_test_hash_branch (post->branch.conn);
  g_autofree char *undone = NULL;
  gint64 action;

  queue (post, 0, "email", &action);
  g_assert_true (clt_action_undo (post->branch.conn, action, "me", NULL, NULL, &error));
  g_assert_no_error (error);
  undone = clt_test_hash_branch (post->branch.conn);
  g_assert_cmpstr (undone, ==, before);
  g_assert_true (clt_action_redo (post->branch.conn, action, "me", NULL, NULL, &error));
  g_assert_no_error (error);
  outbox = open_outbox (post);
  outgoing = take (outbox, NULL);
  /* it may have left already */
  g_assert_false (clt_action_undo (post->branch.conn, action, "me", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY);
  g_assert_nonnull (strstr (error->message, "sent"));
  g_clear_error (&error);
  finish (outbox, outgoing, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
  g_assert_false (clt_action_undo (post->branch.conn, action, "me", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY);
  g_assert_nonnull (strstr (error->message, "sent"));
  g_assert_cmpint (count (post, "SELECT count(*) FROM message"), ==, 1);
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 1);
}

/* Listeners learn of what the queue writes, as of an action. */
static void
test_touched (Post *post, gconstpointer data)
{
  g_autoptr (CltOutbox) outbox = NULL;
  g_autoptr (CltOutgoing) outgoing = NULL;
  g_autoptr (CltTouched) touched = NULL;
  gint64 id = queue (post, 0, "email", NULL);
  gint64 n_actions = count (post, "SELECT count(*) FROM action");

  outbox = open_outbox (post);
  outgoing = take (outbox, NULL);
  finish (outbox, outgoing, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
  touched = clt_conn_dup_last_touched (post->branch.conn);
  g_assert_nonnull (clt_touched_get_rows (touched, "delivery"));
  g_assert_cmpint (g_array_index (clt_touched_get_rows (touched, "message_state"), gint64, 0), ==,
                   id);
  g_assert_cmpint (count (post, "SELECT count(*) FROM action"), ==, n_actions);
}

static void
test_server (Post *post, gconstpointer data)
{
  static const struct
  {
    const char *name, *value;
  } bad[] = {
    { "host", "a b" },
    { "host", "x/y" },
    { "port", "0" },
    { "port", "70000" },
    { "port", "25x" },
    { "security", "ssl" },
    { "from", "nobody" },
    { "from", "a@b@c.cn" },
    { "unsubscribe", "http://x" },
    { "unsubscribe", "https://x/ >" },
    { "timeout", "0" },
    { "from-name", "a\r\nBcc: x@y.cn" },
    { "password", "secret" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltMailServer) server = NULL;

  g_assert_null (clt_mail_server_load (post->branch.conn, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  branch_begin (&post->branch);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_clear_error (&error);
      if (clt_mail_server_set (post->branch.conn, bad[i].name, bad[i].value, &error))
        g_error ("%s=%s was accepted", bad[i].name, bad[i].value);
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
  g_clear_error (&error);
  g_assert_true (clt_mail_server_set (post->branch.conn, "host", "mail.example.com", &error));
  g_assert_true (clt_mail_server_set (post->branch.conn, "from", "a@example.com", &error));
  g_assert_true (clt_mail_server_set (post->branch.conn, "security", "none", &error));
  branch_commit (&post->branch);
  /* in the clear only to this very machine */
  g_assert_null (clt_mail_server_load (post->branch.conn, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  branch_begin (&post->branch);
  g_assert_true (clt_mail_server_set (post->branch.conn, "security", "", &error));
  branch_commit (&post->branch);
  server = clt_mail_server_load (post->branch.conn, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server->security, ==, "starttls");
  g_assert_cmpint (server->port, ==, 587);
}

static void
test_address (void)
{
  static const struct
  {
    const char *text, *email, *mobile, *tel;
  } cases[] = {
    { " a.b+c@Example.com ", "a.b+c@example.com", NULL, NULL },
    { "a@b@c.cn", NULL, NULL, NULL },
    { "a@b.cn>\r\nRCPT TO:<x@y.cn", NULL, NULL, NULL },
    { "a b@c.cn", NULL, NULL, NULL },
    { "@c.cn", NULL, NULL, NULL },
    { "a@.cn", NULL, NULL, NULL },
    { "a@c..cn", NULL, NULL, NULL },
    { "张@c.cn", NULL, NULL, NULL },
    { "13800138000", NULL, "13800138000", "tel:+8613800138000" },
    { "+86 138-0013-8000", NULL, "13800138000", "tel:+8613800138000" },
    { "0086 13800138000", NULL, "13800138000", "tel:+8613800138000" },
    { "0510-82700001", NULL, NULL, "tel:+8651082700001" },
    { "12800138000", NULL, NULL, "tel:12800138000" },
    { "95588", NULL, NULL, "tel:95588" },
    { "+1 202 555 0100", NULL, NULL, "tel:+12025550100" },
    { "", NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *email = clt_address_parse_email (cases[i].text);
      g_autofree char *mobile = clt_address_parse_mobile (cases[i].text);
      g_autofree char *tel = clt_address_build_tel (cases[i].text);

      g_assert_cmpstr (email, ==, cases[i].email);
      g_assert_cmpstr (mobile, ==, cases[i].mobile);
      if (strchr (cases[i].text, '@') == NULL)
        g_assert_cmpstr (tel, ==, cases[i].tel);
    }
}

static CltSettled *
settle (Post *post, gint64 id, CltSettlement settlement)
{
  g_autoptr (GError) error = NULL;
  CltSettled *settled = NULL;

  g_assert_true (clt_message_settle (post->branch.conn, id, settlement, "me", &settled, &error));
  g_assert_no_error (error);
  return settled;
}

static void
unsettle (Post *post, const CltSettled *settled)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (clt_message_unsettle (post->branch.conn, settled, &error));
  g_assert_no_error (error);
}

/* Each verdict can be taken back to the last byte of the row, and the log with it; but not once
 * something has come of it. */
static void
test_unsettle (Post *post, gconstpointer data)
{
  static const char *const row =
    "SELECT count(*) FROM message_state WHERE state = 'unknown' AND attempts = 1 AND next IS NULL";
  gint64 id = queue (post, 0, "email", NULL);
  g_autoptr (CltOutbox) outbox = open_outbox (post);
  g_autoptr (CltOutgoing) outgoing = take (outbox, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltSettled) again = NULL;

  finish (outbox, outgoing, CLT_MESSAGE_UNKNOWN, CLT_MESSAGE_UNKNOWN);
  for (CltSettlement settlement = 0; settlement <= CLT_SETTLE_FAILED; settlement++)
    {
      g_autoptr (CltSettled) settled = settle (post, id, settlement);

      g_assert_cmpint (count (post, row), ==, 0);
      g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==,
                       settlement == CLT_SETTLE_SENT);
      unsettle (post, settled);
      g_assert_cmpint (count (post, row), ==, 1);
      g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 0);
    }
  again = settle (post, id, CLT_SETTLE_AGAIN);
  g_clear_pointer (&outgoing, clt_outgoing_free);
  outgoing = take (outbox, NULL);
  finish (outbox, outgoing, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
  g_assert_false (clt_message_unsettle (post->branch.conn, again, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

/* A mail that comes back after it was taken was not delivered: it leaves the log, and the address
 * gets no further one. */
static void
test_came_back (Post *post, gconstpointer data)
{
  gint64 id = queue (post, 0, "email", NULL);
  g_autoptr (CltOutbox) outbox = open_outbox (post);
  g_autoptr (CltOutgoing) outgoing = take (outbox, NULL);
  g_autoptr (CltSettled) settled = NULL;

  finish (outbox, outgoing, CLT_MESSAGE_SENT, CLT_MESSAGE_SENT);
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 1);
  settled = settle (post, id, CLT_SETTLE_BOUNCED);
  g_assert_cmpint (get_state (post, id), ==, CLT_MESSAGE_BOUNCED);
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery"), ==, 0);
  assert_refused (post, 0, "email", "refused");
  unsettle (post, settled);
  g_assert_cmpint (count (post, "SELECT count(*) FROM delivery WHERE message_id <> 0"), ==, 1);
  delivery_set_clock (NOW + 30 * 86400);
  queue (post, 0, "email", NULL);
}

static void
test_summary (Post *post, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltOutbox) outbox = NULL;
  g_autoptr (CltOutgoing) outgoing = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CltOutboxSummary summary;
  const gint64 missing = 999;
  gint64 first = queue (post, 0, "email", NULL), second = queue (post, 1, "email", NULL);

  outbox = open_outbox (post);
  outgoing = take (outbox, NULL);
  g_assert_true (clt_outbox_summary (post->branch.conn, "email", &summary, &error));
  g_assert_cmpuint (summary.n[CLT_MESSAGE_SENDING], ==, 1);
  g_assert_cmpuint (summary.n[CLT_MESSAGE_QUEUED], ==, 1);
  g_clear_pointer (&outbox, clt_outbox_close);
  /* nobody sends any more: it was left in the middle */
  g_assert_true (clt_outbox_summary (post->branch.conn, "", &summary, &error));
  g_assert_cmpuint (summary.n[CLT_MESSAGE_SENDING], ==, 0);
  g_assert_cmpuint (summary.n[CLT_MESSAGE_UNKNOWN], ==, 1);
  g_assert_true (clt_outbox_summary (post->branch.conn, "sms", &summary, &error));
  g_assert_cmpuint (summary.n[CLT_MESSAGE_QUEUED], ==, 0);

  ids = clt_message_ids (post->branch.conn, -1, "", &error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, first);
  g_array_append_val (ids, missing);
  rows = clt_message_rows (post->branch.conn, (const gint64 *) (gpointer) ids->data, 3, &error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (((CltMessage *) rows->pdata[1])->id, ==, second);
  g_assert_cmpint (((CltMessage *) rows->pdata[0])->state, ==, CLT_MESSAGE_UNKNOWN);
  g_assert_null (rows->pdata[2]);
  g_assert_no_error (error);
}

#define ADD(name, func) g_test_add ("/message/" name, Post, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("queue", test_queue);
  ADD ("refused", test_refused);
  ADD ("sms-text", test_sms_text);
  ADD ("sent", test_sent);
  ADD ("retry", test_retry);
  ADD ("put-back", test_put_back);
  ADD ("bounce", test_bounce);
  ADD ("late-refusal", test_late_refusal);
  ADD ("crash", test_crash);
  ADD ("settle", test_settle);
  ADD ("unsettle", test_unsettle);
  ADD ("came-back", test_came_back);
  ADD ("summary", test_summary);
  ADD ("undo", test_undo);
  ADD ("touched", test_touched);
  ADD ("server", test_server);
  g_test_add_func ("/address", test_address);
  return g_test_run ();
}
