/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-text.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"

/* Normalising */

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* White space and characters without width or meaning that spreadsheets leave behind. */
static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x00a0 || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

/* NFKC of any bytes: what is no UTF-8 becomes U+FFFD. */
static char *
compose (const char *text, gsize length)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      valid = g_utf8_make_valid (text, length);
      return g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
    }
  return g_utf8_normalize (text, length, G_NORMALIZE_ALL_COMPOSE);
}

/* Trims @text and makes one space of every run of white space, in place. */
static void
collapse (char *text)
{
  char *out = text;
  gboolean space = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);

      if (is_blank (g_utf8_get_char (p)))
        space = out != text;
      else
        {
          if (space)
            *out++ = ' ';
          space = FALSE;
          memmove (out, p, next - p);
          out += next - p;
        }
      p = next;
    }
  *out = '\0';
}

char *
clt_text_normalize (const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  char *result = is_ascii (text, n) ? g_strndup (text, n) : compose (text, n);

  collapse (result);
  return result;
}

char *
clt_text_clean (const char *text, gssize length)
{
  char *result = g_utf8_make_valid (text, length);

  collapse (result);
  return result;
}

char *
clt_text_normalize_header (const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *composed = is_ascii (text, n) ? g_strndup (text, n) : compose (text, n);
  g_autofree char *lower = g_utf8_strdown (composed, -1);
  char *out = lower;

  for (const char *p = lower; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);

      if (!is_blank (g_utf8_get_char (p)))
        {
          memmove (out, p, next - p);
          out += next - p;
        }
      p = next;
    }
  *out = '\0';
  return g_steal_pointer (&lower);
}

#define MAX_KEY 32

gboolean
clt_text_is_key (const char *text)
{
  if (*text == '\0' || *text == '-' || g_utf8_strlen (text, -1) > MAX_KEY)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || strchr (",;:/\\\"'=", *p) != NULL)
        return FALSE;
    }
  return TRUE;
}

/* Values */

/* The longest number that cannot overflow 64 bits, scaled by 1000. */
#define MAX_DIGITS 15

static void
trim (const char **text, gsize *length)
{
  while (*length > 0 && g_ascii_isspace (**text))
    {
      (*text)++;
      (*length)--;
    }
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    (*length)--;
}

/* What exports write for "no value": nothing, dashes, #N/A. @text is trimmed ASCII. */
static gboolean
is_null (const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && text[i] == '-')
    i++;
  return i == length || (length == 4 && g_ascii_strncasecmp (text, "#N/A", 4) == 0);
}

/* NFKC without any white space; the dashes and minus signs that NFKC leaves alone become "-". */
static char *
simplify (const char *text, gsize length)
{
  char *plain = clt_text_normalize_header (text, length);
  char *out = plain;

  for (const char *p = plain; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);

      p = g_utf8_next_char (p);
      if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        *out++ = '-';
      else
        *out++ = c < 0x80 ? (char) c : '?'; /* a question mark is no part of any value */
    }
  *out = '\0';
  return plain;
}

/* Digits of a number with thousands separators, @decimals places kept. Separators stand between
 * digits and before groups of three or four (the Chinese way), so that "1234,50" is refused and
 * not read a hundred times too large. */
static gboolean
parse_digits (const char *p, const char *end, int decimals, gint64 *value)
{
  gint64 v = 0;
  int digits = 0;
  int group = -1; /* digits since the last separator; -1: there was none */
  int places = 0;

  for (; p < end && *p != '.'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          v = v * 10 + (*p - '0');
          digits++;
          if (group >= 0)
            group++;
        }
      else if (*p == ',' && digits > 0 && (group < 0 || group == 3 || group == 4))
        group = 0;
      else
        return FALSE;
      if (digits > MAX_DIGITS)
        return FALSE;
    }
  if (group >= 0 && group != 3 && group != 4)
    return FALSE;

  if (p < end)
    p++;
  for (; p < end; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      digits++;
      if (places < decimals)
        {
          v = v * 10 + (*p - '0');
          places++;
        }
      else if (*p != '0')
        return FALSE;
    }
  for (; places < decimals; places++)
    v *= 10;
  *value = v;
  return digits > 0;
}

