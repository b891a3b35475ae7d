/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Pseudo-random integers. What is drawn, and what the demo branch is made of, comes from integer
 * arithmetic, so that the same seed gives the same rows with every compiler and processor. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} CltRandom;

/* An own stream for every (@seed, @stream): what one client does never depends on how many
 * others there are. */
CltRandom clt_random_new (guint32 seed, guint64 stream);
guint64 clt_random_next (CltRandom *random);
/* @low … @high, both included. */
gint64 clt_random_range (CltRandom *random, gint64 low, gint64 high);
/* TRUE @permille times in a thousand. */
gboolean clt_random_chance (CltRandom *random, int permille);
/* About normal with standard deviation 1,000: the sum of twelve uniform numbers. */
int clt_random_normal (CltRandom *random);
/* An index of @weights, which sum to @sum. */
guint clt_random_pick (CltRandom *random, const guint8 *weights, guint n, guint sum);

G_END_DECLS
