/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-question-field.h"

const char *const clt_design_tables[] = { "questionnaire", "questionnaire_version",
                                          "question",      "question_option",
                                          "question_line", "question_dimension",
                                          "response",      NULL };

void
clt_design_free (CltDesign *design)
{
  g_clear_pointer (&design->lines, g_ptr_array_unref);
  g_clear_pointer (&design->faults, g_ptr_array_unref);
  g_clear_pointer (&design->versions, g_ptr_array_unref);
  g_clear_pointer (&design->list, g_ptr_array_unref);
  g_free (design);
}

static const CltQuestionnaire *
find_head (const GPtrArray *list, gint64 id)
{
  for (guint i = 0; i < list->len; i++)
    if (((CltQuestionnaire *) list->pdata[i])->id == id)
      return list->pdata[i];
  return list->len > 0 ? list->pdata[0] : NULL;
}

/* The newest draft, else the one that is put, else the newest. */
static const CltForm *
choose_version (const CltDesign *design, int number)
{
  const CltForm *chosen = NULL;

  for (guint i = 0; i < design->versions->len; i++)
    {
      const CltForm *form = design->versions->pdata[i];

      if (number != 0 && form->number == number)
        return form;
      if (chosen == NULL || (chosen->state != CLT_FORM_DRAFT && form->state < chosen->state))
        chosen = form;
    }
  return chosen;
}

gpointer
clt_design_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltDesignQuestion *question = data;
  g_autoptr (CltDesign) design = g_new0 (CltDesign, 1);

  design->list = clt_questionnaire_list (conn, question->archived, error);
  if (design->list == NULL)
    return NULL;
  design->head = find_head (design->list, question->questionnaire);
  if (design->head == NULL)
    return g_steal_pointer (&design);
  if ((design->versions = clt_form_list (conn, design->head->id, error)) == NULL)
    return NULL;
  design->form =
    choose_version (design, design->head->id == question->questionnaire ? question->number : 0);
  if (design->form == NULL ||
      !clt_form_count_responses (conn, design->form->version_id, &design->n_responses, error))
    return NULL;
  design->lines = clt_form_outline (design->form);
  design->faults = clt_form_check (design->form);
  design->counted = clt_form_count_paths (design->form, &design->n_paths);
  return g_steal_pointer (&design);
}

gboolean
clt_design_is_draft (const CltDesign *design)
{
  return design->form != NULL && design->form->state == CLT_FORM_DRAFT &&
         design->n_responses == 0 && !design->head->archived;
}

const CltQuestion *
clt_design_find (const CltDesign *design, gint64 question, guint *index)
{
  for (guint i = 0; design->form != NULL && i < design->form->questions->len; i++)
    {
      const CltQuestion *candidate = design->form->questions->pdata[i];

      if (candidate->id != question)
        continue;
      if (index != NULL)
        *index = i;
      return candidate;
    }
  return NULL;
}

gint64
clt_design_find_added (const CltDesign *before, const CltDesign *after)
{
  gint64 added = 0;

  if (before == NULL || before->form == NULL || after->form == NULL ||
      before->form->version_id != after->form->version_id)
    return 0;
  for (guint i = 0; i < after->form->questions->len; i++)
    {
      const gint64 id = ((CltQuestion *) after->form->questions->pdata[i])->id;

      if (clt_design_find (before, id, NULL) == NULL)
        added = id;
    }
  return added;
}

gint64
clt_design_find_same (const CltDesign *before, const CltDesign *after, gint64 question)
{
  const CltQuestion *was = before == NULL ? NULL : clt_design_find (before, question, NULL);
  const CltQuestion *is =
    was == NULL || after->form == NULL ? NULL : clt_form_find_question (after->form, was->key);

  return is == NULL ? question : is->id;
}

gint64
clt_design_find_newest (const CltDesign *design)
{
  gint64 newest = 0;

  for (guint i = 0; i < design->list->len; i++)
    newest = MAX (newest, ((CltQuestionnaire *) design->list->pdata[i])->id);
  return newest;
}

const CltFault *
clt_design_find_next_fault (const CltDesign *design, gint64 question)
{
  guint index = 0;
  const int from = clt_design_find (design, question, &index) == NULL ? -1 : (int) index;

  for (guint i = 0; i < design->faults->len; i++)
    {
      const CltFault *fault = design->faults->pdata[i];

      if (clt_form_index_of (design->form, fault->key) > from)
        return fault;
    }
  return design->faults->len > 0 ? design->faults->pdata[0] : NULL;
}

