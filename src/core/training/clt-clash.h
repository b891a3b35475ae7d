/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What stands against a meeting, told in words before it is saved. A hard clash
 * cannot be: two things at once in one place or with one person, nobody works,
 * the doors are shut. A soft one is unwise: most clients trade at that hour. */

#include "core/training/clt-busy.h"
#include "core/training/clt-session.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CLASH_ROOM,
  CLT_CLASH_SEATS, /* more seats than the room has */
  CLT_CLASH_LECTURER,
  CLT_CLASH_EQUIPMENT,
  CLT_CLASH_ADVISER,
  CLT_CLASH_HOLIDAY,       /* statutory, or of an imported calendar */
  CLT_CLASH_OPENING_HOURS, /* hard in a room, soft without */
  CLT_CLASH_ATTENDEE,      /* from here on soft */
  CLT_CLASH_TRADING_HOURS,
  CLT_CLASH_NO_TRADING_DAY,
  CLT_CLASH_TOPIC, /* the lecturer does not teach this course */
  CLT_CLASH_PAST,  /* told where one plans, not of what is stored: that grows old */
} CltClashKind;

/* Stable key: "room" "seats" … "past". */
const char *clt_clash_kind_get_name (CltClashKind kind);

typedef struct
{
  CltClashKind kind;
  gboolean hard;
  gint64 starts; /* of the meeting that clashes */
  char *text;    /* a sentence */
} CltClash;

void clt_clash_free (CltClash *clash);

/* The hard ones first. @meeting need not be stored yet. (element-type CltClash)
 * (transfer full) */
GPtrArray *clt_clash_check (CltConn *conn, const CltMeeting *meeting, GError **error);
/* Of all planned meetings of a session, also against each other. */
GPtrArray *clt_clash_check_session (CltConn *conn, gint64 session_id, GError **error);
/* Of all planned meetings on @from … @to. */
GPtrArray *clt_clash_check_days (CltConn *conn, CltDay from, CltDay to, GError **error);
/* The sentences of a list in one text. @hard: only of hard ones. (transfer
 * full) (nullable): NULL when there is none. */
char *clt_clash_list_to_text (const GPtrArray *clashes, gboolean hard);

/* The same question asked many times over one stretch of days, without reading
 * the file again. */
typedef struct _CltClashCheck CltClashCheck;

CltClashCheck *clt_clash_check_new (CltConn *conn, CltDay from, CltDay to, GError **error);
void clt_clash_check_free (CltClashCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltClashCheck, clt_clash_check_free)
/* (transfer none) */
CltBusy *clt_clash_check_get_busy (CltClashCheck *check);
/* Opening hours, minutes of the day. */
void clt_clash_check_get_hours (const CltClashCheck *check, int *open, int *close);
gboolean clt_clash_check_is_trading_day (const CltClashCheck *check, CltDay day);

/* When the exchanges trade by day, minutes of the day: @index 0, 1 … FALSE: there are no more. */
gboolean clt_clash_get_trading_hours (guint index, int *from, int *to);

/* What is asked: a meeting with all that belongs to it. */
typedef struct
{
  gint64 meeting_id;                       /* 0: not stored yet */
  gint64 starts, ends;                     /* Unix seconds */
  gint64 room_id, lecturer_id, adviser_id; /* 0: none */
  int seats;                               /* in the room */
  const GArray *equipment;                 /* (nullable): CltEquipmentUse */
  const GArray *clients;                   /* (nullable): gint64, who attends */
  const char *course_code;                 /* (nullable): not asked whether he teaches it */
} CltClashQuestion;
/* Adds what clashes to @clashes (element-type CltClash), nothing else. */
void
clt_clash_check_ask (CltClashCheck *check, const CltClashQuestion *question, GPtrArray *clashes);
/* Does anything hard stand against it? Cheaper: no words. */
gboolean clt_clash_check_is_free (CltClashCheck *check, const CltClashQuestion *question);

G_END_DECLS
