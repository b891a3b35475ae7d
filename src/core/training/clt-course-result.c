/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-course-result.h"

#include "core/base/clt-i18n.h"
#include "core/rules/clt-rules.h"
#include "core/store/clt-ids.h"

void
clt_course_result_free (CltCourseResult *result)
{
  g_free (result->result);
  g_free (result->certificate);
  g_free (result->client);
  g_free (result->course);
  g_free (result);
}

const char *
clt_course_result_get_label (const char *result)
{
  static const struct
  {
    const char *result;
    const char *label;
  } labels[] = {
    { "distinction", N_ ("Distinction") },
    { "pass", N_ ("Pass") },
    { "fail", N_ ("Fail") },
    { "withdrawn", N_ ("Withdrawn") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].result, result))
      return g_dgettext (GETTEXT_PACKAGE, labels[i].label);
  return result;
}

static gpointer
read_result (CltStmt *stmt)
{
  CltCourseResult *result = g_new0 (CltCourseResult, 1);

  result->id = clt_stmt_get_int (stmt, 0);
  result->client_id = clt_stmt_get_int (stmt, 1);
  result->course_id = clt_stmt_get_int (stmt, 2);
  result->session_id = clt_stmt_get_int (stmt, 3);
  result->result = g_strdup (clt_stmt_get_text (stmt, 4));
  result->day = clt_stmt_get_day (stmt, 5);
  result->expires = clt_stmt_get_day (stmt, 6);
  result->certificate = g_strdup (clt_stmt_get_text (stmt, 7));
  result->client = g_strdup (clt_stmt_get_text (stmt, 8));
  result->course = g_strdup (clt_stmt_get_text (stmt, 9));
  return result;
}

GPtrArray *
clt_course_result_list (CltConn *conn,
                        gint64 client_id,
                        gint64 course_id,
                        gint64 session_id,
                        GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT r.id, r.client_id, r.course_id, coalesce (r.session_id, 0), r.result,"
                    " r.day, r.expires, r.certificate, k.name, c.code || ' ' || c.name"
                    " FROM course_result r JOIN client k ON k.id = r.client_id"
                    " JOIN course c ON c.id = r.course_id WHERE ?1 IN (0, r.client_id)"
                    " AND ?2 IN (0, r.course_id) AND ?3 IN (0, r.session_id)"
                    " ORDER BY r.day DESC, r.id DESC",
                    "iii", client_id, course_id, session_id),
    read_result, (GDestroyNotify) clt_course_result_free, error);
}

/* ---- closing ------------------------------------------------------------------------------- */

/* A1-2026-0007: the next of the course's numbers of that year. */
static char *
dup_certificate (CltConn *conn, const CltCourse *course, CltDay day, GError **error)
{
  int year, month, mday;
  g_autofree char *prefix = NULL;
  gint64 last;

  clt_day_get_ymd (day, &year, &month, &mday);
  prefix = g_strdup_printf ("%s-%d-", course->code, year);
  if (!clt_conn_get_int (conn, &last, 0, error,
                         "SELECT max(CAST(substr(certificate, length(?1) + 1) AS INTEGER))"
                         " FROM course_result WHERE substr(certificate, 1, length(?1)) = ?1",
                         "t", prefix))
    return NULL;
  return g_strdup_printf ("%s%04d", prefix, (int) last + 1);
}

static gboolean
check_repeat (CltConn *conn,
              const CltCourse *course,
              gint64 client_id,
              CltDay day,
              const char *reason,
              GError **error)
{
  gint64 good;
  int notice;

  if (!clt_rules_get_count (conn, "training.expiry_notice", day, &notice, error) ||
      !clt_conn_get_int (conn, &good, 0, error,
                         "SELECT count(*) FROM course_result WHERE client_id = ? AND course_id = ?"
                         " AND result IN ('pass', 'distinction')"
                         " AND (expires IS NULL OR expires > ?)",
                         "iiy", client_id, course->id, day + notice))
    return FALSE;
  return good == 0 || (reason != NULL && *reason != '\0') ||
         clt_store_refuse (error,
                           /* Translators: a course. */
                           _ ("The client has passed “%s” already and the certificate is good: say "
                              "why he passes again. Nothing was changed."),
                           course->name);
}

