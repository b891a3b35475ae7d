/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-sms-http.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-transfer.h"

/* Of an answer, for people and for the sign of success. */
#define ANSWER_SIZE 4096

struct _CltSmsHttp
{
  const CltSmsGateway *gateway; /* borrowed */
  CltTransfer transfer;         /* "leaving": the request has begun to leave */
  struct curl_slist *headers;   /* owned */
  GRegex *success;              /* owned, (nullable): any 2xx will do */
  GString *answer;              /* owned */
};

static int
on_curl_debug_cb (CURL *curl, curl_infotype type, char *data, size_t size, void *user_data)
{
  CltSmsHttp *http = user_data;

  if (type == CURLINFO_HEADER_OUT)
    http->transfer.leaving = TRUE;
  return 0;
}

static size_t
on_curl_write_cb (char *data, size_t size, size_t n, void *user_data)
{
  CltSmsHttp *http = user_data;

  if (http->answer->len < ANSWER_SIZE)
    g_string_append_len (http->answer, data,
                         (gssize) MIN (size * n, ANSWER_SIZE - http->answer->len));
  return size * n;
}

CltSmsHttp *
clt_sms_http_new (const CltSmsGateway *gateway)
{
  CltSmsHttp *http = g_new0 (CltSmsHttp, 1);

  http->gateway = gateway;
  http->answer = g_string_new (NULL);
  if (*gateway->success != '\0')
    http->success = g_regex_new (gateway->success, 0, 0, NULL);
  http->headers = curl_slist_append (NULL, g_str_equal (gateway->type, "json")
                                             ? "Content-Type: application/json; charset=utf-8"
                                             : "Content-Type: application/x-www-form-urlencoded;"
                                               " charset=utf-8");
  clt_transfer_init (&http->transfer, "http,https", gateway->ca_file, gateway->timeout,
                     on_curl_debug_cb, on_curl_write_cb, http);
  curl_easy_setopt (http->transfer.curl, CURLOPT_TIMEOUT, (long) gateway->timeout);
  /* a kept line that turns out dead would be asked again by the library: a message might go twice */
  curl_easy_setopt (http->transfer.curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt (http->transfer.curl, CURLOPT_FRESH_CONNECT, 1L);
  return http;
}

void
clt_sms_http_free (CltSmsHttp *http)
{
  clt_transfer_clear (&http->transfer);
  curl_slist_free_all (http->headers);
  g_clear_pointer (&http->success, g_regex_unref);
  g_string_free (http->answer, TRUE);
  g_free (http);
}

/* As it stands between the quotes of a JSON text. */
static char *
escape_json (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* Each value is put in once and not looked at again: a text with "{password}" in it stays what it is. */
static char *
fill (const CltSmsGateway *gateway, const char *text, const CltOutgoing *message, gboolean json)
{
  const struct
  {
    const char *name;
    const char *value;
  } values[] = {
    { "{phone}", message->address },
    { "{text}", message->body },
    { "{id}", message->reference },
    { "{user}", gateway->user },
    { "{password}", gateway->password != NULL ? gateway->password : "" },
  };
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (values) && !g_str_has_prefix (p, values[i].name))
        i++;
      if (i == G_N_ELEMENTS (values))
        g_string_append_c (out, *p++);
      else
        {
          g_autofree char *value = json ? escape_json (values[i].value)
                                        : g_uri_escape_string (values[i].value, NULL, FALSE);

          g_string_append (out, value);
          p += strlen (values[i].name);
        }
    }
  return g_string_free (out, FALSE);
}

static void
set_error (CltSmsHttp *http, CURLcode rc, long status, GError **error)
{
  if (rc == CURLE_ABORTED_BY_CALLBACK)
    clt_transfer_set_cancelled (error);
  else if (rc == CURLE_OK)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 /* Translators: a number, such as 401. */
                 _ ("The SMS gateway refused the user or the password (%ld). What is left waits;"
                    " correct them and send again."),
                 status);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE,
                 /* Translators: what is wrong, in English. */
                 _ ("The SMS gateway cannot be used (%s). What is left waits; try again later."),
                 clt_transfer_describe (&http->transfer, rc));
}

static CltMessageState
judge (const CltSmsHttp *http, CURLcode rc, long status)
{
  if (rc != CURLE_OK)
    return CLT_MESSAGE_UNKNOWN;
  if (status >= 200 && status < 300)
    return http->success == NULL || g_regex_match (http->success, http->answer->str, 0, NULL)
             ? CLT_MESSAGE_SENT
             : CLT_MESSAGE_FAILED;
  if (status == 429 || status == 503)
    return CLT_MESSAGE_RETRY;
  return status >= 500 ? CLT_MESSAGE_UNKNOWN : CLT_MESSAGE_FAILED;
}

static char *
describe (const CltSmsHttp *http, CURLcode rc, long status)
{
  g_autofree char *text = g_utf8_make_valid (http->answer->str, -1);
  g_autofree char *start = g_utf8_substring (text, 0, MIN (200, g_utf8_strlen (text, -1)));

  if (rc != CURLE_OK)
    return g_strdup (clt_transfer_describe (&http->transfer, rc));
  return g_strdup_printf ("%ld %s", status, g_strdelimit (g_strstrip (start), "\r\n\t", ' '));
}

CltMessageState
clt_sms_http_send (CltSmsHttp *http,
                   const CltOutgoing *message,
                   GCancellable *cancellable,
                   char **answer,
                   GError **error)
{
  const CltSmsGateway *gateway = http->gateway;
  g_autofree char *url = fill (gateway, gateway->url, message, FALSE);
  g_autofree char *body =
    fill (gateway, gateway->body, message, g_str_equal (gateway->type, "json"));
  long status = 0;
  CURLcode rc;

  g_string_truncate (http->answer, 0);
  curl_easy_setopt (http->transfer.curl, CURLOPT_URL, url);
  /* POSTFIELDS makes a POST of it, even when it is NULL */
  if (*body == '\0')
    curl_easy_setopt (http->transfer.curl, CURLOPT_HTTPGET, 1L);
  else
    {
      curl_easy_setopt (http->transfer.curl, CURLOPT_POSTFIELDSIZE, (long) strlen (body));
      curl_easy_setopt (http->transfer.curl, CURLOPT_POSTFIELDS, body);
      curl_easy_setopt (http->transfer.curl, CURLOPT_HTTPHEADER, http->headers);
    }
  rc = clt_transfer_perform (&http->transfer, cancellable);
  curl_easy_getinfo (http->transfer.curl, CURLINFO_RESPONSE_CODE, &status);

  *answer = describe (http, rc, status);
  if ((rc != CURLE_OK && !http->transfer.leaving) ||
      (rc == CURLE_OK && (status == 401 || status == 403)))
    {
      set_error (http, rc, status, error);
      return CLT_MESSAGE_QUEUED;
    }
  return judge (http, rc, status);
}
