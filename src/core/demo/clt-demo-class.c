/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-class.h"

#include "core/base/clt-text.h"

/* So many days before it begins the first one asks for a seat, and the last one. */
#define FIRST_ASKS 22
#define LAST_ASKS 2

#define ANY(random, list) ((list)[clt_random_range ((random), 0, G_N_ELEMENTS (list) - 1)])

void
clt_demo_session_clear (CltDemoSession *planned)
{
  g_clear_pointer (&planned->session, clt_session_free);
  g_clear_pointer (&planned->meetings, g_array_unref);
}

static const CltCourse *
get_course (const CltDemoClass *class_, const CltDemoSession *planned)
{
  return class_->school.courses->pdata[planned->course];
}

static gboolean
is_over (const CltDemoClass *class_, const CltDemoSession *planned)
{
  return planned->session->last_day <= class_->last;
}

/* ---- seats --------------------------------------------------------------------------------- */

static int
get_capacity (const CltDemoSession *planned)
{
  return planned->session->seats > 0 ? planned->session->seats : planned->session->online_seats;
}

/* More than there are seats, now and then; fewer of the planned ones are asked yet. */
static guint
draw_demand (CltDemoClass *class_, const CltDemoSession *planned)
{
  const gboolean online = planned->session->seats == 0;

  return (guint) (get_capacity (planned) *
                  clt_random_range (&class_->random, online ? 40 : 70, online ? 110 : 150) / 100);
}

/* They ask one after the other, so that who asks late waits. */
static gint64
get_instant_asked (const CltDemoClass *class_, const CltDemoSession *planned, guint i, guint n)
{
  const CltDay until = MIN (planned->session->first_day - LAST_ASKS, class_->last - 1);
  const gint64 from = clt_day_get_instant (until - (FIRST_ASKS - LAST_ASKS), 9 * 60);
  const gint64 at = from + (gint64) (FIRST_ASKS - LAST_ASKS) * 86400 * i / MAX (n, 1);

  /* in the hours of work */
  return clt_day_get_instant (clt_instant_get_day (at), 0) + 9 * 3600 +
         (at * G_GINT64_CONSTANT (7919)) % (8 * 3600);
}

static gboolean
add_enrolment (CltDemoClass *class_,
               const CltDemoSession *planned,
               const CltDemoLearner *learner,
               const char *state,
               gint64 asked,
               GError **error)
{
  const gint64 id = clt_conn_new_id (class_->conn, error);
  const gint64 until = clt_day_get_instant (class_->last + 2, 17 * 60);
  const gboolean offered = g_str_equal (state, "offered");

  return id != 0 && clt_conn_run (
                      class_->conn, error,
                      "INSERT INTO enrolment (id, session_id, client_id, place, state, tier,"
                      " asked, offer_until, source) VALUES (?, ?, ?, ?, ?, ?, ?, nullif (?, 0), ?)",
                      "iiittiiit", id, planned->session->id, learner->id,
                      planned->session->seats > 0 ? "room" : "online", state,
                      (gint64) learner->tier, asked, offered ? until : G_GINT64_CONSTANT (0),
                      clt_random_chance (&class_->random, 400) ? "client" : "staff");
}

/* Of those from @from on, who is first in the queue: the highest tier, then who asked first. */
static guint
find_first_waiting (const GPtrArray *people, guint from)
{
  guint best = from;

  for (guint i = from + 1; i < people->len; i++)
    if (((CltDemoLearner *) people->pdata[i])->tier >
        ((CltDemoLearner *) people->pdata[best])->tier)
      best = i;
  return best;
}

/* Some withdraw; of a full one that lies ahead a seat has just come free and is offered. Who has a
 * seat stays in @people. */
