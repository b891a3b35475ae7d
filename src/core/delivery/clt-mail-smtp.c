/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-mail-smtp.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-transfer.h"

/* How far the conversation about a mail has come. */
typedef enum
{
  PHASE_GREETING, /* connection, TLS, password */
  PHASE_FROM,
  PHASE_TO,
  PHASE_DATA,
  PHASE_TEXT,
  PHASE_END, /* the end of the text may be on its way */
} Phase;

struct _CltSmtp
{
  const CltMailServer *server; /* borrowed */
  CltTransfer transfer;
  gboolean broken; /* the last mail ended badly: its line is not used again */

  /* of the mail under way */
  GBytes *mail; /* borrowed */
  gsize position;
  Phase phase;
  int code;       /* of the server's last answer; 0: none in this phase */
  GString *words; /* owned: of that answer */
  gboolean over;  /* we have said good-bye: what comes now is not about the mail */
};

static void
enter_phase (CltSmtp *smtp, Phase phase)
{
  smtp->phase = phase;
  smtp->transfer.leaving = phase >= PHASE_TEXT;
  smtp->code = 0;
  g_string_truncate (smtp->words, 0);
}

/* What is said tells the phase. Commands with secrets in them are not looked at. */
static void
note_command (CltSmtp *smtp, const char *data, gsize size)
{
  static const struct
  {
    const char *verb;
    Phase phase;
  } verbs[] = { { "MAIL FROM:", PHASE_FROM }, { "RCPT TO:", PHASE_TO }, { "DATA\r", PHASE_DATA } };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (size >= strlen (verbs[i].verb) &&
        g_ascii_strncasecmp (data, verbs[i].verb, strlen (verbs[i].verb)) == 0)
      enter_phase (smtp, verbs[i].phase);
  if (size >= strlen ("QUIT") && g_ascii_strncasecmp (data, "QUIT", strlen ("QUIT")) == 0)
    smtp->over = TRUE;
}

/* "550-5.1.1 no such" … "550 mailbox": the words of all lines of the last answer. */
static void
note_answer (CltSmtp *smtp, const char *data, gsize size)
{
  g_autofree char *line = g_strndup (data, size);
  int code = (int) g_ascii_strtoll (line, NULL, 10);

  g_strchomp (line);
  if (smtp->over || strlen (line) < 3 || code < 200)
    return;
  if (code != smtp->code || line[3] == ' ')
    smtp->code = code;
  if (smtp->words->len > 0)
    g_string_append_c (smtp->words, ' ');
  g_string_append (smtp->words, smtp->words->len > 0 && strlen (line) > 4 ? line + 4 : line);
}

static int
on_curl_debug_cb (CURL *curl, curl_infotype type, char *data, size_t size, void *user_data)
{
  CltSmtp *smtp = user_data;

  if (type == CURLINFO_HEADER_OUT)
    note_command (smtp, data, size);
  else if (type == CURLINFO_HEADER_IN)
    note_answer (smtp, data, size);
  return 0;
}

static size_t
on_curl_read_cb (char *buffer, size_t size, size_t n, void *user_data)
{
  CltSmtp *smtp = user_data;
  gsize length;
  const char *data = g_bytes_get_data (smtp->mail, &length);
  gsize part = MIN (size * n, length - smtp->position);

  if (smtp->phase < PHASE_TEXT)
    enter_phase (smtp, PHASE_TEXT);
  memcpy (buffer, data + smtp->position, part);
  smtp->position += part;
  /* from now on its end may be on its way: without an answer nobody knows */
  if (smtp->position == length && smtp->phase != PHASE_END)
    enter_phase (smtp, PHASE_END);
  return part;
}

/* Nothing but what the server says is wanted, and that is heard by on_curl_debug_cb(). */
static size_t
on_curl_write_cb (char *data, size_t size, size_t n, void *user_data)
{
  return size * n;
}

static void
set_line (CltSmtp *smtp)
{
  const CltMailServer *server = smtp->server;
  gboolean tls = g_str_equal (server->security, "tls");
  gboolean bare = strchr (server->host, ':') != NULL; /* IPv6 */
  g_autofree char *url = g_strdup_printf ("%s://%s%s%s:%u", tls ? "smtps" : "smtp", bare ? "[" : "",
                                          server->host, bare ? "]" : "", server->port);

  curl_easy_setopt (smtp->transfer.curl, CURLOPT_URL, url);
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_USE_SSL,
                    (long) (g_str_equal (server->security, "none") ? CURLUSESSL_NONE
                                                                   : CURLUSESSL_ALL));
  if (*server->user != '\0')
    {
      curl_easy_setopt (smtp->transfer.curl, CURLOPT_USERNAME, server->user);
      curl_easy_setopt (smtp->transfer.curl, CURLOPT_PASSWORD,
                        server->password != NULL ? server->password : "");
    }
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) server->timeout);
  /* a line that drips is cut in the end */
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_TIMEOUT, (long) server->timeout * 10);
}

