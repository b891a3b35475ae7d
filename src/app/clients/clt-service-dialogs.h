/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* What one client is granted or denied beside the matrix, with reason and end, and his own no to
 * pushes. Each is one action. */
/* @products: ids (gint64) and @names of those that can be chosen, in the same order. */
void clt_service_dialog_exception (GtkWidget *parent,
                                   CltDesk *desk,
                                   gint64 client_id,
                                   const char *name,
                                   const GArray *products,
                                   const char *const *names);
void
clt_service_dialog_refusal (GtkWidget *parent, CltDesk *desk, gint64 client_id, const char *name);
/* From today on an exception, or a refusal of the client @name, holds no longer. */
void clt_service_end_exception (CltDesk *desk, gint64 id, const char *name);
void clt_service_end_refusal (CltDesk *desk, gint64 client_id, const char *scope, const char *name);

G_END_DECLS
