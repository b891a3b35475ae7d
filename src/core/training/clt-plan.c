/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-plan.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-admission.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-course.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"

#define LONGEST_MEETING 120 /* minutes: longer courses get several */
#define STEP 30
/* So many full rooms are better one webinar, where the course can be one. */
#define ROOMS_FOR_A_WEBINAR 3
/* More do not get to ask, and a trip needs a coach. */
#define WEBINAR_SEATS 100
#define TRIP_SEATS 20
/* Of the stretch of days, by which the first sessions of courses lie apart: the golden ratio spreads
 * any number of them evenly. */
#define APART 0.6180339887498949

CltPlanNeed *
clt_plan_need_new (gint64 course_id)
{
  CltPlanNeed *need = g_new0 (CltPlanNeed, 1);

  need->course_id = course_id;
  need->clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  return need;
}

void
clt_plan_need_free (CltPlanNeed *need)
{
  g_array_unref (need->clients);
  g_free (need);
}

void
clt_plan_session_free (CltPlanSession *session)
{
  g_free (session->course);
  g_free (session->course_code);
  g_free (session->lecturer);
  g_free (session->room);
  g_array_unref (session->times);
  g_array_unref (session->clients);
  g_free (session);
}

void
clt_plan_left_free (CltPlanLeft *left)
{
  g_free (left->course);
  g_free (left->course_code);
  g_free (left->reason);
  g_free (left);
}

void
clt_plan_free (CltPlan *plan)
{
  g_ptr_array_unref (plan->sessions);
  g_ptr_array_unref (plan->left);
  g_free (plan);
}

/* ---- finding hours --------------------------------------------------------------------------- */

typedef struct
{
  CltConn *conn;
  CltPlan *plan;
  CltClashCheck *check;
  GPtrArray *rooms, *lecturers;
  GHashTable *minutes; /* lecturer id -> gint64: planned so far */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->plan, clt_plan_free);
  g_clear_pointer (&work->check, clt_clash_check_free);
  g_clear_pointer (&work->rooms, g_ptr_array_unref);
  g_clear_pointer (&work->lecturers, g_ptr_array_unref);
  g_clear_pointer (&work->minutes, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
is_trip (const CltPlanSession *session)
{
  return g_str_equal (session->method, "trip");
}

/* A half hour at which neither anything clashes nor is unwise; a trip takes the day, whatever is
 * traded. */
static gboolean
find_time (Work *work, const CltPlanSession *session, CltDay day, int minutes, CltPlanTime *time)
{
  int open, close;

  clt_clash_check_get_hours (work->check, &open, &close);
  for (int minute = open; minute + minutes <= close; minute += STEP)
    {
      g_autoptr (GPtrArray) clashes = NULL;
      CltClashQuestion question = { .starts = clt_day_get_instant (day, minute),
                                    .room_id = session->room_id,
                                    .lecturer_id = session->lecturer_id,
                                    .seats = session->seats };

      question.ends = question.starts + minutes * 60;
      if (!clt_clash_check_is_free (work->check, &question))
        continue;
      clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_clash_free);
      if (!is_trip (session))
        clt_clash_check_ask (work->check, &question, clashes);
      if (clashes->len > 0)
        continue;
      *time = (CltPlanTime){ question.starts, question.ends };
      return TRUE;
    }
  return FALSE;
}

static gboolean
teaches_that_day (Work *work, gint64 lecturer_id, CltDay day)
{
  return clt_busy_find (clt_clash_check_get_busy (work->check), CLT_BUSY_LECTURER, lecturer_id,
                        clt_day_get_instant (day, 0), clt_day_get_instant (day + 1, 0), 0) != NULL;
}

/* All meetings of a session on days from @day on, one a day, none for a
 * lecturer who teaches on it already. */
static gboolean
find_times (Work *work, CltPlanSession *session, CltDay day, int minutes)
{
  int n = is_trip (session) ? 1 : MAX ((minutes + LONGEST_MEETING - 1) / LONGEST_MEETING, 1);
  int each = ((minutes + n - 1) / n + 4) / 5 * 5;

  g_array_set_size (session->times, 0);
  for (; day <= work->plan->to && (int) session->times->len < n; day++)
    {
      CltPlanTime time;

      if (clt_clash_check_is_trading_day (work->check, day) &&
          !teaches_that_day (work, session->lecturer_id, day) &&
          find_time (work, session, day, each, &time))
        g_array_append_val (session->times, time);
    }
  return (int) session->times->len == n;
}

