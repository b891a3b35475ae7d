/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-query.h"
#include "core/clients/clt-client-sql.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-event.h"
#include "core/delivery/clt-push.h"
#include "core/funds/clt-calendar.h"
#include "core/funds/clt-product.h"
#include "core/rules/clt-rules.h"

const char *const clt_event_sectors[] = {
  [CLT_SECTOR_OTHER] = "other",
  [CLT_SECTOR_NON_FERROUS] = "non-ferrous",
  [CLT_SECTOR_PRECIOUS] = "precious",
  [CLT_SECTOR_FERROUS] = "ferrous",
  [CLT_SECTOR_ENERGY] = "energy",
  [CLT_SECTOR_CHEMICALS] = "chemicals",
  [CLT_SECTOR_FARM] = "farm",
  [CLT_SECTOR_TIMBER] = "timber",
  [CLT_SECTOR_SHIPPING] = "shipping",
  [CLT_SECTOR_INDEX] = "index",
  [CLT_SECTOR_BONDS] = "bonds",
  [CLT_SECTOR_NEW_ENERGY] = "new-energy",
  [CLT_N_SECTORS] = NULL,
};

/* Candidates */

void
clt_event_candidate_free (CltEventCandidate *candidate)
{
  g_free (candidate->name);
  g_free (candidate->account);
  g_free (candidate);
}

/* Lots by client in the sectors of the event; NULL on error. */
static GHashTable *
load_lots (CltConn *conn, const CltEvent *event, CltDay day, GError **error)
{
  g_autoptr (GHashTable) lots = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_auto (GStrv) sectors = g_strsplit (event->sectors, " ", -1);
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  int window;
  CltStmt *stmt;
  CltStep step;

  if (calendar == NULL || !clt_rules_get_count (conn, "behaviour.window_days", day, &window, error))
    return NULL;
  stmt = clt_conn_query (
    conn, error,
    "SELECT a.client_id, t.exchange, t.contract, sum(t.lots) FROM trade t"
    " JOIN account a ON a.id = t.account_id WHERE t.day BETWEEN ? AND ? GROUP BY 1, 2, 3",
    "ii",
    (gint64) clt_calendar_move (calendar, clt_calendar_at_or_before (calendar, day), 1 - window),
    (gint64) day);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 client = clt_stmt_get_int (stmt, 0);
      CltSector sector = clt_sector_of (clt_stmt_get_text (stmt, 1), clt_stmt_get_text (stmt, 2));
      gint64 *sum = g_hash_table_lookup (lots, &client);

      if (!g_strv_contains ((const char *const *) sectors, clt_event_sectors[sector]))
        continue;
      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (lots, g_memdup2 (&client, sizeof client), sum);
        }
      *sum += clt_stmt_get_int (stmt, 3);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&lots);
}

#define TIER CLT_SQL_TIER_ON ("c.id", "?2")

