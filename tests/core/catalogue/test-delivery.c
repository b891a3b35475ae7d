/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-delivery.h"

#include <string.h>

#include "service-fixture.h"

#define TODAY 20261118
#define NOW "1794974400" /* that day at noon in Shanghai */

typedef struct
{
  Branch branch;
  gint64 product, client, manager;
} Log;

static void
set_up (Log *log, gconstpointer data)
{
  branch_set_up (&log->branch, NULL);
  branch_begin (&log->branch);
  log->product = service_add_product (&log->branch, "P", 2, 3);
  log->client = service_add_client (&log->branch, "1001");
  log->manager = service_add_staff (&log->branch, "M1", "manager", "");
  branch_commit (&log->branch);
}

static void
tear_down (Log *log, gconstpointer data)
{
  branch_tear_down (&log->branch, NULL);
}

static CltDelivery *
make (Log *log, const char *channel, int day)
{
  CltDelivery *delivery = clt_delivery_new ();

  delivery->client_id = log->client;
  delivery->product_id = log->product;
  delivery->day = clt_day_from_yyyymmdd (day);
  g_free (delivery->channel);
  delivery->channel = g_strdup (channel);
  return delivery;
}

static gint64
count (Log *log)
{
  gint64 n = -1;

  clt_conn_get_int (log->branch.conn, &n, 0, NULL, "SELECT count(*) FROM delivery", "");
  return n;
}

/* Saves in an action of its own. */
static gboolean
save (Log *log, CltDelivery *delivery, const char *reason)
{
  g_autoptr (GError) error = NULL;
  gint64 before = count (log);
  gboolean saved;

  branch_begin (&log->branch);
  saved = clt_delivery_save (log->branch.conn, delivery, &error);
  if (saved)
    {
      g_assert_no_error (error);
      branch_commit (&log->branch);
      g_assert_cmpint (count (log), ==, before + 1);
      return TRUE;
    }
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  if (reason != NULL && strstr (error->message, reason) == NULL)
    g_error ("“%s” does not name “%s”", error->message, reason);
  clt_action_rollback (log->branch.conn);
  g_assert_cmpint (count (log), ==, before);
  return FALSE;
}

static void
test_save (Log *log, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltDelivery) delivery = make (log, "phone", TODAY);
  g_autoptr (GPtrArray) list = NULL;
  const CltDelivery *found;

  g_assert_true (save (log, delivery, NULL));
  list = clt_delivery_list (log->branch.conn, log->client, 0, CLT_DAY_NONE, CLT_DAY_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  found = list->pdata[0];
  g_assert_cmpint (found->id, ==, delivery->id);
  g_assert_cmpint (found->minutes, ==, 10); /* of the version */
  g_assert_cmpint (found->cost, ==, 250);
  g_assert_cmpint (found->version_id, !=, 0);
  g_assert_cmpint (found->at, ==, clt_now ());
  g_assert_nonnull (strstr (found->evidence, "\"grade\":\"C5\""));

  branch_begin (&log->branch);
  g_assert_true (clt_delivery_delete (log->branch.conn, found->id, &error));
  branch_commit (&log->branch);
  g_assert_cmpint (count (log), ==, 0);
}

static void
test_blocked (Log *log, gconstpointer data)
{
  g_autoptr (CltDelivery) blocked = make (log, "phone", TODAY);
  g_autoptr (CltDelivery) ahead = make (log, "phone", 20261119);

  g_assert_false (save (log, ahead, "ahead"));
  branch_begin (&log->branch);
  service_grade (&log->branch, log->client, "C1", 1, 20260601);
  branch_commit (&log->branch);
  g_assert_false (save (log, blocked, clt_block_get_label (CLT_BLOCK_LOWEST)));
}

