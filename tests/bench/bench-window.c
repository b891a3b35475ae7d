/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-window: goal 13's yardstick, a bare libadwaita window that tells when its first frame was
 * painted and ends. The product is measured by first-frame.c. */

#include <adwaita.h>

#include "first-frame.h"

static void
on_app_activate_cb (GtkApplication *app, gpointer data)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new ("Clientele"));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  first_frame_watch (GTK_WINDOW (window), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) app =
    adw_application_new ("io.github.clientele.Bench", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (app, "activate", G_CALLBACK (on_app_activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
