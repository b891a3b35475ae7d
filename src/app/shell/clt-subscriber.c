/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-subscriber.h"

#include "core/training/clt-subscription.h"

static gpointer
write_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  clt_subscription_write (conn, error);
  return NULL;
}

static void
on_store_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltDesk) desk = user_data;
  g_autoptr (GError) error = NULL;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    clt_desk_fail (desk, error);
}

static void
on_store_changed_cb (CltStore *store, CltTouched *touched, CltDesk *desk)
{
  if (clt_subscription_concerns (touched))
    clt_store_run_async (store, CLT_STORE_ANALYSIS, G_PRIORITY_LOW, write_in_worker, NULL, NULL,
                         NULL, NULL, on_store_written_cb, g_object_ref (desk));
}

void
clt_subscriber_follow (CltDesk *desk)
{
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (on_store_changed_cb),
                           desk, 0);
}
