/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-behaviour-view.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

#define NOTHING "–"

/* Measures: NULL where there is no data. */

/* "522" with room between the digits. */
static char *
dup_scores (const char *scores)
{
  if (strlen (scores) != 3)
    return g_strdup (scores);
  return g_strdup_printf ("%c · %c · %c", scores[0], scores[1], scores[2]);
}

static char *
dup_style (const CltBehaviour *behaviour)
{
  if (behaviour->style == CLT_STYLE_UNKNOWN)
    return NULL;
  return g_strdup (clt_holding_style_get_label (behaviour->style));
}

static char *
dup_holding (const CltBehaviour *behaviour)
{
  int days;

  if (isnan (behaviour->median_holding))
    return NULL;
  days = (int) lround (behaviour->median_holding);
  if (days == 0)
    return g_strdup (_ ("Same day"));
  return g_strdup_printf (ngettext ("%d trading day", "%d trading days", (gulong) days), days);
}

static char *
dup_recency (const CltBehaviour *behaviour)
{
  if (behaviour->recency < 0)
    return NULL;
  if (behaviour->recency == 0)
    return g_strdup (_ ("On the last day"));
  return g_strdup_printf (ngettext ("%d trading day ago", "%d trading days ago",
                                    (gulong) behaviour->recency),
                          behaviour->recency);
}

static char *
dup_frequency (const CltBehaviour *behaviour)
{
  g_autofree char *share = clt_percent_format (behaviour->frequency, 0);

  if (behaviour->recency < 0)
    return NULL;
  /* Translators: days with a trade, days in all, and their ratio (63 %). */
  return g_strdup_printf (_ ("%d of %d (%s)"), behaviour->trade_days, behaviour->window_days,
                          share);
}

static char *
dup_retained (const CltBehaviour *behaviour)
{
  return behaviour->recency < 0 ? NULL : clt_yuan_format (behaviour->retained);
}

static char *
dup_turnover (const CltBehaviour *behaviour)
{
  if (isnan (behaviour->turnover_multiple))
    return NULL;
  return g_strdup_printf ("%.1f×", behaviour->turnover_multiple);
}

static char *
dup_win_rate (const CltBehaviour *behaviour)
{
  g_autofree char *n = clt_count_format (behaviour->n_closes);
  g_autofree char *rate =
    isnan (behaviour->win_rate) ? NULL : clt_percent_format (behaviour->win_rate, 1);

  if (rate == NULL)
    return NULL;
  /* Translators: a rate (54.2 %), and of how many closed trades. */
  return g_strdup_printf (C_ ("win rate", "%s of %s"), rate, n);
}

static char *
dup_pay_off (const CltBehaviour *behaviour)
{
  return isnan (behaviour->pay_off) ? NULL : g_strdup_printf ("%.2f", behaviour->pay_off);
}

static char *
dup_margin (const CltBehaviour *behaviour)
{
  g_autofree char *mean = NULL, *high = NULL;

  if (isnan (behaviour->margin_mean))
    return NULL;
  mean = clt_percent_format (behaviour->margin_mean, 0);
  high = clt_percent_format (behaviour->margin_p95, 0);
  /* Translators: mean risk ratio, then its 95th percentile. */
  return g_strdup_printf (_ ("%s, p95 %s"), mean, high);
}

static char *
dup_alerts (const CltBehaviour *behaviour)
{
  if (isnan (behaviour->margin_mean) && behaviour->days_call == 0)
    return NULL;
  /* Translators: two numbers of days. */
  return g_strdup_printf (C_ ("margin", "%d / %d days"), behaviour->days_alert,
                          behaviour->days_call);
}