static GPtrArray *
load_people (CltConn *conn, const CltEvent *event, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_event_candidate_free);
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT * FROM (SELECT c.id, c.name, (SELECT a.number FROM account a WHERE a.client_id = c.id"
    " ORDER BY a.id LIMIT 1), " TIER " AS tier FROM client c WHERE c.prospect = 0"
    " AND EXISTS (SELECT 1 FROM spell s WHERE s.client_id = c.id AND s.opened <= ?2"
    " AND (s.closed IS NULL OR s.closed > ?2)) AND NOT EXISTS (SELECT 1 FROM event_guest g"
    " WHERE g.event_id = ?1 AND g.client_id = c.id)) ORDER BY 1",
    "ii", event->id, (gint64) day);

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltEventCandidate *candidate = g_new0 (CltEventCandidate, 1);

      candidate->client_id = clt_stmt_get_int (stmt, 0);
      candidate->name = g_strdup (clt_stmt_get_text (stmt, 1));
      candidate->account = g_strdup (clt_stmt_get_text (stmt, 2));
      candidate->tier = (CltTier) clt_stmt_get_int (stmt, 3);
      candidate->out = candidate->tier < event->min_tier ? CLT_EVENT_OUT_TIER : 0;
      g_ptr_array_add (list, candidate);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

static void
mark_interest (GPtrArray *list, GHashTable *lots)
{
  for (guint i = 0; i < list->len; i++)
    {
      CltEventCandidate *candidate = list->pdata[i];
      const gint64 *sum = g_hash_table_lookup (lots, &candidate->client_id);

      if (sum == NULL)
        candidate->out |= CLT_EVENT_OUT_INTEREST;
      else
        candidate->lots = *sum;
    }
}

/* Lets go of who does not match. */
static gboolean
keep_matching (CltConn *conn, GPtrArray *list, const CltEventInvitation *invitation, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) ids = NULL;

  if (*invitation->expression == '\0')
    return TRUE;
  clt_set_str (&query->expression, invitation->expression);
  query->today = invitation->day;
  ids = clt_client_query_ids (conn, query, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
  for (guint i = list->len; i > 0; i--)
    if (!g_hash_table_contains (set, &((CltEventCandidate *) list->pdata[i - 1])->client_id))
      g_ptr_array_remove_index (list, i - 1);
  return TRUE;
}

/* May they come? Events happen on site. */
static gboolean
judge_event (CltConn *conn,
             const CltEvent *event,
             CltDay day,
             const gint64 *ids,
             guint n_ids,
             guint *blocks,
             GError **error)
{
  const CltGateQuestion question = { .product_id = event->product_id,
                                     .channel = "onsite",
                                     .day = day,
                                     .targeted = TRUE,
                                     .push = TRUE };
  g_autoptr (GPtrArray) verdicts = clt_gate_check_all (conn, &question, ids, n_ids, error);

  for (guint i = 0; verdicts != NULL && i < n_ids; i++)
    blocks[i] |= ((CltVerdict *) verdicts->pdata[i])->blocks;
  return verdicts != NULL;
}

/* What invites them: whoever comes is chosen by tier, trades or filter. */
static CltPushPlan *
make_plan (CltConn *conn,
           const CltEvent *event,
           const CltEventInvitation *invitation,
           const gint64 *ids,
           guint n_ids,
           GError **error)
{
  g_autoptr (CltPushPlan) plan = clt_push_plan_new ();

  plan->product_id = event->invitation_id;
  clt_set_str (&plan->channel, invitation->channel);
  g_free (plan->expression);
  plan->expression = *invitation->expression != '\0'
                       ? g_strdup (invitation->expression)
                       : g_strdup_printf ("tier >= %s", clt_tier_get_name (event->min_tier));
  clt_set_str (&plan->name, event->theme);
  return clt_push_plan_invite (conn, plan, ids, n_ids, invitation->day, error)
           ? g_steal_pointer (&plan)
           : NULL;
}

/* May they be written to? @preview: (out): of the push. */
static gboolean
judge_invitation (CltConn *conn,
                  const CltPushPlan *plan,
                  guint *blocks,
                  CltPushPreview **preview,
                  GError **error)
{
  g_autoptr (GHashTable) lines = NULL;

  *preview = clt_push_preview (conn, plan, error);
  if (*preview == NULL)
    return FALSE;
  lines = clt_push_preview_index (*preview);
  for (guint i = 0; i < plan->targets->len; i++)
    {
      const CltPushLine *line =
        g_hash_table_lookup (lines, &g_array_index (plan->targets, CltPushTarget, i).client_id);

      blocks[i] |= line->blocks;
    }
  return TRUE;
}

typedef struct
{
  CltPushPlan *plan;       /* (nullable) */
  CltPushPreview *preview; /* (nullable) */
  guint *blocks;           /* one an id */
} Verdict;

static void
verdict_clear (Verdict *verdict)
{
  g_clear_pointer (&verdict->plan, clt_push_plan_free);
  g_clear_pointer (&verdict->preview, clt_push_preview_free);
  g_clear_pointer (&verdict->blocks, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verdict, verdict_clear)

/* An event without a product asks nobody's leave; nobody is invited to it. */
static gboolean
judge (CltConn *conn,
       const CltEvent *event,
       const CltEventInvitation *invitation,
       const gint64 *ids,
       guint n_ids,
       Verdict *verdict,
       GError **error)
{
  verdict->blocks = g_new0 (guint, n_ids + 1);
  if (n_ids == 0 || event->product_id == 0)
    return TRUE;
  if (!judge_event (conn, event, invitation->day, ids, n_ids, verdict->blocks, error))
    return FALSE;
  if (event->invitation_id == 0)
    return TRUE;
  verdict->plan = make_plan (conn, event, invitation, ids, n_ids, error);
  return verdict->plan != NULL &&
         judge_invitation (conn, verdict->plan, verdict->blocks, &verdict->preview, error);
}

static gboolean
judge_candidates (CltConn *conn,
                  const CltEvent *event,
                  const CltEventInvitation *invitation,
                  GPtrArray *list,
                  GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (Verdict) verdict = { 0 };
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    if (((CltEventCandidate *) list->pdata[i])->out == 0)
      g_array_append_val (ids, ((CltEventCandidate *) list->pdata[i])->client_id);
  if (!judge (conn, event, invitation, (const gint64 *) (gpointer) ids->data, ids->len, &verdict,
              error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (((CltEventCandidate *) list->pdata[i])->out == 0)
      ((CltEventCandidate *) list->pdata[i])->blocks = verdict.blocks[n++];
  return TRUE;
}

static gboolean
is_free (const CltEventCandidate *candidate)
{
  return candidate->out == 0 && candidate->blocks == 0;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const CltEventCandidate *x = *(CltEventCandidate *const *) a;
  const CltEventCandidate *y = *(CltEventCandidate *const *) b;

  if (is_free (x) != is_free (y))
    return is_free (x) ? -1 : 1;
  if ((x->out == 0) != (y->out == 0))
    return x->out == 0 ? -1 : 1;
  if (x->tier != y->tier)
    return (int) y->tier - (int) x->tier;
  if (x->lots != y->lots)
    return x->lots > y->lots ? -1 : 1;
  return x->client_id < y->client_id ? -1 : x->client_id > y->client_id;
}

GPtrArray *
clt_event_find_candidates (CltConn *conn,
                           gint64 event_id,
                           const CltEventInvitation *invitation,
                           GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  g_autoptr (GPtrArray) list =
    event == NULL ? NULL : load_people (conn, event, invitation->day, error);

  if (list == NULL || !keep_matching (conn, list, invitation, error))
    return NULL;
  if (*event->sectors != '\0')
    {
      g_autoptr (GHashTable) lots = load_lots (conn, event, invitation->day, error);

      if (lots == NULL)
        return NULL;
      mark_interest (list, lots);
    }
  if (!judge_candidates (conn, event, invitation, list, error))
    return NULL;
  g_ptr_array_sort (list, compare_candidates);
  return g_steal_pointer (&list);
}

char *
clt_event_candidate_dup_reason (const CltEventCandidate *candidate)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *blocks = clt_block_set_to_label (candidate->blocks);

  if (candidate->out & CLT_EVENT_OUT_TIER)
    g_string_append (text, _ ("below the tier of the event"));
  if (candidate->out & CLT_EVENT_OUT_INTEREST)
    g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("filter", "; ") : "",
                            _ ("trades none of its sectors"));
  if (*blocks != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("filter", "; ") : "", blocks);
  return g_strdup (text->str);
}

/* Inviting */

static gboolean
check_free (CltConn *conn, const gint64 *ids, guint n_ids, const guint *blocks, GError **error)
{
  for (guint i = 0; i < n_ids; i++)
    {
      g_autofree char *reasons = NULL;
      g_autoptr (CltClient) client = NULL;

      if (blocks[i] == 0)
        continue;
      client = clt_client_load (conn, ids[i], clt_today (), error);
      if (client == NULL)
        return FALSE;
      reasons = clt_block_set_to_label (blocks[i]);
      return clt_store_refuse (error,
                               /* Translators: a client's name, then the reasons. */
                               _ ("%s may not be invited: %s. Nobody was invited."), client->name,
                               reasons);
    }
  return TRUE;
}

static gboolean
add_guest (CltConn *conn, gint64 event_id, gint64 client, CltDay day, gint64 push, GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO event_guest (event_id, client_id, invited, push_item_id)"
                       " VALUES (?1, ?2, ?3, (SELECT id FROM push_item WHERE push_id = ?4"
                       " AND client_id = ?2))",
                       "iiii", event_id, client, (gint64) day, push);
}

/* (element-type gint64): those of @ids who are no guests yet, each once. */
static GArray *
keep_new (CltConn *conn, gint64 event_id, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_ids; i++)
    {
      gint64 guest;

      if (!clt_conn_get_int (conn, &guest, 0, error,
                             "SELECT count(*) FROM event_guest WHERE event_id = ?"
                             " AND client_id = ?",
                             "ii", event_id, ids[i]))
        return NULL;
      if (guest == 0 && g_hash_table_add (seen, (gpointer) &ids[i]))
        g_array_append_val (fresh, ids[i]);
    }
  return g_steal_pointer (&fresh);
}

