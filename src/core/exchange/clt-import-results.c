/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-training-store.h"

/* Marks of tests, and how a course ended. */

static gboolean
read_word (CltTrainingImport *self,
           guint field,
           const char *(*find) (const char *),
           const char *fallback,
           const char **word)
{
  g_autofree char *text = clt_import_dup_text (self->import, field);

  *word = *text == '\0' ? fallback : find (text);
  if (*word != NULL)
    return TRUE;
  clt_import_reject (self->import, *text == '\0' ? CLT_REASON_MISSING_VALUE : CLT_REASON_BAD_VALUE,
                     (int) field, text);
  return FALSE;
}

/* The session's last day stands in for one that the row lacks; without both the row is rejected. */
static gboolean
read_day (CltTrainingImport *self, guint field, int offset, CltDay *day)
{
  if (!clt_training_import_get_day (self, field, offset, day))
    return FALSE;
  if (*day == CLT_DAY_NONE)
    *day = self->session.last;
  if (*day == CLT_DAY_NONE)
    clt_import_reject (self->import, CLT_REASON_MISSING_VALUE, (int) field, NULL);
  return *day != CLT_DAY_NONE;
}

/* ---- marks --------------------------------------------------------------------------------- */

typedef struct
{
  const char *kind;
  CltDay day;
  double mark;         /* -1: none */
  gint64 days, trades; /* G_MININT64: none */
  char *note;          /* owned */
} Mark;

/* "86", "86.5": points of 100. */
static gboolean
read_points (CltTrainingImport *self, double *mark)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_MARK_MARK);
  char *end;

  *mark = -1;
  if (*text == '\0' || g_str_equal (text, "-"))
    return TRUE;
  *mark = g_ascii_strtod (text, &end);
  if (*end == '\0' && *mark >= 0 && *mark <= 100)
    return TRUE;
  clt_import_reject (self->import, CLT_REASON_BAD_VALUE, CLT_MARK_MARK, text);
  return FALSE;
}

static gboolean
read_mark (CltTrainingImport *self, Mark *mark)
{
  mark->days = mark->trades = G_MININT64;
  if (!read_points (self, &mark->mark) ||
      !clt_training_import_get_count (self, CLT_MARK_DAYS, &mark->days) ||
      !clt_training_import_get_count (self, CLT_MARK_TRADES, &mark->trades) ||
      !read_word (self, CLT_MARK_KIND, clt_word_test,
                  mark->days != G_MININT64 || mark->trades != G_MININT64 ? "simulation" : "quiz",
                  &mark->kind) ||
      !read_day (self, CLT_MARK_DAY, CLT_MARK_OFFSET, &mark->day))
    return FALSE;
  if (mark->mark >= 0 || mark->days != G_MININT64 || mark->trades != G_MININT64)
    return TRUE;
  clt_import_reject (self->import, CLT_REASON_MISSING_VALUE, CLT_MARK_MARK, NULL);
  return FALSE;
}

static gboolean
store_mark (CltTrainingImport *self, const Mark *mark, GError **error)
{
  CltConn *conn = self->import->conn;
  gint64 id;
  gboolean existed;

  /* a test is known by its person, course, kind and day */
  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM attempt WHERE client_id = ? AND course_id = ?"
                         " AND coalesce (session_id, 0) = ? AND kind = ? AND day = ?"
                         " ORDER BY id LIMIT 1",
                         "iiity", self->client_id, self->course_id, self->session.id, mark->kind,
                         mark->day))
    return FALSE;
  existed = id != 0;
  if (!existed && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  return clt_conn_run (
           conn, error,
           "INSERT INTO attempt (id, client_id, course_id, session_id, kind, day, mark, days,"
           " trades, note) VALUES (?, ?, ?, nullif (?, 0), ?, ?, CASE WHEN ?7 >= 0 THEN ?7 END, ?,"
           " ?, ?) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark, days = excluded.days,"
           " trades = excluded.trades, note = excluded.note WHERE (mark, days, trades, note)"
           " IS NOT (excluded.mark, excluded.days, excluded.trades, excluded.note)",
           "iiiitydmmt", id, self->client_id, self->course_id, self->session.id, mark->kind,
           mark->day, mark->mark, mark->days, mark->trades, mark->note) &&
         clt_import_count_stored (self->import, existed, error);
}