static gboolean
is_free (Work *work, const CltPlanSession *session, gint64 client)
{
  for (guint i = 0; i < session->times->len; i++)
    {
      const CltPlanTime *time = &g_array_index (session->times, CltPlanTime, i);

      if (clt_busy_find (clt_clash_check_get_busy (work->check), CLT_BUSY_CLIENT, client,
                         time->starts, time->ends, 0) != NULL)
        return FALSE;
    }
  return TRUE;
}

/* Moves who is free from @waiting to the session, as many as it seats. */
static void
take_clients (Work *work, CltPlanSession *session, GArray *waiting)
{
  const guint seats =
    session->online_seats < 0 ? G_MAXUINT : (guint) (session->seats + session->online_seats);
  guint kept = 0;

  for (guint i = 0; i < waiting->len; i++)
    {
      gint64 client = g_array_index (waiting, gint64, i);

      if (session->clients->len < seats && is_free (work, session, client))
        g_array_append_val (session->clients, client);
      else
        g_array_index (waiting, gint64, kept++) = client;
    }
  g_array_set_size (waiting, kept);
}

/* ---- who and where --------------------------------------------------------------------------- */

static gint64
get_minutes (Work *work, gint64 lecturer_id)
{
  const gint64 *minutes = g_hash_table_lookup (work->minutes, &lecturer_id);

  return minutes == NULL ? 0 : *minutes;
}

static int
compare_minutes (gconstpointer a, gconstpointer b, gpointer data)
{
  Work *work = data;
  const CltLecturer *x = *(CltLecturer *const *) a, *y = *(CltLecturer *const *) b;
  gint64 left = get_minutes (work, x->id), right = get_minutes (work, y->id);

  return left < right ? -1 : left > right;
}

/* Who teaches the course, who has least to do so far first. (element-type CltLecturer)
 * (transfer container) */
static GPtrArray *
list_lecturers (Work *work, const CltCourse *course)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < work->lecturers->len; i++)
    if (clt_lecturer_teaches (work->lecturers->pdata[i], course->code))
      g_ptr_array_add (list, work->lecturers->pdata[i]);
  g_ptr_array_sort_with_data (list, compare_minutes, work);
  return list;
}

/* The smallest that seats them all first, then the larger ones, then the smaller ones from the top. */
static int
compare_rooms (gconstpointer a, gconstpointer b, gpointer data)
{
  const CltRoom *x = *(CltRoom *const *) a, *y = *(CltRoom *const *) b;
  const int n = GPOINTER_TO_INT (data);

  if ((x->seats >= n) != (y->seats >= n))
    return x->seats >= n ? -1 : 1;
  return x->seats >= n ? x->seats - y->seats : y->seats - x->seats;
}

/* (element-type CltRoom) (transfer container) */
static GPtrArray *
list_rooms (Work *work, guint n_clients)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < work->rooms->len; i++)
    g_ptr_array_add (list, work->rooms->pdata[i]);
  g_ptr_array_sort_with_data (list, compare_rooms, GINT_TO_POINTER ((int) n_clients));
  return list;
}

static gboolean
has_method (const CltCourse *course, const char *method)
{
  g_auto (GStrv) methods = g_strsplit (course->methods, " ", -1);

  return g_strv_contains ((const char *const *) methods, method);
}

/* In a room when the course can be held in one and the people fit into a few, else online.
 * @room_seats: of the best room; 0: there is none. */
static const char *
choose_method (const CltCourse *course, guint n_clients, guint room_seats)
{
  static const char *const in_room[] = { "lecture", "evening", "simulation", "one-to-one" };
  const gboolean webinar = has_method (course, "webinar");
  const gboolean room =
    room_seats > 0 && !(webinar && n_clients > room_seats * ROOMS_FOR_A_WEBINAR);

  for (guint i = 0; room && i < G_N_ELEMENTS (in_room); i++)
    if (has_method (course, in_room[i]))
      return in_room[i];
  if (webinar)
    return "webinar";
  if (*course->methods == '\0' && room)
    return "lecture";
  for (guint i = 0; clt_course_methods[i] != NULL; i++)
    if (has_method (course, clt_course_methods[i]))
      return clt_course_methods[i];
  return "video";
}

static gboolean
is_in_room (const CltPlanSession *session)
{
  static const char *const elsewhere[] = { "webinar", "video", "trip", "telephone", NULL };

  return !g_strv_contains (elsewhere, session->method);
}

static gboolean
is_studied_alone (const CltCourse *course, const CltPlanSession *session)
{
  return course->minutes == 0 || g_str_equal (session->method, "video");
}

