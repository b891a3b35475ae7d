/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which clients the book lists: the members of a figure, saved views; and what is done to several
 * of them. */
#include "app/clients/clt-bulk-window.h"
#include "app/clients/clt-clients-page.h"
#include "app/clients/clt-filter-group.h"
#include "app/clients/clt-filter-line.h"
#include "app/clients/clt-filter-window.h"
#include "app/clients/clt-view-book.h"
#include "app/clients/clt-view-list.h"
#include "app/clients/clt-views-window.h"
#include "app/dashboard/clt-dashboard-page.h"
#include "app/dashboard/clt-member-pane.h"
#include "app/widgets/clt-data-table.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltPage *page;
  CltDataTable *table;
  CltKeyList *list;
} Fixture;

static gboolean
is_listed (gpointer data)
{
  Fixture *fixture = data;
  gboolean loading;

  g_object_get (fixture->list, "loading", &loading, NULL);
  return !loading && g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) > 0;
}

static void
look_at_clients (Fixture *fixture)
{
  fixture->page = clt_ui_find (fixture->window, CLT_TYPE_CLIENTS_PAGE);
  fixture->table = clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE);
  fixture->list = clt_data_table_get_list (fixture->table);
  clt_ui_wait (is_listed, fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->window = clt_ui_test_open (&fixture->base, "clients");
  look_at_clients (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static guint
count_listed (Fixture *fixture)
{
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait (is_listed, fixture);
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

/* The members */

static gboolean
shows_figures (gpointer data)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (data, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), "dashboard.open-list") ==
          0 &&
        gtk_button_get_label (buttons->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
pane_is_loaded (gpointer data)
{
  CltFigureTotals totals;

  /* it is shown once there is room for it */
  return gtk_widget_get_mapped (data) && clt_member_pane_get_totals (data, &totals) &&
         totals.count > 0;
}

static void
check_same (GArray *members, CltKeyList *list)
{
  for (guint i = 0; i < members->len; i++)
    g_assert_cmpuint (clt_key_list_find (list, g_array_index (members, gint64, i)), !=,
                      GTK_INVALID_LIST_POSITION);
}

/* The list behind a figure opens in the book with exactly its members, also those who have closed
 * meanwhile; then Escape brings all clients back. */
static void
test_members (Fixture *fixture, gconstpointer data)
{
  guint all = count_listed (fixture);
  CltDashboardPage *dashboard;
  CltMemberPane *pane;
  g_autoptr (GArray) members = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", "dashboard");
  clt_ui_wait_for_store (fixture->window);
  dashboard = clt_ui_find (fixture->window, CLT_TYPE_DASHBOARD_PAGE);
  pane = clt_ui_find (dashboard, CLT_TYPE_MEMBER_PANE);
  clt_ui_wait (shows_figures, dashboard);
  gtk_widget_activate_action (GTK_WIDGET (dashboard), "dashboard.open-list", "(sii)", "churn/n", -1,
                              -1);
  clt_ui_wait (pane_is_loaded, pane);
  members = clt_member_pane_dup_ids (pane);

  gtk_widget_activate_action (GTK_WIDGET (dashboard), "dashboard.open-in-clients", NULL);
  g_assert_cmpuint (count_listed (fixture), ==, members->len);
  check_same (members, fixture->list);

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.whole-book", NULL);
  g_assert_cmpuint (count_listed (fixture), ==, all);
}

/* A filter works within the members; clearing it leaves the members, too. */
static void
test_filtered_members (Fixture *fixture, gconstpointer data)
{
  guint all = count_listed (fixture);
  gint64 ids[] = { clt_key_list_get_id (fixture->list, 0), clt_key_list_get_id (fixture->list, 5),
                   clt_key_list_get_id (fixture->list, 9) };
  const CltClientQuery *query;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-members", "(s@ax)", "Three",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids,
                                                         G_N_ELEMENTS (ids), sizeof (gint64)));
  g_assert_cmpuint (count_listed (fixture), ==, 3);
  query = clt_key_list_get_query (fixture->list);
  g_assert_cmpuint (query->only->len, ==, 3);

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.clear", NULL);
  g_assert_cmpuint (count_listed (fixture), ==, all);
}

static gboolean
rename_in_worker (CltConn *conn, gpointer data, GError **error)
{
  return clt_client_set_field (conn, *(gint64 *) data, "name", "Renamed", clt_today (), error);
}

static gboolean
lists_renamed (gpointer data)
{
  g_autoptr (GPtrArray) cells = clt_ui_find_all (((Fixture *) data)->table, GTK_TYPE_INSCRIPTION);

  for (guint i = 0; i < cells->len; i++)
    if (g_strcmp0 (gtk_inscription_get_text (cells->pdata[i]), "Renamed") == 0)
      return TRUE;
  return FALSE;
}

/* The members of a figure are told of changes, and views can still be chosen. */
static void
test_changed_member (Fixture *fixture, gconstpointer data)
{
  CltDesk *desk = clt_window_get_desk (fixture->window);
  gint64 id;

  count_listed (fixture);
  id = clt_key_list_get_id (fixture->list, 3);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-members", "(s@ax)", "One",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &id, 1, sizeof id));
  g_assert_cmpuint (count_listed (fixture), ==, 1);
  clt_desk_act (desk, "client.edit", "", rename_in_worker, &id, NULL);
  clt_ui_wait (lists_renamed, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.choose-view", NULL);
  clt_ui_settle ();
}

/* Views */

typedef struct
{
  gboolean loaded, counted;
} Waiting;

static void
on_loaded_cb (CltViewBook *book, Waiting *waiting)
{
  waiting->loaded = TRUE;
}

static void
on_counted_cb (CltViewBook *book, Waiting *waiting)
{
  waiting->counted = TRUE;
}

static gboolean
is_loaded (gpointer data)
{
  return ((Waiting *) data)->loaded;
}

static gboolean
is_counted (gpointer data)
{
  return ((Waiting *) data)->counted;
}

/* The small ones by account, without most columns. */
static CltView *
create_view (const char *name)
{
  static const CltColumn columns[] = { CLT_COLUMN_EQUITY, CLT_COLUMN_NAME };
  g_autoptr (CltClientQuery) query = clt_client_query_new ();

  query->tiers = 1u << CLT_TIER_SMALL;
  query->sort = query->sort2 = CLT_COLUMN_ACCOUNT;
  query->descending = TRUE;
  return clt_view_new (name, query, columns, G_N_ELEMENTS (columns));
}

static void
check_shown (Fixture *fixture, const CltView *view)
{
  const CltClientQuery *query;
  guint columns[CLT_N_COLUMNS];
  guint n;

  count_listed (fixture);
  query = clt_key_list_get_query (fixture->list);
  n = clt_data_table_get_shown_columns (fixture->table, columns, CLT_N_COLUMNS);
  g_assert_cmpuint (query->tiers, ==, view->query->tiers);
  g_assert_cmpint (query->sort, ==, view->query->sort);
  g_assert_cmpint (query->descending, ==, view->query->descending);
  g_assert_cmpuint (n, ==, view->n_columns);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (columns[i], ==, view->columns[i]);
}

static gboolean
has_view (gpointer data)
{
  GtkMenuButton *button = clt_ui_find (data, GTK_TYPE_MENU_BUTTON);

  return g_strcmp0 (gtk_menu_button_get_label (button), "Mine") == 0;
}

/* Saved through the dialog, what is shown bears the name; the window of views lists it. */
static void
test_save_view (Fixture *fixture, gconstpointer data)
{
  GtkWidget *menu = clt_page_get_header (fixture->page);
  GtkWindow *dialog, *views;
  GtkEditable *entry;
  GtkWidget *list;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.save-view", NULL);
  dialog = clt_ui_find_window (ADW_TYPE_MESSAGE_DIALOG);
  entry = clt_ui_find (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (entry, "Mine");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  clt_ui_wait (has_view, menu);

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.manage-views", NULL);
  views = clt_ui_find_window (CLT_TYPE_VIEWS_WINDOW);
  list = clt_ui_find (views, GTK_TYPE_LIST_BOX);
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  gtk_widget_activate_action (GTK_WIDGET (views), "views.delete", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  gtk_window_destroy (views);
}

/* A view shows its filter, columns and order together, its count is what it lists, and the book
 * starts with the chosen one. */
static void
test_views (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltViewBook) book = NULL;
  g_autoptr (CltView) view = create_view ("小客户");
  Waiting waiting = { FALSE, FALSE };
  const CltView *kept;
  guint all = count_listed (fixture);
  gint64 n;

  book = clt_view_book_get (clt_window_get_desk (fixture->window));
  g_signal_connect (book, "loaded", G_CALLBACK (on_loaded_cb), &waiting);
  g_signal_connect (book, "counted", G_CALLBACK (on_counted_cb), &waiting);
  clt_view_book_save (book, view);
  clt_ui_wait (is_loaded, &waiting);
  clt_ui_wait (is_counted, &waiting);
  kept = clt_view_book_find_named (book, "小客户");
  g_assert_nonnull (kept);
  n = clt_view_book_get_count (book, kept->id);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "x", kept->id);
  check_shown (fixture, view);
  g_assert_cmpuint (count_listed (fixture), ==, n);
  g_assert_cmpuint (n, <, all);
  g_assert_true (gtk_widget_get_visible (clt_ui_find (fixture->window, CLT_TYPE_VIEW_LIST)));

  clt_view_book_set_default (book, kept);
  clt_ui_wait_for_store (fixture->window);
  g_clear_object (&book);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  clt_ui_settle ();
  g_clear_weak_pointer (&fixture->base.window);
  fixture->window = clt_ui_test_open (&fixture->base, "clients");
  look_at_clients (fixture);
  check_shown (fixture, view);
}

/* Several at once */

static gboolean
can_apply (gpointer data)
{
  return gtk_widget_get_sensitive (data);
}

static GtkWidget *
find_suggested (gpointer window)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (window, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "suggested-action"))
      return buttons->pdata[i];
  g_assert_not_reached ();
}

