/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-client-store.h"

#include <string.h>

#define TEXT_COLUMNS                                                                               \
  "name, class, id_type, id_number, gender, birth_calendar, phone, email, address, introducer,"    \
  " investor, note"

/* The work on one record. */
typedef struct
{
  CltConn *conn;
  const CltClientRecord *record;
  gint64 client_id;
  CltDay from; /* dated rows that the file does not date begin here */
  CltDay today;
  gboolean created;
  gboolean changed;
} Store;

static gint64
or_default (gint64 value, gint64 fallback)
{
  return value == CLT_MONEY_NONE ? fallback : value;
}

/* The person */

static gboolean
insert_client (Store *store, GError **error)
{
  const CltClientRecord *record = store->record;
  const char *const *texts = record->texts;

  store->client_id = clt_conn_new_id (store->conn, error);
  store->created = TRUE;
  return store->client_id != 0 &&
         clt_conn_run (store->conn, error,
                       "INSERT INTO client (id, " TEXT_COLUMNS
                       ", birth_year, birth_month, birth_day, birth_leap)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "ittttttttttttmmmi", store->client_id, texts[CLT_RECORD_NAME],
                       *texts[CLT_RECORD_CLASS] == '\0' ? "natural" : texts[CLT_RECORD_CLASS],
                       texts[CLT_RECORD_ID_TYPE], texts[CLT_RECORD_ID_NUMBER],
                       texts[CLT_RECORD_GENDER],
                       *texts[CLT_RECORD_BIRTH_CALENDAR] == '\0' ? "solar"
                                                                 : texts[CLT_RECORD_BIRTH_CALENDAR],
                       texts[CLT_RECORD_PHONE], texts[CLT_RECORD_EMAIL], texts[CLT_RECORD_ADDRESS],
                       texts[CLT_RECORD_INTRODUCER],
                       *texts[CLT_RECORD_INVESTOR] == '\0' ? "ordinary"
                                                           : texts[CLT_RECORD_INVESTOR],
                       texts[CLT_RECORD_NOTE], record->birth_year, record->birth_month,
                       record->birth_day, or_default (record->birth_leap, 0));
}

/* Whether the file says something else than what is stored. */
static gboolean
differs (const CltClientRecord *record, CltStmt *stored)
{
  const gint64 birth[] = { record->birth_year, record->birth_month, record->birth_day,
                           record->birth_leap };

  for (guint i = 0; i < CLT_N_RECORD_TEXTS; i++)
    if (*record->texts[i] != '\0' && !g_str_equal (record->texts[i], clt_stmt_get_text (stored, i)))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (birth); i++)
    if (birth[i] != CLT_MONEY_NONE &&
        birth[i] != clt_stmt_get_money (stored, CLT_N_RECORD_TEXTS + i))
      return TRUE;
  /* a prospect whose account arrives is won */
  return clt_stmt_get_int (stored, CLT_N_RECORD_TEXTS + G_N_ELEMENTS (birth)) != 0;
}

static gboolean
update_client (Store *store, GError **error)
{
  const CltClientRecord *record = store->record;
  const char *const *texts = record->texts;
  CltStmt *stored = clt_conn_query (store->conn, error,
                                    "SELECT " TEXT_COLUMNS
                                    ", birth_year, birth_month, birth_day, birth_leap, prospect"
                                    " FROM client WHERE id = ?",
                                    "i", store->client_id);
  CltStep step;
  gboolean different;

  if (stored == NULL)
    return FALSE;
  step = clt_stmt_step (stored, error);
  different = step == CLT_STEP_ROW && differs (record, stored);
  clt_stmt_reset (stored);
  if (step == CLT_STEP_ERROR || !different)
    return step != CLT_STEP_ERROR;

  store->changed = TRUE;
  return clt_conn_run (
    store->conn, error,
    "UPDATE client SET stage = CASE prospect WHEN 1 THEN 'won' ELSE stage END, prospect = 0,"
    " name = coalesce (nullif (?, ''), name), class = coalesce (nullif (?, ''), class),"
    " id_type = coalesce (nullif (?, ''), id_type),"
    " id_number = coalesce (nullif (?, ''), id_number),"
    " gender = coalesce (nullif (?, ''), gender),"
    " birth_calendar = coalesce (nullif (?, ''), birth_calendar),"
    " phone = coalesce (nullif (?, ''), phone), email = coalesce (nullif (?, ''), email),"
    " address = coalesce (nullif (?, ''), address),"
    " introducer = coalesce (nullif (?, ''), introducer),"
    " investor = coalesce (nullif (?, ''), investor), note = coalesce (nullif (?, ''), note),"
    " birth_year = coalesce (?, birth_year), birth_month = coalesce (?, birth_month),"
    " birth_day = coalesce (?, birth_day), birth_leap = coalesce (?, birth_leap)"
    " WHERE id = ?",
    "ttttttttttttmmmmi", texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6],
    texts[7], texts[8], texts[9], texts[10], texts[11], record->birth_year, record->birth_month,
    record->birth_day, record->birth_leap, store->client_id);
}

/* From opening to closing */

