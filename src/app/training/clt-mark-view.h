/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltMarkView: what the people of a session have reached, and marks typed down the list: Enter keeps
 * one and goes on to the next, arrows choose another. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_MARK_VIEW (clt_mark_view_get_type ())
G_DECLARE_FINAL_TYPE (CltMarkView, clt_mark_view, CLT, MARK_VIEW, AdwBin)

void clt_mark_view_set_desk (CltMarkView *self, CltDesk *desk);
/* Reads at once while it is on the screen, else when it comes there. */
void clt_mark_view_show (CltMarkView *self, gint64 session);
void clt_mark_view_focus (CltMarkView *self);
/* The clients chosen. (element-type gint64) (transfer full) */
GArray *clt_mark_view_dup_chosen (CltMarkView *self);

G_END_DECLS
