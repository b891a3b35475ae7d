/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-print-window.h"

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"

#define EDGE 24.0 /* around the sheet */

struct _CltPrintWindow
{
  AdwWindow parent_instance;

  CltDesk *desk;       /* owned */
  CltPaper *paper;     /* owned */
  GtkPageSetup *setup; /* owned */
  guint n_pages, page;
  gboolean updating;

  AdwWindowTitle *title;
  GtkToggleButton *portrait_button;
  GtkToggleButton *landscape_button;
  GtkWidget *print_button;
  GtkDrawingArea *area;
};

G_DEFINE_FINAL_TYPE (CltPrintWindow, clt_print_window, ADW_TYPE_WINDOW)

/* ---- the pages --------------------------------------------------------------------------- */

static void
show_page (CltPrintWindow *self, int page)
{
  g_autofree char *text = NULL;

  self->page = (guint) CLAMP (page, 0, (int) self->n_pages - 1);
  /* Translators: number of the page, number of pages */
  text = g_strdup_printf (_ ("Page %u of %u"), self->page + 1, self->n_pages);
  adw_window_title_set_subtitle (self->title, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.previous", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.next", self->page + 1 < self->n_pages);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
}

static void
lay_out (CltPrintWindow *self)
{
  self->n_pages =
    clt_paper_lay_out (self->paper, gtk_page_setup_get_paper_width (self->setup, GTK_UNIT_POINTS),
                       gtk_page_setup_get_paper_height (self->setup, GTK_UNIT_POINTS));
  show_page (self, (int) self->page);
}

static void
show_orientation (CltPrintWindow *self)
{
  GtkPageOrientation orientation = gtk_page_setup_get_orientation (self->setup);
  gboolean landscape = orientation == GTK_PAGE_ORIENTATION_LANDSCAPE ||
                       orientation == GTK_PAGE_ORIENTATION_REVERSE_LANDSCAPE;

  self->updating = TRUE;
  gtk_toggle_button_set_active (landscape ? self->landscape_button : self->portrait_button, TRUE);
  self->updating = FALSE;
}

static void
on_landscape_toggled_cb (CltPrintWindow *self)
{
  if (self->updating || self->paper == NULL)
    return;
  gtk_page_setup_set_orientation (self->setup, gtk_toggle_button_get_active (self->landscape_button)
                                                 ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                 : GTK_PAGE_ORIENTATION_PORTRAIT);
  lay_out (self);
}

static void
draw_shadow (cairo_t *cr, double width, double height)
{
  for (int i = 6; i > 0; i--)
    {
      cairo_set_source_rgba (cr, 0, 0, 0, 0.03);
      cairo_rectangle (cr, -i, 2 - i, width + 2 * i, height + 2 * i);
      cairo_fill (cr);
    }
}

/* The whole sheet, as large as the window allows. */
static void
draw_sheet (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  CltPrintWindow *self = user_data;
  double w, h, scale;

  if (self->paper == NULL)
    return;
  w = gtk_page_setup_get_paper_width (self->setup, GTK_UNIT_POINTS);
  h = gtk_page_setup_get_paper_height (self->setup, GTK_UNIT_POINTS);
  scale = MIN ((width - 2 * EDGE) / w, (height - 2 * EDGE) / h);
  if (scale <= 0)
    return;
  cairo_translate (cr, (width - w * scale) / 2, (height - h * scale) / 2);
  draw_shadow (cr, w * scale, h * scale);
  cairo_rectangle (cr, 0, 0, w * scale, h * scale);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  clt_paper_draw (self->paper, cr, self->page);
}

static void
turn (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltPrintWindow *self = CLT_PRINT_WINDOW (widget);

  show_page (self, (int) self->page + (g_str_equal (action, "print.next") ? 1 : -1));
}

static void
turn_to_end (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltPrintWindow *self = CLT_PRINT_WINDOW (widget);

  show_page (self, g_str_equal (action, "print.first") ? 0 : (int) self->n_pages - 1);
}

static gboolean
on_scroll_cb (CltPrintWindow *self, double dx, double dy)
{
  show_page (self, (int) self->page + (dy > 0 ? 1 : -1));
  return GDK_EVENT_STOP;
}

/* ---- the log ----------------------------------------------------------------------------- */

typedef struct
{
  CltDesk *desk;   /* owned */
  CltPaper *paper; /* owned */
  char *printer;   /* owned */
} Printed;

static void
printed_free (Printed *printed)
{
  g_object_unref (printed->desk);
  clt_paper_unref (printed->paper);
  g_free (printed->printer);
  g_free (printed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Printed, printed_free)

/* A connection of its own, as for exports. */
static gpointer
log_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Printed *printed = data;
  g_autoptr (CltConn) own = clt_branch_open (clt_conn_get_path (conn), CLT_CONN_WRITE, error);

  if (own != NULL)
    clt_paper_log_print (printed->paper, own, printed->printer, error);
  return NULL;
}

static void
on_store_logged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Printed) printed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  clt_store_run_finish (CLT_STORE (source), result, &error);
  if (error != NULL)
    {
      clt_desk_fail (printed->desk, error);
      return;
    }
  /* Translators: what was printed, the name of the printer. */
  text = g_strdup_printf (_ ("Printed: “%s” on %s"), clt_paper_get_title (printed->paper),
                          printed->printer);
  clt_desk_tell (printed->desk, text);
}

