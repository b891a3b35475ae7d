/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-greeting-data.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/catalogue/clt-template.h"
#include "core/clients/clt-client-query.h"

/* Birthdays and festivals are planned so far ahead. */
#define DAYS_AHEAD 45

/* ---- the days -------------------------------------------------------------------------------------- */

void
clt_greeting_overview_free (gpointer data)
{
  CltGreetingOverview *overview = data;

  g_clear_pointer (&overview->occasions, g_array_unref);
  g_clear_pointer (&overview->products, g_ptr_array_unref);
  g_clear_pointer (&overview->channels, g_ptr_array_unref);
  g_clear_pointer (&overview->names, g_hash_table_unref);
  g_free (overview);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltGreetingOverview, clt_greeting_overview_free)

/* It says something, and invites to nothing. */
static gboolean
greets (const CltVersion *version)
{
  gboolean speaks = FALSE;

  for (guint i = 0; i < version->channels->len; i++)
    {
      const char *body = ((const CltProductChannel *) version->channels->pdata[i])->body;

      if (body != NULL && clt_template_invites (body))
        return FALSE;
      speaks |= body != NULL;
    }
  return speaks;
}

/* Value-added services of risk R1. */
static void
keep_fit (GPtrArray *products)
{
  for (guint i = products->len; i > 0; i--)
    {
      const CltProduct *product = products->pdata[i - 1];

      if (product->current == NULL || product->current->risk != 1 ||
          !g_str_equal (product->kind, "value") || !greets (product->current))
        g_ptr_array_remove_index (products, i - 1);
    }
}

static gboolean
says (const CltProduct *product, const char *const *words)
{
  for (guint c = 0; c < product->current->channels->len; c++)
    {
      const char *body = ((CltProductChannel *) product->current->channels->pdata[c])->body;

      for (guint i = 0; body != NULL && words[i] != NULL; i++)
        if (strstr (body, words[i]) != NULL)
          return TRUE;
    }
  return FALSE;
}

/* The one that was used last, else one whose text fits the occasion. */
static gboolean
propose (CltConn *conn,
         const GPtrArray *products,
         const char *occasions,
         const char *const *words,
         gint64 *id,
         GError **error)
{
  if (!clt_conn_get_int (conn, id, 0, error,
                         "SELECT product_id FROM push WHERE occasion LIKE ? ORDER BY id DESC"
                         " LIMIT 1",
                         "t", occasions))
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    if (((CltProduct *) products->pdata[i])->id == *id)
      return TRUE;
  *id = products->len > 0 ? ((CltProduct *) products->pdata[0])->id : 0;
  for (guint i = 0; i < products->len; i++)
    if (says (products->pdata[i], words))
      {
        *id = ((CltProduct *) products->pdata[i])->id;
        return TRUE;
      }
  return TRUE;
}

/* Of each birthday the first one's; the others are counted. */
static GHashTable *
load_names (CltConn *conn, const GArray *occasions, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < occasions->len; i++)
    {
      gint64 id = g_array_index (occasions, CltGreetingOccasion, i).client_id;

      if (id != 0)
        g_array_append_val (ids, id);
    }
  return clt_client_query_names (conn, ids, clt_today (), error);
}

char *
clt_greeting_overview_dup_title (const CltGreetingOverview *overview,
                                 const CltGreetingOccasion *occasion)
{
  const char *name = g_hash_table_lookup (overview->names, &occasion->client_id);

  if (occasion->key != NULL)
    return g_strdup (clt_festival_get_label (occasion->name));
  if (name == NULL)
    return g_strdup (_ ("Birthdays"));
  if (occasion->n <= 1)
    /* Translators: %s is the name of a client. */
    return g_strdup_printf (_ ("%s’s birthday"), name);
  /* Translators: the name of a client, how many more clients there are. */
  return g_strdup_printf (ngettext ("Birthdays: %s and %u more", "Birthdays: %s and %u more",
                                    occasion->n - 1),
                          name, occasion->n - 1);
}

gpointer
clt_greeting_overview_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const birthday[] = { "生日", "birthday", NULL };
  static const char *const festival[] = { "佳节", "节日", "festival", "season", NULL };
  g_autoptr (CltGreetingOverview) overview = g_new0 (CltGreetingOverview, 1);
  CltDay today = clt_today ();

  overview->occasions = clt_greeting_find_occasions (conn, today, today + DAYS_AHEAD, error);
  if (overview->occasions == NULL)
    return NULL;
  overview->names = load_names (conn, overview->occasions, error);
  if (overview->names == NULL)
    return NULL;
  overview->products = clt_product_list (conn, today, FALSE, error);
  overview->channels = overview->products == NULL ? NULL : clt_channel_list (conn, error);
  if (overview->channels == NULL)
    return NULL;
  keep_fit (overview->products);
  if (!propose (conn, overview->products, "birthday:%", birthday, &overview->birthday_product,
                error) ||
      !propose (conn, overview->products, "festival:%", festival, &overview->festival_product,
                error))
    return NULL;
  return g_steal_pointer (&overview);
}

/* ---- one occasion ------------------------------------------------------------------------------------ */

CltGreetingOrder *
clt_greeting_order_new (const CltGreetingOccasion *occasion,
                        gint64 product_id,
                        const char *expression,
                        const char *channel,
                        const char *who)
{
  CltGreetingOrder *order = g_new0 (CltGreetingOrder, 1);

  order->occasion = *occasion;
  order->product_id = product_id;
  order->expression = g_strdup (expression);
  order->channel = g_strdup (channel);
  order->who = g_strdup (who);
  return order;
}

