/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-effect-facts.h"

/* Of all days that were read so far. */
typedef struct
{
  gint64 result, margin, equity;
  int n;
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
  CltDay attends;        /* CLT_DAY_NONE: never */
  guint tier, n_tiers;   /* of the tiers */
} Person;

typedef struct
{
  gint64 id;
  guint person;
} Account;

/* How the totals stood at the end of a day. */
typedef struct
{
  CltDay day;
  Total *totals; /* owned: of each person */
} Snapshot;

typedef struct
{
  GHashTable *attended; /* borrowed */
  const GArray *days;   /* borrowed: CltDay */
  guint next;           /* of the days: not told yet */
  GArray *people;       /* Person, by id */
  GArray *tiers;    /* Tier, by person; the last one in force counts; overrides stand at the end */
  GArray *accounts; /* Account, by id */
  Total *totals;    /* owned: of each person, of all days that were read so far */
  GQueue snapshots; /* owned: Snapshot, by day, as far back as the next window reaches */
  int n_days;
  CltEffectFunc func;
  gpointer data;
} Reading;

static void
free_snapshot (gpointer data)
{
  g_free (((Snapshot *) data)->totals);
  g_free (data);
}

static void
reading_clear (Reading *reading)
{
  g_array_unref (reading->people);
  g_array_unref (reading->tiers);
  g_array_unref (reading->accounts);
  g_free (reading->totals);
  g_queue_clear_full (&reading->snapshots, free_snapshot);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
reading_init (Reading *reading)
{
  reading->people = g_array_new (FALSE, FALSE, sizeof (Person));
  reading->tiers = g_array_new (FALSE, FALSE, sizeof (Tier));
  reading->accounts = g_array_new (FALSE, FALSE, sizeof (Account));
  g_queue_init (&reading->snapshots);
}

/* ---- people -------------------------------------------------------------------------------- */

static void
take_account (Reading *reading, CltStmt *stmt)
{
  GArray *people = reading->people;
  Person person = { .client_id = clt_stmt_get_int (stmt, 1),
                    .opened = clt_stmt_get_day (stmt, 2),
                    .closed = clt_stmt_get_day (stmt, 3),
                    .attends = CLT_DAY_NONE };
  Account account = { .id = clt_stmt_get_int (stmt, 0) };
  gpointer day;

  if (g_hash_table_lookup_extended (reading->attended, &person.client_id, NULL, &day))
    person.attends = GPOINTER_TO_INT (day);
  if (people->len == 0 ||
      g_array_index (people, Person, people->len - 1).client_id != person.client_id)
    g_array_append_val (people, person);
  account.person = people->len - 1;
  g_array_append_val (reading->accounts, account);
}

static int
compare_person (gconstpointer a, gconstpointer b)
{
  const Person *x = a, *y = b;

  return x->client_id < y->client_id ? -1 : x->client_id > y->client_id;
}

static void
take_tier (Reading *reading, CltStmt *stmt)
{
  const Person wanted = { .client_id = clt_stmt_get_int (stmt, 0) };
  const Tier tier = { clt_stmt_get_day (stmt, 1), clt_stmt_get_day (stmt, 2),
                      (int) clt_stmt_get_int (stmt, 3) };
  Person *person;
  guint at;

  if (!g_array_binary_search (reading->people, &wanted, compare_person, &at))
    return;
  person = &g_array_index (reading->people, Person, at);
  if (person->n_tiers++ == 0)
    person->tier = reading->tiers->len;
  g_array_append_val (reading->tiers, tier);
}

static gboolean
read_rows (Reading *reading,
           CltStmt *stmt,
           void (*take) (Reading *reading, CltStmt *stmt),
           GError **error)
{
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    take (reading, stmt);
  return step == CLT_STEP_DONE;
}

static int
compare_accounts (gconstpointer a, gconstpointer b)
{
  const Account *x = a, *y = b;

  return x->id < y->id ? -1 : x->id > y->id;
}

static gboolean
read_people (Reading *reading, CltConn *conn, GError **error)
{
  if (!read_rows (reading,
                  clt_conn_query (conn, error,
                                  "SELECT a.id, a.client_id, k.opened, k.closed FROM account a"
                                  " JOIN search_key k ON k.client_id = a.client_id"
                                  " ORDER BY a.client_id",
                                  ""),
                  take_account, error) ||
      !read_rows (reading,
                  clt_conn_query (conn, error,
                                  "SELECT client_id, valid_from, NULL, tier, 0 AS kind, 0 AS id"
                                  " FROM tier_history"
                                  " UNION ALL SELECT client_id, valid_from, valid_to, tier, 1, id"
                                  " FROM tier_override ORDER BY client_id, kind, valid_from, id",
                                  ""),
                  take_tier, error))
    return FALSE;
  g_array_sort (reading->accounts, compare_accounts);
  reading->totals = g_new0 (Total, reading->people->len);
  return TRUE;
}

/* As CLT_SQL_TIER has it. */
static int
get_tier (const Reading *reading, const Person *person, CltDay day)
{
  for (guint i = person->n_tiers; i > 0; i--)
    {
      const Tier *tier = &g_array_index (reading->tiers, Tier, person->tier + i - 1);

      if (tier->from <= day && (tier->to == CLT_DAY_NONE || tier->to >= day))
        return tier->tier;
    }
  return 0;
}

/* ---- windows ------------------------------------------------------------------------------- */

static gboolean
is_concerned (const Person *person, CltDay day)
{
  return person->opened != CLT_DAY_NONE && person->opened <= day &&
         (person->closed == CLT_DAY_NONE || person->closed > day) &&
         (person->attends == CLT_DAY_NONE || person->attends == day);
}

/* (nullable): how it stood at the end of @day; NULL: nothing was read by then. */
static const Total *
find_totals (const Reading *reading, CltDay day)
{
  const Total *found = NULL;

  for (const GList *at = reading->snapshots.head; at != NULL; at = at->next)
    if (((const Snapshot *) at->data)->day <= day)
      found = ((const Snapshot *) at->data)->totals;
  return found;
}

static void
sum_side (CltEffectFact *fact, int side, const Total *before, const Total *after)
{
  static const Total nothing = { 0 };
  const Total *const first = before == NULL ? &nothing : &before[fact->person];
  const Total *const last = after == NULL ? &nothing : &after[fact->person];

  fact->result[side] = last->result - first->result;
  fact->margin[side] = last->margin - first->margin;
  fact->equity[side] = last->equity - first->equity;
  fact->n_days[side] = last->n - first->n;
}

static void
tell_day (Reading *reading, CltDay day)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (CltEffectFact));
  const Total *const edges[2][2] = {
    { find_totals (reading, day - reading->n_days - 1), find_totals (reading, day - 1) },
    { find_totals (reading, day), find_totals (reading, day + reading->n_days) },
  };

  for (guint i = 0; i < reading->people->len; i++)
    {
      const Person *person = &g_array_index (reading->people, Person, i);
      CltEffectFact fact = { .client_id = person->client_id,
                             .attends = person->attends == day,
                             .person = i };

      if (!is_concerned (person, day))
        continue;
      for (int side = 0; side < 2; side++)
        sum_side (&fact, side, edges[side][0], edges[side][1]);
      if (fact.n_days[0] == 0 || fact.n_days[1] == 0)
        continue;
      fact.tier = get_tier (reading, person, day);
      g_array_append_val (facts, fact);
    }
  reading->func (day, facts, reading->data);
}

