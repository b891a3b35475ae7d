/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One complaint: how it stands, what comes next, what was said, written and done. Its fields are changed
 * in their rows; steps are actions of the page around it. */

#include <adwaita.h>

#include "app/complaints/clt-complaint-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_COMPLAINT_VIEW (clt_complaint_view_get_type ())
G_DECLARE_FINAL_TYPE (CltComplaintView, clt_complaint_view, CLT, COMPLAINT_VIEW, AdwBin)

void clt_complaint_view_set_desk (CltComplaintView *self, CltDesk *desk);
/* 0: none. */
void clt_complaint_view_show (CltComplaintView *self, gint64 id);
/* (nullable): as far as it has been read. */
const CltCase *clt_complaint_view_get_case (CltComplaintView *self);
/* The one that is in view or on its way there; 0: none. */
gint64 clt_complaint_view_get_id (CltComplaintView *self);
/* What comes next, or the letter. */
void clt_complaint_view_focus (CltComplaintView *self);
void clt_complaint_view_focus_field (CltComplaintView *self, const char *field);
void clt_complaint_view_show_steps (CltComplaintView *self);
/* @kind: (nullable): that which comes next. */
void clt_complaint_view_show_letters (CltComplaintView *self, const char *kind);
void clt_complaint_view_show_letter (CltComplaintView *self, gint64 id);
/* FALSE: no letters were shown. */
gboolean clt_complaint_view_leave_letters (CltComplaintView *self);
gboolean clt_complaint_view_shows_letters (CltComplaintView *self);
/* The letter that is shown and kept; 0: none. */
gint64 clt_complaint_view_get_letter (CltComplaintView *self);
/* The letter that is shown and not kept yet. @kind: (out). (nullable) (transfer full) */
char *clt_complaint_view_dup_written (CltComplaintView *self, const char **kind);
void clt_complaint_view_keep_letter (CltComplaintView *self);
void clt_complaint_view_send_letter (CltComplaintView *self);
/* Asks for a file. */
void clt_complaint_view_attach (CltComplaintView *self);

G_END_DECLS