static void
log_print (CltPrintWindow *self, GtkPrintSettings *settings)
{
  const char *printer = gtk_print_settings_get_printer (settings);
  Printed *printed = g_new (Printed, 1);

  printed->desk = g_object_ref (self->desk);
  printed->paper = clt_paper_ref (self->paper);
  printed->printer = g_strdup (printer != NULL ? printer : "");
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       log_in_worker, printed, NULL, NULL, NULL, on_store_logged_cb, printed);
}

/* ---- printing ---------------------------------------------------------------------------- */

/* The system's dialog may have chosen another paper. */
static void
on_begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, CltPrintWindow *self)
{
  g_set_object (&self->setup, gtk_print_context_get_page_setup (context));
  show_orientation (self);
  lay_out (self);
  gtk_print_operation_set_n_pages (operation, (int) self->n_pages);
}

static void
on_draw_page_cb (GtkPrintOperation *operation,
                 GtkPrintContext *context,
                 int page,
                 CltPrintWindow *self)
{
  clt_paper_draw (self->paper, gtk_print_context_get_cairo_context (context), (guint) page);
}

/* The pages are here already. */
static void
on_preview_ready_cb (GtkPrintOperationPreview *preview, GtkPrintContext *context)
{
  gtk_print_operation_preview_end_preview (preview);
}

static gboolean
on_preview_cb (GtkPrintOperation *operation,
               GtkPrintOperationPreview *preview,
               GtkPrintContext *context,
               GtkWindow *parent,
               CltPrintWindow *self)
{
  /* GTK breaks into pages before it asks whether anything is to be drawn */
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  gtk_print_context_set_cairo_context (context, cr, 72, 72);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_set_data (G_OBJECT (operation), "previewed", self);
  g_signal_connect (preview, "ready", G_CALLBACK (on_preview_ready_cb), NULL);
  return TRUE;
}

static void
on_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, CltPrintWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL || g_object_get_data (G_OBJECT (operation), "previewed") != NULL)
    return;
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      clt_desk_fail (self->desk, error);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      log_print (self, gtk_print_operation_get_print_settings (operation));
      gtk_window_close (GTK_WINDOW (self));
    }
}

/* The name of the file that “Print to File” suggests. */
static GtkPrintSettings *
new_settings (CltPrintWindow *self)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME,
                          clt_paper_get_title (self->paper));
  return settings;
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltPrintWindow *self = CLT_PRINT_WINDOW (widget);
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) settings = new_settings (self);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_job_name (operation, clt_paper_get_title (self->paper));
  gtk_print_operation_set_default_page_setup (operation, self->setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_current_page (operation, (int) self->page);
  gtk_print_operation_set_n_pages (operation, (int) self->n_pages);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (on_begin_print_cb), self, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page_cb), self, 0);
  g_signal_connect_object (operation, "preview", G_CALLBACK (on_preview_cb), self, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_done_cb), self, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (self), &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    clt_desk_fail (self->desk, error);
}

/* ---- class ------------------------------------------------------------------------------- */

static void
clt_print_window_dispose (GObject *object)
{
  CltPrintWindow *self = CLT_PRINT_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_PRINT_WINDOW);
  g_clear_object (&self->desk);
  g_clear_object (&self->setup);
  g_clear_pointer (&self->paper, clt_paper_unref);

  G_OBJECT_CLASS (clt_print_window_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "print.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "print.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "print.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "print.first", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, 0, "print.last", NULL);
}

static void
clt_print_window_class_init (CltPrintWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_print_window_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-print-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPrintWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CltPrintWindow, portrait_button);
  gtk_widget_class_bind_template_child (widget_class, CltPrintWindow, landscape_button);
  gtk_widget_class_bind_template_child (widget_class, CltPrintWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, CltPrintWindow, area);
  gtk_widget_class_bind_template_callback (widget_class, on_landscape_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_scroll_cb);
  gtk_widget_class_install_action (widget_class, "print.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "print.previous", NULL, turn);
  gtk_widget_class_install_action (widget_class, "print.next", NULL, turn);
  gtk_widget_class_install_action (widget_class, "print.first", NULL, turn_to_end);
  gtk_widget_class_install_action (widget_class, "print.last", NULL, turn_to_end);
  add_keys (widget_class);
}

static void
clt_print_window_init (CltPrintWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->area, draw_sheet, self, NULL);
}

/* A4 wherever the system does not say otherwise: that is the paper of the branch. */
static GtkPageSetup *
new_setup (const CltPaper *paper)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, a4);
  gtk_page_setup_set_orientation (setup, clt_paper_is_landscape (paper)
                                           ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                           : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_paper_size_free (a4);
  return setup;
}

GtkWidget *
clt_print_window_new (GtkWindow *parent, CltDesk *desk, CltPaper *paper)
{
  CltPrintWindow *self = g_object_new (CLT_TYPE_PRINT_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->setup = new_setup (paper);
  self->paper = clt_paper_ref (paper);
  adw_window_title_set_title (self->title, clt_paper_get_title (paper));
  show_orientation (self);
  lay_out (self);
  gtk_widget_grab_focus (self->print_button);
  return GTK_WIDGET (self);
}
