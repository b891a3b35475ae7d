/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-answer-columns.h"
#include "core/exchange/clt-import-callbacks.h"
#include "core/exchange/clt-training-store.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* From a file to one action: finds the header, applies the mapping, lets the kind do its work,
 * compares totals, writes the log, commits or rolls back. */

/* Most files append, and a file in another order is sorted in chunks: pages are seldom met twice. */
#define IMPORT_CACHE_KIB 24576

static void
import_free (CltImport *import)
{
  for (guint i = 0; import->fields != NULL && i < import->kind->n_fields; i++)
    g_free (import->fields[i].constant);
  g_free (import->fields);
  g_strfreev (import->header);
  g_strfreev (import->names);
  g_free (import->fingerprint);
  g_free (import->totals);
  g_free (import->sums);
  g_array_unref (import->rejected);
  clt_import_result_free (import->result);
  g_clear_pointer (&import->source, clt_source_close);
  g_free (import);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltImport, import_free)

/* The header */

static void
take_header (CltImport *import)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < import->n_cells; i++)
    {
      g_autofree char *raw = clt_source_dup_cell (import->source, &import->cells[i]);

      g_ptr_array_add (header, clt_text_normalize (raw, -1));
      g_ptr_array_add (names, clt_text_normalize_header (raw, -1));
    }
  import->n_columns = import->n_cells;
  g_ptr_array_add (header, NULL);
  g_ptr_array_add (names, NULL);
  import->header = (char **) g_ptr_array_free (g_steal_pointer (&header), FALSE);
  import->names = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* A file without a header: its columns are called 1, 2, 3 … */
static void
number_columns (CltImport *import)
{
  import->n_columns = import->n_cells;
  import->names = g_new0 (char *, import->n_columns + 1);
  for (guint i = 0; i < import->n_columns; i++)
    import->names[i] = g_strdup_printf ("%u", i + 1);
}

/* "code_module=course" asks for a column by its name, "3=course" by its place. */
static gboolean
maps_names (const CltImportOptions *options)
{
  for (guint i = 0; options->map != NULL && options->map[i] != NULL; i++)
    if (strspn (options->map[i], "0123456789") != strcspn (options->map[i], "="))
      return TRUE;
  return FALSE;
}

/* By the names that the kind knows. A header without any of them is found by its shape, when
 * somebody can say so: by a mapping of today, of an earlier file, or by looking. */
static gboolean
find_header (CltImport *import, GError **error)
{
  g_autoptr (GError) local = NULL;
  const CltImportKind *before = NULL;
  guint64 line;

  line =
    clt_source_find_header (import->source, clt_import_kind_knows, (gpointer) import->kind, &local);
  if (local == NULL && line == 0)
    {
      line = clt_source_find_header (import->source, NULL, NULL, &local);
      if (local == NULL && line != 0 && !import->kind->open && !import->options->ask &&
          !maps_names (import->options))
        {
          if (!clt_profile_find_kind (import->conn, import->source, line, &before, error))
            return FALSE;
          if (before != import->kind && import->options->profile == NULL)
            line = 0;
        }
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  import->header_line = line;
  return TRUE;
}

static gboolean
read_header (CltImport *import, GError **error)
{
  int wanted = import->options->source.header;
  int more = 1;

  import->header_line = wanted > 0 ? (guint64) wanted : 0;
  if (wanted < 0 && !find_header (import, error))
    return FALSE;

  do
    more = clt_import_next (import, error);
  while (more == 1 && import->line < import->header_line);
  if (more < 0)
    return FALSE;
  if (more == 0)
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_EMPTY,
                   _ ("%s holds no rows. Nothing was imported."), import->options->path);
      return FALSE;
    }
  if (import->header_line > 0)
    take_header (import);
  else
    number_columns (import);
  import->width = import->n_columns;
  return TRUE;
}

