/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCallHead: the number of the client who is called, covered but for a minute after it was taken for
 * the dialler, and the clock of the call. */

#include <adwaita.h>

#include "app/callbacks/clt-call-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CALL_HEAD (clt_call_head_get_type ())
G_DECLARE_FINAL_TYPE (CltCallHead, clt_call_head, CLT, CALL_HEAD, AdwBin)

void clt_call_head_set_desk (CltCallHead *self, CltDesk *desk);
/* Another call, whose number is @masked. @request: (transfer full): who calls whom. @since: from when
 * the clock counts. */
void
clt_call_head_show (CltCallHead *self, CltCallRequest *request, const char *masked, gint64 since);
/* The talk has begun. */
void clt_call_head_set_since (CltCallHead *self, gint64 since);
/* No call. */
void clt_call_head_clear (CltCallHead *self);
/* The number onto the clipboard, and in full on the screen for a minute; that it was is kept. */
void clt_call_head_dial (CltCallHead *self);

G_END_DECLS
