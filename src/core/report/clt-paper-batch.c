/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers one after the other, each with its own numbers of pages: forms for many clients go to the
 * printer in one go. */
#include "core/report/clt-paper-private.h"
#include "core/surveys/clt-questionnaire.h"

static guint
lay_out (CltPaper *paper)
{
  const GPtrArray *papers = paper->data;
  guint n = 0;

  for (guint i = 0; i < papers->len; i++)
    n += clt_paper_lay_out (papers->pdata[i], paper->width, paper->height);
  return n;
}

static void
draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  const GPtrArray *papers = paper->data;
  guint i = 0;

  for (; page >= ((CltPaper *) papers->pdata[i])->n_pages; i++)
    page -= ((CltPaper *) papers->pdata[i])->n_pages;
  clt_paper_draw (papers->pdata[i], cr, page);
}

static void
free_papers (gpointer papers)
{
  g_ptr_array_unref (papers);
}

static const CltPaperKind kind = { "questionnaires", lay_out, draw, free_papers };

CltPaper *
clt_paper_new_questionnaires (CltConn *conn,
                              gint64 version_id,
                              const GArray *clients,
                              const CltExportOptions *options,
                              GError **error)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_paper_unref);
  const guint n = MAX (clients->len, 1);
  CltPaper *paper;
  const char *title;

  for (guint i = 0; i < n; i++)
    {
      const gint64 client = clients->len == 0 ? 0 : g_array_index (clients, gint64, i);

      paper = clt_paper_new_questionnaire (conn, version_id, client, options, error);
      if (paper == NULL)
        return NULL;
      g_ptr_array_add (papers, paper);
      if (!clt_export_step (options, (double) i / n, error))
        return NULL;
    }
  title = clt_paper_get_title (papers->pdata[0]);
  paper = clt_paper_new (&kind, papers, conn, g_strdup (title), g_strdup (title), options);
  paper->rows = clients->len;
  g_steal_pointer (&papers);
  return paper;
}
