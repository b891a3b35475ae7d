/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltClientFilter: the search entry, the tier chips and the filter popover over the client list.
 * Signals: "changed" when another list is wanted, "search-done" on Enter in the search, after
 * "changed" when the words typed had not been looked for yet. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"
#include "core/clients/clt-client-query.h"

G_BEGIN_DECLS

#define CLT_TYPE_CLIENT_FILTER (clt_client_filter_get_type ())
G_DECLARE_FINAL_TYPE (CltClientFilter, clt_client_filter, CLT, CLIENT_FILTER, AdwBin)

void clt_client_filter_set_desk (CltClientFilter *self, CltDesk *desk);
/* Puts @widget behind the search and the filter button. */
void clt_client_filter_add_suffix (CltClientFilter *self, GtkWidget *widget);
/* Reads the staff again. */
void clt_client_filter_reload (CltClientFilter *self);
/* Writes what is chosen into @query. */
void clt_client_filter_apply (CltClientFilter *self, CltClientQuery *query);
/* Shows what @query asks for; without "changed". */
void clt_client_filter_set_query (CltClientFilter *self, const CltClientQuery *query);
gboolean clt_client_filter_is_set (CltClientFilter *self);
gboolean clt_client_filter_wants_prospects (CltClientFilter *self);
/* What narrows the list down, for people: "High-end · Dormant · “zw”". "" when nothing does.
 * (transfer full) */
char *clt_client_filter_dup_summary (CltClientFilter *self);
/* The words typed, "" for none. */
const char *clt_client_filter_get_search (CltClientFilter *self);
void clt_client_filter_clear (CltClientFilter *self);
/* The filter builder on the expression; @query: what the list is asked for now. */
void clt_client_filter_open (CltClientFilter *self, const CltClientQuery *query);
void clt_client_filter_focus_search (CltClientFilter *self);
/* What is wrong with the expression, below it; NULL: nothing. */
void clt_client_filter_set_error (CltClientFilter *self, const char *message);

G_END_DECLS
