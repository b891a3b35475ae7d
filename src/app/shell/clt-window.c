/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-window-private.h"

#include "app/shell/clt-commands.h"
#include "app/shell/clt-offer-keeper.h"
#include "app/shell/clt-places.h"
#include "app/shell/clt-start-page.h"
#include "app/shell/clt-subscriber.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-focus-keeper.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/demo/clt-demo.h"
#include "core/quality/clt-figures.h"

G_DEFINE_FINAL_TYPE (CltWindow, clt_window, ADW_TYPE_APPLICATION_WINDOW)

CltPage *
clt_window_get_page (CltWindow *self)
{
  return self->place < 0 ? NULL : self->place_pages[self->place];
}

static void
update_title (CltWindow *self)
{
  guint n_places;
  const CltPlace *places = clt_places_get (&n_places);
  const char *place = self->place < 0 ? NULL : _ (places[self->place].title);
  g_autofree char *base = NULL;
  g_autofree char *title = NULL;

  if (self->file == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Clientele"));
      return;
    }
  base = self->desk != NULL ? g_strdup (clt_desk_get_title (self->desk))
                            : g_file_get_basename (self->file);
  adw_window_title_set_title (self->branch_title, base);
  adw_window_title_set_title (self->page_title, place != NULL ? place : "");
  /* Translators: title of the window: name of the file, name of the place. */
  title = place == NULL ? g_strdup (base) : g_strdup_printf (_ ("%s – %s"), base, place);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

void
clt_window_set_banner (CltWindow *self, const char *text, const char *button, const char *action)
{
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
  if (text == NULL)
    return;
  gtk_label_set_label (self->banner_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->banner_button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->banner_button, button);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->banner_button), action);
    }
}

/* ---- places ------------------------------------------------------------------------------ */

static CltPage *
ensure_page (CltWindow *self, guint index)
{
  guint n_places;
  const CltPlace *place = &clt_places_get (&n_places)[index];
  GtkWidget *header;

  if (self->place_pages[index] != NULL)
    return self->place_pages[index];
  self->place_pages[index] = g_object_new (place->get_type (), NULL);
  header = clt_page_get_header (self->place_pages[index]);
  gtk_stack_add_named (self->headers, header != NULL ? header : gtk_box_new (0, 0), place->name);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->place_pages[index]), place->name);
  clt_page_set_desk (self->place_pages[index], self->desk);
  return self->place_pages[index];
}

void
clt_window_show_place (CltWindow *self, guint index)
{
  guint n_places;
  const CltPlace *places = clt_places_get (&n_places);
  CltPage *page;

  if (self->desk == NULL || (int) index == self->place)
    return;
  page = ensure_page (self, index);
  self->place = (int) index;
  gtk_stack_set_visible_child_name (self->pages, places[index].name);
  gtk_stack_set_visible_child_name (self->headers, places[index].name);
  gtk_list_box_select_row (self->sidebar,
                           gtk_list_box_get_row_at_index (self->sidebar, (int) index));
  if (self->stale[index])
    clt_page_refresh (page, NULL);
  self->stale[index] = FALSE;
  g_settings_set_string (self->settings, "last-place", places[index].name);
  update_title (self);
  clt_window_update_actions (self);
}

static void
on_sidebar_row_selected_cb (GtkListBox *box, GtkListBoxRow *row, gpointer user_data)
{
  CltWindow *self = user_data;

  if (row != NULL)
    clt_window_show_place (self, (guint) gtk_list_box_row_get_index (row));
}

static void
on_sidebar_row_activated_cb (GtkListBox *box, GtkListBoxRow *row, gpointer user_data)
{
  CltWindow *self = user_data;

  if (clt_window_get_page (self) != NULL)
    clt_page_take_focus (clt_window_get_page (self));
}

/* GTK's Tab walks through every row, and each row that it comes to shows another place. */
static gboolean
on_sidebar_key_pressed_cb (CltWindow *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || clt_window_get_page (self) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_ISO_Left_Tab)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->menu));
      return GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Tab)
    return GDK_EVENT_PROPAGATE;
  if (!gtk_widget_child_focus (GTK_WIDGET (self->view_list), GTK_DIR_TAB_FORWARD))
    clt_page_take_focus (clt_window_get_page (self));
  return GDK_EVENT_STOP;
}

