/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contacts and tasks by real keys: one line written down from three places, the log, and a promise
 * that is kept, put off and handed on. */
#include "app/callbacks/clt-contact-data.h"
#include "app/callbacks/clt-contact-pane.h"
#include "app/callbacks/clt-task-pane.h"
#include "app/clients/clt-client-card.h"
#include "app/clients/clt-clients-page.h"
#include "app/clients/clt-contact-panel.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-side-list.h"
#include "core/clt-branch.h"
#include "support/clt-test-branch.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltUiKeys *keys;
  CltConn *conn; /* beside the window */
  char *account; /* of whom is spoken with */
  gint64 client;
} Fixture;

/* Somebody who has one account, and a promise of long ago beside those of the demo branch. */
static void
find_client (Fixture *fixture)
{
  CltStmt *stmt = clt_conn_query (fixture->conn, NULL,
                                  "SELECT min (number), client_id FROM account"
                                  " WHERE client_id IN (SELECT client_id FROM spell"
                                  " WHERE closed IS NULL) GROUP BY client_id"
                                  " HAVING count(*) = 1 ORDER BY client_id LIMIT 1",
                                  "");

  g_assert_cmpint (clt_stmt_step (stmt, NULL), ==, CLT_STEP_ROW);
  fixture->account = g_strdup (clt_stmt_get_text (stmt, 0));
  fixture->client = clt_stmt_get_int (stmt, 1);
  clt_stmt_reset (stmt);
}

static void
add_task (Fixture *fixture)
{
  g_autoptr (CltConn) writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, NULL);
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO task (id, kind, client_id, due, text, created) VALUES"
                     " (9000001, 'promise', %" G_GINT64_FORMAT ", 20700, 'the leaflet', 0)",
                     fixture->client);

  clt_test_exec (writer, sql);
}

static void
set_up (Fixture *fixture, gconstpointer place)
{
  g_autofree char *now =
    g_strdup_printf ("%" G_GINT64_FORMAT,
                     clt_day_get_instant (clt_day_from_yyyymmdd (20261030), 11 * 60));

  g_setenv ("CLT_NOW", now, TRUE);
  clt_ui_test_set_up (&fixture->base, NULL);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  find_client (fixture);
  add_task (fixture);
  fixture->window = clt_ui_test_open (&fixture->base, place);
  fixture->keys = clt_ui_keys_new ();
  clt_ui_keys_enter (fixture->keys, fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->account);
  clt_ui_keys_free (fixture->keys);
  clt_ui_test_tear_down (&fixture->base, NULL);
}

static void
settle (Fixture *fixture)
{
  for (int i = 0; i < 4; i++)
    clt_ui_wait_for_store (fixture->window);
}

static void
press (Fixture *fixture, guint keyval, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, keyval, modifiers);
  settle (fixture);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  gint64 n = -1;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL, sql, "i", fixture->client));
  return n;
}

static CltFormDialog *
open_form (Fixture *fixture, guint keyval, GdkModifierType modifiers)
{
  CltFormDialog *form;

  clt_ui_press (fixture->keys, keyval, modifiers);
  form = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, form);
  return form;
}

/* Enter, and the window has the keyboard again. */
static void
close_form (Fixture *fixture)
{
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  settle (fixture);
}

#define CONTACTS "SELECT count(*) FROM contact WHERE client_id = ?1 AND topic = 'fees'"
#define CALLS                                                                                      \
  "SELECT count(*) FROM call_task WHERE client_id = ?1 AND state = 'open' AND due = 20757"         \
  " AND due_time = 900"

typedef struct
{
  CltFormDialog *form;
  const char *part;
} Hint;

static gboolean
is_shown_back (gpointer data)
{
  const Hint *hint = data;

  return clt_ui_shows (hint->form, hint->part);
}

/* Nobody is shown: the line begins with the client. */
static void
test_from_dashboard (Fixture *fixture, gconstpointer data)
{
  Hint hint = { open_form (fixture, GDK_KEY_l, GDK_CONTROL_MASK), "2026-10-31 15:00" };

  clt_ui_type (fixture->keys, "nobody of that name");
  press (fixture, GDK_KEY_Return, 0); /* refused, and the line stays */
  press (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, fixture->account);
  clt_ui_type (fixture->keys, " in 5m fees: too high > tomorrow 3pm");
  clt_ui_wait (is_shown_back, &hint);
  close_form (fixture);
  g_assert_cmpint (count (fixture, CONTACTS), ==, 1);
  g_assert_cmpint (count (fixture, CALLS), ==, 1);
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (count (fixture, CONTACTS), ==, 0);
  g_assert_cmpint (count (fixture, CALLS), ==, 0);
}

static gboolean
is_on_card (gpointer data)
{
  Fixture *fixture = data;
  CltClientCard *card = clt_ui_find (fixture->window, CLT_TYPE_CLIENT_CARD);

  return card != NULL && clt_client_card_get_id (card) == fixture->client;
}

static gboolean
panel_tells (gpointer data)
{
  Fixture *fixture = data;

  return clt_ui_shows (clt_ui_find (fixture->window, CLT_TYPE_CONTACT_PANEL), "fees: too high");
}

/* Who is on the card need not be named; the card tells what was written down. */
static void
test_from_card (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x",
                              fixture->client);
  clt_ui_wait (is_on_card, fixture);
  settle (fixture);
  open_form (fixture, GDK_KEY_l, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "fees: too high");
  close_form (fixture);
  g_assert_cmpint (count (fixture, CONTACTS), ==, 1);
  clt_ui_wait (panel_tells, fixture);

  open_form (fixture, GDK_KEY_k, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  clt_ui_type (fixture->keys, "tomorrow 3pm the roll-over");
  close_form (fixture);
  g_assert_cmpint (count (fixture, CALLS), ==, 1);
}

