/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-data-table-private.h"

#include "app/widgets/clt-command.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

G_DEFINE_FINAL_TYPE (CltDataTable, clt_data_table, GTK_TYPE_WIDGET)

enum
{
  ROW_OPENED,
  ROW_SELECTED,
  SORT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- sorting ------------------------------------------------------------------------------ */

/* GTK 4.8 does not tell which column is sorted. Each column's sorter remembers that it was asked;
 * comparing two rows then tells the column (who was asked) and the direction (the answer). */
static int
note_asked (gconstpointer a, gconstpointer b, gpointer user_data)
{
  CltDataColumn *column = user_data;

  column->table->asked = column;
  return GTK_ORDERING_SMALLER;
}

static void
on_view_sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, CltDataTable *self)
{
  GtkOrdering ordering;

  if (self->quiet)
    return;
  self->asked = NULL;
  ordering = gtk_sorter_compare (sorter, self, self);
  if (self->asked == NULL)
    return;
  clt_data_table_set_sort (self, self->asked->info.id, ordering == GTK_ORDERING_LARGER);
  g_signal_emit (self, signals[SORT_CHANGED], 0, self->asked->info.id,
                 ordering == GTK_ORDERING_LARGER);
}

/* ---- columns ------------------------------------------------------------------------------ */

/* The title of a number column stands over its numbers. GTK has no property for it. */
static void
align_titles (CltDataTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title != NULL && i < self->columns->len;
       i++, title = gtk_widget_get_next_sibling (title))
    {
      const CltDataColumn *column = self->columns->pdata[i];
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (column->info.numeric && GTK_IS_BOX (box))
        gtk_widget_set_halign (box, GTK_ALIGN_END);
    }
}

static void
add_column (CltDataTable *self, const CltTableColumn *info)
{
  CltDataColumn *column = g_new0 (CltDataColumn, 1);
  GtkListItemFactory *factory = clt_data_table_create_factory (column);

  column->table = self;
  column->info = *info;
  g_ptr_array_add (self->columns, column);

  column->column = gtk_column_view_column_new (info->title, factory);
  gtk_column_view_column_set_fixed_width (column->column, info->width);
  gtk_column_view_column_set_expand (column->column, info->expand);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  if (info->sortable)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (note_asked, column, NULL));

      gtk_column_view_column_set_sorter (column->column, sorter);
    }
  gtk_column_view_append_column (self->view, column->column);
  g_object_unref (column->column);
}

static CltDataColumn *
find_column (CltDataTable *self, guint id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      CltDataColumn *column = self->columns->pdata[i];

      if (column->info.id == id)
        return column;
    }
  return NULL;
}

void
clt_data_table_set_columns (CltDataTable *self,
                            const CltTableColumn *columns,
                            guint n_columns,
                            CltTableTextFunc text)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_remove_column (self->view, ((CltDataColumn *) self->columns->pdata[i])->column);
  g_ptr_array_set_size (self->columns, 0);
  self->text = text;
  for (guint i = 0; i < n_columns; i++)
    add_column (self, &columns[i]);
  align_titles (self);
}

void
clt_data_table_set_titled_columns (CltDataTable *self,
                                   const char *context,
                                   const CltTableColumn *columns,
                                   guint n_columns,
                                   CltTableTextFunc text)
{
  g_autofree CltTableColumn *translated = g_memdup2 (columns, n_columns * sizeof *columns);

  for (guint i = 0; i < n_columns; i++)
    translated[i].title = g_dpgettext2 (NULL, context, columns[i].title);
  clt_data_table_set_columns (self, translated, n_columns, text);
}

/* GTK 4.8 keeps the width of a hidden column free at the end of the rows. */
static void
show_column (CltDataColumn *column, gboolean visible)
{
  if (gtk_column_view_column_get_visible (column->column) == visible)
    return;
  if (!visible)
    column->width = gtk_column_view_column_get_fixed_width (column->column);
  gtk_column_view_column_set_fixed_width (column->column, visible ? column->width : 0);
  gtk_column_view_column_set_visible (column->column, visible);
}

void
clt_data_table_set_column_visible (CltDataTable *self, guint column, gboolean visible)
{
  CltDataColumn *found;

  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  found = find_column (self, column);
  if (found != NULL)
    show_column (found, visible);
}

void
clt_data_table_show_columns (CltDataTable *self, const guint *columns, guint n_columns)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    show_column (self->columns->pdata[i], FALSE);
  for (guint i = 0; i < n_columns; i++)
    {
      CltDataColumn *column = find_column (self, columns[i]);

      if (column == NULL)
        continue;
      gtk_column_view_insert_column (self->view, i, column->column);
      show_column (column, TRUE);
    }
}

guint
clt_data_table_get_shown_columns (CltDataTable *self, guint *columns, guint max)
{
  GListModel *model;
  guint n = 0;

  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), 0);

  model = gtk_column_view_get_columns (self->view);
  for (guint at = 0; at < g_list_model_get_n_items (model) && n < max; at++)
    {
      g_autoptr (GtkColumnViewColumn) shown = g_list_model_get_item (model, at);

      for (guint i = 0; i < self->columns->len; i++)
        if (((CltDataColumn *) self->columns->pdata[i])->column == shown &&
            gtk_column_view_column_get_visible (shown))
          columns[n++] = ((CltDataColumn *) self->columns->pdata[i])->info.id;
    }
  return n;
}

