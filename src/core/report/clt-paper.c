/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-paper-private.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-dashboard-page.h"

#define FOOT_SIZE 7.5

CltPaper *
clt_paper_new (const CltPaperKind *kind,
               gpointer data,
               CltConn *conn,
               char *title,
               char *filter,
               const CltExportOptions *options)
{
  CltPaper *paper = g_new0 (CltPaper, 1);

  g_atomic_ref_count_init (&paper->ref_count);
  paper->kind = kind;
  paper->data = data;
  paper->title = title;
  paper->filter = filter;
  paper->branch = clt_export_dup_branch (conn);
  paper->who = g_strdup (options->who != NULL ? options->who : "");
  paper->rows = 1;
  return paper;
}

CltPaper *
clt_paper_ref (CltPaper *paper)
{
  g_atomic_ref_count_inc (&paper->ref_count);
  return paper;
}

void
clt_paper_unref (CltPaper *paper)
{
  if (!g_atomic_ref_count_dec (&paper->ref_count))
    return;
  paper->kind->free (paper->data);
  g_free (paper->title);
  g_free (paper->branch);
  g_free (paper->who);
  g_free (paper->filter);
  g_free (paper);
}

const char *
clt_paper_get_title (const CltPaper *paper)
{
  return paper->title;
}

gboolean
clt_paper_is_landscape (const CltPaper *paper)
{
  return paper->landscape;
}

gint64
clt_paper_get_rows (const CltPaper *paper)
{
  return paper->rows;
}

guint
clt_paper_lay_out (CltPaper *paper, double width, double height)
{
  paper->width = width;
  paper->height = height;
  paper->n_pages = paper->kind->lay_out (paper);
  return paper->n_pages;
}

void
clt_paper_draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  g_return_if_fail (page < paper->n_pages);

  cairo_save (cr);
  paper->kind->draw (paper, cr, page);
  cairo_restore (cr);
}

double
clt_paper_get_bottom (const CltPaper *paper)
{
  return paper->height - CLT_PAPER_MARGIN - FOOT_SIZE - 6;
}

double
clt_paper_get_inner_width (const CltPaper *paper)
{
  return paper->width - 2 * CLT_PAPER_MARGIN;
}

void
clt_paper_draw_foot (const CltPaper *paper, CltInk *ink, const char *note, guint page)
{
  g_autofree char *at = clt_instant_format (clt_now ());
  /* Translators: who made the page, when, and the program's version */
  g_autofree char *made = g_strdup_printf (_ ("%s, %s, Clientele %s"), paper->who, at, CLT_VERSION);
  /* Translators: number of the page, number of pages */
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, paper->n_pages);
  double width = clt_paper_get_inner_width (paper), x = CLT_PAPER_MARGIN;
  double y = clt_paper_get_bottom (paper) + 6;

  clt_ink_rule (ink, x, y - 4, width, 0.5);
  clt_ink_put (ink, made, x, y, width * 0.4, FOOT_SIZE, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (ink, note, x + width * 0.41, y, width * 0.42, FOOT_SIZE, FALSE, CLT_INK_DIM, 0.5);
  clt_ink_put (ink, number, x + width * 0.84, y, width * 0.16, FOOT_SIZE, FALSE, CLT_INK_DIM, 1);
}

gboolean
clt_paper_log_print (const CltPaper *paper, CltConn *conn, const char *printer, GError **error)
{
  g_autofree char *kind = g_strconcat ("print-", paper->kind->name, NULL);

  return clt_conn_run (conn, error,
                       "INSERT INTO export_log (at, who, kind, path, filter, rows, masked, purpose,"
                       " sha256) VALUES (?, ?, ?, ?, ?, ?, 1, '', '')",
                       "itttti", clt_now (), paper->who, kind, printer, paper->filter, paper->rows);
}

/* ---- the dashboard ----------------------------------------------------------------------- */

static guint
lay_out_dashboard (CltPaper *paper)
{
  return 1;
}

/* As wide as the page, unless that is too wide for its height. */
static void
draw_dashboard (const CltPaper *paper, cairo_t *cr, guint page)
{
  double scale = MIN (paper->width / CLT_PAGE_WIDTH, paper->height / CLT_PAGE_MIN_HEIGHT);

  cairo_translate (cr, (paper->width - scale * CLT_PAGE_WIDTH) / 2, 0);
  cairo_scale (cr, scale, scale);
  clt_dashboard_page_draw (paper->data, paper->branch, paper->who, cr,
                           MIN (paper->height / scale, CLT_PAGE_MAX_HEIGHT));
}

static const CltPaperKind dashboard_kind = {
  "dashboard",
  lay_out_dashboard,
  draw_dashboard,
  (void (*) (gpointer)) clt_dashboard_free,
};

CltPaper *
clt_paper_new_dashboard (CltConn *conn,
                         CltDay from,
                         CltDay to,
                         const CltExportOptions *options,
                         GError **error)
{
  CltDashboard *dashboard = clt_dashboard_load (conn, from, to, error);
  g_autofree char *first = clt_day_format (from), *last = clt_day_format (to);
  CltPaper *paper;

  if (dashboard == NULL)
    return NULL;
  paper = clt_paper_new (&dashboard_kind, dashboard, conn, g_strdup (_ ("Dashboard")),
                         g_strdup_printf ("%s – %s", first, last), options);
  paper->landscape = TRUE;
  return paper;
}
