/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFilesPage: the folder where exports arrive, and the backups. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_FILES_PAGE (clt_files_page_get_type ())
G_DECLARE_FINAL_TYPE (CltFilesPage, clt_files_page, CLT, FILES_PAGE, AdwPreferencesPage)

void clt_files_page_set_desk (CltFilesPage *self, CltDesk *desk);

G_END_DECLS
