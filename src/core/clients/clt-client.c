/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/clients/clt-client-sql.h"
#include "core/rules/clt-rules.h"

static void
extra_free (gpointer data)
{
  CltClientExtra *extra = data;

  g_free (extra->field);
  g_free (extra->value);
  g_free (extra);
}

void
clt_client_free (CltClient *client)
{
  char *const texts[] = { client->name,     client->class_,         client->id_type,
                          client->gender,   client->birth_calendar, client->phone,
                          client->email,    client->address,        client->introducer,
                          client->stage,    client->investor,       client->lost_reason,
                          client->source,   client->note,           client->close_reason,
                          client->grade,    client->specialist,     client->adviser,
                          client->id_number };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (client->accounts);
  g_ptr_array_unref (client->tags);
  g_ptr_array_unref (client->extras);
  g_free (client);
}

#define CONSENT(channel)                                                                           \
  "coalesce((SELECT n.given FROM consent n WHERE n.client_id = k.client_id AND n.channel = "       \
  "'" channel "' AND n.valid_from <= ?1 ORDER BY n.valid_from DESC, n.id DESC LIMIT 1), 0)"

static const char client_sql[] =
  "SELECT c.prospect, c.name, c.class, c.id_type, c.id_number, c.gender, c.birth_calendar,"
  " c.birth_year, c.birth_month, c.birth_day, c.birth_leap, c.phone, c.email, c.address,"
  " c.introducer, c.investor, c.stage, c.source, c.lost_reason, c.note, k.accounts, k.opened,"
  " k.closed, (SELECT s.reason FROM spell s WHERE s.client_id = c.id"
  " ORDER BY s.opened DESC, s.id DESC LIMIT 1), " CLT_SQL_GRADE
  ", " CLT_SQL_GRADE_OF ("g.lowest") ", " CLT_SQL_GRADE_OF ("g.assessed") ", " CLT_SQL_GRADE_OF (
    "g.expires"
    "") ", " CONSENT ("sms") ", " CONSENT ("email") ", " CONSENT ("phone") ", " CLT_SQL_TIER
                                                                           ", " CLT_SQL_SPECIALIST
                                                                           ", " CLT_SQL_ADVISER
                                                                           " FROM client c JOIN "
                                                                           "search_key k ON "
                                                                           "k.client_id = c.id "
                                                                           "WHERE c.id = ?2";

static char *
take_text (CltStmt *stmt, int *column)
{
  return g_strdup (clt_stmt_get_text (stmt, (*column)++));
}

static int
take_int (CltStmt *stmt, int *column)
{
  return (int) clt_stmt_get_int (stmt, (*column)++);
}

static CltDay
take_day (CltStmt *stmt, int *column)
{
  return clt_stmt_get_day (stmt, (*column)++);
}

static CltClient *
read_client (CltStmt *stmt, gint64 id)
{
  CltClient *client = g_new0 (CltClient, 1);
  g_autofree char *accounts = NULL;
  int i = 0;

  client->id = id;
  client->prospect = take_int (stmt, &i);
  client->name = take_text (stmt, &i);
  client->class_ = take_text (stmt, &i);
  client->id_type = take_text (stmt, &i);
  client->id_number = take_text (stmt, &i);
  client->gender = take_text (stmt, &i);
  client->birth_calendar = take_text (stmt, &i);
  client->birth_year = take_int (stmt, &i);
  client->birth_month = take_int (stmt, &i);
  client->birth_day = take_int (stmt, &i);
  client->birth_leap = take_int (stmt, &i);
  client->phone = take_text (stmt, &i);
  client->email = take_text (stmt, &i);
  client->address = take_text (stmt, &i);
  client->introducer = take_text (stmt, &i);
  client->investor = take_text (stmt, &i);
  client->stage = take_text (stmt, &i);
  client->source = take_text (stmt, &i);
  client->lost_reason = take_text (stmt, &i);
  client->note = take_text (stmt, &i);
  accounts = take_text (stmt, &i);
  client->accounts = *accounts == '\0' ? g_new0 (char *, 1) : g_strsplit (accounts, " ", -1);
  client->opened = take_day (stmt, &i);
  client->closed = take_day (stmt, &i);
  client->close_reason = take_text (stmt, &i);
  client->grade = take_text (stmt, &i);
  client->grade_lowest = take_int (stmt, &i);
  client->grade_assessed = take_day (stmt, &i);
  client->grade_expires = take_day (stmt, &i);
  client->consent_sms = take_int (stmt, &i);
  client->consent_email = take_int (stmt, &i);
  client->consent_phone = take_int (stmt, &i);
  client->tier = (CltTier) take_int (stmt, &i);
  client->specialist = take_text (stmt, &i);
  client->adviser = take_text (stmt, &i);
  client->tags = g_ptr_array_new_with_free_func (g_free);
  client->extras = g_ptr_array_new_with_free_func (extra_free);
  return client;
}

