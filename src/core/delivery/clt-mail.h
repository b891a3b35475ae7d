/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* E-mail: the server, and sending what is in the queue. */

#include "core/delivery/clt-message.h"
#include "core/store/clt-backup.h"

G_BEGIN_DECLS

typedef struct
{
  char *host, *user, *from, *from_name;
  char *unsubscribe; /* of the list-unsubscribe header: an address or https://… */
  guint16 port;
  char *security; /* starttls tls none (only for localhost) */
  char *ca_file;  /* "": none; a further authority */
  guint timeout;  /* seconds to wait for an answer */
  char *password; /* (nullable): never stored in the branch file */
} CltMailServer;
void clt_mail_server_free (CltMailServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMailServer, clt_mail_server_free)

/* host port user from from-name security ca-file unsubscribe timeout; NULL-terminated. */
extern const char *const clt_mail_settings[];
/* Inside an action: one of the above, "" for none; checked by itself. */
gboolean clt_mail_server_set (CltConn *conn, const char *name, const char *value, GError **error);
/* From the settings of the branch; the password is the caller's business.
 * CLT_STORE_ERROR_NOT_FOUND when there is none yet, _INVALID when they do not go together. */
CltMailServer *clt_mail_server_load (CltConn *conn, GError **error);

typedef struct
{
  guint sent, retry, failed, bounced, unknown; /* of this run */
  guint blocked; /* among the failed: the client may no longer get it */
  guint found;   /* left in the middle by a crash, unknown since this run */
  guint left;    /* wait still, for their next attempt or because the run ended early */
  gint64 next;   /* instant of the next attempt; 0: none */
} CltMailResult;

/* How a run is watched and stopped. */
typedef struct
{
  GCancellable *cancellable; /* (nullable) */
  CltProgressFunc progress;  /* (nullable): of what waited when the run began */
  gpointer progress_data;
} CltSendRun;

/* Sends what is due, at most mail.per_minute, until nothing is due or it is cancelled or paused. Takes
 * minutes: the window runs it in a thread with a connection of its own. Only one process at a time works on
 * a file's queue (CLT_STORE_ERROR_BUSY). A server that cannot be reached or refuses the password
 * ends the run (G_IO_ERROR; G_IO_ERROR_PERMISSION_DENIED for the password): nothing is lost, all
 * waits for the next. @result is filled in on errors, too. */
gboolean clt_mail_send (CltConn *conn,
                        const CltMailServer *server,
                        const CltSendRun *how,
                        CltMailResult *result,
                        GError **error);

/* One mail to @to that says who sent it and through which server, past the queue: shows whether the
 * settings are right. @answer: (out) (transfer full): the server's words. Returns: whether it took
 * the mail; the errors are those of clt_mail_send(), and G_IO_ERROR_FAILED with the server's words. */
gboolean clt_mail_send_test (CltConn *conn,
                             const CltMailServer *server,
                             const char *to,
                             GCancellable *cancellable,
                             char **answer,
                             GError **error);

/* Inside an action: holds the queue of the file for everybody, also a run that is under way, which
 * ends before its next message. */
gboolean clt_outbox_set_paused (CltConn *conn, gboolean paused, const char *who, GError **error);
/* Who has paused it; "": nobody. (transfer full) (nullable) */
char *clt_outbox_get_paused (CltConn *conn, GError **error);

G_END_DECLS
