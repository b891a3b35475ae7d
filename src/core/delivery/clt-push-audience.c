/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-push-private.h"

#include "core/clients/clt-client-list.h"
#include "core/clients/clt-client-query.h"
#include "core/store/clt-ids.h"

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
add_draft (CltPushWork *work, gint64 client_id, CltDay first, CltDay last)
{
  const CltPushDraft draft = { .client_id = client_id,
                               .right = { .kind = CLT_RIGHT_NONE, .channel = "" },
                               .first = first,
                               .last = last,
                               .asked = CLT_DAY_NONE,
                               .day = CLT_DAY_NONE,
                               .channel = "" };

  g_array_append_val (work->drafts, draft);
}

static void
clear_draft (gpointer data)
{
  g_free (((CltPushDraft *) data)->evidence);
}

GArray *
clt_push_drafts_new (void)
{
  GArray *drafts = g_array_new (FALSE, FALSE, sizeof (CltPushDraft));

  g_array_set_clear_func (drafts, clear_draft);
  return drafts;
}

static GArray *
ask_filter (CltPushWork *work, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();

  g_free (query->expression);
  query->expression = g_strdup (work->plan->expression);
  query->today = work->plan->first;
  return clt_client_query_ids (work->conn, query, error);
}

static GArray *
ask_list (CltPushWork *work, GError **error)
{
  g_autoptr (GPtrArray) members =
    clt_client_list_get_members (work->conn, work->plan->list_id, work->plan->first, error);
  GArray *ids;

  if (members == NULL)
    return NULL;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), members->len);
  for (guint i = 0; i < members->len; i++)
    g_array_append_val (ids, ((CltListMember *) members->pdata[i])->client_id);
  return ids;
}

static GArray *
ask_owner (CltPushWork *work, GError **error)
{
  CltStmt *stmt = clt_conn_query (work->conn, error,
                                  "SELECT DISTINCT client_id FROM assignment WHERE staff_id = ?1"
                                  " AND relation IN ('service', 'adviser') AND valid_from <= ?2"
                                  " AND (valid_to IS NULL OR valid_to >= ?2)",
                                  "ii", work->plan->owner_id, (gint64) work->plan->first);

  return clt_ids_read (stmt, error);
}

static GHashTable *
to_set (const GArray *ids)
{
  GHashTable *set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return set;
}

/* Keeps those of @ids who are in @others, which it takes. */
static gboolean
keep (GArray *ids, GArray *others)
{
  g_autoptr (GArray) taken = others;
  g_autoptr (GHashTable) set = NULL;
  guint n = 0;

  if (taken == NULL)
    return FALSE;
  set = to_set (taken);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (g_hash_table_contains (set, &id))
        g_array_index (ids, gint64, n++) = id;
    }
  g_array_set_size (ids, n);
  return TRUE;
}

static GHashTable *
load_rights (CltPushWork *work, GPtrArray **promised, GError **error)
{
  GHashTable *rights;

  *promised = clt_ledger_promised (work->conn, work->plan->product_id, work->plan->first, error);
  if (*promised == NULL)
    return NULL;
  rights = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < (*promised)->len; i++)
    {
      CltDebt *debt = (*promised)->pdata[i];

      g_hash_table_insert (rights, &debt->client_id, debt);
    }
  return rights;
}

static GArray *
get_promised (const GPtrArray *promised)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), promised->len);

  for (guint i = 0; i < promised->len; i++)
    g_array_append_val (ids, ((CltDebt *) promised->pdata[i])->client_id);
  return ids;
}

static GArray *
get_ids (CltPushWork *work, const GPtrArray *promised, GError **error)
{
  const CltPushPlan *plan = work->plan;
  g_autoptr (GArray) ids = plan->list_id != 0          ? ask_list (work, error)
                           : is_set (plan->expression) ? ask_filter (work, error)
                                                       : get_promised (promised);

  if (ids == NULL ||
      (plan->list_id != 0 && is_set (plan->expression) && !keep (ids, ask_filter (work, error))) ||
      (plan->owner_id != 0 && !keep (ids, ask_owner (work, error))))
    return NULL;
  return g_steal_pointer (&ids);
}

/* Chosen by a machine from tier or behaviour (PIPL art. 24), not by name or birthday. */
static gboolean
find_targeted (CltPushWork *work, GError **error)
{
  g_autoptr (CltClientList) list = NULL;

  work->targeted = is_set (work->plan->expression) || work->plan->owed;
  if (work->plan->targets != NULL || work->targeted)
    return TRUE;
  work->targeted = TRUE;
  if (work->plan->list_id == 0)
    return TRUE;
  list = clt_client_list_load (work->conn, work->plan->list_id, error);
  if (list == NULL)
    return FALSE;
  work->targeted = list->live;
  return TRUE;
}

gboolean
clt_push_load_audience (CltPushWork *work, GError **error)
{
  const CltPushPlan *plan = work->plan;
  g_autoptr (GPtrArray) promised = NULL;
  g_autoptr (GHashTable) rights = load_rights (work, &promised, error);
  g_autoptr (GArray) ids = NULL;

  work->drafts = clt_push_drafts_new ();
  if (rights == NULL || !find_targeted (work, error))
    return FALSE;
  for (guint i = 0; plan->targets != NULL && i < plan->targets->len; i++)
    {
      const CltPushTarget *target = &g_array_index (plan->targets, CltPushTarget, i);

      add_draft (work, target->client_id, target->day, target->day);
    }
  if (plan->targets == NULL)
    {
      ids = get_ids (work, promised, error);
      if (ids == NULL)
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          const CltDebt *debt = g_hash_table_lookup (rights, &g_array_index (ids, gint64, i));

          if (!plan->owed || (debt != NULL && debt->outstanding > 0))
            add_draft (work, g_array_index (ids, gint64, i), plan->first, plan->last);
        }
    }
  for (guint i = 0; i < work->drafts->len; i++)
    {
      CltPushDraft *draft = &g_array_index (work->drafts, CltPushDraft, i);
      const CltDebt *debt = g_hash_table_lookup (rights, &draft->client_id);

      if (debt == NULL)
        continue;
      draft->right = debt->right;
      draft->delivered = debt->delivered;
    }
  return TRUE;
}
