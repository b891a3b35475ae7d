/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Messages that are not simply sent: those whose fate is unknown first, to be checked by a person and
 * settled, then those that failed, bounced or wait. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_MESSAGE_VIEW (clt_message_view_get_type ())
G_DECLARE_FINAL_TYPE (CltMessageView, clt_message_view, CLT, MESSAGE_VIEW, AdwBin)

void clt_message_view_set_desk (CltMessageView *self, CltDesk *desk);
/* @messages: CltMessage; borrowed for the call. */
void clt_message_view_show (CltMessageView *self, const GPtrArray *messages, guint n_unknown);

G_END_DECLS
