/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/clt-test-branch.h"
#include "support/clt-test-work.h"

/* The process that is killed. Works on FILE for ever and, after each thing that was promised to be
 * done, writes a line to standard output in one piece:
 *
 *   done ACTION HASH     an action is committed, and the branch then looks like HASH
 *   undone ACTION HASH   so with undo, redone …
 *   backup COUNT         a backup holds the journal up to that count
 *
 * A line "start HASH" comes first and "begin" before each thing, so that one is known to have been
 * under way. What is done comes from the table below. */

typedef gboolean (*TaskFunc) (CltConn *conn, GRand *random, GError **error);

static char *backup_path;

static void say (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    exit (1);
}

static void
say_state (CltConn *conn, const char *what, gint64 id)
{
  g_autofree char *hash = clt_test_hash_branch (conn);

  say ("%s %" G_GINT64_FORMAT " %s\n", what, id, hash);
}

static gboolean
act (CltConn *conn, GRand *random, GError **error)
{
  gint64 id;

  if (!clt_test_work_do (conn, random, &id, error))
    return FALSE;
  if (id != 0)
    say_state (conn, "done", id);
  return TRUE;
}

/* A batch that takes long enough to be killed in its middle. */
static gboolean
import (CltConn *conn, GRand *random, GError **error)
{
  const CltActionInfo info = { "import.funds", "big", "tester" };
  gint64 id, day = 21000 + g_rand_int_range (random, 0, 5);

  if (!clt_action_begin (conn, &info, error))
    return FALSE;
  clt_action_note_bulk (conn, "funds_daily", (CltDay) day, (CltDay) day + 40);
  if (!clt_conn_run (conn, error,
                     "INSERT INTO funds_daily_old SELECT ?, * FROM funds_daily"
                     " WHERE day BETWEEN ? AND ?",
                     "iii", clt_action_get_id (conn), day, day + 40) ||
      !clt_conn_run (
        conn, error,
        "WITH RECURSIVE d (day) AS (SELECT ?1 UNION ALL SELECT day + 1 FROM d"
        " WHERE day < ?1 + 40)"
        " INSERT INTO funds_daily (day, account_id, opening, balance, equity, batch)"
        " SELECT d.day, a.id, ?2, ?2, ?2, ?2 FROM d, account AS a WHERE true"
        " ON CONFLICT (day, account_id) DO UPDATE SET opening = excluded.opening,"
        " balance = excluded.balance, equity = excluded.equity, batch = excluded.batch",
        "ii", day, clt_action_get_id (conn)))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  if (!clt_action_commit (conn, &id, error))
    return FALSE;
  say_state (conn, "done", id);
  return TRUE;
}

static gboolean
undo (CltConn *conn, GRand *random, GError **error)
{
  gint64 id;
  g_autoptr (GError) local = NULL;
  gboolean redo = g_rand_int_range (random, 0, 3) == 0;

  if (redo ? clt_action_redo (conn, 0, "tester", &id, NULL, &local)
           : clt_action_undo (conn, 0, "tester", &id, NULL, &local))
    say_state (conn, redo ? "redone" : "undone", id);
  else if (!g_error_matches (local, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static gboolean
back_up (CltConn *conn, GRand *random, GError **error)
{
  if (!clt_backup (clt_conn_get_path (conn), backup_path, NULL, NULL, NULL, error))
    return FALSE;
  say ("backup %" G_GINT64_FORMAT "\n", clt_test_get_int (conn, "SELECT value FROM counter"));
  return TRUE;
}

static gboolean
fold (CltConn *conn, GRand *random, GError **error)
{
  clt_test_get_int (conn, "PRAGMA wal_checkpoint (PASSIVE)");
  return TRUE;
}

static const struct
{
  TaskFunc func;
  int weight;
} tasks[] = {
  { act, 60 }, { import, 12 }, { undo, 15 }, { back_up, 3 }, { fold, 10 },
};

static TaskFunc
pick (GRand *random)
{
  int dice = g_rand_int_range (random, 0, 100);

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      dice -= tasks[i].weight;
      if (dice < 0)
        return tasks[i].func;
    }
  return act;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = NULL;
  CltConn *conn;

  if (argc != 3)
    return 2;
  random = g_rand_new_with_seed ((guint32) strtoul (argv[2], NULL, 10));
  backup_path = g_strconcat (argv[1], ".backup", NULL);
  conn = clt_conn_open (argv[1], CLT_CONN_WRITE, &error);
  if (conn != NULL)
    say_state (conn, "start", clt_test_get_int (conn, "SELECT value FROM counter"));
  while (conn != NULL && error == NULL)
    {
      say ("begin\n");
      pick (random) (conn, random, &error);
      /* closing and opening can be killed as well */
      if (g_rand_int_range (random, 0, 40) == 0 && error == NULL)
        {
          clt_conn_close (conn);
          conn = clt_conn_open (argv[1], CLT_CONN_WRITE, &error);
        }
    }
  say ("error %s\n", error->message);
  return 1;
}
