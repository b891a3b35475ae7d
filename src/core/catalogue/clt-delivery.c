/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-delivery.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

CltDelivery *
clt_delivery_new (void)
{
  CltDelivery *delivery = g_new0 (CltDelivery, 1);

  delivery->day = clt_today ();
  delivery->channel = g_strdup ("");
  delivery->note = g_strdup ("");
  delivery->override_reason = g_strdup ("");
  delivery->override_who = g_strdup ("");
  delivery->evidence = g_strdup ("");
  return delivery;
}

void
clt_delivery_free (CltDelivery *delivery)
{
  g_free (delivery->channel);
  g_free (delivery->note);
  g_free (delivery->override_reason);
  g_free (delivery->override_who);
  g_free (delivery->evidence);
  g_free (delivery);
}

/* Reads the one row of @stmt. FALSE: there is none, or an error. */
static gboolean
step_row (CltStmt *stmt, const char *missing, GError **error)
{
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  return step == CLT_STEP_ROW || (step == CLT_STEP_DONE && clt_store_refuse (error, "%s", missing));
}

/* What the item that is carried out adds to the question. */
static gboolean
read_item (CltConn *conn,
           const CltDelivery *delivery,
           CltGateQuestion *question,
           guint *override,
           GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT coalesce(i.adviser_id, 0), i.override_reason <> '', u.targeted, u.occasion <> ''"
    " FROM push_item i JOIN push u ON u.id = i.push_id WHERE i.id = ? AND i.client_id = ?"
    " AND u.product_id = ? AND i.state IN ('planned', 'queued', 'done')",
    "iii", delivery->push_item_id, delivery->client_id, delivery->product_id);

  if (!step_row (stmt,
                 _ ("This push does not bring this product to this client, or no longer. "
                    "Nothing was written down."),
                 error))
    return FALSE;
  question->adviser_id = clt_stmt_get_int (stmt, 0);
  *override = clt_stmt_get_int (stmt, 1) ? CLT_BLOCK_GAP : 0;
  question->targeted = clt_stmt_get_int (stmt, 2) != 0;
  question->greeting = clt_stmt_get_int (stmt, 3) != 0;
  question->push_item_id = delivery->push_item_id;
  clt_stmt_reset (stmt);
  return TRUE;
}

/* An adviser who delivers himself signs himself; else it is the client's own adviser. */
static gboolean
read_adviser (CltConn *conn, const CltDelivery *delivery, gint64 *adviser, GError **error)
{
  return clt_conn_get_int (conn, adviser, 0, error,
                           "SELECT id FROM staff WHERE id = ? AND role = 'adviser'", "i",
                           delivery->staff_id);
}

static gboolean
check_override (CltConn *conn, const CltDelivery *delivery, guint *override, GError **error)
{
  g_autofree char *reason = clt_text_clean (delivery->override_reason, -1);

  if (*delivery->override_who == '\0' && *reason == '\0')
    return TRUE;
  if (*reason == '\0')
    return clt_store_refuse (error, _ ("Say why this is set aside. Nothing was written down."));
  *override |= CLT_BLOCK_GAP;
  return clt_gate_check_manager (conn, delivery->override_who, delivery->day, error);
}

static gboolean
pass_gate (CltConn *conn, CltDelivery *delivery, GError **error)
{
  CltGateQuestion question = { .product_id = delivery->product_id,
                               .channel = delivery->channel,
                               .day = delivery->day,
                               .push = !delivery->requested };
  g_autoptr (GPtrArray) verdicts = NULL;
  guint override = 0;

  if (delivery->day > clt_action_get_day (conn))
    return clt_store_refuse (
      error, _ ("A delivery is written down when it has happened: the day lies ahead. "
                "Nothing was written down."));
  if (!check_override (conn, delivery, &override, error) ||
      (delivery->push_item_id != 0 ? !read_item (conn, delivery, &question, &override, error)
                                   : !read_adviser (conn, delivery, &question.adviser_id, error)) ||
      !clt_gate_check (conn, &question, delivery->client_id, override, error))
    return FALSE;
  verdicts = clt_gate_check_all (conn, &question, &delivery->client_id, 1, error);
  if (verdicts == NULL)
    return FALSE;
  clt_set_str (&delivery->evidence, ((CltVerdict *) verdicts->pdata[0])->evidence);
  return TRUE;
}

/* Only what the queue holds can have gone out. */
static gboolean
check_message (CltConn *conn, CltDelivery *delivery, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT version_id, coalesce(push_item_id, 0) FROM message WHERE id = ? AND client_id = ?"
    " AND product_id = ? AND channel = ?",
    "iiit", delivery->message_id, delivery->client_id, delivery->product_id, delivery->channel);

  if (!step_row (stmt, _ ("There is no such message. Nothing was written down."), error))
    return FALSE;
  delivery->version_id = clt_stmt_get_int (stmt, 0);
  delivery->push_item_id = clt_stmt_get_int (stmt, 1);
  clt_stmt_reset (stmt);
  delivery->id = delivery->message_id;
  return TRUE;
}

static gboolean
fill_from_version (CltConn *conn, CltDelivery *delivery, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT id, minutes, cost FROM product_version WHERE product_id = ?1 AND state <> 'draft'"
    " AND valid_from <= ?2 AND (?3 = 0 OR id = ?3) ORDER BY valid_from DESC, number DESC LIMIT 1",
    "iii", delivery->product_id, (gint64) delivery->day, delivery->version_id);

  if (!step_row (stmt, _ ("The product is not approved on that day. Nothing was written down."),
                 error))
    return FALSE;
  delivery->version_id = clt_stmt_get_int (stmt, 0);
  if (delivery->minutes == 0)
    delivery->minutes = (int) clt_stmt_get_int (stmt, 1);
  if (delivery->cost == 0)
    delivery->cost = clt_stmt_get_int (stmt, 2);
  clt_stmt_reset (stmt);
  if (delivery->at == 0)
    delivery->at = clt_action_get_time (conn);
  return TRUE;
}

