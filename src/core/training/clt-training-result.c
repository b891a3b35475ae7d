/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-training-result.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-interval.h"
#include "core/base/clt-text.h"
#include "core/training/clt-enrolment.h"

static const char *const results[] = { "distinction", "pass", "fail", "withdrawn" };

const char *
clt_tally_figure_get_label (CltTallyFigure figure)
{
  static const char *const labels[CLT_N_TALLIES] = {
    NC_ ("tally", "Registered"),  NC_ ("tally", "Cancelled"),    NC_ ("tally", "Came"),
    NC_ ("tally", "Distinction"), NC_ ("tally", "Pass"),         NC_ ("tally", "Fail"),
    NC_ ("tally", "Withdrawn"),   NC_ ("tally", "Tested twice"), NC_ ("tally", "Not registered"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "tally", labels[figure]);
}

static void
tally_free (gpointer data)
{
  CltTally *tally = data;

  g_free (tally->code);
  g_free (tally->name);
  g_free (tally->session);
  g_free (tally);
}

/* ---- the lines ----------------------------------------------------------------------------- */

typedef struct
{
  CltConn *conn;
  GPtrArray *lines;    /* owned */
  GHashTable *courses; /* id -> line; borrowed keys */
  GHashTable *sessions;
  CltTally *total;
} Scan;

static void
scan_clear (Scan *scan)
{
  g_clear_pointer (&scan->lines, g_ptr_array_unref);
  g_clear_pointer (&scan->courses, g_hash_table_unref);
  g_clear_pointer (&scan->sessions, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

static CltTally *
add_line (Scan *scan, guint at, gint64 course, gint64 session, const char *code, const char *name)
{
  CltTally *tally = g_new0 (CltTally, 1);

  tally->course_id = course;
  tally->session_id = session;
  tally->code = g_strdup (code);
  tally->name = g_strdup (name);
  tally->session = g_strdup ("");
  tally->first = tally->last = CLT_DAY_NONE;
  g_ptr_array_insert (scan->lines, (int) at, tally);
  return tally;
}

static gboolean
read_sessions (Scan *scan, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    scan->conn, error,
    "SELECT c.id, c.code, c.name, s.id, s.code, s.first_day, s.last_day FROM course c"
    " JOIN course_level l ON l.id = c.level_id LEFT JOIN course_session s ON s.course_id = c.id"
    " WHERE s.id IS NOT NULL OR EXISTS (SELECT 1 FROM course_result r WHERE r.course_id = c.id)"
    " ORDER BY l.position, l.id, c.position, c.id, s.first_day, s.code",
    "");
  CltStep step = CLT_STEP_ERROR;
  CltTally *course = NULL;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0);
      const char *code = clt_stmt_get_text (stmt, 1), *name = clt_stmt_get_text (stmt, 2);
      CltTally *session;

      if (course == NULL || course->course_id != id)
        {
          course = add_line (scan, scan->lines->len, id, CLT_TALLY_ALL, code, name);
          g_hash_table_insert (scan->courses, &course->course_id, course);
        }
      if (clt_stmt_is_null (stmt, 3))
        continue;
      session = add_line (scan, scan->lines->len, id, clt_stmt_get_int (stmt, 3), code, name);
      clt_set_str (&session->session, clt_stmt_get_text (stmt, 4));
      session->first = clt_stmt_get_day (stmt, 5);
      session->last = clt_stmt_get_day (stmt, 6);
      g_hash_table_insert (scan->sessions, &session->session_id, session);
    }
  return step == CLT_STEP_DONE;
}

/* Of what was learnt outside sessions: below those of the course. */
static CltTally *
get_elsewhere (Scan *scan, CltTally *course)
{
  guint at;

  if (!g_ptr_array_find (scan->lines, course, &at))
    return NULL;
  for (at++; at < scan->lines->len; at++)
    {
      CltTally *line = scan->lines->pdata[at];

      if (line->course_id != course->course_id)
        break;
      if (line->session_id == CLT_TALLY_ELSEWHERE)
        return line;
    }
  return add_line (scan, at, course->course_id, CLT_TALLY_ELSEWHERE, course->code, course->name);
}

