/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */

/* Opens a file by what is in it, never by its ending, and hands each kind to its reader. */

#include "core/exchange/clt-source-private.h"

#include <string.h>
#include <zlib.h>

#include "core/base/clt-i18n.h"
#include "core/exchange/clt-old-excel.h"

#define SNIFF (16 * 1024)
#define OLE_MAGIC "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

G_DEFINE_QUARK (clt - exchange - error - quark, clt_exchange_error)

typedef gboolean (*OpenFunc) (CltSource *source, GError **error);

const char *
clt_source_get_bytes (const CltSource *source, gsize *length)
{
  const CltBytes *bytes = source->text != NULL ? source->text : source->file;

  *length = bytes->length - source->bom;
  return bytes->data + source->bom;
}

static char *
dup_head (const CltSource *source)
{
  gsize length;
  const char *text = clt_source_get_bytes (source, &length);
  char *head;

  length = MIN (length, SNIFF);
  head = clt_encoding_to_utf8 (text, length, source->utf8 ? CLT_ENCODING_UTF8 : source->encoding,
                               &length);
  for (gsize i = 0; i < length; i++)
    if (head[i] == '\0')
      head[i] = ' ';
  return head;
}

static gboolean
is_statement (const char *head)
{
  static const char *const titles[] = { "交易结算单", "交易核算单", "Settlement Statement" };
  static const char *const labels[] = { "客户号", "Client ID", "资金状况", "Account Summary" };
  gboolean title = FALSE, label = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    title |= strstr (head, titles[i]) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    label |= strstr (head, labels[i]) != NULL;
  return title && label;
}

/* The reader for markup, NULL: no markup. */
static OpenFunc
find_markup_reader (const char *head, CltSourceKind *kind)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *p = g_strchug (lower);

  if (*p != '<')
    return NULL;
  *kind = CLT_SOURCE_XMLSS;
  if (strstr (p, "urn:schemas-microsoft-com:office:spreadsheet") != NULL &&
      strstr (p, "<html") == NULL)
    return clt_xmlss_open;
  *kind = CLT_SOURCE_HTML;
  if (strstr (p, "<html") != NULL || strstr (p, "<table") != NULL ||
      g_str_has_prefix (p, "<!doctype html"))
    return clt_html_open;
  return NULL;
}

/* Pictures, programs, PDF: nothing that a table could be read from. */
static gboolean
is_binary (const char *text, gsize length)
{
  gsize controls = 0, n = MIN (length, SNIFF);

  if (g_str_has_prefix (text, "%PDF-") || (n > 4 && memcmp (text, "\x89PNG", 4) == 0))
    return TRUE;
  for (gsize i = 0; i < n; i++)
    controls += (guchar) text[i] < 9 || ((guchar) text[i] > 13 && (guchar) text[i] < 27);
  return n > 0 && controls * 10 > n * 3;
}

static gboolean
decode (CltSource *source, GError **error)
{
  CltBytes *bytes = source->text != NULL ? source->text : source->file;

  if (source->options.encoding_forced)
    {
      CltEncoding found;
      g_autoptr (GError) ignored = NULL;

      source->encoding = source->options.encoding;
      if (clt_encoding_guess (bytes, &found, &source->bom, &ignored) && found != source->encoding)
        source->bom = 0;
      if (!clt_encoding_check (bytes, source->bom, source->encoding, error))
        return FALSE;
    }
  else if (!clt_encoding_guess (bytes, &source->encoding, &source->bom, error))
    return FALSE;
  source->utf8 = source->encoding == CLT_ENCODING_UTF8;
  if (source->encoding == CLT_ENCODING_UTF16LE || source->encoding == CLT_ENCODING_UTF16BE)
    return clt_source_convert (source, error);
  return TRUE;
}

gboolean
clt_source_convert (CltSource *source, GError **error)
{
  CltBytes *bytes = source->text != NULL ? source->text : source->file;
  CltBytes *converted = clt_encoding_convert (bytes, source->bom, source->encoding, error);

  if (converted == NULL)
    return FALSE;
  g_clear_pointer (&source->text, clt_bytes_free);
  source->text = converted;
  source->bom = 0;
  source->utf8 = TRUE;
  return TRUE;
}

static gboolean
open_text (CltSource *source, GError **error)
{
  g_autofree char *head = NULL;
  OpenFunc open_markup;
  gsize length;
  const char *text;

  if (!decode (source, error))
    return FALSE;
  text = clt_source_get_bytes (source, &length);
  if (is_binary (text, length))
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                           _ ("This is neither a table nor a workbook nor a settlement "
                              "statement. Nothing was read."));
      return FALSE;
    }
  head = dup_head (source);
  open_markup = find_markup_reader (head, &source->kind);
  if (open_markup != NULL)
    return open_markup (source, error);
  source->kind = is_statement (head) ? CLT_SOURCE_STATEMENT : CLT_SOURCE_CSV;
  return source->kind == CLT_SOURCE_STATEMENT ? clt_statement_open (source, error)
                                              : clt_csv_open (source, error);
}