static void
fill_sidebar (CltWindow *self)
{
  guint n_places;
  const CltPlace *places = clt_places_get (&n_places);

  g_assert (n_places <= CLT_MAX_PLACES);
  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (GtkBuilder) builder =
        gtk_builder_new_from_resource ("/io/github/clientele/Clientele/ui/shell/clt-place-row.ui");
      GtkWidget *row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));
      GtkImage *icon = GTK_IMAGE (gtk_builder_get_object (builder, "icon"));
      GtkLabel *label = GTK_LABEL (gtk_builder_get_object (builder, "label"));

      gtk_image_set_from_icon_name (icon, places[i].icon_name);
      gtk_label_set_label (label, _ (places[i].title));
      self->place_counts[i] = GTK_LABEL (gtk_builder_get_object (builder, "count"));
      gtk_list_box_append (self->sidebar, row);
    }
}

/* ---- the live numbers of the sidebar ------------------------------------------------------ */

static gpointer
count_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  guint n_places;
  const CltPlace *places = clt_places_get (&n_places);
  g_autofree gint64 *counts = g_new (gint64, CLT_MAX_PLACES);

  for (guint i = 0; i < n_places; i++)
    {
      counts[i] = 0;
      if (places[i].count == NULL)
        continue;
      counts[i] = places[i].count (conn, data, error);
      if (counts[i] < 0)
        return NULL;
    }
  return g_steal_pointer (&counts);
}

static void
on_store_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *counts = clt_store_run_finish (CLT_STORE (source), result, &error);
  guint n_places;

  if (counts == NULL || self->desk == NULL)
    return;
  clt_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    {
      g_autofree char *text = clt_count_format (counts[i]);

      gtk_label_set_label (self->place_counts[i], text);
      gtk_widget_set_visible (GTK_WIDGET (self->place_counts[i]), counts[i] > 0);
    }
}

static void
update_counts (CltWindow *self)
{
  clt_reading_start (&self->counting);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_LOW,
                       count_in_worker, g_strdup (clt_desk_get_who (self->desk)), g_free, g_free,
                       self->counting, on_store_counted_cb, g_object_ref (self));
}

/* ---- the figures of months ------------------------------------------------------------------ */

/* What a change made stale is computed again when the person has paused. */
#define FIGURES_AFTER_SECONDS 2

static gpointer
refresh_figures_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  clt_figures_refresh_all (conn, error);
  return NULL;
}

/* A failure costs time, not truth: the dashboard computes what is not kept. */
static void
on_figures_refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  clt_store_run_finish (CLT_STORE (source), result, NULL);
}

static gboolean
on_figures_due_cb (gpointer user_data)
{
  CltWindow *self = user_data;

  self->figures_id = 0;
  if (self->desk != NULL)
    clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_LOW,
                         refresh_figures_in_worker, NULL, NULL, NULL, NULL, on_figures_refreshed_cb,
                         NULL);
  return G_SOURCE_REMOVE;
}

static void
schedule_figures (CltWindow *self)
{
  g_clear_handle_id (&self->figures_id, g_source_remove);
  self->figures_id = g_timeout_add_seconds (FIGURES_AFTER_SECONDS, on_figures_due_cb, self);
}

/* ---- the desk ----------------------------------------------------------------------------- */

/* @touched: (nullable): everything */
static void
refresh_places (CltWindow *self, const CltTouched *touched)
{
  for (int i = 0; i < CLT_MAX_PLACES; i++)
    self->stale[i] = self->place_pages[i] != NULL && i != self->place;
  if (clt_window_get_page (self) != NULL)
    clt_page_refresh (clt_window_get_page (self), touched);
  update_counts (self);
}

static void
on_store_changed_cb (CltStore *store, const CltTouched *touched, gpointer user_data)
{
  refresh_places (user_data, touched);
  schedule_figures (user_data);
}

/* Another person has other work. */
static void
on_desk_person_changed_cb (CltDesk *desk, gpointer user_data)
{
  refresh_places (user_data, NULL);
}

