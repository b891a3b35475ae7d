/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study-facts.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/clt-i18n.h"
#include "core/funds/clt-calendar.h"
#include "core/research/clt-study-private.h"
#include "core/rules/clt-rules.h"

/* One trading day of a client, all accounts together. */
typedef struct
{
  CltDay day;
  gint64 equity, margin, flow;
} Day;

/* The facts are ordered by day: asking for each day reads no other client's rows. */
static gboolean
read_day (CltConn *conn, gint64 client_id, CltDay day, GArray *days, GError **error)
{
  /* options are in the market value; a pledge is no result (domain 2.5) */
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT sum (coalesce (x.market_equity, f.equity) - coalesce (x.pledge, 0)),"
    " sum (coalesce (f.margin, 0)), sum (coalesce (f.deposit, 0) - coalesce (f.withdrawal, 0))"
    " FROM funds_daily AS f"
    " LEFT JOIN funds_extra AS x ON x.day = f.day AND x.account_id = f.account_id"
    " WHERE f.day = ? AND f.account_id IN (SELECT id FROM account WHERE client_id = ?)",
    "ii", (gint64) day, client_id);

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  if (!clt_stmt_is_null (stmt, 0))
    {
      Day found = { day, clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1),
                    clt_stmt_get_int (stmt, 2) };

      g_array_append_val (days, found);
    }
  clt_stmt_reset (stmt);
  return TRUE;
}

static double
get_ratio (gint64 margin, gint64 equity)
{
  return equity > 0 ? (double) margin / (double) equity : NAN;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The smallest value that at least 5 % of all do not exceed. */
static double
get_low_quantile (GArray *values)
{
  if (values->len == 0)
    return NAN;
  qsort (values->data, values->len, sizeof (double), compare_doubles);
  return g_array_index (values, double, (guint) ceil (0.05 * values->len) - 1);
}

/* Results by the equity before them, chained into an index without deposits and withdrawals. */
static void
sum_results (GArray *days, CltStudyFacts *facts)
{
  g_autoptr (GArray) returns = g_array_new (FALSE, FALSE, sizeof (double));
  double index = 1, peak = 1;

  for (guint i = 1; i < days->len; i++)
    {
      const Day *before = &g_array_index (days, Day, i - 1), *day = &g_array_index (days, Day, i);
      gint64 base = before->equity + MAX (day->flow, 0);
      gint64 result = day->equity - before->equity - day->flow;
      double value;

      facts->net_pl += result;
      if (base <= 0)
        continue;
      value = (double) result / (double) base;
      g_array_append_val (returns, value);
      if (isnan (facts->worst_return) || value < facts->worst_return)
        {
          facts->worst_return = value;
          facts->worst_day = day->day;
        }
      index *= MAX (1 + value, 0);
      peak = MAX (peak, index);
      facts->drawdown = MAX (facts->drawdown, 1 - index / peak);
    }
  facts->bad_return = get_low_quantile (returns);
}

static void
sum_levels (GArray *days, CltStudyFacts *facts)
{
  const Day *last = &g_array_index (days, Day, days->len - 1);
  double sum = 0;

  for (guint i = 0; i < days->len; i++)
    {
      const Day *day = &g_array_index (days, Day, i);
      double ratio = get_ratio (day->margin, day->equity);

      sum += (double) day->equity;
      if (!isnan (ratio) && !(facts->highest_ratio > ratio))
        facts->highest_ratio = ratio;
    }
  facts->first = g_array_index (days, Day, 0).day;
  facts->last = last->day;
  facts->days = (int) days->len;
  facts->equity = last->equity;
  facts->margin = last->margin;
  facts->average_equity = llround (sum / days->len);
  facts->risk_ratio = get_ratio (last->margin, last->equity);
  if (last->margin > 0)
    {
      facts->to_alert = last->equity - llround ((double) last->margin / facts->alert);
      facts->to_call = last->equity - last->margin;
    }
}

gboolean
clt_study_facts_load (CltConn *conn,
                      gint64 client_id,
                      CltDay day,
                      CltStudyFacts *facts,
                      GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (Day));
  CltDay last;
  int window;

  *facts = (CltStudyFacts){ .first = CLT_DAY_NONE,
                            .last = CLT_DAY_NONE,
                            .worst_day = CLT_DAY_NONE,
                            .risk_ratio = NAN,
                            .highest_ratio = NAN,
                            .bad_return = NAN,
                            .worst_return = NAN,
                            .to_alert = CLT_MONEY_NONE,
                            .to_call = CLT_MONEY_NONE,
                            .exposure = CLT_MONEY_NONE };
  if (calendar == NULL ||
      !clt_rules_get_count (conn, "behaviour.window_days", day, &window, error) ||
      !clt_rules_get (conn, "risk.alert", day, &facts->alert, error))
    return FALSE;
  last = clt_calendar_at_or_before (calendar, day);
  for (int i = 1 - window; i <= 0; i++)
    if (!read_day (conn, client_id, clt_calendar_move (calendar, last, i), days, error))
      return FALSE;
  if (days->len == 0)
    return TRUE;
  sum_levels (days, facts);
  sum_results (days, facts);
  return clt_study_exposure_load (conn, client_id, facts->last, &facts->exposure, error);
}

