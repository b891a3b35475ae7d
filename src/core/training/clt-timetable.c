/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-timetable.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/calendar/clt-agenda.h"
#include "core/catalogue/clt-workdays.h"
#include "core/funds/clt-calendar.h"
#include "core/rules/clt-rules.h"
#include "core/training/clt-session.h"

void
clt_timetable_entry_free (CltTimetableEntry *entry)
{
  g_free (entry->code);
  g_free (entry->course);
  g_free (entry->session);
  g_free (entry->method);
  g_free (entry->room);
  g_free (entry->lecturer);
  g_free (entry->link);
  g_free (entry->state);
  g_free (entry);
}

static void
span_free (gpointer data)
{
  CltTimetableSpan *span = data;

  g_free (span->calendar);
  g_free (span->summary);
  g_free (span);
}

void
clt_timetable_free (CltTimetable *table)
{
  g_clear_pointer (&table->entries, g_ptr_array_unref);
  g_clear_pointer (&table->untimed, g_ptr_array_unref);
  g_clear_pointer (&table->spans, g_ptr_array_unref);
  g_clear_pointer (&table->levels, g_ptr_array_unref);
  g_free (table->days);
  g_free (table);
}

/* ---- reading --------------------------------------------------------------------------------- */

static gpointer
read_entry (CltStmt *stmt)
{
  CltTimetableEntry *entry = g_new0 (CltTimetableEntry, 1);
  int seats = (int) clt_stmt_get_int (stmt, 12), online = (int) clt_stmt_get_int (stmt, 13);

  entry->id = clt_stmt_get_int (stmt, 0);
  entry->session_id = clt_stmt_get_int (stmt, 1);
  entry->course_id = clt_stmt_get_int (stmt, 2);
  entry->starts = clt_stmt_get_int (stmt, 3);
  entry->ends = clt_stmt_get_int (stmt, 4);
  entry->level = (guint) clt_stmt_get_int (stmt, 5);
  entry->code = g_strdup (clt_stmt_get_text (stmt, 6));
  entry->course = g_strdup (clt_stmt_get_text (stmt, 7));
  entry->session = g_strdup (clt_stmt_get_text (stmt, 8));
  entry->room = g_strdup (clt_stmt_get_text (stmt, 9));
  entry->lecturer = g_strdup (clt_stmt_get_text (stmt, 10));
  entry->state = g_strdup (clt_stmt_get_text (stmt, 11));
  entry->seats = online < 0 ? -1 : seats + online;
  entry->taken = (int) clt_stmt_get_int (stmt, 14);
  entry->waiting = (int) clt_stmt_get_int (stmt, 15);
  entry->meetings = (int) clt_stmt_get_int (stmt, 16);
  entry->link = g_strdup (clt_stmt_get_text (stmt, 17));
  entry->method = g_strdup (clt_stmt_get_text (stmt, 18));
  return entry;
}

#define LEVEL_INDEX                                                                                \
  "(SELECT count(*) FROM course_level x WHERE (x.position, x.id) < (l.position, l.id))"
#define HEADS(states)                                                                              \
  "(SELECT count(*) FROM enrolment e WHERE e.session_id = s.id AND e.state IN (" states "))"
#define HEADS_OF_SESSION HEADS ("'enrolled', 'offered'") ", " HEADS ("'waiting'")
#define OTHER_MEETINGS " FROM meeting o WHERE o.session_id = s.id AND o.state <> 'cancelled'"
#define COURSE_OF_SESSION                                                                          \
  " JOIN course c ON c.id = s.course_id JOIN course_level l ON l.id = c.level_id"

static GPtrArray *
load_entries (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (
      conn, error,
      "SELECT m.id, s.id, c.id, m.starts, m.ends, " LEVEL_INDEX
      ", c.code, c.name, c.code || '/' || s.code,"
      "  coalesce(r.name, ''), coalesce(t.name, ''), s.state, s.seats, s.online_seats,"
      " " HEADS_OF_SESSION ", (SELECT count(*)" OTHER_MEETINGS "), m.link, s.method"
      " FROM meeting m JOIN course_session s ON s.id = m.session_id" COURSE_OF_SESSION
      " LEFT JOIN room r ON r.id = m.room_id"
      " LEFT JOIN lecturer t ON t.id = coalesce(m.lecturer_id, s.lecturer_id)"
      " WHERE m.starts < ?2 AND m.ends > ?1 AND m.state <> 'cancelled' AND s.state <> 'cancelled'"
      " ORDER BY m.starts, m.id",
      "ii", clt_day_get_instant (from, 0), clt_day_get_instant (to + 1, 0)),
    read_entry, (GDestroyNotify) clt_timetable_entry_free, error);
}

