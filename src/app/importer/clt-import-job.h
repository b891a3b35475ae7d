/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exchange/clt-import.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* One run of the import pipeline on the writer thread: the settings that it was started with, and
 * how far it is. Atomically ref-counted: the window reads the fraction while the worker writes it. */
typedef struct
{
  char *path;
  char *who;
  char *rejects;             /* (nullable) where the rejected rows go */
  const CltImportKind *kind; /* NULL: guess it */
  gboolean encoding_forced;
  CltEncoding encoding;
  int header;             /* -1: find it */
  char *sheet;            /* (nullable) of a workbook */
  const char *date_order; /* static (nullable): of CltImportOptions */
  GPtrArray *map;         /* char* "COLUMN=FIELD" */
  GPtrArray *set;         /* char* "FIELD=VALUE" */
  int pad_accounts;
  gboolean keep_extra;
  gboolean dry_run;
  gboolean book; /* found out: an edited copy of the catalogue, which is no table of rows */
  int permille;  /* atomic */
} CltImportJob;

CltImportJob *clt_import_job_new (const char *path, const char *who);
/* A fresh run with the same settings. */
CltImportJob *clt_import_job_copy (const CltImportJob *job);
CltImportJob *clt_import_job_ref (CltImportJob *job);
void clt_import_job_unref (CltImportJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltImportJob, clt_import_job_unref)

/* Replaces what @column is mapped to; @field "" leaves the column out. */
void clt_import_job_map (CltImportJob *job, const char *column, const char *field);
/* One value for all rows; @value NULL: none. */
void clt_import_job_set (CltImportJob *job, const char *field, const char *value);
/* Forgets both. */
void clt_import_job_forget (CltImportJob *job);

double clt_import_job_get_fraction (CltImportJob *job);

/* A CltStoreFunc; @data is the job, the result a CltImportResult. */
gpointer
clt_import_job_run (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
