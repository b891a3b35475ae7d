/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-event-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/rules/clt-rules.h"

#define HOURS 2

/* ---- the list ------------------------------------------------------------------------------------ */

static void
free_line (gpointer data)
{
  CltEventLine *line = data;

  clt_event_free (line->event);
  g_free (line);
}

void
clt_event_overview_free (gpointer data)
{
  CltEventOverview *overview = data;

  g_ptr_array_unref (overview->lines);
  g_free (overview);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEventOverview, clt_event_overview_free)

gpointer
clt_event_overview_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltEventOverview) overview = g_new0 (CltEventOverview, 1);
  g_autoptr (GPtrArray) events = clt_event_list (conn, error);

  overview->lines = g_ptr_array_new_with_free_func (free_line);
  if (events == NULL)
    return NULL;
  g_ptr_array_set_free_func (events, NULL);
  for (guint i = 0; i < events->len; i++)
    {
      CltEventLine *line = g_new0 (CltEventLine, 1);

      line->event = events->pdata[i];
      g_ptr_array_add (overview->lines, line);
    }
  for (guint i = 0; i < overview->lines->len; i++)
    {
      CltEventLine *line = overview->lines->pdata[i];

      if (!clt_event_get_result (conn, line->event->id, &line->result, error))
        return NULL;
    }
  return g_steal_pointer (&overview);
}

/* ---- one ------------------------------------------------------------------------------------------- */

void
clt_event_data_free (gpointer user_data)
{
  CltEventData *data = user_data;

  g_clear_pointer (&data->event, clt_event_free);
  g_clear_pointer (&data->fields, clt_event_fields_free);
  g_clear_pointer (&data->channels, g_ptr_array_unref);
  g_clear_pointer (&data->guests, clt_cell_rows_unref);
  g_free (data);
}

static const char *
get_sent_label (const char *state)
{
  static const struct
  {
    const char *state, *label;
  } labels[] = {
    { "", N_ ("only noted") }, { "planned", N_ ("planned") }, { "queued", N_ ("on its way") },
    { "done", N_ ("sent") },   { "dropped", N_ ("dropped") }, { "blocked", N_ ("blocked") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].state, state))
      return _ (labels[i].label);
  return state;
}

static const char *
get_attended_label (int attended)
{
  return attended < 0 ? "" : attended == 1 ? _ ("was there") : _ ("was not there");
}

static CltCellRows *
load_guests (CltConn *conn, gint64 event_id, GError **error)
{
  g_autoptr (GPtrArray) guests = clt_event_get_guests (conn, event_id, error);
  CltCellRows *rows;

  if (guests == NULL)
    return NULL;
  rows = clt_cell_rows_new (CLT_N_GUEST_COLUMNS);
  for (guint i = 0; i < guests->len; i++)
    {
      const CltEventGuest *guest = guests->pdata[i];
      char *cells[CLT_N_GUEST_COLUMNS] = { 0 };

      cells[CLT_GUEST_CLIENT] = g_strdup (guest->name);
      cells[CLT_GUEST_TIER] = g_strdup (clt_tier_get_label (guest->tier));
      cells[CLT_GUEST_ANSWER] = g_strdup (clt_event_answer_get_label (guest->answer));
      cells[CLT_GUEST_ATTENDED] = clt_text_begin_sentence (get_attended_label (guest->attended));
      cells[CLT_GUEST_SENT] = clt_text_begin_sentence (get_sent_label (guest->sent));
      cells[CLT_GUEST_INVITED] = clt_day_format (guest->invited);
      clt_cell_rows_take (rows, guest->client_id, cells);
    }
  return rows;
}

/* Those by which the invitation goes out, as its product names them. */
static GPtrArray *
load_channels (CltConn *conn, const CltEvent *event, GError **error)
{
  g_autoptr (GPtrArray) channels = clt_channel_list (conn, error);
  g_autoptr (CltProduct) product = NULL;

  if (channels == NULL || event->invitation_id == 0)
    {
      if (channels != NULL)
        g_ptr_array_set_size (channels, 0);
      return g_steal_pointer (&channels);
    }
  product = clt_product_load (conn, event->invitation_id, clt_today (), error);
  if (product == NULL)
    return NULL;
  for (guint i = channels->len; i > 0; i--)
    {
      const CltChannel *channel = channels->pdata[i - 1];
      gboolean used = FALSE;

      for (guint c = 0; product->current != NULL && c < product->current->channels->len; c++)
        used |= g_str_equal (((CltProductChannel *) product->current->channels->pdata[c])->channel,
                             channel->key);
      if (!used)
        g_ptr_array_remove_index (channels, i - 1);
    }
  return g_steal_pointer (&channels);
}

static gboolean
measure (CltConn *conn,
         const CltEvent *event,
         const char *rule,
         CltEventEffect *effect,
         GError **error)
{
  int days;

  return clt_rules_get_count (conn, rule, clt_today (), &days, error) &&
         clt_event_measure (conn, event->id, days, effect, error);
}

gpointer
clt_event_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltEventData) loaded = g_new0 (CltEventData, 1);

  loaded->event = clt_event_load (conn, *(gint64 *) data, error);
  if (loaded->event == NULL)
    return NULL;
  loaded->fields = clt_event_fields_load (conn, clt_today (), error);
  loaded->channels = loaded->fields == NULL ? NULL : load_channels (conn, loaded->event, error);
  loaded->guests = loaded->channels == NULL ? NULL : load_guests (conn, loaded->event->id, error);
  if (loaded->guests == NULL ||
      !clt_event_get_result (conn, loaded->event->id, &loaded->result, error) ||
      !clt_event_get_todo (conn, loaded->event, &loaded->result, &loaded->todo, error) ||
      !measure (conn, loaded->event, "event.result_near", &loaded->near, error) ||
      !measure (conn, loaded->event, "event.result_far", &loaded->far, error))
    return NULL;
  return g_steal_pointer (&loaded);
}

