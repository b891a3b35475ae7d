/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-figures.h"

#include <string.h>

#include "core/funds/clt-rollup.h"
#include "core/quality/clt-contact-figures.h"
#include "core/quality/clt-indicator-kinds.h"
#include "core/quality/clt-measure-events.h"

#define ALL_TIERS -1

gboolean
clt_figures_get_span (CltConn *conn, CltDay *first, CltDay *last, GError **error)
{
  gint64 a, b;

  if (!clt_conn_get_int (conn, &a, CLT_DAY_NONE, error, "SELECT min (day) FROM funds_daily", "") ||
      !clt_conn_get_int (conn, &b, CLT_DAY_NONE, error, "SELECT max (day) FROM funds_daily", ""))
    return FALSE;
  *first = (CltDay) a;
  *last = (CltDay) b;
  return TRUE;
}

/* Computing */

static void
count_client (CltFigures *figures, const CltMeasure *m)
{
  for (guint i = 0; i < clt_n_indicator_kinds; i++)
    {
      const CltIndicatorKind *kind = &clt_indicator_kinds[i];
      CltTier tier = kind->basis == CLT_BASIS_FLOW ? m->tier_first : m->tier_end;
      gint64 numerator = kind->numerator (m), denominator = kind->denominator (m);

      figures->indicator[i].numerator += numerator;
      figures->indicator[i].denominator += denominator;
      figures->by_tier[i][tier].numerator += numerator;
      figures->by_tier[i][tier].denominator += denominator;
    }
  figures->clients_first[m->tier_first] += m->at_first;
  figures->commission[m->tier_first] += m->commission;
  figures->retained[m->tier_first] += m->retained;
  figures->clients[m->tier_end] += m->at_end;
  figures->equity[m->tier_end] += m->at_end ? m->end.equity : 0;
}

gboolean
clt_figures_compute (CltConn *conn, CltDay from, CltDay to, CltFigures *figures, GError **error)
{
  g_autoptr (CltMeasures) measures = clt_measures_compute (conn, from, to, error);
  g_autofree CltTier *before = NULL;

  G_STATIC_ASSERT (CLT_MAX_INDICATORS >= 14);
  memset (figures, 0, sizeof *figures);
  if (measures == NULL)
    return FALSE;
  figures->from = from;
  figures->to = to;
  before = g_new (CltTier, MAX (measures->population->n, 1));
  if (!clt_population_get_tiers (measures->population, conn, from - 1, before, error))
    return FALSE;
  for (int i = 0; i < measures->population->n; i++)
    {
      const CltMeasure *m = &measures->clients[i];

      count_client (figures, m);
      if (m->at_start && m->at_end)
        figures->matrix[before[i]][m->tier_end]++;
    }
  return TRUE;
}

/* Keeping: one row a name and tier */

static const char *const to_names[CLT_N_TIERS] = {
  [CLT_TIER_UNRATED] = "to_unrated",   [CLT_TIER_SMALL] = "to_small",
  [CLT_TIER_ORDINARY] = "to_ordinary", [CLT_TIER_MAJOR] = "to_major",
  [CLT_TIER_HIGH_END] = "to_high_end",
};

typedef struct
{
  CltConn *conn;
  int month, months;
} Period;

static gboolean
write_figure (const Period *period,
              const char *name,
              int tier,
              gint64 numerator,
              gint64 denominator,
              GError **error)
{
  return clt_conn_run (
    period->conn, error,
    "INSERT INTO month_figure (month, months, tier, name, numerator, denominator)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (month, months, tier, name)"
    " DO UPDATE SET numerator = excluded.numerator, denominator = excluded.denominator",
    "iiitii", (gint64) period->month, (gint64) period->months, (gint64) tier, name, numerator,
    denominator);
}

static gboolean
write_tier (const Period *period, const CltFigures *figures, int tier, GError **error)
{
  for (guint i = 0; i < clt_n_indicator_kinds; i++)
    if (!write_figure (period, clt_indicator_kinds[i].name, tier,
                       figures->by_tier[i][tier].numerator, figures->by_tier[i][tier].denominator,
                       error))
      return FALSE;
  for (int to = 0; to < CLT_N_TIERS; to++)
    if (!write_figure (period, to_names[to], tier, figures->matrix[tier][to], 0, error))
      return FALSE;
  return write_figure (period, "clients", tier, figures->clients[tier],
                       figures->clients_first[tier], error) &&
         write_figure (period, "equity", tier, figures->equity[tier], 0, error) &&
         write_figure (period, "commission", tier, figures->commission[tier], 0, error) &&
         write_figure (period, "retained", tier, figures->retained[tier], 0, error);
}

