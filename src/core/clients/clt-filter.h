/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The filter language of the filter builder and of "export --filter".
 *
 *   tier >= major and not (tag = "VIP" or status in (dormant, closed))
 *   equity between 10万 and 500000 and no trade for 20 trading days
 *   grade_expires <= today + 30 days and specialist is empty
 *   segment = "At risk" and m >= 4
 *
 * Fields: clt_filter_fields. Comparisons = != < <= > >=, contains, starts, in (…), between … and …,
 * is [not] empty; "no trade|position for N [trading] days", "has trade|position in N [trading]
 * days"; and, or, not, brackets. Money in yuan (万 and 亿 are understood), days as 20261118,
 * 2026-11-18, today ± N days|trading days|months, N days ago|later, 30天前, 3个月后, 20个交易日前,
 * 今天, 昨天 …, ratios as 0.8 or 80%. Words are quoted with
 * "…" or “…” where they hold blanks. Parsing needs no file; every value is bound. */

#include "core/clients/clt-client-sql.h"

G_BEGIN_DECLS

#define CLT_FILTER_ERROR (clt_filter_error_quark ())
GQuark clt_filter_error_quark (void);
typedef enum
{
  CLT_FILTER_ERROR_SYNTAX,
} CltFilterError;

typedef enum
{
  CLT_FILTER_TEXT,
  CLT_FILTER_MONEY,
  CLT_FILTER_RATIO,
  CLT_FILTER_NUMBER,
  CLT_FILTER_DAY,
  CLT_FILTER_CHOICE,  /* one of choices, compared as text */
  CLT_FILTER_TIER,    /* a tier's name; tiers are ordered */
  CLT_FILTER_SET,     /* several texts a client: tags */
  CLT_FILTER_SEGMENT, /* one of clt_segments_load(), by its label */
  CLT_FILTER_SECRET,  /* only "is empty": nobody finds out a number by guessing */
} CltFilterType;

typedef struct
{
  const char *name;
  const char *label; /* msgid */
  CltFilterType type;
  const char *choices; /* space separated, of CLT_FILTER_CHOICE */
  const char *sql;     /* private */
  gboolean needs_client;
} CltFilterField;

/* Ends with a NULL name: what a builder offers. */
extern const CltFilterField clt_filter_fields[];
const char *clt_filter_field_get_label (const CltFilterField *field);

typedef struct _CltFilter CltFilter;

/* On error (CLT_FILTER_ERROR_SYNTAX) the message says what was expected and at which character. */
CltFilter *clt_filter_parse (const char *text, GError **error);
/* The same; @position: (out): character of the mistake, from 0. */
CltFilter *clt_filter_parse_at (const char *text, guint *position, GError **error);
void clt_filter_free (CltFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFilter, clt_filter_free)

/* @text as a value of the language: in the quotation marks that do not occur in it. (transfer
 * full) */
char *clt_filter_quote (const char *text);
/* Whether the field @name occurs in it. */
gboolean clt_filter_uses (const CltFilter *filter, const char *name);

/* Appends the condition to @sql->where. @conn: for the trading calendar and the segments. */
gboolean clt_filter_add_sql (const CltFilter *filter,
                             CltConn *conn,
                             CltDay today,
                             CltClientSql *sql,
                             GError **error);

G_END_DECLS
