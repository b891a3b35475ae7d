/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A class on Wednesday 2026-11-18, whose noon it is, in the window's tab of sessions. */

#include "app/shell/clt-training-page.h"
#include "app/training/clt-session-pane.h"
#include "app/training/clt-session-view.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
#include "core/training/clt-course.h"
#include "core/training/clt-enrolment.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

#define SESSION_DAY 20261118
#define MAX_PEOPLE 100

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *training; /* the place */
  CltUiKeys *keys;
  CltConn *conn; /* beside the window */
  gint64 course, session, meeting;
  int seats;
  guint n_people, n_enrolled;
  gboolean repeated;         /* the same is held again a week later */
  gboolean run_out;          /* the first has not taken up in time the seat that he was offered */
  gint64 people[MAX_PEOPLE]; /* prospects; the first n_enrolled have a seat */
} SessionFixture;

static inline gint64
session_at (int hhmm)
{
  return clt_day_get_instant (clt_day_from_yyyymmdd (SESSION_DAY), hhmm / 100 * 60 + hhmm % 100);
}

/* Of each two the initials differ: abc of 安 … 马 and 伟民 … 雨桐. */
static inline char *
session_dup_name (guint i)
{
  static const char *const surnames[] = {
    "安", "白", "陈", "丁", "方", "高", "何", "贾", "康", "马"
  };
  static const char *const names[] = { "伟民", "建国", "秀英", "海燕", "文博",
                                       "晓东", "志强", "丽娜", "天宇", "雨桐" };

  return g_strconcat (surnames[i % 10], names[i / 10 % 10], NULL);
}

static inline gboolean
session_make_course (CltConn *conn, SessionFixture *fixture, GError **error)
{
  g_autoptr (CltCourseLevel) level = clt_course_level_new ();
  g_autoptr (CltCourse) course = clt_course_new ();

  clt_set_str (&level->code, "T0");
  clt_set_str (&level->name, "Tests");
  if (!clt_course_level_save (conn, level, error))
    return FALSE;
  clt_set_str (&course->code, "T1");
  clt_set_str (&course->name, "Tried");
  clt_set_str (&course->methods, "lecture");
  course->level_id = level->id;
  course->pass = CLT_PASS_QUIZ;
  course->pass_mark = 80;
  course->risk = 1;
  if (!clt_course_save (conn, course, error))
    return FALSE;
  fixture->course = course->id;
  return TRUE;
}

static inline gboolean
session_make (CltConn *conn, gpointer data, GError **error)
{
  SessionFixture *fixture = data;
  g_autoptr (CltSession) session = clt_session_new ();
  g_autoptr (CltMeeting) meeting = clt_meeting_new ();

  if (!session_make_course (conn, fixture, error))
    return FALSE;
  for (guint i = 0; i < fixture->n_people; i++)
    {
      g_autofree char *name = session_dup_name (i);

      fixture->people[i] = clt_client_create (conn, name, NULL, CLT_DAY_NONE, error);
      if (fixture->people[i] == 0)
        return FALSE;
    }
  session->course_id = fixture->course;
  clt_set_str (&session->code, "2026-1");
  session->first_day = session->last_day = clt_today ();
  session->seats = fixture->seats;
  if (!clt_session_save (conn, session, error))
    return FALSE;
  fixture->session = meeting->session_id = session->id;
  meeting->starts = session_at (1600);
  meeting->ends = session_at (1730);
  if (!clt_meeting_save (conn, meeting, error) || !clt_session_publish (conn, session->id, error))
    return FALSE;
  fixture->meeting = meeting->id;
  if (fixture->repeated)
    {
      gint64 next = clt_session_copy (conn, session->id, "2026-2", session->first_day + 7, error);

      if (next == 0 || !clt_session_publish (conn, next, error))
        return FALSE;
    }
  for (guint i = 0; i < fixture->n_enrolled; i++)
    if (!clt_enrol (conn, session->id, fixture->people[i], "room", "staff", NULL, error))
      return FALSE;
  return !fixture->run_out ||
         clt_conn_run (conn, error,
                       "UPDATE enrolment SET state = 'offered', offer_until = ?"
                       " WHERE session_id = ? AND client_id = ?",
                       "iii", clt_now () - 1, session->id, fixture->people[0]);
}

static inline gboolean
session_is_shown (gpointer data)
{
  SessionFixture *fixture = data;
  CltSessionView *view = clt_ui_find (fixture->training, CLT_TYPE_SESSION_VIEW);

  return view != NULL && clt_session_view_get_session (view) == fixture->session;
}

/* After seats, n_people and n_enrolled were set. */
static inline void
session_set_up (SessionFixture *fixture)
{
  const CltActionInfo info = { .name = "session.save", .who = "Wang" };
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, session_at (1200));
  g_autoptr (CltConn) writer = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("CLT_NOW", now, TRUE);
  clt_ui_test_set_up (&fixture->base, NULL);
  writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  clt_action_run (writer, &info, session_make, fixture, NULL, &error);
  g_assert_no_error (error);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "training");
  fixture->training = clt_ui_find (fixture->window, CLT_TYPE_TRAINING_PAGE);
  fixture->keys = clt_ui_keys_new ();
  clt_ui_keys_enter (fixture->keys, fixture->window);
  gtk_widget_activate_action (fixture->training, "session.show", "x", fixture->session);
  clt_ui_wait (session_is_shown, fixture);
}

static inline void
session_tear_down (SessionFixture *fixture, gconstpointer data)
{
  clt_ui_keys_free (fixture->keys);
  clt_ui_test_tear_down (&fixture->base, data);
}

/* ?1 is the session. */
static inline gint64
session_count (SessionFixture *fixture, const char *sql)
{
  gint64 n = -1;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL, sql, "i", fixture->session));
  return n;
}

/* Until all that was begun has been written, read again and shown. */
static inline void
session_settle (SessionFixture *fixture)
{
  for (int i = 0; i < 4; i++)
    clt_ui_wait_for_store (fixture->window);
}
