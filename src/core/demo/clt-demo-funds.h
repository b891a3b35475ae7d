/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/store/clt-backup.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *days;  /* CltDay */
  GArray *lives; /* CltDemoLife, with their account ids; stepped to the end */
  guint32 seed;
  CltProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  double progress_from, progress_to;
  GCancellable *cancellable; /* (nullable) */
} CltDemoFunds;

/* Inside an action: the daily funds of all accounts, and the trades and positions of the last
 * months (fewer days of a big branch). */
gboolean clt_demo_funds_write (const CltDemoFunds *funds, CltConn *conn, GError **error);

G_END_DECLS