static gboolean
write_figures (const Period *period, const CltFigures *figures, gint64 spells, GError **error)
{
  for (guint i = 0; i < clt_n_indicator_kinds; i++)
    if (!write_figure (period, clt_indicator_kinds[i].name, ALL_TIERS,
                       figures->indicator[i].numerator, figures->indicator[i].denominator, error))
      return FALSE;
  for (int tier = 0; tier < CLT_N_TIERS; tier++)
    if (!write_tier (period, figures, tier, error))
      return FALSE;
  return write_figure (period, "spells", ALL_TIERS, spells, 0, error) &&
         write_figure (period, "period", ALL_TIERS, figures->from, figures->to, error);
}

static void
take_figure (CltFigures *figures, const char *name, int tier, CltRatio ratio)
{
  const CltIndicatorKind *kind = clt_indicator_kind_find (name);

  if (kind != NULL && tier == ALL_TIERS)
    figures->indicator[kind - clt_indicator_kinds] = ratio;
  else if (kind != NULL)
    figures->by_tier[kind - clt_indicator_kinds][tier] = ratio;
  else if (g_str_equal (name, "clients"))
    {
      figures->clients[tier] = (int) ratio.numerator;
      figures->clients_first[tier] = (int) ratio.denominator;
    }
  else if (g_str_equal (name, "equity"))
    figures->equity[tier] = ratio.numerator;
  else if (g_str_equal (name, "commission"))
    figures->commission[tier] = ratio.numerator;
  else if (g_str_equal (name, "retained"))
    figures->retained[tier] = ratio.numerator;
  else if (g_str_equal (name, "period"))
    {
      figures->from = (CltDay) ratio.numerator;
      figures->to = (CltDay) ratio.denominator;
    }
  for (int to = 0; to < CLT_N_TIERS && tier != ALL_TIERS; to++)
    if (g_str_equal (name, to_names[to]))
      figures->matrix[tier][to] = (int) ratio.numerator;
}

gboolean
clt_figures_read (CltConn *conn,
                  int month,
                  int months,
                  CltFigures *figures,
                  gboolean *found,
                  GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT name, tier, numerator, denominator FROM month_figure"
                                  " WHERE month = ? AND months = ?",
                                  "ii", (gint64) month, (gint64) months);

  *found = FALSE;
  memset (figures, 0, sizeof *figures);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltRatio ratio = { clt_stmt_get_int (stmt, 2), clt_stmt_get_int (stmt, 3) };

      take_figure (figures, clt_stmt_get_text (stmt, 0), (int) clt_stmt_get_int (stmt, 1), ratio);
      *found = TRUE;
    }
  return step == CLT_STEP_DONE;
}

/* Spells are edited one by one, on any day. A fingerprint of all spells as they look at a month's
 * end tells which months an edit concerns: it sums over spells, so that one walk over them gives
 * the fingerprint of every month. */

typedef struct
{
  int first, n;  /* months */
  guint64 *sums; /* owned: at each month's end */
} Fingerprint;

static void
fingerprint_clear (Fingerprint *fingerprint)
{
  g_free (fingerprint->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fingerprint, fingerprint_clear)

/* Steele, Lea, Flood, SplittableRandom (2014): the mixing function. */
static guint64
mix (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static void
fingerprint_add (Fingerprint *fingerprint, CltDay day, guint64 value)
{
  int month = MAX (clt_day_get_month (day), fingerprint->first);

  if (month < fingerprint->first + fingerprint->n)
    fingerprint->sums[month - fingerprint->first] += value;
}

static gboolean
fingerprint_init (Fingerprint *fingerprint, CltConn *conn, int first, int last, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT s.client_id, s.opened, s.closed, s.reason FROM spell s"
                                  " JOIN client c ON c.id = s.client_id WHERE c.prospect = 0",
                                  "");

  fingerprint->first = first;
  fingerprint->n = last - first + 1;
  fingerprint->sums = g_new0 (guint64, fingerprint->n);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      guint64 client = mix ((guint64) clt_stmt_get_int (stmt, 0));
      CltDay opened = clt_stmt_get_day (stmt, 1), closed = clt_stmt_get_day (stmt, 2);

      fingerprint_add (fingerprint, opened, mix (client ^ (guint64) opened));
      if (closed != CLT_DAY_NONE)
        fingerprint_add (fingerprint, closed,
                         mix (mix (client ^ (guint64) closed) +
                              g_str_hash (clt_stmt_get_text (stmt, 3))));
    }
  for (int i = 1; i < fingerprint->n; i++)
    fingerprint->sums[i] += fingerprint->sums[i - 1];
  return step == CLT_STEP_DONE;
}

/* Refreshing */

