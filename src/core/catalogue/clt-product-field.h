/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fields of a product by name, as texts: what workbooks and the command line speak. Each value
 * has a stable form ("ordinary", "50.00", "sms email") and one for people ("Ordinary", "50.00",
 * "SMS, E-mail"); both are read. */

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_PRODUCT_FIELD_TEXT,
  CLT_PRODUCT_FIELD_COUNT,
  CLT_PRODUCT_FIELD_MONEY,  /* yuan */
  CLT_PRODUCT_FIELD_CHOICE, /* one of clt_product_fields_get_choices() */
  CLT_PRODUCT_FIELD_LIST,   /* several of them, in order */
} CltProductFieldKind;

typedef struct
{
  const char *name; /* stable: "code" "category" "name" … "email.subject" "email.body" … */
  CltProductFieldKind kind;
  gboolean versioned; /* a change of it makes a draft */
} CltProductField;

typedef struct
{
  char *value, *label;
  gint64 id; /* of the category or the person; else 0 */
} CltProductChoice;

/* What choices there are: categories, staff, channels of a branch. Immutable once loaded. */
typedef struct _CltProductFields CltProductFields;

CltProductFields *clt_product_fields_load (CltConn *conn, GError **error);
void clt_product_fields_free (CltProductFields *fields);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltProductFields, clt_product_fields_free)

/* In the order in which people read them; templates come after the channels. NULL after the last. */
const CltProductField *clt_product_field_get (guint index);
/* (nullable) */
const CltProductField *clt_product_field_find (const char *name);
/* Translated. (transfer full) */
char *clt_product_field_dup_label (const CltProductField *field);
/* (element-type CltProductChoice) (transfer none) (nullable): NULL: any text. */
const GPtrArray *clt_product_fields_get_choices (const CltProductFields *fields,
                                                 const CltProductField *field);

/* The stable form, "" for nothing. */
char *clt_product_fields_dup_value (const CltProductFields *fields,
                                    const CltProductField *field,
                                    const CltProduct *product,
                                    const CltVersion *version);
/* The form for people of a stable one. */
char *clt_product_fields_dup_text (const CltProductFields *fields,
                                   const CltProductField *field,
                                   const char *value);
/* The stable form of what somebody wrote; NULL and CLT_STORE_ERROR_INVALID. */
char *clt_product_fields_parse (const CltProductFields *fields,
                                const CltProductField *field,
                                const char *text,
                                GError **error);
/* Puts a stable form into the records; nothing is stored. A template is refused when its channel is
 * not one of the version's. */
gboolean clt_product_fields_apply (const CltProductFields *fields,
                                   const CltProductField *field,
                                   const char *value,
                                   CltProduct *product,
                                   CltVersion *version,
                                   GError **error);

G_END_DECLS
