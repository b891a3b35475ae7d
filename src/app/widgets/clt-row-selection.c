/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-row-selection.h"

struct _CltRowSelection
{
  GObject parent_instance;

  GListModel *model; /* owned (nullable) */
  GtkBitset *rows;   /* owned */
  gboolean multiple;
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CltRowSelection,
                               clt_row_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        selection_model_init))

/* List model */

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  CltRowSelection *self = CLT_ROW_SELECTION (model);

  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CltRowSelection *self = CLT_ROW_SELECTION (model);

  return self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Selection model; GTK makes all other ways of choosing out of set_selection() */

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (CLT_ROW_SELECTION (model)->rows, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (CLT_ROW_SELECTION (model)->rows);
}

/* Takes @rows. Tells what differs. */
static void
replace (CltRowSelection *self, GtkBitset *rows)
{
  g_autoptr (GtkBitset) changed = gtk_bitset_copy (rows);

  gtk_bitset_difference (changed, self->rows);
  gtk_bitset_unref (self->rows);
  self->rows = rows;
  if (!gtk_bitset_is_empty (changed))
    {
      guint first = gtk_bitset_get_minimum (changed);

      gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first,
                                             gtk_bitset_get_maximum (changed) - first + 1);
    }
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  CltRowSelection *self = CLT_ROW_SELECTION (model);
  GtkBitset *rows = gtk_bitset_copy (self->rows);
  g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);

  gtk_bitset_intersect (wanted, mask);
  gtk_bitset_subtract (rows, mask);
  gtk_bitset_union (rows, wanted);
  if (!self->multiple && gtk_bitset_get_size (rows) > 1)
    {
      guint one = gtk_bitset_get_minimum (gtk_bitset_is_empty (wanted) ? rows : wanted);

      gtk_bitset_remove_all (rows);
      gtk_bitset_add (rows, one);
    }
  replace (self, rows);
  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  CltRowSelection *self = CLT_ROW_SELECTION (model);

  if (!self->multiple)
    return FALSE;
  replace (self, gtk_bitset_new_range (0, get_n_items (G_LIST_MODEL (self))));
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
  iface->select_all = select_all;
}

/* What moved is still chosen where the list tells exactly what came and went. */
static void
on_model_items_changed_cb (CltRowSelection *self, guint position, guint removed, guint added)
{
  gtk_bitset_splice (self->rows, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

void
clt_row_selection_set_model (CltRowSelection *self, GListModel *model)
{
  guint removed, added;

  g_return_if_fail (CLT_IS_ROW_SELECTION (self));

  removed = get_n_items (G_LIST_MODEL (self));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_model_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_bitset_remove_all (self->rows);
  added = get_n_items (G_LIST_MODEL (self));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, added);
}

void
clt_row_selection_set_multiple (CltRowSelection *self, gboolean multiple)
{
  g_return_if_fail (CLT_IS_ROW_SELECTION (self));

  self->multiple = multiple;
}

guint
clt_row_selection_count (CltRowSelection *self)
{
  g_return_val_if_fail (CLT_IS_ROW_SELECTION (self), 0);

  return (guint) gtk_bitset_get_size (self->rows);
}

guint
clt_row_selection_get_only (CltRowSelection *self)
{
  g_return_val_if_fail (CLT_IS_ROW_SELECTION (self), GTK_INVALID_LIST_POSITION);

  return gtk_bitset_get_size (self->rows) == 1 ? gtk_bitset_get_minimum (self->rows)
                                               : GTK_INVALID_LIST_POSITION;
}

GtkBitset *
clt_row_selection_get_rows (CltRowSelection *self)
{
  g_return_val_if_fail (CLT_IS_ROW_SELECTION (self), NULL);

  return self->rows;
}

static void
clt_row_selection_finalize (GObject *object)
{
  CltRowSelection *self = CLT_ROW_SELECTION (object);

  g_clear_object (&self->model);
  gtk_bitset_unref (self->rows);
  G_OBJECT_CLASS (clt_row_selection_parent_class)->finalize (object);
}

static void
clt_row_selection_class_init (CltRowSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clt_row_selection_finalize;
}

static void
clt_row_selection_init (CltRowSelection *self)
{
  self->rows = gtk_bitset_new_empty ();
}
