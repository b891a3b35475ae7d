/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-need-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-plan.h"

struct _CltNeedList
{
  CltNeedQuestion question;
  CltCurriculum *curriculum; /* owned */
  GPtrArray *learners;       /* owned: borrowed from the curriculum, the most pressing first */
  GHashTable *by_id;         /* owned: gint64* -> learner */
};

/* ---- who waits ------------------------------------------------------------------------------- */

static gboolean
is_member (const CltNeedQuestion *question, const CltLearner *learner)
{
  if (question->tier >= 0 && (int) learner->tier != question->tier)
    return FALSE;
  if (question->course_id == 0)
    return learner->next != NULL || learner->needs->len > 0;
  return clt_learner_waits_for (learner, question->course_id);
}

guint
clt_need_question_count (const CltNeedQuestion *question, const CltCurriculum *curriculum)
{
  guint n = 0;

  for (guint i = 0; i < curriculum->needs->learners->len; i++)
    n += is_member (question, curriculum->needs->learners->pdata[i]);
  return n;
}

/* (nullable): it only comes next. */
static const CltTrainingNeed *
find_need (const CltNeedQuestion *question, const CltLearner *learner)
{
  for (guint i = 0; i < learner->needs->len; i++)
    {
      const CltTrainingNeed *need = learner->needs->pdata[i];

      if (question->course_id == 0 || need->course->id == question->course_id)
        return need;
    }
  return NULL;
}

/* What a permission requires first, what only comes next last; then the higher tier. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const CltLearner *x = *(CltLearner *const *) a, *y = *(CltLearner *const *) b;
  const CltTrainingNeed *first = find_need (data, x), *second = find_need (data, y);
  int kind_x = first == NULL ? G_MAXINT : (int) first->kind;
  int kind_y = second == NULL ? G_MAXINT : (int) second->kind;

  if (kind_x != kind_y)
    return kind_x < kind_y ? -1 : 1;
  return (int) y->tier - (int) x->tier;
}

CltNeedList *
clt_need_list_new (const CltNeedQuestion *question, CltCurriculum *curriculum)
{
  CltNeedList *list = g_atomic_rc_box_new0 (CltNeedList);
  const GPtrArray *learners = curriculum->needs->learners;

  list->question = *question;
  list->curriculum = clt_curriculum_ref (curriculum);
  list->learners = g_ptr_array_new ();
  list->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < learners->len; i++)
    {
      CltLearner *learner = learners->pdata[i];

      if (!is_member (question, learner))
        continue;
      g_ptr_array_add (list->learners, learner);
      g_hash_table_insert (list->by_id, &learner->client_id, learner);
    }
  g_ptr_array_sort_with_data (list->learners, compare, &list->question);
  return list;
}

static void
clear_list (gpointer data)
{
  CltNeedList *list = data;

  g_ptr_array_unref (list->learners);
  g_hash_table_unref (list->by_id);
  clt_curriculum_unref (list->curriculum);
}

void
clt_need_list_unref (gpointer list)
{
  g_atomic_rc_box_release_full (list, clear_list);
}

GArray *
clt_need_list_dup_clients (const CltNeedList *list)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), list->learners->len);

  for (guint i = 0; i < list->learners->len; i++)
    g_array_append_val (ids, ((CltLearner *) list->learners->pdata[i])->client_id);
  return ids;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void
clear_row (gpointer data)
{
  CltNeedRow *row = data;

  for (guint i = 0; i < CLT_N_NEED_COLUMNS; i++)
    g_free (row->cell[i]);
  g_free (row->course);
  g_free (row->sentence);
}

static void
row_unref (gpointer row)
{
  g_atomic_rc_box_release_full (row, clear_row);
}

static const char *
get_source (const CltTrainingNeed *need)
{
  if (need == NULL)
    return C_ ("need", "Next");
  if (need->kind == CLT_NEED_REQUIRED)
    return C_ ("need", "Required");
  return need->kind == CLT_NEED_ASKED ? C_ ("need", "Asked") : C_ ("need", "Observed");
}

/* What stands in the list: where somebody said it himself his words alone, for the column beside it
 * says that he asked and the line below the list says when. */
