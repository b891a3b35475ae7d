/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of the first layout, with people, facts and a journal in it, is brought forward. */
#include <string.h>

#include "core/clt-branch.h"
#include "core/quality/clt-contact-figures.h"
#include "core/quality/clt-figures.h"
#include "core/store/clt-backup.h"
#include "core/store/clt-schema.h"
#include "support/clt-test-branch.h"

typedef struct
{
  char *dir, *path;
} Fixture;

static void
run (CltConn *conn, const char *sql)
{
  const CltActionInfo info = { .name = "client.edit", .who = "test" };
  g_autoptr (GError) error = NULL;

  g_assert_true (clt_action_begin (conn, &info, &error));
  clt_test_exec (conn, sql);
  clt_action_note_bulk (conn, "funds_daily", 20000, 20100);
  clt_action_commit (conn, NULL, &error);
  g_assert_no_error (error);
}

/* Takes away the tables and rows that later layouts have added. */
static void
take_back (CltConn *conn)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func (g_free);
  CltStmt *stmt;

  first = g_resources_lookup_data ("/io/github/clientele/Clientele/schema/0001-initial.sql",
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  stmt = clt_conn_query (conn, NULL,
                         "SELECT name FROM sqlite_schema WHERE type = 'table'"
                         " AND name NOT LIKE 'sqlite%'",
                         "");
  while (clt_stmt_step (stmt, NULL) == CLT_STEP_ROW)
    {
      g_autofree char *made = g_strdup_printf ("CREATE TABLE %s (", clt_stmt_get_text (stmt, 0));

      if (strstr (g_bytes_get_data (first, NULL), made) == NULL)
        g_ptr_array_add (late, g_strdup_printf ("DROP TABLE \"%s\"", clt_stmt_get_text (stmt, 0)));
    }
  g_assert_cmpuint (late->len, >, 0);
  clt_test_exec (conn, "PRAGMA foreign_keys = OFF");
  for (guint i = 0; i < late->len; i++)
    clt_test_exec (conn, late->pdata[i]);
  clt_test_exec (conn, "DELETE FROM rule WHERE id BETWEEN 100 AND 999");
  clt_test_exec (conn, "PRAGMA foreign_keys = ON");
  clt_test_exec (conn, "PRAGMA user_version = 1");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;

  fixture->dir = clt_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "b.clientele", NULL);
  conn = clt_branch_open (fixture->path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  run (conn, "INSERT INTO client (id, name) VALUES (2001, 'Wang'), (2002, 'Zhang')");
  run (conn, "INSERT INTO account (id, client_id, number) VALUES (2003, 2001, '00000001')");
  run (conn, "INSERT INTO spell (id, client_id, opened) VALUES (2004, 2001, 19000)");
  run (conn, "INSERT INTO funds_daily (day, account_id, opening, balance, equity, margin, lots,"
             " commission, batch) SELECT 20000, 2003, 0, 500, 500, 0, 1, 100, max (id) + 1"
             " FROM action");
  run (conn, "UPDATE client SET note = 'before' WHERE id = 2001");
  take_back (conn);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

/* The one file in "<path>-backups". */
static char *
find_backup (Fixture *fixture)
{
  g_autofree char *folder = g_strconcat (fixture->path, "-backups", NULL);
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  char *found = NULL;
  const char *name;

  g_assert_nonnull (entries);
  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_assert_null (found);
      found = g_build_filename (folder, name, NULL);
    }
  g_assert_nonnull (found);
  return found;
}

static void
check_brought_forward (Fixture *fixture, CltConn *conn)
{
  g_assert_cmpint (clt_test_get_int (conn, "PRAGMA user_version"), ==, clt_schema_get_version ());
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM client"), ==, 2);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT sum(equity) FROM account_month"), ==, 500);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM segment"), ==, 10);
  g_assert_cmpint (clt_test_get_int (conn,
                                     "SELECT value FROM rule WHERE name = 'grade.notice_days'"),
                   ==, 30);
}

