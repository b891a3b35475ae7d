/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-plan-proposal.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-course.h"
#include "core/training/clt-lecturer.h"

void
clt_plan_proposal_free (gpointer data)
{
  CltPlanProposal *proposal = data;

  g_clear_pointer (&proposal->plan, clt_plan_free);
  g_clear_pointer (&proposal->clashes, g_ptr_array_unref);
  g_clear_pointer (&proposal->lecturers, g_ptr_array_unref);
  g_clear_pointer (&proposal->levels, g_hash_table_unref);
  g_free (proposal);
}

/* ---- in a worker -------------------------------------------------------------------------------- */

static GHashTable *
load_levels (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) levels = clt_course_level_list (conn, TRUE, error);
  g_autoptr (GPtrArray) courses = levels == NULL ? NULL : clt_course_list (conn, TRUE, error);
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; courses != NULL && i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];
      guint index = 0;

      while (index < levels->len &&
             ((CltCourseLevel *) levels->pdata[index])->id != course->level_id)
        index++;
      g_hash_table_insert (table, g_memdup2 (&course->id, sizeof course->id),
                           GUINT_TO_POINTER (index));
    }
  return courses == NULL ? NULL : g_steal_pointer (&table);
}

gpointer
clt_plan_proposal_make (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltPlanQuestion *question = data;
  g_autoptr (CltPlanProposal) proposal = g_new0 (CltPlanProposal, 1);
  g_autoptr (GPtrArray) needs = clt_plan_collect_needs (conn, clt_today (), error);

  if (needs == NULL ||
      (proposal->plan =
         clt_plan_propose_slowly (conn, needs, question->from, question->to, question->progress,
                                  question->progress_data, cancellable, error)) == NULL ||
      (proposal->clashes = clt_plan_check (conn, proposal->plan, error)) == NULL ||
      (proposal->lecturers = clt_lecturer_list (conn, FALSE, error)) == NULL ||
      (proposal->levels = load_levels (conn, error)) == NULL)
    return NULL;
  return g_steal_pointer (&proposal);
}

gpointer
clt_plan_proposal_check (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_plan_check (conn, data, error);
}

gboolean
clt_plan_proposal_publish (CltConn *conn, gpointer data, GError **error)
{
  const CltPlan *plan = data;
  g_autofree char *prefix = clt_plan_format_prefix (plan->from);

  return clt_plan_apply_published (conn, plan, prefix, NULL, error);
}

/* ---- as sessions -------------------------------------------------------------------------------- */

gint64
clt_plan_proposal_get_id (guint session, guint time)
{
  return -(((gint64) session << 16) + time + 1);
}

CltPlanSession *
clt_plan_proposal_find (const CltPlanProposal *proposal, gint64 id, guint *time)
{
  gint64 index = -id - 1;

  if (id >= 0 || (index >> 16) >= (gint64) proposal->plan->sessions->len)
    return NULL;
  if (time != NULL)
    *time = (guint) (index & 0xffff);
  return proposal->plan->sessions->pdata[index >> 16];
}

static CltTimetableEntry *
new_entry (const CltPlanProposal *proposal, guint index, guint time)
{
  const CltPlanSession *session = proposal->plan->sessions->pdata[index];
  CltTimetableEntry *entry = g_new0 (CltTimetableEntry, 1);

  entry->id = clt_plan_proposal_get_id (index, time);
  entry->session_id = clt_plan_proposal_get_id (index, 0);
  entry->course_id = session->course_id;
  entry->starts = g_array_index (session->times, CltPlanTime, time).starts;
  entry->ends = g_array_index (session->times, CltPlanTime, time).ends;
  entry->level = GPOINTER_TO_UINT (g_hash_table_lookup (proposal->levels, &session->course_id));
  entry->code = g_strdup (session->course_code);
  entry->course = g_strdup (session->course);
  entry->session = g_strdup (session->course_code);
  entry->method = g_strdup (session->method);
  entry->room = g_strdup (session->room);
  entry->lecturer = g_strdup (session->lecturer);
  entry->link = g_strdup ("");
  entry->state = g_strdup ("proposed");
  entry->seats = session->online_seats < 0 ? -1 : session->seats + session->online_seats;
  entry->taken = (int) session->clients->len;
  entry->meetings = (int) session->times->len;
  return entry;
}

GPtrArray *
clt_plan_proposal_list (const CltPlanProposal *proposal)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_timetable_entry_free);

  for (guint i = 0; i < proposal->plan->sessions->len; i++)
    {
      const CltPlanSession *session = proposal->plan->sessions->pdata[i];

      for (guint t = 0; t < session->times->len; t++)
        g_ptr_array_add (list, new_entry (proposal, i, t));
    }
  return list;
}

