/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-feedback-view.h"

#include "app/training/clt-session-data.h"
#include "app/training/clt-session-order.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-reader.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltFeedbackView
{
  AdwBin parent_instance;

  CltDesk *desk;     /* owned (nullable) */
  CltReader *reader; /* owned (nullable) */
  gint64 session_id;
  char *name; /* owned: of the session */

  GtkStack *stack;
  GtkLabel *count_label;
  GtkLabel *lecturer_label;
  GtkLabel *topic_label;
  GtkLabel *usefulness_label;
  GtkLabel *satisfied_label;
  CltDataTable *table;
};

G_DEFINE_FINAL_TYPE (CltFeedbackView, clt_feedback_view, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_FEEDBACK_CLIENT, NC_ ("feedback", "Client"), 120, FALSE, FALSE },
  { CLT_FEEDBACK_DAY, NC_ ("feedback", "Day"), 100, FALSE, FALSE },
  { CLT_FEEDBACK_LECTURER, NC_ ("feedback", "Lecturer"), 80, TRUE, FALSE },
  { CLT_FEEDBACK_TOPIC, NC_ ("feedback", "Topic"), 80, TRUE, FALSE },
  { CLT_FEEDBACK_USEFULNESS, NC_ ("feedback", "Usefulness"), 100, TRUE, FALSE },
  { CLT_FEEDBACK_COMMENT, NC_ ("feedback", "In their words"), 300, FALSE, FALSE, TRUE },
};

/* ---- showing ------------------------------------------------------------------------------- */

static void
show_rating (GtkLabel *label, const CltRating *rating)
{
  g_autofree char *text = clt_rating_format (rating);

  gtk_label_set_label (label, text);
}

static void
show_satisfied (CltFeedbackView *self, const CltFeedbackResult *result)
{
  g_autofree char *share = NULL, *low = NULL, *high = NULL, *text = NULL;

  if (result->usefulness.n < CLT_RATING_LEAST)
    {
      text = result->usefulness.n == 0
               ? g_strdup ("–")
               /* Translators: so many of so many. */
               : g_strdup_printf (_ ("%d of %d"), result->satisfied, result->usefulness.n);
      gtk_label_set_label (self->satisfied_label, text);
      return;
    }
  share = clt_percent_format (result->share, 0);
  low = clt_percent_format (result->share_low, 0);
  high = clt_percent_format (result->share_high, 0);
  /* Translators: a share, the ends of its interval, of how many people. */
  text = g_strdup_printf (_ ("%s (%s–%s, n = %d)"), share, low, high, result->usefulness.n);
  gtk_label_set_label (self->satisfied_label, text);
}

static void
take (gpointer owner, gpointer record)
{
  CltFeedbackView *self = owner;
  g_autoptr (CltFeedbackData) data = record;
  const CltFeedbackResult *result = &data->result;
  g_autofree char *count =
    result->forms > 0 && result->forms < CLT_RATING_LEAST
      ? g_strdup_printf (ngettext ("%d form, too few for an interval",
                                   "%d forms, too few for an interval", result->forms),
                         result->forms)
      : g_strdup_printf (ngettext ("%d form", "%d forms", result->forms), result->forms);

  gtk_label_set_label (self->count_label, count);
  show_rating (self->lecturer_label, &result->lecturer);
  show_rating (self->topic_label, &result->topic);
  show_rating (self->usefulness_label, &result->usefulness);
  show_satisfied (self, result);
  clt_key_list_set_query (clt_data_table_get_list (self->table), data->rows);
  gtk_stack_set_visible_child_name (self->stack, result->forms == 0 ? "empty" : "forms");
}

static const CltReaderKind reader_kind = {
  .read = clt_feedback_data_load,
  .record_free = clt_feedback_data_free,
  .take = take,
};

