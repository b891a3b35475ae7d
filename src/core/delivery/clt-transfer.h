/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A way out over libcurl, as mails and short messages take it: no longer than it may, with the
 * certificates checked, and hearing what is said. Embedded in what knows the protocol. */

#include <curl/curl.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  CURL *curl;                   /* owned */
  char detail[CURL_ERROR_SIZE]; /* the library's words on the last failure; "": none */
  gboolean leaving; /* for its user to set: the message may be on its way, so it is not broken off
                       any more: nobody would know its fate */
  GCancellable *cancellable; /* borrowed, (nullable): of what is under way */
} CltTransfer;

/* @protocols: as CURLOPT_PROTOCOLS_STR. @ca_file: "": the system's. @timeout: seconds; connecting
 * takes 30 at most. @hear: all that is said on the line; @take: what comes back; both with @user. */
void clt_transfer_init (CltTransfer *transfer,
                        const char *protocols,
                        const char *ca_file,
                        guint timeout,
                        curl_debug_callback hear,
                        curl_write_callback take,
                        gpointer user);
void clt_transfer_clear (CltTransfer *transfer);
CURLcode clt_transfer_perform (CltTransfer *transfer, GCancellable *cancellable);
/* What went wrong, in English, for people to look up. (transfer none) */
const char *clt_transfer_describe (const CltTransfer *transfer, CURLcode rc);
/* G_IO_ERROR_CANCELLED, with the sentence. */
void clt_transfer_set_cancelled (GError **error);

G_END_DECLS
