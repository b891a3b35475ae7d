/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-head.h"

#include "app/callbacks/clt-questionnaire-keep.h"
#include "app/widgets/clt-change-row.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-placeholders.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire-edit.h"

typedef enum
{
  GROUP_GREETING,
  GROUP_CLOSING,
  GROUP_HEAD,
  GROUP_DIMENSIONS,
  N_GROUPS
} Group;

enum
{
  GREETING,
  CLOSING,
  NAME,
  OCCASION,
  KEY,
  DIMENSIONS,
  N_FIELDS
};

static const struct
{
  const char *name, *label;
  Group group;
  CltFieldRowKind kind;
} fields[N_FIELDS] = {
  { "greeting", NC_ ("questionnaire", "Said or printed before the first question"), GROUP_GREETING,
    CLT_FIELD_ROW_TEXT },
  { "closing", NC_ ("questionnaire", "Said or printed after the last question"), GROUP_CLOSING,
    CLT_FIELD_ROW_TEXT },
  { "name", NC_ ("questionnaire", "Name"), GROUP_HEAD, CLT_FIELD_ROW_ENTRY },
  { "occasion", NC_ ("questionnaire", "Occasion"), GROUP_HEAD, CLT_FIELD_ROW_CHOICE },
  { "key", NC_ ("questionnaire", "Key, short and lasting"), GROUP_HEAD, CLT_FIELD_ROW_ENTRY },
  { "dimensions", NC_ ("questionnaire", "One a line, with its weight: Speed 25"), GROUP_DIMENSIONS,
    CLT_FIELD_ROW_TEXT },
};

struct _CltQuestionnaireHead
{
  AdwBin parent_instance;

  CltDesk *desk;           /* owned (nullable) */
  const CltDesign *design; /* borrowed (nullable) */
  gint64 version;          /* that is shown; 0: none */
  CltDesignKeeper keeper;
  CltFieldRow *rows[N_FIELDS]; /* owned */
  GPtrArray *version_rows;     /* owned: borrowed rows of versions_group */

  GtkScrolledWindow *scroller;
  GtkLabel *fault_label;
  AdwPreferencesGroup *greeting_group;
  GtkMenuButton *greeting_button;
  AdwPreferencesGroup *closing_group;
  GtkMenuButton *closing_button;
  AdwPreferencesGroup *head_group;
  AdwPreferencesGroup *dimensions_group;
  AdwPreferencesGroup *versions_group;
};

G_DEFINE_FINAL_TYPE (CltQuestionnaireHead, clt_questionnaire_head, ADW_TYPE_BIN)

/* ---- writing -------------------------------------------------------------------------------- */

static void
on_field_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltQuestionnaireHead *self = user_data;
  CltDesignChange *job;
  guint i = 0;

  if (self->design == NULL || self->design->form == NULL)
    return;
  while (self->rows[i] != row)
    i++;
  job = clt_design_change_new (fields[i].group == GROUP_HEAD ? CLT_DESIGN_SET_HEAD
                                                             : CLT_DESIGN_SET_FORM);
  job->questionnaire = self->design->head->id;
  job->version = self->design->form->version_id;
  job->field = g_strdup (fields[i].name);
  job->text = g_strdup (text);
  clt_design_keep (self->desk, GTK_WIDGET (self), &self->keeper, row, text, job,
                   self->design->head->name);
}

/* ---- showing -------------------------------------------------------------------------------- */

static char *
dup_value (const CltDesign *design, guint field)
{
  switch (field)
    {
    case GREETING:
      return g_strdup (design->form->greeting);
    case CLOSING:
      return g_strdup (design->form->closing);
    case NAME:
      return g_strdup (design->head->name);
    case OCCASION:
      return g_strdup (design->head->occasion);
    case KEY:
      return g_strdup (design->head->key);
    case DIMENSIONS:
    default:
      return clt_form_format_dimensions (design->form);
    }
}

