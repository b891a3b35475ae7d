/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The letters of one complaint: by kind and version, filled in from the program's own text, changed, and
 * kept. What has gone out is only looked at. */

#include <adwaita.h>

#include "app/complaints/clt-complaint-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_COMPLAINT_LETTERS (clt_complaint_letters_get_type ())
G_DECLARE_FINAL_TYPE (CltComplaintLetters, clt_complaint_letters, CLT, COMPLAINT_LETTERS, AdwBin)

void clt_complaint_letters_set_desk (CltComplaintLetters *self, CltDesk *desk);
/* @a_case is copied as far as it matters. The letter that is shown stays, unless it is another's. */
void clt_complaint_letters_update (CltComplaintLetters *self, const CltCase *a_case);
/* Shows the newest of @kind; NULL: of the kind that comes next in the state of the case. */
void clt_complaint_letters_show (CltComplaintLetters *self, const char *kind);
/* Shows that letter. */
void clt_complaint_letters_show_letter (CltComplaintLetters *self, gint64 id);
/* Keeps what stands there as one version more; where nothing was changed, nothing happens. */
void clt_complaint_letters_keep (CltComplaintLetters *self);
/* The same, and it has gone out. */
void clt_complaint_letters_send (CltComplaintLetters *self);
/* Before something else is shown: what was typed is kept. */
void clt_complaint_letters_leave (CltComplaintLetters *self);
/* 0: a new one. */
gint64 clt_complaint_letters_get_shown (CltComplaintLetters *self);
/* What stands there and is not kept yet. @kind: (out). (nullable) (transfer full): NULL: it is the letter
 * shown. */
char *clt_complaint_letters_dup_written (CltComplaintLetters *self, const char **kind);
void clt_complaint_letters_focus (CltComplaintLetters *self);

G_END_DECLS
