/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a risk-management plan says of a client in figures, from his own daily facts: the trading days
 * of rule behaviour.window_days up to a day. Money in fen. */

#include <json-glib/json-glib.h>

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct
{
  CltDay first, last;    /* first and last trading day with facts in the window */
  int days;              /* trading days with facts; 0: nothing is known, all else is unset */
  gint64 equity, margin; /* on last */
  gint64 average_equity; /* of the days, half away from zero */
  gint64 net_pl;         /* equity at the end less equity at the start less net deposits */
  double risk_ratio;     /* margin by equity on last; NAN without equity */
  double highest_ratio;  /* of all days; NAN */
  double drawdown;       /* largest fall from a peak, free of deposits and withdrawals: 0 … 1 */
  double bad_return;     /* result of a day by the equity before it: its 5 % quantile; NAN */
  double worst_return;   /* the lowest one; NAN */
  CltDay worst_day;      /* CLT_DAY_NONE */
  gint64 to_alert; /* equity that can be lost before the risk ratio is at rule risk.alert … */
  gint64 to_call;  /* … and at 100 %; below 0: it is there already; CLT_MONEY_NONE: no margin */
  double alert;    /* rule risk.alert on last */
  gint64 exposure; /* market value of what is held on last, long less short by product;
                    CLT_MONEY_NONE: nothing, or it cannot be told */
} CltStudyFacts;

/* What becomes of equity and risk ratio when the market goes against the client as it did. */
typedef struct
{
  gint64 loss, equity;
  double risk_ratio; /* with the margin of last; NAN without equity */
} CltScenario;

typedef enum
{
  CLT_SCENARIO_BAD_DAY,   /* one day in twenty is as bad or worse */
  CLT_SCENARIO_WORST_DAY, /* the worst day of the window comes again */
  CLT_SCENARIO_THREE_BAD, /* three bad days in a row */
  CLT_SCENARIO_PRICES_2,  /* the price of all that is held moves 2 % to the worse … */
  CLT_SCENARIO_PRICES_5,
  CLT_SCENARIO_PRICES_10,
  CLT_N_SCENARIOS
} CltScenarioKind;

gboolean clt_study_facts_load (CltConn *conn,
                               gint64 client_id,
                               CltDay day,
                               CltStudyFacts *facts,
                               GError **error);
/* FALSE: no days, or no positions, to tell from. */
gboolean
clt_study_facts_scenario (const CltStudyFacts *facts, CltScenarioKind kind, CltScenario *scenario);
/* Translated. */
const char *clt_scenario_get_label (CltScenarioKind kind);

/* A line for people, translated. */
typedef struct
{
  const char *label;
  char *value;
} CltStudyFigure;
void clt_study_figure_free (CltStudyFigure *figure);
/* Each figure, and what would become of the account in each scenario; the same lines whatever is
 * known. (element-type CltStudyFigure) (transfer full) */
GPtrArray *clt_study_facts_describe (const CltStudyFacts *facts);
GPtrArray *clt_study_facts_describe_scenarios (const CltStudyFacts *facts);
/* "60 trading days up to 2026-11-20"; says so when nothing is known. (transfer full) */
char *clt_study_facts_format_window (const CltStudyFacts *facts);

/* As they are kept with a version. (transfer full) */
char *clt_study_facts_to_json (const CltStudyFacts *facts);
gboolean clt_study_facts_from_json (const char *json, CltStudyFacts *facts, GError **error);

G_END_DECLS
