/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-push.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-list.h"
#include "core/clients/clt-client-sql.h"
#include "core/delivery/clt-appointment.h"
#include "core/delivery/clt-call.h"
#include "core/store/clt-ids.h"

/* Creating */

/* What was asked for, as it will be read later: the list may have another name by then. */
static char *
describe_audience (CltConn *conn, const CltPushPlan *plan, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (plan->list_id != 0)
    {
      g_autoptr (CltClientList) list = clt_client_list_load (conn, plan->list_id, error);

      if (list == NULL)
        return NULL;
      g_string_append_printf (text, "list = \"%s\"", list->name);
    }
  if (*plan->expression != '\0')
    g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " and ", plan->expression);
  if (plan->owner_id != 0)
    g_string_append_printf (text, "%sowner = %" G_GINT64_FORMAT, text->len == 0 ? "" : " and ",
                            plan->owner_id);
  if (plan->owed)
    g_string_append_printf (text, "%sowed", text->len == 0 ? "" : " and ");
  return g_strdup (text->str);
}

static gboolean
insert_push (CltConn *conn,
             gint64 id,
             const CltPushPlan *plan,
             gboolean targeted,
             const char *who,
             GError **error)
{
  g_autofree char *audience = describe_audience (conn, plan, error);

  /* the version of the first day: what the plan was reckoned with */
  return audience != NULL &&
         clt_conn_run (
           conn, error,
           "INSERT INTO push (id, name, product_id, version_id, occasion, audience, targeted,"
           " first_day, last_day, owner_id, created, who) VALUES (?1, ?2, ?3, (SELECT v.id"
           " FROM product_version v WHERE v.product_id = ?3 AND v.state <> 'draft'"
           " AND v.valid_from <= ?7 ORDER BY v.valid_from DESC, v.number DESC LIMIT 1), ?4, ?5, ?6,"
           " ?7, ?8, nullif(?9, 0), ?10, ?11)",
           "ititti"
           "iiiit",
           id, plan->name, plan->product_id, plan->occasion, audience, (gint64) targeted,
           (gint64) plan->first, (gint64) plan->last, plan->owner_id, clt_action_get_time (conn),
           who);
}

static gboolean
insert_item (CltConn *conn, gint64 push_id, const CltPushLine *line, CltDay first, GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);
  g_autofree char *reasons = clt_block_set_to_text (line->blocks);

  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO push_item (id, push_id, client_id, day, channel, specialist_id,"
                       " adviser_id, state, reasons, evidence)"
                       " VALUES (?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, ?, ?)",
                       "iiiitiittt", id, push_id, line->client_id,
                       (gint64) (line->day == CLT_DAY_NONE ? first : line->day), line->channel,
                       line->specialist_id, line->adviser_id,
                       line->blocks == 0 ? "planned" : "blocked", reasons, line->evidence);
}

gint64
clt_push_create (CltConn *conn,
                 const CltPushPlan *plan,
                 const CltPushPreview *preview,
                 const char *who,
                 GError **error)
{
  g_autofree char *name = clt_text_clean (plan->name, -1);
  gint64 id;

  if (*name == '\0')
    return clt_store_refuse (error, _ ("A push needs a name. Nothing was changed."));
  if (preview->n_free == 0)
    return clt_store_refuse (
      error, _ ("Nobody may get this: every client of the audience is blocked, or there "
                "is none. Nothing was changed."));
  id = clt_conn_new_id (conn, error);
  if (id == 0 || !insert_push (conn, id, plan, preview->targeted, who, error))
    return 0;
  for (guint i = 0; i < preview->lines->len; i++)
    if (!insert_item (conn, id, preview->lines->pdata[i], plan->first, error))
      return 0;
  return id;
}

/* Changing */

