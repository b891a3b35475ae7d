/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-measures.h"

#include "core/rules/clt-rules.h"
#include "core/quality/clt-measure-events.h"

__extension__ typedef __int128 Wide;

/* Rules, as they stood on the day that they judge */

typedef struct
{
  gint64 equity;
  int months;
} DormancyRules;

typedef struct
{
  gint64 effective_equity;
  int effective_days, window_days, quiet_days, sleeping_days;
  gint64 ratio_ppm;
  gint64 flat_millifen; /* flat is half a fen by default */
} Rules;

static gboolean
load_dormancy_rules (DormancyRules *rules, CltConn *conn, CltDay day, GError **error)
{
  return clt_rules_get_money (conn, "dormancy.equity", day, &rules->equity, error) &&
         clt_rules_get_count (conn, "dormancy.months", day, &rules->months, error);
}

static gboolean
load_rules (Rules *rules, CltConn *conn, CltDay day, GError **error)
{
  double flat;

  if (!clt_rules_get_money (conn, "churn.effective_equity", day, &rules->effective_equity, error) ||
      !clt_rules_get_count (conn, "churn.effective_days", day, &rules->effective_days, error) ||
      !clt_rules_get_count (conn, "churn.window_days", day, &rules->window_days, error) ||
      !clt_rules_get_count (conn, "churn.quiet_days", day, &rules->quiet_days, error) ||
      !clt_rules_get_ppm (conn, "churn.ratio", day, &rules->ratio_ppm, error) ||
      !clt_rules_get_count (conn, "sleeping.days", day, &rules->sleeping_days, error) ||
      !clt_rules_get (conn, "loss.flat", day, &flat, error))
    return FALSE;
  rules->flat_millifen = (gint64) (flat * 100 * 1000 + 0.5);
  return TRUE;
}

/* The walk */

typedef struct
{
  CltConn *conn;
  CltMeasures *measures;
  CltCalendar *calendar; /* owned */
  CltFactPass *pass;     /* owned */
  Rules rules;
  CltDay before;           /* last trading day before from; CLT_DAY_NONE: the calendar has none */
  CltDay base_first;       /* first day of the window before from */
  CltDay end_first;        /* first day of the window that ends the period */
  CltDay last_recognition; /* the one before the period */
  gint64 last_month;       /* of account_month */
  CltDaySums *base, *period, *end; /* owned */
  gboolean *was_dormant;           /* owned: on last_recognition */
} Walk;

