/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-chart-canvas.h"

#include <adwaita.h>

#include "core/base/clt-i18n.h"

/* Size of the picture that Ctrl+C copies: fits a page or a slide. */
#define COPY_WIDTH 1600
#define COPY_HEIGHT 900
#define COPY_FONT_SIZE 22.0

struct _CltChartCanvas
{
  GtkWidget parent_instance;

  CltChart *chart; /* owned (nullable) */
  int highlight;   /* -1: none */
};

G_DEFINE_FINAL_TYPE (CltChartCanvas, clt_chart_canvas, GTK_TYPE_WIDGET)

static void
set_highlight (CltChartCanvas *self, int highlight)
{
  g_autofree char *text = NULL;

  if (self->highlight == highlight)
    return;
  self->highlight = highlight;
  if (highlight >= 0)
    text = clt_chart_describe_point (self->chart, highlight);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clt_chart_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CltChartCanvas *self = CLT_CHART_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  CltChartStyle style = { adw_style_manager_get_dark (adw_style_manager_get_default ()), 0,
                          self->highlight };
  cairo_t *cr;

  if (self->chart == NULL || width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  clt_chart_draw (self->chart, cr, width, height, &style);
  cairo_destroy (cr);
}

static void
on_motion_cb (CltChartCanvas *self, double x, double y)
{
  if (self->chart != NULL)
    set_highlight (self,
                   clt_chart_pick (self->chart, x, y, gtk_widget_get_width (GTK_WIDGET (self)),
                                   gtk_widget_get_height (GTK_WIDGET (self))));
}

static void
on_leave_cb (CltChartCanvas *self)
{
  set_highlight (self, -1);
}

static void
move_highlight (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltChartCanvas *self = CLT_CHART_CANVAS (widget);
  int n = self->chart != NULL ? (int) clt_chart_get_n_points (self->chart) : 0;
  int step = g_variant_get_int32 (parameter);

  if (n == 0)
    return;
  if (self->highlight < 0)
    set_highlight (self, step > 0 ? 0 : n - 1);
  else
    set_highlight (self, CLAMP (self->highlight + step, 0, n - 1));
}

static GdkTexture *
draw_texture (CltChart *chart)
{
  CltChartStyle style = { FALSE, COPY_FONT_SIZE, -1 };
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, COPY_WIDTH, COPY_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  clt_chart_draw (chart, cr, COPY_WIDTH, COPY_HEIGHT, &style);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * COPY_HEIGHT);
  texture = gdk_memory_texture_new (COPY_WIDTH, COPY_HEIGHT, GDK_MEMORY_DEFAULT, bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return texture;
}

static void
copy_chart (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltChartCanvas *self = CLT_CHART_CANVAS (widget);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *tsv = NULL;
  GdkContentProvider *parts[2];
  g_autoptr (GdkContentProvider) both = NULL;

  if (self->chart == NULL)
    return;
  texture = draw_texture (self->chart);
  tsv = clt_chart_to_tsv (self->chart);
  parts[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, tsv);
  both = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), both);
}

void
clt_chart_canvas_set_chart (CltChartCanvas *self, CltChart *chart)
{
  g_autofree char *description = NULL;

  g_return_if_fail (CLT_IS_CHART_CANVAS (self));

  if (chart != NULL)
    clt_chart_ref (chart);
  g_clear_pointer (&self->chart, clt_chart_unref);
  self->chart = chart;
  self->highlight = -1;
  if (chart != NULL)
    {
      description = clt_chart_describe (chart);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      clt_chart_get_title (chart),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

CltChart *
clt_chart_canvas_get_chart (CltChartCanvas *self)
{
  g_return_val_if_fail (CLT_IS_CHART_CANVAS (self), NULL);

  return self->chart;
}

static void
clt_chart_canvas_dispose (GObject *object)
{
  g_clear_pointer (&CLT_CHART_CANVAS (object)->chart, clt_chart_unref);

  G_OBJECT_CLASS (clt_chart_canvas_parent_class)->dispose (object);
}

static void
add_step (GtkWidgetClass *widget_class, guint keyval, int step)
{
  gtk_widget_class_add_binding_action (widget_class, keyval, 0, "chart.move", "i", step);
}

static void
clt_chart_canvas_class_init (CltChartCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_chart_canvas_dispose;
  widget_class->snapshot = clt_chart_canvas_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_install_action (widget_class, "chart.move", "i", move_highlight);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_chart);
  add_step (widget_class, GDK_KEY_Left, -1);
  add_step (widget_class, GDK_KEY_Right, 1);
  add_step (widget_class, GDK_KEY_Home, -10000);
  add_step (widget_class, GDK_KEY_End, 10000);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy",
                                       NULL);
}

static void
clt_chart_canvas_init (CltChartCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->highlight = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}
