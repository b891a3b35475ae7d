/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-course.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-training-private.h"

CltCourse *
clt_course_new (void)
{
  CltCourse *course = g_new0 (CltCourse, 1);

  course->code = g_strdup ("");
  course->level = g_strdup ("");
  course->name = g_strdup ("");
  course->description = g_strdup ("");
  course->materials = g_strdup ("");
  course->methods = g_strdup ("");
  course->risk = 1;
  course->validity_months = 24;
  course->position = G_MAXINT16; /* at the end */
  course->needs = g_array_new (FALSE, FALSE, sizeof (gint64));
  return course;
}

void
clt_course_free (CltCourse *course)
{
  g_free (course->code);
  g_free (course->level);
  g_free (course->name);
  g_free (course->description);
  g_free (course->materials);
  g_free (course->methods);
  g_array_unref (course->needs);
  g_free (course);
}

gboolean
clt_course_equal (const CltCourse *a, const CltCourse *b)
{
  return g_str_equal (a->code, b->code) && a->level_id == b->level_id &&
         g_str_equal (a->name, b->name) && g_str_equal (a->description, b->description) &&
         g_str_equal (a->materials, b->materials) && a->minutes == b->minutes &&
         g_str_equal (a->methods, b->methods) && a->pass == b->pass &&
         a->pass_mark == b->pass_mark && a->attempts == b->attempts && a->sim_days == b->sim_days &&
         a->sim_trades == b->sim_trades && a->risk == b->risk && a->institution == b->institution &&
         a->validity_months == b->validity_months && a->product_id == b->product_id &&
         a->position == b->position && a->archived == b->archived;
}

/* ---- reading ------------------------------------------------------------------------------- */

#define SELECT_COURSE                                                                              \
  "SELECT c.id, c.code, c.level_id, l.code, c.name, c.description, c.materials, c.minutes,"        \
  " c.methods, c.pass, c.pass_mark, c.attempts, c.sim_days, c.sim_trades, c.risk,"                 \
  " c.audience = 'institution', c.validity_months, coalesce(c.product_id, 0), c.position,"         \
  " c.archived FROM course c JOIN course_level l ON l.id = c.level_id "

static gpointer
read_course (CltStmt *stmt)
{
  CltCourse *course = g_new0 (CltCourse, 1);

  course->id = clt_stmt_get_int (stmt, 0);
  course->code = g_strdup (clt_stmt_get_text (stmt, 1));
  course->level_id = clt_stmt_get_int (stmt, 2);
  course->level = g_strdup (clt_stmt_get_text (stmt, 3));
  course->name = g_strdup (clt_stmt_get_text (stmt, 4));
  course->description = g_strdup (clt_stmt_get_text (stmt, 5));
  course->materials = g_strdup (clt_stmt_get_text (stmt, 6));
  course->minutes = (int) clt_stmt_get_int (stmt, 7);
  course->methods = g_strdup (clt_stmt_get_text (stmt, 8));
  clt_course_pass_from_name (clt_stmt_get_text (stmt, 9), &course->pass);
  course->pass_mark = clt_stmt_get_double (stmt, 10);
  course->attempts = (int) clt_stmt_get_int (stmt, 11);
  course->sim_days = (int) clt_stmt_get_int (stmt, 12);
  course->sim_trades = (int) clt_stmt_get_int (stmt, 13);
  course->risk = (int) clt_stmt_get_int (stmt, 14);
  course->institution = clt_stmt_get_int (stmt, 15) != 0;
  course->validity_months = (int) clt_stmt_get_int (stmt, 16);
  course->product_id = clt_stmt_get_int (stmt, 17);
  course->position = (int) clt_stmt_get_int (stmt, 18);
  course->archived = clt_stmt_get_int (stmt, 19) != 0;
  course->needs = g_array_new (FALSE, FALSE, sizeof (gint64));
  return course;
}

const CltCourse *
clt_course_list_get (const GPtrArray *courses, gint64 id)
{
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];

      if (course->id == id)
        return course;
    }
  return NULL;
}

/* @course_id 0: of all. */
static gboolean
read_needs (CltConn *conn, GPtrArray *courses, gint64 course_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT n.course_id, n.requires_id FROM course_need n"
                                  " JOIN course r ON r.id = n.requires_id"
                                  " JOIN course_level l ON l.id = r.level_id"
                                  " WHERE ?1 IN (0, n.course_id)"
                                  " ORDER BY n.course_id, l.position, r.position, r.code",
                                  "i", course_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltCourse *course = clt_course_list_get (courses, clt_stmt_get_int (stmt, 0));
      gint64 needs = clt_stmt_get_int (stmt, 1);

      if (course != NULL)
        g_array_append_val (course->needs, needs);
    }
  return step == CLT_STEP_DONE;
}

