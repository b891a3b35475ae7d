/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The search's haystack: every search key packed into one buffer, kept by a connection until
 * the data change. About 75 bytes a client; filled in 0.1 s at 200,000. Private to clients/. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

#define CLT_SEARCH_BLOCK 7

typedef enum
{
  CLT_SEARCH_NAME,
  CLT_SEARCH_PINYIN,
  CLT_SEARCH_INITIALS,
  CLT_SEARCH_ACCOUNTS,
  CLT_SEARCH_PHONE,
  CLT_SEARCH_N_FIELDS
} CltSearchField;

/* One client in the buffer: "\n" name "\t" pinyin "\t" initials "\t" accounts "\t" phone. Records
 * follow each other in the order in which names are sorted. */
typedef struct
{
  char *text; /* starts and ends with "\n" */
  gsize length;
  guint32 *starts; /* of the record's "\n"; n_records + 1, the last one is length - 1 */
  guint32 (*fields)[CLT_SEARCH_N_FIELDS]; /* of each record: where its fields start */
  gint64 *ids;
  guint32 *blocks; /* the record at each 128th byte */
  guint n_records;
  gint64 version;
} CltSearchCache;

/* (transfer none): valid until the next call on @conn. */
const CltSearchCache *clt_search_cache_get (CltConn *conn, GError **error);
void clt_search_cache_drop (CltConn *conn);

G_END_DECLS
