/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form in memory. */

#include "core/base/clt-i18n.h"
#include "core/surveys/clt-questionnaire.h"

static const struct
{
  const char *name, *label;
} states[] = {
  { "draft", NC_ ("form", "Draft") },
  { "published", NC_ ("form", "Published") },
  { "retired", NC_ ("form", "Retired") },
};

const char *
clt_form_state_get_name (CltFormState state)
{
  return states[state].name;
}

const char *
clt_form_state_get_label (CltFormState state)
{
  return g_dpgettext2 (NULL, "form", states[state].label);
}

CltDimension *
clt_dimension_new (const char *name, int weight)
{
  CltDimension *dimension = g_new0 (CltDimension, 1);

  dimension->name = g_strdup (name);
  dimension->weight = weight;
  return dimension;
}

void
clt_dimension_free (CltDimension *dimension)
{
  g_free (dimension->name);
  g_free (dimension);
}

CltForm *
clt_form_new (void)
{
  CltForm *form = g_new0 (CltForm, 1);

  form->greeting = g_strdup ("");
  form->closing = g_strdup ("");
  form->published = CLT_DAY_NONE;
  form->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_question_free);
  form->dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_dimension_free);
  return form;
}

void
clt_form_free (CltForm *form)
{
  g_free (form->greeting);
  g_free (form->closing);
  g_ptr_array_unref (form->questions);
  g_ptr_array_unref (form->dimensions);
  g_free (form);
}

int
clt_form_index_of (const CltForm *form, const char *key)
{
  for (guint i = 0; i < form->questions->len; i++)
    if (g_str_equal (((CltQuestion *) form->questions->pdata[i])->key, key))
      return (int) i;
  return -1;
}

CltQuestion *
clt_form_find_question (const CltForm *form, const char *key)
{
  int index = clt_form_index_of (form, key);

  return index < 0 ? NULL : form->questions->pdata[index];
}

CltQuestion *
clt_form_find_question_by_id (const CltForm *form, gint64 id)
{
  for (guint i = 0; i < form->questions->len; i++)
    {
      CltQuestion *question = form->questions->pdata[i];

      if (question->id == id)
        return question;
    }
  return NULL;
}

void
clt_form_insert_question (CltForm *form, guint index, CltQuestion *question)
{
  g_ptr_array_insert (form->questions, (int) MIN (index, form->questions->len), question);
}

gboolean
clt_form_move_question (CltForm *form, const char *key, guint index)
{
  int from = clt_form_index_of (form, key);

  if (from < 0)
    return FALSE;
  clt_form_insert_question (form, index, g_ptr_array_steal_index (form->questions, (guint) from));
  return TRUE;
}

gboolean
clt_form_remove_question (CltForm *form, const char *key)
{
  int index = clt_form_index_of (form, key);

  if (index < 0)
    return FALSE;
  g_ptr_array_remove_index (form->questions, (guint) index);
  return TRUE;
}
