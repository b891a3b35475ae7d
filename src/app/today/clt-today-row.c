/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/clt-today-row.h"

#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

struct _CltTodayRow
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *heading_label;
  GtkCheckButton *done_check;
  GtkLabel *kind_label;
  GtkLabel *title_label;
  GtkLabel *due_label;

  CltTodayLine *line; /* owned (nullable) */
  gboolean quiet;     /* the program sets the check */
};

G_DEFINE_FINAL_TYPE (CltTodayRow, clt_today_row, GTK_TYPE_WIDGET)

static void
on_done_toggled_cb (CltTodayRow *self)
{
  const CltTodayItem *item;

  if (self->quiet || self->line == NULL)
    return;
  item = clt_today_line_get_item (self->line);
  gtk_widget_activate_action (GTK_WIDGET (self), "today.set-done", "(sib)", item->key,
                              (gint32) item->due, gtk_check_button_get_active (self->done_check));
}

static void
show_item (CltTodayRow *self, const CltTodayItem *item)
{
  g_autofree char *due = clt_day_format (item->due);
  /* Translators: a line of the work list, for the screen reader. */
  g_autofree char *name = g_strdup_printf (_ ("Done: %s"), item->title);

  self->quiet = TRUE;
  gtk_check_button_set_active (self->done_check, item->done);
  self->quiet = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->done_check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_label_set_label (self->kind_label, clt_today_kind_get_label (item->kind));
  gtk_label_set_label (self->title_label, item->title);
  gtk_label_set_label (self->due_label, due);
  clt_css_class_set (GTK_WIDGET (self->title_label), "dim-label", item->done);
}

void
clt_today_row_set_line (CltTodayRow *self, CltTodayLine *line)
{
  g_return_if_fail (CLT_IS_TODAY_ROW (self));

  g_set_object (&self->line, line);
  if (line == NULL)
    return;
  if (clt_today_line_get_item (line) == NULL)
    {
      gtk_label_set_label (self->heading_label, clt_today_line_get_heading (line));
      gtk_stack_set_visible_child_name (self->stack, "heading");
      return;
    }
  show_item (self, clt_today_line_get_item (line));
  gtk_stack_set_visible_child_name (self->stack, "line");
}

CltTodayLine *
clt_today_row_get_line (CltTodayRow *self)
{
  g_return_val_if_fail (CLT_IS_TODAY_ROW (self), NULL);

  return self->line;
}

static void
clt_today_row_dispose (GObject *object)
{
  CltTodayRow *self = CLT_TODAY_ROW (object);

  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_TODAY_ROW);
  g_clear_object (&self->line);

  G_OBJECT_CLASS (clt_today_row_parent_class)->dispose (object);
}

static void
clt_today_row_class_init (CltTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_today_row_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/today/clt-today-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTodayRow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltTodayRow, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CltTodayRow, done_check);
  gtk_widget_class_bind_template_child (widget_class, CltTodayRow, kind_label);
  gtk_widget_class_bind_template_child (widget_class, CltTodayRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltTodayRow, due_label);
  gtk_widget_class_bind_template_callback (widget_class, on_done_toggled_cb);
}

static void
clt_today_row_init (CltTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