static char *
format_sum (const CltForm *form)
{
  int sum = 0;

  for (guint i = 0; i < form->dimensions->len; i++)
    sum += ((CltDimension *) form->dimensions->pdata[i])->weight;
  if (form->dimensions->len == 0)
    return g_strdup (_ ("None: ratings are counted each by itself."));
  if (sum == 100)
    return g_strdup (_ ("The weights sum to 100."));
  return g_strdup_printf (_ ("The weights of the dimensions sum to %d instead of 100."), sum);
}

static void
show_faults (CltQuestionnaireHead *self)
{
  g_autoptr (GString) faults = g_string_new (NULL);

  for (guint i = 0; i < self->design->faults->len; i++)
    {
      const CltFault *fault = self->design->faults->pdata[i];

      if (*fault->key == '\0')
        g_string_append_printf (faults, "%s%s", faults->len == 0 ? "" : "\n", fault->message);
    }
  gtk_label_set_label (self->fault_label, faults->str);
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), faults->len > 0);
}

static GtkWidget *
new_version_row (const GPtrArray *versions, guint index)
{
  const CltForm *form = versions->pdata[index];
  g_autofree char *title = g_strdup_printf (_ ("Version %d"), form->number);
  g_autofree char *day = clt_day_format (form->published);
  g_autofree char *subtitle =
    form->published == CLT_DAY_NONE
      ? g_strdup (clt_form_state_get_label (form->state))
      /* Translators: “Published” or “Retired”, and a day. */
      : g_strdup_printf (_ ("%s · put since %s"), clt_form_state_get_label (form->state), day);
  g_autoptr (GPtrArray) changes =
    index + 1 < versions->len ? clt_form_compare (versions->pdata[index + 1], form) : NULL;

  return clt_change_row_new (title, subtitle, changes);
}

static void
show_versions (CltQuestionnaireHead *self)
{
  const GPtrArray *versions = self->design->versions;

  for (guint i = 0; i < self->version_rows->len; i++)
    adw_preferences_group_remove (self->versions_group, self->version_rows->pdata[i]);
  g_ptr_array_set_size (self->version_rows, 0);
  for (guint i = 0; i < versions->len; i++)
    {
      GtkWidget *row = new_version_row (versions, i);

      adw_preferences_group_add (self->versions_group, row);
      g_ptr_array_add (self->version_rows, row);
    }
}

static void
flush (CltQuestionnaireHead *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    clt_field_row_flush (self->rows[i]);
}

gboolean
clt_questionnaire_head_keep (CltQuestionnaireHead *self)
{
  g_return_val_if_fail (CLT_IS_QUESTIONNAIRE_HEAD (self), TRUE);

  if (self->version != 0)
    flush (self);
  return self->keeper.n_open == 0;
}

void
clt_questionnaire_head_show (CltQuestionnaireHead *self, const CltDesign *design)
{
  const gint64 version = design == NULL || design->form == NULL ? 0 : design->form->version_id;
  const gboolean same = version == self->version;
  g_autofree char *sum = NULL;
  gboolean draft;

  g_return_if_fail (CLT_IS_QUESTIONNAIRE_HEAD (self));

  if (!same && self->version != 0)
    flush (self);
  self->design = design;
  self->version = version;
  if (version == 0)
    return;
  if (!same)
    {
      self->keeper.serial++;
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *value = dup_value (design, i);

      clt_field_row_show (self->rows[i], value, same);
    }
  draft = clt_design_is_draft (design);
  sum = format_sum (design->form);
  adw_preferences_group_set_description (self->dimensions_group, sum);
  gtk_widget_set_sensitive (GTK_WIDGET (self->greeting_group), draft);
  gtk_widget_set_sensitive (GTK_WIDGET (self->closing_group), draft);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dimensions_group), draft);
  show_faults (self);
  show_versions (self);
}

void
clt_questionnaire_head_focus (CltQuestionnaireHead *self, gboolean closing)
{
  g_return_if_fail (CLT_IS_QUESTIONNAIRE_HEAD (self));

  if (self->version == 0)
    return;
  if (clt_design_is_draft (self->design))
    clt_field_row_focus (self->rows[closing ? CLOSING : GREETING]);
  else
    clt_field_row_focus (self->rows[NAME]);
}

