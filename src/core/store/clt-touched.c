/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

/* CltTouched: filled by one thread before commit, read only afterwards, so it may cross threads. */

G_DEFINE_BOXED_TYPE (CltTouched, clt_touched, clt_touched_ref, clt_touched_unref)

CltTouched *
clt_touched_new (void)
{
  CltTouched *touched = g_atomic_rc_box_new0 (CltTouched);

  touched->rows =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  touched->bulk = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return touched;
}

CltTouched *
clt_touched_ref (CltTouched *touched)
{
  return g_atomic_rc_box_acquire (touched);
}

static void
clear (gpointer data)
{
  CltTouched *touched = data;

  g_hash_table_unref (touched->rows);
  g_hash_table_unref (touched->bulk);
}

void
clt_touched_unref (CltTouched *touched)
{
  g_atomic_rc_box_release_full (touched, clear);
}

GArray *
clt_touched_get_rows (const CltTouched *touched, const char *table)
{
  return g_hash_table_lookup (touched->rows, table);
}

const CltDayRange *
clt_touched_get_bulk (const CltTouched *touched, const char *table)
{
  return g_hash_table_lookup (touched->bulk, table);
}

void
clt_touched_add_row (CltTouched *touched, const char *table, gint64 key)
{
  GArray *rows = g_hash_table_lookup (touched->rows, table);

  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (touched->rows, g_strdup (table), rows);
    }
  g_array_append_val (rows, key);
}

void
clt_touched_add_bulk (CltTouched *touched, const char *table, CltDay first, CltDay last)
{
  CltDayRange *range = g_hash_table_lookup (touched->bulk, table);

  if (range == NULL)
    {
      range = g_new (CltDayRange, 1);
      *range = (CltDayRange){ first, last };
      g_hash_table_insert (touched->bulk, g_strdup (table), range);
    }
  range->first = MIN (range->first, first);
  range->last = MAX (range->last, last);
}

static void
merge_rows (CltTouched *into, GHashTable *rows)
{
  GHashTableIter iter;
  gpointer table, keys;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &table, &keys))
    for (guint i = 0; i < ((GArray *) keys)->len; i++)
      clt_touched_add_row (into, table, g_array_index ((GArray *) keys, gint64, i));
}

CltTouched *
clt_touched_merge (const CltTouched *first, const CltTouched *second)
{
  const CltTouched *both[] = { first, second };
  CltTouched *merged = clt_touched_new ();

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      GHashTableIter iter;
      gpointer table, range;

      merge_rows (merged, both[i]->rows);
      g_hash_table_iter_init (&iter, both[i]->bulk);
      while (g_hash_table_iter_next (&iter, &table, &range))
        clt_touched_add_bulk (merged, table, ((CltDayRange *) range)->first,
                              ((CltDayRange *) range)->last);
    }
  return merged;
}
