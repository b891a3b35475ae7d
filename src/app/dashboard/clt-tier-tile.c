/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-tier-tile.h"

#include <adwaita.h>

#include "app/dashboard/clt-delta.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/charts/clt-chart.h"

struct _CltTierTile
{
  GtkWidget parent_instance;

  GtkWidget *swatch;
  GtkLabel *name_label;
  GtkLabel *before_label;
  GtkLabel *last_year_label;
  GtkButton *clients_button;
  GtkButton *equity_button;
  GtkButton *retained_button;
  GtkButton *share_button;
  GtkButton *contact_button;
  GtkButton *overdue_button;
  GtkLabel *clients_before;
  GtkLabel *clients_last_year;
  GtkLabel *equity_before;
  GtkLabel *equity_last_year;
  GtkLabel *retained_before;
  GtkLabel *retained_last_year;

  CltTier tier;
};

G_DEFINE_FINAL_TYPE (CltTierTile, clt_tier_tile, GTK_TYPE_WIDGET)

static void
on_swatch_draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  CltTierTile *self = user_data;
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA color;

  gdk_rgba_parse (&color, clt_tier_get_color (self->tier, dark));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

/* @measure: what the figure is, for the screen reader: "Major, clients". */
static void
show_figure (CltTierTile *self,
             GtkButton *button,
             const char *figure,
             const char *measure,
             const char *shown,
             const char *exact)
{
  /* Translators: name of a figure for the screen reader: tier, measure, value. */
  g_autofree char *name =
    g_strdup_printf (_ ("%s, %s: %s"), clt_tier_get_label (self->tier), measure, exact);

  gtk_button_set_label (button, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), exact);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sii)", figure, (int) self->tier, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "dashboard.open-list");
}

static void
show_money (CltTierTile *self,
            GtkButton *button,
            const char *figure,
            const char *measure,
            gint64 amount)
{
  g_autofree char *shown = clt_money_format_short (amount);
  g_autofree char *exact = clt_money_format (amount);

  show_figure (self, button, figure, measure, shown, exact);
}

/* Both explain themselves when pointed at. */
static void
show_contact (CltTierTile *self, const CltContactSummary *contact, CltDay day)
{
  g_autofree char *date = clt_day_format (day);
  g_autofree char *gap = clt_contact_format_gap (contact->median);
  g_autofree char *clients = clt_count_format (contact->clients);
  g_autofree char *overdue = clt_count_format (contact->overdue);
  /* Translators: %s is a number of clients who have not been contacted for too long. */
  g_autofree char *late = g_strdup_printf (C_ ("contact", "%s overdue"), overdue);
  g_autofree char *hint =
    /* Translators: a definition, a number of clients, a date. */
    g_strdup_printf (_ ("%s\n\n%s clients, as of %s"), clt_contacts_get_definition (), clients,
                     date);

  show_figure (self, self->contact_button, "contact", _ ("days since the last contact, median"),
               gap, gap);
  show_figure (self, self->overdue_button, "contact_overdue", _ ("overdue for a contact"),
               contact->clients > 0 ? late : "–", overdue);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->contact_button), hint);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->overdue_button), hint);
}

void
clt_tier_tile_show (CltTierTile *self,
                    const CltDashboardTier *tier,
                    const CltPeriod *period,
                    CltDay contact_day)
{
  CltPeriod before = clt_period_move (period, -1);
  CltPeriod last_year = clt_period_a_year_before (period);
  g_autofree char *before_name = clt_period_format (&before);
  g_autofree char *last_year_name = clt_period_format (&last_year);
  g_autofree char *clients = clt_count_format (tier->clients);
  g_autofree char *share = clt_percent_format (tier->share, 1);

  g_return_if_fail (CLT_IS_TIER_TILE (self));

  self->tier = tier->tier;
  gtk_widget_queue_draw (self->swatch);
  gtk_label_set_label (self->name_label, clt_tier_get_label (tier->tier));
  gtk_label_set_label (self->before_label,
                       period->kind == CLT_PERIOD_CUSTOM ? _ ("before") : before_name);
  gtk_label_set_label (self->last_year_label,
                       period->kind == CLT_PERIOD_CUSTOM ? _ ("year ago") : last_year_name);

  show_figure (self, self->clients_button, "tier", _ ("clients"), clients, clients);
  show_money (self, self->equity_button, "equity", _ ("equity"), tier->equity);
  show_money (self, self->retained_button, "retained", _ ("retained commission"), tier->retained);
  show_figure (self, self->share_button, "share", _ ("share of the retained commission"), share,
               share);
  show_contact (self, &tier->contact, contact_day);

  clt_delta_show_count (self->clients_before, tier->clients, tier->clients_before);
  clt_delta_show_count (self->clients_last_year, tier->clients, tier->clients_last_year);
  clt_delta_show_money (self->equity_before, tier->equity, tier->equity_before);
  clt_delta_show_money (self->equity_last_year, tier->equity, tier->equity_last_year);
  clt_delta_show_money (self->retained_before, tier->retained, tier->retained_before);
  clt_delta_show_money (self->retained_last_year, tier->retained, tier->retained_last_year);
}

static void
clt_tier_tile_dispose (GObject *object)
{
  clt_widget_dispose_template (GTK_WIDGET (object), CLT_TYPE_TIER_TILE);

  G_OBJECT_CLASS (clt_tier_tile_parent_class)->dispose (object);
}

static void
clt_tier_tile_class_init (CltTierTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_tier_tile_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/dashboard/clt-tier-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, swatch);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, before_label);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, last_year_label);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, clients_button);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, equity_button);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, retained_button);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, share_button);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, contact_button);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, overdue_button);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, clients_before);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, clients_last_year);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, equity_before);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, equity_last_year);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, retained_before);
  gtk_widget_class_bind_template_child (widget_class, CltTierTile, retained_last_year);
}

static void
clt_tier_tile_init (CltTierTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->swatch), on_swatch_draw_cb, self, NULL);
}
