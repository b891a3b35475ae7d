/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one table of what the window and the program can do. */

#include "app/shell/clt-places.h"
#include "app/widgets/clt-tab-page.h"

G_BEGIN_DECLS

/* The groups of the shell itself; the places add theirs (clt-places.h). */
const CltCommandGroup *clt_commands_get_groups (guint *n_groups);
/* (nullable) */
const CltCommand *clt_commands_find (const char *action);
void clt_commands_set_accels (GtkApplication *application);
GMenuModel *clt_commands_build_menu (void);
/* “Callbacks – Contacts”. (transfer full) */
char *clt_commands_dup_tab_title (const CltPlace *place, const CltTabTable *table, guint tab);
#define CLT_SHORTCUTS_EVERYWHERE "window"

/* The window of all keys, of the shell and of every place. @section: the one to begin with:
 * CLT_SHORTCUTS_EVERYWHERE, the name of a place, or "place.tab". (transfer full) */
GtkWidget *clt_commands_build_shortcuts_window (const char *section);

G_END_DECLS
