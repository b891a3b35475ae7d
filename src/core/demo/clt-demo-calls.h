/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The demo branch's year on the telephone: contacts, callbacks that the rules want, surveys, tasks and
 * complaints, day by day up to the last one, which is left to whoever opens the branch. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 seed;
  guint n_clients;
  CltDay last;        /* day with facts */
  CltActionInfo info; /* of the actions: name, person, time */
} CltDemoCalls;

/* Makes its own actions. Everything else of the branch is there. */
gboolean clt_demo_calls_write (const CltDemoCalls *calls, CltConn *conn, GError **error);

G_END_DECLS
