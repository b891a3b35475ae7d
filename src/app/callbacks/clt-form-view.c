/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-form-view-private.h"

#include <math.h>

#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

G_DEFINE_FINAL_TYPE (CltFormView, clt_form_view, ADW_TYPE_BIN)

enum
{
  ANSWERED,
  MOVED,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void turn_to (CltFormView *self, int index);

void
clt_form_view_focus (CltFormView *self)
{
  const CltQuestion *question;

  g_return_if_fail (CLT_IS_FORM_VIEW (self));

  question = clt_form_view_get_question (self);
  if (question != NULL)
    gtk_widget_grab_focus (clt_form_view_is_typed (question) ? GTK_WIDGET (self->entry)
                                                             : self->stage);
}

/* ---- what is told -------------------------------------------------------------------------- */

/* Half seconds are not lost: they are counted with what follows. */
static gint64
take_seconds (CltFormView *self)
{
  const gint64 seconds =
    llround ((double) (g_get_monotonic_time () - self->since) / G_USEC_PER_SEC);

  self->since += seconds * G_USEC_PER_SEC;
  return seconds;
}

/* Of the question on the screen; @to: what is on the screen then. */
static void
tell_answer (CltFormView *self, const char *part, int to)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  const CltAnswer *answer = clt_form_view_find_answer (self, part);
  const CltFormReply reply = {
    .question = question,
    .part = part,
    .value = answer == NULL || answer->mark != CLT_MARK_NONE ? NULL : answer->value,
    .mark = answer == NULL ? "" : clt_reply_mark_get_name (answer->mark),
    .note = answer == NULL ? "" : answer->note,
    .seconds = take_seconds (self),
    .next = clt_form_view_get_key_of (self, to),
  };

  g_signal_emit (self, signals[ANSWERED], 0, &reply);
}

/* The screen first, so that who is told finds it as he is told. */
static void
turn_to (CltFormView *self, int index)
{
  const gboolean focused = clt_widget_has_focus_inside (GTK_WIDGET (self));

  self->index = index;
  self->line = 0;
  self->asked_once = FALSE;
  self->since = g_get_monotonic_time ();
  if (index < 0) /* before the question is hidden, which has the focus */
    g_signal_emit (self, signals[ENDED], 0);
  clt_form_view_show_question (self);
  if (index >= 0 && focused)
    clt_form_view_focus (self);
}

static void
move_to (CltFormView *self, int index)
{
  g_signal_emit (self, signals[MOVED], 0, clt_form_view_get_key_of (self, index));
  turn_to (self, index);
}

/* Something was answered that leaves the question where it is. */
static void
stay (CltFormView *self, const char *part)
{
  self->asked_once = FALSE;
  clt_form_view_show_problem (self, "");
  clt_form_view_show_answers (self);
  tell_answer (self, part, self->index);
}

static void
show_line (CltFormView *self, guint line)
{
  self->line = line;
  clt_form_view_show_problem (self, "");
  clt_form_view_show_answers (self);
}

/* ---- answering ----------------------------------------------------------------------------- */

/* FALSE: it was said why not. */
static gboolean
answer (CltFormView *self, const char *part, const char *text, const char *note)
{
  g_autoptr (GError) error = NULL;

  if (clt_flow_answer (self->flow, self->index, part, text, note, &error))
    return TRUE;
  clt_form_view_show_problem (self, error->message);
  gtk_widget_error_bell (GTK_WIDGET (self));
  return FALSE;
}

static void
choose_one (CltFormView *self, const char *value)
{
  const CltAnswer *before = clt_form_view_find_answer (self, "");
  g_autofree char *note =
    before != NULL && g_str_equal (before->value, value) ? g_strdup (before->note) : NULL;

  if (!answer (self, "", value, note))
    return;
  if (clt_form_view_find_open_option (self) != NULL)
    {
      stay (self, "");
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
  tell_answer (self, "", clt_flow_get_next (self->flow, self->index));
  turn_to (self, clt_flow_get_next (self->flow, self->index));
}

static void
choose_line (CltFormView *self, const char *value)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  const char *part = clt_form_view_get_part (self);
  const gboolean last = self->line + 1 == question->lines->len;
  int to;

  if (!answer (self, part, value, NULL))
    return;
  to = last ? clt_flow_get_next (self->flow, self->index) : self->index;
  tell_answer (self, part, to);
  if (last)
    turn_to (self, to);
  else
    show_line (self, self->line + 1);
}

