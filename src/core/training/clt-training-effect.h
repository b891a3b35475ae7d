/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What changed for clients who took a course, beside others like them (domain 6): loss and risk ratio
 * in rule training.effect_days before and after, of each attendant and of one client of the same tier
 * who did not attend, the nearest in equity. This is association, not proof: who comes to a course
 * differs from who does not, and the record says so in words. */

#include "core/training/clt-course.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 client_id, match_id;
  CltDay day; /* of the first attendance */
  CltTier tier;
  /* of the client, then of his match */
  gboolean lost_before[2], lost_after[2];
  double risk_before[2], risk_after[2]; /* margin by equity; NAN: no equity */
} CltEffectPair;

/* How the attendants' change differs from that of their matches; ratios. */
typedef struct
{
  int n;            /* pairs in which it is known */
  double before[2]; /* mean of the attendants, of their matches; NAN: n is 0 */
  double after[2];
  double change;    /* (after - before) of the attendants less that of their matches */
  double low, high; /* 95 % by Student's t over the pairs; NAN below two pairs */
} CltEffectMeasure;

typedef struct
{
  int days;              /* of each window */
  int n_attendants;      /* with facts in both windows */
  int n_waiting;         /* whose window after the course is not over, or who have no facts */
  GPtrArray *pairs;      /* CltEffectPair, by day: behind each figure stand its members */
  CltEffectMeasure loss; /* share of clients with a loss in the window */
  CltEffectMeasure risk; /* mean risk ratio */
} CltTrainingEffect;

CltTrainingEffect *
clt_training_effect_load (CltConn *conn, gint64 course_id, CltDay today, GError **error);
void clt_training_effect_free (CltTrainingEffect *effect);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTrainingEffect, clt_training_effect_free)
/* A measure in a line: "Risk ratio: attendants 11.5 % → 11.7 %, matched …". (transfer full) */
char *clt_effect_measure_format (const char *label, const CltEffectMeasure *measure);
/* What may and may not be read from it, in a sentence. (transfer full) */
char *clt_training_effect_format_caution (const CltTrainingEffect *effect);

G_END_DECLS
