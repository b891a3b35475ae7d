/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-lookup.h"
#include "core/store/clt-store.h"

#include "support/clt-test-branch.h"
#include "support/clt-test-work.h"

typedef struct
{
  char *dir, *path;
  CltStore *store;
  int n_changed, n_reload;
} Fixture;

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static CltStore *
open_store (const char *path, gboolean create, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  clt_store_open_async (path, create, clt_conn_open, NULL, on_done_cb, &result);
  return clt_store_open_finish (wait_for (&result), error);
}

static gpointer
run (Fixture *fixture, CltStoreQueue queue, CltStoreFunc func, gpointer data, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  clt_store_run_async (fixture->store, queue, G_PRIORITY_DEFAULT, func, data, NULL, NULL, NULL,
                       on_done_cb, &result);
  return clt_store_run_finish (fixture->store, wait_for (&result), error);
}

static void
on_changed_cb (CltStore *store, CltTouched *touched, Fixture *fixture)
{
  fixture->n_changed++;
  fixture->n_reload += touched == NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = clt_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "b.clientele", NULL);
  fixture->store = open_store (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    {
      clt_store_close (fixture->store);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_finalize_object (fixture->store);
    }
  clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static gpointer
write_setting (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltActionInfo info = { "settings.edit", NULL, "tester" };
  gint64 id = 0;

  if (!clt_action_begin (conn, &info, error) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO setting (name, value) VALUES (?1, ?1)"
                     " ON CONFLICT (name) DO UPDATE SET value = value || 'x'",
                     "t", data) ||
      !clt_action_commit (conn, &id, error))
    return NULL;
  return GSIZE_TO_POINTER ((gsize) id);
}

static gpointer
count_settings (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = 0;

  clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM setting", "");
  return GSIZE_TO_POINTER ((gsize) n);
}

static void
test_read_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (run (fixture, CLT_STORE_WRITE, write_setting, (gpointer) "a", &error));
  g_assert_nonnull (run (fixture, CLT_STORE_WRITE, write_setting, (gpointer) "b", &error));
  g_assert_cmpint (GPOINTER_TO_SIZE (run (fixture, CLT_STORE_LIST, count_settings, NULL, &error)),
                   ==, 2);
  g_assert_cmpint (GPOINTER_TO_SIZE (
                     run (fixture, CLT_STORE_ANALYSIS, count_settings, NULL, &error)),
                   ==, 2);
  g_assert_no_error (error);

  /* a reader cannot write */
  g_assert_null (run (fixture, CLT_STORE_LIST, write_setting, (gpointer) "c", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_READ_ONLY);
}

/* Many writes between two turns of the main loop are one signal with all they touched. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[20] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    clt_store_run_async (fixture->store, CLT_STORE_WRITE, G_PRIORITY_DEFAULT, write_setting,
                         (gpointer) "a", NULL, NULL, NULL, on_done_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      wait_for (&results[i]);
      g_assert_nonnull (clt_store_run_finish (fixture->store, results[i], NULL));
      g_clear_object (&results[i]);
    }
  while (fixture->n_changed == 0 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture->n_changed, <=, 20);
  g_assert_cmpint (fixture->n_reload, ==, 0);
}

static void
test_other_program (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) other = clt_conn_open (fixture->path, CLT_CONN_WRITE, &error);

  g_assert_no_error (error);
  write_setting (other, (gpointer) "from outside", NULL, &error);
  g_assert_no_error (error);
  while (fixture->n_reload == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture->n_changed, ==, fixture->n_reload);
}

/* Cancelling */

