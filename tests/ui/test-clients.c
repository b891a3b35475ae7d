/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client book as it is worked with: find somebody, change a field, take it back, export what
 * is shown. The window's own actions and signals are used; the file tells what came of them. */
#include <string.h>

#include "app/clients/clt-behaviour-view.h"
#include "app/clients/clt-client-card.h"
#include "app/clients/clt-client-details.h"
#include "app/clients/clt-clients-page.h"
#include "app/widgets/clt-data-table.h"
#include "core/base/clt-pinyin.h"
#include "core/clt-branch.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltPage *page;
  CltKeyList *list;
  CltConn *conn; /* beside the window */
  gint64 acted;
  int undone;
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
on_acted_cb (CltDesk *desk, gint64 action, const char *what, Fixture *fixture)
{
  fixture->acted = action;
}

static void
on_undone_cb (CltDesk *desk,
              gboolean redone,
              const char *what,
              const char *name,
              gint64 client,
              Fixture *fixture)
{
  fixture->undone++;
}

static void
open_at (Fixture *fixture, const char *place)
{
  clt_ui_test_set_up (&fixture->base, NULL);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, place);
}

static void
find_list (Fixture *fixture)
{
  fixture->page = clt_ui_find (fixture->window, CLT_TYPE_CLIENTS_PAGE);
  fixture->list = clt_data_table_get_list (clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  CltDesk *desk;

  open_at (fixture, "clients");
  find_list (fixture);
  desk = clt_window_get_desk (fixture->window);
  g_signal_connect (desk, "acted", G_CALLBACK (on_acted_cb), fixture);
  g_signal_connect (desk, "undone", G_CALLBACK (on_undone_cb), fixture);
  clt_ui_wait (is_listed, fixture);
}

static void
set_up_elsewhere (Fixture *fixture, gconstpointer data)
{
  open_at (fixture, "today");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

/* Waiting */

static gboolean
is_searched (gpointer data)
{
  Fixture *fixture = data;
  const CltClientQuery *query = clt_key_list_get_query (fixture->list);

  return *query->search != '\0' && is_listed (fixture);
}

static gboolean
has_card (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *details = clt_ui_find (fixture->page, CLT_TYPE_CLIENT_DETAILS);

  return clt_client_card_get_id (clt_ui_find (fixture->page, CLT_TYPE_CLIENT_CARD)) != 0 &&
         gtk_widget_get_mapped (details);
}

static gboolean
has_acted (gpointer data)
{
  return ((Fixture *) data)->acted != 0;
}

static gboolean
has_undone (gpointer data)
{
  return ((Fixture *) data)->undone > 0;
}

/* Finding */

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  GtkWidget *details = clt_ui_find (fixture->page, CLT_TYPE_CLIENT_DETAILS);
  g_autoptr (GPtrArray) rows = clt_ui_find_all (details, ADW_TYPE_PREFERENCES_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (rows->pdata[i]), title) == 0)
      return rows->pdata[i];
  g_assert_not_reached ();
}

/* The initials of somebody of the branch. */
static char *
dup_initials (Fixture *fixture)
{
  g_autoptr (CltClient) client = NULL;
  g_autoptr (GError) error = NULL;

  client =
    clt_client_load (fixture->conn, clt_key_list_get_id (fixture->list, 3), clt_today (), &error);
  g_assert_no_error (error);
  return clt_pinyin_initials (client->name);
}

static char *
dup_field (Fixture *fixture, gint64 id, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClient) client = clt_client_load (fixture->conn, id, clt_today (), &error);

  g_assert_no_error (error);
  return clt_client_dup_field (client, field);
}

