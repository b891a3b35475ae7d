/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-population.h"

#include <string.h>

/* Loading: clients in order of their first account number (those without one first), then
 * accounts and spells, each counted and laid out by client. */

static gboolean
load_people (CltPopulation *population, CltConn *conn, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, TRUE, sizeof (CltPerson));
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT c.id, coalesce (min (a.number), '') AS first FROM client c"
                    " LEFT JOIN account a ON a.client_id = c.id WHERE c.prospect = 0 GROUP BY c.id"
                    " ORDER BY first, c.id",
                    "");

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltPerson person = { .id = clt_stmt_get_int (stmt, 0) };

      person.account = g_string_chunk_insert (population->numbers, clt_stmt_get_text (stmt, 1));
      g_hash_table_insert (population->by_id, GSIZE_TO_POINTER ((gsize) person.id),
                           GINT_TO_POINTER (people->len));
      g_array_append_val (people, person);
    }
  population->n = (int) people->len;
  population->people = (CltPerson *) (gpointer) g_array_free (g_steal_pointer (&people), FALSE);
  return step == CLT_STEP_DONE;
}

typedef struct
{
  int person;
  CltSpell spell;
} LoadedSpell;

static gboolean
load_spells (CltPopulation *population, CltConn *conn, GError **error)
{
  g_autoptr (GArray) loaded = g_array_new (FALSE, TRUE, sizeof (LoadedSpell));
  CltStep step;
  int next = 0;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT client_id, opened, closed, CASE reason WHEN 'transferred' THEN 1"
                    " WHEN 'non_service' THEN 2 ELSE 0 END FROM spell ORDER BY opened, id",
                    "");

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      LoadedSpell row = { clt_population_find (population, clt_stmt_get_int (stmt, 0)),
                          { clt_stmt_get_day (stmt, 1), clt_stmt_get_day (stmt, 2),
                            (CltClosedReason) clt_stmt_get_int (stmt, 3) } };

      if (row.person < 0)
        continue;
      population->people[row.person].n_spells++;
      g_array_append_val (loaded, row);
    }
  if (step == CLT_STEP_ERROR)
    return FALSE;

  for (int i = 0; i < population->n; i++)
    {
      population->people[i].first_spell = next;
      next += population->people[i].n_spells;
      population->people[i].n_spells = 0;
    }
  population->spells = g_new (CltSpell, MAX (next, 1));
  for (guint i = 0; i < loaded->len; i++)
    {
      const LoadedSpell *row = &g_array_index (loaded, LoadedSpell, i);
      CltPerson *person = &population->people[row->person];

      population->spells[person->first_spell + person->n_spells++] = row->spell;
    }
  return TRUE;
}

typedef struct
{
  int person;
  gint64 id;
} LoadedAccount;

static void
lay_out_accounts (CltPopulation *population, GArray *loaded, gint64 max_account)
{
  int next = 0;

  for (int i = 0; i < population->n; i++)
    {
      population->people[i].first_account = next;
      next += population->people[i].n_accounts;
      population->people[i].n_accounts = 0;
    }
  population->n_accounts = next;
  population->account_ids = g_new (gint64, MAX (next, 1));
  population->account_person = g_new (int, MAX (next, 1));
  population->n_slots = next == 0 ? 0 : (guint) (max_account - population->min_account + 1);
  population->slots = g_new (int, MAX (population->n_slots, 1));
  memset (population->slots, 0xff, sizeof (int) * population->n_slots);

  for (guint i = 0; i < loaded->len; i++)
    {
      const LoadedAccount *row = &g_array_index (loaded, LoadedAccount, i);
      CltPerson *person = &population->people[row->person];
      int index = person->first_account + person->n_accounts++;

      population->account_ids[index] = row->id;
      population->account_person[index] = row->person;
      population->slots[row->id - population->min_account] = index;
    }
}

static gboolean
load_accounts (CltPopulation *population, CltConn *conn, GError **error)
{
  g_autoptr (GArray) loaded = g_array_new (FALSE, TRUE, sizeof (LoadedAccount));
  CltStmt *stmt = clt_conn_query (conn, error, "SELECT id, client_id FROM account ORDER BY id", "");
  gint64 max_account = 0;
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      LoadedAccount row = { clt_population_find (population, clt_stmt_get_int (stmt, 1)),
                            clt_stmt_get_int (stmt, 0) };

      if (row.person < 0)
        continue;
      if (loaded->len == 0)
        population->min_account = row.id;
      max_account = row.id;
      population->people[row.person].n_accounts++;
      g_array_append_val (loaded, row);
    }
  if (step == CLT_STEP_ERROR)
    return FALSE;
  lay_out_accounts (population, loaded, max_account);
  return TRUE;
}

CltPopulation *
clt_population_load (CltConn *conn, GError **error)
{
  g_autoptr (CltPopulation) population = g_new0 (CltPopulation, 1);

  population->numbers = g_string_chunk_new (4096);
  population->by_id = g_hash_table_new (NULL, NULL);
  if (!load_people (population, conn, error) || !load_spells (population, conn, error) ||
      !load_accounts (population, conn, error))
    return NULL;
  return g_steal_pointer (&population);
}

void
clt_population_free (CltPopulation *population)
{
  g_free (population->people);
  g_free (population->spells);
  g_free (population->account_ids);
  g_free (population->account_person);
  g_free (population->slots);
  g_hash_table_unref (population->by_id);
  g_string_chunk_free (population->numbers);
  g_free (population);
}

int
clt_population_find (const CltPopulation *population, gint64 id)
{
  gpointer index;

  if (!g_hash_table_lookup_extended (population->by_id, GSIZE_TO_POINTER ((gsize) id), NULL,
                                     &index))
    return -1;
  return GPOINTER_TO_INT (index);
}

const CltSpell *
clt_population_get_spell (const CltPopulation *population, int person, CltDay day)
{
  const CltPerson *p = &population->people[person];

  for (int i = p->n_spells - 1; i >= 0; i--)
    if (population->spells[p->first_spell + i].opened <= day)
      return &population->spells[p->first_spell + i];
  return NULL;
}

gboolean
clt_population_has (const CltPopulation *population, int person, CltDay day)
{
  const CltPerson *p = &population->people[person];

  for (int i = 0; i < p->n_spells; i++)
    {
      const CltSpell *spell = &population->spells[p->first_spell + i];

      if (spell->opened <= day && (spell->closed == CLT_DAY_NONE || spell->closed > day))
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_tiers (const CltPopulation *population, CltStmt *stmt, CltTier *tiers, GError **error)
{
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int person = clt_population_find (population, clt_stmt_get_int (stmt, 0));

      if (person >= 0)
        tiers[person] = (CltTier) clt_stmt_get_int (stmt, 1);
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_population_get_tiers (const CltPopulation *population,
                          CltConn *conn,
                          CltDay day,
                          CltTier *tiers,
                          GError **error)
{
  for (int i = 0; i < population->n; i++)
    tiers[i] = CLT_TIER_UNRATED;
  /* later rows overwrite earlier ones */
  return read_tiers (population,
                     clt_conn_query (conn, error,
                                     "SELECT client_id, tier FROM tier_history"
                                     " WHERE valid_from <= ? ORDER BY client_id, valid_from",
                                     "i", (gint64) day),
                     tiers, error) &&
         read_tiers (population,
                     clt_conn_query (conn, error,
                                     "SELECT client_id, tier FROM tier_override"
                                     " WHERE valid_from <= ? AND valid_to >= ?"
                                     " ORDER BY client_id, valid_from, id",
                                     "ii", (gint64) day, (gint64) day),
                     tiers, error);
}
