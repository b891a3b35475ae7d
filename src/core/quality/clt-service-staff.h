/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who served a client on a day: the dated assignments with relation "service". */

#include "core/funds/clt-population.h"

G_BEGIN_DECLS

typedef struct _CltServiceStaff CltServiceStaff;

CltServiceStaff *
clt_service_staff_load (CltConn *conn, const CltPopulation *population, GError **error);
void clt_service_staff_free (CltServiceStaff *staff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltServiceStaff, clt_service_staff_free)

/* Id of the member of staff; 0: nobody. Of several the one assigned last. */
gint64 clt_service_staff_get (const CltServiceStaff *staff, int person, CltDay day);

G_END_DECLS
