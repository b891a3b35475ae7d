/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desks of programs: the same after a kill, another one for each that runs. */
#include "core/calls/clt-call-seat.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *dir, *path, *other;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("clt-seat-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "a.clientele", NULL);
  fixture->other = g_build_filename (fixture->dir, "b.clientele", NULL);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_assert_true (g_file_set_contents (fixture->other, "", 0, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_remove (fixture->other);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->other);
  g_free (fixture->dir);
}

static CltCallSeat *
sit (const char *path)
{
  g_autoptr (GError) error = NULL;
  CltCallSeat *seat = clt_call_seat_new (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (seat);
  return seat;
}

static void
test_seats (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link_ = g_build_filename (fixture->dir, "link", NULL);
  CltCallSeat *first = sit (fixture->path), *second;
  g_autoptr (CltCallSeat) elsewhere = sit (fixture->other);
  g_autofree char *desk = g_strdup (clt_call_seat_get_desk (first));

  /* by another name it is the same file */
  g_assert_cmpint (symlink (fixture->path, link_), ==, 0);
  second = sit (link_);
  g_remove (link_);
  g_assert_cmpstr (clt_call_seat_get_desk (second), !=, desk);
  clt_call_seat_free (first);
  first = sit (fixture->path);
  g_assert_cmpstr (clt_call_seat_get_desk (first), ==, desk);
  clt_call_seat_free (first);
  clt_call_seat_free (second);
  g_assert_null (clt_call_seat_new ("/nowhere/at/all", NULL));
}

/* Sits down, says where, and waits to be killed. */
static void
test_program (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      CltCallSeat *seat = sit (g_getenv ("CLT_TEST_SEAT"));

      g_print ("desk=%s\n", clt_call_seat_get_desk (seat));
      pause ();
    }
}

static char *
start (const char *path, GPid *pid)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { program, "-p", "/call-seat/program", "--GTestSubprocess", NULL };
  g_auto (GStrv) env = g_environ_setenv (g_get_environ (), "CLT_TEST_SEAT", path, TRUE);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const char *found;
  int out;
  char byte;

  g_spawn_async_with_pipes (NULL, (char **) argv, env, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, pid,
                            NULL, &out, NULL, &error);
  g_assert_no_error (error);
  while ((found = g_strstr_len (text->str, -1, "desk=")) == NULL || strchr (found, '\n') == NULL)
    {
      g_assert_cmpint (read (out, &byte, 1), ==, 1);
      g_string_append_c (text, byte);
    }
  close (out);
  return g_strndup (found + 5, strcspn (found + 5, "\n"));
}

static void
end (GPid pid)
{
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  GPid first, second, again;
  g_autofree char *one = start (fixture->path, &first);
  g_autofree char *two = start (fixture->path, &second);
  g_autofree char *one_again = NULL;

  g_assert_cmpstr (one, !=, two);
  end (first);
  one_again = start (fixture->path, &again);
  g_assert_cmpstr (one_again, ==, one);
  end (again);
  end (second);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    {
      dir = g_dir_make_tmp ("clt-run-XXXXXX", NULL);
      g_setenv ("XDG_RUNTIME_DIR", dir, TRUE);
    }
  g_test_add ("/call-seat/seats", Fixture, NULL, set_up, test_seats, tear_down);
  g_test_add ("/call-seat/program", Fixture, NULL, set_up, test_program, tear_down);
  g_test_add ("/call-seat/kill", Fixture, NULL, set_up, test_kill, tear_down);
  return g_test_run ();
}
