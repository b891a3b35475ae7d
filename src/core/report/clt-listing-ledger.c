/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-ledger.h"
#include "core/catalogue/clt-product.h"
#include "core/report/clt-listing-private.h"

static const CltListingColumn columns[] = {
  { NC_ ("ledger", "Product"), CLT_STYLE_GENERAL },
  { NC_ ("ledger", "Tier"), CLT_STYLE_GENERAL },
  { NC_ ("ledger", "Clients"), CLT_STYLE_COUNT },
  { NC_ ("ledger", "Owed"), CLT_STYLE_COUNT },
  { NC_ ("ledger", "Delivered"), CLT_STYLE_COUNT },
  { NC_ ("ledger", "Outstanding"), CLT_STYLE_COUNT },
  { NC_ ("ledger", "Covered"), CLT_STYLE_NOTE },
  { NC_ ("ledger", "Uptake"), CLT_STYLE_NOTE },
  { NC_ ("ledger", "Hours"), CLT_STYLE_COUNT },
  { NC_ ("ledger", "Yuan"), CLT_STYLE_MONEY },
};

static void
add_count (CltListing *listing, gint64 count)
{
  g_autofree char *text = clt_count_format (count);

  clt_listing_add_cell (listing, text, count);
}

static void
add_rate (CltListing *listing, gint64 numerator, gint64 denominator)
{
  g_autofree char *text = denominator < CLT_LEDGER_MIN_N
                            ? g_strdup ("–")
                            : clt_percent_format ((double) numerator / (double) denominator, 0);

  clt_listing_add_text (listing, text);
}

static void
add_line (CltListing *listing, const char *product, const char *tier, const CltLedgerLine *line)
{
  g_autofree char *cost = clt_money_format (line->cost);

  clt_listing_add_text (listing, product);
  clt_listing_add_text (listing, tier);
  /* a client counts once for each product: their sum is nobody's number */
  if (line->product_id == 0)
    clt_listing_add_text (listing, "–");
  else
    add_count (listing, line->members);
  add_count (listing, line->owed);
  add_count (listing, line->delivered);
  add_count (listing, line->outstanding);
  add_rate (listing, line->owed - line->outstanding, line->owed);
  add_rate (listing, line->served, line->members);
  add_count (listing, (line->minutes + 30) / 60);
  clt_listing_add_cell (listing, cost, line->cost);
}

/* All tiers in one line, then tier by tier; or the one line of @tier. */
static void
add_product (CltListing *listing,
             const GPtrArray *lines,
             gint64 product_id,
             const char *name,
             int tier)
{
  CltLedgerLine sum;

  clt_ledger_sum (lines, product_id, tier, &sum);
  if (product_id != 0 && sum.owed == 0 && sum.delivered == 0)
    return;
  add_line (listing, name, tier < 0 ? C_ ("tiers", "All") : clt_tier_get_label ((CltTier) tier),
            &sum);
  for (guint i = 0; tier < 0 && i < CLT_N_TIERS; i++)
    {
      clt_ledger_sum (lines, product_id, (int) clt_tier_order[i], &sum);
      if (sum.owed > 0 || sum.delivered > 0)
        add_line (listing, "", clt_tier_get_label (clt_tier_order[i]), &sum);
    }
}

CltListing *
clt_listing_new_ledger (CltConn *conn, CltDay day, int tier, GError **error)
{
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, TRUE, error);
  g_autoptr (GPtrArray) lines = products == NULL ? NULL : clt_ledger_load (conn, day, error);
  g_autoptr (CltListing) listing = NULL;

  if (lines == NULL)
    return NULL;
  listing =
    clt_listing_new ("ledger", _ ("Ledger"),
                     _ ("owed and delivered in the running periods, by product and tier"), day);
  clt_listing_add_columns (listing, "ledger", columns, G_N_ELEMENTS (columns));
  add_product (listing, lines, 0, _ ("All products"), tier);
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      const CltVersion *version = clt_product_get_version (product);

      add_product (listing, lines, product->id, version != NULL ? version->name : product->code,
                   tier);
    }
  return g_steal_pointer (&listing);
}
