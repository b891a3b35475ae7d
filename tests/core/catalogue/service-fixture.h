/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Products, clients who may have them, and what stands in their way. All inside an action. */

#include "../clients/branch-fixture.h"
#include "core/catalogue/clt-delivery.h"

#define DAY(yyyymmdd) ((gint64) clt_day_from_yyyymmdd (yyyymmdd))

/* An approved product of category @category (1 … 4) with every channel, from 2020 on. */
static inline gint64
service_add_product (Branch *branch, const char *code, int category, int risk)
{
  static const char *const channels[] = {
    "email", "sms", "phone", "onsite", "website", "software"
  };
  gint64 product = branch_new_id (branch), version = branch_new_id (branch);

  branch_run (branch, "INSERT INTO product (id, code, category_id) VALUES (?, ?, ?)", "iti",
              product, code, (gint64) category);
  branch_run (branch,
              "INSERT INTO product_version (id, product_id, number, state, name, deliverable, risk,"
              " minutes, cost, author, created, approver, approved, valid_from)"
              " VALUES (?, ?, 1, 'approved', ?, 'd', ?, 10, 250, 'a', 0, 'b', 0, ?)",
              "iitii", version, product, code, (gint64) risk, DAY (20200101));
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      branch_run (branch, "INSERT INTO product_channel VALUES (?, ?, ?)", "iti", version,
                  channels[i], (gint64) i);
      branch_run (branch, "INSERT INTO message_template VALUES (?, ?, 's', 'b')", "it", version,
                  channels[i]);
    }
  return product;
}

static inline void
service_set_version (Branch *branch, gint64 product, const char *column, gint64 value)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE product_version SET %s = ? WHERE product_id = ?", column);

  branch_run (branch, sql, "ii", value, product);
}

static inline void
service_grade (Branch *branch, gint64 client, const char *level, int lowest, int assessed)
{
  branch_run (branch,
              "INSERT INTO grade (id, client_id, level, lowest, assessed) VALUES (?, ?, ?, ?, ?)",
              "iitii", branch_new_id (branch), client, level, (gint64) lowest, DAY (assessed));
}

static inline void
service_consent (Branch *branch, gint64 client, const char *channel, int given, int from)
{
  branch_run (branch,
              "INSERT INTO consent (id, client_id, channel, given, valid_from)"
              " VALUES (?, ?, ?, ?, ?)",
              "iitii", branch_new_id (branch), client, channel, (gint64) given, DAY (from));
}

static inline void
service_tier (Branch *branch, gint64 client, int tier, int from)
{
  branch_run (branch, "INSERT INTO tier_history VALUES (?, ?, ?, 'first', 0, 60)", "iii", client,
              DAY (from), (gint64) tier);
}

static inline gint64
service_add_staff (Branch *branch, const char *number, const char *role, const char *licence)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch,
              "INSERT INTO staff (id, number, name, role, licence) VALUES (?1, ?2, ?2, ?3, ?4)",
              "ittt", id, number, role, licence);
  return id;
}

static inline void
service_assign (Branch *branch, gint64 client, gint64 staff, const char *relation, int from)
{
  branch_run (branch,
              "INSERT INTO assignment (id, client_id, staff_id, relation, valid_from)"
              " VALUES (?, ?, ?, ?, ?)",
              "iiiti", branch_new_id (branch), client, staff, relation, DAY (from));
}

/* A client to whom nothing is forbidden: C5, all consents, phone and address, high-end. */
static inline gint64
service_add_client (Branch *branch, const char *number)
{
  gint64 id = branch_add_client (branch, number, number, 20200101);

  branch_run (branch, "UPDATE client SET phone = '13800000000', email = 'a@b.cn' WHERE id = ?", "i",
              id);
  service_grade (branch, id, "C5", 0, 20260101);
  service_consent (branch, id, "sms", 1, 20200101);
  service_consent (branch, id, "email", 1, 20200101);
  service_consent (branch, id, "phone", 1, 20200101);
  service_tier (branch, id, CLT_TIER_HIGH_END, 20200102);
  return id;
}
