/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Events for clients (domain rules 7.3): report meetings, forums, field trips; who is invited, who
 * comes, what a head has cost, what came of it. */

#include "core/catalogue/clt-gate.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;            /* 0: not stored yet */
  char *kind;           /* one of clt_event_kinds */
  gint64 product_id;    /* as which it is delivered; 0: none yet, and nobody can be invited */
  gint64 invitation_id; /* the product whose messages invite; 0: invitations are only noted */
  char *theme, *place;
  char *sectors;          /* of interest, keys of clt_event_sectors, space separated */
  gint64 starts, ends;    /* Unix seconds */
  int capacity;           /* 0: not limited */
  int quota[CLT_N_TIERS]; /* places that clients of a tier may take; -1: as many as there are */
  CltTier min_tier;       /* CLT_TIER_UNRATED: any */
  gint64 budget;          /* fen */
  gint64 spent;           /* fen; CLT_MONEY_NONE: not known yet */
  gint64 host_id;         /* 0: nobody */
  gint64 speaker_id;      /* adviser who speaks; 0: nobody */
  gboolean warned;        /* his speech carried the risk warning */
  char *safety;           /* of a trip: safety sheet and insurance */
  char *note;
  char *state;  /* planned held cancelled */
  char *uid;    /* of its entry in calendars; never changes once stored */
  int sequence; /* rises with each change that calendars show */
} CltEvent;

CltEvent *clt_event_new (void);
void clt_event_free (CltEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEvent, clt_event_free)
/* The day on which it begins. */
CltDay clt_event_get_day (const CltEvent *event);
/* report forum trip; NULL-terminated. */
extern const char *const clt_event_kinds[];
/* Stable names of the sectors, by CltSector; NULL-terminated. */
extern const char *const clt_event_sectors[];
/* Translated names. */
const char *clt_event_kind_get_label (const char *kind);
const char *clt_event_state_get_label (const char *state);
const char *clt_event_answer_get_label (const char *answer);

/* Newest first. (element-type CltEvent) (transfer full) */
GPtrArray *clt_event_list (CltConn *conn, GError **error);
CltEvent *clt_event_load (CltConn *conn, gint64 id, GError **error);
/* Inside an action. A trip is not held without its safety sheet, nor any event whose speaker has not
 * given the risk warning. Places that come free by it go to those who wait. */
gboolean clt_event_save (CltConn *conn, CltEvent *event, GError **error);
/* Inside an action: it took place, or it does not. What was to invite to it and has not gone out stays
 * here. */
gboolean clt_event_close (CltConn *conn, gint64 id, gboolean held, GError **error);
/* iCalendar (RFC 5545) of events (element-type CltEvent). (transfer full) */
GBytes *clt_event_build_ics (GPtrArray *events);

/* Whom to invite. */
typedef enum
{
  CLT_EVENT_OUT_TIER = 1 << 0,     /* below the event's minimum */
  CLT_EVENT_OUT_INTEREST = 1 << 1, /* trades none of its sectors */
} CltEventOut;

typedef struct
{
  gint64 client_id;
  char *name, *account; /* "" without one */
  CltTier tier;
  gint64 lots; /* traded in the sectors of the event, in the window of rule behaviour.window_days */
  guint out;   /* CltEventOut; 0: it is for him */
  guint blocks; /* CltBlock of event and invitation, asked where it is for him; 0: may be invited */
} CltEventCandidate;
void clt_event_candidate_free (CltEventCandidate *candidate);
/* Why he is left out, for people: "below the tier of the event; no consent for the channel". */
char *clt_event_candidate_dup_reason (const CltEventCandidate *candidate);

typedef struct
{
  const char *expression; /* filter expression; "": all */
  const char *channel;    /* of the invitation; "": in its order of preference, client by client */
  const char *who;        /* invites */
  CltDay day;             /* on which it is asked */
} CltEventInvitation;

/* Open clients who match and are not invited yet: first those who may be invited, higher tiers first,
 * then who trades more; then those who are left out. (element-type CltEventCandidate)
 * (transfer full) */
GPtrArray *clt_event_find_candidates (CltConn *conn,
                                      gint64 event_id,
                                      const CltEventInvitation *invitation,
                                      GError **error);
/* Inside an action. Refused for whom the gate blocks, for event or invitation. With an invitation
 * product a push is planned for the first working day from invitation->day on. @push_id: (out)
 * (optional): 0: none. */