/* @text: ASCII. */
static CltValue
parse_number (const char *text, gsize length, int decimals, gint64 *value)
{
  gboolean negative = FALSE;

  trim (&text, &length);
  if (is_null (text, length))
    return CLT_VALUE_NULL;

  if (length > 2 && text[0] == '(' && text[length - 1] == ')')
    {
      negative = TRUE;
      text++;
      length -= 2;
      trim (&text, &length);
    }
  else if (text[0] == '-' || text[0] == '+')
    {
      negative = text[0] == '-';
      text++;
      length--;
      trim (&text, &length);
    }
  else if (text[length - 1] == '-')
    {
      negative = TRUE;
      length--;
      trim (&text, &length);
    }

  if (!parse_digits (text, text + length, decimals, value))
    return CLT_VALUE_BAD;
  if (negative)
    *value = -*value;
  return CLT_VALUE_OK;
}

/* The plain form that nearly every cell has: an optional minus, digits, a point, exactly
 * @decimals digits or no point at all. FALSE: try the long way. */
static inline gboolean
parse_plain (const char *text, gsize length, int decimals, gint64 *value)
{
  const char *p = text;
  const char *end = text + length;
  gboolean negative = length > 0 && *p == '-';
  const char *digits;
  gint64 v = 0;

  p += negative;
  digits = p;
  if (p == end || end - p > MAX_DIGITS)
    return FALSE;
  while (p < end && (guchar) (*p - '0') < 10)
    v = v * 10 + (*p++ - '0');
  if (p == digits)
    return FALSE;

  if (p == end)
    for (int i = 0; i < decimals; i++)
      v *= 10;
  else
    {
      if (*p != '.' || end - p != decimals + 1)
        return FALSE;
      for (p++; p < end; p++)
        {
          if ((guchar) (*p - '0') >= 10)
            return FALSE;
          v = v * 10 + (*p - '0');
        }
    }
  *value = negative ? -v : v;
  return TRUE;
}

static CltValue
parse_scaled (const char *text, gsize length, int decimals, gint64 *value)
{
  g_autofree char *plain = NULL;

  if (parse_plain (text, length, decimals, value))
    return CLT_VALUE_OK;
  if (is_ascii (text, length))
    return parse_number (text, length, decimals, value);
  plain = simplify (text, length);
  return parse_number (plain, strlen (plain), decimals, value);
}

CltValue
clt_value_parse_money (const char *text, gsize length, gint64 *fen)
{
  return parse_scaled (text, length, 2, fen);
}

CltValue
clt_value_parse_price (const char *text, gsize length, gint64 *thousandths)
{
  return parse_scaled (text, length, 3, thousandths);
}

CltValue
clt_value_parse_integer (const char *text, gsize length, gint64 *value)
{
  return parse_scaled (text, length, 0, value);
}

CltValue
clt_value_parse_percent (const char *text, gsize length, double *ratio)
{
  /* more places than anybody writes, few enough for 64 bits */
  static const int places = 6;
  g_autofree char *plain = simplify (text, length);
  gsize n = strlen (plain);
  gboolean percent = n > 0 && plain[n - 1] == '%';
  gint64 scaled;
  CltValue result = parse_number (plain, percent ? n - 1 : n, places, &scaled);

  if (result == CLT_VALUE_OK)
    *ratio = (double) scaled / (percent ? 1e8 : 1e6);
  else if (percent && result == CLT_VALUE_NULL && n == 1)
    result = CLT_VALUE_BAD;
  return result;
}

/* Serial numbers of spreadsheets count from 1899-12-30; five digits are 1927 … 2173. */
#define SERIAL_EPOCH 25569

static CltValue
parse_date_text (const char *text, gsize length, gboolean serial, CltDay *day)
{
  char copy[16];

  trim (&text, &length);
  if (is_null (text, length))
    return CLT_VALUE_NULL;
  if (length >= sizeof copy)
    return CLT_VALUE_BAD;
  memcpy (copy, text, length);
  copy[length] = '\0';

  if (serial && length == 5 && strspn (copy, "0123456789") == 5 && copy[0] != '0')
    {
      *day = (CltDay) g_ascii_strtoll (copy, NULL, 10) - SERIAL_EPOCH;
      return CLT_VALUE_OK;
    }
  return clt_day_parse (copy, day) ? CLT_VALUE_OK : CLT_VALUE_BAD;
}

CltValue
clt_value_parse_date (const char *text, gsize length, gboolean serial, CltDay *day)
{
  g_autofree char *plain = NULL;

  if (is_ascii (text, length))
    return parse_date_text (text, length, serial, day);
  plain = simplify (text, length);
  return parse_date_text (plain, strlen (plain), serial, day);
}

