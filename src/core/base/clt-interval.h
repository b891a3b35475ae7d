/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* 95 % intervals of shares and means. Pure functions, any thread. */

#include <glib.h>

G_BEGIN_DECLS

/* Wilson's interval of a share, z = 1.959964 (domain 2.8). NAN without a
 * denominator. */
void clt_wilson (gint64 numerator, gint64 denominator, double *low, double *high);
/* The mean of @n values whose sum and sum of squares are given, with Student's
 * interval. @mean NAN: no values; @low, @high NAN: fewer than two. */
void
clt_mean_interval (gint64 n, double sum, double squares, double *mean, double *low, double *high);

G_END_DECLS
