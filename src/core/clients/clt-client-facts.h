/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Carried facts of all clients at once. One client's equity is two look-ups in the file; for a
 * list of all of them one walk over the month costs a tenth of that. Private to clients/. */

#include "core/store/clt-side-table.h"

G_BEGIN_DECLS

/* So many clients have theirs looked up one by one. */
#define CLT_CLIENT_FEW 1000

/* Columns of the table; their numbers stand in clt-client-sql.h. */
typedef enum
{
  CLT_FACT_RANK, /* place in the order of names */
  CLT_FACT_EQUITY,
  CLT_FACT_MARGIN,
  CLT_FACT_LAST_TRADE,
  CLT_FACT_LAST_POSITION,
  CLT_FACT_RETAINED, /* of the calendar year */
  CLT_N_FACTS
} CltFact;

/* Reads what @sql makes use of and gives it to @conn, which has it until
 * clt_conn_set_side_table (conn, NULL). In the same read transaction as the statement. */
gboolean clt_client_facts_load (CltConn *conn, const char *sql, CltDay today, GError **error);

G_END_DECLS
