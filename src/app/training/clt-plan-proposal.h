/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A plan that is proposed, and changed by hand before it is published. Nothing of it is in the file.
 * Its times are told apart by an id below 0, as sessions of a CltCalendarSheet. */

#include "core/store/clt-store.h"
#include "core/training/clt-plan.h"
#include "core/training/clt-timetable.h"

G_BEGIN_DECLS

typedef struct
{
  CltPlan *plan;
  GPtrArray *clashes;   /* CltPlanClash: how it stands; NULL while that is worked out */
  GPtrArray *lecturers; /* CltLecturer */
  GHashTable *levels;   /* id of a course -> index of its level */
} CltPlanProposal;

void clt_plan_proposal_free (gpointer proposal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPlanProposal, clt_plan_proposal_free)

/* For a worker of CltStore: of everybody who waits for a course. */
typedef struct
{
  CltDay from, to;
  CltPlanProgress progress;
  gpointer progress_data;
} CltPlanQuestion;
gpointer clt_plan_proposal_make (CltConn *conn, gpointer data, GCancellable *, GError **error);
/* How a CltPlan stands: (element-type CltPlanClash). */
gpointer clt_plan_proposal_check (CltConn *conn, gpointer data, GCancellable *, GError **error);
/* Inside an action: a CltPlan is taken over and published, all of it or nothing. */
gboolean clt_plan_proposal_publish (CltConn *conn, gpointer data, GError **error);

/* (element-type CltTimetableEntry) (transfer full) */
GPtrArray *clt_plan_proposal_list (const CltPlanProposal *proposal);
gint64 clt_plan_proposal_get_id (guint session, guint time);
/* (nullable) (transfer none): the session that @id belongs to, and which of its times it is. */
CltPlanSession *clt_plan_proposal_find (const CltPlanProposal *proposal, gint64 id, guint *time);
/* Changes the plan. Returns: the new id. */
gint64 clt_plan_proposal_move (CltPlanProposal *proposal, gint64 id, gint64 starts, gint64 ends);
/* The whole session. */
void clt_plan_proposal_drop (CltPlanProposal *proposal, gint64 id);
void clt_plan_proposal_set_lecturer (CltPlanProposal *proposal, gint64 id, guint lecturer);
/* How many clashes there are; @id 0: of all. */
guint clt_plan_proposal_count (const CltPlanProposal *proposal, gint64 id, gboolean hard);
/* In sentences. (transfer full) */
char *clt_plan_proposal_describe_clashes (const GPtrArray *clashes, gint64 id);
/* How many sessions, seats and clashes. (transfer full) */
char *clt_plan_proposal_describe (const CltPlanProposal *proposal);

G_END_DECLS
