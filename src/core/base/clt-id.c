/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-id.h"

#include <string.h>

static gboolean
all_digits (const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static int
number_at (const char *text, int start, int n)
{
  int value = 0;

  for (int i = start; i < start + n; i++)
    value = value * 10 + (text[i] - '0');
  return value;
}

/* ISO 7064 MOD 11-2: the weights are the powers of 2 modulo 11. */
static char
check_character (const char *number)
{
  int p = 0;

  for (int i = 0; i < 17; i++)
    p = (p + (number[i] - '0')) * 2 % 11;
  return "10X98765432"[p];
}

CltIdCheck
clt_id_card_check (const char *number, CltDay *birth, gboolean *female)
{
  gsize n = strlen (number);
  CltDay day;
  int sex;

  if (n == 18 && all_digits (number, 17) &&
      (g_ascii_isdigit (number[17]) || g_ascii_toupper (number[17]) == 'X'))
    {
      day = clt_day_from_yyyymmdd (number_at (number, 6, 8));
      sex = number[16] - '0';
    }
  else if (n == 15 && all_digits (number, 15))
    {
      day = clt_day_from_yyyymmdd (19000000 + number_at (number, 6, 6));
      sex = number[14] - '0';
    }
  else
    return CLT_ID_BAD_FORM;

  if (day == CLT_DAY_NONE || day > clt_today () || day < clt_day_from_ymd (1850, 1, 1))
    return CLT_ID_BAD_DATE;
  if (n == 18 && g_ascii_toupper (number[17]) != check_character (number))
    return CLT_ID_BAD_CHECK;
  if (birth != NULL)
    *birth = day;
  if (female != NULL)
    *female = sex % 2 == 0;
  return CLT_ID_OK;
}

/* Phones */

/* Only digits, and a leading + for a country code; NULL when @text holds anything else. The
 * extension after 转, # or x is cut off. */
static char *
plain_digits (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isdigit (*p) || (*p == '+' && out->len == 0))
        g_string_append_c (out, *p);
      else if (*p == '#' || *p == 'x' || g_str_has_prefix (p, "转"))
        break;
      else if (strchr (" -().", *p) == NULL)
        return NULL;
    }
  return g_strdup (out->str);
}

static const char *
skip_country (const char *digits)
{
  if (g_str_has_prefix (digits, "+86"))
    return digits + 3;
  if (g_str_has_prefix (digits, "0086"))
    return digits + 4;
  return digits;
}

static gboolean
is_landline (const char *digits)
{
  gsize area = 0;

  if (digits[0] == '0')
    area = digits[1] == '1' || digits[1] == '2' ? 3 : 4;
  if (strlen (digits) < area + 7)
    return FALSE;
  /* 110, 12386 …: nobody's own number starts with 0 or 1 */
  return strlen (digits) <= area + 8 && digits[area] >= '2' && (area == 0 || digits[1] >= '1');
}

CltPhoneForm
clt_phone_get_form (const char *text)
{
  g_autofree char *digits = plain_digits (text);
  const char *local;
  gsize n;

  if (digits == NULL)
    return CLT_PHONE_BAD;
  local = skip_country (digits);
  n = strlen (local);
  if (local[0] == '+')
    return n >= 8 && n <= 16 && local[1] != '0' ? CLT_PHONE_FOREIGN : CLT_PHONE_BAD;
  if (n == 11 && local[0] == '1' && local[1] >= '3')
    return CLT_PHONE_MOBILE;
  if (n == 10 && (g_str_has_prefix (local, "400") || g_str_has_prefix (local, "800")))
    return CLT_PHONE_SERVICE;
  return is_landline (local) ? CLT_PHONE_LANDLINE : CLT_PHONE_BAD;
}

char *
clt_phone_digits (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *local = text;

  while (*local == ' ')
    local++;
  for (local = skip_country (local); *local != '\0'; local++)
    if (g_ascii_isdigit (*local))
      g_string_append_c (out, *local);
  return g_string_free (out, FALSE);
}
