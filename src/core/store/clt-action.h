/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one door for writing. An action has a name, a person and a time, is one transaction,
 * and can be undone and redone in any later run. Small rows are recorded by SQLite's session
 * extension; bulk rows (funds_daily, funds_extra, trade, position) carry the action's id in
 * their column "batch", and what they replaced is kept in the shadow table "<table>_old".
 * All functions belong on the thread that owns the writing connection. */

#include <glib-object.h>

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;   /* stable key, e.g. "client.edit"; clt_action_get_label() translates it */
  const char *detail; /* (nullable): the object, e.g. the client's name or the file's */
  const char *who;    /* person who acts */
  gint64 at;          /* Unix seconds; 0: now. Only invented work (the demo branch) says when */
  /* Only bulk rows are written: nothing is recorded row by row, and the accounts of these rows,
   * which the caller has read inside the action, are not looked up again. Costs a third less. */
  gboolean bulk;
} CltActionInfo;

/* BEGIN IMMEDIATE, start recording. One action at a time per connection. */
gboolean clt_action_begin (CltConn *conn, const CltActionInfo *info, GError **error);
/* The id of the running action; it is also the batch number of bulk rows. */
gint64 clt_action_get_id (CltConn *conn);
/* When the running action happens, Unix seconds: what CltActionInfo says, else now. */
gint64 clt_action_get_time (CltConn *conn);
/* The day of the branch on which it happens. */
CltDay clt_action_get_day (CltConn *conn);
/* Invented work that spreads over many days: what the running action writes from now on happens at
 * @at, Unix seconds. The journal keeps what CltActionInfo says. */
void clt_action_set_time (CltConn *conn, gint64 at);
/* What the running action is about, where that is known only now, as the number that it has given
 * out; instead of CltActionInfo.detail. */
void clt_action_set_detail (CltConn *conn, const char *detail);
/* (transfer none) */
const char *clt_action_get_detail (CltConn *conn);
/* The running action wrote bulk rows of the days @first … @last. Call before commit. */
void clt_action_note_bulk (CltConn *conn, const char *table, CltDay first, CltDay last);
/* So many of them, for the history: what is written by batch is not recorded row by row. Imports
 * have their own log and need not tell. */
void clt_action_count_bulk (CltConn *conn, gint64 n_rows);
/* Something that belongs to the running action until it ends: a writer of bulk rows hands what it
 * has summed up on the way to the derived table that would else read the rows again. */
void clt_action_attach (CltConn *conn, gpointer data, GDestroyNotify free_data);
/* (nullable) */
gpointer clt_action_get_attached (CltConn *conn);
/* Refreshes derived tables, writes the journal row, commits. An action that changed nothing
 * leaves no trace. @id: (out) (optional): 0 when nothing changed. On error all is rolled back. */
gboolean clt_action_commit (CltConn *conn, gint64 *id, GError **error);
void clt_action_rollback (CltConn *conn);

/* The usual shape: begin, @func, commit or roll back. */
typedef gboolean (*CltActionFunc) (CltConn *conn, gpointer data, GError **error);
gboolean clt_action_run (CltConn *conn,
                         const CltActionInfo *info,
                         CltActionFunc func,
                         gpointer data,
                         gint64 *id,
                         GError **error);

/* What no undo can bring back, as a mail that has gone out, is no action: @func in a transaction of
 * its own that leaves no trace in the journal, durable when this returns TRUE. Ids are given out in
 * it, derived tables and listeners learn of it as of an action. An action whose rows it builds on is
 * no longer undone; see clt-undo-references.c for the reason that people are told. */
gboolean
clt_action_run_unjournalled (CltConn *conn, CltActionFunc func, gpointer data, GError **error);

/* Translated name of an action key. */
const char *clt_action_get_label (const char *name);

/* What an action, an undo or a redo has touched: given to derived tables before commit and to
 * listeners after it. */
typedef struct
{
  GHashTable *rows; /* table name -> GArray of gint64 (first key column of each touched row);
                       also "table.column" -> ids that a touched row refers to or did refer to, e.g.
                       "account.client_id", for a removed row can no longer be asked; and the
                       values before and after of the columns of clt_conn_watch() */
  GHashTable *bulk; /* table name -> CltDayRange* of touched days */
} CltTouched;

typedef struct
{
  CltDay first;
  CltDay last;
} CltDayRange;

#define CLT_TYPE_TOUCHED (clt_touched_get_type ())
GType clt_touched_get_type (void);
CltTouched *clt_touched_ref (CltTouched *touched);
void clt_touched_unref (CltTouched *touched);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTouched, clt_touched_unref)
/* What both touched, in a new one. (transfer full) */
CltTouched *clt_touched_merge (const CltTouched *first, const CltTouched *second);
/* Returns: (transfer none) (nullable): the touched keys of @table; they may repeat. */
GArray *clt_touched_get_rows (const CltTouched *touched, const char *table);
/* Returns: (transfer none) (nullable) */
const CltDayRange *clt_touched_get_bulk (const CltTouched *touched, const char *table);

/* Derived tables (rollups, search keys, cached indicators) are never recorded; @func brings
 * them up to date inside the same transaction, after actions, undo and redo alike. */
typedef gboolean (*CltDerivedFunc) (CltConn *conn, const CltTouched *touched, GError **error);
void clt_conn_add_derived (CltConn *conn, CltDerivedFunc func);
/* What follows from an action and belongs to it, as a complaint is reopened by an answer: @func runs at
 * the end of each action, before it is recorded, so that what it writes is undone and done again with
 * it. It learns what the action touched, but not what other consequences did. */
void clt_conn_add_consequence (CltConn *conn, CltDerivedFunc func);
/* Has what each change knows of the INTEGER @column of @table listed in CltTouched, too: what is kept
 * by days must learn of the day on which a row was that has moved or is gone. An update that leaves
 * the column alone lists nothing. */
void clt_conn_watch (CltConn *conn, const char *table, const char *column);
/* What the last commit, undo or redo on this connection touched. (transfer full) (nullable) */
CltTouched *clt_conn_dup_last_touched (CltConn *conn);

/* History */
typedef struct
{
  gint64 id;
  char *name;
  char *detail;
  char *who;
  gint64 at; /* Unix seconds */
  gint64 rows;
  gboolean undone;
} CltAction;

void clt_action_free (CltAction *action);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAction, clt_action_free)
/* Newest first. @limit 0: all. (element-type CltAction) (transfer full) */
GPtrArray *clt_action_list (CltConn *conn, guint limit, GError **error);
/* What, who and when, to stand in a sentence; the bare number when there is no such action.
 * (transfer full) */
char *clt_action_describe (CltConn *conn, gint64 id);

/* Writers of bulk rows: @batch of each new row is clt_action_get_id(); a row that is replaced or
 * removed goes to "<table>_old" under holder = that id first, once, with the batch that it had.
 *
 * Undoes @action, or the newest action that is not undone when @action is 0. When later actions
 * stand in the way nothing is changed, the error is CLT_STORE_ERROR_IN_THE_WAY, its message names
 * them, and @blockers (out) (optional) (element-type gint64) gets their ids, newest first. */
gboolean clt_action_undo (CltConn *conn,
                          gint64 action,
                          const char *who,
                          gint64 *undone,
                          GArray **blockers,
                          GError **error);
/* Redoes @action, or the most recently undone one when @action is 0; nothing to redo once a new
 * action has been made. */
gboolean clt_action_redo (CltConn *conn,
                          gint64 action,
                          const char *who,
                          gint64 *redone,
                          GArray **blockers,
                          GError **error);

G_END_DECLS
