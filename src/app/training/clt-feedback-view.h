/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFeedbackView: what those who came have said: each question's mean with its interval, and the
 * forms. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_FEEDBACK_VIEW (clt_feedback_view_get_type ())
G_DECLARE_FINAL_TYPE (CltFeedbackView, clt_feedback_view, CLT, FEEDBACK_VIEW, AdwBin)

void clt_feedback_view_set_desk (CltFeedbackView *self, CltDesk *desk);
/* Reads at once while it is on the screen, else when it comes there. */
void clt_feedback_view_show (CltFeedbackView *self, gint64 session, const char *name);
/* Asks for one more form. */
void clt_feedback_view_add (CltFeedbackView *self);
void clt_feedback_view_focus (CltFeedbackView *self);

G_END_DECLS
