/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-check.h"

#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

struct _CltQuestionnaireCheck
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *label;
  GtkPopover *popover;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CltQuestionnaireCheck, clt_questionnaire_check, ADW_TYPE_BIN)

enum
{
  FAULT,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
new_row (const CltFault *fault)
{
  GtkWidget *label = gtk_label_new (fault->message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_widget_add_css_class (label, fault->warning ? "warning" : "error");
  gtk_widget_add_css_class (label, "outline-row");
  return label;
}

static void
set_mood (CltQuestionnaireCheck *self, const char *icon, const char *css_class)
{
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), css_class);
}

void
clt_questionnaire_check_show (CltQuestionnaireCheck *self, const CltDesign *design)
{
  g_autofree char *sentence = clt_design_format_check (design);
  GtkListBoxRow *row;

  g_return_if_fail (CLT_IS_QUESTIONNAIRE_CHECK (self));

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < design->faults->len; i++)
    gtk_list_box_append (self->list, new_row (design->faults->pdata[i]));
  gtk_label_set_label (self->label, sentence);
  if (design->faults->len == 0)
    set_mood (self, "object-select-symbolic", "success");
  else
    set_mood (self, "dialog-warning-symbolic",
              clt_design_count_faults (design) > 0 ? "error" : "warning");
}

void
clt_questionnaire_check_open (CltQuestionnaireCheck *self)
{
  g_return_if_fail (CLT_IS_QUESTIONNAIRE_CHECK (self));

  gtk_menu_button_popup (self->button);
}

static void
on_row_activated_cb (CltQuestionnaireCheck *self, GtkListBoxRow *row)
{
  const guint index = (guint) gtk_list_box_row_get_index (row);

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[FAULT], 0, index);
}

static void
on_closed_cb (CltQuestionnaireCheck *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
clt_questionnaire_check_dispose (GObject *object)
{
  clt_bin_dispose_template (ADW_BIN (object), CLT_TYPE_QUESTIONNAIRE_CHECK);
  G_OBJECT_CLASS (clt_questionnaire_check_parent_class)->dispose (object);
}

static void
clt_questionnaire_check_class_init (CltQuestionnaireCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_questionnaire_check_dispose;
  signals[FAULT] = g_signal_new ("fault", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_UINT);
  signals[CLOSED] =
    g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-questionnaire-check.ui");
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireCheck, button);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireCheck, icon);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireCheck, label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireCheck, popover);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireCheck, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_closed_cb);
}

static void
clt_questionnaire_check_init (CltQuestionnaireCheck *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_placeholder (self->list, gtk_label_new (_ ("Nothing is wrong with it.")));
}