static gpointer
read_untimed (CltStmt *stmt)
{
  CltTimetableEntry *entry = read_entry (stmt);

  entry->untimed = TRUE;
  entry->starts = clt_day_get_instant ((CltDay) entry->starts, 0);
  entry->ends = clt_day_get_instant ((CltDay) entry->ends + 1, 0);
  return entry;
}

static GPtrArray *
load_untimed (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT s.id, s.id, c.id, s.first_day, s.last_day, " LEVEL_INDEX
                    ", c.code, c.name, c.code || '/' || s.code, '', coalesce(t.name, ''), s.state,"
                    " s.seats, s.online_seats, " HEADS_OF_SESSION ", 0, '', s.method"
                    " FROM course_session s" COURSE_OF_SESSION
                    " LEFT JOIN lecturer t ON t.id = s.lecturer_id"
                    " WHERE s.first_day <= ?2 AND s.last_day >= ?1 AND s.state <> 'cancelled'"
                    " AND NOT EXISTS (SELECT 1" OTHER_MEETINGS ") ORDER BY s.first_day, s.id",
                    "ii", (gint64) from, (gint64) to),
    read_untimed, (GDestroyNotify) clt_timetable_entry_free, error);
}

static GPtrArray *
load_spans (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (GPtrArray) busy = clt_agenda_get_spans (conn, clt_day_get_instant (from, 0),
                                                     clt_day_get_instant (to + 1, 0), error);
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func (span_free);

  for (guint i = 0; busy != NULL && i < busy->len; i++)
    {
      const CltBusySpan *from_agenda = busy->pdata[i];
      CltTimetableSpan *span = g_new0 (CltTimetableSpan, 1);

      span->starts = from_agenda->starts;
      span->ends = from_agenda->ends;
      span->holiday = from_agenda->holiday;
      span->all_day = from_agenda->all_day;
      span->calendar = g_strdup (from_agenda->calendar);
      span->summary = g_strdup (from_agenda->summary);
      g_ptr_array_add (spans, span);
    }
  return busy == NULL ? NULL : g_steal_pointer (&spans);
}

static gpointer
read_level (CltStmt *stmt)
{
  return g_strdup_printf ("%s %s", clt_stmt_get_text (stmt, 0), clt_stmt_get_text (stmt, 1));
}