void
clt_greeting_order_free (gpointer data)
{
  CltGreetingOrder *order = data;

  g_free (order->expression);
  g_free (order->channel);
  g_free (order->who);
  g_free (order);
}

/* (element-type CltPushPlan): of a birthday one for each year of those who have it. */
static GPtrArray *
make_plans (CltConn *conn, const CltGreetingOrder *order, GError **error)
{
  const CltGreetingOccasion *occasion = &order->occasion;
  GPtrArray *plans;
  CltPushPlan *plan;

  if (occasion->key == NULL)
    return clt_greeting_plan_birthdays (conn, occasion->day, occasion->day, order->product_id,
                                        order->expression, order->channel, error);
  plan = clt_greeting_plan_festival (conn, occasion->key, occasion->year, order->product_id,
                                     order->expression, order->channel, error);
  if (plan == NULL)
    return NULL;
  plans = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_push_plan_free);
  g_ptr_array_add (plans, plan);
  return plans;
}

void
clt_greeting_answer_free (gpointer data)
{
  CltGreetingAnswer *answer = data;

  g_clear_pointer (&answer->lines, clt_push_lines_unref);
  g_free (answer->only_channel);
  g_free (answer);
}

/* Those of @preview are added to @all. */
static void
add_preview (CltPushPreview *all, CltPushPreview *preview)
{
  all->n_free += preview->n_free;
  all->n_blocked += preview->n_blocked;
  for (guint bit = 0; bit < G_N_ELEMENTS (all->by_block); bit++)
    all->by_block[bit] += preview->by_block[bit];
  g_ptr_array_extend_and_steal (all->lines, g_ptr_array_ref (preview->lines));
}

CltPushPreview *
clt_greeting_order_preview (CltConn *conn, const CltGreetingOrder *order, GError **error)
{
  g_autoptr (GPtrArray) plans = make_plans (conn, order, error);
  g_autoptr (CltPushPreview) all = NULL;

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      g_autoptr (CltPushPreview) preview = clt_push_preview (conn, plans->pdata[i], error);

      if (preview == NULL)
        return NULL;
      if (all == NULL)
        all = g_steal_pointer (&preview);
      else
        add_preview (all, preview);
    }
  if (plans != NULL && all == NULL) /* nobody is left */
    all = clt_push_preview_new ();
  return g_steal_pointer (&all);
}

/* Where there is a single line, it is shown at once. */
static void
find_only (CltGreetingAnswer *answer, const CltPushPreview *preview, const GPtrArray *greeted)
{
  const char *channel = NULL;

  if (preview->lines->len + greeted->len != 1)
    return;
  if (greeted->len == 1)
    {
      const CltPushItem *item = greeted->pdata[0];

      answer->only_client = item->client_id;
      answer->only_item = item->id;
      channel = item->channel;
    }
  else
    {
      const CltPushLine *line = preview->lines->pdata[0];

      answer->only_client = line->client_id;
      channel = line->channel;
    }
  answer->only_channel = g_strdup (channel);
}

gpointer
clt_greeting_answer_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltGreetingOrder *order = data;
  g_autoptr (CltGreetingAnswer) answer = g_new0 (CltGreetingAnswer, 1);
  g_autoptr (CltPushPreview) preview = clt_greeting_order_preview (conn, order, error);
  g_autoptr (GPtrArray) greeted =
    preview == NULL ? NULL
                    : clt_greeting_list_greeted (conn, &order->occasion, order->expression, error);

  if (greeted == NULL)
    return NULL;
  answer->n_free = preview->n_free;
  answer->n_blocked = preview->n_blocked;
  answer->n_greeted = greeted->len;
  memcpy (answer->by_block, preview->by_block, sizeof answer->by_block);
  if (preview->lines->len + greeted->len == 0)
    return g_steal_pointer (&answer);
  find_only (answer, preview, greeted);
  answer->lines = clt_push_lines_new_preview (conn, preview, greeted, error);
  return answer->lines == NULL ? NULL : g_steal_pointer (&answer);
}

/* Of a plan that has nobody left nothing is kept. @n: (inout) */
static gboolean
run_plan (CltConn *conn, const CltPushPlan *plan, const char *who, guint *n, GError **error)
{
  g_autoptr (CltPushPreview) preview = clt_push_preview (conn, plan, error);
  gint64 push;

  if (preview == NULL)
    return FALSE;
  if (preview->n_free == 0)
    return TRUE;
  *n += preview->n_free;
  push = clt_push_create (conn, plan, preview, who, error);
  return push != 0 && clt_push_release (conn, push, clt_today (), NULL, NULL, error);
}

gboolean
clt_greeting_order_run (CltConn *conn, gpointer data, GError **error)
{
  const CltGreetingOrder *order = data;
  g_autoptr (GPtrArray) plans = make_plans (conn, order, error);
  guint n = 0;

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    if (!run_plan (conn, plans->pdata[i], order->who, &n, error))
      return FALSE;
  if (plans != NULL && n == 0)
    return clt_store_refuse (error, "%s", _ ("Nobody is left to be greeted. Nothing was changed."));
  return plans != NULL;
}

/* ---- the text ------------------------------------------------------------------------------------------- */

void
clt_greeting_text_free (gpointer data)
{
  CltGreetingText *text = data;

  g_free (text->channel);
  g_free (text);
}

gpointer
clt_greeting_text_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltGreetingText *text = data;
  gint64 product;

  if (!clt_conn_get_int (conn, &product, text->product_id, error,
                         "SELECT u.product_id FROM push u JOIN push_item i ON i.push_id = u.id"
                         " WHERE i.id = ?",
                         "i", text->item_id))
    return NULL;
  return clt_greeting_compose (conn, product, text->channel, text->client_id, text->day, error);
}
