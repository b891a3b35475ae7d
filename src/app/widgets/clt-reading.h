/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A read that is under way for a widget: its cancellable, which the next read replaces. */

#include <gio/gio.h>

G_BEGIN_DECLS

/* Cancels what @reading points to, if anything. */
static inline void
clt_reading_stop (GCancellable **reading)
{
  g_cancellable_cancel (*reading);
  g_clear_object (reading);
}

/* The same, and makes the cancellable of the read that begins. (transfer none) */
static inline GCancellable *
clt_reading_start (GCancellable **reading)
{
  clt_reading_stop (reading);
  *reading = g_cancellable_new ();
  return *reading;
}

G_END_DECLS
