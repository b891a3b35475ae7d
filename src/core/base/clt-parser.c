/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-parser.h"

#include <string.h>

static const char *
scan_string (CltParser *parser, const char *p)
{
  const char *close = *p == '"' ? "\"" : *p == '\'' ? "'" : "”";
  const char *from = g_utf8_next_char (p), *end = strstr (from, close);

  if (end == NULL)
    {
      parser->kind = CLT_TOKEN_BAD;
      return p + strlen (p);
    }
  parser->kind = CLT_TOKEN_STRING;
  parser->token = g_strndup (from, (gsize) (end - from));
  return end + strlen (close);
}

static const char *
scan_word (CltParser *parser, const char *p)
{
  while (*p != '\0' && parser->language->is_word (parser->start, p))
    p = g_utf8_next_char (p);
  parser->kind = CLT_TOKEN_WORD;
  parser->token = g_strndup (parser->start, (gsize) (p - parser->start));
  return p;
}

static const char *
scan_sign (CltParser *parser, const char *p)
{
  parser->kind = CLT_TOKEN_BAD;
  for (const char *const *sign = parser->language->signs; *sign != NULL; sign++)
    if (g_str_has_prefix (p, *sign))
      {
        parser->kind = CLT_TOKEN_SIGN;
        parser->token = g_strdup (*sign);
        return p + strlen (*sign);
      }
  return p;
}

void
clt_parser_advance (CltParser *parser)
{
  const char *p = parser->next;

  g_clear_pointer (&parser->token, g_free);
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  parser->start = p;
  parser->kind = CLT_TOKEN_END;
  if (*p == '"' || *p == '\'' || g_str_has_prefix (p, "“"))
    p = scan_string (parser, p);
  else if (*p != '\0')
    p = parser->language->is_word (p, p) ? scan_word (parser, p) : scan_sign (parser, p);
  parser->next = p;
}

gboolean
clt_parser_is_at (const CltParser *parser, CltTokenKind kind, const char *token)
{
  return parser->kind == kind && g_ascii_strcasecmp (parser->token, token) == 0;
}

gboolean
clt_parser_accept (CltParser *parser, CltTokenKind kind, const char *token)
{
  if (!clt_parser_is_at (parser, kind, token))
    return FALSE;
  clt_parser_advance (parser);
  return TRUE;
}

guint
clt_parser_get_position (const CltParser *parser)
{
  return (guint) g_utf8_pointer_to_offset (parser->text, parser->start);
}

char *
clt_parser_dup_found (const CltParser *parser)
{
  if (parser->kind == CLT_TOKEN_BAD)
    return g_strdup ("?");
  return g_utf8_substring (parser->token, 0, MIN (g_utf8_strlen (parser->token, -1), 12));
}