static gboolean
take_mark (CltTrainingImport *self, GError **error)
{
  Mark mark = { 0 };
  gboolean accepted, done;

  if (!clt_training_import_find_people (self, FALSE, &accepted, error))
    return FALSE;
  if (!accepted || !read_mark (self, &mark))
    return TRUE;
  mark.note = clt_import_dup_prose (self->import, CLT_MARK_NOTE);
  done = clt_training_import_find_student (self, &accepted, error) &&
         (!accepted || store_mark (self, &mark, error));
  g_free (mark.note);
  return done;
}

gboolean
clt_import_marks (CltImport *import, GError **error)
{
  return clt_training_import_run (import, take_mark, NULL, error);
}

/* ---- results ------------------------------------------------------------------------------- */

typedef struct
{
  const char *result;
  CltDay day, expires;
  char *certificate; /* owned */
} Result;

static gboolean
is_passed (const Result *result)
{
  return g_str_equal (result->result, "pass") || g_str_equal (result->result, "distinction");
}

static gboolean
read_result (CltTrainingImport *self, Result *result, GError **error)
{
  gint64 months;

  if (!read_word (self, CLT_RESULT_RESULT, clt_word_result, NULL, &result->result) ||
      !read_day (self, CLT_RESULT_DAY, -1, &result->day) ||
      !clt_training_import_get_day (self, CLT_RESULT_EXPIRES, -1, &result->expires))
    return FALSE;
  if (result->expires != CLT_DAY_NONE || !is_passed (result))
    return TRUE;
  if (!clt_conn_get_int (self->import->conn, &months, 0, error,
                         "SELECT validity_months FROM course WHERE id = ?", "i", self->course_id))
    return FALSE;
  if (months > 0)
    result->expires = clt_day_add_months (result->day, (int) months);
  return TRUE;
}

static gboolean
store_result (CltTrainingImport *self, const Result *result, GError **error)
{
  CltConn *conn = self->import->conn;
  gint64 id;
  gboolean existed;

  /* without a session it is known by its day */
  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM course_result WHERE client_id = ?1 AND course_id = ?2"
                         " AND coalesce (session_id, 0) = ?3 AND (?3 <> 0 OR day = ?4)"
                         " ORDER BY id LIMIT 1",
                         "iiiy", self->client_id, self->course_id, self->session.id, result->day))
    return FALSE;
  existed = id != 0;
  if (!existed && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  return clt_conn_run (
           conn, error,
           "INSERT INTO course_result (id, client_id, course_id, session_id, result, day, expires,"
           " certificate) VALUES (?, ?, ?, nullif (?, 0), ?, ?, ?, ?)"
           " ON CONFLICT (id) DO UPDATE SET result = excluded.result, day = excluded.day,"
           " expires = excluded.expires, certificate = excluded.certificate"
           " WHERE (result, day, expires, certificate) IS NOT (excluded.result, excluded.day,"
           " excluded.expires, excluded.certificate)",
           "iiiityyt", id, self->client_id, self->course_id, self->session.id, result->result,
           result->day, result->expires, result->certificate) &&
         clt_import_count_stored (self->import, existed, error);
}

static gboolean
take_result (CltTrainingImport *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  Result result = { 0 };
  gboolean accepted, done;

  if (!clt_training_import_find_people (self, FALSE, &accepted, error))
    return FALSE;
  if (!accepted)
    return TRUE;
  if (!read_result (self, &result, &local))
    {
      if (local == NULL)
        return TRUE; /* rejected */
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  result.certificate = clt_import_dup_text (self->import, CLT_RESULT_CERTIFICATE);
  done = clt_training_import_find_student (self, &accepted, error) &&
         (!accepted || store_result (self, &result, error));
  g_free (result.certificate);
  return done;
}

gboolean
clt_import_results (CltImport *import, GError **error)
{
  return clt_training_import_run (import, take_result, NULL, error);
}