static gboolean
seat (CltDemoClass *class_, const CltDemoSession *planned, GPtrArray *people, GError **error)
{
  const guint capacity = (guint) get_capacity (planned), n = people->len;
  const gboolean offer = planned->session->first_day > class_->last + 2 && n > capacity;
  const guint seats = MIN (n, offer ? capacity - 1 : capacity);
  const guint offered = offer ? find_first_waiting (people, seats) : n;
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      CltDemoLearner *learner = people->pdata[i];
      const char *state = !planned->published ? "invited"
                          : i == offered      ? "offered"
                          : i >= seats        ? "waiting"
                                              : "enrolled";

      if (planned->published && i < seats && n <= capacity &&
          clt_random_chance (&class_->random, 60))
        state = clt_random_chance (&class_->random, 500) ? "cancelled" : "declined";
      if (!add_enrolment (class_, planned, learner, state,
                          get_instant_asked (class_, planned, i, n), error))
        return FALSE;
      if (g_str_equal (state, "enrolled"))
        people->pdata[kept++] = learner;
      else if (!g_str_equal (state, "waiting") && !g_str_equal (state, "offered"))
        learner->busy[planned->course] = CLT_DAY_NONE;
    }
  g_ptr_array_set_size (people, (int) kept);
  return TRUE;
}

/* ---- the roll ------------------------------------------------------------------------------ */

static const char *
draw_mark (CltDemoClass *class_, const CltDemoLearner *learner)
{
  if (clt_random_chance (&class_->random, learner->diligence))
    return clt_random_chance (&class_->random, 90) ? "L" : "P";
  return clt_random_chance (&class_->random, 400) ? "E" : "A";
}

/* @attended: (inout) to how many meetings each of @people came. */
static gboolean
call_roll (CltDemoClass *class_,
           const CltDemoSession *planned,
           const GPtrArray *people,
           int *attended,
           GError **error)
{
  for (guint i = 0; i < planned->meetings->len; i++)
    {
      const CltDemoMeeting *meeting = &g_array_index (planned->meetings, CltDemoMeeting, i);

      if (meeting->day > class_->last)
        break;
      if (!clt_conn_run (class_->conn, error, "UPDATE meeting SET state = 'held' WHERE id = ?", "i",
                         meeting->id))
        return FALSE;
      for (guint j = 0; j < people->len; j++)
        {
          const CltDemoLearner *learner = people->pdata[j];
          const char *mark = draw_mark (class_, learner);

          attended[j] += *mark == 'P' || *mark == 'L';
          if (!clt_conn_run (class_->conn, error,
                             "INSERT INTO attendance (meeting_id, client_id, mark)"
                             " VALUES (?, ?, ?)",
                             "iit", meeting->id, learner->id, mark))
            return FALSE;
        }
    }
  return TRUE;
}

/* ---- tests --------------------------------------------------------------------------------- */

/* @mark -1: none; @days -1: not a simulation. */
static gboolean
add_attempt (CltDemoClass *class_,
             const CltDemoSession *planned,
             const CltDemoLearner *learner,
             const char *kind,
             CltDay day,
             int mark,
             int days,
             int trades,
             GError **error)
{
  const gint64 id = clt_conn_new_id (class_->conn, error);

  return id != 0 &&
         clt_conn_run (class_->conn, error,
                       "INSERT INTO attempt (id, client_id, course_id, session_id, kind, day, mark,"
                       " days, trades) VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN ?7 >= 0 THEN ?7"
                       " END, CASE WHEN ?8 >= 0 THEN ?8 END, CASE WHEN ?8 >= 0 THEN ?9 END)",
                       "iiiityiii", id, learner->id, get_course (class_, planned)->id,
                       planned->session->id, kind, day, (gint64) mark, (gint64) days,
                       (gint64) trades);
}

static int
draw_points (CltDemoClass *class_, int mean, int deviation)
{
  const int points = mean + clt_random_normal (&class_->random) * deviation / 1000;

  return CLAMP (points, 5, 100);
}

