/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-plan.h"

#include "core/training/clt-clash.h"
#include "core/training/clt-slot.h"
#include "training-fixture.h"

#define FROM 20270104
#define TO 20270226

/* Three hours that suit lecturer and room, each on a day of its own; the best
 * suits everybody. */
static void
test_slots (Training *training, gconstpointer data)
{
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 session = training_add_session (training, training->basics, "2026-1", 20261123, 3, 0);
  gint64 room = training_add_room (training, "West", 9);
  CltSlotQuery query = { .from = (CltDay) DAY (20261123),
                         .to = (CltDay) DAY (20261125),
                         .minutes = 60,
                         .room_id = room,
                         .clients = clients };

  training_add_meeting (training, session, 20261123, 1500, 360);
  training_change (training, clt_session_publish (training->branch.conn, session, error));
  for (int i = 0; i < 2; i++)
    training_change (training, clt_enrol (training->branch.conn, session, training->clients[i],
                                          "room", "staff", NULL, error));
  g_array_append_vals (clients, training->clients, N_CLIENTS);
  slots = clt_slot_find (training->branch.conn, &query, 3, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (slots->len, ==, 3);
  g_assert_cmpint (g_array_index (slots, CltSlot, 0).n_free, ==, N_CLIENTS);
  g_assert_cmpint (g_array_index (slots, CltSlot, 0).n_soft, ==, 0);
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (clt_instant_get_day (g_array_index (slots, CltSlot, i).starts), !=,
                       clt_instant_get_day (g_array_index (slots, CltSlot, j).starts));
  query.lecturer_id = training->lecturer;
  query.to = query.from;
  g_clear_pointer (&slots, g_array_unref);
  slots = clt_slot_find (training->branch.conn, &query, 3, &failure);
  g_assert_cmpuint (slots->len, ==, 1);
  g_assert_cmpint (g_array_index (slots, CltSlot, 0).ends, <=, training_at (20261123, 1500));
  /* none that is past */
  query.not_before = training_at (20261123, 1430);
  g_clear_pointer (&slots, g_array_unref);
  slots = clt_slot_find (training->branch.conn, &query, 3, &failure);
  g_assert_cmpuint (slots->len, ==, 0);
  query.to++;
  g_clear_pointer (&slots, g_array_unref);
  slots = clt_slot_find (training->branch.conn, &query, 3, &failure);
  g_assert_cmpuint (slots->len, ==, 1);
  g_assert_cmpint (g_array_index (slots, CltSlot, 0).starts, >, query.not_before);
}

/* ---- any branch
 * ----------------------------------------------------------------------------
 */

static gint64
get_int (Training *training, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  clt_conn_get_int (training->branch.conn, &value, 0, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

static void
fill_branch (Training *training, GRand *random, GArray *clients, GArray *courses)
{
  Branch *branch = &training->branch;
  int n_clients = g_rand_int_range (random, 5, 60), n_courses = g_rand_int_range (random, 1, 5);
  gint64 level = get_int (training, "SELECT id FROM course_level");

  branch_begin (branch);
  for (int i = 0; i < n_courses; i++)
    {
      g_autofree char *code = g_strdup_printf ("X%d", i);
      gint64 course = training_add_course (branch, level, code);

      branch_run (branch, "UPDATE course SET minutes = ?, methods = ? WHERE id = ?", "iti",
                  (gint64) g_rand_int_range (random, 0, 7) * 45,
                  g_rand_boolean (random) ? "lecture" : "evening webinar", course);
      if (i > 0 && g_rand_boolean (random))
        branch_run (branch, "INSERT INTO course_need VALUES (?, ?)", "ii", course,
                    g_array_index (courses, gint64, g_rand_int_range (random, 0, i)));
      g_array_append_val (courses, course);
    }
  for (int i = 0; i < n_clients; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 5001 + i);
      gint64 client = service_add_client (branch, number);

      g_array_append_val (clients, client);
      for (guint j = 0; j < courses->len; j++)
        if (g_rand_int_range (random, 0, 4) == 0)
          branch_run (branch,
                      "INSERT INTO course_result (id, client_id, course_id, result, day)"
                      " VALUES (?, ?, ?, 'pass', ?)",
                      "iiii", branch_new_id (branch), client, g_array_index (courses, gint64, j),
                      DAY (20260601));
    }
  branch_commit (branch);
  for (int i = g_rand_int_range (random, 0, 3); i > 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("R%d", i);

      training_add_room (training, name, g_rand_int_range (random, 2, 20));
      training_add_lecturer (training, name, 0);
    }
}

/* What is planned already, wherever it falls: it may clash with itself. */
static void
add_meetings (Training *training, GRand *random)
{
  gint64 session = training_add_session (training, training->basics, "old", FROM, 3, 0);

  for (int i = g_rand_int_range (random, 0, 8); i > 0; i--)
    training_add_meeting (training, session,
                          clt_day_to_yyyymmdd ((CltDay) DAY (FROM) +
                                               g_rand_int_range (random, 0, 40)),
                          g_rand_int_range (random, 9, 19) * 100, 90);
}

static void
enrol_all (Training *training, GRand *random, const GArray *clients)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions =
    clt_session_list (training->branch.conn, (CltDay) DAY (FROM), (CltDay) DAY (TO), 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < sessions->len; i++)
    for (guint j = 0; j < clients->len; j++)
      {
        const CltActionInfo info = { "enrolment.add", "test", "tester" };
        const CltSession *session = sessions->pdata[i];
        g_autoptr (GError) refusal = NULL;

        g_assert_true (clt_action_begin (training->branch.conn, &info, &error));
        if (clt_enrol (training->branch.conn, session->id, g_array_index (clients, gint64, j),
                       g_rand_int_range (random, 0, 4) > 0 ? "room" : "online", "staff", NULL,
                       &refusal))
          g_assert_true (clt_action_commit (training->branch.conn, NULL, &error));
        else
          {
            clt_action_rollback (training->branch.conn);
            g_assert_error (refusal, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
          }
      }
}

static const char oversold_sql[] =
  "SELECT count(*) FROM course_session s WHERE (SELECT count(*) FROM "
  "enrolment e"
  " WHERE e.session_id = s.id AND e.place = 'room' AND e.state IN "
  "('enrolled', 'offered'))"
  " > s.seats OR (s.online_seats >= 0 AND (SELECT count(*) FROM enrolment e"
  " WHERE e.session_id = s.id AND e.place = 'online' AND e.state IN "
  "('enrolled', 'offered'))"
  " > s.online_seats)";
static const char unprepared_sql[] =
  "SELECT count(*) FROM enrolment e JOIN course_session s ON s.id = "
  "e.session_id"
  " JOIN course_need n ON n.course_id = s.course_id WHERE e.state <> "
  "'cancelled'"
  " AND NOT EXISTS (SELECT 1 FROM course_result r WHERE r.client_id = "
  "e.client_id"
  " AND r.course_id = n.requires_id AND r.result IN ('pass', 'distinction'))";
#define OVERLAP                                                                                    \
  " FROM meeting a JOIN course_session s ON s.id = a.session_id, meeting b"                        \
  " JOIN course_session t ON t.id = b.session_id WHERE a.id < b.id AND "                           \
  "a.starts < b.ends"                                                                              \
  " AND b.starts < a.ends AND s.state = 'published' AND t.state = 'published'"
static const char same_room_sql[] = "SELECT count(*)" OVERLAP " AND a.room_id = b.room_id";
static const char same_lecturer_sql[] =
  "SELECT count(*)" OVERLAP " AND coalesce(a.lecturer_id, s.lecturer_id)"
  " = coalesce(b.lecturer_id, t.lecturer_id)";
static const char same_client_sql[] =
  "SELECT count(*)" OVERLAP " AND EXISTS (SELECT 1 FROM enrolment e JOIN enrolment f"
  " ON f.client_id = e.client_id WHERE e.session_id = s.id AND f.session_id "
  "= t.id"
  " AND s.id <> t.id AND e.state IN ('enrolled', 'offered')"
  " AND f.state IN ('enrolled', 'offered'))";

static void
check_branch (Training *training)
{
  g_assert_cmpint (get_int (training, oversold_sql), ==, 0);
  g_assert_cmpint (get_int (training, unprepared_sql), ==, 0);
  g_assert_cmpint (get_int (training, same_room_sql), ==, 0);
  g_assert_cmpint (get_int (training, same_lecturer_sql), ==, 0);
  g_assert_cmpint (get_int (training, same_client_sql), ==, 0);
}

/* Whatever the branch is like, its quarter is proposed, taken over, published
 * and filled without a session oversold, somebody unprepared, or two things at
 * once. */
static void
test_any_branch (Training *training, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) courses = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) needs =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_need_free);
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (CltPlan) plan = NULL;
  g_autoptr (GError) failure = NULL;
  guint n = 0, published = 0;

  fill_branch (training, random, clients, courses);
  add_meetings (training, random);
  for (guint i = 0; i < courses->len; i++)
    {
      CltPlanNeed *need = clt_plan_need_new (g_array_index (courses, gint64, i));

      g_array_append_vals (need->clients, clients->data, clients->len);
      g_ptr_array_add (needs, need);
    }
  plan = clt_plan_propose (training->branch.conn, needs, (CltDay) DAY (FROM), (CltDay) DAY (TO),
                           &failure);
  g_assert_no_error (failure);
  g_assert_cmpint (plan->placed, >, 0);
  training_change (training, clt_plan_apply (training->branch.conn, plan, "Q", &n, error));
  g_assert_cmpuint (n, ==, plan->sessions->len);
  training_change (training, clt_plan_publish (training->branch.conn, (CltDay) DAY (FROM),
                                               (CltDay) DAY (TO), &published, &refused, error));
  /* of what was proposed, everything; of what was there before, what does not
   * clash with itself */
  g_assert_cmpuint (published + refused->len, ==, n + 1);
  for (guint i = 0; i < refused->len; i++)
    g_assert_true (g_str_has_prefix (refused->pdata[i], "A1/old"));
  enrol_all (training, random, clients);
  check_branch (training);
}

