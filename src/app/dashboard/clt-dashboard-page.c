/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-dashboard-page.h"

#include <adwaita.h>

#include "app/dashboard/clt-figure-keeper.h"
#include "app/dashboard/clt-indicator-tile.h"
#include "app/dashboard/clt-member-pane.h"
#include "app/dashboard/clt-migration-table.h"
#include "app/dashboard/clt-period-picker.h"
#include "app/dashboard/clt-tier-tile.h"
#include "app/widgets/clt-chart-view.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

#define N_TIER_TILES 4 /* the unrated are a line of their own */

struct _CltDashboardPage
{
  GtkWidget parent_instance;

  CltPeriodPicker *picker; /* shown in the header bar */
  GtkStack *stack;
  AdwFlap *flap;
  CltMemberPane *pane;
  GtkButton *focus_button;
  GtkLabel *focus_label;
  GtkButton *import_button;
  GtkButton *unrated_button;
  GtkLabel *as_of_label;
  GtkBox *tier_box;
  GtkBox *indicator_box;
  CltChartView *pareto_view;
  CltChartView *trend_view;
  CltChartView *lorenz_view;
  CltMigrationTable *migration;

  CltTierTile *tier_tiles[N_TIER_TILES];
  CltIndicatorTile *indicator_tiles[CLT_N_MAIN_INDICATORS];

  CltDesk *desk;           /* owned (nullable) */
  CltDashboard *dashboard; /* owned (nullable): what is shown */
  GCancellable *loading;   /* owned (nullable) */
  gboolean has_period;     /* a person chose it; until then it is the file's last month */
  gboolean wants_focus;    /* as soon as there is something to take it */
  GtkWidget *came_from;    /* weak: the figure whose list is shown */
};

static void page_interface_init (CltPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CltDashboardPage,
                               clt_dashboard_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CLT_TYPE_PAGE, page_interface_init))

static const CltCommand commands[] = {
  { "dashboard.earlier", N_ ("_Earlier Period"), "<Alt>Left", TRUE },
  { "dashboard.later", N_ ("_Later Period"), "<Alt>Right", TRUE },
  { "dashboard.choose-period", N_ ("Choose the _Period"), "<Alt>Down", TRUE },
  { "dashboard.open-in-clients", N_ ("Open the List in _Clients"), "<Control>Return", TRUE },
  { "dashboard.close-list", N_ ("_Close the List"), "Escape", FALSE },
};
static const CltCommandGroup command_group = { N_ ("Dashboard"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_dashboard_page_get_commands (void)
{
  return &command_group;
}

/* ---- loading ------------------------------------------------------------------------------ */

/* Made by the worker: everything that the page shows. */
typedef struct
{
  CltPeriod period;
  CltDashboard *dashboard;
  CltChart *pareto;
  CltChart *trend;
  CltChart *lorenz; /* (nullable) */
} Figures;

static void
figures_free (gpointer data)
{
  Figures *figures = data;

  g_clear_pointer (&figures->dashboard, clt_dashboard_free);
  g_clear_pointer (&figures->pareto, clt_chart_unref);
  g_clear_pointer (&figures->trend, clt_chart_unref);
  g_clear_pointer (&figures->lorenz, clt_chart_unref);
  g_free (figures);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Figures, figures_free)

typedef struct
{
  CltPeriod period;
  gboolean last_month; /* take the last month with facts instead */
} Question;

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (Figures) figures = g_new0 (Figures, 1);

  figures->period = question->period;
  if (question->last_month)
    {
      int month = clt_dashboard_last_month (conn, error);

      if (month < 0)
        return NULL;
      figures->period = clt_period_around (question->period.kind, clt_month_last_day (month));
    }
  figures->dashboard = clt_dashboard_load (conn, figures->period.from, figures->period.to, error);
  if (figures->dashboard == NULL)
    return NULL;
  figures->pareto = clt_dashboard_pareto_chart (figures->dashboard);
  figures->trend = clt_dashboard_trend_chart (figures->dashboard);
  figures->lorenz = clt_dashboard_lorenz_chart (conn, figures->dashboard, error);
  return figures->lorenz != NULL ? g_steal_pointer (&figures) : NULL;
}

/* ---- showing ------------------------------------------------------------------------------ */

static void
show_unrated (CltDashboardPage *self, const CltDashboardTier *unrated)
{
  g_autofree char *count = clt_count_format (unrated->clients);
  /* Translators: %s is the number of clients without a tier. */
  g_autofree char *text = g_strdup_printf (_ ("Unrated: %s"), count);

  gtk_button_set_label (self->unrated_button, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->unrated_button), "(sii)", "tier",
                                    (int) CLT_TIER_UNRATED, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->unrated_button), unrated->clients > 0);
}

