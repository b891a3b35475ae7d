/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-indicators.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-interval.h"
#include "core/base/clt-text.h"
#include "core/quality/clt-indicator-kinds.h"
#include "core/quality/clt-measure-events.h"
#include "core/quality/clt-service-staff.h"

static void
indicator_clear (gpointer data)
{
  CltIndicator *indicator = data;

  g_free (indicator->staff_number);
  g_free (indicator->staff_name);
}

void
clt_indicators_free (CltIndicators *indicators)
{
  g_array_unref (indicators->indicators);
  g_free (indicators);
}

/* Counting */

void
clt_indicator_finish (CltIndicator *indicator, const CltIndicatorKind *kind, int points)
{
  indicator->name = kind->name;
  indicator->known = kind->event == CLT_EVENT_NONE || indicator->denominator > 0;
  indicator->value = indicator->low = indicator->high = NAN;
  indicator->average = 0;
  if (indicator->denominator <= 0)
    return;
  if (kind->by_thousand)
    {
      indicator->average = (double) indicator->denominator / points;
      indicator->denominator = (gint64) llround (indicator->average);
      indicator->value = 1000.0 * (double) indicator->numerator / indicator->average;
      return;
    }
  indicator->value = (double) indicator->numerator / (double) indicator->denominator;
  if (kind->proportion)
    clt_wilson (indicator->numerator, indicator->denominator, &indicator->low, &indicator->high);
}

static int
get_points (const CltMeasures *measures)
{
  return clt_measures_count_points (measures->from, measures->to);
}

static CltIndicator
count_all (const CltMeasures *measures, const CltIndicatorKind *kind)
{
  CltIndicator indicator = { 0 };

  for (int i = 0; i < measures->population->n; i++)
    {
      indicator.numerator += kind->numerator (&measures->clients[i]);
      indicator.denominator += kind->denominator (&measures->clients[i]);
    }
  clt_indicator_finish (&indicator, kind, get_points (measures));
  return indicator;
}

static CltTier
get_tier (const CltMeasure *measure, const CltIndicatorKind *kind)
{
  return kind->basis == CLT_BASIS_FLOW ? measure->tier_first : measure->tier_end;
}

static void
add_by_tier (CltIndicators *result, const CltMeasures *measures, const CltIndicatorKind *kind)
{
  CltIndicator groups[CLT_N_TIERS] = { 0 };

  for (int i = 0; i < measures->population->n; i++)
    {
      CltIndicator *group = &groups[get_tier (&measures->clients[i], kind)];

      group->numerator += kind->numerator (&measures->clients[i]);
      group->denominator += kind->denominator (&measures->clients[i]);
    }
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      CltIndicator *group = &groups[clt_tier_order[i]];

      group->grouped = TRUE;
      group->tier = clt_tier_order[i];
      clt_indicator_finish (group, kind, get_points (measures));
      g_array_append_val (result->indicators, *group);
    }
}

typedef struct
{
  gint64 id;
  char *number, *name;
} StaffName;

static void
staff_name_clear (gpointer data)
{
  StaffName *name = data;

  g_free (name->number);
  g_free (name->name);
}

/* Everybody in the staff list by number, then nobody (id 0). */
static GArray *
load_staff_names (CltConn *conn, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, TRUE, sizeof (StaffName));
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT id, number, name FROM staff ORDER BY number", "");
  StaffName nobody = { 0, NULL, NULL };
  CltStep step;

  g_array_set_clear_func (names, staff_name_clear);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      StaffName row = { clt_stmt_get_int (stmt, 0), g_strdup (clt_stmt_get_text (stmt, 1)),
                        g_strdup (clt_stmt_get_text (stmt, 2)) };

      g_array_append_val (names, row);
    }
  nobody.number = g_strdup ("");
  nobody.name = g_strdup ("");
  g_array_append_val (names, nobody);
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&names);
}

typedef struct
{
  CltIndicator *groups;
  GHashTable *index; /* staff id -> place in groups */
  const CltServiceStaff *staff;
} StaffGroups;

/* The group of who served @person on @day. */
static CltIndicator *
find_group (const StaffGroups *groups, int person, CltDay day)
{
  gint64 id = clt_service_staff_get (groups->staff, person, day);

  return &groups
            ->groups[GPOINTER_TO_UINT (g_hash_table_lookup (groups->index, GSIZE_TO_POINTER (id)))];
}