static void
on_desk_acted_cb (CltDesk *desk, gint64 action, const char *what, gpointer user_data)
{
  clt_window_toast (user_data, what, _ ("_Undo"), "win.undo-action", g_variant_new_int64 (action));
}

static void
show_complaint (CltWindow *self, gint64 id)
{
  g_autofree char *request = g_strdup_printf ("complaint.choose(int64 %" G_GINT64_FORMAT ")", id);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-in", "(ss)", "complaints", request);
}

/* @tab: (nullable) */
static void
show_tab (CltWindow *self, const char *place, const char *tab)
{
  g_autofree char *action = g_strconcat (place, ".show-tab", NULL);

  if (tab != NULL && clt_window_get_page (self) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (clt_window_get_page (self)), action, "s", tab);
}

/* Back to where it happened. @record: see clt_desk_undo(). */
static void
show_place_of (CltWindow *self, const char *name, gint64 record)
{
  static const struct
  {
    const char *prefix; /* of names of actions */
    const char *place;
    const char *tab; /* NULL: whichever is shown */
  } places[] = {
    { "today.", "today" },
    { "catalogue.", "services" },
    { "category.", "services" },
    { "product.", "services" },
    { "entitlement.set", "services" },
    { "entitlement.exception", "clients" },
    { "push.", "services" },
    { "study.", "services" },
    { "course.", "training" },
    { "need.", "training" },
    { "session.", "training" },
    { "meeting.", "training" },
    { "enrolment.", "training" },
    { "roll.", "training" },
    { "attempt.", "training" },
    { "feedback.", "training" },
    { "plan.", "training" },
    { "room.", "training" },
    { "lecturer.", "training" },
    { "question.", "callbacks", "questionnaire" },
    { "questionnaire.", "callbacks", "questionnaire" },
    { "response.", "callbacks" }, /* of a call, of a survey or among the results */
    { "survey.", "callbacks", "survey" },
    { "call.", "callbacks", "call" },
    { "contact.", "callbacks", "contact" },
    { "task.", "callbacks", "task" },
    { "complaint.", "complaints" },
  };
  guint index;

  if (record != 0 && g_str_has_prefix (name, "complaint."))
    show_complaint (self, record);
  else if (record != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", record);
  for (guint i = 0; record == 0 && i < G_N_ELEMENTS (places); i++)
    if (g_str_has_prefix (name, places[i].prefix) && clt_places_find (places[i].place, &index))
      {
        clt_window_show_place (self, index);
        show_tab (self, places[i].place, places[i].tab);
      }
}

static void
on_desk_undone_cb (CltDesk *desk,
                   gboolean redone,
                   const char *what,
                   const char *name,
                   gint64 record,
                   gpointer user_data)
{
  /* Translators: an action that was undone: Undone: Change Client “Wang Wei” */
  g_autofree char *text = g_strdup_printf (redone ? _ ("Redone: %s") : _ ("Undone: %s"), what);

  show_place_of (user_data, name, record);
  if (redone)
    clt_window_toast (user_data, text, _ ("_Undo"), "win.undo", NULL);
  else
    clt_window_toast (user_data, text, _ ("_Redo"), "win.redo", NULL);
}

static void
on_desk_told_cb (CltDesk *desk, const char *sentence, gpointer user_data)
{
  clt_window_toast (user_data, sentence, NULL, NULL, NULL);
}

static void
import_first (CltWindow *self)
{
  g_autofree char *path = g_file_get_path (self->first_import);

  g_clear_object (&self->first_import);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.import-file", "s", path);
}

void
clt_window_import (CltWindow *self, GFile *source)
{
  g_return_if_fail (CLT_IS_WINDOW (self));

  g_set_object (&self->first_import, source);
  if (self->desk != NULL)
    import_first (self);
}

static void
take_desk (CltWindow *self, CltStore *store)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-place");
  guint index = 0;

  self->desk = clt_desk_new (store);
  clt_subscriber_follow (self->desk);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed_cb), self, 0);
  g_signal_connect_object (self->desk, "acted", G_CALLBACK (on_desk_acted_cb), self, 0);
  g_signal_connect_object (self->desk, "person-changed", G_CALLBACK (on_desk_person_changed_cb),
                           self, 0);
  g_signal_connect_object (self->desk, "undone", G_CALLBACK (on_desk_undone_cb), self, 0);
  g_signal_connect_object (self->desk, "told", G_CALLBACK (on_desk_told_cb), self, 0);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (on_desk_told_cb), self, 0);

  clt_start_page_note_recent (self->settings, clt_store_get_path (store));
  g_settings_set_string (self->settings, "last-file", clt_store_get_path (store));
  clt_places_find (last, &index);
  clt_window_show_place (self, index);
  clt_page_take_focus (clt_window_get_page (self));
  update_counts (self);
  clt_view_list_set_desk (self->view_list, self->desk);
  clt_window_rotate_backups (self);
  schedule_figures (self);
  clt_offer_keeper_follow (self->desk); /* once there is somebody to tell */
  if (self->first_import != NULL)
    import_first (self);
}

