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
/* Translated name of one of the four kinds. */
const char *clt_category_get_label (const char *kind);
/* Stores a new one (id 0, which it then gets) or a changed one; it takes over the kind of what it
 * lies below. Only an empty one goes to the archive, none of the four does. */
gboolean clt_category_save (CltConn *conn, CltCategory *category, GError **error);
/* Puts it below @parent_id as the @index-th, counted from 0. */
gboolean
clt_category_move (CltConn *conn, gint64 id, gint64 parent_id, guint index, GError **error);

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
/* Translated name of one of the six; the key itself of any other. */
const char *clt_channel_get_label (const char *key);
/* Whether a message or a bulletin goes out, which needs a template. */
gboolean clt_channel_sends_text (const char *medium);
/* Of the six only name, place and archived change; others have the medium "log". */
gboolean clt_channel_save (CltConn *conn, const CltChannel *channel, GError **error);
/* Inside an action: a new one for the log, whose key comes of its name. @consent: "" sms email phone. */
gboolean clt_channel_add (CltConn *conn, const char *name, const char *consent, GError **error);
/* Inside an action: it is offered no more, or is again; what went through it stays in the log. */
gboolean clt_channel_archive (CltConn *conn, const char *key, gboolean archived, GError **error);
/* What must be agreed to before a push goes that way, translated. */
const char *clt_channel_consent_get_label (const char *consent);

typedef enum
{
  CLT_VERSION_DRAFT,
  CLT_VERSION_APPROVED,
  CLT_VERSION_RETIRED,
} CltVersionState;
/* "draft" …, and for people. */
const char *clt_version_state_get_name (CltVersionState state);
const char *clt_version_state_get_label (CltVersionState state);
/* specialist adviser both, for people. */
const char *clt_provider_get_label (const char *provider);

typedef struct
{
  char *channel;
  char *subject, *body; /* with placeholders; NULL: no template of this channel */
} CltProductChannel;

CltProductChannel *
clt_product_channel_new (const char *channel, const char *subject, const char *body);
void clt_product_channel_free (CltProductChannel *channel);

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
  char *author;                  /* who wrote it last */
  char *approver;                /* never the author */
  CltDay valid_from, valid_to;   /* CLT_DAY_NONE: a draft; open */
  char *files;         /* that go with its mails: lines of name, bytes and SHA-256, between tabs */
  GPtrArray *channels; /* CltProductChannel, in order of preference */
} CltVersion;

CltVersion *clt_version_new (void);
CltVersion *clt_version_copy (const CltVersion *version);
void clt_version_free (CltVersion *version);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltVersion, clt_version_free)
/* (transfer none) (nullable) */
const CltProductChannel *clt_version_find_channel (const CltVersion *version, const char *channel);

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
  CltVersion *draft;   /* (nullable): there is at most one */
  CltVersion *latest;  /* (nullable): the newest that is no draft, in force, retired or to come */
} CltProduct;

CltProduct *clt_product_new (void);
void clt_product_free (CltProduct *product);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltProduct, clt_product_free)

/* What tells people of the product: in force, else the newest, else the draft. (nullable) */
const CltVersion *clt_product_get_version (const CltProduct *product);

/* In the order of the catalogue. @archived: also those. (element-type CltProduct) (transfer full) */
GPtrArray *clt_product_list (CltConn *conn, CltDay day, gboolean archived, GError **error);
CltProduct *clt_product_load (CltConn *conn, gint64 id, CltDay day, GError **error);
/* By code. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_product_find (CltConn *conn, const char *code, GError **error);
/* Stores what is not versioned: code, category, owner, position, archived. What is in force does
 * not go to the archive: it is retired first. */
gboolean clt_product_save (CltConn *conn, CltProduct *product, GError **error);
/* Puts it into @category_id as the @index-th, counted from 0. */
gboolean
clt_product_move (CltConn *conn, gint64 id, gint64 category_id, guint index, GError **error);
/* Removes a product that was never approved, promised or delivered; else it is refused: archive. */
gboolean clt_product_delete (CltConn *conn, gint64 id, GError **error);

/* In force on @day; NULL without an error: none is. */
CltVersion *clt_version_get (CltConn *conn, gint64 product_id, CltDay day, GError **error);
CltVersion *clt_version_load (CltConn *conn, gint64 id, GError **error);
/* Newest first. (element-type CltVersion) (transfer full) */
GPtrArray *clt_version_list (CltConn *conn, gint64 product_id, GError **error);
/* Stores a draft. An approved version is never changed: saving one makes a new draft, whose id and
 * number the record then has; refused when the product has a draft already. The caller sets
 * product_id and author. */
gboolean clt_version_save (CltConn *conn, CltVersion *version, GError **error);
/* Throws a draft away that is not the only version. */
gboolean clt_version_delete (CltConn *conn, gint64 id, GError **error);
/* All that stands against approving the draft @version from @day on, as words of one list; ""
 * when nothing does. (transfer full) (nullable): NULL on error */
char *clt_version_dup_gaps (CltConn *conn, const CltVersion *version, CltDay day, GError **error);
/* @who is not the author; a product needs name, deliverable, at least one channel and, for each
 * channel that sends text, a template whose placeholders are all known. In force from @day on,
 * which no older version begins after. Refused while the matrix promises it below its minimum. */
gboolean
clt_version_approve (CltConn *conn, gint64 id, const char *who, CltDay day, GError **error);
/* @last is the last day on which it may be delivered; not before its last delivery. */
gboolean clt_version_retire (CltConn *conn, gint64 id, CltDay last, GError **error);

/* One line a field that differs, for people. (element-type CltVersionChange) (transfer full) */
typedef struct
{
  char *field; /* translated */
  char *before, *after;
} CltVersionChange;
void clt_version_change_free (CltVersionChange *change);
GPtrArray *clt_version_compare (const CltVersion *before, const CltVersion *after);

/* Inside an action: fills an empty catalogue and matrix with the starter products, in force from
 * @day on. They were written by the program's makers; @who takes them over and so approves them.
 * @language: "en" or "zh_CN"; NULL: that of the program. CLT_STORE_ERROR_EXISTS when there are
 * products. */
gboolean clt_catalogue_add_preset (CltConn *conn,
                                   const char *language,
                                   const char *who,
                                   CltDay day,
                                   GError **error);

G_END_DECLS
