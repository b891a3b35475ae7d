/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-text.h"
#include "core/training/clt-effect-match.h"
#include "core/training/clt-training-effect.h"

#include "../catalogue/catalogue-fixture.h"

#define TODAY (clt_day_from_yyyymmdd (20261118))
#define HELD (TODAY - 60) /* the window after it ends today */

typedef struct
{
  Branch branch;
  gint64 course;
  int n;
} School;

static void
set_up (School *school, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  branch_set_up (&school->branch, data);
  branch_begin (&school->branch);
  clt_course_add_preset (school->branch.conn, "en", &error);
  g_assert_no_error (error);
  school->course = clt_course_find (school->branch.conn, "C3", &error);
}

static void
tear_down (School *school, gconstpointer data)
{
  branch_tear_down (&school->branch, data);
}

static void
add_day (School *school, gint64 client, CltDay day, gint64 equity, gint64 result, gint64 margin)
{
  branch_run (&school->branch,
              "INSERT INTO funds_daily (day, account_id, opening, balance, equity, margin, batch)"
              " SELECT ?, a.id, ?, ?, ?, ?, ? FROM account a WHERE a.client_id = ?",
              "yiiiiii", day, equity - result, equity, equity, margin,
              clt_action_get_id (school->branch.conn), client);
  clt_action_note_bulk (school->branch.conn, "funds_daily", day, day);
}

/* One day of facts on each side of the course. */
static gint64
add_client (School *school,
            CltTier tier,
            gint64 equity,
            const gint64 *results,
            const gint64 *margins)
{
  g_autofree char *number = g_strdup_printf ("%08d", 80000000 + school->n++);
  gint64 id = branch_add_client (&school->branch, number, number, 20250101);

  if (tier != CLT_TIER_UNRATED)
    catalogue_rate (&school->branch, id, tier, 20260101);
  add_day (school, id, HELD - 10, equity, results[0], margins[0]);
  add_day (school, id, HELD + 10, equity, results[1], margins[1]);
  return id;
}

static void
attend (School *school, gint64 client, CltDay day)
{
  branch_run (&school->branch,
              "INSERT INTO course_result (id, client_id, course_id, result, day)"
              " VALUES (?, ?, ?, 'pass', ?)",
              "iiiy", branch_new_id (&school->branch), client, school->course, day);
}

static CltTrainingEffect *
load (School *school)
{
  g_autoptr (GError) error = NULL;
  CltTrainingEffect *effect;

  branch_commit (&school->branch);
  effect = clt_training_effect_load (school->branch.conn, school->course, TODAY, &error);
  g_assert_no_error (error);
  return effect;
}

/* Three pairs whose differences of risk are -0.4, -0.2 and 0: mean -0.2, deviation 0.2, and Student's
 * t of two degrees of freedom is 4.302653. */
