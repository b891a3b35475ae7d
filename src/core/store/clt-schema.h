/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* "Clte": marks a SQLite file as a branch file (PRAGMA application_id). */
#define CLT_APPLICATION_ID 0x436c7465

/* The newest layout that this version knows (PRAGMA user_version). */
int clt_schema_get_version (void);
/* The oldest layout whose actions can still be undone: all later ones only added to it. */
int clt_schema_get_undo_floor (void);
/* Applies migrations until the file has the newest layout, each in its own transaction. */
gboolean clt_schema_migrate (CltConn *conn, GError **error);

G_END_DECLS
