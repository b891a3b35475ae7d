/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-listing.h"
#include "core/report/clt-table.h"

G_BEGIN_DECLS

#define CLT_LISTING_MAX_COLUMNS 36

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

/* Empty; the texts are copied. */
CltListing *clt_listing_new (const char *name, const char *title, const char *heading, CltDay day);
void clt_listing_add_column (CltListing *listing, const char *title, CltStyle style);
typedef struct
{
  const char *title; /* msgid */
  CltStyle style;
} CltListingColumn;
/* @context: of the titles. */
void clt_listing_add_columns (CltListing *listing,
                              const char *context,
                              const CltListingColumn *columns,
                              guint n_columns);
/* Row by row. @number: CLT_MONEY_NONE: none. */
void clt_listing_add_cell (CltListing *listing, const char *text, gint64 number);
void clt_listing_add_text (CltListing *listing, const char *text);
void clt_listing_add_number (CltListing *listing, gint64 number);
void clt_listing_add_day (CltListing *listing, CltDay day); /* none: empty */
guint clt_listing_count_rows (const CltListing *listing);

G_END_DECLS
