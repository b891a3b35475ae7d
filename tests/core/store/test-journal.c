/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-action.h"

#include "support/clt-test-branch.h"
#include "support/clt-test-work.h"

typedef struct
{
  char *dir, *path;
  CltConn *conn;
} Fixture;

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  clt_conn_close (fixture->conn);
  fixture->conn = clt_conn_open (fixture->path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  clt_test_exec (fixture->conn, "PRAGMA synchronous = OFF");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = clt_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "b.clientele", NULL);
  fixture->conn = clt_conn_open (fixture->path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  clt_test_exec (fixture->conn, "PRAGMA synchronous = OFF");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_conn_close (fixture->conn);
  clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static GRand *
new_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

static void
undo_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  while (clt_action_undo (fixture->conn, 0, "tester", NULL, NULL, &error))
    ;
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING);
}

static void
redo_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  while (clt_action_redo (fixture->conn, 0, "tester", NULL, NULL, &error))
    ;
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING);
}

static void
assert_hash (Fixture *fixture, const char *expected)
{
  g_autofree char *found = clt_test_hash_branch (fixture->conn);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpint (clt_test_get_int (fixture->conn,
                                     "SELECT count(*) FROM pragma_foreign_key_check"),
                   ==, 0);
}

/* A thousand random actions over restarts, all undone, all redone. */
static void
test_thousand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = new_random ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = clt_test_hash_branch (fixture->conn);
  g_autofree char *after = NULL;
  int n_changed = 0;

  for (int i = 0; i < 1000; i++)
    {
      gint64 id;

      clt_test_work_do (fixture->conn, random, &id, &error);
      g_assert_no_error (error);
      n_changed += id != 0;
      if (i % 100 == 99)
        reopen (fixture);
    }
  g_assert_cmpint (n_changed, >, 500);
  after = clt_test_hash_branch (fixture->conn);
  g_assert_cmpstr (before, !=, after);

  undo_all (fixture);
  assert_hash (fixture, before);
  reopen (fixture);
  redo_all (fixture);
  assert_hash (fixture, after);
  reopen (fixture);
  undo_all (fixture);
  assert_hash (fixture, before);
}

/* instrumented code gets a tenth, which reaches the same lines */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define N_HISTORY 2000
#else
#define N_HISTORY 20000
#endif

/* Long histories of work, undo and redo: every state that is come back to is the one left. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = new_random ();
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *setting = g_getenv ("CLT_HISTORY");
  int n = setting == NULL ? N_HISTORY : atoi (setting);
  guint depth = 0, n_compared = 0;

  g_ptr_array_add (states, clt_test_hash_branch (fixture->conn));
  for (int i = 0; i < n; i++)
    {
      int dice = g_rand_int_range (random, 0, 100);
      gint64 id = 0;

      if (dice < 30 && depth > 0)
        {
          g_assert_true (clt_action_undo (fixture->conn, 0, "tester", &id, NULL, &error));
          depth--;
        }
      else if (dice < 50 && depth + 1 < states->len)
        {
          g_assert_true (clt_action_redo (fixture->conn, 0, "tester", &id, NULL, &error));
          depth++;
        }
      else
        {
          clt_test_work_do (fixture->conn, random, &id, &error);
          if (id != 0)
            {
              g_ptr_array_set_size (states, (int) ++depth);
              g_ptr_array_add (states, NULL);
            }
        }
      g_assert_no_error (error);

      if (states->pdata[depth] != NULL)
        {
          assert_hash (fixture, states->pdata[depth]);
          n_compared++;
        }
      else if (i % 60 == 0)
        states->pdata[depth] = clt_test_hash_branch (fixture->conn);
      if (i % 5000 == 4999)
        reopen (fixture);
    }
  g_test_message ("%d steps, %u states compared", n, n_compared);
  g_assert_cmpuint (n_compared, >, (guint) n / 200);
  undo_all (fixture);
  assert_hash (fixture, states->pdata[0]);
}

/* Undoes @id and first whatever stands in its way, newest first. */
static int
undo_with_blockers (Fixture *fixture, gint64 id)
{
  g_autoptr (GArray) blockers = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = clt_test_hash_branch (fixture->conn);
  int n = 0;

  if (clt_action_undo (fixture->conn, id, "tester", NULL, &blockers, &error))
    {
      g_assert_cmpint (clt_test_get_int (fixture->conn,
                                         "SELECT count(*) FROM pragma_foreign_key_check"),
                       ==, 0);
      return 0;
    }
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY);
  assert_hash (fixture, before);
  g_assert_cmpuint (blockers->len, >, 0);
  for (guint i = 0; i < blockers->len; i++)
    {
      gint64 blocker = g_array_index (blockers, gint64, i);
      gint64 undone;

      g_assert_cmpint (blocker, >, id);
      clt_conn_get_int (fixture->conn, &undone, -1, NULL, "SELECT undone FROM action WHERE id = ?",
                        "i", blocker);
      if (undone == 0)
        n += 1 + undo_with_blockers (fixture, blocker);
    }
  /* what was named was all there was, or the next refusal names more */
  return n + undo_with_blockers (fixture, id);
}

