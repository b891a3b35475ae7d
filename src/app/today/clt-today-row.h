/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTodayRow: how a CltTodayLine is shown. */

#include <gtk/gtk.h>

#include "app/today/clt-today-line.h"

G_BEGIN_DECLS

#define CLT_TYPE_TODAY_ROW (clt_today_row_get_type ())
G_DECLARE_FINAL_TYPE (CltTodayRow, clt_today_row, CLT, TODAY_ROW, GtkWidget)

/* @line: (nullable) */
void clt_today_row_set_line (CltTodayRow *self, CltTodayLine *line);
/* (transfer none) (nullable) */
CltTodayLine *clt_today_row_get_line (CltTodayRow *self);

G_END_DECLS
