/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-address.h"

#include <gio/gio.h>
#include <string.h>

char *
clt_address_parse_email (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *domain = NULL;
  char *at = strchr (trimmed, '@');

  if (at == NULL || at == trimmed || at - trimmed > 64 || strchr (at + 1, '@') != NULL)
    return NULL;
  for (const char *p = trimmed; p < at; p++)
    if (!g_ascii_isalnum (*p) && strchr ("!#$%&'*+-/=?^_`{|}~.", *p) == NULL)
      return NULL;
  domain = g_hostname_to_ascii (at + 1);
  if (domain == NULL || *domain == '\0' || strlen (domain) > 253)
    return NULL;
  for (const char *p = domain; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && (*p != '.' || p[1] == '.' || p[1] == '\0'))
      return NULL;
  if (!g_ascii_isalnum (*domain))
    return NULL;
  *at = '\0';
  return g_strconcat (trimmed, "@", domain, NULL);
}

/* Digits, and a plus at the beginning. */
static char *
keep_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || (*p == '+' && digits->len == 0))
      g_string_append_c (digits, *p);
  return g_string_free (digits, FALSE);
}

static const char *
skip_country (const char *digits)
{
  static const char *const codes[] = { "+86", "0086", "86" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (digits, codes[i]) && strlen (digits) > 11)
      return digits + strlen (codes[i]);
  return digits;
}

static gboolean
is_mobile (const char *digits)
{
  return strlen (digits) == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
}

char *
clt_address_parse_mobile (const char *text)
{
  g_autofree char *digits = keep_digits (text);
  const char *number = skip_country (digits);

  return is_mobile (number) ? g_strdup (number) : NULL;
}

char *
clt_address_build_tel (const char *text)
{
  g_autofree char *digits = keep_digits (text);
  const char *number = skip_country (digits);

  if (strlen (number) < 3)
    return NULL;
  if (is_mobile (number))
    return g_strconcat ("tel:+86", number, NULL);
  /* a landline with its area: 0510-82700001 */
  if (number[0] == '0' && number[1] != '0' && strlen (number) >= 10)
    return g_strconcat ("tel:+86", number + 1, NULL);
  return g_strconcat ("tel:", digits, NULL);
}
