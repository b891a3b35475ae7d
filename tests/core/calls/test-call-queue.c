/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To whom calls are due, in which order, and that no two people have one at once. */
#include "core/calls/clt-absence.h"
#include "core/calls/clt-call-queue.h"

#include <string.h>

#include "core/calls/clt-call-words.h"
#include "core/calls/clt-task.h"

#include "../clients/branch-fixture.h"

/* A Monday. */
#define DAY 20260302

static gint64
at (int days, int hour, int minute)
{
  return clt_day_get_instant (clt_day_from_yyyymmdd (DAY) + days, hour * 60 + minute);
}

static void
begin (CltConn *conn, gint64 when)
{
  const CltActionInfo info = { .name = "call.finish", .who = "test", .at = when };
  g_autoptr (GError) error = NULL;

  clt_action_begin (conn, &info, &error);
  g_assert_no_error (error);
}

static void
commit (CltConn *conn)
{
  g_autoptr (GError) error = NULL;

  clt_action_commit (conn, NULL, &error);
  g_assert_no_error (error);
}

static gint64
add_staff (Branch *branch, const char *name, const char *role)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch, "INSERT INTO staff (id, number, name, role) VALUES (?1, ?1, ?2, ?3)", "itt",
              id, name, role);
  return id;
}

static gint64
add_call (Branch *branch, gint64 client, gint64 staff, int days, int time, int priority)
{
  const CltCall plan = { .client_id = client,
                         .staff_id = staff,
                         .due_time = time,
                         .due = clt_day_from_yyyymmdd (DAY) + days,
                         .priority = priority,
                         .duty = TRUE };
  g_autoptr (GError) error = NULL;
  gint64 id = clt_call_plan (branch->conn, &plan, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
load (CltConn *conn, gint64 staff, const char *desk_name, gint64 when)
{
  const CltCallDesk desk = { staff, desk_name, desk_name };
  g_autoptr (GError) error = NULL;
  GPtrArray *items = clt_call_queue_load (conn, &desk, when, &error);

  g_assert_no_error (error);
  return items;
}

/* The ids of a queue as words. */
static char *
print_queue (CltConn *conn, gint64 staff, const char *desk, gint64 when)
{
  g_autoptr (GPtrArray) items = load (conn, staff, desk, when);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            ((CltQueueItem *) items->pdata[i])->call->id);
  return g_string_free (text, FALSE);
}

#define assert_queue(conn, staff, desk, when, ...)                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const gint64 ids[] = { __VA_ARGS__ };                                                          \
    g_autoptr (GString) expected = g_string_new (NULL);                                            \
    g_autofree char *found = print_queue (conn, staff, desk, when);                                \
    for (guint k = 0; k < G_N_ELEMENTS (ids) && ids[k] != 0; k++)                                  \
      g_string_append_printf (expected, "%s%" G_GINT64_FORMAT, k > 0 ? " " : "", ids[k]);          \
    g_assert_cmpstr (found, ==, expected->str);                                                    \
  }                                                                                                \
  G_STMT_END

static CltCallEnded
finish (CltConn *conn,
        gint64 staff,
        const char *desk_name,
        gint64 id,
        const char *outcome,
        gint64 when)
{
  const CltCallDesk desk = { staff, desk_name, desk_name };
  const CltCallEnd end = { .call_id = id,
                           .outcome = outcome,
                           .reason = "test",
                           .again = g_str_equal (outcome, "later") ? clt_instant_get_day (when) + 1
                                                                   : CLT_DAY_NONE,
                           .again_time = -1,
                           .promise_due = CLT_DAY_NONE };
  g_autoptr (GError) error = NULL;
  CltCallEnded ended;

  begin (conn, when);
  clt_call_end (conn, &desk, &end, &ended, &error);
  g_assert_no_error (error);
  commit (conn);
  return ended;
}

/* ---- order and owners ---------------------------------------------------------------------- */

