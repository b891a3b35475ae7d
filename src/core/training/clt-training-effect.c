/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-training-effect.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/rules/clt-rules.h"
#include "core/training/clt-effect-match.h"

/* Of the normal distribution, for 95 %. */
#define Z 1.959963984540054

void
clt_training_effect_free (CltTrainingEffect *effect)
{
  g_ptr_array_unref (effect->pairs);
  g_free (effect);
}

/* ---- facts --------------------------------------------------------------------------------- */

typedef struct
{
  CltConn *conn;
  gint64 course_id;
  CltDay today;
  CltTrainingEffect *effect;
  GHashTable *attended; /* client id -> day, of all who ever attended up to today */
} Scan;

static void
scan_clear (Scan *scan)
{
  g_clear_pointer (&scan->attended, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

/* The first day on which each client was there, or, where no roll was called, on which he got a
 * result. By day. (element-type CltEffectFact) */
static GArray *
read_attendants (Scan *scan, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CltDay));
  CltStep step = CLT_STEP_ERROR;
  CltStmt *stmt = clt_conn_query (
    scan->conn, error,
    "SELECT client_id, min(day) FROM (SELECT a.client_id, (m.starts + 28800) / 86400 AS day"
    " FROM attendance a JOIN meeting m ON m.id = a.meeting_id"
    " JOIN course_session s ON s.id = m.session_id WHERE s.course_id = ?1 AND a.mark IN ('P', 'L')"
    " UNION ALL SELECT client_id, day FROM course_result WHERE course_id = ?1"
    " AND result <> 'withdrawn') WHERE day <= ?2 GROUP BY client_id ORDER BY 2, 1",
    "iy", scan->course_id, scan->today);

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);
      CltDay day = clt_stmt_get_day (stmt, 1);

      g_hash_table_insert (scan->attended, g_memdup2 (&id, sizeof id), GINT_TO_POINTER (day));
      if (days->len == 0 || g_array_index (days, CltDay, days->len - 1) != day)
        g_array_append_val (days, day);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&days) : NULL;
}

/* ---- matching ------------------------------------------------------------------------------ */

static double
get_risk (const CltEffectFact *facts, int side)
{
  return facts->equity[side] > 0 ? (double) facts->margin[side] / (double) facts->equity[side]
                                 : NAN;
}

static void
add_pair (Scan *scan, CltDay day, const CltEffectFact *attendant, const CltEffectFact *match)
{
  CltEffectPair *pair = g_new0 (CltEffectPair, 1);
  const CltEffectFact *const both[] = { attendant, match };

  pair->client_id = attendant->client_id;
  pair->match_id = match->client_id;
  pair->day = day;
  pair->tier = (CltTier) attendant->tier;
  for (int i = 0; i < 2; i++)
    {
      pair->lost_before[i] = both[i]->result[0] < 0;
      pair->lost_after[i] = both[i]->result[1] < 0;
      pair->risk_before[i] = get_risk (both[i], 0);
      pair->risk_after[i] = get_risk (both[i], 1);
    }
  g_ptr_array_add (scan->effect->pairs, pair);
}

static void
match_day (CltDay day, const GArray *facts, gpointer data)
{
  Scan *scan = data;
  g_autoptr (CltEffectMatcher) matcher = clt_effect_matcher_new (facts);

  for (guint i = 0; i < facts->len; i++)
    {
      const CltEffectFact *fact = &g_array_index (facts, CltEffectFact, i);
      const CltEffectFact *match;

      if (!fact->attends)
        continue;
      scan->effect->n_attendants++;
      match = clt_effect_matcher_take (matcher, fact);
      if (match != NULL)
        add_pair (scan, day, fact, match);
    }
}

/* ---- figures ------------------------------------------------------------------------------- */

/* Student's t for 95 % and @v degrees of freedom, by the expansion in 1/v (Abramowitz and Stegun
 * 26.7.5); exact where it is far off: v = 1 and 2. */
static double
get_t (int v)
{
  const double z = Z, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
  const double n = v;

  if (v == 1)
    return 12.706204736432095;
  if (v == 2)
    return 4.302652729911275;
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) +
         (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n) +
         (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * n * n * n * n);
}

/* @values: before and after of the attendant, then of his match. */
typedef gboolean (*ReadFunc) (const CltEffectPair *pair, double *values);

