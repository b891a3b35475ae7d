/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltChannelGroup: the ways to clients beyond the six, such as WeChat. They are for the log of what
 * people did there; what is not used any more goes to the archive. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CHANNEL_GROUP (clt_channel_group_get_type ())
G_DECLARE_FINAL_TYPE (CltChannelGroup, clt_channel_group, CLT, CHANNEL_GROUP, AdwPreferencesGroup)

void clt_channel_group_set_desk (CltChannelGroup *self, CltDesk *desk);

G_END_DECLS
