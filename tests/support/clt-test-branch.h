/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/demo/clt-demo.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* A scratch folder that goes with all its files. It prefers memory to disk, so that tests may
 * commit thousands of times. */
char *clt_test_dir_new (void);
void clt_test_dir_remove (const char *dir);

/* What most tests begin with: an empty branch in a folder of its own. @dir: (out) */
CltConn *clt_test_branch_new (char **dir);
/* Makes it the demo branch of @clients and @days trading days. Returns: its last day. */
CltDay clt_test_branch_fill (CltConn *conn, guint clients, guint days, guint32 seed);
/* (transfer full): takes @conn and @dir. */
void clt_test_branch_free (CltConn *conn, char *dir);

/* SHA-256 over the branch's own tables, row by row in key order: what people entered and imported.
 * Left out: the journal, counters, logs, what is derived, and SQLite's own. Two states of a file
 * are compared by this and by nothing else. */
char *clt_test_hash_branch (CltConn *conn);

/* Runs @sql with no bound values; aborts the test on an error. */
void clt_test_exec (CltConn *conn, const char *sql);
gint64 clt_test_get_int (CltConn *conn, const char *sql);

G_END_DECLS
