/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study-delivery.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-workdays.h"
#include "core/delivery/clt-call.h"
#include "core/delivery/clt-push.h"
#include "core/people/clt-staff.h"
#include "core/research/clt-study-private.h"
#include "core/rules/clt-rules.h"
#include "core/store/clt-attachment.h"

/* A delivery in the making. */
typedef struct
{
  CltConn *conn;
  const CltStudyOrder *order;
  CltStudy *study;     /* owned */
  CltProduct *product; /* owned */
  GArray *clients;     /* owned: gint64 */
  char *channel;       /* owned */
  guint override;      /* CltBlock that the manager sets aside */
  gint64 push_id;
} Delivery;

static void
clear_delivery (Delivery *delivery)
{
  g_clear_pointer (&delivery->study, clt_study_free);
  g_clear_pointer (&delivery->product, clt_product_free);
  g_clear_pointer (&delivery->clients, g_array_unref);
  g_clear_pointer (&delivery->channel, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Delivery, clear_delivery)

CltStudyOrder *
clt_study_order_new (gint64 version_id, const char *who)
{
  CltStudyOrder *order = g_new0 (CltStudyOrder, 1);

  order->version_id = version_id;
  order->channel = g_strdup ("");
  order->note = g_strdup ("");
  order->override_reason = g_strdup ("");
  order->who = g_strdup (who);
  order->day = clt_today ();
  order->follow_up = TRUE;
  return order;
}

void
clt_study_order_free (CltStudyOrder *order)
{
  g_clear_pointer (&order->clients, g_array_unref);
  g_free (order->channel);
  g_free (order->note);
  g_free (order->override_reason);
  g_free (order->who);
  g_free (order);
}

static gint64
get_client (const Delivery *delivery, guint i)
{
  return g_array_index (delivery->clients, gint64, i);
}

/* ---- may it go at all? ----------------------------------------------------------------------------- */

static gboolean
check_version (Delivery *delivery, GError **error)
{
  const CltStudy *study = delivery->study;
  gint64 newer;

  if (study->state != CLT_STUDY_APPROVED)
    return clt_store_refuse (error, _ ("Only what was approved is delivered. Nothing was sent."));
  if (!clt_conn_get_int (delivery->conn, &newer, 0, error,
                         "SELECT count(*) FROM study_version WHERE study_id = ? AND number > ?"
                         " AND state = 'approved'",
                         "ii", study->id, (gint64) study->number))
    return FALSE;
  return newer == 0 ||
         clt_store_refuse (error, _ ("A newer version was approved: deliver that one. Nothing was"
                                     " sent."));
}

static gboolean
check_author (Delivery *delivery, GError **error)
{
  g_autoptr (CltStaff) author = clt_staff_load (delivery->conn, delivery->study->author_id, error);
  CltDay day = delivery->order->day;

  if (author == NULL)
    return FALSE;
  if (g_str_equal (author->role, "adviser") && *author->licence != '\0' &&
      (author->left == CLT_DAY_NONE || author->left >= day))
    return TRUE;
  return clt_store_refuse (
    error, /* Translators: the author's name. */
    _ ("%s is no adviser in office with a qualification number, so what was signed may"
       " not go out. Nothing was sent."),
    author->name);
}

static gboolean
load_product (Delivery *delivery, GError **error)
{
  gint64 id =
    delivery->order->product_id != 0 ? delivery->order->product_id : delivery->study->product_id;

  if (id == 0)
    return clt_store_refuse (error, _ ("Choose the product as which it is delivered. Nothing was"
                                       " sent."));
  delivery->product = clt_product_load (delivery->conn, id, delivery->order->day, error);
  if (delivery->product == NULL)
    return FALSE;
  return delivery->product->current != NULL ||
         clt_store_refuse (error,
                           _ ("This product is not in force on this day. Nothing was sent."));
}

static gboolean
choose_clients (Delivery *delivery, GError **error)
{
  const GArray *clients = delivery->order->clients;
  const CltStudy *study = delivery->study;

  delivery->clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (study->client_id != 0)
    g_array_append_val (delivery->clients, study->client_id);
  else if (clients != NULL)
    g_array_append_vals (delivery->clients, clients->data, clients->len);
  if (study->client_id != 0 && clients != NULL && clients->len > 0)
    return clt_store_refuse (error, _ ("A plan goes to its own client and to nobody else. Nothing"
                                       " was sent."));
  return delivery->clients->len > 0 ||
         clt_store_refuse (error, _ ("Say which clients get this note. Nothing was sent."));
}

/* ---- by which way? --------------------------------------------------------------------------------- */

static gboolean
refuse_entitlement (const Delivery *delivery, const CltStudyOffer *offer, GError **error)
{
  return clt_store_refuse (
    error, /* Translators: the client's name, then the product's. */
    _ ("%s is not entitled to “%s”, neither by his tier nor by a grant of his own."
       " Nothing was sent."),
    delivery->study->client, offer->product);
}

static gboolean
is_open (const Delivery *delivery, const CltStudyWay *way)
{
  return (way->blocks & ~delivery->override) == 0;
}

/* The channel that was asked for, else the first that is open, else the first. (nullable) */
static const CltStudyWay *
find_way (const Delivery *delivery, const CltStudyOffer *offer)
{
  const CltStudyWay *first = NULL;

  for (guint i = 0; i < offer->ways->len; i++)
    {
      const CltStudyWay *way = offer->ways->pdata[i];

      if (*delivery->channel != '\0' ? g_str_equal (way->channel, delivery->channel)
                                     : is_open (delivery, way))
        return way;
      if (*delivery->channel == '\0' && first == NULL)
        first = way;
    }
  return first;
}

/* Sets the error that the gate has for it. */
static gboolean
refuse_way (const Delivery *delivery, gint64 client_id, const CltStudyWay *way, GError **error)
{
  const CltGateQuestion question = {
    .product_id = delivery->product->id,
    .channel = way->channel,
    .adviser_id = delivery->study->author_id,
    .day = delivery->order->day,
    .push = TRUE,
    .planning = TRUE,
  };

  return clt_gate_check (delivery->conn, &question, client_id, delivery->override, error);
}

/* The first client settles the channel, which must then be open to the others. */
static gboolean
check_client (Delivery *delivery, gint64 client_id, GError **error)
{
  g_autoptr (CltStudyOffer) offer =
    clt_study_offer_load (delivery->conn, delivery->study, delivery->product, client_id,
                          delivery->order->day, error);
  const CltStudyWay *way;

  if (offer == NULL)
    return FALSE;
  if (delivery->study->kind == CLT_STUDY_PLAN && !offer->entitled)
    return refuse_entitlement (delivery, offer, error);
  way = find_way (delivery, offer);
  if (way == NULL)
    return clt_store_refuse (
      error, /* Translators: a product's name. */
      _ ("“%s” has no such channel that could carry a paper: by e-mail, by telephone,"
         " on site, or one that is only written down. Nothing was sent."),
      offer->product);
  clt_set_str (&delivery->channel, way->channel);
  return is_open (delivery, way) || refuse_way (delivery, client_id, way, error);
}

static gboolean
check_override (Delivery *delivery, GError **error)
{
  if (*delivery->order->override_reason == '\0')
    return TRUE;
  delivery->override = CLT_BLOCK_OVERRIDABLE;
  return clt_gate_check_manager (delivery->conn, delivery->order->who, delivery->order->day, error);
}

/* ---- the push -------------------------------------------------------------------------------------- */

static CltPushPlan *
build_plan (const Delivery *delivery)
{
  CltPushPlan *plan = clt_push_plan_new ();

  plan->product_id = delivery->product->id;
  plan->signer_id = delivery->study->author_id;
  plan->first = plan->last = delivery->order->day;
  plan->targets = g_array_new (FALSE, FALSE, sizeof (CltPushTarget));
  clt_set_str (&plan->channel, delivery->channel);
  g_free (plan->name);
  /* Translators: the title of a plan or note, then the number of its version. */
  plan->name =
    g_strdup_printf (_ ("%s, version %d"), delivery->study->title, delivery->study->number);
  for (guint i = 0; i < delivery->clients->len; i++)
    {
      const CltPushTarget target = { get_client (delivery, i), delivery->order->day };

      g_array_append_val (plan->targets, target);
    }
  return plan;
}

/* Whoever was only contacted too recently is let through by the manager's word. */
static void
lift_blocks (const Delivery *delivery, CltPushPreview *preview)
{
  for (guint i = 0; i < preview->lines->len; i++)
    {
      CltPushLine *line = preview->lines->pdata[i];

      if (line->blocks == 0 || (line->blocks & ~delivery->override) != 0)
        continue;
      line->blocks = 0;
      line->day = delivery->order->day;
      line->adviser_id = delivery->study->author_id;
      preview->n_free++;
      preview->n_blocked--;
    }
}

static gboolean
create_push (Delivery *delivery, GError **error)
{
  const CltStudyOrder *order = delivery->order;
  g_autoptr (CltPushPlan) plan = build_plan (delivery);
  g_autoptr (CltPushPreview) preview = clt_push_preview (delivery->conn, plan, error);

  if (preview == NULL)
    return FALSE;
  lift_blocks (delivery, preview);
  delivery->push_id = clt_push_create (delivery->conn, plan, preview, order->who, error);
  return delivery->push_id != 0 &&
         (delivery->override == 0 ||
          clt_conn_run (delivery->conn, error,
                        "UPDATE push_item SET override_reason = ?, override_who = ?"
                        " WHERE push_id = ? AND state = 'planned'",
                        "tti", order->override_reason, order->who, delivery->push_id)) &&
         clt_conn_run (delivery->conn, error,
                       "INSERT INTO push_study (push_id, version_id) VALUES (?, ?)", "ii",
                       delivery->push_id, delivery->study->version_id) &&
         clt_conn_run (delivery->conn, error, "UPDATE study SET product_id = ? WHERE id = ?", "ii",
                       delivery->product->id, delivery->study->id);
}

static gboolean
keep_paper (const Delivery *delivery, GBytes *paper, GError **error)
{
  const CltStudy *study = delivery->study;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) kept = clt_study_load_paper (delivery->conn, study->version_id, &failure);
  /* Translators: the name of a file: the title of a plan or note, the number of its version. */
  g_autofree char *name = g_strdup_printf (_ ("%s, version %d.pdf"), study->title, study->number);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_strdelimit (name, "/\\:", '-');
  return (kept != NULL || clt_attachment_add (delivery->conn, "study_version", study->version_id,
                                              name, paper, error) != 0) &&
         clt_attachment_add (delivery->conn, "push", delivery->push_id, name,
                             kept != NULL ? kept : paper, error) != 0;
}