static gboolean
insert (CltConn *conn, const CltDelivery *delivery, GError **error)
{
  return clt_conn_run (
    conn, error,
    "INSERT INTO delivery (id, client_id, product_id, version_id, push_item_id, message_id, day,"
    " at, channel, staff_id, minutes, cost, note, requested, override_reason, override_who,"
    " evidence) VALUES (?, ?, ?, nullif(?, 0), nullif(?, 0), nullif(?, 0), ?, ?, ?, nullif(?, 0),"
    " ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
    "iiiiiiiitiiititt"
    "t",
    delivery->id, delivery->client_id, delivery->product_id, delivery->version_id,
    delivery->push_item_id, delivery->message_id, (gint64) delivery->day, delivery->at,
    delivery->channel, delivery->staff_id, (gint64) delivery->minutes, delivery->cost,
    delivery->note, (gint64) delivery->requested, delivery->override_reason, delivery->override_who,
    delivery->evidence);
}

gboolean
clt_delivery_save (CltConn *conn, CltDelivery *delivery, GError **error)
{
  g_return_val_if_fail (delivery->id == 0, FALSE);

  if (delivery->message_id != 0)
    return check_message (conn, delivery, error) && fill_from_version (conn, delivery, error) &&
           insert (conn, delivery, error);
  if (!pass_gate (conn, delivery, error) || !fill_from_version (conn, delivery, error) ||
      (delivery->id = clt_conn_new_id (conn, error)) == 0 || !insert (conn, delivery, error))
    return FALSE;
  return delivery->push_item_id == 0 ||
         clt_conn_run (conn, error, "UPDATE push_item SET state = 'done' WHERE id = ?", "i",
                       delivery->push_item_id);
}

gboolean
clt_delivery_delete (CltConn *conn, gint64 id, GError **error)
{
  gint64 message;

  if (!clt_conn_get_int (conn, &message, 0, error, "SELECT message_id FROM delivery WHERE id = ?",
                         "i", id))
    return FALSE;
  if (message != 0)
    return clt_store_refuse (
      error, _ ("A message that has gone out stays in the log. Nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'queued' WHERE state = 'done'"
                       " AND id = (SELECT push_item_id FROM delivery WHERE id = ?)",
                       "i", id) &&
         clt_conn_run (conn, error, "DELETE FROM delivery WHERE id = ?", "i", id);
}

static gpointer
read_delivery (CltStmt *stmt)
{
  CltDelivery *delivery = g_new0 (CltDelivery, 1);

  delivery->id = clt_stmt_get_int (stmt, 0);
  delivery->client_id = clt_stmt_get_int (stmt, 1);
  delivery->product_id = clt_stmt_get_int (stmt, 2);
  delivery->version_id = clt_stmt_get_int (stmt, 3);
  delivery->push_item_id = clt_stmt_get_int (stmt, 4);
  delivery->message_id = clt_stmt_get_int (stmt, 5);
  delivery->day = clt_stmt_get_day (stmt, 6);
  delivery->at = clt_stmt_get_int (stmt, 7);
  delivery->channel = g_strdup (clt_stmt_get_text (stmt, 8));
  delivery->staff_id = clt_stmt_get_int (stmt, 9);
  delivery->minutes = (int) clt_stmt_get_int (stmt, 10);
  delivery->cost = clt_stmt_get_int (stmt, 11);
  delivery->note = g_strdup (clt_stmt_get_text (stmt, 12));
  delivery->requested = clt_stmt_get_int (stmt, 13) != 0;
  delivery->override_reason = g_strdup (clt_stmt_get_text (stmt, 14));
  delivery->override_who = g_strdup (clt_stmt_get_text (stmt, 15));
  delivery->evidence = g_strdup (clt_stmt_get_text (stmt, 16));
  return delivery;
}

GPtrArray *
clt_delivery_list (CltConn *conn,
                   gint64 client_id,
                   gint64 product_id,
                   CltDay from,
                   CltDay to,
                   GError **error)
{
  /* an index for a client, another one for days: two statements, so that either is used */
  CltStmt *stmt = clt_conn_query (
    conn, error,
    client_id != 0
      ? "SELECT id, client_id, product_id, version_id, push_item_id, message_id, day, at, channel,"
        " staff_id, minutes, cost, note, requested, override_reason, override_who, evidence"
        " FROM delivery WHERE client_id = ?1 AND (?2 = 0 OR product_id = ?2)"
        " AND (?3 IS NULL OR day >= ?3) AND (?4 IS NULL OR day <= ?4) ORDER BY day DESC, id DESC"
      : "SELECT id, client_id, product_id, version_id, push_item_id, message_id, day, at, channel,"
        " staff_id, minutes, cost, note, requested, override_reason, override_who, evidence"
        " FROM delivery WHERE ?1 = 0 AND (?2 = 0 OR product_id = ?2)"
        " AND day >= coalesce(?3, -1000000) AND day <= coalesce(?4, 1000000)"
        " ORDER BY day DESC, id DESC",
    "iiyy", client_id, product_id, from, to);

  return clt_stmt_read_all (stmt, read_delivery, (GDestroyNotify) clt_delivery_free, error);
}
