/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-room.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

CltRoom *
clt_room_new (void)
{
  CltRoom *room = g_new0 (CltRoom, 1);

  room->name = g_strdup ("");
  room->place = g_strdup ("");
  return room;
}

void
clt_room_free (CltRoom *room)
{
  g_free (room->name);
  g_free (room->place);
  g_free (room);
}

#define ROOM_SQL "SELECT id, name, place, seats, cost, archived FROM room"

static gpointer
read_room (CltStmt *stmt)
{
  CltRoom *room = g_new0 (CltRoom, 1);

  room->id = clt_stmt_get_int (stmt, 0);
  room->name = g_strdup (clt_stmt_get_text (stmt, 1));
  room->place = g_strdup (clt_stmt_get_text (stmt, 2));
  room->seats = (int) clt_stmt_get_int (stmt, 3);
  room->cost = clt_stmt_get_int (stmt, 4);
  room->archived = clt_stmt_get_int (stmt, 5) != 0;
  return room;
}

GPtrArray *
clt_room_list (CltConn *conn, gboolean archived, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            ROOM_SQL " WHERE archived <= ? ORDER BY name, id", "i",
                                            (gint64) archived),
                            read_room, (GDestroyNotify) clt_room_free, error);
}

CltRoom *
clt_room_load (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error, ROOM_SQL " WHERE id = ?", "i", id),
                            read_room, _ ("There is no such room."), error);
}

gint64
clt_room_find (CltConn *conn, const char *name, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT id FROM room WHERE name = ? AND archived = 0",
                         "t", name))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: a name that somebody typed */
                 _ ("There is no room “%s”."), name);
  return id;
}

gboolean
clt_room_save (CltConn *conn, CltRoom *room, GError **error)
{
  g_autofree char *name = clt_text_clean (room->name, -1);
  gint64 id = room->id, others;

  clt_set_str (&room->name, name);
  if (*name == '\0' || room->seats < 1 || room->cost < 0)
    return clt_store_refuse (error, _ ("A room needs a name and at least one seat, and costs no"
                                       " less than nothing; nothing was changed."));
  if (!clt_conn_get_int (conn, &others, 0, error,
                         "SELECT count(*) FROM room WHERE name = ? AND archived = 0 AND id <> ?",
                         "ti", name, id))
    return FALSE;
  if (others > 0 && !room->archived)
    /* Translators: a room's name */
    return clt_store_refuse (error, _ ("There is a room “%s” already; nothing was changed."), name);
  if ((id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO room (id, name, place, seats, cost, archived)"
                     " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                     " name = excluded.name, place = excluded.place, seats = excluded.seats,"
                     " cost = excluded.cost, archived = excluded.archived",
                     "ittiii", id, name, room->place, (gint64) room->seats, room->cost,
                     (gint64) room->archived))
    return FALSE;
  room->id = id;
  return TRUE;
}

/* Equipment */

CltEquipment *
clt_equipment_new (void)
{
  CltEquipment *equipment = g_new0 (CltEquipment, 1);

  equipment->name = g_strdup ("");
  equipment->quantity = 1;
  return equipment;
}

void
clt_equipment_free (CltEquipment *equipment)
{
  g_free (equipment->name);
  g_free (equipment);
}

static gpointer
read_equipment (CltStmt *stmt)
{
  CltEquipment *equipment = g_new0 (CltEquipment, 1);

  equipment->id = clt_stmt_get_int (stmt, 0);
  equipment->name = g_strdup (clt_stmt_get_text (stmt, 1));
  equipment->quantity = (int) clt_stmt_get_int (stmt, 2);
  equipment->archived = clt_stmt_get_int (stmt, 3) != 0;
  return equipment;
}

GPtrArray *
clt_equipment_list (CltConn *conn, gboolean archived, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT id, name, quantity, archived FROM equipment WHERE archived <= ?"
                    " ORDER BY name, id",
                    "i", (gint64) archived),
    read_equipment, (GDestroyNotify) clt_equipment_free, error);
}

gint64
clt_equipment_find (CltConn *conn, const char *name, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM equipment WHERE name = ? AND archived = 0", "t", name))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: a name that somebody typed */
                 _ ("There is no equipment “%s”."), name);
  return id;
}

gboolean
clt_equipment_save (CltConn *conn, CltEquipment *equipment, GError **error)
{
  g_autofree char *name = clt_text_clean (equipment->name, -1);
  gint64 id = equipment->id, others;

  clt_set_str (&equipment->name, name);
  if (*name == '\0' || equipment->quantity < 1)
    return clt_store_refuse (error, _ ("Equipment needs a name, and there is at least one of it;"
                                       " nothing was changed."));
  if (!clt_conn_get_int (conn, &others, 0, error,
                         "SELECT count(*) FROM equipment WHERE name = ? AND archived = 0"
                         " AND id <> ?",
                         "ti", name, id))
    return FALSE;
  if (others > 0 && !equipment->archived)
    /* Translators: a projector's name, or such */
    return clt_store_refuse (error, _ ("There is “%s” already; nothing was changed."), name);
  if ((id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO equipment (id, name, quantity, archived) VALUES (?, ?, ?, ?)"
                     " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                     " quantity = excluded.quantity, archived = excluded.archived",
                     "itii", id, name, (gint64) equipment->quantity, (gint64) equipment->archived))
    return FALSE;
  equipment->id = id;
  return TRUE;
}
