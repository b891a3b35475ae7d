/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-form-view-private.h"

#include <math.h>

#include "app/widgets/clt-label.h"
#include "core/base/clt-i18n.h"

/* ---- the question -------------------------------------------------------------------------- */

const CltQuestion *
clt_form_view_get_question (CltFormView *self)
{
  return self->index < 0 ? NULL : self->form->questions->pdata[self->index];
}

const char *
clt_form_view_get_key_of (CltFormView *self, int index)
{
  return index < 0 ? "" : ((CltQuestion *) self->form->questions->pdata[index])->key;
}

const char *
clt_form_view_get_part (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);

  return question->type == CLT_QUESTION_MATRIX
           ? ((CltOption *) question->lines->pdata[self->line])->code
           : "";
}

const CltAnswer *
clt_form_view_find_answer (CltFormView *self, const char *part)
{
  g_autoptr (GPtrArray) rows =
    clt_answers_list (clt_flow_get_answers (self->flow), clt_form_view_get_question (self)->key);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((CltAnswer *) rows->pdata[i])->part, part))
      return rows->pdata[i];
  return NULL;
}

const char *
clt_form_view_get_value (CltFormView *self, const char *part)
{
  const CltAnswer *answer = clt_form_view_find_answer (self, part);

  return answer == NULL ? "" : answer->value;
}

gboolean
clt_form_view_is_typed (const CltQuestion *question)
{
  return question->type == CLT_QUESTION_NUMBER || question->type == CLT_QUESTION_DATE ||
         question->type == CLT_QUESTION_TEXT;
}

const CltOption *
clt_form_view_find_open_option (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  const gboolean several = question->type == CLT_QUESTION_SEVERAL;

  for (guint i = 0;
       (several || question->type == CLT_QUESTION_CHOICE) && i < question->options->len; i++)
    {
      const CltOption *option = question->options->pdata[i];

      if (option->open &&
          (several ? clt_form_view_find_answer (self, option->code) != NULL
                   : g_str_equal (clt_form_view_get_value (self, ""), option->code)))
        return option;
    }
  return NULL;
}

guint
clt_form_view_count_ranks (CltFormView *self)
{
  g_autoptr (GPtrArray) rows =
    clt_answers_list (clt_flow_get_answers (self->flow), clt_form_view_get_question (self)->key);

  return clt_answers_get_mark (clt_flow_get_answers (self->flow),
                               clt_form_view_get_question (self)->key) != CLT_MARK_NONE
           ? 0
           : rows->len;
}

/* ---- showing ------------------------------------------------------------------------------- */

void
clt_form_view_show_problem (CltFormView *self, const char *text)
{
  clt_label_show (self->problem_label, text);
}

static void
show_progress (CltFormView *self)
{
  const CltQuestion *section = clt_flow_get_section (self->flow, self->index);
  g_autofree char *text = NULL;
  int place, total;

  clt_flow_get_progress (self->flow, self->index, &place, &total);
  /* Translators: the third of eight questions. */
  text = g_strdup_printf (_ ("%d / %d"), place, total);
  gtk_label_set_label (self->place_label, text);
  gtk_label_set_label (self->section_label, section == NULL ? "" : section->text);
  /* what is behind; a branch may still lengthen what is ahead */
  gtk_progress_bar_set_fraction (self->progress, total == 0 ? 0 : (double) (place - 1) / total);
}

/* What the question expects, for who asks. (transfer full) */
static char *
dup_hint (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);

  if (question->type == CLT_QUESTION_SEVERAL)
    return g_strdup (_ ("Digits choose and put away, Enter goes on"));
  if (question->type == CLT_QUESTION_RANKING)
    return g_strdup (_ ("Digits in order, the most important first; Backspace takes one back"));
  if (question->type == CLT_QUESTION_DATE)
    return g_strdup (_ ("A day, such as 2026-03-05"));
  if (question->type != CLT_QUESTION_NUMBER)
    return g_strdup ("");
  if (isnan (question->low) || isnan (question->high))
    return g_strdup (_ ("A number"));
  /* Translators: the smallest and the largest number that may be answered. */
  return g_strdup_printf (_ ("A number from %g to %g"), question->low, question->high);
}

