/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A window of who teaches and where: lecturers with their hours, fees and cost per head of a quarter,
 * and rooms; both are added, changed and retired here. Calendars from elsewhere that keep them busy are
 * read and removed here, too. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_TEACHING_WINDOW (clt_teaching_window_get_type ())
G_DECLARE_FINAL_TYPE (CltTeachingWindow, clt_teaching_window, CLT, TEACHING_WINDOW, AdwWindow)

/* (transfer none). @day: of the quarter that is shown. */
CltTeachingWindow *clt_teaching_window_new (GtkWidget *parent, CltDesk *desk, CltDay day);

G_END_DECLS
