/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-flow.h"

#include "core/base/clt-i18n.h"

struct _CltFlow
{
  const CltForm *form;
  CltAnswers *answers;
  GPtrArray *conditions; /* CltCondition, one a question */
  gboolean *relevant;    /* one a question */
};

static const CltQuestion *
get_question (const CltFlow *flow, int index)
{
  return flow->form->questions->pdata[index];
}

/* ---- relevance ----------------------------------------------------------------------------- */

typedef struct
{
  const CltFlow *flow;
  int index; /* of the question whose condition it is */
} Look;

/* Answers to what is not asked count as blank, and so do those to later questions. */
static gboolean
test_holds (const CltTest *test, gpointer data)
{
  const Look *look = data;
  int index = clt_form_index_of (look->flow->form, test->key);
  const gboolean seen = index >= 0 && index < look->index && look->flow->relevant[index];

  return clt_test_holds (test, seen ? look->flow->answers : NULL);
}

static void
update_relevance (CltFlow *flow)
{
  gboolean section = TRUE;

  for (guint i = 0; i < flow->form->questions->len; i++)
    {
      Look look = { flow, (int) i };
      gboolean holds = clt_condition_evaluate (flow->conditions->pdata[i], test_holds, &look);

      if (get_question (flow, (int) i)->type == CLT_QUESTION_SECTION)
        section = holds;
      flow->relevant[i] = section && holds;
    }
}

CltFlow *
clt_flow_new (const CltForm *form, CltAnswers *answers, GError **error)
{
  g_autoptr (CltFlow) flow = g_new0 (CltFlow, 1);

  flow->form = form;
  flow->answers = answers == NULL ? clt_answers_new () : answers;
  flow->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_condition_free);
  flow->relevant = g_new0 (gboolean, form->questions->len);
  for (guint i = 0; i < form->questions->len; i++)
    {
      const CltQuestion *question = form->questions->pdata[i];
      CltCondition *condition = clt_condition_parse (question->condition, NULL, error);

      if (condition == NULL)
        {
          /* Translators: %s is the key of a question; a sentence about its condition follows. */
          g_prefix_error (error, _ ("Question “%s”: "), question->key);
          return NULL;
        }
      g_ptr_array_add (flow->conditions, condition);
    }
  update_relevance (flow);
  return g_steal_pointer (&flow);
}

void
clt_flow_free (CltFlow *flow)
{
  clt_answers_free (flow->answers);
  g_ptr_array_unref (flow->conditions);
  g_free (flow->relevant);
  g_free (flow);
}

void
clt_flow_take_answers (CltFlow *flow, CltAnswers *answers)
{
  clt_answers_free (flow->answers);
  flow->answers = answers;
  update_relevance (flow);
}

const CltAnswers *
clt_flow_get_answers (const CltFlow *flow)
{
  return flow->answers;
}

gboolean
clt_flow_is_relevant (const CltFlow *flow, int index)
{
  return index >= 0 && index < (int) flow->form->questions->len && flow->relevant[index];
}

gboolean
clt_flow_is_answered (const CltFlow *flow, int index)
{
  return clt_flow_is_relevant (flow, index) &&
         !clt_answers_is_blank (flow->answers, get_question (flow, index)->key);
}

const CltQuestion *
clt_flow_get_section (const CltFlow *flow, int index)
{
  for (int i = index; i >= 0; i--)
    if (get_question (flow, i)->type == CLT_QUESTION_SECTION)
      return get_question (flow, i);
  return NULL;
}

/* ---- answering ----------------------------------------------------------------------------- */

/* What cannot stand beside @part. */
static void
put_away (CltFlow *flow, const CltQuestion *question, const char *part)
{
  g_autoptr (GPtrArray) rows = clt_answers_list (flow->answers, question->key);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *other = g_strdup (((CltAnswer *) rows->pdata[i])->part);

      if (clt_question_excludes (question, part, other))
        clt_answers_set (flow->answers, question->key, other, NULL, NULL);
    }
}

gboolean
clt_flow_answer (CltFlow *flow,
                 int index,
                 const char *part,
                 const char *text,
                 const char *note,
                 GError **error)
{
  const CltQuestion *question = get_question (flow, index);
  g_autofree char *value = clt_question_parse_value (question, part, text, error);

  if (value == NULL)
    return FALSE;
  if (*value != '\0')
    put_away (flow, question, part);
  clt_answers_set (flow->answers, question->key, part, value, note);
  update_relevance (flow);
  return TRUE;
}

