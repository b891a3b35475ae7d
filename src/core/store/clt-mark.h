/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The mark: "<file>-mark" says how far the newest commit had counted, so that a WAL that has lost
 * its end is noticed. It is written after each commit without a sync and is never ahead of the
 * file; losing it loses nothing but that. The last connection takes it away when it closes. It knows the file by the first entry of its journal. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 count;  /* table counter */
  guint64 origin; /* of the first journal entry's hash; 0 before there is one */
} CltMark;

/* FALSE: none, or none that can be trusted. */
gboolean clt_mark_read (const char *path, CltMark *mark);
/* What the mark of @conn's file is to say. */
gboolean clt_mark_query (CltConn *conn, CltMark *mark, GError **error);
/* Never fails in a way that anybody has to know of. */
void clt_mark_write (CltConn *conn, const CltMark *mark);
void clt_mark_remove (const char *path);

G_END_DECLS