static gboolean
has_rated (const CltDashboard *dashboard)
{
  for (guint i = 0; i < N_TIER_TILES; i++)
    if (dashboard->tiers[i].clients > 0)
      return TRUE;
  return FALSE;
}

static void
set_focus_action (CltDashboardPage *self, gboolean rated, CltTier focus)
{
  GtkActionable *button = GTK_ACTIONABLE (self->focus_button);
  const char *action = rated ? "dashboard.open-list" : "win.tier-run";

  /* without need not: a button between two actions is insensitive, and loses the focus; but never
   * an action with the target of the other one */
  if (!g_str_equal (gtk_actionable_get_action_name (button), action))
    gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (button,
                                          rated ? g_variant_new ("(sii)", "share", (int) focus, -1)
                                                : NULL);
  gtk_actionable_set_action_name (button, action);
}

/* The finding, which opens its list; before the first tier run, the way to it. */
static void
show_focus (CltDashboardPage *self, const CltDashboard *dashboard)
{
  gboolean rated = dashboard->has_focus || has_rated (dashboard);
  const char *text = dashboard->focus_sentence;

  if (!rated)
    text = _ ("No client has a tier in this period. A tier run gives them one (Ctrl+R).");
  else if (!dashboard->has_focus)
    text = _ ("No tier has brought any commission in this period.");
  gtk_label_set_label (self->focus_label, text);
  set_focus_action (self, rated, dashboard->focus);
  gtk_widget_set_sensitive (GTK_WIDGET (self->focus_button), dashboard->has_focus || !rated);
}

static void
show_head (CltDashboardPage *self, const CltDashboard *dashboard)
{
  g_autofree char *day = clt_day_format (dashboard->as_of);
  /* Translators: %s is a date. */
  g_autofree char *as_of = g_strdup_printf (_ ("As of %s"), day);

  show_focus (self, dashboard);
  gtk_label_set_label (self->as_of_label,
                       dashboard->has_facts ? as_of : _ ("No funds have been imported"));
}

static void
show_figures (CltDashboardPage *self, const Figures *figures)
{
  const CltDashboard *dashboard = figures->dashboard;

  clt_period_picker_set_period (self->picker, &figures->period);
  gtk_stack_set_visible_child_name (self->stack, dashboard->empty ? "empty" : "board");
  show_head (self, dashboard);
  for (guint i = 0; i < N_TIER_TILES; i++)
    clt_tier_tile_show (self->tier_tiles[i], &dashboard->tiers[i], &figures->period,
                        dashboard->contact_day);
  show_unrated (self, &dashboard->tiers[N_TIER_TILES]);
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    clt_indicator_tile_show (self->indicator_tiles[i], &dashboard->indicators[i], &figures->period,
                             dashboard->as_of);
  clt_chart_view_set_chart (self->pareto_view, figures->pareto);
  clt_chart_view_set_chart (self->trend_view, figures->trend);
  clt_chart_view_set_chart (self->lorenz_view, figures->lorenz);
  clt_migration_table_show (self->migration, dashboard);
}

