/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of tasks reads: those of a group, how many are in each, and which promises were kept. */

#include "app/widgets/clt-cell-rows.h"
#include "core/calls/clt-task.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_TASKS_MINE,    /* open, those of nobody too */
  CLT_TASKS_OVERDUE, /* of everybody */
  CLT_TASKS_OPEN,
  CLT_TASKS_DONE, /* or dropped, the newest of them */
  CLT_N_TASK_GROUPS
} CltTaskGroup;

typedef enum
{
  CLT_TASK_DUE,
  CLT_TASK_KIND,
  CLT_TASK_TEXT,
  CLT_TASK_CLIENT,
  CLT_TASK_OWNER,
  CLT_TASK_RESULT,
  CLT_N_TASK_COLUMNS
} CltTaskColumn;

/* Flat, so that it is copied as it is. */
typedef struct
{
  CltTaskGroup group;
  char who[64];
  char words[160];
} CltTaskQuestion;

typedef struct
{
  CltTaskGroup group;
  guint counts[CLT_N_TASK_GROUPS];
  GPtrArray *tasks;              /* CltTask, of the group, in order */
  CltCellRows *rows;             /* the same for the table */
  GPtrArray *staff;              /* CltStaff of today */
  gint64 staff_id;               /* who asks; 0: none of the staff */
  gint64 promises, kept;         /* of all */
  gint64 own_promises, own_kept; /* of who asks */
} CltTaskFacts;

void clt_task_facts_free (CltTaskFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTaskFacts, clt_task_facts_free)
/* A CltStoreFunc; @data: CltTaskQuestion */
gpointer
clt_task_facts_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* (nullable) */
const CltTask *clt_task_facts_find (const CltTaskFacts *facts, gint64 id);
/* Which promises were kept, in one sentence. (transfer full) */
char *clt_task_facts_dup_sentence (const CltTaskFacts *facts);

G_END_DECLS
