/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/report/clt-paper-private.h"

/* "2 a month, by e-mail" */
static char *
describe_right (const CltRight *right, const CltVersion *version)
{
  g_autofree char *words = clt_right_format (right);
  const CltProductChannel *first = version->channels->len > 0 ? version->channels->pdata[0] : NULL;
  const char *channel = *right->channel != '\0' ? right->channel
                        : first != NULL         ? first->channel
                                                : NULL;

  if (channel == NULL)
    return g_steal_pointer (&words);
  /* Translators: how often ("2 a month"), then the channel ("E-mail"). */
  return g_strdup_printf (_ ("%s, %s"), words, clt_channel_get_label (channel));
}

static void
add_product (CltLetter *letter, const CltProduct *product, const CltRight *right)
{
  g_autofree char *words = describe_right (right, product->current);

  clt_letter_add_item (letter, product->current->name, words, product->current->deliverable);
}

/* The products of one of the four categories that the tier may have. */
static guint
add_category (CltLetter *letter,
              const char *kind,
              GPtrArray *products,
              const CltMatrix *matrix,
              CltTier tier)
{
  guint n = 0;

  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      const CltRight *right = clt_matrix_get (matrix, product->id, tier);

      if (product->current == NULL || right->kind == CLT_RIGHT_NONE ||
          !g_str_equal (product->kind, kind))
        continue;
      if (n++ == 0)
        clt_letter_add_heading (letter, clt_category_get_label (kind));
      add_product (letter, product, right);
    }
  return n;
}

static void
add_tier (CltLetter *letter, GPtrArray *products, const CltMatrix *matrix, CltTier tier, CltDay day)
{
  static const char *const kinds[] = { "trading", "research", "training", "value" };
  g_autofree char *on = clt_day_format (day);
  /* Translators: a day. */
  g_autofree char *as_of = g_strdup_printf (_ ("As of %s."), on);
  /* Translators: the label of a tier. */
  g_autofree char *title = g_strdup_printf (_ ("Our services: %s"), clt_tier_get_label (tier));
  guint n = 0;

  clt_letter_add_title (letter, title);
  clt_letter_add_note (letter, as_of);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    n += add_category (letter, kinds[i], products, matrix, tier);
  if (n == 0)
    clt_letter_add_text (letter, _ ("Nothing has been promised to this tier yet."));
  clt_letter_add_heading (letter, _ ("Risk warning"));
  clt_letter_add_text (letter,
                       _ ("Futures are traded on margin: a loss can exceed what was paid in."
                          " No service is a promise of any result. You may refuse any"
                          " message at any time."));
}

CltPaper *
clt_paper_new_service_card (CltConn *conn,
                            CltTier tier,
                            CltDay day,
                            const CltExportOptions *options,
                            GError **error)
{
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, FALSE, error);
  g_autoptr (CltMatrix) matrix = products == NULL ? NULL : clt_matrix_load (conn, day, error);
  g_autofree char *branch = NULL;
  CltLetter *letter;

  if (matrix == NULL)
    return NULL;
  branch = clt_export_dup_branch (conn);
  letter = clt_letter_new (branch);
  clt_letter_set_compact (letter); /* a card is one page */
  for (CltTier each = CLT_TIER_SMALL; each <= CLT_TIER_HIGH_END; each++)
    if (tier == each || tier == CLT_TIER_UNRATED)
      {
        if (tier == CLT_TIER_UNRATED && each > CLT_TIER_SMALL)
          clt_letter_add_break (letter);
        add_tier (letter, products, matrix, each, day);
      }
  return clt_paper_new_letter (CLT_LETTER_SERVICE_CARD, letter, conn, g_strdup (_ ("Service card")),
                               g_strdup (tier == CLT_TIER_UNRATED ? "" : clt_tier_get_name (tier)),
                               options);
}
