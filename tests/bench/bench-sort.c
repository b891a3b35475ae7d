/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-sort BRANCH ROUNDS: goal 11, the ids of the client list in the order of each column,
 * against GtkSortListModel over objects that are in memory already. */

#include <gtk/gtk.h>
#include <stdlib.h>

#include "clt-bench.h"
#include "core/clients/clt-client-query.h"

static double
sort_product (CltConn *conn, CltColumn column, guint *n)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  double start = bench_now_ms ();

  query->with_closed = TRUE;
  query->sort = query->sort2 = column;
  query->today = clt_today ();
  ids = clt_client_query_ids (conn, query, &error);
  bench_check (error);
  *n = ids->len;
  return bench_now_ms () - start;
}

/* Names in a list model, as a client book held in memory would have them. */
static GListModel *
load_names (CltConn *conn)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GError) error = NULL;
  CltStmt *stmt = clt_conn_prepare (conn, "SELECT name FROM client ORDER BY id", &error);

  while (stmt != NULL && clt_stmt_step (stmt, &error) == CLT_STEP_ROW)
    gtk_string_list_append (names, clt_stmt_get_text (stmt, 0));
  bench_check (error);
  clt_stmt_reset (stmt);
  return G_LIST_MODEL (names);
}

static double
sort_model (GListModel *names)
{
  double start = bench_now_ms ();
  GtkExpression *name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkSorter *sorter = GTK_SORTER (gtk_string_sorter_new (name));
  g_autoptr (GtkSortListModel) model =
    gtk_sort_list_model_new (g_object_ref (names), g_steal_pointer (&sorter));
  g_autoptr (GObject) first = g_list_model_get_item (G_LIST_MODEL (model), 0);

  return bench_now_ms () - start;
}

int
main (int argc, char **argv)
{
  g_autoptr (CltConn) conn = bench_open (argv[1], CLT_CONN_READ);
  guint rounds = (guint) atoi (argv[2]);
  BenchSeries reference = { .n = 0 };
  BenchSeries product[CLT_N_COLUMNS] = { { .n = 0 } };
  g_autoptr (GListModel) names = load_names (conn);
  guint n = 0;

  for (guint i = 0; i < rounds; i++)
    {
      bench_add (&reference, sort_model (names));
      for (CltColumn column = 0; column < CLT_N_COLUMNS; column++)
        bench_add (&product[column], sort_product (conn, column, &n));
    }
  for (CltColumn column = 0; column < CLT_N_COLUMNS; column++)
    {
      g_autofree char *what = g_strdup_printf ("%u clients by %s", n, clt_column_get_name (column));

      bench_report_ratio ("11", what, bench_median (&product[column]), "GtkSortListModel",
                          bench_median (&reference), 1.3);
    }
  return 0;
}
