/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-sms-file.h"
#include "core/rules/clt-settings.h"

/* One setting, where it lies in CltSmsGateway, and what it is where nobody has set it. */
static const struct
{
  const char *name;
  const char *standard;
  gsize offset;
  const char *choices; /* space separated; NULL: free */
} settings[] = {
  { "signature", "", G_STRUCT_OFFSET (CltSmsGateway, signature), NULL },
  { "opt-out", "", G_STRUCT_OFFSET (CltSmsGateway, opt_out), NULL },
  { "url", "", G_STRUCT_OFFSET (CltSmsGateway, url), NULL },
  { "body", "", G_STRUCT_OFFSET (CltSmsGateway, body), NULL },
  { "type", "form", G_STRUCT_OFFSET (CltSmsGateway, type), "form json" },
  { "success", "", G_STRUCT_OFFSET (CltSmsGateway, success), NULL },
  { "user", "", G_STRUCT_OFFSET (CltSmsGateway, user), NULL },
  { "ca-file", "", G_STRUCT_OFFSET (CltSmsGateway, ca_file), NULL },
  { "timeout", "30", 0, NULL },
  { "format", "csv", G_STRUCT_OFFSET (CltSmsGateway, format), "csv txt" },
  { "encoding", "utf-8", G_STRUCT_OFFSET (CltSmsGateway, encoding), "utf-8 gb18030" },
  { "separator", "|", G_STRUCT_OFFSET (CltSmsGateway, separator), NULL },
  { "columns", "phone,text,id", G_STRUCT_OFFSET (CltSmsGateway, columns), NULL },
  { "header", "yes", 0, "yes no" },
  { "result-id", "", G_STRUCT_OFFSET (CltSmsGateway, result_id), NULL },
  { "result-status", "", G_STRUCT_OFFSET (CltSmsGateway, result_status), NULL },
  { "result-sent", "^(0+|ok|sent|delivrd|delivered|success|succeeded|成功|发送成功|已发送|已送达)$",
    G_STRUCT_OFFSET (CltSmsGateway, result_sent), NULL },
  { "result-failed",
    "^(fail|undeliv|reject|expired|deleted|error|.*失败|.*拒|.*黑名单|.*空号|.*停机|.*关机|未送达)",
    G_STRUCT_OFFSET (CltSmsGateway, result_failed), NULL },
  { "result-open", "^(|pending|accept.*|enroute|submitted|.*中|等待.*|已提交)$",
    G_STRUCT_OFFSET (CltSmsGateway, result_open), NULL },
};

const char *const clt_sms_settings[] = {
  "signature", "opt-out",       "url",         "body",          "type",        "success", "user",
  "ca-file",   "timeout",       "format",      "encoding",      "separator",   "columns", "header",
  "result-id", "result-status", "result-sent", "result-failed", "result-open", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (clt_sms_settings) == G_N_ELEMENTS (settings) + 1);

void
clt_sms_gateway_free (CltSmsGateway *gateway)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!g_str_equal (settings[i].name, "timeout") && !g_str_equal (settings[i].name, "header"))
      g_free (G_STRUCT_MEMBER (char *, gateway, settings[i].offset));
  g_free (gateway->password);
  g_free (gateway);
}

static int
find_setting (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (name, settings[i].name))
      return (int) i;
  return -1;
}

/* The request holds numbers and texts of clients: in the clear only to this very machine. */
static gboolean
is_safe_url (const char *url)
{
  static const char *const local[] = { "http://localhost:", "http://localhost/",
                                       "http://127.0.0.1:", "http://127.0.0.1/",
                                       "http://[::1]:",     "http://[::1]/" };

  for (guint i = 0; i < G_N_ELEMENTS (local); i++)
    if (g_str_has_prefix (url, local[i]))
      return TRUE;
  return g_str_has_prefix (url, "https://") && strpbrk (url, " \"<>") == NULL;
}

static gboolean
is_choice (const char *choices, const char *value)
{
  g_auto (GStrv) list = g_strsplit (choices, " ", -1);

  return g_strv_contains ((const char *const *) list, value);
}

static gboolean
is_valid (const char *name, const char *value, const char *choices)
{
  g_autoptr (GRegex) regex = NULL;

  if (choices != NULL)
    return is_choice (choices, value);
  for (const char *p = value; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;
  if (g_str_equal (name, "url"))
    return is_safe_url (value);
  if (g_str_equal (name, "timeout"))
    return strspn (value, "0123456789") == strlen (value) && atoi (value) >= 1 &&
           atoi (value) <= 600;
  if (g_str_equal (name, "separator"))
    return g_str_equal (value, "tab") || g_utf8_strlen (value, -1) == 1;
  if (g_str_equal (name, "signature"))
    return strstr (value, "【") == NULL && strstr (value, "】") == NULL;
  if (g_str_equal (name, "success") || g_str_equal (name, "result-sent") ||
      g_str_equal (name, "result-failed") || g_str_equal (name, "result-open"))
    {
      regex = g_regex_new (value, 0, 0, NULL);
      return regex != NULL;
    }
  return TRUE;
}

gboolean
clt_sms_gateway_set (CltConn *conn, const char *name, const char *value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (value));
  g_autofree char *key = g_strconcat ("sms.", name, NULL);
  int i = find_setting (name);

  if (i < 0)
    clt_store_refuse (error,
                      /* Translators: what was typed. */
                      _ ("The SMS gateway has no setting “%s”; nothing was changed."), name);
  else if (*trimmed != '\0' && !is_valid (name, trimmed, settings[i].choices))
    clt_store_refuse (error,
                      /* Translators: a value, then a setting's name. */
                      _ ("“%s” will not do as %s of the SMS gateway; nothing was changed."),
                      trimmed, name);
  else if (!g_str_equal (name, "columns") || *trimmed == '\0' ||
           clt_sms_check_columns (trimmed, error))
    return clt_settings_set (conn, key, trimmed, error);
  return FALSE;
}

CltSmsGateway *
clt_sms_gateway_load (CltConn *conn, GError **error)
{
  g_autoptr (CltSmsGateway) gateway = g_new0 (CltSmsGateway, 1);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *key = g_strconcat ("sms.", settings[i].name, NULL);
      g_autofree char *value = clt_settings_get (conn, key, error);

      if (value == NULL)
        return NULL;
      if (*value == '\0')
        {
          g_free (value);
          value = g_strdup (settings[i].standard);
        }
      if (g_str_equal (settings[i].name, "timeout"))
        gateway->timeout = (guint) atoi (value);
      else if (g_str_equal (settings[i].name, "header"))
        gateway->header = g_str_equal (value, "yes");
      else
        G_STRUCT_MEMBER (char *, gateway, settings[i].offset) = g_steal_pointer (&value);
    }
  return g_steal_pointer (&gateway);
}
