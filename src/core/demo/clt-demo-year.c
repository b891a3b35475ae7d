/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-year.h"

#include "core/base/clt-text.h"
#include "core/calls/clt-task.h"
#include "core/people/clt-staff.h"

#define STREAM_CALLS 5

void
clt_demo_year_clear (CltDemoYear *year)
{
  g_clear_pointer (&year->workdays, clt_workdays_free);
  g_clear_pointer (&year->population, clt_population_free);
  g_clear_pointer (&year->tiers, g_free);
  g_clear_pointer (&year->silent, g_hash_table_unref);
  g_clear_pointer (&year->specialists, g_array_unref);
  g_clear_pointer (&year->forms, g_hash_table_unref);
}

static gboolean
load_silent (CltDemoYear *year, GError **error)
{
  CltStmt *stmt = clt_conn_query (year->conn, error,
                                  "SELECT client_id FROM refusal WHERE scope = 'all' UNION"
                                  " SELECT client_id FROM consent WHERE channel = 'phone'"
                                  " AND given = 0",
                                  "");
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0);

      g_hash_table_add (year->silent, g_memdup2 (&id, sizeof id));
    }
  return step == CLT_STEP_DONE;
}

static gboolean
load_specialists (CltDemoYear *year, GError **error)
{
  CltStmt *stmt = clt_conn_query (year->conn, error,
                                  "SELECT id FROM staff WHERE role = 'specialist'"
                                  " AND left_on IS NULL ORDER BY id",
                                  "");
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (year->specialists, id);
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_demo_year_init (CltDemoYear *year,
                    CltConn *conn,
                    guint32 seed,
                    CltDay last,
                    guint n_clients,
                    GError **error)
{
  *year = (CltDemoYear){
    .conn = conn,
    .random = clt_random_new (seed, STREAM_CALLS),
    .last = last,
    .n_clients = n_clients,
    .silent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .specialists = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .forms =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) clt_form_free),
  };
  year->workdays = clt_workdays_load_office (conn, error);
  year->population = year->workdays == NULL ? NULL : clt_population_load (conn, error);
  if (year->population == NULL)
    return FALSE;
  year->tiers = g_new0 (CltTier, MAX (year->population->n, 1));
  return load_silent (year, error) && load_specialists (year, error);
}

gboolean
clt_demo_year_enter_month (CltDemoYear *year, CltDay day, GError **error)
{
  return clt_population_get_tiers (year->population, year->conn, day, year->tiers, error);
}

int
clt_demo_year_get_tier (const CltDemoYear *year, gint64 client_id)
{
  const int person = clt_population_find (year->population, client_id);

  return person < 0 ? CLT_TIER_UNRATED : (int) year->tiers[person];
}

gint64
clt_demo_year_draw_specialist (CltDemoYear *year)
{
  const guint n = year->specialists->len;

  return n == 0
           ? 0
           : g_array_index (year->specialists, gint64, clt_random_range (&year->random, 0, n - 1));
}

gboolean
clt_demo_year_find_caller (CltDemoYear *year,
                           gint64 client_id,
                           CltDay day,
                           gint64 *staff_id,
                           GError **error)
{
  return clt_assignment_get (year->conn, client_id, "service", day, staff_id, error);
}

const CltForm *
clt_demo_year_get_form (CltDemoYear *year, gint64 version_id, GError **error)
{
  CltForm *form = g_hash_table_lookup (year->forms, &version_id);

  if (form == NULL)
    {
      form = clt_form_load (year->conn, version_id, error);
      if (form != NULL)
        g_hash_table_insert (year->forms, g_memdup2 (&version_id, sizeof version_id), form);
    }
  return form;
}

gint64
clt_demo_year_draw_moment (CltDemoYear *year, CltDay day, int part)
{
  static const struct
  {
    int from, to;
  } parts[] = { { 9 * 60, 11 * 60 + 20 }, { 13 * 60 + 35, 17 * 60 }, { 18 * 60, 20 * 60 } };
  const int minute =
    (int) clt_random_range (&year->random, parts[part % 3].from, parts[part % 3].to);

  return clt_day_get_instant (day, minute) + clt_random_range (&year->random, 0, 59);
}

/* Nine of ten are kept; of those one in ten too late. */
gboolean
clt_demo_year_add_task (CltDemoYear *year,
                        const char *kind,
                        gint64 client_id,
                        gint64 owner_id,
                        gint64 contact_id,
                        gint64 response_id,
                        CltDay due,
                        const char *text,
                        const char *result,
                        GError **error)
{
  g_autoptr (CltTask) task = clt_task_new (kind);
  const gboolean dropped = clt_random_chance (&year->random, 20);
  const int late = clt_random_chance (&year->random, 90) ? 2 : 0;
  const CltDay done = clt_workdays_move (year->workdays, due, late);

  task->client_id = client_id;
  task->owner_id = owner_id;
  task->contact_id = contact_id;
  task->response_id = response_id;
  task->due = due;
  clt_set_str (&task->text, text);
  if (!clt_task_add (year->conn, task, error))
    return FALSE;
  /* what was forgotten is of late */
  if (done >= year->last || clt_random_chance (&year->random, due > year->last - 40 ? 60 : 0))
    return TRUE;
  return clt_conn_run (year->conn, error,
                       "UPDATE task SET state = ?, done = ?, result = ? WHERE id = ?", "tyti",
                       dropped ? "dropped" : "done", done, dropped ? "客户已不需要" : result,
                       task->id);
}
