/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/funds/clt-calendar.h"
#include "core/funds/clt-product.h"
#include "core/rules/clt-rules.h"
#include "core/rules/clt-settings.h"
#include "core/training/clt-training-need.h"

/* What is seen from how clients trade, over the trading days of rule behaviour.window_days. Which course
 * helps is a setting of the branch, "training.course.<what>"; the codes of the starter curriculum
 * stand in for it (domain 6: a losing streak or a high risk ratio suggests C3). */

typedef struct
{
  CltNeedScan *scan;
  CltDay first, last;
} Window;

const char *const clt_need_helps[CLT_N_HELPS] = { "streak", "risk", "sector", "financial" };
static const char *const starters[CLT_N_HELPS] = { "C3", "C3", "C1", "D4" };

static char *
dup_setting (const char *what)
{
  return g_strconcat ("training.course.", what, NULL);
}

char *
clt_need_get_help (CltConn *conn, const char *what, GError **error)
{
  g_autofree char *name = dup_setting (what);
  g_autofree char *code = clt_settings_get (conn, name, error);

  for (guint i = 0; code != NULL && i < CLT_N_HELPS; i++)
    if (*code == '\0' && g_str_equal (clt_need_helps[i], what))
      return g_strdup (starters[i]);
  return g_steal_pointer (&code);
}

gboolean
clt_need_set_help (CltConn *conn, const char *what, const char *code, GError **error)
{
  g_autofree char *name = dup_setting (what);
  gboolean known = FALSE;

  for (guint i = 0; i < CLT_N_HELPS; i++)
    known |= g_str_equal (clt_need_helps[i], what);
  if (!known)
    return clt_store_refuse (error,
                             /* Translators: what was typed. */
                             _ ("“%s” is nothing that a course helps against: streak, risk, sector "
                                "or financial. Nothing was changed."),
                             what);
  return (*code == '\0' || clt_course_find (conn, code, error) != 0) &&
         clt_settings_set (conn, name, code, error);
}

/* 0: the curriculum has no such course. */
static gboolean
find_helping (CltConn *conn, const char *what, gint64 *id, GError **error)
{
  g_autofree char *code = clt_need_get_help (conn, what, error);

  return code != NULL &&
         clt_conn_get_int (conn, id, 0, error,
                           "SELECT id FROM course WHERE code = ? COLLATE NOCASE AND archived = 0",
                           "t", code);
}

/* ---- losses and risk ----------------------------------------------------------------------- */

/* Rows of funds by day. Of one client, day by day: the file is sorted by days, not by accounts. The
 * result of a day is what its balance changed by, deposits and withdrawals apart. */
#define FUNDS                                                                                      \
  "SELECT f.day, f.account_id, f.balance - f.opening - coalesce (f.deposit, 0)"                    \
  " + coalesce (f.withdrawal, 0), coalesce (f.margin, 0), f.equity"
static const char all_funds_sql[] =
  FUNDS " FROM funds_daily f WHERE f.day BETWEEN ?1 AND ?2 ORDER BY f.day";
static const char funds_of_one_sql[] =
  "WITH RECURSIVE d (day) AS (SELECT ?1 UNION ALL SELECT day + 1 FROM d WHERE day < ?2) " FUNDS
  " FROM d CROSS JOIN account a CROSS JOIN funds_daily f ON f.day = d.day"
  " AND f.account_id = a.id WHERE a.client_id = ?3 ORDER BY f.day";

/* A client's days so far. */
typedef struct
{
  gint64 client_id;
  CltDay day;                    /* of which the sums are; CLT_DAY_NONE: none yet */
  gint64 result, margin, equity; /* of all accounts */
  int losses;                    /* days with a loss since the last one with a gain */
  CltDay last_loss;
  CltDay alert; /* last day above the alert line; CLT_DAY_NONE */
  gint64 alert_margin, alert_equity;
} Days;

/* The day is complete. */
static void
end_day (Days *days, gint64 alert)
{
  if (days->day == CLT_DAY_NONE)
    return;
  if (days->result > 0)
    days->losses = 0;
  if (days->result < 0)
    {
      days->losses++;
      days->last_loss = days->day;
    }
  if (days->margin > 0 && (double) days->margin * 1e6 > (double) alert * (double) days->equity)
    {
      days->alert = days->day;
      days->alert_margin = days->margin;
      days->alert_equity = days->equity;
    }
}

static void
take_funds (Days *days, CltStmt *stmt, gint64 alert)
{
  const CltDay day = clt_stmt_get_day (stmt, 0);

  if (day != days->day)
    {
      end_day (days, alert);
      days->day = day;
      days->result = days->margin = days->equity = 0;
    }
  days->result += clt_stmt_get_int (stmt, 2);
  days->margin += clt_stmt_get_int (stmt, 3);
  days->equity += clt_stmt_get_int (stmt, 4);
}

/* Whose account it is: account id -> Days of its client, which @people owns. */
static GHashTable *
load_accounts (CltConn *conn, gint64 client_id, GPtrArray *people, GError **error)
{
  g_autoptr (GHashTable) accounts =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT id, client_id FROM account WHERE ?1 IN (0, client_id)"
                                  " ORDER BY client_id",
                                  "i", client_id);
  CltStep step = CLT_STEP_ERROR;
  Days *days = NULL;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0), client = clt_stmt_get_int (stmt, 1);

      if (days == NULL || days->client_id != client)
        {
          days = g_new0 (Days, 1);
          days->client_id = client;
          days->day = days->last_loss = days->alert = CLT_DAY_NONE;
          g_ptr_array_add (people, days);
        }
      g_hash_table_insert (accounts, g_memdup2 (&id, sizeof id), days);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&accounts) : NULL;
}

