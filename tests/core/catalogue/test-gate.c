/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-gate.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "service-fixture.h"

#define TODAY 20261118 /* a Wednesday */

/* One client whom nothing blocks, and a product of risk R3 in "research". */
typedef struct
{
  Branch branch;
  gint64 product, client;
} Gate;

static void
set_up (Gate *gate, gconstpointer data)
{
  branch_set_up (&gate->branch, NULL);
  branch_begin (&gate->branch);
  gate->product = service_add_product (&gate->branch, "P", 2, 3);
  gate->client = service_add_client (&gate->branch, "1001");
  branch_commit (&gate->branch);
}

static void
tear_down (Gate *gate, gconstpointer data)
{
  branch_tear_down (&gate->branch, NULL);
}

static CltGateQuestion
ask (Gate *gate, int day, const char *channel)
{
  return (CltGateQuestion){ .product_id = gate->product,
                            .channel = channel,
                            .day = clt_day_from_yyyymmdd (day),
                            .push = TRUE };
}

static guint
get_blocks (Gate *gate, CltGateQuestion question)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) verdicts =
    clt_gate_check_all (gate->branch.conn, &question, &gate->client, 1, &error);
  guint blocks;
  gboolean free;

  g_assert_no_error (error);
  g_assert_cmpuint (verdicts->len, ==, 1);
  blocks = ((CltVerdict *) verdicts->pdata[0])->blocks;
  /* the door of the last moment judges the same */
  free = clt_gate_check (gate->branch.conn, &question, gate->client, 0, &error);
  g_assert_cmpint (free, ==, blocks == 0);
  if (blocks == 0)
    return 0;
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  /* who is refused is told what to do */
  g_assert_cmpstr (clt_block_set_get_remedy (blocks), !=, "");
  g_assert_true (g_str_has_suffix (error->message, clt_block_set_get_remedy (blocks)));
  return blocks;
}

static guint
blocks_on (Gate *gate, int day)
{
  return get_blocks (gate, ask (gate, day, "sms"));
}

static guint
blocks_by (Gate *gate, const char *channel)
{
  return get_blocks (gate, ask (gate, TODAY, channel));
}

#define change(gate, ...)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    branch_begin (&(gate)->branch);                                                                \
    __VA_ARGS__;                                                                                   \
    branch_commit (&(gate)->branch);                                                               \
  }                                                                                                \
  G_STMT_END

static void
set_grade (Gate *gate, const char *level, int lowest, int assessed)
{
  change (gate, {
    branch_run (&gate->branch, "DELETE FROM grade WHERE client_id = ?", "i", gate->client);
    if (level != NULL)
      service_grade (&gate->branch, gate->client, level, lowest, assessed);
  });
}

static void
set_risk (Gate *gate, int risk)
{
  change (gate, service_set_version (&gate->branch, gate->product, "risk", risk));
}

static void
set_client (Gate *gate, const char *column, const char *value)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE client SET %s = ? WHERE id = ?", column);

  change (gate, branch_run (&gate->branch, sql, "ti", value, gate->client));
}

static void
test_free (Gate *gate, gconstpointer data)
{
  static const char *const channels[] = {
    "email", "sms", "phone", "onsite", "website", "software"
  };

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    g_assert_cmphex (blocks_by (gate, channels[i]), ==, 0);
}

/* C_k may take R_1 … R_k, and no more. */
static void
test_levels (Gate *gate, gconstpointer data)
{
  for (int risk = 1; risk <= 5; risk++)
    {
      set_risk (gate, risk);
      for (int grade = 1; grade <= 5; grade++)
        {
          char level[] = { 'C', (char) ('0' + grade), '\0' };

          set_grade (gate, level, 0, 20260101);
          g_assert_cmphex (blocks_on (gate, TODAY), ==, risk > grade ? CLT_BLOCK_RISK : 0);
        }
    }
}

static void
test_lowest (Gate *gate, gconstpointer data)
{
  set_grade (gate, "C1", 1, 20260101);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_RISK | CLT_BLOCK_LOWEST);
  set_risk (gate, 1);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
}

