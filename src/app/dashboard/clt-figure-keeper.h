/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* Lets the writing thread compute, a month at a time and behind all other work, the figures of
 * months that the file does not keep yet: after imports, and once for a file that is new. Does
 * nothing while it is at it already. */
void clt_figure_keeper_run (CltStore *store);

G_END_DECLS
