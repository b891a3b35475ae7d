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

void clt_plan_session_free (CltPlanSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPlanSession, clt_plan_session_free)

typedef struct
{
  gint64 course_id;
  char *course, *course_code;
  int barred;   /* may not have it now: passed, not suitable, something comes
                   first … */
  int unplaced; /* no lecturer, room or hour was left */
  char *reason; /* a sentence; "" when everybody who may have it is placed */
} CltPlanLeft;
void clt_plan_left_free (CltPlanLeft *left);

typedef struct
{
  CltDay from, to;
  GPtrArray *sessions; /* CltPlanSession, earliest first */
  GPtrArray *left;     /* CltPlanLeft: courses of which somebody is left */
  int placed;          /* clients, each as often as in a session */
} CltPlan;

void clt_plan_free (CltPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPlan, clt_plan_free)

/* Who waits for which course on @day, as their needs say; high tiers first. (element-type
 * CltPlanNeed) (transfer full) */
GPtrArray *clt_plan_collect_needs (CltConn *conn, CltDay day, GError **error);

/* How far it is, from 0 to 1. */
typedef void (*CltPlanProgress) (double fraction, gpointer data);

/* @needs (element-type CltPlanNeed) in the order in which they get the hours.
 * Reads only. */
CltPlan *clt_plan_propose (CltConn *conn, GPtrArray *needs, CltDay from, CltDay to, GError **error);
/* The same; @progress is told after each course, @cancellable stops it between two. */
CltPlan *clt_plan_propose_slowly (CltConn *conn,
                                  GPtrArray *needs,
                                  CltDay from,
                                  CltDay to,
                                  CltPlanProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GError **error);

/* ---- by hand ------------------------------------------------------------------------------ */

/* (transfer full) */
CltPlan *clt_plan_copy (const CltPlan *plan);
/* The @time-th of a session begins at @starts and ends at @ends. The times stay in order, so that it
 * may become another one: returns its new number. */
guint clt_plan_session_move (CltPlanSession *session, guint time, gint64 starts, gint64 ends);

typedef struct
{
  guint session, time; /* indices */
  gboolean hard;
  char *text; /* a sentence */
} CltPlanClash;
/* What stands against the plan as it is now: in the file, and within itself. (element-type
 * CltPlanClash) (transfer full) */
GPtrArray *clt_plan_check (CltConn *conn, const CltPlan *plan, GError **error);
/* Inside an action: the sessions, planned, and who is to be invited. @codes
 * begin with @prefix and count up. @n: (out) (optional): how many sessions. */
gboolean
clt_plan_apply (CltConn *conn, const CltPlan *plan, const char *prefix, guint *n, GError **error);
/* The same, and published: fails, and keeps nothing, when one of them clashes hard. */
gboolean clt_plan_apply_published (CltConn *conn,
                                   const CltPlan *plan,
                                   const char *prefix,
                                   guint *n,
                                   GError **error);
/* "2027Q1": what the codes of a plan that begins on @from begin with. (transfer full) */
char *clt_plan_format_prefix (CltDay from);
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
