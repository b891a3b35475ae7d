/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-effect-facts.h"

/* Running totals up to a day, this one included. */
typedef struct
{
  CltDay day;
  int n; /* rows of funds: two accounts have two a day */
  gint64 result, margin, equity;
} Total;

typedef struct
{
  CltDay from, to;
  int tier;
} Tier;

typedef struct
{
  gint64 client_id;
  CltDay opened, closed; /* closed: CLT_DAY_NONE: still here */
  GArray *totals;        /* Total, by day */
  GArray *tiers;         /* Tier: the last one in force counts; overrides stand at the end */
} Person;

struct _CltEffectFacts
{
  GPtrArray *people;    /* Person, by id */
  GHashTable *clients;  /* id -> Person */
  GHashTable *accounts; /* id -> Person; keys of their own */
};

static void
person_free (gpointer data)
{
  Person *person = data;

  g_array_unref (person->totals);
  g_array_unref (person->tiers);
  g_free (person);
}

void
clt_effect_facts_free (CltEffectFacts *facts)
{
  g_clear_pointer (&facts->clients, g_hash_table_unref);
  g_clear_pointer (&facts->accounts, g_hash_table_unref);
  g_clear_pointer (&facts->people, g_ptr_array_unref);
  g_free (facts);
}

/* ---- reading ------------------------------------------------------------------------------- */

static void
take_account (CltEffectFacts *facts, CltStmt *stmt)
{
  const gint64 account = clt_stmt_get_int (stmt, 0), client = clt_stmt_get_int (stmt, 1);
  Person *person = g_hash_table_lookup (facts->clients, &client);

  if (person == NULL)
    {
      person = g_new0 (Person, 1);
      person->client_id = client;
      person->opened = clt_stmt_get_day (stmt, 2);
      person->closed = clt_stmt_get_day (stmt, 3);
      person->totals = g_array_new (FALSE, FALSE, sizeof (Total));
      person->tiers = g_array_new (FALSE, FALSE, sizeof (Tier));
      g_ptr_array_add (facts->people, person);
      g_hash_table_insert (facts->clients, &person->client_id, person);
    }
  g_hash_table_insert (facts->accounts, g_memdup2 (&account, sizeof account), person);
}

static void
take_tier (CltEffectFacts *facts, CltStmt *stmt)
{
  const gint64 client = clt_stmt_get_int (stmt, 0);
  Person *person = g_hash_table_lookup (facts->clients, &client);
  const Tier tier = { clt_stmt_get_day (stmt, 1), clt_stmt_get_day (stmt, 2),
                      (int) clt_stmt_get_int (stmt, 3) };

  if (person == NULL)
    return;
  g_array_append_val (person->tiers, tier);
}

static void
take_funds (CltEffectFacts *facts, CltStmt *stmt)
{
  const gint64 account = clt_stmt_get_int (stmt, 1);
  const Person *person = g_hash_table_lookup (facts->accounts, &account);
  Total total = { .day = clt_stmt_get_day (stmt, 0) }, *last;

  if (person == NULL)
    return;
  last = person->totals->len == 0 ? NULL
                                  : &g_array_index (person->totals, Total, person->totals->len - 1);
  if (last == NULL || last->day != total.day)
    {
      if (last != NULL)
        {
          total = *last;
          total.day = clt_stmt_get_day (stmt, 0);
        }
      g_array_append_val (person->totals, total);
      last = &g_array_index (person->totals, Total, person->totals->len - 1);
    }
  last->n++;
  last->result += clt_stmt_get_int (stmt, 2);
  last->margin += clt_stmt_get_int (stmt, 3);
  last->equity += clt_stmt_get_int (stmt, 4);
}

static gboolean
read_rows (CltEffectFacts *facts,
           CltStmt *stmt,
           void (*take) (CltEffectFacts *facts, CltStmt *stmt),
           GError **error)
{
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    take (facts, stmt);
  return step == CLT_STEP_DONE;
}

/* The result of a day is what its balance changed by, deposits and withdrawals apart. */
CltEffectFacts *
clt_effect_facts_load (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (CltEffectFacts) facts = g_new0 (CltEffectFacts, 1);

  facts->people = g_ptr_array_new_with_free_func (person_free);
  facts->clients = g_hash_table_new (g_int64_hash, g_int64_equal);
  facts->accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!read_rows (facts,
                  clt_conn_query (conn, error,
                                  "SELECT a.id, a.client_id, k.opened, k.closed FROM account a"
                                  " JOIN search_key k ON k.client_id = a.client_id"
                                  " ORDER BY a.client_id",
                                  ""),
                  take_account, error) ||
      !read_rows (facts,
                  clt_conn_query (conn, error,
                                  "SELECT client_id, valid_from, NULL, tier FROM tier_history"
                                  " ORDER BY client_id, valid_from",
                                  ""),
                  take_tier, error) ||
      !read_rows (facts,
                  clt_conn_query (conn, error,
                                  "SELECT client_id, valid_from, valid_to, tier"
                                  " FROM tier_override ORDER BY client_id, valid_from, id",
                                  ""),
                  take_tier, error) ||
      !read_rows (facts,
                  clt_conn_query (conn, error,
                                  "SELECT day, account_id, balance - opening"
                                  " - coalesce (deposit, 0) + coalesce (withdrawal, 0),"
                                  " coalesce (margin, 0), equity FROM funds_daily"
                                  " WHERE day BETWEEN ?1 AND ?2 ORDER BY day",
                                  "ii", (gint64) from, (gint64) to),
                  take_funds, error))
    return NULL;
  return g_steal_pointer (&facts);
}

/* ---- asking -------------------------------------------------------------------------------- */

/* Everything up to @day. */
static Total
get_total (const Person *person, CltDay day)
{
  guint low = 0, high = person->totals->len;

  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (g_array_index (person->totals, Total, middle).day <= day)
        low = middle + 1;
      else
        high = middle;
    }
  return low == 0 ? (Total){ 0 } : g_array_index (person->totals, Total, low - 1);
}

static void
sum_days (const Person *person, CltDay from, CltDay to, CltEffectFact *fact, int side)
{
  const Total before = get_total (person, from - 1), after = get_total (person, to);

  fact->result[side] = after.result - before.result;
  fact->margin[side] = after.margin - before.margin;
  fact->equity[side] = after.equity - before.equity;
  fact->n_days[side] = after.n - before.n;
}

/* As CLT_SQL_TIER has it. */
static int
get_tier (const Person *person, CltDay day)
{
  for (guint i = person->tiers->len; i > 0; i--)
    {
      const Tier *tier = &g_array_index (person->tiers, Tier, i - 1);

      if (tier->from <= day && (tier->to == CLT_DAY_NONE || tier->to >= day))
        return tier->tier;
    }
  return 0;
}

GArray *
clt_effect_facts_around (const CltEffectFacts *facts, CltDay day, int days)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (CltEffectFact));

  for (guint i = 0; i < facts->people->len; i++)
    {
      const Person *person = facts->people->pdata[i];
      CltEffectFact fact = { .client_id = person->client_id };

      if (person->opened == CLT_DAY_NONE || person->opened > day ||
          (person->closed != CLT_DAY_NONE && person->closed <= day))
        continue;
      sum_days (person, day - days, day - 1, &fact, 0);
      sum_days (person, day + 1, day + days, &fact, 1);
      if (fact.n_days[0] == 0 || fact.n_days[1] == 0)
        continue;
      fact.tier = get_tier (person, day);
      g_array_append_val (list, fact);
    }
  return list;
}
