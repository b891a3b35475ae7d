/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-lines.h"

#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client-query.h"
#include "core/people/clt-staff.h"

typedef struct
{
  gint64 item_id, client_id, staff_id;
  CltDay day;
  char *channel, *state;
  guint blocks;
} Line;

struct _CltPushLines
{
  gatomicrefcount refs;
  GArray *lines;        /* Line */
  GHashTable *staff;    /* id -> name */
  GHashTable *channels; /* key -> name */
};

struct _CltPushQuery
{
  gatomicrefcount refs;
  CltPushLines *lines; /* owned */
  guint wanted;
};

/* ---- making ---------------------------------------------------------------------------------------- */

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_free (line->channel);
  g_free (line->state);
}

static gboolean
load_names (CltConn *conn, CltPushLines *lines, GError **error)
{
  g_autoptr (GPtrArray) staff = clt_staff_list (conn, CLT_DAY_NONE, error);
  g_autoptr (GPtrArray) channels = staff == NULL ? NULL : clt_channel_list (conn, error);

  if (channels == NULL)
    return FALSE;
  for (guint i = 0; i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      g_hash_table_insert (lines->staff, g_memdup2 (&person->id, sizeof person->id),
                           g_strdup (person->name));
    }
  for (guint i = 0; i < channels->len; i++)
    {
      const CltChannel *channel = channels->pdata[i];

      g_hash_table_insert (lines->channels, g_strdup (channel->key), g_strdup (channel->name));
    }
  return TRUE;
}

static CltPushLines *
lines_new (CltConn *conn, GError **error)
{
  g_autoptr (CltPushLines) lines = g_new0 (CltPushLines, 1);

  g_atomic_ref_count_init (&lines->refs);
  lines->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (lines->lines, clear_line);
  lines->staff = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  lines->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return load_names (conn, lines, error) ? g_steal_pointer (&lines) : NULL;
}

static void
add_preview (CltPushLines *lines, const CltPushPreview *preview, gboolean blocked)
{
  for (guint i = 0; i < preview->lines->len; i++)
    {
      const CltPushLine *from = preview->lines->pdata[i];
      Line line = { .client_id = from->client_id,
                    .staff_id = from->specialist_id != 0 ? from->specialist_id : from->adviser_id,
                    .day = from->day,
                    .blocks = from->blocks };

      if ((from->blocks != 0) != blocked)
        continue;
      line.channel = g_strdup (from->channel);
      line.state = g_strdup (blocked ? "blocked" : "free");
      g_array_append_val (lines->lines, line);
    }
}

static void
add_items (CltPushLines *lines, const GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const CltPushItem *from = items->pdata[i];
      Line line = { .item_id = from->id,
                    .client_id = from->client_id,
                    .staff_id = from->specialist_id != 0 ? from->specialist_id : from->adviser_id,
                    .day = from->day,
                    .channel = g_strdup (from->channel),
                    .state = g_strdup (from->state),
                    .blocks = g_str_equal (from->state, "blocked") ? from->blocks : 0 };

      g_array_append_val (lines->lines, line);
    }
}

CltPushLines *
clt_push_lines_new_preview (CltConn *conn,
                            const CltPushPreview *preview,
                            const GPtrArray *items,
                            GError **error)
{
  g_autoptr (CltPushLines) lines = lines_new (conn, error);

  if (lines == NULL)
    return NULL;
  add_preview (lines, preview, FALSE);
  if (items != NULL)
    add_items (lines, items);
  add_preview (lines, preview, TRUE);
  return g_steal_pointer (&lines);
}

CltPushLines *
clt_push_lines_new_push (CltConn *conn, gint64 push_id, GError **error)
{
  g_autoptr (CltPushLines) lines = lines_new (conn, error);
  g_autoptr (GPtrArray) items = lines == NULL ? NULL : clt_push_get_items (conn, push_id, error);

  if (items == NULL)
    return NULL;
  add_items (lines, items);
  return g_steal_pointer (&lines);
}

CltPushLines *
clt_push_lines_ref (CltPushLines *lines)
{
  g_atomic_ref_count_inc (&lines->refs);
  return lines;
}

void
clt_push_lines_unref (CltPushLines *lines)
{
  if (!g_atomic_ref_count_dec (&lines->refs))
    return;
  g_array_unref (lines->lines);
  g_hash_table_unref (lines->staff);
  g_hash_table_unref (lines->channels);
  g_free (lines);
}

/* ---- asking ---------------------------------------------------------------------------------------- */

