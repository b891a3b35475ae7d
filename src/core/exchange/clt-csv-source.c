/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV as a CltSource: the dialect found, then the scanner's rows, blank ones left out. */

#include "core/exchange/clt-source-private.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"

#define SAMPLE (64 * 1024)

static int
next_row (CltSource *source, GError **error)
{
  CltCsv *csv = source->reader;
  int result;

  do
    {
      result = clt_csv_next (csv);
      source->cells = csv->cells;
      source->n_cells = csv->n_cells;
    }
  while (result == 1 && csv->n_cells == 1 && !source->options.keep_blank &&
         csv->cells[0].kind == CLT_CELL_EMPTY);
  source->line = csv->row_line;
  source->raw = result == 1 ? csv->row : NULL;
  source->raw_length = result == 1 ? csv->row_length : 0;
  if (result < 0)
    g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_LIMIT,
                 /* Translators: the placeholders are a line number and a number of columns. */
                 _ ("Line %" PRIu64 " has more than %d columns, which no table has. "
                    "Nothing was read; give the delimiter by hand if the file is in order."),
                 csv->line, CLT_CSV_MAX_CELLS);
  else if (result == 1)
    clt_bytes_drop (source->text != NULL ? source->text : source->file, csv->row - csv->start);
  return result;
}

gboolean
clt_csv_source_rewind (CltSource *source, GError **error)
{
  clt_csv_rewind (source->reader);
  return TRUE;
}

double
clt_csv_source_get_fraction (CltSource *source)
{
  const CltCsv *csv = source->reader;

  return csv->end > csv->start
           ? (double) (csv->position - csv->start) / (double) (csv->end - csv->start)
           : 1;
}

void
clt_csv_source_close (CltSource *source)
{
  clt_csv_clear (source->reader);
  g_free (source->reader);
}

static const CltSourceClass csv_class = { next_row, clt_csv_source_rewind, NULL,
                                          clt_csv_source_get_fraction, clt_csv_source_close };

/* Excel's own hint in the first line: sep=; */
static gboolean
read_hint (const char *text, gsize length, CltDialect *dialect)
{
  if (length < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0 ||
      (length > 5 && text[5] != '\r' && text[5] != '\n'))
    return FALSE;
  dialect->delimiter = text[4];
  return TRUE;
}

static void
find_dialect (CltSource *source, const char *text, gsize length)
{
  CltSourceOptions options = source->options;
  CltDialect hint = { 0 };

  if (options.delimiter == 0 && read_hint (text, length, &hint))
    options.delimiter = hint.delimiter;
  clt_dialect_find (text, MIN (length, SAMPLE), length <= SAMPLE, &options, &source->dialect);
}

/* Whether a character of the dialect can be the second byte of a Chinese one. */
static gboolean
is_ambiguous (const CltSource *source)
{
  return source->encoding == CLT_ENCODING_GB18030 && !source->utf8 &&
         (source->dialect.delimiter >= 0x40 || source->dialect.escape != 0);
}

gboolean
clt_csv_open (CltSource *source, GError **error)
{
  gsize length;
  const char *text = clt_source_get_bytes (source, &length);
  CltDialect hint = { 0 };
  CltCsv *csv;

  find_dialect (source, text, length);
  if (is_ambiguous (source))
    {
      if (!clt_source_convert (source, error))
        return FALSE;
      text = clt_source_get_bytes (source, &length);
      find_dialect (source, text, length);
    }
  csv = g_new0 (CltCsv, 1);
  clt_csv_init (csv, text, length, &source->dialect);
  if (read_hint (text, length, &hint) && hint.delimiter == source->dialect.delimiter)
    {
      clt_csv_next (csv);
      csv->start = csv->position;
      csv->first_line = csv->line;
      clt_csv_rewind (csv);
    }
  source->class = &csv_class;
  source->reader = csv;
  return TRUE;
}
