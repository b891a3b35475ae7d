/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A version of a questionnaire as the one who asks will see it; nothing that is answered is stored. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_QUESTIONNAIRE_TRY (clt_questionnaire_try_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionnaireTry, clt_questionnaire_try, CLT, QUESTIONNAIRE_TRY, AdwWindow)

void clt_questionnaire_try_present (GtkWidget *parent,
                                    CltDesk *desk,
                                    gint64 version_id,
                                    const char *name);

G_END_DECLS
