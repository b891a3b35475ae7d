/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-product-field.h"

#include "app/widgets/clt-field-place.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

#define TEXT CLT_PRODUCT_FIELD_TEXT
#define LONG CLT_PRODUCT_FIELD_LONG
#define COUNT CLT_PRODUCT_FIELD_COUNT
#define MONEY CLT_PRODUCT_FIELD_MONEY
#define CHOICE CLT_PRODUCT_FIELD_CHOICE
#define SWITCH CLT_PRODUCT_FIELD_SWITCH

const CltProductField clt_product_fields[] = {
  { "name", NC_ ("product field", "Name"), CLT_PRODUCT_GROUP_PRODUCT, TEXT, TRUE },
  { "code", NC_ ("product field", "Code"), CLT_PRODUCT_GROUP_PRODUCT, TEXT, FALSE },
  { "category", NC_ ("product field", "Category"), CLT_PRODUCT_GROUP_PRODUCT, CHOICE, FALSE },
  { "owner", NC_ ("product field", "Owner"), CLT_PRODUCT_GROUP_PRODUCT, CHOICE, FALSE },
  { "description", NC_ ("product field", "Description"), CLT_PRODUCT_GROUP_PRODUCT, LONG, TRUE },
  { "deliverable", NC_ ("product field", "What exactly is delivered"), CLT_PRODUCT_GROUP_STANDARD,
    LONG, TRUE },
  { "frequency", NC_ ("product field", "How often"), CLT_PRODUCT_GROUP_STANDARD, TEXT, TRUE },
  { "lead_days", NC_ ("product field", "Lead time (working days)"), CLT_PRODUCT_GROUP_STANDARD,
    COUNT, TRUE },
  { "provider", NC_ ("product field", "Delivered by"), CLT_PRODUCT_GROUP_STANDARD, CHOICE, TRUE },
  { "minutes", NC_ ("product field", "Work for one delivery (minutes)"), CLT_PRODUCT_GROUP_STANDARD,
    COUNT, TRUE },
  { "cost", NC_ ("product field", "Cost of one delivery (yuan)"), CLT_PRODUCT_GROUP_STANDARD, MONEY,
    TRUE },
  { "risk", NC_ ("product field", "Risk level"), CLT_PRODUCT_GROUP_SUITABILITY, CHOICE, TRUE },
  { "min_tier", NC_ ("product field", "Lowest tier"), CLT_PRODUCT_GROUP_SUITABILITY, CHOICE, TRUE },
  { "needs_licence", NC_ ("product field", "Only by an adviser with a qualification"),
    CLT_PRODUCT_GROUP_SUITABILITY, SWITCH, TRUE },
};
const guint clt_n_product_fields = G_N_ELEMENTS (clt_product_fields);

const char *
clt_product_field_get_label (const CltProductField *field)
{
  return g_dpgettext2 (NULL, "product field", field->label);
}

const char *
clt_product_group_get_label (CltProductGroup group)
{
  switch (group)
    {
    case CLT_PRODUCT_GROUP_PRODUCT:
      return C_ ("product field", "Product");
    case CLT_PRODUCT_GROUP_STANDARD:
      return C_ ("product field", "Standard");
    case CLT_PRODUCT_GROUP_SUITABILITY:
      return C_ ("product field", "Suitability");
    case CLT_N_PRODUCT_GROUPS:
    default:
      g_return_val_if_reached ("");
    }
}

/* ---- what is kept where ---------------------------------------------------------------------- */

#define VERSION(member) G_STRUCT_OFFSET (CltVersion, member)
#define PRODUCT(member) G_STRUCT_OFFSET (CltProduct, member)

/* In the version or in the product itself, as the field says. */
static const CltFieldPlace places[] = {
  { "name", CLT_PLACE_TEXT, VERSION (name) },
  { "code", CLT_PLACE_TEXT, PRODUCT (code) },
  { "category", CLT_PLACE_ID, PRODUCT (category_id) },
  { "owner", CLT_PLACE_ID, PRODUCT (owner_id) },
  { "description", CLT_PLACE_LINES, VERSION (description) },
  { "deliverable", CLT_PLACE_LINES, VERSION (deliverable) },
  { "frequency", CLT_PLACE_TEXT, VERSION (frequency) },
  { "lead_days", CLT_PLACE_COUNT, VERSION (lead_days) },
  { "provider", CLT_PLACE_TEXT, VERSION (provider) },
  { "minutes", CLT_PLACE_COUNT, VERSION (minutes) },
  { "risk", CLT_PLACE_COUNT, VERSION (risk) },
  { "needs_licence", CLT_PLACE_COUNT, VERSION (needs_licence) },
  { NULL },
};

char *
clt_product_field_dup (const CltProductField *field,
                       const CltProduct *product,
                       const CltVersion *version)
{
  const CltFieldPlace *place = clt_field_place_find (places, field->name);

  if (place != NULL)
    return clt_field_place_dup (place, field->versioned ? (gconstpointer) version : product);
  return g_str_equal (field->name, "cost") ? clt_money_format (version->cost)
                                           : g_strdup (clt_tier_get_name (version->min_tier));
}

static gboolean
parse_cost (const char *text, gint64 *fen, GError **error)
{
  gint64 value = -1;

  if (clt_value_parse_money (text, strlen (text), &value) == CLT_VALUE_OK && value >= 0)
    {
      *fen = value;
      return TRUE;
    }
  /* Translators: %s is what was typed. */
  return clt_store_refuse (error, _ ("“%s” is not an amount. Write it like 12.50."), text);
}

gboolean
clt_product_field_set (const CltProductField *field,
                       CltProduct *product,
                       CltVersion *version,
                       const char *text,
                       GError **error)
{
  const CltFieldPlace *place = clt_field_place_find (places, field->name);

  if (place != NULL)
    return clt_field_place_set (place, field->versioned ? (gpointer) version : product, text,
                                error);
  if (g_str_equal (field->name, "cost"))
    return parse_cost (text, &version->cost, error);
  clt_tier_from_name (text, &version->min_tier);
  return TRUE;
}

/* ---- choices --------------------------------------------------------------------------------- */

const char *const *
clt_product_field_get_choices (const CltProductField *field)
{
  static const char *const providers[] = { "specialist", "adviser", "both", NULL };
  static const char *const risks[] = { "1", "2", "3", "4", "5", NULL };
  static const char *const tiers[] = { "unrated", "small", "ordinary", "major", "high-end", NULL };

  if (g_str_equal (field->name, "provider"))
    return providers;
  if (g_str_equal (field->name, "risk"))
    return risks;
  return g_str_equal (field->name, "min_tier") ? tiers : NULL;
}

const char *
clt_product_choice_get_label (const CltProductField *field, const char *key)
{
  static const char *const risks[] = { "R1", "R2", "R3", "R4", "R5" };
  CltTier tier;

  if (g_str_equal (field->name, "risk"))
    return risks[CLAMP (atoi (key), 1, 5) - 1];
  if (g_str_equal (field->name, "min_tier"))
    return clt_tier_from_name (key, &tier) && tier != CLT_TIER_UNRATED ? clt_tier_get_label (tier)
                                                                       : C_ ("lowest tier", "Any");
  return clt_provider_get_label (key);
}