static void
test_known (School *school, gconstpointer unused)
{
  static const gint64 worse[] = { -100, -100 }, better[] = { -100, 100 };
  static const gint64 halves[][2] = { { 800, 400 }, { 800, 600 }, { 800, 800 } };
  static const gint64 same[] = { 500, 500 };
  g_autoptr (CltTrainingEffect) effect = NULL;
  gint64 matches[3];

  for (guint i = 0; i < 3; i++)
    {
      const gint64 equity = 1000;
      gint64 id =
        add_client (school, (CltTier) (i + 1), equity, i == 0 ? better : worse, halves[i]);

      attend (school, id, HELD);
      /* nearer in equity than the second, and the only one of the tier that may be taken */
      matches[i] = add_client (school, (CltTier) (i + 1), equity * 2, worse, same);
      add_client (school, (CltTier) (i + 1), equity * 3, better, same);
    }
  effect = load (school);
  g_assert_cmpint (effect->n_attendants, ==, 3);
  g_assert_cmpint (effect->n_waiting, ==, 0);
  g_assert_cmpuint (effect->pairs->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((CltEffectPair *) effect->pairs->pdata[i])->match_id, ==, matches[i]);
  g_assert_cmpint (effect->risk.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (effect->risk.before[0], 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (effect->risk.after[0], 0.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (effect->risk.change, -0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (effect->risk.low, -0.2 - 4.302652730 * 0.2 / sqrt (3), 1e-6);
  g_assert_cmpfloat_with_epsilon (effect->risk.high, -0.2 + 4.302652730 * 0.2 / sqrt (3), 1e-6);
  /* one of three stopped losing, none of the matches did */
  g_assert_cmpfloat_with_epsilon (effect->loss.change, -1.0 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (effect->loss.before[0], 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (effect->loss.after[0], 2.0 / 3, 1e-9);
}

/* Whose time after the course is not over is not counted yet; without anybody there is no figure. */
static void
test_early (School *school, gconstpointer unused)
{
  static const gint64 zero[] = { 1, 1 };
  g_autoptr (CltTrainingEffect) effect = NULL;
  g_autofree char *caution = NULL;

  attend (school, add_client (school, CLT_TIER_SMALL, 100, zero, zero), HELD + 1);
  add_client (school, CLT_TIER_SMALL, 100, zero, zero);
  effect = load (school);
  g_assert_cmpint (effect->n_waiting, ==, 1);
  g_assert_cmpint (effect->n_attendants, ==, 0);
  g_assert_cmpint (effect->loss.n, ==, 0);
  g_assert_true (isnan (effect->loss.change) && isnan (effect->loss.low));
  caution = clt_training_effect_format_caution (effect);
  g_assert_nonnull (strstr (caution, "association"));
}

/* Whoever there is: a match is of the same tier, attended nothing, and stands beside one only. */
static void
test_any (School *school, gconstpointer unused)
{
  g_autoptr (CltTrainingEffect) effect = NULL;
  g_autoptr (GHashTable) attendants = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) tiers = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) matches = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 60; i++)
    {
      CltTier tier = g_test_rand_int_range (0, CLT_N_TIERS);
      const gint64 results[] = { g_test_rand_int_range (-9, 10), g_test_rand_int_range (-9, 10) };
      const gint64 margins[] = { g_test_rand_int_range (0, 900), g_test_rand_int_range (0, 900) };
      gint64 id = add_client (school, tier, g_test_rand_int_range (100, 1000), results, margins);

      g_hash_table_insert (tiers, GSIZE_TO_POINTER (id), GINT_TO_POINTER (tier));
      if (g_test_rand_int_range (0, 3) > 0)
        continue;
      attend (school, id, HELD);
      g_hash_table_add (attendants, GSIZE_TO_POINTER (id));
    }
  effect = load (school);
  g_assert_cmpuint ((guint) effect->n_attendants, ==, g_hash_table_size (attendants));
  for (guint i = 0; i < effect->pairs->len; i++)
    {
      const CltEffectPair *pair = effect->pairs->pdata[i];

      g_assert_true (g_hash_table_contains (attendants, GSIZE_TO_POINTER (pair->client_id)));
      g_assert_false (g_hash_table_contains (attendants, GSIZE_TO_POINTER (pair->match_id)));
      g_assert_true (g_hash_table_lookup (tiers, GSIZE_TO_POINTER (pair->client_id)) ==
                     g_hash_table_lookup (tiers, GSIZE_TO_POINTER (pair->match_id)));
      g_assert_true (g_hash_table_add (matches, GSIZE_TO_POINTER (pair->match_id)));
    }
  g_assert_cmpint (effect->loss.n, ==, (int) effect->pairs->len);
  if (effect->loss.n >= 2)
    g_assert_true (effect->loss.low <= effect->loss.change &&
                   effect->loss.change <= effect->loss.high);
}

/* ---- who is like whom ------------------------------------------------------------------------ */

static CltEffectFact
draw_fact (gint64 id)
{
  return (CltEffectFact){ .client_id = id,
                          .equity = { g_test_rand_int_range (0, 12) * 1000 },
                          .n_days = { g_test_rand_int_range (1, 4), 1 },
                          .tier = g_test_rand_int_range (1, 4),
                          .attends = g_test_rand_int_range (0, 3) == 0 };
}

/* By looking at everybody. */
static const CltEffectFact *
find_slowly (const GArray *facts, GHashTable *taken, const CltEffectFact *attendant)
{
  const CltEffectFact *best = NULL;
  double distance = INFINITY;

  for (guint i = 0; i < facts->len; i++)
    {
      const CltEffectFact *fact = &g_array_index (facts, CltEffectFact, i);
      const double d = fabs ((double) fact->equity[0] / fact->n_days[0] -
                             (double) attendant->equity[0] / attendant->n_days[0]);

      if (fact->attends || fact->tier != attendant->tier || d >= distance ||
          g_hash_table_contains (taken, fact))
        continue;
      best = fact;
      distance = d;
    }
  return best;
}

/* Many are as far off as others: the one with the lowest id is taken. */
static void
test_match (School *school, gconstpointer data)
{
  for (int round = 0; round < 200; round++)
    {
      g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (CltEffectFact));
      g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
      g_autoptr (CltEffectMatcher) matcher = NULL;

      for (gint64 id = 1; id <= g_test_rand_int_range (1, 60); id++)
        {
          const CltEffectFact fact = draw_fact (id);

          g_array_append_val (facts, fact);
        }
      matcher = clt_effect_matcher_new (facts);
      for (guint i = 0; i < facts->len; i++)
        {
          const CltEffectFact *fact = &g_array_index (facts, CltEffectFact, i), *match;

          if (!fact->attends)
            continue;
          match = find_slowly (facts, taken, fact);
          g_assert_true (clt_effect_matcher_take (matcher, fact) == match);
          g_hash_table_add (taken, (gpointer) match);
        }
    }
}

#define ADD(path, test) g_test_add ("/training-effect/" path, School, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("known", test_known);
  ADD ("early", test_early);
  ADD ("any", test_any);
  ADD ("match", test_match);
  return g_test_run ();
}
