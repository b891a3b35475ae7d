/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The demo branch's service products, what each tier is promised, and what has been delivered: so
 * much that ledger and client card have something to say, some of it late and some never done.
 * Every delivery has passed the gate on its day. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 seed;
  guint n_clients;
  CltDay last;        /* day with facts */
  CltActionInfo info; /* of the actions: name, person, time */
} CltDemoServices;

/* Makes its own actions. */
gboolean clt_demo_services_write (const CltDemoServices *services, CltConn *conn, GError **error);

G_END_DECLS