static void
take_fingerprint (CltImport *import)
{
  import->fingerprint = clt_profile_fingerprint (import->names);
}

/* For the assistant: each column, the field that takes it, and what stands in its first row. */
static gboolean
list_columns (CltImport *import, GError **error)
{
  int more = clt_import_next (import, error);

  for (guint i = 0; more >= 0 && i < import->n_columns; i++)
    {
      g_autofree char *sample = NULL;
      int field = -1;

      if (more == 1 && i < import->n_cells)
        sample = clt_source_dup_cell (import->source, &import->cells[i]);
      for (guint j = 0; j < import->kind->n_fields; j++)
        if (import->fields[j].column == (int) i)
          field = j;
      clt_import_add_column (import, import->header == NULL ? import->names[i] : import->header[i],
                             field, sample == NULL ? "" : sample);
    }
  return more >= 0 && clt_import_rewind (import, error);
}

static gboolean
no_header (CltImport *import, GError **error)
{
  g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER,
               _ ("%s: no row among the first ones names columns of this kind of file. Nothing was"
                  " imported; check the kind of file, or say which line is the header."),
               import->options->path);
  return FALSE;
}

static gboolean
set_up_table (CltImport *import, GError **error)
{
  if (!read_header (import, error))
    return FALSE;
  import->fields = g_new0 (CltFieldSource, import->kind->n_fields);
  import->totals = g_new (gint64, import->kind->n_fields);
  import->sums = g_new0 (gint64, import->kind->n_fields);
  for (guint i = 0; i < import->kind->n_fields; i++)
    {
      import->fields[i].column = -1;
      import->totals[i] = CLT_MONEY_NONE;
    }
  take_fingerprint (import);
  if (import->header == NULL && import->options->map == NULL)
    {
      /* a calendar is often nothing but its dates */
      if (import->kind != clt_import_kind_find ("calendar"))
        return no_header (import, error);
      import->fields[CLT_CALENDAR_DAY].column = 0;
    }
  else if (!clt_profile_apply (import, error))
    return FALSE;
  return clt_import_rewind (import, error) && list_columns (import, error);
}

static gboolean
open_source (CltImport *import, GError **error)
{
  import->source = clt_source_open (import->options->path, &import->options->source, error);
  if (import->source == NULL)
    return FALSE;
  import->result->encoding = clt_source_get_encoding (import->source);
  import->result->sheets = g_strdupv ((char **) clt_source_get_sheets (import->source));
  import->result->sheet = g_strdup (import->options->source.sheet);
  import->gb = !clt_source_is_utf8 (import->source);
  import->strict_width = clt_source_get_kind (import->source) == CLT_SOURCE_CSV;
  if (g_str_equal (import->kind->name, "statement"))
    return TRUE;
  if (clt_source_get_kind (import->source) == CLT_SOURCE_STATEMENT)
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER,
                   _ ("%s is a settlement statement; import it as such. Nothing was imported."),
                   import->options->path);
      return FALSE;
    }
  return set_up_table (import, error);
}

/* The action */

static gboolean
run_kind (CltImport *import, GError **error)
{
  static const struct
  {
    const char *name;
    gboolean (*run) (CltImport *import, GError **error);
  } runners[] = {
    { "clients", clt_import_clients },       { "staff", clt_import_staff },
    { "funds", clt_import_funds },           { "trades", clt_import_trades },
    { "calendar", clt_import_calendar },     { "statement", clt_import_statement },
    { "courses", clt_import_courses },       { "sessions", clt_import_sessions },
    { "enrolments", clt_import_enrolments }, { "attendance", clt_import_attendance },
    { "marks", clt_import_marks },           { "results", clt_import_results },
    { "callbacks", clt_import_callbacks },   { "answers", clt_import_answers },
    { "complaints", clt_import_complaints },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runners); i++)
    if (g_str_equal (runners[i].name, import->kind->name))
      return runners[i].run (import, error);
  g_return_val_if_reached (FALSE);
}

