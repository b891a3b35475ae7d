/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-school.h"

#include <string.h>

/* A certificate is good for two years: who learnt longer ago than that has to come again. */
#define PAST_DAYS 790

static void
learner_free (gpointer data)
{
  CltDemoLearner *learner = data;

  g_free (learner->passed);
  g_free (learner->expires);
  g_free (learner->busy);
  g_free (learner);
}

void
clt_demo_school_clear (CltDemoSchool *school)
{
  g_clear_pointer (&school->courses, g_ptr_array_unref);
  g_clear_pointer (&school->learners, g_ptr_array_unref);
  g_clear_pointer (&school->numbers, g_hash_table_unref);
}

static CltDay *
new_days (guint n)
{
  CltDay *days = g_new (CltDay, n);

  for (guint i = 0; i < n; i++)
    days[i] = CLT_DAY_NONE;
  return days;
}

static void
add_learner (CltDemoSchool *school, CltStmt *stmt)
{
  CltDemoLearner *learner = g_new0 (CltDemoLearner, 1);
  const char *grade = clt_stmt_get_text (stmt, 5);

  learner->id = clt_stmt_get_int (stmt, 0);
  learner->prospect = clt_stmt_get_int (stmt, 1) != 0;
  learner->institution = clt_stmt_get_int (stmt, 2) != 0;
  learner->opened = clt_stmt_get_day (stmt, 3);
  learner->closed = clt_stmt_get_day (stmt, 4);
  learner->tier = (int) clt_stmt_get_int (stmt, 6);
  learner->grade = *grade == '\0' ? 0 : grade[1] - '0';
  learner->passed = new_days (school->courses->len);
  learner->expires = new_days (school->courses->len);
  learner->busy = new_days (school->courses->len);
  g_ptr_array_add (school->learners, learner);
}

/* Who wants no training is not among them, nor who was lost as a prospect. A grade that runs out in
 * the weeks to come is none: what is planned has to hold. */
gboolean
clt_demo_school_load (CltDemoSchool *school, CltConn *conn, CltDay last, GError **error)
{
  CltStep step = CLT_STEP_ERROR;
  CltStmt *stmt;

  *school = (CltDemoSchool){ .last = last };
  school->courses = clt_course_list (conn, FALSE, error);
  if (school->courses == NULL)
    return FALSE;
  school->learners = g_ptr_array_new_with_free_func (learner_free);
  school->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stmt = clt_conn_query (
    conn, error,
    "SELECT c.id, c.prospect, c.class = 'corporate' OR (SELECT t.tier FROM tier_history t"
    " WHERE t.client_id = c.id ORDER BY t.valid_from DESC LIMIT 1) IS 4,"
    " coalesce (max(s.opened), ?1 - 60), max(s.closed), coalesce ((SELECT g.level FROM grade g"
    " WHERE g.client_id = c.id AND g.assessed > ?1 - 600 ORDER BY g.assessed DESC, g.id DESC"
    " LIMIT 1), ''), coalesce ((SELECT t.tier FROM tier_history t WHERE t.client_id = c.id"
    " ORDER BY t.valid_from DESC LIMIT 1), 0) FROM client c LEFT JOIN spell s ON s.client_id = c.id"
    " WHERE (c.prospect = 0 OR c.stage <> 'lost') AND NOT EXISTS (SELECT 1 FROM refusal r"
    " WHERE r.client_id = c.id AND r.scope IN ('all', 'training')) GROUP BY c.id ORDER BY c.id",
    "y", last);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    add_learner (school, stmt);
  return step == CLT_STEP_DONE;
}

int
clt_demo_school_find (const CltDemoSchool *school, const char *code)
{
  for (guint i = 0; i < school->courses->len; i++)
    if (g_str_equal (((const CltCourse *) school->courses->pdata[i])->code, code))
      return (int) i;
  return -1;
}

/* ---- who may ------------------------------------------------------------------------------- */

static gboolean
has_passed (const CltDemoLearner *learner, int course, CltDay day)
{
  return course >= 0 && learner->passed[course] != CLT_DAY_NONE && learner->passed[course] <= day &&
         learner->expires[course] >= day;
}

static gboolean
has_what_comes_first (const CltDemoSchool *school,
                      const CltDemoLearner *learner,
                      const CltCourse *course,
                      CltDay day)
{
  for (guint i = 0; i < course->needs->len; i++)
    {
      const CltCourse *before =
        clt_course_list_get (school->courses, g_array_index (course->needs, gint64, i));

      if (before == NULL || !has_passed (learner, clt_demo_school_find (school, before->code), day))
        return FALSE;
    }
  return TRUE;
}