/* Of the snapshots before @day only the last one counts. */
static void
forget (Reading *reading, CltDay day)
{
  GQueue *snapshots = &reading->snapshots;

  while (snapshots->length > 1 && ((const Snapshot *) snapshots->head->next->data)->day < day)
    free_snapshot (g_queue_pop_head (snapshots));
}

static CltDay
get_day (const Reading *reading, guint index)
{
  return g_array_index (reading->days, CltDay, index);
}

/* All days before @day are in the totals, @last being the last of them. */
static void
advance (Reading *reading, CltDay last, CltDay day)
{
  Snapshot *snapshot = g_new (Snapshot, 1);

  snapshot->day = last;
  snapshot->totals = g_memdup2 (reading->totals, reading->people->len * sizeof (Total));
  g_queue_push_tail (&reading->snapshots, snapshot);
  while (reading->next < reading->days->len &&
         day > get_day (reading, reading->next) + reading->n_days)
    tell_day (reading, get_day (reading, reading->next++));
  if (reading->next < reading->days->len)
    forget (reading, get_day (reading, reading->next) - reading->n_days);
}

/* ---- funds --------------------------------------------------------------------------------- */

/* The result of a day is what its balance changed by, deposits and withdrawals apart. Accounts of a
 * day come in the order of ours. */
static gboolean
read_funds (Reading *reading, CltConn *conn, CltDay from, CltDay to, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT day, account_id, balance - opening"
                                  " - coalesce (deposit, 0) + coalesce (withdrawal, 0),"
                                  " coalesce (margin, 0), equity FROM funds_daily"
                                  " WHERE day BETWEEN ?1 AND ?2 ORDER BY day, account_id",
                                  "ii", (gint64) from, (gint64) to);
  const Account *const first = (const Account *) (gpointer) reading->accounts->data;
  const Account *const end = first + reading->accounts->len, *account = end;
  CltStep step = CLT_STEP_ERROR;
  CltDay day = from - 1;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltDay row_day = clt_stmt_get_day (stmt, 0);
      const gint64 id = clt_stmt_get_int (stmt, 1);
      Total *total;

      if (row_day != day)
        {
          advance (reading, day, row_day);
          account = first;
          day = row_day;
        }
      while (account < end && account->id < id)
        account++;
      if (account == end || account->id != id)
        continue;
      total = &reading->totals[account->person];
      total->n++;
      total->result += clt_stmt_get_int (stmt, 2);
      total->margin += clt_stmt_get_int (stmt, 3);
      total->equity += clt_stmt_get_int (stmt, 4);
    }
  if (step == CLT_STEP_DONE)
    advance (reading, day, to + 1);
  return step == CLT_STEP_DONE;
}

gboolean
clt_effect_facts_read (CltConn *conn,
                       GHashTable *attended,
                       const GArray *days,
                       int n_days,
                       CltEffectFunc func,
                       gpointer data,
                       GError **error)
{
  g_auto (Reading) reading = { .attended = attended,
                               .days = days,
                               .n_days = n_days,
                               .func = func,
                               .data = data };
  guint next;

  reading_init (&reading);
  if (days->len > 0 && !read_people (&reading, conn, error))
    return FALSE;
  /* windows that touch are read together, and nothing of what lies between others */
  for (guint i = 0; i < days->len; i = next)
    {
      for (next = i + 1; next < days->len && get_day (&reading, next) - n_days <=
                                               get_day (&reading, next - 1) + n_days + 1;)
        next++;
      if (!read_funds (&reading, conn, get_day (&reading, i) - n_days,
                       get_day (&reading, next - 1) + n_days, error))
        return FALSE;
    }
  return TRUE;
}
