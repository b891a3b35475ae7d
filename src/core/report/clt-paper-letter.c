/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-letter.h"
#include "core/report/clt-paper-private.h"

static guint
lay_out (CltPaper *paper)
{
  return clt_letter_lay_out (paper->data, paper->width, clt_paper_get_bottom (paper) - 8,
                             CLT_PAPER_MARGIN);
}

static void
draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  g_auto (CltInk) ink = { 0 };

  clt_letter_draw (paper->data, cr, page);
  clt_ink_init (&ink, cr);
  clt_paper_draw_foot (paper, &ink, "", page);
}

static void
free_letter (gpointer data)
{
  clt_letter_free (data);
}

static const CltPaperKind kinds[] = {
  { "study", lay_out, draw, free_letter },
  { "service-card", lay_out, draw, free_letter },
  { "complaint", lay_out, draw, free_letter },
  { "results", lay_out, draw, free_letter },
};

CltPaper *
clt_paper_new_letter (CltLetterKind kind,
                      CltLetter *letter,
                      CltConn *conn,
                      char *title,
                      char *filter,
                      const CltExportOptions *options)
{
  return clt_paper_new (&kinds[kind], letter, conn, title, filter, options);
}
