/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A settlement statement as a CltSource: its lines, each a row of one cell. */

#include "core/exchange/clt-source-private.h"
#include "core/exchange/clt-statement.h"

static int
next_line (CltSource *source, GError **error)
{
  CltCsv *csv = source->reader;
  int result;

  do
    result = clt_csv_next (csv);
  while (result == 1 && csv->row_length == 0 && !source->options.keep_blank);
  source->cells = csv->cells;
  source->n_cells = csv->n_cells;
  source->line = csv->row_line;
  source->raw = result == 1 ? csv->row : NULL;
  source->raw_length = result == 1 ? csv->row_length : 0;
  return result;
}

static const CltSourceClass statement_class = { next_line, clt_csv_source_rewind, NULL,
                                                clt_csv_source_get_fraction, clt_csv_source_close };

gboolean
clt_statement_open (CltSource *source, GError **error)
{
  const CltDialect lines = { 0 };
  CltCsv *csv;
  gsize length;
  const char *text;

  if (!source->utf8 && !clt_source_convert (source, error))
    return FALSE;
  text = clt_source_get_bytes (source, &length);
  csv = g_new0 (CltCsv, 1);
  clt_csv_init (csv, text, length, &lines);
  source->class = &statement_class;
  source->reader = csv;
  return TRUE;
}

CltStatement *
clt_statement_read (CltSource *source, GError **error)
{
  gsize length;
  const char *text = clt_source_get_bytes (source, &length);

  g_return_val_if_fail (source->kind == CLT_SOURCE_STATEMENT, NULL);
  return clt_statement_parse (text, length, error);
}
