/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One push that was created: how far it is, its clients, what is still blocked and by what. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"
#include "core/delivery/clt-push.h"

G_BEGIN_DECLS

#define CLT_TYPE_PUSH_VIEW (clt_push_view_get_type ())
G_DECLARE_FINAL_TYPE (CltPushView, clt_push_view, CLT, PUSH_VIEW, AdwBin)

void clt_push_view_set_desk (CltPushView *self, CltDesk *desk);
/* @push: borrowed for the call. */
void clt_push_view_show (CltPushView *self, const CltPush *push);
/* On its clients. */
void clt_push_view_focus (CltPushView *self);
void clt_push_view_release (CltPushView *self);
void clt_push_view_cancel (CltPushView *self);
/* Asks for the reason; only for a line that nothing but the gap blocks. */
void clt_push_view_override (CltPushView *self);

G_END_DECLS
