/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Catalogue and matrix as a workbook that comes back. Beside the two sheets that people edit, the
 * book carries what they looked like when it was written, on a hidden sheet. What came back is
 * compared three ways, cell by cell: as written, as edited, as the branch is now. A cell that only
 * the editor changed is taken over; one that the branch changed, too, is a conflict and stays.
 * All of it is one action. */

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* @day: by whose versions and matrix. (.xlsx) */
gboolean clt_export_catalogue (CltConn *conn,
                               CltDay day,
                               const CltExportOptions *options,
                               gint64 *rows,
                               GError **error);

typedef struct
{
  char *sheet;
  guint row;     /* from 1 */
  char *column;  /* header */
  char *product; /* code */
  char *before;  /* as written into the book */
  char *after;   /* as edited */
  char *now;     /* as the branch has it; of a conflict */
  char *reason;  /* of a reject or a conflict: a sentence */
} CltCatalogueEdit;

typedef struct
{
  guint rows;           /* of both sheets */
  guint added, changed; /* rows: new products, rows with edits */
  GPtrArray *edits;     /* CltCatalogueEdit: taken over */
  GPtrArray *conflicts; /* CltCatalogueEdit: left alone */
  GPtrArray *rejects;   /* CltCatalogueEdit: not allowed */
  gint64 action;        /* 0: nothing was written */
} CltCatalogueImport;

void clt_catalogue_import_free (CltCatalogueImport *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCatalogueImport, clt_catalogue_import_free)

/* Makes its own action. Edited products become drafts; edited cells of the matrix are in force from
 * @from on. @who: author of the drafts. @dry_run: the same work, rolled back. */
CltCatalogueImport *clt_catalogue_import (CltConn *conn,
                                          const char *path,
                                          CltDay from,
                                          const char *who,
                                          gboolean dry_run,
                                          GError **error);

G_END_DECLS
