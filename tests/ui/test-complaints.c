/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complaints by the keyboard alone: taken in while the client is on the telephone, moved through their
 * stages, answered and closed. Real keys, in the real window. */
#include <glib/gstdio.h>
#include <string.h>

#include "app/clients/clt-complaint-panel.h"
#include "app/complaints/clt-complaint-intake.h"
#include "app/complaints/clt-complaint-letters.h"
#include "app/complaints/clt-complaint-view.h"
#include "app/complaints/clt-complaints-page.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-side-list.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-page.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
#include "core/complaints/clt-complaint-register.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/rules/clt-settings.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

/* A call in which a client complains: words and keys, Shift and Ctrl counted. */
#define MAX_PRESSES 60

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *page;
  CltUiKeys *keys;
  CltConn *conn; /* beside the window */
  gint64 client, lin, qian, manager;
} Fixture;

static gint64
add_person (CltConn *conn, const char *number, const char *name, const char *role, GError **error)
{
  g_autoptr (CltStaff) person = clt_staff_new ();

  clt_set_str (&person->number, number);
  clt_set_str (&person->name, name);
  clt_set_str (&person->role, role);
  return clt_staff_save (conn, person, error) ? person->id : 0;
}

static gboolean
fill (CltConn *conn, gpointer data, GError **error)
{
  Fixture *fixture = data;

  fixture->client = clt_client_create (conn, "陈伟", NULL, CLT_DAY_NONE, error);
  fixture->lin = add_person (conn, "101", "林悦", "specialist", error);
  fixture->qian = add_person (conn, "102", "钱进", "specialist", error);
  fixture->manager = add_person (conn, "103", "吴刚", "manager", error);
  return fixture->client != 0 && fixture->lin != 0 && fixture->qian != 0 && fixture->manager != 0 &&
         clt_assignment_set (conn, fixture->client, "service", fixture->lin, clt_today () - 30,
                             error) &&
         clt_conn_run (conn, error, "INSERT INTO setting (name, value) VALUES (?, ?)", "tt",
                       "branch.name", "东区");
}

static void
wait (Fixture *fixture)
{
  for (int i = 0; i < 3; i++)
    {
      clt_ui_wait_for_store (fixture->window);
      clt_ui_settle ();
    }
}

static void
set_day (CltDay day)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, clt_day_get_instant (day, 600));

  g_setenv ("CLT_NOW", now, TRUE);
}

/* A Monday without holidays near. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) writer = NULL;
  CltActionInfo info = { "client.create", NULL, "tester" };
  const char *const endings[] = { "", "-wal", "-shm" };

  set_day (clt_day_from_yyyymmdd (20261123));
  clt_ui_test_set_up (&fixture->base, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (fixture->base.path, endings[i], NULL);

      g_unlink (path);
    }
  writer = clt_branch_open (fixture->base.path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  clt_action_run (writer, &info, fill, fixture, NULL, &error);
  g_assert_no_error (error);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "complaints");
  clt_desk_set_who (clt_window_get_desk (fixture->window), "林悦");
  fixture->page = clt_ui_find (fixture->window, CLT_TYPE_COMPLAINTS_PAGE);
  fixture->keys = clt_ui_keys_new ();
  wait (fixture);
  clt_ui_keys_enter (fixture->keys, fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_keys_free (fixture->keys);
  clt_ui_test_tear_down (&fixture->base, data);
}

static CltComplaint *
load (Fixture *fixture, const char *number)
{
  g_autoptr (GError) error = NULL;
  gint64 id = clt_complaint_find (fixture->conn, number, &error);
  CltComplaint *complaint = clt_complaint_load (fixture->conn, id, &error);

  g_assert_no_error (error);
  return complaint;
}

/* "2026-00001" of this year. */
static char *
dup_number (guint n)
{
  int year, month, day;

  clt_day_get_ymd (clt_today (), &year, &month, &day);
  return g_strdup_printf ("%d-%05u", year, n);
}

static CltComplaint *
load_first (Fixture *fixture)
{
  g_autofree char *number = dup_number (1);

  return load (fixture, number);
}