static gint64
count_tagged (Fixture *fixture, const char *tag)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  gint64 n;

  g_assert_no_error (error);
  clt_conn_get_int (conn, &n, -1, &error, "SELECT count(*) FROM client_tag WHERE tag = ?", "t",
                    tag);
  g_assert_no_error (error);
  return n;
}

/* All are chosen, a tag is given to them, the chosen ones stay chosen, and one undo takes it
 * back. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  guint all = count_listed (fixture);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (
    gtk_column_view_get_model (clt_ui_find (fixture->table, GTK_TYPE_COLUMN_VIEW)));
  GtkWidget *window, *button;

  gtk_selection_model_select_all (selection);
  g_assert_cmpuint (clt_data_table_count_selected (fixture->table), ==, all);
  gtk_selection_model_unselect_item (selection, 0);
  gtk_selection_model_unselect_range (selection, 2, 2);
  g_assert_cmpuint (clt_data_table_count_selected (fixture->table), ==, all - 3);

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.edit", NULL);
  window = GTK_WIDGET (clt_ui_find_window (CLT_TYPE_BULK_WINDOW));
  button = find_suggested (window);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (clt_ui_find (window, ADW_TYPE_ENTRY_ROW), "回访");
  clt_ui_wait (can_apply, button);
  g_signal_emit_by_name (button, "clicked");
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (count_tagged (fixture, "回访"), ==, all - 3);
  g_assert_cmpuint (clt_data_table_count_selected (fixture->table), ==, all - 3);

  gtk_widget_grab_focus (GTK_WIDGET (fixture->table)); /* in a text Undo would mean the text */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (count_tagged (fixture, "回访"), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.whole-book", NULL);
  g_assert_cmpuint (clt_data_table_count_selected (fixture->table), ==, 0);
}

