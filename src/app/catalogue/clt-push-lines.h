/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The clients of a push as lines of a list: those of a preview, or the items of a push that was
 * created. Made in a worker, never changed afterwards, and asked from there by a CltKeyList, whose keys
 * number the lines from 1. */

#include "core/delivery/clt-push.h"
#include "core/lists/clt-key-list.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_PUSH_CLIENT,
  CLT_PUSH_DAY,
  CLT_PUSH_CHANNEL,
  CLT_PUSH_STATE, /* of an item; of a preview whether it would go out */
  CLT_PUSH_STAFF,
  CLT_PUSH_REASONS,
  CLT_N_PUSH_COLUMNS,
} CltPushColumn;

typedef struct
{
  gatomicrefcount refs;
  gint64 item_id; /* 0: of a preview */
  gint64 client_id;
  guint blocks;
  char *cell[CLT_N_PUSH_COLUMNS];
} CltPushRow;

typedef struct _CltPushLines CltPushLines;
/* Reads the names of staff and channels. @items: (element-type CltPushItem) (nullable): what has been
 * planned before; it stands between those who would get it and those who are held back. */
CltPushLines *clt_push_lines_new_preview (CltConn *conn,
                                          const CltPushPreview *preview,
                                          const GPtrArray *items,
                                          GError **error);
CltPushLines *clt_push_lines_new_push (CltConn *conn, gint64 push_id, GError **error);
CltPushLines *clt_push_lines_ref (CltPushLines *lines);
void clt_push_lines_unref (CltPushLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushLines, clt_push_lines_unref)

#define CLT_PUSH_ALL 0u
#define CLT_PUSH_FREE (1u << 31)
/* A question: all lines, those that are free to go, or those that a CltBlock stops. */
typedef struct _CltPushQuery CltPushQuery;
CltPushQuery *clt_push_query_new (CltPushLines *lines, guint wanted);
void clt_push_query_unref (CltPushQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushQuery, clt_push_query_unref)
extern const CltKeyListSource clt_push_query_source;
/* Clients of the lines asked for, each once. (element-type gint64) (transfer full) */
GArray *clt_push_query_dup_clients (const CltPushQuery *query);

G_END_DECLS
