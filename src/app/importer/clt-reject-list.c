/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-reject-list.h"

#include "app/widgets/clt-table-cell.h"
#include "core/base/clt-i18n.h"

enum
{
  COLUMN_ROW,
  COLUMN_NAME,
  COLUMN_REASON,
  COLUMN_DETAIL,
  N_COLUMNS
};

#define CLT_TYPE_REJECT_ITEM (clt_reject_item_get_type ())
G_DECLARE_FINAL_TYPE (CltRejectItem, clt_reject_item, CLT, REJECT_ITEM, GObject)

struct _CltRejectItem
{
  GObject parent_instance;
  char *cell[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (CltRejectItem, clt_reject_item, G_TYPE_OBJECT)

static void
clt_reject_item_finalize (GObject *object)
{
  CltRejectItem *self = CLT_REJECT_ITEM (object);

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (self->cell[i]);
  G_OBJECT_CLASS (clt_reject_item_parent_class)->finalize (object);
}

static void
clt_reject_item_class_init (CltRejectItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clt_reject_item_finalize;
}

static void
clt_reject_item_init (CltRejectItem *self)
{
}

static CltRejectItem *
reject_item_new (const CltImportReject *reject)
{
  CltRejectItem *self = g_object_new (CLT_TYPE_REJECT_ITEM, NULL);

  self->cell[COLUMN_ROW] = g_strdup_printf ("%" G_GUINT64_FORMAT, reject->row);
  self->cell[COLUMN_NAME] = g_strdup (reject->column);
  self->cell[COLUMN_REASON] = g_strdup (clt_import_reason_get_label (reject->reason));
  self->cell[COLUMN_DETAIL] = g_strdup (reject->detail);
  return self;
}

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *cell = clt_table_cell_new (GPOINTER_TO_UINT (user_data) == COLUMN_ROW);

  gtk_list_item_set_child (item, cell);
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  CltRejectItem *reject = gtk_list_item_get_item (item);
  const char *text = reject->cell[GPOINTER_TO_UINT (user_data)];

  clt_table_cell_set_text (CLT_TABLE_CELL (gtk_list_item_get_child (item)), text);
}

void
clt_reject_list_set_up (GtkColumnView *view)
{
  const struct
  {
    const char *title;
    int width;
  } columns[N_COLUMNS] = {
    [COLUMN_ROW] = { C_ ("import reject", "Row"), 60 },
    [COLUMN_NAME] = { C_ ("import reject", "Column"), 110 },
    [COLUMN_REASON] = { C_ ("import reject", "Reason"), 250 },
    [COLUMN_DETAIL] = { C_ ("import reject", "What stood there"), -1 },
  };

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (columns[i].title, factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (view, column);
    }
}

void
clt_reject_list_set (GtkColumnView *view, const CltImportResult *result)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *store = g_list_store_new (CLT_TYPE_REJECT_ITEM);
  g_autoptr (GtkNoSelection) selection = NULL;

  for (guint i = 0; i < result->rejects->len; i++)
    g_ptr_array_add (items, reject_item_new (result->rejects->pdata[i]));
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  selection = gtk_no_selection_new (G_LIST_MODEL (store));
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
}