int
clt_data_table_get_column_width (CltDataTable *self, guint column)
{
  const CltDataColumn *found;

  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), 0);

  found = find_column (self, column);
  if (found == NULL)
    return 0;
  return gtk_column_view_column_get_visible (found->column)
           ? gtk_column_view_column_get_fixed_width (found->column)
           : found->width;
}

void
clt_data_table_set_sort (CltDataTable *self, guint column, gboolean descending)
{
  const CltDataColumn *found;

  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  found = find_column (self, column);
  self->quiet = TRUE;
  /* One key, one mark: the view would keep the earlier ones. */
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->view, found != NULL ? found->column : NULL,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->quiet = FALSE;
}

/* ---- list --------------------------------------------------------------------------------- */

static void
show_state (CltDataTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *error = NULL;

  g_object_get (self->list, "error", &error, NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), n == 0);
  if (error != NULL)
    {
      gtk_label_set_label (self->error_label, error);
      gtk_stack_set_visible_child_name (self->stack, "error");
    }
  else if (n == 0 && !clt_data_table_is_loading (self) && self->placeholder != NULL)
    gtk_stack_set_visible_child (self->stack, self->placeholder);
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
}

gboolean
clt_data_table_is_loading (CltDataTable *self)
{
  gboolean loading = FALSE;

  if (self->list != NULL)
    g_object_get (self->list, "loading", &loading, NULL);
  return loading;
}

gboolean
clt_data_table_has_size (CltDataTable *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return gtk_adjustment_get_page_size (adjustment) > 0.0;
}

static void
scroll_to (CltDataTable *self, guint position)
{
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
}

static void
choose_row (CltDataTable *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

/* Those that were chosen and are still listed. */
static void
choose_again (CltDataTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr (GtkBitset) rows = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);

  for (guint i = 0; i < n; i++)
    {
      gint64 id = clt_key_list_get_id (self->list, i);

      if (g_hash_table_contains (self->wanted_rows, &id))
        gtk_bitset_add (rows, i);
    }
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), rows, all);
  g_clear_pointer (&self->wanted_rows, g_hash_table_unref);
}

/* The rows are chosen at once; going there waits for a size. */
static void
return_to_place (CltDataTable *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->wanted_rows != NULL)
    choose_again (self);
  if (self->wanted != 0)
    position = clt_key_list_find (self->list, self->wanted);
  if (position != GTK_INVALID_LIST_POSITION)
    choose_row (self, position);
  if (!clt_data_table_has_size (self))
    return;
  if (self->wanted_place >= 0.0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                              self->wanted_place);
  else if (position != GTK_INVALID_LIST_POSITION)
    scroll_to (self, position);
  self->wanted = 0;
  self->wanted_place = -1.0;
  clt_data_table_return_focus (self);
}

/* Does what was asked for while the rows were not there yet. */
static void
arrive (CltDataTable *self)
{
  if (clt_data_table_is_loading (self))
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    return_to_place (self);
  else
    clt_data_table_return_focus (self);
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  arrive (CLT_DATA_TABLE (widget));
  return G_SOURCE_REMOVE;
}

/* Comes in the midst of the layout, where nothing may move: the next frame goes to the rows. */
static void
on_page_size_notify_cb (CltDataTable *self)
{
  if (self->list != NULL && clt_data_table_has_size (self) &&
      (self->wanted != 0 || self->wants_focus || self->had_focus))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, NULL, NULL);
}

static void
on_list_notify_cb (CltDataTable *self)
{
  if (clt_data_table_is_loading (self))
    clt_data_table_note_focus (self);
  show_state (self);
  arrive (self);
}

void
clt_data_table_set_list (CltDataTable *self, CltKeyList *list)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));
  g_return_if_fail (CLT_IS_KEY_LIST (list));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (on_list_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::error", G_CALLBACK (on_list_notify_cb), self,
                           G_CONNECT_SWAPPED);
  clt_row_selection_set_model (self->selection, G_LIST_MODEL (list));
  show_state (self);
}

CltKeyList *
clt_data_table_get_list (CltDataTable *self)
{
  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), NULL);

  return self->list;
}

void
clt_data_table_set_class_func (CltDataTable *self, CltTableClassFunc func)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  self->get_class = func;
}

void
clt_data_table_set_placeholder (CltDataTable *self, GtkWidget *placeholder)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  if (self->placeholder != NULL)
    gtk_stack_remove (self->stack, self->placeholder);
  self->placeholder = placeholder;
  gtk_stack_add_child (self->stack, placeholder);
}

static void
remember_rows (CltDataTable *self)
{
  g_autoptr (GArray) ids = clt_data_table_dup_selected (self);

  g_clear_pointer (&self->wanted_rows, g_hash_table_unref);
  if (ids->len < 2)
    return;
  self->wanted_rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->wanted_rows,
                      g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
}

