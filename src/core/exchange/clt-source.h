/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSource: any file to be imported, from bytes to rows of cells.
 *
 * Bytes -> (gzip) -> kind by content -> encoding -> dialect -> rows. Cells are slices into the
 * source's own memory, valid until the next row, so a row costs no allocation. Text sources are
 * mapped, spooled to an unlinked temporary file first when they come gzipped, from standard input,
 * as UTF-16, or as GB18030 with a delimiter that can be a second byte; pages behind the reader are
 * given back, so that memory does not grow with the file. One thread at a time. */

#include <gio/gio.h>

#include "core/base/clt-date.h"

G_BEGIN_DECLS

#define CLT_EXCHANGE_ERROR (clt_exchange_error_quark ())
GQuark clt_exchange_error_quark (void);

typedef enum
{
  CLT_EXCHANGE_ERROR_FAILED,
  CLT_EXCHANGE_ERROR_UNREADABLE, /* not a kind of file that is known, or damaged */
  CLT_EXCHANGE_ERROR_ENCODING,   /* bytes that the encoding does not allow, with the line */
  CLT_EXCHANGE_ERROR_LIMIT,      /* too large when unpacked, too many columns … */
  CLT_EXCHANGE_ERROR_ENCRYPTED,
  CLT_EXCHANGE_ERROR_OLD_EXCEL, /* binary .xls without LibreOffice at hand */
  CLT_EXCHANGE_ERROR_HEADER,    /* no header row with the needed columns */
  CLT_EXCHANGE_ERROR_MAPPING,   /* a needed field has no column */
  CLT_EXCHANGE_ERROR_EMPTY,
} CltExchangeError;

typedef enum
{
  CLT_SOURCE_CSV,
  CLT_SOURCE_XLSX,
  CLT_SOURCE_XMLSS,     /* SpreadsheetML 2003 */
  CLT_SOURCE_HTML,      /* "Excel" that is an HTML table */
  CLT_SOURCE_STATEMENT, /* 交易结算单 text */
} CltSourceKind;

typedef enum
{
  CLT_ENCODING_UTF8,
  CLT_ENCODING_GB18030,
  CLT_ENCODING_UTF16LE,
  CLT_ENCODING_UTF16BE,
  CLT_ENCODING_LATIN1
} CltEncoding;

typedef enum
{
  CLT_CELL_TEXT,
  CLT_CELL_NUMBER, /* workbook number: text is the shortest exact decimal */
  CLT_CELL_DATE,   /* workbook date: text is YYYY-MM-DD or YYYY-MM-DD HH:MM:SS */
  CLT_CELL_BOOL,
  CLT_CELL_ERROR,
  CLT_CELL_EMPTY,
} CltCellKind;

typedef struct
{
  const char
    *text; /* not NUL-terminated; in the source's encoding for CSV (see clt_source_is_utf8()) */
  guint32 length;
  guint8 kind;   /* CltCellKind */
  guint8 quoted; /* CSV: was quoted */
} CltCell;

typedef struct
{
  CltEncoding encoding;
  gboolean encoding_forced; /* else found from the content */
  char delimiter;           /* 0: find it */
  int quote;                /* -1: find it, 0: none */
  int header;               /* line of the header from 1; -1: find it; 0: none */
  char *sheet;              /* NULL: first visible sheet */
  gboolean keep_blank;      /* rows without any content are given too */
} CltSourceOptions;

typedef struct _CltSource CltSource;

/* @path "-": standard input. @options (nullable): all found from the content. */
CltSource *clt_source_open (const char *path, const CltSourceOptions *options, GError **error);
void clt_source_close (CltSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSource, clt_source_close)

CltSourceKind clt_source_get_kind (CltSource *source);
CltEncoding clt_source_get_encoding (CltSource *source);
/* Whether cells are UTF-8 as they are: workbooks, UTF-8 files, and what was converted. Else only
 * clt_source_dup_cell() makes text of one that is not ASCII. */
gboolean clt_source_is_utf8 (CltSource *source);
const char *clt_encoding_get_name (CltEncoding encoding);
gboolean clt_encoding_from_name (const char *name, CltEncoding *encoding);
char clt_source_get_delimiter (CltSource *source);
int clt_source_get_quote (CltSource *source);
/* Length and checksum (CRC-32) of the file's bytes as they came: tells whether it is the
 * same file as another one, at a hundredth of the cost of a cryptographic hash. */
const char *clt_source_get_digest (CltSource *source);
/* Sheet names of a workbook (NULL-terminated); NULL for text. */
const char *const *clt_source_get_sheets (CltSource *source);
gboolean clt_source_select_sheet (CltSource *source, const char *sheet, GError **error);

/* Back to the first row. */
gboolean clt_source_rewind (CltSource *source, GError **error);
/* The next row. @line: the line of the file (workbook: row) where it starts, from 1. Returns 1, 0
 * at the end, -1 on error. */
int clt_source_next (CltSource *source,
                     const CltCell **cells,
                     guint *n_cells,
                     guint64 *line,
                     GError **error);
/* The bytes of the present row as they stand in the file, without the line end (CSV), else NULL. */
const char *clt_source_get_raw (CltSource *source, gsize *length);
/* 0 … 1, for progress. */
double clt_source_get_fraction (CltSource *source);

/* A cell as UTF-8 text, unchanged but for the encoding. (transfer full) */
char *clt_source_dup_cell (CltSource *source, const CltCell *cell);

/* Finds the header among the first rows: the row with most cells that @known accepts (compared
 * after clt_text_normalize_header()); with no known names, the first row whose cells are all filled
 * texts. Returns its line, 0: none. Leaves the source rewound. */
typedef gboolean (*CltHeaderFunc) (const char *normalized, gpointer data);
guint64
clt_source_find_header (CltSource *source, CltHeaderFunc known, gpointer data, GError **error);

/* What product.md's "inspect --json" prints, as JSON text; @with_rows adds the cells. */
char *clt_source_inspect (const char *path,
                          const CltSourceOptions *options,
                          gboolean with_rows,
                          GError **error);

G_END_DECLS