/* Types initials and presses Enter. Returns whose card that shows. */
static gint64
find_client (Fixture *fixture)
{
  GtkWidget *entry = clt_ui_find (fixture->page, GTK_TYPE_SEARCH_ENTRY);
  g_autofree char *initials = dup_initials (fixture);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  gtk_editable_set_text (GTK_EDITABLE (entry), initials);
  g_signal_emit_by_name (entry, "activate");
  clt_ui_wait (is_searched, fixture);
  clt_ui_wait (has_card, fixture);

  id = clt_client_card_get_id (clt_ui_find (fixture->page, CLT_TYPE_CLIENT_CARD));
  hits = clt_search (fixture->conn, initials, 1, clt_today (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, ==, ((CltSearchHit *) hits->pdata[0])->id);
  return id;
}

/* Found by initials; Enter shows the best hit; a changed field is in the file, and undo brings the
 * old value back into the same row. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  gint64 id = find_client (fixture);
  GtkWidget *row = find_row (fixture, "Note");
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  g_autofree char *kept = NULL;
  g_autofree char *restored = NULL;

  /* what was kept is undone in the file, also while the focus is still in the field */
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "wants calls after the close");
  g_signal_emit_by_name (row, "entry-activated");
  clt_ui_wait (has_acted, fixture);
  kept = dup_field (fixture, id, "note");
  g_assert_cmpstr (kept, ==, "wants calls after the close");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait (has_undone, fixture);
  restored = dup_field (fixture, id, "note");
  g_assert_cmpstr (restored, ==, before);
  while (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), before) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_refused (gpointer data)
{
  return gtk_widget_has_css_class (data, "error");
}

/* What the rules refuse stays as it was typed and is marked; the file keeps what it had. */
static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  gint64 id = find_client (fixture);
  GtkWidget *row = find_row (fixture, "Phone");
  g_autofree char *before = dup_field (fixture, id, "phone");
  g_autofree char *after = NULL;

  gtk_editable_set_text (GTK_EDITABLE (row), "12345");
  g_signal_emit_by_name (row, "entry-activated");
  clt_ui_wait (is_refused, row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "12345");
  after = dup_field (fixture, id, "phone");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (fixture->acted, ==, 0);
}

/* A covered value with its stars is never taken for the value. */
static void
test_covered (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  g_autofree char *covered = NULL;

  find_client (fixture);
  row = find_row (fixture, "Address");
  covered = g_strconcat (gtk_editable_get_text (GTK_EDITABLE (row)), "*1", NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), covered);
  g_signal_emit_by_name (row, "entry-activated");
  clt_ui_wait (is_refused, row);
  g_assert_cmpint (fixture->acted, ==, 0);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *p = text; (p = strchr (p, '\n')) != NULL; p++)
    n++;
  return n;
}

/* The export holds the rows of the list, and no others. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->base.dir, "clients.csv", NULL);
  CltExportOptions options = { .path = path, .who = "tester", .purpose = "" };
  g_autoptr (CltExportJob) job = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 id = find_client (fixture);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
  g_autoptr (CltClient) client = clt_client_load (fixture->conn, id, clt_today (), &error);

  job = clt_page_create_export (fixture->page);
  g_assert_nonnull (job);
  conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  job->run (conn, job->data, &options, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_lines (text), ==, n + 1);
  g_assert_nonnull (strstr (text, client->name));
}

static gboolean
is_empty (gpointer data)
{
  Fixture *fixture = data;
  gboolean loading;

  g_object_get (fixture->list, "loading", &loading, NULL);
  return !loading && g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == 0;
}

/* A search without a hit offers to clear it; then all are there again. */
static void
test_no_hit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = clt_ui_find (fixture->page, GTK_TYPE_SEARCH_ENTRY);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));

  gtk_editable_set_text (GTK_EDITABLE (entry), "qqqqqq");
  clt_ui_wait (is_empty, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.clear", NULL);
  clt_ui_wait (is_listed, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, n);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (widget, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (gtk_label_get_label (labels->pdata[i]), text))
      return TRUE;
  return FALSE;
}

/* The block on the card shows what the core knows of this client, up to the last day with facts,
 * and every measure tells its formula. */
