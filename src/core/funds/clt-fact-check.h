/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* Rows of funds_daily that break the identity of domain rules 1.2 by more than the tolerance ever
 * allowed, where all its amounts are known and nothing beside them moved the balance; as
 * sentences, at most 100. (element-type utf8) (transfer full) */
GPtrArray *clt_fact_check (CltConn *conn, GError **error);

G_END_DECLS
