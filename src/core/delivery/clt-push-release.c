/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/clients/clt-client-sql.h"
#include "core/delivery/clt-appointment.h"
#include "core/delivery/clt-bulletin.h"
#include "core/delivery/clt-call.h"
#include "core/delivery/clt-message.h"
#include "core/delivery/clt-push.h"

typedef struct
{
  CltConn *conn;
  gint64 push_id, product_id;
  gint64 version_id; /* in force on the day; the plan's where none is any more */
  CltDay day;
  gboolean targeted, greeting;
  char *name; /* owned: of the product */
  int minutes;
  guint queued, blocked;
} Release;

typedef struct
{
  gint64 id, client_id, specialist_id, adviser_id;
  gboolean set_aside; /* a manager has set the gap aside */
  CltTier tier;
  char *channel, *medium; /* owned */
} Item;

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_free (item->channel);
  g_free (item->medium);
}

static gint64
get_staff (const Item *item)
{
  return item->specialist_id != 0 ? item->specialist_id : item->adviser_id;
}

/* Reading */

static gboolean
load_push (Release *release, GError **error)
{
  CltStmt *stmt = clt_conn_query (release->conn, error,
                                  "SELECT u.product_id, v.id, u.targeted, u.occasion <> '', v.name,"
                                  " v.minutes FROM push u JOIN product_version v ON v.id ="
                                  " coalesce((SELECT w.id FROM product_version w WHERE"
                                  " w.product_id = u.product_id AND w.state <> 'draft'"
                                  " AND w.valid_from <= ?2 ORDER BY w.valid_from DESC,"
                                  " w.number DESC LIMIT 1), u.version_id) WHERE u.id = ?1"
                                  " AND u.state IN ('planned', 'active')",
                                  "ii", release->push_id, (gint64) release->day);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_DONE)
    clt_store_refuse (error, _ ("This push is finished or was cancelled. Nothing was sent."));
  if (step != CLT_STEP_ROW)
    return FALSE;
  release->product_id = clt_stmt_get_int (stmt, 0);
  release->version_id = clt_stmt_get_int (stmt, 1);
  release->targeted = clt_stmt_get_int (stmt, 2) != 0;
  release->greeting = clt_stmt_get_int (stmt, 3) != 0;
  release->name = g_strdup (clt_stmt_get_text (stmt, 4));
  release->minutes = (int) clt_stmt_get_int (stmt, 5);
  clt_stmt_reset (stmt);
  return TRUE;
}

#define TIER CLT_SQL_TIER_ON ("i.client_id", "?2")

static GArray *
load_due (Release *release, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  CltStmt *stmt = clt_conn_query (
    release->conn, error,
    "SELECT i.id, i.client_id, coalesce(i.specialist_id, 0), coalesce(i.adviser_id, 0),"
    " i.override_reason <> '', i.channel, coalesce(c.medium, ''), " TIER
    " FROM push_item i LEFT JOIN channel c ON c.key = i.channel WHERE i.push_id = ?1"
    " AND i.state = 'planned' AND i.day <= ?2 ORDER BY i.day, i.id",
    "ii", release->push_id, (gint64) release->day);
  CltStep step;

  g_array_set_clear_func (items, clear_item);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const Item item = { .id = clt_stmt_get_int (stmt, 0),
                          .client_id = clt_stmt_get_int (stmt, 1),
                          .specialist_id = clt_stmt_get_int (stmt, 2),
                          .adviser_id = clt_stmt_get_int (stmt, 3),
                          .set_aside = clt_stmt_get_int (stmt, 4) != 0,
                          .channel = g_strdup (clt_stmt_get_text (stmt, 5)),
                          .medium = g_strdup (clt_stmt_get_text (stmt, 6)),
                          .tier = (CltTier) clt_stmt_get_int (stmt, 7) };

      g_array_append_val (items, item);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&items);
}

/* Handing over */

static gboolean
add_visit (Release *release, const Item *item, GError **error)
{
  g_autoptr (CltAppointment) visit = clt_appointment_new ();

  visit->push_item_id = item->id;
  visit->client_id = item->client_id;
  visit->product_id = release->product_id;
  visit->staff_id = get_staff (item);
  clt_set_str (&visit->subject, release->name);
  return clt_appointment_propose (release->conn, visit, release->day, release->minutes, error) &&
         clt_appointment_save (release->conn, visit, error);
}

