/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltPalette: Ctrl+K. One field that finds commands (by words, pinyin or initials) and clients
 * (as the quick search does). Enter does the obvious thing. */

#include "app/shell/clt-window.h"

G_BEGIN_DECLS

#define CLT_TYPE_PALETTE (clt_palette_get_type ())
G_DECLARE_FINAL_TYPE (CltPalette, clt_palette, CLT, PALETTE, AdwWindow)

void clt_palette_present (CltWindow *window);

G_END_DECLS
