/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/clients/clt-view-list.h"
#include "app/shell/clt-window.h"
#include "app/widgets/clt-page.h"
#include "app/widgets/clt-task-bar.h"

G_BEGIN_DECLS

#define CLT_MAX_PLACES 8

struct _CltWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  AdwToastOverlay *toasts;
  GtkStack *views; /* outside (start, opening, problem) or desk */
  GtkStack *outside;
  AdwStatusPage *problem_page;
  GtkWidget *restore_button;
  GtkWidget *open_button;
  GtkMenuButton *outside_menu;
  AdwFlap *flap;
  AdwWindowTitle *branch_title;
  GtkListBox *sidebar;
  CltViewList *view_list;
  AdwWindowTitle *page_title;
  GtkStack *headers;
  GtkStack *pages;
  GtkWidget *opening_box;
  GtkLabel *opening_label;
  GtkMenuButton *menu;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkButton *banner_button;
  CltTaskBar *task_bar;

  AdwToast *toast;       /* weak: the message that is shown */
  AdwToast *next_toast;  /* owned (nullable): comes when that one has gone */
  gboolean toast_leaves; /* it has been told to go */
  guint toast_id;        /* source that lets it go, or shows the next one */
  GtkWidget *teller;     /* weak: while this window is open, it tells what happens */
  GSettings *settings;   /* owned */
  GFile *file;           /* owned (nullable) */
  CltDesk *desk;         /* owned (nullable) */
  GCancellable *opening; /* owned (nullable) */
  CltOpenMode open_mode;
  GFile *first_import;    /* owned (nullable): to be imported when the file is open */
  guint figures_id;       /* timeout before the figures of months are brought up to date */
  guint opening_id;       /* timeout that shows opening_box */
  GCancellable *counting; /* owned (nullable) */

  CltPage *place_pages[CLT_MAX_PLACES];   /* borrowed from pages (nullable) */
  gboolean stale[CLT_MAX_PLACES];         /* changed while another place was shown */
  GtkLabel *place_counts[CLT_MAX_PLACES]; /* borrowed from sidebar */
  gboolean gone;                          /* disposed; work under way may still hold it */
  int place;                              /* index of the place that is shown, -1: none */
};

/* clt-window-actions.c */
void clt_window_add_actions (CltWindow *self);
void clt_window_update_actions (CltWindow *self);

/* clt-window-export.c */
void clt_window_export (CltWindow *self);

/* clt-window-print.c */
/* Ctrl+P: what the page shows, or the card of one client. */
void clt_window_print (CltWindow *self);
void clt_window_print_client (CltWindow *self, gint64 client);

/* clt-window-toast.c */
void clt_window_toast (CltWindow *self,
                       const char *text,
                       const char *button,
                       const char *action,
                       GVariant *target);
/* Before the window goes. */
void clt_window_drop_toasts (CltWindow *self);

/* clt-window-backup.c */
/* Makes a backup when none was made for a day; what goes wrong becomes a lasting state. */
void clt_window_rotate_backups (CltWindow *self);
void clt_window_back_up (CltWindow *self);
/* Asks, then puts the backup @path in place of the file and opens it again. */
void clt_window_restore (CltWindow *self, const char *path);
/* Asks for the backup first. */
void clt_window_choose_backup (CltWindow *self);

/* clt-window.c */
/* Leaves the file: the window is empty, and may open another one. */
void clt_window_leave (CltWindow *self);
void clt_window_show_place (CltWindow *self, guint index);
/* (nullable) */
CltPage *clt_window_get_page (CltWindow *self);
/* A lasting state; NULL hides the bar. @button NULL: no button. */
void
clt_window_set_banner (CltWindow *self, const char *text, const char *button, const char *action);

G_END_DECLS
