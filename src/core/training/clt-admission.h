/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* May this client have a seat in this session? Every door that enrols or
 * invites asks here. */

#include "core/training/clt-session.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_BAR_DONE = 1 << 0,         /* he has passed the course, and the certificate holds longer
                                    than rule training.expiry_notice */
  CLT_BAR_ENROLLED = 1 << 1,     /* enrolled, waiting or offered a seat here */
  CLT_BAR_ELSEWHERE = 1 << 2,    /* in another session of the course that is still to be held */
  CLT_BAR_PREREQUISITE = 1 << 3, /* a course that comes first is not passed */
  CLT_BAR_SUITABILITY = 1 << 4,  /* his grade is too low, missing or expired */
  CLT_BAR_INSTITUTION = 1 << 5,  /* for corporate and high-end clients only */
  CLT_BAR_TIER = 1 << 6,         /* below the session's lowest */
  CLT_BAR_RIGHT = 1 << 7,        /* not entitled to the product that the course is */
  CLT_BAR_REFUSED = 1 << 8,      /* his own no to training; not when he asks himself */
  CLT_BAR_CLOSED = 1 << 9,       /* no open account, and no prospect */
  CLT_BAR_BUSY = 1 << 10,        /* attends another session at that time */
} CltBar;

/* Stable key of a single bar ("done" …), and of a set, space separated.
 * (transfer full) */
const char *clt_bar_get_key (CltBar bar);
char *clt_bar_set_to_text (guint bars);
/* All reasons for people in one line: "has passed the course; is enrolled
 * already". (transfer full) */
char *clt_bar_set_to_label (guint bars);

/* A guint of CltBar for each of @ids, in their order; 0: may be enrolled.
 * Results, grades and rights count as of the session's first day, or today when
 * that is past. @asked: the client asks himself. (element-type guint) (transfer
 * full) */
GArray *clt_admission_check (CltConn *conn,
                             gint64 session_id,
                             const gint64 *ids,
                             guint n_ids,
                             gboolean asked,
                             GError **error);
/* The same for a course that is still to be planned for @day: what a session
 * adds is not asked. */
GArray *clt_admission_check_course (CltConn *conn,
                                    gint64 course_id,
                                    CltDay day,
                                    const gint64 *ids,
                                    guint n_ids,
                                    GError **error);
/* For one: FALSE and CLT_STORE_ERROR_INVALID with all reasons in a sentence;
 * courses that are missing are named. */
gboolean clt_admission_require (CltConn *conn,
                                gint64 session_id,
                                gint64 client_id,
                                gboolean asked,
                                GError **error);

/* Whom to invite. */
typedef struct
{
  gint64 client_id;
  char *name, *account; /* "" without one */
  CltTier tier;
  guint bars; /* 0: may come */
  /* of clt_invitation_audience() */
  guint blocks;  /* CltBlock: why the invitation cannot go to him */
  gboolean told; /* it went to him before */
  char *channel; /* through which it goes to him; "": it does not, or is only noted */
} CltInvitee;
void clt_invitee_free (CltInvitee *invitee);
/* Who matches the session's audience and, unless "", @expression; without both,
 * every open client of the session's tiers. Who may be invited first, each
 * group by tier from the top, then by name. (element-type CltInvitee) (transfer
 * full) */
GPtrArray *
clt_admission_audience (CltConn *conn, gint64 session_id, const char *expression, GError **error);

G_END_DECLS