/* The sentence, else the first figure; on the empty page the way to fill it. */
static void
focus_first (CltDashboardPage *self)
{
  self->wants_focus = FALSE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->dashboard->empty)
    gtk_widget_grab_focus (GTK_WIDGET (self->import_button));
  else if (!gtk_widget_grab_focus (GTK_WIDGET (self->focus_button)))
    gtk_widget_child_focus (GTK_WIDGET (self->tier_box), GTK_DIR_TAB_FORWARD);
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltDashboardPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Figures) figures = clt_store_run_finish (CLT_STORE (source), result, &error);
  gboolean was_empty = self->dashboard != NULL && self->dashboard->empty;
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (self->focus_button));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  if (figures == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  show_figures (self, figures);
  g_clear_pointer (&self->dashboard, clt_dashboard_free);
  self->dashboard = g_steal_pointer (&figures->dashboard);
  clt_figure_keeper_run (CLT_STORE (source));
  /* the sentence that says nothing loses it */
  if (self->wants_focus || was_empty || (had_focus && !self->dashboard->has_focus))
    focus_first (self);
}

static void
load (CltDashboardPage *self)
{
  Question *question = g_new0 (Question, 1);

  clt_reading_start (&self->loading);
  question->period = *clt_period_picker_get_period (self->picker);
  question->last_month = !self->has_period;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       load_in_worker, question, g_free, figures_free, self->loading,
                       on_store_loaded_cb, g_object_ref (self));
}

static void
on_picker_changed_cb (CltDashboardPage *self)
{
  CltPeriodKind kind = clt_period_picker_get_period (self->picker)->kind;

  self->has_period = TRUE;
  if (kind != CLT_PERIOD_CUSTOM)
    g_settings_set_string (clt_desk_get_settings (self->desk), "dashboard-period",
                           clt_period_kind_get_name (kind));
  adw_flap_set_reveal_flap (self->flap, FALSE);
  load (self);
}

/* ---- the list beside ---------------------------------------------------------------------- */

static char *
dup_list_title (const CltFigureQuestion *question)
{
  const char *tier = question->tier >= 0 ? clt_tier_get_label ((CltTier) question->tier) : NULL;
  g_autofree char *indicator = NULL;

  if (g_str_equal (question->figure, "migration"))
    /* Translators: tier before, tier after. */
    return g_strdup_printf (_ ("From %s to %s"), tier,
                            clt_tier_get_label ((CltTier) question->tier_to));
  if (g_str_equal (question->figure, "tier"))
    return g_strdup (tier);
  if (g_str_equal (question->figure, "equity"))
    /* Translators: %s is a tier. */
    return g_strdup_printf (_ ("%s: equity"), tier);
  if (g_str_equal (question->figure, "retained") || g_str_equal (question->figure, "share"))
    /* Translators: %s is a tier. */
    return g_strdup_printf (_ ("%s: retained commission"), tier);
  if (g_str_equal (question->figure, "contact"))
    /* Translators: %s is a tier. */
    return g_strdup_printf (_ ("%s: days since the last contact"), tier);
  if (g_str_equal (question->figure, "contact_overdue"))
    /* Translators: %s is a tier. */
    return g_strdup_printf (_ ("%s: overdue for a contact"), tier);
  if (!g_str_has_suffix (question->figure, "/n"))
    return g_strdup (clt_indicator_get_label (question->figure));
  indicator = g_strndup (question->figure, strlen (question->figure) - 2);
  /* Translators: %s is an indicator; this names the clients that it is a share of. */
  return g_strdup_printf (_ ("%s: out of whom"), clt_indicator_get_label (indicator));
}

static gboolean
on_tick_cb (GtkWidget *flap, GdkFrameClock *clock, gpointer user_data)
{
  CltDashboardPage *self = user_data;

  if (gtk_widget_get_width (flap) == 0)
    return G_SOURCE_CONTINUE;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->pane));
  return G_SOURCE_REMOVE;
}

/* A flap that has no size yet divides by it (libadwaita 1.2) and has none ever after. */
static void
reveal_pane (CltDashboardPage *self)
{
  if (on_tick_cb (GTK_WIDGET (self->flap), NULL, self))
    gtk_widget_add_tick_callback (GTK_WIDGET (self->flap), on_tick_cb, g_object_ref (self),
                                  g_object_unref);
}