/* A course that many wait for becomes several sessions: no more in one than it seats, spread over the
 * stretch and over all who teach, also when who has least to do can never. */
static void
test_spread (Training *training, gconstpointer data)
{
  g_autoptr (GPtrArray) needs =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_need_free);
  CltPlanNeed *need = clt_plan_need_new (training->basics);
  g_autoptr (GHashTable) weeks = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) lecturers = g_hash_table_new (NULL, NULL);
  g_autoptr (CltPlan) plan = NULL;
  g_autoptr (GError) failure = NULL;
  int rest = 260;

  branch_begin (&training->branch);
  branch_run (&training->branch,
              "UPDATE course SET minutes = 60, methods = 'evening webinar' WHERE id = ?", "i",
              training->basics);
  for (int i = 0; i < rest; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 7001 + i);
      gint64 client = service_add_client (&training->branch, number);

      g_array_append_val (need->clients, client);
    }
  branch_commit (&training->branch);
  training_add_room (training, "North", 20);
  training_add_lecturer (training, "Second", 0);
  training_add_lecturer (training, "Third", 0);
  g_ptr_array_add (needs, need);
  plan = clt_plan_propose (training->branch.conn, needs, (CltDay) DAY (FROM), (CltDay) DAY (TO),
                           &failure);
  g_assert_no_error (failure);
  g_assert_cmpint (plan->placed, ==, rest);
  for (guint i = 0; i < plan->sessions->len; i++)
    {
      const CltPlanSession *session = plan->sessions->pdata[i];

      g_assert_cmpint ((int) session->clients->len, <=, session->seats + session->online_seats);
      g_assert_cmpint (session->seats == 0, !=, session->online_seats == 0);
      g_hash_table_add (weeks, GINT_TO_POINTER ((session->first_day + 3) / 7));
      g_hash_table_add (lecturers, GINT_TO_POINTER ((int) session->lecturer_id));
    }
  g_assert_cmpuint (plan->sessions->len, >=, 4);
  g_assert_cmpuint (g_hash_table_size (weeks), >=, 4);
  g_assert_cmpuint (g_hash_table_size (lecturers), >=, 3);
}

