/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A complaint is taken in while the client is on the telephone: who, what, what he wants; everything
 * else has time. Who handles it is suggested, and what may be the same matter is told, as one types.
 *
 * Signal "registered" (gint64 id). */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_COMPLAINT_INTAKE (clt_complaint_intake_get_type ())
G_DECLARE_FINAL_TYPE (CltComplaintIntake, clt_complaint_intake, CLT, COMPLAINT_INTAKE, AdwWindow)

/* @client_id: of whom it is; 0: not known yet. */
CltComplaintIntake *clt_complaint_intake_new (GtkWidget *parent, CltDesk *desk, gint64 client_id);

G_END_DECLS
