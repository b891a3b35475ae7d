/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltStartPage: what a window without a file offers. */

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_START_PAGE (clt_start_page_get_type ())
G_DECLARE_FINAL_TYPE (CltStartPage, clt_start_page, CLT, START_PAGE, GtkWidget)

/* Puts @path at the head of the recent files (at most ten). */
void clt_start_page_note_recent (GSettings *settings, const char *path);

G_END_DECLS