/* The lines that a figure of @session_id (0: of none) counts in; FALSE: none. */
static gboolean
find_lines (Scan *scan, gint64 course_id, gint64 session_id, CltTally *lines[3])
{
  CltTally *session = g_hash_table_lookup (scan->sessions, &session_id);

  if (session != NULL)
    course_id = session->course_id;
  lines[0] = scan->total;
  lines[1] = g_hash_table_lookup (scan->courses, &course_id);
  if (lines[1] == NULL)
    return FALSE;
  lines[2] = session != NULL ? session : get_elsewhere (scan, lines[1]);
  return lines[2] != NULL;
}

/* ---- the figures --------------------------------------------------------------------------- */

/* Each row: course, session, up to three numbers, and sums that @take adds to a line. */
typedef void (*TakeFunc) (CltTally *line, CltStmt *stmt);

static gboolean
read_figures (Scan *scan, const char *sql, TakeFunc take, GError **error)
{
  CltStmt *stmt = clt_conn_query (scan->conn, error, sql, "");
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltTally *lines[3];

      if (!find_lines (scan, clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1), lines))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
        take (lines[i], stmt);
    }
  return step == CLT_STEP_DONE;
}

static void
take_enrolments (CltTally *line, CltStmt *stmt)
{
  line->n[CLT_TALLY_REGISTERED] += (int) clt_stmt_get_int (stmt, 2);
  line->n[CLT_TALLY_CANCELLED] += (int) clt_stmt_get_int (stmt, 3);
}

static void
take_roll (CltTally *line, CltStmt *stmt)
{
  line->called += (int) clt_stmt_get_int (stmt, 2);
  line->present += (int) clt_stmt_get_int (stmt, 3);
  line->n[CLT_TALLY_CAME] += (int) clt_stmt_get_int (stmt, 4);
}

static void
take_results (CltTally *line, CltStmt *stmt)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    line->n[CLT_TALLY_DISTINCTION + i] += (int) clt_stmt_get_int (stmt, 2 + (int) i);
}

static void
take_unregistered (CltTally *line, CltStmt *stmt)
{
  line->n[CLT_TALLY_UNREGISTERED] += (int) clt_stmt_get_int (stmt, 2);
}

static void
take_gains (CltTally *line, CltStmt *stmt)
{
  line->n[CLT_TALLY_GAIN] += (int) clt_stmt_get_int (stmt, 2);
  line->gains += clt_stmt_get_double (stmt, 3);
  line->squares += clt_stmt_get_double (stmt, 4);
}

#define REGISTERED "e.state IN ('enrolled', 'waiting', 'offered', 'cancelled')"
/* Results that a course book or an import knows of, or of who was only there. */
#define UNREGISTERED                                                                               \
  "NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.session_id = r.session_id"                        \
  " AND e.client_id = r.client_id AND " REGISTERED ")"
#define COUNT_RESULT(result) "sum(result = '" result "')"
/* Of each client in a session (or outside): what the tests gained. */
#define GAINS                                                                                      \
  "(SELECT course_id, coalesce(session_id, 0) AS session_id, client_id,"                           \
  " max(CASE WHEN kind <> 'before' THEN mark END) - max(CASE WHEN kind = 'before' THEN mark END)"  \
  " AS gain FROM attempt GROUP BY 1, 2, 3)"

GPtrArray *
clt_tally_load (CltConn *conn, GError **error)
{
  g_auto (Scan) scan = { .conn = conn };

  scan.lines = g_ptr_array_new_with_free_func (tally_free);
  scan.courses = g_hash_table_new (g_int64_hash, g_int64_equal);
  scan.sessions = g_hash_table_new (g_int64_hash, g_int64_equal);
  scan.total = add_line (&scan, 0, 0, CLT_TALLY_ALL, "", "");
  if (
    !read_sessions (&scan, error) ||
    !read_figures (&scan,
                   "SELECT 0, e.session_id, sum(" REGISTERED "), sum(e.state = 'cancelled')"
                   " FROM enrolment e GROUP BY e.session_id",
                   take_enrolments, error) ||
    !read_figures (&scan,
                   "SELECT 0, session_id, sum(n), sum(present), sum(present > 0) FROM"
                   " (SELECT m.session_id, a.client_id, count(*) AS n,"
                   " sum(a.mark IN ('P', 'L')) AS present FROM attendance a"
                   " JOIN meeting m ON m.id = a.meeting_id GROUP BY 1, 2) GROUP BY session_id",
                   take_roll, error) ||
    !read_figures (
      &scan,
      "SELECT course_id, coalesce(session_id, 0), " COUNT_RESULT ("distinction") ", " COUNT_RESULT (
        "pass") ", " COUNT_RESULT ("fail") ", " COUNT_RESULT ("withdrawn") " FROM course_result "
                                                                           "GROUP BY 1, 2",
      take_results, error) ||
    !read_figures (&scan,
                   "SELECT r.course_id, coalesce(r.session_id, 0), count(*) FROM course_result r"
                   " WHERE " UNREGISTERED " GROUP BY 1, 2",
                   take_unregistered, error) ||
    !read_figures (&scan,
                   "SELECT course_id, session_id, count(gain), total(gain), total(gain * gain)"
                   " FROM " GAINS " GROUP BY 1, 2",
                   take_gains, error))
    return NULL;
  for (guint i = 0; i < scan.lines->len; i++)
    {
      CltTally *line = scan.lines->pdata[i];

      clt_mean_interval (line->n[CLT_TALLY_GAIN], line->gains, line->squares, &line->gain,
                         &line->low, &line->high);
    }
  return g_steal_pointer (&scan.lines);
}