static void
open_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (widget);
  CltFigureQuestion question = { 0 };
  g_autofree char *title = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->dashboard == NULL)
    return;
  g_variant_get (parameter, "(&sii)", &question.figure, &question.tier, &question.tier_to);
  question.from = self->dashboard->from;
  question.to =
    clt_figure_is_contact (question.figure) ? self->dashboard->contact_day : self->dashboard->to;
  question.sort = clt_figure_get_sort (question.figure, &question.descending);
  title = dup_list_title (&question);
  if (!adw_flap_get_reveal_flap (self->flap))
    g_set_weak_pointer (&self->came_from, root != NULL ? gtk_root_get_focus (root) : NULL);
  clt_member_pane_ask (self->pane, &question, title);
  reveal_pane (self);
}

static void
open_in_clients (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (widget);
  g_autoptr (GArray) ids = NULL;
  g_autofree char *period = clt_period_format (clt_period_picker_get_period (self->picker));
  g_autofree char *name = NULL;
  CltFigureTotals totals;

  if (!clt_member_pane_get_totals (self->pane, &totals))
    return;
  ids = clt_member_pane_dup_ids (self->pane);
  /* Translators: a list of clients: the figure that they make up, its period. */
  name = g_strdup_printf (_ ("%s, %s"), clt_member_pane_get_title (self->pane), period);
  gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", name,
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len,
                                                         sizeof (gint64)));
}

static void
close_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_flap_set_reveal_flap (CLT_DASHBOARD_PAGE (widget)->flap, FALSE);
}

/* However the list was closed, the focus returns to the figure. */
static void
on_flap_notify_reveal_flap_cb (CltDashboardPage *self)
{
  gboolean open = adw_flap_get_reveal_flap (self->flap);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dashboard.close-list", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dashboard.open-in-clients", open);
  if (!open && self->came_from != NULL)
    gtk_widget_grab_focus (self->came_from);
}

static void
move_period (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_period_picker_step (CLT_DASHBOARD_PAGE (widget)->picker,
                          g_str_equal (action, "dashboard.later") ? 1 : -1);
}

static void
choose_period (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_period_picker_popup (CLT_DASHBOARD_PAGE (widget)->picker);
}

/* ---- page --------------------------------------------------------------------------------- */

static void
update_colors (CltDashboardPage *self)
{
  clt_css_class_set (GTK_WIDGET (self), "red-rises", clt_desk_get_red_rises (self->desk));
}

static void
set_desk (CltPage *page, CltDesk *desk)
{
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (page);
  g_autofree char *kind = NULL;
  CltPeriod period;

  g_set_object (&self->desk, desk);
  kind = g_settings_get_string (clt_desk_get_settings (desk), "dashboard-period");
  period = clt_period_around (clt_period_kind_from_name (kind), clt_today ());
  clt_period_picker_set_period (self->picker, &period);
  g_signal_connect_object (clt_desk_get_settings (desk), "changed::rise-color",
                           G_CALLBACK (update_colors), self, G_CONNECT_SWAPPED);
  update_colors (self);
  clt_member_pane_set_desk (self->pane, desk);
  load (self);
}

static void
refresh (CltPage *page, const CltTouched *touched)
{
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (page);

  load (self);
  if (adw_flap_get_reveal_flap (self->flap))
    clt_member_pane_reload (self->pane);
}

static GtkWidget *
get_header (CltPage *page)
{
  return GTK_WIDGET (CLT_DASHBOARD_PAGE (page)->picker);
}

static void
take_focus (CltPage *page)
{
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (page);

  if (self->dashboard != NULL)
    focus_first (self);
  else
    self->wants_focus = TRUE;
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltPeriod *period = data;

  if (g_str_has_suffix (options->path, ".xlsx"))
    return clt_export_month_pack (conn, period->from, period->to, options, error);
  return clt_export_dashboard (conn, period->from, period->to, options, error);
}

