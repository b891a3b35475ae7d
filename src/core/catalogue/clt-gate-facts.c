/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-gate-private.h"

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-workdays.h"
#include "core/rules/clt-rules.h"

static gboolean
load_product (CltGateFacts *facts, CltConn *conn, GError **error)
{
  const CltGateQuestion *question = facts->question;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT p.code, p.archived, s.kind, coalesce(v.id, 0), v.number, v.risk, v.min_tier,"
    " v.needs_licence, coalesce(v.name, p.code) FROM product p"
    " JOIN service_category s ON s.id = p.category_id"
    " LEFT JOIN product_version v ON v.id = (SELECT w.id FROM product_version w"
    " WHERE w.product_id = p.id AND w.state <> 'draft' AND w.valid_from <= ?2"
    " ORDER BY w.valid_from DESC, w.number DESC LIMIT 1)"
    " AND (v.valid_to IS NULL OR v.valid_to >= ?2) WHERE p.id = ?1",
    "ii", question->product_id, (gint64) question->day);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This product is no longer in the catalogue."));
  if (step != CLT_STEP_ROW)
    return FALSE;
  facts->code = g_strdup (clt_stmt_get_text (stmt, 0));
  facts->archived = clt_stmt_get_int (stmt, 1) != 0;
  facts->kind = g_strdup (clt_stmt_get_text (stmt, 2));
  facts->version_id = clt_stmt_get_int (stmt, 3);
  facts->number = (int) clt_stmt_get_int (stmt, 4);
  facts->risk = (int) clt_stmt_get_int (stmt, 5);
  facts->min_tier = (int) clt_stmt_get_int (stmt, 6);
  facts->needs_licence = clt_stmt_get_int (stmt, 7) != 0;
  facts->name = g_strdup (clt_stmt_get_text (stmt, 8));
  clt_stmt_reset (stmt);
  return TRUE;
}

/* A channel that only logs carries what people did elsewhere, so no product lists it. */
static gboolean
load_channel (CltGateFacts *facts, CltConn *conn, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT c.medium, c.consent, c.archived = 0 AND (c.medium = 'log' OR EXISTS (SELECT 1"
    " FROM product_channel l WHERE l.version_id = ?2 AND l.channel = c.key))"
    " FROM channel c WHERE c.key = ?1",
    "ti", facts->question->channel, facts->version_id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_ERROR)
    return FALSE;
  /* without a row all three are empty */
  facts->medium = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");
  facts->consent = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 1) : "");
  facts->channel_fits = step == CLT_STEP_ROW && clt_stmt_get_int (stmt, 2) != 0;
  clt_stmt_reset (stmt);
  return TRUE;
}

static gboolean
is_bulletin (const CltGateFacts *facts)
{
  return g_str_equal (facts->medium, "website") || g_str_equal (facts->medium, "software");
}

/* A contact @gap trading days before the day, or so many after it, is far enough. */
static gboolean
load_trading_gap (CltGateFacts *facts, CltConn *conn, GError **error)
{
  CltDay day = facts->question->day;
  g_autoptr (CltWorkdays) workdays = clt_workdays_load (conn, error);

  if (workdays == NULL)
    return FALSE;
  facts->gap_before =
    clt_workdays_move (workdays, clt_workdays_at_or_before (workdays, day), 1 - facts->gap) - 1;
  facts->gap_after = clt_workdays_move (workdays, day, facts->gap);
  return TRUE;
}

static gboolean
load_gap (CltGateFacts *facts, CltConn *conn, GError **error)
{
  const CltGateQuestion *question = facts->question;
  gboolean greeting = question->greeting;
  CltDay day = question->day;

  if (!clt_rules_get_count (conn, greeting ? "greeting.gap" : "push.gap", day, &facts->gap, error))
    return FALSE;
  if (!question->push || is_bulletin (facts))
    facts->gap = 0;
  facts->gap_before = day - facts->gap;
  facts->gap_after = day + facts->gap;
  return greeting || facts->gap == 0 || load_trading_gap (facts, conn, error);
}

gboolean
clt_gate_facts_load (CltGateFacts *facts,
                     CltConn *conn,
                     const CltGateQuestion *question,
                     GError **error)
{
  facts->question = question;
  return load_product (facts, conn, error) && load_channel (facts, conn, error) &&
         load_gap (facts, conn, error) &&
         clt_rules_get_count (conn, "suitability.expired_from_risk", question->day,
                              &facts->expired_from, error) &&
         clt_rules_get_count (conn, "grade.validity_months", question->day, &facts->validity,
                              error);
}

void
clt_gate_facts_clear (CltGateFacts *facts)
{
  g_clear_pointer (&facts->code, g_free);
  g_clear_pointer (&facts->name, g_free);
  g_clear_pointer (&facts->kind, g_free);
  g_clear_pointer (&facts->medium, g_free);
  g_clear_pointer (&facts->consent, g_free);
}
