/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of sessions reads: functions for the threads of the store. */

#include "app/widgets/clt-audience-view.h"
#include "core/store/clt-store.h"
#include "core/training/clt-course-result.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-feedback.h"
#include "core/training/clt-roll.h"

G_BEGIN_DECLS

/* ---- the list ------------------------------------------------------------------------------ */

typedef enum
{
  CLT_STAGE_ALL,
  CLT_STAGE_COMING, /* planned or published */
  CLT_STAGE_HELD,
  CLT_STAGE_CANCELLED,
} CltSessionStage;

/* One piece, for g_free(). */
typedef struct
{
  CltSessionStage stage;
  gint64 course_id, lecturer_id; /* 0: any */
  /* Of its name, such as “A1/2026-9”, or of its course, lecturers, rooms or note, also in pinyin; "":
   * any. */
  char words[];
} CltSessionFilter;

CltSessionFilter *clt_session_filter_new (const char *words);

typedef enum
{
  CLT_SESSION_WHEN,
  CLT_SESSION_NAME,
  CLT_SESSION_COURSE,
  CLT_SESSION_LECTURER,
  CLT_SESSION_ROOM,
  CLT_SESSION_STATE,
  CLT_SESSION_SEATS,
  CLT_SESSION_WAITING,
  CLT_N_SESSION_COLUMNS,
} CltSessionColumn;

typedef struct
{
  guint n_all, n_shown;
  CltCellRows *rows; /* those to come first, the next one on top, then the past, latest first */
  GPtrArray *courses, *lecturers; /* CltCourse, CltLecturer */
} CltSessionOverview;

void clt_session_overview_free (gpointer overview);
/* A CltStoreFunc; @data is a CltSessionFilter. */
gpointer
clt_session_overview_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* ---- one ----------------------------------------------------------------------------------- */

typedef enum
{
  CLT_PERSON_CLIENT,
  CLT_PERSON_ACCOUNT,
  CLT_PERSON_TIER,
  CLT_PERSON_STATE,
  CLT_PERSON_PLACE,
  CLT_PERSON_SINCE,
  CLT_PERSON_RESULT,
  CLT_N_PERSON_COLUMNS,
} CltPersonColumn;

typedef struct
{
  CltSession *session;
  GPtrArray *meetings; /* CltMeeting, earliest first, without those cancelled */
  CltSeats seats;
  CltDoor door;     /* when it was read */
  CltSession *next; /* (nullable): of one that is over: the next published one of its course */
  CltSessionCost cost;
  gint64 n_unreleased;   /* invitations that wait in the push centre */
  gint64 push;           /* of the newest of them */
  CltCellRows *people;   /* by client */
  GPtrArray *enrolments; /* CltEnrolment */
} CltSessionData;

void clt_session_data_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSessionData, clt_session_data_free)
/* A CltStoreFunc; @data is a gint64* id. */
gpointer
clt_session_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* "A1/2026-3". (transfer full) */
char *clt_session_dup_name (const CltSession *session);
/* When it is, in words. (transfer full) */
char *clt_session_dup_when (const CltSession *session, const GPtrArray *meetings);

/* ---- whom to invite ------------------------------------------------------------------------ */

typedef enum
{
  CLT_INVITEE_CLIENT,
  CLT_INVITEE_ACCOUNT,
  CLT_INVITEE_TIER,
  CLT_INVITEE_REASON,
  CLT_N_INVITEE_COLUMNS,
} CltInviteeColumn;

/* One piece, for g_free(). */
typedef struct
{
  gint64 session_id;
  char expression[];
} CltSessionQuestion;

CltSessionQuestion *clt_session_question_new (gint64 session_id, const char *expression);
/* A CltStoreFunc that gives a CltAudience; @data is a CltSessionQuestion. */
gpointer
clt_session_audience_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* ---- the roll ------------------------------------------------------------------------------ */

/* A CltStoreFunc that gives a GPtrArray of CltRollRow; @data is a gint64* meeting. */
gpointer
clt_session_roll_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* ---- marks --------------------------------------------------------------------------------- */

typedef enum
{
  CLT_MARK_CLIENT,
  CLT_MARK_ACCOUNT,
  CLT_MARK_ATTENDED,
  CLT_MARK_BEFORE,
  CLT_MARK_ATTEMPTS,
  CLT_MARK_BEST,
  CLT_MARK_GAIN,
  CLT_MARK_OUTCOME,
  CLT_N_MARK_COLUMNS,
} CltMarkColumn;

typedef struct
{
  CltCourse *course;
  CltCellRows *rows;    /* by client, as in the roll */
  GHashTable *names;    /* client (gint64*) -> name */
  guint n, n_fulfilled; /* who has a seat; who has done what passes the course */
  guint n_results;      /* whose course has ended, and would not end better now */
  guint n_certificates;
  guint n_gains;
  double gain; /* mean of so many; NAN: of none */
} CltMarkData;

void clt_mark_data_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMarkData, clt_mark_data_free)
/* A CltStoreFunc; @data is a gint64* session. */
gpointer
clt_mark_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* ---- feedback ------------------------------------------------------------------------------ */

typedef enum
{
  CLT_FEEDBACK_CLIENT,
  CLT_FEEDBACK_DAY,
  CLT_FEEDBACK_LECTURER,
  CLT_FEEDBACK_TOPIC,
  CLT_FEEDBACK_USEFULNESS,
  CLT_FEEDBACK_COMMENT,
  CLT_N_FEEDBACK_COLUMNS,
} CltFeedbackColumn;

typedef struct
{
  CltFeedbackResult result;
  CltCellRows *rows; /* by form */
} CltFeedbackData;

void clt_feedback_data_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFeedbackData, clt_feedback_data_free)
/* A CltStoreFunc; @data is a gint64* session. */
gpointer
clt_feedback_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