static void
assert_state (Fixture *fixture, const char *state)
{
  g_autoptr (CltComplaint) complaint = load_first (fixture);

  g_assert_cmpstr (complaint->state, ==, state);
}

/* Opens the form by @key and takes the client by his initials. */
static CltComplaintIntake *
open_intake (Fixture *fixture)
{
  CltComplaintIntake *intake;

  clt_ui_press (fixture->keys, GDK_KEY_n, GDK_CONTROL_MASK);
  intake = clt_ui_wait_for_window (CLT_TYPE_COMPLAINT_INTAKE);
  wait (fixture);
  clt_ui_keys_enter (fixture->keys, intake);
  return intake;
}

static void
name_client (Fixture *fixture)
{
  clt_ui_type (fixture->keys, "cw");
  wait (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
}

static void
register_it (Fixture *fixture)
{
  clt_ui_press (fixture->keys, GDK_KEY_Return, GDK_CONTROL_MASK);
  clt_ui_wait_until_closed (CLT_TYPE_COMPLAINT_INTAKE);
  wait (fixture);
  clt_ui_keys_enter (fixture->keys, fixture->window);
}

static gboolean
has_answer (gpointer intake)
{
  return clt_ui_shows (intake, "receipt");
}

static void
take_in (Fixture *fixture, const char *facts)
{
  CltComplaintIntake *intake = open_intake (fixture);

  name_client (fixture);
  clt_ui_type (fixture->keys, facts);
  clt_ui_wait (has_answer, intake);
  register_it (fixture);
}

/* ---- intake -------------------------------------------------------------------------------- */

/* The one of the lists that is shown. */
static int
get_list (Fixture *fixture)
{
  return clt_side_list_get_chosen (clt_ui_find (fixture->page, CLT_TYPE_SIDE_LIST));
}

static void
test_intake (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltComplaint) complaint = NULL;
  GtkWidget *view;

  clt_ui_keys_count (fixture->keys);
  take_in (fixture, "the order went out twice");
  g_assert_cmpuint (clt_ui_keys_count (fixture->keys), <, MAX_PRESSES);
  complaint = load_first (fixture);
  g_assert_cmpint (complaint->client_id, ==, fixture->client);
  g_assert_cmpstr (complaint->facts, ==, "the order went out twice");
  g_assert_cmpstr (complaint->state, ==, "registered");
  g_assert_cmpint (complaint->handler_id, ==, fixture->lin); /* who serves the client */
  /* it is chosen in the register, and shown */
  view = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_VIEW);
  g_assert_true (clt_ui_shows (view, complaint->number));
  g_assert_cmpint (clt_data_table_get_selected (clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE)),
                   ==, complaint->id);
  g_assert_cmpint (get_list (fixture), ==, CLT_REGISTER_OPEN);
}

static gboolean
asks_for_words (gpointer intake)
{
  return clt_ui_shows (intake, "Say what happened");
}

/* Tab alone takes the client that is offered, and goes on to the words. */
static void
test_tab (Fixture *fixture, gconstpointer data)
{
  CltComplaintIntake *intake = open_intake (fixture);
  g_autoptr (CltComplaint) complaint = NULL;

  clt_ui_type (fixture->keys, "cw");
  wait (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  clt_ui_type (fixture->keys, "late");
  clt_ui_wait (has_answer, intake);
  register_it (fixture);
  complaint = load_first (fixture);
  g_assert_cmpint (complaint->client_id, ==, fixture->client);
  g_assert_cmpstr (complaint->facts, ==, "late");
}

/* Somebody who is not in the book is kept by name; without words nothing is registered. */
static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  CltComplaintIntake *intake = open_intake (fixture);
  g_autoptr (CltComplaint) complaint = NULL;

  clt_ui_type (fixture->keys, "zzz");
  wait (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_Return, GDK_CONTROL_MASK);
  clt_ui_wait (asks_for_words, intake);
  clt_ui_type (fixture->keys, "rude"); /* the focus has come where the words belong */
  register_it (fixture);
  complaint = load_first (fixture);
  g_assert_cmpint (complaint->client_id, ==, 0);
  g_assert_cmpstr (complaint->person, ==, "zzz");
  g_assert_cmpstr (complaint->facts, ==, "rude");
}

