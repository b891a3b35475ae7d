/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who has a seat, who waits for one. A seat is counted and taken in one transaction that no other
 * program can come between, and clt_enrolment_guard() looks again at the end of each, undo and redo
 * included: a session is never oversold. Seats in the room and online are apart.
 *
 * A seat that comes free while somebody waits is offered: to the highest tier, then to who asked
 * first. An offer keeps the seat for rule training.offer_hours, at most until the session begins;
 * then it moves on, by clt_waitlist_pass_on(). All else that writes belongs inside an action. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id, session_id, client_id;
  char *name, *account; /* account: "" without one */
  gboolean prospect;
  char *place; /* room online */
  char *state; /* invited enrolled waiting offered declined cancelled */
  CltTier tier;
  gint64 asked;       /* Unix seconds */
  gint64 offer_until; /* of an offer, or of one that expired; 0: none */
  char *source;       /* staff client walk-in import */
  char *note;
  char *channel, *sent;   /* of the invitation; sent: planned queued done dropped blocked failed;
                             "": it was only noted, or there is none */
  char *session, *course; /* "A1/2026-3", the course's name */
  CltDay first_day;       /* of the session */
} CltEnrolment;

void clt_enrolment_free (CltEnrolment *enrolment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEnrolment, clt_enrolment_free)
/* Translated name of a state. */
const char *clt_enrolment_state_get_label (const char *state);

/* His state in words; of an invitation also through which channel, and whether it went out:
 * "invited (SMS: sent)"; of an offer that is not good any more, that it has run out. (transfer full) */
char *clt_enrolment_dup_state (const CltEnrolment *enrolment);

/* Of a session: who has a seat by name in pinyin order, then offers, then the queue in its order,
 * then the others. (element-type CltEnrolment) (transfer full) */
GPtrArray *clt_enrolment_list (CltConn *conn, gint64 session_id, GError **error);
/* Of a client, latest session first. (element-type CltEnrolment) (transfer full) */
GPtrArray *clt_enrolment_list_of_client (CltConn *conn, gint64 client_id, GError **error);

typedef struct
{
  int room, room_taken;     /* enrolled and offered ones take a seat */
  int online, online_taken; /* online -1: not limited */
  int enrolled, offered, waiting, invited, declined, cancelled;
} CltSeats;
gboolean clt_session_get_seats (CltConn *conn, gint64 session_id, CltSeats *seats, GError **error);

/* Whether a session takes people. */
typedef enum
{
  CLT_DOOR_OPEN,
  CLT_DOOR_PLANNED, /* not published yet */
  CLT_DOOR_BEGUN,   /* only who walks in */
  CLT_DOOR_OVER,    /* held or cancelled */
} CltDoor;
/* @now: Unix seconds. */
gboolean
clt_session_get_door (CltConn *conn, gint64 session_id, gint64 now, CltDoor *door, GError **error);

/* A seat when one is free and nobody waits for it, else a place in the queue. Refused, with all
 * reasons, for whom clt_admission_require() refuses and where the session is not published or over.
 * @place: room or online. @source: staff client walk-in. @state: (out) (optional): what he became,
 * static. */
gboolean clt_enrol (CltConn *conn,
                    gint64 session_id,
                    gint64 client_id,
                    const char *place,
                    const char *source,
                    const char **state,
                    GError **error);
/* Only notes it, also for whom a session is meant that is not published yet; clt_session_invite()
 * sends it too. Takes no seat. Passed over: who is enrolled or waits already; refused for whom a bar
 * stands. */
gboolean clt_enrolment_invite (CltConn *conn,
                               gint64 session_id,
                               const gint64 *ids,
                               guint n_ids,
                               GError **error);
/* He does not come: his seat goes to who waits. */
gboolean clt_enrolment_cancel (CltConn *conn, gint64 session_id, gint64 client_id, GError **error);
/* His answer to an offer or an invitation: a yes to an invitation is clt_enrol(). */
gboolean clt_enrolment_answer (CltConn *conn,
                               gint64 session_id,
                               gint64 client_id,
                               gboolean yes,
                               GError **error);
/* Lets offers expire and offers what is free. @session_id 0: of all sessions. @expired, @offered:
 * (out) (optional) */
gboolean
clt_waitlist_run (CltConn *conn, gint64 session_id, guint *expired, guint *offered, GError **error);

typedef struct
{
  guint expired, offered;
} CltPassedOn;
/* Gives the seats of offers that have run out to whoever waits next, with no action around it: that
 * time has passed is not undone, and stands in nobody's history. Where nothing has run out, nothing
 * is written. */
gboolean clt_waitlist_pass_on (CltConn *conn, CltPassedOn *passed, GError **error);

/* For clt_conn_add_derived(): fails what would leave a session with more taken seats than there
 * are. */
gboolean clt_enrolment_guard (CltConn *conn, const CltTouched *touched, GError **error);

G_END_DECLS
