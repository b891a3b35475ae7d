/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments as a manager edits them: what is wrong is told at once, what would come of a rule is
 * counted while it is typed, and each change can be undone. */
#include <string.h>

#include "app/shell/clt-preferences.h"
#include "app/shell/clt-segment-row.h"
#include "app/shell/clt-segments-page.h"
#include "app/widgets/clt-data-table.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-query.h"
#include "core/clients/clt-segment.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *page;
  CltConn *conn; /* beside the window */
  int acted, undone;
  const char *awaited;
} Fixture;

static void
on_acted_cb (CltDesk *desk, gint64 action, const char *what, Fixture *fixture)
{
  fixture->acted++;
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

static GPtrArray *
find_rows (Fixture *fixture)
{
  return clt_ui_find_all (fixture->page, CLT_TYPE_SEGMENT_ROW);
}

static gboolean
has_rows (gpointer data)
{
  g_autoptr (GPtrArray) rows = find_rows (data);

  return rows->len > 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) windows = NULL;
  CltDesk *desk;

  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "clients");
  desk = clt_window_get_desk (fixture->window);
  g_signal_connect (desk, "acted", G_CALLBACK (on_acted_cb), fixture);
  g_signal_connect (desk, "undone", G_CALLBACK (on_undone_cb), fixture);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.preferences-page", "s",
                              "segments");
  windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (CLT_IS_PREFERENCES (window))
        fixture->page = clt_ui_find (window, CLT_TYPE_SEGMENTS_PAGE);
    }
  g_assert_nonnull (fixture->page);
  clt_ui_wait (has_rows, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static GPtrArray *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *segments = clt_segments_load (fixture->conn, clt_today (), &error);

  g_assert_no_error (error);
  return segments;
}

/* The entry below the title @title of the row @index. */
static GtkEditable *
find_entry (Fixture *fixture, guint index, const char *title)
{
  g_autoptr (GPtrArray) rows = find_rows (fixture);
  g_autoptr (GPtrArray) entries = clt_ui_find_all (rows->pdata[index], ADW_TYPE_ENTRY_ROW);

  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (entries->pdata[i]), title))
      return entries->pdata[i];
  g_assert_not_reached ();
}

static gboolean
shows (Fixture *fixture, guint index, const char *text)
{
  g_autoptr (GPtrArray) rows = find_rows (fixture);
  g_autoptr (GPtrArray) labels = clt_ui_find_all (rows->pdata[index], GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_label (labels->pdata[i]), text) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_count (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) rows = find_rows (fixture);
  g_autoptr (GPtrArray) labels = clt_ui_find_all (rows->pdata[0], GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (gtk_label_get_label (labels->pdata[i]), fixture->awaited))
      return TRUE;
  return FALSE;
}

static gboolean
has_acted (gpointer data)
{
  return ((Fixture *) data)->acted > 0;
}

static gboolean
has_undone (gpointer data)
{
  return ((Fixture *) data)->undone > 0;
}

/* Its buttons can be pressed. */
static gboolean
is_ready (Fixture *fixture, guint index)
{
  g_autoptr (GPtrArray) rows = find_rows (fixture);
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (rows->pdata[index], GTK_TYPE_BUTTON);
  guint n = 0;

  for (guint i = 0; i < buttons->len; i++)
    {
      const char *action = gtk_actionable_get_action_name (buttons->pdata[i]);

      if (action != NULL && g_str_has_prefix (action, "segment."))
        n += gtk_widget_is_sensitive (buttons->pdata[i]);
    }
  return n == 4;
}

static gboolean
is_first (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) rows = find_rows (fixture);
  const CltSegment *segment = clt_segment_row_get_segment (rows->pdata[0]);

  return g_str_equal (segment->preset, fixture->awaited);
}

/* Wrong: said at once and kept by nobody. Right: counted before it holds. */
static void
test_rule (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = load (fixture), after = NULL, again = NULL;
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *count = NULL;
  GtkEditable *rule = find_entry (fixture, 0, "Rule, as in the filter");
  CltSegment *first = before->pdata[0];

  gtk_editable_set_text (rule, "r >= ");
  g_assert_true (shows (fixture, 0, "The filter ends where"));
  g_signal_emit_by_name (rule, "apply");
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (fixture->acted, ==, 0);

  g_free (first->rule);
  first->rule = g_strdup ("m >= 4");
  counts = clt_segments_count (fixture->conn, before, clt_today (), &error);
  g_assert_no_error (error);
  count = clt_count_format (g_array_index (counts, gint64, 0));
  fixture->awaited = count;
  gtk_editable_set_text (rule, "m >= 4");
  g_assert_false (shows (fixture, 0, "The filter ends where"));
  clt_ui_wait (has_count, fixture);
  again = load (fixture);
  g_assert_cmpstr (((CltSegment *) again->pdata[0])->rule, !=, "m >= 4");

  g_signal_emit_by_name (rule, "apply");
  clt_ui_wait (has_acted, fixture);
  clt_ui_wait_for_store (fixture->window);
  g_assert_true (is_ready (fixture, 0));
  after = load (fixture);
  g_assert_cmpstr (((CltSegment *) after->pdata[0])->rule, ==, "m >= 4");
  g_assert_cmpstr (((CltSegment *) after->pdata[0])->name, ==, "");
}

