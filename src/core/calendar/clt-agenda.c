/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/clt-agenda.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* Bringing a calendar up to date */

/* The State Council's lists name the days off and the days worked instead ("上班", "补班"). */
static gboolean
is_working_day (const CltIcsEntry *entry)
{
  return strstr (entry->summary, "上班") != NULL || strstr (entry->summary, "补班") != NULL;
}

static char *
build_key (const char *uid, gint64 recurrence)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", recurrence, uid);
}

/* (element-type utf8 CltIcsEntry): of each entry the one that counts. */
static GHashTable *
choose_entries (GPtrArray *entries)
{
  GHashTable *chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      CltIcsEntry *entry = entries->pdata[i];
      g_autofree char *key = build_key (entry->uid, entry->recurrence);
      const CltIcsEntry *before = g_hash_table_lookup (chosen, key);

      if (before == NULL || entry->sequence >= before->sequence)
        g_hash_table_replace (chosen, g_steal_pointer (&key), entry);
    }
  return chosen;
}

typedef struct
{
  gint64 id;
  char *source;
  CltAgendaTarget target;
} Stored;

static void
stored_free (gpointer data)
{
  Stored *stored = data;

  g_free (stored->source);
  g_free (stored);
}

/* (element-type utf8 Stored): what the file holds of calendar @name. */
static GHashTable *
load_stored (CltConn *conn, const char *name, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stored_free);
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT id, uid, recurrence, source, room_id, lecturer_id,"
                                  " holiday FROM calendar_entry WHERE calendar = ?",
                                  "t", name);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      Stored *stored = g_new0 (Stored, 1);

      stored->id = clt_stmt_get_int (stmt, 0);
      stored->source = g_strdup (clt_stmt_get_text (stmt, 3));
      stored->target = (CltAgendaTarget){ .room_id = clt_stmt_get_int (stmt, 4),
                                          .lecturer_id = clt_stmt_get_int (stmt, 5),
                                          .holiday = clt_stmt_get_int (stmt, 6) != 0 };
      g_hash_table_insert (all, build_key (clt_stmt_get_text (stmt, 1), clt_stmt_get_int (stmt, 2)),
                           stored);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

static gboolean
is_same (const Stored *stored, const CltIcsEntry *entry, const CltAgendaTarget *target)
{
  return g_str_equal (stored->source, entry->source) && stored->target.room_id == target->room_id &&
         stored->target.lecturer_id == target->lecturer_id &&
         stored->target.holiday == target->holiday;
}

