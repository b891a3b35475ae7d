/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not a test by itself: draws control charts of the series on standard input, for the tests in Python
 * to compare. A line is one series:
 *
 *   KIND PHASES COUNT:SIZE COUNT:SIZE …    KIND: p u laney xmr (where COUNT is the value);
 *                                          PHASES: FIRST+BASELINE,…
 *
 * The answer is a line for each phase, STATE N CENTRE DISPERSION, and one for each period, VALUE CENTRE
 * LOW HIGH Z ENOUGH SIGNALS PHASE, and ends with a line with a dot. Unknown numbers are "nan". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/quality/clt-control-chart.h"

static CltControlKind
read_kind (const char *name)
{
  for (int kind = CLT_CONTROL_P; kind <= CLT_CONTROL_XMR; kind++)
    if (g_str_equal (name, clt_control_kind_get_name (kind)))
      return kind;
  g_error ("kind “%s”", name);
}

static void
answer (char **words)
{
  g_auto (GStrv) spans = g_strsplit (words[1], ",", -1);
  guint n_phases = g_strv_length (spans), n = g_strv_length (words) - 2;
  g_autofree CltControlPhase *phases = g_new0 (CltControlPhase, n_phases);
  g_autofree CltControlDatum *data = g_new0 (CltControlDatum, n + 1);
  g_autoptr (CltControlChart) chart = NULL;

  for (guint p = 0; p < n_phases; p++)
    g_assert_cmpint (sscanf (spans[p], "%u+%u", &phases[p].first, &phases[p].n_baseline), ==, 2);
  for (guint i = 0; i < n; i++)
    {
      data[i].count = g_ascii_strtod (words[2 + i], NULL);
      data[i].size = g_ascii_strtod (strchr (words[2 + i], ':') + 1, NULL);
    }
  chart = clt_control_chart_new (read_kind (words[0]), data, n, phases, n_phases);
  for (guint p = 0; p < n_phases; p++)
    g_print ("%d %u %.17g %.17g\n", chart->limits[p].state, chart->limits[p].n,
             chart->limits[p].centre, chart->limits[p].dispersion);
  for (guint i = 0; i < n; i++)
    {
      const CltControlPoint *point = &chart->points[i];

      g_print ("%.17g %.17g %.17g %.17g %.17g %d %u %u\n", point->value, point->centre, point->low,
               point->high, point->z, point->enough, point->signals, point->phase);
    }
  g_print (".\n");
}

int
main (int argc, char **argv)
{
  char *line = NULL;
  size_t size = 0;

  while (getline (&line, &size, stdin) >= 0)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (line), " ", -1);

      answer (words);
    }
  free (line);
  return 0;
}
