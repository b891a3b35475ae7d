/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-tier-runs.h"

#include "core/rules/clt-rules.h"

__extension__ typedef __int128 Wide;

/* Rules */

gboolean
clt_tier_rules_load (CltTierRules *rules, CltConn *conn, CltDay day, GError **error)
{
  *rules = (CltTierRules){ 0 };
  return clt_rules_get_count (conn, "tier.window_days", day, &rules->window_days, error) &&
         clt_rules_get_count (conn, "tier.min_days", day, &rules->min_days, error) &&
         clt_rules_get_count (conn, "tier.downgrade_runs", day, &rules->downgrade_runs, error) &&
         clt_rules_get_ppm (conn, "tier.downgrade_ratio", day, &rules->downgrade_ppm, error) &&
         clt_rules_get_ppm (conn, "tier.missing_ratio", day, &rules->missing_ppm, error) &&
         clt_rules_get_money (conn, "tier.ordinary", day, &rules->threshold[CLT_TIER_ORDINARY],
                              error) &&
         clt_rules_get_money (conn, "tier.major", day, &rules->threshold[CLT_TIER_MAJOR], error) &&
         clt_rules_get_money (conn, "tier.high-end", day, &rules->threshold[CLT_TIER_HIGH_END],
                              error);
}

CltTier
clt_tier_rules_judge (const CltTierRules *rules, gint64 equity_sum, int days)
{
  CltTier tier = CLT_TIER_SMALL;

  for (CltTier next = CLT_TIER_ORDINARY; next <= CLT_TIER_HIGH_END; next++)
    if ((Wide) equity_sum >= (Wide) rules->threshold[next] * days)
      tier = next;
  return tier;
}

gboolean
clt_tier_rules_is_below (const CltTierRules *rules, CltTier tier, gint64 equity_sum, int days)
{
  if (tier <= CLT_TIER_SMALL)
    return FALSE;
  return (Wide) equity_sum * 1000000 < (Wide) rules->threshold[tier] * rules->downgrade_ppm * days;
}

gint64
clt_tier_average (gint64 sum, int n)
{
  gint64 half = n / 2;

  return sum >= 0 ? (sum + half) / n : -((-sum + half) / n);
}

/* One run, due or only needed for the averages that the due ones look back on */
typedef struct
{
  CltDay day;
  gboolean due;
  CltTierRules rules;
  CltDay before;     /* last trading day before the window */
  CltDay last;       /* last trading day of the window, the one before the run */
  int window_days;   /* fewer than the rule says where the calendar begins */
  CltDaySums *start; /* owned: the sums at the end of "before" */
} Run;

static void
run_clear (gpointer data)
{
  g_free (((Run *) data)->start);
}

/* The average of an earlier run; days 0: none. */
typedef struct
{
  gint64 equity_sum;
  int days;
} Average;

typedef struct
{
  CltPopulation *population;
  CltCalendar *calendar;
  GArray *runs; /* Run */
  CltTier *tiers;
  Average *past; /* [run % n_past][person] */
  int n_past;
  CltDaySums *sums;
  CltTierRow *rows;
} Walk;