/* ---- words --------------------------------------------------------------------------------- */

char *
clt_tally_format_attendance (const CltTally *tally)
{
  return tally->called == 0 ? g_strdup ("–")
                            : clt_percent_format ((double) tally->present / tally->called, 1);
}

char *
clt_tally_format_completion (const CltTally *tally)
{
  const int passed = tally->n[CLT_TALLY_DISTINCTION] + tally->n[CLT_TALLY_PASS];
  const int ended = passed + tally->n[CLT_TALLY_FAIL] + tally->n[CLT_TALLY_WITHDRAWN];

  return ended == 0 ? g_strdup ("–") : clt_percent_format ((double) passed / ended, 1);
}

char *
clt_tally_format_gain (const CltTally *tally)
{
  if (tally->n[CLT_TALLY_GAIN] == 0)
    return g_strdup ("–");
  if (isnan (tally->low))
    return g_strdup_printf ("%+.1f", tally->gain);
  return g_strdup_printf ("%+.1f (%.1f–%.1f)", tally->gain, tally->low, tally->high);
}

/* ---- who ----------------------------------------------------------------------------------- */

/* Members of a figure: client, course, session (0: none), result (0: not asked). */
static char *
dup_members_sql (CltTallyFigure figure)
{
#define OF_ENROLMENTS(condition)                                                                   \
  "SELECT e.client_id, s.course_id, e.session_id, 0 AS result_id FROM enrolment e"                 \
  " JOIN course_session s ON s.id = e.session_id WHERE " condition
  switch (figure)
    {
    case CLT_TALLY_REGISTERED:
      return g_strdup (OF_ENROLMENTS (REGISTERED));
    case CLT_TALLY_CANCELLED:
      return g_strdup (OF_ENROLMENTS ("e.state = 'cancelled'"));
    case CLT_TALLY_CAME:
      return g_strdup ("SELECT DISTINCT a.client_id, s.course_id, m.session_id, 0 AS result_id"
                       " FROM attendance a JOIN meeting m ON m.id = a.meeting_id"
                       " JOIN course_session s ON s.id = m.session_id WHERE a.mark IN ('P', 'L')");
    case CLT_TALLY_GAIN:
      return g_strdup ("SELECT client_id, course_id, session_id, 0 AS result_id FROM " GAINS
                       " WHERE gain IS NOT NULL");
    case CLT_TALLY_UNREGISTERED:
      return g_strdup ("SELECT r.client_id, r.course_id, coalesce(r.session_id, 0) AS session_id,"
                       " r.id AS result_id FROM course_result r WHERE " UNREGISTERED);
    case CLT_TALLY_DISTINCTION:
    case CLT_TALLY_PASS:
    case CLT_TALLY_FAIL:
    case CLT_TALLY_WITHDRAWN:
    case CLT_N_TALLIES:
    default:
      return g_strdup_printf ("SELECT client_id, course_id, coalesce(session_id, 0) AS session_id,"
                              " id AS result_id FROM course_result WHERE result = '%s'",
                              results[figure - CLT_TALLY_DISTINCTION]);
    }
}

