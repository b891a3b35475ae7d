/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shell/clt-places.h"
#include "core/clients/clt-view.h"

G_BEGIN_DECLS

#define CLT_TYPE_PALETTE_ITEM (clt_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (CltPaletteItem, clt_palette_item, CLT, PALETTE_ITEM, GObject)

/* How near to what is shown something is; the near ones come first. */
typedef enum
{
  CLT_PALETTE_HERE, /* in the tab that is shown */
  CLT_PALETTE_NEAR, /* in another tab of the place */
  CLT_PALETTE_ANYWHERE,
} CltPaletteRank;

/* @tab: (nullable): the title of the tab that it belongs to. */
CltPaletteItem *
clt_palette_item_new_command (const CltCommand *command, const char *tab, CltPaletteRank rank);
/* @title: of the tab of the name @tab. @show_tab: the action of @place that shows a tab. */
CltPaletteItem *clt_palette_item_new_tab (const CltPlace *place,
                                          const char *show_tab,
                                          const char *tab,
                                          const char *title);
CltPaletteItem *clt_palette_item_new_client (const CltSearchHit *hit);
CltPaletteItem *clt_palette_item_new_view (const CltView *view);
/* Every word of @words (lower case) is in the title, its pinyin or its initials. */
gboolean clt_palette_item_matches (CltPaletteItem *self, const char *const *words);
/* @word (lower case) begins a word of them: people type beginnings. */
gboolean clt_palette_item_begins (CltPaletteItem *self, const char *word);
CltPaletteRank clt_palette_item_get_rank (CltPaletteItem *self);
gboolean clt_palette_item_activate (CltPaletteItem *self, GtkWidget *widget);

G_END_DECLS
