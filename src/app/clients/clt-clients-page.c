/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-clients-page-private.h"

#include <string.h>

#include "app/clients/clt-client-columns.h"
#include "app/clients/clt-client-dialogs.h"
#include "app/clients/clt-clients-export.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/store/clt-ids.h"

static void page_iface_init (CltPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CltClientsPage,
                               clt_clients_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CLT_TYPE_PAGE, page_iface_init))

static const CltCommand commands[] = {
  { "clients.new", N_ ("_New Client or Prospect"), "<Control>n", TRUE },
  { "clients.edit", N_ ("_Edit the Record"), "F2", TRUE },
  { "clients.record-delivery", N_ ("_Record a Delivery"), "<Control>d", TRUE },
  { "clients.describe-delivery", N_ ("Record a Delivery with _Details…"), "<Control><Shift>r",
    TRUE },
  { "clients.grant", N_ ("_Grant or Deny a Product…"), NULL, TRUE },
  { "clients.refuse", N_ ("The Client _Refuses…"), NULL, TRUE },
  { "clients.write-plan", N_ ("New Risk _Plan for This Client…"), NULL, TRUE },
  { "clients.new-complaint", N_ ("New _Complaint of This Client…"), NULL, TRUE },
  { "clients.override", N_ ("_Override Tier…"), NULL, TRUE },
  { "clients.add-tag", N_ ("_Add Tag…"), NULL, TRUE },
  { "clients.convert", N_ ("_Convert to Client…"), NULL, TRUE },
  { "clients.change-several", N_ ("_Change Several Clients…"), "<Shift>F2", TRUE },
  { "clients.previous", N_ ("_Previous Client"), "<Control>Up", TRUE, CLT_KEY_FIRST },
  { "clients.next", N_ ("Ne_xt Client"), "<Control>Down", TRUE, CLT_KEY_FIRST },
  { "clients.choose-view", N_ ("Choose a _View"), "<Alt>Down", TRUE },
  { "clients.save-view", N_ ("_Save View…"), "<Control><Shift>d", TRUE },
  { "clients.manage-views", N_ ("_Manage Views…"), "<Control><Shift>v", TRUE },
  { "clients.filter", N_ ("_Filter"), "<Control><Shift>l", TRUE },
  { "clients.clear", N_ ("_Clear Filter"), NULL, TRUE },
  { "clients.print-card", N_ ("Print the Client Car_d…"), "<Control><Shift>p", TRUE },
  { "clients.whole-book", N_ ("Back to the _Whole Book"), "Escape", TRUE },
};

static const CltCommandGroup command_group = {
  N_ ("Clients"),
  commands,
  G_N_ELEMENTS (commands),
};

const CltCommandGroup *
clt_clients_page_get_commands (void)
{
  return &command_group;
}

/* The list */

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  return clt_client_query_ids (conn, query, error);
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  const CltClientQuery *wanted = query;

  return clt_client_query_rows (conn, ids, n_ids, wanted->columns, wanted->today, error);
}

static const CltKeyListSource list_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = (gpointer (*) (gpointer)) clt_client_row_ref,
  .record_unref = (void (*) (gpointer)) clt_client_row_unref,
  .query_copy = (gpointer (*) (gconstpointer)) clt_client_query_copy,
  .query_free = (void (*) (gpointer)) clt_client_query_free,
};

CltClientQuery *
clt_clients_page_build_query (CltClientsPage *self)
{
  CltClientQuery *query = clt_client_query_new ();

  clt_client_filter_apply (self->filter, query);
  query->only = self->members == NULL ? NULL : g_array_ref (self->members);
  query->sort = self->sort;
  query->descending = self->descending;
  query->sort2 = self->sort2;
  query->descending2 = self->descending2;
  query->today = clt_today ();
  query->columns = clt_client_columns_get_bits (self->table);
  return query;
}

/* The line below the list */

static char *
dup_count (CltClientsPage *self, guint n)
{
  g_autofree char *count = clt_count_format (n);
  g_autofree char *total = clt_count_format (self->total);
  gboolean whole = self->total < 0 || self->total == n;

  if (self->of_funnel && whole)
    /* Translators: %s is a number. */
    return g_strdup_printf (ngettext ("%s prospect", "%s prospects", n), count);
  if (self->of_funnel)
    /* Translators: how many are listed, and how many there are. */
    return g_strdup_printf (ngettext ("%s of %s prospect", "%s of %s prospects", self->total),
                            count, total);
  if (whole)
    /* Translators: %s is a number. */
    return g_strdup_printf (ngettext ("%s client", "%s clients", n), count);
  /* Translators: how many are listed, and how many there are. */
  return g_strdup_printf (ngettext ("%s of %s client", "%s of %s clients", self->total), count,
                          total);
}