static gboolean
check_same_file (CltImport *import, GError **error)
{
  const char *digest = clt_source_get_digest (import->source);
  gint64 before;

  if (!clt_conn_get_int (import->conn, &before, 0, error,
                         "SELECT count(*) FROM import_log JOIN action ON action.id = action"
                         " WHERE digest = ? AND kind = ? AND undone = 0",
                         "tt", digest, import->kind->name))
    return FALSE;
  import->result->same_file = before > 0;
  return TRUE;
}

static gboolean
write_log (CltImport *import, GError **error)
{
  const CltImportResult *result = import->result;
  const char *digest = clt_source_get_digest (import->source);
  g_autofree char *name = g_path_get_basename (import->options->path);

  return clt_conn_run (
    import->conn, error,
    "INSERT INTO import_log (action, kind, source, digest, at, rows, added,"
    " changed, same, skipped, rejected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "itttiiiiiii", clt_action_get_id (import->conn), import->kind->name, name, digest, clt_now (),
    (gint64) result->rows, (gint64) result->added, (gint64) result->changed, (gint64) result->same,
    (gint64) result->skipped, (gint64) result->rejected);
}

static void
offer_padding (CltImport *import)
{
  if (import->short_accounts == 0)
    return;
  import->result->pad_offer = (int) import->usual_length;
  import->result->short_accounts = import->short_accounts;
}

static gboolean
finish (CltImport *import, GError **error)
{
  if (import->fields != NULL)
    clt_import_compare_totals (import);
  clt_import_sort_report (import);
  offer_padding (import);
  if (!check_same_file (import, error) || !clt_import_write_rejects (import, error))
    return FALSE;
  if (import->options->dry_run || import->result->added + import->result->changed == 0)
    return TRUE;
  return clt_profile_save (import, error) && write_log (import, error);
}

static gboolean
run_action (CltImport *import, GError **error)
{
  g_autofree char *name = g_path_get_basename (import->options->path);
  g_autofree char *action = g_strconcat ("import.", import->kind->name, NULL);
  CltActionInfo info = { action, name, import->options->who };

  info.bulk = import->kind->fields == NULL || g_str_equal (import->kind->name, "funds") ||
              g_str_equal (import->kind->name, "trades");
  if (!clt_action_begin (import->conn, &info, error))
    return FALSE;
  if (!run_kind (import, error) || !finish (import, error))
    {
      clt_action_rollback (import->conn);
      return FALSE;
    }
  if (import->options->dry_run || import->result->added + import->result->changed == 0)
    {
      clt_action_rollback (import->conn);
      return TRUE;
    }
  return clt_action_commit (import->conn, &import->result->batch, error);
}

CltImportResult *
clt_import_run (CltConn *conn,
                const CltImportOptions *options,
                CltImportProgress progress,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (CltImport) import = g_new0 (CltImport, 1);
  gboolean ok;

  g_return_val_if_fail (options->kind != NULL && options->path != NULL, NULL);

  import->conn = conn;
  import->options = options;
  import->kind = options->kind;
  import->progress = progress;
  import->progress_data = data;
  import->cancellable = cancellable;
  import->stated_rows = -1;
  import->result = clt_import_result_new (options->kind);
  import->rejected = g_array_new (FALSE, FALSE, sizeof (CltRejectEntry));

  clt_conn_set_cancellable (conn, cancellable);
  ok = clt_conn_set_page_cache (conn, IMPORT_CACHE_KIB, error) && open_source (import, error) &&
       (import->result->missing->len > 0 || run_action (import, error));
  clt_conn_set_cancellable (conn, NULL);
  clt_conn_set_page_cache (conn, CLT_CONN_CACHE_KIB, NULL);
  if (!ok)
    return NULL;
  if (progress != NULL)
    progress (1, data);
  import->result->header = import->header_line;
  return g_steal_pointer (&import->result);
}
