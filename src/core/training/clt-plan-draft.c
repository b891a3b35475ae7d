/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan between being proposed and being taken over: who it is for, and what people change in it. */
#include "core/base/clt-text.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-course.h"
#include "core/training/clt-plan.h"
#include "core/training/clt-training-need.h"

static CltPlanNeed *
collect_need (const CltTrainingNeeds *known, const CltCourse *course)
{
  CltPlanNeed *need = clt_plan_need_new (course->id);

  for (int tier = CLT_N_TIERS - 1; tier >= 0; tier--)
    {
      g_autoptr (GPtrArray) learners = clt_training_needs_list (known, course->id, tier);

      for (guint i = 0; i < learners->len; i++)
        g_array_append_val (need->clients, ((CltLearner *) learners->pdata[i])->client_id);
    }
  return need;
}

GPtrArray *
clt_plan_collect_needs (CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (CltTrainingNeeds) known = clt_training_needs_load (conn, 0, day, error);
  GPtrArray *needs;

  if (known == NULL)
    return NULL;
  needs = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_need_free);
  for (guint i = 0; i < known->courses->len; i++)
    if (!((const CltCourse *) known->courses->pdata[i])->archived)
      g_ptr_array_add (needs, collect_need (known, known->courses->pdata[i]));
  return needs;
}

static gpointer
copy_session (gconstpointer source, gpointer data)
{
  CltPlanSession *session = g_memdup2 (source, sizeof (CltPlanSession));

  session->course = g_strdup (session->course);
  session->course_code = g_strdup (session->course_code);
  session->lecturer = g_strdup (session->lecturer);
  session->room = g_strdup (session->room);
  session->times = g_array_copy (session->times);
  session->clients = g_array_copy (session->clients);
  return session;
}

static gpointer
copy_left (gconstpointer source, gpointer data)
{
  CltPlanLeft *left = g_memdup2 (source, sizeof (CltPlanLeft));

  left->course = g_strdup (left->course);
  left->course_code = g_strdup (left->course_code);
  left->reason = g_strdup (left->reason);
  return left;
}

CltPlan *
clt_plan_copy (const CltPlan *plan)
{
  CltPlan *copy = g_memdup2 (plan, sizeof *plan);

  copy->sessions = g_ptr_array_copy (plan->sessions, copy_session, NULL);
  g_ptr_array_set_free_func (copy->sessions, (GDestroyNotify) clt_plan_session_free);
  copy->left = g_ptr_array_copy (plan->left, copy_left, NULL);
  g_ptr_array_set_free_func (copy->left, (GDestroyNotify) clt_plan_left_free);
  return copy;
}

guint
clt_plan_session_move (CltPlanSession *session, guint time, gint64 starts, gint64 ends)
{
  CltPlanTime moved = { starts, ends };
  guint place = 0;

  g_return_val_if_fail (time < session->times->len, time);

  g_array_remove_index (session->times, time);
  while (place < session->times->len &&
         g_array_index (session->times, CltPlanTime, place).starts <= starts)
    place++;
  g_array_insert_val (session->times, place, moved);
  session->first_day = clt_instant_get_day (g_array_index (session->times, CltPlanTime, 0).starts);
  session->last_day = clt_instant_get_day (
    g_array_index (session->times, CltPlanTime, session->times->len - 1).ends - 1);
  return place;
}

/* ---- checking -------------------------------------------------------------------------------- */

static void
plan_clash_free (gpointer data)
{
  CltPlanClash *clash = data;

  g_free (clash->text);
  g_free (clash);
}

/* Not stored yet, each of them is known by a number below 0. */
static gint64
get_mark (guint session, guint time)
{
  return -(((gint64) session << 16) + time + 1);
}

static void
add_busy (CltBusy *busy, const CltPlanSession *session, guint index)
{
  for (guint t = 0; t < session->times->len; t++)
    {
      const CltPlanTime *time = &g_array_index (session->times, CltPlanTime, t);
      gint64 mark = get_mark (index, t);

      if (session->lecturer_id != 0)
        clt_busy_add (busy, CLT_BUSY_LECTURER, session->lecturer_id, time->starts, time->ends, 1,
                      mark, session->course);
      if (session->room_id != 0)
        clt_busy_add (busy, CLT_BUSY_ROOM, session->room_id, time->starts, time->ends, 1, mark,
                      session->course);
      for (guint i = 0; i < session->clients->len; i++)
        clt_busy_add (busy, CLT_BUSY_CLIENT, g_array_index (session->clients, gint64, i),
                      time->starts, time->ends, 1, mark, session->course);
    }
}

static void
ask (CltClashCheck *check, const CltPlanSession *session, guint index, guint t, GPtrArray *found)
{
  const CltPlanTime *time = &g_array_index (session->times, CltPlanTime, t);
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_clash_free);
  CltClashQuestion question = { .meeting_id = get_mark (index, t),
                                .starts = time->starts,
                                .ends = time->ends,
                                .room_id = session->room_id,
                                .lecturer_id = session->lecturer_id,
                                .seats = session->seats,
                                .clients = session->clients,
                                .course_code = session->course_code };

  clt_clash_check_ask (check, &question, clashes);
  for (guint i = 0; i < clashes->len; i++)
    {
      CltClash *clash = clashes->pdata[i];
      CltPlanClash *told = g_new0 (CltPlanClash, 1);

      told->session = index;
      told->time = t;
      told->hard = clash->hard;
      told->text = g_steal_pointer (&clash->text);
      g_ptr_array_add (found, told);
    }
}

GPtrArray *
clt_plan_check (CltConn *conn, const CltPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (plan_clash_free);
  g_autoptr (CltClashCheck) check = NULL;
  CltDay from = plan->from, to = plan->to;

  for (guint i = 0; i < plan->sessions->len; i++)
    {
      const CltPlanSession *session = plan->sessions->pdata[i];

      from = MIN (from, session->first_day);
      to = MAX (to, session->last_day);
    }
  check = clt_clash_check_new (conn, from, to, error);
  if (check == NULL)
    return NULL;
  for (guint i = 0; i < plan->sessions->len; i++)
    add_busy (clt_clash_check_get_busy (check), plan->sessions->pdata[i], i);
  for (guint i = 0; i < plan->sessions->len; i++)
    {
      const CltPlanSession *session = plan->sessions->pdata[i];

      for (guint t = 0; t < session->times->len; t++)
        ask (check, session, i, t, found);
    }
  return g_steal_pointer (&found);
}