static GPtrArray *
read_courses (CltConn *conn, CltStmt *stmt, gint64 course_id, GError **error)
{
  g_autoptr (GPtrArray) courses =
    clt_stmt_read_all (stmt, read_course, (GDestroyNotify) clt_course_free, error);

  if (courses == NULL || !read_needs (conn, courses, course_id, error))
    return NULL;
  return g_steal_pointer (&courses);
}

GPtrArray *
clt_course_list (CltConn *conn, gboolean archived, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  SELECT_COURSE "WHERE ? OR c.archived = 0 ORDER BY l.archived,"
                                                " l.position, l.code, c.archived, c.position,"
                                                " c.code",
                                  "i", (gint64) archived);

  return read_courses (conn, stmt, 0, error);
}

CltCourse *
clt_course_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, SELECT_COURSE "WHERE c.id = ?", "i", id);
  g_autoptr (GPtrArray) courses = read_courses (conn, stmt, id, error);

  if (courses == NULL)
    return NULL;
  if (courses->len == 0)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                           _ ("This course is no longer in the file."));
      return NULL;
    }
  return g_ptr_array_steal_index (courses, 0);
}

gint64
clt_course_find (CltConn *conn, const char *code, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT id FROM course WHERE code = ? COLLATE NOCASE",
                         "t", code))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND, _ ("There is no course “%s”."),
                 code);
  return id;
}

/* ---- writing ------------------------------------------------------------------------------- */

