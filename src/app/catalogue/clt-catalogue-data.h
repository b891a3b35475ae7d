/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the catalogue's screens read, and what they write: functions for the threads of the store.
 * An edit of a version that is approved goes into a new draft; who edits last is its author, so that
 * nobody approves what he wrote himself. */

#include "app/catalogue/clt-product-field.h"
#include "core/store/clt-attachment.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* The tree. */
typedef struct
{
  GPtrArray *categories; /* CltCategory, parents first */
  GPtrArray *products;   /* CltProduct, in the order of the catalogue, archived ones too */
} CltCatalogue;

void clt_catalogue_free (CltCatalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCatalogue, clt_catalogue_free)
/* A CltStoreFunc; needs no data. */
gpointer
clt_catalogue_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* (nullable) */
const CltCategory *clt_catalogue_find_category (const CltCatalogue *catalogue, gint64 id);
/* What is shown of a product: its draft, else what clt_product_get_version() says.
 * (nullable) (transfer none) */
const CltVersion *clt_product_get_shown (const CltProduct *product);

/* One product with all that its editor shows. */
typedef struct
{
  CltProduct *product;
  CltVersion *version;      /* that the editor works on; of a product without any: an empty one */
  GPtrArray *versions;      /* CltVersion, newest first */
  GPtrArray *files;         /* CltAttachment: of the version */
  GPtrArray *categories;    /* CltCategory */
  GPtrArray *channels;      /* CltChannel */
  GPtrArray *staff;         /* CltStaff of today */
  int sms_single, sms_part; /* characters of one SMS, and of a part of a longer one */
  char *signature;          /* of the branch, below each SMS */
  char *gaps;               /* what stands against approving the draft today; "" of no draft */
} CltProductData;

void clt_product_data_free (CltProductData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltProductData, clt_product_data_free)
/* A CltStoreFunc; @data is a gint64* id. */
gpointer
clt_product_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* What the draft needs first, as a sentence. (transfer full) */
char *clt_product_data_dup_gaps (const CltProductData *data);
/* (nullable) */
const CltChannel *clt_product_data_find_channel (const CltProductData *data, const char *key);

/* A change of one product: an action on the writer thread. */
typedef enum
{
  CLT_PRODUCT_SET,            /* field := text */
  CLT_PRODUCT_ADD_CHANNEL,    /* channel, at the end */
  CLT_PRODUCT_REMOVE_CHANNEL, /* channel */
  CLT_PRODUCT_MOVE_CHANNEL,   /* channel by step places */
  CLT_PRODUCT_SET_SUBJECT,    /* of channel := text */
  CLT_PRODUCT_SET_BODY,       /* of channel := text */
  CLT_PRODUCT_ADD_FILE,       /* text is its path; takes the place of one of the same name */
  CLT_PRODUCT_REMOVE_FILE,    /* text is its name */
  CLT_PRODUCT_APPROVE,        /* the draft, from day on, by who */
  CLT_PRODUCT_DISCARD,        /* the draft; only of a product that has an older version */
  CLT_PRODUCT_RETIRE,         /* the version in force; day is its last one */
  CLT_PRODUCT_ARCHIVE,        /* step 1: archived, 0: not any more */
  CLT_PRODUCT_DELETE,
  CLT_PRODUCT_PLACE, /* into category, as its product number step from 0 */
} CltProductChangeKind;

typedef struct
{
  CltProductChangeKind kind;
  gint64 product_id, category_id;
  const CltProductField *field;
  char *channel, *text, *who;
  int step;
  CltDay day;
} CltProductChange;

CltProductChange *clt_product_change_new (CltProductChangeKind kind, gint64 product_id);
void clt_product_change_free (gpointer change);
/* A CltActionFunc; @data is a CltProductChange. */
gboolean clt_product_change_run (CltConn *conn, gpointer data, GError **error);

/* A new product or category: an action. @category_id: of a category its parent. */
typedef struct
{
  gint64 id; /* of a category that is changed, else 0 */
  gint64 category_id;
  char *name, *code, *who;
  gboolean archived;
} CltCatalogueEntry;

void clt_catalogue_entry_free (gpointer entry);
/* CltActionFuncs; @data is a CltCatalogueEntry. */
gboolean clt_catalogue_add_product (CltConn *conn, gpointer data, GError **error);
gboolean clt_catalogue_save_category (CltConn *conn, gpointer data, GError **error);
/* A CltActionFunc; @data is the name of who acts. */
gboolean clt_catalogue_run_preset (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
