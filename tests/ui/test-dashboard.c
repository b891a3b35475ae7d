/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every figure of the dashboard opens its list, and the list adds up to the figure. */
#include "app/dashboard/clt-dashboard-page.h"
#include "app/dashboard/clt-member-pane.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/quality/clt-dashboard.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *page;
  CltMemberPane *pane;
  CltDashboard *dashboard; /* what the page should show, loaded beside it */
} Fixture;

static gboolean
shows_figures (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (fixture->page, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), "dashboard.open-list") ==
          0 &&
        gtk_button_get_label (buttons->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GError) error = NULL;
  int month;

  clt_ui_test_set_up (&fixture->base, data);
  conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  g_assert_no_error (error);
  month = clt_dashboard_last_month (conn, &error);
  fixture->dashboard =
    clt_dashboard_load (conn, clt_month_first_day (month), clt_month_last_day (month), &error);
  g_assert_no_error (error);

  fixture->window = clt_ui_test_open (&fixture->base, "dashboard");
  fixture->page = clt_ui_find (fixture->window, CLT_TYPE_DASHBOARD_PAGE);
  fixture->pane = clt_ui_find (fixture->page, CLT_TYPE_MEMBER_PANE);
  clt_ui_wait (shows_figures, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_dashboard_free (fixture->dashboard);
  clt_ui_test_tear_down (&fixture->base, data);
}

static gboolean
list_is_loaded (gpointer data)
{
  CltFigureTotals totals;

  return clt_member_pane_get_totals (data, &totals);
}

static CltFigureTotals
open_list (Fixture *fixture, GVariant *target)
{
  CltFigureTotals totals;

  gtk_widget_activate_action_variant (fixture->page, "dashboard.open-list", target);
  clt_ui_wait (list_is_loaded, fixture->pane);
  clt_member_pane_get_totals (fixture->pane, &totals);
  return totals;
}

static const CltDashboardTier *
find_tier (Fixture *fixture, int tier)
{
  for (guint i = 0; i < CLT_N_TIERS; i++)
    if ((int) fixture->dashboard->tiers[i].tier == tier)
      return &fixture->dashboard->tiers[i];
  g_assert_not_reached ();
}

static const CltIndicator *
find_indicator (Fixture *fixture, const char *name)
{
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    if (g_str_equal (fixture->dashboard->indicators[i].now.name, name))
      return &fixture->dashboard->indicators[i].now;
  g_assert_not_reached ();
}

static void
check_figure (Fixture *fixture, GVariant *target)
{
  CltFigureTotals totals = open_list (fixture, target);
  const char *figure;
  int tier, tier_to;
  g_autofree char *indicator = NULL;

  g_variant_get (target, "(&sii)", &figure, &tier, &tier_to);
  g_test_message ("%s %d %d: %u", figure, tier, tier_to, totals.count);
  if (g_str_equal (figure, "tier"))
    g_assert_cmpint (totals.count, ==, find_tier (fixture, tier)->clients);
  else if (g_str_equal (figure, "equity"))
    g_assert_cmpint (totals.equity, ==, find_tier (fixture, tier)->equity);
  else if (g_str_equal (figure, "retained") || g_str_equal (figure, "share"))
    g_assert_cmpint (totals.retained, ==, find_tier (fixture, tier)->retained);
  else if (g_str_equal (figure, "contact"))
    {
      g_assert_cmpint (totals.count, ==, find_tier (fixture, tier)->contact.clients);
      g_assert_cmpfloat (totals.gap, ==, find_tier (fixture, tier)->contact.median);
    }
  else if (g_str_equal (figure, "contact_overdue"))
    g_assert_cmpint (totals.count, ==, find_tier (fixture, tier)->contact.overdue);
  else if (g_str_equal (figure, "migration"))
    g_assert_cmpint (totals.count, ==, fixture->dashboard->matrix[tier][tier_to]);
  else if (clt_figure_get_sum_column (figure) == CLT_FIGURE_EVENTS)
    {
      gboolean denominator = g_str_has_suffix (figure, "/n");
      const CltIndicator *rate;

      indicator = g_strndup (figure, strlen (figure) - (denominator ? 2 : 0));
      rate = find_indicator (fixture, indicator);
      g_assert_cmpint (totals.events, ==, denominator ? rate->denominator : rate->numerator);
    }
  else if (g_str_has_suffix (figure, "/n"))
    {
      indicator = g_strndup (figure, strlen (figure) - 2);
      g_assert_cmpint (totals.count, ==, find_indicator (fixture, indicator)->denominator);
    }
  else
    g_assert_cmpint (totals.count, ==, find_indicator (fixture, figure)->numerator);
}

