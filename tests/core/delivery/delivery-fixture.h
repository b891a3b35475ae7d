/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A product with texts to send and clients who may have it. */

#include "../catalogue/service-fixture.h"
#include "core/delivery/clt-message.h"

#define TODAY 20261118
/* 2026-11-18 10:00 in Shanghai */
#define NOW (DAY (TODAY) * 86400 + 2 * 3600)

static inline void
delivery_set_clock (gint64 at)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, at);

  g_setenv ("CLT_NOW", text, TRUE);
}

/* Inside an action: @code with a letter and a short message. */
static inline gint64
delivery_add_product (Branch *branch, const char *code)
{
  gint64 product = service_add_product (branch, code, 2, 1);

  branch_run (
    branch,
    "UPDATE message_template SET subject = '致{称呼}的一封信：本月市场回顾与下月展望，请查收附件',"
    " body = '尊敬的{称呼}：' || char (10) || '.' || char (10) || '今天是{日期}。'"
    " WHERE channel = 'email'",
    "");
  branch_run (branch,
              "UPDATE message_template SET subject = '', body = '{称呼}您好，请查收今日早报。'"
              " WHERE channel = 'sms'",
              "");
  branch_run (branch,
              "UPDATE message_template SET subject = '', body = '{称呼}您好，这里是{营业部}。'"
              " WHERE channel = 'phone'",
              "");
  branch_run (branch,
              "UPDATE message_template SET subject = '<b>{营业部}</b> 公告',"
              " body = 'a < b & c' || char (10) || char (10) || '{日期}，{层级}'"
              " WHERE channel IN ('website', 'software')",
              "");
  return product;
}

/* Inside an action. */
static inline gint64
delivery_add_client (Branch *branch, int number)
{
  g_autofree char *account = g_strdup_printf ("8%07d", number);
  g_autofree char *email = g_strdup_printf ("c%d@example.com", number);
  g_autofree char *phone = g_strdup_printf ("138%08d", number);
  gint64 client = service_add_client (branch, account);

  branch_run (branch,
              "UPDATE client SET name = '王小' || ?, gender = 'female', email = ?, phone = ?"
              " WHERE id = ?",
              "ttti", account, email, phone, client);
  return client;
}
