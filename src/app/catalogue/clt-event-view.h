/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One event: its guests, whom to invite, its fields, and what came of it. */

#include <adwaita.h>

#include "app/catalogue/clt-event-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_EVENT_VIEW (clt_event_view_get_type ())
G_DECLARE_FINAL_TYPE (CltEventView, clt_event_view, CLT, EVENT_VIEW, AdwBin)

void clt_event_view_set_desk (CltEventView *self, CltDesk *desk);
/* Reads it and shows it. */
void clt_event_view_show (CltEventView *self, gint64 id);
/* 0: none. */
gint64 clt_event_view_get_event (CltEventView *self);
const char *clt_event_view_get_theme (CltEventView *self);
/* "guests", "invite", "details", "result". */
void clt_event_view_show_part (CltEventView *self, const char *name);
/* The focus goes to the guests, or to whom to invite while there are none. */
void clt_event_view_enter (CltEventView *self);

/* Of the guest who is chosen. */
void clt_event_view_answer (CltEventView *self, const char *answer);
void clt_event_view_attend (CltEventView *self, gboolean there);
void clt_event_view_invite (CltEventView *self);
void clt_event_view_close (CltEventView *self, gboolean held);
void clt_event_view_follow_up (CltEventView *self);

G_END_DECLS
