/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-search-cache.h"

#define CACHE_KEY "clt-search"

static void
cache_free (gpointer data)
{
  CltSearchCache *cache = data;

  g_free (cache->text);
  g_free (cache->starts);
  g_free (cache->blocks);
  g_free (cache->ids);
  g_free (cache->fields);
  g_free (cache);
}

static void
index_blocks (CltSearchCache *cache)
{
  gsize n = (cache->length >> CLT_SEARCH_BLOCK) + 1;
  guint record = 0;

  cache->blocks = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    {
      while (record + 1 < cache->n_records && cache->starts[record + 1] <= i << CLT_SEARCH_BLOCK)
        record++;
      cache->blocks[i] = record;
    }
}

static CltSearchCache *
load (CltConn *conn, gint64 version, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (1 << 16);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint32));
  CltSearchCache *cache;
  CltStmt *stmt =
    clt_conn_prepare (conn,
                      "SELECT client_id, name, pinyin, initials, accounts, phone FROM search_key"
                      " ORDER BY prospect, sort, client_id",
                      error);
  CltStep step;
  guint32 end;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      guint32 start = (guint32) text->len;
      gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (starts, start);
      g_array_append_val (ids, id);
      for (int i = 0; i < CLT_SEARCH_N_FIELDS; i++)
        {
          guint32 field = (guint32) text->len + 1;

          g_array_append_val (fields, field);
          g_string_append_c (text, i == 0 ? '\n' : '\t');
          g_string_append (text, clt_stmt_get_text (stmt, i + 1));
        }
    }
  if (step == CLT_STEP_ERROR)
    return NULL;
  end = (guint32) text->len;
  g_array_append_val (starts, end);
  g_string_append_c (text, '\n');

  cache = g_new0 (CltSearchCache, 1);
  cache->n_records = ids->len;
  cache->length = text->len;
  cache->text = g_string_free (g_steal_pointer (&text), FALSE);
  cache->starts = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&starts), FALSE);
  cache->fields = (gpointer) g_array_free (g_steal_pointer (&fields), FALSE);
  cache->ids = (gint64 *) (gpointer) g_array_free (g_steal_pointer (&ids), FALSE);
  cache->version = version;
  index_blocks (cache);
  return cache;
}

const CltSearchCache *
clt_search_cache_get (CltConn *conn, GError **error)
{
  CltSearchCache *cache = clt_conn_get_cache (conn, CACHE_KEY);
  gint64 version;

  /* moves with every commit of another connection; our own drop the cache */
  if (!clt_conn_get_data_version (conn, &version, error))
    return NULL;
  if (cache != NULL && cache->version == version)
    return cache;
  cache = load (conn, version, error);
  clt_conn_set_cache (conn, CACHE_KEY, cache, cache_free);
  return cache;
}

void
clt_search_cache_drop (CltConn *conn)
{
  clt_conn_set_cache (conn, CACHE_KEY, NULL, NULL);
}
