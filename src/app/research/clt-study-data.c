/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/research/clt-study-data.h"

#include <string.h>

#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-rules.h"

/* ---- the list ------------------------------------------------------------------------------ */

CltStudyLine *
clt_study_line_ref (CltStudyLine *line)
{
  g_atomic_ref_count_inc (&line->refs);
  return line;
}

void
clt_study_line_unref (CltStudyLine *line)
{
  if (!g_atomic_ref_count_dec (&line->refs))
    return;
  for (guint i = 0; i < CLT_N_STUDY_COLUMNS; i++)
    g_free (line->cell[i]);
  g_free (line->words);
  g_free (line);
}

static CltStudyShow
find_show (const CltStudy *study)
{
  static const CltStudyShow shows[] = {
    [CLT_STUDY_DRAFT] = CLT_STUDY_SHOW_DRAFTS,
    [CLT_STUDY_REVIEW] = CLT_STUDY_SHOW_REVIEW,
    [CLT_STUDY_APPROVED] = CLT_STUDY_SHOW_READY,
    [CLT_STUDY_RETURNED] = CLT_STUDY_SHOW_RETURNED,
  };

  return study->n_delivered > 0 ? CLT_STUDY_SHOW_DELIVERED : shows[study->state];
}

static CltStudyLine *
make_line (const CltStudy *study)
{
  CltStudyLine *line = g_new0 (CltStudyLine, 1);
  g_autofree char *words = g_strjoin (" ", study->client, study->title, study->author, NULL);

  g_atomic_ref_count_init (&line->refs);
  line->study_id = study->id;
  line->show = find_show (study);
  line->cell[CLT_STUDY_COLUMN_CLIENT] = g_strdup (*study->client != '\0' ? study->client : "–");
  line->cell[CLT_STUDY_COLUMN_TITLE] = g_strdup (study->title);
  line->cell[CLT_STUDY_COLUMN_KIND] = g_strdup (clt_study_kind_get_label (study->kind));
  line->cell[CLT_STUDY_COLUMN_AUTHOR] = g_strdup (study->author);
  line->cell[CLT_STUDY_COLUMN_VERSION] = g_strdup_printf ("%d", study->number);
  line->cell[CLT_STUDY_COLUMN_STATE] = g_strdup (clt_study_state_get_label (study->state));
  line->cell[CLT_STUDY_COLUMN_DELIVERY] = clt_study_format_delivery (study);
  line->words = g_utf8_strdown (words, -1);
  return line;
}

gpointer
clt_study_lines_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) studies = clt_study_list (conn, 0, error);
  GPtrArray *lines;

  if (studies == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_line_unref);
  for (guint i = 0; i < studies->len; i++)
    g_ptr_array_add (lines, make_line (studies->pdata[i]));
  return lines;
}

GPtrArray *
clt_study_lines_filter (GPtrArray *lines, CltStudyShow show, const char *words)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_line_unref);
  g_autofree char *lower = g_utf8_strdown (words, -1);

  for (guint i = 0; i < lines->len; i++)
    {
      CltStudyLine *line = lines->pdata[i];

      if ((show == CLT_STUDY_SHOW_ALL || line->show == show) && strstr (line->words, lower) != NULL)
        g_ptr_array_add (found, clt_study_line_ref (line));
    }
  return found;
}

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  const GPtrArray *lines = query;
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), lines->len);

  for (guint i = 0; i < lines->len; i++)
    g_array_append_val (keys, ((CltStudyLine *) lines->pdata[i])->study_id);
  return keys;
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  const GPtrArray *lines = query;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_line_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < lines->len; i++)
    g_hash_table_insert (by_id, &((CltStudyLine *) lines->pdata[i])->study_id, lines->pdata[i]);
  for (guint i = 0; i < n_ids; i++)
    {
      CltStudyLine *line = g_hash_table_lookup (by_id, &ids[i]);

      g_ptr_array_add (rows, line == NULL ? NULL : clt_study_line_ref (line));
    }
  return rows;
}

