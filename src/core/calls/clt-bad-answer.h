/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The wrong answer to a question of compliance (question.bad) opens a task, by whatever way it comes: in
 * a call, on paper, in a file, as a correction. */

#include "core/store/clt-action.h"
#include "core/surveys/clt-response.h"

G_BEGIN_DECLS

/* Whether any answer to @question is a wrong one: of several things one that is ticked, of a ranking the
 * first. */
gboolean clt_bad_answer_is_given (const CltResponse *response, const CltQuestion *question);

/* A consequence of actions (clt_conn_add_consequence()): opens the task of a wrong answer that was given,
 * and drops the open one of an answer that was corrected or has gone. Answers that the action left alone
 * are left alone: what somebody has done about them stands. A form without a name opens none, for there
 * is nobody with whom to put it right; neither does the second keying of a paper. */
gboolean clt_bad_answer_follow (CltConn *conn, const CltTouched *touched, GError **error);

G_END_DECLS
