/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltPreferences: who is at the desk, the branch, its rules and calendar, backups, appearance.
 * There is no Save: what is entered is done, as an action with Undo where it concerns the file. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_PREFERENCES (clt_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CltPreferences, clt_preferences, CLT, PREFERENCES, AdwPreferencesWindow)

CltPreferences *clt_preferences_new (CltDesk *desk);

G_END_DECLS