static gboolean
may_take (const CltDemoSchool *school,
          const CltDemoLearner *learner,
          int index,
          CltDay from,
          CltDay to)
{
  const CltCourse *course = school->courses->pdata[index];

  if (learner->opened > from || (learner->closed != CLT_DAY_NONE && learner->closed <= to) ||
      learner->busy[index] >= from || learner->expires[index] >= from)
    return FALSE;
  if ((course->institution && !learner->institution) ||
      (course->risk > 1 && learner->grade < course->risk))
    return FALSE;
  return has_what_comes_first (school, learner, course, from);
}

/* A drawn one goes to the end that was looked at: nobody is asked twice. */
GPtrArray *
clt_demo_school_choose (CltDemoSchool *school,
                        int course,
                        CltDay from,
                        CltDay to,
                        guint n,
                        CltRandom *random)
{
  GPtrArray *chosen = g_ptr_array_new ();
  gpointer *people = school->learners->pdata;

  for (guint left = school->learners->len; left > 0 && chosen->len < n; left--)
    {
      guint at = (guint) clt_random_range (random, 0, left - 1);
      CltDemoLearner *learner = people[at];

      people[at] = people[left - 1];
      people[left - 1] = learner;
      if (!may_take (school, learner, course, from, to))
        continue;
      learner->busy[course] = to;
      g_ptr_array_add (chosen, learner);
    }
  return chosen;
}

/* ---- how it ended -------------------------------------------------------------------------- */

static char *
dup_certificate (CltDemoSchool *school, const CltCourse *course, CltDay day)
{
  char *prefix = g_strdup_printf ("%s-%d-", course->code, clt_day_get_month (day) / 12);
  const int number = GPOINTER_TO_INT (g_hash_table_lookup (school->numbers, prefix)) + 1;
  char *certificate = g_strdup_printf ("%s%04d", prefix, number);

  g_hash_table_insert (school->numbers, prefix, GINT_TO_POINTER (number));
  return certificate;
}

gboolean
clt_demo_school_end (CltDemoSchool *school,
                     CltConn *conn,
                     CltDemoLearner *learner,
                     int course,
                     gint64 session_id,
                     const char *result,
                     CltDay day,
                     GError **error)
{
  const CltCourse *info = school->courses->pdata[course];
  const gboolean passed = g_str_equal (result, "pass") || g_str_equal (result, "distinction");
  const CltDay expires = passed ? clt_day_add_months (day, info->validity_months) : CLT_DAY_NONE;
  g_autofree char *certificate = passed ? dup_certificate (school, info, day) : g_strdup ("");
  const gint64 id = clt_conn_new_id (conn, error);

  if (passed)
    {
      learner->passed[course] = day;
      learner->expires[course] = expires;
    }
  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO course_result (id, client_id, course_id, session_id, result,"
                       " day, expires, certificate) VALUES (?, ?, ?, nullif (?, 0), ?, ?, ?, ?)",
                       "iiiityyt", id, learner->id, info->id, session_id, result, day, expires,
                       certificate);
}

/* ---- what had been learnt ------------------------------------------------------------------ */

/* How many of @order a client had passed before: few get far. */
static guint
draw_depth (CltRandom *random)
{
  static const guint8 weights[] = { 40, 8, 5, 15, 4, 3, 12, 6, 5, 2 };

  return clt_random_pick (random, weights, G_N_ELEMENTS (weights), 100);
}

static gboolean
add_past_of (CltDemoSchool *school,
             CltConn *conn,
             CltDemoLearner *learner,
             CltDay from,
             CltRandom *random,
             GError **error)
{
  static const char *const order[] = { "A1", "A2", "A3", "B1", "B2", "B3", "C3", "C1", "C2" };
  const CltDay begin = MAX (learner->opened + 10, from - PAST_DAYS);
  const guint depth = draw_depth (random);
  const CltDay start = (CltDay) clt_random_range (random, begin, MAX (begin, from - 1));

  for (guint i = 0; i < depth && start < from; i++)
    {
      const int course = clt_demo_school_find (school, order[i]);
      const CltDay day = start + (from - 1 - start) * (CltDay) i / 12;

      if (course >= 0 &&
          !clt_demo_school_end (school, conn, learner, course, 0, "pass", day, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_demo_school_add_past (CltDemoSchool *school,
                          CltConn *conn,
                          CltDay from,
                          CltRandom *random,
                          GError **error)
{
  for (guint i = 0; i < school->learners->len; i++)
    {
      CltDemoLearner *learner = school->learners->pdata[i];

      learner->diligence = (int) clt_random_range (random, 620, 980);
      if (!learner->prospect && !add_past_of (school, conn, learner, from, random, error))
        return FALSE;
    }
  return TRUE;
}