/* Asked for above his grade: with the warning on file; never by the lowest class. */
static void
test_requested (Log *log, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) warning = g_bytes_new_static ("signed", 6);
  g_autoptr (CltDelivery) early = make (log, "phone", TODAY);
  g_autoptr (CltDelivery) push = make (log, "phone", TODAY);
  g_autoptr (CltDelivery) warned = make (log, "phone", TODAY);
  g_autoptr (CltDelivery) lowest = make (log, "phone", TODAY);

  branch_begin (&log->branch);
  service_grade (&log->branch, log->client, "C1", 0, 20260601);
  branch_commit (&log->branch);
  early->requested = warned->requested = lowest->requested = TRUE;
  g_assert_false (save (log, early, clt_block_get_label (CLT_BLOCK_RISK)));
  branch_begin (&log->branch);
  g_assert_cmpint (clt_request_add (log->branch.conn, log->client, log->product,
                                    clt_day_from_yyyymmdd (TODAY), 0, "w.pdf", warning, "", &error),
                   !=, 0);
  branch_commit (&log->branch);
  g_assert_false (save (log, push, clt_block_get_label (CLT_BLOCK_RISK)));
  g_assert_true (save (log, warned, NULL));
  g_assert_nonnull (strstr (warned->evidence, "\"request\":"));
  branch_begin (&log->branch);
  branch_run (&log->branch, "UPDATE grade SET lowest = 1", "");
  branch_commit (&log->branch);
  g_assert_false (save (log, lowest, clt_block_get_label (CLT_BLOCK_LOWEST)));
}

static void
set_override (CltDelivery *delivery, const char *who, const char *reason)
{
  g_free (delivery->override_who);
  g_free (delivery->override_reason);
  delivery->override_who = g_strdup (who);
  delivery->override_reason = g_strdup (reason);
}

static void
test_override (Log *log, gconstpointer data)
{
  g_autoptr (CltDelivery) first = make (log, "phone", TODAY);
  g_autoptr (CltDelivery) second = make (log, "sms", TODAY);

  g_assert_true (save (log, first, NULL));
  g_assert_false (save (log, second, clt_block_get_label (CLT_BLOCK_GAP)));
  set_override (second, "somebody", "margin call");
  g_assert_false (save (log, second, "somebody"));
  set_override (second, "M1", " ");
  g_assert_false (save (log, second, "why"));
  set_override (second, "M1", "margin call");
  branch_begin (&log->branch);
  service_consent (&log->branch, log->client, "sms", 0, TODAY);
  branch_commit (&log->branch);
  g_assert_false (save (log, second, clt_block_get_label (CLT_BLOCK_NO_CONSENT)));
  branch_begin (&log->branch);
  service_consent (&log->branch, log->client, "sms", 1, TODAY);
  branch_commit (&log->branch);
  g_assert_true (save (log, second, NULL));
}

/* A message is written down as it happened, once, outside of any action. */
static void
test_message (Log *log, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 message, version;

  branch_begin (&log->branch);
  message = branch_new_id (&log->branch);
  clt_conn_get_int (log->branch.conn, &version, 0, &error, "SELECT id FROM product_version", "");
  branch_run (&log->branch,
              "INSERT INTO message (id, client_id, product_id, version_id, channel, address, body,"
              " reference, created) VALUES (?, ?, ?, ?, 'email', 'a@b.cn', '', 'r', 0)",
              "iiii", message, log->client, log->product, version);
  service_consent (&log->branch, log->client, "email", 0, TODAY); /* after it had left */
  branch_commit (&log->branch);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (CltDelivery) delivery = make (log, "email", TODAY);

      delivery->message_id = message;
      g_assert_true (clt_delivery_save (log->branch.conn, delivery, &error));
      g_assert_no_error (error);
      g_assert_cmpint (count (log), ==, 1);
    }
  {
    g_autoptr (CltDelivery) other = make (log, "sms", TODAY);

    other->message_id = message; /* it was an e-mail */
    g_assert_false (save (log, other, NULL));
  }
  branch_begin (&log->branch);
  g_assert_false (clt_delivery_delete (log->branch.conn, message, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  clt_action_rollback (log->branch.conn);
}

#define ADD(path, func) g_test_add ("/delivery/" path, Log, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", NOW, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("save", test_save);
  ADD ("blocked", test_blocked);
  ADD ("requested", test_requested);
  ADD ("override", test_override);
  ADD ("message", test_message);
  return g_test_run ();
}
