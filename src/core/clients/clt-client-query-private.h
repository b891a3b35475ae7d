/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/clients/clt-client-query.h"
#include "core/clients/clt-client-sql.h"

G_BEGIN_DECLS

/* Appends what @query asks for to @sql->where, as one condition. */
gboolean clt_client_query_add_conditions (CltConn *conn,
                                          CltClientSql *sql,
                                          const CltClientQuery *query,
                                          GError **error);

G_END_DECLS
