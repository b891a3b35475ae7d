/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every line of Today opens what it is about, by one key, and the place shows just that. */
#include "app/catalogue/clt-product-editor.h"
#include "app/catalogue/clt-push-pane.h"
#include "app/clients/clt-clients-page.h"
#include "app/shell/clt-callbacks-page.h"
#include "app/today/clt-today-line.h"
#include "app/today/clt-today-page.h"
#include "app/widgets/clt-data-table.h"
#include "core/clt-branch.h"
#include "core/people/clt-staff.h"
#include "support/clt-test-branch.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *page;
  CltConn *conn;                 /* beside the window */
  GtkSingleSelection *selection; /* borrowed: the lines */
  gint64 wanted;
} Fixture;

/* Besides what the demo branch has to tell: a call, a push and a draft. */
static void
add_work (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO call_task (id, client_id, due) SELECT 9000001, min (client_id), %d FROM account;"
    "INSERT INTO product_version (id, product_id, number, name, author, created)"
    " SELECT 9000002, product_id, 90, 'Draft', 'a', 0 FROM product_version ORDER BY id LIMIT 1;"
    "INSERT INTO push (id, name, product_id, version_id, audience, first_day, last_day, state,"
    " created, who) SELECT 9000003, 'Iron ore', product_id, id, '', 0, 0, 'active', 0, 'a'"
    " FROM product_version ORDER BY id LIMIT 1;"
    "INSERT INTO push_item (id, push_id, client_id, day, channel, state, evidence)"
    " SELECT 9000004, 9000003, min (client_id), %d, 'phone', 'planned', '' FROM account",
    clt_today (), clt_today ());
  g_auto (GStrv) statements = g_strsplit (sql, ";", -1);

  g_assert_no_error (error);
  for (guint i = 0; statements[i] != NULL; i++)
    clt_test_exec (conn, statements[i]);
}

static gboolean
is_listed (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (((Fixture *) data)->selection)) > 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkListView *view;

  clt_ui_test_set_up (&fixture->base, data);
  add_work (fixture);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "today");
  fixture->page = clt_ui_find (fixture->window, CLT_TYPE_TODAY_PAGE);
  view = clt_ui_find (fixture->page, GTK_TYPE_LIST_VIEW);
  fixture->selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (view));
  clt_ui_wait (is_listed, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

/* Opens the line of @kind, as Enter does. */
static const CltTodayItem *
open_line (Fixture *fixture, const char *kind)
{
  GListModel *lines = G_LIST_MODEL (fixture->selection);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (CltTodayLine) line = g_list_model_get_item (lines, i);
      const CltTodayItem *item = clt_today_line_get_item (line);

      if (item == NULL || !g_str_equal (item->kind, kind))
        continue;
      g_test_message ("%s", item->title);
      gtk_single_selection_set_selected (fixture->selection, i);
      gtk_widget_activate_action (fixture->page, "today.open", NULL);
      return item;
    }
  g_error ("there is no line of kind %s", kind);
}

static CltKeyList *
get_clients (Fixture *fixture)
{
  GtkWidget *clients = clt_ui_find (fixture->window, CLT_TYPE_CLIENTS_PAGE);

  return clients == NULL ? NULL
                         : clt_data_table_get_list (clt_ui_find (clients, CLT_TYPE_DATA_TABLE));
}

static gboolean
lists_wanted (gpointer data)
{
  Fixture *fixture = data;
  CltKeyList *list = get_clients (fixture);
  gboolean loading = TRUE;

  if (list != NULL)
    g_object_get (list, "loading", &loading, NULL);
  return !loading && g_list_model_get_n_items (G_LIST_MODEL (list)) == (guint) fixture->wanted;
}

static void
test_clients (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GError) error = NULL;
  const CltTodayItem *item = open_line (fixture, "contact");

  g_free (query->expression);
  query->expression = g_strdup (item->filter);
  g_assert_true (clt_client_query_count (fixture->conn, query, &fixture->wanted, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture->wanted, >, 0);
  clt_ui_wait (lists_wanted, fixture);

  fixture->wanted = open_line (fixture, "debt")->clients->len;
  clt_ui_wait (lists_wanted, fixture);
}

static gboolean
shows_callbacks (gpointer data)
{
  GtkWidget *page = clt_ui_find (((Fixture *) data)->window, CLT_TYPE_CALLBACKS_PAGE);

  return page != NULL && gtk_widget_get_mapped (page);
}

