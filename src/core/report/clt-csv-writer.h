/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CSV as Excel and RFC 4180 want it: CRLF, quotes doubled, UTF-8 with a BOM or GB18030, and no
 * text that a spreadsheet would take for a formula (an apostrophe is put before it). */

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CltCsvWriter CltCsvWriter;

CltCsvWriter *clt_csv_writer_new (const char *path, gboolean gb18030, GError **error);
/* Bytes that are not UTF-8 become U+FFFD. */
void clt_csv_writer_add_text (CltCsvWriter *writer, const char *text);
/* A typed number or date: written as it is. @text must be plain ASCII. */
void clt_csv_writer_add_plain (CltCsvWriter *writer, const char *text);
void clt_csv_writer_end_row (CltCsvWriter *writer);
/* Writes out what is left. FALSE when anything could not be written. */
gboolean clt_csv_writer_close (CltCsvWriter *writer, GError **error);
void clt_csv_writer_free (CltCsvWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCsvWriter, clt_csv_writer_free)

G_END_DECLS