static void
test_behaviour (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *days = NULL, *multiple = NULL;
  CltBehaviour behaviour;
  gint64 id = clt_key_list_get_id (fixture->list, 0), last;
  GtkWidget *view;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", id);
  clt_ui_wait (has_card, fixture);
  view = clt_ui_find (fixture->page, CLT_TYPE_BEHAVIOUR_VIEW);
  g_assert_true (gtk_widget_get_mapped (view));

  clt_conn_get_int (fixture->conn, &last, 0, &error, "SELECT max (day) FROM funds_daily", "");
  g_assert_no_error (error);
  clt_behaviour_load (fixture->conn, id, (CltDay) last, &behaviour, &error);
  g_assert_no_error (error);
  g_assert_cmpint (behaviour.trade_days, >, 0);
  days = g_strdup_printf ("%d of 60 (%.0f %%)", behaviour.trade_days, behaviour.frequency * 100);
  g_assert_true (shows (view, days));
  multiple = g_strdup_printf ("%.1f×", behaviour.turnover_multiple);
  g_assert_true (shows (view, multiple));
  g_assert_true (shows (view, clt_holding_style_get_label (behaviour.style)));

  cells = clt_ui_find_all (view, GTK_TYPE_FLOW_BOX_CHILD);
  g_assert_cmpuint (cells->len, >, 10);
  for (guint i = 0; i < cells->len; i++)
    g_assert_nonnull (gtk_widget_get_tooltip_text (cells->pdata[i]));
}

/* How much of the height of the rows' view is covered by rows. */
static double
measure_rows (GtkWidget *rows)
{
  double height = gtk_widget_get_height (rows), covered = 0.0;

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;
      double top, bottom;

      if (!gtk_widget_get_mapped (row) || !gtk_widget_compute_bounds (row, rows, &bounds))
        continue;
      top = MAX (bounds.origin.y, 0.0);
      bottom = MIN (bounds.origin.y + bounds.size.height, height);
      covered += MAX (bottom - top, 0.0);
    }
  return height > 0.0 ? covered / height : 0.0;
}

static gboolean
is_full (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *view =
    clt_ui_find (clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE), GTK_TYPE_COLUMN_VIEW);

  return measure_rows (gtk_widget_get_last_child (view)) > 0.99;
}

/* Open clients in the order of their ids. */
static gint64
get_client (Fixture *fixture, int position)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  clt_conn_get_int (fixture->conn, &id, 0, &error,
                    "SELECT client_id FROM search_key WHERE prospect = 0 AND closed IS NULL"
                    " ORDER BY client_id LIMIT 1 OFFSET ?",
                    "i", position);
  g_assert_no_error (error);
  return id;
}

/* Nothing has a size while the window is away: what the list is asked for comes before its size. */
static void
visit (Fixture *fixture, const char *action, GVariant *parameter)
{
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), action, parameter);
  find_list (fixture);
  clt_ui_wait (is_listed, fixture);
  clt_ui_settle ();
  gtk_window_present (GTK_WINDOW (fixture->window));
  clt_ui_wait (is_full, fixture);
}

/* Somebody shown from another place: the list is there as a whole, with his row chosen in it. */
static void
test_first_visit (Fixture *fixture, gconstpointer data)
{
  gint64 id = get_client (fixture, 40);

  visit (fixture, "win.show-client", g_variant_new_int64 (id));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), >, 50);
  g_assert_cmpint (clt_data_table_get_selected (clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE)),
                   ==, id);
}

static gboolean
has_focus (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (((Fixture *) data)->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, CLT_TYPE_DATA_TABLE) != NULL;
}

/* The members of a figure: the list has the keyboard and is there as a whole. */
static void
test_first_members (Fixture *fixture, gconstpointer data)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("(sax)"));
  g_variant_builder_add (&builder, "s", "Everybody");
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("ax"));
  for (int i = 0; i < 60; i++)
    g_variant_builder_add (&builder, "x", get_client (fixture, i));
  g_variant_builder_close (&builder);

  visit (fixture, "win.show-members", g_variant_builder_end (&builder));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), >, 50);
  clt_ui_wait (has_focus, fixture);
  g_assert_true (is_full (fixture));
}

