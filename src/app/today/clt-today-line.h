/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTodayLine: one line of the work list, or the heading above some. */

#include "core/today/clt-today.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CLT_TYPE_TODAY_LINE (clt_today_line_get_type ())
G_DECLARE_FINAL_TYPE (CltTodayLine, clt_today_line, CLT, TODAY_LINE, GObject)

CltTodayLine *clt_today_line_new_heading (const char *text);
/* Takes @item. */
CltTodayLine *clt_today_line_new (CltTodayItem *item);
/* (nullable): NULL for a heading. */
const CltTodayItem *clt_today_line_get_item (CltTodayLine *self);
/* (nullable): NULL for a line. */
const char *clt_today_line_get_heading (CltTodayLine *self);

G_END_DECLS
