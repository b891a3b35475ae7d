/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the designer asks for in a window of its own. */

#include <gtk/gtk.h>

#include "app/widgets/clt-desk.h"
#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

/* An empty one, or a draft of a preset. */
void clt_questionnaire_dialog_new (GtkWidget *parent, CltDesk *desk);
void clt_questionnaire_dialog_copy (GtkWidget *parent,
                                    CltDesk *desk,
                                    const CltQuestionnaire *questionnaire);
/* From a JSON file. */
void clt_questionnaire_dialog_import (GtkWidget *parent, CltDesk *desk);

G_END_DECLS