static void
test_no_grade (Gate *gate, gconstpointer data)
{
  set_grade (gate, NULL, 0, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_GRADE);
  set_risk (gate, 1);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_GRADE);
  /* one that is assessed tomorrow is none today */
  set_grade (gate, "C5", 0, 20261119);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_GRADE);
  g_assert_cmphex (blocks_on (gate, 20261119), ==, 0);
}

static void
test_expired (Gate *gate, gconstpointer data)
{
  /* 24 months by rule: good on the last day, not after it */
  set_grade (gate, "C5", 0, 20241118);
  g_assert_cmphex (blocks_on (gate, 20261118), ==, 0);
  g_assert_cmphex (blocks_on (gate, 20261119), ==, CLT_BLOCK_EXPIRED_GRADE);
  set_risk (gate, 2);
  g_assert_cmphex (blocks_on (gate, 20261119), ==, 0);
  /* a date of its own */
  set_risk (gate, 3);
  change (gate, branch_run (&gate->branch, "UPDATE grade SET expires = ?", "i", DAY (20261120)));
  g_assert_cmphex (blocks_on (gate, 20261120), ==, 0);
  g_assert_cmphex (blocks_on (gate, 20261121), ==, CLT_BLOCK_EXPIRED_GRADE);
  /* from which level on is a rule */
  change (gate, branch_run (&gate->branch, "UPDATE rule SET value = 4 WHERE name = ?", "t",
                            "suitability.expired_from_risk"));
  g_assert_cmphex (blocks_on (gate, 20261121), ==, 0);
}

static void
test_professional (Gate *gate, gconstpointer data)
{
  set_client (gate, "investor", "professional");
  set_risk (gate, 5);
  set_grade (gate, "C1", 1, 20200101);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
  set_grade (gate, NULL, 0, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
  /* only the matching is relaxed */
  change (gate, service_consent (&gate->branch, gate->client, "sms", 0, TODAY));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_CONSENT);
}

static void
test_consent (Gate *gate, gconstpointer data)
{
  change (gate, service_consent (&gate->branch, gate->client, "sms", 0, TODAY));
  g_assert_cmphex (blocks_on (gate, 20261117), ==, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_CONSENT); /* on the very day */
  g_assert_cmphex (blocks_by (gate, "email"), ==, 0);
  g_assert_cmphex (blocks_by (gate, "website"), ==, 0);
  change (gate, service_consent (&gate->branch, gate->client, "sms", 1, TODAY));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0); /* the later word of one day counts */
  change (gate, branch_run (&gate->branch, "DELETE FROM consent", ""));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_CONSENT); /* silence is none */
  g_assert_cmphex (blocks_by (gate, "phone"), ==, CLT_BLOCK_NO_CONSENT);
  g_assert_cmphex (blocks_by (gate, "onsite"), ==, 0);
}

static void
refuse (Gate *gate, const char *scope, int from, int last)
{
  g_autoptr (GError) error = NULL;

  change (gate, {
    clt_refusal_add (gate->branch.conn, gate->client, scope, (CltDay) DAY (from), "letter", &error);
    g_assert_no_error (error);
    if (last != 0)
      clt_refusal_end (gate->branch.conn, gate->client, scope, (CltDay) DAY (last), &error);
    g_assert_no_error (error);
  });
}

static void
test_refused (Gate *gate, gconstpointer data)
{
  refuse (gate, "all", TODAY, 20261120);
  g_assert_cmphex (blocks_on (gate, 20261117), ==, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_REFUSED);
  g_assert_cmphex (blocks_by (gate, "website"), ==, CLT_BLOCK_REFUSED);
  g_assert_cmphex (blocks_on (gate, 20261120), ==, CLT_BLOCK_REFUSED); /* the last day */
  g_assert_cmphex (blocks_on (gate, 20261121), ==, 0);
  /* refused again after all */
  refuse (gate, "all", 20261201, 0);
  g_assert_cmphex (blocks_on (gate, 20261121), ==, 0);
  g_assert_cmphex (blocks_on (gate, 20270101), ==, CLT_BLOCK_REFUSED);
}

