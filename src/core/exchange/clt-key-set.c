/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-key-set.h"

#define BLOCK_BITS 8
#define WORDS 4 /* of 64 bits a block */

typedef struct
{
  guint64 number; /* key >> BLOCK_BITS, plus one; 0: free */
  guint64 bits[WORDS];
} Block;

struct _CltKeySet
{
  Block *blocks; /* owned: open addressing */
  guint size;    /* a power of two */
  guint n;
  Block *last; /* keys come in order, mostly */
};

CltKeySet *
clt_key_set_new (void)
{
  CltKeySet *set = g_new0 (CltKeySet, 1);

  set->size = 64;
  set->blocks = g_new0 (Block, set->size);
  return set;
}

void
clt_key_set_free (CltKeySet *set)
{
  g_free (set->blocks);
  g_free (set);
}

/* The block of that number, or the free place where it belongs. */
static Block *
find_block (Block *blocks, guint size, guint64 number)
{
  guint slot = (guint) ((number * 0x9e3779b97f4a7c15) >> 32);

  while (blocks[slot & (size - 1)].number != 0 && blocks[slot & (size - 1)].number != number)
    slot++;
  return &blocks[slot & (size - 1)];
}

static void
grow (CltKeySet *set)
{
  guint size = set->size * 2;
  Block *blocks = g_new0 (Block, size);

  for (guint i = 0; i < set->size; i++)
    if (set->blocks[i].number != 0)
      *find_block (blocks, size, set->blocks[i].number) = set->blocks[i];
  g_free (set->blocks);
  set->blocks = blocks;
  set->size = size;
  set->last = NULL;
}

void
clt_key_set_add (CltKeySet *set, guint64 key)
{
  guint64 number = (key >> BLOCK_BITS) + 1;
  guint bit = key & ((1 << BLOCK_BITS) - 1);

  if (set->last == NULL || set->last->number != number)
    {
      if (set->n * 4 >= set->size * 3)
        grow (set);
      set->last = find_block (set->blocks, set->size, number);
      if (set->last->number == 0)
        set->n++;
      set->last->number = number;
    }
  set->last->bits[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
}

gboolean
clt_key_set_contains (CltKeySet *set, guint64 key)
{
  const Block *block = find_block (set->blocks, set->size, (key >> BLOCK_BITS) + 1);
  guint bit = key & ((1 << BLOCK_BITS) - 1);

  return block->number != 0 && (block->bits[bit / 64] >> (bit % 64) & 1) != 0;
}
