/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-paper.h"

#include <cairo-pdf.h>
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/report/clt-document.h"
#include "core/report/clt-letter.h"

#define CHART_DAYS 365
#define CHART_HEIGHT 170

static void
add_money (CltLetter *letter, const char *label, gint64 fen)
{
  g_autofree char *amount = clt_money_format (fen);
  g_autofree char *text = fen == CLT_MONEY_NONE ? g_strdup ("–") : g_strconcat ("¥", amount, NULL);

  clt_letter_add_row (letter, label, text);
}

static void
add_percent (CltLetter *letter, const char *label, double ratio)
{
  g_autofree char *text = clt_percent_format (ratio, 1);

  clt_letter_add_row (letter, label, text);
}

static void
add_facts (CltLetter *letter, const CltPaperFacts *facts)
{
  g_autofree char *first = clt_day_format (facts->first), *last = clt_day_format (facts->last);
  g_autofree char *worst = clt_day_format (facts->worst_day);
  g_autofree char *share = clt_percent_format (facts->worst_return, 1);
  /* Translators: first and last day of the window. */
  g_autofree char *heading = g_strdup_printf (_ ("Your account, %s to %s"), first, last);
  /* Translators: the result of a day as a share of the equity, then the day. */
  g_autofree char *worst_text =
    isnan (facts->worst_return) ? g_strdup ("–") : g_strdup_printf (_ ("%s on %s"), share, worst);

  clt_letter_add_heading (letter, heading);
  add_money (letter, _ ("Equity at the end"), facts->equity);
  add_money (letter, _ ("Average equity"), facts->average_equity);
  add_money (letter, _ ("Result, net of transfers"), facts->net_pl);
  add_money (letter, _ ("Margin occupied"), facts->margin);
  add_percent (letter, _ ("Risk ratio at the end"), facts->risk_ratio);
  add_percent (letter, _ ("Highest risk ratio"), facts->highest_ratio);
  add_percent (letter, _ ("Largest fall from a peak"), facts->drawdown);
  clt_letter_add_row (letter, _ ("Worst day"), worst_text);
  add_money (letter, _ ("Can be lost before a margin call"), facts->to_call);
}

static gboolean
add_chart (CltLetter *letter, CltConn *conn, const CltPaper *paper, GError **error)
{
  CltDay to = paper->facts.last;
  g_autoptr (GArray) points =
    clt_client_equity (conn, paper->client_id, to - CHART_DAYS, to, error);
  g_autoptr (CltChart) chart = clt_chart_new (CLT_CHART_LINE, CLT_UNIT_MONEY, _ ("Equity"));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree double *values = NULL;

  if (points == NULL)
    return FALSE;
  values = g_new (double, points->len + 1);
  for (guint i = 0; i < points->len; i++)
    {
      const CltEquityPoint *point = &g_array_index (points, CltEquityPoint, i);
      int month = clt_day_get_month (point->day);
      gboolean new_month =
        i == 0 || clt_day_get_month (g_array_index (points, CltEquityPoint, i - 1).day) != month;

      values[i] = (double) point->equity / 100;
      g_ptr_array_add (labels, new_month ? g_strdup_printf ("%d-%02d", month / 12, month % 12 + 1)
                                         : g_strdup (""));
    }
  clt_chart_set_labels (chart, (const char *const *) labels->pdata, labels->len);
  clt_chart_add_series (chart, _ ("Equity"), values, points->len, NULL, FALSE);
  clt_letter_add_chart (letter, chart, CHART_HEIGHT);
  return TRUE;
}

static void
add_head (CltLetter *letter, const CltPaper *paper, const char *client)
{
  g_autofree char *at = clt_instant_format (paper->created);
  g_autofree char *number = g_strdup_printf ("%d", paper->number);
  /* Translators: the adviser's name and qualification number. */
  g_autofree char *author =
    g_strdup_printf (_ ("%s, qualification number %s"), paper->author, paper->licence);

  clt_letter_add_title (letter, paper->title);
  if (client != NULL)
    clt_letter_add_row (letter, _ ("For"), client);
  clt_letter_add_row (letter, _ ("Investment adviser"), author);
  clt_letter_add_row (letter, _ ("Version"), number);
  clt_letter_add_row (letter, _ ("Written"), at);
  if (paper->state == CLT_PAPER_APPROVED)
    clt_letter_add_row (letter, _ ("Reviewed by"), paper->reviewer);
  else
    clt_letter_add_note (letter, _ ("Not approved: for internal use only."));
}

/* What leaves the branch shows names and accounts masked. */
static char *
dup_client (CltConn *conn, const CltPaper *paper, GError **error)
{
  g_autoptr (CltClient) client = clt_client_load (conn, paper->client_id, clt_today (), error);
  g_autofree char *name = NULL, *account = NULL;

  if (client == NULL)
    return NULL;
  name = clt_mask (CLT_MASK_NAME, client->name);
  account = clt_mask (CLT_MASK_CARD, client->accounts[0] == NULL ? "" : client->accounts[0]);
  return g_strdup_printf ("%s %s", name, account);
}

static CltLetter *
build_letter (CltConn *conn, const CltPaper *paper, const char *who, GError **error)
{
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autofree char *at = clt_instant_format (clt_now ());
  /* Translators: who made the page, when, and the program's version */
  g_autofree char *foot = g_strdup_printf (_ ("%s, %s, Clientele %s"), who, at, CLT_VERSION);
  g_autoptr (CltLetter) letter = clt_letter_new (branch, foot);
  g_autofree char *client = NULL;

  if (paper->client_id != 0)
    {
      client = dup_client (conn, paper, error);
      if (client == NULL)
        return NULL;
    }
  add_head (letter, paper, client);
  if (paper->facts.days > 0)
    {
      add_facts (letter, &paper->facts);
      if (!add_chart (letter, conn, paper, error))
        return NULL;
    }
  for (guint i = 0; i < paper->sections->len; i++)
    {
      const CltPaperSection *section = paper->sections->pdata[i];

      if (*section->text == '\0')
        continue;
      clt_letter_add_heading (letter, clt_paper_section_get_label (section->key));
      clt_letter_add_text (letter, section->text);
    }
  return g_steal_pointer (&letter);
}

static gboolean
draw_pdf (CltLetter *letter, const CltPaper *paper, const CltDocument *document, GError **error)
{
  cairo_surface_t *surface =
    cairo_pdf_surface_create (document->tmp_path, CLT_LETTER_WIDTH, CLT_LETTER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, paper->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, paper->author);
  for (int page = 0; page < clt_letter_get_n_pages (letter); page++)
    {
      clt_letter_draw (letter, cr, page);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("“%s” could not be drawn: %s. Nothing was exported."), document->path,
               cairo_status_to_string (status));
  return FALSE;
}

gboolean
clt_export_paper (CltConn *conn, gint64 version_id, const CltExportOptions *options, GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autoptr (CltPaper) paper = clt_paper_load (conn, version_id, error);
  g_autoptr (CltLetter) letter = NULL;
  CltExportRecord record = { .kind = "paper", .rows = 1, .masked = TRUE };

  if (paper == NULL)
    return FALSE;
  if (!g_str_has_suffix (options->path, ".pdf"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” does not end in .pdf. Nothing was exported."), options->path);
      return FALSE;
    }
  record.filter = paper->title;
  if (!clt_document_init (&document, options->path, error))
    return FALSE;
  letter = build_letter (conn, paper, options->who != NULL ? options->who : "", error);
  return letter != NULL && draw_pdf (letter, paper, &document, error) &&
         clt_document_commit (&document, conn, &record, options, error);
}