/* ---- by hand ------------------------------------------------------------------------------------ */

static CltPlan *
propose (Training *training)
{
  g_autoptr (GPtrArray) needs =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_need_free);
  CltPlanNeed *need = clt_plan_need_new (training->basics);
  g_autoptr (GError) error = NULL;
  CltPlan *plan;

  g_array_append_vals (need->clients, training->clients, N_CLIENTS);
  g_ptr_array_add (needs, need);
  plan =
    clt_plan_propose (training->branch.conn, needs, (CltDay) DAY (FROM), (CltDay) DAY (TO), &error);
  g_assert_no_error (error);
  return plan;
}

static guint
count_hard (Training *training, const CltPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) clashes = clt_plan_check (training->branch.conn, plan, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < clashes->len; i++)
    n += ((CltPlanClash *) clashes->pdata[i])->hard;
  return n;
}

/* A session moved onto another one is seen, and keeps the whole plan from being published; moved
 * away again, all of it is. */
static void
test_by_hand (Training *training, gconstpointer data)
{
  g_autoptr (CltPlan) plan = propose (training);
  g_autoptr (CltPlan) before = clt_plan_copy (plan);
  CltPlanSession *first, *second;
  CltPlanTime time, own;
  guint n = 0;

  g_assert_cmpuint (plan->sessions->len, >=, 2);
  g_assert_cmpuint (count_hard (training, plan), ==, 0);
  first = plan->sessions->pdata[0];
  second = plan->sessions->pdata[1];
  time = g_array_index (first->times, CltPlanTime, 0);
  own = g_array_index (second->times, CltPlanTime, 0);
  clt_plan_session_move (second, 0, time.starts, time.ends);
  g_assert_cmpint (second->first_day, ==, first->first_day);
  g_assert_cmpuint (count_hard (training, plan), >, 0);
  training_refused (training,
                    clt_plan_apply_published (training->branch.conn, plan, "Q", &n, error),
                    second->course_code);
  g_assert_cmpint (get_int (training, "SELECT count(*) FROM course_session"), ==, 0);
  clt_plan_session_move (second, 0, own.starts, own.ends);
  g_assert_cmpuint (count_hard (training, plan), ==, 0);
  g_assert_cmpint (second->first_day, ==,
                   ((CltPlanSession *) before->sessions->pdata[1])->first_day);
  training_change (training,
                   clt_plan_apply_published (training->branch.conn, plan, "Q", &n, error));
  g_assert_cmpint (get_int (training,
                            "SELECT count(*) FROM course_session WHERE state = 'published'"),
                   ==, n);
}

/* What is in the file stands against what is moved onto it. */
static void
test_against_file (Training *training, gconstpointer data)
{
  g_autoptr (CltPlan) plan = propose (training);
  CltPlanSession *first = plan->sessions->pdata[0];
  gint64 session = training_add_session (training, training->basics, "old", FROM, 3, 0);

  training_add_meeting (training, session, FROM, 1600, 90);
  clt_plan_session_move (first, 0, training_at (FROM, 1630), training_at (FROM, 1800));
  g_assert_cmpuint (count_hard (training, plan), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TRAINING_TEST ("/plan/slots", test_slots);
  TRAINING_TEST ("/plan/spread", test_spread);
  TRAINING_TEST ("/plan/by-hand", test_by_hand);
  TRAINING_TEST ("/plan/against-file", test_against_file);
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan/any-branch/%d", i);

      TRAINING_TEST (path, test_any_branch);
    }
  return g_test_run ();
}
