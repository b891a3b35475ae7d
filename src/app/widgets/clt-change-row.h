/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that opens and tells how a version differs from the one before. @changes (element-type
 * CltVersionChange): (nullable): it is the first. */
GtkWidget *clt_change_row_new (const char *title, const char *subtitle, const GPtrArray *changes);

G_END_DECLS