static void
test_selective (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = new_random ();
  int n_refused = 0;

  for (int round = 0; round < 60; round++)
    {
      g_autoptr (GPtrArray) actions = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL;
      const CltAction *action;

      for (int i = 0; i < 20; i++)
        clt_test_work_do (fixture->conn, random, NULL, &error);
      g_assert_no_error (error);
      before = clt_test_hash_branch (fixture->conn);
      actions = clt_action_list (fixture->conn, 60, &error);
      action = actions->pdata[g_rand_int_range (random, 0, (gint32) actions->len)];
      if (action->undone)
        continue;
      n_refused += undo_with_blockers (fixture, action->id) > 0;
      redo_all (fixture);
      assert_hash (fixture, before);
    }
  /* about one in seven; none in sixty rounds would mean that nothing is refused any more */
  g_assert_cmpint (n_refused, >, 0);
}

/* What stands in the way is named */

static gint64
act (Fixture *fixture, const char *name, const char *detail, const char *const *sql)
{
  const CltActionInfo info = { name, detail, "li" };
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (clt_action_begin (fixture->conn, &info, &error));
  for (; *sql != NULL; sql++)
    clt_test_exec (fixture->conn, *sql);
  if (g_str_equal (name, "import.funds"))
    {
      g_autofree char *row = g_strdup_printf (
        "INSERT INTO funds_daily (day, account_id, opening, balance, equity, batch)"
        " VALUES (20000, 2, 0, 0, 0, %" G_GINT64_FORMAT ")",
        clt_action_get_id (fixture->conn));

      clt_action_note_bulk (fixture->conn, "funds_daily", 20000, 20000);
      clt_test_exec (fixture->conn, row);
    }
  clt_action_commit (fixture->conn, &id, &error);
  g_assert_no_error (error);
  return id;
}

#define SQL(...)                                                                                   \
  (const char *const[]) { __VA_ARGS__, NULL }

