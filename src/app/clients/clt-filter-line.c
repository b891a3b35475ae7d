/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-filter-line.h"

#include "app/widgets/clt-css-class.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltFilterLine
{
  CltFilterPart parent_instance;

  GArray *operators; /* owned: CltFilterOperator, one a line of operator_model */
  GStrv choices;     /* owned (nullable): one a line of choice_model */

  GtkToggleButton *not_button;
  GtkDropDown *field_drop;
  GtkStringList *field_model;
  GtkDropDown *operator_drop;
  GtkStringList *operator_model;
  GtkDropDown *choice_drop;
  GtkStringList *choice_model;
  GtkEditable *value_entry;
  GtkWidget *and_label;
  GtkEditable *second_entry;
  GtkLabel *count_label;
};

G_DEFINE_FINAL_TYPE (CltFilterLine, clt_filter_line, CLT_TYPE_FILTER_PART)

static CltFilterNode *
get_node (CltFilterLine *self)
{
  return clt_filter_part_get_node (CLT_FILTER_PART (self));
}

static void
set_quiet (CltFilterLine *self, gboolean quiet)
{
  clt_filter_part_set_quiet (CLT_FILTER_PART (self), quiet);
}

static gboolean
is_quiet (CltFilterLine *self)
{
  return clt_filter_part_is_quiet (CLT_FILTER_PART (self));
}

static void
tell_changed (CltFilterLine *self)
{
  g_autoptr (GError) error = NULL;
  gboolean fits = clt_filter_node_check (get_node (self), &error);

  clt_css_class_set (GTK_WIDGET (self->value_entry), "error", !fits);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->value_entry), fits ? NULL : error->message);
  clt_filter_part_tell_changed (CLT_FILTER_PART (self));
}

/* Showing the node */

static void
empty (GtkStringList *model)
{
  gtk_string_list_splice (model, 0, g_list_model_get_n_items (G_LIST_MODEL (model)), NULL);
}

static void
fill_operators (CltFilterLine *self)
{
  guint selected = 0;

  empty (self->operator_model);
  g_array_set_size (self->operators, 0);
  for (guint i = 0; i < CLT_N_FILTER_OPERATORS; i++)
    {
      CltFilterOperator op = i;

      if (!clt_filter_operator_fits (op, get_node (self)->field))
        continue;
      if (op == get_node (self)->op)
        selected = self->operators->len;
      g_array_append_val (self->operators, op);
      gtk_string_list_append (self->operator_model,
                              clt_filter_operator_get_label (op, get_node (self)->field));
    }
  gtk_drop_down_set_selected (self->operator_drop, selected);
}

static gboolean
has_choices (const CltFilterNode *node)
{
  return (node->field->type == CLT_FILTER_CHOICE || node->field->type == CLT_FILTER_TIER) &&
         clt_filter_operator_get_n_values (node->op) == 1 && node->op != CLT_FILTER_IN;
}

/* The value of the node is one of the choices afterwards. */
static void
fill_choices (CltFilterLine *self)
{
  guint selected = 0;

  empty (self->choice_model);
  g_clear_pointer (&self->choices, g_strfreev);
  if (!has_choices (get_node (self)))
    return;
  self->choices = clt_filter_field_dup_choices (get_node (self)->field);
  for (guint i = 0; self->choices[i] != NULL; i++)
    {
      if (g_str_equal (self->choices[i], get_node (self)->values[0]))
        selected = i;
      gtk_string_list_append (self->choice_model,
                              clt_filter_field_get_choice_label (get_node (self)->field,
                                                                 self->choices[i]));
    }
  gtk_drop_down_set_selected (self->choice_drop, selected);
  clt_set_str (&get_node (self)->values[0], self->choices[selected]);
}

static const char *
get_example (const CltFilterNode *node)
{
  if (node->op == CLT_FILTER_SOME_IN || node->op == CLT_FILTER_NONE_FOR)
    return "20 trading days";
  switch (node->field->type)
    {
    case CLT_FILTER_DAY:
      return "today - 20 trading days";
    case CLT_FILTER_MONEY:
      return "10万";
    case CLT_FILTER_RATIO:
      return "80%";
    case CLT_FILTER_NUMBER:
    case CLT_FILTER_TEXT:
    case CLT_FILTER_CHOICE:
    case CLT_FILTER_TIER:
    case CLT_FILTER_SET:
    case CLT_FILTER_SEGMENT:
    case CLT_FILTER_SECRET:
    default:
      /* Translators: an example of several values in one entry. */
      return node->op == CLT_FILTER_IN ? _ ("this, that") : "";
    }
}

