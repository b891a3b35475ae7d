/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "core/base/clt-find.h"

#include <string.h>

static void
fill (GRand *random, char *bytes, gsize length, int n_letters)
{
  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) (0xe0 + g_rand_int_range (random, 0, n_letters));
}

/* Of every length, at every place, with few letters so that much nearly matches; the text ends where
 * its memory does. */
static void
test_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_found = 0;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 0, 200);
      gsize n = (gsize) g_rand_int_range (random, 1, 9);
      g_autofree char *hay = g_malloc (length + 1);
      char needle[9];
      const char *expected;

      fill (random, hay, length, 3);
      fill (random, needle, n, 3);
      if (length > n && i % 3 == 0)
        memcpy (needle, hay + g_rand_int_range (random, 0, (gint32) (length - n)), n);
      hay = g_realloc (hay, MAX (length, 1));
      expected = memmem (hay, length, needle, n);
      g_assert_true (clt_find_bytes (hay, length, needle, n) == expected);
      n_found += expected != NULL;
    }
  g_assert_cmpuint (n_found, >, 5000);
  g_assert_cmpuint (n_found, <, 19000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/find/random", test_random);
  return g_test_run ();
}
