/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-dashboard-page.h"

#include <cairo-pdf.h>

#include "core/base/clt-i18n.h"
#include "core/report/clt-document.h"

/* A4 on its side, in points */
#define PAPER_WIDTH 841.89
#define PAPER_HEIGHT 595.28
#define PICTURE_HEIGHT 800

static gboolean
set_cairo_error (GError **error, const char *path, cairo_status_t status)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("“%s” could not be drawn: %s. Nothing was exported."), path,
               cairo_status_to_string (status));
  return FALSE;
}

static void
set_metadata (cairo_surface_t *surface, const char *branch, const char *who)
{
  g_autofree char *at = clt_instant_format_iso (clt_now ());
  g_autofree char *title = g_strdup_printf ("%s: %s", branch, _ ("Dashboard"));

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, who);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, at);
}

static gboolean
draw_pdf (const CltDashboard *dashboard,
          const char *branch,
          const char *who,
          const CltDocument *document,
          GError **error)
{
  cairo_surface_t *surface =
    cairo_pdf_surface_create (document->tmp_path, PAPER_WIDTH, PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double scale = PAPER_WIDTH / CLT_PAGE_WIDTH;
  cairo_status_t status;

  set_metadata (surface, branch, who);
  cairo_scale (cr, scale, scale);
  clt_dashboard_page_draw (dashboard, branch, who, cr, PAPER_HEIGHT / scale);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS || set_cairo_error (error, document->path, status);
}

static gboolean
draw_png (const CltDashboard *dashboard,
          const char *branch,
          const CltExportOptions *options,
          const CltDocument *document,
          GError **error)
{
  double scale = options->scale > 0 ? options->scale : 1;
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (CLT_PAGE_WIDTH * scale),
                                (int) (PICTURE_HEIGHT * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  clt_dashboard_page_draw (dashboard, branch, options->who != NULL ? options->who : "", cr,
                           PICTURE_HEIGHT);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png (surface, document->tmp_path);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS || set_cairo_error (error, document->path, status);
}

gboolean
clt_export_dashboard (CltConn *conn,
                      CltDay from,
                      CltDay to,
                      const CltExportOptions *options,
                      GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autoptr (CltDashboard) dashboard = NULL;
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autofree char *first = clt_day_format (from), *last = clt_day_format (to);
  g_autofree char *period = g_strdup_printf ("%s – %s", first, last);
  CltExportRecord record = { .kind = "dashboard", .filter = period, .rows = 1, .masked = TRUE };
  gboolean pdf = g_str_has_suffix (options->path, ".pdf"), drawn;

  if (!pdf && !g_str_has_suffix (options->path, ".png"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” ends in neither .pdf nor .png. Nothing was exported."), options->path);
      return FALSE;
    }
  if (!clt_document_init (&document, options->path, error))
    return FALSE;
  dashboard = clt_dashboard_load (conn, from, to, error);
  if (dashboard == NULL || !clt_export_step (options, 0.5, error))
    return FALSE;
  drawn =
    pdf ? draw_pdf (dashboard, branch, options->who != NULL ? options->who : "", &document, error)
        : draw_png (dashboard, branch, options, &document, error);
  return drawn && clt_document_commit (&document, conn, &record, options, error);
}
