/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-mail.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-address.h"
#include "core/rules/clt-settings.h"

#define TIMEOUT 60

const char *const clt_mail_settings[] = { "host",      "port",     "user",    "from",
                                          "from-name", "security", "ca-file", "unsubscribe",
                                          "timeout",   NULL };

void
clt_mail_server_free (CltMailServer *server)
{
  g_free (server->host);
  g_free (server->user);
  g_free (server->from);
  g_free (server->from_name);
  g_free (server->unsubscribe);
  g_free (server->security);
  g_free (server->ca_file);
  g_free (server->password);
  g_free (server);
}

static gboolean
is_number (const char *text, int max)
{
  char *end;
  long value = strtol (text, &end, 10);

  return *text != '\0' && *end == '\0' && value >= 1 && value <= max;
}

static gboolean
is_email (const char *text)
{
  g_autofree char *address = clt_address_parse_email (text);

  return address != NULL;
}

/* Blanks and signs with a meaning in an address of the web would end up in the conversation. */
static gboolean
is_host (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (".-:", *p) == NULL && (guchar) *p < 128)
      return FALSE;
  return TRUE;
}

static gboolean
check_setting (const char *name, const char *value, GError **error)
{
  static const char *const securities[] = { "starttls", "tls", "none", NULL };

  if (!g_strv_contains (clt_mail_settings, name))
    /* Translators: what was typed. */
    return clt_store_refuse (error, _ ("The mail server has no setting “%s”; nothing was changed."),
                             name);
  if (*value == '\0')
    return TRUE;
  for (const char *p = value; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return clt_store_refuse (error,
                               _ ("“%s” has a control character in it; nothing was changed."),
                               name);
  if (g_str_equal (name, "host") && !is_host (value))
    return clt_store_refuse (error, _ ("“%s” is no name of a server; nothing was changed."), value);
  if (g_str_equal (name, "port") && !is_number (value, 65535))
    return clt_store_refuse (error, _ ("“%s” is no port (1 to 65535); nothing was changed."),
                             value);
  if (g_str_equal (name, "timeout") && !is_number (value, 600))
    return clt_store_refuse (error,
                             _ ("“%s” is no number of seconds (1 to 600); nothing was changed."),
                             value);
  if (g_str_equal (name, "security") && !g_strv_contains (securities, value))
    return clt_store_refuse (error,
                             _ ("“%s” is none of starttls, tls and none; nothing was changed."),
                             value);
  if (g_str_equal (name, "from") && !is_email (value))
    return clt_store_refuse (error, _ ("“%s” is no e-mail address; nothing was changed."), value);
  if (g_str_equal (name, "unsubscribe") && !is_email (value) &&
      (!g_str_has_prefix (value, "https://") || strpbrk (value, " <>,") != NULL))
    return clt_store_refuse (
      error, _ ("“%s” is neither an e-mail address nor a https:// one; nothing was changed."),
      value);
  return TRUE;
}

static char *
build_name (const char *name)
{
  return g_strconcat ("mail.", name, NULL);
}

gboolean
clt_mail_server_set (CltConn *conn, const char *name, const char *value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (value));
  g_autofree char *key = build_name (name);

  return check_setting (name, trimmed, error) && clt_settings_set (conn, key, trimmed, error);
}

static gboolean
is_local (const char *host)
{
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_equal (host, "::1") ||
         (g_str_has_prefix (host, "127.") && g_hostname_is_ip_address (host));
}

static gboolean
check_server (const CltMailServer *server, GError **error)
{
  if (*server->host == '\0' || *server->from == '\0')
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                           _ ("There is no mail server yet: set at least its host and the sender's"
                              " address."));
      return FALSE;
    }
  if (g_str_equal (server->security, "none") && !is_local (server->host))
    return clt_store_refuse (
      error,
      _ ("Mail to %s would go over the line for everyone to read. Set security to"
         " starttls or tls."),
      server->host);
  return TRUE;
}

static gboolean
read_setting (CltConn *conn, const char *name, char **value, GError **error)
{
  g_autofree char *key = build_name (name);

  *value = clt_settings_get (conn, key, error);
  return *value != NULL;
}

static guint16
get_default_port (const char *security)
{
  return g_str_equal (security, "tls") ? 465 : g_str_equal (security, "none") ? 25 : 587;
}

CltMailServer *
clt_mail_server_load (CltConn *conn, GError **error)
{
  g_autoptr (CltMailServer) server = g_new0 (CltMailServer, 1);
  g_autofree char *port = NULL;
  g_autofree char *timeout = NULL;

  if (!read_setting (conn, "host", &server->host, error) ||
      !read_setting (conn, "port", &port, error) ||
      !read_setting (conn, "user", &server->user, error) ||
      !read_setting (conn, "from", &server->from, error) ||
      !read_setting (conn, "from-name", &server->from_name, error) ||
      !read_setting (conn, "security", &server->security, error) ||
      !read_setting (conn, "ca-file", &server->ca_file, error) ||
      !read_setting (conn, "unsubscribe", &server->unsubscribe, error) ||
      !read_setting (conn, "timeout", &timeout, error))
    return NULL;
  if (*server->security == '\0')
    {
      g_free (server->security);
      server->security = g_strdup ("starttls");
    }
  server->port = *port == '\0' ? get_default_port (server->security) : (guint16) atoi (port);
  server->timeout = *timeout == '\0' ? TIMEOUT : (guint) atoi (timeout);
  return check_server (server, error) ? g_steal_pointer (&server) : NULL;
}
