/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and greetings: guests answer by letter, every write can be undone, and what the day's
 * greetings queue is what the command line would have planned. */
#include "app/catalogue/clt-event-pane.h"
#include "app/catalogue/clt-event-view.h"
#include "app/catalogue/clt-greeting-data.h"
#include "app/catalogue/clt-greeting-pane.h"
#include "app/catalogue/clt-push-lines.h"
#include "app/shell/clt-services-page.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-event.h"
#include "core/report/clt-paper.h"
#include "ui/clt-ui-test.h"

#define GUESTS 4

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *services;
  CltConn *conn; /* beside the window */
  gint64 event;
  gboolean alone; /* it is tomorrow, and nobody is invited to it */
} Fixture;

static gboolean
make_event (CltConn *conn, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const CltEventInvitation invitation = { "", "", "Wang", clt_today () };
  g_autoptr (CltEvent) event = clt_event_new ();
  g_autoptr (GPtrArray) candidates = NULL;
  gint64 ids[GUESTS];

  clt_set_str (&event->theme, "Harvest");
  event->product_id = clt_product_find (conn, "V04", error);
  event->starts = event->ends =
    clt_day_get_instant (clt_today () + (fixture->alone ? 1 : 0), 9 * 60);
  event->capacity = 1;
  if (event->product_id == 0 || !clt_event_save (conn, event, error))
    return FALSE;
  fixture->event = event->id;
  if (fixture->alone)
    return TRUE;
  candidates = clt_event_find_candidates (conn, event->id, &invitation, error);
  g_assert_cmpuint (candidates->len, >=, GUESTS);
  for (guint i = 0; i < GUESTS; i++)
    ids[i] = ((CltEventCandidate *) candidates->pdata[i])->client_id;
  return clt_event_invite (conn, event->id, ids, GUESTS, &invitation, NULL, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "event.save", .who = "Wang" };
  g_autoptr (CltConn) writer = NULL;
  g_autoptr (GError) error = NULL;

  clt_ui_test_set_up (&fixture->base, data);
  writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (clt_action_run (writer, &info, make_event, fixture, NULL, &error));
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "services");
  fixture->services = clt_ui_find (fixture->window, CLT_TYPE_SERVICES_PAGE);
}

static void
set_up_alone (Fixture *fixture, gconstpointer data)
{
  fixture->alone = TRUE;
  set_up (fixture, data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  gint64 n = -1;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL, sql, ""));
  return n;
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (fixture->services, action, NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
}

/* The guests' table is the first one of the view. */
static CltDataTable *
get_table (Fixture *fixture)
{
  return clt_ui_find (clt_ui_find (fixture->services, CLT_TYPE_EVENT_VIEW), CLT_TYPE_DATA_TABLE);
}

static gboolean
has_guests (gpointer data)
{
  CltEventView *view = clt_ui_find (((Fixture *) data)->services, CLT_TYPE_EVENT_VIEW);

  return view != NULL && clt_event_view_get_event (view) == ((Fixture *) data)->event &&
         g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (get_table (data)))) ==
           GUESTS;
}

static void
choose (Fixture *fixture, guint row)
{
  CltDataTable *table = get_table (fixture);

  clt_data_table_select (table, clt_key_list_get_id (clt_data_table_get_list (table), row));
  clt_ui_wait_for_store (fixture->window);
}

static gboolean
offers (Fixture *fixture, const char *action)
{
  g_autoptr (GPtrArray) buttons =
    clt_ui_find_all (clt_ui_find (fixture->services, CLT_TYPE_EVENT_VIEW), GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), action) == 0)
      return gtk_widget_get_visible (buttons->pdata[i]);
  return FALSE;
}

static void
test_guests (Fixture *fixture, gconstpointer data)
{
  gint64 first;

  act (fixture, "event.guests");
  clt_ui_wait (has_guests, fixture);
  act (fixture, "event.guests");
  choose (fixture, 0);
  act (fixture, "event.yes");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM event_guest WHERE answer = 'yes'"), ==, 1);
  choose (fixture, 1);
  act (fixture, "event.yes");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM event_guest WHERE answer = 'waiting'"), ==,
                   1);
  choose (fixture, 0);
  first = clt_data_table_get_selected (get_table (fixture));
  act (fixture, "event.no");
  /* the list keeps its order while it is worked on */
  g_assert_cmpint (clt_key_list_get_id (clt_data_table_get_list (get_table (fixture)), 0), ==,
                   first);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM event_guest WHERE answer = 'waiting'"), ==,
                   0);
  act (fixture, "event.came"); /* he is chosen still */
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM event_guest WHERE attended = 1"
                                   " AND answer = 'no'"),
                   ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM delivery WHERE note = 'Harvest'"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM delivery WHERE note = 'Harvest'"), ==, 0);
  g_assert_true (offers (fixture, "event.hold"));
  act (fixture, "event.hold");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM event WHERE state = 'held'"), ==, 1);
}