/* Before and after, and once more for who failed. @best: (out) */
static gboolean
take_tests (CltDemoClass *class_,
            const CltDemoSession *planned,
            const CltDemoLearner *learner,
            int *best,
            GError **error)
{
  const CltCourse *course = get_course (class_, planned);
  const char *kind = clt_course_pass_get_name (course->pass);
  const gboolean before = course->pass == CLT_PASS_QUIZ || course->pass == CLT_PASS_EXAM;
  const int start = draw_points (class_, 52, 13);
  const CltDay day = planned->session->last_day;
  int mark = before ? draw_points (class_, start + 35, 9) : draw_points (class_, 74, 12);

  if (before && clt_random_chance (&class_->random, 850) &&
      !add_attempt (class_, planned, learner, "before", planned->session->first_day, start, -1, -1,
                    error))
    return FALSE;
  *best = 0;
  for (int i = 0; i < 3; i++)
    {
      const CltDay on = day + i * 3;

      if (on > class_->last ||
          (i > 0 && (mark >= course->pass_mark || clt_random_chance (&class_->random, 350))))
        break;
      if (!add_attempt (class_, planned, learner, kind, on, mark, -1, -1, error))
        return FALSE;
      *best = MAX (*best, mark);
      if (mark < course->pass_mark)
        mark = draw_points (class_, mark + 9, 6);
    }
  return TRUE;
}

static gboolean
simulate (CltDemoClass *class_,
          const CltDemoSession *planned,
          const CltDemoLearner *learner,
          gboolean *passed,
          GError **error)
{
  const CltCourse *course = get_course (class_, planned);
  const int days = (int) clt_random_range (&class_->random, 5, 19);
  const int trades = days * (int) clt_random_range (&class_->random, 1, 5);

  *passed = days >= course->sim_days && trades >= course->sim_trades;
  return add_attempt (class_, planned, learner, "simulation", planned->session->last_day, -1, days,
                      trades, error);
}

/* ---- how it ended -------------------------------------------------------------------------- */

static gboolean
end_for (CltDemoClass *class_,
         const CltDemoSession *planned,
         CltDemoLearner *learner,
         gboolean came,
         GError **error)
{
  const CltCourse *course = get_course (class_, planned);
  const char *result = "fail";
  gboolean passed = FALSE;
  int best = 0;

  if (!came)
    result = clt_random_chance (&class_->random, 500) ? "withdrawn" : "fail";
  else if (course->pass == CLT_PASS_SIMULATION)
    {
      if (!simulate (class_, planned, learner, &passed, error))
        return FALSE;
    }
  else
    {
      if (!take_tests (class_, planned, learner, &best, error))
        return FALSE;
      passed = best >= course->pass_mark;
    }
  if (passed)
    result = best >= 95 ? "distinction" : "pass";
  return clt_demo_school_end (&class_->school, class_->conn, learner, planned->course,
                              planned->session->id, result, planned->session->last_day, error);
}

static gboolean
add_feedback (CltDemoClass *class_,
              const CltDemoSession *planned,
              const CltDemoLearner *learner,
              GError **error)
{
  static const char *const comments[] = {
    "讲得清楚，例子贴近实际", "希望多讲一些持仓案例",
    "时间偏短，问答不够",     "资料很有用",
    "语速快了一点，跟不上",   "收盘后上课正好",
    "希望有录像可以回看",     "投影看不清，建议换位置",
  };
  static const guint8 weights[] = { 1, 4, 15, 45, 35 };
  const gint64 id = clt_conn_new_id (class_->conn, error);
  gint64 answers[3];

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    answers[i] = clt_random_chance (&class_->random, 40)
                   ? 0
                   : 1 + (gint64) clt_random_pick (&class_->random, weights, 5, 100);
  answers[2] = MAX (answers[2], 1);
  return id != 0 &&
         clt_conn_run (class_->conn, error,
                       "INSERT INTO session_feedback (id, session_id, client_id, day, lecturer,"
                       " topic, usefulness, comment) VALUES (?, ?, ?, ?, nullif (?, 0),"
                       " nullif (?, 0), ?, ?)",
                       "iiiyiiit", id, planned->session->id, learner->id,
                       planned->session->last_day, answers[0], answers[1], answers[2],
                       clt_random_chance (&class_->random, 130) ? ANY (&class_->random, comments)
                                                                : "");
}