static gboolean
shows_repeat (gpointer intake)
{
  g_autofree char *number = dup_number (1);

  return clt_ui_shows (intake, number);
}

/* The same client again: told while one types, and one key says that it is the same matter. */
static void
test_repeat (Fixture *fixture, gconstpointer data)
{
  g_autofree char *number = dup_number (2);
  g_autofree char *first = dup_number (1);
  g_autoptr (CltComplaint) again = NULL;
  CltComplaintIntake *intake;

  take_in (fixture, "twice");
  intake = open_intake (fixture);
  name_client (fixture);
  clt_ui_wait (shows_repeat, intake);
  clt_ui_type (fixture->keys, "still");
  clt_ui_press (fixture->keys, GDK_KEY_s, GDK_ALT_MASK);
  register_it (fixture);
  again = load (fixture, number);
  g_assert_cmpstr (again->same_number, ==, first);
}

/* Told before one goes on, it does not take the words that were meant for what happened. */
static void
test_repeat_first (Fixture *fixture, gconstpointer data)
{
  g_autofree char *number = dup_number (2);
  g_autoptr (CltComplaint) again = NULL;
  CltComplaintIntake *intake;

  take_in (fixture, "twice");
  intake = open_intake (fixture);
  clt_ui_type (fixture->keys, "cw");
  wait (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (shows_repeat, intake);
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  clt_ui_type (fixture->keys, "still");
  register_it (fixture);
  again = load (fixture, number);
  g_assert_cmpstr (again->facts, ==, "still");
}

static gboolean
warns (gpointer intake)
{
  return clt_ui_shows (intake, "not registered yet");
}

/* Escape asks before it throws words away. */
static void
test_escape (Fixture *fixture, gconstpointer data)
{
  CltComplaintIntake *intake = open_intake (fixture);

  name_client (fixture);
  clt_ui_type (fixture->keys, "twice");
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait (warns, intake);
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait_until_closed (CLT_TYPE_COMPLAINT_INTAKE);
}

/* From wherever one is, about the client who is there. */
static void
test_anywhere (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", "today");
  wait (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_m, GDK_CONTROL_MASK);
  clt_ui_wait_for_window (CLT_TYPE_COMPLAINT_INTAKE);
  wait (fixture);
  clt_ui_keys_enter (fixture->keys, clt_ui_find_window (CLT_TYPE_COMPLAINT_INTAKE));
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait_until_closed (CLT_TYPE_COMPLAINT_INTAKE);
}

/* From the card of a client, without leaving it. */
static void
test_card (Fixture *fixture, gconstpointer data)
{
  CltComplaintIntake *intake;
  GtkWidget *panel;
  g_autoptr (CltComplaint) complaint = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x",
                              fixture->client);
  wait (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_m, GDK_CONTROL_MASK);
  intake = clt_ui_wait_for_window (CLT_TYPE_COMPLAINT_INTAKE);
  wait (fixture);
  clt_ui_keys_enter (fixture->keys, intake);
  clt_ui_type (fixture->keys, "fees"); /* the client stands there: the words come first */
  register_it (fixture);
  complaint = load_first (fixture);
  g_assert_cmpint (complaint->client_id, ==, fixture->client);
  panel = clt_ui_find (fixture->window, CLT_TYPE_COMPLAINT_PANEL);
  g_assert_true (gtk_widget_get_mapped (panel));
  g_assert_true (clt_ui_shows (panel, complaint->number));
}

/* ---- stages -------------------------------------------------------------------------------- */

static void
press_and_wait (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, key, modifiers);
  wait (fixture);
}

static gboolean
has_focus_in_page (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, fixture->page);
}

static void
open_form (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, key, modifiers);
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
}

static void
apply_form (Fixture *fixture)
{
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  wait (fixture);
  clt_ui_keys_enter (fixture->keys, fixture->window);
}

