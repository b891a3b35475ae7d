/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-training.h"

#include "core/base/clt-text.h"
#include "core/demo/clt-demo-class.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"
#include "core/training/clt-session.h"

#define STREAM_TRAINING 4
#define MONTHS_A_QUARTER 3
#define LONGEST_MEETING 120 /* minutes */
/* Planned so far ahead of the last day, and published so far. */
#define DAYS_AHEAD 63
#define DAYS_PUBLISHED 35

typedef enum
{
  ROOM_NONE,
  ROOM_LARGE,
  ROOM_SMALL,
  ROOM_TABLE,
  N_ROOMS
} Room;

typedef enum
{
  TEACHER_NONE,
  TEACHER_SERVICE,
  TEACHER_ADVISER,
  TEACHER_SECOND,
  TEACHER_GUEST,
  N_TEACHERS
} Teacher;

/* What a quarter brings, by week. */
static const struct
{
  int week;
  const char *code, *method;
  Room room;
  Teacher teacher;
} timetable[] = {
  { 0, "A1", "webinar", ROOM_NONE, TEACHER_SERVICE },
  { 1, "A2", "webinar", ROOM_NONE, TEACHER_SERVICE },
  { 1, "B1", "webinar", ROOM_NONE, TEACHER_ADVISER },
  { 2, "A3", "webinar", ROOM_NONE, TEACHER_SERVICE },
  { 2, "C1", "lecture", ROOM_LARGE, TEACHER_GUEST },
  { 3, "B2", "webinar", ROOM_NONE, TEACHER_SERVICE },
  { 3, "B3", "simulation", ROOM_NONE, TEACHER_NONE },
  { 4, "A1", "evening", ROOM_SMALL, TEACHER_SERVICE },
  { 4, "C3", "lecture", ROOM_LARGE, TEACHER_ADVISER },
  { 5, "C2", "lecture", ROOM_SMALL, TEACHER_SECOND },
  { 5, "E1", "one-to-one", ROOM_TABLE, TEACHER_ADVISER },
  { 6, "A2", "evening", ROOM_SMALL, TEACHER_SERVICE },
  { 6, "D1", "lecture", ROOM_SMALL, TEACHER_SECOND },
  { 7, "A3", "evening", ROOM_SMALL, TEACHER_SERVICE },
  { 7, "C4", "lecture", ROOM_SMALL, TEACHER_ADVISER },
  { 8, "A1", "webinar", ROOM_NONE, TEACHER_SERVICE },
  { 8, "B3", "simulation", ROOM_NONE, TEACHER_NONE },
  { 8, "D2", "lecture", ROOM_TABLE, TEACHER_GUEST },
  { 9, "B1", "webinar", ROOM_NONE, TEACHER_ADVISER },
  { 9, "D4", "lecture", ROOM_TABLE, TEACHER_GUEST },
  { 10, "B2", "webinar", ROOM_NONE, TEACHER_SERVICE },
  { 10, "C3", "webinar", ROOM_NONE, TEACHER_SECOND },
  { 11, "E3", "trip", ROOM_NONE, TEACHER_ADVISER },
};

typedef struct
{
  const CltDemoTraining *options;
  CltConn *conn;
  CltDemoClass class_;
  gint64 rooms[N_ROOMS], teachers[N_TEACHERS];
  int seats[N_ROOMS];
  GHashTable *taken;   /* day * 2 + 1 when it is the evening */
  GHashTable *numbers; /* "A1-2026" -> last number of a session */
} Demo;

