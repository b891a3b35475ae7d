/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The curriculum: levels from shallow to deep, courses in them, and what has to come before a
 * course. Loading is a plain read; everything that writes belongs inside an action. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* How a course is held: lecture evening webinar video simulation one-to-one telephone trip.
 * NULL-terminated. */
extern const char *const clt_course_methods[];
/* Translated; the key itself when this version does not know it. */
const char *clt_course_method_get_label (const char *method);

typedef enum
{
  CLT_PASS_ATTEND, /* a share of the meetings, by rule training.attendance */
  CLT_PASS_QUIZ,
  CLT_PASS_EXAM,
  CLT_PASS_SIMULATION, /* trading days and trades */
  CLT_PASS_CASE,
  CLT_PASS_REVIEW, /* of a plan that the client has written */
} CltCoursePass;
#define CLT_N_PASSES 6

/* "attend" …, as the file stores it. */
const char *clt_course_pass_get_name (CltCoursePass pass);
gboolean clt_course_pass_from_name (const char *name, CltCoursePass *pass);
/* Translated. */
const char *clt_course_pass_get_label (CltCoursePass pass);

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *code;
  char *name;
  int position;
  gboolean archived;
} CltCourseLevel;

CltCourseLevel *clt_course_level_new (void);
void clt_course_level_free (CltCourseLevel *level);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCourseLevel, clt_course_level_free)
/* From shallow to deep. @archived: also those. (element-type CltCourseLevel) (transfer full) */
GPtrArray *clt_course_level_list (CltConn *conn, gboolean archived, GError **error);
/* By code. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_course_level_find (CltConn *conn, const char *code, GError **error);
/* Stores a new one (id 0, which it then gets) or a changed one. Only an empty one goes to the
 * archive. */
gboolean clt_course_level_save (CltConn *conn, CltCourseLevel *level, GError **error);
/* Puts it as the @index-th, counted from 0. */
gboolean clt_course_level_move (CltConn *conn, gint64 id, guint index, GError **error);

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *code;
  gint64 level_id;
  char *level; /* its code */
  char *name, *description;
  char *materials; /* in words; files are attachments of owner "course" */
  int minutes;     /* of teaching; 0: it has no hours of its own */
  char *methods;   /* keys, space separated */
  CltCoursePass pass;
  double pass_mark;         /* points of 100; of quiz, exam, case and review */
  int attempts;             /* 0: as many as wanted */
  int sim_days, sim_trades; /* of a simulation */
  int risk;                 /* 1 … 5: needs grade C1 … C5 */
  gboolean institution;     /* for corporate and high-end clients only */
  int validity_months;      /* of the certificate; 0: for ever */
  gint64 product_id;        /* as which it is promised; 0: to everybody */
  int position;
  gboolean archived;
  GArray *needs; /* gint64: courses that come first */
} CltCourse;

CltCourse *clt_course_new (void);
void clt_course_free (CltCourse *course);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCourse, clt_course_free)
/* All that clt_course_save() stores. */
gboolean clt_course_equal (const CltCourse *a, const CltCourse *b);
/* From shallow to deep. @archived: also those. (element-type CltCourse) (transfer full) */
GPtrArray *clt_course_list (CltConn *conn, gboolean archived, GError **error);
CltCourse *clt_course_load (CltConn *conn, gint64 id, GError **error);
/* By code. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_course_find (CltConn *conn, const char *code, GError **error);
/* (transfer none) (nullable): the one with @id in a list. */
const CltCourse *clt_course_list_get (const GPtrArray *courses, gint64 id);
/* Stores all but needs: a new one (id 0, which it then gets) or a changed one. What others build on
 * or what is still to be held does not go to the archive. */
gboolean clt_course_save (CltConn *conn, CltCourse *course, GError **error);
/* Puts it into @level_id as the @index-th, counted from 0. */
gboolean clt_course_move (CltConn *conn, gint64 id, gint64 level_id, guint index, GError **error);
/* Removes a course that was never held, needed or taken; else it is refused: archive. */
gboolean clt_course_delete (CltConn *conn, gint64 id, GError **error);

/* @needs_id has to be passed before @course_id. When @course_id comes, over others, before
 * @needs_id, it is refused and the way round is told in words. */
gboolean clt_course_add_need (CltConn *conn, gint64 course_id, gint64 needs_id, GError **error);
gboolean clt_course_remove_need (CltConn *conn, gint64 course_id, gint64 needs_id, GError **error);

/* What passes it: "attend 80 % of the meetings", "quiz, 80 points", "10 days and 20 trades on the
 * simulator". Translated. (transfer full) */
char *clt_course_format_pass (const CltCourse *course);
/* "1.5 h", "–" without hours. (transfer full) */
char *clt_course_format_hours (const CltCourse *course);
/* "lecture, webinar". Translated. (transfer full) */
char *clt_course_format_methods (const CltCourse *course);

/* Inside an action: fills an empty curriculum with the starter courses. @language: "en" or "zh_CN";
 * NULL: that of the program. CLT_STORE_ERROR_EXISTS when there are courses. */
gboolean clt_course_add_preset (CltConn *conn, const char *language, GError **error);

G_END_DECLS
