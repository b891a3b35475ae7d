/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lists/clt-key-list.h"

#include "support/clt-test-branch.h"

/* A list of clients by note, as a screen would have it. */

#define N_CLIENTS 3000

typedef struct
{
  char *dir;
  CltStore *store;
  CltKeyList *list;
  guint n_pages;                  /* loaded by workers, atomic */
  guint n_changes;                /* items-changed */
  guint position, removed, added; /* of the last one */
} Fixture;

static Fixture *running; /* the source below has no place for it */

typedef struct
{
  gatomicrefcount ref_count;
  gint64 id;
  char *note;
} Record;

static gpointer
record_ref (gpointer data)
{
  g_atomic_ref_count_inc (&((Record *) data)->ref_count);
  return data;
}

static void
record_unref (gpointer data)
{
  Record *record = data;

  if (!g_atomic_ref_count_dec (&record->ref_count))
    return;
  g_free (record->note);
  g_free (record);
}

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    *(const gboolean *) query ? "SELECT id FROM client ORDER BY note DESC"
                                              : "SELECT id FROM client ORDER BY note",
                    "");
  CltStep step;

  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (record_unref);

  g_atomic_int_inc (&running->n_pages);
  for (guint i = 0; i < n_ids; i++)
    {
      CltStmt *stmt =
        clt_conn_query (conn, error, "SELECT note FROM client WHERE id = ?", "i", ids[i]);
      Record *record;

      if (clt_stmt_step (stmt, error) != CLT_STEP_ROW)
        continue;
      record = g_new0 (Record, 1);
      g_atomic_ref_count_init (&record->ref_count);
      record->id = ids[i];
      record->note = g_strdup (clt_stmt_get_text (stmt, 0));
      g_ptr_array_add (rows, record);
    }
  return g_steal_pointer (&rows);
}

static gpointer
query_copy (gconstpointer query)
{
  return g_memdup2 (query, sizeof (gboolean));
}

static const CltKeyListSource source = {
  load_keys, load_rows, record_ref, record_unref, query_copy, g_free,
};

static void
on_opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
on_items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_changes++;
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
}

static gpointer
fill (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltActionInfo info = { "client.create", NULL, "tester" };

  if (!clt_action_begin (conn, &info, error))
    return NULL;
  for (int i = 1; i <= N_CLIENTS; i++)
    {
      g_autofree char *note = g_strdup_printf ("%06d", i * 10);

      if (!clt_conn_run (conn, error, "INSERT INTO client (id, name, note) VALUES (?, 'x', ?)",
                         "it", (gint64) i, note))
        return NULL;
    }
  clt_action_commit (conn, NULL, error);
  return NULL;
}

static void
run (Fixture *fixture, CltStoreFunc func, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  clt_store_run_async (fixture->store, CLT_STORE_WRITE, G_PRIORITY_DEFAULT, func, data, NULL, NULL,
                       NULL, on_opened_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  clt_store_run_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  running = fixture;
  fixture->dir = clt_test_dir_new ();
  path = g_build_filename (fixture->dir, "a.clientele", NULL);
  clt_store_open_async (path, TRUE, clt_conn_open, NULL, on_opened_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  fixture->store = clt_store_open_finish (result, &error);
  g_assert_no_error (error);
  run (fixture, fill, NULL);
  fixture->list = clt_key_list_new (fixture->store, &source);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_items_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  CltKeyList *list = fixture->list;

  /* A page under way holds the list until it has come. */
  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &fixture->list);
  g_object_unref (list);
  while (fixture->list != NULL)
    g_main_context_iteration (NULL, TRUE);
  clt_store_close (fixture->store);
  g_object_unref (fixture->store);
  clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
}

static void
wait_for_keys (Fixture *fixture)
{
  gboolean loading = TRUE;

  while (loading)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->list, "loading", &loading, NULL);
    }
}

