/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Asks which client: by name, pinyin, initials, account or the end of a telephone number. Up and
 * Down choose while the field keeps the focus, Enter takes, Esc leaves. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CLIENT_CHOOSER (clt_client_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CltClientChooser, clt_client_chooser, CLT, CLIENT_CHOOSER, AdwWindow)

/* Not called when the person leaves. */
typedef void (*CltClientChosen) (gint64 client_id, const char *name, gpointer user_data);

/* @title: what the client is asked for. @user_data must live as long as @parent. */
void clt_client_chooser_present (GtkWidget *parent,
                                 CltDesk *desk,
                                 const char *title,
                                 CltClientChosen chosen,
                                 gpointer user_data);

G_END_DECLS