/* Somebody who was deleted meanwhile has no card; the next one has. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  gint64 id = get_client (fixture, 0);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", G_MAXINT64);
  clt_ui_wait_for_store (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", id);
  clt_ui_wait (has_card, fixture);
  g_assert_cmpint (clt_client_card_get_id (clt_ui_find (fixture->page, CLT_TYPE_CLIENT_CARD)), ==,
                   id);
}

/* What the menu of the card does is a command of the place, too, and so in the palette. */
static void
test_card_commands (Fixture *fixture, gconstpointer data)
{
  gint64 id = clt_key_list_get_id (fixture->list, 0);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", id);
  clt_ui_wait (has_card, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "clients.add-tag", NULL);
  gtk_window_destroy (clt_ui_wait_for_window (ADW_TYPE_MESSAGE_DIALOG));
}

static gint64
count_actions (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  clt_conn_get_int (fixture->conn, &n, 0, &error, "SELECT count(*) FROM action", "");
  g_assert_no_error (error);
  return n;
}

/* Looking at one client after another writes nothing: a choice that a client has no value for is
 * shown empty, not as the first one or that of the client before. */
static void
test_look_only (Fixture *fixture, gconstpointer data)
{
  const gint64 before = count_actions (fixture);
  GtkWidget *card = clt_ui_find (fixture->page, CLT_TYPE_CLIENT_CARD);
  g_autoptr (GError) error = NULL;
  gint64 prospect;

  clt_conn_get_int (fixture->conn, &prospect, 0, &error,
                    "SELECT min (id) FROM client WHERE prospect = 1 AND stage <> ''", "");
  g_assert_no_error (error);
  g_assert_cmpint (prospect, >, 0);
  for (guint i = 0; i < 12; i++)
    {
      gint64 id = i % 4 == 3 ? prospect : clt_key_list_get_id (fixture->list, i);

      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", id);
      clt_ui_wait_for_store (fixture->window);
      clt_ui_wait (has_card, fixture);
      g_assert_cmpint (clt_client_card_get_id (CLT_CLIENT_CARD (card)), ==, id);
    }
  g_assert_cmpint (count_actions (fixture), ==, before);
}

/* A list of certain clients ends when another one is shown. */
static void
test_not_a_member (Fixture *fixture, gconstpointer data)
{
  CltDataTable *table = clt_ui_find (fixture->page, CLT_TYPE_DATA_TABLE);
  const guint all = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
  const gint64 ids[] = { clt_key_list_get_id (fixture->list, 1),
                         clt_key_list_get_id (fixture->list, 2) };
  const gint64 other = clt_key_list_get_id (fixture->list, 5);
  g_autoptr (GArray) chosen = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-members", "(s@ax)", "Two",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids,
                                                         G_N_ELEMENTS (ids), sizeof (gint64)));
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait (is_listed, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", ids[0]);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 2);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", other);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait (is_listed, fixture);
  clt_ui_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, all);
  chosen = clt_data_table_dup_selected (table);
  g_assert_cmpuint (chosen->len, ==, 1);
  g_assert_cmpint (g_array_index (chosen, gint64, 0), ==, other);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/clients/edit", Fixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/clients/refusal", Fixture, NULL, set_up, test_refusal, tear_down);
  g_test_add ("/clients/covered", Fixture, NULL, set_up, test_covered, tear_down);
  g_test_add ("/clients/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/clients/no-hit", Fixture, NULL, set_up, test_no_hit, tear_down);
  g_test_add ("/clients/behaviour", Fixture, NULL, set_up, test_behaviour, tear_down);
  g_test_add ("/clients/first-visit", Fixture, NULL, set_up_elsewhere, test_first_visit, tear_down);
  g_test_add ("/clients/first-members", Fixture, NULL, set_up_elsewhere, test_first_members,
              tear_down);
  g_test_add ("/clients/card-commands", Fixture, NULL, set_up, test_card_commands, tear_down);
  g_test_add ("/clients/look-only", Fixture, NULL, set_up, test_look_only, tear_down);
  g_test_add ("/clients/not-a-member", Fixture, NULL, set_up, test_not_a_member, tear_down);
  g_test_add ("/clients/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
