/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltMigrationTable: who moved from which tier to which, over the period. Each number opens its
 * list. */

#include <gtk/gtk.h>

#include "core/quality/clt-dashboard.h"

G_BEGIN_DECLS

#define CLT_TYPE_MIGRATION_TABLE (clt_migration_table_get_type ())
G_DECLARE_FINAL_TYPE (CltMigrationTable, clt_migration_table, CLT, MIGRATION_TABLE, GtkWidget)

void clt_migration_table_show (CltMigrationTable *self, const CltDashboard *dashboard);

G_END_DECLS
