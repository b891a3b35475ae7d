/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which clients the book lists: the members of a figure. */
#include "app/clients/clt-clients-page.h"
#include "app/dashboard/clt-dashboard-page.h"
#include "app/dashboard/clt-member-pane.h"
#include "app/widgets/clt-data-table.h"
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

  return clt_member_pane_get_totals (data, &totals) && totals.count > 0;
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

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  add ("/client-lists/members", test_members);
  add ("/client-lists/filtered-members", test_filtered_members);
  return g_test_run ();
}