/* All the way by the suggested step; the end asks for what it needs, and makes the callback. */
static void
test_stages (Fixture *fixture, gconstpointer data)
{
  static const char *const way[] = { "accepted", "investigating", "proposal", "answered",
                                     "agreed" };
  g_autoptr (CltComplaint) closed = NULL;

  take_in (fixture, "twice");
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      press_and_wait (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
      assert_state (fixture, way[i]);
      g_assert_true (has_focus_in_page (fixture));
    }
  open_form (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  clt_ui_type (fixture->keys, "keyed twice");
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  clt_ui_type (fixture->keys, "paid back");
  apply_form (fixture);
  closed = load_first (fixture);
  g_assert_cmpstr (closed->state, ==, "closed");
  g_assert_cmpstr (closed->finding, ==, "founded");
  g_assert_cmpstr (closed->cause, ==, "keyed twice");
  g_assert_cmpstr (closed->remedy, ==, "paid back");
  g_assert_true (clt_ui_shows (fixture->page, "The client is called back"));
  /* in one piece */
  press_and_wait (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  assert_state (fixture, "agreed");
  g_assert_false (clt_ui_shows (fixture->page, "The client is called back"));
}

/* By their own keys, too; what leaves stages out asks why; what cannot be is told. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  take_in (fixture, "twice");
  press_and_wait (fixture, GDK_KEY_a, 0);
  assert_state (fixture, "accepted");
  press_and_wait (fixture, GDK_KEY_i, 0);
  assert_state (fixture, "investigating");
  press_and_wait (fixture, GDK_KEY_e, 0); /* no stage is left out, but it says to whom */
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  clt_ui_type (fixture->keys, "head office");
  assert_state (fixture, "investigating");
  apply_form (fixture);
  assert_state (fixture, "escalated");
  press_and_wait (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  press_and_wait (fixture, GDK_KEY_y, 0); /* not answered yet: stages are left out */
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  clt_ui_type (fixture->keys, "by phone");
  apply_form (fixture);
  assert_state (fixture, "agreed");
  press_and_wait (fixture, GDK_KEY_r, 0);
  assert_state (fixture, "agreed");
  g_assert_null (clt_ui_find_window (CLT_TYPE_FORM_DIALOG));
  g_assert_true (clt_ui_shows (fixture->window, "cannot become"));
}

/* ---- who handles it ------------------------------------------------------------------------ */

static GtkWidget *
find_choice (GtkWidget *view, const char *title)
{
  g_autoptr (GPtrArray) rows = clt_ui_find_all (view, ADW_TYPE_COMBO_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
      return rows->pdata[i];
  g_assert_not_reached ();
}

/* The person complained about never handles it: told below the row, which keeps who did. */
static void
test_handler (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view, *handler;
  g_autoptr (CltComplaint) complaint = NULL;

  take_in (fixture, "rude");
  view = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_VIEW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_choice (view, "Person complained about")), 3);
  wait (fixture);
  complaint = load_first (fixture);
  g_assert_cmpint (complaint->about_id, !=, 0);
  g_assert_cmpint (complaint->about_id, !=, complaint->handler_id);
  press_and_wait (fixture, GDK_KEY_h, 0);
  handler = find_choice (view, "Handled by");
  g_assert_true (gtk_widget_has_focus (handler) || gtk_widget_get_focus_child (handler) != NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (handler), 3);
  wait (fixture);
  g_assert_true (clt_ui_shows (view, "can therefore not"));
  g_clear_pointer (&complaint, clt_complaint_free);
  complaint = load_first (fixture);
  g_assert_cmpint (complaint->about_id, !=, complaint->handler_id);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (handler)), !=, 3);
}

/* ---- the clock ----------------------------------------------------------------------------- */

/* While the client is waited for the days do not count. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltComplaint) before = NULL;
  g_autoptr (CltComplaint) after = NULL;

  take_in (fixture, "twice");
  before = load_first (fixture);
  open_form (fixture, GDK_KEY_s, 0);
  clt_ui_type (fixture->keys, "a statement");
  apply_form (fixture);
  g_assert_true (clt_ui_shows (fixture->page, "waiting for the client"));
  set_day (clt_today () + 14);
  press_and_wait (fixture, GDK_KEY_s, 0);
  after = load_first (fixture);
  g_assert_false (after->stopped);
  g_assert_cmpint (clt_day_to_yyyymmdd (before->due_accept), ==, 20261130);
  g_assert_cmpint (clt_day_to_yyyymmdd (after->due_accept), ==, 20261211);
}

/* ---- letters, paper ------------------------------------------------------------------------ */

