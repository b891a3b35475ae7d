/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-message.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-sms-text.h"
#include "core/delivery/clt-address.h"
#include "core/delivery/clt-door.h"
#include "core/rules/clt-settings.h"

/* A message in the making. */
typedef struct
{
  gint64 id, push_item_id, client_id, product_id, version_id;
  const char *channel;
  CltDay day;
  gboolean mail; /* else SMS */
  char *subject, *body, *address, *reference;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_free (draft->subject);
  g_free (draft->body);
  g_free (draft->address);
  g_free (draft->reference);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static gboolean
check_item_is_new (CltConn *conn, const Draft *draft, GError **error)
{
  gint64 n;

  if (draft->push_item_id == 0)
    return TRUE;
  if (!clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM message WHERE push_item_id = ?",
                         "i", draft->push_item_id))
    return FALSE;
  if (n > 0)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
                         _ ("This delivery has its message already; a second one is not made."));
  return n == 0;
}

/* The text of the version in force, and what carries it. Unfilled. */
static gboolean
load_template (CltConn *conn, Draft *draft, GError **error)
{
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT v.id, h.medium, t.subject, t.body, v.name FROM product_version v"
                    " JOIN channel h ON h.key = ?2"
                    " LEFT JOIN message_template t ON t.version_id = v.id AND t.channel = h.key"
                    " WHERE v.product_id = ?1 AND v.state <> 'draft' AND v.valid_from <= ?3"
                    " ORDER BY v.valid_from DESC, v.number DESC LIMIT 1",
                    "iti", draft->product_id, draft->channel, (gint64) draft->day);

  step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  if (step == CLT_STEP_DONE)
    clt_store_refuse (error, _ ("There is no channel “%s”."), draft->channel);
  if (step != CLT_STEP_ROW)
    return FALSE;
  draft->version_id = clt_stmt_get_int (stmt, 0);
  draft->mail = g_str_equal (clt_stmt_get_text (stmt, 1), "email");
  draft->subject = g_strdup (clt_stmt_get_text (stmt, 2));
  draft->body = g_strdup (clt_stmt_get_text (stmt, 3));
  if (!draft->mail && !g_str_equal (clt_stmt_get_text (stmt, 1), "sms"))
    clt_store_refuse (error, _ ("The channel “%s” carries no messages."), draft->channel);
  else if (*draft->body == '\0' || (draft->mail && *draft->subject == '\0'))
    clt_store_refuse (error,
                      /* Translators: a product's name, then a channel. */
                      _ ("“%s” has no text for the channel “%s”. Write one and approve it."),
                      clt_stmt_get_text (stmt, 4), draft->channel);
  else
    {
      clt_stmt_reset (stmt);
      return TRUE;
    }
  clt_stmt_reset (stmt);
  return FALSE;
}

static gboolean
fill (CltConn *conn, char **text, const Draft *draft, GError **error)
{
  char *filled =
    clt_template_fill_item (conn, *text, draft->client_id, draft->push_item_id, draft->day, error);

  if (filled == NULL)
    return FALSE;
  g_free (*text);
  *text = filled;
  return TRUE;
}

static gboolean
compose_sms (CltConn *conn, Draft *draft, GError **error)
{
  g_autofree char *signature = clt_settings_get (conn, "sms.signature", error);
  g_autofree char *opt_out =
    signature == NULL ? NULL : clt_settings_get (conn, "sms.opt-out", error);
  g_autofree char *plain = draft->body;

  draft->body = NULL;
  if (opt_out == NULL)
    return FALSE;
  draft->body = clt_sms_compose (plain, signature, opt_out);
  return clt_sms_check (draft->body, error);
}

static gboolean
compose (CltConn *conn, Draft *draft, GError **error)
{
  if (!fill (conn, &draft->subject, draft, error) || !fill (conn, &draft->body, draft, error))
    return FALSE;
  if (draft->mail)
    {
      g_autofree char *subject = draft->subject;

      /* a value with a line break must not begin another header */
      draft->subject = clt_text_clean (subject, -1);
      return TRUE;
    }
  return compose_sms (conn, draft, error);
}

static gboolean
find_address (CltConn *conn, Draft *draft, GError **error)
{
  gint64 at;
  CltStmt *stmt = clt_conn_query (conn, error, "SELECT email, phone, name FROM client WHERE id = ?",
                                  "i", draft->client_id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such client."));
  if (step != CLT_STEP_ROW)
    return FALSE;
  draft->address = draft->mail ? clt_address_parse_email (clt_stmt_get_text (stmt, 0))
                               : clt_address_parse_mobile (clt_stmt_get_text (stmt, 1));
  if (draft->address == NULL)
    clt_store_refuse (error,
                      draft->mail
                        /* Translators: a client's name. */
                        ? _ ("%s has no e-mail address to which a mail could go.")
                        /* Translators: a client's name. */
                        : _ ("%s has no mobile number to which a short message could go."),
                      clt_stmt_get_text (stmt, 2));
  clt_stmt_reset (stmt);
  if (draft->address == NULL ||
      (draft->mail && !clt_message_get_bounce (conn, draft->client_id, &at, NULL, error)))
    return FALSE;
  if (draft->mail && at != 0)
    {
      g_autofree char *when = clt_instant_format (at);

      return clt_store_refuse (
        error,
        /* Translators: a date and time. */
        _ ("The client's e-mail address was refused by its server on %s. Correct it"
           " first, or have that mail tried again."),
        when);
    }
  return TRUE;
}

/* The number by which the world knows it: of a mail unique for ever, so that a server which gets it
 * twice could tell. */
static gboolean
make_reference (CltConn *conn, Draft *draft, GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *unique = NULL;
  const char *domain;

  if (!draft->mail)
    {
      draft->reference = g_strdup_printf ("%" G_GINT64_FORMAT, draft->id);
      return TRUE;
    }
  from = clt_settings_get (conn, "mail.from", error);
  if (from == NULL)
    return FALSE;
  domain = strrchr (from, '@');
  unique = g_uuid_string_random ();
  draft->reference =
    g_strdup_printf ("%s@%s", unique, domain == NULL ? "clientele.invalid" : domain + 1);
  return TRUE;
}

gint64
clt_message_queue (CltConn *conn,
                   gint64 push_item_id,
                   gint64 client_id,
                   gint64 product_id,
                   const char *channel,
                   CltDay day,
                   GError **error)
{
  g_auto (Draft) draft = {
    .push_item_id = push_item_id,
    .client_id = client_id,
    .product_id = product_id,
    .channel = channel,
    .day = day,
  };

  if (!clt_door_check (conn, push_item_id, client_id, product_id, channel, day, error) ||
      !check_item_is_new (conn, &draft, error) || !load_template (conn, &draft, error) ||
      !compose (conn, &draft, error) || !find_address (conn, &draft, error))
    return 0;
  draft.id = clt_conn_new_id (conn, error);
  if (draft.id == 0 || !make_reference (conn, &draft, error) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO message (id, push_item_id, client_id, product_id, version_id,"
                     " channel, address, subject, body, reference, created)"
                     " VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "iiiiittttti", draft.id, draft.push_item_id, draft.client_id, draft.product_id,
                     draft.version_id, draft.channel, draft.address,
                     draft.mail ? draft.subject : "", draft.body, draft.reference, clt_now ()))
    return 0;
  return draft.id;
}
