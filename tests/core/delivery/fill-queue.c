/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/store/clt-attachment.h"
#include "delivery-fixture.h"

/* fill-queue FILE N CHANNEL: a new branch with N clients, accounts 80000001 …, and for each of them a
 * message of the product LETTER in the queue; without CHANNEL only the clients and the product. */

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

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Branch branch = { 0 };
  gint64 product;

  if (argc < 3)
    return 2;
  branch.conn = clt_branch_open (argv[1], CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  branch_begin (&branch);
  product = delivery_add_product (&branch, "LETTER");
  attach (&branch, product);
  for (int i = 1; i <= atoi (argv[2]); i++)
    delivery_add_client (&branch, i);
  branch_commit (&branch);
  branch_begin (&branch);
  for (int i = 1; argc > 3 && i <= atoi (argv[2]); i++)
    {
      g_autofree char *number = g_strdup_printf ("8%07d", i);
      gint64 client;

      clt_conn_get_int (branch.conn, &client, 0, &error,
                        "SELECT client_id FROM account WHERE number = ?", "t", number);
      g_assert_no_error (error);
      clt_message_queue (branch.conn, 0, client, product, argv[3], clt_today (), &error);
      g_assert_no_error (error);
    }
  branch_commit (&branch);
  clt_conn_close (branch.conn);
  return 0;
}
