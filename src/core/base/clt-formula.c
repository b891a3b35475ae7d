/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-formula.h"

#include <string.h>

gboolean
clt_text_is_formula_like (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);
  text += strspn (text, "'");
  switch (g_utf8_get_char_validated (text, -1))
    {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    /* Chinese and Japanese Excel take the full-width signs for the plain ones */
    case 0xff1d:
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return TRUE;
    default:
      return FALSE;
    }
}
