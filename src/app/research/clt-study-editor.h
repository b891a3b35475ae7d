/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One plan or note: the text of its newest version beside the client's figures, and what became of
 * the versions before. There is no Save button: a section is kept when it is left.
 *
 * Signals: "shown": another version, or another state of it, is shown. */

#include "app/widgets/clt-pane.h"
#include "core/research/clt-study.h"

G_BEGIN_DECLS

#define CLT_TYPE_STUDY_EDITOR (clt_study_editor_get_type ())
G_DECLARE_FINAL_TYPE (CltStudyEditor, clt_study_editor, CLT, STUDY_EDITOR, CltPane)

/* @study_id 0: nothing. What was typed before is kept. */
void clt_study_editor_show (CltStudyEditor *self, gint64 study_id);
/* The newest version. (transfer none) (nullable): not read yet, or gone. */
const CltStudy *clt_study_editor_get_study (CltStudyEditor *self);
/* Keeps what was typed. */
void clt_study_editor_flush (CltStudyEditor *self);
/* Goes to the first section that is empty or promises a profit, which nobody may hand in. */
void clt_study_editor_focus_gap (CltStudyEditor *self);

G_END_DECLS
