/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* An action of the journal as the list shows it: strings made once. */
#define CLT_TYPE_HISTORY_ITEM (clt_history_item_get_type ())
G_DECLARE_FINAL_TYPE (CltHistoryItem, clt_history_item, CLT, HISTORY_ITEM, GObject)

CltHistoryItem *clt_history_item_new (const CltAction *action);
/* Takes over what has become of the same action since; notifies "undone" when it was undone or
 * redone. */
void clt_history_item_update (CltHistoryItem *self, const CltAction *action);
gint64 clt_history_item_get_id (CltHistoryItem *self);
gboolean clt_history_item_is_undone (CltHistoryItem *self);
const char *clt_history_item_get_title (CltHistoryItem *self);    /* what and on what */
const char *clt_history_item_get_subtitle (CltHistoryItem *self); /* when, who, how much */

G_END_DECLS
