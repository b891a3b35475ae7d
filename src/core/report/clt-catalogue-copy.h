/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A catalogue's workbook as somebody has edited it, with what it was when it was written. */

#include "core/exchange/clt-source.h"

G_BEGIN_DECLS

/* What a cell was when the book was written. */
typedef struct
{
  char *value, *text;
} CltCopyWas;

/* A row of a sheet: texts by the name of the field or tier. */
typedef struct
{
  guint64 line;
  gint64 id;         /* hidden key; 0: a new row */
  GHashTable *texts; /* name -> text */
} CltCopyRow;

typedef struct
{
  char *name;         /* as written */
  GHashTable *titles; /* normalised header -> name */
  GHashTable *shown;  /* name -> header as written */
  GPtrArray *rows;    /* CltCopyRow */
} CltCopySheet;

typedef struct
{
  GHashTable *was;   /* "id\x1fname" -> CltCopyWas */
  GHashTable *words; /* "field\x1flabel" -> stable form, in the language of the book */
  CltCopySheet products, matrix;
} CltCatalogueCopy;

/* Refuses a book whose hidden sheet is missing or was touched (CLT_EXCHANGE_ERROR_HEADER). */
CltCatalogueCopy *clt_catalogue_copy_read (const char *path, GError **error);
void clt_catalogue_copy_free (CltCatalogueCopy *copy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCatalogueCopy, clt_catalogue_copy_free)

/* (nullable): the cell was not written by the program. */
const CltCopyWas *
clt_catalogue_copy_find (const CltCatalogueCopy *copy, gint64 id, const char *name);

G_END_DECLS
