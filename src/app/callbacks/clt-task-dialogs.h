/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is done with a task, each as one action. */

#include "app/widgets/clt-desk.h"
#include "core/calls/clt-task.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void clt_task_dialogs_add (GtkWidget *parent, CltDesk *desk);
void clt_task_dialogs_finish (GtkWidget *parent, CltDesk *desk, const CltTask *task);
void clt_task_dialogs_drop (GtkWidget *parent, CltDesk *desk, const CltTask *task);
void clt_task_dialogs_move (GtkWidget *parent, CltDesk *desk, const CltTask *task);
/* @staff: (element-type CltStaff) */
void clt_task_dialogs_give (GtkWidget *parent,
                            CltDesk *desk,
                            const CltTask *task,
                            const GPtrArray *staff);

G_END_DECLS
