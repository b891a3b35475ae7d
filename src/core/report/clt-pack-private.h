/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside report/ only: the manager's workbook while it is being filled. Every sheet is made first,
 * in the order of the tabs, then each is filled from the top down (a streaming book needs that). */

#include "core/report/clt-book.h"

G_BEGIN_DECLS

typedef struct
{
  CltConn *conn; /* borrowed */
  CltBook *book; /* owned */
  const CltExportOptions *options;
  CltDay from, to;
  CltDashboard *dashboard; /* owned */
  CltIndicators *months;   /* owned: by month, up to 24 */
  GArray *client_ids;      /* owned: gint64 */
  gint64 rows;             /* clients listed */
  /* the sheets, borrowed from the book, in the order of their tabs */
  CltSheet *cover, *tiers, *contribution, *trend, *indicators, *movers, *clients, *members, *data;
  /* rows of the lists, for formulas */
  guint n_members, n_data;
} CltPack;

#define CLT_PACK_MONTHS 24

/* "Retained commission (yuan)" and the like over a heading: sheet title and period, header in row
 * 3. Returns: the first row of the list. */
guint clt_pack_begin_list (CltPack *pack,
                           CltSheet *sheet,
                           const char *title,
                           const char *const *titles,
                           const CltStyle *styles,
                           guint n);
/* "2026-11-01 – 2026-11-18" (transfer full) */
char *clt_pack_dup_period (const CltPack *pack);

/* clt-month-pack-figures.c */
void clt_pack_fill_tiers (CltPack *pack);
void clt_pack_fill_contribution (CltPack *pack);
void clt_pack_fill_trend (CltPack *pack);
/* clt-month-pack-indicators.c */
void clt_pack_fill_data (CltPack *pack);
void clt_pack_fill_indicators (CltPack *pack);
/* A rate as people may see it: a formula over the cells @x and @n, "" for n = 0, "2/3" below 5. */
void clt_pack_add_rate (CltSheet *sheet,
                        guint row,
                        guint column,
                        const char *x,
                        const char *n,
                        const CltIndicator *indicator);
/* What a rate is out of, not rounded: formulas of the sheet divide by it. */
double clt_pack_get_base (const CltIndicator *indicator);
/* Complaints are counted by a thousand clients. */
gboolean clt_pack_is_by_thousand (const char *indicator);
/* clt-month-pack-lists.c */
gboolean clt_pack_fill_movers (CltPack *pack, GError **error);
gboolean clt_pack_fill_clients (CltPack *pack, GError **error);
gboolean clt_pack_fill_members (CltPack *pack, GError **error);

G_END_DECLS
