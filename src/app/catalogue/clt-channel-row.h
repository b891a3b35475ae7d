/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One channel of a product: its place in the order of preference and, opened, the text that goes
 * out through it, with a menu of placeholders, the length of an SMS and what is wrong with it. */

#include <adwaita.h>

#include "app/catalogue/clt-catalogue-data.h"

G_BEGIN_DECLS

#define CLT_TYPE_CHANNEL_ROW (clt_channel_row_get_type ())
G_DECLARE_FINAL_TYPE (CltChannelRow, clt_channel_row, CLT, CHANNEL_ROW, AdwExpanderRow)

/* Signal "change" (int CltProductChangeKind, char *channel, char *text, int step): to be written. */
GtkWidget *clt_channel_row_new (const CltChannel *channel);
const char *clt_channel_row_get_key (CltChannelRow *self);
/* @index: in the order of preference; @same: of the version shown before. */
void clt_channel_row_show (CltChannelRow *self,
                           const CltProductData *data,
                           const CltProductChannel *channel,
                           guint index,
                           gboolean same);
/* The last text asked for was kept (@error NULL), or refused. */
void clt_channel_row_answer (CltChannelRow *self,
                             CltProductChangeKind kind,
                             const char *text,
                             const char *error);
/* The focus to the row, and to what is written first in it, which is unfolded. */
void clt_channel_row_focus (CltChannelRow *self);
void clt_channel_row_open (CltChannelRow *self);
/* Hands over what was typed and not kept yet. */
void clt_channel_row_flush (CltChannelRow *self);

G_END_DECLS