static void
test_order (Branch *branch, gconstpointer data)
{
  gint64 client, a, b, plain, urgent, old, agreed, later, theirs, nobody;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  a = add_staff (branch, "A", "specialist");
  b = add_staff (branch, "B", "specialist");
  plain = add_call (branch, client, a, 0, -1, 0);
  urgent = add_call (branch, client, a, 0, -1, 5);
  old = add_call (branch, client, a, -1, -1, 0);
  agreed = add_call (branch, client, a, 0, 10 * 60, 0);
  later = add_call (branch, client, a, 0, 15 * 60, 9);
  theirs = add_call (branch, client, b, 0, 11 * 60, 0);
  nobody = add_call (branch, client, 0, 0, -1, 1);
  add_call (branch, client, a, 1, -1, 0);
  commit (branch->conn);

  assert_queue (branch->conn, a, "a", at (0, 10, 0), agreed, urgent, nobody, old, plain, later);
  /* yesterday’s is everybody’s; half an hour after its time, so is theirs */
  assert_queue (branch->conn, b, "b", at (0, 10, 0), nobody, old, theirs);
  assert_queue (branch->conn, a, "a", at (0, 11, 31), agreed, theirs, urgent, nobody, old, plain,
                later);
  assert_queue (branch->conn, b, "b", at (0, 10, 30), nobody, old, theirs);
  assert_queue (branch->conn, b, "b", at (0, 10, 31), agreed, nobody, old, theirs);
}

/* Who is away from @from on, as “name first last stand-in calls”, days counted from DAY. */
static char *
list_absences (Branch *branch, CltDay from)
{
  CltDay day = clt_day_from_yyyymmdd (DAY);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) absences = clt_absence_list (branch->conn, from, &error);
  GString *text = g_string_new ("");

  g_assert_no_error (error);
  for (guint i = 0; i < absences->len; i++)
    {
      const CltAbsence *absence = absences->pdata[i];

      g_string_append_printf (text, "%s %d %d %s %" G_GINT64_FORMAT "; ", absence->staff,
                              absence->first - day, absence->last - day,
                              absence->stand_in_id == 0 ? "-" : absence->stand_in,
                              absence->n_calls);
    }
  return g_string_free (text, FALSE);
}

