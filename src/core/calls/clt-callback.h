/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who is to be called back because the rules want it (domain rules 5.1), as calls of the queue with
 * duty set. All days are working days of offices. Each belongs to the client's specialist, to
 * everybody where he has none or is recused, and takes the published questionnaire of its occasion.
 * Planning twice plans nothing twice. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Inside an action: accounts opened, requests against the suitability grade, and complaints closed
 * within the last rule callback.look_back days: due callback.new_account and callback.override working
 * days afterwards, and callback.complaint days after a complaint was closed, or the next working day.
 * @n: (out): how many are new. */
gboolean clt_callback_plan_due (CltConn *conn, gint64 *n, GError **error);

/* Inside an action: the sample of @year, once: of the clients of its first day who are still there and
 * not dormant all high-end ones, and of each other tier the share of rule callback.sample, rounded up.
 * Whom it hits depends on year and client only. Due on the working days left of the year, evenly.
 * @n: (out): 0 when it was drawn before. */
gboolean clt_callback_plan_sample (CltConn *conn, int year, gint64 *n, GError **error);

/* Inside an action: opens a survey. One by telephone gets a call for each client who is asked and has
 * none of it yet, evenly over the working days of the first two thirds of its time; these are no
 * duty. @n: (out): calls. */
gboolean clt_callback_open_survey (CltConn *conn, gint64 survey_id, gint64 *n, GError **error);
/* Inside an action: closes it; calls that were not made are dropped, and their forms left in the middle.
 * Refused while one of them is on a screen. @n: (out): how many. */
gboolean clt_callback_close_survey (CltConn *conn, gint64 survey_id, gint64 *n, GError **error);

G_END_DECLS
