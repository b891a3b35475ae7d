/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltKeyList: a GListModel over ids that a worker found; rows come in pages of 256 by id, nearest
 * to the view first, at most 16 pages are kept. get_item() never blocks: it gives a CltRow whose
 * record is NULL until its page has arrived ("record" notifies). Data arriving emits no
 * items-changed; a reload is (0, old, 0) then (0, 0, new). Main thread only. */

#include "core/store/clt-store.h"

G_BEGIN_DECLS

#define CLT_TYPE_ROW (clt_row_get_type ())
G_DECLARE_FINAL_TYPE (CltRow, clt_row, CLT, ROW, GObject)

gint64 clt_row_get_id (CltRow *row);
guint clt_row_get_position (CltRow *row);
/* (transfer none) (nullable): what CltKeyListSource.load_rows made for this row; notifies. */
gpointer clt_row_get_record (CltRow *row);

typedef struct
{
  /* both run in a worker */
  GArray *(*load_keys) (CltConn *conn, gconstpointer query, GError **error);
  GPtrArray *(*load_rows) (CltConn *conn,
                           const gint64 *ids,
                           guint n_ids,
                           gconstpointer query,
                           GError **error);
  gpointer (*record_ref) (gpointer record);
  void (*record_unref) (gpointer record);
  gpointer (*query_copy) (gconstpointer query);
  void (*query_free) (gpointer query);
} CltKeyListSource;

/* A query_copy() for queries from g_atomic_rc_box_new() that no longer change: all share them. */
gpointer clt_key_list_share_query (gconstpointer query);

#define CLT_TYPE_KEY_LIST (clt_key_list_get_type ())
G_DECLARE_FINAL_TYPE (CltKeyList, clt_key_list, CLT, KEY_LIST, GObject)

/* @source must live as long as the list (a static table). */
CltKeyList *clt_key_list_new (CltStore *store, const CltKeyListSource *source);
/* Loads the keys of @query; properties "loading" (gboolean), "error" (char*), "n-items" tell. */
void clt_key_list_set_query (CltKeyList *list, gconstpointer query);
gconstpointer clt_key_list_get_query (CltKeyList *list);
void clt_key_list_reload (CltKeyList *list);
/* These rows changed: their pages are fetched again, positions stay. */
void clt_key_list_refresh_rows (CltKeyList *list, const gint64 *ids, guint n_ids);
/* GTK_INVALID_LIST_POSITION (G_MAXUINT) when absent. */
guint clt_key_list_find (CltKeyList *list, gint64 id);
gint64 clt_key_list_get_id (CltKeyList *list, guint position);

G_END_DECLS
