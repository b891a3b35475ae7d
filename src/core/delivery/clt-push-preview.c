/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/delivery/clt-push-private.h"

CltPushPlan *
clt_push_plan_new (void)
{
  CltPushPlan *plan = g_new0 (CltPushPlan, 1);

  plan->channel = g_strdup ("");
  plan->expression = g_strdup ("");
  plan->occasion = g_strdup ("");
  plan->name = g_strdup ("");
  plan->first = plan->last = clt_today ();
  return plan;
}

void
clt_push_plan_free (CltPushPlan *plan)
{
  g_free (plan->channel);
  g_free (plan->expression);
  g_free (plan->occasion);
  g_free (plan->name);
  g_clear_pointer (&plan->targets, g_array_unref);
  g_free (plan);
}

gboolean
clt_push_plan_invite (CltConn *conn,
                      CltPushPlan *plan,
                      const gint64 *ids,
                      guint n_ids,
                      CltDay from,
                      GError **error)
{
  g_autoptr (CltWorkdays) workdays = clt_workdays_load (conn, error);

  if (workdays == NULL)
    return FALSE;
  plan->first = plan->last = clt_workdays_at_or_after (workdays, from);
  g_clear_pointer (&plan->targets, g_array_unref);
  plan->targets = g_array_sized_new (FALSE, FALSE, sizeof (CltPushTarget), n_ids);
  for (guint i = 0; i < n_ids; i++)
    {
      const CltPushTarget target = { ids[i], plan->first };

      g_array_append_val (plan->targets, target);
    }
  return TRUE;
}

static void
free_line (gpointer data)
{
  CltPushLine *line = data;

  g_free (line->channel);
  g_free (line->evidence);
  g_free (line);
}

CltPushPreview *
clt_push_preview_new (void)
{
  CltPushPreview *preview = g_new0 (CltPushPreview, 1);

  preview->lines = g_ptr_array_new_with_free_func (free_line);
  preview->days = g_array_new (FALSE, FALSE, sizeof (CltPushDay));
  return preview;
}

void
clt_push_preview_free (CltPushPreview *preview)
{
  g_ptr_array_unref (preview->lines);
  g_array_unref (preview->days);
  g_free (preview);
}

GHashTable *
clt_push_preview_index (const CltPushPreview *preview)
{
  GHashTable *lines = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < preview->lines->len; i++)
    {
      CltPushLine *line = preview->lines->pdata[i];

      g_hash_table_insert (lines, &line->client_id, line);
    }
  return lines;
}

static void
clear_work (CltPushWork *work)
{
  g_clear_pointer (&work->version, clt_version_free);
  g_clear_pointer (&work->workdays, clt_workdays_free);
  g_clear_pointer (&work->drafts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltPushWork, clear_work)

static gboolean
load_work (CltPushWork *work, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (work->plan->last < work->plan->first)
    return clt_store_refuse (error, _ ("The last day of a push lies before the first. Nothing was "
                                       "changed."));
  work->workdays = clt_workdays_load (work->conn, error);
  if (work->workdays == NULL)
    return FALSE;
  work->version = clt_version_get (work->conn, work->plan->product_id, work->plan->first, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
add_line (CltPushPreview *preview, CltPushDraft *draft, const CltVersion *version)
{
  CltPushLine *line = g_new0 (CltPushLine, 1);

  line->client_id = draft->client_id;
  line->channel = g_strdup (draft->channel);
  line->day = draft->blocks == 0 ? draft->day : CLT_DAY_NONE;
  line->specialist_id = draft->specialist_id;
  line->adviser_id = draft->adviser_id;
  line->blocks = draft->blocks;
  line->evidence = g_steal_pointer (&draft->evidence);
  g_ptr_array_add (preview->lines, line);
  for (guint bit = 0; bit < G_N_ELEMENTS (preview->by_block); bit++)
    preview->by_block[bit] += (draft->blocks >> bit) & 1;
  if (draft->blocks != 0)
    {
      preview->n_blocked++;
      return;
    }
  preview->n_free++;
  preview->minutes += version->minutes;
  preview->cost += version->cost;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const CltPushLine *x = *(CltPushLine *const *) a, *y = *(CltPushLine *const *) b;

  if ((x->blocks == 0) != (y->blocks == 0))
    return x->blocks == 0 ? -1 : 1;
  return x->day < y->day ? -1 : x->day > y->day;
}

CltPushPreview *
clt_push_preview (CltConn *conn, const CltPushPlan *plan, GError **error)
{
  g_auto (CltPushWork) work = { .conn = conn, .plan = plan };
  g_autoptr (CltPushPreview) preview = clt_push_preview_new ();

  if (!load_work (&work, error) || !clt_push_load_audience (&work, error) ||
      !clt_push_judge (&work, error))
    return NULL;
  if (plan->repeat)
    clt_push_repeat (&work);
  /* a grade may expire and a refusal begin between the first day and the day that was found */
  if (!clt_push_schedule (&work, preview, error))
    return NULL;
  work.placed = TRUE;
  if (!clt_push_judge (&work, error))
    return NULL;
  preview->targeted = work.targeted;
  for (guint i = 0; i < work.drafts->len; i++)
    add_line (preview, &g_array_index (work.drafts, CltPushDraft, i), work.version);
  g_ptr_array_sort (preview->lines, compare_lines);
  return g_steal_pointer (&preview);
}