typedef struct
{
  gboolean figures, contacts;
} Kept;

static gboolean
find_kept (CltConn *conn, int month, int months, Kept *kept, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM month_figure WHERE month = ? AND months = ?"
                         " AND tier = -1 AND name = 'period'",
                         "ii", (gint64) month, (gint64) months))
    return FALSE;
  kept->figures = n > 0;
  kept->contacts = TRUE; /* only single months have them */
  return months > 1 || clt_contact_figures_are_kept (conn, clt_contact_figures_get_day (month),
                                                     &kept->contacts, error);
}

static gboolean
compute_and_write (CltConn *conn, int month, int months, CltDay last_fact, GError **error)
{
  const Period period = { conn, month, months };
  CltDay to = MIN (clt_month_last_day (month), last_fact);
  g_auto (Fingerprint) fingerprint = { 0 };
  CltFigures figures;

  return clt_figures_compute (conn, clt_month_first_day (month - months + 1), to, &figures,
                              error) &&
         fingerprint_init (&fingerprint, conn, month, month, error) &&
         write_figures (&period, &figures, (gint64) fingerprint.sums[0], error);
}

/* One read that turns into a write: when somebody else wrote in between, the write is refused and
 * nothing stale is kept. */
static gboolean
refresh_one (CltConn *conn,
             int month,
             int months,
             const Kept *kept,
             CltDay last_fact,
             GError **error)
{
  if (!clt_conn_run (conn, error, "BEGIN", ""))
    return FALSE;
  if ((!kept->figures && !compute_and_write (conn, month, months, last_fact, error)) ||
      (!kept->contacts &&
       !clt_contact_figures_keep (conn, clt_contact_figures_get_day (month), error)) ||
      !clt_conn_run (conn, error, "COMMIT", ""))
    {
      clt_conn_run (conn, NULL, "ROLLBACK", "");
      return FALSE;
    }
  return TRUE;
}

gboolean
clt_figures_refresh (CltConn *conn, int first, int last, int months, guint *n_done, GError **error)
{
  CltDay first_fact, last_fact;

  if (n_done != NULL)
    *n_done = 0;
  if (!clt_figures_get_span (conn, &first_fact, &last_fact, error))
    return FALSE;
  if (first_fact == CLT_DAY_NONE)
    return TRUE;
  first = MAX (first, clt_day_get_month (first_fact));
  last = MIN (last, clt_day_get_month (last_fact));
  for (int month = last; month >= first; month--)
    {
      g_autoptr (GError) failure = NULL;
      Kept kept;

      if (!find_kept (conn, month, months, &kept, error))
        return FALSE;
      if (kept.figures && kept.contacts)
        continue;
      if (!refresh_one (conn, month, months, &kept, last_fact, &failure))
        {
          if (g_error_matches (failure, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY))
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (n_done != NULL)
        (*n_done)++;
    }
  return TRUE;
}

gboolean
clt_figures_refresh_next (CltConn *conn, gboolean *more, GError **error)
{
  CltDay first_fact, last_fact;
  guint n_done = 0;

  *more = FALSE;
  if (!clt_figures_get_span (conn, &first_fact, &last_fact, error))
    return FALSE;
  if (first_fact == CLT_DAY_NONE)
    return TRUE;
  for (int month = clt_day_get_month (last_fact);
       month >= clt_day_get_month (first_fact) && n_done == 0; month--)
    if (!clt_figures_refresh (conn, month, month, 1, &n_done, error))
      return FALSE;
  *more = n_done > 0;
  return TRUE;
}

gboolean
clt_figures_refresh_all (CltConn *conn, GError **error)
{
  return clt_figures_refresh (conn, G_MININT, G_MAXINT, 1, NULL, error);
}

/* Growing stale */

/* The first day that the touched rows of @table concern, by @sql over one id; a row that is gone
 * (an undo) might have concerned any day. */
static gboolean
find_day (CltConn *conn,
          const CltTouched *touched,
          const char *table,
          const char *sql,
          CltDay *first,
          GError **error)
{
  const GArray *rows = clt_touched_get_rows (touched, table);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 day;

      if (!clt_conn_get_int (conn, &day, G_MININT32, error, sql, "i",
                             g_array_index (rows, gint64, i)))
        return FALSE;
      *first = MIN (*first, (CltDay) day);
    }
  return TRUE;
}

static void
find_run_day (const CltTouched *touched, CltDay *first)
{
  const GArray *runs = clt_touched_get_rows (touched, "tier_run");

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    *first = MIN (*first, (CltDay) g_array_index (runs, gint64, i));
  if (runs == NULL && clt_touched_get_rows (touched, "tier_history") != NULL)
    *first = G_MININT32;
}

