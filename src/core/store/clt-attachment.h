/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Files kept in the branch file. What they hold is stored once by content and outside the journal, so
 * that a large file does not make a large journal; an action records only the reference, and undo can
 * bring it back. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

#define CLT_ATTACHMENT_MAX (20 * 1024 * 1024) /* bytes */

typedef struct
{
  gint64 id;
  char *name;
  char *media_type;
  gint64 size; /* bytes */
} CltAttachment;

void clt_attachment_free (CltAttachment *attachment);

/* Inside an action. @owner: the table of what it belongs to, e.g. "product_version". @name: without a
 * folder. Returns: its id; 0 on error. */
gint64 clt_attachment_add (CltConn *conn,
                           const char *owner,
                           gint64 owner_id,
                           const char *name,
                           GBytes *bytes,
                           GError **error);
/* The same, read from @path. */
gint64 clt_attachment_add_file (CltConn *conn,
                                const char *owner,
                                gint64 owner_id,
                                const char *path,
                                GError **error);
/* Inside an action. */
gboolean clt_attachment_remove (CltConn *conn, gint64 id, GError **error);
/* Inside an action: @to refers to the same files as @from. */
gboolean
clt_attachment_copy_all (CltConn *conn, const char *owner, gint64 from, gint64 to, GError **error);
/* By name. (element-type CltAttachment) (transfer full) */
GPtrArray *clt_attachment_list (CltConn *conn, const char *owner, gint64 owner_id, GError **error);
GBytes *clt_attachment_load (CltConn *conn, gint64 id, GError **error);

G_END_DECLS
