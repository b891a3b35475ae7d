/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-sms-text.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-conn.h"

#define OPENING "【"
#define CLOSING "】"

char *
clt_sms_compose (const char *text, const char *signature, const char *opt_out)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *mark = g_strconcat (OPENING, signature, CLOSING, NULL);
  gboolean signs = *signature != '\0' && strstr (trimmed, mark) == NULL;
  gboolean refuses = *opt_out != '\0' && strstr (trimmed, opt_out) == NULL;

  return g_strconcat (signs ? mark : "", trimmed, refuses ? opt_out : "", NULL);
}

int
clt_sms_count (const char *text, int single, int part, int *characters)
{
  int n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_utf8_get_char (p) > 0xffff ? 2 : 1;
  if (characters != NULL)
    *characters = n;
  if (n <= single)
    return n == 0 ? 0 : 1;
  return (n + part - 1) / part;
}

/* The networks read brackets as the sender's signature: one pair, at one end. */
static gboolean
check_brackets (const char *text, GError **error)
{
  const char *opening = strstr (text, OPENING), *closing = strstr (text, CLOSING);
  gsize width = strlen (OPENING);

  if (opening == NULL && closing == NULL)
    return TRUE;
  if (opening == NULL || closing == NULL || closing < opening ||
      strstr (opening + width, OPENING) != NULL || strstr (closing + width, CLOSING) != NULL ||
      (opening != text && closing[width] != '\0'))
    return clt_store_refuse (
      error, _ ("In a short message the brackets 【】 are only for one signature, at its"
                " beginning or its end."));
  return TRUE;
}

gboolean
clt_sms_check (const char *text, GError **error)
{
  gboolean words = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) && c != '\n')
        return clt_store_refuse (error, _ ("The short message has a control character in it."));
      words = words || g_unichar_isalnum (c);
    }
  if (!words)
    return clt_store_refuse (error, _ ("The short message has no words."));
  return check_brackets (text, error);
}
