/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-delta.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static void
show (GtkLabel *label, double change, const char *amount)
{
  const char *mark = change > 0 ? "▲" : change < 0 ? "▼" : "=";
  g_autofree char *text = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (label), "rise");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "fall");
  if (isnan (change))
    {
      gtk_label_set_label (label, "–");
      return;
    }
  if (change > 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "rise");
  else if (change < 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "fall");
  text = change == 0 ? g_strdup (mark) : g_strdup_printf ("%s %s", mark, amount);
  gtk_label_set_label (label, text);
}

void
clt_delta_show_money (GtkLabel *label, gint64 now, gint64 before)
{
  gboolean known = now != CLT_MONEY_NONE && before != CLT_MONEY_NONE && before != 0;
  double change = known ? ((double) now - (double) before) / ABS ((double) before) : NAN;
  g_autofree char *amount = clt_percent_format (fabs (change), fabs (change) < 0.0995 ? 1 : 0);

  show (label, change, amount);
}

void
clt_delta_show_count (GtkLabel *label, int now, int before)
{
  double change = before < 0 ? NAN : now - before;
  g_autofree char *amount = clt_count_format (ABS (now - before));

  show (label, change, amount);
}

void
clt_delta_show_rate (GtkLabel *label, double now, double before)
{
  double change = (now - before) * 100.0;
  g_autofree char *amount = NULL;

  /* What is shown as 0.0 is no change. */
  if (fabs (change) < 0.05)
    change = 0;
  /* Translators: percentage points. */
  amount = g_strdup_printf (_ ("%.1f pp"), fabs (change));
  show (label, change, amount);
}
