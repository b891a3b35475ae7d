/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard stays where the person works: what goes from under the focus does not send it to a
 * message or a button, and in a table the row with the focus is the chosen one. */
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-focus-keeper.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *host; /* a window of its own, kept like the window */
  GtkWidget *toasts;
  GtkWidget *button; /* first in the order of Tab */
  GtkWidget *list;
  CltDataTable *table;
  GtkWidget *menu; /* a button with a menu */
  GtkWidget *act;  /* last one before the messages */
} Fixture;

/* ---- a list of people ------------------------------------------------------------------------- */

typedef struct
{
  gint64 but; /* one who is left out, 0: nobody */
  gboolean none;
} Question;

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  const Question *question = query;
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 id = 1; !question->none && id <= 6; id++)
    if (id != question->but)
      g_array_append_val (keys, id);
  return keys;
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (rows, g_strdup_printf ("row %d", (int) ids[i]));
  return rows;
}

static gpointer
copy_text (gpointer record)
{
  return g_strdup (record);
}

static gpointer
copy_question (gconstpointer query)
{
  return g_memdup2 (query, sizeof (Question));
}

static const CltKeyListSource source = { load_keys, load_rows,     copy_text,
                                         g_free,    copy_question, g_free };

static const char *
get_text (gconstpointer record, guint column)
{
  return record;
}

static void
ask (Fixture *fixture, gint64 but, gboolean none)
{
  const Question question = { but, none };

  clt_key_list_set_query (clt_data_table_get_list (fixture->table), &question);
  clt_ui_wait_for_store (fixture->window);
}

static void
make_table (Fixture *fixture)
{
  static const CltTableColumn columns[] = { { 0, "Name", 200, FALSE, FALSE } };
  CltStore *store = clt_desk_get_store (clt_window_get_desk (fixture->window));
  g_autoptr (CltKeyList) list = clt_key_list_new (store, &source);

  fixture->table = CLT_DATA_TABLE (clt_data_table_new ());
  gtk_widget_set_size_request (GTK_WIDGET (fixture->table), 300, 300);
  clt_data_table_set_columns (fixture->table, columns, 1, get_text);
  clt_data_table_set_list (fixture->table, list);
}

/* ---- the window --------------------------------------------------------------------------------- */

static void
fill_list (Fixture *fixture, int n)
{
  GtkListBox *list = GTK_LIST_BOX (fixture->list);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (fixture->list)) != NULL)
    gtk_list_box_remove (list, row);
  for (int i = 0; i < n; i++)
    gtk_list_box_append (list, gtk_label_new ("row"));
}

/* Frames have passed in which GTK would have moved the focus. */
static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  return ++*(int *) user_data < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
have_passed (gpointer data)
{
  return *(int *) data >= 3;
}

static void
pass_frames (GtkWidget *window)
{
  int n = 0;

  clt_ui_settle ();
  gtk_widget_add_tick_callback (window, on_tick_cb, &n, NULL);
  clt_ui_wait (have_passed, &n);
  clt_ui_settle ();
}

static void
focus_button (GtkWindow *window)
{
  gtk_widget_grab_focus (g_object_get_data (G_OBJECT (window), "first"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwToast *toast = adw_toast_new ("done");

  clt_ui_test_set_up (&fixture->base, data);
  fixture->window = clt_ui_test_open (&fixture->base, "today");
  fixture->host = gtk_application_window_new (fixture->base.application);
  fixture->toasts = adw_toast_overlay_new ();
  fixture->button = gtk_button_new_with_label ("first");
  fixture->list = gtk_list_box_new ();
  fixture->menu = gtk_menu_button_new ();
  fixture->act = gtk_button_new_with_label ("act");
  make_table (fixture);
  gtk_box_append (GTK_BOX (box), fixture->button);
  gtk_box_append (GTK_BOX (box), fixture->list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->table));
  gtk_box_append (GTK_BOX (box), fixture->menu);
  gtk_box_append (GTK_BOX (box), fixture->act);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (fixture->toasts), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (fixture->menu), gtk_popover_new ());
  gtk_popover_set_child (gtk_menu_button_get_popover (GTK_MENU_BUTTON (fixture->menu)),
                         gtk_button_new_with_label ("item"));
  gtk_window_set_child (GTK_WINDOW (fixture->host), fixture->toasts);
  g_object_set_data (G_OBJECT (fixture->host), "first", fixture->button);
  clt_focus_keeper_attach (GTK_WINDOW (fixture->host), focus_button);
  fill_list (fixture, 5);
  gtk_window_present (GTK_WINDOW (fixture->host));
  adw_toast_set_button_label (toast, "_Undo");
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (fixture->toasts), toast);
  pass_frames (fixture->host);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->host));
}

static void
focus_row (Fixture *fixture, int index)
{
  gtk_widget_grab_focus (
    GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (fixture->list), index)));
  pass_frames (fixture->host);
}

static void
assert_row (Fixture *fixture, int index)
{
  pass_frames (fixture->host);
  g_assert_true (GTK_IS_LIST_BOX_ROW (get_focus (fixture)));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (get_focus (fixture))), ==, index);
}

