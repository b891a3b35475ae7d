/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exchange/clt-import-private.h"
#include "core/exchange/clt-key-set.h"
#include "core/exchange/clt-row-buffer.h"
#include "core/funds/clt-calendar.h"
#include "core/funds/clt-rollup.h"

G_BEGIN_DECLS

#define CLT_N_DAILY (CLT_FUNDS_LOTS - CLT_FUNDS_DEPOSIT + 1)
#define CLT_N_EXTRA (CLT_FUNDS_DELIVERY_FEE - CLT_FUNDS_MARKET_EQUITY + 1)

/* The work of one funds import: rows are parsed and checked (clt-import-funds.c) into a buffer;
 * when it is full or the file ends they are compared with what is stored and written
 * (clt-funds-store.c). */
typedef struct
{
  CltImport *import;     /* borrowed */
  CltAccounts *accounts; /* owned */
  CltRowBuffer *buffer;  /* owned */

  /* amounts that the file has, in the order of the fields: first those of funds_daily */
  guint slots[CLT_N_FUNDS_FIELDS];
  guint n_slots;
  guint n_daily;                     /* the first n_daily slots */
  guint n_checked;                   /* slots behind the n_slots: for the identity only */
  int slot_of[CLT_N_FUNDS_FIELDS];   /* -1: not in the file */
  gint64 values[CLT_N_FUNDS_FIELDS]; /* of the row at hand; 0 where the file has no column */
  gboolean check_identity;           /* all its columns are there */

  /* what the rows before had, to look at it once */
  gboolean plain; /* rows may go the short way */
  char yuan_text[16];
  guint yuan_length;
  char day_text[8];
  CltDay day;
  CltDay tolerance_day;
  gint64 tolerance; /* fen */

  /* the chain 上日结存 = previous 当日结存, by account */
  CltDay *last_day;     /* owned */
  gint64 *last_balance; /* owned */

  CltKeySet *seen;       /* owned: keys of earlier chunks of this file */
  GHashTable *conflicts; /* owned: keys that the file has with different values */
  GArray *take_out;      /* owned: guint64 keys of this chunk */
  gboolean chunked;      /* the file did not fit one buffer */
  gboolean second_pass;  /* lines of earlier rows must be looked up */

  CltRollupFeed *feed; /* borrowed from the action; NULL: the file does not only append */

  CltDay first_written, last_written; /* CLT_DAY_NONE: nothing yet */
  CltDay first_extra, last_extra;
  guint64 chain_breaks, off_days, unchecked_pledges;
  CltCalendar *calendar; /* owned */
  CltDay known_day;      /* the last day looked up in it */
  gboolean known_off;    /* no trading day */
} CltFundsImport;

/* Compares the buffered rows with the stored ones, writes them, empties the buffer. */
gboolean clt_funds_store_chunk (CltFundsImport *funds, gboolean last, GError **error);
/* Tells the action which days were written. */
void clt_funds_note_days (CltFundsImport *funds);
/* The row of funds_extra for the amounts at @row. @changed: (out). */
gboolean
clt_funds_store_extra (CltFundsImport *funds, const guint8 *row, gboolean *changed, GError **error);
/* Takes a row of this import out again and puts back what it had replaced. */
gboolean clt_funds_take_out (CltFundsImport *funds, guint64 key, GError **error);

G_END_DECLS
