/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-paper-private.h"

#include <cairo-pdf.h>

#include "core/base/clt-i18n.h"

static void
set_metadata (const CltPaper *paper, cairo_surface_t *surface)
{
  g_autofree char *at = clt_instant_format_iso (clt_now ());
  g_autofree char *title = g_strdup_printf ("%s: %s", paper->branch, paper->title);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, paper->who);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, at);
}

static gboolean
set_cairo_error (GError **error, const char *path, cairo_status_t status)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("“%s” could not be drawn: %s. Nothing was exported."), path,
               cairo_status_to_string (status));
  return FALSE;
}

static gboolean
draw_sheets (const CltPaper *paper, cairo_t *cr, const CltExportOptions *options, GError **error)
{
  for (guint page = 0; page < paper->n_pages; page++)
    {
      if (!clt_export_step (options, 0.5 + 0.5 * page / paper->n_pages, error))
        return FALSE;
      clt_paper_draw (paper, cr, page);
      cairo_show_page (cr);
    }
  return TRUE;
}

static double
get_width (const CltPaper *paper)
{
  return paper->landscape ? CLT_PAPER_LONG_SIDE : CLT_PAPER_SHORT_SIDE;
}

static double
get_height (const CltPaper *paper)
{
  return paper->landscape ? CLT_PAPER_SHORT_SIDE : CLT_PAPER_LONG_SIDE;
}

/* Takes @surface. @shown names it in errors. */
static gboolean
draw_pdf (CltPaper *paper,
          cairo_surface_t *surface,
          const char *shown,
          const CltExportOptions *options,
          GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  gboolean drawn;

  set_metadata (paper, surface);
  clt_paper_lay_out (paper, get_width (paper), get_height (paper));
  drawn = draw_sheets (paper, cr, options, error);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!drawn)
    return FALSE;
  return status == CAIRO_STATUS_SUCCESS || set_cairo_error (error, shown, status);
}

static gboolean
write_pdf (CltPaper *paper,
           const CltDocument *document,
           const CltExportOptions *options,
           GError **error)
{
  cairo_surface_t *surface =
    cairo_pdf_surface_create (document->tmp_path, get_width (paper), get_height (paper));

  return draw_pdf (paper, surface, document->path, options, error);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
clt_paper_build_pdf (CltPaper *paper, const CltExportOptions *options, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (append, bytes, get_width (paper), get_height (paper));

  if (!draw_pdf (paper, surface, paper->title, options, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
write_png (CltPaper *paper,
           const CltDocument *document,
           const CltExportOptions *options,
           GError **error)
{
  double scale = options->scale > 0 ? options->scale : 1;
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (CLT_PAPER_PICTURE_WIDTH * scale),
                                (int) (CLT_PAPER_PICTURE_HEIGHT * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  clt_paper_lay_out (paper, CLT_PAPER_PICTURE_WIDTH, CLT_PAPER_PICTURE_HEIGHT);
  clt_paper_draw (paper, cr, 0);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png (surface, document->tmp_path);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS || set_cairo_error (error, document->path, status);
}

gboolean
clt_paper_export (CltPaper *paper, CltConn *conn, const CltExportOptions *options, GError **error)
{
  g_auto (CltDocument) document = { 0 };
  const CltExportRecord record = { paper->kind->name, paper->filter, paper->rows, TRUE };
  gboolean picture = g_str_has_suffix (options->path, ".png");

  if (!clt_document_init (&document, options->path, error) ||
      !(picture ? write_png : write_pdf) (paper, &document, options, error))
    return FALSE;
  return clt_document_commit (&document, conn, &record, options, error);
}
