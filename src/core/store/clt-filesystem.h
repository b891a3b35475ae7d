/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether a file system of this kind lies on another machine. @magic: statfs(2); @type: its name in
 * /proc/self/mountinfo, (nullable), which tells the kinds of FUSE apart. */
gboolean clt_filesystem_is_network (guint64 magic, const char *type);
/* FALSE with CLT_STORE_ERROR_NETWORK: two programs on a network share do not see each other's
 * locks, so a branch file there would be damaged sooner or later. */
gboolean clt_filesystem_check (const char *path, GError **error);
/* Makes a rename within the folder of @path last. */
gboolean clt_filesystem_sync_folder (const char *path, GError **error);
gboolean clt_filesystem_sync_file (const char *path, GError **error);
/* Gives @from the name @to and fails with CLT_STORE_ERROR_EXISTS where that is taken. */
gboolean clt_filesystem_rename_new (const char *from, const char *to, GError **error);
/* A new empty file beside @path that only its owner may read. (transfer full) (nullable) */
char *clt_filesystem_make_beside (const char *path, GError **error);

/* Removes a database with the files beside it. */
void clt_filesystem_remove_database (const char *path);

G_END_DECLS
