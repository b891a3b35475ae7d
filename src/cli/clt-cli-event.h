/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How events, whom to invite to them and what came of them are told, to people or as JSON. */

#include "cli/clt-cli.h"
#include "core/delivery/clt-event.h"

G_BEGIN_DECLS

gboolean clt_cli_list_events (CltConn *conn, const CltCliCommon *common, GError **error);
/* @candidates: (element-type CltEventCandidate) */
void clt_cli_list_candidates (const CltCliCommon *common, GPtrArray *candidates);
/* Its fields, what is to do, its guests. */
gboolean clt_cli_show_event (CltConn *conn,
                             const CltCliCommon *common,
                             const CltEvent *event,
                             GError **error);
void clt_cli_show_effect (const CltCliCommon *common, const CltEventEffect *effect);

G_END_DECLS
