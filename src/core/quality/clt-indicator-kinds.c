/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-indicator-kinds.h"

#include "core/base/clt-i18n.h"

static gint64
count_satisfied (const CltMeasure *m)
{
  return m->satisfied;
}

static gint64
count_answers (const CltMeasure *m)
{
  return m->answers;
}

static gint64
count_complaints (const CltMeasure *m)
{
  return m->complaints;
}

static gint64
count_points (const CltMeasure *m)
{
  return m->points;
}

static gint64
count_base (const CltMeasure *m)
{
  return m->effective;
}

static gint64
count_churned (const CltMeasure *m)
{
  return m->churn != CLT_CHURN_NONE;
}

static gint64
count_hard (const CltMeasure *m)
{
  return m->churn == CLT_CHURN_HARD;
}

static gint64
count_soft (const CltMeasure *m)
{
  return m->churn == CLT_CHURN_SOFT;
}

static gint64
sum_outflow (const CltMeasure *m)
{
  return m->effective ? MAX (m->withdrawal - m->deposit, 0) : 0;
}

static gint64
sum_start_equity (const CltMeasure *m)
{
  return m->effective ? m->start_equity : 0;
}

static gint64
count_clients (const CltMeasure *m)
{
  return m->at_end;
}

static gint64
count_dormant (const CltMeasure *m)
{
  return m->dormant;
}

static gint64
count_sleeping (const CltMeasure *m)
{
  return m->sleeping;
}

static gint64
count_newly (const CltMeasure *m)
{
  return m->newly;
}

static gint64
count_newly_base (const CltMeasure *m)
{
  return m->newly_base;
}

static gint64
count_warning_30 (const CltMeasure *m)
{
  return m->warning == 30;
}

static gint64
count_warning_60 (const CltMeasure *m)
{
  return m->warning > 0 && m->warning <= 60;
}

static gint64
count_warning_90 (const CltMeasure *m)
{
  return m->warning > 0;
}

static gint64
count_lost (const CltMeasure *m)
{
  return m->loss == CLT_LOSS_COUNTED && m->lost;
}

static gint64
count_traders (const CltMeasure *m)
{
  return m->loss == CLT_LOSS_COUNTED;
}

static gint64
count_no_data (const CltMeasure *m)
{
  return m->loss == CLT_LOSS_NO_DATA;
}

static gint64
count_all_traders (const CltMeasure *m)
{
  return m->loss != CLT_LOSS_NONE;
}

