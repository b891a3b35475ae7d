/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calls/clt-contact-log.h"

G_BEGIN_DECLS

/* The rows of table contact that a CltContactQuery means. */
#define CLT_CONTACT_SQL_WHERE                                                                      \
  " WHERE (?1 IS NULL OR contact.day >= ?1) AND (?2 IS NULL OR contact.day <= ?2)"                 \
  " AND ?3 IN (0, contact.staff_id) AND ?4 IN (0, contact.client_id)"                              \
  " AND ?5 IN ('', contact.channel) AND CASE ?6 WHEN '' THEN 1"                                    \
  " WHEN 'reached' THEN contact." CLT_CONTACT_SQL_REACHED                                          \
  " WHEN 'in-vain' THEN NOT contact." CLT_CONTACT_SQL_REACHED " ELSE contact.outcome = ?6 END"     \
  " AND (?7 = '' OR instr (lower (contact.topic || ' ' || contact.note || ' ' ||"                  \
  " contact.next_step || ' ' || (SELECT c.name FROM client c WHERE c.id = contact.client_id)),"    \
  " lower (?7)) > 0)"

/* @sql ends in CLT_CONTACT_SQL_WHERE and what follows it. */
CltStmt *clt_contact_query_ask (CltConn *conn,
                                const CltContactQuery *query,
                                const char *sql,
                                GError **error);

G_END_DECLS