gboolean
clt_push_override (CltConn *conn,
                   gint64 item_id,
                   const char *who,
                   const char *reason,
                   GError **error)
{
  g_autofree char *why = clt_text_clean (reason, -1);
  gint64 open;

  if (*why == '\0')
    return clt_store_refuse (error,
                             _ ("Say why this client may be contacted again so soon. Nothing was "
                                "changed."));
  if (!clt_gate_check_manager (conn, who, clt_today (), error) ||
      !clt_conn_get_int (conn, &open, 0, error,
                         "SELECT count(*) FROM push_item i JOIN push u ON u.id = i.push_id"
                         " WHERE i.id = ? AND i.state = 'blocked' AND i.reasons = ?"
                         " AND u.state <> 'cancelled'",
                         "it", item_id, clt_block_get_key (CLT_BLOCK_OVERRIDABLE)))
    return FALSE;
  if (open == 0)
    return clt_store_refuse (
      error, _ ("Only “contacted too recently” can be set aside, and only where nothing "
                "else stands in the way. Nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'planned', reasons = '', override_reason = ?,"
                       " override_who = ? WHERE id = ?",
                       "tti", why, who, item_id);
}

gboolean
clt_push_cancel (CltConn *conn, gint64 push_id, GError **error)
{
  return clt_call_drop_push (conn, push_id, error) &&
         clt_appointment_cancel_push (conn, push_id, error) &&
         /* what has gone out is in the log; a message that waits finds its item dropped at the
            gate */
         clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'dropped' WHERE push_id = ?"
                       " AND state IN ('planned', 'queued')"
                       " AND NOT EXISTS (SELECT 1 FROM delivery d"
                       " WHERE d.client_id = push_item.client_id"
                       " AND d.push_item_id = push_item.id)",
                       "i", push_id) &&
         clt_conn_run (conn, error,
                       "UPDATE push SET state = 'cancelled' WHERE id = ?"
                       " AND state IN ('planned', 'active')",
                       "i", push_id);
}

gboolean
clt_push_cancel_all (CltConn *conn, CltStmt *pushes, GError **error)
{
  g_autoptr (GArray) ids = clt_ids_read (pushes, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!clt_push_cancel (conn, g_array_index (ids, gint64, i), error))
      return FALSE;
  return ids != NULL;
}

/* Listing */

void
clt_push_free (CltPush *push)
{
  g_free (push->name);
  g_free (push->product);
  g_free (push->occasion);
  g_free (push->audience);
  g_free (push->state);
  g_free (push->who);
  g_free (push);
}

/* The queue does not touch the item of a message that it has sent: the log tells. */
#define ITEM_STATE                                                                                 \
  "CASE WHEN i.state = 'queued' AND EXISTS (SELECT 1 FROM delivery d"                              \
  " WHERE d.client_id = i.client_id AND d.push_item_id = i.id) THEN 'done' ELSE i.state END"

static void
count_items (CltPush *push, const char *state, guint n)
{
  const struct
  {
    const char *state;
    guint *count;
  } counts[] = {
    { "planned", &push->planned }, { "queued", &push->queued },   { "done", &push->done },
    { "dropped", &push->dropped }, { "blocked", &push->blocked },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (g_str_equal (state, counts[i].state))
      *counts[i].count += n;
}

static CltPush *
read_push (CltStmt *stmt)
{
  CltPush *push = g_new0 (CltPush, 1);

  push->id = clt_stmt_get_int (stmt, 0);
  push->name = g_strdup (clt_stmt_get_text (stmt, 1));
  push->product_id = clt_stmt_get_int (stmt, 2);
  push->product = g_strdup (clt_stmt_get_text (stmt, 3));
  push->occasion = g_strdup (clt_stmt_get_text (stmt, 4));
  push->audience = g_strdup (clt_stmt_get_text (stmt, 5));
  push->state = g_strdup (clt_stmt_get_text (stmt, 6));
  push->who = g_strdup (clt_stmt_get_text (stmt, 7));
  push->first = clt_stmt_get_day (stmt, 8);
  push->last = clt_stmt_get_day (stmt, 9);
  return push;
}

GPtrArray *
clt_push_list (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_push_free);
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT u.id, u.name, u.product_id, v.name, u.occasion, u.audience, u.state, u.who,"
    " u.first_day, u.last_day, s.state, s.n FROM push u JOIN product_version v"
    " ON v.id = u.version_id LEFT JOIN (SELECT i.push_id, " ITEM_STATE
    " AS state, count(*) AS n FROM push_item i GROUP BY 1, 2) s ON s.push_id = u.id"
    " ORDER BY u.created DESC, u.id DESC",
    "");
  CltPush *push = NULL;
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      if (push == NULL || push->id != clt_stmt_get_int (stmt, 0))
        {
          push = read_push (stmt);
          g_ptr_array_add (list, push);
        }
      count_items (push, clt_stmt_get_text (stmt, 10), (guint) clt_stmt_get_int (stmt, 11));
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

