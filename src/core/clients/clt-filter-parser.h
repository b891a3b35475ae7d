/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of the parser of filters share: tokens, and the values that stand in a test. A
 * function that returns FALSE or NULL has set the error. */

#include "core/clients/clt-filter-private.h"

G_BEGIN_DECLS

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,     /* bare */
  TOKEN_STRING,   /* quoted */
  TOKEN_OPERATOR, /* = != <> < <= > >= ( ) , + - */
  TOKEN_BAD,      /* an open quotation */
} TokenKind;

typedef struct
{
  const char *text;  /* the whole input */
  const char *start; /* of the current token */
  const char *next;
  TokenKind kind;
  char *token; /* owned */
  int depth;
  GError **error;
} FilterParser;

void clt_filter_advance (FilterParser *parser);
gboolean clt_filter_is_token (const FilterParser *parser, TokenKind kind, const char *token);
/* Goes on behind the current token where it is @token. */
gboolean clt_filter_accept (FilterParser *parser, TokenKind kind, const char *token);
/* @expected: for people. Always returns NULL. */
gpointer clt_filter_fail (FilterParser *parser, const char *expected);

/* Appends a value of the node's field to it. */
gboolean clt_filter_read_value (FilterParser *parser, CltFilter *node);
/* "20 trading days", "20个交易日"; "3 months" only with @months. */
gboolean
clt_filter_read_length (FilterParser *parser, gboolean months, gint64 *number, DayUnit *unit);

G_END_DECLS
