/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every question that a window of its own asks: which file, which folder, and the few "are you
 * sure" for what undo cannot bring back. Each function returns at once and calls @callback on the
 * main thread; closing the dialog calls it, too. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_FILES_BRANCH,   /* *.clientele */
  CLT_FILES_EXPORTS,  /* what the trading and settlement systems write */
  CLT_FILES_VIEW,     /* a shared view */
  CLT_FILES_CALENDAR, /* *.ics */
  CLT_FILES_ANY,
  CLT_FILES_FOLDER,
} CltFiles;

/* @file: NULL when the person cancelled. */
typedef void (*CltFileFunc) (GFile *file, gpointer user_data);
void clt_dialogs_open_file (GtkWindow *parent,
                            const char *title,
                            CltFiles files,
                            GFile *folder,
                            CltFileFunc callback,
                            gpointer user_data);
/* The name gets the ending @endings[0] where the person gave none of @endings. */
void clt_dialogs_save_file (GtkWindow *parent,
                            const char *title,
                            const char *name,
                            const char *const *endings,
                            CltFileFunc callback,
                            gpointer user_data);

typedef void (*CltConfirmFunc) (gboolean confirmed, gpointer user_data);
/* @verb: the label of the button that does it. Cancel is the default. */
void clt_dialogs_confirm (GtkWindow *parent,
                          const char *heading,
                          const char *body,
                          const char *verb,
                          CltConfirmFunc callback,
                          gpointer user_data);

/* The same where nothing is lost: @verb is the default. */
void clt_dialogs_offer (GtkWindow *parent,
                        const char *heading,
                        const char *body,
                        const char *verb,
                        CltConfirmFunc callback,
                        gpointer user_data);

/* Gives an AdwMessageDialog of one's own its two answers: “cancel”, also by Escape, and @answer with
 * the label @verb, also by Enter in its last field and by Ctrl+Enter. */
void clt_dialogs_add_answers (GtkWidget *dialog, const char *answer, const char *verb);
/* Ctrl+Enter presses the default button of @dialog, whatever has the focus. */
void clt_dialogs_add_confirm_key (GtkWidget *dialog);

/* Nobody approves his own: says so to @author, who sits at the desk, and leads to where the person at
 * the desk is chosen. */
void clt_dialogs_refuse_author (GtkWidget *parent, const char *author);

/* Opens @file, or the folder that holds it, in the program that the system has for it. */
void clt_dialogs_show_file (GtkWindow *parent, GFile *file);

G_END_DECLS