/* Enter in the list goes to the guests, past the buttons above them. */
static void
test_enter (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane;

  act (fixture, "event.details");
  clt_ui_wait (has_guests, fixture);
  pane = clt_ui_find (fixture->services, CLT_TYPE_EVENT_PANE);
  g_signal_emit_by_name (clt_ui_find (pane, CLT_TYPE_SIDE_LIST), "entered");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_table (fixture))));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (get_table (fixture))));
}

/* Tab goes on from the guests to the buttons about the event, which the way to the guests passes by. */
static void
test_tab (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view, *focus;

  act (fixture, "event.guests");
  clt_ui_wait (has_guests, fixture);
  act (fixture, "event.guests");
  view = clt_ui_find (fixture->services, CLT_TYPE_EVENT_VIEW);
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (get_table (fixture))));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD));
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (GTK_IS_BUTTON (focus) && gtk_widget_is_ancestor (focus, view));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_BACKWARD));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (get_table (fixture))));
}

/* Whoever is left out by the letter keys is not there: they act on a guest who is chosen only. */
static void
test_nobody_chosen (Fixture *fixture, gconstpointer data)
{
  act (fixture, "event.guests");
  clt_ui_wait (has_guests, fixture);
  clt_data_table_unselect (get_table (fixture));
  act (fixture, "event.yes");
  act (fixture, "event.came");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM event_guest WHERE answer <> ''"
                                   " OR attended IS NOT NULL"),
                   ==, 0);
}

static gboolean
is_shown (gpointer data)
{
  CltEventView *view = clt_ui_find (((Fixture *) data)->services, CLT_TYPE_EVENT_VIEW);

  return view != NULL && clt_event_view_get_event (view) == ((Fixture *) data)->event;
}

static gboolean
shows_nobody (gpointer data)
{
  GtkWidget *view = clt_ui_find (((Fixture *) data)->services, CLT_TYPE_EVENT_VIEW);
  g_autoptr (GPtrArray) pages = clt_ui_find_all (view, ADW_TYPE_STATUS_PAGE);

  for (guint i = 0; i < pages->len; i++)
    if (gtk_widget_get_mapped (pages->pdata[i]) &&
        g_str_equal (adw_status_page_get_title (pages->pdata[i]), "Nobody Is Invited Yet"))
      return TRUE;
  return FALSE;
}

/* Instead of figures about nobody there stands what to do, among the guests and the results. */
static void
test_nobody_invited (Fixture *fixture, gconstpointer data)
{
  act (fixture, "event.result");
  clt_ui_wait (is_shown, fixture);
  g_assert_true (offers (fixture, "event.cancel"));
  g_assert_false (offers (fixture, "event.hold")); /* its day is to come */
  act (fixture, "event.result");
  clt_ui_wait (shows_nobody, fixture);
  act (fixture, "event.guests");
  clt_ui_wait (shows_nobody, fixture);
  g_assert_nonnull (
    gtk_widget_get_focus_child (clt_ui_find (fixture->services, CLT_TYPE_EVENT_VIEW)));
}

/* Ctrl+P is the list that guests sign. */
static void
test_paper (Fixture *fixture, gconstpointer data)
{
  const CltExportOptions options = { .who = "Wang" };
  g_autoptr (CltPrintJob) job = NULL;
  g_autoptr (CltPaper) paper = NULL;
  g_autoptr (GError) error = NULL;

  act (fixture, "event.guests");
  clt_ui_wait (has_guests, fixture);
  job = clt_page_create_print (CLT_PAGE (fixture->services));
  g_assert_nonnull (job);
  paper = job->read (fixture->conn, job->data, &options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (clt_paper_get_title (paper), "Harvest"));
}

static gboolean
is_listed (GtkWidget *list, const char *words)
{
  GtkListBox *box = clt_ui_find (list, GTK_TYPE_LIST_BOX);
  GtkWidget *entry = clt_ui_find (list, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  g_signal_emit_by_name (entry, "search-changed");
  return gtk_widget_get_child_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (box, 0)));
}