static void
choose_rank (CltFormView *self, const char *part)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  g_autofree char *rank = g_strdup_printf ("%u", clt_form_view_count_ranks (self) + 1);
  int to;

  if (*clt_form_view_get_value (self, part) != '\0')
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      clt_form_view_show_answers (self);
      return;
    }
  if (!answer (self, part, rank, NULL))
    return;
  if (clt_form_view_count_ranks (self) < question->options->len)
    {
      stay (self, part);
      return;
    }
  to = clt_flow_get_next (self->flow, self->index);
  tell_answer (self, part, to);
  turn_to (self, to);
}

static void
choose (CltFormView *self, const char *value)
{
  const CltQuestionType type = clt_form_view_get_question (self)->type;

  if (!clt_form_view_keep (self))
    return;
  if (type == CLT_QUESTION_RANKING)
    choose_rank (self, value);
  else if (type == CLT_QUESTION_MATRIX)
    choose_line (self, value);
  else if (type != CLT_QUESTION_SEVERAL)
    choose_one (self, value);
  else if (answer (self, value, clt_form_view_find_answer (self, value) == NULL ? "1" : "", NULL))
    stay (self, value);
}

/* The rank given last. FALSE: there is none. */
static gboolean
take_rank_back (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  g_autofree char *last = g_strdup_printf ("%u", clt_form_view_count_ranks (self));

  for (guint i = 0; question->type == CLT_QUESTION_RANKING && i < question->options->len; i++)
    {
      const char *part = ((CltOption *) question->options->pdata[i])->code;

      if (g_str_equal (clt_form_view_get_value (self, part), last) && answer (self, part, "", NULL))
        {
          stay (self, part);
          return TRUE;
        }
    }
  return FALSE;
}

static void
mark (CltFormView *self, CltReplyMark reply)
{
  int to;

  if (!clt_question_is_asked (clt_form_view_get_question (self)))
    return;
  clt_flow_mark (self->flow, self->index, reply);
  to = clt_flow_get_next (self->flow, self->index);
  tell_answer (self, "", to);
  turn_to (self, to);
}

static void
clear (CltFormView *self)
{
  if (!clt_flow_is_answered (self->flow, self->index))
    return;
  clt_flow_clear (self->flow, self->index);
  self->line = 0;
  stay (self, "");
}

/* ---- going on and back --------------------------------------------------------------------- */

/* What was typed. FALSE: it may not stand. */
static gboolean
take_typed (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);
  const CltOption *open = clt_form_view_find_open_option (self);
  const char *part = open != NULL && question->type == CLT_QUESTION_SEVERAL ? open->code : "";
  const CltAnswer *before = clt_form_view_find_answer (self, part);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autofree char *shown = before == NULL ? g_strdup ("")
                           : open != NULL ? g_strdup (before->note)
                                          : clt_question_format_value (question, before->value);
  g_autofree char *value = NULL;

  if (g_str_equal (text, shown))
    return TRUE;
  value = open == NULL ? g_strdup (text) : g_strdup (before->value);
  if (!answer (self, part, value, open == NULL ? NULL : text))
    return FALSE;
  tell_answer (self, part, self->index);
  return TRUE;
}

gboolean
clt_form_view_keep (CltFormView *self)
{
  const CltQuestion *question;

  g_return_val_if_fail (CLT_IS_FORM_VIEW (self), FALSE);

  question = self->flow == NULL ? NULL : clt_form_view_get_question (self);
  if (question == NULL ||
      (clt_form_view_find_open_option (self) == NULL && !clt_form_view_is_typed (question)))
    return TRUE;
  return take_typed (self);
}

/* The question stands above it: it needs no naming. (transfer full) */
static char *
dup_missing (CltFormView *self, const GError *error)
{
  if (!clt_flow_is_answered (self->flow, self->index))
    return g_strdup (_ ("This has to be answered; “refused” and “does not know” are answers, too. "
                        "Enter once more leaves it open."));
  /* Translators: %s is a sentence that says what is missing. */
  return g_strdup_printf (_ ("%s Enter once more leaves it so."), error->message);
}

/* Whether the question may be left as it stands: what is required is asked for once more. */
static gboolean
may_leave (CltFormView *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->asked_once || clt_question_check (clt_form_view_get_question (self),
                                              clt_flow_get_answers (self->flow), &error))
    return TRUE;
  self->asked_once = TRUE;
  text = dup_missing (self, error);
  clt_form_view_show_problem (self, text);
  gtk_widget_error_bell (GTK_WIDGET (self));
  return FALSE;
}

static void
go_on (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);

  if (!clt_form_view_keep (self))
    return;
  if (question->type == CLT_QUESTION_MATRIX && self->line + 1 < question->lines->len)
    show_line (self, self->line + 1);
  else if (may_leave (self))
    move_to (self, clt_flow_get_next (self->flow, self->index));
}