/* Opening brings it forward; a verified copy of what was is kept, and it is of the old layout. */
static void
test_forward (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->path, GPOINTER_TO_INT (data), &error);
  g_autoptr (GPtrArray) problems = NULL, backup_problems = NULL;
  g_autofree char *backup = NULL, *now = NULL, *then = NULL;
  g_autoptr (CltConn) kept = NULL;

  g_assert_no_error (error);
  check_brought_forward (fixture, conn);
  now = clt_test_hash_branch (conn);
  g_clear_pointer (&conn, clt_conn_close);
  problems = clt_branch_check (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);

  backup = find_backup (fixture);
  backup_problems = clt_check (backup, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backup_problems->len, ==, 0);
  kept = clt_conn_open (backup, CLT_CONN_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (clt_test_get_int (kept, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (clt_test_get_int (kept, "SELECT count(*) FROM client"), ==, 2);
  then = clt_test_hash_branch (kept);
  g_assert_cmpstr (now, !=, then);
}

/* What was done before can still be undone, and redone. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->path, CLT_CONN_WRITE, &error);
  g_autofree char *before = NULL, *after = NULL;

  g_assert_no_error (error);
  /* the journal says by which layout an action was made */
  clt_test_exec (conn, "UPDATE action SET schema_version = 1");
  before = clt_test_hash_branch (conn);
  for (int i = 0; i < 5; i++)
    {
      clt_action_undo (conn, 0, "test", NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM client"), ==, 0);
  for (int i = 0; i < 5; i++)
    {
      clt_action_redo (conn, 0, "test", NULL, NULL, &error);
      g_assert_no_error (error);
    }
  after = clt_test_hash_branch (conn);
  g_assert_cmpstr (before, ==, after);
}

/* Puts the table back as an earlier layout made it. */
static void
make_again (CltConn *conn, const char *script, const char *table)
{
  g_autofree char *path = g_strconcat ("/io/github/clientele/Clientele/schema/", script, NULL);
  g_autofree char *begin = g_strdup_printf ("CREATE TABLE %s (", table);
  g_autofree char *drop = g_strdup_printf ("DROP TABLE %s", table);
  g_autoptr (GBytes) sql = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *start = strstr (g_bytes_get_data (sql, NULL), begin);
  g_autofree char *create = g_strndup (start, (gsize) (strstr (start, ";\n") - start));

  clt_test_exec (conn, drop);
  clt_test_exec (conn, create);
}

/* Takes the tables away that a later layout made. */
static void
drop_tables_of (CltConn *conn, const char *script)
{
  g_autofree char *path = g_strconcat ("/io/github/clientele/Clientele/schema/", script, NULL);
  g_autoptr (GBytes) sql = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (sql, NULL), g_bytes_get_size (sql));
  g_autoptr (GRegex) regex = g_regex_new ("^CREATE TABLE (\\w+)", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, text, 0, &match));
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *table = g_match_info_fetch (match, 1);
      g_autofree char *drop = g_strdup_printf ("DROP TABLE %s", table);

      clt_test_exec (conn, drop);
    }
}

/* A file of layout 5, in which an event was planned, held and renamed. */
static void
set_up_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;

  fixture->dir = clt_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "b.clientele", NULL);
  conn = clt_branch_open (fixture->path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  clt_test_exec (conn, "PRAGMA foreign_keys = OFF");
  make_again (conn, "0002-services.sql", "event_guest");
  make_again (conn, "0002-services.sql", "event");
  make_again (conn, "0004-training.sql", "enrolment");
  make_again (conn, "0002-services.sql", "call_task");
  clt_test_exec (conn, "PRAGMA foreign_keys = ON");
  run (conn, "INSERT INTO client (id, name) VALUES (2001, 'Wang'), (2002, 'Zhang')");
  run (conn, "INSERT INTO event (id, kind, theme, starts, ends) VALUES (2005, 'forum', 'iron ore',"
             " 1700000000, 1700003600), (2006, 'trip', 'a mine', 1700000000, 1700003600)");
  run (conn, "INSERT INTO event_guest (event_id, client_id, invited, answer) VALUES"
             " (2005, 2001, 19600, 'yes'), (2005, 2002, 19600, '')");
  run (conn, "UPDATE event SET theme = 'steel', state = 'held' WHERE id = 2005");
  run (conn, "UPDATE event_guest SET attended = client_id = 2001");
  run (conn, "DELETE FROM event WHERE id = 2006");
  clt_test_exec (conn, "UPDATE action SET schema_version = 5");
  clt_test_exec (conn, "PRAGMA foreign_keys = OFF");
  drop_tables_of (conn, "0006-events.sql");
  drop_tables_of (conn, "0007-contacts.sql");
  drop_tables_of (conn, "0010-questionnaires.sql");
  drop_tables_of (conn, "0011-callbacks.sql");
  drop_tables_of (conn, "0012-complaints.sql");
  clt_test_exec (conn, "PRAGMA foreign_keys = ON");
  clt_test_exec (conn, "DELETE FROM rule WHERE id BETWEEN 151 AND 153 OR id BETWEEN 401 AND 449");
  clt_test_exec (conn, "PRAGMA user_version = 5");
}

/* What was recorded before a table got further columns is undone and redone all the same; they keep
 * their defaults. */
