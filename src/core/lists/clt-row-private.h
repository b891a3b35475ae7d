/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lists/clt-key-list.h"

G_BEGIN_DECLS

CltRow *clt_row_new (CltKeyList *list, const CltKeyListSource *source, gint64 id, guint position);
void clt_row_set_position (CltRow *row, guint position);
/* The row is no longer part of its list. */
void clt_row_detach (CltRow *row);
/* Takes a reference of its own and notifies. */
void clt_row_set_record (CltRow *row, gpointer record);

/* The last reference to @row has gone. */
void clt_key_list_forget_row (CltKeyList *list, CltRow *row);

G_END_DECLS
