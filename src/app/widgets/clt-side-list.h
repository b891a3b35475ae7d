/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSideList: the narrow list on the left of a screen; what the chosen line stands for fills the
 * rest. Arrows choose, Enter and Tab go on to what the line shows: GTK's Tab would walk through
 * every row. Filling it again keeps the rows, and with them the focus.
 *
 * Property "label": what screen readers call the list.
 * Property "search-label": what is searched; with it the list has a search of its own, by titles
 * and their pinyin.
 * Signals:
 *   "row-selected" (int index): a person chose another line
 *   "entered": on to what the line shows */

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_SIDE_LIST (clt_side_list_get_type ())
G_DECLARE_FINAL_TYPE (CltSideList, clt_side_list, CLT, SIDE_LIST, AdwBin)

typedef struct
{
  const char *title;
  const char *note;  /* (nullable): below the title */
  const char *count; /* (nullable): at the end of the line */
  gboolean dim;      /* there is nothing in it */
  gboolean warn;     /* its count asks for attention */
} CltSideLine;

/* Shows @line at @index; the one after the last is added. */
void clt_side_list_show (CltSideList *self, guint index, const CltSideLine *line);
/* Removes what stands after the first @n lines. */
void clt_side_list_truncate (CltSideList *self, guint n);
/* Emits nothing; no line at @index: the first. */
void clt_side_list_choose (CltSideList *self, int index);
/* The focus into the search. */
void clt_side_list_search (CltSideList *self);
/* -1: none. */
int clt_side_list_get_chosen (CltSideList *self);

G_END_DECLS
