/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFigureList: the clients behind one figure of the dashboard, with what each adds to it. The
 * count of the list equals a count's value or a rate's numerator, the total of the figure's column
 * a sum's value (features D3). Answers and complaints are sums: a client may have several.
 *
 * A list is a question; loading it computes the measures of the period once (cost as
 * clt_measures_compute()) and keeps the answer, so that rows and totals are look-ups. It may be
 * used from several threads. */

#include "core/quality/clt-measures.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_FIGURE_ACCOUNT,
  CLT_FIGURE_NAME,
  CLT_FIGURE_TIER, /* the tier by which the figure counts */
  CLT_FIGURE_EQUITY,
  CLT_FIGURE_RETAINED,
  CLT_FIGURE_COMMISSION,
  CLT_FIGURE_NET_PL,
  CLT_FIGURE_GAP,     /* trading days since the last contact */
  CLT_FIGURE_OVERDUE, /* those beyond the cadence of the tier */
  CLT_FIGURE_EVENTS,  /* answers or complaints that count */
  CLT_N_FIGURE_COLUMNS
} CltFigureColumn;

typedef struct
{
  char *figure; /* "tier" "equity" "retained" "share" "migration" "contact" "contact_overdue", an
                   indicator ("churn"), or an indicator's denominator ("churn/n") */
  CltDay from, to;
  int tier;    /* CltTier; -1: all */
  int tier_to; /* "migration": the tier on @to; -1: any */
  CltFigureColumn sort;
  gboolean descending;
} CltFigureQuestion;

typedef struct
{
  guint count;
  gint64 equity, retained, commission, net_pl; /* sums, fen */
  gint64 events;                               /* sum, of answers or complaints */
  double gap;                                  /* median, of "contact" and "contact_overdue"; NAN */
} CltFigureTotals;

/* Immutable, ref-counted, may cross threads. */
typedef struct
{
  gatomicrefcount ref_count;
  gint64 id;
  CltTier tier;
  char *cell[CLT_N_FIGURE_COLUMNS];
  gint64 amount[CLT_N_FIGURE_COLUMNS]; /* fen or days behind a cell; CLT_MONEY_NONE: none */
} CltFigureRow;

CltFigureRow *clt_figure_row_ref (CltFigureRow *row);
void clt_figure_row_unref (CltFigureRow *row);

typedef struct _CltFigureList CltFigureList;

/* Copies @question. */
CltFigureList *clt_figure_list_new (const CltFigureQuestion *question);
CltFigureList *clt_figure_list_ref (CltFigureList *list);
void clt_figure_list_unref (CltFigureList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFigureList, clt_figure_list_unref)

const CltFigureQuestion *clt_figure_list_get_question (const CltFigureList *list);
/* Computes the answer. Ids in order. (element-type gint64) (transfer full) */
GArray *clt_figure_list_load (CltFigureList *list, CltConn *conn, GError **error);
/* Rows of @ids, which clt_figure_list_load() gave. (element-type CltFigureRow) (transfer full) */
GPtrArray *clt_figure_list_get_rows (CltFigureList *list,
                                     CltConn *conn,
                                     const gint64 *ids,
                                     guint n_ids,
                                     GError **error);
void clt_figure_list_get_totals (CltFigureList *list, CltFigureTotals *totals);
/* Which column's total is the figure; CLT_N_FIGURE_COLUMNS: none, the count is. */
CltFigureColumn clt_figure_get_sum_column (const char *figure);

/* About contacts: the list has the columns of the gap instead of money. */
gboolean clt_figure_is_contact (const char *figure);
/* Whether its list shows @column. */
gboolean clt_figure_has_column (const char *figure, CltFigureColumn column);
/* How its list is best sorted at first. */
CltFigureColumn clt_figure_get_sort (const char *figure, gboolean *descending);

/* Translated. */
const char *clt_figure_column_get_title (CltFigureColumn column);

G_END_DECLS