static int
find_last_stop (CltFormView *self)
{
  return clt_flow_get_previous (self->flow, (int) self->form->questions->len);
}

gboolean
clt_form_view_back (CltFormView *self)
{
  const CltQuestion *question;
  int to;

  g_return_val_if_fail (CLT_IS_FORM_VIEW (self), FALSE);

  if (self->flow == NULL)
    return FALSE;
  if (!clt_form_view_keep (self))
    return TRUE;
  question = clt_form_view_get_question (self);
  if (question != NULL && question->type == CLT_QUESTION_MATRIX && self->line > 0)
    {
      show_line (self, self->line - 1);
      return TRUE;
    }
  to = question == NULL ? find_last_stop (self) : clt_flow_get_previous (self->flow, self->index);
  if (to < 0)
    return FALSE;
  move_to (self, to);
  question = clt_form_view_get_question (self);
  if (question->type == CLT_QUESTION_MATRIX)
    show_line (self, question->lines->len - 1);
  return TRUE;
}

gboolean
clt_form_view_ask_missing (CltFormView *self)
{
  g_autoptr (GError) error = NULL;
  int index;

  g_return_val_if_fail (CLT_IS_FORM_VIEW (self), FALSE);

  if (self->flow == NULL || clt_flow_check (self->flow, &index, &error))
    return FALSE;
  move_to (self, index);
  clt_form_view_show_problem (self, error->message);
  return TRUE;
}

/* ---- keys ---------------------------------------------------------------------------------- */

static gboolean
is_typing (CltFormView *self)
{
  return clt_widget_has_focus_inside (GTK_WIDGET (self->entry));
}

/* Keys that a text has no use for, or not now. */
static gboolean
handle_while_typing (CltFormView *self, guint keyval)
{
  const CltQuestionType type = clt_form_view_get_question (self)->type;
  const gboolean plain = type == CLT_QUESTION_NUMBER || type == CLT_QUESTION_DATE;

  switch (keyval)
    {
    case GDK_KEY_BackSpace:
      return *gtk_editable_get_text (self->entry) == '\0' && clt_form_view_back (self);
    case GDK_KEY_r:
    case GDK_KEY_R:
      if (plain)
        mark (self, CLT_MARK_REFUSED);
      return plain;
    case GDK_KEY_d:
    case GDK_KEY_D:
      if (plain)
        mark (self, CLT_MARK_UNKNOWN);
      return plain;
    default:
      return FALSE;
    }
}

