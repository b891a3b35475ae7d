/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the programs of the bench share. Each measures the product and its yardstick in turn, in
 * one run, and prints one JSON object a line for build-aux/bench. */

#include <glib.h>

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

#define BENCH_MAX_ROUNDS 64

typedef struct
{
  double value[BENCH_MAX_ROUNDS];
  guint n;
} BenchSeries;

double bench_now_ms (void);
/* Ends the program with @error's message when there is one. */
void bench_check (GError *error);
void bench_add (BenchSeries *series, double value);
double bench_median (const BenchSeries *series);
/* The @percent-th percentile of @n values, which are sorted. */
double bench_percentile (double *values, guint n, double percent);

/* The figure is a ratio of two times of this run: @product over @reference, at most @limit. */
void bench_report_ratio (const char *goal,
                         const char *what,
                         double product_ms,
                         const char *reference,
                         double reference_ms,
                         double limit);
/* The figure stands for itself. */
void
bench_report (const char *goal, const char *what, double figure, const char *unit, double limit);

/* Peak memory since the last bench_reset_peak(), MiB. */
double bench_peak_mib (void);
void bench_reset_peak (void);

/* Takes @path and its WAL out of the page cache. */
void bench_drop_cache (const char *path);
CltConn *bench_open (const char *path, CltConnMode mode);
/* Steps through every row of @sql. */
void bench_run_sql (CltConn *conn, const char *sql);

G_END_DECLS