gboolean clt_event_invite (CltConn *conn,
                           gint64 event_id,
                           const gint64 *ids,
                           guint n_ids,
                           const CltEventInvitation *invitation,
                           gint64 *push_id,
                           GError **error);

typedef struct
{
  gint64 client_id;
  char *name, *account;
  CltTier tier; /* on the day of the event */
  CltDay invited;
  char *answer;      /* "" yes no maybe waiting */
  gint64 answered;   /* instant; 0: not yet */
  int attended;      /* -1: not known yet */
  char *sent;        /* state of the push item that invites him; "": it was only noted */
  gboolean followed; /* a call was planned */
  char *note;
} CltEventGuest;
void clt_event_guest_free (CltEventGuest *guest);
/* Who comes first. (element-type CltEventGuest) (transfer full) */
GPtrArray *clt_event_get_guests (CltConn *conn, gint64 event_id, GError **error);
/* Inside an action. A yes to a full event, or to one whose places for the client's tier are taken, is
 * a place in the queue ("waiting"); a place that comes free goes to the highest tier that waits and
 * still has places, then to who waits longest. @given: (out) (optional): the answer as it was noted,
 * static. */
gboolean clt_event_answer (CltConn *conn,
                           gint64 event_id,
                           gint64 client_id,
                           const char *answer,
                           const char **given,
                           GError **error);
/* Inside an action, private to delivery: places that are free go to those who wait. */
gboolean clt_event_move_up (CltConn *conn, const CltEvent *event, GError **error);
/* Inside an action: he was there, or not. An event with a product is a delivery to who was there, at
 * his own wish: he came. */
gboolean clt_event_attend (CltConn *conn,
                           gint64 event_id,
                           gint64 client_id,
                           gboolean attended,
                           GError **error);
/* Inside an action: a call to each guest who was there, once, by his specialist, else the host.
 * @due CLT_DAY_NONE: rule event.follow_up after today. @n_out: (out): without a number, or with an
 * own no to everything: not called. */
gboolean clt_event_follow_up (CltConn *conn,
                              gint64 event_id,
                              CltDay due,
                              guint *n_made,
                              guint *n_out,
                              GError **error);

typedef struct
{
  int invited, yes, no, maybe, waiting, open; /* open: no answer yet */
  int attended, absent;
  int followed;         /* calls planned */
  gint64 cost_per_head; /* fen, rounded; CLT_MONEY_NONE: nobody came, or the cost is not known */
} CltEventResult;
gboolean
clt_event_get_result (CltConn *conn, gint64 event_id, CltEventResult *result, GError **error);

/* What is still to do, or amiss. */
typedef enum
{
  CLT_EVENT_TODO_PRODUCT = 1 << 0, /* nobody can be invited */
  CLT_EVENT_TODO_SAFETY = 1 << 1,
  CLT_EVENT_TODO_WARNING = 1 << 2,
  CLT_EVENT_TODO_LICENCE = 1 << 3, /* the speaker has no qualification number */
  CLT_EVENT_TODO_CLOSE = 1 << 4,   /* its day has passed */
  CLT_EVENT_TODO_ATTENDANCE = 1 << 5,
  CLT_EVENT_TODO_COST = 1 << 6,
  CLT_EVENT_TODO_FOLLOW_UP = 1 << 7,
  CLT_EVENT_TODO_BUDGET = 1 << 8, /* more was spent */
  CLT_EVENT_TODO_FULL = 1 << 9,   /* more have said yes than there are places */
} CltEventTodo;
/* @todo: (out): CltEventTodo, as of today. */
gboolean clt_event_get_todo (CltConn *conn,
                             const CltEvent *event,
                             const CltEventResult *result,
                             guint *todo,
                             GError **error);
/* The sentence of a single one. */
const char *clt_event_todo_get_label (CltEventTodo todo);

/* What a group of guests did in as many days before the event as after it. What changed around an
 * event did not change because of it: figures are for comparison only. */
typedef struct
{
  int n;                             /* clients */
  int trading_before, trading_after; /* of them traded */
  gint64 lots_before, lots_after;    /* traded */
  gint64 net_before, net_after;      /* deposits less withdrawals, fen */
} CltEventGroup;

typedef struct
{
  int days;
  CltDay until;               /* of the days after the event facts are there up to this one */
  gboolean complete;          /* the facts reach to the end */
  CltEventGroup came, others; /* who was there; who was invited and was not */
} CltEventEffect;
gboolean clt_event_measure (CltConn *conn,
                            gint64 event_id,
                            int days,
                            CltEventEffect *effect,
                            GError **error);

G_END_DECLS
