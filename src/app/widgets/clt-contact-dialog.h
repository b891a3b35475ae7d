/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writing a contact down in one line, which is shown back as it is understood while it is typed. */

#include "app/widgets/clt-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @client_id: who is shown, and meant where the line names nobody; 0: nobody. @plans: a call that is
 * to be made, instead of a contact that took place. */
void
clt_contact_dialog_present (GtkWidget *parent, CltDesk *desk, gint64 client_id, gboolean plans);

G_END_DECLS
