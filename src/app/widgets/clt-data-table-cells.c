/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a table: showing a record, and copying chosen rows as text. */
#include "app/widgets/clt-data-table-private.h"

#include "app/widgets/clt-table-cell.h"

static void
on_factory_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  CltDataColumn *column = user_data;
  GtkWidget *cell = clt_table_cell_new (column->info.numeric);

  g_object_set_data (G_OBJECT (cell), "clt-item", item);
  gtk_list_item_set_child (item, cell);
}

static void
show_cell (const CltDataColumn *column, GtkListItem *item)
{
  CltRow *row = gtk_list_item_get_item (item);
  gconstpointer record = clt_row_get_record (row);
  GtkWidget *cell = gtk_list_item_get_child (item);
  const char *classes[2] = { NULL };

  clt_table_cell_set_text (CLT_TABLE_CELL (cell),
                           record != NULL ? column->table->text (record, column->info.id) : NULL);
  if (column->info.second != 0)
    clt_table_cell_set_second_text (CLT_TABLE_CELL (cell),
                                    record != NULL
                                      ? column->table->text (record, column->info.second)
                                      : NULL);
  if (column->table->get_class == NULL)
    return;
  classes[0] = record == NULL ? NULL : column->table->get_class (record, column->info.id);
  gtk_widget_set_css_classes (cell, classes);
}

static void
on_row_notify_record_cb (CltRow *row, GParamSpec *pspec, GtkListItem *item)
{
  const CltDataColumn *column = g_object_get_data (G_OBJECT (item), "clt-column");

  show_cell (column, item);
}

static void
on_factory_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_object_set_data (G_OBJECT (item), "clt-column", user_data);
  /* Undone by unbind; the row may outlive the cell and the other way round. */
  g_signal_connect (gtk_list_item_get_item (item), "notify::record",
                    G_CALLBACK (on_row_notify_record_cb), item);
  show_cell (user_data, item);
}

static void
on_factory_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_row_notify_record_cb,
                                        item);
}

GtkListItemFactory *
clt_data_table_create_factory (CltDataColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_factory_setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (on_factory_bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_factory_unbind_cb), column);
  return factory;
}

/* Copying */

/* A workbook knows numbers by the minus of ASCII only. */
static void
append_cell (GString *tsv, const char *text)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (tsv, c == '\t' || c == '\n' ? ' ' : c == 0x2212 ? '-' : c);
    }
}

static gboolean
append_row (CltDataTable *self, GString *tsv, guint position)
{
  g_autoptr (CltRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  gconstpointer record = row != NULL ? clt_row_get_record (row) : NULL;
  gboolean first = TRUE;

  if (record == NULL)
    return FALSE;
  if (tsv->len > 0)
    g_string_append_c (tsv, '\n');
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CltDataColumn *column = self->columns->pdata[i];

      if (!gtk_column_view_column_get_visible (column->column))
        continue;
      if (!first)
        g_string_append_c (tsv, '\t');
      first = FALSE;
      append_cell (tsv, self->text (record, column->info.id));
      if (column->info.second == 0)
        continue;
      g_string_append_c (tsv, '\t');
      append_cell (tsv, self->text (record, column->info.second));
    }
  return TRUE;
}

/* All chosen rows or none: those that have not been seen yet are on their way then. */
void
clt_data_table_copy_rows (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltDataTable *self = CLT_DATA_TABLE (widget);
  g_autoptr (GString) tsv = g_string_new (NULL);
  gboolean complete = TRUE;
  GtkBitsetIter iter;
  guint position;

  if (!gtk_bitset_iter_init_first (&iter, clt_row_selection_get_rows (self->selection), &position))
    return;
  do
    complete &= append_row (self, tsv, position);
  while (complete && gtk_bitset_iter_next (&iter, &position));
  if (complete)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), tsv->str);
  else
    gtk_widget_error_bell (widget);
}