static char *
dup_short_reason (const CltTrainingNeed *need)
{
  if (need->kind == CLT_NEED_ASKED && *need->note != '\0')
    /* Translators: what a client said. */
    return g_strdup_printf (C_ ("need", "“%s”"), need->note);
  return clt_training_need_format (need);
}

static char *
dup_full_reason (const CltTrainingNeed *need)
{
  g_autofree char *why = clt_training_need_format (need);

  if (need->kind == CLT_NEED_ASKED && *need->note != '\0')
    /* Translators: why somebody needs a course (“asked for on 2026-11-18”), his words. */
    return g_strdup_printf (_ ("%s: “%s”"), why, need->note);
  return g_steal_pointer (&why);
}

/* Where the list is of no single course, which one it is about stands before; else the words begin
 * what is read. @words: (transfer full). */
static char *
name_course (const CltNeedList *list, const CltTrainingNeed *need, char *words)
{
  g_autofree char *taken = words;

  if (list->question.course_id != 0)
    return clt_text_begin_sentence (taken);
  /* Translators: the code of a course, why somebody needs it. */
  return g_strdup_printf (C_ ("need", "%s: %s"), need->course->code, taken);
}

/* "C3 Money and risk management" */
static char *
dup_title (const CltCourse *course)
{
  return course == NULL ? g_strdup ("–") : g_strdup_printf ("%s %s", course->code, course->name);
}

/* All that the row has no room for. */
static char *
dup_sentence (const CltNeedList *list, const CltLearner *learner, const CltTrainingNeed *need)
{
  g_autofree char *next = clt_training_needs_format_next (list->curriculum->needs, learner);
  g_autofree char *reason = need == NULL ? NULL : name_course (list, need, dup_full_reason (need));

  if (need == NULL)
    return g_steal_pointer (&next);
  if (next == NULL)
    return g_steal_pointer (&reason);
  /* Translators: why somebody needs a course; a sentence that says what comes next for him. */
  return g_strdup_printf (C_ ("need", "%s. %s"), reason, next);
}

static CltNeedRow *
row_new (const CltNeedList *list, const CltLearner *learner)
{
  CltNeedRow *row = g_atomic_rc_box_new0 (CltNeedRow);
  const CltTrainingNeed *need = find_need (&list->question, learner);
  const CltCourse *course = need != NULL ? need->course : learner->next;

  row->client_id = learner->client_id;
  row->course_id = course->id;
  row->course = dup_title (course);
  row->cell[CLT_NEED_CLIENT] = g_strdup (learner->name);
  row->cell[CLT_NEED_TIER] = g_strdup (clt_tier_get_label (learner->tier));
  row->cell[CLT_NEED_SOURCE] = g_strdup (get_source (need));
  row->cell[CLT_NEED_REASON] = need == NULL
                                 ? clt_training_needs_format_next (list->curriculum->needs, learner)
                                 : name_course (list, need, dup_short_reason (need));
  row->cell[CLT_NEED_NEXT] = dup_title (learner->next);
  row->sentence = dup_sentence (list, learner, need);
  return row;
}

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  return clt_need_list_dup_clients (query);
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  const CltNeedList *list = query;
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_unref);

  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (rows, row_new (list, g_hash_table_lookup (list->by_id, &ids[i])));
  return rows;
}

const CltKeyListSource clt_need_list_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = g_atomic_rc_box_acquire,
  .record_unref = row_unref,
  .query_copy = clt_key_list_share_query,
  .query_free = clt_need_list_unref,
};

/* ---- writing --------------------------------------------------------------------------------- */

void
clt_need_entry_free (gpointer data)
{
  CltNeedEntry *entry = data;

  g_free (entry->note);
  g_free (entry);
}

