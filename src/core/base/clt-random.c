/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-random.h"

/* SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

guint64
clt_random_next (CltRandom *random)
{
  random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return mix (random->state);
}

CltRandom
clt_random_new (guint32 seed, guint64 stream)
{
  return (CltRandom){ mix (mix (seed + G_GUINT64_CONSTANT (1)) ^ (stream * 2 + 1)) };
}

gint64
clt_random_range (CltRandom *random, gint64 low, gint64 high)
{
  guint64 width = (guint64) (high - low) + 1;

  /* The bias of the remainder is far below anything that a demo shows. */
  return low + (gint64) ((clt_random_next (random) >> 1) % width);
}

gboolean
clt_random_chance (CltRandom *random, int permille)
{
  return clt_random_range (random, 0, 999) < permille;
}

int
clt_random_normal (CltRandom *random)
{
  int sum = -6000;

  for (int i = 0; i < 3; i++)
    {
      guint64 bits = clt_random_next (random);

      for (int j = 0; j < 4; j++, bits >>= 16)
        sum += (int) ((bits & 0xffff) * 1000 >> 16);
    }
  return sum;
}

guint
clt_random_pick (CltRandom *random, const guint8 *weights, guint n, guint sum)
{
  gint64 left = clt_random_range (random, 0, sum - 1);

  for (guint i = 0; i < n - 1; i++)
    {
      left -= weights[i];
      if (left < 0)
        return i;
    }
  return n - 1;
}
