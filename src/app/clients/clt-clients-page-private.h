/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the clients page share. */

#include "app/clients/clt-client-card.h"
#include "app/clients/clt-client-filter.h"
#include "app/clients/clt-clients-page.h"
#include "app/clients/clt-view-menu.h"
#include "app/widgets/clt-data-table.h"

G_BEGIN_DECLS

struct _CltClientsPage
{
  AdwBin parent_instance;

  CltDesk *desk;             /* owned */
  CltKeyList *list;          /* owned */
  GCancellable *cancellable; /* owned: of reads beside the list */
  CltColumn sort;
  gboolean descending;
  CltColumn sort2; /* among equals */
  gboolean descending2;
  CltViewBook *book;  /* owned */
  gint64 view;        /* the saved view that is shown, 0: none */
  char *view_name;    /* owned (nullable): it is shown when it has come */
  gboolean started;   /* the list has been asked for */
  gint64 total;       /* how many there are without the filter, -1: not known yet */
  gboolean of_closed; /* total counts closed clients, */
  gboolean of_funnel; /* or the prospects */
  GArray *members;    /* owned (nullable): only these are shown, the clients behind a figure */
  char *members_name; /* owned (nullable): what they are */
  GArray *best;       /* owned (nullable): hits of the search, best first, one to be chosen */

  CltViewMenu *view_menu; /* owned: shown in the header bar */
  CltClientFilter *filter;
  GtkPaned *paned;
  CltDataTable *table;
  CltClientCard *card;
  GtkWidget *members_bar;
  GtkLabel *members_label;
  GtkMenuButton *view_button;
  GtkLabel *count_label;
  GtkWidget *clear_button;
  GtkWidget *selection_box;
  GtkLabel *selection_label;
  GtkWidget *buttons;
  GtkStack *placeholder;
  AdwStatusPage *no_hit_page;
};

/* What the list is asked for. (transfer full) */
CltClientQuery *clt_clients_page_build_query (CltClientsPage *self);
/* Asks the list for what the filter, the members and the order say now. */
void clt_clients_page_run_query (CltClientsPage *self);
/* Confines the list to @ids, which are @name; NULL: no longer. */
void clt_clients_page_take_members (CltClientsPage *self, const char *name, GArray *ids);
void clt_clients_page_set_sort (CltClientsPage *self, CltColumn column, gboolean descending);

/* clt-clients-selection.c */
void clt_clients_page_install_selection (GtkWidgetClass *widget_class);
void clt_clients_page_show_selection (CltClientsPage *self);

/* clt-clients-views.c */
void clt_clients_page_install_views (GtkWidgetClass *widget_class);
/* Loads the saved views, then asks for the list. */
void clt_clients_page_start_views (CltClientsPage *self);
/* Says in the header bar which view is shown, and whether it was changed. */
void clt_clients_page_show_view_name (CltClientsPage *self);

G_END_DECLS