static char *
dup_sectors (const CltBehaviour *behaviour)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < behaviour->n_sectors; i++)
    {
      g_autofree char *share = clt_percent_format (behaviour->sectors[i].share, 0);

      g_string_append_printf (text, "%s%s %s", i == 0 ? "" : " · ",
                              clt_sector_get_label (behaviour->sectors[i].sector), share);
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_concentration (const CltBehaviour *behaviour)
{
  return isnan (behaviour->concentration) ? NULL
                                          : g_strdup_printf ("%.2f", behaviour->concentration);
}

static char *
dup_long_share (const CltBehaviour *behaviour)
{
  return isnan (behaviour->long_share) ? NULL : clt_percent_format (behaviour->long_share, 0);
}

static char *
dup_night_share (const CltBehaviour *behaviour)
{
  return isnan (behaviour->night_share) ? NULL : clt_percent_format (behaviour->night_share, 0);
}

static const struct
{
  const char *label;
  const char *formula;
  char *(*dup_value) (const CltBehaviour *behaviour);
} measures[] = {
  { N_ ("RFM scores"),
    N_ ("Recency, frequency and retained commission: each from 1 to 5 within the branch, a fifth of"
        " the clients each, equal values together."),
    NULL },
  { N_ ("Last trade"), N_ ("Trading days since the last trade."), dup_recency },
  { N_ ("Days with a trade"), N_ ("Trading days with a trade, of the trading days looked at."),
    dup_frequency },
  { N_ ("Retained commission"),
    N_ ("Sum of the retained commission; of the commission where the file lacks the split."),
    dup_retained },
  { N_ ("Turnover multiple"), N_ ("Turnover of all trades divided by the average equity."),
    dup_turnover },
  { N_ ("Holding style"),
    N_ ("Hedger: half of the lots or more are flagged as hedge or arbitrage. Intraday: three "
        "fifths of the"
        " closed lots or more were opened on the same day. Else swing up to a median holding of 10"
        " trading days, and position above."),
    dup_style },
  { N_ ("Median holding"),
    N_ ("Trading days from opening to closing, first in first out, median by lots."), dup_holding },
  { N_ ("Win rate"), N_ ("Closing trades with a profit, of all closing trades with a result."),
    dup_win_rate },
  { N_ ("Pay-off"), N_ ("Average profit of the closing trades divided by their average loss."),
    dup_pay_off },
  { N_ ("Margin use"),
    N_ ("Margin divided by equity, day by day: the mean and the 95th percentile."), dup_margin },
  { N_ ("Alert / over 100 %"),
    N_ ("Days on which the risk ratio was above the alert level (rule risk.alert), and days on"
        " which it was above one or positions stood without equity."),
    dup_alerts },
  { N_ ("Long share"), N_ ("Lots bought to open, of all lots opened."), dup_long_share },
  { N_ ("Night share"), N_ ("Lots traded between 20:00 and 6:00, of the lots whose time is known."),
    dup_night_share },
  { N_ ("Concentration"),
    N_ ("Herfindahl index: sum of the squared shares of the sectors by lots. 1 is one sector"
        " only."),
    dup_concentration },
  { N_ ("Sectors"), N_ ("The sectors with most lots, and their shares of all lots."), dup_sectors },
};

struct _CltBehaviourView
{
  AdwPreferencesGroup parent_instance;

  GtkFlowBox *box;
  GtkFlowBox *wide_box;
  GtkWidget *cells[G_N_ELEMENTS (measures)]; /* borrowed: GtkFlowBoxChild */
  GtkLabel *values[G_N_ELEMENTS (measures)]; /* borrowed */
};

G_DEFINE_FINAL_TYPE (CltBehaviourView, clt_behaviour_view, ADW_TYPE_PREFERENCES_GROUP)

void
clt_behaviour_view_show (CltBehaviourView *self, const CltBehaviour *behaviour, const char *scores)
{
  g_autofree char *first = clt_day_format (behaviour->first);
  g_autofree char *last = clt_day_format (behaviour->last);
  g_autofree char *trades = clt_count_format (behaviour->n_trades);
  /* Translators: a number of trading days, two dates, and a number of trades. */
  g_autofree char *window =
    g_strdup_printf (ngettext ("%d trading day, %s to %s · %s trades listed",
                               "%d trading days, %s to %s · %s trades listed",
                               (gulong) behaviour->window_days),
                     behaviour->window_days, first, last, trades);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), window);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *value =
        measures[i].dup_value == NULL ? dup_scores (scores) : measures[i].dup_value (behaviour);
      const char *text = value == NULL ? NOTHING : value;
      /* Translators: a measure and its value, for screen readers. */
      g_autofree char *name = g_strdup_printf (_ ("%s: %s"), _ (measures[i].label), text);

      gtk_label_set_label (self->values[i], text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

/* A caption above its value. */
static GtkWidget *
new_cell (CltBehaviourView *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = gtk_label_new (_ (measures[i].label));
  GtkWidget *value = gtk_label_new (NOTHING);

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (value, "numeric");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), value);
  self->values[i] = GTK_LABEL (value);
  return box;
}

/* The last measure is a line of its own: it would widen every cell. */
static void
add_cell (CltBehaviourView *self, guint i)
{
  GtkFlowBox *box = i < G_N_ELEMENTS (measures) - 1 ? self->box : self->wide_box;

  self->cells[i] = gtk_flow_box_child_new ();
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self->cells[i]), new_cell (self, i));
  gtk_widget_set_tooltip_text (self->cells[i], _ (measures[i].formula));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (measures[i].formula), -1);
  if (box == self->wide_box)
    {
      gtk_label_set_ellipsize (self->values[i], PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (self->values[i], TRUE);
    }
  gtk_flow_box_append (box, self->cells[i]);
}

static GtkFlowBox *
new_box (guint min, guint max)
{
  GtkFlowBox *box = GTK_FLOW_BOX (gtk_flow_box_new ());

  gtk_flow_box_set_selection_mode (box, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (box, TRUE);
  gtk_flow_box_set_min_children_per_line (box, min);
  gtk_flow_box_set_max_children_per_line (box, max);
  gtk_flow_box_set_row_spacing (box, 6);
  return box;
}

static void
clt_behaviour_view_class_init (CltBehaviourViewClass *klass)
{
}

static void
clt_behaviour_view_init (CltBehaviourView *self)
{
  self->box = new_box (2, 4);
  self->wide_box = new_box (1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    add_cell (self, i);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->box));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->wide_box));
}
