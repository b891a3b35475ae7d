/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltLadderView: the curriculum as a ladder, the shallow level at the bottom. Arrows go along the level
 * and along what courses need, Home and End to the ends of the level, Page Up and Page Down to the next
 * one; typing goes to a course by its code, its name or the pinyin of that. It grows with its width: a
 * level with more courses than fit takes several rows.
 *
 * Signals:
 *   "chosen": another course has the focus
 *   "opened": Enter, or a double click */

#include <gtk/gtk.h>

#include "core/charts/clt-ladder.h"

G_BEGIN_DECLS

#define CLT_TYPE_LADDER_VIEW (clt_ladder_view_get_type ())
G_DECLARE_FINAL_TYPE (CltLadderView, clt_ladder_view, CLT, LADDER_VIEW, GtkWidget)

/* @ladder: (transfer full). The course that was chosen stays so, and keeps the focus. */
void clt_ladder_view_take_ladder (CltLadderView *self, CltLadder *ladder);
/* 0: none. */
gint64 clt_ladder_view_get_chosen (CltLadderView *self);
void clt_ladder_view_choose (CltLadderView *self, gint64 id);
void clt_ladder_view_focus (CltLadderView *self);
/* 1: as it is made for the screen. */
double clt_ladder_view_get_zoom (CltLadderView *self);
void clt_ladder_view_set_zoom (CltLadderView *self, double zoom);

G_END_DECLS
