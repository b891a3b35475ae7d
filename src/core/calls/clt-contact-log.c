/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-contact-log.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-contact-private.h"
#include "core/catalogue/clt-product.h"
#include "core/delivery/clt-call.h"
#include "core/store/clt-ids.h"

CltContactEntry *
clt_contact_entry_new (void)
{
  CltContactEntry *entry = g_new0 (CltContactEntry, 1);

  entry->at = clt_now ();
  entry->day = clt_today ();
  entry->success = -1;
  entry->attempts = 1;
  entry->since = -1;
  entry->direction = g_strdup ("out");
  entry->channel = g_strdup ("phone");
  entry->line = g_strdup ("");
  entry->outcome = g_strdup ("");
  entry->topic = g_strdup ("");
  entry->note = g_strdup ("");
  entry->next_step = g_strdup ("");
  entry->recording = g_strdup ("");
  entry->override_reason = g_strdup ("");
  entry->reference = g_strdup ("");
  return entry;
}

void
clt_contact_entry_free (CltContactEntry *entry)
{
  g_free (entry->client);
  g_free (entry->account);
  g_free (entry->staff);
  g_free (entry->direction);
  g_free (entry->channel);
  g_free (entry->line);
  g_free (entry->outcome);
  g_free (entry->topic);
  g_free (entry->note);
  g_free (entry->next_step);
  g_free (entry->recording);
  g_free (entry->override_reason);
  g_free (entry->reference);
  g_free (entry);
}

gboolean
clt_contact_entry_is_reached (const CltContactEntry *entry)
{
  return *entry->outcome == '\0' || clt_call_outcome_is_reached (entry->outcome);
}

/* ---- for people ---------------------------------------------------------------------------- */

const char *
clt_contact_entry_get_way (const CltContactEntry *entry)
{
  static const struct
  {
    const char *channel, *out, *in;
  } kinds[] = {
    { "phone", N_ ("Outgoing call"), N_ ("Incoming call") },
    { "email", N_ ("E-mail sent"), N_ ("E-mail received") },
    { "sms", N_ ("SMS sent"), N_ ("SMS received") },
    { "onsite", N_ ("Visit"), N_ ("Visit of the client") },
  };
  const gboolean in = g_str_equal (entry->direction, "in");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].channel, entry->channel))
      return in ? _ (kinds[i].in) : _ (kinds[i].out);
  return clt_channel_get_label (entry->channel);
}

char *
clt_contact_entry_format_length (const CltContactEntry *entry)
{
  if (entry->seconds == 0)
    return g_strdup ("");
  if (entry->seconds % 60 == 0 || entry->seconds > 600)
    /* Translators: minutes of a talk. */
    return g_strdup_printf (_ ("%d min"), (int) ((entry->seconds + 30) / 60));
  if (entry->seconds < 60)
    /* Translators: seconds of a talk. */
    return g_strdup_printf (_ ("%d s"), (int) entry->seconds);
  /* Translators: minutes and seconds of a talk. */
  return g_strdup_printf (_ ("%d min %d s"), (int) entry->seconds / 60, (int) entry->seconds % 60);
}

char *
clt_contact_entry_dup_about (const CltContactEntry *entry)
{
  if (*entry->topic == '\0' || *entry->note == '\0')
    return g_strconcat (entry->topic, entry->note, NULL);
  /* Translators: a topic, and what was said about it. */
  return g_strdup_printf (C_ ("contact", "%s: %s"), entry->topic, entry->note);
}

/* ---- writing ------------------------------------------------------------------------------- */

static gboolean
check_entry (CltConn *conn, const CltContactEntry *entry, GError **error)
{
  gint64 clients, channels;

  if (!clt_conn_get_int (conn, &clients, 0, error, "SELECT count(*) FROM client WHERE id = ?", "i",
                         entry->client_id) ||
      !clt_conn_get_int (conn, &channels, 0, error, "SELECT count(*) FROM channel WHERE key = ?",
                         "t", entry->channel))
    return FALSE;
  if (clients == 0)
    return clt_store_refuse (error, _ ("There is no such client; nothing was written down."));
  if (channels == 0)
    /* Translators: %s is what somebody typed. */
    return clt_store_refuse (error, _ ("There is no channel “%s”; nothing was written down."),
                             entry->channel);
  if (entry->day > clt_action_get_day (conn))
    return clt_store_refuse (error,
                             _ ("This day is still to come: a contact is written down when it has"
                                " taken place. Nothing was written down."));
  if (*entry->outcome == '\0' && *entry->note == '\0' && *entry->topic == '\0')
    return clt_store_refuse (error, _ ("Say in a few words what it was about; nothing was written"
                                       " down."));
  return TRUE;
}