static void
show_placeholder (CltClientsPage *self, const char *summary)
{
  const char *words = clt_client_filter_get_search (self->filter);
  g_autofree char *title = NULL;
  /* Translators: %s is what was typed into the search. */
  g_autofree char *searched = g_strdup_printf (_ ("“%s”"), words);
  g_autofree char *description = NULL;

  if (self->total == 0 && !self->of_funnel)
    {
      gtk_stack_set_visible_child_name (self->placeholder, "empty");
      return;
    }
  if (self->total == 0)
    title = g_strdup (_ ("No Prospects Yet"));
  else if (*words != '\0')
    /* Translators: %s is what was typed into the search. */
    title = g_strdup_printf (_ ("Nobody Matches “%s”"), words);
  else
    title = g_strdup (_ ("Nobody Matches the Filter"));
  /* the words stand in the title */
  description = g_markup_escape_text (g_str_equal (summary, searched) ? "" : summary, -1);
  adw_status_page_set_title (self->no_hit_page, title);
  adw_status_page_set_description (self->no_hit_page, description);
  gtk_stack_set_visible_child_name (self->placeholder, "no-hit");
}

static void
show_count (CltClientsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *summary = clt_client_filter_dup_summary (self->filter);
  g_autofree char *count = dup_count (self, n);
  g_autofree char *text = NULL;

  if (*summary == '\0')
    text = g_steal_pointer (&count);
  else
    /* Translators: how many clients are listed, then what the list is filtered by. */
    text = g_strdup_printf (_ ("%s · %s"), count, summary);
  gtk_label_set_label (self->count_label, text);
  show_placeholder (self, summary);
}

/* How many there are without the filter: "83 of 541 clients". */

static gpointer
count_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = clt_client_query_ids (conn, data, error);
  gint64 *n = ids == NULL ? NULL : g_new (gint64, 1);

  if (n != NULL)
    *n = ids->len;
  return n;
}

static void
on_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltClientsPage) self = user_data;
  g_autofree gint64 *n = clt_store_run_finish (CLT_STORE (object), result, NULL);

  /* a count that fails is not shown; the list tells why */
  if (n == NULL)
    return;
  self->total = *n;
  show_count (self);
}

static void
count_all (CltClientsPage *self, const CltClientQuery *query)
{
  CltClientQuery *all = clt_client_query_new ();

  self->total = -1;
  self->of_closed = all->with_closed = query->with_closed;
  self->of_funnel = all->prospects = query->prospects;
  all->today = query->today;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_LOW,
                       count_in_worker, all, (GDestroyNotify) clt_client_query_free, g_free,
                       self->cancellable, on_counted_cb, g_object_ref (self));
}

void
clt_clients_page_run_query (CltClientsPage *self)
{
  g_autoptr (CltClientQuery) query = NULL;

  if (!self->started || self->list == NULL)
    return;
  query = clt_clients_page_build_query (self);
  clt_key_list_set_query (self->list, query);
  /* who is on the card stays chosen where he is in the new list, too */
  if (clt_client_card_get_id (self->card) != 0)
    clt_data_table_select (self->table, clt_client_card_get_id (self->card));
  gtk_widget_set_visible (self->clear_button,
                          clt_client_filter_is_set (self->filter) || self->members != NULL);
  if (self->total < 0 || self->of_closed != query->with_closed ||
      self->of_funnel != query->prospects)
    count_all (self, query);
  clt_clients_page_show_view_name (self);
}

static void
on_filter_changed_cb (CltClientsPage *self)
{
  clt_clients_page_run_query (self);
}

/* The former key puts those in order that the new one leaves equal. */
void
clt_clients_page_set_sort (CltClientsPage *self, CltColumn column, gboolean descending)
{
  if (column != self->sort)
    {
      self->sort2 = self->sort;
      self->descending2 = self->descending;
    }
  self->sort = column;
  self->descending = descending;
}

static void
on_sort_changed_cb (CltClientsPage *self, guint column, gboolean descending)
{
  clt_clients_page_set_sort (self, column, descending);
  clt_clients_page_run_query (self);
}

static void
on_row_selected_cb (CltClientsPage *self, gint64 id)
{
  if (id != 0)
    clt_client_card_show (self->card, id);
  clt_clients_page_show_selection (self);
}

