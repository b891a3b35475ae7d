/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writes a change and tells the row that it was typed in what became of it. */

#include "app/widgets/clt-desk.h"
#include "app/widgets/clt-field-row.h"
#include "core/surveys/clt-questionnaire-change.h"

G_BEGIN_DECLS

/* Of a widget whose rows are written by clt_design_keep(). It has a signal “kept” (gboolean), which is
 * emitted when a change has been written or refused. */
typedef struct
{
  guint serial; /* counted up when something else is shown and when the rows go */
  guint n_open; /* changes that are on their way */
} CltDesignKeeper;

/* Takes @change. @detail: whom it concerns. @keeper: a member of @owner. @row: (nullable): of @owner, in
 * which @typed stands; it is told only while the serial is what it is now. */
void clt_design_keep (CltDesk *desk,
                      GtkWidget *owner,
                      CltDesignKeeper *keeper,
                      CltFieldRow *row,
                      const char *typed,
                      CltDesignChange *change,
                      const char *detail);
/* Adds the signal. */
void clt_design_keeper_install (GtkWidgetClass *widget_class);

G_END_DECLS
