/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* What the import tells: rejected and skipped rows, notes, totals, the rejects file. */

#define MAX_KEPT 10000

static const struct
{
  const char *key;
  const char *label;
} reasons[CLT_N_REASONS] = {
  [CLT_REASON_FIELD_COUNT] = { "field_count", N_ ("The row has too few or too many fields") },
  [CLT_REASON_BAD_DATE] = { "bad_date", N_ ("There is no such date") },
  [CLT_REASON_ACCOUNT_SHORT] = { "account_short",
                                 N_ ("The account is too short; its leading zeros may be lost") },
  [CLT_REASON_ACCOUNT_SCIENTIFIC] = { "account_scientific",
                                      N_ ("The number was cut by a spreadsheet (1.23E+17)") },
  [CLT_REASON_BAD_ACCOUNT] = { "bad_account", N_ ("This is no account number") },
  [CLT_REASON_MISSING_VALUE] = { "missing_value", N_ ("A needed value is missing") },
  [CLT_REASON_BAD_VALUE] = { "bad_value", N_ ("The value cannot be read") },
  [CLT_REASON_IDENTITY] = { "identity", N_ ("The balances do not add up") },
  [CLT_REASON_UNKNOWN_ACCOUNT] = { "unknown_account",
                                   N_ ("The branch has no client with this account") },
  [CLT_REASON_DUPLICATE_IDENTICAL] = { "duplicate_identical",
                                       N_ ("The same row stands earlier in the file") },
  [CLT_REASON_DUPLICATE_CONFLICT] = { "duplicate_conflict",
                                      N_ ("The file has this key twice with other values") },
  [CLT_REASON_BAD_RANGE] = { "bad_range", N_ ("The end lies before the beginning") },
  [CLT_REASON_ROW_COUNT] = { "row_count", N_ ("The table has not as many rows as it says") },
  [CLT_REASON_UNKNOWN_COURSE] = { "unknown_course", N_ ("There is no course of this code") },
  [CLT_REASON_UNKNOWN_SESSION] = { "unknown_session",
                                   N_ ("The course has no session of this code") },
  [CLT_REASON_NO_SEAT] = { "no_seat", N_ ("No seat is free in the session") },
  [CLT_REASON_OTHER_CLIENT] = { "other_client",
                                N_ ("The form of this number is another client’s") },
  [CLT_REASON_SEVERAL_SURVEYS] = { "several_surveys",
                                   N_ ("Forms of several surveys have this number; say which survey"
                                       " the file is of") },
  [CLT_REASON_OTHER_CURRENCY] = { "other_currency", N_ ("Only amounts in yuan can be taken") },
};

const char *
clt_reason_get_key (CltReason reason)
{
  return reasons[reason].key;
}

const char *
clt_import_reason_get_label (const char *reason)
{
  for (guint i = 0; i < CLT_N_REASONS; i++)
    if (g_str_equal (reasons[i].key, reason))
      return g_dgettext (GETTEXT_PACKAGE, reasons[i].label);
  return reason;
}

static void
reject_free (gpointer data)
{
  CltImportReject *reject = data;

  g_free (reject->column);
  g_free (reject->detail);
  g_free (reject);
}

static void
column_free (gpointer data)
{
  CltImportColumn *column = data;

  g_free (column->column);
  g_free (column->sample);
  g_free (column);
}

CltImportResult *
clt_import_result_new (const CltImportKind *kind)
{
  CltImportResult *result = g_new0 (CltImportResult, 1);

  result->kind = kind;
  result->totals = -1;
  result->total_differences = g_ptr_array_new_with_free_func (g_free);
  result->rejects = g_ptr_array_new_with_free_func (reject_free);
  result->skips = g_ptr_array_new_with_free_func (reject_free);
  result->notes = g_ptr_array_new_with_free_func (g_free);
  result->columns = g_ptr_array_new_with_free_func (column_free);
  result->missing = g_ptr_array_new ();
  return result;
}

void
clt_import_result_free (CltImportResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->total_differences);
  g_ptr_array_unref (result->rejects);
  g_ptr_array_unref (result->skips);
  g_ptr_array_unref (result->notes);
  g_ptr_array_unref (result->columns);
  g_ptr_array_unref (result->missing);
  g_strfreev (result->sheets);
  g_free (result->sheet);
  g_free (result);
}

void
clt_import_add_column (CltImport *import, const char *name, int field, const char *sample)
{
  CltImportColumn *column = g_new0 (CltImportColumn, 1);

  column->column = g_strdup (name);
  column->field = field < 0 ? NULL : &import->kind->fields[field];
  column->sample = g_strdup (sample);
  g_ptr_array_add (import->result->columns, column);
}

const char *
clt_import_get_column_name (CltImport *import, int field)
{
  int column;

  if (field < 0 || import->fields == NULL)
    return "";
  column = import->fields[field].column;
  if (column >= 0 && import->header != NULL)
    return import->header[column];
  return import->kind->fields[field].name;
}

