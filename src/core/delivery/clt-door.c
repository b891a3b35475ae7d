/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-door.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static gboolean
read_item (CltConn *conn,
           gint64 push_item_id,
           gint64 client_id,
           CltGateQuestion *question,
           guint *override,
           GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT coalesce(i.adviser_id, 0), i.override_reason <> '', u.targeted, u.occasion <> ''"
    " FROM push_item i JOIN push u ON u.id = i.push_id WHERE i.id = ? AND i.client_id = ?"
    " AND u.product_id = ? AND u.state <> 'cancelled' AND i.state IN ('planned', 'queued')",
    "iii", push_item_id, client_id, question->product_id);

  step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  if (step == CLT_STEP_DONE)
    clt_store_refuse (error, _ ("This push does not bring this product to this client any more."));
  if (step != CLT_STEP_ROW)
    return FALSE;
  question->adviser_id = clt_stmt_get_int (stmt, 0);
  *override = clt_stmt_get_int (stmt, 1) != 0 ? CLT_BLOCK_OVERRIDABLE : 0;
  question->targeted = clt_stmt_get_int (stmt, 2) != 0;
  question->greeting = clt_stmt_get_int (stmt, 3) != 0;
  question->push_item_id = push_item_id;
  clt_stmt_reset (stmt);
  return TRUE;
}

/* Art. 19: who insists on a product gets that version, and it is no push. */
static gboolean
read_request (CltConn *conn, gint64 client_id, CltGateQuestion *question, GError **error)
{
  gint64 asked;

  if (!clt_conn_get_int (conn, &asked, 0, error,
                         "SELECT count(*) FROM client_request q JOIN product_version v"
                         " ON v.id = q.version_id WHERE q.client_id = ?1 AND q.product_id = ?2"
                         " AND q.day <= ?3 AND v.state <> 'draft' AND v.valid_from <= ?3"
                         " AND NOT EXISTS (SELECT 1 FROM product_version w"
                         " WHERE w.product_id = ?2 AND w.state <> 'draft' AND w.valid_from <= ?3"
                         " AND (w.valid_from, w.number) > (v.valid_from, v.number))",
                         "iii", client_id, question->product_id, (gint64) question->day))
    return FALSE;
  question->push = asked == 0;
  return TRUE;
}

gboolean
clt_door_check (CltConn *conn,
                gint64 push_item_id,
                gint64 client_id,
                gint64 product_id,
                const char *channel,
                CltDay day,
                GError **error)
{
  CltGateQuestion question = {
    .product_id = product_id,
    .channel = channel,
    .day = day,
    .push = TRUE,
  };
  guint override = 0;

  if (push_item_id != 0 ? !read_item (conn, push_item_id, client_id, &question, &override, error)
                        : !read_request (conn, client_id, &question, error))
    return FALSE;
  return clt_gate_check (conn, &question, client_id, override, error);
}

gboolean
clt_door_dup_channel (CltConn *conn,
                      gint64 push_item_id,
                      const char *standard,
                      char **channel,
                      GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT channel FROM push_item WHERE id = ?", "i", push_item_id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_ERROR)
    return FALSE;
  clt_set_str (channel, step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : standard);
  clt_stmt_reset (stmt);
  return TRUE;
}
