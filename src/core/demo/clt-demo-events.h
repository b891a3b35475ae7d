/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The demo branch's events: a report meeting that was held, a forum whose guests are answering, and a
 * field trip that is being prepared. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 seed;
  CltDay last;        /* day with facts */
  CltActionInfo info; /* of the actions: name, person, time */
} CltDemoEvents;

/* Makes its own action. The products of the catalogue are there. */
gboolean clt_demo_events_write (const CltDemoEvents *events, CltConn *conn, GError **error);

G_END_DECLS