/* ---- placeholders --------------------------------------------------------------------------- */

static gboolean
is_closing (CltQuestionnaireHead *self)
{
  return clt_widget_has_focus_inside (GTK_WIDGET (self->closing_group));
}

void
clt_questionnaire_head_open_placeholders (CltQuestionnaireHead *self)
{
  g_return_if_fail (CLT_IS_QUESTIONNAIRE_HEAD (self));

  if (self->version != 0 && clt_design_is_draft (self->design))
    gtk_menu_button_popup (is_closing (self) ? self->closing_button : self->greeting_button);
}

static void
insert_placeholder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnaireHead *self = CLT_QUESTIONNAIRE_HEAD (widget);
  const gboolean closing = g_str_equal (action, "placeholder.insert-closing");

  clt_placeholders_insert (self->rows[closing ? CLOSING : GREETING],
                           g_variant_get_string (parameter, NULL));
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
fill_occasions (CltQuestionnaireHead *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; clt_occasions[i] != NULL; i++)
    g_ptr_array_add (labels, (gpointer) clt_occasion_get_label (clt_occasions[i]));
  g_ptr_array_add (labels, NULL);
  clt_field_row_set_choices (self->rows[OCCASION], clt_occasions,
                             (const char *const *) labels->pdata);
}

static void
make_rows (CltQuestionnaireHead *self)
{
  AdwPreferencesGroup *groups[N_GROUPS] = { self->greeting_group, self->closing_group,
                                            self->head_group, self->dimensions_group };
  const char *const titles[N_GROUPS] = { _ ("Greeting"), _ ("Closing words"),
                                         C_ ("questionnaire", "Questionnaire"), _ ("Dimensions") };
  GtkListBox *lists[N_GROUPS];

  for (guint i = 0; i < N_GROUPS; i++)
    lists[i] = clt_field_list_new (groups[i], titles[i]);
  for (guint i = 0; i < N_FIELDS; i++)
    self->rows[i] = clt_field_row_new (lists[fields[i].group],
                                       g_dpgettext2 (NULL, "questionnaire", fields[i].label),
                                       fields[i].kind, on_field_committed_cb, self);
  fill_occasions (self);
}

void
clt_questionnaire_head_set_desk (CltQuestionnaireHead *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

static void
clt_questionnaire_head_dispose (GObject *object)
{
  CltQuestionnaireHead *self = CLT_QUESTIONNAIRE_HEAD (object);

  self->keeper.serial++;
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_pointer (&self->rows[i], clt_field_row_free);
  g_clear_pointer (&self->version_rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  self->design = NULL;
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_QUESTIONNAIRE_HEAD);
  G_OBJECT_CLASS (clt_questionnaire_head_parent_class)->dispose (object);
}

static void
clt_questionnaire_head_class_init (CltQuestionnaireHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_questionnaire_head_dispose;
  clt_design_keeper_install (widget_class);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-questionnaire-head.ui");
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, fault_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, greeting_group);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, greeting_button);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, closing_group);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, closing_button);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, head_group);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, dimensions_group);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnaireHead, versions_group);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "questionnaire.leave",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "placeholder.insert-greeting", "s",
                                   insert_placeholder);
  gtk_widget_class_install_action (widget_class, "placeholder.insert-closing", "s",
                                   insert_placeholder);
}

static void
clt_questionnaire_head_init (CltQuestionnaireHead *self)
{
  g_autoptr (GMenuModel) greeting = clt_placeholders_build_menu ("placeholder.insert-greeting");
  g_autoptr (GMenuModel) closing = clt_placeholders_build_menu ("placeholder.insert-closing");

  self->version_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
  gtk_menu_button_set_menu_model (self->greeting_button, greeting);
  gtk_menu_button_set_menu_model (self->closing_button, closing);
}
