/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The steps of a complaint, with the questions that some of them ask first. */

#include <gtk/gtk.h>

#include "app/complaints/clt-complaint-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* What the button of a step says, with its mnemonic; from @state the way back is “Reopen”. */
const char *clt_complaint_step_get_verb (const char *state, const char *to);

/* Moves @a_case to the state @to: at once where nothing need be said, else it asks for what is needed:
 * a reason, and to close it finding, cause and remedy. What cannot be is told. */
void
clt_complaint_dialog_move (GtkWidget *parent, CltDesk *desk, const CltCase *a_case, const char *to);
/* Stops the clock, or lets it run. */
void clt_complaint_dialog_clock (GtkWidget *parent, CltDesk *desk, const CltCase *a_case);
/* More time: asks which manager grants it, and why. */
void clt_complaint_dialog_extend (GtkWidget *parent, CltDesk *desk, const CltCase *a_case);
void clt_complaint_dialog_remedy (GtkWidget *parent, CltDesk *desk, const CltCase *a_case);
void clt_complaint_dialog_finish_remedy (GtkWidget *parent,
                                         CltDesk *desk,
                                         const CltCase *a_case,
                                         gint64 task_id);

G_END_DECLS