static gpointer
show_tab (Fixture *fixture, const char *name, GType type)
{
  gpointer pane;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-in", "(ss)", "callbacks",
                              name);
  settle (fixture);
  pane = clt_ui_find (fixture->window, type);
  g_assert_nonnull (pane);
  return pane;
}

static guint
count_rows (gpointer pane)
{
  CltDataTable *table = clt_ui_find (pane, CLT_TYPE_DATA_TABLE);

  return g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (table)));
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  gpointer pane = show_tab (fixture, "callbacks.show-tab('contact')", CLT_TYPE_CONTACT_PANE);
  const guint month = count_rows (pane);

  g_assert_cmpuint (month, >, 0);
  press (fixture, GDK_KEY_6, GDK_CONTROL_MASK); /* all the time */
  g_assert_cmpuint (count_rows (pane), ==,
                    count (fixture, "SELECT count(*) FROM contact WHERE ?1"));
  press (fixture, GDK_KEY_3, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_rows (pane), ==, month);
  open_form (fixture, GDK_KEY_l, GDK_CONTROL_MASK); /* about the chosen one, unless one is named */
  clt_ui_type (fixture->keys, "@");
  clt_ui_type (fixture->keys, fixture->account);
  clt_ui_type (fixture->keys, " fees: too high");
  close_form (fixture);
  g_assert_cmpint (count (fixture, CONTACTS), ==, 1);
  g_assert_cmpuint (count_rows (pane), ==, month + 1);
  press (fixture, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "too high");
  press (fixture, GDK_KEY_Return, 0);
  for (int i = 0; i < 20 && count_rows (pane) != 1; i++)
    {
      g_usleep (50000); /* the search waits for the next sign */
      settle (fixture);
    }
  g_assert_cmpuint (count_rows (pane), ==, 1);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_Return, 0);
  clt_ui_wait (is_on_card, fixture);
}

static gboolean
offers_all (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *focus;

  press (fixture, GDK_KEY_Tab, 0);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  return GTK_IS_BUTTON (focus) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)), "contact.clear") == 0;
}

/* Below the table stands what the chosen line has no room for. */
static gboolean
tells_chosen (gpointer pane)
{
  const CltContactRow *row = clt_data_table_get_record (clt_ui_find (pane, CLT_TYPE_DATA_TABLE));

  return row != NULL && *row->cell[CLT_CONTACT_ABOUT] != '\0' &&
         gtk_revealer_get_reveal_child (clt_ui_find (pane, GTK_TYPE_REVEALER));
}

/* A choice that nothing fits says so, and Tab goes to what is to be done about it. */
static void
test_no_contact (Fixture *fixture, gconstpointer data)
{
  gpointer pane = show_tab (fixture, "callbacks.show-tab('contact')", CLT_TYPE_CONTACT_PANE);

  press (fixture, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "zzzz");
  for (int i = 0; i < 20 && count_rows (pane) != 0; i++)
    {
      g_usleep (50000); /* the search waits for the next sign */
      settle (fixture);
    }
  g_assert_true (clt_ui_shows (pane, "No contact fits this choice."));
  press (fixture, GDK_KEY_Return, 0);
  g_assert_true (offers_all (fixture));
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (count_rows (pane), ==,
                    count (fixture, "SELECT count(*) FROM contact WHERE ?1"));
  g_assert_true (gtk_widget_get_focus_child (clt_ui_find (pane, CLT_TYPE_DATA_TABLE)) != NULL);
  clt_ui_wait (tells_chosen, pane);
}

#define TASK "SELECT count(*) FROM task WHERE ?1 AND id = 9000001 AND "

static void
test_task (Fixture *fixture, gconstpointer data)
{
  CltFormDialog *form;

  show_tab (fixture, "task.show(int64 9000001)", CLT_TYPE_TASK_PANE);
  open_form (fixture, GDK_KEY_m, 0);
  clt_ui_type (fixture->keys, "yesterday");
  press (fixture, GDK_KEY_Return, 0); /* refused */
  press (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "tomorrow");
  close_form (fixture);
  g_assert_cmpint (count (fixture, TASK "due = 20757"), ==, 1);

  form = open_form (fixture, GDK_KEY_g, 0);
  /* its list opens when it likes */
  adw_combo_row_set_selected (clt_ui_find (form, ADW_TYPE_COMBO_ROW), 1);
  clt_ui_press (fixture->keys, GDK_KEY_Return, GDK_CONTROL_MASK);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  settle (fixture);
  g_assert_cmpint (count (fixture, TASK "owner_id IS NOT NULL"), ==, 1);

  open_form (fixture, GDK_KEY_d, 0);
  clt_ui_type (fixture->keys, "sent");
  close_form (fixture);
  g_assert_cmpint (count (fixture, TASK "state = 'done' AND result = 'sent'"), ==, 1);
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (count (fixture, TASK "state = 'open'"), ==, 1);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/contacts/from-dashboard", Fixture, "dashboard", set_up, test_from_dashboard,
              tear_down);
  g_test_add ("/contacts/from-card", Fixture, "clients", set_up, test_from_card, tear_down);
  g_test_add ("/contacts/log", Fixture, "callbacks", set_up, test_log, tear_down);
  g_test_add ("/contacts/none", Fixture, "callbacks", set_up, test_no_contact, tear_down);
  g_test_add ("/contacts/task", Fixture, "callbacks", set_up, test_task, tear_down);
  return g_test_run ();
}
