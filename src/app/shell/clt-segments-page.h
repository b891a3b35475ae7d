/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSegmentsPage: the segments in force as rows that open, in the order in which they take the
 * clients, with how many each one takes; while a rule is typed, how many it would take. Each change
 * is an action of its own and holds from today on. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_SEGMENTS_PAGE (clt_segments_page_get_type ())
G_DECLARE_FINAL_TYPE (CltSegmentsPage, clt_segments_page, CLT, SEGMENTS_PAGE, AdwPreferencesPage)

void clt_segments_page_set_desk (CltSegmentsPage *self, CltDesk *desk);

G_END_DECLS
