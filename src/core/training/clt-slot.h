/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* When could it be? Looks through the opening hours of a stretch of days in
 * steps of half an hour. */

#include "core/training/clt-clash.h"

G_BEGIN_DECLS

typedef struct
{
  CltDay from, to;
  gint64 not_before; /* Unix seconds; 0: at any time of these days */
  int minutes;
  gint64 room_id, lecturer_id, adviser_id; /* 0: none is needed */
  int seats;                               /* in the room */
  const GArray *equipment;                 /* (nullable): CltEquipmentUse */
  const GArray *clients;                   /* (nullable): gint64, who is invited */
} CltSlotQuery;

typedef struct
{
  gint64 starts, ends; /* Unix seconds */
  guint n_free;        /* of those invited */
  guint n_soft;        /* soft clashes but those of attendees */
} CltSlot;

/* At most @n that have no hard clash: first those that suit most of who is
 * invited, then with fewest soft clashes, then the earliest; each on a day of
 * its own as far as there are days. O(days x 24 x invited). (element-type
 * CltSlot) (transfer full) */
GArray *clt_slot_find (CltConn *conn, const CltSlotQuery *query, guint n, GError **error);

G_END_DECLS