/* ---- by hand ------------------------------------------------------------------------------------- */

static void
forget_clashes (CltPlanProposal *proposal)
{
  g_clear_pointer (&proposal->clashes, g_ptr_array_unref);
}

gint64
clt_plan_proposal_move (CltPlanProposal *proposal, gint64 id, gint64 starts, gint64 ends)
{
  guint time;
  CltPlanSession *session = clt_plan_proposal_find (proposal, id, &time);

  g_return_val_if_fail (session != NULL, 0);

  forget_clashes (proposal);
  return clt_plan_proposal_get_id ((guint) ((-id - 1) >> 16),
                                   clt_plan_session_move (session, time, starts, ends));
}

void
clt_plan_proposal_drop (CltPlanProposal *proposal, gint64 id)
{
  CltPlanSession *session = clt_plan_proposal_find (proposal, id, NULL);

  g_return_if_fail (session != NULL);

  forget_clashes (proposal);
  proposal->plan->placed -= (int) session->clients->len;
  g_ptr_array_remove (proposal->plan->sessions, session);
}

void
clt_plan_proposal_set_lecturer (CltPlanProposal *proposal, gint64 id, guint lecturer)
{
  CltPlanSession *session = clt_plan_proposal_find (proposal, id, NULL);
  const CltLecturer *chosen;

  g_return_if_fail (session != NULL && lecturer < proposal->lecturers->len);

  chosen = proposal->lecturers->pdata[lecturer];
  forget_clashes (proposal);
  session->lecturer_id = chosen->id;
  clt_set_str (&session->lecturer, chosen->name);
}

/* ---- words --------------------------------------------------------------------------------------- */

guint
clt_plan_proposal_count (const CltPlanProposal *proposal, gint64 id, gboolean hard)
{
  guint n = 0;

  for (guint i = 0; proposal->clashes != NULL && i < proposal->clashes->len; i++)
    {
      const CltPlanClash *clash = proposal->clashes->pdata[i];

      n += clash->hard == hard &&
           (id == 0 || id == clt_plan_proposal_get_id (clash->session, clash->time));
    }
  return n;
}

char *
clt_plan_proposal_describe_clashes (const GPtrArray *clashes, gint64 id)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; clashes != NULL && i < clashes->len; i++)
    {
      const CltPlanClash *clash = clashes->pdata[i];

      if (id == clt_plan_proposal_get_id (clash->session, clash->time))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", clash->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_clash_counts (const CltPlanProposal *proposal)
{
  guint hard = clt_plan_proposal_count (proposal, 0, TRUE);
  guint soft = clt_plan_proposal_count (proposal, 0, FALSE);
  g_autofree char *of_hard =
    g_strdup_printf (ngettext ("%u hard clash", "%u hard clashes", hard), hard);
  g_autofree char *of_soft = g_strdup_printf (ngettext ("%u warning", "%u warnings", soft), soft);

  if (proposal->clashes == NULL)
    return g_strdup (_ ("checking for clashes…"));
  if (hard == 0 && soft == 0)
    return g_strdup (_ ("nothing clashes"));
  /* Translators: “2 hard clashes”, “1 warning” */
  return g_strdup_printf (_ ("%s, %s"), of_hard, of_soft);
}

static guint
count_alone (const CltPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->sessions->len; i++)
    n += ((CltPlanSession *) plan->sessions->pdata[i])->times->len == 0;
  return n;
}

char *
clt_plan_proposal_describe (const CltPlanProposal *proposal)
{
  const CltPlan *plan = proposal->plan;
  g_autofree char *from = clt_day_format (plan->from);
  g_autofree char *to = clt_day_format (plan->to);
  g_autofree char *clashes = describe_clash_counts (proposal);
  g_autofree char *sessions =
    g_strdup_printf (ngettext ("%u session", "%u sessions", plan->sessions->len),
                     plan->sessions->len);
  guint alone = count_alone (plan);

  if (alone == 0)
    /* Translators: first and last day; “12 sessions”; for how many places taken by clients;
     * “nothing clashes”. */
    return g_strdup_printf (_ ("Proposal for %s to %s: %s, %d places taken; %s."), from, to,
                            sessions, plan->placed, clashes);
  /* Translators: first and last day; “12 sessions”; how many of these are studied alone, without a
   * time; for how many places taken by clients; “nothing clashes”. */
  return g_strdup_printf (_ ("Proposal for %s to %s: %s (%u studied alone), %d places taken; %s."),
                          from, to, sessions, alone, plan->placed, clashes);
}
