/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The choices of @row open by Enter, not only by space, and on the one that is ticked: libadwaita puts
 * the keyboard on the first, so that Enter would change what was only looked at; and typing finds one
 * of them, as below. Call it once for a row. */
void clt_combo_focus_tick (AdwComboRow *row);
/* Typing goes to the choice of @combo, an AdwComboRow or GtkDropDown of strings, that begins so, in
 * Chinese also by pinyin or its initials; the same letter again goes to the next. Keys that no choice
 * begins with are left to commands. Call it once. */
void clt_combo_focus_type (GtkWidget *combo);

/* Names longer than the 20 letters of libadwaita, of which the row has room for more. Call it once,
 * before the model is set. */
void clt_combo_show_long (AdwComboRow *row);

G_END_DECLS