/* By who served the client on the day on which he said it, and on each day on which he is counted. */
static void
count_events (const StaffGroups *groups, const CltMeasures *measures, const CltIndicatorKind *kind)
{
  const int points = get_points (measures);

  for (guint i = 0; i < measures->events->len; i++)
    {
      const CltMeasureEvent *event = &g_array_index (measures->events, CltMeasureEvent, i);
      CltIndicator *group;

      if (event->kind != kind->event)
        continue;
      group = find_group (groups, event->person, event->day);
      group->numerator += event->numerator;
      group->denominator += event->denominator;
    }
  for (int i = 0; kind->by_thousand && i < measures->population->n; i++)
    for (int point = 0; measures->clients[i].points > 0 && point < points; point++)
      {
        CltDay day = clt_measures_get_point (measures, point);

        if (clt_population_has (measures->population, i, day))
          find_group (groups, i, day)->denominator++;
      }
}

static void
count_clients (const StaffGroups *groups, const CltMeasures *measures, const CltIndicatorKind *kind)
{
  for (int i = 0; i < measures->population->n; i++)
    {
      const CltMeasure *m = &measures->clients[i];
      CltDay day = kind->basis == CLT_BASIS_FLOW ? m->event : measures->to;
      CltIndicator *group = find_group (groups, i, day);

      group->numerator += kind->numerator (m);
      group->denominator += kind->denominator (m);
    }
}

static void
add_by_staff (CltIndicators *result,
              const CltMeasures *measures,
              const CltIndicatorKind *kind,
              GArray *names,
              const CltServiceStaff *staff)
{
  g_autofree CltIndicator *groups = g_new0 (CltIndicator, names->len);
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);
  const StaffGroups counted = { groups, index, staff };

  for (guint i = 0; i < names->len; i++)
    g_hash_table_insert (index, GSIZE_TO_POINTER (g_array_index (names, StaffName, i).id),
                         GUINT_TO_POINTER (i));
  if (kind->event == CLT_EVENT_NONE)
    count_clients (&counted, measures, kind);
  else
    count_events (&counted, measures, kind);
  for (guint i = 0; i < names->len; i++)
    {
      groups[i].grouped = TRUE;
      groups[i].staff_id = g_array_index (names, StaffName, i).id;
      groups[i].staff_number = g_strdup (g_array_index (names, StaffName, i).number);
      groups[i].staff_name = g_strdup (g_array_index (names, StaffName, i).name);
      clt_indicator_finish (&groups[i], kind, get_points (measures));
      g_array_append_val (result->indicators, groups[i]);
    }
}

/* Companions */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_median (GArray *values)
{
  guint middle = values->len / 2;

  if (values->len == 0)
    return NAN;
  g_array_sort (values, compare_doubles);
  if (values->len % 2 == 1)
    return g_array_index (values, double, middle);
  return (g_array_index (values, double, middle - 1) + g_array_index (values, double, middle)) / 2;
}

static void
add_loss_companions (CltIndicators *result, const CltMeasures *measures)
{
  g_autoptr (GArray) returns = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < measures->population->n; i++)
    {
      const CltMeasure *m = &measures->clients[i];

      if (m->loss != CLT_LOSS_COUNTED)
        continue;
      result->total_net_pl += m->net_pl;
      result->loss_commission += m->commission;
      result->flat += m->flat;
      if (m->lost)
        result->gross_loss -= m->net_pl;
      if (m->equity_sum > 0)
        {
          double value = (double) m->net_pl * m->equity_days / (double) m->equity_sum;

          g_array_append_val (returns, value);
        }
    }
  result->median_return = get_median (returns);
}

static void
add_counts (CltIndicators *result, const CltMeasures *measures)
{
  for (int i = 0; i < measures->population->n; i++)
    {
      const CltMeasure *m = &measures->clients[i];

      result->clients_start += m->at_start;
      result->clients_end += m->at_end;
      result->opened += m->opened;
      result->closed += m->closed;
      result->no_equity += m->at_end && !m->end.known;
    }
}

/* Whole thousandths first; what is left goes to the largest remainders, among equal ones to the
 * later part (reading R20). */
void
clt_shares (const gint64 parts[CLT_N_TIERS], double shares[CLT_N_TIERS])
{
  gint64 total = 0, left = 1000;
  gint64 units[CLT_N_TIERS] = { 0 }, remainder[CLT_N_TIERS] = { 0 };

  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      total += parts[i];
      shares[i] = NAN;
    }
  if (total <= 0)
    return;
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      gint64 scaled = parts[i] * 1000;

      units[i] = scaled / total - (scaled % total < 0);
      remainder[i] = scaled - units[i] * total;
      left -= units[i];
    }
  for (; left > 0; left--)
    {
      guint best = CLT_N_TIERS - 1;

      for (guint i = CLT_N_TIERS - 1; i-- > 0;)
        if (remainder[i] > remainder[best])
          best = i;
      units[best]++;
      remainder[best] = -1;
    }
  for (guint i = 0; i < CLT_N_TIERS; i++)
    shares[i] = (double) units[i] / 1000;
}