/* ---- handing over ---------------------------------------------------------------------------------- */

static gboolean
write_down (Delivery *delivery, const CltPushItem *item, GError **error)
{
  g_autoptr (CltDelivery) done = clt_delivery_new ();

  done->client_id = item->client_id;
  done->product_id = delivery->product->id;
  done->push_item_id = item->id;
  done->staff_id = delivery->study->author_id;
  done->day = delivery->order->day;
  clt_set_str (&done->channel, item->channel);
  clt_set_str (&done->note, delivery->order->note);
  return clt_delivery_save (delivery->conn, done, error);
}

static gboolean
write_down_all (Delivery *delivery, GError **error)
{
  g_autoptr (GPtrArray) items = clt_push_get_items (delivery->conn, delivery->push_id, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const CltPushItem *item = items->pdata[i];

      if (g_str_equal (item->state, "planned") && !write_down (delivery, item, error))
        return FALSE;
    }
  return clt_conn_run (delivery->conn, error, "UPDATE push SET state = 'done' WHERE id = ?", "i",
                       delivery->push_id);
}

/* What the channel has against it is in the evidence; the item's reasons are those of the gate. */
static gboolean
tell_problem (Delivery *delivery, GError **error)
{
  CltStmt *stmt = clt_conn_query (delivery->conn, error,
                                  "SELECT json_extract (evidence, '$.problem'), reasons"
                                  " FROM push_item WHERE push_id = ? AND state = 'blocked' LIMIT 1",
                                  "i", delivery->push_id);
  g_autofree char *reasons = NULL;

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  reasons = clt_stmt_is_null (stmt, 0)
              ? clt_block_set_to_label (clt_block_set_from_text (clt_stmt_get_text (stmt, 1)))
              : g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return clt_store_refuse (error, "%s", reasons);
}