static gboolean
load_days (CltTimetable *table, CltConn *conn, GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  double open, close;
  gint64 n;

  if (calendar == NULL || !clt_rules_get (conn, "training.open_hour", table->from, &open, error) ||
      !clt_rules_get (conn, "training.close_hour", table->from, &close, error) ||
      !clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM course WHERE archived = 0", ""))
    return FALSE;
  table->open = (int) (open * 60);
  table->close = (int) (close * 60);
  table->n_courses = (guint) n;
  table->days = g_new0 (guint8, table->to - table->from + 1);
  for (CltDay day = table->from; day <= table->to; day++)
    {
      gboolean trading = clt_calendar_is_trading_day (calendar, day);
      CltTimetableDay kind = CLT_TIMETABLE_TRADING;

      if (clt_workdays_is_holiday (day) || clt_timetable_get_holiday (table, day) != NULL)
        kind = CLT_TIMETABLE_HOLIDAY;
      else if (!trading)
        kind = CLT_TIMETABLE_WORKING;
      table->days[day - table->from] = (guint8) kind;
    }
  return TRUE;
}

CltTimetable *
clt_timetable_load (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (CltTimetable) table = g_new0 (CltTimetable, 1);

  table->from = from;
  table->to = to;
  table->entries = load_entries (conn, from, to, error);
  table->untimed = table->entries == NULL ? NULL : load_untimed (conn, from, to, error);
  table->spans = table->untimed == NULL ? NULL : load_spans (conn, from, to, error);
  if (table->spans != NULL)
    table->levels = clt_stmt_read_all (
      clt_conn_query (conn, error, "SELECT code, name FROM course_level ORDER BY position, id", ""),
      read_level, g_free, error);
  if (table->levels == NULL || !load_days (table, conn, error))
    return NULL;
  return g_steal_pointer (&table);
}

/* ---- asking ---------------------------------------------------------------------------------- */

CltTimetableDay
clt_timetable_get_day (const CltTimetable *table, CltDay day)
{
  return day < table->from || day > table->to ? CLT_TIMETABLE_TRADING
                                              : (CltTimetableDay) table->days[day - table->from];
}

const char *
clt_timetable_get_holiday (const CltTimetable *table, CltDay day)
{
  gint64 starts = clt_day_get_instant (day, 0), ends = clt_day_get_instant (day + 1, 0);

  for (guint i = 0; i < table->spans->len; i++)
    {
      const CltTimetableSpan *span = table->spans->pdata[i];

      if (span->holiday && span->starts <= starts && span->ends >= ends)
        return span->summary;
    }
  return NULL;
}

const char *
clt_timetable_get_day_off (const CltTimetable *table, CltDay day)
{
  const char *name = clt_timetable_get_holiday (table, day);

  return name == NULL && clt_timetable_get_day (table, day) == CLT_TIMETABLE_HOLIDAY ? _ ("Holiday")
                                                                                     : name;
}

gboolean
clt_timetable_entry_touches (const CltTimetableEntry *entry, CltDay from, CltDay to)
{
  CltDay first = clt_instant_get_day (entry->starts);

  return first <= to && (entry->untimed ? clt_instant_get_day (entry->ends - 1) : first) >= from;
}

char *
clt_timetable_entry_format_seats (const CltTimetableEntry *entry)
{
  return entry->seats < 0 ? g_strdup_printf ("%d", entry->taken)
                          : g_strdup_printf ("%d/%d", entry->taken, entry->seats);
}

static void
append (GString *text, const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* (transfer full) */
static char *
format_days (const CltTimetableEntry *entry)
{
  g_autofree char *first = clt_day_format (clt_instant_get_day (entry->starts));
  g_autofree char *last = clt_day_format (clt_instant_get_day (entry->ends - 1));

  /* Translators: first and last day of a session. */
  return g_strdup_printf (_ ("%s to %s, no time of day"), first, last);
}

/* (transfer full) */
static char *
format_times (const CltTimetableEntry *entry)
{
  g_autofree char *starts = clt_instant_format (entry->starts);
  g_autofree char *ends = clt_instant_format (entry->ends);

  return g_strdup_printf ("%s–%s", starts, ends + strlen ("2026-11-18 "));
}

char *
clt_timetable_entry_describe (const CltTimetableEntry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = g_strdup_printf ("%s %s", entry->session, entry->course);
  g_autofree char *when = entry->untimed ? format_days (entry) : format_times (entry);
  g_autofree char *seats = clt_timetable_entry_format_seats (entry);
  gboolean proposed = g_str_equal (entry->state, "proposed");
  g_autofree char *taken =
    proposed
      /* Translators: places of a session that is only proposed: “12/20”. */
      ? g_strdup_printf (_ ("%s to be invited"), seats)
      /* Translators: seats that are taken: “12/20” or, where seats are not limited, “12”. */
      : g_strdup_printf (_ ("%s enrolled"), seats);

  append (text, name);
  append (text, when);
  append (text, entry->room);
  append (text, entry->lecturer);
  append (text, taken);
  append (text, proposed ? C_ ("training session", "Proposed")
                         : clt_session_state_get_label (entry->state));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Those that begin in @month. */
static void
sum_entries (const GPtrArray *entries,
             guint level,
             int month,
             GHashTable *sessions,
             CltTimetableCell *cell)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const CltTimetableEntry *entry = entries->pdata[i];

      if (entry->level != level || clt_day_get_month (clt_instant_get_day (entry->starts)) != month)
        continue;
      cell->meetings += !entry->untimed;
      cell->minutes += entry->untimed ? 0 : (int) ((entry->ends - entry->starts) / 60);
      if (g_hash_table_add (sessions, (gpointer) &entry->session_id))
        {
          cell->seats += MAX (entry->seats, 0);
          cell->taken += entry->taken;
        }
    }
}

void
clt_timetable_sum (const CltTimetable *table, guint level, int month, CltTimetableCell *cell)
{
  g_autoptr (GHashTable) sessions = g_hash_table_new (g_int64_hash, g_int64_equal);

  *cell = (CltTimetableCell){ 0 };
  sum_entries (table->entries, level, month, sessions, cell);
  sum_entries (table->untimed, level, month, sessions, cell);
  cell->sessions = g_hash_table_size (sessions);
}

const char *
clt_timetable_get_month_label (guint index)
{
  static const char *const labels[] = {
    NC_ ("calendar month", "Jan"), NC_ ("calendar month", "Feb"), NC_ ("calendar month", "Mar"),
    NC_ ("calendar month", "Apr"), NC_ ("calendar month", "May"), NC_ ("calendar month", "Jun"),
    NC_ ("calendar month", "Jul"), NC_ ("calendar month", "Aug"), NC_ ("calendar month", "Sep"),
    NC_ ("calendar month", "Oct"), NC_ ("calendar month", "Nov"), NC_ ("calendar month", "Dec"),
  };

  g_return_val_if_fail (index < G_N_ELEMENTS (labels), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "calendar month", labels[index]);
}

gboolean
clt_timetable_cell_is_gap (const CltTimetableCell *cell, int month)
{
  return cell->sessions == 0 && month >= clt_day_get_month (clt_today ());
}

static void
add_names (const GPtrArray *entries,
           guint level,
           int month,
           gboolean sessions,
           GHashTable *known,
           GString *text)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const CltTimetableEntry *entry = entries->pdata[i];
      char *name = sessions ? entry->session : entry->code;

      if (entry->level == level &&
          clt_day_get_month (clt_instant_get_day (entry->starts)) == month &&
          g_hash_table_add (known, name))
        g_string_append_printf (text, "%s%s",
                                text->len == 0 ? ""
                                : sessions     ? C_ ("list", ", ")
                                               : " ",
                                name);
    }
}