static void
test_refused_category (Gate *gate, gconstpointer data)
{
  refuse (gate, "training", 20260101, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
  refuse (gate, "research", 20260101, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_REFUSED);
}

static void
test_refused_targeted (Gate *gate, gconstpointer data)
{
  CltGateQuestion question = ask (gate, TODAY, "sms");

  refuse (gate, "targeted", 20260101, 0);
  g_assert_cmphex (get_blocks (gate, question), ==, 0);
  question.targeted = TRUE;
  g_assert_cmphex (get_blocks (gate, question), ==, CLT_BLOCK_REFUSED);
}

static void
test_closed (Gate *gate, gconstpointer data)
{
  change (gate, branch_run (&gate->branch, "UPDATE spell SET closed = ?", "i", DAY (TODAY)));
  g_assert_cmphex (blocks_on (gate, 20261117), ==, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_CLOSED);
  g_assert_cmphex (blocks_on (gate, 20191231) & CLT_BLOCK_CLOSED, ==, CLT_BLOCK_CLOSED);
  /* he comes back */
  change (gate,
          branch_run (&gate->branch, "INSERT INTO spell (id, client_id, opened) VALUES (?, ?, ?)",
                      "iii", branch_new_id (&gate->branch), gate->client, DAY (20261201)));
  g_assert_cmphex (blocks_on (gate, 20261130), ==, CLT_BLOCK_CLOSED);
  g_assert_cmphex (blocks_on (gate, 20261201), ==, 0);
  gate->client = 999999;
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_CLOSED); /* no such client */
}

/* Domain 2.4: opened a year ago, no trade and no position for a year, at most 1,000 yuan. */
static void
test_dormant (Gate *gate, gconstpointer data)
{
  change (gate, {
    branch_add_funds (&gate->branch, gate->client, 20251117, 100000, 0, 1);
    branch_add_funds (&gate->branch, gate->client, 20261116, 100000, 0, 0);
  });
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_DORMANT);
  g_assert_cmphex (blocks_on (gate, 20261116), ==, 0); /* the trade was less than a year ago */
  change (gate, branch_add_funds (&gate->branch, gate->client, 20261117, 100001, 0, 0));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
}

static void
test_licence (Gate *gate, gconstpointer data)
{
  CltGateQuestion question = ask (gate, TODAY, "sms");
  gint64 without, with;

  change (gate, {
    service_set_version (&gate->branch, gate->product, "needs_licence", 1);
    without = service_add_staff (&gate->branch, "A1", "adviser", "");
    with = service_add_staff (&gate->branch, "A2", "adviser", "Z0001");
  });
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_LICENCE); /* he has no adviser */
  change (gate, service_assign (&gate->branch, gate->client, without, "adviser", 20260101));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_LICENCE);
  question.adviser_id = with; /* another one signs */
  g_assert_cmphex (get_blocks (gate, question), ==, 0);
  change (gate, service_assign (&gate->branch, gate->client, with, "adviser", TODAY));
  g_assert_cmphex (blocks_on (gate, 20261117), ==, CLT_BLOCK_LICENCE);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
  change (gate, branch_run (&gate->branch, "UPDATE staff SET left_on = ? WHERE id = ?", "ii",
                            DAY (20261120), with));
  g_assert_cmphex (blocks_on (gate, 20261119), ==, 0);
  g_assert_cmphex (blocks_on (gate, 20261120), ==, CLT_BLOCK_LICENCE); /* he has left */
}

static void
add_exception (Gate *gate, const char *kind, int from, int to)
{
  change (gate, branch_run (&gate->branch,
                            "INSERT INTO entitlement_exception (id, client_id, product_id, kind,"
                            " reason, who, valid_from, valid_to)"
                            " VALUES (?, ?, ?, ?, 'r', 'w', ?, ?)",
                            "iiitii", branch_new_id (&gate->branch), gate->client, gate->product,
                            kind, DAY (from), DAY (to)));
}

