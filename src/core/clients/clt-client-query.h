/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the client list shows: filter + sort -> ids, and rows by id. Everything is SQL; nothing
 * sorts or filters in memory. */

#include "core/clients/clt-client.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_COLUMN_NAME, /* sorted by pinyin */
  CLT_COLUMN_ACCOUNT,
  CLT_COLUMN_TIER,
  CLT_COLUMN_STATUS, /* active, sleeping, dormant, closed, prospect stage */
  CLT_COLUMN_GRADE,
  CLT_COLUMN_EQUITY,
  CLT_COLUMN_RETAINED, /* this year */
  CLT_COLUMN_LAST_TRADE,
  CLT_COLUMN_SPECIALIST,
  CLT_COLUMN_ADVISER,
  CLT_COLUMN_OPENED,
  CLT_COLUMN_PHONE, /* masked */
  CLT_COLUMN_BIRTHDAY,
  CLT_COLUMN_SEGMENT,
  CLT_COLUMN_SCORES, /* r, f, m as three digits */
  CLT_COLUMN_CONTACT,
  CLT_COLUMN_OVERDUE, /* contact: trading days beyond the cadence of his tier, or less than it */
  CLT_N_COLUMNS
} CltColumn;

/* Stable name ("equity"), translated title, whether numbers (right aligned). */
const char *clt_column_get_name (CltColumn column);
gboolean clt_column_from_name (const char *name, CltColumn *column);
const char *clt_column_get_title (CltColumn column);
gboolean clt_column_is_numeric (CltColumn column);
/* Names of statuses: active sleeping dormant closed, and of prospects stage-new stage-contacted
 * stage-interested stage-simulating stage-opening stage-won stage-lost. Translated label. */
const char *clt_client_status_get_label (const char *status);

typedef struct
{
  gboolean prospects; /* the funnel instead of clients */
  gboolean with_closed;
  guint tiers;      /* bit (1 << CltTier); 0: all */
  char *search;     /* words, "" for none: name, pinyin, initials, account, phone tail */
  char *status;     /* "" or one of the status names */
  gint64 staff_id;  /* 0: any */
  char *tag;        /* "" for none */
  char *expression; /* filter expression (clt_filter_*), "" for none */
  GArray *only;     /* (nullable) gint64 ids: the members behind a figure */
  CltColumn sort;
  gboolean descending;
  CltColumn sort2; /* second key; same as sort: none */
  gboolean descending2;
  CltDay today;
  guint columns; /* bit (1 << CltColumn): the cells that rows are asked for */
} CltClientQuery;

/* For columns: every one. */
#define CLT_COLUMNS_ALL ((1u << CLT_N_COLUMNS) - 1)
guint clt_columns_get_bits (const CltColumn *columns, guint n_columns);

CltClientQuery *clt_client_query_new (void);
CltClientQuery *clt_client_query_copy (const CltClientQuery *query);
void clt_client_query_free (CltClientQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltClientQuery, clt_client_query_free)

/* Ids in order. (element-type gint64) (transfer full) */
GArray *clt_client_query_ids (CltConn *conn, const CltClientQuery *query, GError **error);

/* How many ids that would be, without putting them in order. */
gboolean
clt_client_query_count (CltConn *conn, const CltClientQuery *query, gint64 *n, GError **error);

/* The same for many (element-type CltClientQuery), whose own day is not asked: one pass gathers what
 * several of them look at. -1 where a filter cannot be read.
 * (element-type gint64) (transfer full) */
GArray *
clt_client_query_count_many (CltConn *conn, GPtrArray *queries, CltDay today, GError **error);

/* One row with every cell as the text that people see (masked where it must be). Immutable,
 * ref-counted, may cross threads. */
typedef struct
{
  gatomicrefcount ref_count;
  gint64 id;
  CltTier tier;
  char *status;                 /* name, see clt_client_status_get_label() */
  char *cell[CLT_N_COLUMNS];    /* "–" where there is nothing */
  gint64 number[CLT_N_COLUMNS]; /* fen, day or count behind a cell; CLT_MONEY_NONE: none */
} CltClientRow;
CltClientRow *clt_client_row_ref (CltClientRow *row);
void clt_client_row_unref (CltClientRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltClientRow, clt_client_row_unref)
/* Rows of @ids in the order of @ids. @columns: bits of the columns that are wanted: the cells of
 * those that cost more than a look-up, from segment on, are else "–".
 * (element-type CltClientRow) (transfer full) */
GPtrArray *clt_client_query_rows (CltConn *conn,
                                  const gint64 *ids,
                                  guint n_ids,
                                  guint columns,
                                  CltDay today,
                                  GError **error);
/* Names of the clients @ids, each of which may be there several times.
 * (element-type gint64* char*) (transfer full) */
GHashTable *clt_client_query_names (CltConn *conn, const GArray *ids, CltDay today, GError **error);
/* Around reading the rows of many clients page by page, in one read transaction: what they carry
 * is read by one walk over all clients and kept until clt_client_query_end_rows(). */
gboolean clt_client_query_begin_rows (CltConn *conn, guint n_ids, CltDay today, GError **error);
void clt_client_query_end_rows (CltConn *conn);

/* Quick search (features C2, N3): best first, at most @limit. */
typedef struct
{
  gint64 id;
  char *account; /* NULL for a prospect */
  char *name;
  CltTier tier;
} CltSearchHit;
void clt_search_hit_free (CltSearchHit *hit);
GPtrArray *clt_search (CltConn *conn, const char *words, guint limit, CltDay today, GError **error);
/* All ids that @words find, in no particular order. (element-type gint64) (transfer full) */
GArray *clt_search_ids (CltConn *conn, const char *words, GError **error);

G_END_DECLS
