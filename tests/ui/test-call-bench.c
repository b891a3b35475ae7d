/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls are made with the keyboard alone: real keys, in the real window. A form of eight questions goes
 * from the queue to the next client in few presses, and a program that is killed at any of them finds
 * it again. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/callbacks/clt-call-bench.h"
#include "app/callbacks/clt-call-pane.h"
#include "app/callbacks/clt-form-view.h"
#include "app/shell/clt-application.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-side-list.h"
#include "clt-config.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-task.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

/* A Wednesday morning, at which anybody may be called. */
#define DAY 20261118
#define MAX_PRESSES 14
#define N_CALLS 3

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltUiKeys *keys;
  CltConn *conn; /* beside the window */
  gint64 questionnaire;
  gint64 calls[N_CALLS], clients[N_CALLS];
  gint64 later; /* a call that is not due yet */
} Fixture;

static const char *const keys[] = { "identity", "opened",   "risks",     "only",
                                    "promise",  "password", "statement", "nps" };

/* ---- the branch ---------------------------------------------------------------------------- */

static gboolean
make_form (CltConn *conn, Fixture *fixture, GError **error)
{
  g_autoptr (CltQuestionnaire) questionnaire = clt_questionnaire_new ("eight", "Eight", "plain");
  g_autoptr (CltForm) form = NULL;
  gint64 version = clt_questionnaire_create (conn, questionnaire, error);

  form = version == 0 ? NULL : clt_form_load (conn, version, error);
  if (form == NULL)
    return FALSE;
  clt_set_str (&form->greeting, "Good day, {姓名}.");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const gboolean last = i + 1 == G_N_ELEMENTS (keys);
      CltQuestion *question =
        clt_question_new (keys[i], last ? CLT_QUESTION_NPS : CLT_QUESTION_YESNO, keys[i]);

      question->identity = i == 0;
      question->required = !last;
      if (i > 0)
        clt_set_str (&question->condition, "identity = yes");
      if (g_str_equal (keys[i], "promise"))
        clt_set_str (&question->bad, "yes");
      g_ptr_array_add (form->questions, question);
    }
  fixture->questionnaire = questionnaire->id;
  return clt_form_save (conn, form, error) && clt_form_publish (conn, form, error);
}

