/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A text read token by token: what the parsers of filters and of conditions share. Words, quoted texts
 * and signs; blanks part them. The grammars are their own. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_TOKEN_END,
  CLT_TOKEN_WORD,   /* bare */
  CLT_TOKEN_STRING, /* quoted: never one of the words that a grammar knows */
  CLT_TOKEN_SIGN,
  CLT_TOKEN_BAD, /* an open quotation, or no sign of the language */
} CltTokenKind;

typedef struct
{
  const char *const *signs; /* static, NULL-terminated: longer ones before their beginnings */
  /* Whether the character at @p belongs to the word that begins at @start. */
  gboolean (*is_word) (const char *start, const char *p);
} CltLanguage;

typedef struct
{
  const CltLanguage *language; /* static */
  const char *text;            /* the whole input, UTF-8 */
  const char *start, *next;    /* of the current token */
  CltTokenKind kind;
  char *token;        /* owned */
  int depth, n_tests; /* counted by the grammar */
  GError **error;
} CltParser;

/* To the next token. Before the first one @next is @text. */
void clt_parser_advance (CltParser *parser);
/* Case does not matter. */
gboolean clt_parser_is_at (const CltParser *parser, CltTokenKind kind, const char *token);
/* Goes on behind the current token where it is @token. */
gboolean clt_parser_accept (CltParser *parser, CltTokenKind kind, const char *token);
/* In characters, from 0. */
guint clt_parser_get_position (const CltParser *parser);
/* The beginning of the current token, for messages. (transfer full) */
char *clt_parser_dup_found (const CltParser *parser);

G_END_DECLS
