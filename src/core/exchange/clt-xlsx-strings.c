/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */

/* The texts of a workbook in one packed buffer, four bytes more each: a million texts cost no
 * million allocations. */

#include "core/exchange/clt-xlsx-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

#define MAX_TEXT (128 * 1024 * 1024)
#define MAX_STRINGS (8 * 1024 * 1024)

typedef struct
{
  CltStrings *strings;
  CltXml *xml;
  gsize start; /* of the present text */
  guint phonetic;
  gboolean in_text;
} Load;

static int
hex_value (const guint8 *p)
{
  int value = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

void
clt_strings_unescape (GByteArray *text, gsize start)
{
  guint8 *p = text->data + start, *end = text->data + text->len, *out;

  if (text->len == start || memmem (p, end - p, "_x", 2) == NULL)
    return;
  for (out = p; p < end;)
    {
      int c = end - p >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_' ? hex_value (p + 2) : -1;

      /* half a surrogate pair is no character */
      if (c >= 0 && (c < 0xd800 || c > 0xdfff))
        {
          out += g_unichar_to_utf8 (c, (char *) out);
          p += 7;
        }
      else
        *out++ = *p++;
    }
  g_byte_array_set_size (text, out - text->data);
}

static void
on_start (gpointer data, const char *name, const char **attributes)
{
  Load *load = data;

  if (g_str_equal (name, "si"))
    load->start = load->strings->text->len;
  else if (g_str_equal (name, "rPh"))
    load->phonetic++;
  else if (g_str_equal (name, "t"))
    load->in_text = load->phonetic == 0;
}

static void
fail_limit (Load *load)
{
  clt_xml_fail (load->xml,
                g_error_new_literal (CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_LIMIT,
                                     _ ("The workbook holds more text than fits into memory. "
                                        "Nothing was read; save the sheet as CSV and try again.")));
}

static void
on_end (gpointer data, const char *name)
{
  Load *load = data;

  if (g_str_equal (name, "t"))
    load->in_text = FALSE;
  else if (g_str_equal (name, "rPh") && load->phonetic > 0)
    load->phonetic--;
  else if (g_str_equal (name, "si"))
    {
      guint32 end;

      clt_strings_unescape (load->strings->text, load->start);
      end = load->strings->text->len;
      g_array_append_val (load->strings->ends, end);
      if (load->strings->ends->len > MAX_STRINGS)
        fail_limit (load);
    }
}

static void
on_text (gpointer data, const char *text, gsize length)
{
  Load *load = data;

  if (!load->in_text)
    return;
  if (load->strings->text->len + length > MAX_TEXT)
    fail_limit (load);
  else
    g_byte_array_append (load->strings->text, (const guint8 *) text, length);
}

static const CltXmlHandlers handlers = { on_start, on_end, on_text };

CltStrings *
clt_strings_load (CltArchive *archive, const char *part, GError **error)
{
  g_autoptr (CltStrings) strings = g_new0 (CltStrings, 1);
  Load load = { strings };

  strings->text = g_byte_array_new ();
  strings->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (part != NULL &&
      !clt_part_parse (archive, part, CLT_PART_LARGE, &handlers, &load, &load.xml, error))
    return NULL;
  return g_steal_pointer (&strings);
}

void
clt_strings_free (CltStrings *strings)
{
  g_byte_array_unref (strings->text);
  g_array_unref (strings->ends);
  g_free (strings);
}

const char *
clt_strings_get (const CltStrings *strings, gsize index, gsize *length)
{
  guint32 start;

  if (index >= strings->ends->len)
    return NULL;
  start = index > 0 ? g_array_index (strings->ends, guint32, index - 1) : 0;
  *length = g_array_index (strings->ends, guint32, index) - start;
  return *length > 0 ? (const char *) strings->text->data + start : "";
}
