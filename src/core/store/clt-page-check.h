/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What can be said about a branch file from its bytes alone, without opening it as a database:
 * checksums, the sum of all pages, the frames of the WAL, the mark of the last commit. Reading a
 * gigabyte takes about a second. Nothing is written. */

#include <gio/gio.h>

#include "core/store/clt-page.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean present;    /* there is a WAL with a good header */
  guint n_frames;      /* up to the last commit */
  GHashTable *pages;   /* owned: page numbers (GUINT_TO_POINTER) of those frames */
  GPtrArray *problems; /* owned: sentences */
} CltWalState;

CltWalState *clt_wal_check (const char *path, GError **error);
void clt_wal_state_free (CltWalState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltWalState, clt_wal_state_free)

typedef struct
{
  guint32 n_pages;
  guint32 n_intact;
  gboolean ours;        /* it has our header or at least one page of ours */
  gboolean interrupted; /* the sum is marked unknown: a checkpoint did not end */
  gboolean sum_differs;
  GArray *bad;         /* owned: guint32 numbers of damaged pages */
  GPtrArray *problems; /* owned: sentences, but for the bad pages */
} CltPageState;

/* @wal: pages that are in it need not be good in the file while a checkpoint is interrupted. */
CltPageState *clt_page_check (const char *path, const CltWalState *wal, GError **error);
void clt_page_state_free (CltPageState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPageState, clt_page_state_free)

G_END_DECLS