static const Record *
wait_for_record (CltRow *row)
{
  while (clt_row_get_record (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return clt_row_get_record (row);
}

static void
ask (Fixture *fixture, gboolean descending)
{
  clt_key_list_set_query (fixture->list, &descending);
  wait_for_keys (fixture);
}

static gpointer
insert_one (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltActionInfo info = { "client.create", NULL, "tester" };

  if (clt_action_begin (conn, &info, error) &&
      clt_conn_run (conn, error,
                    "INSERT INTO client (id, name, note) VALUES (900000, 'x', '010005')", ""))
    clt_action_commit (conn, NULL, error);
  return NULL;
}

static gpointer
edit_one (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltActionInfo info = { "client.edit", NULL, "tester" };

  if (clt_action_begin (conn, &info, error) &&
      clt_conn_run (conn, error, "UPDATE client SET note = '010001' WHERE id = 1000", ""))
    clt_action_commit (conn, NULL, error);
  return NULL;
}

/* Each position holds the row of its id, wherever one asks. */
static void
test_positions (Fixture *fixture, gconstpointer data)
{
  const guint positions[] = { 0, 1, 255, 256, 1500, 2999 };

  ask (fixture, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_CLIENTS);
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autoptr (CltRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), positions[i]);
      const Record *record = wait_for_record (row);

      g_assert_cmpint (record->id, ==, positions[i] + 1);
      g_assert_cmpint (clt_row_get_id (row), ==, record->id);
      g_assert_cmpuint (clt_key_list_find (fixture->list, record->id), ==, positions[i]);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), N_CLIENTS));
  g_assert_cmpuint (clt_key_list_find (fixture->list, 77777), ==, G_MAXUINT);
}

/* What a view asks for at first, 205 rows, costs one page; the same row is one object. */
static void
test_first_screen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CltRow) again = NULL;

  ask (fixture, FALSE);
  for (guint i = 0; i < 205; i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (fixture->list), i));
  wait_for_record (rows->pdata[204]);
  g_assert_cmpuint (g_atomic_int_get (&fixture->n_pages), ==, 1);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), 7);
  g_assert_true (again == rows->pdata[7]);
}

/* Another order is told in two steps, never as "all rows changed". */
static void
test_other_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltRow) row = NULL;

  ask (fixture, FALSE);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  ask (fixture, TRUE);
  g_assert_cmpuint (fixture->n_changes, ==, 3);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, N_CLIENTS);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_cmpint (wait_for_record (row)->id, ==, N_CLIENTS);
}

/* One new row is told as one row; those on screen stay, with their places. */
static void
test_one_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltRow) before = NULL;
  g_autoptr (CltRow) after = NULL;
  g_autoptr (CltRow) new = NULL;

  ask (fixture, FALSE);
  before = g_list_model_get_item (G_LIST_MODEL (fixture->list), 990);
  after = g_list_model_get_item (G_LIST_MODEL (fixture->list), 1000);
  run (fixture, insert_one, NULL);
  clt_key_list_reload (fixture->list);
  wait_for_keys (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  g_assert_cmpuint (fixture->position, ==, 1000);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 1);
  g_assert_cmpuint (clt_row_get_position (before), ==, 990);
  g_assert_cmpuint (clt_row_get_position (after), ==, 1001);
  new = g_list_model_get_item (G_LIST_MODEL (fixture->list), 1000);
  g_assert_cmpstr (wait_for_record (new)->note, ==, "010005");
  g_assert_cmpint (wait_for_record (after)->id, ==, 1001);
}

/* A changed row is shown anew without a word to the view. */
static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  const gint64 id = 1000;
  g_autoptr (CltRow) row = NULL;

  ask (fixture, FALSE);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 999);
  g_assert_cmpstr (wait_for_record (row)->note, ==, "010000");
  run (fixture, edit_one, NULL);
  clt_key_list_refresh_rows (fixture->list, &id, 1);
  while (g_str_equal (wait_for_record (row)->note, "010000"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (wait_for_record (row)->note, ==, "010001");
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

/* A hurried journey through all pages ends with the row that is looked at. */
static void
test_hurry (Fixture *fixture, gconstpointer data)
{
  CltRow *row = NULL;

  ask (fixture, FALSE);
  for (guint i = 0; i < N_CLIENTS; i += 100)
    {
      g_clear_object (&row);
      row = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
    }
  g_assert_cmpint (wait_for_record (row)->id, ==, 2901);
  g_object_unref (row);
}

/* Two questions at once: the later one is answered. */
static void
test_two_questions (Fixture *fixture, gconstpointer data)
{
  gboolean descending = TRUE;

  clt_key_list_set_query (fixture->list, &descending);
  ask (fixture, FALSE);
  g_assert_cmpint (clt_key_list_get_id (fixture->list, 0), ==, 1);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/key-list/positions", test_positions);
  add ("/key-list/first-screen", test_first_screen);
  add ("/key-list/other-order", test_other_order);
  add ("/key-list/one-more", test_one_more);
  add ("/key-list/refresh", test_refresh);
  add ("/key-list/hurry", test_hurry);
  add ("/key-list/two-questions", test_two_questions);
  return g_test_run ();
}
