/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Keys as a keyboard sends them: through the X server, by its XTEST extension, so that they take the
 * way of every real one. Each press is counted, also that of Shift and Control. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _CltUiKeys CltUiKeys;

CltUiKeys *clt_ui_keys_new (void);
void clt_ui_keys_free (CltUiKeys *keys);
/* How many were pressed since the last time that this was asked. */
guint clt_ui_keys_count (CltUiKeys *keys);

/* Until @window has the keyboard; there is no window manager. */
void clt_ui_keys_enter (CltUiKeys *keys, gpointer window);
/* Presses, and waits until the program has got it; not for what it does of it. */
void clt_ui_press (CltUiKeys *keys, guint keyval, GdkModifierType modifiers);
/* ASCII, with Shift where the sign needs it. */
void clt_ui_type (CltUiKeys *keys, const char *text);

G_END_DECLS