static gboolean
hand_over (Delivery *delivery, GError **error)
{
  guint blocked;

  if (delivery->order->done)
    return write_down_all (delivery, error);
  if (delivery->order->day > clt_today ())
    return TRUE;
  if (!clt_push_release (delivery->conn, delivery->push_id, delivery->order->day, NULL, &blocked,
                         error))
    return FALSE;
  return blocked == 0 || tell_problem (delivery, error);
}

/* ---- following up ---------------------------------------------------------------------------------- */

static gboolean
add_call (Delivery *delivery, gint64 client_id, CltDay due, GError **error)
{
  g_autofree char *day = clt_day_format (delivery->order->day);
  /* Translators: the title of a plan or note, then a date. */
  g_autofree char *script =
    g_strdup_printf (_ (
                       "“%s” was delivered on %s. Ask whether it is clear, whether goals and limits"
                       " still hold, and note the answer."),
                     delivery->study->title, day);
  gint64 staff;

  if (!clt_assignment_get (delivery->conn, client_id, "service", due, &staff, error))
    return FALSE;
  return clt_call_add (delivery->conn, 0, client_id, 0,
                       staff != 0 ? staff : delivery->study->author_id, due, script, error) != 0;
}

static gboolean
follow_up (Delivery *delivery, GError **error)
{
  g_autoptr (CltWorkdays) workdays = NULL;
  CltDay due;
  int days;

  if (!delivery->order->follow_up)
    return TRUE;
  workdays = clt_workdays_load (delivery->conn, error);
  if (workdays == NULL ||
      !clt_rules_get_count (delivery->conn, "study.follow_up", delivery->order->day, &days, error))
    return FALSE;
  due = clt_workdays_move (workdays, delivery->order->day, days);
  for (guint i = 0; i < delivery->clients->len; i++)
    if (!add_call (delivery, get_client (delivery, i), due, error))
      return FALSE;
  return TRUE;
}