static void
test_tier (Gate *gate, gconstpointer data)
{
  change (gate, {
    service_set_version (&gate->branch, gate->product, "min_tier", CLT_TIER_MAJOR);
    branch_run (&gate->branch, "DELETE FROM tier_history", "");
    service_tier (&gate->branch, gate->client, CLT_TIER_ORDINARY, 20260101);
    service_tier (&gate->branch, gate->client, CLT_TIER_MAJOR, TODAY);
  });
  g_assert_cmphex (blocks_on (gate, 20261117), ==, CLT_BLOCK_TIER);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
  add_exception (gate, "unlimited", 20261117, 20261117);
  g_assert_cmphex (blocks_on (gate, 20261117), ==, 0); /* granted to him */
  g_assert_cmphex (blocks_on (gate, 20261116), ==, CLT_BLOCK_TIER);
}

static void
test_banned (Gate *gate, gconstpointer data)
{
  add_exception (gate, "none", 20261117, TODAY);
  g_assert_cmphex (blocks_on (gate, 20261116), ==, 0);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_BANNED);
  g_assert_cmphex (blocks_on (gate, 20261119), ==, 0);
}

static void
test_version (Gate *gate, gconstpointer data)
{
  g_assert_cmphex (blocks_on (gate, 20191231) & CLT_BLOCK_NO_VERSION, ==, CLT_BLOCK_NO_VERSION);
  change (gate,
          branch_run (&gate->branch, "UPDATE product_version SET state = 'retired', valid_to = ?",
                      "i", DAY (TODAY)));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0); /* the last day */
  g_assert_cmphex (blocks_on (gate, 20261119), ==, CLT_BLOCK_NO_VERSION);
  change (gate, branch_run (&gate->branch, "UPDATE product_version SET state = 'draft'", ""));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_VERSION);
  change (gate, {
    branch_run (&gate->branch, "UPDATE product_version SET state = 'approved', valid_to = NULL",
                "");
    branch_run (&gate->branch, "UPDATE product SET archived = 1", "");
  });
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_NO_VERSION);
}

static void
test_channel (Gate *gate, gconstpointer data)
{
  change (gate, {
    branch_run (&gate->branch, "DELETE FROM product_channel WHERE channel = 'phone'", "");
    branch_run (&gate->branch,
                "INSERT INTO channel (key, name, medium) VALUES ('wechat', 'WeChat', 'log')", "");
  });
  g_assert_cmphex (blocks_by (gate, "phone"), ==, CLT_BLOCK_CHANNEL);
  g_assert_cmphex (blocks_by (gate, "pigeon"), ==, CLT_BLOCK_CHANNEL);
  g_assert_cmphex (blocks_by (gate, "wechat"), ==, 0); /* only logged: no product lists it */
  set_client (gate, "phone", "");
  g_assert_cmphex (blocks_by (gate, "sms"), ==, CLT_BLOCK_CHANNEL);
  g_assert_cmphex (blocks_by (gate, "email"), ==, 0);
  set_client (gate, "email", "");
  g_assert_cmphex (blocks_by (gate, "email"), ==, CLT_BLOCK_CHANNEL);
  g_assert_cmphex (blocks_by (gate, "onsite"), ==, 0);
}

static void
log_delivery (Gate *gate, gint64 product, const char *channel, int day, int requested)
{
  change (gate, branch_run (&gate->branch,
                            "INSERT INTO delivery (id, client_id, product_id, day, at, channel,"
                            " requested) VALUES (?, ?, ?, ?, 0, ?, ?)",
                            "iiiiti", branch_new_id (&gate->branch), gate->client, product,
                            DAY (day), channel, (gint64) requested));
}

