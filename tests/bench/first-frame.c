/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "first-frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static gboolean
shows (GtkWidget *widget, const char *type_name)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, type_name))
      return TRUE;
  return FALSE;
}

static long
resident_kib (void)
{
  g_autofree char *statm = NULL;
  long size = 0, resident = 0;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    sscanf (statm, "%ld %ld", &size, &resident);
  return resident * (sysconf (_SC_PAGESIZE) / 1024);
}

static void
on_clock_after_paint_cb (GdkFrameClock *clock, GtkWindow *window)
{
  const char *type_name = g_object_get_data (G_OBJECT (window), "first-frame-type");
  const char *start = g_getenv ("BENCH_START");

  if (type_name != NULL && !shows (GTK_WIDGET (window), type_name))
    return;
  printf ("{\"ms\": %.2f, \"rss_mib\": %.1f}\n",
          (double) (g_get_monotonic_time () - g_ascii_strtoll (start, NULL, 10)) / 1000,
          (double) resident_kib () / 1024);
  fflush (stdout);
  _exit (0);
}

void
first_frame_watch (GtkWindow *window, const char *type_name)
{
  GdkFrameClock *clock;

  g_object_set_data_full (G_OBJECT (window), "first-frame-type", g_strdup (type_name), g_free);
  gtk_widget_realize (GTK_WIDGET (window));
  clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window)));
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_clock_after_paint_cb), window);
}