static void
assert_absences (Branch *branch, CltDay from, const char *expected)
{
  g_autofree char *text = list_absences (branch, from);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_absences (Branch *branch, gconstpointer data)
{
  CltDay day = clt_day_from_yyyymmdd (DAY);
  gint64 client, a, b, away;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) work = NULL;
  const CltOpenWork *first;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  a = add_staff (branch, "A", "specialist");
  b = add_staff (branch, "B", "specialist");
  add_call (branch, client, a, 0, -1, 0);
  add_call (branch, client, a, 2, -1, 0);
  add_call (branch, client, a, 3, -1, 0);
  away = clt_absence_add (branch->conn, a, day, day + 2, b, &error);
  g_assert_no_error (error);
  g_assert_cmpint (clt_absence_add (branch->conn, b, day + 1, day + 1, 0, &error), !=, 0);
  commit (branch->conn);
  assert_absences (branch, day + 1, "A 0 2 B 2; B 1 1 - 0; ");
  assert_absences (branch, day + 2, "A 0 2 B 2; ");
  assert_absences (branch, day + 3, "");

  work = clt_open_work_list (branch->conn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work->len, ==, 1);
  first = work->pdata[0];
  g_assert_cmpstr (first->staff, ==, "A");
  g_assert_cmpint (first->n_calls, ==, 3);
  g_assert_cmpint (first->n_tasks, ==, 0);

  begin (branch->conn, at (0, 9, 0));
  g_assert_true (clt_absence_remove (branch->conn, away, &error));
  g_assert_no_error (error);
  g_assert_false (clt_absence_remove (branch->conn, away, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  commit (branch->conn);
  assert_absences (branch, day, "B 1 1 - 0; ");
}

static void
test_absent_and_gone (Branch *branch, gconstpointer data)
{
  CltDay day = clt_day_from_yyyymmdd (DAY);
  gint64 client, a, b, c, call, mine;
  g_autoptr (GError) error = NULL;
  gint64 calls, tasks;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  a = add_staff (branch, "A", "specialist");
  b = add_staff (branch, "B", "specialist");
  c = add_staff (branch, "C", "specialist");
  call = add_call (branch, client, a, 0, -1, 0);
  mine = add_call (branch, client, b, 0, -1, 0);
  g_assert_cmpint (clt_absence_add (branch->conn, a, day, day + 3, b, &error), !=, 0);
  g_assert_cmpint (clt_absence_add (branch->conn, a, day, day + 3, a, NULL), ==, 0);
  commit (branch->conn);
  assert_queue (branch->conn, b, "b", at (0, 10, 0), call, mine);
  assert_queue (branch->conn, c, "c", at (0, 10, 0), 0);

  begin (branch->conn, at (0, 9, 0));
  branch_run (branch, "UPDATE staff SET left_on = ? WHERE id = ?", "ii", (gint64) day, b);
  commit (branch->conn);
  assert_queue (branch->conn, c, "c", at (0, 10, 0), call, mine);

  begin (branch->conn, at (0, 9, 0));
  clt_call_hand_over (branch->conn, b, c, &calls, &tasks, &error);
  g_assert_no_error (error);
  g_assert_cmpint (calls, ==, 1);
  commit (branch->conn);
  assert_queue (branch->conn, c, "c", at (0, 10, 0), call, mine);
  assert_queue (branch->conn, a, "a", at (0, 10, 0), call);
}

/* ---- on the screen ------------------------------------------------------------------------- */

static void
test_claims (Branch *branch, gconstpointer data)
{
  g_autoptr (CltConn) other = NULL;
  g_autoptr (GError) error = NULL;
  CltCallDesk one = { 0, "a", "1" }, two = { 0, "b", "2" };
  gint64 client, first, second;
  CltQueueItem *item = NULL;
  gboolean kept;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  first = add_call (branch, client, 0, 0, -1, 1);
  second = add_call (branch, client, 0, 0, -1, 0);
  commit (branch->conn);
  other = clt_branch_open (branch->path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);

  g_assert_true (clt_call_queue_take (branch->conn, &one, 0, at (0, 10, 0), NULL, &item, &error));
  g_assert_cmpint (item->call->id, ==, first);
  g_clear_pointer (&item, clt_queue_item_free);
  g_assert_true (clt_call_queue_take (other, &two, 0, at (0, 10, 1), NULL, &item, &error));
  g_assert_cmpint (item->call->id, ==, second);
  g_clear_pointer (&item, clt_queue_item_free);
  g_assert_false (clt_call_queue_take (other, &two, first, at (0, 10, 2), "why", &item, &error));
  g_clear_error (&error);

  /* killed and started again: its own desk has it again */
  g_assert_true (clt_call_queue_take (branch->conn, &one, 0, at (0, 10, 3), NULL, &item, &error));
  g_assert_cmpint (item->call->id, ==, first);
  g_clear_pointer (&item, clt_queue_item_free);
  g_assert_true (clt_call_queue_keep (branch->conn, &one, first, at (0, 10, 10), &kept, &error));
  g_assert_true (kept);
  /* nobody else may settle it, and a quarter of an hour without a sign gives it back */
  begin (other, at (0, 10, 12));
  {
    const CltCallEnd end = { .call_id = first, .outcome = "complete", .again = CLT_DAY_NONE };
    CltCallEnded ended;

    g_assert_false (clt_call_end (other, &two, &end, &ended, &error));
    g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    g_clear_error (&error);
  }
  clt_action_rollback (other);
  g_assert_true (clt_call_queue_take (other, &two, first, at (0, 10, 26), NULL, &item, &error));
  g_assert_cmpint (item->call->id, ==, first);
  g_clear_pointer (&item, clt_queue_item_free);
  g_assert_true (clt_call_queue_keep (branch->conn, &one, first, at (0, 10, 27), &kept, &error));
  g_assert_false (kept);
}

static void
assert_kept_reason (Branch *branch, const char *expected)
{
  CltStmt *stmt = clt_conn_query (branch->conn, NULL, "SELECT override_reason FROM contact", "");

  g_assert_cmpint (clt_stmt_step (stmt, NULL), ==, CLT_STEP_ROW);
  g_assert_cmpstr (clt_stmt_get_text (stmt, 0), ==, expected);
  clt_stmt_reset (stmt);
}

/* At noon only with a reason, which the contact then tells. */
static void
test_against_the_rules (Branch *branch, gconstpointer data)
{
  const CltCallDesk desk = { 0, "a", "1" };
  const CltCallEnd end = { .again = CLT_DAY_NONE, .again_time = -1, .outcome = "no-answer" };
  CltCallEnd without_reason;
  g_autoptr (GError) error = NULL;
  CltQueueItem *item = NULL;
  CltCallEnded ended;
  gint64 client, call;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  call = add_call (branch, client, 0, 0, -1, 1);
  commit (branch->conn);
  without_reason = end;
  without_reason.call_id = call;

  g_assert_true (clt_call_queue_take (branch->conn, &desk, 0, at (0, 12, 0), NULL, &item, &error));
  g_assert_null (item);
  g_assert_false (
    clt_call_queue_take (branch->conn, &desk, call, at (0, 12, 0), " ", &item, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  begin (branch->conn, at (0, 12, 0));
  g_assert_false (clt_call_end (branch->conn, &desk, &without_reason, &ended, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_action_rollback (branch->conn);

  g_assert_true (clt_call_queue_take (branch->conn, &desk, call, at (0, 12, 0), "he asked for it",
                                      &item, &error));
  g_clear_pointer (&item, clt_queue_item_free);
  begin (branch->conn, at (0, 12, 5));
  clt_call_end (branch->conn, &desk, &without_reason, &ended, &error);
  g_assert_no_error (error);
  commit (branch->conn);
  assert_kept_reason (branch, "he asked for it");
  /* four hours later, in another part of the day */
  g_assert_cmpint (ended.next, ==, at (0, 18, 0));
}

/* Before the time that was agreed nobody calls without a reason, which is kept. */
static void
test_before_its_time (Branch *branch, gconstpointer data)
{
  const CltCallDesk desk = { 0, "me", "me" };
  const CltCallEnd end = { .outcome = "busy",
                           .again = CLT_DAY_NONE,
                           .again_time = -1,
                           .promise_due = CLT_DAY_NONE };
  CltCallEnd with_call = end;
  g_autoptr (GError) error = NULL;
  CltQueueItem *item = NULL;
  CltCallEnded ended;

  begin (branch->conn, at (0, 8, 0));
  with_call.call_id =
    add_call (branch, branch_add_client (branch, "甲", "001", 20200101), 0, 0, 15 * 60, 1);
  commit (branch->conn);
  g_assert_false (clt_call_queue_take (branch->conn, &desk, with_call.call_id, at (0, 10, 0), NULL,
                                       &item, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "15:00"));
  g_clear_error (&error);
  g_assert_true (clt_call_queue_take (branch->conn, &desk, with_call.call_id, at (0, 10, 0),
                                      "he rang up", &item, &error));
  g_assert_no_error (error);
  g_clear_pointer (&item, clt_queue_item_free);
  begin (branch->conn, at (0, 10, 5));
  clt_call_end (branch->conn, &desk, &with_call, &ended, &error);
  g_assert_no_error (error);
  commit (branch->conn);
  assert_kept_reason (branch, "he rang up");
}

/* ---- what comes of calls ------------------------------------------------------------------- */

static void
test_outcomes (Branch *branch, gconstpointer data)
{
  static const struct
  {
    const char *outcome, *state, *task;
  } cases[] = {
    { "complete", "done", NULL },
    { "reached", "done", NULL },
    { "broken", "open", NULL },
    { "declined", "dropped", NULL },
    { "later", "open", NULL },
    { "no-answer", "open", NULL },
    { "busy", "open", NULL },
    { "off", "open", NULL },
    { "suspended", "open", NULL },
    { "language", "open", NULL },
    { "no-number", "dropped", "contact-data" },
    { "not-client", "dropped", "contact-data" },
    { "wrong-number", "dropped", "contact-data" },
    { "lost", "dropped", "letter" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = g_strdup_printf ("%03u", i);
      g_autoptr (GPtrArray) tasks = NULL;
      g_autoptr (CltCall) call = NULL;
      g_autoptr (GError) error = NULL;
      gint64 client, id;

      g_test_message ("%s", cases[i].outcome);
      begin (branch->conn, at (0, 8, 0));
      client = branch_add_client (branch, "甲", number, 20200101);
      id = add_call (branch, client, 0, 0, -1, 0);
      commit (branch->conn);
      finish (branch->conn, 0, "a", id, cases[i].outcome, at (0, 10, 0));
      call = clt_call_load (branch->conn, id, &error);
      g_assert_cmpstr (call->state, ==, cases[i].state);
      tasks = clt_task_list (branch->conn, 0, client, FALSE, &error);
      g_assert_cmpuint (tasks->len, ==, cases[i].task != NULL);
      if (cases[i].task != NULL)
        g_assert_cmpstr (((CltTask *) tasks->pdata[0])->kind, ==, cases[i].task);
    }
}

/* Five in vain within ten working days: lost, and a letter. */
static void
test_lost (Branch *branch, gconstpointer data)
{
  gint64 client, id, when = at (0, 9, 0);
  CltCallEnded ended;
  int n = 0;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  id = add_call (branch, client, 0, 0, -1, 0);
  commit (branch->conn);
  do
    {
      ended = finish (branch->conn, 0, "a", id, "no-answer", when);
      n++;
      g_assert_true (ended.lost || ended.next > when);
      when = ended.next;
    }
  while (!ended.lost);
  g_assert_cmpint (n, ==, 5);
  g_assert_cmpint (ended.task_id, !=, 0);
  assert_queue (branch->conn, 0, "a", at (30, 10, 0), 0);
}

static void
test_moves (Branch *branch, gconstpointer data)
{
  const CltCallDesk desk = { 0, "a", "1" };
  CltDay day = clt_day_from_yyyymmdd (DAY);
  g_autoptr (GError) error = NULL;
  gint64 client, id, moves;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  id = add_call (branch, client, 0, 0, -1, 0);
  g_assert_true (clt_call_move (branch->conn, &desk, id, day, 15 * 60, NULL, &error));
  g_assert_true (clt_call_move (branch->conn, &desk, id, day + 1, -1, NULL, &error));
  /* the third needs a reason; so do noon and the past, which no reason mends */
  g_assert_false (clt_call_move (branch->conn, &desk, id, day + 2, -1, NULL, NULL));
  g_assert_true (clt_call_move (branch->conn, &desk, id, day + 2, 12 * 60, "he says so", &error));
  g_assert_false (clt_call_move (branch->conn, &desk, id, day - 1, -1, "why not", NULL));
  g_assert_true (clt_call_count_moves (branch->conn, id, &moves, &error));
  g_assert_cmpint (moves, ==, 3);
  id = add_call (branch, client, 0, 0, -1, 0);
  g_assert_false (clt_call_move (branch->conn, &desk, id, day + 2, 12 * 60, NULL, NULL));
  commit (branch->conn);
}

/* ---- two programs -------------------------------------------------------------------------- */

#define N_RACES 60

typedef struct
{
  const char *path, *name;
  GArray *taken; /* gint64 */
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (racer->path, CLT_CONN_WRITE, &error);
  g_autoptr (GPtrArray) items = NULL;

  g_assert_no_error (error);
  /* as the window does: a list that is shown, then one after the other */
  items = load (conn, 0, racer->name, at (0, 10, 0));
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *desk_name = g_strdup_printf ("%s%u", racer->name, i);
      const CltCallDesk desk = { 0, racer->name, desk_name };
      CltQueueItem *item = NULL;

      g_assert_true (clt_call_queue_take (conn, &desk, 0, at (0, 10, 0), NULL, &item, &error));
      if (item == NULL)
        break;
      g_array_append_val (racer->taken, item->call->id);
      clt_queue_item_free (item);
    }
  return NULL;
}

static void
test_race (Branch *branch, gconstpointer data)
{
  Racer racers[2] = { { branch->path, "a", NULL }, { branch->path, "b", NULL } };
  g_autoptr (GHashTable) all = g_hash_table_new (NULL, NULL);
  GThread *threads[2];
  gint64 client;

  begin (branch->conn, at (0, 8, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  for (int i = 0; i < N_RACES; i++)
    add_call (branch, client, 0, 0, -1, 0);
  commit (branch->conn);
  for (guint i = 0; i < 2; i++)
    {
      racers[i].taken = g_array_new (FALSE, FALSE, sizeof (gint64));
      threads[i] = g_thread_new (racers[i].name, race, &racers[i]);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_thread_join (threads[i]);
      for (guint j = 0; j < racers[i].taken->len; j++)
        g_assert_true (
          g_hash_table_add (all,
                            GSIZE_TO_POINTER ((gsize) g_array_index (racers[i].taken, gint64, j))));
      g_array_unref (racers[i].taken);
    }
  g_assert_cmpuint (g_hash_table_size (all), ==, N_RACES);
}

/* ---- property ------------------------------------------------------------------------------ */

typedef struct
{
  Branch *branch;
  CltConn *conns[2]; /* two programs */
  gint64 staff[5];
  guint n_staff;
  gint64 held[2]; /* by each program; 0: nothing */
  gint64 now;
} World;

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static void
make_world (World *world)
{
  static const char *const roles[] = { "specialist", "adviser", "manager" };
  static const char *const occasions[] = { "plain",     "new-account", "sample",
                                           "complaint", "survey",      "promise" };
  static const char *const relations[] = { "service", "adviser", "introducer", "development" };
  CltDay day = clt_day_from_yyyymmdd (DAY);
  Branch *branch = world->branch;
  g_autoptr (GError) error = NULL;

  begin (branch->conn, at (0, 8, 0));
  world->n_staff = pick (G_N_ELEMENTS (world->staff) + 1);
  for (guint i = 0; i < world->n_staff; i++)
    world->staff[i] = add_staff (branch, "P", roles[pick (3)]);
  for (guint i = 0; i < world->n_staff; i++)
    {
      guint other = pick (world->n_staff);

      if (pick (4) == 0)
        branch_run (branch, "UPDATE staff SET left_on = ? WHERE id = ?", "ii",
                    (gint64) day + (gint64) pick (4) - 1, world->staff[i]);
      if (pick (3) == 0)
        clt_absence_add (branch->conn, world->staff[i], day + (CltDay) pick (3),
                         day + 3 + (CltDay) pick (3), other == i ? 0 : world->staff[other], &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *number = g_strdup_printf ("%03u", i);
      gint64 client = branch_add_client (branch, "甲", number, 20200101);
      CltCall plan = { .client_id = client,
                       .due = day + (CltDay) pick (4) - 1,
                       .due_time = pick (2) == 0 ? -1 : 540 + (int) pick (600),
                       .priority = pick (3),
                       .duty = TRUE,
                       .occasion = (char *) occasions[pick (G_N_ELEMENTS (occasions))] };

      for (guint j = 0; world->n_staff > 0 && j < pick (4); j++)
        branch_run (branch,
                    "INSERT INTO assignment (id, client_id, staff_id, relation, valid_from)"
                    " VALUES (?, ?, ?, ?, 0)",
                    "iiit", branch_new_id (branch), client, world->staff[pick (world->n_staff)],
                    relations[pick (G_N_ELEMENTS (relations))]);
      if (world->n_staff > 0 && pick (3) > 0)
        plan.staff_id = world->staff[pick (world->n_staff)];
      g_assert_cmpint (clt_call_plan (branch->conn, &plan, &error), !=, 0);
    }
  commit (branch->conn);
}

static gboolean
is_here (World *world, gint64 staff)
{
  CltDay day = clt_instant_get_day (world->now);
  g_autoptr (GError) error = NULL;
  gint64 here;

  g_assert_true (clt_conn_get_int (
    world->branch->conn, &here, 0, &error,
    "SELECT (left_on IS NULL OR left_on > ?2) AND NOT EXISTS (SELECT 1 FROM absence WHERE"
    " staff_id = ?1 AND valid_from <= ?2 AND valid_to >= ?2) FROM staff WHERE id = ?1",
    "ii", staff, (gint64) day));
  return here != 0;
}

static void
mark_shown (World *world, gint64 staff, GHashTable *shown)
{
  g_autofree char *desk = g_strdup_printf ("look%" G_GINT64_FORMAT, staff);
  g_autoptr (GPtrArray) items = load (world->branch->conn, staff, desk, world->now);

  for (guint i = 0; i < items->len; i++)
    {
      const CltQueueItem *item = items->pdata[i];

      g_assert_cmpstr (item->call->state, ==, "open");
      for (guint j = 0; j < 2; j++)
        g_assert_cmpint (item->call->id, !=, world->held[j]);
      g_hash_table_add (shown, GSIZE_TO_POINTER ((gsize) item->call->id));
    }
}

/* Every call that is due stands in a queue or on a screen, and on one screen only. */
static void
check_world (World *world)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;
  gboolean somebody = FALSE;

  g_assert_true (world->held[0] == 0 || world->held[0] != world->held[1]);
  for (guint i = 0; i < world->n_staff; i++)
    if (is_here (world, world->staff[i]))
      {
        somebody = TRUE;
        mark_shown (world, world->staff[i], shown);
      }
  if (!somebody)
    mark_shown (world, 0, shown);
  for (guint j = 0; j < 2; j++)
    g_hash_table_add (shown, GSIZE_TO_POINTER ((gsize) world->held[j]));
  open = clt_call_list (world->branch->conn, 0, clt_instant_get_day (world->now), FALSE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < open->len; i++)
    {
      const CltCall *call = open->pdata[i];

      g_assert_false (clt_call_outcome_is_final (call->outcome));
      g_assert_true (g_hash_table_contains (shown, GSIZE_TO_POINTER ((gsize) call->id)));
    }
}

static void
act (World *world, guint program)
{
  static const char *const names[] = { "one", "two" };
  gint64 staff = world->n_staff == 0 ? 0 : world->staff[program % world->n_staff];
  const CltCallDesk desk = { staff, names[program], names[program] };
  g_autoptr (GError) error = NULL;
  CltQueueItem *item = NULL;

  if (world->held[program] == 0)
    {
      g_assert_true (
        clt_call_queue_take (world->conns[program], &desk, 0, world->now, NULL, &item, &error));
      world->held[program] = item == NULL ? 0 : item->call->id;
      g_clear_pointer (&item, clt_queue_item_free);
      return;
    }
  if (pick (5) == 0)
    {
      g_assert_true (
        clt_call_queue_release (world->conns[program], &desk, world->held[program], &error));
      world->held[program] = 0;
      return;
    }
  {
    guint n = 13;
    const char *outcome = clt_call_outcomes[pick (n)];
    g_autoptr (CltCall) call = NULL;

    finish (world->conns[program], staff, names[program], world->held[program], outcome,
            world->now);
    call = clt_call_load (world->branch->conn, world->held[program], &error);
    g_assert_cmpint (clt_call_outcome_is_final (call->outcome), ==,
                     !g_str_equal (call->state, "open"));
    world->held[program] = 0;
  }
}

static void
test_property (Branch *branch, gconstpointer data)
{
  World world = { .branch = branch, .now = at (0, 9, 0) };
  g_autoptr (GError) error = NULL;

  make_world (&world);
  for (guint i = 0; i < 2; i++)
    {
      world.conns[i] = clt_branch_open (branch->path, CLT_CONN_WRITE, &error);
      g_assert_no_error (error);
    }
  for (int step = 0; step < 120; step++)
    {
      act (&world, pick (2));
      check_world (&world);
      /* shorter than a lease, and a new one with each step */
      if (world.held[0] == 0 && world.held[1] == 0 && pick (4) == 0)
        world.now += 3600 * (1 + (gint64) pick (8));
      else
        world.now += 5;
    }
  for (guint i = 0; i < 2; i++)
    clt_conn_close (world.conns[i]);
}

static void
assert_reason (Branch *branch,
               gint64 staff,
               const char *desk_name,
               gint64 call,
               gint64 when,
               const char *part)
{
  const CltCallDesk desk = { staff, desk_name, desk_name };
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = clt_call_queue_explain (branch->conn, &desk, call, when, &error);

  g_assert_no_error (error);
  if (*part == '\0')
    g_assert_cmpstr (sentence, ==, "");
  else
    g_assert_nonnull (strstr (sentence, part));
}

/* What is not in the queue is told with the reason, for none is taken instead of it. */
static void
test_explain (Branch *branch, gconstpointer data)
{
  const CltCallDesk desk = { 0, "other", "other" };
  g_autoptr (CltQueueItem) item = NULL;
  g_autoptr (GError) error = NULL;
  gint64 client, me, colleague, due, later, theirs, closed;

  begin (branch->conn, at (0, 9, 0));
  client = branch_add_client (branch, "甲", "001", 20200101);
  me = add_staff (branch, "me", "specialist");
  colleague = add_staff (branch, "colleague", "specialist");
  due = add_call (branch, client, 0, 0, -1, 0);
  later = add_call (branch, client, me, 3, -1, 0);
  theirs = add_call (branch, client, colleague, 0, -1, 0);
  closed = add_call (branch, client, me, 0, -1, 0);
  branch_run (branch, "UPDATE call_task SET state = 'dropped', closed = 1 WHERE id = ?", "i",
              closed);
  commit (branch->conn);
  assert_reason (branch, me, "me", due, at (0, 10, 0), "");
  assert_reason (branch, me, "me", later, at (0, 10, 0), "2026-03-05");
  assert_reason (branch, me, "me", theirs, at (0, 10, 0), "somebody else");
  assert_reason (branch, me, "me", closed, at (0, 10, 0), "closed");
  g_assert_true (
    clt_call_queue_take (branch->conn, &desk, due, at (0, 10, 0), NULL, &item, &error));
  g_assert_no_error (error);
  assert_reason (branch, me, "me", due, at (0, 10, 0), "other has the call to 甲");
  assert_reason (branch, 0, "other", due, at (0, 10, 0), "");
}

static void
assert_words (const Branch *branch, gint64 id, const char *note, const char *next, const char *due)
{
  g_autoptr (CltCall) call = clt_call_load (branch->conn, id, NULL);
  g_auto (GStrv) words = clt_call_dup_kept_words (branch->conn, call, NULL);

  g_assert_cmpuint (g_strv_length (words), ==, CLT_N_CALL_WORDS);
  g_assert_cmpstr (words[CLT_CALL_WORDS_NOTE], ==, note);
  g_assert_cmpstr (words[CLT_CALL_WORDS_NEXT_STEP], ==, next);
  g_assert_cmpstr (words[CLT_CALL_WORDS_PROMISE], ==, "");
  g_assert_cmpstr (words[CLT_CALL_WORDS_DUE], ==, due);
}

/* What was typed so far is kept with the call; after an attempt the contact has it. */
static void
test_words (Branch *branch, gconstpointer data)
{
  static const char *const words[] = { "hangs", "send the leaflet", "", "2026-11-20" };
  static const char *const fewer[] = { "hangs", "", "", "" };
  const CltCallDesk desk = { 0, "me", "me" };
  g_autoptr (GError) error = NULL;
  CltCallEnd end = { .outcome = "busy",
                     .note = "hangs up",
                     .reason = "test",
                     .again = CLT_DAY_NONE,
                     .again_time = -1,
                     .promise_due = CLT_DAY_NONE };
  CltCallEnded ended;
  gint64 id;

  begin (branch->conn, at (0, 9, 0));
  id = add_call (branch, branch_add_client (branch, "甲", "001", 20200101), 0, 0, -1, 0);
  g_assert_true (clt_call_keep_words (branch->conn, id, words, &error));
  assert_words (branch, id, "hangs", "send the leaflet", "2026-11-20");
  g_assert_true (clt_call_keep_words (branch->conn, id, fewer, &error));
  assert_words (branch, id, "hangs", "", "");
  g_assert_true (clt_call_keep_words (branch->conn, id, words, &error));
  commit (branch->conn);
  end.call_id = id;
  begin (branch->conn, at (0, 10, 0));
  g_assert_true (clt_call_end (branch->conn, &desk, &end, &ended, &error));
  g_assert_no_error (error);
  commit (branch->conn);
  assert_words (branch, id, "", "", "");
  end.outcome = "declined";
  begin (branch->conn, at (1, 15, 0));
  g_assert_true (clt_call_end (branch->conn, &desk, &end, &ended, &error));
  g_assert_false (clt_call_keep_words (branch->conn, id, words, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  commit (branch->conn);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/call-queue/" name, Branch, NULL, branch_set_up, function, branch_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("absences", test_absences);
  ADD ("absent-and-gone", test_absent_and_gone);
  ADD ("claims", test_claims);
  ADD ("against-the-rules", test_against_the_rules);
  ADD ("before-its-time", test_before_its_time);
  ADD ("outcomes", test_outcomes);
  ADD ("lost", test_lost);
  ADD ("moves", test_moves);
  ADD ("explain", test_explain);
  ADD ("words", test_words);
  ADD ("race", test_race);
  ADD ("property", test_property);
  return g_test_run ();
}
