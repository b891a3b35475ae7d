/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-transfer.h"

#include <signal.h>

#include "core/base/clt-i18n.h"

static void
init_curl (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      /* a line that is cut shall be an error with a sentence, not a death; GSocket does the same */
      signal (SIGPIPE, SIG_IGN);
      g_once_init_leave (&done, 1);
    }
}

static int
on_curl_progress_cb (void *user_data,
                     curl_off_t total_down,
                     curl_off_t down,
                     curl_off_t total_up,
                     curl_off_t up)
{
  const CltTransfer *transfer = user_data;

  return !transfer->leaving && g_cancellable_is_cancelled (transfer->cancellable);
}

void
clt_transfer_init (CltTransfer *transfer,
                   const char *protocols,
                   const char *ca_file,
                   guint timeout,
                   curl_debug_callback hear,
                   curl_write_callback take,
                   gpointer user)
{
  init_curl ();
  transfer->curl = curl_easy_init ();
  if (transfer->curl == NULL)
    g_error ("libcurl has no memory");
  curl_easy_setopt (transfer->curl, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt (transfer->curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (transfer->curl, CURLOPT_CONNECTTIMEOUT, (long) MIN (timeout, 30));
  if (*ca_file != '\0')
    curl_easy_setopt (transfer->curl, CURLOPT_CAINFO, ca_file);
  curl_easy_setopt (transfer->curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt (transfer->curl, CURLOPT_WRITEDATA, user);
  curl_easy_setopt (transfer->curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (transfer->curl, CURLOPT_XFERINFOFUNCTION, on_curl_progress_cb);
  curl_easy_setopt (transfer->curl, CURLOPT_XFERINFODATA, transfer);
  curl_easy_setopt (transfer->curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (transfer->curl, CURLOPT_DEBUGFUNCTION, hear);
  curl_easy_setopt (transfer->curl, CURLOPT_DEBUGDATA, user);
  curl_easy_setopt (transfer->curl, CURLOPT_ERRORBUFFER, transfer->detail);
}

void
clt_transfer_clear (CltTransfer *transfer)
{
  curl_easy_cleanup (transfer->curl);
}

CURLcode
clt_transfer_perform (CltTransfer *transfer, GCancellable *cancellable)
{
  transfer->cancellable = cancellable;
  transfer->leaving = FALSE;
  transfer->detail[0] = '\0';
  return curl_easy_perform (transfer->curl);
}

const char *
clt_transfer_describe (const CltTransfer *transfer, CURLcode rc)
{
  return *transfer->detail != '\0' ? transfer->detail : curl_easy_strerror (rc);
}

void
clt_transfer_set_cancelled (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("Sending was cancelled; what is left waits."));
}