static gboolean
read_loss (const CltEffectPair *pair, double *values)
{
  for (int i = 0; i < 2; i++)
    {
      values[2 * i] = pair->lost_before[i];
      values[2 * i + 1] = pair->lost_after[i];
    }
  return TRUE;
}

static gboolean
read_risk (const CltEffectPair *pair, double *values)
{
  for (int i = 0; i < 2; i++)
    {
      values[2 * i] = pair->risk_before[i];
      values[2 * i + 1] = pair->risk_after[i];
    }
  return !isnan (values[0]) && !isnan (values[1]) && !isnan (values[2]) && !isnan (values[3]);
}

static void
measure (const GPtrArray *pairs, ReadFunc read, CltEffectMeasure *out)
{
  double sums[4] = { 0 }, sum = 0, squares = 0, values[4], margin;

  for (guint i = 0; i < pairs->len; i++)
    {
      double change;

      if (!read (pairs->pdata[i], values))
        continue;
      change = (values[1] - values[0]) - (values[3] - values[2]);
      out->n++;
      sum += change;
      squares += change * change;
      for (int k = 0; k < 4; k++)
        sums[k] += values[k];
    }
  /* nothing by nothing is NAN, as it should be */
  out->change = sum / out->n;
  for (int k = 0; k < 2; k++)
    {
      out->before[k] = sums[2 * k] / out->n;
      out->after[k] = sums[2 * k + 1] / out->n;
    }
  margin = out->n < 2 ? NAN
                      : get_t (out->n - 1) *
                          sqrt (fmax (squares - sum * sum / out->n, 0) / (out->n - 1) / out->n);
  out->low = out->change - margin;
  out->high = out->change + margin;
}

CltTrainingEffect *
clt_training_effect_load (CltConn *conn, gint64 course_id, CltDay today, GError **error)
{
  g_autoptr (CltTrainingEffect) effect = g_new0 (CltTrainingEffect, 1);
  g_auto (Scan) scan = { conn, course_id, today, effect, NULL };
  g_autoptr (GArray) days = NULL;

  effect->pairs = g_ptr_array_new_with_free_func (g_free);
  scan.attended = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!clt_rules_get_count (conn, "training.effect_days", today, &effect->days, error) ||
      (days = read_attendants (&scan, error)) == NULL)
    return NULL;
  /* of the others the window after the course is not over */
  while (days->len > 0 && g_array_index (days, CltDay, days->len - 1) + effect->days > today)
    g_array_set_size (days, days->len - 1);
  if (!clt_effect_facts_read (conn, scan.attended, days, effect->days, match_day, &scan, error))
    return NULL;
  effect->n_waiting = (int) g_hash_table_size (scan.attended) - effect->n_attendants;
  measure (effect->pairs, read_loss, &effect->loss);
  measure (effect->pairs, read_risk, &effect->risk);
  return g_steal_pointer (&effect);
}

char *
clt_effect_measure_format (const char *label, const CltEffectMeasure *measure)
{
  g_autofree char *before = clt_percent_format_tied (measure->before[0], 1);
  g_autofree char *after = clt_percent_format_tied (measure->after[0], 1);
  g_autofree char *matched_before = clt_percent_format_tied (measure->before[1], 1);
  g_autofree char *matched_after = clt_percent_format_tied (measure->after[1], 1);
  g_autofree char *change = clt_percent_format_tied (measure->change, 1);
  g_autofree char *low = clt_percent_format_tied (measure->low, 1);
  g_autofree char *high = clt_percent_format_tied (measure->high, 1);

  /* Translators: a measure; before and after of the attendants, of their matches; how the changes
   * differ, and the 95 % interval of that. */
  return g_strdup_printf (_ ("%s: attendants %s → %s, matched %s → %s, difference %s (%s … %s)"),
                          label, before, after, matched_before, matched_after, change, low, high);
}

char *
clt_training_effect_format_caution (const CltTrainingEffect *effect)
{
  return g_strdup_printf (
    /* Translators: numbers of pairs, of attendants, and of days. */
    ngettext ("%d of %d attendants beside a client of the same tier who did not attend, %d days "
              "before and after. This is association only: who comes to a course differs from who "
              "does not.",
              "%d of %d attendants, each beside a client of the same tier who did not attend, %d "
              "days before and after. This is association only: who comes to a course differs from "
              "who does not.",
              effect->pairs->len),
    (int) effect->pairs->len, effect->n_attendants, effect->days);
}
