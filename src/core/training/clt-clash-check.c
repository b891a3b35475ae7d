/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-workdays.h"
#include "core/funds/clt-calendar.h"
#include "core/rules/clt-rules.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"

/* So many people who are elsewhere are named. */
#define N_NAMED 3

struct _CltClashCheck
{
  CltBusy *busy;
  CltCalendar *calendar;
  GHashTable *rooms, *lecturers, *equipment; /* id -> record */
  GHashTable *names;                         /* of clients who were asked for: id -> text */
  CltConn *conn;                             /* for the names of clients */
  int open, close;                           /* minutes of the day */
};

/* When most clients sit before their screens; the night session begins when the
 * doors are shut. */
static const struct
{
  int from, to; /* minutes of the day */
} trading_hours[] = {
  { 9 * 60, 11 * 60 + 30 },
  { 13 * 60 + 30, 15 * 60 },
};

gboolean
clt_clash_get_trading_hours (guint index, int *from, int *to)
{
  if (index >= G_N_ELEMENTS (trading_hours))
    return FALSE;
  *from = trading_hours[index].from;
  *to = trading_hours[index].to;
  return TRUE;
}

void
clt_clash_check_free (CltClashCheck *check)
{
  g_clear_pointer (&check->busy, clt_busy_free);
  g_clear_pointer (&check->calendar, clt_calendar_free);
  g_clear_pointer (&check->rooms, g_hash_table_unref);
  g_clear_pointer (&check->lecturers, g_hash_table_unref);
  g_clear_pointer (&check->equipment, g_hash_table_unref);
  g_clear_pointer (&check->names, g_hash_table_unref);
  g_free (check);
}

/* Records whose first member is their id. */
static GHashTable *
index_by_id (GPtrArray *list, GDestroyNotify free_row)
{
  GHashTable *table;

  if (list == NULL)
    return NULL;
  table = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, free_row);
  g_ptr_array_set_free_func (list, NULL);
  for (guint i = 0; i < list->len; i++)
    g_hash_table_insert (table, list->pdata[i], list->pdata[i]);
  g_ptr_array_unref (list);
  return table;
}

static gboolean
load_hours (CltClashCheck *check, CltDay day, GError **error)
{
  double open, close;

  if (!clt_rules_get (check->conn, "training.open_hour", day, &open, error) ||
      !clt_rules_get (check->conn, "training.close_hour", day, &close, error))
    return FALSE;
  check->open = (int) (open * 60);
  check->close = (int) (close * 60);
  return TRUE;
}

CltClashCheck *
clt_clash_check_new (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (CltClashCheck) check = g_new0 (CltClashCheck, 1);

  check->conn = conn;
  check->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  check->busy = clt_busy_load (conn, from, to, error);
  check->calendar = check->busy == NULL ? NULL : clt_calendar_load (conn, error);
  if (check->calendar == NULL || !load_hours (check, from, error))
    return NULL;
  check->rooms = index_by_id (clt_room_list (conn, TRUE, error), (GDestroyNotify) clt_room_free);
  if (check->rooms != NULL)
    check->lecturers =
      index_by_id (clt_lecturer_list (conn, TRUE, error), (GDestroyNotify) clt_lecturer_free);
  if (check->lecturers != NULL)
    check->equipment =
      index_by_id (clt_equipment_list (conn, TRUE, error), (GDestroyNotify) clt_equipment_free);
  return check->equipment == NULL ? NULL : g_steal_pointer (&check);
}

CltBusy *
clt_clash_check_get_busy (CltClashCheck *check)
{
  return check->busy;
}

void
clt_clash_check_get_hours (const CltClashCheck *check, int *open, int *close)
{
  *open = check->open;
  *close = check->close;
}

gboolean
clt_clash_check_is_trading_day (const CltClashCheck *check, CltDay day)
{
  return clt_calendar_is_trading_day (check->calendar, day);
}

/* ---- one question ---------------------------------------------------------------------------- */

typedef struct
{
  CltClashCheck *check;
  const CltClashQuestion *question;
  GPtrArray *clashes; /* NULL: stop at the first hard one, without words */
  gboolean found;     /* a hard one */
} Asking;

/* Takes @text, which may be NULL when no words are wanted. */
static void
take_clash (Asking *asking, CltClashKind kind, gboolean hard, char *text)
{
  CltClash *clash;

  asking->found |= hard;
  if (asking->clashes == NULL)
    {
      g_free (text);
      return;
    }
  clash = g_new0 (CltClash, 1);
  clash->kind = kind;
  clash->hard = hard;
  clash->starts = asking->question->starts;
  clash->text = text;
  g_ptr_array_add (asking->clashes, clash);
}