/* A workbook before 2007 (or an encrypted one, which hides in the same container). */
static gboolean
open_ole (CltSource *source, GError **error)
{
  gsize length;
  const char *data = clt_source_get_bytes (source, &length);
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  if (memmem (data, length, encrypted, sizeof encrypted) != NULL)
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_ENCRYPTED,
                           _ ("The workbook is locked with a password. Nothing was read; open it "
                              "in Excel, save it without the password, and try again."));
      return FALSE;
    }
  g_clear_pointer (&source->text, clt_bytes_free);
  source->text = clt_old_excel_convert (source->file, error);
  if (source->text == NULL)
    return FALSE;
  source->kind = CLT_SOURCE_XLSX;
  return clt_xlsx_open (source, error);
}

static gboolean
open_by_content (CltSource *source, GError **error)
{
  gsize length;
  const char *data;

  if (clt_bytes_is_gzip (source->file))
    {
      source->text = clt_bytes_gunzip (source->file, error);
      if (source->text == NULL)
        return FALSE;
    }
  data = clt_source_get_bytes (source, &length);
  if (length >= 4 && memcmp (data, "PK\x03\x04", 4) == 0)
    {
      source->kind = CLT_SOURCE_XLSX;
      source->utf8 = TRUE;
      return clt_xlsx_open (source, error);
    }
  if (length >= 8 && memcmp (data, OLE_MAGIC, 8) == 0)
    {
      source->utf8 = TRUE;
      return open_ole (source, error);
    }
  return open_text (source, error);
}

CltSource *
clt_source_open (const char *path, const CltSourceOptions *options, GError **error)
{
  g_autoptr (CltSource) source = g_new0 (CltSource, 1);

  source->path = g_strdup (path);
  source->options.quote = source->options.header = -1;
  if (options != NULL)
    source->options = *options;
  source->options.sheet = g_strdup (source->options.sheet);
  source->file = clt_bytes_open (path, error);
  if (source->file == NULL || !open_by_content (source, error))
    return NULL;
  if (source->sheets != NULL && source->options.sheet != NULL &&
      !clt_source_select_sheet (source, source->options.sheet, error))
    return NULL;
  return g_steal_pointer (&source);
}

void
clt_source_close (CltSource *source)
{
  if (source->class != NULL && source->reader != NULL)
    source->class->close (source);
  g_clear_pointer (&source->text, clt_bytes_free);
  g_clear_pointer (&source->file, clt_bytes_free);
  g_clear_pointer (&source->sheets, g_ptr_array_unref);
  g_clear_pointer (&source->states, g_array_unref);
  g_free (source->options.sheet);
  g_free (source->digest);
  g_free (source->path);
  g_free (source);
}

CltSourceKind
clt_source_get_kind (CltSource *source)
{
  return source->kind;
}

CltEncoding
clt_source_get_encoding (CltSource *source)
{
  return source->encoding;
}

gboolean
clt_source_is_utf8 (CltSource *source)
{
  return source->utf8;
}

char
clt_source_get_delimiter (CltSource *source)
{
  return source->dialect.delimiter;
}

int
clt_source_get_quote (CltSource *source)
{
  return source->dialect.quote;
}

const char *
clt_source_get_digest (CltSource *source)
{
  const gsize step = 1024 * 1024;
  const gsize length = source->file->length;
  uLong crc = crc32_z (0, NULL, 0);

  if (source->digest != NULL)
    return source->digest;
  for (gsize at = 0; at < length; at += step)
    {
      const Bytef *bytes = (const Bytef *) source->file->data + at;

      clt_bytes_drop (source->file, at);
      crc = crc32_z (crc, bytes, MIN (step, length - at));
    }
  source->digest = g_strdup_printf ("%" G_GSIZE_FORMAT "-%08lx", length, crc);
  return source->digest;
}

const char *const *
clt_source_get_sheets (CltSource *source)
{
  return source->sheets != NULL ? (const char *const *) source->sheets->pdata : NULL;
}

gboolean
clt_source_select_sheet (CltSource *source, const char *sheet, GError **error)
{
  for (guint i = 0; source->sheets != NULL && i + 1 < source->sheets->len; i++)
    if (g_str_equal (g_ptr_array_index (source->sheets, i), sheet))
      {
        source->sheet = i;
        source->n_cells = 0;
        return source->class->select_sheet (source, i, error);
      }
  /* Translators: the placeholder is the name of a sheet. */
  g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
               _ ("There is no sheet “%s” in the workbook."), sheet);
  return FALSE;
}

gboolean
clt_source_rewind (CltSource *source, GError **error)
{
  source->n_cells = 0;
  return source->class->rewind (source, error);
}

int
clt_source_next (CltSource *source,
                 const CltCell **cells,
                 guint *n_cells,
                 guint64 *line,
                 GError **error)
{
  int result = source->class->next (source, error);

  if (result != 1)
    return result;
  *cells = source->cells;
  *n_cells = source->n_cells;
  if (line != NULL)
    *line = source->line;
  return 1;
}

const char *
clt_source_get_raw (CltSource *source, gsize *length)
{
  *length = source->raw_length;
  return source->raw;
}

double
clt_source_get_fraction (CltSource *source)
{
  return source->class->get_fraction (source);
}

char *
clt_source_dup_cell (CltSource *source, const CltCell *cell)
{
  return clt_encoding_to_utf8 (cell->text, cell->length,
                               source->utf8 ? CLT_ENCODING_UTF8 : source->encoding, NULL);
}
