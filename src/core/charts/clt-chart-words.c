/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A chart in words and as a table: for screen readers, the keyboard and the clipboard. */

#include "core/charts/clt-chart-private.h"

#include <math.h>

#include "core/base/clt-formula.h"
#include "core/base/clt-i18n.h"

static const char *
get_label (const CltChart *chart, guint index)
{
  if (index < chart->n_point_names)
    return chart->point_names[index];
  return index < chart->n_labels ? chart->labels[index] : "";
}

/* A point's own label, or where it lies between labels, its number from one. */
static char *
dup_point_name (const CltChart *chart, guint index)
{
  const char *label = get_label (chart, index);

  if (chart->kind == CLT_CHART_LORENZ && *label == '\0')
    {
      guint n = clt_chart_get_n_points (chart);

      return clt_value_format_exact (CLT_UNIT_RATIO, n > 1 ? index / (n - 1.0) : 0);
    }
  return *label != '\0' ? g_strdup (label) : g_strdup_printf ("%u", index + 1);
}

static CltChartUnit
get_unit (const CltChart *chart)
{
  return chart->kind == CLT_CHART_LORENZ ? CLT_UNIT_RATIO : chart->unit;
}

/* "1.2M" or, in a chart of several series, "Equity 1.2M, Commission 3.4K". */
static char *
dup_values (const CltChart *chart, guint index, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chart->series->len; i++)
    {
      const CltSeries *series = chart->series->pdata[i];
      double value = index < series->n ? series->values[index] : NAN;
      g_autofree char *shown = clt_value_format_short (get_unit (chart), value);

      g_string_append (text, i > 0 ? separator : "");
      if (chart->series->len > 1)
        g_string_append_printf (text, "%s ", series->name);
      g_string_append (text, shown);
    }
  return g_string_free (text, FALSE);
}

/* Share of the total that the first @index + 1 categories of a Pareto chart have. */
double
clt_chart_get_cumulative_share (const CltChart *chart, guint index)
{
  const CltSeries *series = chart->series->pdata[0];
  double total = 0, sum = 0, shares = 0;

  for (guint i = 0; i < series->n; i++)
    {
      double value = isnan (series->values[i]) ? 0 : series->values[i];

      total += value;
      sum += i <= index ? value : 0;
    }
  for (guint i = 0; i < chart->n_shares && i <= index; i++)
    shares += isnan (chart->shares[i]) ? 0 : chart->shares[i];
  if (total <= 0)
    return NAN;
  return chart->shares != NULL ? shares : sum / total;
}

char *
clt_chart_describe_point (const CltChart *chart, int index)
{
  g_autofree char *name = NULL;
  g_autofree char *values = NULL;

  g_return_val_if_fail (chart != NULL, NULL);
  if (index < 0 || (guint) index >= clt_chart_get_n_points (chart))
    return g_strdup ("");
  name = dup_point_name (chart, index);
  /* Translators: between the values of two series */
  values = dup_values (chart, index, C_ ("list", ", "));
  if (chart->kind == CLT_CHART_PARETO && !isnan (clt_chart_get_cumulative_share (chart, index)))
    {
      g_autofree char *share =
        clt_value_format_exact (CLT_UNIT_RATIO, clt_chart_get_cumulative_share (chart, index));

      /* Translators: a bar of a Pareto chart: its name, its value, the share of it and all
       * bars before it */
      return g_strdup_printf (_ ("%s: %s, cumulative %s"), name, values, share);
    }
  if (chart->kind == CLT_CHART_LORENZ)
    /* Translators: a point of a Lorenz curve: a share of the clients, smallest first, and the
     * share of the sum that they bring */
    return g_strdup_printf (_ ("The smallest %s: %s"), name, values);
  /* Translators: a point of a chart: its place (a month, a tier) and its value */
  return g_strdup_printf (_ ("%s: %s"), name, values);
}

char *
clt_chart_dup_callout (const CltChart *chart, guint index)
{
  g_autofree char *name = NULL;
  g_autofree char *values = NULL;

  if (chart->series->len < 2)
    return clt_chart_describe_point (chart, (int) index);
  name = dup_point_name (chart, index);
  values = dup_values (chart, index, "\n");
  return g_strjoin ("\n", name, values, NULL);
}

typedef struct
{
  guint n;
  guint first, last, low, high; /* indices */
} Extremes;

static Extremes
find_extremes (const CltSeries *series)
{
  Extremes found = { 0 };

  for (guint i = 0; i < series->n; i++)
    {
      if (isnan (series->values[i]))
        continue;
      if (found.n++ == 0)
        found.first = found.low = found.high = i;
      if (series->values[i] < series->values[found.low])
        found.low = i;
      if (series->values[i] > series->values[found.high])
        found.high = i;
      found.last = i;
    }
  return found;
}

