/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-course.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-training-private.h"

CltCourseLevel *
clt_course_level_new (void)
{
  CltCourseLevel *level = g_new0 (CltCourseLevel, 1);

  level->code = g_strdup ("");
  level->name = g_strdup ("");
  level->position = G_MAXINT16; /* at the end */
  return level;
}

void
clt_course_level_free (CltCourseLevel *level)
{
  g_free (level->code);
  g_free (level->name);
  g_free (level);
}

static gpointer
read_level (CltStmt *stmt)
{
  CltCourseLevel *level = g_new0 (CltCourseLevel, 1);

  level->id = clt_stmt_get_int (stmt, 0);
  level->code = g_strdup (clt_stmt_get_text (stmt, 1));
  level->name = g_strdup (clt_stmt_get_text (stmt, 2));
  level->position = (int) clt_stmt_get_int (stmt, 3);
  level->archived = clt_stmt_get_int (stmt, 4) != 0;
  return level;
}

GPtrArray *
clt_course_level_list (CltConn *conn, gboolean archived, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT id, code, name, position, archived FROM course_level"
                    " WHERE ? OR archived = 0 ORDER BY archived, position, code",
                    "i", (gint64) archived),
    read_level, (GDestroyNotify) clt_course_level_free, error);
}

gint64
clt_course_level_find (CltConn *conn, const char *code, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM course_level WHERE code = ? COLLATE NOCASE", "t", code))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND, _ ("There is no level “%s”."),
                 code);
  return id;
}

static gboolean
check_level (CltConn *conn, const CltCourseLevel *level, GError **error)
{
  gint64 same, courses;

  if (!clt_text_is_key (level->code))
    return clt_store_refuse (error,
                             _ ("“%s” cannot name a level: a code has 1 to 32 characters, no "
                                "blanks and no separators. Nothing was changed."),
                             level->code);
  if (*level->name == '\0')
    return clt_store_refuse (error, "%s", _ ("A level needs a name. Nothing was changed."));
  if (!clt_conn_get_int (conn, &same, 0, error,
                         "SELECT count(*) FROM course_level WHERE code = ? COLLATE NOCASE"
                         " AND id <> ?",
                         "ti", level->code, level->id) ||
      !clt_conn_get_int (conn, &courses, 0, error,
                         "SELECT count(*) FROM course WHERE level_id = ? AND archived = 0", "i",
                         level->id))
    return FALSE;
  if (same > 0)
    return clt_store_refuse (error, _ ("Another level has the code “%s”. Nothing was changed."),
                             level->code);
  if (level->archived && courses > 0)
    return clt_store_refuse (error,
                             _ ("Level “%s” still has courses. Move or archive them first. "
                                "Nothing was changed."),
                             level->name);
  return TRUE;
}

gboolean
clt_course_level_save (CltConn *conn, CltCourseLevel *level, GError **error)
{
  gint64 id = level->id;

  if (!check_level (conn, level, error) || (id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO course_level (id, code, name, position, archived)"
                     " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                     " code = excluded.code, name = excluded.name,"
                     " position = excluded.position, archived = excluded.archived",
                     "ittii", id, level->code, level->name, (gint64) level->position,
                     (gint64) level->archived))
    return FALSE;
  level->id = id;
  return TRUE;
}

gboolean
clt_course_level_move (CltConn *conn, gint64 id, guint index, GError **error)
{
  return clt_training_place (conn,
                             "SELECT id FROM course_level WHERE ?1 = 0"
                             " ORDER BY archived, position, code",
                             0,
                             "UPDATE course_level SET position = ?1 WHERE id = ?2"
                             " AND position <> ?1",
                             id, index, error);
}
