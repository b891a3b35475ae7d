/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Sun and Moon from first principles, for judging the packed year table of clt-lunar.c: Earth's
 * longitude by the VSOP87 series as shortened by Meeus (Astronomical Algorithms, chapter 25 and
 * appendix III; good to about 1", 25 s of time), new moons by chapter 49 (good to about 20 s). */

#include <math.h>

#include "core/base/clt-date.h"

typedef struct
{
  double a, b, c;
} Term;

static const Term earth_l0[] = {
  { 175347046, 0, 0 },           { 3341656, 4.6692568, 6283.07585 },
  { 34894, 4.6261, 12566.1517 }, { 3497, 2.7441, 5753.3849 },
  { 3418, 2.8289, 3.5231 },      { 3136, 3.6277, 77713.7715 },
  { 2676, 4.4181, 7860.4194 },   { 2343, 6.1352, 3930.2097 },
  { 1324, 0.7425, 11506.7698 },  { 1273, 2.0371, 529.691 },
  { 1199, 1.1096, 1577.3435 },   { 990, 5.233, 5884.927 },
  { 902, 2.045, 26.298 },        { 857, 3.508, 398.149 },
  { 780, 1.179, 5223.694 },      { 753, 2.533, 5507.553 },
  { 505, 4.583, 18849.228 },     { 492, 4.205, 775.523 },
  { 357, 2.92, 0.067 },          { 317, 5.849, 11790.629 },
  { 284, 1.899, 796.298 },       { 271, 0.315, 10977.079 },
  { 243, 0.345, 5486.778 },      { 206, 4.806, 2544.314 },
  { 205, 1.869, 5573.143 },      { 202, 2.458, 6069.777 },
  { 156, 0.833, 213.299 },       { 132, 3.411, 2942.463 },
  { 126, 1.083, 20.775 },        { 115, 0.645, 0.98 },
  { 103, 0.636, 4694.003 },      { 102, 0.976, 15720.839 },
  { 102, 4.267, 7.114 },         { 99, 6.21, 2146.17 },
  { 98, 0.68, 155.42 },          { 86, 5.98, 161000.69 },
  { 85, 1.3, 6275.96 },          { 85, 3.67, 71430.7 },
  { 80, 1.81, 17260.15 },        { 79, 3.04, 12036.46 },
  { 75, 1.76, 5088.63 },         { 74, 3.5, 3154.69 },
  { 74, 4.68, 801.82 },          { 70, 0.83, 9437.76 },
  { 62, 3.98, 8827.39 },         { 61, 1.82, 7084.9 },
  { 57, 2.78, 6286.6 },          { 56, 4.39, 14143.5 },
  { 56, 3.47, 6279.55 },         { 52, 0.19, 12139.55 },
  { 52, 1.33, 1748.02 },         { 51, 0.28, 5856.48 },
  { 49, 0.49, 1194.45 },         { 41, 5.37, 8429.24 },
  { 41, 2.4, 19651.05 },         { 39, 6.17, 10447.39 },
  { 37, 6.04, 10213.29 },        { 37, 2.57, 1059.38 },
  { 36, 1.71, 2352.87 },         { 36, 1.78, 6812.77 },
  { 33, 0.59, 17789.85 },        { 30, 0.44, 83996.85 },
  { 30, 2.74, 1349.87 },         { 25, 3.16, 4690.48 },
};
static const Term earth_l1[] = {
  { 628331966747, 0, 0 },       { 206059, 2.678235, 6283.07585 },
  { 4303, 2.6351, 12566.1517 }, { 425, 1.59, 3.523 },
  { 119, 5.796, 26.298 },       { 109, 2.966, 1577.344 },
  { 93, 2.59, 18849.23 },       { 72, 1.14, 529.69 },
  { 68, 1.87, 398.15 },         { 67, 4.41, 5507.55 },
  { 59, 2.89, 5223.69 },        { 56, 2.17, 155.42 },
  { 45, 0.4, 796.3 },           { 36, 0.47, 775.52 },
  { 29, 2.65, 7.11 },           { 21, 5.34, 0.98 },
  { 19, 1.85, 5486.78 },        { 19, 4.97, 213.3 },
  { 17, 2.99, 6275.96 },        { 16, 0.03, 2544.31 },
  { 16, 1.43, 2146.17 },        { 15, 1.21, 10977.08 },
  { 12, 2.83, 1748.02 },        { 12, 3.26, 5088.63 },
  { 12, 5.27, 1194.45 },        { 12, 2.08, 4694 },
  { 11, 0.77, 553.57 },         { 10, 1.3, 6286.6 },
  { 10, 4.24, 1349.87 },
};
static const Term earth_l2[] = {
  { 52919, 0, 0 },        { 8720, 1.0721, 6283.0758 }, { 309, 0.867, 12566.152 },
  { 27, 0.05, 3.52 },     { 16, 5.19, 26.3 },          { 16, 3.68, 155.42 },
  { 10, 0.76, 18849.23 }, { 9, 2.06, 77713.77 },       { 7, 0.83, 775.52 },
};
static const Term earth_l3[] = { { 289, 5.844, 6283.076 }, { 35, 0, 0 }, { 17, 5.49, 12566.15 } };

static const Term new_moon_planets[] = {
  { 0.000325, 299.77, 0.107408 },  { 0.000165, 251.88, 0.016321 }, { 0.000164, 251.83, 26.651886 },
  { 0.000126, 349.42, 36.412478 }, { 0.000110, 84.66, 18.206239 }, { 0.000062, 141.74, 53.303771 },
  { 0.000060, 207.14, 2.453732 },  { 0.000056, 154.84, 7.306860 }, { 0.000047, 34.52, 27.261239 },
  { 0.000042, 207.19, 0.121824 },  { 0.000040, 291.34, 1.844379 }, { 0.000037, 161.72, 24.198154 },
  { 0.000035, 239.56, 25.513099 }, { 0.000023, 331.55, 3.592518 },
};

static double
radians (double degrees)
{
  return degrees * G_PI / 180;
}

static double
series (const Term *terms, gsize n, double t)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += terms[i].a * cos (terms[i].b + terms[i].c * t);
  return sum;
}

