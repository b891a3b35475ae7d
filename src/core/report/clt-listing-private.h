/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-listing.h"
#include "core/report/clt-table.h"

G_BEGIN_DECLS

#define CLT_LISTING_MAX_COLUMNS 16

struct _CltListing
{
  const char *name;                                /* static: in the export log */
  char *title;                                     /* owned: for people */
  char *heading;                                   /* owned: what exactly is listed */
  CltDay day;                                      /* as of */
  gboolean of_clients;                             /* rows are clients, else lines */
  CltTableColumn columns[CLT_LISTING_MAX_COLUMNS]; /* titles: borrowed from the catalogue */
  guint n_columns;
  GPtrArray *texts; /* owned, of owned texts: n_columns a row */
  GArray *numbers;  /* owned: gint64, beside the texts; CLT_MONEY_NONE: none */
};

guint clt_listing_count_rows (const CltListing *listing);

G_END_DECLS
