/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The import pipeline after the reader: mapping -> typed values -> checks -> new, changed, same,
 * skipped, rejected -> one journalled, cancellable, undoable action -> rejects as a file that can
 * be corrected and imported again. A dry run is the same work rolled back. */

#include <gio/gio.h>

#include "core/exchange/clt-source.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_FIELD_TEXT,
  CLT_FIELD_DATE,
  CLT_FIELD_MONEY,
  CLT_FIELD_PRICE,
  CLT_FIELD_INTEGER,
  CLT_FIELD_PERCENT,
  CLT_FIELD_ACCOUNT,
  CLT_FIELD_CHOICE,
  CLT_FIELD_BOOL
} CltFieldType;

typedef struct
{
  const char *name;  /* stable: "equity" */
  const char *label; /* msgid for people */
  CltFieldType type;
  gboolean needed;
  const char *synonyms; /* "投资者权益|客户权益|…", header names after normalising */
  /* (nullable): no column tells it as a rule, so that people are asked: the values that it may have,
   * the usual one first, separated by blanks; "": any */
  const char *asked;
} CltImportField;

typedef struct
{
  const char *name;  /* "funds" */
  const char *label; /* msgid */
  const CltImportField *fields;
  guint n_fields;
  gboolean open; /* columns that no field takes mean something, too */
} CltImportKind;

/* clients staff funds trades statement calendar answers callbacks complaints, and of training courses
 * sessions enrolments attendance marks results; NULL-terminated. */
const CltImportKind *const *clt_import_kinds (void);
const CltImportKind *clt_import_kind_find (const char *name);
/* The kind whose fields the header fits best; NULL: none fits. */
const CltImportKind *clt_import_kind_guess (CltSource *source, GError **error);
/* The kind as which a file with this header was imported before, else the one that most columns
 * are known of although a needed one is missing; NULL: there is none. */
const CltImportKind *clt_import_kind_recall (CltConn *conn, CltSource *source, GError **error);

typedef struct
{
  const CltImportKind *kind;
  const char *path;
  CltSourceOptions source;
  const char *profile;    /* NULL: by fingerprint */
  const char *const *map; /* "COLUMN=FIELD", NULL-terminated, or NULL; FIELD "" drops it */
  const char *const *set; /* "FIELD=VALUE" */
  int pad_accounts;       /* 0: off */
  const char *date_order; /* NULL; "mdy", "dmy" */
  gboolean keep_extra;    /* columns that no field takes become extra fields (clients) */
  gboolean dry_run;
  /* Somebody sits there who can answer: a header is looked for by its shape, too, and a dry run
   * tells which needed fields are missing instead of failing. */
  gboolean ask;
  const char *rejects; /* path of the rejects file, or NULL */
  const char *who;
} CltImportOptions;

typedef struct
{
  guint64 row;        /* line of the source file */
  char *column;       /* header as written, or "" */
  const char *reason; /* stable key: identity bad_date unknown_account account_short
                         account_scientific missing_value field_count duplicate_conflict bad_value … */
  char *detail;       /* what stood there, for people; masked where it must be */
} CltImportReject;

typedef struct
{
  char *column;                /* header as written */
  const CltImportField *field; /* NULL: taken by none */
  char *sample;
} CltImportColumn;

typedef struct
{
  const CltImportKind *kind;
  guint64 rows; /* data rows: new + changed + same + skipped + rejected */
  guint64 added, changed, same, skipped, rejected;
  guint64 warnings;             /* chain breaks, rows on non-trading days … */
  int totals;                   /* 1 match, 0 differ, -1 the file has none */
  GPtrArray *total_differences; /* char*: "入金 47226.00" */
  GPtrArray *rejects;           /* CltImportReject, by row; at most 10,000 are kept here */
  GPtrArray *skips;             /* CltImportReject: rows that stand in the file twice, alike */
  GPtrArray *notes;             /* char*: warnings for people */
  GPtrArray *columns;           /* CltImportColumn */
  GPtrArray *missing;           /* CltImportField: needed, and in no column; no row was read then */
  CltEncoding encoding;
  guint64 header;
  gint64 batch;  /* 0: nothing written */
  int pad_offer; /* digits to which short accounts could be padded with zeros; 0: none are */
  guint64 short_accounts; /* rows that padding would mend */
  char **sheets;          /* of a workbook, NULL for text */
  char *sheet;            /* (nullable) that was asked for */
  gboolean same_file;     /* a file with the same bytes was imported before */
} CltImportResult;

void clt_import_result_free (CltImportResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltImportResult, clt_import_result_free)

typedef void (*CltImportProgress) (double fraction, gpointer data);

/* Begins, commits or rolls back its own action. */
CltImportResult *clt_import_run (CltConn *conn,
                                 const CltImportOptions *options,
                                 CltImportProgress progress,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);
/* Translated sentence for a reject reason. */
const char *clt_import_reason_get_label (const char *reason);

G_END_DECLS
