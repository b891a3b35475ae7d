/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Invitations to a session go out as services do: as a push of the product that invites, through each
 * client's channel, past the gate. That product is the one whose code the setting
 * CLT_INVITATION_SETTING names, else V07 of the starter catalogue; where none is in force, or the
 * session has begun before anything can go out, invitations are only noted. What writes belongs
 * inside an action. */

#include "core/training/clt-admission.h"
#include "core/training/clt-enrolment.h"

G_BEGIN_DECLS

#define CLT_INVITATION_SETTING "training.invitation"

/* (transfer full): the code of that product, whether or not the catalogue has it. */
char *clt_invitation_get_product (CltConn *conn, GError **error);
/* Inside an action. "": that of the starter catalogue again. */
gboolean clt_invitation_set_product (CltConn *conn, const char *code, GError **error);

/* As clt_admission_audience(), and for whom no bar stands: how the invitation would reach him or why
 * it cannot, and whether it is on its way already. Whom it would reach come first, then who was told,
 * then whom it cannot reach. */
GPtrArray *
clt_invitation_audience (CltConn *conn, gint64 session_id, const char *expression, GError **error);
/* The same, were all of them invited through @channel; "": each through his own. */
GPtrArray *clt_invitation_audience_by (CltConn *conn,
                                       gint64 session_id,
                                       const char *expression,
                                       const char *channel,
                                       GError **error);
/* Why he is not invited, for people; "" of whoever is. (transfer full) */
char *clt_invitee_dup_reason (const CltInvitee *invitee);

/* Whether an invitation that is sent now would go to him. */
gboolean clt_invitee_is_reached (const CltInvitee *invitee);
/* How many are invited when one does so now, and how many not, with the most frequent reasons.
 * (transfer full) */
char *clt_invitation_summarize (const GPtrArray *invitees, CltDoor door);

/* Invites those of @ids who may come and may be written to. Passed over: who is enrolled, waits or
 * was invited before, and whom the gate holds back, whose reasons are kept with the push. Refused for
 * whom a bar stands, and by a session that is not published or has begun. @who: who plans the push. @n_invited: (out) (optional) */
gboolean clt_session_invite (CltConn *conn,
                             gint64 session_id,
                             const gint64 *ids,
                             guint n_ids,
                             const char *who,
                             guint *n_invited,
                             GError **error);
/* The same, all of them through @channel; "": each through his own. */
gboolean clt_session_invite_by (CltConn *conn,
                                gint64 session_id,
                                const gint64 *ids,
                                guint n_ids,
                                const char *channel,
                                const char *who,
                                guint *n_invited,
                                GError **error);
/* What is invited by the session and waits for somebody to release it in the push centre: how many,
 * and the newest push of it, 0: none. */
gboolean clt_session_get_unreleased (CltConn *conn,
                                     gint64 session_id,
                                     gint64 *n,
                                     gint64 *push_id,
                                     GError **error);
/* What has not gone out does not go out any more. */
gboolean clt_session_drop_invitations (CltConn *conn, gint64 session_id, GError **error);

G_END_DECLS
