/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-parser.h"

#include <string.h>

#include "core/base/clt-i18n.h"

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '.' || c == '%' || c == '/' || c == ':';
}

static const char *
scan_string (FilterParser *parser, const char *p)
{
  const char *close = *p == '"' ? "\"" : *p == '\'' ? "'" : "”";
  const char *from = g_utf8_next_char (p), *end = strstr (from, close);

  if (end == NULL)
    {
      parser->kind = TOKEN_BAD;
      return p + strlen (p);
    }
  parser->kind = TOKEN_STRING;
  parser->token = g_strndup (from, end - from);
  return end + strlen (close);
}

/* A date keeps its dashes: digits, dash, digit. */
static gboolean
is_date_dash (const char *start, const char *p)
{
  if (*p != '-' || p == start || !g_ascii_isdigit (p[-1]) || !g_ascii_isdigit (p[1]))
    return FALSE;
  return g_ascii_isdigit (start[0]) && p - start >= 4;
}

void
clt_filter_advance (FilterParser *parser)
{
  static const char *const operators[] = { "<=", ">=", "!=", "<>", "=", "<", ">",
                                           "(",  ")",  ",",  "+",  "-", "~" };
  const char *p = parser->next;

  g_clear_pointer (&parser->token, g_free);
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  parser->start = p;
  parser->kind = TOKEN_END;
  if (*p == '\0')
    ;
  else if (*p == '"' || *p == '\'' || g_str_has_prefix (p, "“"))
    p = scan_string (parser, p);
  else if (is_word_character (g_utf8_get_char (p)))
    {
      while (*p != '\0' &&
             (is_word_character (g_utf8_get_char (p)) || is_date_dash (parser->start, p)))
        p = g_utf8_next_char (p);
      parser->kind = TOKEN_WORD;
      parser->token = g_strndup (parser->start, p - parser->start);
    }
  else
    {
      parser->kind = TOKEN_BAD;
      for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
        if (parser->kind == TOKEN_BAD && g_str_has_prefix (p, operators[i]))
          {
            parser->kind = TOKEN_OPERATOR;
            parser->token = g_strdup (operators[i]);
            p += strlen (operators[i]);
          }
    }
  parser->next = p;
}

gboolean
clt_filter_is_token (const FilterParser *parser, TokenKind kind, const char *token)
{
  return parser->kind == kind && g_ascii_strcasecmp (parser->token, token) == 0;
}

gboolean
clt_filter_accept (FilterParser *parser, TokenKind kind, const char *token)
{
  if (!clt_filter_is_token (parser, kind, token))
    return FALSE;
  clt_filter_advance (parser);
  return TRUE;
}

/* The beginning of what stands at the cursor, cut between characters. */
static char *
dup_found (const FilterParser *parser)
{
  if (parser->kind == TOKEN_BAD)
    return g_strdup ("?");
  return g_utf8_substring (parser->token, 0, MIN (g_utf8_strlen (parser->token, -1), 12));
}

gpointer
clt_filter_fail (FilterParser *parser, const char *expected)
{
  int at = (int) g_utf8_pointer_to_offset (parser->text, parser->start) + 1;

  if (parser->kind == TOKEN_END)
    /* Translators: %s says what was expected, e.g. “a value”. */
    g_set_error (parser->error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                 _ ("The filter ends where %s is expected."), expected);
  else
    {
      g_autofree char *found = dup_found (parser);

      /* Translators: %d counts characters, the first %s says what was expected, the second is what
       * was found. */
      g_set_error (parser->error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX,
                   _ ("At character %d of the filter %s is expected, not “%s”."), at, expected,
                   found);
    }
  return NULL;
}
