/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The demo branch's training: the starter curriculum, who teaches and where, the sessions of two
 * quarters with all that belongs to them, those of the weeks to come, and what clients ask for. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 seed;
  guint n_clients;
  GArray *calendar;   /* CltDay: trading days, also those to come */
  CltDay last;        /* day with facts */
  CltActionInfo info; /* of the action: name, person, time */
} CltDemoTraining;

/* Makes an action of its own. */
gboolean clt_demo_training_write (const CltDemoTraining *training, CltConn *conn, GError **error);

G_END_DECLS
