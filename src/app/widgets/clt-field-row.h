/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One field of a form without a Save button: what was typed is handed over when Enter is pressed or
 * the row is left; Escape takes it back; a refusal stands below the row, and what was typed stays.
 * The rows live in a list box; this is the little that each needs beside its widget. */

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_FIELD_ROW_ENTRY,
  CLT_FIELD_ROW_TEXT,  /* several lines: Enter is a new line, Ctrl+Enter keeps */
  CLT_FIELD_ROW_WORDS, /* the same, but Enter keeps and Shift+Enter is a new line */
  CLT_FIELD_ROW_CHOICE,
  CLT_FIELD_ROW_SWITCH, /* "1" and "0" */
} CltFieldRowKind;

typedef struct _CltFieldRow CltFieldRow;

/* @text: what is to be kept; the answer comes by clt_field_row_show() or clt_field_row_refuse(). */
typedef void (*CltFieldRowFunc) (CltFieldRow *row, const char *text, gpointer user_data);

/* The list of a group's rows, which bears the name of the group. (transfer none) */
GtkListBox *clt_field_list_new (AdwPreferencesGroup *group, const char *label);
/* Adds the row to @list, which owns the widgets; to be freed before the list goes. */
CltFieldRow *clt_field_row_new (GtkListBox *list,
                                const char *title,
                                CltFieldRowKind kind,
                                CltFieldRowFunc commit,
                                gpointer user_data);
/* The same in an expander. */
CltFieldRow *clt_field_row_new_in_expander (AdwExpanderRow *expander,
                                            const char *title,
                                            CltFieldRowKind kind,
                                            CltFieldRowFunc commit,
                                            gpointer user_data);
void clt_field_row_free (CltFieldRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFieldRow, clt_field_row_free)

/* Enter was pressed in it and what was typed has been handed over: where to go on. */
typedef void (*CltFieldRowEntered) (CltFieldRow *row, gpointer user_data);
void clt_field_row_set_entered (CltFieldRow *row, CltFieldRowEntered func);
/* @func: what the widget shows instead of the stored value, NULL: nothing. It is no edit. */
typedef const char *(*CltFieldRowAlias) (GtkWidget *widget);
void clt_field_row_set_alias (CltFieldRow *row, CltFieldRowAlias func);
/* Before clt_field_row_show(). */
void
clt_field_row_set_choices (CltFieldRow *row, const char *const *keys, const char *const *labels);
/* Shows what the file holds. @same: of the same record as before, so that what is being typed or
 * was refused is left alone. */
void clt_field_row_show (CltFieldRow *row, const char *value, gboolean same);
/* What was handed over has been kept. */
void clt_field_row_accept (CltFieldRow *row, const char *text);
void clt_field_row_refuse (CltFieldRow *row, const char *message);
/* What stands in it was refused. */
gboolean clt_field_row_is_refused (CltFieldRow *row);
/* Hands over what was typed and not kept yet. */
void clt_field_row_flush (CltFieldRow *row);
GtkWidget *clt_field_row_get_widget (CltFieldRow *row);
/* (nullable): of a row of several lines. */
GtkTextView *clt_field_row_get_text_view (CltFieldRow *row);
/* What stands in the row. (transfer full) */
char *clt_field_row_dup_text (CltFieldRow *row);
void clt_field_row_focus (CltFieldRow *row);

G_END_DECLS