/* An entry that never ends has no "until". */
static gboolean
store_entry (CltConn *conn,
             gint64 id,
             const char *name,
             const CltIcsEntry *entry,
             const CltAgendaTarget *target,
             GError **error)
{
  if (id == 0 && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  return clt_conn_run (
    conn, error,
    "INSERT INTO calendar_entry (id, calendar, uid, recurrence, sequence, starts, ends, until,"
    " all_day, cancelled, summary, source, room_id, lecturer_id, holiday)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif (?8, ?9), ?10, ?11, ?12, ?13, nullif (?14, 0),"
    " nullif (?15, 0), ?16)"
    " ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, starts = excluded.starts,"
    " ends = excluded.ends, until = excluded.until, all_day = excluded.all_day, cancelled = "
    "excluded.cancelled,"
    " summary = excluded.summary, source = excluded.source, room_id = excluded.room_id,"
    " lecturer_id = excluded.lecturer_id, holiday = excluded.holiday",
    "ittiiiiiiiittiii", id, name, entry->uid, entry->recurrence, (gint64) entry->sequence,
    entry->starts, entry->ends, entry->until, CLT_ICS_FOREVER, (gint64) entry->all_day,
    (gint64) entry->cancelled, entry->summary, entry->source, target->room_id, target->lecturer_id,
    (gint64) target->holiday);
}

static gboolean
remove_entry (CltConn *conn, gint64 id, GError **error)
{
  return clt_conn_run (conn, error, "DELETE FROM calendar_entry WHERE id = ?", "i", id);
}

static gboolean
take_entry (CltConn *conn,
            const char *name,
            const CltIcsEntry *entry,
            const CltAgendaTarget *target,
            const Stored *stored,
            CltAgendaChange *change,
            GError **error)
{
  CltAgendaTarget mine = *target;

  mine.holiday = target->holiday && !is_working_day (entry);
  if (stored != NULL && is_same (stored, entry, &mine))
    {
      change->same++;
      return TRUE;
    }
  if (stored == NULL)
    change->added++;
  else
    change->changed++;
  return store_entry (conn, stored == NULL ? 0 : stored->id, name, entry, &mine, error);
}

gboolean
clt_agenda_take (CltConn *conn,
                 const char *name,
                 GPtrArray *entries,
                 const CltAgendaTarget *target,
                 CltAgendaChange *change,
                 GError **error)
{
  g_autoptr (GHashTable) chosen = choose_entries (entries);
  g_autoptr (GHashTable) stored = load_stored (conn, name, error);
  GHashTableIter iter;
  gpointer key, value;

  *change = (CltAgendaChange){ 0 };
  if (stored == NULL)
    return FALSE;
  /* in order of the file, so that the ids are the same each time */
  for (guint i = 0; i < entries->len; i++)
    {
      const CltIcsEntry *entry = entries->pdata[i];
      g_autofree char *name_of = build_key (entry->uid, entry->recurrence);

      if (g_hash_table_lookup (chosen, name_of) != entry)
        continue;
      if (!take_entry (conn, name, entry, target, g_hash_table_lookup (stored, name_of), change,
                       error))
        return FALSE;
      g_hash_table_remove (stored, name_of);
    }
  g_hash_table_iter_init (&iter, stored);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      change->removed++;
      if (!remove_entry (conn, ((Stored *) value)->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_missing (GError **error, const char *name)
{
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
               /* Translators: the name of a calendar. */
               _ ("There is no calendar “%s”."), name);
  return FALSE;
}

gboolean
clt_agenda_remove (CltConn *conn, const char *name, GError **error)
{
  CltAgendaChange change;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (!clt_agenda_take (conn, name, none, &(CltAgendaTarget){ 0 }, &change, error))
    return FALSE;
  return change.removed > 0 || set_missing (error, name);
}

/* Reading it */

GBytes *
clt_agenda_build_ics (CltConn *conn, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT source FROM calendar_entry WHERE calendar = ? ORDER BY starts, id", "t",
                    name);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (sources, g_strdup (clt_stmt_get_text (stmt, 0)));
  if (step == CLT_STEP_ERROR || (sources->len == 0 && !set_missing (error, name)))
    return NULL;
  return clt_ics_join (sources);
}

static void
calendar_free (gpointer data)
{
  CltAgenda *calendar = data;

  g_free (calendar->name);
  g_free (calendar->keeps_busy);
  g_free (calendar);
}

static gpointer
read_calendar (CltStmt *stmt)
{
  CltAgenda *calendar = g_new0 (CltAgenda, 1);

  calendar->name = g_strdup (clt_stmt_get_text (stmt, 0));
  calendar->entries = (guint) clt_stmt_get_int (stmt, 1);
  calendar->room_id = clt_stmt_get_int (stmt, 2);
  calendar->lecturer_id = clt_stmt_get_int (stmt, 3);
  calendar->holiday = clt_stmt_get_int (stmt, 4) != 0;
  calendar->changed_at = clt_stmt_get_int (stmt, 5);
  calendar->keeps_busy = g_strdup (clt_stmt_get_text (stmt, 6));
  return calendar;
}

GPtrArray *
clt_agenda_list (CltConn *conn, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "WITH calendars AS (SELECT calendar, count (*) entries,"
                    " max (room_id) room_id, max (lecturer_id) lecturer_id,"
                    " max (holiday) holiday, max ((SELECT max (a.at)"
                    "  FROM action_row x JOIN action a ON a.id = x.action"
                    "  WHERE x.tbl = 'calendar_entry' AND x.key = CAST (e.id AS TEXT)"
                    "  AND a.undone = 0)) changed_at"
                    " FROM calendar_entry e GROUP BY calendar)"
                    "SELECT calendar, entries, room_id, lecturer_id, holiday,"
                    " changed_at, coalesce (r.name, l.name, '') FROM calendars"
                    " LEFT JOIN room r ON r.id = room_id"
                    " LEFT JOIN lecturer l ON l.id = lecturer_id ORDER BY calendar",
                    ""),
    read_calendar, calendar_free, error);
}