static gboolean
has_text (gpointer letters)
{
  return gtk_text_buffer_get_char_count (
           gtk_text_view_get_buffer (clt_ui_find (letters, GTK_TYPE_TEXT_VIEW))) > 20;
}

/* The receipt is filled in, kept and noted as gone out with two keys; then it is owed no more. */
static void
test_receipt (Fixture *fixture, gconstpointer data)
{
  GtkWidget *letters;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (CltComplaint) complaint = NULL;
  const CltComplaintLetter *letter;

  take_in (fixture, "the order went twice");
  complaint = load_first (fixture);
  g_assert_true (clt_ui_shows (fixture->page, "The receipt must go out"));
  press_and_wait (fixture, GDK_KEY_l, 0);
  letters = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_LETTERS);
  clt_ui_wait (has_text, letters);
  press_and_wait (fixture, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  list = clt_complaint_letter_list (fixture->conn, complaint->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  letter = list->pdata[0];
  g_assert_cmpstr (letter->kind, ==, "receipt");
  g_assert_cmpint (letter->sent, ==, clt_today ());
  g_assert_nonnull (strstr (letter->text, complaint->number));
  g_assert_nonnull (strstr (letter->text, "the order went twice"));
  press_and_wait (fixture, GDK_KEY_Escape, 0);
  g_assert_false (clt_ui_shows (fixture->page, "The receipt must go out"));
}

/* Enter does not carry out what comes next for somebody who has just read a letter. */
static void
test_way_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltComplaint) complaint = NULL;

  take_in (fixture, "the order went twice");
  press_and_wait (fixture, GDK_KEY_l, 0);
  press_and_wait (fixture, GDK_KEY_Escape, 0);
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (fixture->window)));
  press_and_wait (fixture, GDK_KEY_Return, 0);
  complaint = load_first (fixture);
  g_assert_cmpstr (complaint->state, ==, "registered");
  press_and_wait (fixture, GDK_KEY_Escape, 0);
}

/* A contact is logged of who complains. */
static void
test_client (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (clt_page_get_client (CLT_PAGE (fixture->page)), ==, 0);
  take_in (fixture, "the order went twice");
  g_assert_cmpint (clt_page_get_client (CLT_PAGE (fixture->page)), ==, fixture->client);
}

/* What was typed is not lost with the way back: it is kept as a draft. */
static void
test_draft (Fixture *fixture, gconstpointer data)
{
  GtkWidget *letters;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (CltComplaint) complaint = NULL;
  const CltComplaintLetter *letter;

  take_in (fixture, "twice");
  complaint = load_first (fixture);
  press_and_wait (fixture, GDK_KEY_l, 0);
  letters = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_LETTERS);
  clt_ui_wait (has_text, letters);
  clt_ui_press (fixture->keys, GDK_KEY_End, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "sorry");
  press_and_wait (fixture, GDK_KEY_Escape, 0);
  list = clt_complaint_letter_list (fixture->conn, complaint->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  letter = list->pdata[0];
  g_assert_cmpint (letter->sent, ==, CLT_DAY_NONE);
  g_assert_true (g_str_has_suffix (letter->text, "sorry"));
}

static GPtrArray *
list_letters (Fixture *fixture)
{
  g_autoptr (CltComplaint) complaint = load_first (fixture);
  g_autoptr (GError) error = NULL;
  GPtrArray *list = clt_complaint_letter_list (fixture->conn, complaint->id, &error);

  g_assert_no_error (error);
  return list;
}

static void
choose_kind (Fixture *fixture, GtkWidget *letters, guint kind)
{
  gtk_drop_down_set_selected (clt_ui_find (letters, GTK_TYPE_DROP_DOWN), kind);
  wait (fixture);
  clt_ui_wait (has_text, letters);
  gtk_widget_grab_focus (clt_ui_find (letters, GTK_TYPE_TEXT_VIEW));
  clt_ui_press (fixture->keys, GDK_KEY_End, GDK_CONTROL_MASK);
}