void
clt_feedback_view_show (CltFeedbackView *self, gint64 session, const char *name)
{
  g_return_if_fail (CLT_IS_FEEDBACK_VIEW (self));

  self->session_id = session;
  clt_set_str (&self->name, name);
  clt_reader_ask (self->reader, session);
}

void
clt_feedback_view_focus (CltFeedbackView *self)
{
  g_return_if_fail (CLT_IS_FEEDBACK_VIEW (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "forms") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* ---- one more form ------------------------------------------------------------------------- */

enum
{
  ROW_LECTURER,
  ROW_TOPIC,
  ROW_USEFULNESS,
  ROW_COMMENT,
};

/* "" is not answered; FALSE: said. */
static gboolean
read_answer (CltFormDialog *form, guint row, int *answer)
{
  g_autofree char *text = clt_form_dialog_dup_text (form, row);

  *answer = *text == '\0' ? 0 : *text - '0';
  if (*text == '\0' || (text[1] == '\0' && *answer >= 1 && *answer <= 5))
    return TRUE;
  clt_form_dialog_refuse_row (form, row, _ ("An answer is a number from 1 to 5, or nothing."));
  return FALSE;
}

static void
apply_form (CltFormDialog *form)
{
  CltFeedbackView *self = clt_form_dialog_get_data (form);
  g_autoptr (CltFeedback) feedback = clt_feedback_new ();
  CltSessionOrder *order;

  if (!read_answer (form, ROW_LECTURER, &feedback->lecturer) ||
      !read_answer (form, ROW_TOPIC, &feedback->topic) ||
      !read_answer (form, ROW_USEFULNESS, &feedback->usefulness))
    return;
  feedback->session_id = self->session_id;
  g_free (feedback->comment);
  feedback->comment = clt_form_dialog_dup_text (form, ROW_COMMENT);
  order = clt_session_order_new (self->session_id, 0);
  order->feedback = g_steal_pointer (&feedback);
  clt_form_dialog_act (form, "feedback.save", self->name, clt_session_order_feedback, order,
                       clt_session_order_free);
}

void
clt_feedback_view_add (CltFeedbackView *self)
{
  CltFormDialog *form;

  g_return_if_fail (CLT_IS_FEEDBACK_VIEW (self));

  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, _ ("Feedback Form"),
                              _ ("From 1, poor, to 5, excellent; empty where nothing was said."));
  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_entry (form, _ ("_Lecturer, 1–5"), "", FALSE);
  clt_form_dialog_add_entry (form, _ ("_Topic, 1–5"), "", FALSE);
  clt_form_dialog_add_entry (form, _ ("_Usefulness, 1–5"), "", FALSE);
  clt_form_dialog_add_entry (form, _ ("In their _words"), "", FALSE);
  clt_form_dialog_present (form, _ ("_Save"), apply_form);
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_feedback_view_set_desk (CltFeedbackView *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_return_if_fail (CLT_IS_FEEDBACK_VIEW (self));

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  clt_data_table_set_list (self->table, keys);
}

static void
clt_feedback_view_dispose (GObject *object)
{
  CltFeedbackView *self = CLT_FEEDBACK_VIEW (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_FEEDBACK_VIEW);
  G_OBJECT_CLASS (clt_feedback_view_parent_class)->dispose (object);
}

static void
clt_feedback_view_class_init (CltFeedbackViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_feedback_view_dispose;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-feedback-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFeedbackView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltFeedbackView, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltFeedbackView, lecturer_label);
  gtk_widget_class_bind_template_child (widget_class, CltFeedbackView, topic_label);
  gtk_widget_class_bind_template_child (widget_class, CltFeedbackView, usefulness_label);
  gtk_widget_class_bind_template_child (widget_class, CltFeedbackView, satisfied_label);
  gtk_widget_class_bind_template_child (widget_class, CltFeedbackView, table);
}

static void
clt_feedback_view_init (CltFeedbackView *self)
{
  self->name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_titled_columns (self->table, "feedback", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
}