static gboolean
check_open (const CltEvent *event, GError **error)
{
  if (!g_str_equal (event->state, "planned"))
    return clt_store_refuse (error, _ ("This event is over or was cancelled. Nobody was invited."));
  if (event->product_id == 0)
    return clt_store_refuse (
      error, _ ("Name the product as which the event is delivered: it decides who may "
                "come. Nobody was invited."));
  return TRUE;
}

gboolean
clt_event_invite (CltConn *conn,
                  gint64 event_id,
                  const gint64 *ids,
                  guint n_ids,
                  const CltEventInvitation *invitation,
                  gint64 *push_id,
                  GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  g_autoptr (GArray) fresh = NULL;
  g_auto (Verdict) verdict = { 0 };
  const gint64 *chosen;
  gint64 push = 0;

  if (event == NULL || !check_open (event, error))
    return FALSE;
  fresh = keep_new (conn, event_id, ids, n_ids, error);
  if (fresh == NULL)
    return FALSE;
  chosen = (const gint64 *) (gpointer) fresh->data;
  if (!judge (conn, event, invitation, chosen, fresh->len, &verdict, error) ||
      !check_free (conn, chosen, fresh->len, verdict.blocks, error))
    return FALSE;
  if (verdict.preview != NULL &&
      (push = clt_push_create (conn, verdict.plan, verdict.preview, invitation->who, error)) == 0)
    return FALSE;
  for (guint i = 0; i < fresh->len; i++)
    if (!add_guest (conn, event_id, chosen[i], invitation->day, push, error))
      return FALSE;
  if (push_id != NULL)
    *push_id = push;
  return TRUE;
}