gboolean
clt_need_entry_add (CltConn *conn, gpointer data, GError **error)
{
  const CltNeedEntry *entry = data;

  return clt_training_need_add (conn, entry->client_id, entry->course_id, entry->required,
                                clt_today (), entry->note, error);
}

gboolean
clt_need_entry_close (CltConn *conn, gpointer data, GError **error)
{
  const CltNeedEntry *entry = data;

  return clt_training_need_close (conn, entry->client_id, entry->course_id, clt_today (), error);
}

CltNeedPlan *
clt_need_plan_new (gint64 course_id, GArray *clients, CltDay from, CltDay to)
{
  CltNeedPlan *plan = g_atomic_rc_box_new0 (CltNeedPlan);

  plan->course_id = course_id;
  plan->clients = g_array_ref (clients);
  plan->from = from;
  plan->to = to;
  plan->first = CLT_DAY_NONE;
  return plan;
}

static void
clear_plan (gpointer data)
{
  g_array_unref (((CltNeedPlan *) data)->clients);
}

void
clt_need_plan_unref (gpointer plan)
{
  g_atomic_rc_box_release_full (plan, clear_plan);
}

/* Why no session came of a proposal: no hour, or nobody who may have the course. */
static char *
dup_refusal (const CltPlan *plan)
{
  const CltPlanLeft *left = plan->left->len > 0 ? plan->left->pdata[0] : NULL;

  if (left == NULL || (*left->reason == '\0' && left->barred == 0))
    return g_strdup (_ ("There is nobody to plan for."));
  if (*left->reason != '\0')
    return g_strdup (left->reason);
  return g_strdup_printf (
    /* Translators: a number of clients, a course. */
    ngettext ("%d client waits, but may not take %s yet: another course comes first, or the "
              "course does not suit the client. Plan what comes first.",
              "%d clients wait, but may not take %s yet: another course comes first, or the "
              "course does not suit them. Plan what comes first.",
              (gulong) left->barred),
    left->barred, left->course_code);
}

/* Of which course, and how many: that is what is told, and stands in the history. */
static void
name_action (CltConn *conn, guint n_sessions)
{
  g_autofree char *text =
    /* Translators: a course, a number of sessions. */
    g_strdup_printf (ngettext ("%s, %u session", "%s, %u sessions", n_sessions),
                     clt_action_get_detail (conn), n_sessions);

  clt_action_set_detail (conn, text);
}

gboolean
clt_need_plan_run (CltConn *conn, gpointer data, GError **error)
{
  CltNeedPlan *wish = data;
  g_autoptr (GPtrArray) needs =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_need_free);
  CltPlanNeed *need = clt_plan_need_new (wish->course_id);
  g_autoptr (CltPlan) plan = NULL;
  g_autofree char *prefix = NULL;
  const CltPlanSession *session;
  int year, month, mday;

  g_array_append_vals (need->clients, wish->clients->data, wish->clients->len);
  g_ptr_array_add (needs, need);
  plan = clt_plan_propose (conn, needs, wish->from, wish->to, error);
  if (plan == NULL)
    return FALSE;
  if (plan->sessions->len == 0)
    {
      g_autofree char *refusal = dup_refusal (plan);

      return clt_store_refuse (error, "%s", refusal);
    }
  clt_day_get_ymd (wish->from, &year, &month, &mday);
  prefix = g_strdup_printf ("%d", year);
  if (!clt_plan_apply (conn, plan, prefix, NULL, error))
    return FALSE;
  name_action (conn, plan->sessions->len);
  session = plan->sessions->pdata[0];
  if (session->times->len > 0)
    {
      gint64 starts = g_array_index (session->times, CltPlanTime, 0).starts;

      g_atomic_int_set (&wish->minute,
                        (int) ((starts - clt_day_get_instant (session->first_day, 0)) / 60));
    }
  g_atomic_int_set (&wish->first, session->first_day);
  return TRUE;
}