static gpointer
count_for_ever (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = 0;

  g_atomic_int_inc ((int *) data);
  clt_conn_get_int (conn, &n, 0, error,
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                    " SELECT count(*) FROM n",
                    "");
  return NULL;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (GError) error = NULL;
  int n_started = 0, n_wrongly = 0;

  clt_store_run_async (fixture->store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, count_for_ever,
                       &n_started, NULL, NULL, cancellable, on_done_cb, &running);
  clt_store_run_async (fixture->store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, count_for_ever,
                       &n_wrongly, NULL, NULL, cancellable, on_done_cb, &waiting);
  while (g_atomic_int_get (&n_started) == 0)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  clt_store_run_finish (fixture->store, wait_for (&running), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  clt_store_run_finish (fixture->store, wait_for (&waiting), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (n_wrongly, ==, 0);

  /* the connection is as good as before */
  g_assert_null (run (fixture, CLT_STORE_LIST, count_settings, NULL, &error));
  g_assert_no_error (error);
}

static gpointer
write_and_cancel (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer id = write_setting (conn, data, cancellable, error);

  g_cancellable_cancel (cancellable);
  return id;
}

/* What was committed is told, even if the cancel came a moment later. */
static void
test_late_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  clt_store_run_async (fixture->store, CLT_STORE_WRITE, G_PRIORITY_DEFAULT, write_and_cancel,
                       (gpointer) "a", NULL, NULL, cancellable, on_done_cb, &result);
  g_assert_nonnull (clt_store_run_finish (fixture->store, wait_for (&result), &error));
  g_assert_no_error (error);
}

static gpointer
answer_and_cancel (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_cancellable_cancel (cancellable);
  return g_strdup ("answer");
}

/* An answer that was ready when the question was called off is not taken for one to the next. */
static void
test_late_answer (Fixture *fixture, gconstpointer data)
{
  static const CltStoreQueue queues[] = { CLT_STORE_LIST, CLT_STORE_ANALYSIS };

  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      clt_store_run_async (fixture->store, queues[i], G_PRIORITY_DEFAULT, answer_and_cancel, NULL,
                           NULL, g_free, cancellable, on_done_cb, &result);
      g_assert_null (clt_store_run_finish (fixture->store, wait_for (&result), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Order, closing, failing */

typedef struct
{
  GMutex gate;
  GString *order;
} Order;

static gpointer
pass_gate (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Order *order = data;

  g_mutex_lock (&order->gate);
  g_mutex_unlock (&order->gate);
  return NULL;
}

typedef struct
{
  Order *order;
  char letter;
} Letter;

static gpointer
append_letter (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Letter *letter = data;

  g_string_append_c (letter->order->order, letter->letter);
  return NULL;
}

static void
test_priority (Fixture *fixture, gconstpointer data)
{
  Order order = { .order = g_string_new (NULL) };
  Letter letters[] = { { &order, 'd' },
                       { &order, 'a' },
                       { &order, 'e' },
                       { &order, 'b' },
                       { &order, 'c' } };
  const int priorities[] = { 10, -10, 20, -10, -10 };
  GAsyncResult *results[6] = { NULL };

  g_mutex_init (&order.gate);
  g_mutex_lock (&order.gate);
  clt_store_run_async (fixture->store, CLT_STORE_LIST, -100, pass_gate, &order, NULL, NULL, NULL,
                       on_done_cb, &results[5]);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    clt_store_run_async (fixture->store, CLT_STORE_LIST, priorities[i], append_letter, &letters[i],
                         NULL, NULL, NULL, on_done_cb, &results[i]);
  g_mutex_unlock (&order.gate);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      wait_for (&results[i]);
      g_clear_object (&results[i]);
    }
  g_assert_cmpstr (order.order->str, ==, "abcde");
  g_mutex_clear (&order.gate);
  g_string_free (order.order, TRUE);
}

static int n_freed;

static void
count_free (gpointer data)
{
  g_atomic_int_inc (&n_freed);
}

static gpointer
sleep_a_little (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_atomic_int_inc ((int *) data);
  g_usleep (50000);
  return data;
}

/* What was to be written is written; what was only to be refreshed or read is refused. */
static void
test_close_while_busy (Fixture *fixture, gconstpointer data)
{
  const int priorities[] = { G_PRIORITY_DEFAULT, G_PRIORITY_LOW, G_PRIORITY_DEFAULT };
  GAsyncResult *results[4] = { NULL };
  g_autoptr (GError) error = NULL;
  int n_started = 0;

  n_freed = 0;
  for (guint i = 0; i < 3; i++)
    clt_store_run_async (fixture->store, CLT_STORE_WRITE, priorities[i], sleep_a_little, &n_started,
                         count_free, NULL, NULL, on_done_cb, &results[i]);
  while (g_atomic_int_get (&n_started) == 0)
    g_usleep (1000);
  clt_store_close (fixture->store);
  clt_store_run_async (fixture->store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, sleep_a_little,
                       &n_started, count_free, NULL, NULL, on_done_cb, &results[3]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      if (i % 2 == 0)
        {
          g_assert_true (clt_store_run_finish (fixture->store, wait_for (&results[i]), NULL) ==
                         &n_started);
          continue;
        }
      clt_store_run_finish (fixture->store, wait_for (&results[i]), &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
      g_clear_error (&error);
    }
  g_assert_cmpint (n_started, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_clear_object (&results[i]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (n_freed, ==, 4);
}

/* The last reference goes while a job runs: its result still comes, then all is gone. */
static void
test_drop_while_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  CltStore *store = fixture->store;
  int n_started = 0;

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  clt_store_run_async (store, CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT, sleep_a_little, &n_started,
                       NULL, NULL, NULL, on_done_cb, &result);
  g_clear_object (&fixture->store);
  g_assert_true (clt_store_run_finish (store, wait_for (&result), NULL) == &n_started);
  g_clear_object (&result);
  while (store != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_open_failure (void)
{
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "none.clientele", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (open_store (path, FALSE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_file_set_contents (path, "not a branch file", -1, NULL);
  g_assert_null (open_store (path, FALSE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_OURS);
  g_clear_error (&error);
  g_assert_null (open_store (path, TRUE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS);
  clt_test_dir_remove (dir);
}

/* Readers and the writer at once: each reader sees whole states only. */

static gpointer
write_pair (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltActionInfo info = { "settings.edit", NULL, "tester" };

  if (!clt_action_begin (conn, &info, error) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO trading_day SELECT coalesce (max (day), 0) + d.column1"
                     " FROM trading_day, (VALUES (1), (2)) AS d GROUP BY d.column1",
                     ""))
    return NULL;
  clt_action_commit (conn, NULL, error);
  return NULL;
}

static gpointer
count_days (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = -1;

  clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM trading_day", "");
  return GINT_TO_POINTER ((int) n % 2);
}

static void
test_together (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[300] = { NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    clt_store_run_async (fixture->store, i % 3, G_PRIORITY_DEFAULT,
                         i % 3 == CLT_STORE_WRITE ? write_pair : count_days, NULL, NULL, NULL, NULL,
                         on_done_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_null (clt_store_run_finish (fixture->store, wait_for (&results[i]), &error));
      g_assert_no_error (error);
      g_clear_object (&results[i]);
    }
}

static gpointer
stumble (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_cancellable_cancel (cancellable);
  g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_FAILED, "Something else.");
  return NULL;
}

/* What was called off is called off, whatever else it met with. */
static void
test_stumble (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  clt_store_run_async (fixture->store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, stumble, NULL, NULL,
                       NULL, cancellable, on_done_cb, &result);
  g_assert_null (clt_store_run_finish (fixture->store, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
call_off (CltConn *conn,
          gint64 id,
          const char *name,
          CltDay day,
          gboolean fresh,
          gint64 *value,
          GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled.");
  return FALSE;
}

static gpointer
look_up (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const names[] = { "called-off", NULL };
  gint64 value;

  clt_conn_add_lookup (conn, names, call_off);
  clt_conn_get_int (conn, &value, 0, error, "SELECT clt_lookup (1, 'called-off', 2)", "");
  return NULL;
}

/* So is the statement whose figure was being looked up. */
static void
test_lookup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (fixture, CLT_STORE_LIST, look_up, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add ("/store/" path, Fixture, NULL, set_up, func, tear_down)

static gint64
bind_and_read (CltConn *conn, const char *type, gint64 value)
{
  g_autoptr (GError) error = NULL;
  gint64 read = 0;

  if (*type == 'y')
    clt_conn_get_int (conn, &read, 7, &error, "SELECT ?", type, (CltDay) value);
  else
    clt_conn_get_int (conn, &read, 7, &error, "SELECT ?", type, value);
  g_assert_no_error (error);
  return read;
}

/* A loss may be as many fen as the day that is none. */
static void
test_bind_nothing (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  CltConn *conn = clt_conn_open (path, CLT_CONN_CREATE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (bind_and_read (conn, "m", -5), ==, -5);
  g_assert_cmpint (bind_and_read (conn, "m", CLT_DAY_NONE), ==, CLT_DAY_NONE);
  g_assert_cmpint (bind_and_read (conn, "m", CLT_MONEY_NONE), ==, 7);
  g_assert_cmpint (bind_and_read (conn, "y", -5), ==, -5);
  g_assert_cmpint (bind_and_read (conn, "y", CLT_DAY_NONE), ==, 7);
  clt_conn_close (conn);
  clt_test_dir_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("read-write", test_read_write);
  ADD ("changed", test_changed);
  ADD ("other-program", test_other_program);
  ADD ("cancel", test_cancel);
  ADD ("late-cancel", test_late_cancel);
  ADD ("late-answer", test_late_answer);
  ADD ("stumble", test_stumble);
  ADD ("lookup", test_lookup);
  ADD ("priority", test_priority);
  ADD ("close-while-busy", test_close_while_busy);
  ADD ("drop-while-busy", test_drop_while_busy);
  g_test_add_func ("/store/open-failure", test_open_failure);
  ADD ("together", test_together);
  g_test_add_func ("/store/bind-nothing", test_bind_nothing);
  return g_test_run ();
}
