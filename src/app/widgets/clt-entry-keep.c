/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-entry-keep.h"

/* Enter in the text: applies what has changed since, if anything, and then only. */
void
clt_entry_apply (AdwEntryRow *row)
{
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (row)), "activate");
}

static void
on_left_cb (GtkEventControllerFocus *focus, AdwEntryRow *row)
{
  if (!gtk_widget_in_destruction (GTK_WIDGET (row)))
    clt_entry_apply (row);
}

void
clt_entry_keep (AdwEntryRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_entry_row_set_show_apply_button (row, TRUE);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_left_cb), row, 0);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
}