static gboolean
make_clients (CltConn *conn, gpointer data, GError **error)
{
  static const char *const names[N_CALLS] = { "安伟民", "白建国", "陈秀英" };
  Fixture *fixture = data;

  for (guint i = 0; i < N_CALLS; i++)
    {
      fixture->clients[i] = clt_client_create (conn, names[i], NULL, CLT_DAY_NONE, error);
      if (fixture->clients[i] == 0 || !clt_client_set_field (conn, fixture->clients[i], "phone",
                                                             "13812345678", clt_today (), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_calls (CltConn *conn, gpointer data, GError **error)
{
  Fixture *fixture = data;

  if (!clt_conn_run (conn, error,
                     "UPDATE call_task SET state = 'dropped', closed = 0 WHERE state = 'open'",
                     "") ||
      !make_form (conn, fixture, error))
    return FALSE;
  for (guint i = 0; i < N_CALLS; i++)
    {
      CltCall plan = { .client_id = fixture->clients[i],
                       .questionnaire_id = fixture->questionnaire,
                       .priority = N_CALLS - i,
                       .due = clt_today (),
                       .due_time = -1,
                       .duty = TRUE };

      if ((fixture->calls[i] = clt_call_plan (conn, &plan, error)) == 0)
        return FALSE;
      plan.due += 5;
      if (i == 0 && (fixture->later = clt_call_plan (conn, &plan, error)) == 0)
        return FALSE;
    }
  return TRUE;
}

/* ---- the window ---------------------------------------------------------------------------- */

static CltCallBench *
get_bench (Fixture *fixture)
{
  return clt_ui_find (fixture->window, CLT_TYPE_CALL_BENCH);
}

static const char *
get_key (Fixture *fixture)
{
  return clt_form_view_get_key (clt_ui_find (fixture->window, CLT_TYPE_FORM_VIEW));
}

static gboolean
has_focus_in_queue (gpointer data)
{
  Fixture *fixture = data;
  CltSideList *list = clt_ui_find (fixture->window, CLT_TYPE_SIDE_LIST);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return list != NULL && GTK_IS_LIST_BOX_ROW (focus) &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (list));
}

/* A call is on the screen, and has the keyboard. */
static gboolean
has_call (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  CltCallBench *bench = get_bench (fixture);

  return bench != NULL && clt_call_bench_get_call (bench) != 0 && !clt_call_bench_is_busy (bench) &&
         focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (bench));
}

static void
open_window (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  g_assert_no_error (error);
  fixture->window = clt_ui_test_open (&fixture->base, "callbacks");
  fixture->keys = clt_ui_keys_new ();
  clt_ui_keys_enter (fixture->keys, fixture->window);
}

static void
set_clock (int hour)
{
  g_autofree char *now =
    g_strdup_printf ("%" G_GINT64_FORMAT,
                     clt_day_get_instant (clt_day_from_yyyymmdd (DAY), hour * 60));

  g_setenv ("CLT_NOW", now, TRUE);
}

static void
make_branch (Fixture *fixture)
{
  const CltActionInfo info = { .name = "survey.open", .who = "Wang" };
  g_autoptr (CltConn) writer = NULL;
  g_autoptr (GError) error = NULL;

  set_clock (10);
  clt_ui_test_set_up (&fixture->base, NULL);
  writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  clt_action_run (writer, &info, make_clients, fixture, NULL, &error);
  g_assert_no_error (error);
  clt_action_run (writer, &info, make_calls, fixture, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  make_branch (fixture);
  if (data != NULL)
    set_clock (GPOINTER_TO_INT (data));
  open_window (fixture);
  clt_ui_wait (has_focus_in_queue, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_keys_free (fixture->keys);
  clt_conn_close (fixture->conn);
  clt_ui_test_tear_down (&fixture->base, data);
}

/* Until all that was begun has been written, read again and shown. */
static void
settle (Fixture *fixture)
{
  for (int i = 0; i < 4; i++)
    clt_ui_wait_for_store (fixture->window);
}

static void
press (Fixture *fixture, guint keyval)
{
  clt_ui_press (fixture->keys, keyval, 0);
}

static void
take_first (Fixture *fixture)
{
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_call, fixture);
}

static gint64
count (Fixture *fixture, const char *sql, gint64 value)
{
  gint64 n = -1;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL, sql, "i", value));
  return n;
}

static void
assert_answer (Fixture *fixture, guint call, const char *key, const char *expected)
{
  g_autoptr (CltResponse) response = NULL;
  g_autoptr (CltForm) form = NULL;
  const CltResponseAnswer *answer;
  gint64 id = 0;

  g_assert_true (clt_call_form_find (fixture->conn, fixture->calls[call], &id, NULL));
  response = clt_response_load (fixture->conn, id, NULL);
  form = clt_form_load (fixture->conn, response->version_id, NULL);
  answer = clt_response_find_answer (response, clt_form_find_question (form, key)->id, NULL);
  g_assert_cmpstr (answer == NULL ? "" : answer->value, ==, expected);
}

/* What the next program finds. (transfer full) */
static char **
dup_kept (Fixture *fixture, guint call)
{
  g_autoptr (CltCall) kept = clt_call_load (fixture->conn, fixture->calls[call], NULL);

  return clt_call_dup_kept_words (fixture->conn, kept, NULL);
}

static void
assert_kept (Fixture *fixture, guint call, const char *expected)
{
  g_auto (GStrv) words = dup_kept (fixture, call);

  g_assert_cmpstr (words[CLT_CALL_WORDS_NOTE], ==, expected);
}

static gboolean
has_longer_note (gpointer data)
{
  Fixture *fixture = data;

  return count (fixture, "SELECT note = 'busy today' FROM call_task WHERE id = ?",
                fixture->calls[0]) == 1;
}

/* ---- key by key ---------------------------------------------------------------------------- */

static gboolean
has_second_call (gpointer data)
{
  Fixture *fixture = data;

  return has_call (fixture) && clt_call_bench_get_call (get_bench (fixture)) == fixture->calls[1];
}

/* From the queue to the next client, every press counted; the script is on the screen. */
static void
test_presses (Fixture *fixture, gconstpointer data)
{
  guint presses;

  clt_ui_keys_count (fixture->keys);
  take_first (fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[0]);
  g_assert_true (clt_ui_shows (fixture->window, "Good day, 安伟民."));
  press (fixture, GDK_KEY_Return);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (keys); i++)
    {
      g_assert_cmpstr (get_key (fixture), ==, keys[i]); /* goes on by itself */
      g_assert_true (clt_ui_shows (fixture->window, keys[i]));
      clt_ui_type (fixture->keys, i == 4 ? "2" : "1");
    }
  g_assert_cmpstr (get_key (fixture), ==, "nps");
  press (fixture, GDK_KEY_minus);
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_second_call, fixture);
  presses = clt_ui_keys_count (fixture->keys);
  g_test_message ("%u key presses", presses);
  g_assert_cmpuint (presses, <=, MAX_PRESSES);

  settle (fixture);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (keys); i++)
    assert_answer (fixture, 0, keys[i], i == 4 ? "no" : "yes");
  assert_answer (fixture, 0, "nps", "10");
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM contact c JOIN response r USING (call_id) WHERE"
                          " c.call_id = ? AND c.outcome = 'complete' AND r.state = 'complete'",
                          fixture->calls[0]),
                   ==, 1);
  /* each answer is in the history by itself */
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM action WHERE ?1 AND name = 'call.answer'",
                          1),
                   ==, G_N_ELEMENTS (keys));
}

