/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A walk over the daily facts in order of days that knows, for every account, what held at the
 * end of the day it stands on. It starts from account_month, so that only the facts of the wanted
 * days are read, and holds no facts: memory is proportional to the accounts.
 *
 * Trade on a day: lots > 0, or a row in "trade"; position: margin > 0, or a row in "position"
 * (reading R2). */

#include "core/funds/clt-calendar.h"
#include "core/funds/clt-population.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 equity;                              /* carried, fen */
  gint64 margin;                              /* carried, fen */
  CltDay last_row, last_trade, last_position; /* CLT_DAY_NONE: none yet */
} CltAccountState;

/* A client at the end of a day: his accounts together. */
typedef struct
{
  gboolean known;    /* has a row on or before the day */
  gboolean complete; /* nothing is carried: each account with equity has a row on the day itself */
  gint64 equity, margin;
  CltDay last_trade, last_position;
} CltClientState;

/* Sums over trading days on which the client is in C(day) and known. */
typedef struct
{
  gint64 equity;
  int days;
  int fresh; /* of them, days on which nothing was carried */
} CltDaySums;

typedef struct
{
  CltDay day;
  int account;
  gint64 deposit, withdrawal, commission, retained; /* an empty cell is 0; retained falls back to
                                                       commission */
} CltFactRow;

typedef void (*CltFactRowFunc) (const CltFactRow *row, gpointer data);

typedef struct
{
  CltConn *conn;
  const CltPopulation *population;
  CltDay day; /* all facts up to this day are in */
  CltAccountState *accounts;
} CltFactPass;

/* Stands at the end of @day. */
CltFactPass *
clt_fact_pass_new (CltConn *conn, const CltPopulation *population, CltDay day, GError **error);
void clt_fact_pass_free (CltFactPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFactPass, clt_fact_pass_free)

/* Jumps to the end of @day, forward or back. */
gboolean clt_fact_pass_seek (CltFactPass *pass, CltDay day, GError **error);
/* Walks forward to the end of @day; @func (nullable) sees every row of funds on the way. */
gboolean clt_fact_pass_advance (CltFactPass *pass,
                                CltDay day,
                                CltFactRowFunc func,
                                gpointer data,
                                GError **error);

/* Walks over the whole month that begins after pass->day without reading its facts, from
 * account_month, which must have the month: @func (nullable) sees one row an account with the
 * month's flows, and @sums[n] gets the equity and days (not "fresh") that adding each trading day
 * would have brought. */
gboolean clt_fact_pass_advance_month (CltFactPass *pass,
                                      const CltCalendar *calendar,
                                      CltFactRowFunc func,
                                      gpointer data,
                                      CltDaySums *sums,
                                      GError **error);

void clt_fact_pass_get_client (const CltFactPass *pass, int person, CltClientState *state);
/* Adds the day the pass stands on to @sums[n] (call it on trading days). */
void clt_fact_pass_add_day (const CltFactPass *pass, CltDaySums *sums);

G_END_DECLS