/* Ctrl+F in the list of events leaves those whose theme fits; Esc brings the others back. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list, *entry;

  act (fixture, "event.guests");
  clt_ui_wait (has_guests, fixture);
  list = clt_ui_find (clt_ui_find (fixture->services, CLT_TYPE_EVENT_PANE), CLT_TYPE_SIDE_LIST);
  entry = clt_ui_find (list, GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (clt_page_search (CLT_PAGE (fixture->services)));
  g_assert_nonnull (gtk_widget_get_focus_child (entry));
  g_assert_true (is_listed (list, "hARV"));
  g_assert_false (is_listed (list, "hARVx"));
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_true (is_listed (list, ""));
  g_assert_cmpint (clt_side_list_get_chosen (CLT_SIDE_LIST (list)), ==, 0);
  g_assert_nonnull (gtk_widget_get_focus_child (list));
}

static gboolean
can_queue (gpointer data)
{
  GtkWidget *pane = clt_ui_find (((Fixture *) data)->services, CLT_TYPE_GREETING_PANE);
  g_autoptr (GPtrArray) buttons = NULL;

  if (pane == NULL)
    return FALSE;
  buttons = clt_ui_find_all (pane, GTK_TYPE_BUTTON);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (buttons->pdata[i])),
                   "greeting.queue") == 0)
      return gtk_widget_get_sensitive (buttons->pdata[i]);
  return FALSE;
}

static gboolean
is_queued (gpointer data)
{
  return count (data, "SELECT count(*) FROM push WHERE occasion LIKE 'birthday:%'"
                      " OR occasion LIKE 'festival:%'") > 0;
}

/* Each day with birthdays is called by a client who has his. */
static void
assert_titles (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CltGreetingOverview *overview = clt_greeting_overview_load (fixture->conn, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < overview->occasions->len; i++)
    {
      const CltGreetingOccasion *occasion =
        &g_array_index (overview->occasions, CltGreetingOccasion, i);
      g_autofree char *title = clt_greeting_overview_dup_title (overview, occasion);
      const char *name = g_hash_table_lookup (overview->names, &occasion->client_id);

      g_assert_true ((occasion->key == NULL) == (name != NULL && strstr (title, name) != NULL));
    }
  clt_greeting_overview_free (overview);
}

/* What was queued is listed, with its state, where those who may be greeted stood before. */
static gboolean
lists_queued (gpointer data)
{
  GtkWidget *pane = clt_ui_find (((Fixture *) data)->services, CLT_TYPE_GREETING_PANE);
  CltDataTable *table = clt_ui_find (pane, CLT_TYPE_DATA_TABLE);
  const CltPushRow *row = clt_data_table_get_record (table);

  return gtk_widget_get_visible (GTK_WIDGET (table)) && row != NULL && row->item_id != 0 &&
         g_strcmp0 (row->cell[CLT_PUSH_STATE], clt_push_item_state_get_label ("free")) != 0;
}

/* Paper and workbook have them, too. */
static void
assert_greetings_on_paper (Fixture *fixture)
{
  const CltExportOptions options = { .who = "Wang" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPaper) paper = NULL;
  g_autoptr (CltPrintJob) job = clt_page_create_print (CLT_PAGE (fixture->services));

  g_assert_nonnull (job);
  paper = job->read (fixture->conn, job->data, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (clt_paper_get_rows (paper), >, 0);
}

static void
test_greetings (Fixture *fixture, gconstpointer data)
{
  CltDataTable *table;

  act (fixture, "greeting.filter");
  clt_ui_wait (can_queue, fixture);
  assert_titles (fixture);
  act (fixture, "greeting.queue");
  clt_ui_wait (is_queued, fixture);
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM push_item i JOIN push u ON u.id = i.push_id"
                          " WHERE u.occasion <> '' AND i.state <> 'blocked'"),
                   >, 0);
  table =
    clt_ui_find (clt_ui_find (fixture->services, CLT_TYPE_GREETING_PANE), CLT_TYPE_DATA_TABLE);
  clt_ui_wait_for_store (fixture->window);
  clt_data_table_select (table, 1);
  clt_ui_wait (lists_queued, fixture);
  assert_greetings_on_paper (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_false (is_queued (fixture));
}

#define ADD(path, func) g_test_add ("/events/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("guests", test_guests);
  ADD ("enter", test_enter);
  ADD ("tab", test_tab);
  ADD ("nobody-chosen", test_nobody_chosen);
  g_test_add ("/events/nobody-invited", Fixture, NULL, set_up_alone, test_nobody_invited,
              tear_down);
  ADD ("paper", test_paper);
  ADD ("search", test_search);
  ADD ("greetings", test_greetings);
  return g_test_run ();
}
