/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The clients of a push as a table; Enter opens the client. */

#include <adwaita.h>

#include "app/catalogue/clt-push-lines.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_PUSH_TABLE (clt_push_table_get_type ())
G_DECLARE_FINAL_TYPE (CltPushTable, clt_push_table, CLT, PUSH_TABLE, AdwBin)

void clt_push_table_set_desk (CltPushTable *self, CltDesk *desk);
/* @lines: (nullable): none; @wanted: see clt_push_query_new(). */
void clt_push_table_show (CltPushTable *self, CltPushLines *lines, guint wanted);
void clt_push_table_filter (CltPushTable *self, guint wanted);
/* Of a plan that is still being made: no line has a state yet. */
void clt_push_table_hide_state (CltPushTable *self);
/* (nullable) (transfer none): of the row that is chosen. */
const CltPushRow *clt_push_table_get_chosen (CltPushTable *self);
void clt_push_table_focus (CltPushTable *self);

G_END_DECLS
