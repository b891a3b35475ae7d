/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where courses are held, and what stands there: rooms, projectors, simulator seats. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *name, *place;
  int seats;
  gint64 cost; /* fen an hour */
  gboolean archived;
} CltRoom;

CltRoom *clt_room_new (void);
void clt_room_free (CltRoom *room);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltRoom, clt_room_free)
/* By name. @archived: also those. (element-type CltRoom) (transfer full) */
GPtrArray *clt_room_list (CltConn *conn, gboolean archived, GError **error);
CltRoom *clt_room_load (CltConn *conn, gint64 id, GError **error);
/* By name. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_room_find (CltConn *conn, const char *name, GError **error);
/* Inside an action: a new one (id 0, which it then gets) or a changed one. No two that are not
 * archived bear one name. */
gboolean clt_room_save (CltConn *conn, CltRoom *room, GError **error);

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *name;
  int quantity;
  gboolean archived;
} CltEquipment;

CltEquipment *clt_equipment_new (void);
void clt_equipment_free (CltEquipment *equipment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEquipment, clt_equipment_free)
/* As those of rooms. */
GPtrArray *clt_equipment_list (CltConn *conn, gboolean archived, GError **error);
gint64 clt_equipment_find (CltConn *conn, const char *name, GError **error);
gboolean clt_equipment_save (CltConn *conn, CltEquipment *equipment, GError **error);

G_END_DECLS