static gboolean
hold (CltDemoClass *class_, const CltDemoSession *planned, const GPtrArray *people, GError **error)
{
  g_autofree int *attended = g_new0 (int, MAX (people->len, 1));

  if (!call_roll (class_, planned, people, attended, error))
    return FALSE;
  for (guint i = 0; i < people->len && is_over (class_, planned); i++)
    {
      CltDemoLearner *learner = people->pdata[i];
      const gboolean came = planned->meetings->len > 0
                              ? attended[i] > 0
                              : clt_random_chance (&class_->random, learner->diligence);

      if (!end_for (class_, planned, learner, came, error) ||
          (came && clt_random_chance (&class_->random, 520) &&
           !add_feedback (class_, planned, learner, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_demo_class_fill (CltDemoClass *class_, CltDemoSession *planned, GError **error)
{
  const CltSession *session = planned->session;
  g_autoptr (GPtrArray) people =
    clt_demo_school_choose (&class_->school, planned->course, session->first_day, session->last_day,
                            draw_demand (class_, planned), &class_->random);
  const char *state = is_over (class_, planned) ? "held"
                      : planned->published      ? "published"
                                                : "planned";

  return clt_conn_run (class_->conn, error, "UPDATE course_session SET state = ? WHERE id = ?",
                       "ti", state, session->id) &&
         seat (class_, planned, people, error) &&
         (session->first_day > class_->last || hold (class_, planned, people, error));
}

/* ---- wishes -------------------------------------------------------------------------------- */

static gboolean
add_wish (CltDemoClass *class_,
          const CltDemoLearner *learner,
          const char *code,
          const char *kind,
          const char *note,
          GError **error)
{
  const int course = clt_demo_school_find (&class_->school, code);
  const gint64 id = course < 0 ? 0 : clt_conn_new_id (class_->conn, error);
  const CltDay day = class_->last - (CltDay) clt_random_range (&class_->random, 3, 80);

  if (course < 0 || learner->expires[course] >= class_->last ||
      learner->busy[course] >= class_->last)
    return TRUE;
  return id != 0 &&
         clt_conn_run (class_->conn, error,
                       "INSERT INTO training_need (id, client_id, course_id, kind, day, note)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       "iiityt", id, learner->id,
                       ((CltCourse *) class_->school.courses->pdata[course])->id, kind, day, note);
}

gboolean
clt_demo_class_add_wishes (CltDemoClass *class_, GError **error)
{
  static const struct
  {
    const char *code, *kind, *note;
    int permille;
  } wishes[] = {
    { "A3", "asked", "想弄清保证金怎么算", 25 },  { "B2", "asked", "平今平昨总弄错", 18 },
    { "C2", "asked", "想系统学习看图", 30 },      { "C4", "asked", "想请老师看看交易记录", 12 },
    { "D4", "required", "股指期货交易权限", 15 }, { "D2", "required", "期权交易权限", 20 },
  };

  for (guint i = 0; i < class_->school.learners->len; i++)
    {
      const CltDemoLearner *learner = class_->school.learners->pdata[i];
      const guint row = (guint) clt_random_range (&class_->random, 0, G_N_ELEMENTS (wishes) - 1);

      if (!learner->prospect && learner->closed == CLT_DAY_NONE &&
          clt_random_chance (&class_->random, wishes[row].permille * 3) &&
          !add_wish (class_, learner, wishes[row].code, wishes[row].kind, wishes[row].note, error))
        return FALSE;
    }
  return TRUE;
}
