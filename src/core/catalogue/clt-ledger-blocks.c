/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-gate.h"
#include "core/catalogue/clt-ledger.h"
#include "core/catalogue/clt-product.h"

/* What another channel can help against. */
#define OF_THE_CHANNEL (CLT_BLOCK_NO_CONSENT | CLT_BLOCK_CHANNEL | CLT_BLOCK_PROSPECT)

/* The debts of one product. */
typedef struct
{
  gint64 product_id;
  GArray *at; /* guint: places in the list of debts */
} Group;

static void
group_free (gpointer data)
{
  g_array_unref (((Group *) data)->at);
  g_free (data);
}

static GHashTable *
group_by_product (const GPtrArray *debts)
{
  GHashTable *groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, group_free);

  for (guint i = 0; i < debts->len; i++)
    {
      const CltDebt *debt = debts->pdata[i];
      Group *group = g_hash_table_lookup (groups, &debt->product_id);

      if (group == NULL)
        {
          group = g_new0 (Group, 1);
          group->product_id = debt->product_id;
          group->at = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (groups, &group->product_id, group);
        }
      g_array_append_val (group->at, i);
    }
  return groups;
}

/* Asks of those in @group->at, whose blocks are set. */
static gboolean
ask_channel (CltConn *conn,
             const GPtrArray *debts,
             const Group *group,
             const GArray *at,
             const char *channel,
             CltDay day,
             guint *blocks,
             GError **error)
{
  const CltGateQuestion question = { .product_id = group->product_id,
                                     .channel = channel,
                                     .day = day,
                                     .push = TRUE };
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), at->len);
  g_autoptr (GPtrArray) verdicts = NULL;

  for (guint i = 0; i < at->len; i++)
    g_array_append_val (ids, ((CltDebt *) debts->pdata[g_array_index (at, guint, i)])->client_id);
  verdicts = clt_gate_check_all (conn, &question, (const gint64 *) ids->data, ids->len, error);
  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    {
      guint found = ((CltVerdict *) verdicts->pdata[i])->blocks & ~(guint) CLT_BLOCK_OVERRIDABLE;
      guint *kept = &blocks[g_array_index (at, guint, i)];

      /* of two channels that are closed, the first one's reasons are told */
      if (*kept == 0 || found == 0)
        *kept = found;
    }
  return verdicts != NULL;
}

/* Those whom another channel may still reach. */
static GArray *
find_reachable (const GArray *at, const guint *blocks)
{
  GArray *reachable = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < at->len; i++)
    {
      guint place = g_array_index (at, guint, i);

      if (blocks[place] != 0 && (blocks[place] & ~(guint) OF_THE_CHANNEL) == 0)
        g_array_append_val (reachable, place);
    }
  return reachable;
}

static gboolean
judge_product (CltConn *conn,
               const GPtrArray *debts,
               const Group *group,
               CltDay day,
               guint *blocks,
               GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltVersion) version = clt_version_get (conn, group->product_id, day, &failure);
  guint n = version == NULL ? 0 : version->channels->len;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (n == 0)
    return ask_channel (conn, debts, group, group->at, "", day, blocks, error);
  for (guint i = 0; i < n; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];
      g_autoptr (GArray) reachable =
        i == 0 ? g_array_ref (group->at) : find_reachable (group->at, blocks);

      if (reachable->len > 0 &&
          !ask_channel (conn, debts, group, reachable, channel->channel, day, blocks, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_ledger_judge (CltConn *conn, const GPtrArray *debts, CltDay day, guint *blocks, GError **error)
{
  g_autoptr (GHashTable) groups = group_by_product (debts);
  GHashTableIter iter;
  gpointer group;

  for (guint i = 0; i < debts->len; i++)
    blocks[i] = 0;
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    if (!judge_product (conn, debts, group, day, blocks, error))
      return FALSE;
  return TRUE;
}
