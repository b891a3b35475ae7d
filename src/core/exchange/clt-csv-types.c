/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-csv-types.h"

#include <string.h>

#define MAX_TYPED 256

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p;
}

/* Digits with one decimal mark and marks between groups of three: 1234.5  1.234,50  .5
 * Returns: behind them, NULL: none. */
static const char *
skip_grouped (const char *p, const char *end)
{
  char group = 0, mark = 0;
  const char *q = skip_digits (p, end);

  if (q == p && (end - p < 2 || *p != '.' || !g_ascii_isdigit (p[1])))
    return NULL;
  while (q < end && (*q == ',' || *q == '.'))
    {
      const char *next = skip_digits (q + 1, end);

      if (group != 0 && mark != group)
        return NULL; /* a second decimal mark */
      if (mark != 0 && group == 0)
        {
          /* what looked like a decimal mark groups digits when it comes again */
          if (q - p != 4)
            return NULL;
          group = mark;
        }
      p = q;
      mark = *q;
      q = next;
      if (group != 0 && mark == group && q - p != 4)
        return NULL;
    }
  return q;
}

/* -1,234.50  (12)  +3.5e-7  8.07%  $12  12.5-  --  #N/A */
static gboolean
is_number (const char *p, const char *end)
{
  if (end - p == 2 && memcmp (p, "--", 2) == 0)
    return TRUE;
  if (end - p == 4 && memcmp (p, "#N/A", 4) == 0)
    return TRUE;
  if (end - p > 2 && *p == '(' && end[-1] == ')')
    p++, end--;
  if (p < end && (*p == '-' || *p == '+'))
    p++;
  if (p < end && *p == '$')
    p++;
  else if (end - p > 2 && memcmp (p, "\xc2\xa5", 2) == 0)
    p += 2;
  else if (end - p > 3 && memcmp (p, "\xe2\x82\xac", 3) == 0)
    p += 3;
  p = skip_grouped (p, end);
  if (p == NULL)
    return FALSE;
  if (end - p >= 2 && (*p == 'e' || *p == 'E') && (g_ascii_isdigit (p[1]) || end - p >= 3))
    {
      p++;
      p += *p == '-' || *p == '+';
      p = skip_digits (p, end);
    }
  if (p < end && (*p == '%' || *p == '-'))
    p++;
  return p == end;
}

/* 12:30  12:30:00  12:30:00.123+08:00  12:30 PM */
static gboolean
is_time (const char *p, const char *end)
{
  const char *q = skip_digits (p, end);

  if (q == p || q - p > 3 || end - q < 3 || *q != ':' || !g_ascii_isdigit (q[1]) ||
      !g_ascii_isdigit (q[2]))
    return FALSE;
  p = q + 3;
  if (end - p >= 3 && *p == ':' && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]))
    p += 3;
  if (p < end && *p == '.')
    p = skip_digits (p + 1, end);
  if (p < end && *p == ' ')
    p++;
  if (end - p == 2 && strchr ("AaPp", *p) != NULL && (p[1] == 'M' || p[1] == 'm'))
    return TRUE;
  if (p < end && *p == 'Z')
    p++;
  else if (p < end && (*p == '+' || *p == '-'))
    for (p++; p < end && (g_ascii_isdigit (*p) || *p == ':'); p++)
      ;
  return p == end;
}

/* 2026-11-18  18.11.2026  2026/1/8 12:30  2026-11-18T12:30:00Z */
static gboolean
is_date (const char *p, const char *end)
{
  const char *q = skip_digits (p, end);
  char mark;

  if (q == p || q - p > 4 || q == end || strchr ("-/.", *q) == NULL || *q == '\0')
    return FALSE;
  mark = *q;
  p = q + 1;
  q = skip_digits (p, end);
  if (q == p || q - p > 2 || q == end || *q != mark)
    return FALSE;
  p = q + 1;
  q = skip_digits (p, end);
  if (q == p || q - p > 4)
    return FALSE;
  if (q == end)
    return TRUE;
  return (*q == ' ' || *q == 'T') && is_time (q + 1, end);
}

static gboolean
is_address (const char *p, const char *end)
{
  const char *at;

  if (end - p > 8 && (memcmp (p, "http://", 7) == 0 || memcmp (p, "https://", 8) == 0 ||
                      memcmp (p, "www.", 4) == 0))
    return memchr (p, ' ', end - p) == NULL;
  at = memchr (p, '@', end - p);
  if (at == NULL || at == p || memchr (at + 1, '.', end - at - 1) == NULL ||
      memchr (at + 1, '@', end - at - 1) != NULL)
    return FALSE;
  for (; p < end; p++)
    if (!g_ascii_isalnum (*p) && strchr ("@._-+", *p) == NULL)
      return FALSE;
  return TRUE;
}

CltCsvType
clt_csv_type (const char *text, gsize length)
{
  const char *p = text, *end = text + length;

  while (p < end && g_ascii_isspace (*p))
    p++;
  while (p < end && g_ascii_isspace (end[-1]))
    end--;
  if (p == end)
    return CLT_CSV_TYPE_EMPTY;
  if (end - p > MAX_TYPED)
    return CLT_CSV_TYPE_TEXT;
  if (is_date (p, end))
    return CLT_CSV_TYPE_DATE;
  if (is_number (p, end))
    return CLT_CSV_TYPE_NUMBER;
  if (is_time (p, end))
    return CLT_CSV_TYPE_TIME;
  if (is_address (p, end))
    return CLT_CSV_TYPE_ADDRESS;
  return CLT_CSV_TYPE_TEXT;
}
