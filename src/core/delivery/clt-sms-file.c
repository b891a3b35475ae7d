/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-sms-file.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* What may stand in a column. */
static char *
dup_value (const char *what, const CltOutgoing *message)
{
  if (g_str_equal (what, "phone"))
    return g_strdup (message->address);
  if (g_str_equal (what, "text"))
    return g_strdup (message->body);
  if (g_str_equal (what, "id"))
    return g_strdup (message->reference);
  return g_strdup_printf ("%d", clt_day_to_yyyymmdd (clt_today ()));
}

static gboolean
is_known (const char *what)
{
  static const char *const known[] = { "phone", "text", "id", "day", NULL };

  return g_strv_contains (known, what);
}

/* "手机号=phone" in two; a bare "phone" is its own heading. @what: (out) inside @column. */
static char *
split_column (const char *column, const char **what)
{
  const char *equals = strrchr (column, '=');

  *what = equals == NULL ? column : equals + 1;
  return equals == NULL ? g_strdup (column) : g_strndup (column, (gsize) (equals - column));
}

gboolean
clt_sms_check_columns (const char *columns, GError **error)
{
  g_auto (GStrv) list = g_strsplit (columns, ",", -1);
  gboolean phone = FALSE, text = FALSE;

  for (guint i = 0; list[i] != NULL; i++)
    {
      const char *what;
      g_autofree char *heading = split_column (list[i], &what);

      if (!is_known (what))
        return clt_store_refuse (error,
                                 /* Translators: what was typed. */
                                 _ ("“%s” is none of phone, text, id and day;"
                                    " nothing was changed."),
                                 what);
      phone = phone || g_str_equal (what, "phone");
      text = text || g_str_equal (what, "text");
    }
  if (phone && text)
    return TRUE;
  return clt_store_refuse (
    error, _ ("The gateway's file needs a column with the phone and one with the text;"
              " nothing was changed."));
}

/* No apostrophe before what looks like a formula: the file is for a machine, and a client would read
 * it on his telephone. */
static void
append_csv (GString *out, const char *value)
{
  if (strpbrk (value, ",\"\r\n") == NULL)
    {
      g_string_append (out, value);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_txt (GString *out, const char *value, const char *separator)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '\r' || *p == '\n' || g_str_has_prefix (p, separator))
      g_string_append_c (out, ' ');
    else
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
}

static const char *
get_separator (const CltSmsGateway *gateway)
{
  if (g_str_equal (gateway->format, "csv"))
    return ",";
  return g_str_equal (gateway->separator, "tab") ? "\t" : gateway->separator;
}

/* @message NULL: the headings. */
static void
append_row (const CltSmsGateway *gateway, GStrv columns, const CltOutgoing *message, GString *out)
{
  const char *separator = get_separator (gateway);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      const char *what;
      g_autofree char *heading = split_column (columns[i], &what);
      g_autofree char *value =
        message == NULL ? g_steal_pointer (&heading) : dup_value (what, message);

      if (i > 0)
        g_string_append (out, separator);
      if (g_str_equal (gateway->format, "csv"))
        append_csv (out, value);
      else
        append_txt (out, value, separator);
    }
  g_string_append (out, "\r\n");
}

GBytes *
clt_sms_render (const CltSmsGateway *gateway, GPtrArray *messages, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) columns = g_strsplit (gateway->columns, ",", -1);
  char *converted;
  gsize length;

  if (gateway->header)
    append_row (gateway, columns, NULL, out);
  for (guint i = 0; i < messages->len; i++)
    append_row (gateway, columns, messages->pdata[i], out);
  if (!g_str_equal (gateway->encoding, "gb18030"))
    return g_string_free_to_bytes (g_steal_pointer (&out));
  converted = g_convert (out->str, (gssize) out->len, "GB18030", "UTF-8", NULL, &length, error);
  return converted == NULL ? NULL : g_bytes_new_take (converted, length);
}