/* "2026-11-20 16:00–17:30" */
static char *
format_span (gint64 starts, gint64 ends)
{
  g_autofree char *first = clt_instant_format (starts);
  g_autofree char *last = clt_instant_format (ends);
  gboolean same = clt_instant_get_day (starts) == clt_instant_get_day (ends);

  return g_strconcat (first, "–", same && strlen (last) > 11 ? last + 11 : last, NULL);
}

static const CltTaken *
find_taken (const Asking *asking, CltBusyKind kind, gint64 id)
{
  return clt_busy_find (asking->check->busy, kind, id, asking->question->starts,
                        asking->question->ends, asking->question->meeting_id);
}

/* @format: who, when, what goes on. */
static void
ask_one (Asking *asking,
         CltBusyKind busy,
         gint64 id,
         CltClashKind kind,
         const char *format,
         const char *name)
{
  const CltTaken *taken = id == 0 ? NULL : find_taken (asking, busy, id);
  g_autofree char *when = NULL;

  if (taken == NULL)
    return;
  when = format_span (taken->starts, taken->ends);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  take_clash (asking, kind, TRUE, g_strdup_printf (format, name, when, taken->what));
#pragma GCC diagnostic pop
}

static void
ask_room (Asking *asking)
{
  const CltRoom *room = g_hash_table_lookup (asking->check->rooms, &asking->question->room_id);

  if (room == NULL)
    return;
  ask_one (asking, CLT_BUSY_ROOM, room->id, CLT_CLASH_ROOM,
           /* Translators: a room, when it is taken, and for what */
           _ ("Room %s is taken %s: %s."), room->name);
  if (asking->question->seats > room->seats)
    take_clash (asking, CLT_CLASH_SEATS, TRUE,
                /* Translators: a room, its seats, the seats of the session */
                g_strdup_printf (_ ("Room %s has %d seats, the session %d."), room->name,
                                 room->seats, asking->question->seats));
}

static char *
dup_staff_name (CltConn *conn, gint64 id)
{
  CltStmt *stmt = clt_conn_query (conn, NULL, "SELECT name FROM staff WHERE id = ?", "i", id);
  char *name = stmt != NULL && clt_stmt_step (stmt, NULL) == CLT_STEP_ROW
                 ? g_strdup (clt_stmt_get_text (stmt, 0))
                 : g_strdup ("");

  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return name;
}

static void
ask_people (Asking *asking)
{
  const CltClashQuestion *question = asking->question;
  const CltLecturer *lecturer =
    g_hash_table_lookup (asking->check->lecturers, &question->lecturer_id);

  if (lecturer != NULL)
    ask_one (asking, CLT_BUSY_LECTURER, lecturer->id, CLT_CLASH_LECTURER,
             /* Translators: a lecturer, when he is busy, and with what */
             _ ("%s is busy %s: %s."), lecturer->name);
  if (lecturer != NULL && question->course_code != NULL &&
      !clt_lecturer_teaches (lecturer, question->course_code))
    take_clash (asking, CLT_CLASH_TOPIC, FALSE,
                /* Translators: a lecturer, the code of a course */
                g_strdup_printf (_ ("%s does not teach %s."), lecturer->name,
                                 question->course_code));
  if (question->adviser_id != 0 && (lecturer == NULL || lecturer->staff_id != question->adviser_id))
    {
      g_autofree char *name = dup_staff_name (asking->check->conn, question->adviser_id);

      ask_one (asking, CLT_BUSY_STAFF, question->adviser_id, CLT_CLASH_ADVISER,
               /* Translators: an adviser, when he is busy, and with what */
               _ ("%s is busy %s: %s."), name);
    }
}

static void
ask_equipment (Asking *asking)
{
  const CltClashQuestion *question = asking->question;

  for (guint i = 0; question->equipment != NULL && i < question->equipment->len; i++)
    {
      const CltEquipmentUse *use = &g_array_index (question->equipment, CltEquipmentUse, i);
      const CltEquipment *kind = g_hash_table_lookup (asking->check->equipment, &use->equipment_id);
      int used = clt_busy_count (asking->check->busy, use->equipment_id, question->starts,
                                 question->ends, question->meeting_id);

      if (kind != NULL && used + use->quantity > kind->quantity)
        take_clash (asking, CLT_CLASH_EQUIPMENT, TRUE,
                    /* Translators: what kind; numbers that are free, there at all,
                    and wanted */
                    g_strdup_printf (_ ("%s: %d of %d are free at that time, %d are wanted."),
                                     kind->name, MAX (kind->quantity - used, 0), kind->quantity,
                                     use->quantity));
    }
}

