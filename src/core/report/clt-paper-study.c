/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/report/clt-paper-private.h"
#include "core/research/clt-study.h"

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
add_facts (CltLetter *letter, const CltStudyFacts *facts)
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