static void
test_back (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "12");
  g_assert_cmpstr (get_key (fixture), ==, "risks");
  press (fixture, GDK_KEY_BackSpace);
  g_assert_cmpstr (get_key (fixture), ==, "opened");
  clt_ui_type (fixture->keys, "1");
  settle (fixture);
  assert_answer (fixture, 0, "identity", "yes");
  assert_answer (fixture, 0, "opened", "yes");
  /* undo takes the answer back, and the screen with it */
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  settle (fixture);
  assert_answer (fixture, 0, "opened", "no");
  g_assert_true (has_call (fixture));
  g_assert_cmpstr (get_key (fixture), ==, "opened");
}

static gboolean
has_bad_task (gpointer data)
{
  Fixture *fixture = data;

  return count (fixture,
                "SELECT count(*) FROM task WHERE kind = 'compliance' AND client_id = ?"
                " AND state = 'open'",
                fixture->clients[0]) == 1;
}

/* Told in the window, and beside the script among what is open. */
static void
test_bad_answer (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "11111");
  clt_ui_wait (has_bad_task, fixture);
  settle (fixture);
  g_assert_true (clt_ui_shows (fixture->window, "compliance"));
  g_assert_true (clt_ui_shows (fixture->window, "Wrong answer to “promise”"));
  g_assert_true (has_call (fixture));
  press (fixture, GDK_KEY_BackSpace);
  clt_ui_type (fixture->keys, "2");
  settle (fixture);
  g_assert_false (has_bad_task (fixture));
}

/* Half a form, a time in words with a note and a promise; then undo brings the call back. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "11");
  press (fixture, GDK_KEY_Escape);
  clt_ui_type (fixture->keys, "n");
  clt_ui_type (fixture->keys, "busy driving");
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "p");
  clt_ui_type (fixture->keys, "send the leaflet");
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "fri");
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "4");
  clt_ui_type (fixture->keys, "tomorrow 3pm");
  g_assert_true (clt_ui_shows (fixture->window, "Thursday, 2026-11-19 15:00"));
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_second_call, fixture);
  settle (fixture);
  g_assert_cmpint (count (fixture, "SELECT due * 10000 + due_time FROM call_task WHERE id = ?",
                          fixture->calls[0]),
                   ==, (clt_day_from_yyyymmdd (DAY) + 1) * G_GINT64_CONSTANT (10000) + 15 * 60);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM task WHERE kind = 'promise' AND client_id = ?"
                          " AND text = 'send the leaflet' AND due = 20777",
                          fixture->clients[0]),
                   ==, 1);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM contact WHERE call_id = ? AND outcome = 'later'"
                          " AND note = 'busy driving'",
                          fixture->calls[0]),
                   ==, 1);
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  settle (fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM contact WHERE call_id = ?",
                          fixture->calls[0]),
                   ==, 0);
  g_assert_cmpint (count (fixture, "SELECT due FROM call_task WHERE id = ?", fixture->calls[0]), ==,
                   clt_day_from_yyyymmdd (DAY));
  g_assert_true (has_second_call (fixture));
}

/* Nobody answers: one key, and the next one is there; to the end of the queue. */
static gboolean
has_no_call (gpointer data)
{
  Fixture *fixture = data;

  return clt_call_bench_get_call (get_bench (fixture)) == 0 &&
         !clt_call_bench_is_busy (get_bench (fixture));
}