const CltIndicatorKind clt_indicator_kinds[] = {
  { "satisfaction", CLT_BASIS_FLOW, TRUE, CLT_EVENT_ANSWER, FALSE, count_satisfied, count_answers,
    N_ ("Satisfaction"),
    N_ ("Answers of 4 or 5 divided by valid answers (1 to 5) to the ratings of questionnaires, of"
        " one client’s forms in a survey the last one. Blank, “don’t know” and refused answers are"
        " left out.") },
  { "churn", CLT_BASIS_FLOW, TRUE, CLT_EVENT_NONE, FALSE, count_churned, count_base, N_ ("Churn"),
    N_ ("Hard and soft churn together, divided by the effective clients on the day before the"
        " period: those with equity above the limit (rule churn.effective_equity), an open"
        " position, or a trade within the days before (rule churn.effective_days). Clients who came"
        " back, were transferred or left for reasons that are no matter of service are not"
        " counted as churned.") },
  { "churn_hard", CLT_BASIS_FLOW, TRUE, CLT_EVENT_NONE, FALSE, count_hard, count_base,
    N_ ("Hard churn"),
    N_ ("Effective clients on the day before the period who closed their account in it and did"
        " not come back, divided by all effective clients.") },
  { "churn_soft", CLT_BASIS_FLOW, TRUE, CLT_EVENT_NONE, FALSE, count_soft, count_base,
    N_ ("Soft churn"),
    N_ ("Effective clients, still open, whose average equity over the last trading days of the"
        " period is at most a tenth (rule churn.ratio) of that before the period, without a trade"
        " in the last days (rule churn.quiet_days) and without a position, divided by all effective"
        " clients. Clients with too little equity before the period cannot churn softly.") },
  { "churn_capital", CLT_BASIS_FLOW, FALSE, CLT_EVENT_NONE, FALSE, sum_outflow, sum_start_equity,
    N_ ("Capital churn"),
    N_ ("What the effective clients withdrew beyond what they deposited, divided by their equity on"
        " the day before the period.") },
  { "dormancy", CLT_BASIS_STOCK, TRUE, CLT_EVENT_NONE, FALSE, count_dormant, count_clients,
    N_ ("Dormancy"),
    N_ ("Clients who on the last day have been open for a year, have had no position and no trade"
        " for a year, and have equity of at most 1,000.00 (rules dormancy.months and"
        " dormancy.equity), divided by all clients of that day. Clients whose equity is not known"
        " are not dormant.") },
  { "sleeping", CLT_BASIS_STOCK, TRUE, CLT_EVENT_NONE, FALSE, count_sleeping, count_clients,
    N_ ("Sleeping"),
    N_ ("Clients without a trade for 90 days (rule sleeping.days) who are not dormant, divided by"
        " all clients of the last day.") },
  { "newly_dormant", CLT_BASIS_STOCK, TRUE, CLT_EVENT_NONE, FALSE, count_newly, count_newly_base,
    N_ ("Newly dormant"),
    N_ ("Clients who are dormant on the last recognition day of the period (the 15th, or the next"
        " trading day) and were not on the last one before the period, divided by the clients of"
        " that day who were not dormant before.") },
  { "early_warning_30", CLT_BASIS_STOCK, TRUE, CLT_EVENT_NONE, FALSE, count_warning_30,
    count_clients, N_ ("Dormant within 30 days"),
    N_ ("Clients who will be dormant within 30 days if nothing happens, divided by all clients of"
        " the last day.") },
  { "early_warning_60", CLT_BASIS_STOCK, TRUE, CLT_EVENT_NONE, FALSE, count_warning_60,
    count_clients, N_ ("Dormant within 60 days"),
    N_ ("Clients who will be dormant within 60 days if nothing happens, divided by all clients of"
        " the last day.") },
  { "early_warning_90", CLT_BASIS_STOCK, TRUE, CLT_EVENT_NONE, FALSE, count_warning_90,
    count_clients, N_ ("Dormant within 90 days"),
    N_ ("Clients who will be dormant within 90 days if nothing happens, divided by all clients of"
        " the last day.") },
  { "loss", CLT_BASIS_FLOW, TRUE, CLT_EVENT_NONE, FALSE, count_lost, count_traders, N_ ("Loss"),
    N_ ("Clients whose net profit over the period is below zero, divided by the clients with a"
        " trade or a position in it. Net profit is equity at the end, less equity before, less"
        " deposits, plus withdrawals, less the change in pledge. Clients whose first or last day"
        " is missing are left out and counted as “no data”.") },
  { "loss_no_data", CLT_BASIS_FLOW, TRUE, CLT_EVENT_NONE, FALSE, count_no_data, count_all_traders,
    N_ ("Loss: no data"),
    N_ ("Clients with a trade or a position in the period whose funds are missing on the last"
        " trading day before it or on its last trading day.") },
  { "complaint", CLT_BASIS_FLOW, FALSE, CLT_EVENT_COMPLAINT, TRUE, count_complaints, count_points,
    N_ ("Complaint rate"),
    N_ ("Complaints registered in the period per 1,000 clients on average, after merging doubles"
        " and dropping questions, suggestions and those withdrawn before acceptance. Clients are"
        " averaged over the day before the period and each month’s end in it; complaints of"
        " prospects do not count.") },
};
const guint clt_n_indicator_kinds = G_N_ELEMENTS (clt_indicator_kinds);

const CltIndicatorKind *
clt_indicator_kind_find (const char *name)
{
  for (guint i = 0; i < clt_n_indicator_kinds; i++)
    if (g_strcmp0 (clt_indicator_kinds[i].name, name) == 0)
      return &clt_indicator_kinds[i];
  return NULL;
}
