/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before the program's libraries (LD_PRELOAD) by build-aux/pictures: takes pictures of the
 * program's own windows, without a screenshot tool and without code for it in the program.
 * CLT_PICTURES has one picture a line: ACTION|WIDGET|FILE. The action (detailed name, or nothing) is
 * activated on what the picture before showed of the main window, so that a page's own actions are
 * found; once a widget of the type WIDGET is on the screen and has stood there for a moment, its
 * window is saved as FILE. After the last one the process ends. */

#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <unistd.h>

#define POLL_MS 50
#define STAND_MS 1500
#define PATIENCE_MS 60000

typedef struct
{
  GtkWindow *window; /* the first one */
  GtkWidget *shown;  /* (nullable): in the last picture */
  char **lines;
  guint line;
  gboolean acted;
  int stood_ms, waited_ms;
} Pictures;

void gtk_window_present (GtkWindow *window);

static GtkWidget *
find (GtkWidget *widget, const char *type_name)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In any window of the program. */
static GtkWidget *
find_anywhere (const char *type_name)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);
      GtkWidget *found = find (toplevel, type_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
save (GtkWidget *widget, const char *path)
{
  GtkNative *native = gtk_widget_get_native (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (native));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double width = gdk_paintable_get_intrinsic_width (paintable);
  double height = gdk_paintable_get_intrinsic_height (paintable);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s could not be written", path);
  printf ("%s\n", path);
  fflush (stdout);
}

static void
act (Pictures *pictures, const char *action)
{
  GtkWidget *main_window = GTK_WIDGET (pictures->window), *from = pictures->shown;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (from == NULL || !gtk_widget_is_ancestor (from, main_window))
    from = main_window;
  if (*action == '\0')
    return;
  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    g_error ("“%s” is no action", action);
  if (!gtk_widget_activate_action_variant (from, name, target))
    g_error ("there is no action %s", name);
}

static gboolean
poll (gpointer data)
{
  Pictures *pictures = data;
  const char *line = pictures->lines[pictures->line];
  g_auto (GStrv) part = NULL;
  GtkWidget *widget;

  if (line == NULL || *line == '\0')
    _exit (0);
  part = g_strsplit (line, "|", 3);
  /* the first picture waits for the file to be open */
  if (!pictures->acted)
    act (pictures, part[0]);
  pictures->acted = TRUE;
  widget = find_anywhere (part[1]);
  pictures->stood_ms = widget == NULL ? 0 : pictures->stood_ms + POLL_MS;
  pictures->waited_ms += POLL_MS;
  if (pictures->waited_ms > PATIENCE_MS)
    g_error ("no %s came on the screen for %s", part[1], part[2]);
  if (pictures->stood_ms < STAND_MS)
    return G_SOURCE_CONTINUE;
  save (widget, part[2]);
  g_set_weak_pointer (&pictures->shown, widget);
  pictures->line++;
  pictures->acted = FALSE;
  pictures->stood_ms = pictures->waited_ms = 0;
  return G_SOURCE_CONTINUE;
}

void
gtk_window_present (GtkWindow *window)
{
  static Pictures pictures;
  void (*present) (GtkWindow *) = NULL;

  *(void **) &present = dlsym (RTLD_NEXT, "gtk_window_present");
  if (pictures.window == NULL)
    {
      pictures.window = window;
      pictures.lines = g_strsplit (g_getenv ("CLT_PICTURES"), "\n", -1);
      g_timeout_add (POLL_MS, poll, &pictures);
    }
  present (window);
}
