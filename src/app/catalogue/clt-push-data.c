/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-data.h"

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client-list.h"
#include "core/people/clt-staff.h"

/* ---- the overview ------------------------------------------------------------------------------------ */

void
clt_push_overview_free (CltPushOverview *overview)
{
  g_clear_pointer (&overview->pushes, g_ptr_array_unref);
  g_free (overview);
}

gpointer
clt_push_overview_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltPushOverview) overview = g_new0 (CltPushOverview, 1);

  overview->pushes = clt_push_list (conn, error);
  return overview->pushes == NULL ? NULL : g_steal_pointer (&overview);
}

const char *
clt_push_state_get_label (const char *state)
{
  static const struct
  {
    const char *state, *label;
  } labels[] = {
    { "planned", NC_ ("push", "Planned") },
    { "active", NC_ ("push", "Under way") },
    { "done", NC_ ("push", "Done") },
    { "cancelled", NC_ ("push", "Cancelled") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].state, state))
      return g_dpgettext2 (NULL, "push", labels[i].label);
  return state;
}

/* ---- a plan -------------------------------------------------------------------------------------------- */

void
clt_push_choices_free (CltPushChoices *choices)
{
  g_clear_pointer (&choices->products, g_ptr_array_unref);
  g_clear_pointer (&choices->lists, g_ptr_array_unref);
  g_clear_pointer (&choices->staff, g_ptr_array_unref);
  g_clear_pointer (&choices->channels, g_ptr_array_unref);
  g_free (choices);
}

gpointer
clt_push_choices_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltPushChoices) choices = g_new0 (CltPushChoices, 1);

  choices->products = clt_product_list (conn, clt_today (), FALSE, error);
  if (choices->products == NULL)
    return NULL;
  choices->lists = clt_client_list_load_all (conn, error);
  if (choices->lists == NULL)
    return NULL;
  choices->staff = clt_staff_list (conn, clt_today (), error);
  if (choices->staff == NULL)
    return NULL;
  choices->channels = clt_channel_list (conn, error);
  return choices->channels == NULL ? NULL : g_steal_pointer (&choices);
}

void
clt_push_answer_free (CltPushAnswer *answer)
{
  g_clear_pointer (&answer->preview, clt_push_preview_free);
  g_clear_pointer (&answer->lines, clt_push_lines_unref);
  g_free (answer);
}

gpointer
clt_push_answer_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltPushAnswer) answer = g_new0 (CltPushAnswer, 1);

  answer->preview = clt_push_preview (conn, data, error);
  if (answer->preview == NULL)
    return NULL;
  answer->lines = clt_push_lines_new_preview (conn, answer->preview, error);
  return answer->lines == NULL ? NULL : g_steal_pointer (&answer);
}

gpointer
clt_push_items_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_push_lines_new_push (conn, *(gint64 *) data, error);
}

/* ---- writing --------------------------------------------------------------------------------------------- */

CltPushOrder *
clt_push_order_new (gint64 id, const char *who)
{
  CltPushOrder *order = g_new0 (CltPushOrder, 1);

  order->id = id;
  order->who = g_strdup (who);
  return order;
}

void
clt_push_order_free (gpointer data)
{
  CltPushOrder *order = data;

  g_clear_pointer (&order->plan, clt_push_plan_free);
  g_free (order->who);
  g_free (order->reason);
  g_free (order);
}

/* Looked at once more: between the preview on the screen and now a client may have refused. */
gboolean
clt_push_order_create (CltConn *conn, gpointer data, GError **error)
{
  const CltPushOrder *order = data;
  g_autoptr (CltPushPreview) preview = clt_push_preview (conn, order->plan, error);

  return preview != NULL && clt_push_create (conn, order->plan, preview, order->who, error) != 0;
}

gboolean
clt_push_order_release (CltConn *conn, gpointer data, GError **error)
{
  return clt_push_release (conn, ((CltPushOrder *) data)->id, clt_today (), NULL, NULL, error);
}

gboolean
clt_push_order_cancel (CltConn *conn, gpointer data, GError **error)
{
  return clt_push_cancel (conn, ((CltPushOrder *) data)->id, error);
}

gboolean
clt_push_order_override (CltConn *conn, gpointer data, GError **error)
{
  const CltPushOrder *order = data;

  return clt_push_override (conn, order->id, order->who, order->reason, error);
}
