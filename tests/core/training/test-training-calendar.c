/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-training-calendar.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/rules/clt-settings.h"
#include "core/training/clt-subscription.h"
#include "training-fixture.h"

/* A published session with one meeting on the 20th at 16:00. */
static gint64
add_meeting (Training *training)
{
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261120, 3, 0);
  gint64 meeting = training_add_meeting (training, session, 20261120, 1600, 90);

  training_change (training, clt_session_publish (training->branch.conn, session, error));
  return meeting;
}

static char *
build (Training *training, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint n;
  g_autoptr (GBytes) ics =
    clt_training_build_ics (training->branch.conn, CLT_DAY_NONE, CLT_DAY_NONE, &n, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, expected);
  return g_strndup (g_bytes_get_data (ics, NULL), g_bytes_get_size (ics));
}

/* @text with the first @old changed to @new. */
static char *
edit (const char *text, const char *old, const char *new)
{
  const char *at = strstr (text, old);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, new, at + strlen (old));
}

static void
read_back (Training *training, const char *text, CltTrainingRead *read)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  const CltAgendaTarget nobody = { 0 };

  training_change (training, clt_training_read_ics (training->branch.conn, "mine", bytes, &nobody,
                                                    read, error));
}

static CltMeeting *
load (Training *training, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CltMeeting *meeting = clt_meeting_load (training->branch.conn, id, &error);

  g_assert_no_error (error);
  return meeting;
}

/* What others do not see yet is not in it. */
static void
test_planned (Training *training, gconstpointer data)
{
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261120, 3, 0);
  g_autofree char *text = NULL;

  training_add_meeting (training, session, 20261120, 1600, 90);
  text = build (training, 0);
  g_assert_null (strstr (text, "VEVENT"));
}

static void
test_edited (Training *training, gconstpointer data)
{
  gint64 id = add_meeting (training);
  g_autofree char *text = build (training, 1);
  g_autofree char *moved = edit (text, "DTSTART:20261120T080000Z", "DTSTART:20261120T083000Z");
  g_auto (CltTrainingRead) same = { 0 };
  g_auto (CltTrainingRead) first = { 0 };
  g_auto (CltTrainingRead) old = { 0 };
  g_autoptr (CltMeeting) meeting = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) agendas = NULL;

  read_back (training, text, &same);
  g_assert_cmpuint (same.agreed, ==, 1);
  read_back (training, moved, &first);
  g_assert_cmpuint (first.updated, ==, 1);
  meeting = load (training, id);
  g_assert_cmpint (meeting->starts, ==, training_at (20261120, 1630));
  g_assert_cmpint (meeting->sequence, ==, 1);
  /* what went out before is older now */
  read_back (training, text, &old);
  g_assert_cmpuint (old.updated, ==, 0);
  g_assert_cmpuint (old.refused->len, ==, 1);
  g_assert_nonnull (strstr (old.refused->pdata[0], "older"));
  /* one entry, not two: none of it became a calendar of others */
  agendas = clt_agenda_list (training->branch.conn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (agendas->len, ==, 0);
}

static void
test_cancelled (Training *training, gconstpointer data)
{
  gint64 id = add_meeting (training);
  g_autofree char *text = build (training, 1);
  g_autofree char *without = edit (text, "STATUS:CONFIRMED", "STATUS:CANCELLED");
  g_auto (CltTrainingRead) read = { 0 };
  g_autoptr (CltMeeting) meeting = NULL;
  g_autofree char *after = NULL;

  read_back (training, without, &read);
  g_assert_cmpuint (read.cancelled, ==, 1);
  meeting = load (training, id);
  g_assert_cmpstr (meeting->state, ==, "cancelled");
  after = build (training, 1);
  g_assert_nonnull (strstr (after, "STATUS:CANCELLED"));
}

/* Ours among the entries of others. */
static void
test_mixed (Training *training, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *mixed = NULL;
  g_auto (CltTrainingRead) read = { 0 };

  add_meeting (training);
  text = build (training, 1);
  mixed = edit (text, "BEGIN:VEVENT",
                "BEGIN:VEVENT\r\nUID:other\r\nDTSTART:20261121T010000Z\r\nSUMMARY:Other\r\n"
                "END:VEVENT\r\nBEGIN:VEVENT");
  read_back (training, mixed, &read);
  g_assert_cmpuint (read.agreed, ==, 1);
  g_assert_cmpuint (read.change.added, ==, 1);
}

static gboolean
is_there (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
retire (Training *training, gint64 id)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltLecturer) lecturer = clt_lecturer_load (training->branch.conn, id, &failure);

  g_assert_no_error (failure);
  lecturer->archived = TRUE;
  training_change (training, clt_lecturer_save (training->branch.conn, lecturer, error));
}

static void
write_files (Training *training)
{
  g_autoptr (GError) failure = NULL;

  clt_subscription_write (training->branch.conn, &failure);
  g_assert_no_error (failure);
}

/* The file of who has been retired goes; that of another program with such a name stays. */
static void
test_retired (Training *training, gconstpointer data)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *folder = g_dir_make_tmp ("clientele-subscription-XXXXXX", &failure);
  g_autofree char *foreign = g_build_filename (folder, "Qian.ics", NULL);
  gint64 zhao = training_add_lecturer (training, "Zhao", 0);
  gint64 qian = training_add_lecturer (training, "Qian", 0);

  training_add_lecturer (training, "Sun", 0);
  training_change (training, clt_settings_set (training->branch.conn, CLT_SUBSCRIPTION_FOLDER,
                                               folder, error));
  write_files (training);
  g_assert_true (is_there (folder, "Zhao.ics") && is_there (folder, "Sun.ics"));
  g_assert_true (g_file_set_contents (foreign, "BEGIN:VCALENDAR", -1, &failure));
  retire (training, zhao);
  retire (training, qian);
  write_files (training);
  g_assert_false (is_there (folder, "Zhao.ics"));
  g_assert_true (is_there (folder, "Sun.ics") && is_there (folder, "training.ics"));
  g_assert_true (is_there (folder, "Qian.ics"));
  remove_all (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TRAINING_TEST ("/training-calendar/planned", test_planned);
  TRAINING_TEST ("/training-calendar/edited", test_edited);
  TRAINING_TEST ("/training-calendar/cancelled", test_cancelled);
  TRAINING_TEST ("/training-calendar/mixed", test_mixed);
  TRAINING_TEST ("/training-calendar/retired", test_retired);
  return g_test_run ();
}