typedef struct
{
  gint64 id;
  CltDay opened, closed;
} Spell;

/* The last spell; of a client with several accounts rather the one that holds the day on which the
 * account of the record was opened. */
static gboolean
load_spell (Store *store, gboolean covering, Spell *spell, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (store->conn, error,
                    "SELECT id, opened, closed FROM spell WHERE client_id = ?1"
                    " ORDER BY ?2 AND opened <= ?3 AND coalesce (closed, ?3) >= ?3 DESC,"
                    " opened DESC LIMIT 1",
                    "iii", store->client_id, (gint64) covering, (gint64) store->record->opened);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  spell->id = step == CLT_STEP_ROW ? clt_stmt_get_int (stmt, 0) : 0;
  spell->opened = step == CLT_STEP_ROW ? clt_stmt_get_day (stmt, 1) : CLT_DAY_NONE;
  spell->closed = step == CLT_STEP_ROW ? clt_stmt_get_day (stmt, 2) : CLT_DAY_NONE;
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
insert_spell (Store *store, GError **error)
{
  gint64 id = clt_conn_new_id (store->conn, error);

  store->changed = TRUE;
  return id != 0 &&
         clt_conn_run (store->conn, error,
                       "INSERT INTO spell (id, client_id, opened, closed) VALUES (?, ?, ?, ?)",
                       "iiyy", id, store->client_id, store->record->opened, store->record->closed);
}

static gboolean
update_spell (Store *store, const Spell *spell, CltDay opened, CltDay closed, GError **error)
{
  if (opened == spell->opened && closed == spell->closed)
    return TRUE;
  store->changed = TRUE;
  return clt_conn_run (store->conn, error, "UPDATE spell SET opened = ?, closed = ? WHERE id = ?",
                       "yyi", opened, closed, spell->id);
}

/* A client with one account is open as that account is; one with several is open while any of
 * them is, and the file speaks of one at a time. */
static gboolean
store_spell (Store *store, GError **error)
{
  const CltClientRecord *record = store->record;
  gint64 n_accounts;
  Spell spell;

  if (!clt_conn_get_int (store->conn, &n_accounts, 0, error,
                         "SELECT count(*) FROM account WHERE client_id = ?", "i",
                         store->client_id) ||
      !load_spell (store, n_accounts > 1, &spell, error))
    return FALSE;
  if (spell.id == 0 || (spell.closed != CLT_DAY_NONE && record->opened > spell.closed))
    return insert_spell (store, error);
  if (n_accounts > 1)
    return update_spell (store, &spell, MIN (spell.opened, record->opened),
                         record->closed == CLT_DAY_NONE || spell.closed == CLT_DAY_NONE
                           ? CLT_DAY_NONE
                           : MAX (spell.closed, record->closed),
                         error);
  /* an earlier spell of a client who came back stays as it is */
  if (record->closed != CLT_DAY_NONE && record->closed <= spell.opened)
    return TRUE;
  return update_spell (store, &spell, record->opened, record->closed, error);
}

static gboolean
store_account (Store *store, GError **error)
{
  gint64 id = clt_conn_new_id (store->conn, error);

  store->changed = TRUE;
  return id != 0 && clt_conn_run (store->conn, error,
                                  "INSERT INTO account (id, client_id, number) VALUES (?, ?, ?)",
                                  "iit", id, store->client_id, store->record->account);
}

/* Dated histories */

static gboolean
store_grade (Store *store, GError **error)
{
  const CltClientRecord *record = store->record;
  CltDay assessed = record->assessed == CLT_DAY_NONE ? store->from : record->assessed;
  gint64 same, id, lowest = MAX (record->lowest, 0);

  if (record->grade == NULL)
    return TRUE;
  /* without a date the file only says what the grade is now */
  if (!clt_conn_get_int (store->conn, &same, 0, error,
                         "SELECT count(*) FROM (SELECT level, lowest FROM grade"
                         " WHERE client_id = ?1 AND (?2 IS NULL OR assessed = ?2)"
                         " ORDER BY assessed DESC LIMIT 1)"
                         " WHERE level = ?3 AND (?4 < 0 OR lowest = ?4)",
                         "iyti", store->client_id, record->assessed, record->grade,
                         (gint64) record->lowest))
    return FALSE;
  if (same > 0)
    return TRUE;
  store->changed = TRUE;
  if (!clt_conn_get_int (store->conn, &id, 0, error,
                         "SELECT id FROM grade WHERE client_id = ? AND assessed = ?", "ii",
                         store->client_id, (gint64) assessed))
    return FALSE;
  if (id != 0)
    return clt_conn_run (store->conn, error, "UPDATE grade SET level = ?, lowest = ? WHERE id = ?",
                         "tii", record->grade, lowest, id);
  id = clt_conn_new_id (store->conn, error);
  return id != 0 &&
         clt_conn_run (store->conn, error,
                       "INSERT INTO grade (id, client_id, level, lowest, assessed)"
                       " VALUES (?, ?, ?, ?, ?)",
                       "iitii", id, store->client_id, record->grade, lowest, (gint64) assessed);
}

static gboolean
store_consent (Store *store, const char *channel, gint64 given, GError **error)
{
  gint64 before, id;

  if (!clt_conn_get_int (store->conn, &before, -1, error,
                         "SELECT given FROM consent WHERE client_id = ? AND channel = ?"
                         " ORDER BY valid_from DESC, id DESC LIMIT 1",
                         "it", store->client_id, channel))
    return FALSE;
  if (before == given)
    return TRUE;
  store->changed = TRUE;
  id = clt_conn_new_id (store->conn, error);
  return id != 0 &&
         clt_conn_run (store->conn, error,
                       "INSERT INTO consent (id, client_id, channel, given, valid_from, source)"
                       " VALUES (?, ?, ?, ?, ?, 'import')",
                       "iitii", id, store->client_id, channel, given, (gint64) store->from);
}

static gboolean
store_consents (Store *store, GError **error)
{
  static const char *const channels[CLT_N_CONSENTS] = { "sms", "email", "phone" };

  for (guint i = 0; i < CLT_N_CONSENTS; i++)
    if (store->record->consents[i] >= 0 &&
        !store_consent (store, channels[i], store->record->consents[i], error))
      return FALSE;
  return TRUE;
}

/* @staff_id is in charge from now on; whoever was so before ends the day before. */
static gboolean
store_assignment (Store *store, const char *relation, gint64 staff_id, GError **error)
{
  gint64 now, id;

  if (staff_id == 0)
    return TRUE;
  if (!clt_conn_get_int (store->conn, &now, 0, error,
                         "SELECT staff_id FROM assignment WHERE client_id = ? AND relation = ?"
                         " AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)"
                         " ORDER BY valid_from DESC LIMIT 1",
                         "itii", store->client_id, relation, (gint64) store->today,
                         (gint64) store->today))
    return FALSE;
  if (now == staff_id)
    return TRUE;
  store->changed = TRUE;
  if (!clt_conn_run (store->conn, error,
                     "DELETE FROM assignment WHERE client_id = ? AND relation = ?"
                     " AND valid_from >= ?",
                     "iti", store->client_id, relation, (gint64) store->from) ||
      !clt_conn_run (store->conn, error,
                     "UPDATE assignment SET valid_to = ? WHERE client_id = ? AND relation = ?"
                     " AND (valid_to IS NULL OR valid_to >= ?)",
                     "iiti", (gint64) store->from - 1, store->client_id, relation,
                     (gint64) store->from))
    return FALSE;
  id = clt_conn_new_id (store->conn, error);
  return id != 0 &&
         clt_conn_run (store->conn, error,
                       "INSERT INTO assignment (id, client_id, staff_id, relation, valid_from)"
                       " VALUES (?, ?, ?, ?, ?)",
                       "iiiti", id, store->client_id, staff_id, relation, (gint64) store->from);
}

static gboolean
store_extras (Store *store, GError **error)
{
  const CltClientRecord *record = store->record;

  for (guint i = 0; record->extra_fields != NULL && record->extra_fields[i] != NULL; i++)
    {
      gint64 same;

      if (*record->extra_values[i] == '\0')
        continue;
      if (!clt_conn_get_int (store->conn, &same, 0, error,
                             "SELECT count(*) FROM client_extra"
                             " WHERE client_id = ? AND field = ? AND value = ?",
                             "itt", store->client_id, record->extra_fields[i],
                             record->extra_values[i]))
        return FALSE;
      if (same > 0)
        continue;
      store->changed = TRUE;
      if (!clt_conn_run (store->conn, error,
                         "INSERT INTO client_extra (client_id, field, value) VALUES (?, ?, ?)"
                         " ON CONFLICT (client_id, field) DO UPDATE SET value = excluded.value",
                         "itt", store->client_id, record->extra_fields[i], record->extra_values[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_client_store_record (CltConn *conn,
                         const CltClientRecord *record,
                         gint64 by_id_number,
                         CltDay today,
                         gint64 *client_id,
                         CltClientState *state,
                         GError **error)
{
  Store store = { .conn = conn, .record = record, .today = today, .from = today };
  gboolean has_account;

  if (!clt_conn_get_int (conn, &store.client_id, 0, error,
                         "SELECT client_id FROM account WHERE number = ?", "t", record->account))
    return FALSE;
  has_account = store.client_id != 0;
  if (!has_account)
    store.client_id = by_id_number;
  if (store.client_id == 0)
    {
      store.from = record->opened;
      if (!insert_client (&store, error))
        return FALSE;
    }
  else if (!update_client (&store, error))
    return FALSE;
  if (!has_account && !store_account (&store, error))
    return FALSE;
  if (!store_spell (&store, error) || !store_grade (&store, error) ||
      !store_consents (&store, error) ||
      !store_assignment (&store, "service", record->specialist_id, error) ||
      !store_assignment (&store, "adviser", record->adviser_id, error) ||
      !store_extras (&store, error))
    return FALSE;

  *client_id = store.client_id;
  *state = !has_account ? CLT_CLIENT_NEW : store.changed ? CLT_CLIENT_CHANGED : CLT_CLIENT_SAME;
  return TRUE;
}