/* Rising or falling: from the first to the last value by more than a twentieth of the range. */
static const char *
get_trend (const CltSeries *series, const Extremes *found)
{
  double range = series->values[found->high] - series->values[found->low];
  double change = series->values[found->last] - series->values[found->first];

  if (range == 0 || fabs (change) <= range / 20)
    return C_ ("trend", "steady");
  return change > 0 ? C_ ("trend", "rising") : C_ ("trend", "falling");
}

static void
describe_series (const CltChart *chart, const CltSeries *series, GString *text)
{
  Extremes found = find_extremes (series);
  CltChartUnit unit = get_unit (chart);
  g_autofree char *from = NULL, *to = NULL, *low_at = NULL, *high_at = NULL;
  g_autofree char *low = NULL, *high = NULL, *last = NULL;
  const char *name = *series->name != '\0' ? series->name : chart->title;

  if (found.n == 0)
    {
      g_string_append_printf (text, _ (" %s: no values."), name);
      return;
    }
  from = dup_point_name (chart, found.first);
  to = dup_point_name (chart, found.last);
  low_at = dup_point_name (chart, found.low);
  high_at = dup_point_name (chart, found.high);
  low = clt_value_format_short (unit, series->values[found.low]);
  high = clt_value_format_short (unit, series->values[found.high]);
  last = clt_value_format_short (unit, series->values[found.last]);
  /* Translators: a line of a chart for screen readers: name, number of values, first and last
   * place, lowest value and its place, highest value and its place, last value, trend */
  g_string_append_printf (
    text,
    ngettext (" %s: %u value from %s to %s, lowest %s (%s), highest %s (%s), last %s, %s.",
              " %s: %u values from %s to %s, lowest %s (%s), highest %s (%s), last %s, %s.",
              found.n),
    name, found.n, from, to, low, low_at, high, high_at, last, get_trend (series, &found));
}

char *
clt_chart_describe (const CltChart *chart)
{
  guint n = clt_chart_get_n_points (chart);
  GString *text;

  g_return_val_if_fail (chart != NULL, NULL);
  text = g_string_new (chart->title);
  if (text->len > 0 && !g_str_has_suffix (chart->title, ".") &&
      !g_str_has_suffix (chart->title, "。"))
    g_string_append (text, C_ ("end of a sentence", "."));
  if (chart->empty_text != NULL)
    g_string_append_printf (text, " %s", chart->empty_text);
  else if (chart->kind == CLT_CHART_LINE || chart->kind == CLT_CHART_LORENZ || n > 12)
    for (guint i = 0; i < chart->series->len; i++)
      describe_series (chart, chart->series->pdata[i], text);
  else
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *point = clt_chart_describe_point (chart, i);

        /* Translators: between the points of a chart read as one sentence */
        g_string_append (text, i > 0 ? C_ ("list of sentences", "; ") : " ");
        g_string_append (text, point);
        if (i + 1 == n)
          g_string_append (text, C_ ("end of a sentence", "."));
      }
  return g_string_free (text, FALSE);
}

/* One cell: tabs and line ends would break the table, a formula would be carried out. */
static void
append_cell (GString *tsv, const char *text)
{
  if (clt_text_is_formula_like (text))
    g_string_append_c (tsv, '\'');
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (tsv, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

static void
append_number (GString *tsv, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (value))
    g_string_append (tsv, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
}

char *
clt_chart_to_tsv (const CltChart *chart)
{
  GString *tsv;
  gboolean pareto;

  g_return_val_if_fail (chart != NULL, NULL);
  pareto = chart->kind == CLT_CHART_PARETO && chart->series->len > 0;
  tsv = g_string_new (NULL);
  append_cell (tsv, chart->title);
  for (guint i = 0; i < chart->series->len; i++)
    {
      g_string_append_c (tsv, '\t');
      append_cell (tsv, ((CltSeries *) chart->series->pdata[i])->name);
    }
  if (pareto)
    g_string_append_printf (tsv, "\t%s", _ ("Cumulative share"));
  g_string_append_c (tsv, '\n');
  for (guint row = 0; row < clt_chart_get_n_points (chart); row++)
    {
      g_autofree char *name = dup_point_name (chart, row);

      append_cell (tsv, name);
      for (guint i = 0; i < chart->series->len; i++)
        {
          const CltSeries *series = chart->series->pdata[i];

          g_string_append_c (tsv, '\t');
          append_number (tsv, row < series->n ? series->values[row] : NAN);
        }
      if (pareto)
        {
          g_string_append_c (tsv, '\t');
          append_number (tsv, clt_chart_get_cumulative_share (chart, row));
        }
      g_string_append_c (tsv, '\n');
    }
  return g_string_free (tsv, FALSE);
}
