/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The client list as a document, and on paper: exactly the rows, the order and the columns that are shown. */

#include "app/widgets/clt-page.h"
#include "core/clients/clt-client-query.h"

G_BEGIN_DECLS

/* Takes @query. (transfer full) */
CltExportJob *
clt_clients_export_new (CltClientQuery *query, const CltColumn *columns, guint n_columns);

CltPrintJob *
clt_clients_print_new (CltClientQuery *query, const CltColumn *columns, guint n_columns);

G_END_DECLS