static gboolean
handle_key (CltFormView *self, guint keyval)
{
  const int index = clt_form_keys_find (self->keys, keyval);

  if (index >= 0)
    {
      choose (self, clt_form_keys_get_value (self->keys, (guint) index));
      return TRUE;
    }
  switch (keyval)
    {
    case GDK_KEY_BackSpace:
      if (!take_rank_back (self) && !clt_form_view_back (self))
        gtk_widget_error_bell (GTK_WIDGET (self));
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      clear (self);
      return TRUE;
    case GDK_KEY_r:
    case GDK_KEY_R:
      mark (self, CLT_MARK_REFUSED);
      return TRUE;
    case GDK_KEY_d:
    case GDK_KEY_D:
      mark (self, CLT_MARK_UNKNOWN);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (!gtk_widget_has_focus (self->stage))
        return FALSE; /* the button that has the focus */
      go_on (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key_pressed_cb (CltFormView *self, guint keyval, guint keycode, GdkModifierType state)
{
  const GdkModifierType modifiers =
    state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK);

  if (clt_form_view_get_question (self) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_ALT_MASK && (keyval == GDK_KEY_r || keyval == GDK_KEY_d))
    {
      mark (self, keyval == GDK_KEY_r ? CLT_MARK_REFUSED : CLT_MARK_UNKNOWN);
      return GDK_EVENT_STOP;
    }
  if (modifiers != 0)
    return GDK_EVENT_PROPAGATE;
  return is_typing (self) ? handle_while_typing (self, keyval) : handle_key (self, keyval);
}

static void
on_key_chosen_cb (CltFormView *self, guint index)
{
  if (!clt_widget_has_focus_inside (GTK_WIDGET (self)))
    clt_form_view_focus (self);
  choose (self, clt_form_keys_get_value (self->keys, index));
}

static void
on_entry_activate_cb (CltFormView *self)
{
  go_on (self);
}

static void
on_on_clicked_cb (CltFormView *self)
{
  go_on (self);
}

static void
on_refused_clicked_cb (CltFormView *self)
{
  mark (self, CLT_MARK_REFUSED);
}

static void
on_unknown_clicked_cb (CltFormView *self)
{
  mark (self, CLT_MARK_UNKNOWN);
}

/* ---- the form ------------------------------------------------------------------------------ */

/* The stop with @key, else the one after it; -1: the end. */
static int
find_stop (CltFormView *self, const char *key)
{
  const int index = key == NULL ? -1 : clt_form_index_of (self->form, key);
  const int first = clt_flow_get_first (self->flow);

  if (key != NULL && *key == '\0')
    for (guint i = 0; i < self->form->questions->len; i++)
      if (clt_flow_is_answered (self->flow, (int) i))
        return -1;
  return index < 0 ? first : clt_flow_get_next (self->flow, index - 1);
}

/* A matrix goes on in its first line without an answer. */
static void
find_line (CltFormView *self)
{
  const CltQuestion *question = clt_form_view_get_question (self);

  if (question == NULL || question->type != CLT_QUESTION_MATRIX)
    return;
  while (self->line + 1 < question->lines->len &&
         clt_form_view_find_answer (self, clt_form_view_get_part (self)) != NULL)
    self->line++;
  clt_form_view_show_answers (self);
}

void
clt_form_view_clear (CltFormView *self)
{
  g_return_if_fail (CLT_IS_FORM_VIEW (self));

  self->index = -1;
  gtk_widget_set_visible (self->body, FALSE);
  g_clear_pointer (&self->flow, clt_flow_free);
  g_clear_pointer (&self->form, clt_form_free);
}

gboolean
clt_form_view_show (CltFormView *self,
                    CltForm *form,
                    CltAnswers *answers,
                    const char *at_key,
                    GError **error)
{
  g_return_val_if_fail (CLT_IS_FORM_VIEW (self), FALSE);

  clt_form_view_clear (self);
  self->form = form;
  self->flow = clt_flow_new (form, answers, error);
  if (self->flow == NULL)
    {
      clt_form_view_clear (self);
      return FALSE;
    }
  turn_to (self, find_stop (self, at_key));
  find_line (self);
  return TRUE;
}

void
clt_form_view_set_answers (CltFormView *self, CltAnswers *answers, const char *at_key)
{
  CltFlow *flow;

  g_return_if_fail (CLT_IS_FORM_VIEW (self) && self->flow != NULL);

  flow = clt_flow_new (self->form, answers, NULL);
  if (flow == NULL)
    return; /* it could be read before */
  clt_flow_free (self->flow);
  self->flow = flow;
  turn_to (self, find_stop (self, at_key));
  find_line (self);
}

const CltForm *
clt_form_view_get_form (CltFormView *self)
{
  g_return_val_if_fail (CLT_IS_FORM_VIEW (self), NULL);

  return self->form;
}

const CltFlow *
clt_form_view_get_flow (CltFormView *self)
{
  g_return_val_if_fail (CLT_IS_FORM_VIEW (self), NULL);

  return self->flow;
}

const char *
clt_form_view_get_key (CltFormView *self)
{
  g_return_val_if_fail (CLT_IS_FORM_VIEW (self), "");

  return self->form == NULL ? "" : clt_form_view_get_key_of (self, self->index);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_form_view_dispose (GObject *object)
{
  clt_bin_dispose_template (ADW_BIN (object), CLT_TYPE_FORM_VIEW);
  G_OBJECT_CLASS (clt_form_view_parent_class)->dispose (object);
}

static void
clt_form_view_finalize (GObject *object)
{
  CltFormView *self = CLT_FORM_VIEW (object);

  g_clear_pointer (&self->flow, clt_flow_free);
  g_clear_pointer (&self->form, clt_form_free);
  G_OBJECT_CLASS (clt_form_view_parent_class)->finalize (object);
}

static void
clt_form_view_class_init (CltFormViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = clt_form_view_dispose;
  object_class->finalize = clt_form_view_finalize;
  signals[ANSWERED] = g_signal_new ("answered", CLT_TYPE_FORM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MOVED] = g_signal_new ("moved", CLT_TYPE_FORM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", CLT_TYPE_FORM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (CLT_TYPE_FORM_KEYS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-form-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFormView, body);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, section_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, place_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, progress);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, stage);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, question_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, help_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, line_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, keys);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, entry);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, back_button);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, unknown_button);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, unknown_key);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, refused_button);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, refused_key);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, on_button);
  gtk_widget_class_bind_template_child (widget_class, CltFormView, on_label);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_on_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_refused_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unknown_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clt_form_view_back);
}

static void
clt_form_view_init (CltFormView *self)
{
  self->index = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}