#define MANY_ACCOUNTS 100

/* Accounts matter when they have facts: one that goes to another client takes them along. */
static gboolean
find_account_day (CltConn *conn, const CltTouched *touched, CltDay *first, GError **error)
{
  const GArray *rows = clt_touched_get_rows (touched, "account");
  gint64 from, to;

  if (rows == NULL)
    return TRUE;
  if (!clt_conn_get_int (conn, &from, 0, error, "SELECT min (month) FROM account_month", "") ||
      !clt_conn_get_int (conn, &to, -1, error, "SELECT max (month) FROM account_month", ""))
    return FALSE;
  if (from <= to && rows->len > MANY_ACCOUNTS)
    *first = G_MININT32;
  for (guint i = 0; i < rows->len && rows->len <= MANY_ACCOUNTS; i++)
    for (gint64 month = from; month <= to; month++)
      {
        gint64 n;

        if (!clt_conn_get_int (conn, &n, 0, error,
                               "SELECT count(*) FROM account_month WHERE month = ?"
                               " AND account_id = ?",
                               "ii", month, g_array_index (rows, gint64, i)))
          return FALSE;
        if (n > 0)
          *first = MIN (*first, clt_month_first_day ((int) month));
      }
  return TRUE;
}

/* The first month whose spells no longer look as they did when its figures were computed. */
static gboolean
find_spell_day (CltConn *conn, const CltTouched *touched, CltDay *first, GError **error)
{
  g_auto (Fingerprint) fingerprint = { 0 };
  gint64 from, to;
  CltStmt *stmt;
  CltStep step;

  if (clt_touched_get_rows (touched, "spell") == NULL)
    return TRUE;
  if (!clt_conn_get_int (conn, &from, 0, error, "SELECT min (month) FROM month_figure", "") ||
      !clt_conn_get_int (conn, &to, -1, error, "SELECT max (month) FROM month_figure", ""))
    return FALSE;
  if (to < from)
    return TRUE;
  if (!fingerprint_init (&fingerprint, conn, (int) from, (int) to, error))
    return FALSE;
  stmt = clt_conn_query (conn, error,
                         "SELECT month, numerator FROM month_figure WHERE name = 'spells'"
                         " AND tier = -1 ORDER BY month",
                         "");
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int month = (int) clt_stmt_get_int (stmt, 0);

      if ((gint64) fingerprint.sums[month - from] != clt_stmt_get_int (stmt, 1))
        *first = MIN (*first, clt_month_first_day (month));
    }
  return step == CLT_STEP_DONE;
}

/* The last month with facts is shown to date: its end moves with the last fact. */
static gboolean
find_moved_end (CltConn *conn, CltDay *first, GError **error)
{
  CltDay first_fact, last_fact;
  CltStep step;
  CltStmt *stmt;

  if (!clt_figures_get_span (conn, &first_fact, &last_fact, error))
    return FALSE;
  stmt = clt_conn_query (conn, error,
                         "SELECT month, denominator FROM month_figure WHERE name = 'period'"
                         " AND tier = -1",
                         "");
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int month = (int) clt_stmt_get_int (stmt, 0);

      if (clt_stmt_get_int (stmt, 1) != MIN (clt_month_last_day (month), last_fact))
        *first = MIN (*first, clt_month_first_day (month));
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_figures_derived (CltConn *conn, const CltTouched *touched, GError **error)
{
  CltDay first = clt_rollup_find_first (touched);

  if (first == CLT_DAY_NONE)
    first = G_MAXINT32;
  if (clt_touched_get_rows (touched, "trading_day") != NULL)
    first = G_MININT32; /* where the calendar begins matters to every period before it */
  find_run_day (touched, &first);
  if (!find_day (conn, touched, "rule", "SELECT valid_from FROM rule WHERE id = ?", &first,
                 error) ||
      !find_day (conn, touched, "tier_override",
                 "SELECT valid_from FROM tier_override WHERE id = ?", &first, error) ||
      !find_account_day (conn, touched, &first, error) ||
      !find_spell_day (conn, touched, &first, error) ||
      !clt_measures_find_event_day (conn, touched, &first, error) ||
      (clt_touched_get_bulk (touched, "funds_daily") != NULL &&
       !find_moved_end (conn, &first, error)))
    return FALSE;
  if (first == G_MAXINT32)
    return TRUE;
  return clt_conn_run (conn, error, "DELETE FROM month_figure WHERE month >= ?", "i",
                       first == G_MININT32 ? (gint64) 0 : (gint64) clt_day_get_month (first));
}

void
clt_figures_register (CltConn *conn)
{
  clt_measures_watch_events (conn);
  clt_conn_add_derived (conn, clt_figures_derived);
}