static void
judge_days (CltNeedScan *scan,
            const Days *days,
            int streak,
            gint64 streak_course,
            gint64 risk_course)
{
  if (days->alert != CLT_DAY_NONE)
    clt_need_scan_add (scan, CLT_NEED_RISK, days->client_id, risk_course, days->alert,
                       days->alert_equity > 0 ? (gint64) ((double) days->alert_margin * 1e6 /
                                                          (double) days->alert_equity)
                                              : -1,
                       "");
  if (days->losses >= streak)
    clt_need_scan_add (scan, CLT_NEED_STREAK, days->client_id, streak_course, days->last_loss,
                       days->losses, "");
}

static gboolean
scan_funds (const Window *window, GError **error)
{
  CltNeedScan *scan = window->scan;
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) accounts = NULL;
  gint64 streak_course, risk_course, alert;
  CltStep step = CLT_STEP_ERROR;
  CltStmt *stmt;
  int streak;

  if (!find_helping (scan->conn, "streak", &streak_course, error) ||
      !find_helping (scan->conn, "risk", &risk_course, error) ||
      !clt_rules_get_count (scan->conn, "training.losing_streak", scan->needs->day, &streak,
                            error) ||
      !clt_rules_get_ppm (scan->conn, "risk.alert", scan->needs->day, &alert, error) ||
      (accounts = load_accounts (scan->conn, scan->client_id, people, error)) == NULL)
    return FALSE;
  stmt = scan->client_id == 0
           ? clt_conn_query (scan->conn, error, all_funds_sql, "ii", (gint64) window->first,
                             (gint64) window->last)
           : clt_conn_query (scan->conn, error, funds_of_one_sql, "iii", (gint64) window->first,
                             (gint64) window->last, scan->client_id);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 account = clt_stmt_get_int (stmt, 1);
      Days *days = g_hash_table_lookup (accounts, &account);

      if (days != NULL)
        take_funds (days, stmt, alert);
    }
  for (guint i = 0; i < people->len; i++)
    {
      end_day (people->pdata[i], alert);
      judge_days (scan, people->pdata[i], streak, streak_course, risk_course);
    }
  return step == CLT_STEP_DONE;
}

/* ---- new sectors --------------------------------------------------------------------------- */

/* Of the client whose rows are being read. */
typedef struct
{
  gint64 client_id; /* 0: none yet */
  CltDay first[CLT_N_SECTORS];
} Sectors;

static void
sectors_reset (Sectors *sectors, gint64 client_id)
{
  sectors->client_id = client_id;
  for (guint i = 0; i < CLT_N_SECTORS; i++)
    sectors->first[i] = CLT_DAY_NONE;
}

/* Who has just begun trades everything for the first time: that is no news. */
static void
judge_sectors (const Window *window, const Sectors *sectors, gint64 course, gint64 financial)
{
  CltDay newest = CLT_DAY_NONE;
  gboolean before = FALSE;
  guint sector = 0;

  for (guint i = 0; i < CLT_N_SECTORS; i++)
    {
      CltDay first = sectors->first[i];

      before |= first != CLT_DAY_NONE && first < window->first;
      if (first != CLT_DAY_NONE && first >= window->first && first > newest)
        {
          newest = first;
          sector = i;
        }
    }
  if (before && newest != CLT_DAY_NONE)
    clt_need_scan_add (window->scan, CLT_NEED_SECTOR, sectors->client_id,
                       sector == CLT_SECTOR_INDEX || sector == CLT_SECTOR_BONDS ? financial
                                                                                : course,
                       newest, sector, "");
}

static gboolean
scan_trades (const Window *window, GError **error)
{
  CltNeedScan *scan = window->scan;
  CltStep step = CLT_STEP_ERROR;
  gint64 course, financial;
  Sectors sectors;
  CltStmt *stmt;

  sectors_reset (&sectors, 0);
  if (!find_helping (scan->conn, "sector", &course, error) ||
      !find_helping (scan->conn, "financial", &financial, error))
    return FALSE;
  stmt = clt_conn_query (scan->conn, error,
                         "SELECT a.client_id, t.exchange, t.contract, min(t.day) FROM trade t"
                         " JOIN account a ON a.id = t.account_id WHERE t.day <= ?1"
                         " AND ?2 IN (0, a.client_id) GROUP BY a.client_id, t.exchange, t.contract"
                         " ORDER BY a.client_id",
                         "yi", window->last, scan->client_id);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltSector sector = clt_sector_of (clt_stmt_get_text (stmt, 1), clt_stmt_get_text (stmt, 2));
      CltDay day = clt_stmt_get_day (stmt, 3);

      if (clt_stmt_get_int (stmt, 0) != sectors.client_id)
        {
          judge_sectors (window, &sectors, course, financial);
          sectors_reset (&sectors, clt_stmt_get_int (stmt, 0));
        }
      if (sectors.first[sector] == CLT_DAY_NONE || day < sectors.first[sector])
        sectors.first[sector] = day;
    }
  judge_sectors (window, &sectors, course, financial);
  return step == CLT_STEP_DONE;
}

gboolean
clt_need_scan_behaviour (CltNeedScan *scan, GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (scan->conn, error);
  Window window = { .scan = scan };
  int days;

  if (calendar == NULL ||
      !clt_rules_get_count (scan->conn, "behaviour.window_days", scan->needs->day, &days, error))
    return FALSE;
  window.last = clt_calendar_at_or_before (calendar, scan->needs->day);
  window.first = clt_calendar_move (calendar, window.last, 1 - days);
  return scan_funds (&window, error) && scan_trades (&window, error);
}