static gboolean
check_methods (const CltCourse *course, GError **error)
{
  g_auto (GStrv) keys = g_strsplit (course->methods, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    if (*keys[i] != '\0' && !g_strv_contains (clt_course_methods, keys[i]))
      {
        g_autofree char *known = g_strjoinv (" ", (char **) clt_course_methods);

        return clt_store_refuse (error,
                                 /* Translators: what was typed, and the words that may be. */
                                 _ ("“%s” is no way of holding a course; there are: %s. "
                                    "Nothing was changed."),
                                 keys[i], known);
      }
  return TRUE;
}

static gboolean
has_mark (CltCoursePass pass)
{
  return pass != CLT_PASS_ATTEND && pass != CLT_PASS_SIMULATION;
}

static gboolean
check_numbers (const CltCourse *course, GError **error)
{
  if (course->minutes < 0 || course->attempts < 0 || course->validity_months < 0 ||
      course->sim_days < 0 || course->sim_trades < 0)
    return clt_store_refuse (
      error, "%s",
      _ ("Hours, attempts, days, trades and months are not below zero. Nothing was changed."));
  if (course->risk < 1 || course->risk > 5)
    return clt_store_refuse (error, "%s",
                             _ ("A course asks for one of the grades C1 to C5. "
                                "Nothing was changed."));
  if (has_mark (course->pass) && !(course->pass_mark > 0 && course->pass_mark <= 100))
    return clt_store_refuse (error,
                             _ ("“%s” is passed with a mark: between 1 and 100 points. "
                                "Nothing was changed."),
                             course->name);
  if (course->pass == CLT_PASS_SIMULATION && course->sim_days + course->sim_trades == 0)
    return clt_store_refuse (error,
                             _ ("“%s” is passed on the simulator: say how many days or trades. "
                                "Nothing was changed."),
                             course->name);
  return TRUE;
}

/* A course that goes must neither leave others out of reach nor people in front of a closed door. */
static gboolean
check_archived (CltConn *conn, const CltCourse *course, GError **error)
{
  CltStmt *stmt;
  CltStep step;
  gint64 sessions;

  if (!course->archived || course->id == 0)
    return TRUE;
  if (!clt_conn_get_int (conn, &sessions, 0, error,
                         "SELECT count(*) FROM course_session WHERE course_id = ?"
                         " AND state IN ('planned', 'published')",
                         "i", course->id))
    return FALSE;
  if (sessions > 0)
    return clt_store_refuse (error,
                             _ ("“%s” is still to be held: hold or cancel its sessions first. "
                                "Nothing was changed."),
                             course->name);
  stmt = clt_conn_query (conn, error,
                         "SELECT c.code || ' ' || c.name FROM course_need n"
                         " JOIN course c ON c.id = n.course_id"
                         " WHERE n.requires_id = ? AND c.archived = 0 ORDER BY c.code LIMIT 1",
                         "i", course->id);
  step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    {
      clt_store_refuse (error,
                        /* Translators: two courses. */
                        _ ("“%s” comes before “%s”, which nobody could reach any more. "
                           "Nothing was changed."),
                        course->name, clt_stmt_get_text (stmt, 0));
      clt_stmt_reset (stmt);
    }
  return step == CLT_STEP_DONE;
}

static gboolean
check_course (CltConn *conn, const CltCourse *course, GError **error)
{
  gint64 same, level, product;

  if (!clt_text_is_key (course->code))
    return clt_store_refuse (error,
                             _ ("“%s” cannot name a course: a code has 1 to 32 characters, no "
                                "blanks and no separators. Nothing was changed."),
                             course->code);
  if (*course->name == '\0')
    return clt_store_refuse (error, "%s", _ ("A course needs a name. Nothing was changed."));
  if (!clt_conn_get_int (conn, &same, 0, error,
                         "SELECT count(*) FROM course WHERE code = ? COLLATE NOCASE AND id <> ?",
                         "ti", course->code, course->id) ||
      !clt_conn_get_int (conn, &level, 0, error,
                         "SELECT count(*) FROM course_level WHERE id = ? AND (archived = 0 OR ?)",
                         "ii", course->level_id, (gint64) course->archived) ||
      !clt_conn_get_int (conn, &product, 0, error, "SELECT count(*) FROM product WHERE id = ?", "i",
                         course->product_id))
    return FALSE;
  if (same > 0)
    return clt_store_refuse (error, _ ("Another course has the code “%s”. Nothing was changed."),
                             course->code);
  if (level == 0)
    return clt_store_refuse (
      error, "%s", _ ("A course belongs to a level of the curriculum. Nothing was changed."));
  if (course->product_id != 0 && product == 0)
    return clt_store_refuse (error, "%s",
                             _ ("A course is promised as a product of the catalogue. "
                                "Nothing was changed."));
  return check_methods (course, error) && check_numbers (course, error) &&
         check_archived (conn, course, error);
}

gboolean
clt_course_save (CltConn *conn, CltCourse *course, GError **error)
{
  gint64 id = course->id;

  if (!check_course (conn, course, error) ||
      (id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (
        conn, error,
        "INSERT INTO course (id, code, level_id, name, description, materials, minutes, methods,"
        " pass, pass_mark, attempts, sim_days, sim_trades, risk, audience, validity_months,"
        " product_id, position, archived)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0), ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET code = excluded.code, level_id = excluded.level_id,"
        " name = excluded.name, description = excluded.description,"
        " materials = excluded.materials, minutes = excluded.minutes,"
        " methods = excluded.methods, pass = excluded.pass, pass_mark = excluded.pass_mark,"
        " attempts = excluded.attempts, sim_days = excluded.sim_days,"
        " sim_trades = excluded.sim_trades, risk = excluded.risk, audience = excluded.audience,"
        " validity_months = excluded.validity_months, product_id = excluded.product_id,"
        " position = excluded.position, archived = excluded.archived",
        "ititttittdiiiitiiii", id, course->code, course->level_id, course->name,
        course->description, course->materials, (gint64) course->minutes, course->methods,
        clt_course_pass_get_name (course->pass), course->pass_mark, (gint64) course->attempts,
        (gint64) course->sim_days, (gint64) course->sim_trades, (gint64) course->risk,
        course->institution ? "institution" : "", (gint64) course->validity_months,
        course->product_id, (gint64) course->position, (gint64) course->archived))
    return FALSE;
  course->id = id;
  return TRUE;
}

gboolean
clt_course_move (CltConn *conn, gint64 id, gint64 level_id, guint index, GError **error)
{
  g_autoptr (CltCourse) course = clt_course_load (conn, id, error);

  if (course == NULL)
    return FALSE;
  course->level_id = level_id;
  return clt_course_save (conn, course, error) &&
         clt_training_place (conn,
                             "SELECT id FROM course WHERE level_id = ?1"
                             " ORDER BY archived, position, code",
                             level_id,
                             "UPDATE course SET position = ?1 WHERE id = ?2 AND position <> ?1", id,
                             index, error);
}

gboolean
clt_course_delete (CltConn *conn, gint64 id, GError **error)
{
  gint64 used;

  if (!clt_conn_get_int (conn, &used, 0, error,
                         "SELECT (SELECT count(*) FROM course_session WHERE course_id = ?1)"
                         " + (SELECT count(*) FROM course_need WHERE requires_id = ?1)"
                         " + (SELECT count(*) FROM training_need WHERE course_id = ?1)"
                         " + (SELECT count(*) FROM attempt WHERE course_id = ?1)"
                         " + (SELECT count(*) FROM course_result WHERE course_id = ?1)",
                         "i", id))
    return FALSE;
  if (used > 0)
    return clt_store_refuse (error, "%s",
                             _ ("This course has been held, asked for, or comes before "
                                "another: archive it instead. Nothing was changed."));
  return clt_conn_run (conn, error, "DELETE FROM course_need WHERE course_id = ?", "i", id) &&
         clt_conn_run (conn, error,
                       "DELETE FROM attachment WHERE owner = 'course' AND owner_id = ?", "i", id) &&
         clt_conn_run (conn, error, "DELETE FROM course WHERE id = ?", "i", id);
}