static void
show_values (CltFilterLine *self)
{
  guint n = clt_filter_operator_get_n_values (get_node (self)->op);
  gboolean chosen = has_choices (get_node (self));

  fill_choices (self);
  gtk_widget_set_visible (GTK_WIDGET (self->choice_drop), chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->value_entry), n > 0 && !chosen);
  gtk_widget_set_visible (self->and_label, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->second_entry), n > 1);
  g_object_set (self->value_entry, "placeholder-text", get_example (get_node (self)), NULL);
  gtk_editable_set_text (self->value_entry, get_node (self)->values[0]);
  gtk_editable_set_text (self->second_entry, get_node (self)->values[1]);
}

static void
show_node (CltFilterLine *self)
{
  set_quiet (self, TRUE);
  gtk_drop_down_set_selected (self->field_drop,
                              (guint) (get_node (self)->field - clt_filter_fields));
  fill_operators (self);
  show_values (self);
  set_quiet (self, FALSE);
}

/* Taking what the person says */

static void
on_field_selected_cb (CltFilterLine *self)
{
  if (is_quiet (self))
    return;
  get_node (self)->field = &clt_filter_fields[gtk_drop_down_get_selected (self->field_drop)];
  clt_set_str (&get_node (self)->values[0], "");
  clt_set_str (&get_node (self)->values[1], "");
  if (!clt_filter_operator_fits (get_node (self)->op, get_node (self)->field))
    for (get_node (self)->op = 0;
         !clt_filter_operator_fits (get_node (self)->op, get_node (self)->field);)
      get_node (self)->op++;
  show_node (self);
  tell_changed (self);
}

static void
on_operator_selected_cb (CltFilterLine *self)
{
  guint selected = gtk_drop_down_get_selected (self->operator_drop);

  if (is_quiet (self) || selected >= self->operators->len)
    return;
  get_node (self)->op = g_array_index (self->operators, CltFilterOperator, selected);
  set_quiet (self, TRUE);
  show_values (self);
  set_quiet (self, FALSE);
  tell_changed (self);
}

static void
on_choice_selected_cb (CltFilterLine *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice_drop);

  if (is_quiet (self) || self->choices == NULL || selected >= g_strv_length (self->choices))
    return;
  clt_set_str (&get_node (self)->values[0], self->choices[selected]);
  tell_changed (self);
}

static void
on_value_changed_cb (CltFilterLine *self)
{
  if (is_quiet (self))
    return;
  clt_set_str (&get_node (self)->values[0], gtk_editable_get_text (self->value_entry));
  clt_set_str (&get_node (self)->values[1], gtk_editable_get_text (self->second_entry));
  tell_changed (self);
}

static void
on_remove_clicked_cb (CltFilterLine *self)
{
  clt_filter_part_tell_removed (CLT_FILTER_PART (self));
}

static void
remove_line (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_remove_clicked_cb (CLT_FILTER_LINE (widget));
}

static gboolean
clt_filter_line_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CLT_FILTER_LINE (widget)->field_drop));
}

static void
clt_filter_line_dispose (GObject *object)
{
  CltFilterLine *self = CLT_FILTER_LINE (object);

  g_clear_pointer (&self->operators, g_array_unref);
  g_clear_pointer (&self->choices, g_strfreev);
  G_OBJECT_CLASS (clt_filter_line_parent_class)->dispose (object);
}

static void
clt_filter_line_class_init (CltFilterLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_filter_line_dispose;
  widget_class->grab_focus = clt_filter_line_grab_focus;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-filter-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, not_button);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, field_drop);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, field_model);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, operator_drop);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, operator_model);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, choice_drop);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, choice_model);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, value_entry);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, and_label);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, second_entry);
  gtk_widget_class_bind_template_child (widget_class, CltFilterLine, count_label);
  gtk_widget_class_bind_template_callback (widget_class, on_field_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_operator_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked_cb);
  gtk_widget_class_install_action (widget_class, "line.remove", NULL, remove_line);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK,
                                       "line.remove", NULL);
}

static void
clt_filter_line_init (CltFilterLine *self)
{
  self->operators = g_array_new (FALSE, FALSE, sizeof (CltFilterOperator));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (const CltFilterField *field = clt_filter_fields; field->name != NULL; field++)
    gtk_string_list_append (self->field_model, clt_filter_field_get_label (field));
}

CltFilterLine *
clt_filter_line_new (CltFilterNode *node)
{
  CltFilterLine *self = g_object_new (CLT_TYPE_FILTER_LINE, NULL);

  clt_filter_part_set_node (CLT_FILTER_PART (self), node, self->not_button, self->count_label);
  show_node (self);
  return self;
}
