/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What Ctrl+E writes and Ctrl+P prints in the tabs of the catalogue. */

#include "app/catalogue/clt-greeting-data.h"
#include "app/catalogue/clt-ledger-data.h"
#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

/* (transfer full), all of them. */
/* Catalogue and matrix of @day as the workbook that comes back. */
CltExportJob *clt_services_export_catalogue (CltDay day);
/* Who is to be served through the push @id, to be marked and taken back. */
CltExportJob *clt_services_export_push (gint64 id, const char *name);
/* The list that answers @question. */
CltExportJob *clt_services_export_ledger (const CltLedgerQuestion *question, const char *title);
/* The delivery log from the beginning of the year of @day. */
CltExportJob *clt_services_export_log (CltDay day);

/* The messages that the outbox lists, see clt_message_ids(). */
CltExportJob *clt_services_export_messages (int state, const char *words);
/* Who would get it, and who is held back. @plan: (transfer full) */
CltExportJob *clt_services_export_plan (CltPushPlan *plan);
/* @order: (transfer full). @title: the occasion */
CltExportJob *clt_services_export_greetings (CltGreetingOrder *order, const char *title);
/* The same on paper. */
CltPrintJob *clt_services_print_greetings (CltGreetingOrder *order, const char *title);
/* A service card for each tier: what it is promised on @day. */
CltPrintJob *clt_services_print_cards (CltDay day);
/* The ledger of @day by product and tier. @tier: that one only; -1: all */
CltPrintJob *clt_services_print_ledger (CltDay day, int tier);

G_END_DECLS
