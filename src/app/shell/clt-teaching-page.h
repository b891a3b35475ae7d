/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTeachingPage: which course helps against what is seen, and the folder of calendars that people
 * subscribe to. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_TEACHING_PAGE (clt_teaching_page_get_type ())
G_DECLARE_FINAL_TYPE (CltTeachingPage, clt_teaching_page, CLT, TEACHING_PAGE, AdwPreferencesPage)

void clt_teaching_page_set_desk (CltTeachingPage *self, CltDesk *desk);

G_END_DECLS