/* Five trading days: contacted on Wednesday, free on the next Wednesday. */
static void
test_gap (Gate *gate, gconstpointer data)
{
  static const int blocked[] = { 20261118, 20261119, 20261120, 20261121,
                                 20261122, 20261123, 20261124 };
  gint64 other;

  log_delivery (gate, gate->product, "phone", TODAY, FALSE);
  g_assert_cmphex (blocks_on (gate, 20261117), ==, 0); /* it was not known then */
  for (guint i = 0; i < G_N_ELEMENTS (blocked); i++)
    g_assert_cmphex (blocks_on (gate, blocked[i]), ==, CLT_BLOCK_GAP);
  g_assert_cmphex (blocks_on (gate, 20261125), ==, 0);
  /* a bulletin waits for nobody */
  g_assert_cmphex (blocks_by (gate, "website"), ==, 0);
  /* another product of the category is a contact as well, one of another category is none */
  change (gate, other = service_add_product (&gate->branch, "Q", 3, 1));
  gate->product = other;
  g_assert_cmphex (blocks_on (gate, 20261119), ==, 0);
  change (gate, gate->product = service_add_product (&gate->branch, "R", 2, 1));
  g_assert_cmphex (blocks_on (gate, 20261119), ==, CLT_BLOCK_GAP);
}

/* A day on which the exchanges are closed does not count. */
static void
test_gap_calendar (Gate *gate, gconstpointer data)
{
  change (gate, {
    for (int day = 20260901; day <= 20260930; day++)
      branch_run (&gate->branch, "INSERT INTO trading_day (day) SELECT ?1 WHERE (?1 + 3) % 7 < 5",
                  "i", DAY (day));
  });
  /* beyond the list: Mid-Autumn was a trading day in it, 1 to 3 October are closed by law */
  log_delivery (gate, gate->product, "phone", 20260929, FALSE);
  g_assert_cmphex (blocks_on (gate, 20261007), ==, CLT_BLOCK_GAP); /* 30, 5, 6, 7: four */
  g_assert_cmphex (blocks_on (gate, 20261008), ==, 0);
}

static void
test_gap_nothing (Gate *gate, gconstpointer data)
{
  log_delivery (gate, gate->product, "website", TODAY, FALSE);
  log_delivery (gate, gate->product, "phone", TODAY, TRUE);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
  log_delivery (gate, gate->product, "phone", TODAY, FALSE);
  g_assert_cmphex (blocks_on (gate, TODAY), ==, CLT_BLOCK_GAP);
  change (gate,
          branch_run (&gate->branch, "UPDATE rule SET value = 0 WHERE name = 'push.gap'", ""));
  g_assert_cmphex (blocks_on (gate, TODAY), ==, 0);
}

/* Only the gap can be set aside, whatever a caller asks for. */
static void
test_override (Gate *gate, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CltGateQuestion question = ask (gate, TODAY, "sms");

  log_delivery (gate, gate->product, "phone", TODAY, FALSE);
  g_assert_true (clt_gate_check (gate->branch.conn, &question, gate->client, ~0u, &error));
  g_assert_no_error (error);
  set_grade (gate, "C2", 0, 20260101);
  g_assert_false (clt_gate_check (gate->branch.conn, &question, gate->client, ~0u, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "1001"));
  g_assert_nonnull (strstr (error->message, clt_block_get_label (CLT_BLOCK_RISK)));
  g_assert_null (strstr (error->message, clt_block_get_label (CLT_BLOCK_GAP)));
}

static void
test_prospect (Gate *gate, gconstpointer data)
{
  set_risk (gate, 1);
  change (gate, {
    branch_run (&gate->branch, "DELETE FROM consent", "");
    branch_run (&gate->branch, "DELETE FROM grade", "");
    branch_run (&gate->branch, "DELETE FROM spell", "");
    branch_run (&gate->branch, "DELETE FROM tier_history", "");
    branch_run (&gate->branch, "UPDATE client SET prospect = 1, stage = 'new'", "");
  });
  g_assert_cmphex (blocks_by (gate, "website"), ==, CLT_BLOCK_PROSPECT);
  g_assert_cmphex (blocks_by (gate, "sms"), ==, CLT_BLOCK_PROSPECT | CLT_BLOCK_NO_CONSENT);
  change (gate, service_consent (&gate->branch, gate->client, "email", 1, TODAY));
  g_assert_cmphex (blocks_by (gate, "website"), ==, 0);
  g_assert_cmphex (blocks_by (gate, "email"), ==, 0);
  g_assert_cmphex (blocks_by (gate, "sms"), ==, CLT_BLOCK_PROSPECT | CLT_BLOCK_NO_CONSENT);
  change (gate, service_consent (&gate->branch, gate->client, "email", 0, 20261119));
  g_assert_cmphex (get_blocks (gate, ask (gate, 20261119, "website")), ==, CLT_BLOCK_PROSPECT);
  /* what is more than R1 needs a grade */
  set_risk (gate, 2);
  g_assert_cmphex (blocks_by (gate, "email"), ==, CLT_BLOCK_NO_GRADE);
}