static gboolean
ends_with (GtkWidget *letters, const char *words)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (clt_ui_find (letters, GTK_TYPE_TEXT_VIEW));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_str_has_suffix (text, words);
}

enum
{
  KIND_RECEIPT = 0,
  KIND_ACCEPT = 1,
  KIND_ANSWER = 5,
};

/* Another kind, or another place: what was typed for the one before is a draft of it. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  GtkWidget *letters;
  g_autoptr (GPtrArray) list = NULL;

  take_in (fixture, "twice");
  press_and_wait (fixture, GDK_KEY_l, 0);
  letters = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_LETTERS);
  choose_kind (fixture, letters, KIND_RECEIPT);
  clt_ui_type (fixture->keys, "sorry");
  choose_kind (fixture, letters, KIND_ACCEPT);
  g_assert_false (ends_with (letters, "sorry"));
  clt_ui_type (fixture->keys, "indeed");
  choose_kind (fixture, letters, KIND_RECEIPT);
  g_assert_true (ends_with (letters, "sorry"));
  clt_ui_type (fixture->keys, "!");
  press_and_wait (fixture, GDK_KEY_2, GDK_ALT_MASK);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", "complaints");
  wait (fixture);
  g_assert_true (ends_with (letters, "sorry!"));
  list = list_letters (fixture);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (((CltComplaintLetter *) list->pdata[0])->kind, ==, "accept");
  g_assert_true (g_str_has_suffix (((CltComplaintLetter *) list->pdata[0])->text, "indeed"));
  g_assert_true (g_str_has_suffix (((CltComplaintLetter *) list->pdata[2])->text, "sorry!"));
}

static gboolean
says_what_is_missing (gpointer letters)
{
  return clt_ui_shows (letters, "{finding}, {cause}, {remedy}");
}

static guint
count_pages (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPrintJob) job = clt_page_create_print (CLT_PAGE (fixture->page));
  const CltExportOptions options = { .who = "tester", .purpose = "" };
  g_autoptr (CltPaper) paper = NULL;

  g_assert_nonnull (job);
  paper = job->read (fixture->conn, job->data, &options, &error);
  g_assert_no_error (error);
  return clt_paper_lay_out (paper, 595, 842);
}

/* What is missing is told before the letter goes out, and it does not go; as a draft it is kept, and filled
 * in when the complaint says it. On paper it stands as it is. */
static void
test_gaps (Fixture *fixture, gconstpointer data)
{
  GtkWidget *letters;
  g_autoptr (GPtrArray) list = NULL;

  take_in (fixture, "twice");
  press_and_wait (fixture, GDK_KEY_l, 0);
  letters = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_LETTERS);
  choose_kind (fixture, letters, KIND_ANSWER);
  clt_ui_wait (says_what_is_missing, letters);
  g_assert_cmpuint (count_pages (fixture), ==, 1);
  clt_ui_type (fixture->keys, "sorry");
  press_and_wait (fixture, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_true (clt_ui_shows (letters, "not noted as gone out"));
  g_assert_true (has_focus_in_page (fixture));
  press_and_wait (fixture, GDK_KEY_s, GDK_CONTROL_MASK);
  list = list_letters (fixture);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((CltComplaintLetter *) list->pdata[0])->sent, ==, CLT_DAY_NONE);
  g_assert_nonnull (strstr (((CltComplaintLetter *) list->pdata[0])->text, "{finding}"));
  g_assert_true (says_what_is_missing (letters));
}

