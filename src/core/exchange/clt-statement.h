/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* 交易结算单, both layouts (domain 4.3): labels by name, tables by Chinese header name, never by
 * byte offset. */

#include "core/exchange/clt-source.h"

G_BEGIN_DECLS

typedef struct
{
  char *title;        /* Chinese title of the section, e.g. 成交记录 */
  GPtrArray *columns; /* char*: Chinese header names */
  GPtrArray *rows;    /* GPtrArray of char* */
  GArray *lines;      /* guint64: line of each row */
  GPtrArray *total;   /* (nullable) the 共 N条 row, where its cells are those of the columns */
  int stated_rows;    /* N of it; -1 */
} CltStatementTable;

typedef struct
{
  char *account;     /* 客户号, "" when absent */
  char *name;        /* "" when absent */
  CltDay day;        /* last day of a monthly statement; CLT_DAY_NONE when absent */
  CltDay first_day;  /* same as day, but for monthly statements */
  gboolean by_trade; /* 逐笔对冲 */
  GPtrArray *labels; /* char*: 期初结存 … in order */
  GPtrArray *values; /* char*: as written, trimmed */
  GPtrArray *tables; /* CltStatementTable */
} CltStatement;

/* @text: UTF-8, of the whole statement. A section that comes again continues its table. Errors:
 * CLT_EXCHANGE_ERROR_UNREADABLE for text without any part of a statement. */
CltStatement *clt_statement_parse (const char *text, gsize length, GError **error);
void clt_statement_free (CltStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStatement, clt_statement_free)
/* The statement that a source of kind CLT_SOURCE_STATEMENT holds. */
CltStatement *clt_statement_read (CltSource *source, GError **error);
/* (nullable) */
const char *clt_statement_get_value (const CltStatement *statement, const char *label);
CltStatementTable *clt_statement_get_table (const CltStatement *statement, const char *title);

G_END_DECLS
