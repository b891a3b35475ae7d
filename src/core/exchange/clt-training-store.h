/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the kinds of training share: the course, the session and the student that a row names. */

#include "core/exchange/clt-import-private.h"
#include "core/exchange/clt-strangers.h"
#include "core/exchange/clt-training-fields.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not in the file */
  CltDay first, last;
  gint64 seats; /* in the room */
} CltTrainingSession;

/* One run over a file. */
typedef struct
{
  CltImport *import;     /* borrowed */
  CltAccounts *accounts; /* owned */
  GHashTable *courses;   /* owned: code in lower case -> gint64 */
  GHashTable *sessions;  /* owned: "course id/code" in lower case -> CltTrainingSession */
  CltStrangers students; /* by their number */
  GPtrArray *needs;      /* owned (nullable): "course id needed codes" of the rows so far */
  gint64 course_id;      /* of the row at hand, as those below */
  CltTrainingSession session;
  gboolean full; /* nobody new: no seat is free for the row at hand */
  gint64 client_id;
} CltTrainingImport;

gboolean clt_training_import_set_up (CltTrainingImport *self, CltImport *import, GError **error);
void clt_training_import_clear (CltTrainingImport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltTrainingImport, clt_training_import_clear)

/* All rows through @take; it rejects what it cannot use, FALSE is an error. @finish (nullable): when all
 * are there, for what one row says about another. */
typedef gboolean (*CltTrainingRowFunc) (CltTrainingImport *self, GError **error);
gboolean clt_training_import_run (CltImport *import,
                                  CltTrainingRowFunc take,
                                  CltTrainingRowFunc finish,
                                  GError **error);

/* @accepted: (out): FALSE when the row was rejected. */
gboolean clt_training_import_find_course (CltTrainingImport *self,
                                          guint field,
                                          gboolean *accepted,
                                          GError **error);
/* Of the course found before; without a name there is none, which only @needed rejects. */
gboolean clt_training_import_find_session (CltTrainingImport *self,
                                           guint field,
                                           gboolean needed,
                                           gboolean *accepted,
                                           GError **error);
/* Course, session and student in one. Who is unknown becomes a prospect, once the row's other fields
 * are known to be good: so call this last. */
gboolean clt_training_import_find_people (CltTrainingImport *self,
                                          gboolean needs_session,
                                          gboolean *accepted,
                                          GError **error);
gboolean
clt_training_import_find_student (CltTrainingImport *self, gboolean *accepted, GError **error);

/* A date, or so many days after the session's first; CLT_DAY_NONE without both. FALSE: rejected. */
gboolean
clt_training_import_get_day (CltTrainingImport *self, guint field, int offset, CltDay *day);
/* FALSE: rejected. Without a value @value stays. */
gboolean clt_training_import_get_count (CltTrainingImport *self, guint field, gint64 *value);

gboolean clt_import_courses (CltImport *import, GError **error);
gboolean clt_import_sessions (CltImport *import, GError **error);
gboolean clt_import_enrolments (CltImport *import, GError **error);
gboolean clt_import_attendance (CltImport *import, GError **error);
gboolean clt_import_marks (CltImport *import, GError **error);
gboolean clt_import_results (CltImport *import, GError **error);

G_END_DECLS
