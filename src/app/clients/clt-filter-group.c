/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-filter-group.h"

#include "app/clients/clt-filter-line.h"

struct _CltFilterGroup
{
  CltFilterPart parent_instance;

  GtkToggleButton *not_button;
  GtkDropDown *kind_drop;
  GtkLabel *count_label;
  GtkWidget *remove_button;
  GtkBox *lines;
};

G_DEFINE_FINAL_TYPE (CltFilterGroup, clt_filter_group, CLT_TYPE_FILTER_PART)

static CltFilterNode *
get_node (gpointer part)
{
  return clt_filter_part_get_node (CLT_FILTER_PART (part));
}

/* The focus stays near: the line above, else the one below, else the group. */
static void
on_child_removed_cb (GtkWidget *child, CltFilterGroup *self)
{
  CltFilterNode *node = get_node (child);
  GtkWidget *next = gtk_widget_get_prev_sibling (child);

  if (next == NULL)
    next = gtk_widget_get_next_sibling (child);
  gtk_widget_grab_focus (next != NULL ? next : GTK_WIDGET (self->kind_drop));
  gtk_box_remove (self->lines, child);
  g_ptr_array_remove (get_node (self)->children, node);
  clt_filter_part_tell_changed (CLT_FILTER_PART (self));
}

static GtkWidget *
add_child (CltFilterGroup *self, CltFilterNode *node)
{
  GtkWidget *child = node->kind == CLT_FILTER_NODE_TEST
                       ? GTK_WIDGET (clt_filter_line_new (node))
                       : GTK_WIDGET (clt_filter_group_new (node, FALSE));

  g_signal_connect_object (child, "changed", G_CALLBACK (clt_filter_part_tell_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "removed", G_CALLBACK (on_child_removed_cb), self, 0);
  gtk_box_append (self->lines, child);
  return child;
}

static const CltFilterField *
get_first_field (void)
{
  for (const CltFilterField *field = clt_filter_fields; field->name != NULL; field++)
    if (field->type == CLT_FILTER_TIER)
      return field;
  return clt_filter_fields;
}

void
clt_filter_group_add_line (CltFilterGroup *self)
{
  CltFilterNode *node;

  g_return_if_fail (CLT_IS_FILTER_GROUP (self));

  node = clt_filter_node_new_test (get_first_field ());
  g_ptr_array_add (get_node (self)->children, node);
  gtk_widget_grab_focus (add_child (self, node));
  clt_filter_part_tell_changed (CLT_FILTER_PART (self));
}

void
clt_filter_group_add_group (CltFilterGroup *self)
{
  CltFilterNode *node;
  GtkWidget *child;

  g_return_if_fail (CLT_IS_FILTER_GROUP (self));

  /* inside the other kind: "all of" within "all of" would say nothing new */
  node = clt_filter_node_new_group (
    get_node (self)->kind == CLT_FILTER_NODE_ALL ? CLT_FILTER_NODE_ANY : CLT_FILTER_NODE_ALL);
  g_ptr_array_add (get_node (self)->children, node);
  child = add_child (self, node);
  clt_filter_group_add_line (CLT_FILTER_GROUP (child));
}

/* Counting */

void
clt_filter_group_collect (CltFilterGroup *self, GPtrArray *texts)
{
  g_return_if_fail (CLT_IS_FILTER_GROUP (self));

  g_ptr_array_add (texts, clt_filter_node_to_text (get_node (self)));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (CLT_IS_FILTER_GROUP (child))
      clt_filter_group_collect (CLT_FILTER_GROUP (child), texts);
    else
      g_ptr_array_add (texts, clt_filter_node_to_text (get_node (child)));
}

static gint64
take_count (const GArray *counts, guint *at)
{
  return *at < counts->len ? g_array_index (counts, gint64, (*at)++) : -1;
}

void
clt_filter_group_show_counts (CltFilterGroup *self, const GArray *counts, guint *at)
{
  g_return_if_fail (CLT_IS_FILTER_GROUP (self));

  clt_filter_part_show_count (CLT_FILTER_PART (self), take_count (counts, at));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (CLT_IS_FILTER_GROUP (child))
      clt_filter_group_show_counts (CLT_FILTER_GROUP (child), counts, at);
    else
      clt_filter_part_show_count (CLT_FILTER_PART (child), take_count (counts, at));
}

/* What the person says */

static void
on_kind_selected_cb (CltFilterGroup *self)
{
  if (clt_filter_part_is_quiet (CLT_FILTER_PART (self)))
    return;
  get_node (self)->kind =
    gtk_drop_down_get_selected (self->kind_drop) == 0 ? CLT_FILTER_NODE_ALL : CLT_FILTER_NODE_ANY;
  clt_filter_part_tell_changed (CLT_FILTER_PART (self));
}

static void
add_line (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_filter_group_add_line (CLT_FILTER_GROUP (widget));
}

static void
add_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_filter_group_add_group (CLT_FILTER_GROUP (widget));
}

static void
remove_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltFilterGroup *self = CLT_FILTER_GROUP (widget);

  if (gtk_widget_get_visible (self->remove_button))
    clt_filter_part_tell_removed (CLT_FILTER_PART (self));
}

/* Class */

static gboolean
clt_filter_group_grab_focus (GtkWidget *widget)
{
  CltFilterGroup *self = CLT_FILTER_GROUP (widget);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  return gtk_widget_grab_focus (first != NULL ? first : GTK_WIDGET (self->kind_drop));
}

static void
clt_filter_group_class_init (CltFilterGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = clt_filter_group_grab_focus;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-filter-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFilterGroup, not_button);
  gtk_widget_class_bind_template_child (widget_class, CltFilterGroup, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, CltFilterGroup, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltFilterGroup, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CltFilterGroup, lines);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected_cb);
  gtk_widget_class_install_action (widget_class, "group.add-line", NULL, add_line);
  gtk_widget_class_install_action (widget_class, "group.add-group", NULL, add_group);
  gtk_widget_class_install_action (widget_class, "group.remove", NULL, remove_group);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "group.add-line",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "group.add-group",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "group.remove", NULL);
}

static void
clt_filter_group_init (CltFilterGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CltFilterGroup *
clt_filter_group_new (CltFilterNode *node, gboolean root)
{
  CltFilterGroup *self = g_object_new (CLT_TYPE_FILTER_GROUP, NULL);

  clt_filter_part_set_node (CLT_FILTER_PART (self), node, self->not_button, self->count_label);
  gtk_drop_down_set_selected (self->kind_drop, node->kind == CLT_FILTER_NODE_ALL ? 0 : 1);
  gtk_widget_set_visible (self->remove_button, !root);
  gtk_widget_set_visible (GTK_WIDGET (self->not_button), !root || node->negated);
  for (guint i = 0; i < node->children->len; i++)
    add_child (self, node->children->pdata[i]);
  clt_filter_part_set_quiet (CLT_FILTER_PART (self), FALSE);
  return self;
}