gboolean
clt_contact_log_add (CltConn *conn, CltContactEntry *entry, GError **error)
{
  gint64 id;

  if (!check_entry (conn, entry, error) || (id = clt_conn_new_id (conn, error)) == 0 ||
      !clt_conn_run (
        conn, error,
        "INSERT INTO contact (id, client_id, call_id, staff_id, day, at, direction, channel, line,"
        " outcome, success, seconds, attempts, since, topic, note, next_step, recording,"
        " override_reason, reference) VALUES (?, ?, nullif (?, 0), nullif (?, 0), ?, nullif (?, 0),"
        " ?, ?, ?, ?, nullif (?, -1), ?, ?, nullif (?, -1), ?, ?, ?, ?, ?, ?)",
        "iiiiyittttiiiitttttt", id, entry->client_id, entry->call_id, entry->staff_id, entry->day,
        entry->at, entry->direction, entry->channel, entry->line, entry->outcome,
        (gint64) entry->success, entry->seconds, entry->attempts, entry->since, entry->topic,
        entry->note, entry->next_step, entry->recording, entry->override_reason, entry->reference))
    return FALSE;
  entry->id = id;
  return TRUE;
}

/* ---- reading ------------------------------------------------------------------------------- */

#define ENTRY_SQL                                                                                  \
  "SELECT t.id, t.client_id, t.call_id, t.staff_id, t.day, t.at, t.success, t.seconds, "           \
  "t.attempts,"                                                                                    \
  " t.since, c.name, coalesce (s.name, ''), t.direction, t.channel, t.line, t.outcome, t.topic,"   \
  " t.note, t.next_step, t.recording, t.override_reason, t.reference, coalesce ((SELECT"           \
  " min (a.number) FROM account a WHERE a.client_id = t.client_id), '') FROM contact t"            \
  " JOIN client c ON c.id = t.client_id LEFT JOIN staff s ON s.id = t.staff_id"

static gpointer
read_entry (CltStmt *stmt)
{
  CltContactEntry *entry = g_new0 (CltContactEntry, 1);
  char **const texts[] = {
    &entry->client,    &entry->staff,     &entry->direction,       &entry->channel,
    &entry->line,      &entry->outcome,   &entry->topic,           &entry->note,
    &entry->next_step, &entry->recording, &entry->override_reason, &entry->reference,
    &entry->account
  };

  entry->id = clt_stmt_get_int (stmt, 0);
  entry->client_id = clt_stmt_get_int (stmt, 1);
  entry->call_id = clt_stmt_get_int (stmt, 2);
  entry->staff_id = clt_stmt_get_int (stmt, 3);
  entry->day = clt_stmt_get_day (stmt, 4);
  entry->at = clt_stmt_get_int (stmt, 5);
  entry->success = clt_stmt_is_null (stmt, 6) ? -1 : (int) clt_stmt_get_int (stmt, 6);
  entry->seconds = clt_stmt_get_int (stmt, 7);
  entry->attempts = clt_stmt_get_int (stmt, 8);
  entry->since = clt_stmt_is_null (stmt, 9) ? -1 : clt_stmt_get_int (stmt, 9);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (clt_stmt_get_text (stmt, 10 + (int) i));
  return entry;
}

static const char *
get_text (const char *text)
{
  return text == NULL ? "" : text;
}

CltStmt *
clt_contact_query_ask (CltConn *conn, const CltContactQuery *query, const char *sql, GError **error)
{
  return clt_conn_query (conn, error, sql, "yyiittt", query->from, query->to, query->staff_id,
                         query->client_id, get_text (query->channel), get_text (query->outcome),
                         get_text (query->words));
}

GArray *
clt_contact_log_ids (CltConn *conn, const CltContactQuery *query, GError **error)
{
  CltStmt *stmt = clt_contact_query_ask (conn, query,
                                         "SELECT id FROM contact" CLT_CONTACT_SQL_WHERE
                                         " ORDER BY day DESC, at DESC, id DESC",
                                         error);

  return clt_ids_read (stmt, error);
}

GPtrArray *
clt_contact_log_rows (CltConn *conn, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_contact_entry_free);

  for (guint i = 0; i < n_ids; i++)
    {
      CltStmt *stmt = clt_conn_query (conn, error, ENTRY_SQL " WHERE t.id = ?", "i", ids[i]);
      CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

      if (step == CLT_STEP_ERROR)
        return NULL;
      g_ptr_array_add (rows, step == CLT_STEP_ROW ? read_entry (stmt) : NULL);
      clt_stmt_reset (stmt);
    }
  return g_steal_pointer (&rows);
}

GPtrArray *
clt_contact_log_list (CltConn *conn,
                      gint64 client_id,
                      gint64 staff_id,
                      CltDay from,
                      CltDay to,
                      guint limit,
                      GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    ENTRY_SQL " WHERE ?1 IN (0, t.client_id) AND ?2 IN (0, t.staff_id)"
                              " AND (?3 IS NULL OR t.day >= ?3) AND (?4 IS NULL OR t.day <= ?4)"
                              " ORDER BY t.day DESC, t.at DESC, t.id DESC LIMIT ?5",
                    "iiyyi", client_id, staff_id, from, to,
                    limit == 0 ? (gint64) -1 : (gint64) limit),
    read_entry, (GDestroyNotify) clt_contact_entry_free, error);
}
