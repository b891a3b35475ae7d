/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/report/clt-paper-private.h"
#include "core/research/clt-study-delivery.h"

#define CHART_DAYS 365
#define CHART_HEIGHT 170

static void
add_figures (CltLetter *letter, GPtrArray *figures)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const CltStudyFigure *figure = figures->pdata[i];

      clt_letter_add_row (letter, figure->label, figure->value);
    }
}

static void
add_facts (CltLetter *letter, const CltStudyFacts *facts)
{
  g_autofree char *first = clt_day_format (facts->first), *last = clt_day_format (facts->last);
  g_autoptr (GPtrArray) figures = clt_study_facts_describe (facts);
  g_autoptr (GPtrArray) scenarios = clt_study_facts_describe_scenarios (facts);
  /* Translators: first and last day of the window. */
  g_autofree char *heading = g_strdup_printf (_ ("Your account, %s to %s"), first, last);

  clt_letter_add_heading (letter, heading);
  add_figures (letter, figures);
  clt_letter_add_heading (letter, _ ("If the market goes against you"));
  add_figures (letter, scenarios);
}

static gboolean
add_chart (CltLetter *letter, CltConn *conn, const CltStudy *study, GError **error)
{
  CltDay to = study->facts.last;
  g_autoptr (GArray) points =
    clt_client_equity (conn, study->client_id, to - CHART_DAYS, to, error);
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
add_head (CltLetter *letter, const CltStudy *study, const char *client)
{
  g_autofree char *at = clt_instant_format (study->created);
  g_autofree char *number = g_strdup_printf ("%d", study->number);
  /* Translators: the adviser's name and qualification number. */
  g_autofree char *author =
    g_strdup_printf (_ ("%s, qualification number %s"), study->author, study->licence);

  clt_letter_add_title (letter, study->title);
  if (client != NULL)
    clt_letter_add_row (letter, _ ("For"), client);
  clt_letter_add_row (letter, _ ("Investment adviser"), author);
  clt_letter_add_row (letter, _ ("Version"), number);
  clt_letter_add_row (letter, _ ("Written"), at);
  if (study->state == CLT_STUDY_APPROVED)
    clt_letter_add_row (letter, _ ("Reviewed by"), study->reviewer);
  else
    clt_letter_add_note (letter, _ ("Not approved: for internal use only."));
}

/* What leaves the branch shows names and accounts masked. */
static char *
dup_client (CltConn *conn, const CltStudy *study, GError **error)
{
  g_autoptr (CltClient) client = clt_client_load (conn, study->client_id, clt_today (), error);
  g_autofree char *name = NULL, *account = NULL;

  if (client == NULL)
    return NULL;
  name = clt_mask (CLT_MASK_NAME, client->name);
  account = clt_mask (CLT_MASK_CARD, client->accounts[0] == NULL ? "" : client->accounts[0]);
  return g_strdup_printf ("%s %s", name, account);
}

static CltLetter *
write_letter (CltConn *conn, const CltStudy *study, GError **error)
{
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autoptr (CltLetter) letter = clt_letter_new (branch);
  g_autofree char *client = NULL;

  if (study->client_id != 0)
    {
      client = dup_client (conn, study, error);
      if (client == NULL)
        return NULL;
    }
  add_head (letter, study, client);
  if (study->facts.days > 0)
    {
      add_facts (letter, &study->facts);
      if (!add_chart (letter, conn, study, error))
        return NULL;
    }
  for (guint i = 0; i < study->sections->len; i++)
    {
      const CltStudySection *section = study->sections->pdata[i];

      if (*section->text == '\0')
        continue;
      clt_letter_add_heading (letter, clt_study_section_get_label (section->key));
      clt_letter_add_text (letter, section->text);
    }
  return g_steal_pointer (&letter);
}

CltPaper *
clt_paper_new_study (CltConn *conn,
                     gint64 version_id,
                     const CltExportOptions *options,
                     GError **error)
{
  g_autoptr (CltStudy) study = clt_study_load (conn, version_id, error);
  CltLetter *letter = study == NULL ? NULL : write_letter (conn, study, error);

  if (letter == NULL)
    return NULL;
  return clt_paper_new_letter (CLT_LETTER_STUDY, letter, conn, g_strdup (study->title),
                               g_strdup (""), options);
}

GBytes *
clt_paper_build_study (CltConn *conn,
                       gint64 version_id,
                       const CltExportOptions *options,
                       GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) kept = clt_study_load_paper (conn, version_id, &failure);
  g_autoptr (CltPaper) paper = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (kept != NULL)
    return g_steal_pointer (&kept);
  paper = clt_paper_new_study (conn, version_id, options, error);
  return paper == NULL ? NULL : clt_paper_build_pdf (paper, options, error);
}

static gboolean
export_kept (CltConn *conn, GBytes *kept, const CltExportOptions *options, GError **error)
{
  g_auto (CltDocument) document = { 0 };
  const CltExportRecord record = { "study", (char *) "", 1, TRUE };
  gsize size;
  const char *data = g_bytes_get_data (kept, &size);

  return clt_document_init (&document, options->path, error) &&
         g_file_set_contents_full (document.tmp_path, data, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                   0600, error) &&
         clt_document_commit (&document, conn, &record, options, error);
}

gboolean
clt_paper_export_study (CltConn *conn,
                        gint64 version_id,
                        const CltExportOptions *options,
                        GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) kept = clt_study_load_paper (conn, version_id, &failure);
  g_autoptr (CltPaper) paper = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (kept != NULL && !g_str_has_suffix (options->path, ".png"))
    return export_kept (conn, kept, options, error);
  paper = clt_paper_new_study (conn, version_id, options, error);
  return paper != NULL && clt_paper_export (paper, conn, options, error);
}
