/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Bulletins: what the branch's website and the trading software show on a day, tier by tier. */

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id, product_id;
  gint64 push_id; /* 0: none */
  char *product, *channel, *title, *body;
  CltDay day;
  guint tiers; /* bits 1 << tier */
  guint open;  /* clients of the push who count as not served yet */
} CltBulletin;
void clt_bulletin_free (CltBulletin *bulletin);
/* Of one day (CLT_DAY_NONE: all), @channel NULL: of all. Newest first.
 * (element-type CltBulletin) (transfer full) */
GPtrArray *clt_bulletin_list (CltConn *conn, const char *channel, CltDay day, GError **error);

/* Inside an action: the push has a bulletin on @day that shows the version's text to @tier. One
 * serves all clients of a push: their tiers are put together. Whether a client may have it is asked
 * when it is published. */
gboolean clt_bulletin_add (CltConn *conn,
                           gint64 push_id,
                           gint64 version_id,
                           const char *channel,
                           CltDay day,
                           CltTier tier,
                           GError **error);

typedef enum
{
  CLT_BULLETIN_HTML, /* a whole page */
  CLT_BULLETIN_TEXT, /* for a pop-up window: lines ending in CR LF */
} CltBulletinFormat;
/* What clients of @tier see on @day; placeholders that need a client are refused, all else is shown
 * as written. @gb18030: else UTF-8, in text with its mark in front. @n: (out) how many bulletins;
 * without any there is a page that says so. (transfer full) */
GBytes *clt_bulletin_render (CltConn *conn,
                             const char *channel,
                             CltDay day,
                             CltTier tier,
                             CltBulletinFormat format,
                             gboolean gb18030,
                             guint *n,
                             GError **error);
/* Inside an action: the bulletins of @channel on @day are where clients see them: the clients of
 * their pushes get a row in the delivery log. Who may not be served any more is left out.
 * @n, @n_blocked: (out) rows, clients left out. */
gboolean clt_bulletin_publish (CltConn *conn,
                               const char *channel,
                               CltDay day,
                               guint *n,
                               guint *n_blocked,
                               GError **error);

G_END_DECLS
