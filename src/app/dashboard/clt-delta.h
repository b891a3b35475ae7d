/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a change is shown: an arrow and a number, and a colour that repeats what the arrow says. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The change of an amount as a ratio: ▲ 2.1 %. CLT_MONEY_NONE: unknown. */
void clt_delta_show_money (GtkLabel *label, gint64 now, gint64 before);
/* The change of a count, as a count: ▲ 3. Negative @before: unknown. */
void clt_delta_show_count (GtkLabel *label, int now, int before);
/* The change of a rate, in percentage points: ▼ 0.4. NAN: unknown. */
void clt_delta_show_rate (GtkLabel *label, double now, double before);

G_END_DECLS
