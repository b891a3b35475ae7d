/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study-delivery.h"

#include "core/base/clt-text.h"
#include "core/catalogue/clt-gate.h"
#include "core/research/clt-study-private.h"

static void
free_way (gpointer data)
{
  CltStudyWay *way = data;

  g_free (way->channel);
  g_free (way->name);
  g_free (way);
}

void
clt_study_offer_free (CltStudyOffer *offer)
{
  g_free (offer->code);
  g_free (offer->product);
  g_free (offer->right);
  g_clear_pointer (&offer->ways, g_ptr_array_unref);
  g_free (offer);
}

/* A paper is neither a bulletin nor a short message. */
gboolean
clt_study_medium_carries (const char *medium)
{
  static const char *const carriers[] = { "email", "phone", "onsite", "log", NULL };

  return g_strv_contains (carriers, medium);
}

static CltStudyWay *
ask_gate (CltConn *conn,
          const CltStudy *study,
          gint64 product_id,
          gint64 client_id,
          const CltChannel *channel,
          CltDay day,
          GError **error)
{
  const CltGateQuestion question = {
    .product_id = product_id,
    .channel = channel->key,
    .adviser_id = study->author_id,
    .day = day,
    .push = TRUE,
    .planning = TRUE,
  };
  g_autoptr (GPtrArray) verdicts = clt_gate_check_all (conn, &question, &client_id, 1, error);
  CltStudyWay *way;

  if (verdicts == NULL)
    return NULL;
  way = g_new0 (CltStudyWay, 1);
  way->channel = g_strdup (channel->key);
  way->name = g_strdup (channel->name);
  way->blocks = ((CltVerdict *) verdicts->pdata[0])->blocks;
  return way;
}

static const CltChannel *
find_channel (GPtrArray *channels, const char *key)
{
  for (guint i = 0; i < channels->len; i++)
    if (g_str_equal (((CltChannel *) channels->pdata[i])->key, key))
      return channels->pdata[i];
  return NULL;
}

static gboolean
is_carrier (const CltChannel *channel)
{
  return channel != NULL && !channel->archived && clt_study_medium_carries (channel->medium);
}

/* The channels of the product that carry a paper, then those that only log.
 * (element-type CltChannel) (transfer container) */
static GPtrArray *
choose_channels (const CltVersion *version, GPtrArray *channels)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < version->channels->len; i++)
    {
      const CltProductChannel *own = version->channels->pdata[i];
      const CltChannel *channel = find_channel (channels, own->channel);

      if (is_carrier (channel))
        g_ptr_array_add (chosen, (gpointer) channel);
    }
  for (guint i = 0; i < channels->len; i++)
    {
      CltChannel *channel = channels->pdata[i];

      if (is_carrier (channel) && g_str_equal (channel->medium, "log") &&
          !g_ptr_array_find (chosen, channel, NULL))
        g_ptr_array_add (chosen, channel);
    }
  return chosen;
}

static gboolean
add_ways (CltConn *conn,
          const CltStudy *study,
          const CltVersion *version,
          gint64 client_id,
          CltDay day,
          CltStudyOffer *offer,
          GError **error)
{
  g_autoptr (GPtrArray) channels = clt_channel_list (conn, error);
  g_autoptr (GPtrArray) chosen = channels == NULL ? NULL : choose_channels (version, channels);

  if (chosen == NULL)
    return FALSE;
  for (guint i = 0; i < chosen->len; i++)
    {
      CltStudyWay *way =
        ask_gate (conn, study, version->product_id, client_id, chosen->pdata[i], day, error);

      if (way == NULL)
        return FALSE;
      g_ptr_array_add (offer->ways, way);
    }
  return TRUE;
}

CltStudyOffer *
clt_study_offer_load (CltConn *conn,
                      const CltStudy *study,
                      const CltProduct *product,
                      gint64 client_id,
                      CltDay day,
                      GError **error)
{
  g_autoptr (CltStudyOffer) offer = g_new0 (CltStudyOffer, 1);
  CltRight right;

  offer->product_id = product->id;
  offer->code = g_strdup (product->code);
  offer->product = g_strdup (product->current->name);
  offer->ways = g_ptr_array_new_with_free_func (free_way);
  if (!clt_right_of_client (conn, client_id, product->id, day, &right, error) ||
      !add_ways (conn, study, product->current, client_id, day, offer, error))
    return NULL;
  offer->right = clt_right_format (&right);
  offer->entitled = right.kind != CLT_RIGHT_NONE;
  return g_steal_pointer (&offer);
}

static gboolean
is_bound (const CltStudy *study, const CltProduct *product)
{
  return product->id == study->product_id;
}

/* Research that an adviser signs. */
static gboolean
is_fit (const CltProduct *product)
{
  return g_str_equal (product->kind, "research") && product->current->needs_licence;
}

GPtrArray *
clt_study_list_offers (CltConn *conn,
                       const CltStudy *study,
                       gint64 client_id,
                       CltDay day,
                       GError **error)
{
  g_autoptr (GPtrArray) offers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_offer_free);
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, FALSE, error);

  if (products == NULL)
    return NULL;
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      gboolean bound = is_bound (study, product);
      CltStudyOffer *offer;

      if (product->current == NULL || !(bound || is_fit (product)))
        continue;
      offer = clt_study_offer_load (conn, study, product, client_id, day, error);
      if (offer == NULL)
        return NULL;
      g_ptr_array_insert (offers, bound ? 0 : -1, offer);
    }
  return g_steal_pointer (&offers);
}