static void
show_chosen (CltFormView *self)
{
  const CltQuestionType type = clt_form_view_get_question (self)->type;
  const char *value, *part = clt_form_view_get_part (self);

  for (guint i = 0; (value = clt_form_keys_get_value (self->keys, i)) != NULL; i++)
    {
      const char *rank = type == CLT_QUESTION_RANKING ? clt_form_view_get_value (self, value) : "";
      const gboolean chosen =
        type == CLT_QUESTION_SEVERAL   ? clt_form_view_find_answer (self, value) != NULL
        : type == CLT_QUESTION_RANKING ? *rank != '\0'
                                       : g_str_equal (clt_form_view_get_value (self, part), value);

      clt_form_keys_set_chosen (self->keys, i, chosen, *rank == '\0' ? NULL : rank);
    }
}

/* Words: the answer itself, or those that go with an option. */
static void
show_entry (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  const CltOption *open = clt_form_view_find_open_option (self);
  const char *part = open != NULL && question->type == CLT_QUESTION_SEVERAL ? open->code : "";
  const CltAnswer *answer = clt_form_view_find_answer (self, part);
  g_autofree char *value = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->entry),
                          open != NULL || clt_form_view_is_typed (question));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), open != NULL ? open->label : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  open != NULL ? open->label : question->text, -1);
  value = answer == NULL ? g_strdup ("")
          : open != NULL ? g_strdup (answer->note)
                         : clt_question_format_value (question, answer->value);
  gtk_editable_set_text (self->entry, value);
}

/* What Enter does. */
static const char *
get_verb (CltFormView *self, const CltQuestion *question)
{
  if (!clt_question_is_asked (question) || clt_form_view_is_typed (question) ||
      clt_flow_is_answered (self->flow, self->index))
    return C_ ("form", "Go On");
  return question->required ? C_ ("form", "Leave Open") : C_ ("form", "Skip");
}

static void
show_marks (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  const gboolean asked = clt_question_is_asked (question);
  const CltReplyMark mark = clt_answers_get_mark (clt_flow_get_answers (self->flow), question->key);

  gtk_toggle_button_set_active (self->refused_button, mark == CLT_MARK_REFUSED);
  gtk_toggle_button_set_active (self->unknown_button, mark == CLT_MARK_UNKNOWN);
  /* a word may begin with these letters */
  gtk_label_set_label (self->unknown_key, question->type == CLT_QUESTION_TEXT ? "Alt+D" : "D");
  gtk_label_set_label (self->refused_key, question->type == CLT_QUESTION_TEXT ? "Alt+R" : "R");
  gtk_widget_set_visible (GTK_WIDGET (self->refused_button), asked);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown_button), asked);
  gtk_label_set_label (self->on_label, get_verb (self, question));
}

void
clt_form_view_show_answers (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  g_autofree char *line = NULL;

  if (question->type == CLT_QUESTION_MATRIX)
    /* Translators: the first of four lines of a question, and what it says. */
    line = g_strdup_printf (_ ("%u of %u: %s"), self->line + 1, question->lines->len,
                            ((CltOption *) question->lines->pdata[self->line])->label);
  clt_label_show (self->line_label, line == NULL ? "" : line);
  show_chosen (self);
  show_entry (self);
  show_marks (self);
  show_progress (self);
}

void
clt_form_view_show_question (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  g_autofree char *hint = NULL;

  gtk_widget_set_visible (self->body, question != NULL);
  if (question == NULL)
    return;
  hint = dup_hint (self);
  gtk_label_set_label (self->question_label, question->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stage), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question->text, -1);
  clt_label_show (self->help_label, question->help);
  clt_label_show (self->hint_label, hint);
  clt_form_view_show_problem (self, "");
  clt_form_keys_show (self->keys, question);
  gtk_widget_set_sensitive (self->back_button,
                            clt_flow_get_previous (self->flow, self->index) >= 0);
  clt_form_view_show_answers (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
