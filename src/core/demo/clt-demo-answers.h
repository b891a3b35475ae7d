/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What invented clients answer: pleased or not, in a hurry or at length, along the flow of the form. */

#include "core/base/clt-random.h"
#include "core/surveys/clt-response.h"

G_BEGIN_DECLS

typedef struct
{
  int pleased;    /* permille of a scale at which the answers lie */
  int words;      /* permille of the free questions that get words */
  int wrong;      /* permille of the answers that open a task for compliance */
  gboolean hasty; /* the same point throughout, within a second each */
  int stops;      /* breaks off after so many questions; 0: answers all */
} CltDemoMood;

/* How clients of @tier are disposed. */
void clt_demo_mood_draw (CltDemoMood *mood, int tier, CltRandom *random);

/* Fills @response, which is not stored yet, with day and beginning set: its answers, state and end. */
gboolean clt_demo_answers_fill (CltResponse *response,
                                const CltForm *form,
                                const CltDemoMood *mood,
                                CltRandom *random,
                                GError **error);

G_END_DECLS
