/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved views of the clients page: which one is shown, saving what is shown, and the start. */
#include "app/clients/clt-clients-page-private.h"

#include "app/clients/clt-client-columns.h"
#include "app/clients/clt-view-dialog.h"
#include "app/clients/clt-views-window.h"
#include "core/base/clt-text.h"

/* What is shown now as a view. (transfer full) */
static CltView *
create_view (CltClientsPage *self, const char *name)
{
  g_autoptr (CltClientQuery) query = clt_clients_page_build_query (self);
  CltColumn columns[CLT_N_COLUMNS];
  guint n = clt_client_columns_get_shown (self->table, columns);

  return clt_view_new (name, query, columns, n);
}

void
clt_clients_page_show_view_name (CltClientsPage *self)
{
  const CltView *view = self->book != NULL ? clt_view_book_find (self->book, self->view) : NULL;
  g_autoptr (CltView) shown = view != NULL ? create_view (self, view->name) : NULL;
  gboolean changed = view != NULL && (self->members != NULL || !clt_view_shows_same (view, shown));

  if (self->view_menu == NULL)
    return;
  clt_view_menu_set_shown (self->view_menu, view != NULL ? view->id : 0, changed);
}

static void
show_view (CltClientsPage *self, const CltView *view)
{
  self->view = view->id;
  self->started = TRUE;
  clt_clients_page_take_members (self, NULL, NULL);
  clt_client_filter_set_query (self->filter, view->query);
  clt_client_columns_set_shown (self->table, clt_desk_get_settings (self->desk), view->columns,
                                view->n_columns);
  self->sort = view->query->sort;
  self->descending = view->query->descending;
  self->sort2 = view->query->sort2;
  self->descending2 = view->query->descending2;
  clt_data_table_set_sort (self->table, self->sort, self->descending);
  clt_clients_page_run_query (self);
}

static const CltView *
find_default (CltViewBook *book)
{
  GPtrArray *views = clt_view_book_get_views (book);

  for (guint i = 0; i < views->len; i++)
    if (((CltView *) views->pdata[i])->is_default)
      return views->pdata[i];
  return NULL;
}

/* The first time the list has waited for this; later a view may have got its name or its id. */
static void
on_book_loaded_cb (CltClientsPage *self)
{
  const CltView *named, *wanted;

  /* on its way when the page went */
  if (self->book == NULL)
    return;
  named = self->view_name != NULL ? clt_view_book_find_named (self->book, self->view_name) : NULL;
  wanted = clt_view_book_find (self->book, self->view);
  if (named != NULL)
    self->view = named->id;
  g_clear_pointer (&self->view_name, g_free);
  if (!self->started)
    {
      self->started = TRUE;
      if (wanted == NULL)
        wanted = find_default (self->book);
      if (wanted != NULL)
        show_view (self, wanted);
      else
        clt_clients_page_run_query (self);
    }
  clt_clients_page_show_view_name (self);
}

void
clt_clients_page_start_views (CltClientsPage *self)
{
  self->book = clt_view_book_get (self->desk);
  g_signal_connect_object (self->book, "loaded", G_CALLBACK (on_book_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  clt_view_menu_set_book (self->view_menu, self->book);
  /* the sidebar may have loaded it before */
  if (clt_view_book_is_loaded (self->book))
    on_book_loaded_cb (self);
}

/* Actions */

static void
show_view_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  gint64 id = g_variant_get_int64 (parameter);
  const CltView *view = clt_view_book_find (self->book, id);

  if (view != NULL)
    show_view (self, view);
  else if (!self->started)
    self->view = id; /* shown when the views have come */
  else
    gtk_widget_activate_action (widget, "clients.clear", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
choose_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_view_menu_popup (CLT_CLIENTS_PAGE (widget)->view_menu);
}

static void
on_name_given_cb (const char *name, gpointer user_data)
{
  CltClientsPage *self = user_data;
  const CltView *replaced = clt_view_book_find_named (self->book, name);
  g_autoptr (CltView) view = create_view (self, name);

  if (replaced != NULL)
    view->id = replaced->id;
  clt_set_str (&self->view_name, name);
  clt_view_book_save (self->book, view);
}

static void
save_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  const CltView *view = clt_view_book_find (self->book, self->view);

  clt_view_dialog_save (GTK_WINDOW (gtk_widget_get_root (widget)), self->book,
                        view != NULL ? view->name : NULL, on_name_given_cb, g_object_ref (self),
                        g_object_unref);
}

static void
manage_views (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));

  gtk_window_present (GTK_WINDOW (clt_views_window_new (parent, self->book)));
}

void
clt_clients_page_install_views (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clients.show-view", "x", show_view_action);
  gtk_widget_class_install_action (widget_class, "clients.choose-view", NULL, choose_view);
  gtk_widget_class_install_action (widget_class, "clients.save-view", NULL, save_view);
  gtk_widget_class_install_action (widget_class, "clients.manage-views", NULL, manage_views);
}
