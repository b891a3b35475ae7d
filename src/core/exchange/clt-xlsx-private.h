/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exchange/clt-cell-format.h"
#include "core/exchange/clt-source-private.h"
#include "core/exchange/clt-xml.h"

#include <zip.h>

G_BEGIN_DECLS

/* The zip around a workbook. Parts are found by name whatever their slashes and letter case. */
typedef struct
{
  zip_t *zip;
  GHashTable *parts; /* normalized name -> index + 1 */
} CltArchive;

CltArchive *clt_archive_open (const char *data, gsize length, GError **error);
void clt_archive_free (CltArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltArchive, clt_archive_free)
gboolean clt_archive_has (CltArchive *archive, const char *name);
/* The first part whose name ends so, NULL: none. */
const char *clt_archive_find (CltArchive *archive, const char *suffix);
/* @target relative to the folder of @part, absolute when it begins with a slash. (transfer full) */
char *clt_archive_resolve (const char *part, const char *target);

/* One part being unpacked, watched for bombs. */
typedef struct _CltPart CltPart;

CltPart *clt_part_open (CltArchive *archive, const char *name, guint64 limit, GError **error);
void clt_part_free (CltPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPart, clt_part_free)
/* A CltXmlRead. */
gssize clt_part_read (gpointer part, void *buffer, gsize size, GError **error);
/* 0 … 1 */
double clt_part_get_fraction (CltPart *part);

/* Reads a whole small part; a part that is absent is no error and calls nothing. */
gboolean clt_part_parse (CltArchive *archive,
                         const char *name,
                         guint64 limit,
                         const CltXmlHandlers *handlers,
                         gpointer data,
                         CltXml **xml,
                         GError **error);

#define CLT_PART_SMALL (32 * 1024 * 1024)
#define CLT_PART_LARGE ((guint64) 1024 * 1024 * 1024)

/* All texts of a workbook that cells point to, packed. */
typedef struct
{
  GByteArray *text;
  GArray *ends; /* guint32: end of each in @text */
} CltStrings;

CltStrings *clt_strings_load (CltArchive *archive, const char *part, GError **error);
void clt_strings_free (CltStrings *strings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStrings, clt_strings_free)
/* NULL: there is no such text. */
const char *clt_strings_get (const CltStrings *strings, gsize index, gsize *length);
/* Undoes _x000D_ in place from @start on. */
void clt_strings_unescape (GByteArray *text, gsize start);

/* CltFormat of each cell style. */
GArray *clt_styles_load (CltArchive *archive, const char *part, GError **error);

typedef struct
{
  guint first_row, last_row, first_column, last_column; /* from 0 */
} CltRange;

gboolean clt_range_parse (const char *text, CltRange *range);
/* "B5" -> 1, 4. */
gboolean clt_reference_parse (const char *text, guint *column, guint *row);
/* The merged ranges of a sheet, by first row. */
GArray *clt_merges_load (CltArchive *archive, const char *part, GError **error);

typedef struct _CltSheet CltSheet;

/* What every sheet of a workbook needs. */
typedef struct
{
  const CltStrings *strings; /* (nullable) */
  const GArray *formats;     /* CltFormat of each cell style */
  gboolean since_1904;
} CltBook;

CltSheet *
clt_sheet_open (CltArchive *archive, const char *part, const CltBook *book, GError **error);
void clt_sheet_free (CltSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSheet, clt_sheet_free)
/* 1: a row in @cells, 0: the end, -1: error. @row from 1. */
int clt_sheet_next (CltSheet *sheet, const GArray **cells, guint64 *row, GError **error);
double clt_sheet_get_fraction (CltSheet *sheet);

G_END_DECLS
