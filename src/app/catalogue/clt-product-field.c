/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-product-field.h"

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

/* Where a text of the version or the product is kept. */
static char **
find_text (const CltProductField *field, const CltProduct *product, const CltVersion *version)
{
  const struct
  {
    const char *name;
    char **text;
  } texts[] = {
    { "name", (char **) &version->name },
    { "code", (char **) &product->code },
    { "description", (char **) &version->description },
    { "deliverable", (char **) &version->deliverable },
    { "frequency", (char **) &version->frequency },
    { "provider", (char **) &version->provider },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (field->name, texts[i].name))
      return texts[i].text;
  return NULL;
}

/* Where a whole number that is no identifier is kept. */
static int *
find_number (const CltProductField *field, const CltVersion *version)
{
  const struct
  {
    const char *name;
    int *number;
  } numbers[] = {
    { "lead_days", (int *) &version->lead_days },
    { "minutes", (int *) &version->minutes },
    { "risk", (int *) &version->risk },
    { "needs_licence", (int *) &version->needs_licence },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (field->name, numbers[i].name))
      return numbers[i].number;
  return NULL;
}

char *
clt_product_field_dup (const CltProductField *field,
                       const CltProduct *product,
                       const CltVersion *version)
{
  char **text = find_text (field, product, version);
  const int *number = find_number (field, version);

  if (text != NULL)
    return g_strdup (*text == NULL ? "" : *text);
  if (number != NULL)
    return g_strdup_printf ("%d", *number);
  if (g_str_equal (field->name, "cost"))
    return clt_money_format (version->cost);
  if (g_str_equal (field->name, "min_tier"))
    return g_strdup (clt_tier_get_name (version->min_tier));
  if (g_str_equal (field->name, "category"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, product->category_id);
  return g_strdup_printf ("%" G_GINT64_FORMAT, product->owner_id);
}

static gboolean
parse_count (const char *text, int *number, GError **error)
{
  gint64 value = -1;

  if (clt_value_parse_integer (text, strlen (text), &value) == CLT_VALUE_OK && value >= 0 &&
      value <= 1000000)
    {
      *number = (int) value;
      return TRUE;
    }
  /* Translators: %s is what was typed. */
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
               _ ("“%s” is not a whole number from 0 on."), text);
  return FALSE;
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
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
               _ ("“%s” is not an amount. Write it like 12.50."), text);
  return FALSE;
}

gboolean
clt_product_field_set (const CltProductField *field,
                       CltProduct *product,
                       CltVersion *version,
                       const char *text,
                       GError **error)
{
  char **place = find_text (field, product, version);
  int *number = find_number (field, version);

  if (place != NULL)
    {
      g_autofree char *clean =
        field->kind == LONG ? g_strstrip (g_strdup (text)) : clt_text_clean (text, -1);

      clt_set_str (place, clean);
      return TRUE;
    }
  if (number != NULL)
    return parse_count (text, number, error);
  if (g_str_equal (field->name, "cost"))
    return parse_cost (text, &version->cost, error);
  if (g_str_equal (field->name, "min_tier"))
    clt_tier_from_name (text, &version->min_tier);
  else if (g_str_equal (field->name, "category"))
    product->category_id = g_ascii_strtoll (text, NULL, 10);
  else
    product->owner_id = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

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