static void
busy_span_free (gpointer data)
{
  CltBusySpan *span = data;

  g_free (span->calendar);
  g_free (span->summary);
  g_free (span);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const CltBusySpan *first = *(CltBusySpan *const *) a;
  const CltBusySpan *second = *(CltBusySpan *const *) b;

  return (first->starts > second->starts) - (first->starts < second->starts);
}

/* (element-type utf8): "calendar instant uid" of each occurrence that another entry replaces. */
static GHashTable *
load_replaced (CltConn *conn, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT calendar, recurrence, uid FROM calendar_entry WHERE recurrence <> 0",
                    "");
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_hash_table_add (all,
                      g_strdup_printf ("%s %s %s", clt_stmt_get_text (stmt, 0),
                                       clt_stmt_get_text (stmt, 1), clt_stmt_get_text (stmt, 2)));
  return step == CLT_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

/* Appends the occurrences of the entry that @stmt stands on. */
static void
append_spans (CltStmt *stmt, gint64 from, gint64 to, GHashTable *replaced, GPtrArray *spans)
{
  const char *calendar = clt_stmt_get_text (stmt, 0);
  const char *uid = clt_stmt_get_text (stmt, 1);
  gboolean is_replacement = clt_stmt_get_int (stmt, 2) != 0;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (CltIcsSpan));

  /* what was read once fits: denser ones were refused */
  clt_ics_expand (clt_stmt_get_text (stmt, 3), from, to, times);
  for (guint i = 0; i < times->len; i++)
    {
      const CltIcsSpan *time = &g_array_index (times, CltIcsSpan, i);
      g_autofree char *key =
        g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", calendar, time->starts, uid);
      CltBusySpan *span;

      if (!is_replacement && g_hash_table_contains (replaced, key))
        continue;
      span = g_new0 (CltBusySpan, 1);
      span->starts = time->starts;
      span->ends = time->ends;
      span->calendar = g_strdup (calendar);
      span->summary = g_strdup (clt_stmt_get_text (stmt, 4));
      span->room_id = clt_stmt_get_int (stmt, 5);
      span->lecturer_id = clt_stmt_get_int (stmt, 6);
      span->holiday = clt_stmt_get_int (stmt, 7) != 0;
      span->all_day = clt_stmt_get_int (stmt, 8) != 0;
      g_ptr_array_add (spans, span);
    }
}

GPtrArray *
clt_agenda_get_spans (CltConn *conn, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func (busy_span_free);
  g_autoptr (GHashTable) replaced = load_replaced (conn, error);
  CltStmt *stmt =
    replaced == NULL
      ? NULL
      : clt_conn_query (conn, error,
                        "SELECT calendar, uid, recurrence, source, summary, room_id,"
                        " lecturer_id, holiday, all_day FROM calendar_entry"
                        " WHERE NOT cancelled AND starts < ?2 AND (until IS NULL OR until >= ?1)",
                        "ii", from, to);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    append_spans (stmt, from, to, replaced, spans);
  if (step != CLT_STEP_DONE)
    return NULL;
  g_ptr_array_sort (spans, compare_spans);
  return g_steal_pointer (&spans);
}
