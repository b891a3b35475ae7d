/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The marks of a roll on their way to the file. Nobody waits for one: they are written one after
 * another in the order in which they were made, each an action of its own, also when the window has
 * gone on to something else. A mark that is not written yet and is taken back is never written; one
 * that is written is undone. Main thread only. */

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* Some people, what they are marked and what they were marked before, each. */
typedef struct
{
  gint64 meeting_id;
  GArray *ids;     /* gint64 */
  GString *before; /* a char for each; NUL: not called yet */
  char mark;
  char *what; /* for the history: a name, or how many */
} CltRollStep;

typedef struct _CltRollQueue CltRollQueue;

/* @step was not written. */
typedef void (*CltRollFailed) (const CltRollStep *step, const GError *error, gpointer user_data);
/* All that was made is in the file. */
typedef void (*CltRollSettled) (gpointer user_data);

CltRollQueue *clt_roll_queue_new (CltDesk *desk,
                                  CltRollFailed failed,
                                  CltRollSettled settled,
                                  gpointer user_data);
/* Nothing more is told; what was made is still written. */
void clt_roll_queue_leave (CltRollQueue *queue);
gboolean clt_roll_queue_is_settled (const CltRollQueue *queue);

CltRollStep *clt_roll_step_new (gint64 meeting_id, char mark, const char *what);
void clt_roll_step_add (CltRollStep *step, gint64 client_id, char before);
void clt_roll_queue_push (CltRollQueue *queue, CltRollStep *step);
/* Takes the last step of @meeting_id back. (transfer none) (nullable): valid until the next call. */
const CltRollStep *clt_roll_queue_take_back (CltRollQueue *queue, gint64 meeting_id);

G_END_DECLS
