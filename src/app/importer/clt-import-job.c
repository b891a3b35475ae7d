/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-import-job.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/report/clt-catalogue-sheet.h"
#include "core/today/clt-today.h"

CltImportJob *
clt_import_job_new (const char *path, const char *who)
{
  CltImportJob *job = g_atomic_rc_box_new0 (CltImportJob);

  job->path = g_strdup (path);
  job->who = g_strdup (who);
  job->header = -1;
  job->dry_run = TRUE;
  job->map = g_ptr_array_new_with_free_func (g_free);
  job->set = g_ptr_array_new_with_free_func (g_free);
  return job;
}

CltImportJob *
clt_import_job_copy (const CltImportJob *job)
{
  CltImportJob *copy = clt_import_job_new (job->path, job->who);

  copy->kind = job->kind;
  copy->encoding_forced = job->encoding_forced;
  copy->encoding = job->encoding;
  copy->header = job->header;
  copy->sheet = g_strdup (job->sheet);
  copy->date_order = job->date_order;
  copy->pad_accounts = job->pad_accounts;
  copy->keep_extra = job->keep_extra;
  copy->dry_run = job->dry_run;
  for (guint i = 0; i < job->map->len; i++)
    g_ptr_array_add (copy->map, g_strdup (job->map->pdata[i]));
  for (guint i = 0; i < job->set->len; i++)
    g_ptr_array_add (copy->set, g_strdup (job->set->pdata[i]));
  return copy;
}

CltImportJob *
clt_import_job_ref (CltImportJob *job)
{
  return g_atomic_rc_box_acquire (job);
}

static void
job_clear (gpointer data)
{
  CltImportJob *job = data;

  g_ptr_array_unref (job->map);
  g_ptr_array_unref (job->set);
  g_free (job->path);
  g_free (job->who);
  g_free (job->rejects);
  g_free (job->sheet);
}

void
clt_import_job_unref (CltImportJob *job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

/* @value NULL: only takes out. */
static void
replace (GPtrArray *pairs, const char *name, const char *value)
{
  g_autofree char *prefix = g_strconcat (name, "=", NULL);

  for (guint i = 0; i < pairs->len; i++)
    if (g_str_has_prefix (pairs->pdata[i], prefix))
      {
        g_ptr_array_remove_index (pairs, i);
        break;
      }
  if (value != NULL)
    g_ptr_array_add (pairs, g_strconcat (prefix, value, NULL));
}

void
clt_import_job_map (CltImportJob *job, const char *column, const char *field)
{
  replace (job->map, column, field);
}

void
clt_import_job_set (CltImportJob *job, const char *field, const char *value)
{
  replace (job->set, field, value);
}

void
clt_import_job_forget (CltImportJob *job)
{
  g_ptr_array_set_size (job->map, 0);
  g_ptr_array_set_size (job->set, 0);
}

double
clt_import_job_get_fraction (CltImportJob *job)
{
  return g_atomic_int_get (&job->permille) / 1000.0;
}

static void
on_progress_cb (double fraction, gpointer data)
{
  CltImportJob *job = data;

  g_atomic_int_set (&job->permille, (int) (fraction * 1000));
}

/* What one sheet (NULL: the first one, or the file) is. @sheets: (out) (optional). */
static const CltImportKind *
guess_sheet (CltImportJob *job, CltConn *conn, char *sheet, char ***sheets, GError **error)
{
  const CltSourceOptions options = { .encoding = job->encoding,
                                     .encoding_forced = job->encoding_forced,
                                     .quote = -1,
                                     .header = -1,
                                     .sheet = sheet };
  g_autoptr (CltSource) source = clt_source_open (job->path, &options, error);
  g_autoptr (GError) local = NULL;
  const CltImportKind *kind;

  if (source == NULL)
    return NULL;
  if (sheets != NULL)
    *sheets = g_strdupv ((char **) clt_source_get_sheets (source));
  kind = clt_import_kind_guess (source, &local);
  if (kind == NULL && local == NULL)
    kind = clt_import_kind_recall (conn, source, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return kind;
}

/* A workbook may begin with a cover: the first sheet that can be made sense of counts.
 * @sheet: (inout): the one that was asked for; the one that was found. */
static const CltImportKind *
guess_kind (CltImportJob *job, CltConn *conn, char **sheet, GError **error)
{
  g_auto (GStrv) sheets = NULL;
  g_autoptr (GError) local = NULL;
  const CltImportKind *kind = guess_sheet (job, conn, *sheet, &sheets, &local);

  if (sheets != NULL && g_strv_contains ((const char *const *) sheets, CLT_BASE_SHEET))
    {
      job->book = TRUE;
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER,
                           _ ("This is a copy of the catalogue and the matrix. Nothing was "
                              "written."));
      return NULL;
    }
  for (guint i = 1; kind == NULL && local == NULL && *sheet == NULL && sheets != NULL &&
                    sheets[0] != NULL && sheets[i] != NULL;
       i++)
    {
      kind = guess_sheet (job, conn, sheets[i], NULL, &local);
      if (kind != NULL)
        {
          *sheet = g_strdup (sheets[i]);
          return kind;
        }
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (kind == NULL)
    g_set_error_literal (
      error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER,
      _ ("None of the column names is known. Nothing was written. Say what the file contains and "
         "which column fills which field."));
  return kind;
}

gpointer
clt_import_job_run (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  CltImportJob *job = data;
  CltImportResult *result;
  g_autofree char *sheet = g_strdup (job->sheet);
  g_autoptr (GPtrArray) map = g_ptr_array_new ();
  g_autoptr (GPtrArray) set = g_ptr_array_new ();
  CltImportOptions options = {
    .kind = job->kind,
    .path = job->path,
    .source = { .encoding = job->encoding,
                .encoding_forced = job->encoding_forced,
                .quote = -1,
                .header = job->header,
                .sheet = job->sheet },
    .date_order = job->date_order,
    .pad_accounts = job->pad_accounts,
    .keep_extra = job->keep_extra,
    .dry_run = job->dry_run,
    .ask = TRUE,
    .rejects = job->rejects,
    .who = job->who,
  };

  if (options.kind == NULL)
    options.kind = guess_kind (job, conn, &sheet, error);
  if (options.kind == NULL)
    return NULL;
  options.source.sheet = sheet;

  for (guint i = 0; i < job->map->len; i++)
    g_ptr_array_add (map, job->map->pdata[i]);
  g_ptr_array_add (map, NULL);
  options.map = (const char *const *) map->pdata;
  for (guint i = 0; i < job->set->len; i++)
    g_ptr_array_add (set, job->set->pdata[i]);
  g_ptr_array_add (set, NULL);
  options.set = (const char *const *) set->pdata;
  result = clt_import_run (conn, &options, on_progress_cb, job, cancellable, error);
  /* Today stops offering the file. That it cannot be noted is no reason to call the import failed:
   * the rows are in. */
  if (result != NULL && !job->dry_run)
    clt_today_dismiss_file (conn, job->path, TRUE, NULL);
  return result;
}