/* What a client asks for by himself (art. 19). */
static void
test_request (Gate *gate, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) warning = g_bytes_new_static ("signed", 6);
  CltGateQuestion question = ask (gate, TODAY, "sms");

  question.push = FALSE;
  refuse (gate, "all", 20260101, 0);
  change (gate, service_consent (&gate->branch, gate->client, "sms", 0, 20260101));
  log_delivery (gate, gate->product, "phone", TODAY, FALSE);
  g_assert_cmphex (get_blocks (gate, question), ==, 0); /* his own wish stands above these */
  set_grade (gate, "C2", 0, 20260101);
  g_assert_cmphex (get_blocks (gate, question), ==, CLT_BLOCK_RISK); /* not warned yet */
  change (gate, {
    clt_request_add (gate->branch.conn, gate->client, gate->product, question.day, 0, "warning.pdf",
                     warning, "", &error);
    g_assert_no_error (error);
  });
  g_assert_cmphex (get_blocks (gate, question), ==, 0);
  question.day--;
  g_assert_cmphex (get_blocks (gate, question), ==, CLT_BLOCK_RISK); /* the day before */
  question.day++;
  question.push = TRUE; /* a request is no door for a push */
  g_assert_cmphex (get_blocks (gate, question) & CLT_BLOCK_RISK, ==, CLT_BLOCK_RISK);
  question.push = FALSE;
  set_grade (gate, "C1", 0, 20260201); /* graded anew: he was warned of something else */
  g_assert_cmphex (get_blocks (gate, question), ==, CLT_BLOCK_RISK);
  set_grade (gate, "C2", 1, 20260201); /* the lowest class: not even at his own wish */
  g_assert_cmphex (get_blocks (gate, question), ==, CLT_BLOCK_LOWEST);
  set_grade (gate, "C2", 0, 20260201);
  change (gate, branch_run (&gate->branch, "DELETE FROM attachment", ""));
  g_assert_cmphex (get_blocks (gate, question), ==, CLT_BLOCK_RISK); /* no signed warning */
}