/* ---- in words ------------------------------------------------------------------------------- */

guint
clt_design_count_faults (const CltDesign *design)
{
  guint n = 0;

  for (guint i = 0; i < design->faults->len; i++)
    n += !((CltFault *) design->faults->pdata[i])->warning;
  return n;
}

static char *
format_faults (const CltDesign *design)
{
  const guint n = clt_design_count_faults (design), hints = design->faults->len - n;

  if (n > 0)
    return g_strdup_printf (ngettext ("%u fault: cannot be published yet.",
                                      "%u faults: cannot be published yet.", n),
                            n);
  if (hints > 0)
    return g_strdup_printf (ngettext ("%u hint, no fault.", "%u hints, no fault.", hints), hints);
  return g_strdup (_ ("Nothing is wrong with it."));
}

char *
clt_design_format_check (const CltDesign *design)
{
  g_autofree char *faults = format_faults (design);
  g_autofree char *count = clt_count_format ((gint64) MIN (design->n_paths, G_MAXINT64));
  g_autofree char *paths = g_strdup_printf (ngettext ("%s way through.", "%s ways through.",
                                                      (gulong) MIN (design->n_paths, 1000)),
                                            count);

  /* Translators: two sentences. */
  return design->counted ? g_strdup_printf (C_ ("sentences", "%s %s"), faults, paths)
                         : g_steal_pointer (&faults);
}

static char *
format_responses (gint64 n)
{
  g_autofree char *count = clt_count_format (n);

  return g_strdup_printf (ngettext ("%s answered form", "%s answered forms", (gulong) n), count);
}

char *
clt_design_format_state (const CltDesign *design)
{
  const CltForm *form = design->form;
  g_autofree char *responses = format_responses (design->n_responses);
  g_autofree char *day = clt_day_format (form->published);

  if (form->state == CLT_FORM_PUBLISHED)
    /* Translators: the number of a version, “3 answered forms”, and since when it is put. */
    return g_strdup_printf (_ ("Version %d · %s · put since %s"), form->number, responses, day);
  /* Translators: the number of a version, “Draft”, “Published” or “Retired”, and “3 answered
   * forms”. */
  return g_strdup_printf (_ ("Version %d · %s · %s"), form->number,
                          clt_form_state_get_label (form->state), responses);
}

static char *
format_standing (const CltQuestionnaire *questionnaire)
{
  if (questionnaire->archived)
    return g_strdup (C_ ("questionnaire", "archived"));
  if (questionnaire->published == 0)
    return g_strdup (C_ ("questionnaire", "draft"));
  if (questionnaire->has_draft)
    /* Translators: %d is the number of the version that is put. */
    return g_strdup_printf (C_ ("questionnaire", "v%d, draft"), questionnaire->published);
  return g_strdup_printf (C_ ("questionnaire", "version %d"), questionnaire->published);
}

char *
clt_design_format_note (const CltQuestionnaire *questionnaire)
{
  g_autofree char *standing = format_standing (questionnaire);

  /* Translators: an occasion such as “Yearly sample”, and how a questionnaire stands. */
  return g_strdup_printf (C_ ("questionnaire", "%s · %s"),
                          clt_occasion_get_label (questionnaire->occasion), standing);
}

char *
clt_design_format_answers (const CltOutlineLine *line)
{
  const CltQuestion *question = line->question;
  GString *text = g_string_new (line->answers);
  g_autofree char *bad = *question->bad == '\0' ? NULL : clt_question_dup_field (question, "bad");

  if (question->type == CLT_QUESTION_INFO)
    g_string_append (text, clt_question_type_get_label (question->type));
  if (question->required)
    g_string_append_printf (text, " · %s", _ ("has to be answered"));
  if (question->identity)
    g_string_append_printf (text, " · %s", _ ("proves who it is"));
  if (*question->dimension != '\0')
    g_string_append_printf (text, " · %s", question->dimension);
  if (bad != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("calls compliance: %s"), bad);

      g_string_append_printf (text, " · %s", words);
    }
  if (clt_question_is_asked (question)) /* conditions name it */
    g_string_append_printf (text, " · %s", question->key);
  return g_string_free (text, FALSE);
}
