/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-text.h"
#include "core/delivery/clt-push.h"
#include "core/store/clt-attachment.h"
#include "delivery-fixture.h"

/* fill-queue FILE N [CHANNEL]: a new branch with N clients, accounts 80000001 …, who may have the
 * product LETTER. With CHANNEL "email" or "sms" each has a message of it in the queue; with any other
 * a push has released it to all of them today. */

static void
attach (Branch *branch, gint64 product)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("螺纹钢\n", strlen ("螺纹钢\n"));
  gint64 version;

  clt_conn_get_int (branch->conn, &version, 0, &error,
                    "SELECT id FROM product_version WHERE product_id = ?", "i", product);
  clt_attachment_add (branch->conn, "product_version", version, "晨报.txt", text, &error);
  g_assert_no_error (error);
}

static gint64
find_client (Branch *branch, int number)
{
  g_autofree char *account = g_strdup_printf ("8%07d", number);
  g_autoptr (GError) error = NULL;
  gint64 client;

  clt_conn_get_int (branch->conn, &client, 0, &error,
                    "SELECT client_id FROM account WHERE number = ?", "t", account);
  g_assert_no_error (error);
  return client;
}

static void
queue_all (Branch *branch, gint64 product, int n, const char *channel)
{
  for (int i = 1; i <= n; i++)
    {
      g_autoptr (GError) error = NULL;

      clt_message_queue (branch->conn, 0, find_client (branch, i), product, channel, clt_today (),
                         &error);
      g_assert_no_error (error);
    }
}

static void
push_all (Branch *branch, gint64 product, int n, const char *channel)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = clt_push_plan_new ();
  g_autoptr (CltPushPreview) preview = NULL;
  gint64 push;
  guint queued;

  plan->product_id = product;
  clt_set_str (&plan->channel, channel);
  clt_set_str (&plan->name, "早报");
  plan->first = plan->last = clt_today ();
  plan->targets = g_array_new (FALSE, FALSE, sizeof (CltPushTarget));
  for (int i = 1; i <= n; i++)
    {
      const CltPushTarget target = { find_client (branch, i), clt_today () };

      g_array_append_val (plan->targets, target);
    }
  preview = clt_push_preview (branch->conn, plan, &error);
  g_assert_no_error (error);
  push = clt_push_create (branch->conn, plan, preview, "me", &error);
  g_assert_no_error (error);
  clt_push_release (branch->conn, push, clt_today (), &queued, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (queued, ==, n);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Branch branch = { 0 };
  gint64 product;
  int n = argc < 3 ? 0 : atoi (argv[2]);

  if (argc < 3)
    return 2;
  branch.conn = clt_branch_open (argv[1], CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  branch_begin (&branch);
  branch_run (&branch, "INSERT INTO setting VALUES ('branch.name', '无锡营业部')", "");
  product = delivery_add_product (&branch, "LETTER");
  attach (&branch, product);
  for (int i = 1; i <= n; i++)
    delivery_add_client (&branch, i);
  branch_commit (&branch);
  branch_begin (&branch);
  if (argc > 3 && (g_str_equal (argv[3], "email") || g_str_equal (argv[3], "sms")))
    queue_all (&branch, product, n, argv[3]);
  else if (argc > 3)
    push_all (&branch, product, n, argv[3]);
  branch_commit (&branch);
  clt_conn_close (branch.conn);
  return 0;
}