static CltImportReject *
new_reject (guint64 line, CltReason reason, const char *column, const char *detail)
{
  CltImportReject *reject = g_new0 (CltImportReject, 1);

  reject->row = line;
  reject->column = g_strdup (column);
  reject->reason = reasons[reason].key;
  reject->detail = g_strdup (detail == NULL ? "" : detail);
  return reject;
}

static void
add_reject (CltImport *import,
            guint64 line,
            CltReason reason,
            int field,
            const char *column,
            const char *detail)
{
  CltRejectEntry entry = { line, field, reason };

  g_array_append_val (import->rejected, entry);
  import->result->rejected++;
  if (import->result->rejects->len < MAX_KEPT)
    g_ptr_array_add (import->result->rejects, new_reject (line, reason, column, detail));
}

void
clt_import_reject_line (CltImport *import,
                        guint64 line,
                        CltReason reason,
                        int field,
                        const char *detail)
{
  add_reject (import, line, reason, field, clt_import_get_column_name (import, field), detail);
}

void
clt_import_reject_column (CltImport *import,
                          guint64 line,
                          CltReason reason,
                          const char *column,
                          const char *detail)
{
  add_reject (import, line, reason, -1, column, detail);
}

void
clt_import_reject (CltImport *import, CltReason reason, int field, const char *detail)
{
  clt_import_reject_line (import, import->line, reason, field, detail);
}

void
clt_import_skip (CltImport *import, guint64 line)
{
  import->result->skipped++;
  if (import->result->skips->len < MAX_KEPT)
    g_ptr_array_add (import->result->skips,
                     new_reject (line, CLT_REASON_DUPLICATE_IDENTICAL, "", NULL));
}

GHashTable *
clt_import_list_rejected (const CltImport *import)
{
  GHashTable *lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < import->rejected->len; i++)
    {
      guint64 line = g_array_index (import->rejected, CltRejectEntry, i).line;

      g_hash_table_add (lines, g_memdup2 (&line, sizeof line));
    }
  return lines;
}

gboolean
clt_import_unskip (CltImport *import, guint64 line)
{
  GPtrArray *skips = import->result->skips;

  for (guint i = 0; i < skips->len; i++)
    if (((CltImportReject *) skips->pdata[i])->row == line)
      {
        g_ptr_array_remove_index (skips, i);
        import->result->skipped--;
        return TRUE;
      }
  return FALSE;
}

void
clt_import_note (CltImport *import, char *text)
{
  g_ptr_array_add (import->result->notes, text);
}

gboolean
clt_import_count_stored (CltImport *import, gboolean existed, GError **error)
{
  gint64 changes;

  if (!clt_conn_get_int (import->conn, &changes, 0, error, "SELECT changes ()", ""))
    return FALSE;
  if (!existed)
    import->result->added++;
  else if (changes > 0)
    import->result->changed++;
  else
    import->result->same++;
  return TRUE;
}

void
clt_import_note_count (CltImport *import, guint64 count, const char *format)
{
  g_autofree char *number = clt_count_format (count);
  g_autoptr (GString) text = g_string_new (format);

  if (count == 0)
    return;
  g_string_replace (text, "%s", number, 1);
  clt_import_note (import, g_string_free (g_steal_pointer (&text), FALSE));
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CltRejectEntry *left = a, *right = b;

  return (left->line > right->line) - (left->line < right->line);
}

static int
compare_rejects (gconstpointer a, gconstpointer b)
{
  const CltImportReject *left = *(CltImportReject *const *) a;
  const CltImportReject *right = *(CltImportReject *const *) b;

  return (left->row > right->row) - (left->row < right->row);
}

void
clt_import_sort_report (CltImport *import)
{
  g_array_sort (import->rejected, compare_entries);
  g_ptr_array_sort (import->result->rejects, compare_rejects);
  g_ptr_array_sort (import->result->skips, compare_rejects);
}

/* Totals */

static char *
format_plain (CltFieldType type, gint64 value)
{
  guint64 size = value < 0 ? -(guint64) value : (guint64) value;

  if (type == CLT_FIELD_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02d", value < 0 ? "-" : "", size / 100,
                          (int) (size % 100));
}

static void
add_difference (CltImport *import, const char *column, CltFieldType type, gint64 difference)
{
  g_autofree char *name = clt_text_normalize (column, -1);
  g_autofree char *number = format_plain (type, difference);

  import->result->totals = 0;
  g_ptr_array_add (import->result->total_differences, g_strconcat (name, " ", number, NULL));
}

