/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A proposal for a stretch of days, usually a quarter: from who waits for which
 * course, sessions with lecturer, room and hours, without a clash, hard or
 * soft. It is only a proposal until it is taken over; what is taken over is
 * planned, changed by hand and published session by session. */

#include "core/training/clt-session.h"

G_BEGIN_DECLS

/* Who waits for a course, the most urgent first. */
typedef struct
{
  gint64 course_id;
  GArray *clients; /* gint64 */
} CltPlanNeed;
CltPlanNeed *clt_plan_need_new (gint64 course_id);
void clt_plan_need_free (CltPlanNeed *need);

typedef struct
{
  gint64 starts, ends; /* Unix seconds */
} CltPlanTime;

typedef struct
{
  gint64 course_id;
  char *course, *course_code;
  const char *method;          /* key of clt_course_methods, static */
  gint64 lecturer_id, room_id; /* 0: none */
  char *lecturer, *room;       /* names, "" */
  int seats, online_seats;
  CltDay first_day, last_day;
  GArray *times;   /* CltPlanTime; empty: studied alone */
  GArray *clients; /* gint64: whom to invite */
} CltPlanSession;

typedef struct
{
  gint64 course_id;
  char *course_code;
  int barred;   /* may not have it now: passed, not suitable, something comes
                   first … */
  int unplaced; /* no lecturer, room or hour was left */
  char *reason; /* a sentence; "" when everybody who may have it is placed */
} CltPlanLeft;

typedef struct
{
  CltDay from, to;
  GPtrArray *sessions; /* CltPlanSession, earliest first */
  GPtrArray *left;     /* CltPlanLeft: courses of which somebody is left */
  int placed;          /* clients, each as often as in a session */
} CltPlan;

void clt_plan_free (CltPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPlan, clt_plan_free)

/* @needs (element-type CltPlanNeed) in the order in which they get the hours.
 * Reads only. */
CltPlan *clt_plan_propose (CltConn *conn, GPtrArray *needs, CltDay from, CltDay to, GError **error);
/* Inside an action: the sessions, planned, and who is to be invited. @codes
 * begin with @prefix and count up. @n: (out) (optional): how many sessions. */
gboolean
clt_plan_apply (CltConn *conn, const CltPlan *plan, const char *prefix, guint *n, GError **error);
/* Inside an action: publishes every planned session with a day in @from … @to.
 * One that clashes hard stays planned and is named in @refused (element-type
 * char*, out, transfer full). */
gboolean clt_plan_publish (CltConn *conn,
                           CltDay from,
                           CltDay to,
                           guint *n,
                           GPtrArray **refused,
                           GError **error);

G_END_DECLS
