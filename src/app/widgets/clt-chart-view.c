/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-chart-view.h"

#include "app/widgets/clt-chart-canvas.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

struct _CltChartView
{
  GtkWidget parent_instance;

  CltChartCanvas *canvas;
  GtkMenuButton *table_button;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (CltChartView, clt_chart_view, GTK_TYPE_WIDGET)

static void
add_line (GtkGrid *grid, const char *line, int row)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);

  for (int column = 0; cells[column] != NULL; column++)
    {
      GtkWidget *label = gtk_label_new (cells[column]);

      gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, row == 0 ? "heading" : "numeric");
      gtk_grid_attach (grid, label, column, row, 1, 1);
    }
}

/* The same numbers that Ctrl+C copies. */
static void
on_table_show_cb (CltChartView *self)
{
  CltChart *chart = clt_chart_canvas_get_chart (self->canvas);
  g_autofree char *tsv = NULL;
  g_auto (GStrv) lines = NULL;
  GtkWidget *child;

  if (chart == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  tsv = clt_chart_to_tsv (chart);
  lines = g_strsplit (tsv, "\n", -1);
  for (int row = 0; lines[row] != NULL && *lines[row] != '\0'; row++)
    add_line (self->grid, lines[row], row);
}

static void
show_table (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (CLT_CHART_VIEW (widget)->table_button);
}

void
clt_chart_view_set_chart (CltChartView *self, CltChart *chart)
{
  g_return_if_fail (CLT_IS_CHART_VIEW (self));

  clt_chart_canvas_set_chart (self->canvas, chart);
  gtk_widget_set_sensitive (GTK_WIDGET (self->table_button), chart != NULL);
}

CltChart *
clt_chart_view_get_chart (CltChartView *self)
{
  g_return_val_if_fail (CLT_IS_CHART_VIEW (self), NULL);

  return clt_chart_canvas_get_chart (self->canvas);
}

static void
clt_chart_view_dispose (GObject *object)
{
  clt_widget_dispose_template (GTK_WIDGET (object), CLT_TYPE_CHART_VIEW);

  G_OBJECT_CLASS (clt_chart_view_parent_class)->dispose (object);
}

static void
clt_chart_view_class_init (CltChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_chart_view_dispose;

  g_type_ensure (CLT_TYPE_CHART_CANVAS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/widgets/clt-chart-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltChartView, canvas);
  gtk_widget_class_bind_template_child (widget_class, CltChartView, table_button);
  gtk_widget_class_bind_template_child (widget_class, CltChartView, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_table_show_cb);
  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, show_table);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "chart.show-table", NULL);
}

static void
clt_chart_view_init (CltChartView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
