/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-push-private.h"

/* The day for which the gate is asked about a draft. */
static CltDay
get_day (const CltPushDraft *draft)
{
  return draft->day != CLT_DAY_NONE ? draft->day : draft->first;
}

static int
count_bits (guint set)
{
  int n = 0;

  for (; set != 0; set &= set - 1)
    n++;
  return n;
}

/* Of two ways that are both closed the one with fewer bars is told. */
static void
take_verdict (CltPushDraft *draft, CltVerdict *verdict, const char *channel, CltDay day)
{
  gboolean first = draft->asked != day;

  if (!first && count_bits (verdict->blocks) >= count_bits (draft->blocks))
    return;
  draft->asked = day;
  draft->blocks = verdict->blocks;
  draft->channel = channel;
  g_free (draft->evidence);
  draft->evidence = g_steal_pointer (&verdict->evidence);
}

/* Asks for the drafts whose indices are @chosen, all on @day. */
static gboolean
ask (CltPushWork *work, const GArray *chosen, const char *channel, CltDay day, GError **error)
{
  const CltGateQuestion question = {
    .product_id = work->plan->product_id,
    .channel = channel,
    .adviser_id = work->plan->signer_id,
    .day = day,
    .targeted = work->targeted,
    .push = TRUE,
    .greeting = *work->plan->occasion != '\0',
    .planning = TRUE,
  };
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), chosen->len);
  g_autoptr (GPtrArray) verdicts = NULL;

  for (guint i = 0; i < chosen->len; i++)
    g_array_append_val (
      ids, g_array_index (work->drafts, CltPushDraft, g_array_index (chosen, guint, i)).client_id);
  verdicts = clt_gate_check_all (work->conn, &question, (const gint64 *) (gpointer) ids->data,
                                 ids->len, error);
  if (verdicts == NULL)
    return FALSE;
  for (guint i = 0; i < chosen->len; i++)
    take_verdict (&g_array_index (work->drafts, CltPushDraft, g_array_index (chosen, guint, i)),
                  verdicts->pdata[i], channel, day);
  return TRUE;
}

/* May @channel carry the draft? What is promised through one channel comes through that one; what has
 * its channel already keeps it. */
static gboolean
may_use (const CltPushWork *work, const CltPushDraft *draft, const char *channel)
{
  if (work->placed)
    return draft->day != CLT_DAY_NONE && g_str_equal (draft->channel, channel);
  if (*work->plan->channel != '\0')
    return g_str_equal (work->plan->channel, channel);
  return *draft->right.channel == '\0' || g_str_equal (draft->right.channel, channel);
}

static gboolean
is_settled (const CltPushDraft *draft)
{
  return draft->asked == get_day (draft) && draft->blocks == 0;
}

/* The days of the drafts that @channel may still serve, each once. */
static GArray *
find_days (const CltPushWork *work, const char *channel)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GArray *days = g_array_new (FALSE, FALSE, sizeof (CltDay));

  for (guint i = 0; i < work->drafts->len; i++)
    {
      const CltPushDraft *draft = &g_array_index (work->drafts, CltPushDraft, i);
      CltDay day = get_day (draft);

      if (!is_settled (draft) && may_use (work, draft, channel) &&
          g_hash_table_add (seen, GINT_TO_POINTER (day)))
        g_array_append_val (days, day);
    }
  return days;
}

static gboolean
judge_channel (CltPushWork *work, const char *channel, GError **error)
{
  g_autoptr (GArray) days = find_days (work, channel);

  for (guint d = 0; d < days->len; d++)
    {
      CltDay day = g_array_index (days, CltDay, d);
      g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = 0; i < work->drafts->len; i++)
        {
          const CltPushDraft *draft = &g_array_index (work->drafts, CltPushDraft, i);

          if (get_day (draft) == day && !is_settled (draft) && may_use (work, draft, channel))
            g_array_append_val (chosen, i);
        }
      if (!ask (work, chosen, channel, day, error))
        return FALSE;
    }
  return TRUE;
}

/* The product's channels in its order, then those that only a promise or the plan names. */
static GPtrArray *
get_channels (const CltPushWork *work)
{
  GPtrArray *channels = g_ptr_array_new ();

  for (guint i = 0; work->version != NULL && i < work->version->channels->len; i++)
    {
      const CltProductChannel *channel = work->version->channels->pdata[i];

      g_ptr_array_add (channels, (gpointer) g_intern_string (channel->channel));
    }
  for (guint i = 0; i < work->drafts->len; i++)
    {
      const CltPushDraft *draft = &g_array_index (work->drafts, CltPushDraft, i);
      const char *channel =
        *work->plan->channel != '\0' ? g_intern_string (work->plan->channel) : draft->right.channel;

      if ((*channel != '\0' || channels->len == 0) && !g_ptr_array_find (channels, channel, NULL))
        g_ptr_array_add (channels, (gpointer) channel);
    }
  return channels;
}

gboolean
clt_push_judge (CltPushWork *work, GError **error)
{
  g_autoptr (GPtrArray) channels = get_channels (work);

  for (guint i = 0; i < channels->len; i++)
    if (!judge_channel (work, channels->pdata[i], error))
      return FALSE;
  return TRUE;
}
