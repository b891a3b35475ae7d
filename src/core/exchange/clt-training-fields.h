/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fields of the kinds of training: lists of courses, of their sessions, of who enrolled, of who
 * came, of marks, and of how it ended. The order is that of the tables in clt-training-fields.c. */

#include "core/exchange/clt-import.h"

G_BEGIN_DECLS

enum
{
  CLT_COURSE_CODE,
  CLT_COURSE_NAME,
  CLT_COURSE_LEVEL,
  CLT_COURSE_MINUTES,
  CLT_COURSE_METHODS,
  CLT_COURSE_PASS,
  CLT_COURSE_MARK,
  CLT_COURSE_RISK,
  CLT_COURSE_DESCRIPTION,
  CLT_N_COURSE_FIELDS
};

/* What all others begin with. */
enum
{
  CLT_SESSION_COURSE,
  CLT_SESSION_CODE,
  CLT_SESSION_FIRST,
  CLT_SESSION_STARTS,
  CLT_SESSION_LENGTH,
  CLT_SESSION_LAST,
  CLT_SESSION_METHOD,
  CLT_SESSION_SEATS,
  CLT_SESSION_ONLINE,
  CLT_SESSION_NOTE,
  CLT_N_SESSION_FIELDS
};

enum
{
  CLT_STUDENT_COURSE,
  CLT_STUDENT_SESSION,
  CLT_STUDENT_NUMBER,
  CLT_STUDENT_NAME,
  CLT_N_STUDENT_FIELDS
};

enum
{
  CLT_ENROLMENT_DAY = CLT_N_STUDENT_FIELDS,
  CLT_ENROLMENT_OFFSET,
  CLT_ENROLMENT_LEFT,
  CLT_ENROLMENT_LEFT_OFFSET,
  CLT_ENROLMENT_PLACE,
  CLT_ENROLMENT_NOTE,
  CLT_N_ENROLMENT_FIELDS
};

enum
{
  CLT_ATTENDANCE_DAY = CLT_N_STUDENT_FIELDS,
  CLT_ATTENDANCE_MARK,
  CLT_N_ATTENDANCE_FIELDS
};

enum
{
  CLT_MARK_KIND = CLT_N_STUDENT_FIELDS,
  CLT_MARK_DAY,
  CLT_MARK_OFFSET,
  CLT_MARK_MARK,
  CLT_MARK_DAYS,
  CLT_MARK_TRADES,
  CLT_MARK_NOTE,
  CLT_N_MARK_FIELDS
};

enum
{
  CLT_RESULT_RESULT = CLT_N_STUDENT_FIELDS,
  CLT_RESULT_DAY,
  CLT_RESULT_CERTIFICATE,
  CLT_RESULT_EXPIRES,
  CLT_N_RESULT_FIELDS
};

extern const CltImportKind clt_import_kind_courses, clt_import_kind_sessions,
  clt_import_kind_enrolments, clt_import_kind_attendance, clt_import_kind_marks,
  clt_import_kind_results;

G_END_DECLS