GArray *
clt_tally_list_members (CltConn *conn, const CltTallyQuestion *question, GError **error)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (CltTallyMember));
  g_autofree char *of_figure = dup_members_sql (question->figure);
  g_autofree char *sql =
    g_strdup_printf ("SELECT x.client_id, x.course_id, x.session_id, x.result_id FROM (%s) x"
                     " LEFT JOIN search_key k ON k.client_id = x.client_id"
                     " LEFT JOIN course_session t ON t.id = x.session_id"
                     " WHERE ?1 IN (0, x.course_id) AND (?2 = 0 OR x.session_id = max(?2, 0))"
                     " ORDER BY x.course_id, t.first_day, x.session_id, k.sort, x.client_id",
                     of_figure);
  CltStmt *stmt =
    clt_conn_query (conn, error, sql, "ii", question->course_id, question->session_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltTallyMember member = { clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1),
                                      clt_stmt_get_int (stmt, 2), clt_stmt_get_int (stmt, 3) };

      g_array_append_val (members, member);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&members) : NULL;
}

void
clt_tally_row_clear (CltTallyRow *row)
{
  g_clear_pointer (&row->name, g_free);
  g_clear_pointer (&row->number, g_free);
  g_clear_pointer (&row->session, g_free);
  g_clear_pointer (&row->certificate, g_free);
}

/* ?1 client, ?2 course, ?3 session (0: none), ?4 result (0: the newest one) */
static const char row_sql[] =
  "SELECT c.name, coalesce ((SELECT a.number FROM account a WHERE a.client_id = c.id"
  " ORDER BY a.id LIMIT 1), (SELECT x.value FROM client_extra x WHERE x.client_id = c.id"
  " ORDER BY x.field LIMIT 1), ''), o.code || coalesce('/' || s.code, ''),"
  " coalesce(e.state, ''), coalesce(r.result, ''), coalesce(r.certificate, ''),"
  " (SELECT count(*) FROM attendance a JOIN meeting m ON m.id = a.meeting_id"
  " WHERE a.client_id = c.id AND m.session_id = ?3),"
  " (SELECT count(*) FROM attendance a JOIN meeting m ON m.id = a.meeting_id"
  " WHERE a.client_id = c.id AND m.session_id = ?3 AND a.mark IN ('P', 'L')),"
  " (SELECT max(CASE WHEN p.kind <> 'before' THEN p.mark END)"
  " - max(CASE WHEN p.kind = 'before' THEN p.mark END) FROM attempt p WHERE p.client_id = c.id"
  " AND p.course_id = ?2 AND coalesce(p.session_id, 0) = ?3)"
  " FROM client c JOIN course o ON o.id = ?2 LEFT JOIN course_session s ON s.id = ?3"
  " LEFT JOIN enrolment e ON e.session_id = ?3 AND e.client_id = c.id"
  " LEFT JOIN course_result r ON r.id = coalesce(nullif(?4, 0), (SELECT q.id FROM course_result q"
  " WHERE q.client_id = c.id AND q.course_id = ?2 AND coalesce(q.session_id, 0) = ?3"
  " ORDER BY q.day DESC, q.id DESC LIMIT 1)) WHERE c.id = ?1";

gboolean
clt_tally_row_load (CltConn *conn, const CltTallyMember *member, CltTallyRow *row, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, row_sql, "iiii", member->client_id,
                                  member->course_id, member->session_id, member->result_id);
  const char *state, *result;

  *row = (CltTallyRow){ .state = "", .result = "", .gain = NAN };
  if (stmt == NULL || clt_stmt_step (stmt, error) == CLT_STEP_ERROR)
    return FALSE;
  row->name = g_strdup (clt_stmt_get_text (stmt, 0));
  row->number = g_strdup (clt_stmt_get_text (stmt, 1));
  row->session = g_strdup (clt_stmt_get_text (stmt, 2));
  state = clt_stmt_get_text (stmt, 3);
  result = clt_stmt_get_text (stmt, 4);
  row->state = *state == '\0' ? "" : g_intern_string (clt_enrolment_state_get_label (state));
  row->result = *result == '\0' ? "" : g_intern_string (clt_course_result_get_label (result));
  row->certificate = g_strdup (clt_stmt_get_text (stmt, 5));
  row->called = (int) clt_stmt_get_int (stmt, 6);
  row->present = (int) clt_stmt_get_int (stmt, 7);
  if (!clt_stmt_is_null (stmt, 8))
    row->gain = clt_stmt_get_double (stmt, 8);
  clt_stmt_reset (stmt);
  return TRUE;
}