static void
set_seats (CltPlanSession *session, const CltRoom *room, gboolean alone)
{
  session->room_id = room == NULL ? 0 : room->id;
  g_free (session->room);
  session->room = g_strdup (room == NULL ? "" : room->name);
  session->seats = room != NULL ? room->seats : is_trip (session) ? TRIP_SEATS : 0;
  session->online_seats = session->seats > 0 ? 0 : alone ? -1 : WEBINAR_SEATS;
}

static CltPlanSession *
begin_session (Work *work, const CltCourse *course, guint n_clients)
{
  g_autoptr (GPtrArray) rooms = list_rooms (work, n_clients);
  const CltRoom *room = rooms->len == 0 ? NULL : rooms->pdata[0];
  CltPlanSession *session = g_new0 (CltPlanSession, 1);

  session->course_id = course->id;
  session->course = g_strdup (course->name);
  session->course_code = g_strdup (course->code);
  session->lecturer = g_strdup ("");
  session->times = g_array_new (FALSE, FALSE, sizeof (CltPlanTime));
  session->clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  session->first_day = work->plan->from;
  session->last_day = work->plan->to;
  session->method = choose_method (course, n_clients, room == NULL ? 0 : (guint) room->seats);
  if (!is_in_room (session) || is_studied_alone (course, session))
    room = NULL;
  set_seats (session, room, is_studied_alone (course, session));
  return session;
}

static void
keep_session (Work *work, CltPlanSession *session)
{
  CltBusy *busy = clt_clash_check_get_busy (work->check);
  gint64 minutes = get_minutes (work, session->lecturer_id);

  for (guint i = 0; i < session->times->len; i++)
    {
      const CltPlanTime *time = &g_array_index (session->times, CltPlanTime, i);

      minutes += (time->ends - time->starts) / 60;
      clt_busy_add (busy, CLT_BUSY_LECTURER, session->lecturer_id, time->starts, time->ends, 1, 0,
                    session->course);
      if (session->room_id != 0)
        clt_busy_add (busy, CLT_BUSY_ROOM, session->room_id, time->starts, time->ends, 1, 0,
                      session->course);
      for (guint j = 0; j < session->clients->len; j++)
        clt_busy_add (busy, CLT_BUSY_CLIENT, g_array_index (session->clients, gint64, j),
                      time->starts, time->ends, 1, 0, session->course);
    }
  g_hash_table_insert (work->minutes, g_memdup2 (&session->lecturer_id, sizeof (gint64)),
                       g_memdup2 (&minutes, sizeof minutes));
  if (session->times->len > 0)
    {
      session->first_day =
        clt_instant_get_day (g_array_index (session->times, CltPlanTime, 0).starts);
      session->last_day = clt_instant_get_day (
        g_array_index (session->times, CltPlanTime, session->times->len - 1).starts);
    }
  work->plan->placed += (int) session->clients->len;
  g_ptr_array_add (work->plan->sessions, session);
}

/* On the first days from @day on at which somebody of @waiting can come. */
static gboolean
place_with (Work *work,
            CltPlanSession *session,
            const CltCourse *course,
            CltDay day,
            GArray *waiting)
{
  for (; day <= work->plan->to; day++)
    {
      if (!find_times (work, session, day, course->minutes))
        return FALSE;
      take_clients (work, session, waiting);
      if (session->clients->len > 0)
        return TRUE;
      /* all of them are elsewhere then */
      day = clt_instant_get_day (g_array_index (session->times, CltPlanTime, 0).starts);
    }
  return FALSE;
}

/* With whom and where it can be soonest from @day on: the lecturer with least to do is asked first,
 * then all the others; the room that suits best, then any that seats somebody. */
static gboolean
place_from (Work *work,
            CltPlanSession *session,
            const CltCourse *course,
            CltDay day,
            GArray *waiting)
{
  g_autoptr (GPtrArray) lecturers = list_lecturers (work, course);
  g_autoptr (GPtrArray) rooms = list_rooms (work, waiting->len);
  const guint n_rooms = session->room_id == 0 ? 1 : rooms->len;

  for (guint i = 0; i < n_rooms; i++)
    for (guint j = 0; j < lecturers->len; j++)
      {
        const CltLecturer *lecturer = lecturers->pdata[j];

        if (session->room_id != 0)
          set_seats (session, rooms->pdata[i], FALSE);
        session->lecturer_id = lecturer->id;
        g_free (session->lecturer);
        session->lecturer = g_strdup (lecturer->name);
        if (place_with (work, session, course, day, waiting))
          return TRUE;
      }
  return FALSE;
}

