/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The rule by which the telephone system names its recordings, so that each call finds its own: a file
 * name with {date} (20261118), {time} (093000, when the talk began), {account} (the client's first
 * one), {staff} (number of who called) and {call} in it. */

#include "core/delivery/clt-call.h"

G_BEGIN_DECLS

/* (transfer full): "" when there is none; NULL on error. */
char *clt_recording_get_rule (CltConn *conn, GError **error);
/* Inside an action; "" takes it away. Refused: unknown words in braces, and a name that several talks
 * would have: it needs the call, or date, time and who called or was called. */
gboolean clt_recording_set_rule (CltConn *conn, const char *rule, GError **error);
/* The name for a talk with @client_id that began at @start. (transfer full): "" without a rule, and
 * where it names what is not known; NULL on error. */
char *clt_recording_dup_name (CltConn *conn,
                              gint64 call_id,
                              gint64 client_id,
                              gint64 staff_id,
                              gint64 start,
                              GError **error);

G_END_DECLS
