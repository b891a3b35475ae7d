/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of the curriculum reads, and what it writes: functions for the threads of the store. */

#include "core/charts/clt-ladder.h"
#include "core/store/clt-store.h"
#include "core/training/clt-training-need.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *levels;       /* CltCourseLevel, from shallow to deep, archived ones too */
  CltTrainingNeeds *needs; /* with all courses, who holds them and who waits for them */
} CltCurriculum;

void clt_curriculum_free (CltCurriculum *curriculum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCurriculum, clt_curriculum_free)
/* A CltStoreFunc; needs no data. */
gpointer
clt_curriculum_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* (nullable) (transfer none) */
const CltCourse *clt_curriculum_find (const CltCurriculum *curriculum, gint64 course_id);
/* @archive: with courses and levels that are no longer in use. (transfer full) */
CltLadder *clt_curriculum_build_ladder (const CltCurriculum *curriculum, gboolean archive);
/* How many courses and levels there are, and what most clients wait for. (transfer full) */
char *clt_curriculum_format_sentence (const CltCurriculum *curriculum);
/* "24 months", "for ever". (transfer full) */
char *clt_course_format_validity (const CltCourse *course);

/* A CltActionFunc; needs no data. */
gboolean clt_curriculum_run_preset (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