/* For people */

/* What people read has the sign of arithmetic, files have the one of ASCII. */
#define MINUS "−"

static char *
group_digits (guint64 value, gboolean negative)
{
  char digits[24];
  int n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, value);
  GString *text = g_string_new (negative ? MINUS : "");

  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

static guint64
magnitude (gint64 value)
{
  return value < 0 ? -(guint64) value : (guint64) value;
}

char *
clt_money_format (gint64 fen)
{
  g_autofree char *yuan = NULL;

  if (fen == CLT_MONEY_NONE)
    return g_strdup ("–");
  yuan = group_digits (magnitude (fen) / 100, fen < 0);
  return g_strdup_printf ("%s.%02d", yuan, (int) (magnitude (fen) % 100));
}

char *
clt_yuan_format (gint64 fen)
{
  g_autofree char *amount = NULL;

  if (fen == CLT_MONEY_NONE)
    return g_strdup ("–");
  amount = clt_money_format (fen);
  return fen < 0 ? g_strconcat (MINUS "¥", amount + strlen (MINUS), NULL)
                 : g_strconcat ("¥", amount, NULL);
}

typedef struct
{
  guint64 yuan;
  const char *suffix;
} Unit;

static const Unit thousands[] = { { 1000000000, "B" }, { 1000000, "M" }, { 1000, "K" } };
static const Unit myriads[] = { { 100000000, "亿" }, { 10000, "万" } };

char *
clt_money_format_short (gint64 fen)
{
  /* Translators: how large amounts are cut short. Translate as "short amounts: myriads" where
   * people count in 万 and 亿, else as "short amounts: thousands". */
  gboolean chinese = strstr (C_ ("amounts", "short amounts: thousands"), "myriads") != NULL;
  const Unit *units = chinese ? myriads : thousands;
  guint n_units = chinese ? G_N_ELEMENTS (myriads) : G_N_ELEMENTS (thousands);

  if (fen == CLT_MONEY_NONE)
    return g_strdup ("–");
  for (guint i = 0; i < n_units; i++)
    {
      /* 999,950 and more round up into the next unit, so the unit starts at 99.95 % of it */
      if (magnitude (fen) / 100 >= units[i].yuan - units[i].yuan / 2000)
        {
          double value = (double) fen / 100 / (double) units[i].yuan;
          int decimals = fabs (value) < 9.995 ? 2 : fabs (value) < 99.95 ? 1 : 0;
          char number[G_ASCII_DTOSTR_BUF_SIZE];
          char format[8];

          if (decimals == 0)
            {
              /* 1,084 万: this unit reaches to 9,999 */
              g_autofree char *whole = group_digits ((guint64) (fabs (value) + 0.5), fen < 0);

              return g_strconcat (whole, " ", units[i].suffix, NULL);
            }
          g_snprintf (format, sizeof format, "%%.%df", decimals);
          g_ascii_formatd (number, sizeof number, format, fabs (value));
          return g_strconcat (fen < 0 ? MINUS : "", number, " ", units[i].suffix, NULL);
        }
    }
  return group_digits ((magnitude (fen) + 50) / 100, fen <= -50);
}

char *
clt_percent_format (double ratio, int decimals)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  char format[16];

  if (isnan (ratio))
    return g_strdup ("–");
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 9));
  g_ascii_formatd (number, sizeof number, format, ratio * 100);
  if (*number == '-')
    return g_strconcat (MINUS, number + 1, " %", NULL);
  return g_strconcat (number, " %", NULL);
}

char *
clt_percent_format_tied (double ratio, int decimals)
{
  g_autofree char *text = clt_percent_format (ratio, decimals);
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);

  return g_strjoinv ("\u00a0", parts);
}

char *
clt_count_format (gint64 count)
{
  return group_digits (magnitude (count), count < 0);
}

char *
clt_text_begin_sentence (const char *text)
{
  char first[7] = { 0 }; /* the longest that g_unichar_to_utf8() writes, and its end */

  if (*text == '\0')
    return g_strdup ("");
  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (text)), first);
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

gboolean
clt_set_str (char **pointer, const char *text)
{
  if (g_strcmp0 (*pointer, text) == 0)
    return FALSE;
  g_free (*pointer);
  *pointer = g_strdup (text);
  return TRUE;
}
