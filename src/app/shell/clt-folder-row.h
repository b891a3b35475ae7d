/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFolderRow: a folder that the branch keeps as a setting; it can be chosen and forgotten.
 *
 * Properties, all for construction:
 *   "setting": the name of the setting; "" in the file: there is none
 *   "nothing": what the row says then
 *   "forget": the tooltip of the button that forgets the folder */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_FOLDER_ROW (clt_folder_row_get_type ())
G_DECLARE_FINAL_TYPE (CltFolderRow, clt_folder_row, CLT, FOLDER_ROW, AdwActionRow)

void clt_folder_row_set_desk (CltFolderRow *self, CltDesk *desk);

G_END_DECLS