static void
test_no_answer (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  clt_ui_type (fixture->keys, "5");
  clt_ui_wait (has_second_call, fixture);
  clt_ui_type (fixture->keys, "6");
  settle (fixture);
  clt_ui_wait (has_call, fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[2]);
  clt_ui_type (fixture->keys, "7");
  settle (fixture);
  clt_ui_wait (has_no_call, fixture);
  g_assert_cmpint (
    count (fixture,
           "SELECT count(*) FROM contact WHERE ?1 AND outcome IN ('no-answer', 'busy',"
           " 'off') AND call_id IN (SELECT id FROM call_task WHERE state = 'open')",
           1),
    ==, N_CALLS);
  /* the focus is in the queue: a rule is against a second attempt, with the way out */
  clt_ui_wait (has_focus_in_queue, fixture);
}

static gboolean
is_queue_empty (gpointer data)
{
  return has_no_call (data) && clt_ui_shows (((Fixture *) data)->window, "No Calls Are Due");
}

/* After the last one the keyboard is where something can be done. */
static void
test_last (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus;

  take_first (fixture);
  for (guint i = 0; i < N_CALLS; i++)
    {
      clt_ui_type (fixture->keys, "3"); /* declined */
      settle (fixture);
    }
  clt_ui_wait (is_queue_empty, fixture);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_mapped (focus));
  g_assert_true (GTK_IS_ACTIONABLE (focus));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)), ==, "call.plan");
}

/* The form ends with @key at its first question, and Enter says how the call came out. */
static void
assert_ends_as (Fixture *fixture, const char *key, const char *outcome)
{
  gint64 n = 0;

  take_first (fixture);
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, key);
  g_assert_cmpstr (get_key (fixture), ==, "");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_second_call, fixture);
  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL,
                                   "SELECT count(*) FROM contact WHERE call_id = ? AND outcome = ?",
                                   "it", fixture->calls[0], outcome));
  g_assert_cmpint (n, ==, 1);
}

/* With whoever is not the client. */
static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  assert_ends_as (fixture, "2", "not-client");
}

/* Nor is a call complete when nobody would say who it was. */
static void
test_declined (Fixture *fixture, gconstpointer data)
{
  assert_ends_as (fixture, "r", "declined");
}

/* A form that lacks what is required is not complete: the question comes again. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "11");
  press (fixture, GDK_KEY_Return); /* asked once more */
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "1211");
  press (fixture, GDK_KEY_minus);
  g_assert_cmpstr (get_key (fixture), ==, "");
  press (fixture, GDK_KEY_Return);
  g_assert_cmpstr (get_key (fixture), ==, "risks");
  g_assert_true (has_call (fixture));
  g_assert_true (clt_ui_shows (get_bench (fixture), "“risks” has to be answered"));
  clt_ui_type (fixture->keys, "d");
  for (int i = 0; i < 5; i++)
    press (fixture, GDK_KEY_Return); /* over what is answered */
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_second_call, fixture);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM response WHERE call_id = ? AND state = 'complete'",
                          fixture->calls[0]),
                   ==, 1);
}

/* “Complete” at the beginning of a call, with a form that was never begun or was left in the middle: it
 * is put, and goes on. */
