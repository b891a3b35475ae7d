/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A branch on Wednesday 2026-11-18 at noon with two courses, of which the second needs the first, a
 * room for three, a lecturer, and clients who may do anything. */

#include <string.h>

#include "../catalogue/service-fixture.h"
#include "core/base/clt-text.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"
#include "core/training/clt-session.h"

#define TODAY 20261118
#define N_CLIENTS 6

typedef struct
{
  Branch branch;
  gint64 basics, advanced; /* courses */
  gint64 room, lecturer;
  gint64 clients[N_CLIENTS];
} Training;

/* @code inside an action that has to succeed. */
#define training_change(training, code)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) change_error = NULL;                                                        \
    GError **error = &change_error;                                                                \
    gboolean done;                                                                                 \
    branch_begin (&(training)->branch);                                                            \
    done = (code);                                                                                 \
    g_assert_no_error (change_error);                                                              \
    g_assert_true (done);                                                                          \
    branch_commit (&(training)->branch);                                                           \
  }                                                                                                \
  G_STMT_END

/* @code inside an action that is refused. Its words hold @words. */
#define training_refused(training, code, words)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) change_error = NULL;                                                        \
    GError **error = &change_error;                                                                \
    branch_begin (&(training)->branch);                                                            \
    g_assert_false (code);                                                                         \
    clt_action_rollback ((training)->branch.conn);                                                 \
    g_assert_error (change_error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);                       \
    g_assert_nonnull (strstr (change_error->message, words));                                      \
  }                                                                                                \
  G_STMT_END

static inline void
training_set_clock (gint64 at)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, at);

  g_setenv ("CLT_NOW", text, TRUE);
}

/* Instant of a time of day: 20261120, 1630. */
static inline gint64
training_at (int yyyymmdd, int hhmm)
{
  return clt_day_get_instant (clt_day_from_yyyymmdd (yyyymmdd), hhmm / 100 * 60 + hhmm % 100);
}

static inline gint64
training_add_course (Branch *branch, gint64 level, const char *code)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch,
              "INSERT INTO course (id, code, level_id, name, minutes, methods)"
              " VALUES (?1, ?2, ?3, ?2, 90, 'lecture webinar')",
              "iti", id, code, level);
  return id;
}

static inline gint64
training_add_lecturer (Training *training, const char *name, gint64 staff)
{
  g_autoptr (CltLecturer) lecturer = clt_lecturer_new ();

  clt_set_str (&lecturer->name, name);
  lecturer->staff_id = staff;
  lecturer->fee = 60000;
  training_change (training, clt_lecturer_save (training->branch.conn, lecturer, error));
  return lecturer->id;
}

static inline gint64
training_add_room (Training *training, const char *name, int seats)
{
  g_autoptr (CltRoom) room = clt_room_new ();

  clt_set_str (&room->name, name);
  room->seats = seats;
  room->cost = 10000;
  training_change (training, clt_room_save (training->branch.conn, room, error));
  return room->id;
}

/* On @day, taught by the lecturer of the fixture. */
static inline gint64
training_add_session (Training *training,
                      gint64 course,
                      const char *code,
                      int day,
                      int seats,
                      int online)
{
  g_autoptr (CltSession) session = clt_session_new ();

  session->course_id = course;
  clt_set_str (&session->code, code);
  session->first_day = session->last_day = clt_day_from_yyyymmdd (day);
  session->seats = seats;
  session->online_seats = online;
  session->lecturer_id = training->lecturer;
  training_change (training, clt_session_save (training->branch.conn, session, error));
  return session->id;
}

static inline gint64
training_add_meeting (Training *training, gint64 session, int day, int hhmm, int minutes)
{
  g_autoptr (CltMeeting) meeting = clt_meeting_new ();

  meeting->session_id = session;
  meeting->starts = training_at (day, hhmm);
  meeting->ends = meeting->starts + minutes * 60;
  meeting->room_id = training->room;
  training_change (training, clt_meeting_save (training->branch.conn, meeting, error));
  return meeting->id;
}

static inline void
training_pass (Training *training, gint64 client, gint64 course, gint64 expires)
{
  Branch *branch = &training->branch;

  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO course_result (id, client_id, course_id, result, day, expires)"
              " VALUES (?, ?, ?, 'pass', ?, nullif(?, 0))",
              "iiiii", branch_new_id (branch), client, course, DAY (20260601), expires);
  branch_commit (branch);
}

static inline void
training_set_up (Training *training, gconstpointer data)
{
  Branch *branch = &training->branch;
  gint64 level;

  training_set_clock (training_at (TODAY, 1200));
  branch_set_up (branch, NULL);
  branch_begin (branch);
  level = branch_new_id (branch);
  branch_run (branch, "INSERT INTO course_level (id, code, name) VALUES (?, 'L0', 'L0')", "i",
              level);
  training->basics = training_add_course (branch, level, "A1");
  training->advanced = training_add_course (branch, level, "B1");
  branch_run (branch, "INSERT INTO course_need VALUES (?, ?)", "ii", training->advanced,
              training->basics);
  for (int i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 1001 + i);

      training->clients[i] = service_add_client (branch, number);
    }
  branch_commit (branch);
  training->room = training_add_room (training, "East", 3);
  training->lecturer = training_add_lecturer (training, "Lin", 0);
}

static inline void
training_tear_down (Training *training, gconstpointer data)
{
  branch_tear_down (&training->branch, NULL);
}

#define TRAINING_TEST(path, func)                                                                  \
  g_test_add (path, Training, NULL, training_set_up, func, training_tear_down)
