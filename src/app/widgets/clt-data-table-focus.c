/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The focus of a table and its choice go together: whoever comes to the table by keyboard stands on
 * the chosen row, or the row he stands on is chosen; and when the rows are read again he stays. */
#include "app/widgets/clt-data-table-private.h"

static GtkWidget *
get_rows (CltDataTable *self)
{
  return gtk_widget_get_last_child (GTK_WIDGET (self->view));
}

static guint
get_row_position (GtkWidget *row)
{
  GtkWidget *cell = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  GtkWidget *child = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
  GtkListItem *item = child != NULL ? g_object_get_data (G_OBJECT (child), "clt-item") : NULL;

  return item != NULL ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;
}

/* GTK_INVALID_LIST_POSITION: none. */
static guint
get_focused (CltDataTable *self)
{
  return get_row_position (gtk_widget_get_focus_child (get_rows (self)));
}

void
clt_data_table_focus_row (CltDataTable *self, guint position)
{
  GtkWidget *rows = get_rows (self);
  GtkWidget *row = gtk_widget_get_first_child (rows);

  if (gtk_widget_get_focus_child (rows) == NULL || get_focused (self) == position)
    return;
  while (row != NULL && get_row_position (row) != position)
    row = gtk_widget_get_next_sibling (row);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
join (CltDataTable *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint focused = get_focused (self);
  guint chosen = clt_row_selection_get_only (self->selection);

  if (focused == GTK_INVALID_LIST_POSITION || focused == chosen)
    return;
  if (clt_row_selection_count (self->selection) == 0)
    gtk_selection_model_select_item (model, focused, TRUE);
  else if (chosen != GTK_INVALID_LIST_POSITION)
    {
      gtk_widget_activate_action (get_rows (self), "list.scroll-to-item", "u", chosen);
      clt_data_table_focus_row (self, chosen);
    }
}

static gboolean
focus_rows (CltDataTable *self)
{
  if (get_focused (self) == GTK_INVALID_LIST_POSITION &&
      !gtk_widget_child_focus (get_rows (self), GTK_DIR_TAB_FORWARD))
    return FALSE;
  join (self);
  return TRUE;
}

/* The focus is here, or was in a row that is gone. */
static gboolean
may_take (CltDataTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return root != NULL &&
         (focus == NULL || !gtk_widget_get_mapped (focus) || focus == GTK_WIDGET (self) ||
          gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

void
clt_data_table_note_focus (CltDataTable *self)
{
  guint focused = get_focused (self);

  if (focused == GTK_INVALID_LIST_POSITION && !gtk_widget_is_focus (GTK_WIDGET (self)))
    return;
  self->had_focus = TRUE;
  self->focus_place = focused;
  if (self->wanted == 0 && self->wanted_rows == NULL)
    self->wanted = clt_data_table_get_selected (self);
}

void
clt_data_table_return_focus (CltDataTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gboolean wanted = self->wants_focus || (self->had_focus && may_take (self));

  if (wanted && n == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  else if (wanted)
    {
      if (clt_row_selection_count (self->selection) == 0 &&
          self->focus_place != GTK_INVALID_LIST_POSITION)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection),
                                         MIN (self->focus_place, n - 1), TRUE);
      focus_rows (self);
    }
  else
    join (self);
  self->wants_focus = FALSE;
  self->had_focus = FALSE;
  self->focus_place = GTK_INVALID_LIST_POSITION;
}

/* Where the focus goes from the table without rows, or inside what it shows instead. */
static gboolean
focus_placeholder (CltDataTable *self, GtkDirectionType direction)
{
  const gboolean inside = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  return (inside || direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_DOWN) &&
         gtk_widget_child_focus (self->placeholder, direction);
}

/* GTK 4.8 takes Tab through every row; here it leaves the table. */
gboolean
clt_data_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CltDataTable *self = CLT_DATA_TABLE (widget);

  if (self->placeholder != NULL && gtk_widget_get_mapped (self->placeholder) &&
      (gtk_widget_has_focus (widget) || gtk_widget_get_focus_child (widget) != NULL))
    return focus_placeholder (self, direction);
  if (gtk_widget_get_focus_child (widget) != NULL &&
      (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  if (!GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->focus (widget, direction))
    return FALSE;
  join (self);
  return TRUE;
}

/* A table without rows, or that waits for them, has the focus itself. */
gboolean
clt_data_table_grab_focus (GtkWidget *widget)
{
  CltDataTable *self = CLT_DATA_TABLE (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n > 0 && !clt_data_table_is_loading (self) && clt_data_table_has_size (self))
    return focus_rows (self);
  self->wants_focus = n > 0 || clt_data_table_is_loading (self);
  return n > 0 || GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->grab_focus (widget);
}

/* ---- searching ------------------------------------------------------------------------------ */

static void
on_search_stopped_cb (CltDataTable *self, GtkSearchEntry *entry)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
clt_data_table_set_search_entry (CltDataTable *self, GtkSearchEntry *entry)
{
  g_return_if_fail (CLT_IS_DATA_TABLE (self));

  g_signal_connect_object (entry, "activate", G_CALLBACK (gtk_widget_grab_focus), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (on_search_stopped_cb), self,
                           G_CONNECT_SWAPPED);
}
