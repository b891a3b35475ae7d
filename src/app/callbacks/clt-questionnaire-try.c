/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-try.h"

#include "app/callbacks/clt-form-view.h"
#include "app/widgets/clt-focus-keeper.h"
#include "app/widgets/clt-reader.h"
#include "core/base/clt-i18n.h"

struct _CltQuestionnaireTry
{
  AdwWindow parent_instance;

  CltDesk *desk; /* owned */
  gint64 version_id;
  CltReader *reader; /* owned (nullable) */

  AdwWindowTitle *title;
  GtkLabel *greeting_label;
  GtkLabel *closing_label;
  CltFormView *view;
};

G_DEFINE_FINAL_TYPE (CltQuestionnaireTry, clt_questionnaire_try, ADW_TYPE_WINDOW)

static gpointer
read_form (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_form_load (conn, *(const gint64 *) data, error);
}

static void
set_words (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
}

/* The closing words are said at the end. */
static void
show_place (CltQuestionnaireTry *self)
{
  const CltForm *form = clt_form_view_get_form (self->view);
  const gboolean ended = form != NULL && *clt_form_view_get_key (self->view) == '\0';

  set_words (self->closing_label, ended ? form->closing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->greeting_label),
                          form != NULL && !ended && *form->greeting != '\0');
}

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

  set_words (self->greeting_label, form->greeting);
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
  clt_form_view_focus (CLT_QUESTIONNAIRE_TRY (window)->view);
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
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, greeting_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, closing_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireTry, view);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed_cb);
  gtk_widget_class_install_action (widget_class, "try.again", NULL, begin_again);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
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
