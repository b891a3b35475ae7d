/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-card-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"

void
clt_card_data_free (CltCardData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->client, clt_client_free);
  g_clear_pointer (&data->equity, clt_chart_unref);
  g_clear_pointer (&data->row, clt_client_row_unref);
  g_clear_pointer (&data->timeline, g_ptr_array_unref);
  g_clear_pointer (&data->staff, g_ptr_array_unref);
  g_free (data);
}

static CltChart *
equity_chart (CltConn *conn, gint64 id, CltDay today, GError **error)
{
  g_autoptr (GArray) points = NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree double *values = NULL;
  CltChart *chart;

  points = clt_client_equity (conn, id, clt_day_add_months (today, -12), today, error);
  if (points != NULL && points->len == 0)
    {
      /* the file ends earlier: all that there is */
      g_array_unref (points);
      points = clt_client_equity (conn, id, clt_day_from_ymd (1990, 1, 1), today, error);
    }
  if (points == NULL)
    return NULL;

  values = g_new (double, points->len);
  for (guint i = 0; i < points->len; i++)
    {
      const CltEquityPoint *point = &g_array_index (points, CltEquityPoint, i);

      values[i] = (double) point->equity / 100;
      g_ptr_array_add (labels, clt_day_format (point->day));
    }
  chart = clt_chart_new (CLT_CHART_LINE, CLT_UNIT_MONEY, _ ("Equity"));
  clt_chart_set_labels (chart, (const char *const *) labels->pdata, labels->len);
  clt_chart_add_series (chart, _ ("Equity"), values, points->len, NULL, FALSE);
  if (points->len < 2)
    clt_chart_set_empty_text (chart, _ ("No daily funds yet"));
  return chart;
}

/* Up to the last day with facts: a file that lies some days back still tells how he trades. */
static gboolean
load_behaviour (CltConn *conn, CltCardData *card, gint64 id, CltDay today, GError **error)
{
  CltDay last;

  if (!clt_behaviour_get_last_fact (conn, &last, error))
    return FALSE;
  card->has_behaviour = last != CLT_DAY_NONE;
  return !card->has_behaviour ||
         clt_behaviour_load (conn, id, MIN (last, today), &card->behaviour, error);
}

static gboolean
load_row (CltConn *conn, CltCardData *card, gint64 id, CltDay today, GError **error)
{
  g_autoptr (GPtrArray) rows = clt_client_query_rows (conn, &id, 1, CLT_COLUMNS_ALL, today, error);

  if (rows == NULL)
    return FALSE;
  card->row = clt_client_row_ref (rows->pdata[0]);
  return TRUE;
}

gpointer
clt_card_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltCardData) card = g_new0 (CltCardData, 1);
  gint64 id = *(gint64 *) data;
  CltDay today = clt_today ();

  card->client = clt_client_load (conn, id, today, error);
  if (card->client == NULL)
    return NULL;
  card->timeline = clt_client_timeline (conn, id, error);
  card->staff = card->timeline == NULL ? NULL : clt_staff_list (conn, today, error);
  if (card->staff == NULL)
    return NULL;
  if (card->client->prospect)
    return g_steal_pointer (&card);

  card->equity = equity_chart (conn, id, today, error);
  if (card->equity == NULL || !clt_tiers_get_distance (conn, id, today, &card->distance, error) ||
      !load_behaviour (conn, card, id, today, error) || !load_row (conn, card, id, today, error))
    return NULL;
  card->has_distance = TRUE;
  return g_steal_pointer (&card);
}

char *
clt_card_data_dup_distance (const CltCardData *data)
{
  const CltTierDistance *distance = &data->distance;
  g_autofree char *money = NULL;

  if (!data->has_distance || distance->average == CLT_MONEY_NONE)
    return NULL;
  if (distance->about_to_fall)
    /* Translators: the first %s is a tier's name. */
    return g_strdup_printf (
      ngettext ("Below the line of “%s”: about to fall at the run in %d trading day.",
                "Below the line of “%s”: about to fall at the run in %d trading days.",
                (gulong) distance->trading_days_left),
      clt_tier_get_label (distance->tier), distance->trading_days_left);
  if (distance->next == distance->tier)
    return NULL;
  money = clt_money_format (distance->short_of);
  if (distance->short_of <= 0)
    /* Translators: %s is a tier's name. */
    return g_strdup_printf (ngettext ("Reaches “%s” at the run in %d trading day.",
                                      "Reaches “%s” at the run in %d trading days.",
                                      (gulong) distance->trading_days_left),
                            clt_tier_get_label (distance->next), distance->trading_days_left);
  /* Translators: amount of money, tier's name, number of days. */
  return g_strdup_printf (
    ngettext ("¥%s of average equity short of “%s”; next run in %d trading day.",
              "¥%s of average equity short of “%s”; next run in %d trading days.",
              (gulong) distance->trading_days_left),
    money, clt_tier_get_label (distance->next), distance->trading_days_left);
}

char *
clt_card_data_dup_contact (const CltCardData *data)
{
  gint64 overdue = data->row == NULL ? CLT_MONEY_NONE : data->row->number[CLT_COLUMN_OVERDUE];
  const char *day = data->row == NULL ? NULL : data->row->cell[CLT_COLUMN_CONTACT];
  g_autofree char *last = NULL;
  g_autofree char *when = NULL;

  if (overdue == CLT_MONEY_NONE)
    return NULL;
  last = data->row->number[CLT_COLUMN_CONTACT] == CLT_MONEY_NONE
           ? g_strdup (_ ("No contact is written down."))
           /* Translators: %s is a date. */
           : g_strdup_printf (_ ("Last contact on %s."), day);
  if (overdue > 0)
    when = g_strdup_printf (ngettext ("Overdue by %d trading day.", "Overdue by %d trading days.",
                                      (gulong) overdue),
                            (int) overdue);
  else if (overdue == 0)
    when = g_strdup (_ ("The next one is due today."));
  else
    when =
      g_strdup_printf (ngettext ("The next one is due within %d trading day.",
                                 "The next one is due within %d trading days.", (gulong) -overdue),
                       (int) -overdue);
  /* Translators: two sentences: the last contact; when the next one is due. */
  return g_strdup_printf (C_ ("contact", "%s %s"), last, when);
}
