/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Whom to invite to an event: a filter, who may be invited, who is left out and why. */

#include <adwaita.h>

#include "app/catalogue/clt-event-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_EVENT_INVITE_VIEW (clt_event_invite_view_get_type ())
G_DECLARE_FINAL_TYPE (CltEventInviteView, clt_event_invite_view, CLT, EVENT_INVITE_VIEW, AdwBin)

void clt_event_invite_view_set_desk (CltEventInviteView *self, CltDesk *desk);
/* Reads @data only during the call; asks at once while it is on the screen, else when it comes
 * there. */
void clt_event_invite_view_show (CltEventInviteView *self, const CltEventData *data);
/* All who may be invited. */
void clt_event_invite_view_invite (CltEventInviteView *self);
void clt_event_invite_view_focus (CltEventInviteView *self);

G_END_DECLS
