/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/training/clt-curriculum-data.h"
#include "app/widgets/clt-form-dialog.h"

G_BEGIN_DECLS

/* Ask for a name and a code. @level_id: that is suggested, 0: the first. (transfer none) */
CltFormDialog *clt_curriculum_dialog_new_course (GtkWidget *parent,
                                                 CltDesk *desk,
                                                 const CltCurriculum *curriculum,
                                                 gint64 level_id);
CltFormDialog *clt_curriculum_dialog_new_level (GtkWidget *parent, CltDesk *desk);
void
clt_curriculum_dialog_edit_level (GtkWidget *parent, CltDesk *desk, const CltCourseLevel *level);

G_END_DECLS