static void
walk_clear (Walk *walk)
{
  g_clear_pointer (&walk->calendar, clt_calendar_free);
  g_clear_pointer (&walk->pass, clt_fact_pass_free);
  g_free (walk->base);
  g_free (walk->period);
  g_free (walk->end);
  g_free (walk->was_dormant);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

/* The last recognition day (the 15th, moved on to a trading day) up to @day. */
static CltDay
find_recognition (const CltCalendar *calendar, CltDay day)
{
  int month = clt_day_get_month (day);
  CltDay found;

  do
    found = clt_calendar_at_or_after (calendar, clt_month_first_day (month--) + 14);
  while (found > day);
  return found;
}

/* Stocks */

/* Is the client whom @state shows (at the end of @known_day) dormant on @day, the same one or a
 * later one? */
static gboolean
is_dormant (const CltPopulation *population,
            int person,
            const CltClientState *state,
            const DormancyRules *rules,
            CltDay known_day,
            CltDay day)
{
  const CltSpell *spell = clt_population_get_spell (population, person, known_day);
  CltDay limit = clt_day_add_months (day, -rules->months);

  /* CLT_DAY_NONE is before every day; equity that nobody knows is not zero (R22) */
  return spell != NULL && state->known && spell->opened <= limit && state->last_trade <= limit &&
         state->last_position <= limit && state->equity <= rules->equity;
}

static void
measure_end (Walk *walk, int person, const DormancyRules *dormancy)
{
  static const int horizons[] = { 30, 60, 90 };
  const CltPopulation *population = walk->measures->population;
  CltMeasure *m = &walk->measures->clients[person];
  CltDay day = walk->measures->to;

  clt_fact_pass_get_client (walk->pass, person, &m->end);
  if (!m->at_end)
    return;
  m->dormant = is_dormant (population, person, &m->end, dormancy, day, day);
  m->sleeping = !m->dormant && MAX (clt_population_get_spell (population, person, day)->opened,
                                    m->end.last_trade) <= day - walk->rules.sleeping_days;
  if (m->dormant || m->end.margin > 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (horizons) && m->warning == 0; i++)
    if (is_dormant (population, person, &m->end, dormancy, day, day + horizons[i]))
      m->warning = horizons[i];
}

static gboolean
note_last_recognition (Walk *walk, GError **error)
{
  const CltPopulation *population = walk->measures->population;
  DormancyRules rules;

  if (!load_dormancy_rules (&rules, walk->conn, walk->pass->day, error))
    return FALSE;
  for (int i = 0; i < population->n; i++)
    {
      CltClientState state;

      clt_fact_pass_get_client (walk->pass, i, &state);
      walk->was_dormant[i] =
        clt_population_has (population, i, walk->pass->day) &&
        is_dormant (population, i, &state, &rules, walk->pass->day, walk->pass->day);
    }
  return TRUE;
}

static gboolean
note_recognition (Walk *walk, GError **error)
{
  const CltPopulation *population = walk->measures->population;
  DormancyRules rules;

  if (!load_dormancy_rules (&rules, walk->conn, walk->pass->day, error))
    return FALSE;
  for (int i = 0; i < population->n; i++)
    {
      CltMeasure *m = &walk->measures->clients[i];
      CltClientState state;

      m->newly_base = clt_population_has (population, i, walk->pass->day) && !walk->was_dormant[i];
      if (!m->newly_base)
        continue;
      clt_fact_pass_get_client (walk->pass, i, &state);
      m->newly = is_dormant (population, i, &state, &rules, walk->pass->day, walk->pass->day);
    }
  return TRUE;
}

/* Flows */

static void
note_start (Walk *walk)
{
  CltDay day = walk->pass->day;

  for (int i = 0; i < walk->measures->population->n; i++)
    {
      CltMeasure *m = &walk->measures->clients[i];
      CltClientState state;

      if (!m->at_start)
        continue;
      clt_fact_pass_get_client (walk->pass, i, &state);
      m->start_equity = state.equity;
      m->effective =
        state.known && (state.equity > walk->rules.effective_equity || state.margin > 0 ||
                        state.last_trade > day - walk->rules.effective_days);
    }
}

static void
take_row (const CltFactRow *row, gpointer data)
{
  Walk *walk = data;
  CltMeasure *m =
    &walk->measures->clients[walk->measures->population->account_person[row->account]];

  m->deposit += row->deposit;
  m->withdrawal += row->withdrawal;
  m->commission += row->commission;
  m->retained += row->retained;
}

static gboolean
is_soft_churn (const Walk *walk, int person)
{
  const CltMeasure *m = &walk->measures->clients[person];
  const CltDaySums *base = &walk->base[person], *end = &walk->end[person];

  if (!m->at_end || base->days == 0 || end->days == 0)
    return FALSE;
  if (base->equity <= walk->rules.effective_equity * base->days)
    return FALSE; /* too little to lose: the test is skipped */
  return (Wide) end->equity * base->days * 1000000 <=
           (Wide) walk->rules.ratio_ppm * base->equity * end->days &&
         m->end.last_trade <= walk->measures->to - walk->rules.quiet_days && m->end.margin == 0;
}

static void
measure_churn (const Walk *walk, int person)
{
  CltMeasure *m = &walk->measures->clients[person];
  const CltSpell *last =
    clt_population_get_spell (walk->measures->population, person, walk->measures->to);

  if (!m->effective)
    return;
  if (!m->at_end)
    {
      /* transferred or closed by death: no service failure */
      if (last->reason == CLT_CLOSED_BY_CLIENT)
        {
          m->churn = CLT_CHURN_HARD;
          m->event = last->closed;
        }
    }
  else if (is_soft_churn (walk, person))
    m->churn = CLT_CHURN_SOFT;
}

/* Loss. Equity is market-value equity when the account holds options; a pledge moves equity
 * without profit. @sign: -1 before the period, 1 at its end. */
static gboolean
add_extra (Walk *walk, CltDay day, int sign, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    walk->conn, error,
    "SELECT x.account_id, coalesce (x.market_equity - f.equity, 0), coalesce (x.pledge, 0)"
    " FROM funds_extra x JOIN funds_daily f ON f.day = x.day AND f.account_id = x.account_id"
    " WHERE x.day = ?",
    "i", (gint64) day);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltPopulation *population = walk->measures->population;
      int account = clt_population_find_account (population, clt_stmt_get_int (stmt, 0));
      CltMeasure *m;

      if (account < 0)
        continue;
      if (!clt_population_has (population, population->account_person[account],
                               sign < 0 ? day : walk->measures->to))
        continue;
      m = &walk->measures->clients[population->account_person[account]];
      if (sign < 0)
        m->equity_before += clt_stmt_get_int (stmt, 1);
      else
        m->equity_end += clt_stmt_get_int (stmt, 1);
      m->net_pl -= sign * clt_stmt_get_int (stmt, 2);
    }
  return step == CLT_STEP_DONE;
}

