/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The form that is filled during a call: that of its questionnaire, one for all attempts. What writes
 * belongs inside an action. */

#include "core/calls/clt-call-queue.h"
#include "core/surveys/clt-response.h"

G_BEGIN_DECLS

/* @response_id: (out): the newest one of the call; 0: none was begun. */
gboolean clt_call_form_find (CltConn *conn, gint64 call_id, gint64 *response_id, GError **error);
/* The version that the call's form is put in: that which was begun, else the one that is published.
 * @version_id: (out): 0: the call has no questionnaire, or none of its versions is published. */
gboolean
clt_call_form_get_version (CltConn *conn, const CltCall *call, gint64 *version_id, GError **error);
/* Begins it at its first question, or goes on where it was left. Returns: the response; 0 and an error,
 * also for a call without a questionnaire. */
gint64 clt_call_form_begin (CltConn *conn, const CltCallDesk *desk, gint64 call_id, GError **error);
/* clt_response_set() for the question @key. @bad: (out): the answer is a matter for compliance, and has
 * its task when the action ends (clt-bad-answer.h). */
gboolean clt_call_form_answer (CltConn *conn,
                               gint64 response_id,
                               const char *key,
                               const CltAnswerChange *change,
                               gboolean *bad,
                               GError **error);

G_END_DECLS
