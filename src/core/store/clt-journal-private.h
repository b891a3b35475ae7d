/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The parts of the journal that its files share: changesets and their rows, what references
 * what, the chain of hashes, the swap of bulk rows, and the naming of what stands in the way. */

#include "core/store/clt-conn-private.h"

G_BEGIN_DECLS

/* Touched rows, clt-touched.c */
CltTouched *clt_touched_new (void);
void clt_touched_add_row (CltTouched *touched, const char *table, gint64 key);
void clt_touched_add_bulk (CltTouched *touched, const char *table, CltDay first, CltDay last);

/* A foreign key of the file's layout: @table.@column holds an id of @parent. Or a column that is
 * watched, which has no parent. */
typedef struct
{
  char *table;
  int column; /* position in @table, from 0; -1: not looked up yet */
  char *name; /* of the column */
  char *parent;
} CltReference;

/* (element-type CltReference) (transfer none) (nullable): read once per connection. */
GPtrArray *clt_conn_get_references (CltConn *conn, GError **error);

/* Changesets, clt-changeset.c */
typedef struct
{
  sqlite3_changeset_iter *iter; /* borrowed */
  const char *table;
  int operation; /* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
  int n_columns;
  const unsigned char *is_key;
} CltChange;

typedef gboolean (*CltChangeFunc) (const CltChange *change, gpointer data, GError **error);

/* Stored form: compressed where that helps. clt_changeset_unpack() returns NULL for damage. */
GBytes *clt_changeset_pack (GBytes *changeset);
GBytes *clt_changeset_unpack (GBytes *stored);
gboolean clt_changeset_foreach (CltConn *conn,
                                GBytes *changeset,
                                CltChangeFunc func,
                                gpointer data,
                                GError **error);
/* Fills in @change from @iter, which stands on a row. */
void clt_change_init (CltChange *change, sqlite3_changeset_iter *iter);
/* The key as text, parts joined by U+001F; as action_row stores it. */
char *clt_change_dup_key (const CltChange *change);
/* The first column of the key. */
gint64 clt_change_get_id (const CltChange *change);
/* NULL where the change does not say (an unchanged column of an update). */
sqlite3_value *clt_change_get_old (const CltChange *change, int column);
sqlite3_value *clt_change_get_new (const CltChange *change, int column);
gboolean clt_changeset_add_touched (CltConn *conn,
                                    GBytes *changeset,
                                    CltTouched *touched,
                                    gint64 *n_rows,
                                    GError **error);

/* The chain, clt-chain.c */
typedef struct
{
  const char *kind; /* "action", "undo", "redo" */
  gint64 id;
  const char *name, *detail, *who;
  gint64 at, version, count;
  GBytes *changeset; /* as stored; (nullable) */
} CltChainFacts;

/* The hash that follows the last one; becomes the last one. NULL on error. */
GBytes *clt_chain_extend (CltConn *conn, const CltChainFacts *facts, GError **error);
/* Sentences (element-type utf8) about what does not fit. */
GPtrArray *clt_chain_check (CltConn *conn, GError **error);

/* The transaction's common steps, clt-action.c */
gint64 clt_conn_next_id (CltConn *conn, GError **error);
gboolean clt_conn_refresh_derived (CltConn *conn, CltTouched *touched, GError **error);
/* COMMIT and all that follows it. */
gboolean clt_conn_commit (CltConn *conn, CltTouched *touched, GError **error);
void clt_conn_rollback (CltConn *conn);

/* Undo and redo, clt-undo.c */
typedef struct
{
  gint64 action;
  gboolean redo;
  GBytes *changeset;   /* owned, (nullable): unpacked */
  GHashTable *blocked; /* owned: set of action ids that stand in the way */
  gboolean refused;    /* something stands in the way, whether it could be named or not */
  const char *reason;  /* (nullable): msgid, what stands in the way and is in no journal */
} CltUndo;

/* Bulk rows, clt-undo-bulk.c. Looks for what stands in the way, then moves the rows. */
gboolean clt_undo_check_bulk (CltConn *conn, CltUndo *undo, GError **error);
gboolean clt_undo_swap_bulk (CltConn *conn, CltUndo *undo, CltTouched *touched, GError **error);
/* Rows that were put back must have their accounts. */
gboolean clt_undo_check_bulk_accounts (CltConn *conn, CltUndo *undo, GError **error);

/* Naming, clt-undo-blockers.c */
/* The rows of the changeset that do not fit the file any more. */
gboolean clt_undo_find_conflicts (CltConn *conn, CltUndo *undo, GError **error);
/* Broken references after the changes were made. */
gboolean clt_undo_check_references (CltConn *conn, CltUndo *undo, GError **error);
/* Marks every action that touched @key of @table and is in effect (undo) or undone (redo). */
gboolean clt_undo_block_row (CltConn *conn,
                             CltUndo *undo,
                             const char *table,
                             const char *key,
                             GError **error);
void clt_undo_block_action (CltUndo *undo, gint64 action);
void clt_undo_set_error (CltConn *conn, CltUndo *undo, GArray **blockers, GError **error);

G_END_DECLS