CltSmtp *
clt_smtp_new (const CltMailServer *server)
{
  CltSmtp *smtp = g_new0 (CltSmtp, 1);

  smtp->server = server;
  smtp->words = g_string_new (NULL);
  clt_transfer_init (&smtp->transfer, "smtp,smtps", server->ca_file, server->timeout,
                     on_curl_debug_cb, on_curl_write_cb, smtp);
  set_line (smtp);
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_READFUNCTION, on_curl_read_cb);
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_READDATA, smtp);
  return smtp;
}

void
clt_smtp_free (CltSmtp *smtp)
{
  clt_transfer_clear (&smtp->transfer);
  g_string_free (smtp->words, TRUE);
  g_free (smtp);
}

/* The server was not reached, or would not talk with us: the run ends. */
static void
set_server_error (CltSmtp *smtp, CURLcode rc, GError **error)
{
  const char *host = smtp->server->host;
  const char *detail =
    smtp->words->len > 0 ? smtp->words->str : clt_transfer_describe (&smtp->transfer, rc);

  if (rc == CURLE_ABORTED_BY_CALLBACK)
    clt_transfer_set_cancelled (error);
  else if (rc == CURLE_LOGIN_DENIED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 /* Translators: a mail server, then its words. */
                 _ ("The mail server %s refused the user or the password (%s). What is left waits;"
                    " correct them and send again."),
                 host, detail);
  else if (rc == CURLE_USE_SSL_FAILED || rc == CURLE_SSL_CONNECT_ERROR ||
           rc == CURLE_PEER_FAILED_VERIFICATION || rc == CURLE_SSL_CACERT_BADFILE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED,
                 /* Translators: a mail server, then what is wrong, in English. */
                 _ ("There is no safe connection to the mail server %s (%s). What is left waits;"
                    " check security and certificate."),
                 host, detail);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE,
                 /* Translators: a mail server, then what is wrong, in English. */
                 _ ("The mail server %s cannot be used (%s). What is left waits; try again later."),
                 host, detail);
}

/* RFC 3463: the address is wrong, gone or closed. A mere 550 after RCPT says so, too, but a policy
 * (5.7.x) is not the address's fault. */
static gboolean
is_bounce (const CltSmtp *smtp)
{
  static const char *const address[] = { " 5.1.1 ", " 5.1.2 ",  " 5.1.3 ",
                                         " 5.1.6 ", " 5.1.10 ", " 5.2.1 " };
  const char *words = smtp->words->str;

  for (guint i = 0; i < G_N_ELEMENTS (address); i++)
    if (strstr (words, address[i]) != NULL)
      return TRUE;
  return smtp->phase == PHASE_TO && strstr (words, " 5.7.") == NULL && smtp->code != 530 &&
         smtp->code != 535;
}

static CltMessageState
judge (const CltSmtp *smtp)
{
  if (smtp->code >= 500)
    return is_bounce (smtp) ? CLT_MESSAGE_BOUNCED : CLT_MESSAGE_FAILED;
  if (smtp->code >= 400)
    return CLT_MESSAGE_RETRY;
  if (smtp->phase == PHASE_END)
    return smtp->code >= 200 && smtp->code < 300 ? CLT_MESSAGE_SENT : CLT_MESSAGE_UNKNOWN;
  return CLT_MESSAGE_RETRY;
}

static CURLcode
perform (CltSmtp *smtp, gboolean fresh, GCancellable *cancellable)
{
  smtp->position = 0;
  smtp->over = FALSE;
  enter_phase (smtp, PHASE_GREETING);
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_FRESH_CONNECT, (long) fresh);
  return clt_transfer_perform (&smtp->transfer, cancellable);
}

/* A line kept from the mail before may have been closed by the server in the meantime. */
static gboolean
was_stale (const CltSmtp *smtp, CURLcode rc)
{
  long n_connects = 1;

  curl_easy_getinfo (smtp->transfer.curl, CURLINFO_NUM_CONNECTS, &n_connects);
  return rc != CURLE_OK && rc != CURLE_ABORTED_BY_CALLBACK && n_connects == 0 &&
         smtp->phase < PHASE_DATA && smtp->code == 0;
}

CltMessageState
clt_smtp_send (CltSmtp *smtp,
               const char *from,
               const char *to,
               GBytes *mail,
               GCancellable *cancellable,
               char **answer,
               GError **error)
{
  struct curl_slist *recipients = curl_slist_append (NULL, to);
  CURLcode rc;

  smtp->mail = mail;
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_INFILESIZE_LARGE,
                    (curl_off_t) g_bytes_get_size (mail));
  rc = perform (smtp, smtp->broken, cancellable);
  if (was_stale (smtp, rc))
    rc = perform (smtp, TRUE, cancellable);
  smtp->broken = rc != CURLE_OK;
  curl_easy_setopt (smtp->transfer.curl, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all (recipients);

  *answer = g_utf8_make_valid (smtp->words->len > 0 ? smtp->words->str : smtp->transfer.detail, -1);
  if (rc == CURLE_OK)
    return CLT_MESSAGE_SENT;
  if (smtp->phase == PHASE_GREETING || rc == CURLE_ABORTED_BY_CALLBACK)
    {
      set_server_error (smtp, rc, error);
      return CLT_MESSAGE_QUEUED;
    }
  return judge (smtp);
}
