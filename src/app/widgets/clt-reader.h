/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltReader: reads the record of a part of a screen on a worker thread: the newest question counts,
 * one that is asked while the part is not on the screen waits until it comes there, and what arrives
 * after the part has gone is thrown away. A screen as a whole, or a tab of one, is a CltPane. */

#include <gtk/gtk.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

typedef struct
{
  CltStoreFunc read; /* its data is a gint64 *id */
  GDestroyNotify record_free;
  /* Shows @record in @owner. (transfer full) */
  void (*take) (gpointer owner, gpointer record);
  gboolean hidden_too; /* does not wait for the screen */
} CltReaderKind;

typedef struct _CltReader CltReader;

/* For @owner, which frees it when it is disposed of. @kind is static. */
CltReader *clt_reader_new (GtkWidget *owner, CltDesk *desk, const CltReaderKind *kind);
void clt_reader_free (CltReader *self);
void clt_reader_ask (CltReader *self, gint64 id);
/* The answer that is still to come, if any, is not taken. */
void clt_reader_forget (CltReader *self);
/* Whether the answer to the newest question is still to come. */
gboolean clt_reader_is_waiting (CltReader *self);

G_END_DECLS