/* Seconds by which clock time trails the planets' uniform time; the future is an estimate. */
static double
delta_t (double year)
{
  static const double known[][2] = {
    { 1920, 21.2 }, { 1940, 24.4 }, { 1950, 29.1 }, { 1960, 33.2 }, { 1970, 40.2 }, { 1980, 50.5 },
    { 1990, 56.9 }, { 2000, 63.8 }, { 2010, 66.1 }, { 2020, 69.4 }, { 2050, 78 },   { 2100, 105 }
  };
  gsize i = 1;

  while (i < G_N_ELEMENTS (known) - 1 && known[i][0] < year)
    i++;
  return known[i - 1][1] + (known[i][1] - known[i - 1][1]) * (year - known[i - 1][0]) /
                             (known[i][0] - known[i - 1][0]);
}

/* Apparent longitude of the Sun in degrees. @jde: Julian day, uniform time. */
static double
sun_longitude (double jde)
{
  double t = (jde - 2451545) / 365250;
  double c = t * 10;
  double l = (series (earth_l0, G_N_ELEMENTS (earth_l0), t) +
              series (earth_l1, G_N_ELEMENTS (earth_l1), t) * t +
              series (earth_l2, G_N_ELEMENTS (earth_l2), t) * t * t +
              series (earth_l3, G_N_ELEMENTS (earth_l3), t) * t * t * t - 114 * t * t * t * t) /
             1e8;
  double node = radians (125.04452 - 1934.136261 * c);
  double sun = radians (280.4665 + 36000.7698 * c);
  double moon = radians (218.3165 + 481267.8813 * c);
  double nutation =
    -17.20 * sin (node) - 1.32 * sin (2 * sun) - 0.23 * sin (2 * moon) + 0.21 * sin (2 * node);
  double anomaly = radians (357.52911 + 35999.05029 * c);
  double distance = 1.00014 - 0.01671 * cos (anomaly) - 0.00014 * cos (2 * anomaly);
  double longitude = l * 180 / G_PI + 180 + (nutation - 20.4898 / distance - 0.09033) / 3600;

  return longitude - 360 * floor (longitude / 360);
}

/* Beijing clock time in days since 1970-01-01, from a Julian day of uniform time. */
static double
to_beijing (double jde)
{
  double year = 2000 + (jde - 2451545) / 365.25;

  return jde - delta_t (year) / 86400 + 8.0 / 24 - 2440587.5;
}

/* When the Sun reaches @longitude near the Julian day @near. */
static double
solar_term (double near, double longitude)
{
  double jde = near;

  for (int i = 0; i < 8; i++)
    {
      double d = longitude - sun_longitude (jde);

      d -= 360 * floor (d / 360 + 0.5);
      jde += d / 360 * 365.2422;
    }
  return to_beijing (jde);
}

/* The new moon number @k (0: 6 January 2000). */
static double
new_moon (int k)
{
  double t = k / 1236.85;
  double e = 1 - 0.002516 * t - 0.0000074 * t * t;
  double m = radians (2.5534 + 29.10535670 * k - 0.0000014 * t * t);
  double n = radians (201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t * t * t);
  double f = radians (160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t * t * t);
  double node = radians (124.7746 - 1.56375588 * k + 0.0020672 * t * t);
  double jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.000000150 * t * t * t;

  jde += -0.40720 * sin (n) + 0.17241 * e * sin (m) + 0.01608 * sin (2 * n) +
         0.01039 * sin (2 * f) + 0.00739 * e * sin (n - m) - 0.00514 * e * sin (n + m) +
         0.00208 * e * e * sin (2 * m) - 0.00111 * sin (n - 2 * f) - 0.00057 * sin (n + 2 * f) +
         0.00056 * e * sin (2 * n + m) - 0.00042 * sin (3 * n) + 0.00042 * e * sin (m + 2 * f) +
         0.00038 * e * sin (m - 2 * f) - 0.00024 * e * sin (2 * n - m) - 0.00017 * sin (node) -
         0.00007 * sin (n + 2 * m) + 0.00004 * sin (2 * n - 2 * f) + 0.00004 * sin (3 * m) +
         0.00003 * sin (n + m - 2 * f) + 0.00003 * sin (2 * n + 2 * f) -
         0.00003 * sin (n + m + 2 * f) + 0.00003 * sin (n - m + 2 * f) -
         0.00002 * sin (n - m - 2 * f) - 0.00002 * sin (3 * n + m) + 0.00002 * sin (4 * n);
  for (gsize i = 0; i < G_N_ELEMENTS (new_moon_planets); i++)
    jde += new_moon_planets[i].a * sin (radians (new_moon_planets[i].b + new_moon_planets[i].c * k -
                                                 (i == 0 ? 0.009173 * t * t : 0)));
  return to_beijing (jde);
}