static void
test_complete_at_once (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  clt_ui_type (fixture->keys, "1");
  g_assert_true (clt_ui_shows (get_bench (fixture), "The same key once more"));
  clt_ui_type (fixture->keys, "1");
  g_assert_cmpstr (get_key (fixture), ==, "identity");
  g_assert_true (has_call (fixture));
  clt_ui_type (fixture->keys, "11");
  press (fixture, GDK_KEY_Escape);
  clt_ui_type (fixture->keys, "2"); /* broken off */
  clt_ui_wait (has_second_call, fixture);
  settle (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_b, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  clt_ui_wait (has_no_call, fixture);
  settle (fixture);
  clt_call_bench_take (get_bench (fixture), fixture->calls[0], "he rings up himself");
  clt_ui_wait (has_call, fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[0]);
  clt_ui_type (fixture->keys, "11");
  g_assert_cmpstr (get_key (fixture), ==, "risks");
  g_assert_true (has_call (fixture));
  clt_ui_type (fixture->keys, "11211");
  press (fixture, GDK_KEY_minus);
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_second_call, fixture);
  settle (fixture);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM response WHERE call_id = ? AND state = 'complete'",
                          fixture->calls[0]),
                   ==, 1);
  assert_answer (fixture, 0, "identity", "yes");
  assert_answer (fixture, 0, "risks", "yes");
}

static gboolean
shows_number (gpointer data)
{
  return clt_ui_shows (((Fixture *) data)->window, "+8613812345678");
}

/* Covered until it is taken for the dialler, which is kept. */
/* Whom a contact that is logged now is of. */
static gint64
get_client (Fixture *fixture)
{
  return clt_page_get_client (clt_ui_find (fixture->window, CLT_TYPE_CALL_PANE));
}

static void
test_dial (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (get_client (fixture), ==, fixture->clients[0]);
  take_first (fixture);
  g_assert_cmpint (get_client (fixture), ==, fixture->clients[0]);
  g_assert_true (clt_ui_shows (fixture->window, "138****5678"));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM reveal_log WHERE client_id = ?",
                          fixture->clients[0]),
                   ==, 0);
  clt_ui_press (fixture->keys, GDK_KEY_d, GDK_CONTROL_MASK);
  clt_ui_wait (shows_number, fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM reveal_log WHERE client_id = ?",
                          fixture->clients[0]),
                   ==, 1);
  g_assert_true (has_call (fixture));
  clt_ui_type (fixture->keys, "5"); /* the next one is covered */
  clt_ui_wait (has_second_call, fixture);
  g_assert_false (shows_number (fixture));
  g_assert_cmpint (get_client (fixture), ==, fixture->clients[1]);
}

/* Back to the others as it is; but not once somebody has spoken. */
static void
test_put_back (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM call_claim WHERE ?1", 1), ==, 1);
  clt_ui_press (fixture->keys, GDK_KEY_b, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  clt_ui_wait (has_no_call, fixture);
  clt_ui_wait (has_focus_in_queue, fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM call_claim WHERE ?1", 1), ==, 0);
  settle (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_Return, GDK_CONTROL_MASK); /* the first that may be made */
  clt_ui_wait (has_call, fixture);
  press (fixture, GDK_KEY_Return);
  clt_ui_type (fixture->keys, "1");
  clt_ui_press (fixture->keys, GDK_KEY_b, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  settle (fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[0]);
  clt_ui_type (fixture->keys, "2"); /* what came of it */
  clt_ui_wait (has_second_call, fixture);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM response WHERE call_id = ? AND state = 'broken'",
                          fixture->calls[0]),
                   ==, 1);
}

/* A note is kept as it is typed, with the call that it belongs to, and undo brings back what it was. */
static void
test_note (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry;

  take_first (fixture);
  clt_ui_type (fixture->keys, "n");
  entry = GTK_EDITABLE (
    gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), GTK_TYPE_ENTRY));
  clt_ui_type (fixture->keys, "busy");
  press (fixture, GDK_KEY_Return);
  settle (fixture);
  g_assert_true (has_call (fixture));
  assert_kept (fixture, 0, "busy");
  clt_ui_type (fixture->keys, "n");
  press (fixture, GDK_KEY_End);
  clt_ui_type (fixture->keys, " today");
  clt_ui_wait (has_longer_note, fixture); /* without a key */
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  settle (fixture);
  assert_kept (fixture, 0, "busy");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "busy");
  clt_ui_type (fixture->keys, "5"); /* nobody answered after all */
  clt_ui_wait (has_second_call, fixture);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  settle (fixture);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM contact WHERE call_id = ? AND note = 'busy'",
                          fixture->calls[0]),
                   ==, 1);
  assert_kept (fixture, 0, ""); /* the contact has it */
}

