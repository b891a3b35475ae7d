/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One run through the queue of a branch file: the e-mails, then the short messages that go through the
 * web, in a thread with a connection of its own. Passwords are asked for where they are needed, again
 * where the server did not take one. Cancelled, it ends between two messages; the program lives on
 * until then, also when its windows are closed. */

#include "core/delivery/clt-mail.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @parent: of the questions for passwords. @progress: written from the thread. */
void clt_outbox_run_async (GtkWindow *parent,
                           const char *path,
                           CltProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* @result: (out): what went out, also before an error. */
gboolean clt_outbox_run_finish (GAsyncResult *result, CltMailResult *sent, GError **error);

/* One mail past the queue to the sender himself, with the settings of the file. */
void clt_outbox_test_async (GtkWindow *parent,
                            const char *path,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* (transfer full): the server's words; NULL on error. */
char *clt_outbox_test_finish (GAsyncResult *result, GError **error);

G_END_DECLS
