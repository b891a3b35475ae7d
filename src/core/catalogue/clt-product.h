/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Service products: a tree of categories below the four, products in it, and the dated versions of
 * each product. Loading is a plain read; everything that writes belongs inside an action. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gint64 parent_id; /* 0: one of the four */
  char *kind;       /* trading research training value */
  char *name;       /* translated for the four */
  int position;
  gboolean archived;
} CltCategory;

void clt_category_free (CltCategory *category);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCategory, clt_category_free)
/* In the order of the tree, parents first. (element-type CltCategory) (transfer full) */
GPtrArray *clt_category_list (CltConn *conn, GError **error);
/* Stores a new one (id 0, which it then gets) or a changed one. */
gboolean clt_category_save (CltConn *conn, CltCategory *category, GError **error);

typedef struct
{
  char *key;     /* website software email sms phone onsite, or the branch's own */
  char *name;    /* translated for the six */
  char *medium;  /* website software email sms phone onsite log */
  char *consent; /* "" sms email phone */
  int position;
  gboolean archived;
} CltChannel;

void clt_channel_free (CltChannel *channel);
/* In order. (element-type CltChannel) (transfer full) */
GPtrArray *clt_channel_list (CltConn *conn, GError **error);
gboolean clt_channel_save (CltConn *conn, const CltChannel *channel, GError **error);

typedef enum
{
  CLT_VERSION_DRAFT,
  CLT_VERSION_APPROVED,
  CLT_VERSION_RETIRED,
} CltVersionState;

typedef struct
{
  char *channel;
  char *subject, *body; /* with placeholders; NULL: no template of this channel */
} CltProductChannel;

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 product_id;
  int number; /* from 1 */
  CltVersionState state;
  char *name, *description;
  char *deliverable, *frequency; /* the standard: what exactly, how often (in words) */
  int lead_days;                 /* working days from order to delivery */
  char *provider;                /* specialist adviser both */
  gboolean needs_licence;        /* only by an adviser with a qualification number */
  int risk;                      /* 1 … 5 for R1 … R5 */
  CltTier min_tier;              /* CLT_TIER_UNRATED: any */
  int minutes;                   /* of work for one delivery to one client */
  gint64 cost;                   /* fen for one delivery to one client */
  char *author, *approver;       /* never the same person */
  CltDay valid_from, valid_to;   /* CLT_DAY_NONE: a draft; open */
  GPtrArray *channels;           /* CltProductChannel, in order of preference */
} CltVersion;

CltVersion *clt_version_new (void);
CltVersion *clt_version_copy (const CltVersion *version);
void clt_version_free (CltVersion *version);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltVersion, clt_version_free)

typedef struct
{
  gint64 id;
  char *code;
  gint64 category_id;
  char *kind;      /* of the category: trading research training value */
  gint64 owner_id; /* 0: nobody */
  int position;
  gboolean archived;
  CltVersion *current; /* (nullable): in force on the day asked for */
  CltVersion *draft;   /* (nullable): the newest draft */
} CltProduct;

CltProduct *clt_product_new (void);
void clt_product_free (CltProduct *product);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltProduct, clt_product_free)

/* In the order of the catalogue. @archived: also those. (element-type CltProduct) (transfer full) */
GPtrArray *clt_product_list (CltConn *conn, CltDay day, gboolean archived, GError **error);
CltProduct *clt_product_load (CltConn *conn, gint64 id, CltDay day, GError **error);
/* By code. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_product_find (CltConn *conn, const char *code, GError **error);
/* Stores what is not versioned: code, category, owner, position, archived. */
gboolean clt_product_save (CltConn *conn, CltProduct *product, GError **error);
/* Removes a product that was never approved, promised or delivered; else it is refused: archive. */
gboolean clt_product_delete (CltConn *conn, gint64 id, GError **error);

/* In force on @day; NULL without an error: none is. */
CltVersion *clt_version_get (CltConn *conn, gint64 product_id, CltDay day, GError **error);
CltVersion *clt_version_load (CltConn *conn, gint64 id, GError **error);
/* Newest first. (element-type CltVersion) (transfer full) */
GPtrArray *clt_version_list (CltConn *conn, gint64 product_id, GError **error);
/* Stores a draft; an approved version is never changed: a new draft is made from it. */
gboolean clt_version_save (CltConn *conn, CltVersion *version, GError **error);
/* @who is not the author; a product needs name, deliverable, at least one channel and, for each
 * channel that sends text, a template whose placeholders are all known. In force from @day on. */
gboolean
clt_version_approve (CltConn *conn, gint64 id, const char *who, CltDay day, GError **error);
/* @last is the last day on which it may be delivered. */
gboolean clt_version_retire (CltConn *conn, gint64 id, CltDay last, GError **error);

/* One line a field that differs, for people. (element-type CltVersionChange) (transfer full) */
typedef struct
{
  char *field; /* translated */
  char *before, *after;
} CltVersionChange;
void clt_version_change_free (CltVersionChange *change);
GPtrArray *clt_version_compare (const CltVersion *before, const CltVersion *after);

/* Fills an empty catalogue and matrix with the starter products. Refused when there are any. */
gboolean clt_catalogue_add_preset (CltConn *conn, const char *who, CltDay day, GError **error);

G_END_DECLS