/* Also when the window closes right after the last letter. */
static void
test_note_closed (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  clt_ui_type (fixture->keys, "n");
  clt_ui_type (fixture->keys, "busy");
  gtk_window_close (GTK_WINDOW (fixture->window));
  clt_ui_wait_until_closed (CLT_TYPE_WINDOW);
  assert_kept (fixture, 0, "busy");
}

static gboolean
tells_not_due (gpointer data)
{
  return clt_ui_shows (((Fixture *) data)->window, "This call is not due for you");
}

/* What brought the call is undone while it is on the screen: it goes, and that is told. */
static void
test_taken_back (Fixture *fixture, gconstpointer data)
{
  take_first (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  settle (fixture);
  clt_ui_wait (has_no_call, fixture);
  clt_ui_wait (tells_not_due, fixture); /* after what undo tells */
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (fixture->window)));
}

static gboolean
has_no_dialog (gpointer data)
{
  return clt_ui_find_window (CLT_TYPE_FORM_DIALOG) == NULL;
}

/* At noon nobody is called without a reason, which is kept with the call. */
static void
test_noon (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  press (fixture, GDK_KEY_Return);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, dialog);
  clt_ui_type (fixture->keys, "asked for it");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_no_dialog, NULL);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  clt_ui_wait (has_call, fixture);
  clt_ui_type (fixture->keys, "5");
  settle (fixture);
  clt_ui_wait (has_no_call, fixture); /* no other one comes by itself at noon */
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM contact WHERE call_id = ?"
                          " AND override_reason = 'asked for it'",
                          fixture->calls[0]),
                   ==, 1);
}

static gboolean
agree (CltConn *conn, gpointer data, GError **error)
{
  const CltCallDesk desk = { 0, "Wang", "elsewhere" };

  return clt_call_move (conn, &desk, *(gint64 *) data, clt_today (), 15 * 60, NULL, error);
}

/* A time that was agreed is a promise: before it the call is not made without a reason. */
static void
test_agreed (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "call.move", .who = "Wang" };
  g_autoptr (CltConn) writer = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  make_branch (fixture);
  writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  for (guint i = 0; i < N_CALLS && error == NULL; i++)
    clt_action_run (writer, &info, agree, &fixture->calls[i], NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&writer, clt_conn_close);
  open_window (fixture);
  clt_ui_wait (has_focus_in_queue, fixture);
  press (fixture, GDK_KEY_Return);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  g_assert_true (clt_ui_shows (dialog, "promised this call at 15:00"));
  clt_ui_keys_enter (fixture->keys, dialog);
  press (fixture, GDK_KEY_Escape);
  clt_ui_wait (has_no_dialog, NULL);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  settle (fixture);
  g_assert_true (has_no_call (fixture));
  g_assert_true (has_focus_in_queue (fixture));
  press (fixture, GDK_KEY_Return);
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  clt_ui_type (fixture->keys, "he rang up");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_no_dialog, NULL);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  clt_ui_wait (has_call, fixture);
  clt_ui_type (fixture->keys, "5");
  settle (fixture);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM contact WHERE ?1"
                          " AND override_reason = 'he rang up'",
                          1),
                   ==, 1);
}

static void
ask_for_call (Fixture *fixture, gint64 call)
{
  g_autofree char *request = g_strdup_printf ("call.show(int64 %" G_GINT64_FORMAT ")", call);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-in", "(ss)", "callbacks",
                              request);
  settle (fixture);
}

/* A call that another place asks for is the one that comes; one that is not due is told, and none comes
 * instead. */
static void
test_asked_for (Fixture *fixture, gconstpointer data)
{
  press (fixture, GDK_KEY_Down);
  ask_for_call (fixture, fixture->later);
  g_assert_true (clt_ui_shows (fixture->window, "is due on 2026-11-23"));
  g_assert_true (has_no_call (fixture));
  g_assert_true (has_focus_in_queue (fixture));
  g_assert_cmpint (clt_side_list_get_chosen (clt_ui_find (fixture->window, CLT_TYPE_SIDE_LIST)), ==,
                   1);
  ask_for_call (fixture, fixture->calls[2]);
  take_first (fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[2]);
  ask_for_call (fixture, fixture->calls[0]);
  g_assert_true (clt_ui_shows (fixture->window, "One call at a time"));
  g_assert_true (has_call (fixture));
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[2]);
}

