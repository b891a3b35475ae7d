/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltPage: one place of the window. The window makes a page on the first visit and keeps it; the
 * page gets the desk once, is told of changes while it is shown, and reaches other places only
 * by actions ("win.show-client"). Every function but set_desk is optional. */

#include "app/widgets/clt-command.h"
#include "app/widgets/clt-desk.h"
#include "core/clients/clt-client-query.h"
#include "core/report/clt-paper.h"

G_BEGIN_DECLS

/* A document that the page can make of what it shows. @run works in a worker thread. */
typedef struct
{
  char *title;                /* of the file dialog, translated */
  char *name;                 /* suggested file name, without ending */
  const char *const *endings; /* static, NULL-terminated, the first one is suggested: "xlsx" */
  gboolean (*run) (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error);
  gpointer data;
  GDestroyNotify data_free;
} CltExportJob;

void clt_export_job_free (CltExportJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltExportJob, clt_export_job_free)

/* What the page looks like on paper. @read works in a worker thread; of its options only who and
 * cancellable are set. */
typedef struct
{
  CltPaper *(*read) (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error);
  gpointer data;
  GDestroyNotify data_free;
} CltPrintJob;

CltPrintJob *clt_print_job_new (
  CltPaper *(*read) (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error),
  gpointer data,
  GDestroyNotify data_free);
void clt_print_job_free (CltPrintJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPrintJob, clt_print_job_free)

#define CLT_TYPE_PAGE (clt_page_get_type ())
G_DECLARE_INTERFACE (CltPage, clt_page, CLT, PAGE, GtkWidget)

struct _CltPageInterface
{
  GTypeInterface parent_iface;

  void (*set_desk) (CltPage *page, CltDesk *desk);
  /* The file changed while the page is shown (@touched), or the page is shown again after
   * changes that it did not see, or another program wrote (@touched NULL). */
  void (*refresh) (CltPage *page, const CltTouched *touched);
  /* (transfer none) (nullable): the page's own controls in the header bar. */
  GtkWidget *(*get_header) (CltPage *page);
  /* The focus goes where the next key belongs. */
  void (*take_focus) (CltPage *page);
  /* Ctrl+F. */
  void (*search) (CltPage *page);
  void (*show_client) (CltPage *page, gint64 id);
  /* The client who is shown or chosen; 0: none, or several. */
  gint64 (*get_client) (CltPage *page);
  /* Shows exactly the clients @ids (element-type gint64), which are @name, as a list. */
  void (*show_members) (CltPage *page, const char *name, GArray *ids);
  /* Shows the clients that @query asks for, in the order that is shown now. */
  void (*show_filtered) (CltPage *page, const CltClientQuery *query);
  /* (transfer full) (nullable): Ctrl+E. */
  CltExportJob *(*create_export) (CltPage *page);
  /* (transfer full) (nullable): Ctrl+P. */
  CltPrintJob *(*create_print) (CltPage *page);
};

void clt_page_set_desk (CltPage *page, CltDesk *desk);
void clt_page_refresh (CltPage *page, const CltTouched *touched);
GtkWidget *clt_page_get_header (CltPage *page);
void clt_page_take_focus (CltPage *page);
/* FALSE: the page has nothing to search in. */
gboolean clt_page_search (CltPage *page);
gboolean clt_page_show_client (CltPage *page, gint64 id);
gint64 clt_page_get_client (CltPage *page);
gboolean clt_page_show_members (CltPage *page, const char *name, GArray *ids);
gboolean clt_page_show_filtered (CltPage *page, const CltClientQuery *query);
gboolean clt_page_can_export (CltPage *page);
CltExportJob *clt_page_create_export (CltPage *page);
gboolean clt_page_can_print (CltPage *page);
CltPrintJob *clt_page_create_print (CltPage *page);

G_END_DECLS
