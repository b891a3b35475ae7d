/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-cell-format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-date.h"

/* The last day that Excel knows: 9999-12-31. */
#define MAX_SERIAL 2958465
#define SECONDS_A_DAY 86400

CltFormat
clt_format_from_builtin (guint id)
{
  if (id == 46)
    return CLT_FORMAT_ELAPSED;
  /* 27-36 and 50-58 are the dates of the Chinese, Japanese and Korean editions */
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
      (id >= 50 && id <= 58))
    return CLT_FORMAT_DATE;
  return CLT_FORMAT_NUMBER;
}

/* [h] [mm] [s]: time that is not cut at a day. Colours, locales and conditions are not. */
static gboolean
is_elapsed (const char *open, const char *close)
{
  char unit = g_ascii_tolower (open[1]);

  if (close - open < 2 || strchr ("hms", unit) == NULL || unit == '\0')
    return FALSE;
  for (const char *p = open + 1; p < close; p++)
    if (g_ascii_tolower (*p) != unit)
      return FALSE;
  return TRUE;
}

CltFormat
clt_format_from_code (const char *code)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    if (*p == '"' || *p == '[')
      {
        const char *close = strchr (p + 1, *p == '"' ? '"' : ']');

        if (close == NULL)
          return CLT_FORMAT_NUMBER;
        if (*p == '[' && is_elapsed (p, close))
          return CLT_FORMAT_ELAPSED;
        p = close;
      }
    else if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
      p++;
    else if (strchr ("dDmMyYhHsS", *p) != NULL)
      return CLT_FORMAT_DATE;
  return CLT_FORMAT_NUMBER;
}

/* 1.5e-07 -> 0.00000015 */
static gsize
spell_out_small (const char *text, int exponent, char *buffer)
{
  char digits[CLT_CELL_TEXT_SIZE];
  gsize n = 0, length = 0;

  for (const char *p = text; *p != 'e'; p++)
    if (g_ascii_isdigit (*p))
      digits[n++] = *p;
  if (*text == '-')
    buffer[length++] = '-';
  buffer[length++] = '0';
  buffer[length++] = '.';
  for (int i = -1; i > exponent; i--)
    buffer[length++] = '0';
  memcpy (buffer + length, digits, n);
  buffer[length + n] = '\0';
  return length + n;
}

gsize
clt_format_number (double number, char buffer[CLT_CELL_TEXT_SIZE])
{
  char text[CLT_CELL_TEXT_SIZE];
  const char *e;
  int exponent;

  if (number == 0)
    number = 0; /* no minus zero */
  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_formatd (text, sizeof text, "%.17g", number);
  e = strchr (text, 'e');
  exponent = e != NULL ? atoi (e + 1) : 0;
  if (exponent < 0 && exponent > -16)
    return spell_out_small (text, exponent, buffer);
  return g_strlcpy (buffer, text, CLT_CELL_TEXT_SIZE);
}

static gsize
format_time (gint64 seconds, char *buffer, gsize size)
{
  return g_snprintf (buffer, size, "%02" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600,
                     (int) (seconds / 60 % 60), (int) (seconds % 60));
}

gsize
clt_format_serial (double serial,
                   gboolean since_1904,
                   CltFormat format,
                   char buffer[CLT_CELL_TEXT_SIZE])
{
  int year, month, mday;
  gint64 day, seconds;
  gsize length;

  if (!(serial >= 0) || serial >= MAX_SERIAL + 1)
    return 0;
  seconds = llround (serial * SECONDS_A_DAY);
  if (format == CLT_FORMAT_ELAPSED || seconds < SECONDS_A_DAY)
    return format_time (seconds, buffer, CLT_CELL_TEXT_SIZE);
  day = seconds / SECONDS_A_DAY;
  seconds %= SECONDS_A_DAY;
  /* Excel's 1900 has a 29 February, day 60: the days before it count from 1899-12-31 */
  if (!since_1904 && day == 60)
    length = g_strlcpy (buffer, "1900-02-29", CLT_CELL_TEXT_SIZE);
  else
    {
      CltDay base = since_1904 ? clt_day_from_ymd (1904, 1, 1)
                               : clt_day_from_ymd (1899, 12, day < 60 ? 31 : 30);

      clt_day_get_ymd (base + day, &year, &month, &mday);
      length = g_snprintf (buffer, CLT_CELL_TEXT_SIZE, "%04d-%02d-%02d", year, month, mday);
    }
  if (seconds > 0)
    {
      buffer[length++] = ' ';
      length += format_time (seconds, buffer + length, CLT_CELL_TEXT_SIZE - length);
    }
  return length;
}