static void
test_calls (Fixture *fixture, gconstpointer data)
{
  open_line (fixture, "call");
  clt_ui_wait (shows_callbacks, fixture);
}

static gboolean
shows_push (gpointer data)
{
  GtkWidget *pane = clt_ui_find (((Fixture *) data)->window, CLT_TYPE_PUSH_PANE);
  GtkListBoxRow *row =
    pane == NULL ? NULL : gtk_list_box_get_selected_row (clt_ui_find (pane, GTK_TYPE_LIST_BOX));
  GtkLabel *name = row == NULL ? NULL : clt_ui_find (row, GTK_TYPE_LABEL);

  return name != NULL && gtk_widget_get_mapped (pane) &&
         g_str_equal (gtk_label_get_label (name), "Iron ore");
}

/* Also when the push centre has been open before. */
static void
test_push (Fixture *fixture, gconstpointer data)
{
  open_line (fixture, "push");
  clt_ui_wait (shows_push, fixture);
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_PUSH_PANE), "push.new", NULL);
  g_assert_false (shows_push (fixture));
  open_line (fixture, "push");
  clt_ui_wait (shows_push, fixture);
}

static gboolean
shows_product (gpointer data)
{
  Fixture *fixture = data;
  CltProductEditor *editor = clt_ui_find (fixture->window, CLT_TYPE_PRODUCT_EDITOR);
  const CltProductData *shown = editor == NULL ? NULL : clt_product_editor_get_data (editor);

  return shown != NULL && shown->product->id == fixture->wanted;
}

static void
test_product (Fixture *fixture, gconstpointer data)
{
  fixture->wanted =
    clt_test_get_int (fixture->conn, "SELECT product_id FROM product_version WHERE id = 9000002");
  open_line (fixture, "product");
  clt_ui_wait (shows_product, fixture);
}

/* A contact, a call and a complaint from anywhere are of the client of the chosen line. */
static void
test_line_client (Fixture *fixture, gconstpointer data)
{
  GListModel *lines = G_LIST_MODEL (fixture->selection);
  guint n_named = 0;

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (CltTodayLine) line = g_list_model_get_item (lines, i);
      const CltTodayItem *item = clt_today_line_get_item (line);

      if (item == NULL)
        continue;
      gtk_single_selection_set_selected (fixture->selection, i);
      g_assert_cmpint (clt_page_get_client (CLT_PAGE (fixture->page)), ==, item->client_id);
      n_named += item->client_id != 0;
    }
  g_assert_cmpuint (n_named, >, 0);
}

static void
test_jobs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltExportJob) export = clt_page_create_export (CLT_PAGE (fixture->page));
  g_autoptr (CltPrintJob) print = clt_page_create_print (CLT_PAGE (fixture->page));

  g_assert_nonnull (export);
  g_assert_nonnull (print);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

static gboolean
has_fewer (gpointer data)
{
  const Fixture *fixture = data;

  return g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)) < fixture->wanted;
}

static gboolean
has_as_many (gpointer data)
{
  return !has_fewer (data);
}

/* Whoever sits down sees his own work at once. */
static void
test_person (Fixture *fixture, gconstpointer data)
{
  CltDesk *desk = clt_window_get_desk (fixture->window);
  g_autoptr (GPtrArray) staff = clt_staff_list (fixture->conn, CLT_DAY_NONE, NULL);
  const CltStaff *specialist = NULL;

  for (guint i = 0; i < staff->len; i++)
    if (g_strcmp0 (((const CltStaff *) staff->pdata[i])->role, "specialist") == 0)
      specialist = staff->pdata[i];
  fixture->wanted = g_list_model_get_n_items (G_LIST_MODEL (fixture->selection));
  clt_desk_set_who (desk, specialist->name);
  clt_ui_wait (has_fewer, fixture);
  clt_desk_set_who (desk, "");
  clt_ui_wait (has_as_many, fixture);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  add ("/today/clients", test_clients);
  add ("/today/calls", test_calls);
  add ("/today/push", test_push);
  add ("/today/product", test_product);
  add ("/today/line-client", test_line_client);
  add ("/today/jobs", test_jobs);
  add ("/today/person", test_person);
  return g_test_run ();
}
