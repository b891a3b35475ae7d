/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Prints the time from the start of the process to the first painted frame in which a widget of
 * the type @type_name is on the screen (NULL: any frame), and ends the process.
 * BENCH_START is the monotonic clock in microseconds before the process was started. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

void first_frame_watch (GtkWindow *window, const char *type_name);

G_END_DECLS
