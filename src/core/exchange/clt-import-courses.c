/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-training-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-ids.h"
#include "core/training/clt-course.h"

/* Lists of courses, and of the sessions in which they were or will be held. */

/* ---- courses ------------------------------------------------------------------------------- */

/* The level that the row names, made when the file has none of that code. Without a name: the
 * shallowest. */
static gboolean
find_level (CltTrainingImport *self, gint64 *id, GError **error)
{
  CltConn *conn = self->import->conn;
  g_autofree char *code = clt_import_dup_text (self->import, CLT_COURSE_LEVEL);
  g_autofree char *name = clt_import_dup_text (self->import, CLT_COURSE_LEVEL_NAME);
  g_autoptr (CltCourseLevel) level = NULL;

  if (!clt_conn_get_int (conn, id, 0, error,
                         "SELECT id FROM course_level WHERE archived = 0"
                         " AND (?1 = '' OR code = ?1 COLLATE NOCASE)"
                         " ORDER BY position, code LIMIT 1",
                         "t", code))
    return FALSE;
  if (*id != 0)
    return TRUE;
  level = clt_course_level_new ();
  clt_set_str (&level->code, *code == '\0' ? "L0" : code);
  clt_set_str (&level->name, *name == '\0' ? level->code : name);
  if (!clt_course_level_save (conn, level, error))
    return FALSE;
  *id = level->id;
  return TRUE;
}

static void
take_text (CltTrainingImport *self, guint field, char **value)
{
  g_autofree char *text = clt_import_dup_prose (self->import, field);

  if (*text != '\0')
    clt_set_str (value, text);
}

static gboolean
take_count (CltTrainingImport *self, guint field, int *value)
{
  gint64 number = *value;

  if (!clt_training_import_get_count (self, field, &number))
    return FALSE;
  *value = (int) CLAMP (number, G_MININT16, G_MAXINT);
  return TRUE;
}

static gboolean
take_pass (CltTrainingImport *self, CltCourse *course)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_COURSE_PASS);
  const char *word = clt_word_pass (text);

  if (*text == '\0')
    return TRUE;
  if (word != NULL && clt_course_pass_from_name (word, &course->pass))
    return TRUE;
  clt_import_reject (self->import, CLT_REASON_BAD_VALUE, CLT_COURSE_PASS, text);
  return FALSE;
}

static gboolean
take_institution (CltTrainingImport *self, CltCourse *course)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_COURSE_INSTITUTION);

  if (*text == '\0' || clt_word_bool (text, &course->institution))
    return TRUE;
  clt_import_reject (self->import, CLT_REASON_BAD_VALUE, CLT_COURSE_INSTITUTION, text);
  return FALSE;
}

#define SEPARATORS ",;/"

/* With the separators of Chinese as those above. (transfer full) */
static char *
unify (const char *text)
{
  GString *plain = g_string_new (text);

  g_string_replace (plain, "、", ",", 0);
  g_string_replace (plain, "，", ",", 0);
  g_string_replace (plain, "；", ";", 0);
  return g_string_free (plain, FALSE);
}

/* "讲座、线上直播" or "lecture webinar", in any words for them: their keys. FALSE: rejected. */
static gboolean
take_methods (CltTrainingImport *self, CltCourse *course)
{
  g_autofree char *text = clt_import_dup_prose (self->import, CLT_COURSE_METHODS);
  g_autofree char *plain = unify (text);
  g_auto (GStrv) parts =
    g_strsplit_set (plain, strpbrk (plain, SEPARATORS) != NULL ? SEPARATORS : " ", -1);
  g_autoptr (GString) keys = g_string_new (NULL);
  const char *whole = clt_word_method (text);

  for (guint i = 0; whole == NULL && parts[i] != NULL; i++)
    {
      const char *key = clt_word_method (g_strstrip (parts[i]));

      if (*parts[i] == '\0')
        continue;
      if (key == NULL)
        {
          clt_import_reject (self->import, CLT_REASON_BAD_VALUE, CLT_COURSE_METHODS, text);
          return FALSE;
        }
      g_string_append_printf (keys, "%s%s", keys->len == 0 ? "" : " ", key);
    }
  if (*text != '\0')
    clt_set_str (&course->methods, whole != NULL ? whole : keys->str);
  return TRUE;
}

/* What the file has of it, with the row's values in it. FALSE: rejected. */
static gboolean
read_course (CltTrainingImport *self, CltCourse *course, const char *code)
{
  int mark = (int) course->pass_mark;

  clt_set_str (&course->code, code);
  if (*course->name == '\0')
    clt_set_str (&course->name, code);
  take_text (self, CLT_COURSE_NAME, &course->name);
  take_text (self, CLT_COURSE_DESCRIPTION, &course->description);
  take_text (self, CLT_COURSE_MATERIALS, &course->materials);
  if (!take_count (self, CLT_COURSE_MINUTES, &course->minutes) ||
      !take_count (self, CLT_COURSE_RISK, &course->risk) ||
      !take_count (self, CLT_COURSE_ATTEMPTS, &course->attempts) ||
      !take_count (self, CLT_COURSE_SIM_DAYS, &course->sim_days) ||
      !take_count (self, CLT_COURSE_SIM_TRADES, &course->sim_trades) ||
      !take_count (self, CLT_COURSE_VALIDITY, &course->validity_months) ||
      !take_count (self, CLT_COURSE_MARK, &mark) || !take_pass (self, course) ||
      !take_methods (self, course) || !take_institution (self, course))
    return FALSE;
  course->pass_mark = mark;
  return TRUE;
}

