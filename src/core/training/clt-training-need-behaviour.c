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

/* One row a client: days with a loss since the last day with a gain, the last of them; the last day
 * above the alert line, with margin and equity. The result of a day is what its balance changed by,
 * deposits and withdrawals apart. */
static const char funds_sql[] =
  "WITH d AS MATERIALIZED (SELECT a.client_id AS client, f.day AS day,"
  " sum(f.balance - f.opening - coalesce (f.deposit, 0) + coalesce (f.withdrawal, 0)) AS result,"
  " sum(coalesce (f.margin, 0)) AS margin, sum(f.equity) AS equity"
  " FROM funds_daily f JOIN account a ON a.id = f.account_id"
  " WHERE f.day BETWEEN ?1 AND ?2 AND ?3 IN (0, a.client_id) GROUP BY a.client_id, f.day),"
  " g AS MATERIALIZED (SELECT client, max(CASE WHEN result > 0 THEN day ELSE -1000000 END) AS gain,"
  " max(CASE WHEN margin > 0 AND margin * 1000000 > ?4 * equity THEN day END) AS alert"
  " FROM d GROUP BY client)"
  " SELECT g.client, sum(d.result < 0 AND d.day > g.gain),"
  " max(CASE WHEN d.result < 0 AND d.day > g.gain THEN d.day END), g.alert,"
  " sum(CASE WHEN d.day = g.alert THEN d.margin END),"
  " sum(CASE WHEN d.day = g.alert THEN d.equity END)"
  " FROM g JOIN d ON d.client = g.client GROUP BY g.client";

static void
read_funds (CltNeedScan *scan, CltStmt *stmt, int streak, gint64 streak_course, gint64 risk_course)
{
  gint64 client = clt_stmt_get_int (stmt, 0), days = clt_stmt_get_int (stmt, 1);
  gint64 margin = clt_stmt_get_int (stmt, 4), equity = clt_stmt_get_int (stmt, 5);

  if (!clt_stmt_is_null (stmt, 3))
    clt_need_scan_add (scan, CLT_NEED_RISK, client, risk_course, clt_stmt_get_day (stmt, 3),
                       equity > 0 ? (gint64) ((double) margin * 1e6 / (double) equity) : -1, "");
  if (days >= streak)
    clt_need_scan_add (scan, CLT_NEED_STREAK, client, streak_course, clt_stmt_get_day (stmt, 2),
                       days, "");
}

static gboolean
scan_funds (const Window *window, GError **error)
{
  CltNeedScan *scan = window->scan;
  gint64 streak_course, risk_course, alert;
  CltStep step = CLT_STEP_ERROR;
  CltStmt *stmt;
  int streak;

  if (!find_helping (scan->conn, "streak", &streak_course, error) ||
      !find_helping (scan->conn, "risk", &risk_course, error) ||
      !clt_rules_get_count (scan->conn, "training.losing_streak", scan->needs->day, &streak,
                            error) ||
      !clt_rules_get_ppm (scan->conn, "risk.alert", scan->needs->day, &alert, error))
    return FALSE;
  stmt = clt_conn_query (scan->conn, error, funds_sql, "iiii", (gint64) window->first,
                         (gint64) window->last, scan->client_id, alert);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    read_funds (scan, stmt, streak, streak_course, risk_course);
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
