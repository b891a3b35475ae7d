/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-result-data.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

gpointer
clt_result_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *lines = clt_tally_load (conn, error);

  return lines == NULL ? NULL : clt_result_lines_new (lines);
}

gpointer
clt_result_effect_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_training_effect_load (conn, *(gint64 *) data, clt_today (), error);
}

/* ---- rows ---------------------------------------------------------------------------------- */

static CltResultRow *
row_new (void)
{
  CltResultRow *row = g_new0 (CltResultRow, 1);

  g_atomic_ref_count_init (&row->refs);
  return row;
}

static gpointer
row_ref (gpointer row)
{
  g_atomic_ref_count_inc (&((CltResultRow *) row)->refs);
  return row;
}

static void
row_unref (gpointer data)
{
  CltResultRow *row = data;

  if (!g_atomic_ref_count_dec (&row->refs))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (row->cell); i++)
    g_free (row->cell[i]);
  g_free (row);
}

static GArray *
count_keys (guint n)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  for (gint64 key = 1; key <= n; key++)
    g_array_append_val (keys, key);
  return keys;
}

/* ---- lines --------------------------------------------------------------------------------- */

struct _CltResultLines
{
  gatomicrefcount refs;
  CltResultLines *all; /* owned (nullable): whose lines these are */
  GPtrArray *lines;    /* CltTally */
};

CltResultLines *
clt_result_lines_new (GPtrArray *lines)
{
  CltResultLines *self = g_new0 (CltResultLines, 1);

  g_atomic_ref_count_init (&self->refs);
  self->lines = lines;
  return self;
}

CltResultLines *
clt_result_lines_ref (CltResultLines *lines)
{
  g_atomic_ref_count_inc (&lines->refs);
  return lines;
}

void
clt_result_lines_unref (CltResultLines *lines)
{
  if (!g_atomic_ref_count_dec (&lines->refs))
    return;
  g_ptr_array_unref (lines->lines);
  g_clear_pointer (&lines->all, clt_result_lines_unref);
  g_free (lines);
}

const GPtrArray *
clt_result_lines_list (const CltResultLines *lines)
{
  return lines->lines;
}

guint
clt_result_lines_count (const CltResultLines *lines)
{
  return lines->lines->len;
}

const CltTally *
clt_result_lines_get (const CltResultLines *lines, gint64 key)
{
  return key < 1 || key > lines->lines->len ? NULL : lines->lines->pdata[key - 1];
}

gint64
clt_result_lines_find (const CltResultLines *lines, gint64 course_id, gint64 session_id)
{
  for (guint i = 0; i < lines->lines->len; i++)
    {
      const CltTally *line = lines->lines->pdata[i];

      if (line->course_id == course_id && line->session_id == session_id)
        return (gint64) i + 1;
    }
  return 0;
}

static gboolean
matches (const CltTally *line, const char *text)
{
  g_autofree char *whole = g_strdup_printf ("%s %s %s", line->code, line->name, line->session);

  return g_str_match_string (text, whole, TRUE) || (*text != '\0' && strstr (whole, text) != NULL);
}

CltResultLines *
clt_result_lines_filter (CltResultLines *lines, const char *text)
{
  GPtrArray *found = g_ptr_array_new ();
  CltResultLines *filtered;

  for (guint i = 0; i < lines->lines->len; i++)
    if (*text == '\0' || matches (lines->lines->pdata[i], text))
      g_ptr_array_add (found, lines->lines->pdata[i]);
  filtered = clt_result_lines_new (found);
  filtered->all = clt_result_lines_ref (lines);
  return filtered;
}

static CltResultRow *
make_line (const CltTally *line)
{
  CltResultRow *row = row_new ();

  for (CltTallyColumn i = 0; i < CLT_N_TALLY_COLUMNS; i++)
    row->cell[i] = clt_tally_dup_cell (line, i);
  return row;
}

static GArray *
load_line_keys (CltConn *conn, gconstpointer query, GError **error)
{
  return count_keys (((const CltResultLines *) query)->lines->len);
}

static GPtrArray *
load_lines (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_unref);

  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (rows, make_line (clt_result_lines_get (query, ids[i])));
  return rows;
}

static gpointer
lines_copy (gconstpointer query)
{
  return clt_result_lines_ref ((CltResultLines *) query);
}

static void
lines_free (gpointer query)
{
  clt_result_lines_unref (query);
}

