/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-change-row.h"

#include "app/widgets/clt-widget-tree.h"
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product.h"

static const char *
or_dash (const char *text)
{
  return text == NULL || *text == '\0' ? "–" : text;
}

static GtkWidget *
new_change_row (const CltVersionChange *change)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: what a field held before and what it holds now. */
  g_autofree char *text =
    g_strdup_printf (C_ ("version", "%s → %s"), or_dash (change->before), or_dash (change->after));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), change->field);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (row, "version-change");
  return row;
}

static GtkWidget *
new_note_row (const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  return row;
}

/* While it opens, at the end of the list mostly, and once more when it is open. */
static gboolean
on_tick_cb (GtkWidget *row, GdkFrameClock *clock, gpointer user_data)
{
  GtkRevealer *revealer = user_data;

  clt_widget_bring_into_view (row, 12);
  return gtk_revealer_get_reveal_child (revealer) && !gtk_revealer_get_child_revealed (revealer)
           ? G_SOURCE_CONTINUE
           : G_SOURCE_REMOVE;
}

static void
on_opened_cb (GtkRevealer *revealer, GParamSpec *pspec, GtkWidget *row)
{
  if (gtk_revealer_get_reveal_child (revealer) || gtk_revealer_get_child_revealed (revealer))
    gtk_widget_add_tick_callback (row, on_tick_cb, g_object_ref (revealer), g_object_unref);
}

static void
show_when_opened (GtkWidget *row)
{
  GtkWidget *revealer = clt_widget_find (row, GTK_TYPE_REVEALER);

  g_signal_connect (revealer, "notify::reveal-child", G_CALLBACK (on_opened_cb), row);
  g_signal_connect (revealer, "notify::child-revealed", G_CALLBACK (on_opened_cb), row);
}

GtkWidget *
clt_change_row_new (const char *title, const char *subtitle, const GPtrArray *changes)
{
  GtkWidget *row = adw_expander_row_new ();

  show_when_opened (row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  if (changes == NULL)
    {
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_note_row (_ ("The first version")));
      return row;
    }
  for (guint i = 0; i < changes->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_change_row (changes->pdata[i]));
  if (changes->len == 0)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              new_note_row (_ ("No difference to the version before")));
  return row;
}