/* One more session for some of @waiting, at @day or soon after, else anywhere. FALSE: none can be. */
static gboolean
place_some (Work *work, const CltCourse *course, CltDay day, GArray *waiting)
{
  g_autoptr (CltPlanSession) session = begin_session (work, course, waiting->len);

  if (is_studied_alone (course, session))
    take_clients (work, session, waiting);
  else if (!place_from (work, session, course, day, waiting) &&
           (day == work->plan->from ||
            !place_from (work, session, course, work->plan->from, waiting)))
    return FALSE;
  if (session->clients->len == 0)
    return FALSE;
  keep_session (work, g_steal_pointer (&session));
  return TRUE;
}

/* How many sessions so many people need. */
static guint
count_sessions (Work *work, const CltCourse *course, guint n_clients)
{
  guint n = 0;

  while (n_clients > 0)
    {
      g_autoptr (CltPlanSession) session = begin_session (work, course, n_clients);
      const guint seats = (guint) (session->seats + session->online_seats);

      n++;
      n_clients -= session->online_seats < 0 ? n_clients : MIN (seats, n_clients);
    }
  return n;
}

/* Spread over the days, those of each course beginning elsewhere. */
static void
place_all (Work *work, const CltCourse *course, guint index, GArray *waiting)
{
  const int days = work->plan->to - work->plan->from + 1;
  const guint n = count_sessions (work, course, waiting->len);
  const double shift = index * APART - floor (index * APART);

  for (guint i = 0; waiting->len > 0; i++)
    {
      const CltDay day = work->plan->from + (CltDay) (days * ((i % n) + shift) / n);

      if (!place_some (work, course, day, waiting))
        return;
    }
}

static gboolean
place_need (Work *work, const CltPlanNeed *need, guint index, GError **error)
{
  g_autoptr (CltCourse) course = clt_course_load (work->conn, need->course_id, error);
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) lecturers = NULL;
  g_autoptr (GArray) bars = NULL;
  CltPlanLeft *left;

  if (course != NULL)
    bars = clt_admission_check_course (work->conn, course->id, work->plan->from,
                                       (const gint64 *) (gpointer) need->clients->data,
                                       need->clients->len, error);
  if (bars == NULL)
    return FALSE;
  for (guint i = 0; i < need->clients->len; i++)
    if (g_array_index (bars, guint, i) == 0)
      g_array_append_val (waiting, g_array_index (need->clients, gint64, i));
  left = g_new0 (CltPlanLeft, 1);
  left->course_id = course->id;
  left->course = g_strdup (course->name);
  left->course_code = g_strdup (course->code);
  left->barred = (int) (need->clients->len - waiting->len);
  place_all (work, course, index, waiting);
  left->unplaced = (int) waiting->len;
  lecturers = list_lecturers (work, course);
  left->reason = g_strdup (waiting->len == 0     ? ""
                           : lecturers->len == 0 ? _ ("Nobody teaches it.")
                                                 : _ ("No hour is left."));
  if (left->barred + left->unplaced > 0)
    g_ptr_array_add (work->plan->left, left);
  else
    clt_plan_left_free (left);
  return TRUE;
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  const CltPlanSession *x = *(CltPlanSession *const *) a, *y = *(CltPlanSession *const *) b;

  if (x->first_day != y->first_day)
    return x->first_day < y->first_day ? -1 : 1;
  return strcmp (x->course_code, y->course_code);
}

CltPlan *
clt_plan_propose (CltConn *conn, GPtrArray *needs, CltDay from, CltDay to, GError **error)
{
  return clt_plan_propose_slowly (conn, needs, from, to, NULL, NULL, NULL, error);
}

CltPlan *
clt_plan_propose_slowly (CltConn *conn,
                         GPtrArray *needs,
                         CltDay from,
                         CltDay to,
                         CltPlanProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Work) work = { .conn = conn };

  work.plan = g_new0 (CltPlan, 1);
  work.plan->from = from;
  work.plan->to = to;
  work.plan->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_session_free);
  work.plan->left = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_left_free);
  work.minutes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  work.check = clt_clash_check_new (conn, from, to, error);
  work.rooms = work.check == NULL ? NULL : clt_room_list (conn, FALSE, error);
  work.lecturers = work.rooms == NULL ? NULL : clt_lecturer_list (conn, FALSE, error);
  if (work.lecturers == NULL)
    return NULL;
  for (guint i = 0; i < needs->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !place_need (&work, needs->pdata[i], i, error))
        return NULL;
      if (progress != NULL)
        progress ((i + 1.0) / needs->len, progress_data);
    }
  g_ptr_array_sort (work.plan->sessions, compare_sessions);
  return g_steal_pointer (&work.plan);
}