/* ---- what goes from under the focus ----------------------------------------------------------------- */

/* Who leaves a menu stays at its button. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (fixture->menu));

  focus_row (fixture, 3);
  gtk_menu_button_popup (GTK_MENU_BUTTON (fixture->menu));
  gtk_widget_grab_focus (gtk_popover_get_child (popover));
  pass_frames (fixture->host);
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), GTK_WIDGET (popover)));
  gtk_popover_popdown (popover);
  pass_frames (fixture->host);
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), fixture->menu));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  focus_row (fixture, 3);
  fill_list (fixture, 5);
  assert_row (fixture, 3);
  fill_list (fixture, 2);
  assert_row (fixture, 1);
  fill_list (fixture, 0);
  pass_frames (fixture->host);
  g_assert_true (get_focus (fixture) == fixture->button);
}

static void
test_button (Fixture *fixture, gconstpointer data)
{
  focus_row (fixture, 2);
  gtk_widget_grab_focus (fixture->act);
  pass_frames (fixture->host);
  gtk_widget_set_visible (fixture->act, FALSE);
  pass_frames (fixture->host);
  g_assert_true (get_focus (fixture) == fixture->button);
  gtk_widget_set_visible (fixture->act, TRUE);
  gtk_widget_grab_focus (fixture->act);
  gtk_widget_set_sensitive (fixture->act, FALSE);
  pass_frames (fixture->host);
  g_assert_true (get_focus (fixture) == fixture->button);
}

/* Somebody who went to the message goes back to where he was when it is gone. */
static void
test_toast (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (fixture->toasts, GTK_TYPE_BUTTON);
  GtkWidget *undo = NULL;

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), "_Undo") == 0)
      undo = buttons->pdata[i];
  g_assert_nonnull (undo);
  focus_row (fixture, 2);
  gtk_widget_grab_focus (undo);
  pass_frames (fixture->host);
  g_assert_true (get_focus (fixture) == undo);
  gtk_widget_set_visible (gtk_widget_get_parent (undo), FALSE);
  assert_row (fixture, 2);
}

/* ---- tables ------------------------------------------------------------------------------------- */

/* The row that has the focus, by the text of its cell. */
static void
assert_at (Fixture *fixture, gint64 id)
{
  GtkWidget *cell;
  g_autofree char *text = g_strdup_printf ("row %d", (int) id);

  pass_frames (fixture->host);
  g_assert_cmpint (clt_data_table_get_selected (fixture->table), ==, id);
  cell = clt_ui_find (get_focus (fixture), GTK_TYPE_INSCRIPTION);
  g_assert_nonnull (cell);
  g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), ==, text);
}

static void
test_enter (Fixture *fixture, gconstpointer data)
{
  ask (fixture, 0, FALSE);
  pass_frames (fixture->host);
  g_assert_cmpint (clt_data_table_get_selected (fixture->table), ==, 0);
  gtk_widget_child_focus (GTK_WIDGET (fixture->table), GTK_DIR_TAB_FORWARD);
  assert_at (fixture, 1);
  gtk_widget_grab_focus (fixture->button);
  clt_data_table_select (fixture->table, 4);
  gtk_widget_child_focus (GTK_WIDGET (fixture->table), GTK_DIR_TAB_FORWARD);
  assert_at (fixture, 4);
  gtk_widget_grab_focus (fixture->button);
  clt_data_table_unselect (fixture->table);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->table));
  assert_at (fixture, 4);
}

static void
test_reload (Fixture *fixture, gconstpointer data)
{
  ask (fixture, 0, FALSE);
  clt_data_table_select (fixture->table, 4);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->table));
  assert_at (fixture, 4);
  clt_data_table_reload (fixture->table);
  clt_ui_wait_for_store (fixture->window);
  assert_at (fixture, 4);
  ask (fixture, 2, FALSE); /* it is one row higher */
  assert_at (fixture, 4);
  ask (fixture, 0, FALSE);
  ask (fixture, 4, FALSE); /* it is gone */
  assert_at (fixture, 5);
  clt_data_table_select (fixture->table, 6);
  assert_at (fixture, 6);
  ask (fixture, 6, FALSE);
  assert_at (fixture, 5);
}

/* Even a table without rows has the focus, and with it the keys of its screen work. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  ask (fixture, 0, FALSE);
  clt_data_table_select (fixture->table, 4);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->table));
  ask (fixture, 0, TRUE);
  pass_frames (fixture->host);
  g_assert_true (get_focus (fixture) == GTK_WIDGET (fixture->table));
  ask (fixture, 0, FALSE);
  assert_at (fixture, 4);

  gtk_widget_grab_focus (fixture->button);
  ask (fixture, 0, TRUE);
  ask (fixture, 0, FALSE);
  pass_frames (fixture->host);
  g_assert_true (get_focus (fixture) == fixture->button);
}

#define ADD(path, func) g_test_add ("/focus/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("menu", test_menu);
  ADD ("list", test_list);
  ADD ("button", test_button);
  ADD ("toast", test_toast);
  ADD ("enter", test_enter);
  ADD ("reload", test_reload);
  ADD ("empty", test_empty);
  return g_test_run ();
}