/* The reason is for the call that it was asked about, whatever is chosen meanwhile. */
static void
test_noon_meanwhile (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  press (fixture, GDK_KEY_Return);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  ask_for_call (fixture, fixture->calls[2]);
  clt_ui_keys_enter (fixture->keys, dialog);
  clt_ui_type (fixture->keys, "asked for it");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_no_dialog, NULL);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  settle (fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[0]);
}

static gboolean
tells_no_line (gpointer data)
{
  return clt_ui_shows (((Fixture *) data)->window, "No line matches “赵”");
}

/* Ctrl+F finds a client in the queue, or says that there is none; Enter there goes to the line, once
 * more takes the call. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  clt_ui_press (fixture->keys, GDK_KEY_f, GDK_CONTROL_MASK);
  gtk_editable_set_text (GTK_EDITABLE (
                           clt_ui_find (clt_ui_find (fixture->window, CLT_TYPE_SIDE_LIST),
                                        GTK_TYPE_SEARCH_ENTRY)),
                         "赵");
  clt_ui_wait (tells_no_line, fixture);
  gtk_editable_set_text (GTK_EDITABLE (
                           clt_ui_find (clt_ui_find (fixture->window, CLT_TYPE_SIDE_LIST),
                                        GTK_TYPE_SEARCH_ENTRY)),
                         "陈秀");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait (has_focus_in_queue, fixture);
  g_assert_true (clt_ui_shows (clt_ui_find (fixture->window, CLT_TYPE_SIDE_LIST), "陈秀英"));
  take_first (fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[2]);
}

/* ---- more than are listed ------------------------------------------------------------------ */

#define N_MANY 220

static gboolean
make_many (CltConn *conn, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const CltCall plan = { .client_id = fixture->clients[1],
                         .priority = -1,
                         .due = clt_today (),
                         .due_time = -1,
                         .duty = TRUE };

  for (guint i = 0; i < N_MANY; i++)
    if ((fixture->later = clt_call_plan (conn, &plan, error)) == 0)
      return FALSE;
  return TRUE;
}

/* It is told that there are more; one of them that is asked for has a line all the same. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "call.plan", .who = "Wang" };
  g_autoptr (CltConn) writer = NULL;
  g_autoptr (GError) error = NULL;

  make_branch (fixture);
  writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  clt_action_run (writer, &info, make_many, fixture, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&writer, clt_conn_close);
  open_window (fixture);
  clt_ui_wait (has_focus_in_queue, fixture);
  g_assert_true (clt_ui_shows (fixture->window, "223 due, 223 may be made now. The first 200 are"));
  ask_for_call (fixture, fixture->later);
  g_assert_cmpint (clt_side_list_get_chosen (clt_ui_find (fixture->window, CLT_TYPE_SIDE_LIST)), ==,
                   199);
  take_first (fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->later);
}

/* ---- kill -9 ------------------------------------------------------------------------------- */

/* One program: finds its call at question @n, answers it and is killed. */
static void
live_once (void)
{
  const int n = atoi (g_getenv ("CLT_TEST_QUESTION"));
  Fixture fixture = { .base.path = (char *) g_getenv ("CLT_TEST_BRANCH") };

  set_clock (10);
  fixture.base.application =
    g_object_new (CLT_TYPE_APPLICATION, "application-id", CLT_APP_ID ".TestKill", "flags",
                  G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                  "/io/github/clientele/Clientele", NULL);
  g_assert_true (g_application_register (G_APPLICATION (fixture.base.application), NULL, NULL));
  open_window (&fixture);
  if (n == 0)
    {
      clt_ui_wait (has_focus_in_queue, &fixture);
      take_first (&fixture);
      press (&fixture, GDK_KEY_Return);
    }
  clt_ui_wait (has_call, &fixture);
  if (n < (int) G_N_ELEMENTS (keys))
    {
      g_assert_cmpstr (get_key (&fixture), ==, keys[n]);
      clt_ui_type (fixture.keys, "1");
      if (n == 4)
        {
          press (&fixture, GDK_KEY_Escape);
          clt_ui_type (fixture.keys, "nlater");
          press (&fixture, GDK_KEY_Return);
          clt_ui_type (fixture.keys, "sleaflet");
          press (&fixture, GDK_KEY_Return);
          clt_ui_type (fixture.keys, "psend it");
          press (&fixture, GDK_KEY_Return);
          clt_ui_type (fixture.keys, "fri");
          press (&fixture, GDK_KEY_Return);
        }
    }
  else
    {
      g_assert_cmpstr (get_key (&fixture), ==, ""); /* the end: what came of it */
      press (&fixture, GDK_KEY_BackSpace);
      press (&fixture, GDK_KEY_BackSpace);
    }
  settle (&fixture);
  kill (getpid (), SIGKILL);
}

