/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-tiers.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/funds/clt-tier-runs.h"

static const char *const move_names[] = { "", "first", "up", "down" };

static void
move_free (gpointer data)
{
  CltTierMove *move = data;

  g_free (move->account);
  g_free (move->name);
  g_free (move);
}

static void
run_free (gpointer data)
{
  CltTierRun *run = data;

  g_ptr_array_unref (run->moves);
  g_free (run);
}

void
clt_tier_report_free (CltTierReport *report)
{
  g_ptr_array_unref (report->runs);
  g_free (report);
}

/* Runs */

typedef struct
{
  CltConn *conn;
  gboolean write;
  CltTierReport *report;
} RunsData;

static gboolean
read_name (CltConn *conn, gint64 client_id, char **name, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT name FROM client WHERE id = ?", "i", client_id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  *name = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
add_move (RunsData *data,
          CltTierRun *run,
          const CltPerson *person,
          const CltTierRow *row,
          GError **error)
{
  CltTierMove *move = g_new0 (CltTierMove, 1);

  g_ptr_array_add (run->moves, move);
  move->client_id = person->id;
  move->account = g_strdup (person->account);
  move->from = row->from;
  move->to = row->to;
  move->average = clt_tier_average (row->equity_sum, row->days);
  move->days = row->days;
  move->missing = row->missing;
  move->reason = move_names[row->move];
  return read_name (data->conn, person->id, &move->name, error);
}

static gboolean
write_move (CltConn *conn,
            CltDay day,
            const CltPerson *person,
            const CltTierRow *row,
            GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO tier_history (client_id, valid_from, tier, move, average, days)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       "iiitii", person->id, (gint64) day, (gint64) row->to, move_names[row->move],
                       clt_tier_average (row->equity_sum, row->days), (gint64) row->days);
}

static gboolean
take_row (RunsData *data,
          CltTierRun *run,
          const CltPerson *person,
          const CltTierRow *row,
          GError **error)
{
  if (!row->counted)
    return TRUE;
  run->clients++;
  run->count[row->to]++;
  run->missing += row->rated && row->missing;
  run->first += row->move == CLT_MOVE_FIRST;
  run->up += row->move == CLT_MOVE_UP;
  run->down += row->move == CLT_MOVE_DOWN;
  if (row->move == CLT_MOVE_NONE)
    return TRUE;
  if (row->move != CLT_MOVE_FIRST && !add_move (data, run, person, row, error))
    return FALSE;
  return !data->write || write_move (data->conn, run->day, person, row, error);
}

static gboolean
take_run (const CltPopulation *population,
          CltDay day,
          const CltTierRow *rows,
          gpointer user_data,
          GError **error)
{
  RunsData *data = user_data;
  CltTierRun *run = g_new0 (CltTierRun, 1);

  run->day = day;
  run->moves = g_ptr_array_new_with_free_func (move_free);
  g_ptr_array_add (data->report->runs, run);
  for (int i = 0; i < population->n; i++)
    if (!take_row (data, run, &population->people[i], &rows[i], error))
      return FALSE;
  return !data->write ||
         clt_conn_run (
           data->conn, error,
           "INSERT INTO tier_run (day, clients, first, up, down) VALUES (?, ?, ?, ?, ?)", "iiiii",
           (gint64) day, (gint64) run->clients, (gint64) run->first, (gint64) run->up,
           (gint64) run->down);
}

/* Clients of C(as_of) by the tier in force. */
static gboolean
count_tiers (CltConn *conn, CltTierReport *report, GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (conn, error);
  g_autofree CltTier *tiers = NULL;

  if (population == NULL)
    return FALSE;
  tiers = g_new (CltTier, MAX (population->n, 1));
  if (!clt_population_get_tiers (population, conn, report->as_of, tiers, error))
    return FALSE;
  for (int i = 0; i < population->n; i++)
    if (clt_population_has (population, i, report->as_of))
      report->count[tiers[i]]++;
  return TRUE;
}

static CltTierReport *
run_due (CltConn *conn, CltDay as_of, gboolean write, GError **error)
{
  g_autoptr (CltTierReport) report = g_new0 (CltTierReport, 1);
  RunsData data = { conn, write, report };

  report->as_of = as_of;
  report->runs = g_ptr_array_new_with_free_func (run_free);
  if (!clt_tier_runs_walk (conn, as_of, take_run, &data, error) ||
      !count_tiers (conn, report, error))
    return NULL;
  return g_steal_pointer (&report);
}

CltTierReport *
clt_tiers_preview (CltConn *conn, CltDay as_of, GError **error)
{
  return run_due (conn, as_of, FALSE, error);
}

CltTierReport *
clt_tiers_apply (CltConn *conn, CltDay as_of, GError **error)
{
  g_return_val_if_fail (clt_action_get_id (conn) != 0, NULL);
  return run_due (conn, as_of, TRUE, error);
}

/* Override */

static gboolean
check_override (CltTier tier, const char *reason, CltDay from, CltDay to, GError **error)
{
  if (tier == CLT_TIER_UNRATED)
    clt_store_refuse (error, _ ("An override needs one of the four tiers; nothing was changed."));
  else if (reason == NULL || strspn (reason, " \t\n") == strlen (reason))
    clt_store_refuse (error, _ ("An override needs a reason; nothing was changed."));
  else if (to < from)
    clt_store_refuse (error, _ ("The override ends before it begins; nothing was changed."));
  else if (to >= clt_day_add_months (from, 12))
    clt_store_refuse (error, _ ("An override lasts at most 12 months; nothing was changed. Give an"
                                " earlier last day."));
  else
    return TRUE;
  return FALSE;
}

gboolean
clt_tiers_override (CltConn *conn,
                    gint64 client_id,
                    CltTier tier,
                    const char *reason,
                    const char *proposer,
                    const char *approver,
                    CltDay from,
                    CltDay to,
                    GError **error)
{
  gint64 id;

  if (!check_override (tier, reason, from, to, error))
    return FALSE;
  id = clt_conn_new_id (conn, error);
  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO tier_override (id, client_id, tier, reason, proposer, approver,"
                       " valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       "iiitttii", id, client_id, (gint64) tier, reason, proposer, approver,
                       (gint64) from, (gint64) to);
}

gboolean
clt_tiers_matrix (CltConn *conn,
                  CltDay a,
                  CltDay b,
                  int counts[CLT_N_TIERS][CLT_N_TIERS],
                  int closed[CLT_N_TIERS],
                  GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (conn, error);
  g_autofree CltTier *before = NULL;
  g_autofree CltTier *after = NULL;

  memset (counts, 0, sizeof (int) * CLT_N_TIERS * CLT_N_TIERS);
  memset (closed, 0, sizeof (int) * CLT_N_TIERS);
  if (population == NULL)
    return FALSE;
  before = g_new (CltTier, MAX (population->n, 1));
  after = g_new (CltTier, MAX (population->n, 1));
  if (!clt_population_get_tiers (population, conn, a, before, error) ||
      !clt_population_get_tiers (population, conn, b, after, error))
    return FALSE;
  for (int i = 0; i < population->n; i++)
    if (!clt_population_has (population, i, a))
      continue;
    else if (clt_population_has (population, i, b))
      counts[before[i]][after[i]]++;
    else
      closed[before[i]]++;
  return TRUE;
}
