/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-indicator-tile.h"

#include <math.h>

#include "app/dashboard/clt-delta.h"
#include "app/widgets/clt-sparkline.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Below this a percentage would claim what so few cannot show (principle 5). */
#define SMALLEST_N 5

struct _CltIndicatorTile
{
  GtkWidget parent_instance;

  GtkLabel *name_label;
  GtkMenuButton *definition_button;
  GtkLabel *definition_title;
  GtkLabel *definition_text;
  GtkLabel *definition_facts;
  GtkButton *value_button;
  GtkButton *n_button;
  GtkLabel *interval_label;
  GtkLabel *before_label;
  GtkLabel *last_year_label;
  CltSparkline *sparkline;
};

G_DEFINE_FINAL_TYPE (CltIndicatorTile, clt_indicator_tile, GTK_TYPE_WIDGET)

static gboolean
is_per_thousand (const CltIndicator *indicator)
{
  return g_str_equal (indicator->name, "complaint");
}

static char *
dup_value (const CltIndicator *indicator)
{
  if (!indicator->known || indicator->denominator == 0 || isnan (indicator->value))
    return g_strdup ("–");
  if (is_per_thousand (indicator))
    return g_strdup_printf ("%.1f ‰", indicator->value);
  if (indicator->denominator < SMALLEST_N)
    return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, indicator->numerator,
                            indicator->denominator);
  return clt_percent_format (indicator->value, 1);
}

static char *
dup_interval (const CltIndicator *indicator)
{
  if (!indicator->known)
    return g_strdup (_ ("no data yet"));
  if (isnan (indicator->low) || indicator->denominator < SMALLEST_N)
    return g_strdup ("");
  return g_strdup_printf ("%.1f–%.1f %%", indicator->low * 100.0, indicator->high * 100.0);
}

/* A change needs two rates that may be shown. */
static double
get_rate (const CltIndicator *indicator)
{
  if (indicator->name == NULL || !indicator->known || indicator->denominator < SMALLEST_N ||
      is_per_thousand (indicator))
    return NAN;
  return indicator->value;
}

static void
show_definition (CltIndicatorTile *self,
                 const CltIndicator *now,
                 const CltPeriod *period,
                 CltDay as_of)
{
  g_autofree char *numerator = clt_count_format (now->numerator);
  g_autofree char *denominator = clt_count_format (now->denominator);
  g_autofree char *period_name = clt_period_format (period);
  g_autofree char *day = clt_day_format (as_of);
  g_autofree char *name =
    /* Translators: %s is an indicator, such as Churn. */
    g_strdup_printf (_ ("Definition of %s"), clt_indicator_get_label (now->name));
  g_autofree char *facts = NULL;

  if (now->known)
    /* Translators: numerator, denominator, period, day. */
    facts = g_strdup_printf (_ ("Numerator %s, denominator %s\nPeriod %s, as of %s"), numerator,
                             denominator, period_name, day);
  else
    facts = g_strdup_printf (_ ("No data of this kind has been recorded.\nPeriod %s, as of %s"),
                             period_name, day);
  gtk_label_set_label (self->definition_title, clt_indicator_get_label (now->name));
  gtk_label_set_label (self->definition_text, clt_indicator_get_definition (now->name));
  gtk_label_set_label (self->definition_facts, facts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->definition_button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->definition_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_list (GtkButton *button, const char *figure, gboolean known)
{
  /* The target first: an action must never meet a target of another type. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sii)", figure, -1, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), known ? "dashboard.open-list" : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (button), known);
}

static void
show_value (CltIndicatorTile *self, const CltIndicator *now)
{
  const char *label = clt_indicator_get_label (now->name);
  g_autofree char *value = dup_value (now);
  g_autofree char *interval = dup_interval (now);
  g_autofree char *count = clt_count_format (now->denominator);
  /* Translators: how many the rate is out of. */
  g_autofree char *n = g_strdup_printf (_ ("n %s"), count);
  g_autofree char *denominator = g_strconcat (now->name, "/n", NULL);
  /* Translators: name of a figure for the screen reader: indicator, value. */
  g_autofree char *value_name = g_strdup_printf (_ ("%s: %s"), label, value);
  /* Translators: name of a figure for the screen reader: indicator, count. */
  g_autofree char *n_name = g_strdup_printf (_ ("%s, out of %s"), label, count);

  gtk_label_set_label (self->name_label, label);
  gtk_button_set_label (self->value_button, value);
  gtk_label_set_label (self->interval_label, interval);
  gtk_button_set_label (self->n_button, n);
  gtk_widget_set_visible (GTK_WIDGET (self->n_button), now->known);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, value_name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->n_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  n_name, -1);
  set_list (self->value_button, now->name, now->known);
  set_list (self->n_button, denominator, now->known);
}

void
clt_indicator_tile_show (CltIndicatorTile *self,
                         const CltDashboardIndicator *indicator,
                         const CltPeriod *period,
                         CltDay as_of)
{
  CltPeriod before = clt_period_move (period, -1);
  CltPeriod last_year = clt_period_a_year_before (period);
  g_autofree char *before_name = clt_period_format (&before);
  g_autofree char *last_year_name = clt_period_format (&last_year);
  /* Translators: %s is a period such as 2026-10. */
  g_autofree char *before_tip = g_strdup_printf (_ ("Against %s"), before_name);
  g_autofree char *last_year_tip = g_strdup_printf (_ ("Against %s"), last_year_name);

  g_return_if_fail (CLT_IS_INDICATOR_TILE (self));

  show_value (self, &indicator->now);
  show_definition (self, &indicator->now, period, as_of);
  clt_delta_show_rate (self->before_label, get_rate (&indicator->now),
                       get_rate (&indicator->before));
  clt_delta_show_rate (self->last_year_label, get_rate (&indicator->now),
                       get_rate (&indicator->last_year));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->before_label), before_tip);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->last_year_label), last_year_tip);
  clt_sparkline_set_values (self->sparkline, indicator->trend, (guint) indicator->n_trend);
}

void
clt_indicator_tile_show_definition (CltIndicatorTile *self)
{
  g_return_if_fail (CLT_IS_INDICATOR_TILE (self));

  gtk_menu_button_popup (self->definition_button);
}

static void
clt_indicator_tile_dispose (GObject *object)
{
  clt_widget_dispose_template (GTK_WIDGET (object), CLT_TYPE_INDICATOR_TILE);

  G_OBJECT_CLASS (clt_indicator_tile_parent_class)->dispose (object);
}

static void
clt_indicator_tile_class_init (CltIndicatorTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_indicator_tile_dispose;

  g_type_ensure (CLT_TYPE_SPARKLINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/dashboard/clt-indicator-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, definition_button);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, definition_title);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, definition_text);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, definition_facts);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, value_button);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, n_button);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, interval_label);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, before_label);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, last_year_label);
  gtk_widget_class_bind_template_child (widget_class, CltIndicatorTile, sparkline);
}

static void
clt_indicator_tile_init (CltIndicatorTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
