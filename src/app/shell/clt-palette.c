/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-palette.h"

#include "app/shell/clt-commands.h"
#include "app/shell/clt-palette-item.h"
#include "app/shell/clt-places.h"
#include "app/shell/clt-window-private.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-tab-page.h"
#include "core/base/clt-i18n.h"

#define MAX_CLIENTS 20

struct _CltPalette
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;

  CltWindow *window;       /* weak: this window is transient for it */
  GListStore *items;       /* owned: what is shown */
  GPtrArray *commands;     /* owned: CltPaletteItem */
  GCancellable *searching; /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (CltPalette, clt_palette, ADW_TYPE_WINDOW)

static void
show_state (CltPalette *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

static gpointer
search_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_search (conn, data, MAX_CLIENTS, clt_today (), error);
}

static void
on_store_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPalette) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      g_autoptr (CltPaletteItem) item = clt_palette_item_new_client (hits->pdata[i]);

      g_list_store_append (self->items, item);
    }
  show_state (self);
}

static void
show_commands (CltPalette *self, const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto (GStrv) words = g_strsplit (lower, " ", -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) inside = g_ptr_array_new ();

  for (CltPaletteRank rank = CLT_PALETTE_HERE; rank <= CLT_PALETTE_ANYWHERE; rank++)
    for (guint i = 0; i < self->commands->len; i++)
      if (clt_palette_item_get_rank (self->commands->pdata[i]) == rank &&
          clt_palette_item_matches (self->commands->pdata[i], (const char *const *) words))
        g_ptr_array_add (words[0] == NULL ||
                             clt_palette_item_begins (self->commands->pdata[i], words[0])
                           ? found
                           : inside,
                         self->commands->pdata[i]);
  g_ptr_array_extend (found, inside, NULL, NULL);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       found->pdata, found->len);
  /* the selection would stay on what was first before */
  gtk_single_selection_set_selected (self->selection, 0);
}

static void
on_entry_search_changed_cb (CltPalette *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  /* the field tells late, even after its window is closed */
  if (self->window == NULL)
    return;
  clt_reading_stop (&self->searching);
  show_commands (self, text);
  if (*text == '\0')
    {
      show_state (self);
      return;
    }
  self->searching = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (clt_window_get_desk (self->window)), CLT_STORE_LIST,
                       G_PRIORITY_HIGH, search_in_worker, g_strdup (text), g_free,
                       (GDestroyNotify) g_ptr_array_unref, self->searching, on_store_searched_cb,
                       g_object_ref (self));
}

/* The saved views come a moment after the commands. */

static gpointer
list_views_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_view_list (conn, error);
}

static void
on_views_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPalette) self = user_data;
  g_autoptr (GPtrArray) views = clt_store_run_finish (CLT_STORE (source), result, NULL);

  /* without them the palette finds all the rest */
  if (views == NULL || self->commands == NULL)
    return;
  for (guint i = 0; i < views->len; i++)
    g_ptr_array_add (self->commands, clt_palette_item_new_view (views->pdata[i]));
  if (views->len > 0)
    on_entry_search_changed_cb (self);
}

static void
load_views (CltPalette *self)
{
  clt_store_run_async (clt_desk_get_store (clt_window_get_desk (self->window)), CLT_STORE_LIST,
                       G_PRIORITY_HIGH, list_views_in_worker, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, NULL, on_views_listed_cb,
                       g_object_ref (self));
}

static void
activate_position (CltPalette *self, guint position)
{
  g_autoptr (CltPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  g_autoptr (CltWindow) window = g_object_ref (self->window);
  CltPage *page = clt_window_get_page (window);

  if (item == NULL)
    return;
  gtk_window_close (GTK_WINDOW (self));
  if (!clt_palette_item_activate (item, page != NULL ? GTK_WIDGET (page) : GTK_WIDGET (window)))
    gtk_widget_error_bell (GTK_WIDGET (window));
}

static void
on_entry_activate_cb (CltPalette *self)
{
  activate_position (self, gtk_single_selection_get_selected (self->selection));
}

static void
on_list_activate_cb (CltPalette *self, guint position)
{
  activate_position (self, position);
}

/* Up and down choose while the field keeps the focus. */
static gboolean
on_entry_key_pressed_cb (CltPalette *self, guint keyval, guint keycode, GdkModifierType state)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (n == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    selected = MIN (selected + 1, n - 1);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    selected = selected == 0 ? 0 : selected - 1;
  else
    return GDK_EVENT_PROPAGATE;
  gtk_single_selection_set_selected (self->selection, selected);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);
  return GDK_EVENT_STOP;
}

