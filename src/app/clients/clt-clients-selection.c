/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several chosen clients: how many they are, changing them at once, and letting go of them. */
#include "app/clients/clt-clients-page-private.h"

#include "app/clients/clt-bulk-window.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

void
clt_clients_page_show_selection (CltClientsPage *self)
{
  guint n = clt_data_table_count_selected (self->table);
  g_autofree char *count = clt_count_format (n);
  /* Translators: %s is a number of clients. */
  g_autofree char *text = g_strdup_printf (ngettext ("%s chosen", "%s chosen", n), count);

  gtk_label_set_label (self->selection_label, text);
  gtk_widget_set_visible (self->selection_box, n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.whole-book",
                                 n > 1 || self->members != NULL);
}

/* The chosen ones; where none or one is chosen, all that are listed. (transfer full) */
static GArray *
dup_concerned (CltClientsPage *self)
{
  GArray *ids;

  if (clt_data_table_count_selected (self->table) > 1)
    return clt_data_table_dup_selected (self->table);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      gint64 id = clt_key_list_get_id (self->list, i);

      g_array_append_val (ids, id);
    }
  return ids;
}

static void
change_several (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  g_autoptr (GArray) ids = dup_concerned (self);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));

  if (ids->len == 0)
    return;
  gtk_window_present (
    GTK_WINDOW (clt_bulk_window_new (parent, self->desk, ids,
                                     clt_client_filter_wants_prospects (self->filter))));
}

/* F2: the record of the one, or of all that are chosen. */
static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);

  if (clt_data_table_count_selected (self->table) > 1)
    change_several (widget, action, parameter);
  else
    clt_client_card_edit (self->card);
}

/* Escape goes back by one step: first the chosen ones, then the members. */
static void
show_whole_book (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);

  if (clt_data_table_count_selected (self->table) > 1)
    {
      clt_data_table_unselect (self->table);
      return;
    }
  clt_clients_page_take_members (self, NULL, NULL);
  clt_clients_page_run_query (self);
}

void
clt_clients_page_install_selection (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clients.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "clients.change-several", NULL, change_several);
  gtk_widget_class_install_action (widget_class, "clients.whole-book", NULL, show_whole_book);
}
