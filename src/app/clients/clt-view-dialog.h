/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Asks for the name of a view. */

#include "app/clients/clt-view-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*CltViewNameFunc) (const char *name, gpointer user_data);

/* For what is shown now: @name, the name of the view that it began as, is suggested (nullable), and
 * a name that a view has already replaces that view. @callback is called when a name was given,
 * @user_data is kept as long as the dialog and then handed to @user_data_free. */
void clt_view_dialog_save (GtkWindow *parent,
                           CltViewBook *book,
                           const char *name,
                           CltViewNameFunc callback,
                           gpointer user_data,
                           GDestroyNotify user_data_free);
/* Another name for @view. */
void clt_view_dialog_rename (GtkWindow *parent, CltViewBook *book, const CltView *view);

G_END_DECLS