CltPushQuery *
clt_push_query_new (CltPushLines *lines, guint wanted)
{
  CltPushQuery *query = g_new0 (CltPushQuery, 1);

  g_atomic_ref_count_init (&query->refs);
  query->lines = clt_push_lines_ref (lines);
  query->wanted = wanted;
  return query;
}

static gpointer
query_ref (gconstpointer query)
{
  g_atomic_ref_count_inc (&((CltPushQuery *) query)->refs);
  return (gpointer) query;
}

void
clt_push_query_unref (CltPushQuery *query)
{
  if (!g_atomic_ref_count_dec (&query->refs))
    return;
  clt_push_lines_unref (query->lines);
  g_free (query);
}

static void
query_free (gpointer query)
{
  clt_push_query_unref (query);
}

static gboolean
is_wanted (const CltPushQuery *query, const Line *line)
{
  if (query->wanted == CLT_PUSH_ALL)
    return TRUE;
  return query->wanted == CLT_PUSH_FREE ? line->blocks == 0 : (line->blocks & query->wanted) != 0;
}

static GArray *
load_keys (CltConn *conn, gconstpointer data, GError **error)
{
  const CltPushQuery *query = data;
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < query->lines->lines->len; i++)
    {
      gint64 key = (gint64) i + 1;

      if (is_wanted (query, &g_array_index (query->lines->lines, Line, i)))
        g_array_append_val (keys, key);
    }
  return keys;
}

static void
row_unref (gpointer data)
{
  CltPushRow *row = data;

  if (!g_atomic_ref_count_dec (&row->refs))
    return;
  for (guint i = 0; i < CLT_N_PUSH_COLUMNS; i++)
    g_free (row->cell[i]);
  g_free (row);
}

static gpointer
row_ref (gpointer row)
{
  g_atomic_ref_count_inc (&((CltPushRow *) row)->refs);
  return row;
}

static CltPushRow *
make_row (const CltPushLines *lines, const Line *line, const char *client)
{
  CltPushRow *row = g_new0 (CltPushRow, 1);
  const char *staff = g_hash_table_lookup (lines->staff, &line->staff_id);
  const char *channel = g_hash_table_lookup (lines->channels, line->channel);
  g_autofree char *note = clt_block_set_to_note (line->blocks);

  g_atomic_ref_count_init (&row->refs);
  row->item_id = line->item_id;
  row->client_id = line->client_id;
  row->blocks = line->blocks;
  row->cell[CLT_PUSH_CLIENT] = g_strdup (client == NULL ? "–" : client);
  row->cell[CLT_PUSH_DAY] = clt_day_format (line->day);
  row->cell[CLT_PUSH_CHANNEL] = g_strdup (channel == NULL ? "–" : channel);
  row->cell[CLT_PUSH_STATE] = g_strdup (clt_push_item_state_get_label (line->state));
  row->cell[CLT_PUSH_STAFF] = g_strdup (staff == NULL ? "–" : staff);
  row->cell[CLT_PUSH_REASONS] = clt_text_begin_sentence (note);
  return row;
}

static GHashTable *
load_clients (CltConn *conn,
              const CltPushLines *lines,
              const gint64 *keys,
              guint n_keys,
              GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n_keys; i++)
    g_array_append_val (ids, g_array_index (lines->lines, Line, keys[i] - 1).client_id);
  return clt_client_query_names (conn, ids, clt_today (), error);
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *keys, guint n_keys, gconstpointer data, GError **error)
{
  const CltPushLines *lines = ((const CltPushQuery *) data)->lines;
  g_autoptr (GHashTable) names = load_clients (conn, lines, keys, n_keys, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_unref);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < n_keys; i++)
    {
      const Line *line = &g_array_index (lines->lines, Line, keys[i] - 1);

      g_ptr_array_add (rows, make_row (lines, line, g_hash_table_lookup (names, &line->client_id)));
    }
  return g_steal_pointer (&rows);
}

const CltKeyListSource clt_push_query_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = row_ref,
  .record_unref = row_unref,
  .query_copy = query_ref,
  .query_free = query_free,
};

GArray *
clt_push_query_dup_clients (const CltPushQuery *query)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < query->lines->lines->len; i++)
    {
      Line *line = &g_array_index (query->lines->lines, Line, i);

      if (is_wanted (query, line) && g_hash_table_add (seen, &line->client_id))
        g_array_append_val (ids, line->client_id);
    }
  return ids;
}
