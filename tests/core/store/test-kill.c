/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/clt-action.h"
#include "support/clt-test-branch.h"

#define KILLS_A_BRANCH 60

/* SIGKILL at random moments. After each: a check is clean, and the branch looks as after the last
 * thing that was acknowledged, or as after the one that was under way, never in between. CLT_KILLS
 * sets how often (2,000 in about a minute). What is killed is tests/support/kill-worker.c. */

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define N_KILLS 60
#else
#define N_KILLS 300
#endif
#define HASH_SIZE 64

typedef struct
{
  char *dir, *path, *backup;
  char last[HASH_SIZE + 1]; /* state after the newest acknowledged thing */
  gint64 count;             /* and its action */
  gint64 backed_up;
  gboolean under_way;
  guint64 n_done;
} Fixture;

static void
take_line (Fixture *fixture, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 0);

  if (g_str_equal (words[0], "begin"))
    {
      fixture->under_way = TRUE;
      return;
    }
  if (g_str_equal (words[0], "error"))
    g_error ("the worker failed: %s", line);
  if (g_str_equal (words[0], "backup"))
    fixture->backed_up = g_ascii_strtoll (words[1], NULL, 10);
  else if (g_str_equal (words[0], "start"))
    /* the run before ended between its commit and its line, or this one changes nothing */
    g_assert_cmpstr (words[2], ==, fixture->last);
  else
    {
      fixture->count = g_ascii_strtoll (words[1], NULL, 10);
      g_strlcpy (fixture->last, words[2], sizeof fixture->last);
    }
  fixture->under_way = FALSE;
  fixture->n_done++;
}

static void
run_and_kill (Fixture *fixture, GRand *random, const char *worker)
{
  g_autofree char *seed = g_strdup_printf ("%u", g_rand_int (random));
  char *args[] = { (char *) worker, fixture->path, seed, NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  char buffer[4096];
  gssize n;
  GPid pid;
  int output;

  g_assert_true (g_spawn_async_with_pipes (NULL, args, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                           &pid, NULL, &output, NULL, &error));
  /* one in five may die while it opens the file */
  if (g_rand_int_range (random, 0, 5) > 0)
    poll (&(struct pollfd){ output, POLLIN, 0 }, 1, 10000);
  g_usleep ((gulong) g_rand_int_range (random, 0, 25000));
  kill (pid, SIGKILL);
  while ((n = read (output, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_string_append_len (text, buffer, n);
  close (output);
  waitpid (pid, NULL, 0);

  fixture->under_way = FALSE;
  lines = g_strsplit (text->str, "\n", 0);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    take_line (fixture, lines[i]);
}

static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = clt_check (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* The state is one of the two that are allowed. What was committed without being acknowledged must
 * be whole: undoing it gives the state before. */
static void
assert_whole (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_conn_open (fixture->path, CLT_CONN_WRITE, &error);
  g_autofree char *hash = NULL;
  gboolean undone = FALSE;

  g_assert_no_error (error);
  hash = clt_test_hash_branch (conn);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
  if (!g_str_equal (hash, fixture->last))
    {
      g_autofree char *before = NULL;

      g_assert_true (fixture->under_way);
      /* an action, an undo or a redo: the journal's newest entry says which */
      undone =
        clt_test_get_int (conn, "SELECT coalesce (max (e.id), 0) > coalesce ((SELECT max (id)"
                                " FROM action), 0) AND (SELECT event = 'undo' FROM"
                                " action_event ORDER BY id DESC LIMIT 1)"
                                " FROM action_event AS e") != 0;
      g_assert_true (undone ? clt_action_redo (conn, 0, "tester", NULL, NULL, &error)
                            : clt_action_undo (conn, 0, "tester", NULL, NULL, &error));
      before = clt_test_hash_branch (conn);
      g_assert_cmpstr (before, ==, fixture->last);
    }
  g_assert_cmpint (clt_test_get_int (conn, "SELECT value FROM counter"), >=, fixture->count);
}

static void
assert_backup (Fixture *fixture)
{
  g_autoptr (CltConn) conn = NULL;

  if (!g_file_test (fixture->backup, G_FILE_TEST_EXISTS))
    return;
  assert_sound (fixture->backup);
  conn = clt_conn_open (fixture->backup, CLT_CONN_READ, NULL);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT value FROM counter"), >=, fixture->backed_up);
}

static void
remove_leftovers (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] == '.')
      {
        g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

        g_unlink (path);
      }
}

/* A new branch now and then: comparing and checking should not become the whole of the test. */
static void
start_branch (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autofree char *hash = NULL;

  if (fixture->dir != NULL)
    clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->backup);
  fixture->dir = clt_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "b.clientele", NULL);
  fixture->backup = g_strconcat (fixture->path, ".backup", NULL);
  fixture->count = fixture->backed_up = 0;
  conn = clt_conn_open (fixture->path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  hash = clt_test_hash_branch (conn);
  g_strlcpy (fixture->last, hash, sizeof fixture->last);
}

static void
test_kill (void)
{
  const char *setting = g_getenv ("CLT_KILLS");
  int n = setting == NULL ? N_KILLS : atoi (setting);
  g_autofree char *worker = g_test_build_filename (G_TEST_BUILT, "support", "kill-worker", NULL);
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Fixture fixture = { 0 };
  int n_unfinished = 0;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < n; i++)
    {
      if (i % KILLS_A_BRANCH == 0)
        start_branch (&fixture);
      run_and_kill (&fixture, random, worker);
      assert_sound (fixture.path);
      n_unfinished += fixture.under_way;
      assert_whole (&fixture);
      if (i % 10 == 0)
        {
          assert_backup (&fixture);
          remove_leftovers (&fixture);
        }
    }
  g_test_message ("%d kills, %d while something was under way, %" G_GUINT64_FORMAT
                  " things acknowledged",
                  n, n_unfinished, fixture.n_done);
  g_assert_cmpint (n_unfinished, >, n / 10);
  assert_sound (fixture.path);
  clt_test_dir_remove (fixture.dir);
  g_free (fixture.dir);
  g_free (fixture.path);
  g_free (fixture.backup);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/any-time", test_kill);
  return g_test_run ();
}
