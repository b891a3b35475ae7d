/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* Asks for a calendar file and whom it keeps busy, and reads it. */
void clt_calendar_import_ask (GtkWidget *parent, CltDesk *desk);

G_END_DECLS
