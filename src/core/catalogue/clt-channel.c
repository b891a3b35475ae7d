/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-product.h"

#define MAX_NAME 40

static const struct
{
  const char *key;
  const char *label;
} six[] = {
  { "website", NC_ ("channel", "Website") }, { "software", NC_ ("channel", "Trading software") },
  { "email", NC_ ("channel", "E-mail") },    { "sms", NC_ ("channel", "SMS") },
  { "phone", NC_ ("channel", "Telephone") }, { "onsite", NC_ ("channel", "On-site") },
};

const char *
clt_channel_get_label (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (six); i++)
    if (g_str_equal (key, six[i].key))
      return g_dpgettext2 (GETTEXT_PACKAGE, "channel", six[i].label);
  return key;
}

gboolean
clt_channel_sends_text (const char *medium)
{
  static const char *const media[] = { "website", "software", "email", "sms", NULL };

  return g_strv_contains (media, medium);
}

const char *
clt_channel_consent_get_label (const char *consent)
{
  if (*consent == '\0')
    return _ ("Needs no consent");
  if (g_str_equal (consent, "sms"))
    return _ ("Needs the consent to short messages");
  return g_str_equal (consent, "email") ? _ ("Needs the consent to e-mails")
                                        : _ ("Needs the consent to calls");
}

void
clt_channel_free (CltChannel *channel)
{
  g_free (channel->key);
  g_free (channel->name);
  g_free (channel->medium);
  g_free (channel->consent);
  g_free (channel);
}

static gpointer
read_channel (CltStmt *stmt)
{
  CltChannel *channel = g_new0 (CltChannel, 1);
  const char *name = clt_stmt_get_text (stmt, 1);

  channel->key = g_strdup (clt_stmt_get_text (stmt, 0));
  channel->name = g_strdup (*name == '\0' ? clt_channel_get_label (channel->key) : name);
  channel->medium = g_strdup (clt_stmt_get_text (stmt, 2));
  channel->consent = g_strdup (clt_stmt_get_text (stmt, 3));
  channel->position = (int) clt_stmt_get_int (stmt, 4);
  channel->archived = clt_stmt_get_int (stmt, 5) != 0;
  return channel;
}

GPtrArray *
clt_channel_list (CltConn *conn, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT key, name, medium, consent, position, archived"
                                  " FROM channel ORDER BY position, key",
                                  "");

  return clt_stmt_read_all (stmt, read_channel, (GDestroyNotify) clt_channel_free, error);
}

static gboolean
is_one_of_six (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (six); i++)
    if (g_str_equal (key, six[i].key))
      return TRUE;
  return FALSE;
}

static gboolean
check_channel (const CltChannel *channel, GError **error)
{
  static const char *const consents[] = { "", "sms", "email", "phone", NULL };

  if (!clt_text_is_key (channel->key))
    return clt_store_refuse (error, "%s",
                             _ ("The key of a channel has 1 to 32 characters without blanks and "
                                "punctuation. Nothing was changed."));
  if (*channel->name == '\0' || g_utf8_strlen (channel->name, -1) > MAX_NAME)
    return clt_store_refuse (error,
                             _ ("A channel needs a name of at most %d characters. "
                                "Nothing was changed."),
                             MAX_NAME);
  if (!is_one_of_six (channel->key) && !g_str_equal (channel->medium, "log"))
    return clt_store_refuse (error, "%s",
                             _ ("Beyond the six, a channel is only for the log. "
                                "Nothing was changed."));
  if (!g_strv_contains (consents, channel->consent))
    return clt_store_refuse (error, "%s", _ ("There is no such consent. Nothing was changed."));
  return TRUE;
}

/* What carries one of the six and what consent it needs is no matter of taste: only name, place
 * and use change. */
static gboolean
save_one_of_six (CltConn *conn, const CltChannel *channel, GError **error)
{
  const char *name = channel->name;

  if (g_str_equal (name, clt_channel_get_label (channel->key)))
    name = "";
  return clt_conn_run (conn, error,
                       "UPDATE channel SET name = ?, position = ?, archived = ? WHERE key = ?",
                       "tiit", name, (gint64) channel->position, (gint64) channel->archived,
                       channel->key);
}

gboolean
clt_channel_save (CltConn *conn, const CltChannel *channel, GError **error)
{
  if (!check_channel (channel, error))
    return FALSE;
  if (is_one_of_six (channel->key))
    return save_one_of_six (conn, channel, error);
  return clt_conn_run (conn, error,
                       "INSERT INTO channel (key, name, medium, consent, position, archived)"
                       " VALUES (?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (key) DO UPDATE SET name = excluded.name,"
                       " consent = excluded.consent, position = excluded.position,"
                       " archived = excluded.archived",
                       "ttttii", channel->key, channel->name, channel->medium, channel->consent,
                       (gint64) channel->position, (gint64) channel->archived);
}

/* ---- the branch's own ---------------------------------------------------------------------- */

/* "企业微信", "WeChat work" -> "wechat-work" */
static char *
dup_key (const char *name)
{
  GString *key = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (key, g_unichar_tolower (g_utf8_get_char (p)));
    else if (key->len > 0 && key->str[key->len - 1] != '-')
      g_string_append_c (key, '-');
  if (key->len > 0 && key->str[key->len - 1] == '-')
    g_string_truncate (key, key->len - 1);
  return g_string_free (key, FALSE);
}

gboolean
clt_channel_add (CltConn *conn, const char *name, const char *consent, GError **error)
{
  g_autofree char *clean = clt_text_clean (name, -1);
  g_autofree char *key = dup_key (clean);
  CltChannel channel = { .key = key,
                         .name = clean,
                         .medium = (char *) "log",
                         .consent = (char *) consent };
  g_autoptr (GPtrArray) list = clt_channel_list (conn, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const CltChannel *other = list->pdata[i];

      if (g_str_equal (other->key, key) || g_str_equal (other->name, clean))
        return clt_store_refuse (error,
                                 /* Translators: the name of a channel. */
                                 _ ("There is a channel “%s” already. Nothing was changed."),
                                 other->name);
      channel.position = MAX (channel.position, other->position + 1);
    }
  return list != NULL && clt_channel_save (conn, &channel, error);
}

gboolean
clt_channel_archive (CltConn *conn, const char *key, gboolean archived, GError **error)
{
  g_autoptr (GPtrArray) list = clt_channel_list (conn, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      CltChannel *channel = list->pdata[i];

      if (!g_str_equal (channel->key, key))
        continue;
      channel->archived = archived;
      return clt_channel_save (conn, channel, error);
    }
  if (list != NULL)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: the key of a channel. */
                 _ ("There is no channel “%s”. Nothing was changed."), key);
  return FALSE;
}
