/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/widgets/clt-desk.h"
#include "core/clients/clt-client.h"

G_BEGIN_DECLS

/* The few changes of a client that need more than one field. Each is one undoable action. */

/* Tier, reason, end (at most 12 months). */
void clt_client_dialog_override (GtkWidget *parent, CltDesk *desk, const CltClient *client);
void clt_client_dialog_tag (GtkWidget *parent, CltDesk *desk, const CltClient *client);
/* A prospect becomes a client: account number and opening date. */
void clt_client_dialog_convert (GtkWidget *parent, CltDesk *desk, const CltClient *client);
/* Name and, for a client, account number; empty: a prospect. */
void clt_client_dialog_new (GtkWidget *parent, CltDesk *desk);
void clt_client_run_remove_tag (CltDesk *desk, const CltClient *client, const char *tag);
void clt_client_run_delete (CltDesk *desk, const CltClient *client);

G_END_DECLS