static void
add_contribution (CltIndicators *result, const CltMeasures *measures)
{
  guint position[CLT_N_TIERS];
  gint64 retained[CLT_N_TIERS], most = 0;
  double share[CLT_N_TIERS];

  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      position[clt_tier_order[i]] = i;
      result->contribution[i].tier = clt_tier_order[i];
    }
  for (int i = 0; i < measures->population->n; i++)
    {
      const CltMeasure *m = &measures->clients[i];
      CltContribution *first = &result->contribution[position[m->tier_first]];
      CltContribution *end = &result->contribution[position[m->tier_end]];

      first->clients += m->at_first;
      first->commission += m->commission;
      first->retained += m->retained;
      end->clients_end += m->at_end;
      end->equity += m->at_end ? m->end.equity : 0;
    }
  for (guint i = 0; i < CLT_N_TIERS; i++)
    retained[i] = result->contribution[i].retained;
  clt_shares (retained, share);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      result->contribution[i].share = share[i];
      if (result->contribution[i].tier == CLT_TIER_UNRATED || retained[i] <= most)
        continue;
      most = retained[i];
      result->has_focus = TRUE;
      result->focus = result->contribution[i].tier;
    }
}

/* Computing */

static gboolean
add_groups (CltIndicators *result,
            const CltMeasures *measures,
            CltConn *conn,
            CltGroupBy by,
            GError **error)
{
  g_autoptr (GArray) names = NULL;
  g_autoptr (CltServiceStaff) staff = NULL;

  if (by == CLT_BY_STAFF)
    {
      names = load_staff_names (conn, error);
      if (names == NULL)
        return FALSE;
      staff = clt_service_staff_load (conn, measures->population, error);
      if (staff == NULL)
        return FALSE;
    }
  for (guint i = 0; i < clt_n_indicator_kinds; i++)
    if (by == CLT_BY_STAFF)
      add_by_staff (result, measures, &clt_indicator_kinds[i], names, staff);
    else if (by == CLT_BY_TIER)
      add_by_tier (result, measures, &clt_indicator_kinds[i]);
  return TRUE;
}

static gboolean
add_months (CltIndicators *result, CltConn *conn, GError **error)
{
  for (int month = clt_day_get_month (result->from); month <= clt_day_get_month (result->to);
       month++)
    {
      g_autoptr (CltMeasures) measures =
        clt_measures_compute (conn, MAX (result->from, clt_month_first_day (month)),
                              MIN (result->to, clt_month_last_day (month)), error);

      if (measures == NULL)
        return FALSE;
      for (guint i = 0; i < clt_n_indicator_kinds; i++)
        {
          CltIndicator indicator = count_all (measures, &clt_indicator_kinds[i]);

          indicator.grouped = TRUE;
          indicator.month = month;
          g_array_append_val (result->indicators, indicator);
        }
    }
  return TRUE;
}

CltIndicators *
clt_indicators_from_measures (const CltMeasures *measures)
{
  CltIndicators *result = g_new0 (CltIndicators, 1);
  int months = clt_day_get_month (measures->to) - clt_day_get_month (measures->from) + 1;
  const CltIndicator *churn;

  result->from = measures->from;
  result->to = measures->to;
  result->first_trading_day = measures->first_trading_day;
  result->last_trading_day = measures->last_trading_day;
  result->as_of = CLT_DAY_NONE;
  result->average_clients = measures->average_clients;
  result->indicators = g_array_new (FALSE, TRUE, sizeof (CltIndicator));
  g_array_set_clear_func (result->indicators, indicator_clear);
  for (guint i = 0; i < clt_n_indicator_kinds; i++)
    {
      CltIndicator indicator = count_all (measures, &clt_indicator_kinds[i]);

      g_array_append_val (result->indicators, indicator);
    }
  add_counts (result, measures);
  add_loss_companions (result, measures);
  add_contribution (result, measures);
  churn = clt_indicators_find (result, "churn");
  result->churn_annualised = 1 - pow (1 - churn->value, 12.0 / months);
  return result;
}