/* ---- whom to invite ----------------------------------------------------------------------------------- */

static CltEventInvitation
get_invitation (const CltEventOrder *order)
{
  return (CltEventInvitation){ .expression = order->expression,
                               .channel = order->channel,
                               .who = order->who,
                               .day = clt_today () };
}

gpointer
clt_event_audience_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltEventOrder *order = data;
  const CltEventInvitation invitation = get_invitation (order);
  g_autoptr (GPtrArray) candidates =
    clt_event_find_candidates (conn, order->event_id, &invitation, error);
  CltAudience *audience;

  if (candidates == NULL)
    return NULL;
  audience = clt_audience_new (CLT_N_CANDIDATE_COLUMNS);
  for (guint i = 0; i < candidates->len; i++)
    {
      const CltEventCandidate *candidate = candidates->pdata[i];
      g_autofree char *reason = clt_event_candidate_dup_reason (candidate);
      char *cells[CLT_N_CANDIDATE_COLUMNS] = { 0 };

      if (candidate->out == 0 && candidate->blocks == 0)
        g_array_append_val (audience->free, candidate->client_id);
      else
        audience->n_out++;
      cells[CLT_CANDIDATE_CLIENT] = g_strdup (candidate->name);
      cells[CLT_CANDIDATE_TIER] = g_strdup (clt_tier_get_label (candidate->tier));
      cells[CLT_CANDIDATE_LOTS] = candidate->lots == 0 ? NULL : clt_count_format (candidate->lots);
      cells[CLT_CANDIDATE_REASON] = clt_text_begin_sentence (reason);
      clt_cell_rows_take (audience->rows, candidate->client_id, cells);
    }
  return audience;
}

/* ---- actions --------------------------------------------------------------------------------------------- */

CltEventOrder *
clt_event_order_new (gint64 event_id, const char *text, const char *who)
{
  CltEventOrder *order = g_new0 (CltEventOrder, 1);

  order->event_id = event_id;
  order->text = g_strdup (text);
  order->who = g_strdup (who);
  order->expression = g_strdup ("");
  order->channel = g_strdup ("");
  return order;
}

void
clt_event_order_free (gpointer data)
{
  CltEventOrder *order = data;

  g_free (order->text);
  g_free (order->expression);
  g_free (order->channel);
  g_free (order->who);
  g_clear_pointer (&order->ids, g_array_unref);
  g_free (order);
}

/* The first product of the value-added services whose messages know an event's words. */
static gboolean
choose_invitation (CltConn *conn, CltEvent *event, GError **error)
{
  return clt_conn_get_int (conn, &event->invitation_id, 0, error,
                           "SELECT v.product_id FROM message_template m JOIN product_version v"
                           " ON v.id = m.version_id JOIN product p ON p.id = v.product_id"
                           " WHERE p.archived = 0 AND v.state = 'approved' AND (m.body LIKE"
                           " '%{活动}%' OR m.body LIKE '%{event}%') ORDER BY p.code LIMIT 1",
                           "");
}

gboolean
clt_event_order_create (CltConn *conn, gpointer data, GError **error)
{
  const CltEventOrder *order = data;
  g_autoptr (CltEvent) event = clt_event_new ();

  clt_set_str (&event->theme, order->text);
  if (!clt_instant_parse (order->expression, &event->starts))
    return clt_store_refuse (error, _ ("“%s” is no time (write 2026-11-20T14:30)."),
                             order->expression);
  event->ends = event->starts + HOURS * 3600;
  return choose_invitation (conn, event, error) && clt_event_save (conn, event, error);
}

gboolean
clt_event_order_set (CltConn *conn, gpointer data, GError **error)
{
  const CltEventOrder *order = data;
  g_autoptr (CltEvent) event = clt_event_load (conn, order->event_id, error);
  g_autoptr (CltEventFields) fields =
    event == NULL ? NULL : clt_event_fields_load (conn, clt_today (), error);

  return fields != NULL &&
         clt_event_fields_apply (fields, order->field, order->text, event, error) &&
         clt_event_save (conn, event, error);
}

gboolean
clt_event_order_invite (CltConn *conn, gpointer data, GError **error)
{
  const CltEventOrder *order = data;
  const CltEventInvitation invitation = get_invitation (order);

  return clt_event_invite (conn, order->event_id, (const gint64 *) (gpointer) order->ids->data,
                           order->ids->len, &invitation, NULL, error);
}

gboolean
clt_event_order_answer (CltConn *conn, gpointer data, GError **error)
{
  const CltEventOrder *order = data;

  return clt_event_answer (conn, order->event_id, order->client_id, order->text, NULL, error);
}

gboolean
clt_event_order_attend (CltConn *conn, gpointer data, GError **error)
{
  const CltEventOrder *order = data;

  return clt_event_attend (conn, order->event_id, order->client_id, order->flag, error);
}

gboolean
clt_event_order_close (CltConn *conn, gpointer data, GError **error)
{
  const CltEventOrder *order = data;

  return clt_event_close (conn, order->event_id, order->flag, error);
}

gboolean
clt_event_order_follow_up (CltConn *conn, gpointer data, GError **error)
{
  const CltEventOrder *order = data;
  guint made, out;

  return clt_event_follow_up (conn, order->event_id, CLT_DAY_NONE, &made, &out, error);
}
