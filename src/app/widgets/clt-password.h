/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Passwords of the mail server and of the SMS gateway. They are kept in the desktop's secret service
 * and nowhere else; where there is none, they are asked for each time and never kept. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *what; /* "mail" or "sms" */
  const char *host, *user;
} CltPasswordKey;

/* The kept password, else what the person types. @refused: the server did not take the kept one, so
 * it is forgotten and asked for anew. */
void clt_password_get_async (GtkWindow *parent,
                             const CltPasswordKey *key,
                             gboolean refused,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* (transfer full): clt_password_free(); NULL and G_IO_ERROR_CANCELLED when nobody typed one. */
char *clt_password_get_finish (GAsyncResult *result, GError **error);
/* Overwrites it first. */
void clt_password_free (char *password);

/* Takes it out of the secret service, as when the server's settings change. Nothing to wait for. */
void clt_password_forget (const CltPasswordKey *key);

G_END_DECLS