/* ---- opening ------------------------------------------------------------------------------ */

static void
show_problem (CltWindow *self, const GError *error)
{
  g_autofree char *path = g_file_get_path (self->file);
  gboolean damaged = g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT);

  clt_problem_show (error, path, self->problem_page);
  gtk_stack_set_visible_child_name (self->outside, "problem");
  gtk_stack_set_visible_child_name (self->views, "outside");
  clt_window_update_actions (self);
  gtk_widget_set_visible (self->restore_button, damaged);
  gtk_widget_grab_focus (damaged ? self->restore_button : self->open_button);
}

static gboolean
on_opening_takes_long_cb (gpointer user_data)
{
  CltWindow *self = user_data;

  gtk_widget_set_visible (self->opening_box, TRUE);
  self->opening_id = 0;
  return G_SOURCE_REMOVE;
}

static gpointer
fill_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  CltDemoOptions options;

  clt_demo_options_init (&options);
  options.who = g_get_user_name ();
  options.cancellable = cancellable;
  clt_demo_fill (conn, &options, error);
  return NULL;
}

static void
show_opened (CltWindow *self, CltStore *store, const GError *error)
{
  g_clear_object (&self->opening);
  g_clear_handle_id (&self->opening_id, g_source_remove);
  gtk_widget_set_visible (self->opening_box, FALSE);
  if (error != NULL)
    show_problem (self, error);
  else
    take_desk (self, store);
}

static void
on_demo_filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltWindow) self = user_data;
  CltStore *store = CLT_STORE (source);
  g_autoptr (GError) error = NULL;

  clt_store_run_finish (store, result, &error);
  if (error != NULL || g_cancellable_is_cancelled (self->opening))
    clt_store_close (store);
  if (!g_cancellable_is_cancelled (self->opening))
    show_opened (self, store, error);
}

static void
on_store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltStore) store = clt_store_open_finish (result, &error);

  if (g_cancellable_is_cancelled (self->opening))
    {
      if (store != NULL)
        clt_store_close (store);
      return;
    }
  if (store != NULL && self->open_mode == CLT_OPEN_DEMO)
    clt_store_run_async (store, CLT_STORE_WRITE, G_PRIORITY_DEFAULT, fill_in_worker, NULL, NULL,
                         NULL, self->opening, on_demo_filled_cb, g_object_ref (self));
  else
    show_opened (self, store, error);
}

void
clt_window_leave (CltWindow *self)
{
  for (int i = 0; i < CLT_MAX_PLACES; i++)
    {
      GtkWidget *page = GTK_WIDGET (self->place_pages[i]);

      if (page == NULL)
        continue;
      gtk_stack_remove (self->headers,
                        gtk_stack_get_child_by_name (self->headers,
                                                     gtk_stack_page_get_name (
                                                       gtk_stack_get_page (self->pages, page))));
      gtk_stack_remove (self->pages, page);
      self->place_pages[i] = NULL;
      self->stale[i] = FALSE;
    }
  self->place = -1;
  clt_view_list_set_desk (self->view_list, NULL);
  clt_store_close (clt_desk_get_store (self->desk));
  g_signal_handlers_disconnect_by_data (clt_desk_get_store (self->desk), self);
  g_clear_object (&self->desk);
  clt_window_set_banner (self, NULL, NULL, NULL);
  clt_window_update_actions (self);
}

