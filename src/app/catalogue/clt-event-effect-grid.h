/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What guests did before an event and after it, as a small table. */

#include <gtk/gtk.h>

#include "core/delivery/clt-event.h"

G_BEGIN_DECLS

/* (transfer floating) */
GtkWidget *clt_event_effect_grid_new (const CltEventEffect *effect);

G_END_DECLS
