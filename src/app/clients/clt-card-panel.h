/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCardPanel: a group of rows on the client's card that reads by itself, after the card. A panel of
 * its own says in class_init what it reads, and in fill() which rows show it. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CARD_PANEL (clt_card_panel_get_type ())
G_DECLARE_DERIVABLE_TYPE (CltCardPanel, clt_card_panel, CLT, CARD_PANEL, AdwPreferencesGroup)

struct _CltCardPanelClass
{
  AdwPreferencesGroupClass parent_class;

  /* Its data is the client's gint64. What cannot be read is told by the card. */
  CltStoreFunc read;
  GDestroyNotify record_free;
  /* Adds its rows and says whether the panel is to be seen. */
  gboolean (*fill) (CltCardPanel *self, gconstpointer record);
};

void clt_card_panel_set_client (CltCardPanel *self, CltDesk *desk, gint64 id);
/* @place and @open: (nullable): what is asked for there by Enter and by a click. */
GtkWidget *clt_card_panel_new_row (const char *title,
                                   const char *subtitle,
                                   const char *place,
                                   const char *open);
/* @row: (transfer full); it goes when another client comes. */
void clt_card_panel_take_row (CltCardPanel *self, GtkWidget *row);
guint clt_card_panel_count_rows (CltCardPanel *self);

G_END_DECLS
