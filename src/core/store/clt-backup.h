/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Online backup, restore, and the search for damage. */

#include <gio/gio.h>

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef void (*CltProgressFunc) (double fraction, gpointer data);

/* A verified copy of @path at @dest (tmp, fsync, rename, verified by opening and by page
 * checksums); other programs may go on writing. An existing @dest is overwritten only when nobody
 * has it open and it is an older copy of the same branch, or one in which nothing was done yet;
 * anything else is CLT_STORE_ERROR_EXISTS. A damaged @path is CLT_STORE_ERROR_CORRUPT: good backups
 * are not replaced by bad ones. */
gboolean clt_backup (const char *path,
                     const char *dest,
                     CltProgressFunc progress,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error);
/* Rotating copies in "<path>-backups/": made when the newest is older than a day, thinned by age
 * (7 daily, 4 weekly, 12 monthly). Returns the path of a new one, NULL when none was due. */
char *clt_backup_rotate (const char *path, GCancellable *cancellable, GError **error);
/* A copy in "<path>-backups/" that the thinning spares (the newest ten of its kind). Its path. */
char *clt_backup_keep (const char *path, GError **error);

/* What restoring @source over @path would change, as sentences (rows by table, newest action of
 * each). (element-type utf8) (transfer full) */
GPtrArray *clt_restore_preview (const char *path, const char *source, GError **error);
/* Replaces @path by @source after verifying @source; the present state is kept as a backup first,
 * @kept (out) (optional) (nullable) its path. @path must not be open anywhere
 * (CLT_STORE_ERROR_BUSY). */
gboolean clt_restore (const char *path, const char *source, char **kept, GError **error);

/* Every problem as a sentence (element-type utf8) (transfer full): page checksums of file and WAL,
 * SQLite's integrity and foreign keys, journal chain, and the checks of other folders that were
 * added. Empty: all is well. */
GPtrArray *clt_check (const char *path, GError **error);
typedef GPtrArray *(*CltCheckFunc) (CltConn *conn, GError **error);
/* At start-up, before threads run. */
void clt_check_add (CltCheckFunc func);
/* The part of clt_check() that reads bytes only: CLT_STORE_ERROR_CORRUPT tells the first problem. */
gboolean clt_check_bytes (const char *path, GError **error);

G_END_DECLS
