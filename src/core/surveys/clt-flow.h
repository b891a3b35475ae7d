/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The way through a form. A flow keeps all that was answered, also what the path no longer comes by:
 * that counts as blank, and is there again when the path returns. A section's condition holds for all
 * questions up to the next section. Stops are the questions and information that are shown one after
 * the other; sections are headings above them. Indexes count all questions of the form from 0; -1 is
 * no stop. Every function is O(questions) at most; no database is touched. */

#include "core/surveys/clt-flow-condition.h"

G_BEGIN_DECLS

/* Who answers, by what is said to the questions that prove who it is. */
typedef enum
{
  CLT_FLOW_CLIENT,   /* or nobody has been asked yet */
  CLT_FLOW_STRANGER, /* it is not the client, or nothing shows that it is */
  CLT_FLOW_DECLINED, /* whoever it is will not say */
} CltFlowPerson;

typedef struct _CltFlow CltFlow;

/* @form is borrowed. @answers: (transfer full) (nullable): what is answered already.
 * Returns: NULL when a condition cannot be read; the error names the question and the place. */
CltFlow *clt_flow_new (const CltForm *form, CltAnswers *answers, GError **error);
void clt_flow_free (CltFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFlow, clt_flow_free)

/* All answers at once, in the place of those before. @answers: (transfer full) */
void clt_flow_take_answers (CltFlow *flow, CltAnswers *answers);
/* All answers, of questions that are not asked now, too. */
const CltAnswers *clt_flow_get_answers (const CltFlow *flow);
/* It is asked (shown) as the answers stand. */
gboolean clt_flow_is_relevant (const CltFlow *flow, int index);
/* Relevant and answered or marked. */
gboolean clt_flow_is_answered (const CltFlow *flow, int index);
/* The heading under which it stands. (transfer none) (nullable) */
const CltQuestion *clt_flow_get_section (const CltFlow *flow, int index);

/* @text as it was typed; "" makes it blank. An exclusive option puts the others away, and they it. Refused, nothing changes. */
gboolean clt_flow_answer (CltFlow *flow,
                          int index,
                          const char *part,
                          const char *text,
                          const char *note,
                          GError **error);
void clt_flow_mark (CltFlow *flow, int index, CltReplyMark mark);
void clt_flow_clear (CltFlow *flow, int index);
/* All that is answered to the question at @index, in words; “–” for nothing. (transfer full) */
char *clt_flow_format_answer (const CltFlow *flow, int index);
/* The keys of questions that are answered and not relevant: what is stored without them.
 * (transfer container) (element-type utf8) */
GPtrArray *clt_flow_list_hidden (const CltFlow *flow);

int clt_flow_get_first (const CltFlow *flow);
/* The stop after and before; -1: the end, the beginning. */
int clt_flow_get_next (const CltFlow *flow, int index);
int clt_flow_get_previous (const CltFlow *flow, int index);
/* Where to go on: the first relevant question without an answer; -1: all are answered. */
int clt_flow_get_resume (const CltFlow *flow);
/* "3 / 8": @index is the @place-th of the @total questions that are asked as the answers stand. */
void clt_flow_get_progress (const CltFlow *flow, int index, int *place, int *total);
/* Questions that are asked as the answers stand, and have none. */
guint clt_flow_count_open (const CltFlow *flow);
CltFlowPerson clt_flow_get_person (const CltFlow *flow);
/* Every relevant question may stand as it is. @index: (out) (optional): the first that may not. */
gboolean clt_flow_check (const CltFlow *flow, int *index, GError **error);

G_END_DECLS
