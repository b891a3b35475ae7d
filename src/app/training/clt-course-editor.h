/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One course, field by field; each is in the file when its row is left. */

#include <adwaita.h>

#include "app/training/clt-curriculum-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_COURSE_EDITOR (clt_course_editor_get_type ())
G_DECLARE_FINAL_TYPE (CltCourseEditor, clt_course_editor, CLT, COURSE_EDITOR, AdwBin)

void clt_course_editor_set_desk (CltCourseEditor *self, CltDesk *desk);
/* @curriculum: borrowed until the next call; @course_id 0: none is chosen. */
void
clt_course_editor_show (CltCourseEditor *self, const CltCurriculum *curriculum, gint64 course_id);
/* The focus goes into the first field. */
void clt_course_editor_focus (CltCourseEditor *self);

G_END_DECLS
