/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one table of what the window and the program can do. */

#include "app/widgets/clt-command.h"

G_BEGIN_DECLS

/* The groups of the shell itself; the places add theirs (clt-places.h). */
const CltCommandGroup *clt_commands_get_groups (guint *n_groups);
/* (nullable) */
const CltCommand *clt_commands_find (const char *action);
void clt_commands_set_accels (GtkApplication *application);
GMenuModel *clt_commands_build_menu (void);
/* The window of all keys, of the shell and of every place. (transfer full) */
GtkWidget *clt_commands_build_shortcuts_window (void);

G_END_DECLS
