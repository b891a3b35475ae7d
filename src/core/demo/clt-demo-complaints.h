/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The demo branch's complaints: a year of them in all stages, with letters and stopped clocks. */

#include "core/base/clt-random.h"
#include "core/catalogue/clt-workdays.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  CltDay last;                 /* day with facts */
  const CltWorkdays *workdays; /* of offices */
  CltRandom random;
  gint64 *clients;    /* private: by complaint; 0: not drawn yet */
  gint64 *complaints; /* private: their ids; 0: not come yet */
} CltDemoComplaints;

void clt_demo_complaints_init (CltDemoComplaints *self,
                               const CltWorkdays *workdays,
                               CltDay last,
                               guint32 seed);
void clt_demo_complaints_clear (CltDemoComplaints *self);
/* Inside an action whose time is on @day, a working day; days come in order. */
gboolean
clt_demo_complaints_play (CltDemoComplaints *self, CltConn *conn, CltDay day, GError **error);

G_END_DECLS
