/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who is counted: every client (never a prospect) with spells and accounts, in memory, for the
 * passes over the facts. Clients are ordered by their first account number, accounts by client,
 * so that index order is the order in which members are listed. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CLOSED_BY_CLIENT,
  CLT_CLOSED_TRANSFERRED,
  CLT_CLOSED_NON_SERVICE,
} CltClosedReason;

typedef struct
{
  CltDay opened;
  CltDay closed; /* CLT_DAY_NONE: still open */
  CltClosedReason reason;
} CltSpell;

typedef struct
{
  gint64 id;
  const char *account; /* first account number; "" without one */
  int first_spell, n_spells;
  int first_account, n_accounts;
} CltPerson;

typedef struct
{
  int n; /* clients */
  CltPerson *people;
  CltSpell *spells;
  int n_accounts;
  gint64 *account_ids;
  int *account_person; /* account index -> client index */
  /* private */
  gint64 min_account;
  guint n_slots;
  int *slots; /* account id - min_account -> account index, or -1 */
  GHashTable *by_id;
  GStringChunk *numbers;
} CltPopulation;

CltPopulation *clt_population_load (CltConn *conn, GError **error);
void clt_population_free (CltPopulation *population);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPopulation, clt_population_free)

/* Index of the client @id; -1: none. */
int clt_population_find (const CltPopulation *population, gint64 id);
/* The spell that began last by @day, open or closed; NULL: none. */
const CltSpell *clt_population_get_spell (const CltPopulation *population, int person, CltDay day);
/* Is the client in C(@day)? Opened on the day: in; closed on it: out (reading R5). */
gboolean clt_population_has (const CltPopulation *population, int person, CltDay day);
/* Tier in force on @day (after a run of that day), overrides included, into @tiers[n]. */
gboolean clt_population_get_tiers (const CltPopulation *population,
                                   CltConn *conn,
                                   CltDay day,
                                   CltTier *tiers,
                                   GError **error);

/* Index of the account @id; -1: not an account of a client. */
static inline int
clt_population_find_account (const CltPopulation *population, gint64 id)
{
  guint64 slot = (guint64) (id - population->min_account);

  return slot < population->n_slots ? population->slots[slot] : -1;
}

G_END_DECLS
