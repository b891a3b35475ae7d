/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Products in a branch of the fixture. All inside an action. */

#include "core/base/clt-text.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"

#include "../clients/branch-fixture.h"

#define CATALOGUE_AUTHOR "Li Ming"
#define CATALOGUE_APPROVER "Wang Fang"

/* A product with a draft that could be approved: 10 minutes, 2.50 yuan, SMS and telephone.
 * @category: 1 … 4, the four. */
static inline gint64
catalogue_add_product (Branch *branch, const char *code, gint64 category)
{
  g_autoptr (CltProduct) product = clt_product_new ();
  g_autoptr (CltVersion) version = clt_version_new ();
  g_autoptr (GError) error = NULL;

  clt_set_str (&product->code, code);
  product->category_id = category;
  clt_product_save (branch->conn, product, &error);
  g_assert_no_error (error);
  version->product_id = product->id;
  clt_set_str (&version->name, code);
  clt_set_str (&version->deliverable, "one page");
  clt_set_str (&version->author, CATALOGUE_AUTHOR);
  version->minutes = 10;
  version->cost = 250;
  g_ptr_array_add (version->channels, clt_product_channel_new ("sms", "", "{称呼}您好"));
  g_ptr_array_add (version->channels, clt_product_channel_new ("phone", NULL, NULL));
  clt_version_save (branch->conn, version, &error);
  g_assert_no_error (error);
  return product->id;
}

/* Approves the draft from @yyyymmdd on. */
static inline void
catalogue_approve (Branch *branch, gint64 product_id, int yyyymmdd)
{
  const CltDay day = clt_day_from_yyyymmdd (yyyymmdd);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltProduct) product = clt_product_load (branch->conn, product_id, day, &error);

  g_assert_no_error (error);
  g_assert_nonnull (product->draft);
  clt_version_approve (branch->conn, product->draft->id, CATALOGUE_APPROVER, day, &error);
  g_assert_no_error (error);
}

static inline void
catalogue_promise (Branch *branch, gint64 product_id, CltTier tier, const char *text, int yyyymmdd)
{
  g_autoptr (GError) error = NULL;
  CltRight right;

  clt_right_parse (text, &right, &error);
  g_assert_no_error (error);
  clt_matrix_set (branch->conn, product_id, tier, &right, clt_day_from_yyyymmdd (yyyymmdd), &error);
  g_assert_no_error (error);
}

/* From @yyyymmdd on the client is rated @tier. */
static inline void
catalogue_rate (Branch *branch, gint64 client_id, CltTier tier, int yyyymmdd)
{
  branch_run (branch,
              "INSERT INTO tier_history (client_id, valid_from, tier, move, average, days)"
              " VALUES (?, ?, ?, 'first', 0, 60)",
              "iii", client_id, (gint64) clt_day_from_yyyymmdd (yyyymmdd), (gint64) tier);
}
