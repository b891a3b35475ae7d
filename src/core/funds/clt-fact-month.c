/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-fact-pass.h"

#include "core/store/clt-visit.h"

/* A month from account_month. Clients who are clients on all of its days, nearly everybody, take
 * the sums that are kept; the days of the others are looked up one by one. */

/* account_month says NULL for no day; clt_visit() would make a date of it. */
#define DAY(column) "coalesce (" column ", -2147483648)"
G_STATIC_ASSERT (CLT_DAY_NONE == G_MININT32);

typedef struct
{
  gint64 equity_sum;
  CltDay known; /* first day of the month on which equity is known; CLT_DAY_NONE: never */
} AccountSum;

typedef struct
{
  CltFactPass *pass;
  CltDay first, last;
  CltAccountState *before; /* owned: at the month's beginning */
  AccountSum *accounts;    /* owned */
  CltFactRowFunc func;
  gpointer data;
} Month;

static void
month_clear (Month *month)
{
  g_free (month->before);
  g_free (month->accounts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Month, month_clear)

static void
take_account (const gint64 *values, gpointer user_data)
{
  Month *month = user_data;
  int account = clt_population_find_account (month->pass->population, values[0]);
  CltFactRow row = { month->last, account, values[8], values[9], values[10], values[11] };

  if (account < 0)
    return;
  month->pass->accounts[account] = (CltAccountState){ values[1], values[2], (CltDay) values[3],
                                                      (CltDay) values[4], (CltDay) values[5] };
  month->accounts[account].equity_sum = values[6];
  month->accounts[account].known =
    month->before[account].last_row != CLT_DAY_NONE ? month->first : (CltDay) values[7];
  if (month->func != NULL)
    month->func (&row, month->data);
}

static gboolean
read_accounts (Month *month, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    month->pass->conn, error,
    "SELECT clt_visit (account_id, equity, margin, " DAY ("last_row") ", " DAY (
      "last_trade") ", " DAY ("last_position") ", equity_sum, " DAY ("first_day") ", deposit,"
                                                                                  " withdrawal, "
                                                                                  "commission, "
                                                                                  "retained) FROM "
                                                                                  "account_month "
                                                                                  "WHERE month = ?",
    "i", (gint64) clt_day_get_month (month->first));

  return stmt != NULL && clt_stmt_visit (stmt, take_account, month, error);
}

/* Is the client in C(day) on every day of the month (1), on none (0), or on some (-1)? */
static int
get_membership (const Month *month, int person)
{
  const CltPopulation *population = month->pass->population;
  const CltPerson *p = &population->people[person];
  int result = 0;

  for (int i = 0; i < p->n_spells; i++)
    {
      const CltSpell *spell = &population->spells[p->first_spell + i];
      gboolean open = spell->closed == CLT_DAY_NONE;

      if (spell->opened <= month->first && (open || spell->closed > month->last))
        return 1;
      if (spell->opened <= month->last && (open || spell->closed > month->first))
        result = -1;
    }
  return result;
}

static void
add_sums (const Month *month, const CltCalendar *calendar, int person, int n_days, CltDaySums *sums)
{
  const CltPerson *p = &month->pass->population->people[person];
  CltDay known = G_MAXINT32;

  for (int i = p->first_account; i < p->first_account + p->n_accounts; i++)
    if (month->accounts[i].known != CLT_DAY_NONE)
      {
        sums[person].equity += month->accounts[i].equity_sum;
        known = MIN (known, month->accounts[i].known);
      }
  if (known == month->first)
    sums[person].days += n_days;
  else if (known != G_MAXINT32)
    sums[person].days += clt_calendar_count (calendar, known, month->last);
}

static gboolean
look_up (Month *month, int account, CltDay day, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (month->pass->conn, error,
                    "SELECT equity FROM funds_daily WHERE day = ? AND account_id = ?", "ii",
                    (gint64) day, month->pass->population->account_ids[account]);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    {
      month->before[account].equity = clt_stmt_get_int (stmt, 0);
      month->before[account].last_row = day;
    }
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
add_days (Month *month, const CltCalendar *calendar, int person, CltDaySums *sums, GError **error)
{
  const CltPerson *p = &month->pass->population->people[person];

  for (CltDay day = month->first; day <= month->last; day++)
    {
      gboolean known = FALSE;
      gint64 equity = 0;

      for (int i = p->first_account; i < p->first_account + p->n_accounts; i++)
        {
          if (!look_up (month, i, day, error))
            return FALSE;
          known = known || month->before[i].last_row != CLT_DAY_NONE;
          equity += month->before[i].equity;
        }
      if (!known || !clt_calendar_is_trading_day (calendar, day) ||
          !clt_population_has (month->pass->population, person, day))
        continue;
      sums[person].equity += equity;
      sums[person].days++;
    }
  return TRUE;
}

gboolean
clt_fact_pass_advance_month (CltFactPass *pass,
                             const CltCalendar *calendar,
                             CltFactRowFunc func,
                             gpointer data,
                             CltDaySums *sums,
                             GError **error)
{
  int number = clt_day_get_month (pass->day + 1);
  gsize n = MAX (pass->population->n_accounts, 1);
  g_auto (Month) month = { .pass = pass, .func = func, .data = data };
  int n_days;

  g_return_val_if_fail (pass->day + 1 == clt_month_first_day (number), FALSE);

  month.first = pass->day + 1;
  month.last = clt_month_last_day (number);
  month.before = g_memdup2 (pass->accounts, n * sizeof (CltAccountState));
  month.accounts = g_new (AccountSum, n);
  for (gsize i = 0; i < n; i++)
    month.accounts[i] = (AccountSum){ 0, CLT_DAY_NONE };
  if (!read_accounts (&month, error))
    return FALSE;
  pass->day = month.last;

  n_days = clt_calendar_count (calendar, month.first, month.last);
  for (int i = 0; i < pass->population->n; i++)
    {
      int membership = get_membership (&month, i);

      if (membership > 0)
        add_sums (&month, calendar, i, n_days, sums);
      else if (membership < 0 && !add_days (&month, calendar, i, sums, error))
        return FALSE;
    }
  return TRUE;
}
