/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

gboolean
clt_client_add_account (CltConn *conn, gint64 id, const char *account, GError **error)
{
  g_autofree char *number = clt_text_normalize (account, -1);
  gint64 other, account_id;

  if (*number == '\0' || strchr (number, ' ') != NULL || strlen (number) > 64)
    return clt_store_refuse (error, _ ("An account number has no blanks. Nothing was changed."));
  if (!clt_conn_get_int (conn, &other, 0, error, "SELECT client_id FROM account WHERE number = ?",
                         "t", number))
    return FALSE;
  if (other != 0)
    {
      /* Translators: %s is an account number. */
      return clt_store_refuse (error,
                               _ ("The account %s belongs to another client. Nothing was changed."),
                               number);
    }
  account_id = clt_conn_new_id (conn, error);
  return account_id != 0 &&
         clt_conn_run (conn, error, "INSERT INTO account (id, client_id, number) VALUES (?, ?, ?)",
                       "iit", account_id, id, number);
}

gint64
clt_client_create (CltConn *conn,
                   const char *name,
                   const char *account,
                   CltDay opened,
                   GError **error)
{
  g_autofree char *plain = clt_text_normalize (name, -1);
  gint64 id = clt_conn_new_id (conn, error);
  gint64 prospect = account == NULL;

  if (id == 0)
    return 0;
  if (!clt_conn_run (conn, error,
                     "INSERT INTO client (id, prospect, name, stage) VALUES (?, ?, ?, ?)", "iitt",
                     id, prospect, plain, prospect ? "new" : ""))
    return 0;
  /* the field's own checks */
  if (!clt_client_set_field (conn, id, "name", plain, clt_today (), error))
    return 0;
  if (!prospect && !clt_client_convert (conn, id, account, opened, error))
    return 0;
  return id;
}

gboolean
clt_client_convert (CltConn *conn, gint64 id, const char *account, CltDay opened, GError **error)
{
  g_autofree char *day = opened == CLT_DAY_NONE ? NULL : clt_day_format (opened);
  gint64 accounts;

  if (day == NULL)
    return clt_store_refuse (error, _ ("Say when the account was opened. Nothing was changed."));
  if (!clt_conn_get_int (conn, &accounts, 0, error,
                         "SELECT count(*) FROM account WHERE client_id = ?", "i", id))
    return FALSE;
  if (accounts > 0)
    return clt_store_refuse (error, _ ("This is a client already. Nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE client SET prospect = 0, stage = CASE WHEN prospect = 1"
                       " THEN 'won' ELSE stage END, lost_reason = '' WHERE id = ?",
                       "i", id) &&
         clt_client_add_account (conn, id, account, error) &&
         clt_client_set_field (conn, id, "opened", day, opened, error);
}

gboolean
clt_client_add_tag (CltConn *conn, gint64 id, const char *tag, GError **error)
{
  g_autofree char *plain = clt_text_normalize (tag, -1);

  if (*plain == '\0' || g_utf8_strlen (plain, -1) > 50)
    return clt_store_refuse (error, _ ("A tag has 1 to 50 characters. Nothing was changed."));
  return clt_conn_run (conn, error,
                       "INSERT INTO client_tag (client_id, tag) VALUES (?, ?)"
                       " ON CONFLICT DO NOTHING",
                       "it", id, plain);
}

gboolean
clt_client_remove_tag (CltConn *conn, gint64 id, const char *tag, GError **error)
{
  return clt_conn_run (conn, error, "DELETE FROM client_tag WHERE client_id = ? AND tag = ?", "it",
                       id, tag);
}

/* What was sent or promised to him stays in the books. */
static gboolean
check_not_served (CltConn *conn, gint64 id, GError **error)
{
  static const char *const services[] = {
    "SELECT count(*) FROM delivery WHERE client_id = ?",
    "SELECT count(*) FROM push_item WHERE client_id = ?",
    "SELECT count(*) FROM message WHERE client_id = ?",
    "SELECT count(*) FROM call_task WHERE client_id = ?",
    "SELECT count(*) FROM contact WHERE client_id = ?",
    "SELECT count(*) FROM task WHERE client_id = ?",
    "SELECT count(*) FROM appointment WHERE client_id = ?",
    "SELECT count(*) FROM study WHERE client_id = ?",
    "SELECT count(*) FROM event_guest WHERE client_id = ?",
    "SELECT count(*) FROM client_request WHERE client_id = ?",
    "SELECT count(*) FROM refusal WHERE client_id = ?",
    "SELECT count(*) FROM entitlement_exception WHERE client_id = ?",
    "SELECT count(*) FROM training_need WHERE client_id = ?",
    "SELECT count(*) FROM enrolment WHERE client_id = ?",
    "SELECT count(*) FROM attendance WHERE client_id = ?",
    "SELECT count(*) FROM attempt WHERE client_id = ?",
    "SELECT count(*) FROM course_result WHERE client_id = ?",
    "SELECT count(*) FROM session_feedback WHERE client_id = ?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      gint64 n;

      if (!clt_conn_get_int (conn, &n, 0, error, services[i], "i", id))
        return FALSE;
      if (n > 0)
        return clt_store_refuse (error, _ ("The client has been served or invited, or has refused "
                                           "a service: set the day of closing instead. Nothing was "
                                           "changed."));
    }
  return TRUE;
}

static gboolean
check_no_facts (CltConn *conn, gint64 id, GError **error)
{
  static const char *const facts[] = {
    "SELECT count(*) FROM account_month WHERE account_id IN"
    " (SELECT id FROM account WHERE client_id = ?)",
    "SELECT count(*) FROM trade WHERE account_id IN"
    " (SELECT id FROM account WHERE client_id = ?)",
    "SELECT count(*) FROM position WHERE account_id IN"
    " (SELECT id FROM account WHERE client_id = ?)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      gint64 n;

      if (!clt_conn_get_int (conn, &n, 0, error, facts[i], "i", id))
        return FALSE;
      if (n > 0)
        return clt_store_refuse (error,
                                 _ ("The client has daily funds or trades: set the day of closing "
                                    "instead. Nothing was changed."));
    }
  return TRUE;
}

gboolean
clt_client_delete (CltConn *conn, gint64 id, GError **error)
{
  /* children first: the file has no cascades, so that undo can put each row back */
  static const char *const statements[] = {
    "DELETE FROM client_tag WHERE client_id = ?",
    "DELETE FROM client_extra WHERE client_id = ?",
    "DELETE FROM consent WHERE client_id = ?",
    "DELETE FROM grade WHERE client_id = ?",
    "DELETE FROM assignment WHERE client_id = ?",
    "DELETE FROM tier_history WHERE client_id = ?",
    "DELETE FROM tier_override WHERE client_id = ?",
    "DELETE FROM spell WHERE client_id = ?",
    "DELETE FROM account WHERE client_id = ?",
    "DELETE FROM client_list_member WHERE client_id = ?",
    "DELETE FROM call_hours WHERE client_id = ?",
    "DELETE FROM client WHERE id = ?",
  };

  if (!check_no_facts (conn, id, error) || !check_not_served (conn, id, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!clt_conn_run (conn, error, statements[i], "i", id))
      return FALSE;
  return TRUE;
}
