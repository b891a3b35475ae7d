/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What every test of the window needs: a small demo branch, an application, a window on it, and
 * waiting for something to become true. */

#include <adwaita.h>

#include "app/shell/clt-window.h"

G_BEGIN_DECLS

typedef struct
{
  char *dir;
  char *path; /* of a demo branch of 120 clients and 300 trading days, without events and pushes */
  CltConn *conn; /* (nullable): what clt_ui_test_connect() opened */
  GtkApplication *application;
  CltWindow *window; /* weak: the one that clt_ui_test_open() made */
} CltUiTest;

/* gtk_test_init() and what the program itself does at its start. */
void clt_ui_test_init (int *argc, char ***argv);

void clt_ui_test_set_up (CltUiTest *test, gconstpointer data);
/* Closes all windows and waits until nothing holds them any more. */
void clt_ui_test_tear_down (CltUiTest *test, gconstpointer data);

/* A window that has opened the branch and shows @place. */
CltWindow *clt_ui_test_open (CltUiTest *test, const char *place);

/* To read the branch beside the window; the same one each time, closed by the tear down.
 * (transfer none) */
CltConn *clt_ui_test_connect (CltUiTest *test);

/* Iterates the main loop until @func says so; fails the test after 30 seconds. */
typedef gboolean (*CltUiCondition) (gpointer data);
void clt_ui_wait (CltUiCondition func, gpointer data);
/* Until the threads of @window's file have done what was asked of them so far. */
void clt_ui_wait_for_store (CltWindow *window);
/* Until nothing is left to do right now. */
void clt_ui_settle (void);

/* The first widget of @type below @widget, in order of the tree; NULL: none. */
gpointer clt_ui_find (gpointer widget, GType type);
/* All of them. (element-type GtkWidget) (transfer container) */
GPtrArray *clt_ui_find_all (gpointer widget, GType type);
/* Whether a label with @part in it is to be seen below @widget. */
gboolean clt_ui_shows (gpointer widget, const char *part);

/* A window of @type; NULL: none is open. */
gpointer clt_ui_find_window (GType type);
/* Until there is one. */
gpointer clt_ui_wait_for_window (GType type);
/* Until there is none any more. */
void clt_ui_wait_until_closed (GType type);

G_END_DECLS
