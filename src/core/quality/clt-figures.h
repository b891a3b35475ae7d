/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The figures of whole months (and of quarters and years: periods of whole months), computed once
 * and kept in month_figure until something that they rest on changes. Stale rows are deleted
 * inside the action that makes them stale, so what is there is always right. */

#include "core/quality/clt-indicators.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

#define CLT_MAX_INDICATORS 16

typedef struct
{
  gint64 numerator, denominator;
} CltRatio;

typedef struct
{
  CltDay from, to;                                   /* to: not after the file's last fact */
  CltRatio indicator[CLT_MAX_INDICATORS];            /* as clt_indicator_kinds */
  CltRatio by_tier[CLT_MAX_INDICATORS][CLT_N_TIERS]; /* by CltTier, as all below */
  int clients_first[CLT_N_TIERS];                    /* on the first trading day, by tier then */
  int clients[CLT_N_TIERS];                          /* on to, by tier then */
  gint64 equity[CLT_N_TIERS];                        /* on to, by tier then */
  gint64 commission[CLT_N_TIERS], retained[CLT_N_TIERS]; /* by tier on the first trading day */
  int matrix[CLT_N_TIERS][CLT_N_TIERS]; /* C(from - 1) by tier then, and on to; the closed ones
                                           are left out */
} CltFigures;

/* Computes the figures of any period; writes nothing. */
gboolean
clt_figures_compute (CltConn *conn, CltDay from, CltDay to, CltFigures *figures, GError **error);

/* The figures of the @months months that end with @month from month_figure; @found FALSE: they
 * are not there. */
gboolean clt_figures_read (CltConn *conn,
                           int month,
                           int months,
                           CltFigures *figures,
                           gboolean *found,
                           GError **error);

/* On a writing connection, outside of actions: computes and keeps what is missing of the periods
 * of @months months that end with @first … @last (clipped to the months with facts), newest
 * first. @n_done (out) (optional): how many. When another connection writes meanwhile the rest is
 * left for the next call. */
gboolean
clt_figures_refresh (CltConn *conn, int first, int last, int months, guint *n_done, GError **error);
/* The same for every single month with facts: after imports and tier runs. */
gboolean clt_figures_refresh_all (CltConn *conn, GError **error);
/* One step of it, for a thread that has other work: the newest month that is missing. @more:
 * (out): there was one, and there may be others. */
gboolean clt_figures_refresh_next (CltConn *conn, gboolean *more, GError **error);

/* The hook for clt_conn_add_derived(): deletes what an action, an undo or a redo made stale. After
 * clt_rollup_derived(). */
gboolean clt_figures_derived (CltConn *conn, const CltTouched *touched, GError **error);
/* Adds it, and has what it needs watched. */
void clt_figures_register (CltConn *conn);

/* First and last day with funds; CLT_DAY_NONE: none at all. */
gboolean clt_figures_get_span (CltConn *conn, CltDay *first, CltDay *last, GError **error);

G_END_DECLS
