/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/charts/clt-chart-ticks.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

typedef struct
{
  double size;
  const char *suffix;
} Scale;

static const Scale western[] = { { 1e9, " B" }, { 1e6, " M" }, { 1e3, " K" }, { 1, "" } };
static const Scale chinese[] = { { 1e8, " 亿" }, { 1e4, " 万" }, { 1, "" } };

/* The scale for numbers up to @largest, by the same translation as clt_money_format_short(). */
static Scale
choose_scale (double largest)
{
  gboolean myriads = strstr (C_ ("amounts", "short amounts: thousands"), "myriads") != NULL;
  const Scale *scales = myriads ? chinese : western;

  while (scales->size > 1 && largest < scales->size)
    scales++;
  return *scales;
}

static double
round_step (double rough)
{
  static const double steps[] = { 1, 2, 2.5, 5, 10 };
  double power = pow (10, floor (log10 (rough)));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= rough * (1 - 1e-9))
      return steps[i] * power;
  return 10 * power;
}

void
clt_ticks_init (CltTicks *ticks, double low, double high, int most, gboolean whole)
{
  double first, last;

  /* what floating point hardly tells apart is one value */
  if (!(high - low > fabs (high) * 1e-9))
    {
      double room = low == 0 ? 1 : fabs (low) * 0.1;

      low -= low == 0 ? 0 : room;
      high += room;
    }
  /* zero in the middle takes a third tick */
  most = MAX (most, low < 0 && high > 0 ? 3 : 2);
  ticks->step = round_step ((high - low) / most);
  for (;;)
    {
      if (whole && ticks->step < 1)
        ticks->step = 1;
      if (whole && ticks->step == 2.5)
        ticks->step = 5;
      first = floor (low / ticks->step + 1e-9);
      last = ceil (high / ticks->step - 1e-9);
      if (last - first + 1 <= most || last - first <= 1)
        break;
      ticks->step = round_step (ticks->step * 1.01);
    }
  if (last == first)
    last++;
  ticks->min = first * ticks->step;
  ticks->max = last * ticks->step;
  ticks->n = (int) (last - first) + 1;
}

double
clt_ticks_get (const CltTicks *ticks, int i)
{
  double value = ticks->min + i * ticks->step;

  return fabs (value) < ticks->step * 1e-9 ? 0 : value;
}

double
clt_ticks_place (const CltTicks *ticks, double value)
{
  return (value - ticks->min) / (ticks->max - ticks->min);
}

/* Decimals that @step needs to be written exactly, at most three. */
static int
count_decimals (double step)
{
  int decimals = 0;

  while (decimals < 3 && fabs (step - round (step)) > 1e-6 * step)
    {
      step *= 10;
      decimals++;
    }
  return decimals;
}

static char *
format_number (double value, int decimals)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[16];
  GString *text = g_string_new (NULL);
  gsize whole;

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (digits, sizeof digits, format, fabs (value));
  whole = strcspn (digits, ".");
  if (value < 0 && strspn (digits, "0.") < strlen (digits))
    g_string_append (text, "−");
  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, digits + whole);
  return g_string_free (text, FALSE);
}

char *
clt_ticks_format (const CltTicks *ticks, CltChartUnit unit, double value)
{
  g_autofree char *number = NULL;
  Scale scale;

  if (unit == CLT_UNIT_RATIO)
    return clt_percent_format (value, count_decimals (ticks->step * 100));
  if (value == 0)
    return g_strdup ("0");
  scale = choose_scale (fmax (fabs (ticks->min), fabs (ticks->max)));
  number = format_number (value / scale.size, count_decimals (ticks->step / scale.size));
  return g_strconcat (number, scale.suffix, NULL);
}

/* Fen of an amount in yuan; what no amount can be is no value. */
static gint64
to_fen (double yuan)
{
  return isnan (yuan) || fabs (yuan) > 9e16 ? CLT_MONEY_NONE : llround (yuan * 100);
}

char *
clt_value_format_short (CltChartUnit unit, double value)
{
  if (unit == CLT_UNIT_MONEY)
    return clt_money_format_short (to_fen (value));
  return clt_value_format_exact (unit, value);
}

char *
clt_value_format_exact (CltChartUnit unit, double value)
{
  if (isnan (value))
    return g_strdup ("–");
  if (unit == CLT_UNIT_RATIO)
    return clt_percent_format (value, 1);
  if (unit == CLT_UNIT_MONEY)
    return clt_money_format (to_fen (value));
  return format_number (value, value == floor (value) ? 0 : 1);
}