/* What is lost for each yuan of equity; NAN where it cannot be told. */
static double
get_loss_ratio (const CltStudyFacts *facts, CltScenarioKind kind)
{
  static const double moves[CLT_N_SCENARIOS] = { [CLT_SCENARIO_PRICES_2] = 0.02,
                                                 [CLT_SCENARIO_PRICES_5] = 0.05,
                                                 [CLT_SCENARIO_PRICES_10] = 0.1 };
  double value = kind == CLT_SCENARIO_WORST_DAY ? facts->worst_return : facts->bad_return;

  if (moves[kind] > 0)
    return facts->exposure == CLT_MONEY_NONE
             ? NAN
             : moves[kind] * (double) facts->exposure / (double) facts->equity;
  if (kind == CLT_SCENARIO_THREE_BAD)
    value = pow (1 + MAX (value, -1), 3) - 1;
  return -MIN (value, 0);
}

gboolean
clt_study_facts_scenario (const CltStudyFacts *facts, CltScenarioKind kind, CltScenario *scenario)
{
  double ratio;

  if (facts->days == 0 || facts->equity <= 0)
    return FALSE;
  ratio = get_loss_ratio (facts, kind);
  if (isnan (ratio))
    return FALSE;
  scenario->loss = llround (ratio * (double) facts->equity);
  scenario->equity = facts->equity - scenario->loss;
  scenario->risk_ratio = get_ratio (facts->margin, scenario->equity);
  return TRUE;
}

const char *
clt_scenario_get_label (CltScenarioKind kind)
{
  static const char *const labels[CLT_N_SCENARIOS] = {
    [CLT_SCENARIO_BAD_DAY] = N_ ("A bad day (one in twenty)"),
    [CLT_SCENARIO_WORST_DAY] = N_ ("The worst day comes again"),
    [CLT_SCENARIO_THREE_BAD] = N_ ("Three bad days in a row"),
    /* xgettext:no-c-format */
    [CLT_SCENARIO_PRICES_2] = N_ ("Prices move 2 % against the positions"),
    /* xgettext:no-c-format */
    [CLT_SCENARIO_PRICES_5] = N_ ("Prices move 5 % against the positions"),
    /* xgettext:no-c-format */
    [CLT_SCENARIO_PRICES_10] = N_ ("Prices move 10 % against the positions"),
  };

  return _ (labels[kind]);
}

/* ---- as JSON ------------------------------------------------------------------------------- */

typedef enum
{
  MEMBER_DAY,
  MEMBER_COUNT,
  MEMBER_MONEY,
  MEMBER_RATIO,
} MemberKind;

