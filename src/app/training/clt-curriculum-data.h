/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tabs of the curriculum and of needs read: one consistent record, shared between threads. */

#include "core/catalogue/clt-product.h"
#include "core/charts/clt-ladder.h"
#include "core/report/clt-paper.h"
#include "core/store/clt-store.h"
#include "core/training/clt-training-need.h"

G_BEGIN_DECLS

/* Immutable. */
typedef struct
{
  gatomicrefcount refs;
  GPtrArray *levels;       /* CltCourseLevel, from shallow to deep, archived ones too */
  GPtrArray *products;     /* CltProduct, as which a course can be promised */
  CltTrainingNeeds *needs; /* with all courses, who holds them and who waits for them */
} CltCurriculum;

CltCurriculum *clt_curriculum_ref (CltCurriculum *curriculum);
void clt_curriculum_unref (CltCurriculum *curriculum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCurriculum, clt_curriculum_unref)
/* The tables that it is made of; ends in NULL. */
extern const char *const clt_curriculum_tables[];
/* A CltStoreFunc; needs no data. */
gpointer
clt_curriculum_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* (nullable) (transfer none) */
const CltCourse *clt_curriculum_find (const CltCurriculum *curriculum, gint64 course_id);
/* The level of a course; or the one whose place in the ladder is chosen, for which @chosen is minus its
 * id. (nullable) (transfer none) */
const CltCourseLevel *clt_curriculum_find_level (const CltCurriculum *curriculum, gint64 chosen);
/* Who has passed it and holds its certificate; who needs it, or for whom it comes next. */
guint clt_curriculum_count_holders (const CltCurriculum *curriculum, const CltCourse *course);
guint clt_curriculum_count_waiting (const CltCurriculum *curriculum, const CltCourse *course);
/* @archive: with courses and levels that are no longer in use. A level without courses has a place of
 * its own, by minus its id. (transfer full) */
CltLadder *clt_curriculum_build_ladder (const CltCurriculum *curriculum, gboolean archive);
/* The ladder on paper, and as a picture or a PDF; the courses as a list. @data: a gboolean, whether the
 * archive is shown. */
CltPaper *clt_curriculum_print (CltConn *conn,
                                gpointer data,
                                const CltExportOptions *options,
                                GError **error);
gboolean clt_curriculum_export (CltConn *conn,
                                gpointer data,
                                const CltExportOptions *options,
                                GError **error);
/* How many courses and levels there are, and what most clients wait for. (transfer full) */
char *clt_curriculum_format_sentence (const CltCurriculum *curriculum);
/* "24 months", "for ever". (transfer full) */
char *clt_course_format_validity (const CltCourse *course);

G_END_DECLS
