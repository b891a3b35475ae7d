/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-event-effect-grid.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Of all figures alike, in both periods: the columns stand below each other. */
#define FIGURE_CHARS 14
#define NAME_CHARS 20

static void
attach (GtkGrid *grid, int column, int row, int width, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_width_chars (GTK_LABEL (label), column == 0 ? NAME_CHARS : width * FIGURE_CHARS);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, row, width, 1);
}

static void
attach_count (GtkGrid *grid, int column, int row, gint64 count)
{
  g_autofree char *text = clt_count_format (count);

  attach (grid, column, row, 1, text, NULL);
}

static void
attach_money (GtkGrid *grid, int column, int row, gint64 fen)
{
  g_autofree char *text = clt_money_format (fen);

  attach (grid, column, row, 1, text, NULL);
}

static void
attach_before (GtkGrid *grid, int column, const CltEventGroup *group)
{
  attach_count (grid, column, 2, group->trading_before);
  attach_count (grid, column, 3, group->lots_before);
  attach_money (grid, column, 4, group->net_before);
}

/* @known: there are facts of these days. */
static void
attach_after (GtkGrid *grid, int column, const CltEventGroup *group, gboolean known)
{
  for (int row = 2; !known && row <= 4; row++)
    attach (grid, column, row, 1, "–", NULL);
  if (!known)
    return;
  attach_count (grid, column, 2, group->trading_after);
  attach_count (grid, column, 3, group->lots_after);
  attach_money (grid, column, 4, group->net_after);
}

/* Two columns: before and after. */
static void
attach_group (GtkGrid *grid,
              int column,
              const char *title,
              const CltEventGroup *group,
              gboolean known)
{
  /* Translators: a group of guests, and how many they are. */
  g_autofree char *text = g_strdup_printf (C_ ("event", "%s, n = %d"), title, group->n);

  attach (grid, column, 0, 2, text, "heading");
  attach (grid, column, 1, 1, C_ ("event", "Before"), "dim-label");
  attach (grid, column + 1, 1, 1, C_ ("event", "After"), "dim-label");
  attach_before (grid, column, group);
  attach_after (grid, column + 1, group, known);
}

static char *
dup_title (const CltEventEffect *effect)
{
  g_autofree char *until = clt_day_format (effect->until);

  if (effect->complete)
    /* Translators: %d is a number of days. */
    return g_strdup_printf (ngettext ("%d day before and after", "%d days before and after",
                                      effect->days),
                            effect->days);
  if (effect->until == CLT_DAY_NONE)
    /* Translators: %d is a number of days. */
    return g_strdup_printf (ngettext ("%d day before; nothing is known of afterwards yet",
                                      "%d days before; nothing is known of afterwards yet",
                                      effect->days),
                            effect->days);
  /* Translators: a number of days, a date. */
  return g_strdup_printf (ngettext ("%d day before; after it only up to %s",
                                    "%d days before; after it only up to %s", effect->days),
                          effect->days, until);
}

GtkWidget *
clt_event_effect_grid_new (const CltEventEffect *effect)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gboolean known = effect->until != CLT_DAY_NONE;
  g_autofree char *text = dup_title (effect);
  GtkWidget *title = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "title-4");
  gtk_grid_set_column_spacing (grid, 24);
  gtk_grid_set_row_spacing (grid, 6);
  attach (grid, 0, 2, 1, C_ ("event", "Clients who traded"), NULL);
  attach (grid, 0, 3, 1, C_ ("event", "Lots"), NULL);
  attach (grid, 0, 4, 1, C_ ("event", "Net deposits (yuan)"), NULL);
  attach_group (grid, 1, C_ ("event", "Were there"), &effect->came, known);
  attach_group (grid, 3, C_ ("event", "Invited, not there"), &effect->others, known);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (grid));
  return box;
}
