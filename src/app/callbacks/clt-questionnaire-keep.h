/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writes a change and tells the row that it was typed in what became of it. */

#include "app/widgets/clt-desk.h"
#include "app/widgets/clt-field-row.h"
#include "core/surveys/clt-questionnaire-change.h"

G_BEGIN_DECLS

/* Takes @change. @detail: whom it concerns. @row: (nullable): of @owner, in which @typed stands; it is told only while
 * @serial, which is a member of @owner, is what it is now: @owner counts it up when it shows something
 * else and when its rows go. */
void clt_design_keep (CltDesk *desk,
                      GtkWidget *owner,
                      const guint *serial,
                      CltFieldRow *row,
                      const char *typed,
                      CltDesignChange *change,
                      const char *detail);

G_END_DECLS
