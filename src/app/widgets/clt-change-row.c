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

/* Frames after it is open: the last of its height comes with the next one. */
#define FRAMES_AFTER 2

typedef struct
{
  GtkRevealer *revealer; /* borrowed: it is part of the row */
  guint left;            /* frames to come */
} Opening;

/* The row mostly stands at the end of its page: it is followed while it opens. */
static gboolean
on_tick_cb (GtkWidget *row, GdkFrameClock *clock, gpointer user_data)
{
  Opening *opening = user_data;
  gboolean opens = gtk_revealer_get_reveal_child (opening->revealer);

  if (opens)
    clt_widget_bring_into_view (row, 12);
  if (opens && !gtk_revealer_get_child_revealed (opening->revealer))
    return G_SOURCE_CONTINUE;
  return opens && opening->left-- > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
on_revealer_notify_reveal_child_cb (GtkRevealer *revealer, GParamSpec *pspec, GtkWidget *row)
{
  Opening *opening;

  if (!gtk_revealer_get_reveal_child (revealer))
    return;
  opening = g_new0 (Opening, 1);
  opening->revealer = revealer;
  opening->left = FRAMES_AFTER;
  gtk_widget_add_tick_callback (row, on_tick_cb, opening, g_free);
}

GtkWidget *
clt_change_row_new (const char *title, const char *subtitle, const GPtrArray *changes)
{
  GtkWidget *row = adw_expander_row_new ();

  g_signal_connect (clt_widget_find (row, GTK_TYPE_REVEALER), "notify::reveal-child",
                    G_CALLBACK (on_revealer_notify_reveal_child_cb), row);
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
