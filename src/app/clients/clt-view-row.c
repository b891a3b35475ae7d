/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-view-row.h"

#include "core/base/clt-text.h"

typedef struct
{
  gint64 id;
  GtkLabel *count; /* below the row */
} RowView;

static const RowView *
get_view (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "clt-view");
}

void
clt_view_row_set (GtkListBoxRow *row, gint64 id, GtkLabel *count)
{
  const RowView view = { id, count };

  g_object_set_data_full (G_OBJECT (row), "clt-view", g_memdup2 (&view, sizeof view), g_free);
}

gint64
clt_view_row_get_id (GtkListBoxRow *row)
{
  return get_view (row)->id;
}

void
clt_view_rows_show_counts (GtkListBox *list, CltViewBook *book)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      const RowView *view = get_view (row);
      gint64 n = clt_view_book_get_count (book, view->id);
      g_autofree char *text = n >= 0 ? clt_count_format (n) : g_strdup ("");

      gtk_label_set_label (view->count, text);
    }
}
