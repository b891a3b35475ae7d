/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Keeps the folder that calendar programs subscribe to as the branch is, on a worker thread. */

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* From now on, as long as @desk lives; what cannot be written is told. */
void clt_subscriber_follow (CltDesk *desk);

G_END_DECLS
