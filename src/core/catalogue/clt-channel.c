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

void
clt_channel_free (CltChannel *channel)
{
  g_free (channel->key);
  g_free (channel->name);
  g_free (channel->medium);
  g_free (channel->consent);
  g_free (channel);
}

static CltChannel *
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
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_channel_free);
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT key, name, medium, consent, position, archived"
                                  " FROM channel ORDER BY position, key",
                                  "");
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (list, read_channel (stmt));
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
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
