/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A dialog that plans a session, or changes a meeting of one. While it is filled in, what stands
 * against it is told beside it, and when it could be instead: Alt+1 … Alt+5 take one of these times.
 * What clients rely on is not kept while it clashes hard.
 *
 * Signal “kept” (gint64 meeting, gint64 starts). */

#include <adwaita.h>

#include "app/training/clt-meeting-draft.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_SESSION_FORM (clt_session_form_get_type ())
G_DECLARE_FINAL_TYPE (CltSessionForm, clt_session_form, CLT, SESSION_FORM, AdwWindow)

/* (transfer none) for both. @draft: new, or with the id of its meeting. */
CltSessionForm *
clt_session_form_new (GtkWidget *parent, CltDesk *desk, const CltMeetingDraft *draft);

G_END_DECLS
