/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-csv-writer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clt-formula.h"
#include "core/base/clt-i18n.h"

struct _CltCsvWriter
{
  FILE *file; /* owned; NULL once closed */
  char *path;
  GIConv conv;  /* (GIConv) -1: UTF-8 */
  GString *row; /* owned: the row that is being made */
  gboolean first;
  int failed; /* errno of the first failure */
};

CltCsvWriter *
clt_csv_writer_new (const char *path, gboolean gb18030, GError **error)
{
  g_autoptr (CltCsvWriter) writer = g_new0 (CltCsvWriter, 1);

  writer->conv = (GIConv) -1;
  writer->path = g_strdup (path);
  writer->row = g_string_new (NULL);
  writer->first = TRUE;
  if (gb18030)
    {
      writer->conv = g_iconv_open ("GB18030", "UTF-8");
      if (writer->conv == (GIConv) -1)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("This system cannot write GB18030. Nothing was exported; export "
                                  "as UTF-8 instead."));
          return NULL;
        }
    }
  writer->file = fopen (path, "wbe");
  if (writer->file == NULL)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   _ ("“%s” could not be written: %s"), path, g_strerror (code));
      return NULL;
    }
  if (!gb18030)
    fputs ("\xef\xbb\xbf", writer->file);
  return g_steal_pointer (&writer);
}

static void
begin_cell (CltCsvWriter *writer)
{
  if (!writer->first)
    g_string_append_c (writer->row, ',');
  writer->first = FALSE;
}

void
clt_csv_writer_add_plain (CltCsvWriter *writer, const char *text)
{
  begin_cell (writer);
  g_string_append (writer->row, text);
}

/* Blanks at an end are kept by quotes too; some readers trim what has none. */
static gboolean
needs_quotes (const char *text)
{
  gsize n = strlen (text);

  return strpbrk (text, ",\"\r\n") != NULL ||
         (n > 0 && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[n - 1])));
}

void
clt_csv_writer_add_text (CltCsvWriter *writer, const char *text)
{
  g_autofree char *valid = NULL;
  gboolean quotes;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  begin_cell (writer);
  quotes = needs_quotes (text);
  if (quotes)
    g_string_append_c (writer->row, '"');
  if (clt_text_is_formula_like (text))
    g_string_append_c (writer->row, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (writer->row, '"');
      g_string_append_c (writer->row, *p);
    }
  if (quotes)
    g_string_append_c (writer->row, '"');
}

static void
put (CltCsvWriter *writer, const char *bytes, gsize n)
{
  if (fwrite (bytes, 1, n, writer->file) != n && writer->failed == 0)
    writer->failed = errno != 0 ? errno : EIO;
}

void
clt_csv_writer_end_row (CltCsvWriter *writer)
{
  g_string_append (writer->row, "\r\n");
  if (writer->conv == (GIConv) -1)
    put (writer, writer->row->str, writer->row->len);
  else
    {
      gsize n = 0;
      /* GB18030 has every character of Unicode */
      g_autofree char *bytes =
        g_convert_with_iconv (writer->row->str, writer->row->len, writer->conv, NULL, &n, NULL);

      if (bytes != NULL)
        put (writer, bytes, n);
      else if (writer->failed == 0)
        writer->failed = EILSEQ;
    }
  g_string_truncate (writer->row, 0);
  writer->first = TRUE;
}

gboolean
clt_csv_writer_close (CltCsvWriter *writer, GError **error)
{
  FILE *file = g_steal_pointer (&writer->file);
  gboolean flushed = fflush (file) == 0 && !ferror (file);
  int code = errno;

  if (fclose (file) != 0 && flushed)
    {
      code = errno;
      flushed = FALSE;
    }
  if (flushed && writer->failed == 0)
    return TRUE;
  if (writer->failed != 0)
    code = writer->failed;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("“%s” could not be written: %s"),
               writer->path, g_strerror (code));
  return FALSE;
}

void
clt_csv_writer_free (CltCsvWriter *writer)
{
  if (writer->file != NULL)
    fclose (writer->file);
  if (writer->conv != (GIConv) -1)
    g_iconv_close (writer->conv);
  g_string_free (writer->row, TRUE);
  g_free (writer->path);
  g_free (writer);
}