static void
on_row_opened_cb (CltClientsPage *self, gint64 id)
{
  clt_client_card_show (self->card, id);
  gtk_widget_child_focus (GTK_WIDGET (self->card), GTK_DIR_TAB_FORWARD);
}

/* Enter in the search: the best hit that the filter lets through, ready for the arrow keys */

static gpointer
find_best (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) hits = clt_search (conn, data, 200, clt_today (), error);
  GArray *ids = hits == NULL ? NULL : g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; ids != NULL && i < hits->len; i++)
    g_array_append_val (ids, ((CltSearchHit *) hits->pdata[i])->id);
  return ids;
}

static void
choose_best (CltClientsPage *self)
{
  g_autoptr (GArray) best = NULL;
  gboolean loading;

  g_object_get (self->list, "loading", &loading, NULL);
  if (self->best == NULL || loading)
    return;
  best = g_steal_pointer (&self->best);
  for (guint i = 0; i < best->len; i++)
    {
      gint64 id = g_array_index (best, gint64, i);

      if (clt_key_list_find (self->list, id) != GTK_INVALID_LIST_POSITION)
        {
          clt_data_table_select (self->table, id);
          gtk_widget_grab_focus (GTK_WIDGET (self->table));
          return;
        }
    }
}

static void
on_best_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltClientsPage) self = user_data;
  GArray *best = clt_store_run_finish (CLT_STORE (object), result, NULL);

  if (best == NULL)
    return;
  g_clear_pointer (&self->best, g_array_unref);
  self->best = best;
  choose_best (self);
}

static void
on_search_done_cb (CltClientsPage *self)
{
  const char *words = clt_client_filter_get_search (self->filter);

  if (*words != '\0')
    clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                         find_best, g_strdup (words), g_free, (GDestroyNotify) g_array_unref,
                         self->cancellable, on_best_found_cb, g_object_ref (self));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
on_list_loading_cb (CltClientsPage *self)
{
  g_autofree char *error = NULL;
  gboolean loading;

  g_object_get (self->list, "error", &error, "loading", &loading, NULL);
  clt_client_filter_set_error (self->filter, error);
  if (loading)
    return;
  show_count (self);
  clt_clients_page_show_selection (self);
  choose_best (self);
}

/* Actions */

static void
new_client (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_client_dialog_new (widget, CLT_CLIENTS_PAGE (widget)->desk);
}

/* The end of the list is told, not passed over. */
static void
move (CltClientsPage *self, int step)
{
  gint64 before = clt_data_table_get_selected (self->table);

  if (clt_data_table_move (self->table, step) == before && before != 0)
    clt_desk_tell (self->desk, step > 0 ? _ ("This is the last client of the list")
                                        : _ ("This is the first client of the list"));
}

static void
previous (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (CLT_CLIENTS_PAGE (widget), -1);
}

static void
next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (CLT_CLIENTS_PAGE (widget), 1);
}

static void
open_filter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  g_autoptr (CltClientQuery) query = clt_clients_page_build_query (self);

  clt_client_filter_open (self->filter, query);
}

/* The members of a figure */

void
clt_clients_page_take_members (CltClientsPage *self, const char *name, GArray *ids)
{
  g_autofree char *text = NULL;
  g_autofree char *count = clt_count_format (ids != NULL ? ids->len : 0);

  g_clear_pointer (&self->members, g_array_unref);
  self->members = ids != NULL ? g_array_ref (ids) : NULL;
  clt_set_str (&self->members_name, name);
  gtk_widget_set_visible (self->members_bar, ids != NULL);
  clt_clients_page_show_selection (self);
  if (ids == NULL)
    return;
  /* Translators: what the list is confined to, e.g. “Churn rate, 2026-10”, and how many. */
  text = g_strdup_printf (ngettext ("%s: %s client", "%s: %s clients", ids->len), name, count);
  gtk_label_set_label (self->members_label, text);
}

static void
clear (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CLT_CLIENTS_PAGE (widget)->view = 0;
  clt_clients_page_take_members (CLT_CLIENTS_PAGE (widget), NULL, NULL);
  clt_client_filter_clear (CLT_CLIENTS_PAGE (widget)->filter);
}

static void
print_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  gint64 id = clt_client_card_get_id (self->card);

  if (id != 0)
    gtk_widget_activate_action (widget, "win.print-client", "x", id);
  else
    clt_desk_tell (self->desk, _ ("Choose a client first"));
}

