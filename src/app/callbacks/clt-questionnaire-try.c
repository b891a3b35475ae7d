/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-try.h"

#include "app/callbacks/clt-form-view.h"
#include "app/widgets/clt-focus-keeper.h"
#include "app/widgets/clt-label.h"
#include "app/widgets/clt-reader.h"

struct _CltQuestionnaireTry
{
  AdwWindow parent_instance;

  CltDesk *desk; /* owned */
  gint64 version_id;
  CltReader *reader; /* owned (nullable) */

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkLabel *greeting_label;
  CltFormView *view;
  GtkLabel *closing_label;
  GtkListBox *answer_list;
};

G_DEFINE_FINAL_TYPE (CltQuestionnaireTry, clt_questionnaire_try, ADW_TYPE_WINDOW)

static gpointer
read_form (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_form_load (conn, *(const gint64 *) data, error);
}

/* ---- the end -------------------------------------------------------------------------------- */

/* The way that was taken, with the answers. */
static void
list_answers (CltQuestionnaireTry *self, const CltForm *form)
{
  const CltFlow *flow = clt_form_view_get_flow (self->view);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->answer_list, 0)) != NULL)
    gtk_list_box_remove (self->answer_list, GTK_WIDGET (row));
  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    {
      const CltQuestion *question = form->questions->pdata[i];
      g_autofree char *answer = NULL;
      GtkWidget *line;

      if (!clt_question_is_asked (question))
        continue;
      answer = clt_flow_format_answer (flow, i);
      line = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), question->text);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (line), answer);
      gtk_list_box_append (self->answer_list, line);
    }
}

static void
show_place (CltQuestionnaireTry *self)
{
  const CltForm *form = clt_form_view_get_form (self->view);
  const gboolean ended = form != NULL && *clt_form_view_get_key (self->view) == '\0';
  const char *page = ended ? "end" : "form";

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), page))
    return;
  if (ended)
    {
      clt_label_show (self->closing_label, form->closing);
      list_answers (self, form);
    }
  gtk_stack_set_visible_child_name (self->stack, page);
  if (ended)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* From the end to the last question. */
static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnaireTry *self = CLT_QUESTIONNAIRE_TRY (widget);

  if (*clt_form_view_get_key (self->view) != '\0')
    return;
  gtk_stack_set_visible_child_name (self->stack, "form");
  clt_form_view_back (self->view);
  show_place (self);
  clt_form_view_focus (self->view);
}

/* ---- the form ------------------------------------------------------------------------------- */

static void
on_view_changed_cb (CltQuestionnaireTry *self)
{
  show_place (self);
}

static void
take_form (gpointer owner, gpointer record)
{
  CltQuestionnaireTry *self = owner;
  CltForm *form = record;
  g_autoptr (GError) error = NULL;

  clt_label_show (self->greeting_label, form->greeting);
  if (!clt_form_view_show (self->view, form, NULL, NULL, &error))
    {
      clt_desk_fail (self->desk, error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  show_place (self);
  clt_form_view_focus (self->view);
}

static void
begin_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnaireTry *self = CLT_QUESTIONNAIRE_TRY (widget);

  clt_reader_ask (self->reader, self->version_id);
}

static const CltReaderKind form_kind = { read_form, (GDestroyNotify) clt_form_free, take_form };

static void
focus_view (GtkWindow *window)
{
  CltQuestionnaireTry *self = CLT_QUESTIONNAIRE_TRY (window);

  if (*clt_form_view_get_key (self->view) != '\0')
    clt_form_view_focus (self->view);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
clt_questionnaire_try_dispose (GObject *object)
{
  CltQuestionnaireTry *self = CLT_QUESTIONNAIRE_TRY (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_QUESTIONNAIRE_TRY);
  G_OBJECT_CLASS (clt_questionnaire_try_parent_class)->dispose (object);
}

static void
clt_questionnaire_try_class_init (CltQuestionnaireTryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_questionnaire_try_dispose;
  g_type_ensure (CLT_TYPE_FORM_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-questionnaire-try.ui");
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, title);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, stack);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, greeting_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, view);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, closing_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, answer_list);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed_cb);
  gtk_widget_class_install_action (widget_class, "try.again", NULL, begin_again);
  gtk_widget_class_install_action (widget_class, "try.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "try.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "try.again",
                                       NULL);
}

static void
clt_questionnaire_try_init (CltQuestionnaireTry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_focus_keeper_attach (GTK_WINDOW (self), focus_view);
}

void
clt_questionnaire_try_present (GtkWidget *parent,
                               CltDesk *desk,
                               gint64 version_id,
                               const char *name)
{
  CltQuestionnaireTry *self =
    g_object_new (CLT_TYPE_QUESTIONNAIRE_TRY, "transient-for", gtk_widget_get_root (parent), NULL);

  self->desk = g_object_ref (desk);
  self->version_id = version_id;
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &form_kind);
  gtk_window_set_title (GTK_WINDOW (self), name);
  adw_window_title_set_title (self->title, name);
  gtk_window_present (GTK_WINDOW (self));
  clt_reader_ask (self->reader, version_id);
}