static void
assert_refused (Fixture *fixture, gint64 action, guint n, gint64 newest, const char *words)
{
  g_autoptr (GArray) blockers = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = clt_test_hash_branch (fixture->conn);

  g_assert_false (clt_action_undo (fixture->conn, action, "li", NULL, &blockers, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY);
  g_assert_cmpuint (blockers->len, ==, n);
  g_assert_cmpint (g_array_index (blockers, gint64, 0), ==, newest);
  g_assert_nonnull (strstr (error->message, words));
  assert_hash (fixture, before);
}

static void
test_named (Fixture *fixture, gconstpointer data)
{
  gint64 clients, rename, phone, funds, staff, remove, again;

  clients = act (fixture, "import.clients", "clients.csv",
                 SQL ("INSERT INTO client (id, name) VALUES (1, 'Wang')",
                      "INSERT INTO account (id, client_id, number) VALUES (2, 1, '00000001')"));
  rename = act (fixture, "client.edit", "Wang", SQL ("UPDATE client SET name = 'Li'"));
  phone = act (fixture, "client.edit", "phone of Li", SQL ("UPDATE client SET phone = '1'"));
  funds = act (fixture, "import.funds", "19980102.csv", SQL ("SELECT 1"));

  /* both edits and the funds; another column's edit is not in the way of the name's */
  assert_refused (fixture, clients, 3, funds, "19980102.csv");
  g_assert_true (clt_action_undo (fixture->conn, rename, "li", NULL, NULL, NULL));
  g_assert_true (clt_action_redo (fixture->conn, rename, "li", NULL, NULL, NULL));
  again = act (fixture, "client.edit", "Zhao", SQL ("UPDATE client SET name = 'Zhao'"));
  assert_refused (fixture, rename, 1, again, "Zhao");
  g_assert_true (clt_action_undo (fixture->conn, phone, "li", NULL, NULL, NULL));

  /* a unique value that somebody else has taken */
  staff = act (fixture, "staff.create", "Qian",
               SQL ("INSERT INTO staff (id, number, name)"
                    " VALUES (3, '007', 'Qian')"));
  remove = act (fixture, "staff.edit", "gone", SQL ("DELETE FROM staff WHERE id = 3"));
  again = act (fixture, "staff.create", "Sun",
               SQL ("INSERT INTO staff (id, number, name)"
                    " VALUES (4, '007', 'Sun')"));
  assert_refused (fixture, remove, 1, again, "Sun");
  assert_refused (fixture, staff, 1, remove, "gone");
}

/* The later file replaces the row, as an import does: the old one is set aside. */
static gint64
replace_funds (Fixture *fixture, const char *detail)
{
  /* the action's own id is the last that was given out */
  return act (fixture, "import.funds", detail,
              SQL ("INSERT INTO funds_daily_old"
                   " SELECT (SELECT value FROM counter), * FROM funds_daily",
                   "DELETE FROM funds_daily"));
}

static void
test_set_aside (Fixture *fixture, gconstpointer data)
{
  const char *client = "INSERT INTO client (id, name) VALUES (1, 'Wang')";
  const char *account = "INSERT INTO account (id, client_id, number) VALUES (2, 1, '00000001')";
  gint64 clients, first, later;

  /* rows that a later file replaced still need their account: undoing it brings them back */
  clients = act (fixture, "import.clients", "clients.csv", SQL (client, account));
  first = act (fixture, "import.funds", "first.csv", SQL ("SELECT 1"));
  later = replace_funds (fixture, "later.csv");
  assert_refused (fixture, clients, 1, later, "later.csv");
  assert_refused (fixture, first, 1, later, "later.csv");
  g_assert_true (clt_action_undo (fixture->conn, later, "li", NULL, NULL, NULL));
  assert_refused (fixture, clients, 1, first, "first.csv");
  g_assert_true (clt_action_undo (fixture->conn, first, "li", NULL, NULL, NULL));
  g_assert_true (clt_action_undo (fixture->conn, clients, "li", NULL, NULL, NULL));

  /* an action that brought both the account and its rows does not stand in its own way */
  first = act (fixture, "import.funds", "both.csv", SQL (client, account));
  later = act (fixture, "client.edit", "Li", SQL ("UPDATE client SET name = 'Li'"));
  assert_refused (fixture, first, 1, later, "Li");
}

static void
test_redo_ends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  gint64 first = act (fixture, "settings.edit", "a", SQL ("INSERT INTO setting VALUES ('a', '1')"));
  gint64 second, id;

  g_assert_true (clt_action_undo (fixture->conn, 0, "li", &id, NULL, &error));
  g_assert_cmpint (id, ==, first);
  g_assert_false (clt_action_undo (fixture->conn, first, "li", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING);
  g_clear_error (&error);

  second = act (fixture, "settings.edit", "b", SQL ("INSERT INTO setting VALUES ('b', '1')"));
  g_assert_false (clt_action_redo (fixture->conn, first, "li", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING);
  g_clear_error (&error);
  g_assert_false (clt_action_redo (fixture->conn, 0, "li", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING);
  g_clear_error (&error);

  actions = clt_action_list (fixture->conn, 0, &error);
  g_assert_cmpuint (actions->len, ==, 2);
  g_assert_cmpint (((CltAction *) actions->pdata[0])->id, ==, second);
  g_assert_false (((CltAction *) actions->pdata[0])->undone);
  g_assert_true (((CltAction *) actions->pdata[1])->undone);

  /* an action that changes nothing leaves no trace */
  g_assert_cmpint (act (fixture, "settings.edit", "c", SQL ("UPDATE setting SET value = '1'")), ==,
                   0);
  g_assert_false (clt_action_undo (fixture->conn, 12345, "li", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
}

static gboolean
on_derived_cb (CltConn *conn, const CltTouched *touched, GError **error)
{
  GArray *clients = clt_touched_get_rows (touched, "account.client_id");
  const CltDayRange *range = clt_touched_get_bulk (touched, "funds_daily");

  if (clients != NULL)
    g_assert_cmpint (g_array_index (clients, gint64, 0), ==, 1);
  if (range != NULL)
    g_assert_cmpint (range->first, ==, 20000);
  return clt_conn_run (conn, error,
                       "INSERT INTO month_figure SELECT 1, 1, 0, 'n', count(*), 0 FROM funds_daily"
                       " WHERE true ON CONFLICT DO UPDATE SET numerator = excluded.numerator",
                       "");
}

/* Derived tables follow actions, undo and redo, and listeners hear what was touched. */
static void
test_derived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltTouched) touched = NULL;

  clt_conn_add_derived (fixture->conn, on_derived_cb);
  act (fixture, "import.clients", "clients.csv",
       SQL ("INSERT INTO client (id, name) VALUES (1, 'Wang')",
            "INSERT INTO account (id, client_id, number) VALUES (2, 1, '00000001')"));
  act (fixture, "import.funds", "19980102.csv", SQL ("SELECT 1"));
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT numerator FROM month_figure"), ==, 1);
  g_assert_true (clt_action_undo (fixture->conn, 0, "li", NULL, NULL, NULL));
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT numerator FROM month_figure"), ==, 0);
  touched = clt_conn_dup_last_touched (fixture->conn);
  g_assert_nonnull (clt_touched_get_bulk (touched, "funds_daily"));
  g_assert_true (clt_action_undo (fixture->conn, 0, "li", NULL, NULL, NULL));
  g_assert_true (clt_action_redo (fixture->conn, 0, "li", NULL, NULL, NULL));
  g_assert_true (clt_action_redo (fixture->conn, 0, "li", NULL, NULL, NULL));
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT numerator FROM month_figure"), ==, 1);
}

/* A changeset of many rows is stored compressed and can be undone. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = clt_test_hash_branch (fixture->conn);
  g_autofree char *after = NULL;

  act (fixture, "import.clients", "many",
       SQL ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
            " INSERT INTO client (id, name) SELECT i, 'client ' || i FROM n"));
  after = clt_test_hash_branch (fixture->conn);
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT length(changeset) FROM action"), <,
                   600000);
  g_assert_true (clt_action_undo (fixture->conn, 0, "li", NULL, NULL, NULL));
  assert_hash (fixture, before);
  g_assert_true (clt_action_redo (fixture->conn, 0, "li", NULL, NULL, NULL));
  assert_hash (fixture, after);
}

/* A setting for each rule that is touched; refuses what is to be refused. */
static gboolean
follow_rules (CltConn *conn, const CltTouched *touched, GError **error)
{
  const GArray *rules = clt_touched_get_rows (touched, "rule");

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      g_autofree char *name =
        g_strdup_printf ("rule-%" G_GINT64_FORMAT, g_array_index (rules, gint64, i));

      if (g_array_index (rules, gint64, i) == 1)
        return clt_store_refuse (error, "not this one");
      if (!clt_conn_run (conn, error,
                         "INSERT INTO setting (name, value) VALUES (?, '1')"
                         " ON CONFLICT (name) DO UPDATE SET value = value || '1'",
                         "t", name))
        return FALSE;
    }
  return TRUE;
}

static gint64
count_settings (Fixture *fixture, const char *value)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  clt_conn_get_int (fixture->conn, &n, 0, &error, "SELECT count(*) FROM setting WHERE value = ?",
                    "t", value);
  g_assert_no_error (error);
  return n;
}

/* What follows from an action is part of it: once, undone and done again with it, and told to those who
 * listen; what it refuses leaves nothing. */
static void
test_consequences (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { "rules.set", "", "li" };
  g_autoptr (CltTouched) touched = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = clt_test_hash_branch (fixture->conn);

  clt_conn_add_consequence (fixture->conn, follow_rules);
  act (fixture, "settings.edit", "a", SQL ("INSERT INTO setting VALUES ('a', '1')"));
  g_assert_cmpint (count_settings (fixture, "1"), ==, 1);
  act (fixture, "rules.set", "b", SQL ("UPDATE rule SET value = value + 1 WHERE id = 2"));
  g_assert_cmpint (count_settings (fixture, "1"), ==, 2);
  touched = clt_conn_dup_last_touched (fixture->conn);
  g_assert_nonnull (clt_touched_get_rows (touched, "setting"));
  g_assert_true (clt_action_undo (fixture->conn, 0, "li", NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_settings (fixture, "1"), ==, 1);
  g_assert_true (clt_action_redo (fixture->conn, 0, "li", NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_settings (fixture, "1"), ==, 2);
  g_assert_cmpint (count_settings (fixture, "11"), ==, 0);
  g_assert_true (clt_action_begin (fixture->conn, &info, &error));
  clt_test_exec (fixture->conn, "UPDATE rule SET value = value + 1 WHERE id = 1");
  g_assert_false (clt_action_commit (fixture->conn, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  undo_all (fixture);
  assert_hash (fixture, before);
}

static void
test_layout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  act (fixture, "settings.edit", "a", SQL ("INSERT INTO setting VALUES ('a', '1')"));
  clt_test_exec (fixture->conn, "UPDATE action SET schema_version = 0");
  g_assert_false (clt_action_undo (fixture->conn, 0, "li", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

#define ADD(path, func) g_test_add ("/journal/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("thousand", test_thousand);
  ADD ("selective", test_selective);
  ADD ("named", test_named);
  ADD ("set-aside", test_set_aside);
  ADD ("redo-ends", test_redo_ends);
  ADD ("derived", test_derived);
  ADD ("consequences", test_consequences);
  ADD ("large", test_large);
  ADD ("layout", test_layout);
  ADD ("history", test_history);
  return g_test_run ();
}