static gboolean
write_result (CltConn *conn,
              const CltCourse *course,
              gint64 session_id,
              gint64 client_id,
              CltDay day,
              gboolean passed,
              gint64 *id,
              GError **error)
{
  g_autofree char *certificate =
    passed ? dup_certificate (conn, course, day, error) : g_strdup ("");
  CltDay expires = passed && course->validity_months > 0
                     ? clt_day_add_months (day, course->validity_months)
                     : CLT_DAY_NONE;

  if (certificate == NULL || (*id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  return clt_conn_run (conn, error,
                       "INSERT INTO course_result (id, client_id, course_id, session_id, result,"
                       " day, expires, certificate) VALUES (?, ?, ?, nullif (?, 0), ?, ?, ?, ?)",
                       "iiiityyt", *id, client_id, course->id, session_id, passed ? "pass" : "fail",
                       day, expires, certificate);
}

gboolean
clt_course_close (CltConn *conn,
                  gint64 course_id,
                  gint64 session_id,
                  gint64 client_id,
                  CltDay day,
                  const char *reason,
                  gint64 *id,
                  GError **error)
{
  g_autoptr (CltCourse) course = clt_course_load (conn, course_id, error);
  CltStanding standing;
  gint64 made;

  return course != NULL &&
         clt_course_get_standing (conn, course, client_id, session_id, day, &standing, error) &&
         (!standing.fulfilled || check_repeat (conn, course, client_id, day, reason, error)) &&
         write_result (conn, course, session_id, client_id, day, standing.fulfilled,
                       id == NULL ? &made : id, error);
}

/* Before its end nobody has failed who has not passed yet. */
static gboolean
require_over (CltConn *conn, gint64 session_id, CltDay day, GError **error)
{
  g_autofree char *ends = NULL;
  gint64 last;

  if (!clt_conn_get_int (conn, &last, 0, error, "SELECT last_day FROM course_session WHERE id = ?",
                         "i", session_id))
    return FALSE;
  if (last <= day)
    return TRUE;
  ends = clt_day_format ((CltDay) last);
  /* Translators: a day. */
  return clt_store_refuse (error,
                           _ ("The session lasts until %s: its results are given when it is over."
                              " Nothing was changed."),
                           ends);
}

/* Who has failed it before is due again when he has done since what passes it. */
static gboolean
is_due (CltConn *conn,
        const CltCourse *course,
        gint64 session_id,
        gint64 client_id,
        CltDay day,
        gboolean *due,
        GError **error)
{
  CltStanding standing;
  gint64 failed;

  if (!clt_conn_get_int (conn, &failed, 0, error,
                         "SELECT count(*) FROM course_result WHERE client_id = ?"
                         " AND session_id = ?",
                         "ii", client_id, session_id) ||
      !clt_course_get_standing (conn, course, client_id, session_id, day, &standing, error))
    return FALSE;
  *due = failed == 0 || standing.fulfilled;
  return TRUE;
}

int
clt_course_close_session (CltConn *conn, gint64 session_id, CltDay day, GError **error)
{
  g_autoptr (CltCourse) course = NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 course_id;
  int notice, n = 0;

  if (!require_over (conn, session_id, day, error) ||
      !clt_rules_get_count (conn, "training.expiry_notice", day, &notice, error) ||
      !clt_conn_get_int (conn, &course_id, 0, error,
                         "SELECT course_id FROM course_session WHERE id = ?", "i", session_id) ||
      (course = clt_course_load (conn, course_id, error)) == NULL)
    return -1;
  ids = clt_ids_read (
    clt_conn_query (
      conn, error,
      "SELECT e.client_id FROM enrolment e"
      " WHERE e.session_id = ?1 AND e.state = 'enrolled' AND NOT EXISTS (SELECT 1"
      " FROM course_result r WHERE r.client_id = e.client_id AND r.course_id = ?3"
      " AND ((r.session_id = ?1 AND r.result <> 'fail') OR (r.result IN ('pass', 'distinction')"
      " AND (r.expires IS NULL OR r.expires > ?2)))) ORDER BY e.asked, e.id",
      "iyi", session_id, day + notice, course_id),
    error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 client = g_array_index (ids, gint64, i);
      gboolean due;

      if (!is_due (conn, course, session_id, client, day, &due, error) ||
          (due && !clt_course_close (conn, course_id, session_id, client, day, NULL, NULL, error)))
        return -1;
      n += due;
    }
  return ids == NULL ? -1 : n;
}
