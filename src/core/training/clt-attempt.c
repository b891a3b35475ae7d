/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-course-result.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/rules/clt-rules.h"

CltAttempt *
clt_attempt_new (void)
{
  CltAttempt *attempt = g_new0 (CltAttempt, 1);

  attempt->kind = g_strdup ("quiz");
  attempt->note = g_strdup ("");
  attempt->mark = NAN;
  attempt->days = attempt->trades = -1;
  return attempt;
}

void
clt_attempt_free (CltAttempt *attempt)
{
  g_free (attempt->kind);
  g_free (attempt->note);
  g_free (attempt);
}

static gpointer
read_attempt (CltStmt *stmt)
{
  CltAttempt *attempt = g_new0 (CltAttempt, 1);

  attempt->client_id = clt_stmt_get_int (stmt, 9);
  attempt->id = clt_stmt_get_int (stmt, 0);
  attempt->course_id = clt_stmt_get_int (stmt, 1);
  attempt->session_id = clt_stmt_get_int (stmt, 2);
  attempt->kind = g_strdup (clt_stmt_get_text (stmt, 3));
  attempt->day = clt_stmt_get_day (stmt, 4);
  attempt->mark = clt_stmt_is_null (stmt, 5) ? NAN : clt_stmt_get_double (stmt, 5);
  attempt->days = (int) clt_stmt_get_int (stmt, 6);
  attempt->trades = (int) clt_stmt_get_int (stmt, 7);
  attempt->note = g_strdup (clt_stmt_get_text (stmt, 8));
  return attempt;
}

GPtrArray *
clt_attempt_list (CltConn *conn, gint64 client_id, gint64 course_id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT id, course_id, coalesce (session_id, 0), kind, day, mark,"
                    " coalesce (days, -1), coalesce (trades, -1), note, client_id FROM attempt"
                    " WHERE client_id = ?1 AND ?2 IN (0, course_id) ORDER BY day, id",
                    "ii", client_id, course_id),
    read_attempt, (GDestroyNotify) clt_attempt_free, error);
}

static gboolean
check_attempt (CltConn *conn, const CltAttempt *attempt, GError **error)
{
  static const char *const kinds[] = { "before", "quiz",   "exam", "simulation",
                                       "case",   "review", NULL };
  g_autoptr (CltCourse) course = clt_course_load (conn, attempt->course_id, error);
  gint64 made;

  if (course == NULL)
    return FALSE;
  if (!g_strv_contains (kinds, attempt->kind))
    return clt_store_refuse (error, _ ("“%s” is no kind of test. Nothing was changed."),
                             attempt->kind);
  if (isnan (attempt->mark) && attempt->days < 0 && attempt->trades < 0)
    return clt_store_refuse (error, "%s",
                             _ ("A test has a mark, or days and trades. Nothing was changed."));
  if (!isnan (attempt->mark) && (attempt->mark < 0 || attempt->mark > 100))
    return clt_store_refuse (error, "%s",
                             _ ("A mark lies between 0 and 100 points. Nothing was changed."));
  if (course->attempts == 0 || g_str_equal (attempt->kind, "before"))
    return TRUE;
  if (!clt_conn_get_int (conn, &made, 0, error,
                         "SELECT count(*) FROM attempt WHERE client_id = ? AND course_id = ?"
                         " AND kind <> 'before'",
                         "ii", attempt->client_id, attempt->course_id))
    return FALSE;
  return made < course->attempts ||
         clt_store_refuse (error,
                           /* Translators: a course; a number of attempts. */
                           _ ("“%s” may be tried %d times, and all of them are used up. "
                              "Nothing was changed."),
                           course->name, course->attempts);
}

gboolean
clt_attempt_add (CltConn *conn, CltAttempt *attempt, GError **error)
{
  gint64 id;

  if (!check_attempt (conn, attempt, error) || (id = clt_conn_new_id (conn, error)) == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO attempt (id, client_id, course_id, session_id, kind, day, mark,"
                     " days, trades, note) VALUES (?1, ?2, ?3, nullif (?4, 0), ?5, ?6,"
                     " CASE WHEN ?7 >= 0 THEN ?7 END, CASE WHEN ?8 >= 0 THEN ?8 END,"
                     " CASE WHEN ?9 >= 0 THEN ?9 END, ?10)",
                     "iiiitydiit", id, attempt->client_id, attempt->course_id, attempt->session_id,
                     attempt->kind, attempt->day, isnan (attempt->mark) ? -1.0 : attempt->mark,
                     (gint64) attempt->days, (gint64) attempt->trades, attempt->note))
    return FALSE;
  attempt->id = id;
  return TRUE;
}

/* ---- how far ------------------------------------------------------------------------------- */

static void
take_attempt (CltStanding *standing, const CltCourse *course, const CltAttempt *attempt)
{
  if (g_str_equal (attempt->kind, "before"))
    {
      standing->before = fmax (standing->before, attempt->mark);
      return;
    }
  standing->attempts++;
  standing->best = fmax (standing->best, attempt->mark);
  if (attempt->days < 0 && attempt->trades < 0)
    return;
  /* days and trades of one and the same simulation */
  if (attempt->days >= course->sim_days && attempt->trades >= course->sim_trades)
    standing->fulfilled |= course->pass == CLT_PASS_SIMULATION;
  if (attempt->trades >= standing->trades)
    {
      standing->days = MAX (attempt->days, 0);
      standing->trades = MAX (attempt->trades, 0);
    }
}

static gboolean
count_meetings (CltConn *conn,
                gint64 session_id,
                gint64 client_id,
                CltStanding *standing,
                GError **error)
{
  gint64 meetings, attended;

  if (!clt_conn_get_int (conn, &meetings, 0, error,
                         "SELECT count(*) FROM meeting WHERE session_id = ?"
                         " AND state <> 'cancelled'",
                         "i", session_id) ||
      !clt_conn_get_int (conn, &attended, 0, error,
                         "SELECT count(*) FROM attendance a JOIN meeting m ON m.id = a.meeting_id"
                         " WHERE m.session_id = ? AND m.state <> 'cancelled' AND a.client_id = ?"
                         " AND a.mark IN ('P', 'L')",
                         "ii", session_id, client_id))
    return FALSE;
  standing->meetings = (int) meetings;
  standing->attended = (int) attended;
  return TRUE;
}

gboolean
clt_course_get_standing (CltConn *conn,
                         const CltCourse *course,
                         gint64 client_id,
                         gint64 session_id,
                         CltDay day,
                         CltStanding *standing,
                         GError **error)
{
  g_autoptr (GPtrArray) attempts = clt_attempt_list (conn, client_id, course->id, error);
  gint64 share;

  *standing = (CltStanding){ .before = NAN, .best = NAN };
  if (attempts == NULL || !count_meetings (conn, session_id, client_id, standing, error) ||
      !clt_rules_get_ppm (conn, "training.attendance", day, &share, error))
    return FALSE;
  for (guint i = 0; i < attempts->len; i++)
    {
      const CltAttempt *attempt = attempts->pdata[i];

      if (attempt->day <= day)
        take_attempt (standing, course, attempt);
    }
  standing->gain = standing->best - standing->before;
  if (course->pass == CLT_PASS_ATTEND)
    standing->fulfilled = standing->meetings > 0 && (gint64) standing->attended * 1000000 >=
                                                      share * (gint64) standing->meetings;
  else if (course->pass != CLT_PASS_SIMULATION)
    standing->fulfilled = standing->best >= course->pass_mark;
  return TRUE;
}