char *
clt_timetable_list_month (const CltTimetable *table, guint level, int month, gboolean sessions)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  add_names (table->entries, level, month, sessions, known, text);
  add_names (table->untimed, level, month, sessions, known, text);
  return g_string_free (text, FALSE);
}

/* ---- lanes ----------------------------------------------------------------------------------- */

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const CltLaneSpan *x = *(CltLaneSpan *const *) a, *y = *(CltLaneSpan *const *) b;

  if (x->starts != y->starts)
    return x->starts < y->starts ? -1 : 1;
  if (x->ends != y->ends)
    return x->ends > y->ends ? -1 : 1;
  return x < y ? -1 : x > y;
}

static void
finish_group (CltLaneSpan **group, guint n, guint n_lanes)
{
  for (guint i = 0; i < n; i++)
    group[i]->n_lanes = n_lanes;
}

void
clt_lanes_assign (CltLaneSpan *spans, guint n)
{
  g_autofree CltLaneSpan **order = g_new (CltLaneSpan *, n + 1); /* not NULL where there is none */
  g_autofree gint64 *ends = g_new (gint64, n + 1); /* of the last one in each lane of the group */
  gint64 last = G_MININT64;
  guint first = 0, n_lanes = 0;

  for (guint i = 0; i < n; i++)
    order[i] = &spans[i];
  qsort (order, n, sizeof *order, compare_spans);
  for (guint i = 0; i < n; i++)
    {
      guint lane = 0;

      if (order[i]->starts >= last)
        {
          finish_group (order + first, i - first, n_lanes);
          first = i;
          n_lanes = 0;
        }
      while (lane < n_lanes && ends[lane] > order[i]->starts)
        lane++;
      n_lanes = MAX (n_lanes, lane + 1);
      order[i]->lane = lane;
      ends[lane] = order[i]->ends;
      last = i == first ? order[i]->ends : MAX (last, order[i]->ends);
    }
  finish_group (order + first, n - first, n_lanes);
}