static gboolean
note_before (Walk *walk, GError **error)
{
  const CltPopulation *population = walk->measures->population;

  for (int i = 0; i < population->n; i++)
    {
      CltMeasure *m = &walk->measures->clients[i];
      CltClientState state;

      if (!clt_population_has (population, i, walk->before))
        continue; /* opened after it: 0 */
      clt_fact_pass_get_client (walk->pass, i, &state);
      if (state.complete)
        m->equity_before = state.equity;
      else
        m->loss = CLT_LOSS_NO_DATA;
    }
  return add_extra (walk, walk->before, -1, error);
}

static gboolean
note_last (Walk *walk, GError **error)
{
  for (int i = 0; i < walk->measures->population->n; i++)
    {
      CltMeasure *m = &walk->measures->clients[i];
      CltClientState state;

      if (!m->at_end)
        continue; /* closed: the withdrawal balances it */
      clt_fact_pass_get_client (walk->pass, i, &state);
      if (state.complete)
        m->equity_end = state.equity;
      else
        m->loss = CLT_LOSS_NO_DATA;
    }
  return add_extra (walk, walk->measures->last_trading_day, 1, error);
}

static void
measure_loss (const Walk *walk, int person)
{
  CltMeasure *m = &walk->measures->clients[person];
  gint64 millifen;

  if (MAX (m->end.last_trade, m->end.last_position) < walk->measures->from)
    {
      m->loss = CLT_LOSS_NONE;
      return;
    }
  if (m->loss == CLT_LOSS_NO_DATA)
    return;
  m->loss = CLT_LOSS_COUNTED;
  m->net_pl += m->equity_end - m->equity_before - (m->deposit - m->withdrawal);
  millifen = m->net_pl * 1000;
  m->flat = ABS (millifen) <= walk->rules.flat_millifen;
  m->lost = millifen < -walk->rules.flat_millifen;
}

/* Set-up */

static void
measure_membership (CltMeasures *measures)
{
  const CltPopulation *population = measures->population;

  for (int i = 0; i < population->n; i++)
    {
      const CltPerson *person = &population->people[i];
      CltMeasure *m = &measures->clients[i];

      m->at_start = clt_population_has (population, i, measures->from - 1);
      m->at_first = clt_population_has (population, i, measures->first_trading_day);
      m->at_end = clt_population_has (population, i, measures->to);
      m->event = measures->to;
      for (int k = 0; k < person->n_spells; k++)
        {
          const CltSpell *spell = &population->spells[person->first_spell + k];

          m->opened |= spell->opened >= measures->from && spell->opened <= measures->to;
          m->closed |= spell->closed >= measures->from && spell->closed <= measures->to;
        }
    }
}

static gboolean
measure_tiers (CltMeasures *measures, CltConn *conn, GError **error)
{
  g_autofree CltTier *tiers = g_new (CltTier, MAX (measures->population->n, 1));

  if (!clt_population_get_tiers (measures->population, conn, measures->first_trading_day, tiers,
                                 error))
    return FALSE;
  for (int i = 0; i < measures->population->n; i++)
    measures->clients[i].tier_first = tiers[i];
  if (!clt_population_get_tiers (measures->population, conn, measures->to, tiers, error))
    return FALSE;
  for (int i = 0; i < measures->population->n; i++)
    measures->clients[i].tier_end = tiers[i];
  return TRUE;
}

/* Mean of |C| on the day before the period and on every month's end in it (R30). */
static void
measure_average (CltMeasures *measures)
{
  gint64 total = 0;
  int n = 1;

  for (int i = 0; i < measures->population->n; i++)
    total += measures->clients[i].at_start;
  for (int month = clt_day_get_month (measures->from); clt_month_last_day (month) <= measures->to;
       month++, n++)
    for (int i = 0; i < measures->population->n; i++)
      total += clt_population_has (measures->population, i, clt_month_last_day (month));
  measures->average_clients = (double) total / n;
}

