/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-backup.h"

G_BEGIN_DECLS

/* Which branch, and how far it has come. */
typedef struct
{
  guint64 count;  /* table counter */
  guint64 origin; /* of the first journal entry, 0 for an empty journal */
  char chain[65]; /* of the newest journal entry, hexadecimal, "" for an empty journal */
} CltBranchState;

gboolean clt_backup_query_state (const char *path, CltBranchState *state, GError **error);
/* A verified and synced copy of @path under a passing name beside @beside. (transfer full) */
char *clt_backup_make_copy (const char *path,
                            const char *beside,
                            CltProgressFunc progress,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);
/* "<path>-backups", made when it is missing. (transfer full) */
char *clt_backup_dup_folder (const char *path, GError **error);
/* A name in it for now, with "-kept" for those that thinning spares. (transfer full) */
char *clt_backup_dup_name (const char *path, gboolean kept, GError **error);

G_END_DECLS
