/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fields of a course on the screen: one table for the rows of the editor, for what they show and
 * for what is written back. Values are texts: what a person types, or the key of a choice. */

#include "core/training/clt-course.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_COURSE_FIELD_TEXT,
  CLT_COURSE_FIELD_LONG, /* several lines */
  CLT_COURSE_FIELD_CHOICE,
  CLT_COURSE_FIELD_SWITCH, /* "1" and "0" */
} CltCourseFieldKind;

typedef enum
{
  CLT_COURSE_GROUP_COURSE,
  CLT_COURSE_GROUP_METHODS,
  CLT_COURSE_GROUP_PASS,
  CLT_COURSE_GROUP_PEOPLE,
  CLT_N_COURSE_GROUPS,
} CltCourseGroup;

typedef struct
{
  const char *name;  /* of a way of teaching: its key */
  const char *label; /* msgid of context "course field"; NULL: that of the way of teaching */
  CltCourseGroup group;
  CltCourseFieldKind kind;
} CltCourseField;

extern const CltCourseField clt_course_fields[];
extern const guint clt_n_course_fields;

/* Translated. */
const char *clt_course_field_get_label (const CltCourseField *field);
const char *clt_course_group_get_label (CltCourseGroup group);
/* Whether it matters for a course that is passed as this one is. */
gboolean clt_course_field_applies (const CltCourseField *field, const CltCourse *course);
/* (transfer full) */
char *clt_course_field_dup (const CltCourseField *field, const CltCourse *course);
/* Refuses what is no number. A course that begins to be passed by a mark or on the simulator gets the
 * usual one, which can be changed then. */
gboolean clt_course_field_set (const CltCourseField *field,
                               CltCourse *course,
                               const char *text,
                               GError **error);
/* Keys of a choice that is the same everywhere, NULL-terminated; NULL: levels or products. */
const char *const *clt_course_field_get_choices (const CltCourseField *field);
const char *clt_course_choice_get_label (const CltCourseField *field, const char *key);

G_END_DECLS