static gboolean
walk_init (Walk *walk, CltConn *conn, CltMeasures *measures, GError **error)
{
  gsize n = MAX (measures->population->n, 1);
  CltDay first;

  walk->conn = conn;
  walk->measures = measures;
  walk->calendar = clt_calendar_load (conn, error);
  if (walk->calendar == NULL || !load_rules (&walk->rules, conn, measures->to, error) ||
      !clt_conn_get_int (conn, &walk->last_month, -1, error,
                         "SELECT max (month) FROM account_month", ""))
    return FALSE;
  walk->base = g_new0 (CltDaySums, n);
  walk->period = g_new0 (CltDaySums, n);
  walk->end = g_new0 (CltDaySums, n);
  walk->was_dormant = g_new0 (gboolean, n);

  measures->first_trading_day = clt_calendar_at_or_after (walk->calendar, measures->from);
  measures->last_trading_day = clt_calendar_at_or_before (walk->calendar, measures->to);
  measures->recognition = find_recognition (walk->calendar, measures->to);
  walk->last_recognition = find_recognition (walk->calendar, measures->from - 1);
  if (measures->recognition < measures->from)
    measures->recognition = CLT_DAY_NONE;
  walk->before = clt_calendar_at_or_before (walk->calendar, measures->from - 1);
  first = clt_calendar_get_first (walk->calendar);
  walk->base_first = clt_calendar_move (walk->calendar, walk->before, 1 - walk->rules.window_days);
  walk->end_first =
    clt_calendar_move (walk->calendar, measures->last_trading_day, 1 - walk->rules.window_days);
  walk->end_first = MAX (walk->end_first, measures->from);
  if (first != CLT_DAY_NONE && walk->before < first)
    walk->before = CLT_DAY_NONE; /* the calendar has no earlier day (R17) */
  return TRUE;
}

/* What has to be noted at the end of @day. */
static gboolean
stop_at (Walk *walk, CltDay day, GError **error)
{
  const CltMeasures *measures = walk->measures;

  if (clt_calendar_is_trading_day (walk->calendar, day))
    {
      if (day >= walk->base_first && day < measures->from)
        clt_fact_pass_add_day (walk->pass, walk->base);
      if (day >= measures->from)
        clt_fact_pass_add_day (walk->pass, walk->period);
      if (day >= walk->end_first)
        clt_fact_pass_add_day (walk->pass, walk->end);
    }
  if (day == walk->last_recognition && !note_last_recognition (walk, error))
    return FALSE;
  if (day == walk->before && !note_before (walk, error))
    return FALSE;
  if (day == measures->from - 1)
    note_start (walk);
  if (day == measures->recognition && !note_recognition (walk, error))
    return FALSE;
  return day != measures->last_trading_day || note_last (walk, error);
}

/* Nothing has to be noted inside the month that begins on @day: it can be taken as a whole. */
static gboolean
is_plain_month (const Walk *walk, CltDay day)
{
  const CltMeasures *measures = walk->measures;
  int month = clt_day_get_month (day);
  CltDay last = clt_month_last_day (month);

  return day == clt_month_first_day (month) && day >= measures->from && month <= walk->last_month &&
         last < walk->end_first && last < measures->last_trading_day &&
         (measures->recognition == CLT_DAY_NONE || last < measures->recognition);
}

static gboolean
walk_days (Walk *walk, GError **error)
{
  const CltMeasures *measures = walk->measures;
  CltDay day = MIN (MIN (walk->base_first, walk->last_recognition), measures->from - 1);

  walk->pass = clt_fact_pass_new (walk->conn, measures->population, day, error);
  if (walk->pass == NULL || !stop_at (walk, day, error))
    return FALSE;
  while (++day <= measures->to)
    if (is_plain_month (walk, day))
      {
        if (!clt_fact_pass_advance_month (walk->pass, walk->calendar, take_row, walk, walk->period,
                                          error))
          return FALSE;
        day = walk->pass->day;
      }
    else if (!clt_fact_pass_advance (walk->pass, day, day >= measures->from ? take_row : NULL, walk,
                                     error) ||
             !stop_at (walk, day, error))
      return FALSE;
  return TRUE;
}

CltMeasures *
clt_measures_compute (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (CltMeasures) measures = g_new0 (CltMeasures, 1);
  g_auto (Walk) walk = { 0 };
  DormancyRules dormancy;

  measures->from = from;
  measures->to = to;
  measures->population = clt_population_load (conn, error);
  if (measures->population == NULL)
    return NULL;
  measures->clients = g_new0 (CltMeasure, MAX (measures->population->n, 1));
  if (!walk_init (&walk, conn, measures, error) ||
      !load_dormancy_rules (&dormancy, conn, to, error) || !measure_tiers (measures, conn, error))
    return NULL;
  measure_membership (measures);
  measure_average (measures);
  if (!clt_measures_add_events (measures, conn, error) || !walk_days (&walk, error))
    return NULL;
  for (int i = 0; i < measures->population->n; i++)
    {
      measures->clients[i].equity_sum = walk.period[i].equity;
      measures->clients[i].equity_days = walk.period[i].days;
      measure_end (&walk, i, &dormancy);
      measure_churn (&walk, i);
      measure_loss (&walk, i);
    }
  return g_steal_pointer (&measures);
}

void
clt_measures_free (CltMeasures *measures)
{
  g_clear_pointer (&measures->population, clt_population_free);
  g_clear_pointer (&measures->events, g_array_unref);
  g_free (measures->clients);
  g_free (measures);
}
