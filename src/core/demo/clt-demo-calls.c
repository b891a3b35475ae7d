/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-calls.h"

#include "core/calls/clt-absence.h"
#include "core/calls/clt-call-queue.h"
#include "core/calls/clt-callback.h"
#include "core/demo/clt-demo-complaints.h"
#include "core/demo/clt-demo-year.h"

#define DAYS 365
#define OFFICE_OPENS (9 * 60)

typedef struct
{
  CltDemoYear year;
  CltDemoComplaints complaints;
  CltDay from, to; /* of the month at hand */
} Demo;

static void
demo_clear (Demo *demo)
{
  clt_demo_complaints_clear (&demo->complaints);
  clt_demo_year_clear (&demo->year);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

/* Who wants what is too risky for his grade, on his own wish: the rules want a call. */
static gboolean
add_request (Demo *demo, CltDay day, GError **error)
{
  const gint64 id = clt_conn_new_id (demo->year.conn, error);

  return id != 0 &&
         clt_conn_run (
           demo->year.conn, error,
           "INSERT INTO client_request (id, client_id, product_id, version_id, day, grade, risk,"
           " note) SELECT ?1, c.id, v.product_id, v.id, ?2, g.level, v.risk, '客户书面申请'"
           " FROM client c JOIN grade g ON g.client_id = c.id JOIN product_version v"
           " ON v.state = 'approved' AND v.valid_from <= ?2"
           " AND v.risk > CAST (substr (g.level, 2) AS INTEGER)"
           " WHERE c.prospect = 0 AND EXISTS (SELECT 1 FROM spell s WHERE s.client_id = c.id"
           " AND s.opened <= ?2 AND s.closed IS NULL) AND NOT EXISTS (SELECT 1"
           " FROM client_request r WHERE r.client_id = c.id) ORDER BY c.id, v.risk DESC, v.id"
           " LIMIT 1 OFFSET ?3",
           "iyi", id, day, clt_random_range (&demo->year.random, 0, 20));
}

/* Now and then, and so that one is to be called by the last day. */
static gboolean
is_request_day (const Demo *demo, CltDay day)
{
  return day == clt_workdays_move (demo->year.workdays, demo->year.last, -2) ||
         (clt_day_get_weekday (day) == 3 && day / 7 % 3 == 0);
}

/* Of this last week: somebody is away, and who stands in. */
static gboolean
add_absence (Demo *demo, GError **error)
{
  const GArray *people = demo->year.specialists;

  return people->len < 2 ||
         clt_absence_add (demo->year.conn, g_array_index (people, gint64, 1), demo->year.last - 2,
                          demo->year.last + 5, g_array_index (people, gint64, 0), error) != 0;
}

static gboolean
play_day (Demo *demo, CltDay day, GError **error)
{
  CltDemoYear *year = &demo->year;

  clt_action_set_time (year->conn, clt_day_get_instant (day, OFFICE_OPENS));
  if (is_request_day (demo, day) && !add_request (demo, day, error))
    return FALSE;
  if (day == clt_workdays_at_or_before (year->workdays, year->last) &&
      !clt_callback_plan_due (year->conn, &(gint64){ 0 }, error))
    return FALSE;
  return clt_demo_complaints_play (&demo->complaints, year->conn, day, error) &&
         clt_demo_surveys_play (year, day, error) && clt_demo_callbacks_play (year, day, error) &&
         clt_demo_contacts_play (year, day, error);
}

static gboolean
write_month (CltConn *conn, gpointer data, GError **error)
{
  Demo *demo = data;

  if (!clt_demo_year_enter_month (&demo->year, demo->from, error))
    return FALSE;
  for (CltDay day = clt_workdays_at_or_after (demo->year.workdays, demo->from); day <= demo->to;
       day = clt_workdays_move (demo->year.workdays, day, 1))
    if (!play_day (demo, day, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_questionnaires (CltConn *conn, gpointer data, GError **error)
{
  Demo *demo = data;

  clt_action_set_time (conn, clt_day_get_instant (demo->from, OFFICE_OPENS));
  return clt_demo_surveys_prepare (&demo->year, error);
}

static gboolean
write_rest (CltConn *conn, gpointer data, GError **error)
{
  Demo *demo = data;

  return clt_demo_callbacks_agree (&demo->year, error) &&
         clt_demo_surveys_ask_learners (&demo->year, error) && add_absence (demo, error);
}

gboolean
clt_demo_calls_write (const CltDemoCalls *calls, CltConn *conn, GError **error)
{
  g_auto (Demo) demo = { .from = calls->last - DAYS };

  if (!clt_demo_year_init (&demo.year, conn, calls->seed, calls->last, calls->n_clients, error))
    return FALSE;
  clt_demo_complaints_init (&demo.complaints, demo.year.workdays, calls->last, calls->seed);
  if (!clt_action_run (conn, &calls->info, write_questionnaires, &demo, NULL, error))
    return FALSE;
  for (; demo.from <= calls->last; demo.from = demo.to + 1)
    {
      demo.to = MIN (clt_month_last_day (clt_day_get_month (demo.from)), calls->last);
      if (!clt_action_run (conn, &calls->info, write_month, &demo, NULL, error))
        return FALSE;
    }
  return clt_action_run (conn, &calls->info, write_rest, &demo, NULL, error);
}
