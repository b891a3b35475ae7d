/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training/clt-calendar-view.h"

G_BEGIN_DECLS

#define CLT_TYPE_YEAR_VIEW (clt_year_view_get_type ())
G_DECLARE_FINAL_TYPE (CltYearView, clt_year_view, CLT, YEAR_VIEW, CltCalendarView)

G_END_DECLS
