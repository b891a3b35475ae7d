/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-search-key.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-id.h"
#include "core/base/clt-pinyin.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-search-cache.h"

/* Accounts and spells as they are now; the last spell is the one opened last. */
#define ACCOUNTS_OF                                                                                \
  "coalesce((SELECT group_concat(number, ' ') FROM"                                                \
  " (SELECT number FROM account WHERE client_id = c.id ORDER BY id)), '')"
#define SPELL_OF(what)                                                                             \
  "(SELECT " what " FROM spell WHERE client_id = c.id ORDER BY opened DESC, id DESC LIMIT 1)"

char *
clt_search_fold (const char *text)
{
  g_autofree char *plain = clt_text_normalize (text, -1);

  return g_utf8_strdown (plain, -1);
}

static gboolean
write_key (CltConn *conn, gint64 id, CltStmt *row, GError **error)
{
  g_autofree char *name = clt_search_fold (clt_stmt_get_text (row, 1));
  g_autofree char *sort = clt_pinyin_sort_key (name);
  g_autofree char *pinyin = NULL, *initials = NULL;
  g_autofree char *phone = clt_phone_digits (clt_stmt_get_text (row, 2));
  g_autofree char *accounts = g_strdup (clt_stmt_get_text (row, 3));
  gint64 prospect = clt_stmt_get_int (row, 0);
  CltDay opened = clt_stmt_get_day (row, 4), closed = clt_stmt_get_day (row, 5);

  clt_pinyin_keys (name, &pinyin, &initials);
  return clt_conn_run (
    conn, error,
    "INSERT INTO search_key (client_id, prospect, name, sort, pinyin, initials, accounts, phone,"
    " opened, closed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (client_id) DO UPDATE SET prospect = excluded.prospect, name = excluded.name,"
    " sort = excluded.sort, pinyin = excluded.pinyin, initials = excluded.initials,"
    " accounts = excluded.accounts, phone = excluded.phone, opened = excluded.opened,"
    " closed = excluded.closed",
    "iittttttyy", id, prospect, name, sort, pinyin, initials, accounts, phone, opened, closed);
}

static gboolean
refresh_client (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT c.prospect, c.name, c.phone, " ACCOUNTS_OF ", " SPELL_OF (
                      "opened") ", " SPELL_OF ("closed") " FROM client c WHERE c.id = ?",
                    "i", id);
  CltStep step;
  gboolean ok = TRUE;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    ok = write_key (conn, id, stmt, error);
  clt_stmt_reset (stmt);
  if (step == CLT_STEP_DONE)
    ok = clt_conn_run (conn, error, "DELETE FROM search_key WHERE client_id = ?", "i", id);
  return ok && step != CLT_STEP_ERROR;
}

static void
add_id (GHashTable *ids, gint64 id)
{
  g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
}

/* Adds the clients of the touched rows of account or spell; *@gone when a row is no more. */
static gboolean
collect_owners (CltConn *conn,
                const char *sql,
                const GArray *rows,
                GHashTable *ids,
                gboolean *gone,
                GError **error)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 owner;

      if (!clt_conn_get_int (conn, &owner, 0, error, sql, "i", g_array_index (rows, gint64, i)))
        return FALSE;
      if (owner != 0)
        add_id (ids, owner);
      else
        *gone = TRUE;
    }
  return TRUE;
}

static const char stale_sql[] =
  "SELECT k.client_id FROM search_key k LEFT JOIN client c ON c.id = k.client_id"
  " WHERE c.id IS NULL OR k.accounts <> " ACCOUNTS_OF
  " OR k.opened IS NOT " SPELL_OF ("opened") " OR k.closed IS NOT " SPELL_OF ("closed");

/* A deleted account or spell no longer says whose it was. */
static gboolean
collect_stale (CltConn *conn, GHashTable *ids, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, stale_sql, "");
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    add_id (ids, clt_stmt_get_int (stmt, 0));
  return step == CLT_STEP_DONE;
}

gboolean
clt_search_derived (CltConn *conn, const CltTouched *touched, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const GArray *clients = clt_touched_get_rows (touched, "client");
  gboolean gone = FALSE;
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; clients != NULL && i < clients->len; i++)
    add_id (ids, g_array_index (clients, gint64, i));
  if (!collect_owners (conn, "SELECT client_id FROM account WHERE id = ?",
                       clt_touched_get_rows (touched, "account"), ids, &gone, error) ||
      !collect_owners (conn, "SELECT client_id FROM spell WHERE id = ?",
                       clt_touched_get_rows (touched, "spell"), ids, &gone, error))
    return FALSE;
  if (gone && !collect_stale (conn, ids, error))
    return FALSE;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!refresh_client (conn, *(gint64 *) id, error))
      return FALSE;
  if (g_hash_table_size (ids) > 0)
    clt_search_cache_drop (conn);
  return TRUE;
}

GPtrArray *
clt_search_check (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  CltStmt *stmt = clt_conn_query (conn, error, stale_sql, "");
  gint64 clients, keys;
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    /* Translators: %s is an internal number. */
    g_ptr_array_add (problems, g_strdup_printf (_ ("The search key of client %s is out of date."),
                                                clt_stmt_get_text (stmt, 0)));
  if (step == CLT_STEP_ERROR ||
      !clt_conn_get_int (conn, &clients, 0, error, "SELECT count(*) FROM client", "") ||
      !clt_conn_get_int (conn, &keys, 0, error, "SELECT count(*) FROM search_key", ""))
    return NULL;
  if (clients != keys)
    g_ptr_array_add (problems, g_strdup (_ ("Some clients have no search key.")));
  return g_steal_pointer (&problems);
}
