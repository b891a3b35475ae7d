/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-feedback.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-interval.h"
#include "core/base/clt-text.h"

#define BEST 5
#define SATISFIED 4

CltFeedback *
clt_feedback_new (void)
{
  CltFeedback *feedback = g_new0 (CltFeedback, 1);

  feedback->day = clt_today ();
  feedback->comment = g_strdup ("");
  feedback->name = g_strdup ("");
  return feedback;
}

void
clt_feedback_free (CltFeedback *feedback)
{
  g_free (feedback->comment);
  g_free (feedback->name);
  g_free (feedback);
}

static gpointer
read_feedback (CltStmt *stmt)
{
  CltFeedback *feedback = g_new0 (CltFeedback, 1);

  feedback->id = clt_stmt_get_int (stmt, 0);
  feedback->session_id = clt_stmt_get_int (stmt, 1);
  feedback->client_id = clt_stmt_get_int (stmt, 2);
  feedback->day = clt_stmt_get_day (stmt, 3);
  feedback->lecturer = (int) clt_stmt_get_int (stmt, 4);
  feedback->topic = (int) clt_stmt_get_int (stmt, 5);
  feedback->usefulness = (int) clt_stmt_get_int (stmt, 6);
  feedback->comment = g_strdup (clt_stmt_get_text (stmt, 7));
  feedback->name = g_strdup (clt_stmt_get_text (stmt, 8));
  return feedback;
}

GPtrArray *
clt_feedback_list (CltConn *conn, gint64 session_id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT f.id, f.session_id, f.client_id, f.day, f.lecturer, f.topic,"
                    " f.usefulness, f.comment, coalesce(c.name, '') FROM "
                    "session_feedback f"
                    " LEFT JOIN client c ON c.id = f.client_id WHERE f.session_id = ?"
                    " ORDER BY f.day, f.id",
                    "i", session_id),
    read_feedback, (GDestroyNotify) clt_feedback_free, error);
}

static gboolean
is_answer (int value)
{
  return value >= 0 && value <= BEST;
}

static gboolean
check (CltConn *conn, const CltFeedback *feedback, GError **error)
{
  gint64 others;

  if (!is_answer (feedback->lecturer) || !is_answer (feedback->topic) ||
      !is_answer (feedback->usefulness))
    return clt_store_refuse (error, _ ("An answer is 1 to 5; nothing was changed."));
  if (feedback->lecturer == 0 && feedback->topic == 0 && feedback->usefulness == 0 &&
      *feedback->comment == '\0')
    return clt_store_refuse (error, _ ("This form says nothing; nothing was changed."));
  if (!clt_conn_get_int (conn, &others, 0, error,
                         "SELECT count(*) FROM session_feedback WHERE session_id = ?"
                         " AND client_id = ? AND id <> ?",
                         "iii", feedback->session_id, feedback->client_id, feedback->id))
    return FALSE;
  return others == 0 || clt_store_refuse (error, _ ("This client has filled in a form already;"
                                                    " nothing was changed."));
}

gboolean
clt_feedback_save (CltConn *conn, CltFeedback *feedback, GError **error)
{
  g_autofree char *comment = clt_text_clean (feedback->comment, -1);
  gint64 id = feedback->id;

  clt_set_str (&feedback->comment, comment);
  if (!check (conn, feedback, error) || (id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO session_feedback (id, session_id, client_id, day, "
                     "lecturer,"
                     " topic, usefulness, comment) VALUES (?, ?, nullif(?, 0), ?, "
                     "nullif(?, 0),"
                     " nullif(?, 0), nullif(?, 0), ?) ON CONFLICT (id) DO UPDATE SET"
                     " day = excluded.day, lecturer = excluded.lecturer, topic = "
                     "excluded.topic,"
                     " usefulness = excluded.usefulness, comment = excluded.comment",
                     "iiiiiiit", id, feedback->session_id, feedback->client_id,
                     (gint64) feedback->day, (gint64) feedback->lecturer, (gint64) feedback->topic,
                     (gint64) feedback->usefulness, comment))
    return FALSE;
  feedback->id = id;
  return TRUE;
}

/* ---- results --------------------------------------------------------------------------------- */

/* @column: its count; the sum and the sum of squares follow. */
static void
read_rating (CltStmt *stmt, int column, CltRating *rating)
{
  rating->n = (int) clt_stmt_get_int (stmt, column);
  clt_mean_interval (rating->n, clt_stmt_get_double (stmt, column + 1),
                     clt_stmt_get_double (stmt, column + 2), &rating->mean, &rating->low,
                     &rating->high);
  if (rating->n >= 2)
    {
      rating->low = MAX (rating->low, 1);
      rating->high = MIN (rating->high, BEST);
    }
}

#define SUMS(column) "count(" column "), total(" column "), total(" column " * " column ")"

gboolean
clt_feedback_get_result (CltConn *conn,
                         gint64 session_id,
                         gint64 lecturer_id,
                         gint64 course_id,
                         CltFeedbackResult *result,
                         GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT count(*), count(*) FILTER (WHERE f.usefulness >= "
                                  "?4), " SUMS ("f.lecturer") ", " SUMS ("f.topic") ", " SUMS (
                                    "f.usefulness") " FROM session_feedback f JOIN "
                                                    "course_session s"
                                                    " ON s.id = f.session_id WHERE ?1 IN "
                                                    "(0, s.id)"
                                                    " AND ?2 IN (0, s.lecturer_id)"
                                                    " AND ?3 IN (0, s.course_id)",
                                  "iiii", session_id, lecturer_id, course_id, (gint64) SATISFIED);

  *result = (CltFeedbackResult){ .share = NAN };
  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  result->forms = (int) clt_stmt_get_int (stmt, 0);
  result->satisfied = (int) clt_stmt_get_int (stmt, 1);
  read_rating (stmt, 2, &result->lecturer);
  read_rating (stmt, 5, &result->topic);
  read_rating (stmt, 8, &result->usefulness);
  clt_stmt_reset (stmt);
  if (result->usefulness.n > 0)
    result->share = (double) result->satisfied / result->usefulness.n;
  clt_wilson (result->satisfied, result->usefulness.n, &result->share_low, &result->share_high);
  return TRUE;
}

char *
clt_rating_format (const CltRating *rating)
{
  if (rating->n == 0)
    return g_strdup ("–");
  if (rating->n < CLT_RATING_LEAST)
    return g_strdup_printf ("%.1f (n = %d)", rating->mean, rating->n);
  return g_strdup_printf ("%.1f (%.1f–%.1f, n = %d)", rating->mean, rating->low, rating->high,
                          rating->n);
}