/* ---- taking it over -------------------------------------------------------------------------- */

/* Who may not come any more on the day that it is held, as a certificate ran out or he was enrolled
 * elsewhere since, is passed over. */
static gboolean
invite (CltConn *conn, gint64 session_id, const GArray *clients, GError **error)
{
  g_autoptr (GArray) invited = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) bars =
    clt_admission_check (conn, session_id, (const gint64 *) (gpointer) clients->data, clients->len,
                         FALSE, error);

  if (bars == NULL)
    return FALSE;
  for (guint i = 0; i < clients->len; i++)
    if (g_array_index (bars, guint, i) == 0)
      g_array_append_val (invited, g_array_index (clients, gint64, i));
  return invited->len == 0 ||
         clt_enrolment_invite (conn, session_id, (const gint64 *) (gpointer) invited->data,
                               invited->len, error);
}

static gboolean
apply_session (CltConn *conn,
               const CltPlanSession *planned,
               const char *prefix,
               gboolean publish,
               GError **error)
{
  g_autoptr (CltSession) session = clt_session_new ();
  g_autofree char *code = clt_session_dup_free_code (conn, planned->course_id, prefix, error);

  if (code == NULL)
    return FALSE;
  session->course_id = planned->course_id;
  clt_set_str (&session->code, code);
  clt_set_str (&session->method, planned->method);
  session->first_day = planned->first_day;
  session->last_day = planned->last_day;
  session->seats = planned->seats;
  session->online_seats = planned->online_seats;
  session->lecturer_id = planned->lecturer_id;
  if (!clt_session_save (conn, session, error))
    return FALSE;
  for (guint i = 0; i < planned->times->len; i++)
    {
      g_autoptr (CltMeeting) meeting = clt_meeting_new ();

      meeting->session_id = session->id;
      meeting->starts = g_array_index (planned->times, CltPlanTime, i).starts;
      meeting->ends = g_array_index (planned->times, CltPlanTime, i).ends;
      meeting->room_id = planned->room_id;
      if (!clt_meeting_save (conn, meeting, error))
        return FALSE;
    }
  if (publish && !clt_session_publish (conn, session->id, error))
    {
      g_prefix_error (error, "%s/%s: ", planned->course_code, code);
      return FALSE;
    }
  return invite (conn, session->id, planned->clients, error);
}

static gboolean
apply (CltConn *conn,
       const CltPlan *plan,
       const char *prefix,
       gboolean publish,
       guint *n,
       GError **error)
{
  for (guint i = 0; i < plan->sessions->len; i++)
    if (!apply_session (conn, plan->sessions->pdata[i], prefix, publish, error))
      return FALSE;
  if (n != NULL)
    *n = plan->sessions->len;
  return TRUE;
}

gboolean
clt_plan_apply (CltConn *conn, const CltPlan *plan, const char *prefix, guint *n, GError **error)
{
  return apply (conn, plan, prefix, FALSE, n, error);
}

gboolean
clt_plan_apply_published (CltConn *conn,
                          const CltPlan *plan,
                          const char *prefix,
                          guint *n,
                          GError **error)
{
  return apply (conn, plan, prefix, TRUE, n, error);
}

char *
clt_plan_format_prefix (CltDay from)
{
  int month = clt_day_get_month (from);

  return g_strdup_printf ("%dQ%d", month / 12, month % 12 / 3 + 1);
}

gboolean
clt_plan_publish (CltConn *conn,
                  CltDay from,
                  CltDay to,
                  guint *n,
                  GPtrArray **refused,
                  GError **error)
{
  g_autoptr (GPtrArray) sessions = clt_session_list (conn, from, to, 0, error);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  guint published = 0;

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      const CltSession *session = sessions->pdata[i];
      g_autoptr (GError) refusal = NULL;

      if (!g_str_equal (session->state, "planned"))
        continue;
      if (clt_session_publish (conn, session->id, &refusal))
        published++;
      else if (g_error_matches (refusal, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
        g_ptr_array_add (reasons, g_strdup_printf ("%s/%s: %s", session->course_code, session->code,
                                                   refusal->message));
      else
        {
          g_propagate_error (error, g_steal_pointer (&refusal));
          return FALSE;
        }
    }
  if (sessions == NULL)
    return FALSE;
  *n = published;
  *refused = g_steal_pointer (&reasons);
  return TRUE;
}
