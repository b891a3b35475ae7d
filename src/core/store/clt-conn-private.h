/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "core/store/clt-action.h"
#include "core/store/clt-feed.h"
#include "core/store/clt-lookup.h"
#include "core/store/clt-side-table.h"
#include "core/store/clt-visit.h"

G_BEGIN_DECLS

typedef struct _CltRecording CltRecording;

struct _CltConn
{
  sqlite3 *db; /* owned */
  char *path;  /* owned */
  CltConnMode mode;
  GHashTable *statements;    /* owned: sql -> CltStmt */
  GCancellable *cancellable; /* owned */
  CltRecording *recording;   /* owned: the running action, see clt-action.c */
  GPtrArray *derived;        /* owned: CltDerivedFunc */
  GPtrArray *consequences;   /* owned: CltDerivedFunc */
  CltTouched *last_touched;  /* owned */
  int mark;                  /* file of clt-mark.h; -1 not open yet, -2 cannot be opened */
  guint64 origin;            /* see clt-mark.h; 0: not known yet */
  gboolean collects;         /* see clt_conn_collect_touched() */
  CltTouched *collected;     /* owned, (nullable) */
  GPtrArray *references;     /* owned, (nullable): see clt-journal-private.h */
  GPtrArray *watched;        /* owned, (nullable): likewise, see clt_conn_watch() */
  GData *caches;             /* owned: see clt_conn_set_cache() */
  CltVisitFunc visit;        /* (nullable): of the clt_stmt_visit() that is running */
  gpointer visit_data;
  CltFeedFunc feed; /* (nullable): of the clt_conn_feed() that is running */
  gpointer feed_data;
  CltSideTable *side_table; /* owned, (nullable) */
  GPtrArray *lookups;       /* owned: see clt-lookup.h */
  guint64 moment;           /* that of the statement which began last */
  guint64 n_moments;
};

struct _CltStmt
{
  sqlite3_stmt *stmt; /* owned */
  CltConn *conn;      /* borrowed */
};

/* As clt_conn_set_error(), for calls that return their code without setting the connection's. */
gboolean clt_conn_set_error_code (CltConn *conn, GError **error, int code, const char *doing);
/* For looking at a file that may be damaged: nothing is written, the WAL stays as it is. Fails like
 * clt_conn_open(). */
CltConn *clt_conn_open_untouched (const char *path, GError **error);
/* Makes clt_visit() known to SQLite, see clt-visit.h. */
gboolean clt_visit_register (CltConn *conn, GError **error);
/* Makes the table clt_feed known to SQLite, see clt-feed.h. */
gboolean clt_feed_register (CltConn *conn, GError **error);
/* Makes clt_lookup() known to SQLite, see clt-lookup.h. */
gboolean clt_lookup_register (CltConn *conn, GError **error);
/* Makes clt_side() known to SQLite, see clt-side-table.h. */
gboolean clt_side_table_register (CltConn *conn, GError **error);
/* Writes what the WAL holds into the file as far as readers allow; waits for nobody. */
void clt_conn_fold (CltConn *conn);
/* From now on what commits touch is gathered until it is taken. */
void clt_conn_collect_touched (CltConn *conn);
/* (transfer full) (nullable) */
CltTouched *clt_conn_steal_touched (CltConn *conn);

G_END_DECLS
