/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A dialog of a few rows whose values become one action. It closes when the action was kept; what is
 * refused stands below the rows. Enter does it, Esc leaves. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_FORM_DIALOG (clt_form_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CltFormDialog, clt_form_dialog, CLT, FORM_DIALOG, AdwWindow)

typedef void (*CltFormApply) (CltFormDialog *form);

/* @body: (nullable) */
CltFormDialog *
clt_form_dialog_new (GtkWidget *parent, CltDesk *desk, const char *heading, const char *body);
/* Rows are numbered from 0 in the order in which they are added. @required: must not be empty. */
void clt_form_dialog_add_entry (CltFormDialog *self,
                                const char *title,
                                const char *text,
                                gboolean required);
/* See clt_client_entry_new(). */
void clt_form_dialog_add_clients (CltFormDialog *self,
                                  const char *title,
                                  gboolean several,
                                  gboolean prospects);
void clt_form_dialog_set_client (CltFormDialog *self,
                                 guint row,
                                 gint64 id,
                                 const char *name,
                                 const char *account);
void clt_form_dialog_add_choice (CltFormDialog *self, const char *title, const char *const *labels);
void clt_form_dialog_select (CltFormDialog *self, guint row, guint choice);
void clt_form_dialog_set_text (CltFormDialog *self, guint row, const char *text);
/* What is understood of the rows so far, as markup, below them; room for so many lines is kept. */
void clt_form_dialog_set_hint (CltFormDialog *self, const char *markup);
void clt_form_dialog_reserve_hint (CltFormDialog *self, int lines);
/* @changed is called as it is shown, and with each change of a row. */
void clt_form_dialog_watch (CltFormDialog *self, CltFormApply changed);
/* @follow is called when the action was kept, before it closes. */
void clt_form_dialog_follow (CltFormDialog *self, CltFormApply follow);
/* Shows it; @apply is called when the button @verb is pressed and ends in clt_form_dialog_act(). */
void clt_form_dialog_present (CltFormDialog *self, const char *verb, CltFormApply apply);

/* Trimmed; the label of a choice. (transfer full) */
char *clt_form_dialog_dup_text (CltFormDialog *self, guint row);
guint clt_form_dialog_get_choice (CltFormDialog *self, guint row);
/* FALSE: the row holds no date, which is then said. */
gboolean clt_form_dialog_get_day (CltFormDialog *self, guint row, CltDay *day);
/* NULL: the row does not name clients, which is then said. (element-type gint64) (transfer full) */
GArray *clt_form_dialog_dup_clients (CltFormDialog *self, guint row);
/* Whatever the form is about. */
void clt_form_dialog_set_data (CltFormDialog *self, gpointer data, GDestroyNotify data_free);
gpointer clt_form_dialog_get_data (CltFormDialog *self);
CltDesk *clt_form_dialog_get_desk (CltFormDialog *self);
/* Whether its action was kept, once it closes; FALSE: it was left. */
gboolean clt_form_dialog_was_kept (CltFormDialog *self);

void clt_form_dialog_refuse (CltFormDialog *self, const char *sentence);
/* What is wrong is in @row: goes there. */
void clt_form_dialog_refuse_row (CltFormDialog *self, guint row, const char *sentence);
/* See clt_desk_act(). */
void clt_form_dialog_act (CltFormDialog *self,
                          const char *name,
                          const char *detail,
                          CltActionFunc func,
                          gpointer data,
                          GDestroyNotify data_free);

G_END_DECLS
