/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A file on its way out: written under a temporary name beside its target, synced, hashed, entered
 * in the export log and renamed. Until clt_document_commit() has returned TRUE the target is what
 * it was; clearing an uncommitted document leaves nothing. */

#include "core/report/clt-export.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;     /* the target, absolute */
  char *tmp_path; /* where to write; NULL once committed */
} CltDocument;

typedef struct
{
  const char *kind; /* "clients", "month-pack", "dashboard" */
  char *filter;     /* in words or as JSON; "" for none */
  gint64 rows;
  gboolean masked;
} CltExportRecord;

/* Makes the temporary file (mode 0600). */
gboolean clt_document_init (CltDocument *document, const char *path, GError **error);
void clt_document_clear (CltDocument *document);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltDocument, clt_document_clear)
/* Puts the written file in its place and logs it. */
gboolean clt_document_commit (CltDocument *document,
                              CltConn *conn,
                              const CltExportRecord *record,
                              const CltExportOptions *options,
                              GError **error);
/* All of it: a file that holds @bytes. */
gboolean clt_document_write (CltConn *conn,
                             GBytes *bytes,
                             const CltExportRecord *record,
                             const CltExportOptions *options,
                             GError **error);
/* The folder of the target, for the temporary files of writers. (transfer full) */
char *clt_document_dup_folder (const CltDocument *document);

/* For loops: FALSE (G_IO_ERROR_CANCELLED) when the export was cancelled; tells progress. */
gboolean clt_export_step (const CltExportOptions *options, double fraction, GError **error);
/* The branch's name: the setting "branch.name", else the file's name. (transfer full) */
char *clt_export_dup_branch (CltConn *conn);

G_END_DECLS
