/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CLIENT_CARD (clt_client_card_get_type ())
G_DECLARE_FINAL_TYPE (CltClientCard, clt_client_card, CLT, CLIENT_CARD, AdwBin)

/* One client: who, which tier and how far from the next, equity, fields, timeline. */
void clt_client_card_set_desk (CltClientCard *self, CltDesk *desk);
/* 0: nobody. */
void clt_client_card_show (CltClientCard *self, gint64 id);
gint64 clt_client_card_get_id (CltClientCard *self);
/* Reads the record again; what is being typed stays. */
void clt_client_card_refresh (CltClientCard *self);
/* F2: the focus goes to the first field. */
void clt_client_card_edit (CltClientCard *self);
/* Of what is outstanding. */
void clt_client_card_record_delivery (CltClientCard *self);
/* Asks how it was delivered first. */
void clt_client_card_describe_delivery (CltClientCard *self);

G_END_DECLS
