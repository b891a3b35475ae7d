/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training/clt-calendar-view.h"

G_BEGIN_DECLS

#define CLT_TYPE_MONTH_VIEW (clt_month_view_get_type ())
G_DECLARE_FINAL_TYPE (CltMonthView, clt_month_view, CLT, MONTH_VIEW, CltCalendarView)

G_END_DECLS
