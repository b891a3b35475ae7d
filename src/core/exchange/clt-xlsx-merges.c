/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */

/* Merged ranges stand behind the rows of a sheet but decide which cells of them count, so the part
 * is unpacked once before it is read, and only searched for them. */

#include "core/exchange/clt-xlsx-private.h"

#include <string.h>

#define CHUNK (64 * 1024)
#define OVERLAP 256
#define MAX_MERGES 65536
#define MAX_ROWS 1048576
#define MAX_COLUMNS 16384

gboolean
clt_reference_parse (const char *text, guint *column, guint *row)
{
  guint64 letters = 0, digits = 0;

  for (; g_ascii_isalpha (*text) && letters <= MAX_COLUMNS; text++)
    letters = letters * 26 + (g_ascii_toupper (*text) - 'A' + 1);
  for (; g_ascii_isdigit (*text) && digits <= MAX_ROWS; text++)
    digits = digits * 10 + (*text - '0');
  if (letters == 0 || letters > MAX_COLUMNS || digits == 0 || digits > MAX_ROWS)
    return FALSE;
  *column = letters - 1;
  *row = digits - 1;
  return TRUE;
}

gboolean
clt_range_parse (const char *text, CltRange *range)
{
  const char *colon = strchr (text, ':');

  return colon != NULL && clt_reference_parse (text, &range->first_column, &range->first_row) &&
         clt_reference_parse (colon + 1, &range->last_column, &range->last_row) &&
         range->first_row <= range->last_row && range->first_column <= range->last_column;
}

static void
add_merge (GArray *merges, const char *element, const char *end)
{
  const char *ref = g_strstr_len (element, end - element, "ref=");
  const char *close;
  char text[32];
  CltRange range;

  if (ref == NULL || end - ref < 6)
    return;
  close = memchr (ref + 5, ref[4], end - ref - 5);
  if (close == NULL || close - ref - 5 >= (gssize) sizeof text)
    return;
  memcpy (text, ref + 5, close - ref - 5);
  text[close - ref - 5] = '\0';
  if (clt_range_parse (text, &range))
    g_array_append_val (merges, range);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const CltRange *x = a, *y = b;

  return (x->first_row > y->first_row) - (x->first_row < y->first_row);
}

GArray *
clt_merges_load (CltArchive *archive, const char *part_name, GError **error)
{
  static const char needle[] = "mergeCell ";
  g_autoptr (CltPart) part = clt_part_open (archive, part_name, CLT_PART_LARGE, error);
  g_autoptr (GArray) merges = g_array_new (FALSE, FALSE, sizeof (CltRange));
  g_autofree char *buffer = g_malloc (OVERLAP + CHUNK);
  gsize kept = 0;
  gssize n;

  if (part == NULL)
    return NULL;
  while ((n = clt_part_read (part, buffer + kept, CHUNK, error)) > 0)
    {
      char *end = buffer + kept + n, *p = buffer, *close = NULL;

      while (merges->len < MAX_MERGES &&
             (p = memmem (p, end - p, needle, sizeof needle - 1)) != NULL)
        {
          close = memchr (p, '>', end - p);
          if (close == NULL)
            break;
          add_merge (merges, p, close);
          p = close;
        }
      /* an element that is not complete is kept, else what could be its beginning */
      kept = p != NULL && merges->len < MAX_MERGES ? (gsize) (end - p) : sizeof needle;
      kept = MIN (kept, MIN (OVERLAP, (gsize) (end - buffer)));
      memmove (buffer, end - kept, kept);
    }
  if (n < 0)
    return NULL;
  g_array_sort (merges, compare_ranges);
  return g_steal_pointer (&merges);
}
