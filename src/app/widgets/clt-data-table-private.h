/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the data table share. */

#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-row-selection.h"

G_BEGIN_DECLS

/* A column and what its cells need to know; lives as long as the table's columns. */
typedef struct
{
  CltDataTable *table; /* borrowed */
  CltTableColumn info;
  GtkColumnViewColumn *column; /* borrowed from the view */
  int width;                   /* of a hidden one: its width when it is shown again */
} CltDataColumn;

struct _CltDataTable
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  CltRowSelection *selection;
  GtkLabel *error_label;

  GPtrArray *columns; /* owned: CltDataColumn */
  CltTableTextFunc text;
  CltTableClassFunc get_class; /* (nullable) */
  CltKeyList *list;            /* owned (nullable) */
  GtkWidget *placeholder;      /* borrowed from stack (nullable) */

  const CltDataColumn *asked; /* by the sorter, see on_view_sorter_changed_cb() */
  gboolean quiet;             /* the program moves the selection or the sort mark */
  gboolean wants_focus;       /* the rows get the focus when they have come */
  gboolean had_focus;         /* the rows had it when they were asked for again */
  guint focus_place;          /* which row had it; GTK_INVALID_LIST_POSITION: none */
  GHashTable *wanted_rows;    /* owned (nullable): ids to select then, when several */
  gint64 wanted;              /* id to select when the list has arrived, 0: none */
  double wanted_place;        /* scroll position to return to, < 0: none */
};

gboolean clt_data_table_is_loading (CltDataTable *self);
/* GTK 4.8 divides by the height of the view when it goes to a row, by scrolling or by focus: without
 * one it loses its place and keeps a single row until the list is another. */
gboolean clt_data_table_has_size (CltDataTable *self);

/* clt-data-table-focus.c: where the rows have the focus it goes to this one. */
void clt_data_table_focus_row (CltDataTable *self, guint position);
/* Before the rows are read again, and when they have come. */
void clt_data_table_note_focus (CltDataTable *self);
void clt_data_table_return_focus (CltDataTable *self);
gboolean clt_data_table_focus (GtkWidget *widget, GtkDirectionType direction);
gboolean clt_data_table_grab_focus (GtkWidget *widget);

/* clt-data-table-cells.c: what makes and fills the cells of @column. (transfer full) */
GtkListItemFactory *clt_data_table_create_factory (CltDataColumn *column);
/* Action "table.copy". */
void clt_data_table_copy_rows (GtkWidget *widget, const char *action, GVariant *parameter);

G_END_DECLS
