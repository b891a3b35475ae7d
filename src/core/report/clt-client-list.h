/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rows of clients on their way into a file: masked where they must be, because they come from
 * clt_client_query_rows(). */

#include "core/report/clt-table.h"

G_BEGIN_DECLS

/* How cells of @column are typed. */
CltStyle clt_client_list_get_style (CltColumn column);

/* Reads the rows of @ids page by page and gives each to @func. Steps @options from @begin to
 * @end. */
typedef void (*CltClientListFunc) (const CltTableCell *cells, guint n, guint index, gpointer data);
gboolean clt_client_list_foreach (CltConn *conn,
                                  const GArray *ids,
                                  CltDay today,
                                  const CltColumn *columns,
                                  guint n_columns,
                                  const CltExportOptions *options,
                                  double begin,
                                  double end,
                                  CltClientListFunc func,
                                  gpointer data,
                                  GError **error);
/* What @query selects, in words; "" for all clients. (transfer full) */
char *clt_client_list_dup_filter (const CltClientQuery *query);

G_END_DECLS