static gpointer
copy_query (gconstpointer query)
{
  return g_ptr_array_ref ((GPtrArray *) query);
}

const CltKeyListSource clt_study_lines_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = (gpointer (*) (gpointer)) clt_study_line_ref,
  .record_unref = (void (*) (gpointer)) clt_study_line_unref,
  .query_copy = copy_query,
  .query_free = (void (*) (gpointer)) g_ptr_array_unref,
};

/* ---- one study ----------------------------------------------------------------------------- */

void
clt_study_record_free (CltStudyRecord *record)
{
  g_clear_pointer (&record->versions, g_ptr_array_unref);
  g_free (record);
}

gpointer
clt_study_record_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *versions = clt_study_list_versions (conn, *(gint64 *) data, error);
  CltStudyRecord *record;

  if (versions == NULL)
    return NULL;
  record = g_new0 (CltStudyRecord, 1);
  record->versions = versions;
  return record;
}

/* ---- a new one ----------------------------------------------------------------------------- */

void
clt_study_start_question_free (gpointer data)
{
  CltStudyStartQuestion *question = data;

  g_free (question->who);
  g_free (question);
}

void
clt_study_start_free (CltStudyStart *start)
{
  g_free (start->client);
  g_free (start->account);
  g_clear_pointer (&start->authors, g_ptr_array_unref);
  g_free (start);
}

static gboolean
load_client (CltConn *conn, CltStudyStart *start, GError **error)
{
  g_autoptr (CltClient) client = clt_client_load (conn, start->client_id, clt_today (), error);

  if (client == NULL)
    return FALSE;
  start->client = g_strdup (client->name);
  start->account = g_strdup (client->accounts[0] == NULL ? "" : client->accounts[0]);
  return clt_assignment_get (conn, start->client_id, "adviser", clt_today (), &start->author_id,
                             error);
}

static void
keep_advisers (CltStudyStart *start, const char *who)
{
  gint64 wanted = start->author_id;

  start->author_id = 0;
  for (guint i = start->authors->len; i > 0; i--)
    {
      const CltStaff *person = start->authors->pdata[i - 1];
      gboolean at_desk = g_str_equal (person->name, who) || g_str_equal (person->number, who);

      if (!g_str_equal (person->role, "adviser") || *person->licence == '\0')
        g_ptr_array_remove_index (start->authors, i - 1);
      else if (at_desk || (person->id == wanted && start->author_id == 0))
        start->author_id = person->id;
    }
}

gpointer
clt_study_start_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltStudyStartQuestion *question = data;
  g_autoptr (CltStudyStart) start = g_new0 (CltStudyStart, 1);

  start->client_id = question->client_id;
  if (start->client_id != 0 && !load_client (conn, start, error))
    return NULL;
  start->authors = clt_staff_list (conn, clt_today (), error);
  if (start->authors == NULL)
    return NULL;
  keep_advisers (start, question->who);
  return g_steal_pointer (&start);
}

/* ---- delivering ---------------------------------------------------------------------------- */

void
clt_study_ways_free (CltStudyWays *ways)
{
  g_clear_pointer (&ways->study, clt_study_free);
  g_clear_pointer (&ways->offers, g_ptr_array_unref);
  g_free (ways);
}

gpointer
clt_study_ways_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltStudyWays) ways = g_new0 (CltStudyWays, 1);

  ways->study = clt_study_load (conn, *(gint64 *) data, error);
  if (ways->study == NULL ||
      !clt_rules_get_count (conn, "study.follow_up", clt_today (), &ways->follow_up, error))
    return NULL;
  ways->offers =
    clt_study_list_offers (conn, ways->study, ways->study->client_id, clt_today (), error);
  return ways->offers == NULL ? NULL : g_steal_pointer (&ways);
}