static void
test_undo_columns (Fixture *fixture, gconstpointer data)
{
  static const char *const states[] = {
    "SELECT count(*) = 2 FROM event",
    "SELECT count(*) = 0 FROM event_guest WHERE attended = 1",
    "SELECT theme = 'iron ore' AND state = 'planned' FROM event WHERE id = 2005",
    "SELECT count(*) = 0 FROM event_guest",
    "SELECT count(*) = 0 FROM event",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->path, CLT_CONN_WRITE, &error);
  g_autofree char *before = NULL, *after = NULL;

  g_assert_no_error (error);
  before = clt_test_hash_branch (conn);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM event WHERE warned = 0"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      clt_action_undo (conn, 0, "test", NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (clt_test_get_int (conn, states[i]), ==, 1);
      g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM event WHERE warned <> 0"
                                               " OR uid <> '' OR sequence <> 0"
                                               " OR speaker_id IS NOT NULL"),
                       ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      clt_action_redo (conn, 0, "test", NULL, NULL, &error);
      g_assert_no_error (error);
    }
  after = clt_test_hash_branch (conn);
  g_assert_cmpstr (before, ==, after);
}

/* What has been written into the new columns of an old row since then is undone and redone, too. */
static void
test_undo_new_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->path, CLT_CONN_WRITE, &error);

  g_assert_no_error (error);
  run (conn, "UPDATE event SET warned = 1, sequence = 4 WHERE id = 2005");
  for (int i = 0; i < 4; i++)
    {
      clt_action_undo (conn, 0, "test", NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (clt_test_get_int (conn, "SELECT theme = 'iron ore' AND warned = 0 AND"
                                           " sequence = 0 FROM event WHERE id = 2005"),
                   ==, 1);
  for (int i = 0; i < 4; i++)
    {
      clt_action_redo (conn, 0, "test", NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (clt_test_get_int (conn, "SELECT theme = 'steel' AND warned = 1 AND sequence = 4"
                                           " FROM event WHERE id = 2005"),
                   ==, 1);
}

/* The figures of contacts are worked out for an older file as for any. */
static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->path, CLT_CONN_WRITE, &error);
  CltDay day = clt_contact_figures_get_day (clt_day_get_month (20000));
  CltContactFigures kept, computed;
  gboolean found;

  g_assert_no_error (error);
  run (conn, "INSERT INTO call_task (id, client_id, due, state, closed) VALUES"
             " (2010, 2001, 19990, 'done', 19990 * 86400)");
  g_assert_true (clt_contact_figures_are_kept (conn, day, &found, &error));
  g_assert_false (found);
  clt_figures_refresh_all (conn, &error);
  g_assert_no_error (error);
  g_assert_true (clt_contact_figures_are_kept (conn, day, &found, &error));
  g_assert_true (found);
  g_assert_true (clt_contact_figures_load (conn, day, &kept, &error));
  g_assert_true (clt_contact_figures_compute (conn, day, &computed, &error));
  g_assert_cmpint (kept.since, ==, 19990);
  g_assert_cmpint (kept.tiers[CLT_TIER_UNRATED].clients, ==,
                   computed.tiers[CLT_TIER_UNRATED].clients);
  g_assert_cmpint (kept.tiers[CLT_TIER_UNRATED].clients, >, 0);
}

/* Without a copy nothing is changed. */
static void
test_no_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_strconcat (fixture->path, "-backups", NULL);
  g_autofree char *was = NULL, *is = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL, plain = NULL;
  gsize was_size, is_size;

  /* a file stands where the folder of copies would be */
  g_file_set_contents (folder, "x", 1, &error);
  g_assert_no_error (error);
  g_file_get_contents (fixture->path, &was, &was_size, &error);
  g_assert_no_error (error);
  conn = clt_branch_open (fixture->path, CLT_CONN_WRITE, &error);
  g_assert_null (conn);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_file_get_contents (fixture->path, &is, &is_size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (was, was_size, is, is_size);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/migration/forward", Fixture, GINT_TO_POINTER (CLT_CONN_WRITE), set_up, test_forward,
              tear_down);
  g_test_add ("/migration/reader", Fixture, GINT_TO_POINTER (CLT_CONN_READ), set_up, test_forward,
              tear_down);
  g_test_add ("/migration/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/migration/undo-columns", Fixture, NULL, set_up_events, test_undo_columns,
              tear_down);
  g_test_add ("/migration/undo-new-columns", Fixture, NULL, set_up_events, test_undo_new_columns,
              tear_down);
  g_test_add ("/migration/contacts", Fixture, NULL, set_up, test_contacts, tear_down);
  g_test_add ("/migration/no-copy", Fixture, NULL, set_up, test_no_copy, tear_down);
  return g_test_run ();
}
