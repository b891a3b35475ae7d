/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltPane: a screen, or the tab of one, that shows one record read from the file. The base type
 * reads it on a worker thread, reads it again when the file changed in a table that concerns the
 * pane (at once while it is shown, else on the next visit), and tells apart “not read yet”,
 * “cannot be read”, “nothing there” and what the pane has to show. A pane of its own says in
 * class_init what it reads, and in take() how it shows it.
 *
 * Its template has two children by name: the property “content”, and, where there can be nothing
 * to show, “empty”. */

#include <adwaita.h>

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_PANE (clt_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (CltPane, clt_pane, CLT, PANE, AdwBin)

struct _CltPaneClass
{
  AdwBinClass parent_class;

  /* What is read, and the queue that it waits in. */
  CltStoreFunc read;
  CltStoreQueue queue;
  GDestroyNotify record_free;
  /* (nullable): names of tables, ending in NULL; a change in others does not concern the pane. */
  const char *const *tables;

  /* (transfer full) (optional): the data of read(), freed with g_free(). */
  gpointer (*dup_question) (CltPane *self);
  /* (optional): once, before the first read. */
  void (*attach) (CltPane *self, CltDesk *desk);
  /* (optional): whether @record has nothing to show. */
  gboolean (*is_empty) (gconstpointer record);
  /* Shows @record. (transfer full) */
  void (*take) (CltPane *self, gpointer record);
  /* After take(). @anew: another page than before is shown; by itself this takes the focus then. */
  void (*settle) (CltPane *self, gboolean anew);
  /* (optional): the file changed; the pane's other readers follow, the record is on its way. */
  void (*changed) (CltPane *self);

  /* As in CltPage; all optional. A pane that has nothing to search in opens the palette, which finds
   * clients and commands. */
  void (*take_focus) (CltPane *self);
  void (*search) (CltPane *self);
  gint64 (*get_client) (CltPane *self);
  CltExportJob *(*create_export) (CltPane *self);
  CltPrintJob *(*create_print) (CltPane *self);
};

/* (nullable) (transfer none): NULL before it is set and after the pane is disposed of. */
CltDesk *clt_pane_get_desk (CltPane *self);
/* Reads again: what is asked for is another thing now. */
void clt_pane_load (CltPane *self);

G_END_DECLS
