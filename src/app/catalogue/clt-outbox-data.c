/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-outbox-data.h"

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-mail.h"
#include "core/delivery/clt-sms.h"
#include "core/rules/clt-settings.h"

/* ---- how things stand ----------------------------------------------------------------------- */

void
clt_outbox_facts_free (CltOutboxFacts *facts)
{
  g_free (facts->paused);
  g_free (facts);
}

static gboolean
is_set (CltConn *conn, const char *name, gboolean *set, GError **error)
{
  g_autofree char *value = clt_settings_get (conn, name, error);

  *set = value != NULL && *value != '\0';
  return value != NULL;
}

gpointer
clt_outbox_facts_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltOutboxFacts) facts = g_new0 (CltOutboxFacts, 1);

  if (!clt_outbox_summary (conn, "", &facts->all, error) ||
      !clt_outbox_summary (conn, "email", &facts->mail, error) ||
      !clt_outbox_summary (conn, "sms", &facts->sms, error) ||
      !is_set (conn, "sms.url", &facts->has_web, error) ||
      !is_set (conn, "mail.host", &facts->has_mail, error))
    return NULL;
  facts->paused = clt_outbox_get_paused (conn, error);
  return facts->paused == NULL ? NULL : g_steal_pointer (&facts);
}

/* ---- the list ------------------------------------------------------------------------------- */

static GArray *
load_keys (CltConn *conn, gconstpointer data, GError **error)
{
  const CltOutboxQuery *query = data;

  return clt_message_ids (conn, query->state, query->words, error);
}

static gpointer
row_ref (gpointer row)
{
  g_atomic_ref_count_inc (&((CltOutboxRow *) row)->refs);
  return row;
}

static void
row_unref (gpointer data)
{
  CltOutboxRow *row = data;

  if (row == NULL || !g_atomic_ref_count_dec (&row->refs))
    return;
  g_free (row->subject);
  for (guint i = 0; i < CLT_N_OUTBOX_COLUMNS; i++)
    g_free (row->cell[i]);
  g_free (row);
}

static char *
dup_when (const CltMessage *message)
{
  g_autofree char *at = NULL;

  if (message->state != CLT_MESSAGE_RETRY || message->next == 0)
    return clt_instant_format (message->at);
  at = clt_instant_format (message->next);
  /* Translators: instant of the next attempt. */
  return g_strdup_printf (C_ ("message", "next %s"), at);
}

static CltOutboxRow *
make_row (const CltMessage *message)
{
  CltOutboxRow *row = g_new0 (CltOutboxRow, 1);

  g_atomic_ref_count_init (&row->refs);
  row->id = message->id;
  row->client_id = message->client_id;
  row->state = message->state;
  row->subject = g_strdup (message->subject);
  row->cell[CLT_OUTBOX_CLIENT] = g_strdup (message->client);
  row->cell[CLT_OUTBOX_PRODUCT] = g_strdup (message->product);
  row->cell[CLT_OUTBOX_ADDRESS] = g_strdup (message->address);
  row->cell[CLT_OUTBOX_STATE] = g_strdup (clt_message_state_get_label (message->state));
  row->cell[CLT_OUTBOX_AT] = dup_when (message);
  row->cell[CLT_OUTBOX_ANSWER] = g_strdup (message->answer);
  return row;
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  g_autoptr (GPtrArray) messages = clt_message_rows (conn, ids, n_ids, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_unref);

  if (messages == NULL)
    return NULL;
  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (rows, messages->pdata[i] == NULL ? NULL : make_row (messages->pdata[i]));
  return g_steal_pointer (&rows);
}

static gpointer
query_copy (gconstpointer data)
{
  const CltOutboxQuery *query = data;
  CltOutboxQuery *copy = g_new (CltOutboxQuery, 1);

  copy->state = query->state;
  copy->words = g_strdup (query->words);
  return copy;
}

static void
query_free (gpointer data)
{
  CltOutboxQuery *query = data;

  g_free (query->words);
  g_free (query);
}

const CltKeyListSource clt_outbox_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = row_ref,
  .record_unref = row_unref,
  .query_copy = query_copy,
  .query_free = query_free,
};

/* ---- verdicts ------------------------------------------------------------------------------- */

void
clt_outbox_verdict_free (gpointer data)
{
  CltOutboxVerdict *verdict = data;

  g_array_unref (verdict->ids);
  g_free (verdict->who);
  g_free (verdict);
}

gpointer
clt_outbox_verdict_run (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltOutboxVerdict *verdict = data;
  g_autoptr (GPtrArray) settled =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_settled_free);
  g_autoptr (GError) refusal = NULL;

  for (guint i = 0; i < verdict->ids->len; i++)
    {
      CltSettled *one = NULL;

      g_clear_error (&refusal);
      if (clt_message_settle (conn, g_array_index (verdict->ids, gint64, i), verdict->settlement,
                              verdict->who, &one, &refusal))
        g_ptr_array_add (settled, one);
    }
  if (settled->len > 0 || refusal == NULL)
    return g_steal_pointer (&settled);
  g_propagate_error (error, g_steal_pointer (&refusal));
  return NULL;
}

gpointer
clt_outbox_unsettle_run (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const GPtrArray *settled = data;

  for (guint i = 0; i < settled->len; i++)
    if (!clt_message_unsettle (conn, settled->pdata[i], error))
      return NULL;
  return NULL;
}

gboolean
clt_outbox_pause_run (CltConn *conn, gpointer data, GError **error)
{
  return clt_outbox_set_paused (conn, TRUE, data, error);
}

gboolean
clt_outbox_resume_run (CltConn *conn, gpointer data, GError **error)
{
  return clt_outbox_set_paused (conn, FALSE, data, error);
}
