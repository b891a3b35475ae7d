/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A window of who is away, from today on, and who makes his calls meanwhile; what a colleague who
 * leaves has open is handed over here, too. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_ABSENCE_WINDOW (clt_absence_window_get_type ())
G_DECLARE_FINAL_TYPE (CltAbsenceWindow, clt_absence_window, CLT, ABSENCE_WINDOW, AdwWindow)

/* (transfer none) */
CltAbsenceWindow *clt_absence_window_new (GtkWidget *parent, CltDesk *desk);

G_END_DECLS