void
clt_window_open (CltWindow *self, GFile *file, CltOpenMode mode)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (CLT_IS_WINDOW (self));
  g_return_if_fail (self->desk == NULL && self->opening == NULL);

  g_set_object (&self->file, file);
  self->open_mode = mode;
  self->opening = g_cancellable_new ();
  path = g_file_get_path (file);
  name = g_file_get_basename (file);
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Opening “%s”…"), name);
  gtk_label_set_label (self->opening_label,
                       mode == CLT_OPEN_DEMO ? _ ("Making the demo branch…") : text);
  self->opening_id = g_timeout_add (300, on_opening_takes_long_cb, self);
  gtk_stack_set_visible_child_name (self->views, "desk");
  gtk_stack_set_visible_child_name (self->pages, "opening");
  update_title (self);
  clt_window_update_actions (self);
  clt_store_open_async (path, mode != CLT_OPEN_EXISTING, clt_branch_open, self->opening,
                        on_store_opened_cb, g_object_ref (self));
}

GFile *
clt_window_get_file (CltWindow *self)
{
  g_return_val_if_fail (CLT_IS_WINDOW (self), NULL);

  return self->file;
}

CltDesk *
clt_window_get_desk (CltWindow *self)
{
  g_return_val_if_fail (CLT_IS_WINDOW (self), NULL);

  return self->desk;
}

/* ---- class -------------------------------------------------------------------------------- */

static void
clt_window_dispose (GObject *object)
{
  CltWindow *self = CLT_WINDOW (object);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_handle_id (&self->opening_id, g_source_remove);
  g_clear_handle_id (&self->figures_id, g_source_remove);
  if (self->desk != NULL)
    clt_store_close (clt_desk_get_store (self->desk));
  clt_window_drop_toasts (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_WINDOW);
  g_clear_object (&self->desk);
  self->gone = TRUE;

  G_OBJECT_CLASS (clt_window_parent_class)->dispose (object);
}

static void
clt_window_finalize (GObject *object)
{
  CltWindow *self = CLT_WINDOW (object);

  g_clear_object (&self->opening);
  g_clear_object (&self->counting);
  g_clear_object (&self->file);
  g_clear_object (&self->first_import);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (clt_window_parent_class)->finalize (object);
}

static void
clt_window_class_init (CltWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_window_finalize;

  g_type_ensure (CLT_TYPE_START_PAGE);
  g_type_ensure (CLT_TYPE_VIEW_LIST);
  g_type_ensure (CLT_TYPE_TASK_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, views);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, outside);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, problem_page);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, outside_menu);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, branch_title);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, view_list);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, headers);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, opening_box);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, opening_label);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, banner_button);
  gtk_widget_class_bind_template_child (widget_class, CltWindow, task_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_key_pressed_cb);
}

static void
update_density (CltWindow *self)
{
  clt_css_class_set (GTK_WIDGET (self), "compact",
                     g_settings_get_enum (self->settings, "density") == 1);
}

static void
focus_page (GtkWindow *window)
{
  CltPage *page = clt_window_get_page (CLT_WINDOW (window));

  if (page != NULL)
    clt_page_take_focus (page);
}

static void
clt_window_init (CltWindow *self)
{
  g_autoptr (GMenuModel) menu = clt_commands_build_menu ();

  self->place = -1;
  self->settings = g_settings_new (CLT_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_menu_button_set_menu_model (self->menu, menu);
  gtk_menu_button_set_menu_model (self->outside_menu, menu);
  clt_window_add_actions (self);
  clt_focus_keeper_attach (GTK_WINDOW (self), focus_page);
  fill_sidebar (self);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "sidebar-visible", self->flap, "reveal-flap",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::density", G_CALLBACK (update_density), self,
                           G_CONNECT_SWAPPED);
  update_density (self);
  update_title (self);
  clt_window_update_actions (self);
}

CltWindow *
clt_window_new (GtkApplication *application)
{
  return g_object_new (CLT_TYPE_WINDOW, "application", application, NULL);
}
