/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-course.h"

#include "core/base/clt-i18n.h"
#include "core/training/clt-training-private.h"

/* Depth first: the courses on a way from @from down to @to, both included, at the end of @way.
 * @seen holds where no way leads. */
static gboolean
find_way (const GPtrArray *courses, gint64 from, gint64 to, GHashTable *seen, GPtrArray *way)
{
  const CltCourse *course = clt_course_list_get (courses, from);

  if (course == NULL || !g_hash_table_add (seen, GSIZE_TO_POINTER (from)))
    return FALSE;
  g_ptr_array_add (way, (gpointer) course);
  if (from == to)
    return TRUE;
  for (guint i = 0; i < course->needs->len; i++)
    if (find_way (courses, g_array_index (course->needs, gint64, i), to, seen, way))
      return TRUE;
  g_ptr_array_remove_index (way, way->len - 1);
  return FALSE;
}

/* "C1 Fundamentals → B1 Rules → A1 What futures are" */
static char *
format_way (const GPtrArray *way)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < way->len; i++)
    {
      const CltCourse *course = way->pdata[i];

      g_string_append_printf (text, "%s%s %s", i == 0 ? "" : " → ", course->code, course->name);
    }
  return g_string_free (text, FALSE);
}

static gboolean
check_need (CltConn *conn, gint64 course_id, gint64 needs_id, GError **error)
{
  g_autoptr (GPtrArray) courses = clt_course_list (conn, TRUE, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  const CltCourse *course, *needs;

  if (courses == NULL)
    return FALSE;
  course = clt_course_list_get (courses, course_id);
  needs = clt_course_list_get (courses, needs_id);
  if (course == NULL || needs == NULL)
    return clt_store_refuse (error, "%s",
                             _ ("This course is no longer in the file. Nothing was changed."));
  if (course == needs)
    return clt_store_refuse (error, _ ("“%s” cannot come before itself. Nothing was changed."),
                             course->name);
  if (needs->archived && !course->archived)
    return clt_store_refuse (error,
                             /* Translators: two courses. */
                             _ ("“%s” is in the archive: nobody could reach “%s” any more. "
                                "Nothing was changed."),
                             needs->name, course->name);
  if (find_way (courses, needs_id, course_id, seen, way))
    {
      g_autofree char *text = format_way (way);

      return clt_store_refuse (error,
                               /* Translators: two courses, and the way from the first to the
                                   * second: each needs the one behind its arrow. */
                               _ ("“%s” cannot come before “%s”, because it needs that course "
                                  "itself: %s. Nothing was changed."),
                               needs->name, course->name, text);
    }
  return TRUE;
}

gboolean
clt_course_add_need (CltConn *conn, gint64 course_id, gint64 needs_id, GError **error)
{
  return check_need (conn, course_id, needs_id, error) &&
         clt_conn_run (conn, error,
                       "INSERT INTO course_need (course_id, requires_id) VALUES (?, ?)"
                       " ON CONFLICT DO NOTHING",
                       "ii", course_id, needs_id);
}

gboolean
clt_course_remove_need (CltConn *conn, gint64 course_id, gint64 needs_id, GError **error)
{
  return clt_conn_run (conn, error,
                       "DELETE FROM course_need WHERE course_id = ? AND requires_id = ?", "ii",
                       course_id, needs_id);
}
