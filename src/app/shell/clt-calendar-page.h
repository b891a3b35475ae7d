/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCalendarPage: of which years the file knows the trading days. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CALENDAR_PAGE (clt_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (CltCalendarPage, clt_calendar_page, CLT, CALENDAR_PAGE, AdwPreferencesPage)

void clt_calendar_page_set_desk (CltCalendarPage *self, CltDesk *desk);

G_END_DECLS
