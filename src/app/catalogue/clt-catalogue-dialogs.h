/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The short questions of the catalogue. Each becomes one action; the toast offers Undo. What is
 * refused stands in the dialog, and what was typed stays. */

#include <gtk/gtk.h>

#include "app/catalogue/clt-catalogue-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

void
clt_catalogue_dialog_new_product (GtkWidget *parent, CltDesk *desk, const CltCategory *category);
void clt_catalogue_dialog_new_category (GtkWidget *parent, CltDesk *desk, gint64 parent_id);
void clt_catalogue_dialog_rename_category (GtkWidget *parent,
                                           CltDesk *desk,
                                           gint64 id,
                                           const char *name);
/* By whoever is at the desk, unless he wrote the version: then somebody else takes the desk. */
/* Only of a draft that lacks nothing. */
void clt_catalogue_dialog_approve (GtkWidget *parent, CltDesk *desk, const CltProductData *data);
void clt_catalogue_dialog_retire (GtkWidget *parent, CltDesk *desk, const CltProductData *data);

G_END_DECLS