void
clt_push_item_free (CltPushItem *item)
{
  g_free (item->client);
  g_free (item->account);
  g_free (item->channel);
  g_free (item->state);
  g_free (item->override_reason);
  g_free (item->override_who);
  g_free (item->evidence);
  g_free (item);
}

static gpointer
read_item (CltStmt *stmt)
{
  CltPushItem *item = g_new0 (CltPushItem, 1);

  item->id = clt_stmt_get_int (stmt, 0);
  item->push_id = clt_stmt_get_int (stmt, 1);
  item->client_id = clt_stmt_get_int (stmt, 2);
  item->client = g_strdup (clt_stmt_get_text (stmt, 3));
  item->account = g_strdup (clt_stmt_get_text (stmt, 4));
  item->day = clt_stmt_get_day (stmt, 5);
  item->channel = g_strdup (clt_stmt_get_text (stmt, 6));
  item->specialist_id = clt_stmt_get_int (stmt, 7);
  item->adviser_id = clt_stmt_get_int (stmt, 8);
  item->state = g_strdup (clt_stmt_get_text (stmt, 9));
  item->blocks = clt_block_set_from_text (clt_stmt_get_text (stmt, 10));
  item->override_reason = g_strdup (clt_stmt_get_text (stmt, 11));
  item->override_who = g_strdup (clt_stmt_get_text (stmt, 12));
  item->evidence = g_strdup (clt_stmt_get_text (stmt, 13));
  return item;
}

#define ITEM_SQL                                                                                   \
  "SELECT i.id, i.push_id, i.client_id, c.name, (SELECT a.number FROM account a"                   \
  " WHERE a.client_id = c.id ORDER BY a.id LIMIT 1), i.day, i.channel, i.specialist_id,"           \
  " i.adviser_id, " ITEM_STATE ", i.reasons, i.override_reason, i.override_who, i.evidence"        \
  " FROM push_item i JOIN client c ON c.id = i.client_id"

GPtrArray *
clt_push_get_items (CltConn *conn, gint64 push_id, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            ITEM_SQL " WHERE i.push_id = ?"
                                                     " ORDER BY i.state = 'blocked', i.day, i.id",
                                            "i", push_id),
                            read_item, (GDestroyNotify) clt_push_item_free, error);
}

GPtrArray *
clt_push_get_items_on (CltConn *conn,
                       const char *occasion,
                       const gint64 *ids,
                       guint n_ids,
                       GError **error)
{
  g_autofree char *json = clt_client_ids_to_json (ids, n_ids);

  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            ITEM_SQL
                                            " JOIN push u ON u.id = i.push_id WHERE u.occasion = ?"
                                            " AND i.state IN ('planned', 'queued', 'done')"
                                            " AND i.client_id IN (SELECT value FROM json_each (?))"
                                            " ORDER BY i.day, i.id",
                                            "tt", occasion, json),
                            read_item, (GDestroyNotify) clt_push_item_free, error);
}

const char *
clt_push_item_state_get_label (const char *state)
{
  static const struct
  {
    const char *state, *label;
  } labels[] = {
    { "free", NC_ ("push item", "Ready") },         { "planned", NC_ ("push item", "Planned") },
    { "queued", NC_ ("push item", "Handed over") }, { "done", NC_ ("push item", "Delivered") },
    { "dropped", NC_ ("push item", "Dropped") },    { "blocked", NC_ ("push item", "Blocked") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].state, state))
      return g_dpgettext2 (GETTEXT_PACKAGE, "push item", labels[i].label);
  return state;
}

gboolean
clt_push_get_next (CltConn *conn,
                   gint64 client_id,
                   CltDay from,
                   CltDay *day,
                   gint64 *product_id,
                   GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT i.day, p.product_id FROM push_item i"
                                  " JOIN push p ON p.id = i.push_id WHERE i.client_id = ?1"
                                  " AND i.day >= ?2 AND i.state IN ('planned', 'queued')"
                                  " ORDER BY i.day, i.id LIMIT 1",
                                  "ii", client_id, (gint64) from);
  CltStep step;

  *day = CLT_DAY_NONE;
  *product_id = 0;
  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    {
      *day = clt_stmt_get_day (stmt, 0);
      *product_id = clt_stmt_get_int (stmt, 1);
    }
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}