static void
test_life (void)
{
  if (g_test_subprocess ())
    live_once ();
}

static void
run_life (Fixture *fixture, guint n)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *question = g_strdup_printf ("%u", n);
  const char *argv[] = { program, "-p", "/call-bench/life", "--GTestSubprocess", NULL };
  g_auto (GStrv) env = g_get_environ ();
  g_autoptr (GError) error = NULL;
  int status;

  env = g_environ_setenv (env, "CLT_TEST_BRANCH", fixture->base.path, TRUE);
  env = g_environ_setenv (env, "CLT_TEST_QUESTION", question, TRUE);
  g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL); /* no assertion failed before */
}

static void
assert_typed (Fixture *fixture, const char *key, const char *expected)
{
  GtkWidget *focus;

  clt_ui_type (fixture->keys, key);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_cmpstr (gtk_editable_get_text (
                     GTK_EDITABLE (gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY))),
                   ==, expected);
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  make_branch (fixture);
  for (guint i = 0; i <= G_N_ELEMENTS (keys); i++)
    run_life (fixture, i);
  open_window (fixture);
  clt_ui_wait (has_call, fixture);
  g_assert_cmpint (clt_call_bench_get_call (get_bench (fixture)), ==, fixture->calls[0]);
  g_assert_cmpstr (get_key (fixture), ==, keys[6]); /* two steps back from the end */
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    assert_answer (fixture, 0, keys[i], i == 7 ? "1" : "yes");
  press (fixture, GDK_KEY_Escape);
  /* all words stand where they were typed; a day by itself */
  assert_typed (fixture, "n", "later");
  press (fixture, GDK_KEY_Return);
  assert_typed (fixture, "s", "leaflet");
  press (fixture, GDK_KEY_Return);
  assert_typed (fixture, "p", "send it");
  press (fixture, GDK_KEY_Return);
  assert_typed (fixture, "", "2026-11-20");
}

#define ADD_AT(path, func, hour)                                                                   \
  g_test_add ("/call-bench/" path, Fixture, GINT_TO_POINTER (hour), set_up, func, tear_down)
#define ADD(path, func) ADD_AT (path, func, 10)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("presses", test_presses);
  ADD ("back", test_back);
  ADD ("bad-answer", test_bad_answer);
  ADD ("later", test_later);
  ADD ("no-answer", test_no_answer);
  ADD ("last", test_last);
  ADD ("stranger", test_stranger);
  ADD ("declined", test_declined);
  ADD ("complete-at-once", test_complete_at_once);
  ADD ("missing", test_missing);
  ADD ("dial", test_dial);
  ADD ("put-back", test_put_back);
  ADD ("note", test_note);
  ADD ("note-closed", test_note_closed);
  ADD ("taken-back", test_taken_back);
  ADD ("search", test_search);
  ADD ("asked-for", test_asked_for);
  ADD_AT ("noon", test_noon, 12);
  ADD_AT ("noon-meanwhile", test_noon_meanwhile, 12);
  g_test_add ("/call-bench/agreed", Fixture, NULL, NULL, test_agreed, tear_down);
  g_test_add ("/call-bench/many", Fixture, NULL, NULL, test_many, tear_down);
  g_test_add_func ("/call-bench/life", test_life);
  g_test_add ("/call-bench/killed", Fixture, NULL, NULL, test_killed, tear_down);
  return g_test_run ();
}
