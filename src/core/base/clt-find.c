/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-find.h"

#include <string.h>

/* Two bytes of the needle are looked for at 16 places at once; where both are, the rest is compared.
 * The second and the last byte: the first one of a Chinese character is nearly always the same. */

typedef guint8 Bytes __attribute__ ((vector_size (16)));

#define WIDTH sizeof (Bytes)
#define N_WORDS (WIDTH / sizeof (guint64))

static inline Bytes
load (const char *p)
{
  Bytes bytes;

  memcpy (&bytes, p, sizeof bytes);
  return bytes;
}

/* The first place of the needle among those whose byte of @found is set. */
static const char *
check (const char *hay, Bytes found, const char *needle, gsize n)
{
  guint64 words[N_WORDS];

  memcpy (words, &found, sizeof words);
  for (guint i = 0; i < N_WORDS; i++)
    for (guint64 word = GUINT64_FROM_LE (words[i]); word != 0;)
      {
        guint byte = (guint) __builtin_ctzll (word) / 8;

        if (memcmp (hay + 8 * i + byte, needle, n) == 0)
          return hay + 8 * i + byte;
        word &= ~(G_GUINT64_CONSTANT (0xff) << (8 * byte));
      }
  return NULL;
}

static inline gboolean
has_any (Bytes found)
{
  guint64 words[N_WORDS], all = 0;

  memcpy (words, &found, sizeof words);
  for (guint i = 0; i < N_WORDS; i++)
    all |= words[i];
  return all != 0;
}

const char *
clt_find_bytes (const char *hay, gsize length, const char *needle, gsize n)
{
  gsize one = n > 2 ? 1 : 0, other = n - 1, i = 0;
  Bytes a, b;

  if (n == 0)
    return hay;
  memset (&a, needle[one], sizeof a);
  memset (&b, needle[other], sizeof b);
  for (; i + other + WIDTH <= length; i += WIDTH)
    {
      Bytes found = (Bytes) ((load (hay + i + one) == a) & (load (hay + i + other) == b));
      const char *place = has_any (found) ? check (hay + i, found, needle, n) : NULL;

      if (place != NULL)
        return place;
    }
  for (; i + n <= length; i++)
    if (memcmp (hay + i, needle, n) == 0)
      return hay + i;
  return NULL;
}
