/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-client-chooser.h"

#include "app/widgets/clt-cell-rows.h"
#include "app/widgets/clt-data-table.h"
#include "core/base/clt-i18n.h"
#include "core/clients/clt-client-query.h"

#define MAX_CLIENTS 50

enum
{
  COLUMN_NAME,
  COLUMN_ACCOUNT,
  COLUMN_TIER,
  N_COLUMNS,
};

static const CltTableColumn columns[N_COLUMNS] = {
  { COLUMN_NAME, NC_ ("client", "Client"), 160, FALSE, FALSE, TRUE },
  { COLUMN_ACCOUNT, NC_ ("client", "Account"), 120, FALSE, FALSE },
  { COLUMN_TIER, NC_ ("client", "Tier"), 110, FALSE, FALSE },
};

struct _CltClientChooser
{
  AdwWindow parent_instance;

  GtkWidget *owner; /* borrowed: the window is transient for its root */
  CltDesk *desk;    /* owned */
  CltClientChosen chosen;
  gpointer user_data;
  GCancellable *searching; /* owned (nullable) */
  CltCellRows *hits;       /* owned (nullable) */

  GtkSearchEntry *entry;
  CltDataTable *table;
};

G_DEFINE_FINAL_TYPE (CltClientChooser, clt_client_chooser, ADW_TYPE_WINDOW)

/* ---- searching ----------------------------------------------------------------------------- */

static gpointer
search_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) hits = clt_search (conn, data, MAX_CLIENTS, clt_today (), error);
  CltCellRows *rows;

  if (hits == NULL)
    return NULL;
  rows = clt_cell_rows_new (N_COLUMNS);
  for (guint i = 0; i < hits->len; i++)
    {
      const CltSearchHit *hit = hits->pdata[i];
      char *cells[N_COLUMNS] = {
        g_strdup (hit->name),
        g_strdup (hit->account == NULL ? _ ("prospect") : hit->account),
        g_strdup (clt_tier_get_label (hit->tier)),
      };

      clt_cell_rows_take (rows, hit->id, cells);
    }
  return rows;
}

static void
on_store_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltClientChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  CltCellRows *hits = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL) /* closed meanwhile */
    {
      g_clear_pointer (&hits, clt_cell_rows_unref);
      return;
    }
  if (hits == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  g_clear_pointer (&self->hits, clt_cell_rows_unref);
  self->hits = hits;
  clt_key_list_set_query (clt_data_table_get_list (self->table), hits);
}

/* The best hit is the one that Enter takes. */
static void
on_list_loading_cb (CltClientChooser *self)
{
  CltKeyList *list = clt_data_table_get_list (self->table);
  gboolean loading;

  g_object_get (list, "loading", &loading, NULL);
  if (!loading && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    clt_data_table_move (self->table, 0);
}

static void
on_entry_search_changed_cb (CltClientChooser *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       search_in_worker, g_steal_pointer (&text), g_free,
                       (GDestroyNotify) clt_cell_rows_unref, self->searching, on_store_searched_cb,
                       g_object_ref (self));
}

/* ---- choosing ------------------------------------------------------------------------------ */

static char *
dup_name (CltClientChooser *self, gint64 id)
{
  CltKeyList *list = clt_data_table_get_list (self->table);
  guint position = clt_key_list_find (list, id);
  g_autoptr (CltRow) row = position == GTK_INVALID_LIST_POSITION
                             ? NULL
                             : g_list_model_get_item (G_LIST_MODEL (list), position);
  gconstpointer record = row == NULL ? NULL : clt_row_get_record (row);

  return g_strdup (record == NULL ? "" : clt_cell_rows_get_text (record, COLUMN_NAME));
}

static void
on_row_opened_cb (CltClientChooser *self, gint64 id)
{
  g_autofree char *name = NULL;

  if (id == 0)
    return;
  name = dup_name (self, id);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (gtk_widget_get_root (self->owner) != NULL)
    self->chosen (id, name, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_entry_activate_cb (CltClientChooser *self)
{
  on_row_opened_cb (self, clt_data_table_get_selected (self->table));
}

static gboolean
on_entry_key_pressed_cb (CltClientChooser *self, guint keyval, guint keycode, GdkModifierType state)
{
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                                 : 0;

  if (step == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  clt_data_table_move (self->table, step);
  return GDK_EVENT_STOP;
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_client_chooser_dispose (GObject *object)
{
  CltClientChooser *self = CLT_CLIENT_CHOOSER (object);

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->hits, clt_cell_rows_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_CLIENT_CHOOSER);
  G_OBJECT_CLASS (clt_client_chooser_parent_class)->dispose (object);
}

static void
clt_client_chooser_class_init (CltClientChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_client_chooser_dispose;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/widgets/clt-client-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, CltClientChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, CltClientChooser, table);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_client_chooser_init (CltClientChooser *self)
{
  CltTableColumn translated[N_COLUMNS];

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      translated[i] = columns[i];
      translated[i].title = g_dpgettext2 (NULL, "client", columns[i].title);
    }
  clt_data_table_set_columns (self->table, translated, N_COLUMNS, clt_cell_rows_get_text);
}

void
clt_client_chooser_present (GtkWidget *parent,
                            CltDesk *desk,
                            const char *title,
                            CltClientChosen chosen,
                            gpointer user_data)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);
  CltClientChooser *self = g_object_new (CLT_TYPE_CLIENT_CHOOSER, "transient-for",
                                         gtk_widget_get_root (parent), "title", title, NULL);

  self->owner = parent;
  self->desk = g_object_ref (desk);
  self->chosen = chosen;
  self->user_data = user_data;
  g_signal_connect_object (keys, "notify::loading", G_CALLBACK (on_list_loading_cb), self,
                           G_CONNECT_SWAPPED);
  clt_data_table_set_list (self->table, keys);
  gtk_window_present (GTK_WINDOW (self));
}