static gboolean
log_delivery (Release *release, const Item *item, GError **error)
{
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();

  delivery->client_id = item->client_id;
  delivery->product_id = release->product_id;
  delivery->push_item_id = item->id;
  delivery->staff_id = get_staff (item);
  delivery->day = release->day;
  clt_set_str (&delivery->channel, item->channel);
  return clt_delivery_save (release->conn, delivery, error);
}

static gboolean
hand_over (Release *release, const Item *item, GError **error)
{
  if (g_str_equal (item->medium, "email") || g_str_equal (item->medium, "sms"))
    return clt_message_queue (release->conn, item->id, item->client_id, release->product_id,
                              item->channel, release->day, error) != 0;
  if (g_str_equal (item->medium, "phone"))
    return clt_call_add (release->conn, item->id, item->client_id, release->product_id,
                         get_staff (item), release->day, NULL, error) != 0;
  if (g_str_equal (item->medium, "onsite"))
    return add_visit (release, item, error);
  if (g_str_equal (item->medium, "website") || g_str_equal (item->medium, "software"))
    return clt_bulletin_add (release->conn, release->push_id, release->version_id, item->channel,
                             release->day, item->tier, error);
  return log_delivery (release, item, error);
}

/* The last moment */

static gboolean
block (Release *release, const Item *item, guint blocks, const char *evidence, GError **error)
{
  g_autofree char *reasons = clt_block_set_to_text (blocks);

  release->blocked++;
  return clt_conn_run (release->conn, error,
                       "UPDATE push_item SET state = 'blocked', reasons = ?, evidence = ?"
                       " WHERE id = ?",
                       "tti", reasons, evidence, item->id);
}

/* An address that cannot be right, or a text that lacks a value, stops this client only. */
static gboolean
block_unreachable (Release *release,
                   const Item *item,
                   const char *evidence,
                   const char *problem,
                   GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (evidence, error);
  g_autofree char *text = NULL;

  if (root == NULL)
    return FALSE;
  json_object_set_string_member (json_node_get_object (root), "problem", problem);
  text = json_to_string (root, FALSE);
  return block (release, item, CLT_BLOCK_CHANNEL, text, error);
}

static gboolean
release_item (Release *release, const Item *item, GError **error)
{
  const CltGateQuestion question = {
    .product_id = release->product_id,
    .channel = item->channel,
    .adviser_id = item->adviser_id,
    .day = release->day,
    .targeted = release->targeted,
    .push = TRUE,
    .greeting = release->greeting,
    .push_item_id = item->id,
  };
  g_autoptr (GPtrArray) verdicts =
    clt_gate_check_all (release->conn, &question, &item->client_id, 1, error);
  g_autoptr (GError) problem = NULL;
  const CltVerdict *verdict;
  guint blocks;

  if (verdicts == NULL)
    return FALSE;
  verdict = verdicts->pdata[0];
  blocks = verdict->blocks & ~(item->set_aside ? CLT_BLOCK_OVERRIDABLE : 0u);
  if (blocks != 0)
    return block (release, item, blocks, verdict->evidence, error);
  if (!hand_over (release, item, &problem))
    {
      if (g_error_matches (problem, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
        return block_unreachable (release, item, verdict->evidence, problem->message, error);
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  release->queued++;
  return clt_conn_run (release->conn, error,
                       "UPDATE push_item SET state = CASE state WHEN 'done' THEN 'done'"
                       " ELSE 'queued' END, evidence = ? WHERE id = ?",
                       "ti", verdict->evidence, item->id);
}

static gboolean
check_day (CltDay day, GError **error)
{
  if (day <= clt_today ())
    return TRUE;
  return clt_store_refuse (
    error, _ ("What is planned for days to come is released when they come. Nothing was "
              "sent."));
}

gboolean
clt_push_release (CltConn *conn,
                  gint64 push_id,
                  CltDay day,
                  guint *queued,
                  guint *blocked,
                  GError **error)
{
  Release release = { .conn = conn, .push_id = push_id, .day = day };
  g_autofree char *name = NULL;
  g_autoptr (GArray) items = NULL;
  gboolean loaded = check_day (day, error) && load_push (&release, error);

  name = release.name;
  items = loaded ? load_due (&release, error) : NULL;
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!release_item (&release, &g_array_index (items, Item, i), error))
      return FALSE;
  if (queued != NULL)
    *queued = release.queued;
  if (blocked != NULL)
    *blocked = release.blocked;
  return clt_conn_run (conn, error,
                       "UPDATE push SET state = CASE WHEN EXISTS (SELECT 1 FROM push_item"
                       " WHERE push_id = ?1 AND state = 'planned') THEN 'active' ELSE 'done' END"
                       " WHERE id = ?1",
                       "i", push_id);
}