/* Ctrl+P: from the list the register, from the case its file; Ctrl+E: the register as a workbook. */
static void
test_paper (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltExportJob) job = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->base.dir, "complaints.xlsx", NULL);
  const CltExportOptions options = { .path = path, .who = "tester", .purpose = "" };

  take_in (fixture, "twice");
  g_assert_cmpuint (count_pages (fixture), >, 0);
  press_and_wait (fixture, GDK_KEY_Return, 0); /* into the case */
  g_assert_cmpuint (count_pages (fixture), >, 0);
  job = clt_page_create_export (CLT_PAGE (fixture->page));
  conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (job->run (conn, job->data, &options, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
shows_one (gpointer page)
{
  CltKeyList *keys = clt_data_table_get_list (clt_ui_find (page, CLT_TYPE_DATA_TABLE));

  return g_list_model_get_n_items (G_LIST_MODEL (keys)) == 1;
}

static gboolean
shows_both (gpointer page)
{
  CltKeyList *keys = clt_data_table_get_list (clt_ui_find (page, CLT_TYPE_DATA_TABLE));

  return g_list_model_get_n_items (G_LIST_MODEL (keys)) == 2;
}

typedef struct
{
  gpointer page;
  gint64 id;
} Chosen;

/* The list finds its row anew when it was read anew. */
static gboolean
is_chosen (gpointer data)
{
  const Chosen *chosen = data;

  return clt_data_table_get_selected (clt_ui_find (chosen->page, CLT_TYPE_DATA_TABLE)) ==
         chosen->id;
}

/* A search shows its first hit; what is done stays in the list while it is in view. */
static void
test_register (Fixture *fixture, gconstpointer data)
{
  Chosen chosen = { fixture->page };
  g_autofree char *first = dup_number (1);
  g_autofree char *second = dup_number (2);
  g_autoptr (CltComplaint) complaint = NULL;
  GtkWidget *view;

  take_in (fixture, "fees");
  complaint = load_first (fixture);
  chosen.id = complaint->id;
  take_in (fixture, "orders");
  view = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_VIEW);
  g_assert_true (clt_ui_shows (view, second));
  press_and_wait (fixture, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "fees");
  clt_ui_wait (shows_one, fixture->page);
  wait (fixture);
  press_and_wait (fixture, GDK_KEY_Escape, 0);
  clt_ui_wait (shows_both, fixture->page);
  gtk_widget_activate_action (fixture->page, "complaint.withdraw", NULL);
  wait (fixture);
  g_assert_true (clt_ui_shows (view, first));
  g_assert_true (clt_ui_shows (view, "withdrawn"));
  g_assert_true (has_focus_in_page (fixture));
  g_assert_true (shows_both (fixture->page));
  clt_ui_wait (is_chosen, &chosen);
}

static gboolean
tells_where (gpointer page)
{
  return clt_ui_shows (page, "None here, but 1 in “Closed”.");
}

/* What is searched for in a list where it is not is told of, and one key away. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  CltComplaintView *view = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_VIEW);
  g_autoptr (CltComplaint) first = NULL;

  take_in (fixture, "fees");
  gtk_widget_activate_action (fixture->page, "complaint.withdraw", NULL);
  wait (fixture);
  first = load_first (fixture);
  g_signal_emit_by_name (clt_ui_find (fixture->page, CLT_TYPE_SIDE_LIST), "row-selected",
                         (int) CLT_REGISTER_CLOSED);
  wait (fixture);
  take_in (fixture, "orders");
  g_assert_cmpint (clt_complaint_view_get_case (view)->complaint->id, !=, first->id);
  g_assert_cmpint (get_list (fixture), ==, CLT_REGISTER_OPEN);
  press_and_wait (fixture, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "fees");
  clt_ui_wait (tells_where, fixture->page);
  press_and_wait (fixture, GDK_KEY_Return, 0);
  clt_ui_wait (shows_one, fixture->page);
  wait (fixture);
  g_assert_cmpint (clt_complaint_view_get_case (view)->complaint->id, ==, first->id);
  g_assert_true (has_focus_in_page (fixture));
}

/* What is typed while another one is on its way belongs to the one in view. */
static void
test_bound (Fixture *fixture, gconstpointer data)
{
  g_autofree char *number = dup_number (2);
  g_autoptr (CltComplaint) first = NULL, second = NULL, after = NULL, other = NULL;
  CltComplaintView *view =
    CLT_COMPLAINT_VIEW (clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_VIEW));
  GtkWidget *focus;

  take_in (fixture, "fees");
  take_in (fixture, "orders");
  first = load_first (fixture);
  second = load (fixture, number);
  clt_complaint_view_focus_field (view, "facts");
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  clt_complaint_view_show (view, first->id);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)), "orders, twice", -1);
  wait (fixture);
  after = load_first (fixture);
  other = load (fixture, number);
  g_assert_cmpstr (after->facts, ==, "fees");
  g_assert_cmpstr (other->facts, ==, "orders, twice");
}

