/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-data.h"

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client-list.h"
#include "core/people/clt-staff.h"

#define MAX_DAY_LABELS 8 /* of the chart of capacity */

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
clt_push_get_state_label (const CltPush *push)
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

  /* nothing is left to be released, but not all of it has arrived */
  if (g_str_equal (push->state, "done") && push->queued > 0)
    return clt_push_item_state_get_label ("queued");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].state, push->state))
      return g_dpgettext2 (NULL, "push", labels[i].label);
  return push->state;
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
  g_clear_pointer (&answer->load, clt_chart_unref);
  g_free (answer);
}

static guint
count_over (const CltPushPreview *preview)
{
  guint n = 0;

  for (guint i = 0; i < preview->days->len; i++)
    {
      const CltPushDay *day = &g_array_index (preview->days, CltPushDay, i);

      n += day->minutes > day->capacity;
    }
  return n;
}

/* The finding, with the first of the days that are too full. */
static char *
dup_load_title (const CltPushPreview *preview, guint n_over)
{
  g_autofree char *day_text = NULL;

  if (n_over == 0)
    return g_strdup (_ ("No day is planned beyond the staff’s capacity"));
  for (guint i = 0; day_text == NULL; i++)
    {
      const CltPushDay *day = &g_array_index (preview->days, CltPushDay, i);

      if (day->minutes > day->capacity)
        day_text = clt_day_format (day->day);
    }
  /* Translators: number of days, the first of them. */
  return g_strdup_printf (ngettext ("%u day is planned beyond the staff’s capacity: %s",
                                    "%u days are planned beyond the staff’s capacity, first %s",
                                    n_over),
                          n_over, day_text);
}

/* Hours of each working day: what fits into the capacity, what is left of it, what is too much. */
static CltChart *
new_load_chart (const CltPushPreview *preview, guint n_over)
{
  guint n = preview->days->len, step = n / MAX_DAY_LABELS + 1;
  g_autofree double *fits = g_new (double, n + 1), *left = g_new (double, n + 1),
                    *over = g_new (double, n + 1);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = dup_load_title (preview, n_over);
  CltChart *chart;

  if (n == 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const CltPushDay *day = &g_array_index (preview->days, CltPushDay, i);
      int year, month, mday;

      clt_day_get_ymd (day->day, &year, &month, &mday);
      fits[i] = (double) MIN (day->minutes, day->capacity) / 60;
      left[i] = (double) MAX (day->capacity - day->minutes, 0) / 60;
      over[i] = (double) MAX (day->minutes - day->capacity, 0) / 60;
      g_ptr_array_add (names, clt_day_format (day->day));
      g_ptr_array_add (labels,
                       i % step == 0 ? g_strdup_printf ("%d-%d", month, mday) : g_strdup (""));
    }
  chart = clt_chart_new (CLT_CHART_STACK, CLT_UNIT_COUNT, title);
  clt_chart_set_labels (chart, (const char *const *) labels->pdata, n);
  clt_chart_set_point_names (chart, (const char *const *) names->pdata, n);
  clt_chart_add_series (chart, C_ ("capacity", "Planned (h)"), fits, n, "#1c71d8", FALSE);
  clt_chart_add_series (chart, C_ ("capacity", "Free (h)"), left, n, "#9a9996", FALSE);
  if (n_over > 0)
    clt_chart_add_series (chart, C_ ("capacity", "Too much (h)"), over, n, "#e01b24", FALSE);
  return chart;
}

gpointer
clt_push_answer_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltPushAnswer) answer = g_new0 (CltPushAnswer, 1);

  answer->preview = clt_push_preview (conn, data, error);
  if (answer->preview == NULL)
    return NULL;
  answer->lines = clt_push_lines_new_preview (conn, answer->preview, NULL, error);
  answer->n_over = count_over (answer->preview);
  answer->load = new_load_chart (answer->preview, answer->n_over);
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