void
clt_flow_mark (CltFlow *flow, int index, CltReplyMark mark)
{
  clt_answers_set_mark (flow->answers, get_question (flow, index)->key, mark);
  update_relevance (flow);
}

void
clt_flow_clear (CltFlow *flow, int index)
{
  clt_flow_mark (flow, index, CLT_MARK_NONE);
}

/* “Gold”, “speed: good”, “refused” */
static char *
format_part (const CltQuestion *question, const CltAnswer *answer)
{
  const gboolean matrix = question->type == CLT_QUESTION_MATRIX;
  const CltOption *part = matrix ? clt_question_find_line (question, answer->part)
                                 : clt_question_find_option (question, answer->part);
  g_autofree char *value = answer->mark == CLT_MARK_NONE
                             ? clt_question_format_value (question, answer->value)
                             : g_strdup (clt_reply_mark_get_label (answer->mark));

  if (part == NULL)
    return g_steal_pointer (&value);
  if (question->type == CLT_QUESTION_SEVERAL)
    return g_strdup (part->label);
  /* Translators: a line of a table of ratings or an option, and its answer or rank. */
  return g_strdup_printf (C_ ("answer", "%s: %s"), part->label, value);
}

char *
clt_flow_format_answer (const CltFlow *flow, int index)
{
  const CltQuestion *question = get_question (flow, index);
  g_autoptr (GPtrArray) rows = clt_answers_list (flow->answers, question->key);
  GString *text = g_string_new (rows->len == 0 ? "–" : "");

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *part = format_part (question, rows->pdata[i]);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : C_ ("list", ", "), part);
    }
  return g_string_free (text, FALSE);
}

GPtrArray *
clt_flow_list_hidden (const CltFlow *flow)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < flow->form->questions->len; i++)
    {
      const CltQuestion *question = get_question (flow, (int) i);

      if (!flow->relevant[i] && !clt_answers_is_blank (flow->answers, question->key))
        g_ptr_array_add (keys, question->key);
    }
  return keys;
}

/* ---- moving -------------------------------------------------------------------------------- */

static gboolean
is_stop (const CltFlow *flow, int index)
{
  return flow->relevant[index] && get_question (flow, index)->type != CLT_QUESTION_SECTION;
}

int
clt_flow_get_next (const CltFlow *flow, int index)
{
  for (int i = index + 1; i < (int) flow->form->questions->len; i++)
    if (is_stop (flow, i))
      return i;
  return -1;
}

int
clt_flow_get_first (const CltFlow *flow)
{
  return clt_flow_get_next (flow, -1);
}

int
clt_flow_get_previous (const CltFlow *flow, int index)
{
  for (int i = index - 1; i >= 0; i--)
    if (is_stop (flow, i))
      return i;
  return -1;
}

int
clt_flow_get_resume (const CltFlow *flow)
{
  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    if (clt_question_is_asked (get_question (flow, i)) && !clt_flow_is_answered (flow, i))
      return i;
  return -1;
}

void
clt_flow_get_progress (const CltFlow *flow, int index, int *place, int *total)
{
  *place = *total = 0;
  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    if (clt_question_is_asked (get_question (flow, i)))
      {
        ++*total;
        if (i <= index)
          ++*place;
      }
}

guint
clt_flow_count_open (const CltFlow *flow)
{
  guint n = 0;

  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    n += clt_question_is_asked (get_question (flow, i)) && !clt_flow_is_answered (flow, i);
  return n;
}

CltFlowPerson
clt_flow_get_person (const CltFlow *flow)
{
  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    {
      const CltQuestion *question = get_question (flow, i);
      const CltReplyMark mark = clt_answers_get_mark (flow->answers, question->key);

      if (!question->identity)
        continue;
      if (mark == CLT_MARK_REFUSED)
        return CLT_FLOW_DECLINED;
      if (mark == CLT_MARK_UNKNOWN ||
          g_strcmp0 (clt_answers_get (flow->answers, question->key, ""), "no") == 0)
        return CLT_FLOW_STRANGER;
    }
  return CLT_FLOW_CLIENT;
}

gboolean
clt_flow_check (const CltFlow *flow, int *index, GError **error)
{
  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    if (!clt_question_check (get_question (flow, i), flow->answers, error))
      {
        if (index != NULL)
          *index = i;
        return FALSE;
      }
  return TRUE;
}