/* NAN, CLT_DAY_NONE and CLT_MONEY_NONE are null. */
static const struct
{
  const char *name;
  MemberKind kind;
  gsize offset;
} members[] = {
  { "first", MEMBER_DAY, G_STRUCT_OFFSET (CltStudyFacts, first) },
  { "last", MEMBER_DAY, G_STRUCT_OFFSET (CltStudyFacts, last) },
  { "days", MEMBER_COUNT, G_STRUCT_OFFSET (CltStudyFacts, days) },
  { "equity", MEMBER_MONEY, G_STRUCT_OFFSET (CltStudyFacts, equity) },
  { "margin", MEMBER_MONEY, G_STRUCT_OFFSET (CltStudyFacts, margin) },
  { "average_equity", MEMBER_MONEY, G_STRUCT_OFFSET (CltStudyFacts, average_equity) },
  { "net_pl", MEMBER_MONEY, G_STRUCT_OFFSET (CltStudyFacts, net_pl) },
  { "risk_ratio", MEMBER_RATIO, G_STRUCT_OFFSET (CltStudyFacts, risk_ratio) },
  { "highest_ratio", MEMBER_RATIO, G_STRUCT_OFFSET (CltStudyFacts, highest_ratio) },
  { "drawdown", MEMBER_RATIO, G_STRUCT_OFFSET (CltStudyFacts, drawdown) },
  { "bad_return", MEMBER_RATIO, G_STRUCT_OFFSET (CltStudyFacts, bad_return) },
  { "worst_return", MEMBER_RATIO, G_STRUCT_OFFSET (CltStudyFacts, worst_return) },
  { "worst_day", MEMBER_DAY, G_STRUCT_OFFSET (CltStudyFacts, worst_day) },
  { "to_alert", MEMBER_MONEY, G_STRUCT_OFFSET (CltStudyFacts, to_alert) },
  { "to_call", MEMBER_MONEY, G_STRUCT_OFFSET (CltStudyFacts, to_call) },
  { "alert", MEMBER_RATIO, G_STRUCT_OFFSET (CltStudyFacts, alert) },
  { "exposure", MEMBER_MONEY, G_STRUCT_OFFSET (CltStudyFacts, exposure) },
};

static JsonNode *
build_member (const CltStudyFacts *facts, guint i)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  gconstpointer at = G_STRUCT_MEMBER_P (facts, members[i].offset);

  if (members[i].kind == MEMBER_COUNT)
    json_node_set_int (node, *(const int *) at);
  else if (members[i].kind == MEMBER_DAY && *(const CltDay *) at != CLT_DAY_NONE)
    json_node_set_int (node, clt_day_to_yyyymmdd (*(const CltDay *) at));
  else if (members[i].kind == MEMBER_MONEY && *(const gint64 *) at != CLT_MONEY_NONE)
    json_node_set_int (node, *(const gint64 *) at);
  else if (members[i].kind == MEMBER_RATIO && !isnan (*(const double *) at))
    json_node_set_double (node, *(const double *) at);
  else
    json_node_init_null (node);
  return node;
}

char *
clt_study_facts_to_json (const CltStudyFacts *facts)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_member (object, members[i].name, build_member (facts, i));
  return json_to_string (root, FALSE);
}

static void
take_member (CltStudyFacts *facts, guint i, JsonNode *node)
{
  gpointer at = G_STRUCT_MEMBER_P (facts, members[i].offset);
  gboolean known = node != NULL && JSON_NODE_HOLDS_VALUE (node);

  switch (members[i].kind)
    {
    case MEMBER_COUNT:
      *(int *) at = known ? (int) json_node_get_int (node) : 0;
      break;
    case MEMBER_DAY:
      *(CltDay *) at =
        known ? clt_day_from_yyyymmdd ((int) json_node_get_int (node)) : CLT_DAY_NONE;
      break;
    case MEMBER_MONEY:
      *(gint64 *) at = known ? json_node_get_int (node) : CLT_MONEY_NONE;
      break;
    case MEMBER_RATIO:
    default:
      *(double *) at = known ? json_node_get_double (node) : NAN;
      break;
    }
}

gboolean
clt_study_facts_from_json (const char *json, CltStudyFacts *facts, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (json, error);

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT,
                   _ ("The figures kept with a plan cannot be read."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    take_member (facts, i, json_object_get_member (json_node_get_object (root), members[i].name));
  return TRUE;
}