/* Undo leads to the case, not only to the place; what is gone is not looked for. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltComplaint) first = NULL;
  GtkWidget *view;

  take_in (fixture, "fees");
  press_and_wait (fixture, GDK_KEY_a, 0);
  take_in (fixture, "orders");
  first = load_first (fixture);
  view = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_VIEW);
  press_and_wait (fixture, GDK_KEY_2, GDK_ALT_MASK);
  press_and_wait (fixture, GDK_KEY_z, GDK_CONTROL_MASK); /* the second is gone */
  g_assert_true (gtk_widget_get_mapped (fixture->page));
  press_and_wait (fixture, GDK_KEY_2, GDK_ALT_MASK);
  press_and_wait (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_true (gtk_widget_get_mapped (fixture->page));
  g_assert_true (clt_ui_shows (view, first->number));
  g_assert_cmpint (clt_data_table_get_selected (clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE)),
                   ==, first->id);
  assert_state (fixture, "registered");
  g_assert_true (has_focus_in_page (fixture));
  press_and_wait (fixture, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_state (fixture, "accepted");
}

/* The list that was looked at has it no more: it is shown in one that has. */
static void
test_redo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = clt_ui_find (fixture->page, CLT_TYPE_COMPLAINT_VIEW);
  g_autoptr (CltComplaint) first = NULL;

  take_in (fixture, "fees");
  take_in (fixture, "orders");
  first = load_first (fixture);
  gtk_widget_activate_action (fixture->page, "complaint.choose", "x", first->id);
  wait (fixture);
  gtk_widget_activate_action (fixture->page, "complaint.withdraw", NULL);
  wait (fixture);
  press_and_wait (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  assert_state (fixture, "registered");
  gtk_widget_grab_focus (clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE));
  press_and_wait (fixture, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_state (fixture, "withdrawn");
  g_assert_true (clt_ui_shows (view, first->number));
  g_assert_cmpint (clt_data_table_get_selected (clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE)),
                   ==, first->id);
}

#define COMPLAINT_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  COMPLAINT_TEST ("/ui/complaints/intake", test_intake);
  COMPLAINT_TEST ("/ui/complaints/tab", test_tab);
  COMPLAINT_TEST ("/ui/complaints/stranger", test_stranger);
  COMPLAINT_TEST ("/ui/complaints/repeat", test_repeat);
  COMPLAINT_TEST ("/ui/complaints/repeat-first", test_repeat_first);
  COMPLAINT_TEST ("/ui/complaints/escape", test_escape);
  COMPLAINT_TEST ("/ui/complaints/card", test_card);
  COMPLAINT_TEST ("/ui/complaints/anywhere", test_anywhere);
  COMPLAINT_TEST ("/ui/complaints/stages", test_stages);
  COMPLAINT_TEST ("/ui/complaints/keys", test_keys);
  COMPLAINT_TEST ("/ui/complaints/handler", test_handler);
  COMPLAINT_TEST ("/ui/complaints/clock", test_clock);
  COMPLAINT_TEST ("/ui/complaints/receipt", test_receipt);
  COMPLAINT_TEST ("/ui/complaints/way-back", test_way_back);
  COMPLAINT_TEST ("/ui/complaints/client", test_client);
  COMPLAINT_TEST ("/ui/complaints/draft", test_draft);
  COMPLAINT_TEST ("/ui/complaints/kinds", test_kinds);
  COMPLAINT_TEST ("/ui/complaints/gaps", test_gaps);
  COMPLAINT_TEST ("/ui/complaints/bound", test_bound);
  COMPLAINT_TEST ("/ui/complaints/undo", test_undo);
  COMPLAINT_TEST ("/ui/complaints/redo", test_redo);
  COMPLAINT_TEST ("/ui/complaints/register", test_register);
  COMPLAINT_TEST ("/ui/complaints/elsewhere", test_elsewhere);
  COMPLAINT_TEST ("/ui/complaints/paper", test_paper);
  return g_test_run ();
}