/* For when all courses are there. */
static void
note_needs (CltTrainingImport *self, gint64 id)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_COURSE_NEEDS);
  g_autofree char *plain = unify (text);

  if (*plain == '\0')
    return;
  if (self->needs == NULL)
    self->needs = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->needs, g_strdup_printf ("%" G_GINT64_FORMAT " %s", id, plain));
}

/* FALSE: it was left out, or @error is set. One that would come before itself is left out too. */
static gboolean
add_need (CltTrainingImport *self, const CltCourse *course, const char *code, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (code, -1);
  const gint64 needed = clt_ids_find (self->courses, lower);
  g_autoptr (GError) local = NULL;

  if (needed == 0)
    return FALSE;
  if (clt_ids_contain (course->needs, needed) ||
      clt_course_add_need (self->import->conn, course->id, needed, &local))
    return TRUE;
  if (!g_error_matches (local, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_needs (CltTrainingImport *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint64 left = 0;

  for (guint i = 0; self->needs != NULL && i < self->needs->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit_set (self->needs->pdata[i], " " SEPARATORS, -1);
      g_autoptr (CltCourse) course =
        clt_course_load (self->import->conn, g_ascii_strtoll (parts[0], NULL, 10), error);

      if (course == NULL)
        return FALSE;
      for (guint k = 1; parts[k] != NULL; k++)
        if (*parts[k] != '\0' && !add_need (self, course, parts[k], &local))
          {
            if (local != NULL)
              {
                g_propagate_error (error, g_steal_pointer (&local));
                return FALSE;
              }
            left++;
          }
    }
  clt_import_note_count (self->import, left,
                         /* Translators: %s is a count. */
                         _ ("%s courses that should come first were left out: there is none of that"
                            " code, or it would come before itself."));
  return TRUE;
}

/* A course that its own checks refuse is a rejected row, told in their words. */
static gboolean
store_course (CltTrainingImport *self, CltCourse *course, GError **error)
{
  g_autofree char *level = clt_import_dup_text (self->import, CLT_COURSE_LEVEL);
  const gboolean existed = course->id != 0;
  g_autoptr (GError) local = NULL;
  g_autoptr (CltCourse) before = NULL;
  g_autofree char *lower = g_ascii_strdown (course->code, -1);

  if (existed && (before = clt_course_load (self->import->conn, course->id, error)) == NULL)
    return FALSE;
  if (*level != '\0' && !clt_text_is_key (level))
    {
      clt_import_reject (self->import, CLT_REASON_BAD_VALUE, CLT_COURSE_LEVEL, level);
      return TRUE;
    }
  if ((!existed || *level != '\0') && !find_level (self, &course->level_id, error))
    return FALSE;
  if (existed && clt_course_equal (before, course))
    {
      self->import->result->same++;
      note_needs (self, course->id);
      return TRUE;
    }
  if (!clt_course_save (self->import->conn, course, &local))
    {
      if (!g_error_matches (local, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      clt_import_reject (self->import, CLT_REASON_BAD_VALUE, -1, local->message);
      return TRUE;
    }
  if (!existed)
    clt_ids_add (self->courses, lower, course->id);
  note_needs (self, course->id);
  return clt_import_count_stored (self->import, existed, error);
}

static gboolean
take_course (CltTrainingImport *self, GError **error)
{
  g_autofree char *code = clt_import_dup_text (self->import, CLT_COURSE_CODE);
  g_autofree char *lower = g_ascii_strdown (code, -1);
  const gint64 id = clt_ids_find (self->courses, lower);
  g_autoptr (CltCourse) course = NULL;

  if (*code == '\0')
    {
      clt_import_reject (self->import, CLT_REASON_MISSING_VALUE, CLT_COURSE_CODE, NULL);
      return TRUE;
    }
  course = id == 0 ? clt_course_new () : clt_course_load (self->import->conn, id, error);
  if (course == NULL)
    return FALSE;
  return !read_course (self, course, code) || store_course (self, course, error);
}

gboolean
clt_import_courses (CltImport *import, GError **error)
{
  return clt_training_import_run (import, take_course, add_needs, error);
}

/* ---- sessions ------------------------------------------------------------------------------ */

typedef struct
{
  char *code, *method, *note; /* owned */
  CltDay first, last;
  gint64 seats, online, length;
} Row;

static void
row_clear (Row *row)
{
  g_free (row->code);
  g_free (row->method);
  g_free (row->note);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

/* The day that @rule has for a code that begins with its year: "B=02-01 J=10-01" makes of 2013J the
 * first of October 2013. CLT_DAY_NONE: none. */
static CltDay
find_start (const char *rule, const char *code)
{
  g_auto (GStrv) parts = g_strsplit_set (rule, " ,;", -1);
  const char *ending = code + strspn (code, "0123456789");
  int year = atoi (code), month, mday;

  if (ending - code != 4 || *ending == '\0')
    return CLT_DAY_NONE;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize n = strcspn (parts[i], "=");

      if (parts[i][n] == '=' && strlen (ending) == n &&
          g_ascii_strncasecmp (parts[i], ending, n) == 0 &&
          sscanf (parts[i] + n + 1, "%d-%d", &month, &mday) == 2)
        return clt_day_from_ymd (year, month, mday);
    }
  return CLT_DAY_NONE;
}

static gboolean
read_days (CltTrainingImport *self, Row *row)
{
  g_autofree char *rule = clt_import_dup_text (self->import, CLT_SESSION_STARTS);

  if (!clt_training_import_get_day (self, CLT_SESSION_FIRST, -1, &row->first) ||
      !clt_training_import_get_day (self, CLT_SESSION_LAST, -1, &row->last) ||
      !clt_training_import_get_count (self, CLT_SESSION_LENGTH, &row->length))
    return FALSE;
  if (row->first == CLT_DAY_NONE)
    row->first = find_start (rule, row->code);
  if (row->first == CLT_DAY_NONE)
    {
      clt_import_reject (self->import, CLT_REASON_MISSING_VALUE, CLT_SESSION_FIRST, NULL);
      return FALSE;
    }
  if (row->last == CLT_DAY_NONE)
    row->last = row->first + (CltDay) CLAMP (row->length, 1, 10000) - 1;
  if (row->last < row->first)
    {
      clt_import_reject (self->import, CLT_REASON_BAD_RANGE, CLT_SESSION_LAST, NULL);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_session (CltTrainingImport *self, Row *row)
{
  g_autofree char *method = clt_import_dup_text (self->import, CLT_SESSION_METHOD);
  const char *word = clt_word_method (method);

  row->code = clt_import_dup_text (self->import, CLT_SESSION_CODE);
  row->note = clt_import_dup_prose (self->import, CLT_SESSION_NOTE);
  row->seats = 0;
  row->online = -1;
  if (*row->code == '\0' || (*method != '\0' && word == NULL))
    {
      const gboolean missing = *row->code == '\0';

      clt_import_reject (self->import, missing ? CLT_REASON_MISSING_VALUE : CLT_REASON_BAD_VALUE,
                         missing ? CLT_SESSION_CODE : CLT_SESSION_METHOD, method);
      return FALSE;
    }
  if (!read_days (self, row) ||
      !clt_training_import_get_count (self, CLT_SESSION_SEATS, &row->seats) ||
      !clt_training_import_get_count (self, CLT_SESSION_ONLINE, &row->online))
    return FALSE;
  row->seats = MAX (row->seats, 0);
  row->online = MAX (row->online, -1);
  if (row->seats > 0 && !clt_import_has_field (self->import, CLT_SESSION_ONLINE))
    row->online = 0;
  row->method = g_strdup (word != NULL ? word : row->seats > 0 ? "lecture" : "webinar");
  return TRUE;
}

/* What is over was held: it is history, and its seats are no longer for sale. */
static gboolean
store_session (CltTrainingImport *self, const Row *row, GError **error)
{
  CltConn *conn = self->import->conn;
  g_autofree char *lower = g_ascii_strdown (row->code, -1);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", self->course_id, lower);
  CltTrainingSession *known = g_hash_table_lookup (self->sessions, key);
  CltTrainingSession session = { known == NULL ? clt_conn_new_id (conn, error) : known->id,
                                 row->first, row->last, row->seats };

  if (session.id == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO course_session (id, course_id, code, method, first_day, last_day,"
                     " seats, online_seats, state, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                     " ON CONFLICT (id) DO UPDATE SET method = excluded.method,"
                     " first_day = excluded.first_day, last_day = excluded.last_day,"
                     " seats = excluded.seats, online_seats = excluded.online_seats,"
                     " note = excluded.note WHERE (method, first_day, last_day, seats,"
                     " online_seats, note) IS NOT (excluded.method, excluded.first_day,"
                     " excluded.last_day, excluded.seats, excluded.online_seats, excluded.note)",
                     "iittyyiitt", session.id, self->course_id, row->code, row->method, row->first,
                     row->last, row->seats, row->online,
                     row->last < clt_today () ? "held" : "planned", row->note) ||
      !clt_import_count_stored (self->import, known != NULL, error))
    return FALSE;
  g_hash_table_insert (self->sessions, g_steal_pointer (&key),
                       g_memdup2 (&session, sizeof session));
  return TRUE;
}

static gboolean
take_session (CltTrainingImport *self, GError **error)
{
  g_auto (Row) row = { 0 };
  gboolean accepted;

  if (!clt_training_import_find_course (self, CLT_SESSION_COURSE, &accepted, error))
    return FALSE;
  return !accepted || !read_session (self, &row) || store_session (self, &row, error);
}

gboolean
clt_import_sessions (CltImport *import, GError **error)
{
  return clt_training_import_run (import, take_session, NULL, error);
}