void
clt_data_table_reload (CltDataTable *self)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  self->wanted = clt_data_table_get_selected (self);
  remember_rows (self);
  self->wanted_place =
    gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
  clt_key_list_reload (self->list);
}

/* ---- selection ---------------------------------------------------------------------------- */

gint64
clt_data_table_get_selected (CltDataTable *self)
{
  guint position;

  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), 0);

  position = clt_row_selection_get_only (self->selection);
  return position == GTK_INVALID_LIST_POSITION ? 0 : clt_key_list_get_id (self->list, position);
}

gconstpointer
clt_data_table_get_record (CltDataTable *self)
{
  g_autoptr (CltRow) row = NULL;
  guint position;

  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), NULL);

  position = clt_row_selection_get_only (self->selection);
  if (position == GTK_INVALID_LIST_POSITION)
    return NULL;
  row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  return row == NULL ? NULL : clt_row_get_record (row);
}

GArray *
clt_data_table_dup_selected (CltDataTable *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), ids);

  if (gtk_bitset_iter_init_first (&iter, clt_row_selection_get_rows (self->selection), &position))
    do
      {
        gint64 id = clt_key_list_get_id (self->list, position);

        g_array_append_val (ids, id);
      }
    while (gtk_bitset_iter_next (&iter, &position));
  return ids;
}

guint
clt_data_table_count_selected (CltDataTable *self)
{
  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), 0);

  return clt_row_selection_count (self->selection);
}

void
clt_data_table_set_multiple (CltDataTable *self, gboolean multiple)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  clt_row_selection_set_multiple (self->selection, multiple);
}

void
clt_data_table_unselect (CltDataTable *self)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
clt_data_table_select (CltDataTable *self, gint64 id)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  self->wanted = id;
  g_clear_pointer (&self->wanted_rows, g_hash_table_unref);
  self->wanted_place = -1.0;
  arrive (self);
}

gint64
clt_data_table_move (CltDataTable *self, int step)
{
  guint n, position;

  g_return_val_if_fail (CLT_IS_DATA_TABLE (self), 0);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  if (n == 0)
    return 0;
  position = clt_row_selection_get_only (self->selection);
  position = position == GTK_INVALID_LIST_POSITION
               ? 0
               : (guint) CLAMP ((gint64) position + step, 0, (gint64) n - 1);
  choose_row (self, position);
  scroll_to (self, position);
  clt_data_table_focus_row (self, position);
  return clt_key_list_get_id (self->list, position);
}

static void
on_view_activate_cb (CltDataTable *self, guint position)
{
  g_signal_emit (self, signals[ROW_OPENED], 0, clt_key_list_get_id (self->list, position));
}

static void
on_selection_changed_cb (CltDataTable *self)
{
  if (!self->quiet && self->list != NULL)
    g_signal_emit (self, signals[ROW_SELECTED], 0, clt_data_table_get_selected (self));
}

static const CltCommand commands[] = {
  { "table.copy", N_ ("_Copy Rows"), "<Control>c", FALSE, CLT_KEY_SHARED },
};
static const CltCommandGroup command_group = { N_ ("Lists"), commands, G_N_ELEMENTS (commands) };

/* ---- class -------------------------------------------------------------------------------- */

static void
clt_data_table_dispose (GObject *object)
{
  CltDataTable *self = CLT_DATA_TABLE (object);

  self->quiet = TRUE;
  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_DATA_TABLE);
  g_clear_object (&self->list);
  g_clear_pointer (&self->wanted_rows, g_hash_table_unref);

  G_OBJECT_CLASS (clt_data_table_parent_class)->dispose (object);
}

static void
clt_data_table_finalize (GObject *object)
{
  g_ptr_array_unref (CLT_DATA_TABLE (object)->columns);

  G_OBJECT_CLASS (clt_data_table_parent_class)->finalize (object);
}

static void
clt_data_table_class_init (CltDataTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_data_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_data_table_finalize;
  widget_class->focus = clt_data_table_focus;
  widget_class->grab_focus = clt_data_table_grab_focus;

  signals[ROW_OPENED] = g_signal_new ("row-opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[ROW_SELECTED] = g_signal_new ("row-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);

  g_type_ensure (CLT_TYPE_ROW_SELECTION);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/widgets/clt-data-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CltDataTable, stack);
  gtk_widget_class_bind_template_child (widget_class, CltDataTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltDataTable, view);
  gtk_widget_class_bind_template_child (widget_class, CltDataTable, selection);
  gtk_widget_class_bind_template_child (widget_class, CltDataTable, error_label);
  gtk_widget_class_bind_template_callback (widget_class, on_view_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, clt_data_table_copy_rows);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_data_table_init (CltDataTable *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->wanted_place = -1.0;
  self->focus_place = GTK_INVALID_LIST_POSITION;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (on_view_sorter_changed_cb), self, 0);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (on_page_size_notify_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
clt_data_table_new (void)
{
  return g_object_new (CLT_TYPE_DATA_TABLE, NULL);
}
