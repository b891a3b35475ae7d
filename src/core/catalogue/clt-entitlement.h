/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The entitlement matrix: what a tier is promised of a product, by date; and what one client has
 * been granted or denied beside it. A delivery is judged by the matrix of its day. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_RIGHT_NONE,
  CLT_RIGHT_REQUEST, /* when the client asks for it */
  CLT_RIGHT_COUNT,   /* so many a period: owed */
  CLT_RIGHT_UNLIMITED,
} CltRightKind;

typedef enum
{
  CLT_PERIOD_NONE,
  CLT_PERIOD_WEEK, /* from Monday */
  CLT_PERIOD_MONTH,
  CLT_PERIOD_QUARTER,
  CLT_PERIOD_YEAR,
} CltPeriodKind;

typedef struct
{
  CltRightKind kind;
  int count;            /* of CLT_RIGHT_COUNT */
  CltPeriodKind period; /* of CLT_RIGHT_COUNT */
  const char *channel;  /* interned; "": the product's order of preference */
} CltRight;

/* Names that the file and JSON use: "none" …, "week" …; deliveries a year of one a period. */
const char *clt_right_kind_get_name (CltRightKind kind);
const char *clt_period_get_name (CltPeriodKind period);
int clt_period_get_yearly (CltPeriodKind period);
/* From those names, as the file stores them. */
void clt_right_set (CltRight *right,
                    const char *kind,
                    int count,
                    const char *period,
                    const char *channel);
/* Owed a year; 0 of all kinds but count. */
int clt_right_get_yearly (const CltRight *right);

/* First and last day of the period around @day. */
void clt_period_bounds (CltPeriodKind period, CltDay day, CltDay *first, CltDay *last);
/* "2 a month", "on request", "1 a week · SMS", "–"; translated. (transfer full) */
char *clt_right_format (const CltRight *right);
/* "2m", "r", "1w sms", "-"; the same in every language. (transfer full) */
char *clt_right_format_short (const CltRight *right);
/* Reads what both write; blanks, width and case do not matter, and nothing at all is "none". */
gboolean clt_right_parse (const char *text, CltRight *right, GError **error);
/* -1 0 1: which is less; a count is compared by its yearly number. */
int clt_right_compare (const CltRight *a, const CltRight *b);
gboolean clt_right_equal (const CltRight *a, const CltRight *b);

typedef struct _CltMatrix CltMatrix;

/* All cells in force on @day; what no version is in force of is promised to nobody. Immutable, ref-counted, may cross threads. */
CltMatrix *clt_matrix_load (CltConn *conn, CltDay day, GError **error);
CltMatrix *clt_matrix_ref (CltMatrix *matrix);
void clt_matrix_unref (CltMatrix *matrix);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMatrix, clt_matrix_unref)
/* (transfer none); CLT_RIGHT_NONE where there is no cell and for unrated clients. */
const CltRight *clt_matrix_get (const CltMatrix *matrix, gint64 product_id, CltTier tier);
/* TRUE where a higher tier gets less than @tier. */
gboolean clt_matrix_is_inverted (const CltMatrix *matrix, gint64 product_id, CltTier tier);

/* Inside an action: from @day on; later cells of the same product and tier give way. A product
 * without a version in force on @day is refused, as is a tier below its minimum and a channel that
 * is not the product's. Taking a right away is always possible. */
gboolean clt_matrix_set (CltConn *conn,
                         gint64 product_id,
                         CltTier tier,
                         const CltRight *right,
                         CltDay day,
                         GError **error);

/* What a change would cost, from numbers that clt_matrix_base_load() read once: no SQL, so that it
 * can follow every keystroke at 50,000 clients. */
typedef struct
{
  int clients[CLT_N_TIERS]; /* rated or not, on the day */
  double used_minutes;      /* a month, by all cells of kind count together */
  gint64 capacity_minutes;  /* of specialists and advisers in office, in the month of the day */
} CltMatrixBase;
gboolean clt_matrix_base_load (CltConn *conn, CltDay day, CltMatrixBase *base, GError **error);
typedef struct
{
  int clients;         /* who are promised more or less */
  double minutes;      /* a month, signed */
  double cost;         /* fen a month, signed */
  double left_minutes; /* of the month's capacity afterwards; below 0: too much */
} CltMatrixCost;
void clt_matrix_cost (const CltMatrixBase *base,
                      const CltRight *before,
                      const CltRight *after,
                      CltTier tier,
                      int minutes, /* of one delivery */
                      gint64 fen,  /* of one delivery */
                      CltMatrixCost *cost);

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 client_id, product_id;
  CltRight right; /* CLT_RIGHT_NONE: a ban */
  char *reason, *who;
  CltDay valid_from, valid_to; /* CLT_DAY_NONE: open */
} CltException;
void clt_exception_free (CltException *exception);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltException, clt_exception_free)
/* @client_id or @product_id 0: any; in force on @day (CLT_DAY_NONE: all).
 * (element-type CltException) (transfer full) */
GPtrArray *
clt_exception_list (CltConn *conn, gint64 client_id, gint64 product_id, CltDay day, GError **error);
/* Inside an action. Reason and person are required. Two exceptions of one client and product never
 * hold on the same day: the second is refused. */
gboolean clt_exception_save (CltConn *conn, CltException *exception, GError **error);
/* Inside an action: @last is its last day; one that would end before it begins goes. */
gboolean clt_exception_end (CltConn *conn, gint64 id, CltDay last, GError **error);

/* What one client may have of one product on @day: his exception, else the cell of his tier; nothing
 * when no version is in force. */
gboolean clt_right_of_client (CltConn *conn,
                              gint64 client_id,
                              gint64 product_id,
                              CltDay day,
                              CltRight *right,
                              GError **error);

G_END_DECLS