static void
walk_clear (Walk *walk)
{
  g_clear_pointer (&walk->population, clt_population_free);
  g_clear_pointer (&walk->calendar, clt_calendar_free);
  g_clear_pointer (&walk->runs, g_array_unref);
  g_free (walk->tiers);
  g_free (walk->past);
  g_free (walk->sums);
  g_free (walk->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static gboolean
add_run (Walk *walk, CltConn *conn, CltDay day, gboolean due, GError **error)
{
  Run run = { .day = day, .due = due };
  CltDay first = clt_calendar_get_first (walk->calendar);

  if (!clt_tier_rules_load (&run.rules, conn, day, error))
    return FALSE;
  run.last = clt_calendar_move (walk->calendar, day, -1);
  run.before = clt_calendar_move (walk->calendar, run.last, -run.rules.window_days);
  run.window_days = run.rules.window_days;
  if (first != CLT_DAY_NONE && first > run.before)
    run.window_days = clt_calendar_count (walk->calendar, first, run.last);
  g_array_append_val (walk->runs, run);
  return TRUE;
}

/* Lists the due runs, preceded by as many earlier ones as a downgrade looks back on. */
static gboolean
list_runs (Walk *walk, CltConn *conn, CltDay as_of, GError **error)
{
  gint64 first_fact, last_run, back;
  int first_month, due_month;

  if (!clt_conn_get_int (conn, &first_fact, CLT_DAY_NONE, error,
                         "SELECT min (day) FROM funds_daily", "") ||
      !clt_conn_get_int (conn, &last_run, CLT_DAY_NONE, error, "SELECT max (day) FROM tier_run",
                         "") ||
      !clt_conn_get_int (conn, &back, 1, error,
                         "SELECT cast (max (value) AS INTEGER) FROM rule WHERE name = ?", "t",
                         "tier.downgrade_runs"))
    return FALSE;
  walk->n_past = (int) MAX (back, 1);
  if (first_fact == CLT_DAY_NONE)
    return TRUE;
  first_month = clt_day_get_month ((CltDay) first_fact);
  due_month = last_run == CLT_DAY_NONE ? first_month : clt_day_get_month ((CltDay) last_run) + 1;
  for (int month = MAX (first_month, due_month - walk->n_past + 1);
       month <= clt_day_get_month (as_of); month++)
    {
      CltDay day = clt_calendar_at_or_after (walk->calendar, clt_month_first_day (month));

      if (clt_day_get_month (day) == month && day <= as_of &&
          !add_run (walk, conn, day, month >= due_month, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk_init (Walk *walk, CltConn *conn, CltDay as_of, GError **error)
{
  gsize n;

  walk->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  g_array_set_clear_func (walk->runs, run_clear);
  walk->calendar = clt_calendar_load (conn, error);
  if (walk->calendar == NULL || !list_runs (walk, conn, as_of, error))
    return FALSE;
  walk->population = clt_population_load (conn, error);
  if (walk->population == NULL)
    return FALSE;
  n = MAX (walk->population->n, 1);
  walk->tiers = g_new0 (CltTier, n);
  walk->past = g_new0 (Average, n * MAX (walk->n_past, 1));
  walk->sums = g_new0 (CltDaySums, n);
  walk->rows = g_new0 (CltTierRow, n);
  return TRUE;
}

/* The computed tiers, overrides aside: the runs go on beneath them. */
static gboolean
load_tiers (Walk *walk, CltConn *conn, GError **error)
{
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT client_id, tier FROM tier_history ORDER BY client_id, valid_from", "");

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int person = clt_population_find (walk->population, clt_stmt_get_int (stmt, 0));

      if (person >= 0)
        walk->tiers[person] = (CltTier) clt_stmt_get_int (stmt, 1);
    }
  return step == CLT_STEP_DONE;
}

/* Has the client been below the line of @tier in this run and the ones before it? A run without
 * an average breaks the row. */
static gboolean
is_falling (const Walk *walk, guint run_index, const CltTierRules *rules, int person, CltTier tier)
{
  if ((int) run_index + 1 < rules->downgrade_runs || rules->downgrade_runs > walk->n_past)
    return FALSE;
  for (int i = 0; i < rules->downgrade_runs; i++)
    {
      gsize slot = (run_index - (guint) i) % (guint) walk->n_past;
      const Average *average = &walk->past[slot * (gsize) walk->population->n + (gsize) person];

      if (average->days == 0 ||
          !clt_tier_rules_is_below (rules, tier, average->equity_sum, average->days))
        return FALSE;
    }
  return TRUE;
}

static void
decide (const Walk *walk, guint run_index, const Run *run, int person, CltTierRow *row)
{
  CltTier target;

  row->from = row->to = walk->tiers[person];
  row->move = CLT_MOVE_NONE;
  if (!row->counted || !row->rated)
    return;
  target = clt_tier_rules_judge (&run->rules, row->equity_sum, row->days);
  if (row->from == CLT_TIER_UNRATED)
    {
      row->to = target;
      row->move = CLT_MOVE_FIRST;
    }
  else if (target > row->from)
    {
      row->to = target;
      row->move = CLT_MOVE_UP;
    }
  else if (is_falling (walk, run_index, &run->rules, person, row->from))
    {
      row->to = row->from - 1;
      row->move = CLT_MOVE_DOWN;
    }
}

static void
judge_all (Walk *walk, guint run_index)
{
  Run *run = &g_array_index (walk->runs, Run, run_index);
  gsize slot = run_index % (guint) walk->n_past;

  for (int i = 0; i < walk->population->n; i++)
    {
      CltTierRow *row = &walk->rows[i];
      Average *average = &walk->past[slot * (gsize) walk->population->n + (gsize) i];
      int fresh = walk->sums[i].fresh - run->start[i].fresh;

      row->counted = clt_population_has (walk->population, i, run->day);
      row->equity_sum = walk->sums[i].equity - run->start[i].equity;
      row->days = walk->sums[i].days - run->start[i].days;
      row->window_days = run->window_days;
      row->rated = row->days >= run->rules.min_days;
      row->missing =
        (gint64) (row->days - fresh) * 1000000 > run->rules.missing_ppm * (gint64) row->days;
      *average =
        row->counted && row->rated ? (Average){ row->equity_sum, row->days } : (Average){ 0, 0 };
      if (run->due)
        {
          decide (walk, run_index, run, i, row);
          walk->tiers[i] = row->to;
        }
    }
}

/* What has to happen at the end of the trading day @day. */
static gboolean
stop_at (Walk *walk, CltDay day, guint *next, CltTierRunFunc func, gpointer data, GError **error)
{
  gsize size = sizeof (CltDaySums) * (gsize) MAX (walk->population->n, 1);

  for (guint i = *next; i < walk->runs->len; i++)
    {
      Run *run = &g_array_index (walk->runs, Run, i);

      if (run->before == day)
        run->start = g_memdup2 (walk->sums, size);
    }
  while (*next < walk->runs->len && g_array_index (walk->runs, Run, *next).last == day)
    {
      Run *run = &g_array_index (walk->runs, Run, *next);

      judge_all (walk, *next);
      g_clear_pointer (&run->start, g_free);
      (*next)++;
      if (run->due && !func (walk->population, run->day, walk->rows, data, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_tier_runs_walk (CltConn *conn, CltDay as_of, CltTierRunFunc func, gpointer data, GError **error)
{
  g_auto (Walk) walk = { 0 };
  g_autoptr (CltFactPass) pass = NULL;
  CltDay day = G_MAXINT32;
  guint next = 0;

  if (!walk_init (&walk, conn, as_of, error) || !load_tiers (&walk, conn, error))
    return FALSE;
  for (guint i = 0; i < walk.runs->len; i++)
    day = MIN (day, g_array_index (walk.runs, Run, i).before);
  if (walk.runs->len == 0)
    return TRUE;

  pass = clt_fact_pass_new (conn, walk.population, day, error);
  if (pass == NULL || !stop_at (&walk, day, &next, func, data, error))
    return FALSE;
  while (next < walk.runs->len)
    {
      day = clt_calendar_move (walk.calendar, day, 1);
      if (!clt_fact_pass_advance (pass, day, NULL, NULL, error))
        return FALSE;
      clt_fact_pass_add_day (pass, walk.sums);
      if (!stop_at (&walk, day, &next, func, data, error))
        return FALSE;
    }
  return TRUE;
}
