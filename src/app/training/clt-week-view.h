/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training/clt-calendar-view.h"

G_BEGIN_DECLS

#define CLT_TYPE_WEEK_VIEW (clt_week_view_get_type ())
G_DECLARE_FINAL_TYPE (CltWeekView, clt_week_view, CLT, WEEK_VIEW, CltCalendarView)

G_END_DECLS
