/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Random work on a branch: edits, new and removed rows, keys that are used again, bulk batches
 * that replace and remove. The tables stay small, so that comparing states stays cheap.
 * A new kind of write joins by a row in the table of clt-test-work.c. */

guint clt_test_work_get_n_kinds (void);
const char *clt_test_work_get_name (guint kind);
/* One action of a random kind. @id: 0 when it changed nothing. */
gboolean clt_test_work_do (CltConn *conn, GRand *random, gint64 *id, GError **error);
gboolean
clt_test_work_do_kind (CltConn *conn, GRand *random, guint kind, gint64 *id, GError **error);

G_END_DECLS