void
clt_import_compare_totals (CltImport *import)
{
  CltImportResult *result = import->result;

  if (import->total_line == 0 && import->stated_rows < 0)
    return;
  result->totals = 1;
  for (guint i = 0; import->total_line != 0 && i < import->kind->n_fields; i++)
    if (import->totals[i] != CLT_MONEY_NONE && import->totals[i] != import->sums[i])
      add_difference (import, clt_import_get_column_name (import, i), import->kind->fields[i].type,
                      import->totals[i] - import->sums[i]);
  if (import->stated_rows >= 0 && (guint64) import->stated_rows != result->rows)
    /* Translators: the difference between the number of rows that a file states and those in it */
    add_difference (import, _ ("Rows"), CLT_FIELD_INTEGER,
                    import->stated_rows - (gint64) result->rows);
}

/* The rejects file */

static const char *const extra_columns[] = { "row", "column", "reason", NULL };

static char *
quote_csv (const char *cell)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  if (strpbrk (cell, ",\"\r\n") == NULL && *cell != ' ')
    return g_strdup (cell);
  parts = g_strsplit (cell, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);
  return g_strconcat ("\"", doubled, "\"", NULL);
}

/* Columns of the original; those that an earlier rejects file added are left away. */
static guint
count_original_columns (CltImport *import)
{
  guint n = import->n_columns;
  guint extra = G_N_ELEMENTS (extra_columns) - 1;

  if (import->names == NULL || n <= extra)
    return n;
  for (guint i = 0; i < extra; i++)
    if (!g_str_equal (import->names[n - extra + i], extra_columns[i]))
      return n;
  return n - extra;
}

gboolean
clt_import_is_reject_column (const char *name)
{
  return g_strv_contains (extra_columns, name);
}

static char *
join_row (GPtrArray *cells)
{
  g_autofree char *line = NULL;

  g_ptr_array_add (cells, NULL);
  line = g_strjoinv (",", (char **) cells->pdata);
  return g_strconcat (line, "\r\n", NULL);
}

static char *
format_header (CltImport *import)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < count_original_columns (import); i++)
    g_ptr_array_add (cells, import->header == NULL ? g_strdup ("") : quote_csv (import->header[i]));
  for (guint i = 0; extra_columns[i] != NULL; i++)
    g_ptr_array_add (cells, g_strdup (extra_columns[i]));
  return join_row (cells);
}

/* Surplus cells of a row that is too wide come behind the reason, so that nothing is lost. */
static char *
format_reject (CltImport *import, const CltRejectEntry *entry)
{
  guint width = count_original_columns (import);
  guint last = import->n_columns == width ? import->n_cells : MIN (import->n_cells, width);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < width; i++)
    {
      g_autofree char *cell =
        i < import->n_cells ? clt_source_dup_cell (import->source, &import->cells[i]) : NULL;

      g_ptr_array_add (cells, quote_csv (cell == NULL ? "" : cell));
    }
  g_ptr_array_add (cells, g_strdup_printf ("%" G_GUINT64_FORMAT, entry->line));
  g_ptr_array_add (cells, quote_csv (clt_import_get_column_name (import, entry->column)));
  g_ptr_array_add (cells, g_strdup (reasons[entry->reason].key));
  for (guint i = width; i < last; i++)
    {
      g_autofree char *cell = clt_source_dup_cell (import->source, &import->cells[i]);

      g_ptr_array_add (cells, quote_csv (cell));
    }
  return join_row (cells);
}

static gboolean
write_rows (CltImport *import, GOutputStream *stream, GError **error)
{
  g_autofree char *header = format_header (import);
  guint next = 0;
  int more = 1;

  if (!g_output_stream_printf (stream, NULL, NULL, error, "\xef\xbb\xbf%s", header) ||
      !clt_import_rewind (import, error))
    return FALSE;
  while (next < import->rejected->len && (more = clt_import_next (import, error)) == 1)
    {
      const CltRejectEntry *entry = &g_array_index (import->rejected, CltRejectEntry, next);
      g_autofree char *row = NULL;

      if (import->line < entry->line)
        continue;
      next++;
      row = format_reject (import, entry);
      if (!g_output_stream_write_all (stream, row, strlen (row), NULL, import->cancellable, error))
        return FALSE;
    }
  return more >= 0;
}

gboolean
clt_import_write_rejects (CltImport *import, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) raw = NULL;
  g_autoptr (GOutputStream) stream = NULL;

  /* a statement is no table: it is corrected where it comes from */
  if (import->options->rejects == NULL || import->rejected->len == 0 || import->fields == NULL)
    return TRUE;
  file = g_file_new_for_commandline_arg (import->options->rejects);
  raw = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, import->cancellable, error);
  if (raw == NULL)
    return FALSE;
  stream = g_buffered_output_stream_new (G_OUTPUT_STREAM (raw));
  if (!write_rows (import, stream, error))
    {
      g_autoptr (GCancellable) abandon = g_cancellable_new ();

      /* a cancelled close leaves the old file as it was */
      g_cancellable_cancel (abandon);
      g_output_stream_close (stream, abandon, NULL);
      return FALSE;
    }
  return g_output_stream_close (stream, import->cancellable, error);
}
