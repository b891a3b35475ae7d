/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/report/clt-listing-private.h"

/* Ratios and means are texts that stand like numbers. */
static CltStyle
get_style (CltTallyColumn column)
{
  if (clt_tally_column_get_figure (column) != CLT_N_TALLIES)
    return CLT_STYLE_COUNT;
  return column < CLT_TALLY_COLUMN_REGISTERED ? CLT_STYLE_TEXT : CLT_STYLE_NOTE;
}

CltListing *
clt_listing_new_results (const GPtrArray *lines)
{
  CltListing *listing = clt_listing_new ("results", _ ("Results of Training"),
                                         _ ("courses and sessions"), clt_today ());

  for (CltTallyColumn i = 0; i < CLT_N_TALLY_COLUMNS; i++)
    clt_listing_add_column (listing, clt_tally_column_get_title (i), get_style (i));
  for (guint row = 0; row < lines->len; row++)
    for (CltTallyColumn i = 0; i < CLT_N_TALLY_COLUMNS; i++)
      {
        const CltTally *line = lines->pdata[row];
        CltTallyFigure figure = clt_tally_column_get_figure (i);
        g_autofree char *text = clt_tally_dup_cell (line, i);

        clt_listing_add_cell (listing, text,
                              figure == CLT_N_TALLIES ? CLT_MONEY_NONE : line->n[figure]);
      }
  return listing;
}