static void
clt_palette_dispose (GObject *object)
{
  CltPalette *self = CLT_PALETTE (object);

  clt_reading_stop (&self->searching);
  g_clear_weak_pointer (&self->window);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_PALETTE);
  g_clear_object (&self->items);
  g_clear_pointer (&self->commands, g_ptr_array_unref);

  G_OBJECT_CLASS (clt_palette_parent_class)->dispose (object);
}

static void
clt_palette_class_init (CltPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_palette_dispose;

  g_type_ensure (CLT_TYPE_PALETTE_ITEM);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, CltPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, CltPalette, list);
  gtk_widget_class_bind_template_child (widget_class, CltPalette, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_palette_init (CltPalette *self)
{
  self->items = g_list_store_new (CLT_TYPE_PALETTE_ITEM);
  self->commands = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->items));
}

/* Commands that can be carried out now. @tab: (nullable): where they belong. */
static void
take_commands (CltPalette *self, const CltCommandGroup *group, const char *tab, CltPaletteRank rank)
{
  for (guint i = 0; i < group->n_commands; i++)
    {
      const CltCommand *command = &group->commands[i];
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (!command->in_palette ||
          !g_action_parse_detailed_name (command->action, &name, &target, NULL))
        continue;
      if (g_str_has_prefix (name, "win.") &&
          !g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), name + 4))
        continue;
      g_ptr_array_add (self->commands, clt_palette_item_new_command (command, tab, rank));
    }
}

/* A place with tabs has commands of its own and those of each tab. */
static void
take_place (CltPalette *self, const CltPlace *place, CltPage *page)
{
  const CltTabTable *table = clt_tab_table_find (place->get_type ());
  CltCommandGroup own;

  if (table == NULL)
    {
      if (place->get_commands != NULL)
        take_commands (self, place->get_commands (), NULL, CLT_PALETTE_HERE);
      return;
    }
  own = (CltCommandGroup){ NULL, table->commands, table->n_commands };
  take_commands (self, &own, NULL, CLT_PALETTE_HERE);
  for (guint i = 0; i < table->n_tabs; i++)
    take_commands (self, table->tabs[i].get_commands (), clt_tab_table_get_title (table, i),
                   g_str_equal (table->tabs[i].name, clt_tab_page_get_shown (CLT_TAB_PAGE (page)))
                     ? CLT_PALETTE_HERE
                     : CLT_PALETTE_NEAR);
}

/* Where one can go. */
static void
take_tabs (CltPalette *self, const CltPlace *place)
{
  const CltTabTable *table = clt_tab_table_find (place->get_type ());

  for (guint i = 0; table != NULL && i < table->n_tabs; i++)
    {
      g_autofree char *title = clt_commands_dup_tab_title (place, table, i);

      g_ptr_array_add (self->commands, clt_palette_item_new_tab (place, table->show_tab,
                                                                 table->tabs[i].name, title));
    }
}

void
clt_palette_present (CltWindow *window)
{
  CltPalette *self = g_object_new (CLT_TYPE_PALETTE, "transient-for", window, NULL);
  guint n_groups, n_places;
  const CltCommandGroup *groups = clt_commands_get_groups (&n_groups);
  const CltPlace *places = clt_places_get (&n_places);

  g_set_weak_pointer (&self->window, window);
  if (window->place >= 0 && (guint) window->place < n_places)
    take_place (self, &places[window->place], clt_window_get_page (window));
  for (guint i = 0; i < n_groups; i++)
    take_commands (self, &groups[i], NULL, CLT_PALETTE_ANYWHERE);
  for (guint i = 0; i < n_places; i++)
    take_tabs (self, &places[i]);
  on_entry_search_changed_cb (self);
  load_views (self);
  gtk_window_present (GTK_WINDOW (self));
}