/* By an action of the window about the client on the card. */
static void
ask_window (GtkWidget *widget, const char *action)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  gint64 id = clt_client_card_get_id (self->card);

  if (id != 0)
    gtk_widget_activate_action (widget, action, "x", id);
  else
    clt_desk_tell (self->desk, _ ("Choose a client first"));
}

static void
write_plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_window (widget, "win.write-plan");
}

static void
new_complaint (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_window (widget, "win.new-complaint");
}

static void
toggle_column (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);

  clt_client_columns_toggle (self->table, clt_desk_get_settings (self->desk),
                             g_variant_get_string (parameter, NULL));
  /* some cells are only there when they are asked for */
  clt_clients_page_run_query (self);
}

static void
clt_clients_page_unmap (GtkWidget *widget)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);

  if (self->desk != NULL)
    clt_client_columns_keep (self->table, clt_desk_get_settings (self->desk));
  GTK_WIDGET_CLASS (clt_clients_page_parent_class)->unmap (widget);
}

/* The place in the window */

static void
set_desk (CltPage *page, CltDesk *desk)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (page);

  g_set_object (&self->desk, desk);
  clt_client_card_set_desk (self->card, desk);
  clt_client_filter_set_desk (self->filter, desk);
  clt_client_columns_set_up (self->table, clt_desk_get_settings (desk));
  self->list = clt_key_list_new (clt_desk_get_store (desk), &list_source);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (on_list_loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_settings_bind (clt_desk_get_settings (desk), "client-list-width", self->paned, "position",
                   G_SETTINGS_BIND_DEFAULT);
  clt_data_table_set_placeholder (self->table, GTK_WIDGET (self->placeholder));
  clt_data_table_set_multiple (self->table, TRUE);
  clt_data_table_set_list (self->table, self->list);
  clt_data_table_set_sort (self->table, self->sort, self->descending);
  clt_clients_page_start_views (self);
}

static gboolean
touches_list (const CltTouched *touched)
{
  static const char *const tables[] = {
    "client",     "account",      "spell",         "grade", "assignment",
    "client_tag", "tier_history", "tier_override", "rule",  "staff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (clt_touched_get_rows (touched, tables[i]) != NULL)
      return TRUE;
  return clt_touched_get_bulk (touched, "funds_daily") != NULL ||
         clt_touched_get_bulk (touched, "trade") != NULL;
}

static void
refresh (CltPage *page, const CltTouched *touched)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (page);

  /* told once more while the window goes */
  if (self->book == NULL)
    return;
  if (self->started && (touched == NULL || touches_list (touched)))
    {
      self->total = -1;
      clt_data_table_reload (self->table);
      count_all (self, clt_key_list_get_query (self->list));
      clt_client_filter_reload (self->filter);
    }
  clt_client_card_refresh (self->card);
}

static GtkWidget *
get_header (CltPage *page)
{
  return GTK_WIDGET (CLT_CLIENTS_PAGE (page)->view_menu);
}

static void
take_focus (CltPage *page)
{
  clt_client_filter_focus_search (CLT_CLIENTS_PAGE (page)->filter);
}

/* Beside a list that somebody else was chosen in, one writes down what is another client's. */
static void
show_client (CltPage *page, gint64 id)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (page);

  if (self->members != NULL && !clt_ids_contain (self->members, id))
    {
      clt_clients_page_take_members (self, NULL, NULL);
      clt_clients_page_run_query (self);
    }
  clt_client_card_show (self->card, id);
  clt_data_table_select (self->table, id);
  if (!clt_widget_has_focus_inside (GTK_WIDGET (self->card)))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
show_members (CltPage *page, const char *name, GArray *ids)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (page);

  self->view = 0;
  self->started = TRUE;
  clt_clients_page_take_members (self, name, ids);
  clt_client_filter_clear (self->filter);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
show_filtered (CltPage *page, const CltClientQuery *query)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (page);

  self->view = 0;
  self->started = TRUE;
  clt_clients_page_take_members (self, NULL, NULL);
  clt_client_filter_set_query (self->filter, query);
  clt_clients_page_run_query (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static CltExportJob *
create_export (CltPage *page)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (page);
  CltColumn columns[CLT_N_COLUMNS];
  guint n = clt_client_columns_get_shown (self->table, columns);

  return clt_clients_export_new (clt_clients_page_build_query (self), columns, n);
}

static CltPrintJob *
create_print (CltPage *page)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (page);
  CltColumn columns[CLT_N_COLUMNS];
  guint n = clt_client_columns_get_shown (self->table, columns);

  return clt_clients_print_new (clt_clients_page_build_query (self), columns, n);
}

