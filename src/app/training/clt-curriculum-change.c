/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-curriculum-change.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

CltCourseChange *
clt_course_change_new (CltCourseChangeKind kind, gint64 course_id)
{
  CltCourseChange *change = g_new0 (CltCourseChange, 1);

  change->kind = kind;
  change->course_id = course_id;
  return change;
}

void
clt_course_change_free (gpointer data)
{
  CltCourseChange *change = data;

  g_free (change->text);
  g_free (change);
}

/* Among the courses of its level that are in use. */
static gboolean
move (CltConn *conn, const CltCourse *course, int step, GError **error)
{
  g_autoptr (GPtrArray) courses = clt_course_list (conn, FALSE, error);
  int index = -1, n = 0;

  if (courses == NULL)
    return FALSE;
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *other = courses->pdata[i];

      if (other->level_id != course->level_id)
        continue;
      if (other->id == course->id)
        index = n;
      n++;
    }
  if (index < 0 || index + step < 0 || index + step >= n)
    return TRUE;
  return clt_course_move (conn, course->id, course->level_id, (guint) (index + step), error);
}

/* One that goes to another level stands at its end. */
static gboolean
set_field (CltConn *conn, CltCourse *course, const CltCourseChange *change, GError **error)
{
  gint64 level = course->level_id;

  if (!clt_course_field_set (change->field, course, change->text, error))
    return FALSE;
  return level == course->level_id
           ? clt_course_save (conn, course, error)
           : clt_course_move (conn, course->id, course->level_id, G_MAXINT16, error);
}

gboolean
clt_course_change_run (CltConn *conn, gpointer data, GError **error)
{
  const CltCourseChange *change = data;
  g_autoptr (CltCourse) course = clt_course_load (conn, change->course_id, error);

  if (course == NULL)
    return FALSE;
  switch (change->kind)
    {
    case CLT_COURSE_ADD_NEED:
      return clt_course_add_need (conn, course->id, change->other_id, error);
    case CLT_COURSE_REMOVE_NEED:
      return clt_course_remove_need (conn, course->id, change->other_id, error);
    case CLT_COURSE_ARCHIVE:
      course->archived = !course->archived;
      return clt_course_save (conn, course, error);
    case CLT_COURSE_DELETE:
      return clt_course_delete (conn, course->id, error);
    case CLT_COURSE_MOVE:
      return move (conn, course, change->step, error);
    case CLT_COURSE_SET:
    default:
      return set_field (conn, course, change, error);
    }
}

/* ---- new ones -------------------------------------------------------------------------------- */

void
clt_curriculum_entry_free (gpointer data)
{
  CltCurriculumEntry *entry = data;

  g_free (entry->code);
  g_free (entry->name);
  g_free (entry);
}

gboolean
clt_curriculum_add_course (CltConn *conn, gpointer data, GError **error)
{
  const CltCurriculumEntry *entry = data;
  g_autoptr (CltCourse) course = clt_course_new ();

  clt_set_str (&course->code, entry->code);
  clt_set_str (&course->name, entry->name);
  course->level_id = entry->level_id;
  return clt_course_save (conn, course, error);
}

static const CltCourseLevel *
find_level (const GPtrArray *levels, gint64 id)
{
  for (guint i = 0; i < levels->len; i++)
    if (((CltCourseLevel *) levels->pdata[i])->id == id)
      return levels->pdata[i];
  return NULL;
}

gboolean
clt_curriculum_save_level (CltConn *conn, gpointer data, GError **error)
{
  const CltCurriculumEntry *entry = data;
  g_autoptr (GPtrArray) levels = clt_course_level_list (conn, TRUE, error);
  g_autoptr (CltCourseLevel) level = clt_course_level_new ();
  const CltCourseLevel *known;

  if (levels == NULL)
    return FALSE;
  known = find_level (levels, entry->id);
  level->id = entry->id;
  level->position = known != NULL ? known->position : (int) levels->len + 1;
  level->archived = entry->archived;
  clt_set_str (&level->code, entry->code);
  clt_set_str (&level->name, entry->name);
  return clt_course_level_save (conn, level, error);
}

/* Among the levels that are in use. */
gboolean
clt_curriculum_move_level (CltConn *conn, gpointer data, GError **error)
{
  const CltCurriculumEntry *entry = data;
  g_autoptr (GPtrArray) levels = clt_course_level_list (conn, FALSE, error);

  if (levels == NULL)
    return FALSE;
  for (int i = 0; i < (int) levels->len; i++)
    if (((CltCourseLevel *) levels->pdata[i])->id == entry->id)
      return i + entry->step < 0 || i + entry->step >= (int) levels->len ||
             clt_course_level_move (conn, entry->id, (guint) (i + entry->step), error);
  return TRUE;
}

gboolean
clt_curriculum_run_preset (CltConn *conn, gpointer data, GError **error)
{
  return clt_course_add_preset (conn, NULL, error);
}