CltIndicators *
clt_indicators_compute (CltConn *conn, CltDay from, CltDay to, CltGroupBy by, GError **error)
{
  g_autoptr (CltMeasures) measures = NULL;
  g_autoptr (CltIndicators) result = NULL;
  gint64 as_of;

  if (from > to)
    {
      clt_store_refuse (error, _ ("The period ends before it begins."));
      return NULL;
    }
  measures = clt_measures_compute (conn, from, to, error);
  if (measures == NULL)
    return NULL;
  result = clt_indicators_from_measures (measures);
  if (!clt_conn_get_int (conn, &as_of, CLT_DAY_NONE, error,
                         "SELECT max (day) FROM funds_daily WHERE day <= ?", "i", (gint64) to))
    return NULL;
  result->as_of = (CltDay) as_of;
  if (!add_groups (result, measures, conn, by, error))
    return NULL;
  if (by == CLT_BY_MONTH && !add_months (result, conn, error))
    return NULL;
  return g_steal_pointer (&result);
}

const CltIndicator *
clt_indicators_find (const CltIndicators *indicators, const char *name)
{
  for (guint i = 0; i < indicators->indicators->len; i++)
    {
      const CltIndicator *indicator = &g_array_index (indicators->indicators, CltIndicator, i);

      if (!indicator->grouped && g_str_equal (indicator->name, name))
        return indicator;
    }
  return NULL;
}

const CltIndicator *
clt_indicators_find_tier (const CltIndicators *indicators, const char *name, CltTier tier)
{
  for (guint i = 0; i < indicators->indicators->len; i++)
    {
      const CltIndicator *indicator = &g_array_index (indicators->indicators, CltIndicator, i);

      if (indicator->grouped && indicator->tier == tier && g_str_equal (indicator->name, name))
        return indicator;
    }
  return NULL;
}

/* Members */

/* The lists that are no indicator. */
static gboolean
is_in_list (const CltMeasure *m, const char *name, gboolean *is_member)
{
  if (g_str_equal (name, "clients") || g_str_equal (name, "tier"))
    *is_member = m->at_end;
  else if (g_str_equal (name, "contribution"))
    *is_member = m->retained != 0;
  else if (g_str_equal (name, "opened"))
    *is_member = m->opened;
  else if (g_str_equal (name, "closed"))
    *is_member = m->closed;
  else
    return FALSE;
  return TRUE;
}

static CltTier
get_list_tier (const CltMeasure *m, const char *name)
{
  return g_str_equal (name, "clients") || g_str_equal (name, "tier") ? m->tier_end : m->tier_first;
}

GArray *
clt_indicators_members (CltConn *conn,
                        const char *name,
                        CltDay from,
                        CltDay to,
                        const CltTier *tier,
                        gboolean denominator,
                        GError **error)
{
  g_autoptr (CltMeasures) measures = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const CltIndicatorKind *kind = clt_indicator_kind_find (name);
  const CltMeasure nobody = { 0 };
  gboolean is_member;

  if (kind == NULL && !is_in_list (&nobody, name, &is_member))
    {
      clt_store_refuse (error, _ ("There is no indicator “%s”."), name);
      return NULL;
    }
  measures = clt_measures_compute (conn, from, to, error);
  if (measures == NULL)
    return NULL;
  for (int i = 0; i < measures->population->n; i++)
    {
      const CltMeasure *m = &measures->clients[i];
      CltTier own = kind != NULL ? get_tier (m, kind) : get_list_tier (m, name);

      if (kind != NULL)
        is_member = (denominator ? kind->denominator (m) : kind->numerator (m)) != 0;
      else
        is_in_list (m, name, &is_member);
      if (is_member && (tier == NULL || *tier == own))
        g_array_append_val (ids, measures->population->people[i].id);
    }
  return g_steal_pointer (&ids);
}

/* For people */

const char *
clt_indicator_get_label (const char *name)
{
  const CltIndicatorKind *kind = clt_indicator_kind_find (name);

  return kind == NULL ? name : g_dgettext (GETTEXT_PACKAGE, kind->label);
}

const char *
clt_indicator_get_definition (const char *name)
{
  const CltIndicatorKind *kind = clt_indicator_kind_find (name);

  return kind == NULL ? "" : g_dgettext (GETTEXT_PACKAGE, kind->definition);
}

char *
clt_indicator_format (const CltIndicator *indicator)
{
  g_autofree char *value = NULL;

  if (!indicator->known || isnan (indicator->value))
    return g_strdup ("–");
  if (indicator->average > 0)
    return g_strdup_printf ("%.1f ‰", indicator->value);
  value = clt_percent_format (indicator->value, 1);
  if (isnan (indicator->low))
    return g_steal_pointer (&value);
  if (indicator->denominator < 5)
    return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, indicator->numerator,
                            indicator->denominator);
  if (indicator->denominator < 30)
    {
      g_autofree char *high = clt_percent_format (indicator->high, 1);

      return g_strdup_printf ("%s (%.1f–%s)", value, indicator->low * 100, high);
    }
  return g_steal_pointer (&value);
}