static gint64
get_client (CltPage *page)
{
  return clt_client_card_get_id (CLT_CLIENTS_PAGE (page)->card);
}

static void
page_iface_init (CltPageInterface *iface)
{
  iface->set_desk = set_desk;
  iface->refresh = refresh;
  iface->get_header = get_header;
  iface->take_focus = take_focus;
  iface->search = take_focus;
  iface->show_client = show_client;
  iface->get_client = get_client;
  iface->show_members = show_members;
  iface->show_filtered = show_filtered;
  iface->create_export = create_export;
  iface->create_print = create_print;
}

static void
record_delivery (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_client_card_record_delivery (CLT_CLIENTS_PAGE (widget)->card);
}

static void
describe_delivery (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_client_card_describe_delivery (CLT_CLIENTS_PAGE (widget)->card);
}

/* What the menu of the card does. */
static void
act_on_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (widget);
  g_autofree char *name = g_strconcat ("client.", action + strlen ("clients."), NULL);

  if (clt_client_card_get_id (self->card) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self->card), name, NULL);
  else
    clt_desk_tell (self->desk, _ ("Choose a client first"));
}

static void
clt_clients_page_dispose (GObject *object)
{
  CltClientsPage *self = CLT_CLIENTS_PAGE (object);

  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->list);
  g_clear_object (&self->book);
  g_clear_object (&self->view_menu);
  g_clear_pointer (&self->view_name, g_free);
  g_clear_pointer (&self->best, g_array_unref);
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->members_name, g_free);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_CLIENTS_PAGE);
  G_OBJECT_CLASS (clt_clients_page_parent_class)->dispose (object);
}

static void
clt_clients_page_class_init (CltClientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_clients_page_dispose;
  widget_class->unmap = clt_clients_page_unmap;
  g_type_ensure (CLT_TYPE_CLIENT_CARD);
  g_type_ensure (CLT_TYPE_CLIENT_FILTER);
  g_type_ensure (CLT_TYPE_DATA_TABLE);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-clients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, paned);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, table);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, card);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, members_bar);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, members_label);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, view_button);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, selection_box);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, placeholder);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, CltClientsPage, no_hit_page);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sort_changed_cb);

  gtk_widget_class_install_action (widget_class, "clients.new", NULL, new_client);
  gtk_widget_class_install_action (widget_class, "clients.previous", NULL, previous);
  gtk_widget_class_install_action (widget_class, "clients.next", NULL, next);
  gtk_widget_class_install_action (widget_class, "clients.filter", NULL, open_filter);
  gtk_widget_class_install_action (widget_class, "clients.clear", NULL, clear);
  gtk_widget_class_install_action (widget_class, "clients.print-card", NULL, print_card);
  gtk_widget_class_install_action (widget_class, "clients.toggle-column", "s", toggle_column);
  clt_clients_page_install_views (widget_class);
  clt_clients_page_install_selection (widget_class);
  gtk_widget_class_install_action (widget_class, "clients.record-delivery", NULL, record_delivery);
  gtk_widget_class_install_action (widget_class, "clients.describe-delivery", NULL,
                                   describe_delivery);
  gtk_widget_class_install_action (widget_class, "clients.grant", NULL, act_on_card);
  gtk_widget_class_install_action (widget_class, "clients.refuse", NULL, act_on_card);
  gtk_widget_class_install_action (widget_class, "clients.write-plan", NULL, write_plan);
  gtk_widget_class_install_action (widget_class, "clients.new-complaint", NULL, new_complaint);
  gtk_widget_class_install_action (widget_class, "clients.override", NULL, act_on_card);
  gtk_widget_class_install_action (widget_class, "clients.add-tag", NULL, act_on_card);
  gtk_widget_class_install_action (widget_class, "clients.convert", NULL, act_on_card);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_clients_page_init (CltClientsPage *self)
{
  g_autoptr (GMenuModel) menu = clt_client_columns_build_menu ();

  self->sort = CLT_COLUMN_EQUITY;
  self->descending = TRUE;
  self->sort2 = CLT_COLUMN_ACCOUNT;
  self->total = -1;
  self->view_menu = g_object_ref_sink (g_object_new (CLT_TYPE_VIEW_MENU, NULL));
  clt_view_menu_set_page (self->view_menu, GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_command_group_capture (&command_group, GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "clients.whole-book", FALSE);
  gtk_menu_button_set_menu_model (self->view_button, menu);
  clt_client_filter_add_suffix (self->filter, self->buttons);
}
