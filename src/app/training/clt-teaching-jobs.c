/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-teaching-jobs.h"

#include "core/base/clt-text.h"
#include "core/training/clt-training-calendar.h"

void
clt_teaching_record_free (gpointer data)
{
  CltTeachingRecord *record = data;

  g_clear_pointer (&record->teaching, g_ptr_array_unref);
  g_clear_pointer (&record->rooms, g_ptr_array_unref);
  g_clear_pointer (&record->calendars, g_ptr_array_unref);
  g_clear_pointer (&record->busy, g_ptr_array_unref);
  g_free (record);
}

gpointer
clt_teaching_record_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  int month = clt_day_get_month (*(const CltDay *) data), first = month - month % 3;
  CltTeachingRecord *record = g_new0 (CltTeachingRecord, 1);

  record->from = clt_month_first_day (first);
  record->to = clt_month_last_day (first + 2);
  record->teaching = clt_teaching_load (conn, record->from, record->to, error);
  if (record->teaching != NULL)
    record->rooms = clt_room_list (conn, FALSE, error);
  if (record->rooms != NULL)
    record->calendars = clt_agenda_list (conn, error);
  if (record->calendars != NULL)
    record->busy = clt_agenda_get_spans (conn, clt_day_get_instant (record->from, 0),
                                         clt_day_get_instant (record->to + 1, 0), error);
  if (record->busy == NULL)
    g_clear_pointer (&record, clt_teaching_record_free);
  return record;
}

guint
clt_teaching_record_count_busy (const CltTeachingRecord *record, const char *calendar)
{
  guint n = 0;

  for (guint i = 0; i < record->busy->len; i++)
    n += g_str_equal (((CltBusySpan *) record->busy->pdata[i])->calendar, calendar);
  return n;
}

gboolean
clt_teaching_remove_calendar (CltConn *conn, gpointer name, GError **error)
{
  return clt_agenda_remove (conn, name, error);
}

CltTeachingOrder *
clt_teaching_order_new (gint64 id)
{
  CltTeachingOrder *order = g_new0 (CltTeachingOrder, 1);

  order->id = id;
  return order;
}

void
clt_teaching_order_free (gpointer data)
{
  CltTeachingOrder *order = data;

  g_free (order->name);
  g_free (order->second);
  g_free (order);
}

gboolean
clt_teaching_order_save_lecturer (CltConn *conn, gpointer data, GError **error)
{
  const CltTeachingOrder *order = data;
  g_autoptr (CltLecturer) lecturer =
    order->id == 0 ? clt_lecturer_new () : clt_lecturer_load (conn, order->id, error);

  if (lecturer == NULL)
    return FALSE;
  lecturer->archived = order->archived;
  if (order->name != NULL)
    {
      clt_set_str (&lecturer->name, order->name);
      clt_set_str (&lecturer->topics, order->second);
      lecturer->fee = order->money;
    }
  return clt_lecturer_save (conn, lecturer, error);
}

gboolean
clt_teaching_order_save_room (CltConn *conn, gpointer data, GError **error)
{
  const CltTeachingOrder *order = data;
  g_autoptr (CltRoom) room =
    order->id == 0 ? clt_room_new () : clt_room_load (conn, order->id, error);

  if (room == NULL)
    return FALSE;
  room->archived = order->archived;
  if (order->name != NULL)
    {
      clt_set_str (&room->name, order->name);
      clt_set_str (&room->place, order->second);
      room->cost = order->money;
      room->seats = order->seats;
    }
  return clt_room_save (conn, room, error);
}

void
clt_calendar_import_free (gpointer data)
{
  CltCalendarImport *import = data;

  g_free (import->name);
  g_clear_pointer (&import->bytes, g_bytes_unref);
  g_free (import);
}

gboolean
clt_calendar_import_run (CltConn *conn, gpointer data, GError **error)
{
  const CltCalendarImport *import = data;
  const CltAgendaTarget target = { .room_id = import->room_id,
                                   .lecturer_id = import->lecturer_id,
                                   .holiday = import->holiday };
  g_auto (CltTrainingRead) read = { 0 };

  return clt_training_read_ics (conn, import->name, import->bytes, &target, &read, error);
}
