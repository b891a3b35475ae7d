/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-figure-keeper.h"

#include "core/quality/clt-figures.h"

#define RUNNING "clt-figure-keeper"

/* Not NULL: there may be more to do. */
static gpointer
refresh_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean more;

  return clt_figures_refresh_next (conn, &more, error) && more ? GINT_TO_POINTER (1) : NULL;
}

static void
on_store_refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltStore *store = CLT_STORE (source);
  g_autoptr (GError) error = NULL;
  gpointer more = clt_store_run_finish (store, result, &error);

  g_object_set_data (G_OBJECT (store), RUNNING, NULL);
  /* what is not kept is computed where it is shown, so a failure costs nothing but time */
  if (error != NULL)
    g_debug ("the figures of a month were not kept: %s", error->message);
  else if (more != NULL)
    clt_figure_keeper_run (store);
}

void
clt_figure_keeper_run (CltStore *store)
{
  if (g_object_get_data (G_OBJECT (store), RUNNING) != NULL)
    return;
  g_object_set_data (G_OBJECT (store), RUNNING, GINT_TO_POINTER (1));
  clt_store_run_async (store, CLT_STORE_WRITE, G_PRIORITY_LOW, refresh_in_worker, NULL, NULL, NULL,
                       NULL, on_store_refreshed_cb, NULL);
}