/* The filter builder */

static const char *
get_expression (Fixture *fixture)
{
  clt_ui_wait_for_store (fixture->window);
  return ((const CltClientQuery *) clt_key_list_get_query (fixture->list))->expression;
}

static guint
count_lines (gpointer window)
{
  g_autoptr (GPtrArray) lines = clt_ui_find_all (window, CLT_TYPE_FILTER_LINE);

  return lines->len;
}

/* Lines write the expression and the expression makes lines; the list follows both, and what
 * cannot be read changes neither. */
static void
test_builder (Fixture *fixture, gconstpointer data)
{
  guint all = count_listed (fixture);
  GtkWindow *window;
  GtkEditable *expression, *value;
  CltFilterGroup *group;
  CltFilterLine *line;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.filter", NULL);
  window = clt_ui_find_window (CLT_TYPE_FILTER_WINDOW);
  expression = clt_ui_find (window, ADW_TYPE_ENTRY_ROW);
  g_assert_cmpuint (count_lines (window), ==, 1);

  gtk_editable_set_text (expression, "name contains \"张\"");
  g_assert_cmpstr (get_expression (fixture), ==, "name contains \"张\"");
  value = clt_ui_find (clt_ui_find (window, CLT_TYPE_FILTER_LINE), GTK_TYPE_ENTRY);
  gtk_editable_set_text (value, "李");
  g_assert_cmpstr (gtk_editable_get_text (expression), ==, "name contains \"李\"");
  g_assert_cmpstr (get_expression (fixture), ==, "name contains \"李\"");

  group = clt_ui_find (window, CLT_TYPE_FILTER_GROUP);
  clt_filter_group_add_group (group);
  g_assert_cmpuint (count_lines (window), ==, 2);
  gtk_editable_set_text (expression, "name contains");
  clt_ui_settle ();
  g_assert_cmpuint (count_lines (window), ==, 2);
  g_assert_true (g_str_has_prefix (get_expression (fixture), "name contains \"李\" and "));

  gtk_editable_set_text (expression, "tier = small and not (gender = male or no trade for 3 days)");
  clt_ui_settle ();
  g_assert_cmpuint (count_lines (window), ==, 3);
  line = clt_ui_find (window, CLT_TYPE_FILTER_LINE);
  gtk_widget_activate_action (GTK_WIDGET (line), "line.remove", NULL);
  g_assert_cmpstr (get_expression (fixture), ==, "not (gender = male or no trade for 3 days)");
  gtk_widget_activate_action (GTK_WIDGET (window), "filter.clear", NULL);
  gtk_window_destroy (window);

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.clear", NULL);
  g_assert_cmpuint (count_listed (fixture), ==, all);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  /* a flap that leaves the screen while it opens measures itself wrongly, and warns */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  add ("/client-lists/members", test_members);
  add ("/client-lists/views", test_views);
  add ("/client-lists/save-view", test_save_view);
  add ("/client-lists/several", test_several);
  add ("/client-lists/builder", test_builder);
  add ("/client-lists/filtered-members", test_filtered_members);
  add ("/client-lists/changed-member", test_changed_member);
  return g_test_run ();
}