/* ---- all of it ------------------------------------------------------------------------------------- */

gint64
clt_study_deliver (CltConn *conn, const CltStudyOrder *order, GBytes *paper, GError **error)
{
  g_auto (Delivery) delivery = { .conn = conn, .order = order };

  delivery.channel = g_strdup (order->channel);
  delivery.study = clt_study_load (conn, order->version_id, error);
  if (delivery.study == NULL || !check_version (&delivery, error) ||
      !check_author (&delivery, error) || !load_product (&delivery, error) ||
      !choose_clients (&delivery, error) || !check_override (&delivery, error))
    return 0;
  for (guint i = 0; i < delivery.clients->len; i++)
    if (!check_client (&delivery, get_client (&delivery, i), error))
      return 0;
  if (!create_push (&delivery, error) || !keep_paper (&delivery, paper, error) ||
      !hand_over (&delivery, error) || !follow_up (&delivery, error))
    return 0;
  return delivery.push_id;
}

GBytes *
clt_study_load_paper (CltConn *conn, gint64 version_id, GError **error)
{
  g_autoptr (GPtrArray) kept = clt_attachment_list (conn, "study_version", version_id, error);

  if (kept == NULL || kept->len == 0)
    return NULL;
  return clt_attachment_load (conn, ((CltAttachment *) kept->pdata[0])->id, error);
}
