/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCallBench: the call that is being made. It takes a call off the queue, which puts a lease on it,
 * shows what is said, the form and what came of it, and stores each answer as it is given; after the
 * outcome the next call comes by itself. A program that was killed finds its call again, at the
 * question that was asked.
 *
 * Signal "changed": another call is on the screen, or none. */

#include <adwaita.h>

#include "app/callbacks/clt-call-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CALL_BENCH (clt_call_bench_get_type ())
G_DECLARE_FINAL_TYPE (CltCallBench, clt_call_bench, CLT, CALL_BENCH, AdwBin)

void clt_call_bench_set_desk (CltCallBench *self, CltDesk *desk);
/* Who sits here, asking for @call_id. (transfer full) */
CltCallRequest *clt_call_bench_dup_request (CltCallBench *self, gint64 call_id);

/* 0: no call is on the screen, or the next one is on its way. */
gint64 clt_call_bench_get_call (CltCallBench *self);
gint64 clt_call_bench_get_client (CltCallBench *self);
/* Whether a call is on its way to the screen. */
gboolean clt_call_bench_is_busy (CltCallBench *self);
/* Not while there is one. @call_id 0: the first one that may be made now. @reason: (nullable) */
void clt_call_bench_take (CltCallBench *self, gint64 call_id, const char *reason);
/* How many calls wait, and how many of them may be made now, for when none is on the screen. */
void clt_call_bench_set_waiting (CltCallBench *self, guint n, guint ready);
/* From the start of the call, or from what came of it, to the form. */
void clt_call_bench_enter_form (CltCallBench *self);
/* From the form to what came of the call. */
void clt_call_bench_leave_form (CltCallBench *self);
/* Puts the call back as it is; one whose form was begun has an outcome instead, which is said. */
void clt_call_bench_put_back (CltCallBench *self);
/* The number onto the clipboard, and in full on the screen for a minute; that it was is kept. */
void clt_call_bench_dial (CltCallBench *self);
void clt_call_bench_focus (CltCallBench *self);

G_END_DECLS
