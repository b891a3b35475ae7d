/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A layer over SQLite's own files that gives each page of a branch file its checksum as it is
 * written (see clt-page.h). Reading is left alone: a check reads the checksums, work does not. */

#include <sqlite3.h>

#include "core/store/clt-page.h"

G_BEGIN_DECLS

/* The name to open with. Registers the layer at the first call; any thread. */
const char *clt_page_vfs_get_name (void);
/* For a file that is filled page by page in any order (the destination of a copy): its pages get
 * checksums before its header says so. */
int clt_page_vfs_seal (sqlite3 *db);
/* Why the last writing call of this thread failed, errno(3); 0 when none did since the last asking. */
int clt_page_vfs_take_errno (void);

G_END_DECLS
