/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the readers share behind clt-source.h. Nobody outside exchange/ includes this. */

#include "core/exchange/clt-source.h"

G_BEGIN_DECLS

/* A file's bytes: mapped, or (gzip, standard input, converted text) spooled to an unlinked
 * temporary file and mapped. */
typedef struct
{
  const char *data;
  gsize length;
  gsize dropped; /* pages before this offset were given back */
} CltBytes;

/* @path "-" is standard input. Errors: G_FILE_ERROR. */
CltBytes *clt_bytes_open (const char *path, GError **error);
void clt_bytes_free (CltBytes *bytes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltBytes, clt_bytes_free)
/* Gives pages before @offset back to the system, in steps of some MiB. They are read again from
 * the file when they are needed after all. */
void clt_bytes_drop (CltBytes *bytes, gsize offset);
gboolean clt_bytes_is_gzip (const CltBytes *bytes);
CltBytes *clt_bytes_gunzip (const CltBytes *bytes, GError **error);

/* Text on its way into an unlinked temporary file. */
typedef struct _CltSpool CltSpool;

CltSpool *clt_spool_new (GError **error);
gboolean clt_spool_write (CltSpool *spool, const void *data, gsize length, GError **error);
/* Ends the spool, also on error. */
CltBytes *clt_spool_finish (CltSpool *spool, GError **error);
void clt_spool_free (CltSpool *spool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSpool, clt_spool_free)

/* Of every class whose reader is a CltCsv, clt-csv-source.c */
gboolean clt_csv_source_rewind (CltSource *source, GError **error);
double clt_csv_source_get_fraction (CltSource *source);
void clt_csv_source_close (CltSource *source);

/* clt-encoding.c */

/* The encoding of @bytes, and the length of a byte order mark. Reads all of it.
 * Errors: CLT_EXCHANGE_ERROR_ENCODING for UTF-8 with a few damaged places. */
gboolean clt_encoding_guess (CltBytes *bytes, CltEncoding *encoding, gsize *bom, GError **error);
/* Whether all of @bytes is allowed by @encoding; the error names the line. */
gboolean clt_encoding_check (CltBytes *bytes, gsize start, CltEncoding encoding, GError **error);
/* All of @bytes from @start as UTF-8 in a new spool. */
CltBytes *clt_encoding_convert (CltBytes *bytes, gsize start, CltEncoding encoding, GError **error);
/* @length bytes as UTF-8; what the encoding does not allow becomes U+FFFD. (transfer full) */
char *clt_encoding_to_utf8 (const char *text, gsize length, CltEncoding encoding, gsize *written);

/* clt-csv-dialect.c */

typedef struct
{
  char delimiter; /* 0: one column */
  char quote;     /* 0: none */
  char escape;    /* 0, or the backslash */
  gboolean space; /* a blank follows every delimiter */
  guint width;    /* cells of a regular row; 0: rows have no regular width */
} CltDialect;

/* Finds what @dialect and @options leave open from the first @length bytes. @whole: that is all. */
void clt_dialect_find (const char *text,
                       gsize length,
                       gboolean whole,
                       const CltSourceOptions *options,
                       CltDialect *dialect);

/* clt-csv.c: the scanner. Knows nothing of files and encodings beyond ASCII. */

typedef struct
{
  CltDialect dialect;
  const char *start;
  const char *end;
  const char *position; /* of the next row */
  guint64 line;         /* of the next row, from 1 */
  guint64 first_line;   /* of the first row */
  const char *row;      /* the present row's bytes */
  gsize row_length;
  guint64 row_line;
  CltCell *cells;
  guint n_cells;
  guint n_allocated;
  GByteArray *scratch; /* unescaped text of the present row */
  const char *block;   /* 64 bytes whose special characters stand in @mask */
  guint64 mask;
  const char *no_close;   /* from here … */
  const char *next_close; /* … to here no quotation mark ends a cell */
} CltCsv;

void clt_csv_init (CltCsv *csv, const char *text, gsize length, const CltDialect *dialect);
void clt_csv_clear (CltCsv *csv);
void clt_csv_rewind (CltCsv *csv);
/* 1: a row, 0: the end, -1: more than CLT_CSV_MAX_CELLS in a row. */
int clt_csv_next (CltCsv *csv);

#define CLT_CSV_MAX_CELLS 65536

/* One class a kind of file. Each fills the source's present row. */
typedef struct
{
  int (*next) (CltSource *source, GError **error);
  gboolean (*rewind) (CltSource *source, GError **error);
  gboolean (*select_sheet) (CltSource *source, guint sheet, GError **error); /* or NULL */
  double (*get_fraction) (CltSource *source);
  void (*close) (CltSource *source);
} CltSourceClass;

typedef enum
{
  CLT_SHEET_VISIBLE,
  CLT_SHEET_HIDDEN,
  CLT_SHEET_VERY_HIDDEN
} CltSheetState;

struct _CltSource
{
  const CltSourceClass *class;
  gpointer reader; /* the class's own */
  CltSourceKind kind;
  CltEncoding encoding;
  gboolean utf8; /* cells are UTF-8 whatever the file's encoding */
  CltSourceOptions options;
  char *path;
  CltBytes *file; /* as it came */
  CltBytes *text; /* (nullable) unpacked or converted */
  gsize bom;
  char *digest;
  CltDialect dialect;
  GPtrArray *sheets; /* char*, with the closing NULL; NULL for text */
  GArray *states;    /* CltSheetState of each sheet */
  guint sheet;       /* the selected one */
  /* the present row */
  const CltCell *cells;
  guint n_cells;
  guint64 line;
  const char *raw;
  gsize raw_length;
};

gboolean clt_csv_open (CltSource *source, GError **error);
gboolean clt_xlsx_open (CltSource *source, GError **error);
gboolean clt_xmlss_open (CltSource *source, GError **error);
gboolean clt_html_open (CltSource *source, GError **error);
gboolean clt_statement_open (CltSource *source, GError **error);

/* Replaces the text by its UTF-8 form. */
gboolean clt_source_convert (CltSource *source, GError **error);
/* The text after unpacking and converting, else the file's own bytes. */
const char *clt_source_get_bytes (const CltSource *source, gsize *length);

/* Rows under construction for the readers of workbooks: texts in one packed buffer, cells by
 * column with gaps filled by empty ones. */
typedef struct
{
  GArray *cells; /* CltCell, text is an offset until clt_row_seal() */
  GByteArray *text;
} CltRow;

void clt_row_init (CltRow *row);
void clt_row_clear (CltRow *row);
void clt_row_reset (CltRow *row);
/* FALSE: the column is beyond 16,384. The last text given to a column stays. */
gboolean clt_row_put (CltRow *row, guint column, CltCellKind kind, const char *text, gsize length);
void clt_row_seal (CltRow *row);

G_END_DECLS
