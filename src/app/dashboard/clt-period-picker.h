/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltPeriodPicker: earlier, the period, later. Signal "changed" when the person chose another. */

#include <gtk/gtk.h>

#include "app/dashboard/clt-period.h"

G_BEGIN_DECLS

#define CLT_TYPE_PERIOD_PICKER (clt_period_picker_get_type ())
G_DECLARE_FINAL_TYPE (CltPeriodPicker, clt_period_picker, CLT, PERIOD_PICKER, GtkWidget)

/* Emits nothing. */
void clt_period_picker_set_period (CltPeriodPicker *self, const CltPeriod *period);
const CltPeriod *clt_period_picker_get_period (CltPeriodPicker *self);
void clt_period_picker_step (CltPeriodPicker *self, int n);
void clt_period_picker_popup (CltPeriodPicker *self);

G_END_DECLS
