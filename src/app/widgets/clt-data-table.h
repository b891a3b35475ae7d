/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltDataTable: a table over a CltKeyList that stays fast with any number of rows. Cells
 * (widgets/clt-table-cell.h) show strings made by the worker; sorting is a question to
 * the owner (signal "sort-changed"), who asks the list for another order. Tab leaves the table,
 * arrows move in it, Enter opens the row.
 *
 * Signals:
 *   "row-opened" (gint64 id): Enter or a double click
 *   "row-selected" (gint64 id): 0 when none is, or several are
 *   "sort-changed" (guint column, gboolean descending)
 *
 * Cost: binding a cell is one call of the text function and one pointer comparison. */

#include <gtk/gtk.h>

#include "core/lists/clt-key-list.h"

G_BEGIN_DECLS

#define CLT_TYPE_DATA_TABLE (clt_data_table_get_type ())
G_DECLARE_FINAL_TYPE (CltDataTable, clt_data_table, CLT, DATA_TABLE, GtkWidget)

typedef struct
{
  guint id;          /* given back to the text function and in "sort-changed" */
  const char *title; /* translated */
  int width;         /* pixels */
  gboolean numeric;  /* right aligned, tabular figures */
  gboolean sortable;
  gboolean expand; /* takes what the others leave of a wide window */
  guint second;    /* what stands below it, for the text function; 0: nothing */
} CltTableColumn;

/* The text of a cell, owned by @record, or NULL. Main thread, called for each visible cell. */
typedef const char *(*CltTableTextFunc) (gconstpointer record, guint column);

/* The CSS class of a cell that asks for attention, or NULL. Main thread, likewise. */
typedef const char *(*CltTableClassFunc) (gconstpointer record, guint column);

GtkWidget *clt_data_table_new (void);
/* Replaces the columns; call it before clt_data_table_set_list(). */
void clt_data_table_set_columns (CltDataTable *self,
                                 const CltTableColumn *columns,
                                 guint n_columns,
                                 CltTableTextFunc text);
/* The same with titles that NC_(@context, …) marks and this translates. */
void clt_data_table_set_titled_columns (CltDataTable *self,
                                        const char *context,
                                        const CltTableColumn *columns,
                                        guint n_columns,
                                        CltTableTextFunc text);
/* Before rows are shown. */
void clt_data_table_set_class_func (CltDataTable *self, CltTableClassFunc func);
void clt_data_table_set_column_visible (CltDataTable *self, guint column, gboolean visible);
/* Shows these columns, in this order, and hides the others. */
void clt_data_table_show_columns (CltDataTable *self, const guint *columns, guint n_columns);
/* In the order in which they stand, which people change by dragging. Returns: how many of @columns,
 * at most @max, were written. */
guint clt_data_table_get_shown_columns (CltDataTable *self, guint *columns, guint max);
int clt_data_table_get_column_width (CltDataTable *self, guint column);
/* Shows the sort mark; emits nothing. */
void clt_data_table_set_sort (CltDataTable *self, guint column, gboolean descending);

void clt_data_table_set_list (CltDataTable *self, CltKeyList *list);
CltKeyList *clt_data_table_get_list (CltDataTable *self);
/* The words that the list is searched by: Enter goes from them into the table, Escape empties them
 * first. What they find is asked for by who listens to "search-changed". */
void clt_data_table_set_search_entry (CltDataTable *self, GtkSearchEntry *entry);
/* Shown when the list has no rows. */
void clt_data_table_set_placeholder (CltDataTable *self, GtkWidget *placeholder);
/* Loads the list again; the selected row and the scroll position stay where they can. */
void clt_data_table_reload (CltDataTable *self);

/* Whether several rows can be selected: Ctrl and Shift with clicks and arrows, Ctrl+A. */
void clt_data_table_set_multiple (CltDataTable *self, gboolean multiple);
/* 0: none, or several. */
gint64 clt_data_table_get_selected (CltDataTable *self);
/* (nullable) (transfer none): what the list has read for that row. */
gconstpointer clt_data_table_get_record (CltDataTable *self);
/* In the order of the list. (element-type gint64) (transfer full) */
GArray *clt_data_table_dup_selected (CltDataTable *self);
guint clt_data_table_count_selected (CltDataTable *self);
void clt_data_table_unselect (CltDataTable *self);
/* Selects the row, or remembers to do so when the list is still loading, and brings it into
 * view. */
void clt_data_table_select (CltDataTable *self, gint64 id);
/* Selects the row @step rows further, at most the last one. Returns its id, 0: there is none. */
gint64 clt_data_table_move (CltDataTable *self, int step);

G_END_DECLS
