/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/clt-date.h"

G_BEGIN_DECLS

/* The trading days of @first_year … @last_year as exchanges usually have them: weekdays without
 * the statutory holidays and the weeks of the Spring Festival, Labour Day and the National Day.
 * (element-type CltDay) (transfer full), ascending. */
GArray *clt_demo_trading_days (int first_year, int last_year);

G_END_DECLS
