/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Looks after the seats that are offered: when an offer has run out, whoever waits next gets it, though
 * nobody pressed a key. */

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* At once and each minute, as long as @desk lives; what was passed on is told. */
void clt_offer_keeper_follow (CltDesk *desk);

G_END_DECLS
