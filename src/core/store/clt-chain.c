/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* Every row of the journal (actions, undos, redos; their ids come from one counter) carries
 * SHA-256 (hash of the row before, facts of this row); table "counter" holds the last one. A row
 * that was changed, removed or slipped in by hand breaks the chain from there on. */

#define HASH_SIZE 32

static void
add_bytes (GChecksum *sum, const void *data, gsize size)
{
  guint64 length = GUINT64_TO_LE ((guint64) size);

  g_checksum_update (sum, (const guchar *) &length, sizeof length);
  if (size > 0)
    g_checksum_update (sum, data, (gssize) size);
}

static void
add_int (GChecksum *sum, gint64 value)
{
  gint64 bytes = GINT64_TO_LE (value);

  g_checksum_update (sum, (const guchar *) &bytes, sizeof bytes);
}

static GBytes *
hash (GBytes *previous, const CltChainFacts *facts)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *texts[] = { facts->kind, facts->name, facts->detail, facts->who };
  guint8 digest[HASH_SIZE];
  gsize size = sizeof digest;
  gsize n_previous;
  const void *bytes = g_bytes_get_data (previous, &n_previous);

  add_bytes (sum, bytes, n_previous);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_bytes (sum, texts[i], strlen (texts[i]));
  add_int (sum, facts->id);
  add_int (sum, facts->at);
  add_int (sum, facts->version);
  add_int (sum, facts->count);
  if (facts->changeset != NULL)
    add_bytes (sum, g_bytes_get_data (facts->changeset, NULL), g_bytes_get_size (facts->changeset));
  g_checksum_get_digest (sum, digest, &size);
  return g_bytes_new (digest, size);
}

static GBytes *
get_last (CltConn *conn, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, "SELECT chain FROM counter WHERE id = 1", "");
  GBytes *last;

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return NULL;
  last = clt_stmt_dup_blob (stmt, 0);
  clt_stmt_reset (stmt);
  return last;
}

GBytes *
clt_chain_extend (CltConn *conn, const CltChainFacts *facts, GError **error)
{
  g_autoptr (GBytes) previous = get_last (conn, error);
  g_autoptr (GBytes) next = NULL;

  if (previous == NULL)
    return NULL;
  next = hash (previous, facts);
  if (!clt_conn_run (conn, error, "UPDATE counter SET chain = ? WHERE id = 1", "b", next))
    return NULL;
  return g_steal_pointer (&next);
}

/* Checking */

static GBytes *
hash_row (CltStmt *stmt, GBytes *previous)
{
  g_autoptr (GBytes) changeset = clt_stmt_is_null (stmt, 8) ? NULL : clt_stmt_dup_blob (stmt, 8);
  const CltChainFacts facts = {
    .id = clt_stmt_get_int (stmt, 0),
    .kind = clt_stmt_get_text (stmt, 1),
    .name = clt_stmt_get_text (stmt, 2),
    .detail = clt_stmt_get_text (stmt, 3),
    .who = clt_stmt_get_text (stmt, 4),
    .at = clt_stmt_get_int (stmt, 5),
    .version = clt_stmt_get_int (stmt, 6),
    .count = clt_stmt_get_int (stmt, 7),
    .changeset = changeset,
  };

  return hash (previous, &facts);
}

/* Whether each action's state is what its undos and redos say. */
static gboolean
check_states (CltConn *conn, GPtrArray *problems, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT a.id FROM action AS a WHERE a.undone <> coalesce ((SELECT e.event = 'undo'"
    " FROM action_event AS e WHERE e.action = a.id ORDER BY e.id DESC LIMIT 1), 0)",
    "");
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (problems,
                     /* Translators: the placeholder is the number of an action. */
                     g_strdup_printf (_ ("Journal: action %s was marked undone or done by hand."),
                                      clt_stmt_get_text (stmt, 0)));
  return step == CLT_STEP_DONE;
}

GPtrArray *
clt_chain_check (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) previous = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) last = get_last (conn, error);
  CltStmt *stmt;
  CltStep step;

  if (last == NULL)
    return NULL;
  stmt = clt_conn_query (
    conn, error,
    "SELECT id, 'action', name, detail, who, at, schema_version, row_count, changeset, chain"
    " FROM action UNION ALL"
    " SELECT id, event, '', '', who, at, action, 0, NULL, chain FROM action_event ORDER BY 1",
    "");
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      g_autoptr (GBytes) expected = hash_row (stmt, previous);
      g_autoptr (GBytes) found = clt_stmt_dup_blob (stmt, 9);

      if (!g_bytes_equal (expected, found))
        g_ptr_array_add (problems,
                         /* Translators: the placeholder is the number of an action. */
                         g_strdup_printf (_ ("Journal: entry %s or the one before it was changed or"
                                             " removed by hand."),
                                          clt_stmt_get_text (stmt, 0)));
      g_bytes_unref (g_steal_pointer (&previous));
      previous = g_steal_pointer (&found);
    }
  if (step == CLT_STEP_ERROR || !check_states (conn, problems, error))
    return NULL;
  if (!g_bytes_equal (previous, last))
    g_ptr_array_add (problems, g_strdup (_ ("Journal: its newest entries are missing.")));
  return g_steal_pointer (&problems);
}
