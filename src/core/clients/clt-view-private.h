/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/clients/clt-view.h"

G_BEGIN_DECLS

/* What column saved_view.query holds. (transfer full) */
char *clt_view_to_json (const CltView *view);
/* The same read again; what this version does not know is left out. */
CltView *clt_view_from_json (const char *name, const char *json);

G_END_DECLS
