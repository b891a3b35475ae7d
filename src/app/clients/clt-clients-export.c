/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-clients-export.h"

#include "core/base/clt-i18n.h"

typedef struct
{
  CltClientQuery *query; /* owned */
  CltColumn columns[CLT_N_COLUMNS];
  guint n_columns;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  clt_client_query_free (export->query);
  g_free (export);
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  Export *export = data;

  return clt_export_clients (conn, export->query, export->columns, export->n_columns, options, NULL,
                             error);
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  Export *export = data;

  return clt_paper_new_clients (conn, export->query, export->columns, export->n_columns, options,
                                error);
}

static Export *
export_new (CltClientQuery *query, const CltColumn *columns, guint n_columns)
{
  Export *export = g_new0 (Export, 1);

  export->query = query;
  for (guint i = 0; i < n_columns; i++)
    export->columns[i] = columns[i];
  export->n_columns = n_columns;
  return export;
}

CltPrintJob *
clt_clients_print_new (CltClientQuery *query, const CltColumn *columns, guint n_columns)
{
  g_return_val_if_fail (n_columns <= CLT_N_COLUMNS, NULL);

  return clt_print_job_new (read_paper, export_new (query, columns, n_columns), export_free);
}

CltExportJob *
clt_clients_export_new (CltClientQuery *query, const CltColumn *columns, guint n_columns)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", NULL };
  CltExportJob *job = g_new0 (CltExportJob, 1);

  g_return_val_if_fail (n_columns <= CLT_N_COLUMNS, NULL);

  job->title = g_strdup (_ ("Export the Client List"));
  job->name = g_strdup (_ ("Clients"));
  job->endings = endings;
  job->run = run_export;
  job->data = export_new (query, columns, n_columns);
  job->data_free = export_free;
  return job;
}
