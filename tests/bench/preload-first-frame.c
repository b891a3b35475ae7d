/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before the product's libraries (LD_PRELOAD), so that the program itself needs no code for
 * being measured: the first window that is presented is watched. BENCH_WIDGET names the type of
 * widget that only stands on the screen once there is data. */

#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>

#include "first-frame.h"

void gtk_window_present (GtkWindow *window);

void
gtk_window_present (GtkWindow *window)
{
  static gboolean watched;
  void (*present) (GtkWindow *) = NULL;

  *(void **) &present = dlsym (RTLD_NEXT, "gtk_window_present");
  if (!watched)
    {
      watched = TRUE;
      first_frame_watch (window, g_getenv ("BENCH_WIDGET"));
    }
  present (window);
}
