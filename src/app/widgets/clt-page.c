/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-page.h"

G_DEFINE_INTERFACE (CltPage, clt_page, GTK_TYPE_WIDGET)

static void
clt_page_default_init (CltPageInterface *iface)
{
}

void
clt_export_job_free (CltExportJob *job)
{
  g_free (job->title);
  g_free (job->name);
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job);
}

CltPrintJob *
clt_print_job_new (
  CltPaper *(*read) (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error),
  gpointer data,
  GDestroyNotify data_free)
{
  CltPrintJob *job = g_new (CltPrintJob, 1);

  job->read = read;
  job->data = data;
  job->data_free = data_free;
  return job;
}

void
clt_print_job_free (CltPrintJob *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job);
}

void
clt_page_set_desk (CltPage *page, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_PAGE (page));
  g_return_if_fail (CLT_IS_DESK (desk));

  CLT_PAGE_GET_IFACE (page)->set_desk (page, desk);
}

void
clt_page_refresh (CltPage *page, const CltTouched *touched)
{
  g_return_if_fail (CLT_IS_PAGE (page));

  if (CLT_PAGE_GET_IFACE (page)->refresh != NULL)
    CLT_PAGE_GET_IFACE (page)->refresh (page, touched);
}

GtkWidget *
clt_page_get_header (CltPage *page)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), NULL);

  return CLT_PAGE_GET_IFACE (page)->get_header != NULL
           ? CLT_PAGE_GET_IFACE (page)->get_header (page)
           : NULL;
}

void
clt_page_take_focus (CltPage *page)
{
  g_return_if_fail (CLT_IS_PAGE (page));

  if (CLT_PAGE_GET_IFACE (page)->take_focus != NULL)
    CLT_PAGE_GET_IFACE (page)->take_focus (page);
  else
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

/* What was searched before is overwritten by what is typed; GTK 4.8 would append to it. */
static void
choose_words (CltPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *entry = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) : NULL;

  if (entry != NULL)
    gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
}

gboolean
clt_page_search (CltPage *page)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), FALSE);

  if (CLT_PAGE_GET_IFACE (page)->search == NULL)
    return FALSE;
  CLT_PAGE_GET_IFACE (page)->search (page);
  choose_words (page);
  return TRUE;
}

gboolean
clt_page_show_client (CltPage *page, gint64 id)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), FALSE);

  if (CLT_PAGE_GET_IFACE (page)->show_client == NULL)
    return FALSE;
  CLT_PAGE_GET_IFACE (page)->show_client (page, id);
  return TRUE;
}

gint64
clt_page_get_client (CltPage *page)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), 0);

  return CLT_PAGE_GET_IFACE (page)->get_client == NULL
           ? 0
           : CLT_PAGE_GET_IFACE (page)->get_client (page);
}

gboolean
clt_page_show_members (CltPage *page, const char *name, GArray *ids)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), FALSE);

  if (CLT_PAGE_GET_IFACE (page)->show_members == NULL)
    return FALSE;
  CLT_PAGE_GET_IFACE (page)->show_members (page, name, ids);
  return TRUE;
}

gboolean
clt_page_show_filtered (CltPage *page, const CltClientQuery *query)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), FALSE);

  if (CLT_PAGE_GET_IFACE (page)->show_filtered == NULL)
    return FALSE;
  CLT_PAGE_GET_IFACE (page)->show_filtered (page, query);
  return TRUE;
}

gboolean
clt_page_can_export (CltPage *page)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), FALSE);

  return CLT_PAGE_GET_IFACE (page)->create_export != NULL;
}

CltExportJob *
clt_page_create_export (CltPage *page)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), NULL);

  return CLT_PAGE_GET_IFACE (page)->create_export != NULL
           ? CLT_PAGE_GET_IFACE (page)->create_export (page)
           : NULL;
}

gboolean
clt_page_can_print (CltPage *page)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), FALSE);

  return CLT_PAGE_GET_IFACE (page)->create_print != NULL;
}

CltPrintJob *
clt_page_create_print (CltPage *page)
{
  g_return_val_if_fail (CLT_IS_PAGE (page), NULL);

  return CLT_PAGE_GET_IFACE (page)->create_print != NULL
           ? CLT_PAGE_GET_IFACE (page)->create_print (page)
           : NULL;
}