static const char *
get_client_name (CltClashCheck *check, gint64 id)
{
  const char *name = g_hash_table_lookup (check->names, &id);
  CltStmt *stmt;

  if (name != NULL)
    return name;
  stmt = clt_conn_query (check->conn, NULL, "SELECT name FROM client WHERE id = ?", "i", id);
  if (stmt == NULL || clt_stmt_step (stmt, NULL) != CLT_STEP_ROW)
    return "";
  g_hash_table_insert (check->names, g_memdup2 (&id, sizeof id),
                       g_strdup (clt_stmt_get_text (stmt, 0)));
  clt_stmt_reset (stmt);
  return g_hash_table_lookup (check->names, &id);
}

static void
ask_attendees (Asking *asking)
{
  const GArray *clients = asking->question->clients;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; clients != NULL && i < clients->len; i++)
    {
      gint64 id = g_array_index (clients, gint64, i);

      if (find_taken (asking, CLT_BUSY_CLIENT, id) == NULL)
        continue;
      if (n++ < N_NAMED)
        /* Translators: stands between two names */
        g_string_append_printf (names, "%s%s", names->len == 0 ? "" : C_ ("list of names", ", "),
                                get_client_name (asking->check, id));
    }
  if (n > N_NAMED)
    /* Translators: behind names, of which there are more. */
    g_string_append (names, C_ ("list of names", " …"));
  if (n > 0)
    take_clash (asking, CLT_CLASH_ATTENDEE, FALSE,
                /* Translators: how many, of how many, their names */
                g_strdup_printf (_ ("%u of %u who attend are elsewhere at that time: %s."), n,
                                 clients->len, names->str));
}

/* ---- the clock and the calendar -------------------------------------------------------------- */

static void
ask_day (Asking *asking, CltDay day)
{
  g_autofree char *text = clt_day_format (day);

  if (clt_workdays_is_holiday (day))
    take_clash (asking, CLT_CLASH_HOLIDAY, TRUE,
                /* Translators: a day */
                g_strdup_printf (_ ("%s is a public holiday."), text));
  else if (!clt_calendar_is_trading_day (asking->check->calendar, day))
    take_clash (asking, CLT_CLASH_NO_TRADING_DAY, FALSE,
                /* Translators: a day */
                g_strdup_printf (_ ("%s is no trading day."), text));
}

static void
ask_clock (Asking *asking)
{
  const CltClashQuestion *question = asking->question;
  CltDay day = clt_instant_get_day (question->starts);
  int from = (int) ((question->starts - clt_day_get_instant (day, 0)) / 60);
  int to = (int) ((question->ends - clt_day_get_instant (day, 0)) / 60);
  const CltTaken *holiday = find_taken (asking, CLT_BUSY_EVERYBODY, 0);

  for (CltDay other = day; other <= clt_instant_get_day (question->ends - 1); other++)
    ask_day (asking, other);
  if (holiday != NULL)
    take_clash (asking, CLT_CLASH_HOLIDAY, TRUE,
                /* Translators: what a calendar of holidays says */
                g_strdup_printf (_ ("Nobody works then: %s."), holiday->what));
  if (from < asking->check->open || to > asking->check->close)
    take_clash (asking, CLT_CLASH_OPENING_HOURS, question->room_id != 0,
                /* Translators: opening and closing time */
                g_strdup_printf (_ ("The branch is open from %02d:%02d to %02d:%02d."),
                                 asking->check->open / 60, asking->check->open % 60,
                                 asking->check->close / 60, asking->check->close % 60));
  if (!clt_calendar_is_trading_day (asking->check->calendar, day))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (trading_hours); i++)
    if (from < trading_hours[i].to && to > trading_hours[i].from)
      {
        take_clash (asking, CLT_CLASH_TRADING_HOURS, FALSE,
                    g_strdup (_ ("The exchanges trade at that time.")));
        return;
      }
}

void
clt_clash_check_ask (CltClashCheck *check, const CltClashQuestion *question, GPtrArray *clashes)
{
  Asking asking = { check, question, clashes, FALSE };

  ask_room (&asking);
  ask_people (&asking);
  ask_equipment (&asking);
  ask_clock (&asking);
  ask_attendees (&asking);
}

gboolean
clt_clash_check_is_free (CltClashCheck *check, const CltClashQuestion *question)
{
  CltClashQuestion bare = *question;
  Asking asking = { check, &bare, NULL, FALSE };

  /* soft questions, which cost most */
  bare.clients = NULL;
  bare.course_code = NULL;
  ask_clock (&asking);
  if (!asking.found)
    ask_room (&asking);
  if (!asking.found)
    ask_people (&asking);
  if (!asking.found)
    ask_equipment (&asking);
  return !asking.found;
}
