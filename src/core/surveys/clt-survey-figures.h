/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What answers add up to (domain 2.2, 2.8). Pure functions, any thread. */

#include <glib.h>

G_BEGIN_DECLS

/* A share with Wilson's interval; NAN without a denominator. */
typedef struct
{
  gint64 n, of;
  double value, low, high; /* ratios */
} CltShare;

/* Of fewer cases a share says nothing (domain 2.1): the counts are shown. */
#define CLT_LEAST_FOR_SHARE 5

CltShare clt_share_new (gint64 n, gint64 of);
/* Their intervals have something in common, or one of them has none. */
gboolean clt_share_overlaps (const CltShare *a, const CltShare *b);

/* Net promoter score in points, -100 … 100: @promoters (9-10) less @detractors (0-6) of @n. @margin:
 * (out) (optional): 1.959964 standard errors, s.e. = sqrt ((p + d - (p - d)²) / n). NAN without n. */
double clt_nps (gint64 promoters, gint64 detractors, gint64 n, double *margin);

/* Running sums of points. */
typedef struct
{
  gint64 n;
  double sum, squares;
} CltSums;

void clt_sums_add (CltSums *sums, double value);
double clt_sums_get_mean (const CltSums *sums); /* NAN: none */
/* Of a sample; NAN below two. */
double clt_sums_get_deviation (const CltSums *sums);

/* To the mix of @n groups, as tiers: the sum of @weights[i] × @values[i] over those that have a value,
 * by the sum of their weights; NAN where there is none. */
double clt_weighted_mean (const gint64 *weights, const double *values, guint n);

/* Places of @n shares, best first, into @places: 1 …, or 0 where the interval overlaps another one or
 * there are fewer than @least answers: nobody is ranked by chance. */
void clt_share_rank (const CltShare *shares, guint n, gint64 least, guint *places);

G_END_DECLS