static gboolean
load_tags (CltConn *conn, CltClient *client, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT tag FROM client_tag WHERE client_id = ? ORDER BY tag", "i",
                    client->id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (client->tags, g_strdup (clt_stmt_get_text (stmt, 0)));
  return step == CLT_STEP_DONE;
}

static gboolean
load_extras (CltConn *conn, CltClient *client, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT field, value FROM client_extra WHERE client_id = ?"
                                  " ORDER BY field",
                                  "i", client->id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltClientExtra *extra = g_new (CltClientExtra, 1);

      extra->field = g_strdup (clt_stmt_get_text (stmt, 0));
      extra->value = g_strdup (clt_stmt_get_text (stmt, 1));
      g_ptr_array_add (client->extras, extra);
    }
  return step == CLT_STEP_DONE;
}

/* An assessment without a date of its own expires by rule. */
static gboolean
complete_grade (CltConn *conn, CltClient *client, GError **error)
{
  double months;

  if (*client->grade == '\0' || client->grade_expires != CLT_DAY_NONE)
    return TRUE;
  if (!clt_rules_get (conn, "grade.validity_months", client->grade_assessed, &months, error))
    return FALSE;
  client->grade_expires = clt_day_add_months (client->grade_assessed, (int) months);
  return TRUE;
}

gint64
clt_client_find (CltConn *conn, const char *number, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT client_id FROM account WHERE number = ?", "t",
                         number))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 _ ("There is no account “%s” in this branch; nothing was changed."), number);
  return id;
}

CltClient *
clt_client_load (CltConn *conn, gint64 id, CltDay today, GError **error)
{
  g_autoptr (CltClient) client = NULL;
  CltStmt *stmt = clt_conn_query (conn, error, client_sql, "ii", (gint64) today, id);
  CltStep step;

  if (stmt == NULL)
    return NULL;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    client = read_client (stmt, id);
  else if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This client is no longer in the file."));
  clt_stmt_reset (stmt);
  if (client == NULL || !load_tags (conn, client, error) || !load_extras (conn, client, error) ||
      !complete_grade (conn, client, error))
    return NULL;
  return g_steal_pointer (&client);
}

/* Secrets */

static const struct
{
  const char *field;
  CltMaskKind mask;
  const char *sql; /* "SELECT <column>" of one client */
} secrets[] = {
  { "phone", CLT_MASK_PHONE, "SELECT phone FROM client WHERE id = ?" },
  { "id_number", CLT_MASK_ID, "SELECT id_number FROM client WHERE id = ?" },
  { "email", CLT_MASK_EMAIL, "SELECT email FROM client WHERE id = ?" },
  { "address", CLT_MASK_ADDRESS, "SELECT address FROM client WHERE id = ?" },
};

static int
find_secret (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (g_strcmp0 (field, secrets[i].field) == 0)
      return (int) i;
  return -1;
}

char *
clt_client_dup_masked (const CltClient *client, const char *field)
{
  const char *const values[] = { client->phone, client->id_number, client->email, client->address };
  int i = find_secret (field);

  g_return_val_if_fail (i >= 0, NULL);
  return clt_mask (secrets[i].mask, values[i]);
}

static gboolean
log_reveal (CltConn *conn,
            gint64 id,
            const char *field,
            const char *who,
            const char *reason,
            GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO reveal_log (at, who, client_id, field, reason)"
                       " VALUES (?, ?, ?, ?, ?)",
                       "ititt", clt_now (), who, id, field, reason);
}

char *
clt_client_reveal (CltConn *conn,
                   gint64 id,
                   const char *field,
                   const char *who,
                   const char *reason,
                   GError **error)
{
  int i = find_secret (field);
  g_autofree char *trimmed = g_strstrip (g_strdup (reason));
  g_autofree char *value = NULL;
  CltStmt *stmt;
  CltStep step;

  g_return_val_if_fail (i >= 0, NULL);

  if (*trimmed == '\0')
    {
      clt_store_refuse (error, _ ("Say why you need to see it. Nothing was shown."));
      return NULL;
    }
  stmt = clt_conn_query (conn, error, secrets[i].sql, "i", id);
  if (stmt == NULL)
    return NULL;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    value = g_strdup (clt_stmt_get_text (stmt, 0));
  else if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This client is no longer in the file."));
  clt_stmt_reset (stmt);
  /* first the log, then the value: what was not logged was not seen */
  if (value == NULL || !log_reveal (conn, id, field, who, trimmed, error))
    return NULL;
  return g_steal_pointer (&value);
}