/* Order by keys' actions, and undo from the toast's action. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = find_rows (fixture), after = NULL, back = NULL;
  gint64 last;

  gtk_widget_activate_action (rows->pdata[0], "segment.up", NULL); /* nowhere to go */
  gtk_widget_activate_action (rows->pdata[rows->len - 2], "segment.down", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (fixture->acted, ==, 0);

  fixture->awaited = "dormant";
  gtk_widget_activate_action (rows->pdata[0], "segment.down", NULL);
  clt_ui_wait (has_acted, fixture);
  clt_ui_wait (is_first, fixture);
  g_assert_true (is_ready (fixture, 0) && is_ready (fixture, 1));
  after = load (fixture);
  g_assert_cmpstr (((CltSegment *) after->pdata[1])->preset, ==, "new");

  g_assert_true (
    clt_conn_get_int (fixture->conn, &last, 0, NULL, "SELECT max(id) FROM action", ""));
  fixture->awaited = "new";
  gtk_widget_activate_action (fixture->page, "preferences.undo", "x", last);
  clt_ui_wait (has_undone, fixture);
  clt_ui_wait (is_first, fixture);
  back = load (fixture);
  g_assert_cmpstr (((CltSegment *) back->pdata[0])->preset, ==, "new");
}

/* What was typed and not yet applied goes along, up as well as down. */
static void
test_typed_moves (Fixture *fixture, gconstpointer data)
{
  static const char *const presets[] = { "dormant", "new" };
  static const char *const actions[] = { "segment.down", "segment.up" };

  gtk_editable_set_text (find_entry (fixture, 0, "Rule, as in the filter"), "m >= 4");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GPtrArray) rows = find_rows (fixture);

      fixture->awaited = presets[i];
      gtk_widget_activate_action (rows->pdata[i], actions[i], NULL);
      clt_ui_wait (is_first, fixture);
      g_assert_cmpstr (gtk_editable_get_text (
                         find_entry (fixture, i == 0 ? 1 : 0, "Rule, as in the filter")),
                       ==, "m >= 4");
    }
}

/* A new one stands before the last, and is kept when it has a name and a rule. */
static void
test_add_and_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL, after = NULL, gone = NULL;
  GtkEditable *name, *rule;

  gtk_widget_activate_action (fixture->page, "segments.add", NULL);
  name = find_entry (fixture, 9, "Name");
  rule = find_entry (fixture, 9, "Rule, as in the filter");
  gtk_editable_set_text (name, "大户");
  g_signal_emit_by_name (name, "apply");
  g_assert_true (shows (fixture, 9, "it is empty"));
  gtk_editable_set_text (rule, "tier = high-end");
  g_signal_emit_by_name (rule, "apply");
  clt_ui_wait (has_acted, fixture);
  after = load (fixture);
  g_assert_cmpuint (after->len, ==, 11);
  g_assert_cmpstr (((CltSegment *) after->pdata[9])->name, ==, "大户");
  clt_ui_wait_for_store (fixture->window);

  fixture->acted = 0;
  rows = find_rows (fixture);
  g_assert_cmpuint (rows->len, ==, 11);
  gtk_widget_activate_action (rows->pdata[10], "segment.remove", NULL); /* the last one stays */
  gtk_widget_activate_action (rows->pdata[9], "segment.remove", NULL);
  clt_ui_wait (has_acted, fixture);
  gone = load (fixture);
  g_assert_cmpuint (gone->len, ==, 10);
}

static gboolean
is_filtered (gpointer data)
{
  Fixture *fixture = data;
  CltKeyList *list = clt_data_table_get_list (clt_ui_find (fixture->window, CLT_TYPE_DATA_TABLE));
  const CltClientQuery *query = clt_key_list_get_query (list);
  gboolean loading;

  g_object_get (list, "loading", &loading, NULL);
  /* how many there are depends on the day */
  return !loading && query != NULL && g_str_equal (query->expression, "segment = \"Steady\"");
}

/* From a segment to its clients. */
static void
test_show (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = find_rows (fixture);

  g_assert_cmpstr (adw_preferences_row_get_title (rows->pdata[8]), ==, "Steady");
  gtk_widget_activate_action (rows->pdata[8], "segment.show", NULL);
  clt_ui_wait (is_filtered, fixture);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/segments/rule", Fixture, NULL, set_up, test_rule, tear_down);
  g_test_add ("/segments/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/segments/typed-moves", Fixture, NULL, set_up, test_typed_moves, tear_down);
  g_test_add ("/segments/add", Fixture, NULL, set_up, test_add_and_remove, tear_down);
  g_test_add ("/segments/show", Fixture, NULL, set_up, test_show, tear_down);
  return g_test_run ();
}
