/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A session is a course held once: what a client enrols in. A meeting is an entry of the calendar.
 * A session without meetings is studied alone between its days; with meetings its days are those of
 * the first and the last one. What writes belongs inside an action. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 course_id;
  char *code;   /* tells the sessions of a course apart */
  char *method; /* key of clt_course_methods */
  CltDay first_day, last_day;
  int seats;                      /* in the room; 0: none */
  int online_seats;               /* -1: not limited */
  CltTier min_tier;               /* CLT_TIER_UNRATED: any */
  char *audience;                 /* filter expression; "": everybody */
  gint64 lecturer_id, adviser_id; /* 0: nobody */
  gint64 cost;                    /* fen beyond fees and rooms */
  char *state;                    /* planned published held cancelled */
  char *note;
  char *course, *course_code; /* name and code of the course */
  char *lecturer;             /* name, "" */
} CltSession;

CltSession *clt_session_new (void);
void clt_session_free (CltSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSession, clt_session_free)
/* Translated name of a state of sessions and meetings. */
const char *clt_session_state_get_label (const char *state);

CltSession *clt_session_load (CltConn *conn, gint64 id, GError **error);
/* Those with a day in @from … @to (CLT_DAY_NONE: open), earliest first; @course_id 0: of any course.
 * (element-type CltSession) (transfer full) */
GPtrArray *
clt_session_list (CltConn *conn, CltDay from, CltDay to, gint64 course_id, GError **error);
/* By "COURSE/CODE", as people name it. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_session_find (CltConn *conn, const char *name, GError **error);
/* "2027Q1-3": the first number behind @prefix that the course does not use yet. (transfer full) */
char *
clt_session_dup_free_code (CltConn *conn, gint64 course_id, const char *prefix, GError **error);
/* The running action is about this session, and about what it said before: “A1/2026-9, Wang Wei”. */
gboolean clt_session_name_action (CltConn *conn, gint64 id, GError **error);
/* Stores a new one (id 0, which it then gets) or a changed one; state is left as it is. Seats cannot
 * become fewer than are taken. The other programs' calendars show the course, the lecturer and the
 * note: when these change, the sequence of every meeting rises. */
gboolean clt_session_save (CltConn *conn, CltSession *session, GError **error);
/* From now on clients may enrol. Refused, with all reasons, while a meeting has a hard clash. */
gboolean clt_session_publish (CltConn *conn, gint64 id, GError **error);
/* It took place, with all meetings up to @today. */
gboolean clt_session_hold (CltConn *conn, gint64 id, CltDay today, GError **error);
/* With all meetings that were not held. */
gboolean clt_session_cancel (CltConn *conn, gint64 id, GError **error);
/* The same once more under @code, planned, beginning on @first_day: each meeting keeps its time and
 * its distance in days; one that lay on a trading day goes on to the next where it meets none.
 * Returns: its id, 0 on error. */
gint64
clt_session_copy (CltConn *conn, gint64 id, const char *code, CltDay first_day, GError **error);

typedef struct
{
  gint64 equipment_id;
  int quantity;
} CltEquipmentUse;

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 session_id;
  char *uid;           /* of its entry in calendars; never changes */
  int sequence;        /* rises with each change that calendars show */
  gint64 starts, ends; /* Unix seconds */
  gint64 room_id;      /* 0: none */
  gint64 lecturer_id;  /* 0: the session's */
  char *link;
  char *state; /* planned held cancelled */
  char *note;
  GArray *equipment; /* CltEquipmentUse */
  /* for people; "" where there is none */
  char *course, *session; /* name of the course; "A1/2026-3" */
  char *room, *lecturer;  /* lecturer: also when it is the session's */
  gint64 teaching_id;     /* whoever teaches: the meeting's lecturer or the session's; 0: nobody */
  char *session_state;
} CltMeeting;

/* With a new uid. */
CltMeeting *clt_meeting_new (void);
void clt_meeting_free (CltMeeting *meeting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMeeting, clt_meeting_free)

CltMeeting *clt_meeting_load (CltConn *conn, gint64 id, GError **error);
CltMeeting *clt_meeting_find_uid (CltConn *conn, const char *uid, GError **error);
/* Those that begin on @from … @to (CLT_DAY_NONE: open), earliest first, cancelled ones too.
 * (element-type CltMeeting) (transfer full) */
GPtrArray *clt_meeting_list (CltConn *conn, CltDay from, CltDay to, GError **error);
/* Of one session, earliest first. (element-type CltMeeting) (transfer full) */
GPtrArray *clt_session_get_meetings (CltConn *conn, gint64 session_id, GError **error);
/* Stores a new one, or the time, room, lecturer, link, equipment and note of a planned one. A change
 * of a published session is refused when it makes a hard clash; of a planned one the clashes are told
 * by clt_clash_check() and stand in the way of publishing. The sequence becomes the higher one of
 * @meeting's own and one more than before. */
gboolean clt_meeting_save (CltConn *conn, CltMeeting *meeting, GError **error);
/* To begin at @starts; as long as before. */
gboolean clt_meeting_move (CltConn *conn, gint64 id, gint64 starts, GError **error);
gboolean clt_meeting_cancel (CltConn *conn, gint64 id, GError **error);

typedef enum
{
  CLT_REPEAT_TRADING_DAYS, /* every N-th trading day */
  CLT_REPEAT_WEEKS, /* every N-th week on the same weekday; weeks without trading on it have none */
} CltRepeatKind;
/* @count more meetings like @id at the same time of day. */
gboolean clt_meeting_repeat (CltConn *conn,
                             gint64 id,
                             CltRepeatKind kind,
                             int every,
                             int count,
                             GError **error);
/* On which days a meeting on @day is repeated: @count of them, or, where @until is not CLT_DAY_NONE,
 * those up to it; never more than may be. (element-type CltDay) (transfer full) */
GArray *clt_meeting_find_repeats (CltConn *conn,
                                  CltDay day,
                                  CltRepeatKind kind,
                                  int every,
                                  int count,
                                  CltDay until,
                                  GError **error);

/* What a session costs. */
typedef struct
{
  int minutes;          /* of meetings that are not cancelled */
  gint64 fees, rooms;   /* fen, rounded */
  gint64 cost;          /* with what is spent beyond */
  int heads;            /* who came to at least one meeting; before the first roll: enrolled */
  gint64 cost_per_head; /* fen, rounded; CLT_MONEY_NONE: nobody */
} CltSessionCost;
gboolean clt_session_get_cost (CltConn *conn, gint64 id, CltSessionCost *cost, GError **error);

G_END_DECLS
