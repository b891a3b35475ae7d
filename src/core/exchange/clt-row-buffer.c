/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-row-buffer.h"

#include "core/store/clt-feed.h"

CltRowBuffer *
clt_row_buffer_new (guint n_values)
{
  CltRowBuffer *buffer = g_new0 (CltRowBuffer, 1);

  buffer->n_values = n_values;
  buffer->stride = CLT_ROW_HEAD + 6 * n_values;
  /* two bytes more, so that a row's last amount may be stored as eight bytes */
  buffer->data = g_malloc (buffer->stride * CLT_ROW_BUFFER_CAPACITY + 2);
  buffer->states = g_malloc (CLT_ROW_BUFFER_CAPACITY);
  clt_row_buffer_clear (buffer);
  return buffer;
}

void
clt_row_buffer_free (CltRowBuffer *buffer)
{
  g_free (buffer->data);
  g_free (buffer->states);
  g_free (buffer->order);
  g_free (buffer);
}

void
clt_row_buffer_clear (CltRowBuffer *buffer)
{
  buffer->n = 0;
  buffer->sorted = TRUE;
  buffer->last_key = 0;
  g_clear_pointer (&buffer->order, g_free);
}

gboolean
clt_row_buffer_pack (const CltRowBuffer *buffer, const gint64 *values, guint8 *bytes)
{
  for (guint i = 0; i < buffer->n_values; i++)
    {
      gint64 value = values[i];

      if (value == CLT_MONEY_NONE)
        value = CLT_PACKED_NONE;
      else if (value > CLT_PACKED_MAX || value < -CLT_PACKED_MAX)
        return FALSE;
      value = GINT64_TO_LE (value);
      memcpy (bytes + 6 * i, &value, 6);
    }
  return TRUE;
}

gboolean
clt_row_buffer_add (CltRowBuffer *buffer,
                    CltDay day,
                    guint32 account,
                    guint32 line,
                    const gint64 *values)
{
  guint8 *row = buffer->data + buffer->stride * buffer->n;
  guint64 key;

  if (!clt_row_buffer_pack (buffer, values, row + CLT_ROW_HEAD))
    return FALSE;
  memcpy (row, &day, 4);
  memcpy (row + 4, &account, 4);
  line = GUINT32_TO_LE (line);
  memcpy (row + 8, &line, 4);

  key = clt_row_get_key (row);
  if (key < buffer->last_key)
    buffer->sorted = FALSE;
  buffer->last_key = key;
  buffer->n++;
  return TRUE;
}

typedef struct
{
  guint64 key;
  guint32 place; /* in the order of lines */
} SortKey;

static int
compare_keys (const void *a, const void *b)
{
  const SortKey *left = a, *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return (left->place > right->place) - (left->place < right->place);
}

void
clt_row_buffer_sort (CltRowBuffer *buffer)
{
  g_autofree SortKey *keys = NULL;

  if (buffer->sorted)
    return;
  keys = g_new (SortKey, buffer->n);
  for (guint i = 0; i < buffer->n; i++)
    {
      keys[i].key = clt_row_get_key (buffer->data + buffer->stride * i);
      keys[i].place = i;
    }
  qsort (keys, buffer->n, sizeof *keys, compare_keys);
  buffer->order = g_new (guint32, buffer->n);
  for (guint i = 0; i < buffer->n; i++)
    buffer->order[i] = keys[i].place;
}

typedef struct
{
  const CltRowBuffer *buffer;
  const gint64 *ids;
  gint64 batch;
  guint place;
  gint64 values[CLT_FEED_MAX];
} Feed;

/* The next row that is new. */
static const gint64 *
on_buffer_next_cb (gpointer data)
{
  Feed *feed = data;
  const CltRowBuffer *buffer = feed->buffer;
  const guint8 *row;

  while (feed->place < buffer->n && buffer->states[feed->place] != CLT_ROW_NEW)
    feed->place++;
  if (feed->place == buffer->n)
    return NULL;
  row = clt_row_buffer_get (buffer, feed->place++);
  feed->values[0] = clt_row_get_day (row);
  feed->values[1] = feed->ids[clt_row_get_account (row)];
  feed->values[2] = feed->batch;
  for (guint i = 0; i < buffer->n_values; i++)
    feed->values[CLT_ROW_FIRST_VALUE + i] = clt_row_get_value (row, i);
  return feed->values;
}

gboolean
clt_row_buffer_run (const CltRowBuffer *buffer,
                    CltConn *conn,
                    const char *sql,
                    gint64 batch,
                    const gint64 *ids,
                    GError **error)
{
  Feed feed = { .buffer = buffer, .ids = ids, .batch = batch };

  G_STATIC_ASSERT (CLT_MONEY_NONE == CLT_FEED_NULL);
  g_assert (CLT_ROW_FIRST_VALUE + buffer->n_values <= CLT_FEED_MAX);
  return clt_conn_feed (conn, sql, on_buffer_next_cb, &feed, error);
}
