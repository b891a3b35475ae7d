/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltMemberPane: the list behind a figure, beside the dashboard. Enter opens the client's card. */

#include "app/widgets/clt-page.h"
#include "core/quality/clt-figure-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_MEMBER_PANE (clt_member_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltMemberPane, clt_member_pane, CLT, MEMBER_PANE, GtkWidget)

void clt_member_pane_set_desk (CltMemberPane *self, CltDesk *desk);
/* @title: the figure and its value, as the tile shows them. */
void
clt_member_pane_ask (CltMemberPane *self, const CltFigureQuestion *question, const char *title);
/* The clients listed, in the order of the list. (element-type gint64) (transfer full) */
GArray *clt_member_pane_dup_ids (CltMemberPane *self);
const char *clt_member_pane_get_title (CltMemberPane *self);
/* After a change of the file. */
void clt_member_pane_reload (CltMemberPane *self);
/* What is listed, as a file and on paper. */
CltExportJob *clt_member_pane_create_export (CltMemberPane *self);
CltPrintJob *clt_member_pane_create_print (CltMemberPane *self);
/* For tests: FALSE while it loads. */
gboolean clt_member_pane_get_totals (CltMemberPane *self, CltFigureTotals *totals);

G_END_DECLS
