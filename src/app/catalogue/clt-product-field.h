/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fields of a product on the screen: one table for the rows of the editor, for what they show
 * and for what is written back. Values are texts: what a person types, or the key of a choice. */

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_PRODUCT_FIELD_TEXT,
  CLT_PRODUCT_FIELD_LONG, /* several lines */
  CLT_PRODUCT_FIELD_COUNT,
  CLT_PRODUCT_FIELD_MONEY,
  CLT_PRODUCT_FIELD_CHOICE,
  CLT_PRODUCT_FIELD_SWITCH, /* "1" and "0" */
} CltProductFieldKind;

typedef enum
{
  CLT_PRODUCT_GROUP_PRODUCT,
  CLT_PRODUCT_GROUP_STANDARD,
  CLT_PRODUCT_GROUP_SUITABILITY,
  CLT_N_PRODUCT_GROUPS,
} CltProductGroup;

typedef struct
{
  const char *name;
  const char *label; /* msgid of context "product field" */
  CltProductGroup group;
  CltProductFieldKind kind;
  gboolean versioned; /* kept in the version, else in the product itself */
} CltProductField;

extern const CltProductField clt_product_fields[];
extern const guint clt_n_product_fields;

/* Translated. */
const char *clt_product_field_get_label (const CltProductField *field);
const char *clt_product_group_get_label (CltProductGroup group);
/* @version: of @product. (transfer full) */
char *clt_product_field_dup (const CltProductField *field,
                             const CltProduct *product,
                             const CltVersion *version);
/* Refuses what is no number, no amount or below zero. */
gboolean clt_product_field_set (const CltProductField *field,
                                CltProduct *product,
                                CltVersion *version,
                                const char *text,
                                GError **error);
/* Keys of a choice that is the same everywhere, NULL-terminated; NULL: categories or staff. */
const char *const *clt_product_field_get_choices (const CltProductField *field);
const char *clt_product_choice_get_label (const CltProductField *field, const char *key);

G_END_DECLS