static CltExportJob *
create_export (CltPage *page)
{
  static const char *const endings[] = { "xlsx", "pdf", "png", NULL };
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (page);
  const CltPeriod *period = clt_period_picker_get_period (self->picker);
  g_autofree char *name = clt_period_format (period);
  CltExportJob *job;

  /* what is open beside the dashboard is what somebody looks at */
  if (adw_flap_get_reveal_flap (self->flap))
    return clt_member_pane_create_export (self->pane);
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export the Dashboard"));
  /* Translators: name of a file without ending: the branch, the period. */
  job->name = g_strdup_printf (_ ("%s %s"), clt_desk_get_title (self->desk), name);
  job->endings = endings;
  job->run = run_export;
  job->data = g_memdup2 (period, sizeof *period);
  job->data_free = g_free;
  return job;
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltPeriod *period = data;

  return clt_paper_new_dashboard (conn, period->from, period->to, options, error);
}

static CltPrintJob *
create_print (CltPage *page)
{
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (page);
  const CltPeriod *period = clt_period_picker_get_period (self->picker);

  if (adw_flap_get_reveal_flap (self->flap))
    return clt_member_pane_create_print (self->pane);
  return clt_print_job_new (read_paper, g_memdup2 (period, sizeof *period), g_free);
}

static void
page_interface_init (CltPageInterface *iface)
{
  iface->set_desk = set_desk;
  iface->refresh = refresh;
  iface->get_header = get_header;
  iface->take_focus = take_focus;
  iface->create_export = create_export;
  iface->create_print = create_print;
}

/* ---- class -------------------------------------------------------------------------------- */

static void
clt_dashboard_page_dispose (GObject *object)
{
  CltDashboardPage *self = CLT_DASHBOARD_PAGE (object);

  clt_reading_stop (&self->loading);
  g_clear_weak_pointer (&self->came_from);
  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_DASHBOARD_PAGE);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->dashboard, clt_dashboard_free);

  G_OBJECT_CLASS (clt_dashboard_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/dashboard/clt-dashboard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, picker);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, flap);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, pane);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, focus_button);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, focus_label);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, unrated_button);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, as_of_label);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, tier_box);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, indicator_box);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, pareto_view);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, trend_view);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, lorenz_view);
  gtk_widget_class_bind_template_child (widget_class, CltDashboardPage, migration);
  gtk_widget_class_bind_template_callback (widget_class, on_picker_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_flap_notify_reveal_flap_cb);
}

static void
clt_dashboard_page_class_init (CltDashboardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_dashboard_page_dispose;

  g_type_ensure (CLT_TYPE_CHART_VIEW);
  g_type_ensure (CLT_TYPE_MEMBER_PANE);
  g_type_ensure (CLT_TYPE_MIGRATION_TABLE);
  g_type_ensure (CLT_TYPE_PERIOD_PICKER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "dashboard.open-list", "(sii)", open_list);
  gtk_widget_class_install_action (widget_class, "dashboard.close-list", NULL, close_list);
  gtk_widget_class_install_action (widget_class, "dashboard.open-in-clients", NULL,
                                   open_in_clients);
  gtk_widget_class_install_action (widget_class, "dashboard.earlier", NULL, move_period);
  gtk_widget_class_install_action (widget_class, "dashboard.later", NULL, move_period);
  gtk_widget_class_install_action (widget_class, "dashboard.choose-period", NULL, choose_period);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_dashboard_page_init (CltDashboardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dashboard.close-list", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dashboard.open-in-clients", FALSE);
  for (guint i = 0; i < N_TIER_TILES; i++)
    {
      self->tier_tiles[i] = g_object_new (CLT_TYPE_TIER_TILE, NULL);
      gtk_box_append (self->tier_box, GTK_WIDGET (self->tier_tiles[i]));
    }
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    {
      self->indicator_tiles[i] = g_object_new (CLT_TYPE_INDICATOR_TILE, NULL);
      gtk_box_append (self->indicator_box, GTK_WIDGET (self->indicator_tiles[i]));
    }
}