static void
assert_no_request (Gate *gate, GBytes *warning)
{
  g_autoptr (GError) error = NULL;

  branch_begin (&gate->branch);
  g_assert_cmpint (clt_request_add (gate->branch.conn, gate->client, gate->product,
                                    (CltDay) DAY (TODAY), 0, "w.pdf", warning, "", &error),
                   ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  clt_action_rollback (gate->branch.conn);
}

static void
test_request_refused (Gate *gate, gconstpointer data)
{
  g_autoptr (GBytes) warning = g_bytes_new_static ("signed", 6);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  assert_no_request (gate, warning); /* it suits him */
  set_grade (gate, "C1", 1, 20260101);
  assert_no_request (gate, warning);
  set_grade (gate, NULL, 0, 0);
  assert_no_request (gate, warning);
  set_grade (gate, "C1", 0, 20260101);
  assert_no_request (gate, empty);
}

static void
test_evidence (Gate *gate, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  CltGateQuestion question = ask (gate, TODAY, "sms");
  JsonObject *evidence;

  set_grade (gate, "C2", 0, 20260101);
  change (gate, service_set_version (&gate->branch, gate->product, "needs_licence", 1));
  verdicts = clt_gate_check_all (gate->branch.conn, &question, &gate->client, 1, &error);
  g_assert_no_error (error);
  root = json_from_string (((CltVerdict *) verdicts->pdata[0])->evidence, &error);
  g_assert_no_error (error);
  evidence = json_node_get_object (root);
  g_assert_cmpint (json_object_get_int_member (evidence, "day"), ==, TODAY);
  g_assert_cmpstr (json_object_get_string_member (evidence, "product"), ==, "P");
  g_assert_cmpint (json_object_get_int_member (evidence, "version"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (evidence, "risk"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (evidence, "grade"), ==, "C2");
  g_assert_cmpint (json_object_get_int_member (evidence, "expires"), ==, 20280101);
  g_assert_cmpint (json_object_get_int_member (evidence, "consent"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (evidence, "consent_since"), ==, 20200101);
  g_assert_cmpstr (json_object_get_string_member (evidence, "blocks"), ==, "risk licence");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (evidence, "rules"),
                                               "push.gap"),
                   ==, 5);
}

static void
test_set (void)
{
  for (guint set = 0; set < 1u << 15; set++)
    {
      g_autofree char *text = clt_block_set_to_text (set);
      g_autofree char *note = clt_block_set_to_note (set);
      const char *more = strstr (note, " +");

      g_assert_cmphex (clt_block_set_from_text (text), ==, set);
      g_assert_cmpint (*note == '\0', ==, set == 0);
      g_assert_cmpint (more == NULL ? 0 : atoi (more + 2), ==,
                       MAX (__builtin_popcount (set), 1) - 1);
    }
  g_assert_cmphex (clt_block_set_from_text ("risk of-tomorrow gap"), ==,
                   CLT_BLOCK_RISK | CLT_BLOCK_GAP);
}

/* Many at once are judged as each by himself. */
static void
test_many (Gate *gate, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) verdicts = NULL;
  CltGateQuestion question = ask (gate, TODAY, "sms");

  branch_begin (&gate->branch);
  for (int i = 0; i < 200; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 2000 + i);
      gint64 id = i % 7 == 0 ? 900000 + i : service_add_client (&gate->branch, number);

      if (i % 7 != 0 && i % 3 == 0)
        service_consent (&gate->branch, id, "sms", 0, TODAY);
      if (i % 7 != 0 && i % 5 == 0)
        service_grade (&gate->branch, id, "C1", 1, 20260301);
      g_array_append_val (ids, id);
    }
  branch_commit (&gate->branch);
  verdicts =
    clt_gate_check_all (gate->branch.conn, &question, (gint64 *) ids->data, ids->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      const CltVerdict *verdict = verdicts->pdata[i];

      gate->client = g_array_index (ids, gint64, i);
      g_assert_cmpint (verdict->client_id, ==, gate->client);
      g_assert_cmphex (verdict->blocks, ==, get_blocks (gate, question));
      g_assert_cmphex (verdict->blocks, ==,
                       i % 7 == 0 ? CLT_BLOCK_CLOSED
                                  : (i % 3 == 0 ? CLT_BLOCK_NO_CONSENT : 0) |
                                      (i % 5 == 0 ? CLT_BLOCK_RISK | CLT_BLOCK_LOWEST : 0));
    }
}

#define ADD(path, func) g_test_add ("/gate/" path, Gate, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/set", test_set);
  ADD ("free", test_free);
  ADD ("levels", test_levels);
  ADD ("lowest", test_lowest);
  ADD ("no-grade", test_no_grade);
  ADD ("expired", test_expired);
  ADD ("professional", test_professional);
  ADD ("consent", test_consent);
  ADD ("refused", test_refused);
  ADD ("refused-category", test_refused_category);
  ADD ("refused-targeted", test_refused_targeted);
  ADD ("closed", test_closed);
  ADD ("dormant", test_dormant);
  ADD ("licence", test_licence);
  ADD ("tier", test_tier);
  ADD ("banned", test_banned);
  ADD ("version", test_version);
  ADD ("channel", test_channel);
  ADD ("gap", test_gap);
  ADD ("gap-calendar", test_gap_calendar);
  ADD ("gap-nothing", test_gap_nothing);
  ADD ("override", test_override);
  ADD ("prospect", test_prospect);
  ADD ("request", test_request);
  ADD ("request-refused", test_request_refused);
  ADD ("evidence", test_evidence);
  ADD ("many", test_many);
  return g_test_run ();
}
