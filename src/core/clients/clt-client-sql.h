/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Pieces of SQL that the list, its filters, the card and the gate of services share.
 *
 * A statement is put together from the static pieces below; every value is a parameter. The first
 * six are the same everywhere and are bound by clt_client_sql_bind(); further ones are added by
 * clt_client_sql_add_*(). "k" is search_key, "c" is client (where needs_client is set). */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* ?1 today; ?2 last month with facts up to today; ?3 first month of the year; ?4 dormancy.equity
 * in fen; ?5 today less dormancy.months; ?6 today less sleeping.days */
#define CLT_SQL_N_COMMON 6

/* The carried facts of all accounts of a client: from the connection's side table (the column's number
 * is a CltFact) where all clients are asked for, see clt-client-facts.h, else from the file. CROSS
 * JOIN keeps the accounts first: the other order reads a whole month for each client. */
#define CLT_SQL_FACT(column, what, when)                                                           \
  "CASE WHEN clt_side_ready () THEN clt_side (k.client_id, " column ") ELSE (SELECT " what         \
  " FROM account a CROSS JOIN account_month m WHERE a.client_id = k.client_id AND " when           \
  " AND m.account_id = a.id) END"
#define CLT_SQL_OF_LAST_MONTH "m.month = ?2"

#define CLT_SQL_EQUITY CLT_SQL_FACT ("1", "sum(m.equity)", CLT_SQL_OF_LAST_MONTH)
#define CLT_SQL_MARGIN CLT_SQL_FACT ("2", "sum(m.margin)", CLT_SQL_OF_LAST_MONTH)
#define CLT_SQL_LAST_TRADE CLT_SQL_FACT ("3", "max(m.last_trade)", CLT_SQL_OF_LAST_MONTH)
#define CLT_SQL_LAST_POSITION CLT_SQL_FACT ("4", "max(m.last_position)", CLT_SQL_OF_LAST_MONTH)
#define CLT_SQL_RETAINED                                                                           \
  CLT_SQL_FACT ("5", "sum(m.retained)",                                                            \
                "m.month IN (?3, ?3 + 1, ?3 + 2, ?3 + 3, ?3 + 4, ?3 + 5, ?3 + 6, ?3 + 7, ?3 + 8,"  \
                " ?3 + 9, ?3 + 10, ?3 + 11)")
#define CLT_SQL_RISK                                                                               \
  "CASE WHEN " CLT_SQL_EQUITY " > 0 THEN " CLT_SQL_MARGIN " * 1.0 / " CLT_SQL_EQUITY " END"

/* Sorts like k.sort. */
#define CLT_SQL_NAME_ORDER                                                                         \
  "CASE WHEN clt_side_ready () THEN clt_side (k.client_id, 0) ELSE k.sort END"

/* Domain rules 2.4, readings R21-R24: dormant before sleeping; unknown equity is never dormant. */
#define CLT_SQL_STATUS                                                                             \
  "CASE WHEN k.prospect = 1 THEN (SELECT 'stage-' || p.stage FROM client p"                        \
  " WHERE p.id = k.client_id)"                                                                     \
  " WHEN k.closed <= ?1 THEN 'closed'"                                                             \
  " WHEN k.opened <= ?5 AND " CLT_SQL_EQUITY " <= ?4"                                              \
  " AND coalesce(" CLT_SQL_LAST_TRADE ", ?5) <= ?5"                                                \
  " AND coalesce(" CLT_SQL_LAST_POSITION ", ?5) <= ?5 THEN 'dormant'"                              \
  " WHEN max(k.opened, coalesce(" CLT_SQL_LAST_TRADE ", k.opened)) <= ?6 THEN 'sleeping'"          \
  " ELSE 'active' END"

/* The tier that is in force: what was set by hand for these days, else the last that was computed;
 * 0: unrated. */
#define CLT_SQL_TIER_ON(client, day)                                                               \
  "coalesce((SELECT o.tier FROM tier_override o WHERE o.client_id = " client                       \
  " AND o.valid_from <= " day " AND o.valid_to >= " day                                            \
  " ORDER BY o.valid_from DESC, o.id DESC LIMIT 1),"                                               \
  " (SELECT h.tier FROM tier_history h WHERE h.client_id = " client " AND h.valid_from <= " day    \
  " ORDER BY h.valid_from DESC LIMIT 1), 0)"
#define CLT_SQL_TIER CLT_SQL_TIER_ON ("k.client_id", "?1")

#define CLT_SQL_GRADE_OF(what)                                                                     \
  "(SELECT " what " FROM grade g WHERE g.client_id = k.client_id AND g.assessed <= ?1"             \
  " ORDER BY g.assessed DESC, g.id DESC LIMIT 1)"
#define CLT_SQL_GRADE CLT_SQL_GRADE_OF ("g.level")
/* A grade without an expiry of its own expires some months after its assessment; on the last day of
 * that month where it has no such day. */
#define CLT_SQL_VALIDITY                                                                           \
  "(SELECT CAST(r.value AS INTEGER) FROM rule r WHERE r.name = 'grade.validity_months'"            \
  " AND r.valid_from <= ?1 ORDER BY r.valid_from DESC LIMIT 1)"
#define CLT_SQL_GRADE_EXPIRES                                                                      \
  CLT_SQL_GRADE_OF (                                                                               \
    "coalesce(g.expires, unixepoch(min(date(g.assessed * 86400, 'unixepoch', " CLT_SQL_VALIDITY    \
    " || ' months'), date(g.assessed * 86400, 'unixepoch', 'start of month',"                      \
    " (" CLT_SQL_VALIDITY " + 1) || ' months', '-1 day'))) / 86400)")

/* The name of the person in charge today. */
#define CLT_SQL_STAFF(relation)                                                                    \
  "(SELECT s.name FROM assignment n JOIN staff s ON s.id = n.staff_id"                             \
  " WHERE n.client_id = k.client_id AND n.relation = '" relation "' AND n.valid_from <= ?1"        \
  " AND (n.valid_to IS NULL OR n.valid_to >= ?1) ORDER BY n.valid_from DESC, n.id DESC LIMIT 1)"
#define CLT_SQL_SPECIALIST CLT_SQL_STAFF ("service")
#define CLT_SQL_ADVISER CLT_SQL_STAFF ("adviser")

/* A figure that no table holds, see core/store/clt-lookup.h. */
#define CLT_SQL_LOOKUP(name) "clt_lookup (k.client_id, '" name "', ?1)"

typedef struct
{
  GString *where;
  GArray *values; /* SqlValue: ?7 and on */
  gboolean needs_client;
  gboolean few; /* some of the clients are named one by one */
} CltClientSql;

CltClientSql *clt_client_sql_new (void);
void clt_client_sql_free (CltClientSql *sql);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltClientSql, clt_client_sql_free)

/* Appends the parameter to @sql->where ("?9"). */
void clt_client_sql_add_int (CltClientSql *sql, gint64 value);
void clt_client_sql_add_text (CltClientSql *sql, const char *text);
/* "[3,1,2]", for json_each(). (transfer full) */
char *clt_client_ids_to_json (const gint64 *ids, guint n_ids);
/* Binds everything; FALSE when a rule is missing. */
gboolean clt_client_sql_bind (CltConn *conn,
                              CltStmt *stmt,
                              const CltClientSql *sql,
                              CltDay today,
                              GError **error);

G_END_DECLS