static void
test_every_figure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (fixture->page, GTK_TYPE_BUTTON);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < buttons->len; i++)
    {
      GtkActionable *button = buttons->pdata[i];
      const char *figure;

      if (g_strcmp0 (gtk_actionable_get_action_name (button), "dashboard.open-list") != 0)
        continue;
      g_variant_get_child (gtk_actionable_get_action_target_value (button), 0, "&s", &figure);
      g_hash_table_add (seen, g_strdup (figure));
      check_figure (fixture, gtk_actionable_get_action_target_value (button));
      n++;
    }
  /* six figures of four tiers, the unrated, the sentence, three indicators with their n, and the
   * moves that there are */
  g_assert_cmpuint (n, >=, 6 * 4 + 2 + 2 * 3 + 4);
  g_assert_true (g_hash_table_contains (seen, "churn"));
  g_assert_true (g_hash_table_contains (seen, "dormancy/n"));
  g_assert_true (g_hash_table_contains (seen, "loss"));
  g_assert_true (g_hash_table_contains (seen, "migration"));
  g_assert_true (g_hash_table_contains (seen, "contact"));
  g_assert_true (g_hash_table_contains (seen, "contact_overdue"));
  /* and there is something to see */
  g_assert_true (fixture->dashboard->has_contacts);
}

static guint
count_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

/* While a list stands beside the dashboard, export and print are of that list. */
static void
test_list_as_file (Fixture *fixture, gconstpointer data)
{
  static const char *const figures[] = { "tier", "contact" };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      CltFigureTotals totals =
        open_list (fixture, g_variant_new ("(sii)", figures[i], (int) CLT_TIER_MAJOR, -1));
      g_autoptr (CltExportJob) job = clt_page_create_export (CLT_PAGE (fixture->page));
      g_autoptr (CltPrintJob) print = clt_page_create_print (CLT_PAGE (fixture->page));
      g_autofree char *path = g_build_filename (fixture->base.dir, "list.csv", NULL);
      const CltExportOptions options = { .path = path, .who = "tester" };
      g_autoptr (GError) error = NULL;
      g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
      g_autoptr (CltPaper) paper = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (job->name, ==, clt_member_pane_get_title (fixture->pane));
      g_assert_true (job->run (conn, job->data, &options, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_lines (path), ==, totals.count + 1);
      paper = print->read (conn, print->data, &options, &error);
      g_assert_no_error (error);
      g_assert_cmpint (clt_paper_get_rows (paper), ==, totals.count);
    }
}

/* The answers and complaints of the demo branch fill their indicators. */
static void
test_known (Fixture *fixture, gconstpointer data)
{
  g_assert_true (find_indicator (fixture, "satisfaction")->known);
  g_assert_cmpint (find_indicator (fixture, "satisfaction")->denominator, >, 0);
  g_assert_true (find_indicator (fixture, "complaint")->known);
}

static gboolean
shows_period (gpointer data)
{
  const char *const *args = data;
  GtkMenuButton *button = clt_ui_find ((gpointer) args[0], GTK_TYPE_MENU_BUTTON);

  return g_strcmp0 (gtk_menu_button_get_label (button), args[1]) == 0;
}

/* One period back and forth by the keys' actions. */
static void
test_periods (Fixture *fixture, gconstpointer data)
{
  GtkWidget *header = clt_page_get_header (CLT_PAGE (fixture->page));
  gpointer september[] = { header, (gpointer) "2026-09" };
  gpointer october[] = { header, (gpointer) "2026-10" };

  clt_ui_wait (shows_period, october);
  gtk_widget_activate_action (fixture->page, "dashboard.earlier", NULL);
  clt_ui_wait (shows_period, september);
  gtk_widget_activate_action (fixture->page, "dashboard.later", NULL);
  clt_ui_wait (shows_period, october);
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
  add ("/dashboard/every-figure", test_every_figure);
  add ("/dashboard/list-as-file", test_list_as_file);
  add ("/dashboard/known", test_known);
  add ("/dashboard/periods", test_periods);
  return g_test_run ();
}
