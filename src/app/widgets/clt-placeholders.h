/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The placeholders of texts to clients, to be chosen from a list. */

#include "app/widgets/clt-field-row.h"

G_BEGIN_DECLS

/* Each item calls @action with the placeholder's name. (transfer full) */
GMenuModel *clt_placeholders_build_menu (const char *action);
/* In braces, where the cursor of the row of several lines stands, which gets the focus. */
void clt_placeholders_insert (CltFieldRow *row, const char *placeholder);

G_END_DECLS
