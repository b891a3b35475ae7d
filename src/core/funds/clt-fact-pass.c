/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-fact-pass.h"

#include "core/store/clt-visit.h"

CltFactPass *
clt_fact_pass_new (CltConn *conn, const CltPopulation *population, CltDay day, GError **error)
{
  g_autoptr (CltFactPass) pass = g_new0 (CltFactPass, 1);

  pass->conn = conn;
  pass->population = population;
  pass->accounts = g_new (CltAccountState, MAX (population->n_accounts, 1));
  if (!clt_fact_pass_seek (pass, day, error))
    return NULL;
  return g_steal_pointer (&pass);
}

void
clt_fact_pass_free (CltFactPass *pass)
{
  g_free (pass->accounts);
  g_free (pass);
}

static gboolean
load_month (CltFactPass *pass, int month, GError **error)
{
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (pass->conn, error,
                    "SELECT account_id, equity, margin, last_row, last_trade, last_position"
                    " FROM account_month WHERE month ="
                    " (SELECT max (month) FROM account_month WHERE month <= ?)",
                    "i", (gint64) month);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int account = clt_population_find_account (pass->population, clt_stmt_get_int (stmt, 0));

      if (account >= 0)
        pass->accounts[account] =
          (CltAccountState){ clt_stmt_get_int (stmt, 1), clt_stmt_get_int (stmt, 2),
                             clt_stmt_get_day (stmt, 3), clt_stmt_get_day (stmt, 4),
                             clt_stmt_get_day (stmt, 5) };
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_fact_pass_seek (CltFactPass *pass, CltDay day, GError **error)
{
  int month = clt_day_get_month (day);
  gboolean whole = day == clt_month_last_day (month);

  for (int i = 0; i < pass->population->n_accounts; i++)
    pass->accounts[i] = (CltAccountState){ 0, 0, CLT_DAY_NONE, CLT_DAY_NONE, CLT_DAY_NONE };
  if (!load_month (pass, whole ? month : month - 1, error))
    return FALSE;
  pass->day = whole ? day : clt_month_first_day (month) - 1;
  return clt_fact_pass_advance (pass, day, NULL, NULL, error);
}

typedef struct
{
  CltFactPass *pass;
  CltFactRowFunc func;
  gpointer data;
} RowsData;

static void
take_state (const gint64 *values, gpointer user_data)
{
  CltFactPass *pass = ((const RowsData *) user_data)->pass;
  int account = clt_population_find_account (pass->population, values[1]);
  CltDay day = (CltDay) values[0];
  CltAccountState *state;

  if (account < 0)
    return;
  state = &pass->accounts[account];
  state->equity = values[2];
  state->margin = values[3];
  state->last_row = day;
  if (state->margin > 0)
    state->last_position = day;
  if (values[4] > 0)
    state->last_trade = day;
}

static void
take_row (const gint64 *values, gpointer user_data)
{
  const RowsData *data = user_data;
  const CltFactRow row = {
    .day = (CltDay) values[0],
    .account = clt_population_find_account (data->pass->population, values[1]),
    .deposit = values[5],
    .withdrawal = values[6],
    .commission = values[7],
    .retained = values[8],
  };

  take_state (values, user_data);
  if (row.account >= 0)
    data->func (&row, data->data);
}

static gboolean
read_rows (RowsData *data, CltDay from, CltDay to, GError **error)
{
  static const char states[] = "SELECT clt_visit (day, account_id, equity, margin, lots)"
                               " FROM funds_daily WHERE day BETWEEN ? AND ?";
  static const char rows[] = "SELECT clt_visit (day, account_id, equity, margin, lots, deposit,"
                             " withdrawal, commission, coalesce (retained, commission))"
                             " FROM funds_daily WHERE day BETWEEN ? AND ?";
  CltStmt *stmt = clt_conn_query (data->pass->conn, error, data->func == NULL ? states : rows, "ii",
                                  (gint64) from, (gint64) to);

  return stmt != NULL &&
         clt_stmt_visit (stmt, data->func == NULL ? take_state : take_row, data, error);
}

/* Days on which only the lists of trades or positions tell of a trade or a position. */
static gboolean
read_marks (CltFactPass *pass, CltDay from, CltDay to, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    pass->conn, error,
    "SELECT DISTINCT day, account_id, 1 FROM trade WHERE day BETWEEN ? AND ?"
    " UNION ALL SELECT DISTINCT day, account_id, 2 FROM position WHERE day BETWEEN ? AND ?",
    "iiii", (gint64) from, (gint64) to, (gint64) from, (gint64) to);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int account = clt_population_find_account (pass->population, clt_stmt_get_int (stmt, 1));
      CltDay *last;

      if (account < 0)
        continue;
      last = clt_stmt_get_int (stmt, 2) == 1 ? &pass->accounts[account].last_trade
                                             : &pass->accounts[account].last_position;
      *last = MAX (*last, clt_stmt_get_day (stmt, 0));
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_fact_pass_advance (CltFactPass *pass,
                       CltDay day,
                       CltFactRowFunc func,
                       gpointer data,
                       GError **error)
{
  CltDay from = pass->day + 1;
  RowsData rows = { pass, func, data };

  if (from > day)
    return TRUE;
  if (!read_rows (&rows, from, day, error) || !read_marks (pass, from, day, error))
    return FALSE;
  pass->day = day;
  return TRUE;
}

void
clt_fact_pass_get_client (const CltFactPass *pass, int person, CltClientState *state)
{
  const CltPerson *p = &pass->population->people[person];
  gboolean fresh = FALSE, stale = FALSE;

  *state = (CltClientState){ .last_trade = CLT_DAY_NONE, .last_position = CLT_DAY_NONE };
  for (int i = p->first_account; i < p->first_account + p->n_accounts; i++)
    {
      const CltAccountState *account = &pass->accounts[i];

      state->last_trade = MAX (state->last_trade, account->last_trade);
      state->last_position = MAX (state->last_position, account->last_position);
      if (account->last_row == CLT_DAY_NONE)
        continue;
      state->known = TRUE;
      state->equity += account->equity;
      state->margin += account->margin;
      if (account->last_row == pass->day)
        fresh = TRUE;
      else if (account->equity != 0)
        stale = TRUE; /* an emptied account leaves the counter's files and carries nothing */
    }
  state->complete = fresh && !stale;
}

void
clt_fact_pass_add_day (const CltFactPass *pass, CltDaySums *sums)
{
  for (int i = 0; i < pass->population->n; i++)
    {
      CltClientState state;

      if (!clt_population_has (pass->population, i, pass->day))
        continue;
      clt_fact_pass_get_client (pass, i, &state);
      if (!state.known)
        continue;
      sums[i].equity += state.equity;
      sums[i].days++;
      sums[i].fresh += state.complete;
    }
}