const CltKeyListSource clt_result_line_source = {
  .load_keys = load_line_keys,
  .load_rows = load_lines,
  .record_ref = row_ref,
  .record_unref = row_unref,
  .query_copy = lines_copy,
  .query_free = lines_free,
};

/* ---- members ------------------------------------------------------------------------------- */

struct _CltResultMembers
{
  gatomicrefcount refs;
  CltTallyQuestion question;
  GMutex lock;
  GArray *members; /* owned (nullable): CltTallyMember, the answer */
};

CltResultMembers *
clt_result_members_new (const CltTallyQuestion *question)
{
  CltResultMembers *members = g_new0 (CltResultMembers, 1);

  g_atomic_ref_count_init (&members->refs);
  g_mutex_init (&members->lock);
  members->question = *question;
  return members;
}

static gpointer
members_copy (gconstpointer query)
{
  g_atomic_ref_count_inc (&((CltResultMembers *) query)->refs);
  return (gpointer) query;
}

void
clt_result_members_unref (CltResultMembers *members)
{
  if (!g_atomic_ref_count_dec (&members->refs))
    return;
  g_clear_pointer (&members->members, g_array_unref);
  g_mutex_clear (&members->lock);
  g_free (members);
}

static void
members_free (gpointer query)
{
  clt_result_members_unref (query);
}

static GArray *
load_member_keys (CltConn *conn, gconstpointer query, GError **error)
{
  CltResultMembers *members = (CltResultMembers *) query;
  GArray *found = clt_tally_list_members (conn, &members->question, error);
  GArray *keys = found == NULL ? NULL : count_keys (found->len);

  g_mutex_lock (&members->lock);
  g_clear_pointer (&members->members, g_array_unref);
  members->members = found;
  g_mutex_unlock (&members->lock);
  return keys;
}

static CltResultRow *
make_member (const CltTallyMember *member, const CltTallyRow *info)
{
  CltResultRow *row = row_new ();

  row->client_id = member->client_id;
  row->cell[CLT_RESULT_CLIENT] = g_strdup (info->name);
  row->cell[CLT_RESULT_NUMBER] = g_strdup (info->number);
  row->cell[CLT_RESULT_SESSION] = g_strdup (info->session);
  row->cell[CLT_RESULT_STATE] = g_strdup (*info->state == '\0' ? "–" : info->state);
  row->cell[CLT_RESULT_ATTENDANCE] =
    info->called == 0 ? g_strdup ("–") : g_strdup_printf ("%d / %d", info->present, info->called);
  row->cell[CLT_RESULT_RESULT] = g_strdup (*info->result == '\0' ? "–" : info->result);
  row->cell[CLT_RESULT_GAIN] =
    isnan (info->gain) ? g_strdup ("–") : g_strdup_printf ("%+.0f", info->gain);
  row->cell[CLT_RESULT_CERTIFICATE] = g_strdup (info->certificate);
  return row;
}

static GPtrArray *
load_members (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  CltResultMembers *members = (CltResultMembers *) query;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_unref);
  g_autofree CltTallyMember *page = g_new (CltTallyMember, MAX (n_ids, 1));

  g_mutex_lock (&members->lock);
  for (guint i = 0; i < n_ids; i++)
    page[i] = g_array_index (members->members, CltTallyMember, ids[i] - 1);
  g_mutex_unlock (&members->lock);
  for (guint i = 0; i < n_ids; i++)
    {
      CltTallyRow info;

      if (!clt_tally_row_load (conn, &page[i], &info, error))
        return NULL;
      g_ptr_array_add (rows, make_member (&page[i], &info));
      clt_tally_row_clear (&info);
    }
  return g_steal_pointer (&rows);
}

const CltKeyListSource clt_result_member_source = {
  .load_keys = load_member_keys,
  .load_rows = load_members,
  .record_ref = row_ref,
  .record_unref = row_unref,
  .query_copy = members_copy,
  .query_free = members_free,
};

GArray *
clt_result_members_dup_clients (CltResultMembers *members)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_mutex_lock (&members->lock);
  for (guint i = 0; members->members != NULL && i < members->members->len; i++)
    {
      CltTallyMember *member = &g_array_index (members->members, CltTallyMember, i);

      if (g_hash_table_add (seen, &member->client_id))
        g_array_append_val (ids, member->client_id);
    }
  g_mutex_unlock (&members->lock);
  return ids;
}
