/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltWindow: one window on one branch file. It is shown at once; the file opens on the store's
 * own thread, and what goes wrong there becomes a page that says what to do. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* So long stands a message, in this window and those above it. */
#define CLT_TOAST_MS 8000

#define CLT_TYPE_WINDOW (clt_window_get_type ())
G_DECLARE_FINAL_TYPE (CltWindow, clt_window, CLT, WINDOW, AdwApplicationWindow)

typedef enum
{
  CLT_OPEN_EXISTING,
  CLT_OPEN_CREATE, /* a new, empty branch */
  CLT_OPEN_DEMO,   /* a new branch with invented clients */
} CltOpenMode;

CltWindow *clt_window_new (GtkApplication *application);
void clt_window_open (CltWindow *self, GFile *file, CltOpenMode mode);
/* Starts the import assistant with @source, as soon as the file is open. */
void clt_window_import (CltWindow *self, GFile *source);
/* (nullable) (transfer none): the file that is open or being opened. */
GFile *clt_window_get_file (CltWindow *self);
/* (nullable) (transfer none): NULL until the file is open. */
CltDesk *clt_window_get_desk (CltWindow *self);

G_END_DECLS
