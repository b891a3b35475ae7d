/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The files that belong to something, kept in the branch file: added by the button or dropped, opened,
 * saved, taken away. Its owner's template has the button, with the action "files.add". */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_FILE_GROUP (clt_file_group_get_type ())
G_DECLARE_FINAL_TYPE (CltFileGroup, clt_file_group, CLT, FILE_GROUP, AdwPreferencesGroup)

/* Signal "change" (gboolean add, char *text): to add the file of that path, or to take the one of that
 * name away. */

void clt_file_group_set_desk (CltFileGroup *self, CltDesk *desk);
/* @files: CltAttachment. */
void clt_file_group_show (CltFileGroup *self, GPtrArray *files);

G_END_DECLS