static void
demo_clear (Demo *demo)
{
  clt_demo_school_clear (&demo->class_.school);
  g_clear_pointer (&demo->taken, g_hash_table_unref);
  g_clear_pointer (&demo->numbers, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

/* ---- rooms and teachers -------------------------------------------------------------------- */

static gboolean
add_rooms (Demo *demo, GError **error)
{
  static const struct
  {
    const char *name, *place;
    int seats;
    gint64 cost;
  } rooms[N_ROOMS] = {
    [ROOM_LARGE] = { "多功能厅", "三楼", 40, 20000 },
    [ROOM_SMALL] = { "培训教室", "三楼", 16, 10000 },
    [ROOM_TABLE] = { "洽谈室", "二楼", 6, 0 },
  };
  static const struct
  {
    const char *name;
    int quantity;
  } things[] = { { "投影仪", 2 }, { "模拟交易终端", 12 } };

  for (guint i = ROOM_LARGE; i < N_ROOMS; i++)
    {
      g_autoptr (CltRoom) room = clt_room_new ();

      clt_set_str (&room->name, rooms[i].name);
      clt_set_str (&room->place, rooms[i].place);
      demo->seats[i] = room->seats = rooms[i].seats;
      room->cost = rooms[i].cost;
      if (!clt_room_save (demo->conn, room, error))
        return FALSE;
      demo->rooms[i] = room->id;
    }
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autoptr (CltEquipment) equipment = clt_equipment_new ();

      clt_set_str (&equipment->name, things[i].name);
      equipment->quantity = things[i].quantity;
      if (!clt_equipment_save (demo->conn, equipment, error))
        return FALSE;
    }
  return TRUE;
}

/* @role "": a guest; else the @nth of that role who is still here. Returns: his id, 0 on error. */
static gint64
add_teacher (Demo *demo, const char *role, int nth, const char *topics, gint64 fee, GError **error)
{
  g_autoptr (CltLecturer) lecturer = clt_lecturer_new ();
  CltStmt *stmt;

  clt_set_str (&lecturer->name, "程国栋");
  clt_set_str (&lecturer->note, *role == '\0' ? "外聘讲师" : "");
  clt_set_str (&lecturer->topics, topics);
  lecturer->fee = fee;
  if (*role != '\0')
    {
      stmt = clt_conn_query (demo->conn, error,
                             "SELECT id, name FROM staff WHERE role = ? AND left_on IS NULL"
                             " ORDER BY id LIMIT 1 OFFSET ?",
                             "ti", role, (gint64) nth);
      if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
        return 0;
      lecturer->staff_id = clt_stmt_get_int (stmt, 0);
      clt_set_str (&lecturer->name, clt_stmt_get_text (stmt, 1));
      clt_stmt_reset (stmt);
    }
  return clt_lecturer_save (demo->conn, lecturer, error) ? lecturer->id : 0;
}

static gboolean
add_teachers (Demo *demo, GError **error)
{
  static const struct
  {
    Teacher teacher;
    const char *role, *topics;
    int nth;
    gint64 fee;
  } people[] = {
    { TEACHER_SERVICE, "specialist", "A1 A2 A3 B2", 0, 0 },
    { TEACHER_NONE, "specialist", "A1 A2 A3 B1 B2", 1, 0 },
    { TEACHER_ADVISER, "adviser", "", 0, 0 },
    { TEACHER_SECOND, "adviser", "B1 B2 C1 C2 C3 C4 D1", 1, 0 },
    { TEACHER_GUEST, "", "C1 D2 D3 D4 E2", 0, 80000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      demo->teachers[people[i].teacher] =
        add_teacher (demo, people[i].role, people[i].nth, people[i].topics, people[i].fee, error);
      if (demo->teachers[people[i].teacher] == 0)
        return FALSE;
    }
  demo->teachers[TEACHER_NONE] = 0;
  return TRUE;
}

/* ---- hours --------------------------------------------------------------------------------- */

/* The first trading day at or after @day; CLT_DAY_NONE: the calendar ends before. */
static CltDay
find_trading_day (const Demo *demo, CltDay day)
{
  const GArray *calendar = demo->options->calendar;

  for (guint i = 0; i < calendar->len; i++)
    if (g_array_index (calendar, CltDay, i) >= day)
      return g_array_index (calendar, CltDay, i);
  return CLT_DAY_NONE;
}

/* Nothing else is held at the same time, so that neither rooms nor people clash. After the close of
 * trading or in the evening; a trip takes the day. Returns: the minute, and takes it. */
static int
take_hour (Demo *demo, CltDay *day, gboolean trip)
{
  static const int minutes[] = { 15 * 60 + 30, 18 * 60 + 30 };

  for (; *day != CLT_DAY_NONE; *day = find_trading_day (demo, *day + 1))
    for (int i = 0; i < 2; i++)
      {
        const int key = *day * 2 + i;

        if (g_hash_table_contains (demo->taken, GINT_TO_POINTER (key)) ||
            (trip && g_hash_table_contains (demo->taken, GINT_TO_POINTER (key + 1))))
          break;
        g_hash_table_add (demo->taken, GINT_TO_POINTER (key));
        if (trip)
          g_hash_table_add (demo->taken, GINT_TO_POINTER (key + 1));
        return trip ? 9 * 60 : minutes[i];
      }
  return -1;
}

static gboolean
add_meeting (Demo *demo,
             CltDemoSession *planned,
             gint64 room_id,
             CltDay day,
             int minute,
             int minutes,
             GError **error)
{
  g_autoptr (CltMeeting) meeting = clt_meeting_new ();
  g_autofree char *uid = g_strdup_printf ("demo-%" G_GINT64_FORMAT "-%u@clientele",
                                          planned->session->id, planned->meetings->len + 1);
  const CltDemoMeeting stored = { 0, day };

  meeting->session_id = planned->session->id;
  meeting->starts = clt_day_get_instant (day, minute);
  meeting->ends = meeting->starts + minutes * 60;
  meeting->room_id = room_id;
  /* the file's own, else drawn: the same arguments give the same file */
  clt_set_str (&meeting->uid, uid);
  if (g_str_equal (planned->session->method, "webinar"))
    clt_set_str (&meeting->link, "https://meeting.example.com/training");
  if (!clt_meeting_save (demo->conn, meeting, error))
    return FALSE;
  g_array_append_val (planned->meetings, stored);
  g_array_index (planned->meetings, CltDemoMeeting, planned->meetings->len - 1).id = meeting->id;
  return TRUE;
}

/* Weekly, so that there is time to try what was learnt. */
static gboolean
add_meetings (Demo *demo, CltDemoSession *planned, int minutes, gint64 room_id, GError **error)
{
  const gboolean trip = g_str_equal (planned->session->method, "trip");
  const int n = trip ? 1 : (minutes + LONGEST_MEETING - 1) / LONGEST_MEETING;
  CltDay day = planned->session->first_day;

  for (int i = 0; i < n; i++, day += 7)
    {
      int minute;

      day = find_trading_day (demo, day);
      minute = day == CLT_DAY_NONE ? -1 : take_hour (demo, &day, trip);
      if (minute >= 0 && !add_meeting (demo, planned, room_id, day, minute, minutes / n, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- sessions ------------------------------------------------------------------------------ */

static char *
dup_code (Demo *demo, const char *course, CltDay day)
{
  const int year = clt_day_get_month (day) / 12;
  char *key = g_strdup_printf ("%s-%d", course, year);
  const int number = GPOINTER_TO_INT (g_hash_table_lookup (demo->numbers, key)) + 1;

  g_hash_table_insert (demo->numbers, key, GINT_TO_POINTER (number));
  return g_strdup_printf ("%d-%d", year, number);
}

/* Online there is room for as many as a branch of this size sends. */
static int
count_online_seats (const Demo *demo)
{
  return CLAMP ((int) demo->options->n_clients / 12, 12, 500);
}

static gboolean
add_session (Demo *demo, guint row, CltDay day, GError **error)
{
  const int index = clt_demo_school_find (&demo->class_.school, timetable[row].code);
  const Room room = timetable[row].room;
  g_auto (CltDemoSession) planned = { .course = index };
  CltSession *session = planned.session = clt_session_new ();
  g_autofree char *code = NULL;
  const CltCourse *course;

  planned.meetings = g_array_new (FALSE, FALSE, sizeof (CltDemoMeeting));
  if (index < 0)
    return TRUE;
  course = demo->class_.school.courses->pdata[index];
  code = dup_code (demo, course->code, day);
  session->course_id = course->id;
  clt_set_str (&session->code, code);
  clt_set_str (&session->method, timetable[row].method);
  session->first_day = day;
  session->last_day = day + (course->minutes == 0 ? 27 : 0);
  session->lecturer_id = demo->teachers[timetable[row].teacher];
  session->seats = g_str_equal (timetable[row].method, "trip") ? 20 : demo->seats[room];
  session->online_seats = session->seats > 0 ? 0 : count_online_seats (demo);
  if (g_str_equal (timetable[row].method, "trip"))
    session->cost = 300000;
  if (!clt_session_save (demo->conn, session, error) ||
      !add_meetings (demo, &planned, course->minutes, demo->rooms[room], error))
    return FALSE;
  for (guint i = 0; i < planned.meetings->len; i++)
    {
      const CltDemoMeeting *meeting = &g_array_index (planned.meetings, CltDemoMeeting, i);

      session->first_day = i == 0 ? meeting->day : session->first_day;
      session->last_day = meeting->day;
    }
  planned.published = session->first_day <= demo->options->last + DAYS_PUBLISHED;
  return clt_demo_class_fill (&demo->class_, &planned, error);
}

/* By week, for what is passed in one session opens the next. */
static gboolean
add_quarter (Demo *demo, CltDay first, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (timetable); i++)
    {
      const CltDay monday = first + 7 - (clt_day_get_weekday (first) - 1);
      const CltDay day = find_trading_day (demo, monday + timetable[i].week * 7 + (int) i % 4);

      if (day != CLT_DAY_NONE && day <= demo->options->last + DAYS_AHEAD &&
          !add_session (demo, i, day, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- all of it ----------------------------------------------------------------------------- */

static gboolean
write_training (CltConn *conn, gpointer data, GError **error)
{
  const CltDemoTraining *options = data;
  const int month = clt_day_get_month (options->last);
  const int quarter = month - month % MONTHS_A_QUARTER;
  const CltDay from = clt_month_first_day (quarter - 2 * MONTHS_A_QUARTER);
  g_auto (Demo) demo = { .options = options, .conn = conn };

  demo.taken = g_hash_table_new (NULL, NULL);
  demo.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  demo.class_.conn = conn;
  demo.class_.last = options->last;
  demo.class_.random = clt_random_new (options->seed, STREAM_TRAINING);
  if (!clt_course_add_preset (conn, "zh_CN", error) || !add_rooms (&demo, error) ||
      !add_teachers (&demo, error) ||
      !clt_demo_school_load (&demo.class_.school, conn, options->last, error) ||
      !clt_demo_school_add_past (&demo.class_.school, conn, from, &demo.class_.random, error))
    return FALSE;
  for (int i = 0; i < 4; i++)
    if (!add_quarter (&demo, clt_month_first_day (quarter + (i - 2) * MONTHS_A_QUARTER), error))
      return FALSE;
  return clt_demo_class_add_wishes (&demo.class_, error);
}

gboolean
clt_demo_training_write (const CltDemoTraining *training, CltConn *conn, GError **error)
{
  return clt_action_run (conn, &training->info, write_training, (gpointer) training, NULL, error);
}
