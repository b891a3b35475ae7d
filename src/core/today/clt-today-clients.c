/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/today/clt-today-private.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-sql.h"
#include "core/funds/clt-tiers.h"
#include "core/quality/clt-indicators.h"
#include "core/rules/clt-rules.h"

/* How far ahead overrides are told. */
#define DAYS_AHEAD 30

static char *
client_key (const char *kind, gint64 id)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, kind, id);
}

/* Birthdays */

/* The month-days (month * 100 + day) that may be celebrated in the days ahead, as a JSON array:
 * a short February's 28th is also the 29th's day, a short lunar month's 29th the 30th's. */
static char *
list_month_days (CltDay from, CltDay to, gboolean lunar)
{
  g_autoptr (GString) list = g_string_new ("[0");

  for (CltDay day = from; day <= to; day++)
    {
      CltLunarDate date = { 0 };
      int year, month, mday;

      clt_day_get_ymd (day, &year, &month, &mday);
      if (lunar && !clt_lunar_from_day (day, &date))
        continue;
      if (lunar)
        {
          month = date.month;
          mday = date.day;
        }
      g_string_append_printf (list, ",%d", month * 100 + mday);
      if ((lunar && mday == 29) || (!lunar && month == 2 && mday == 28))
        g_string_append_printf (list, ",%d", month * 100 + mday + 1);
    }
  g_string_append_c (list, ']');
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_birthday (CltTodayList *list, CltStmt *stmt, gboolean lunar, CltDay last)
{
  gint64 id = clt_stmt_get_int (stmt, 0);
  const char *name = clt_stmt_get_text (stmt, 1);
  int month = (int) clt_stmt_get_int (stmt, 2), day = (int) clt_stmt_get_int (stmt, 3);
  CltDay due = clt_birthday_next (lunar, month, day, list->today);
  g_autofree char *date = NULL;
  char *title;

  if (due == CLT_DAY_NONE || due > last)
    return;
  date = clt_day_format (due);
  if (lunar)
    {
      const CltLunarDate born = { 0, month, day, FALSE };
      g_autofree char *lunar_date = clt_lunar_format (&born);

      /* Translators: a name, the solar date (2026-11-18), the lunar date (八月十五). */
      title = g_strdup_printf (_ ("%s has a birthday on %s (lunar %s)."), name, date, lunar_date);
    }
  else
    /* Translators: a name and a date (2026-11-18). */
    title = g_strdup_printf (_ ("%s has a birthday on %s."), name, date);
  clt_today_add (list, "birthday", client_key ("birthday", id), title, id, due);
}

gboolean
clt_today_add_birthdays (CltTodayList *list, GError **error)
{
  double notice;
  CltDay last;

  if (!clt_rules_get (list->conn, "birthday.notice_days", list->today, &notice, error))
    return FALSE;
  last = list->today + (CltDay) notice;
  for (int lunar = 0; lunar <= 1; lunar++)
    {
      g_autofree char *days = list_month_days (list->today, last, lunar);
      CltStmt *stmt =
        clt_conn_query (list->conn, error,
                        "SELECT c.id, c.name, c.birth_month, c.birth_day FROM client c"
                        " JOIN search_key k ON k.client_id = c.id WHERE" CLT_TODAY_CLIENTS
                        "AND c.birth_calendar = ?3 AND c.birth_month * 100 + c.birth_day IN"
                        " (SELECT value FROM json_each (?4))",
                        "iitt", (gint64) list->today, list->staff_id, lunar ? "lunar" : "solar",
                        days);
      CltStep step;

      if (stmt == NULL)
        return FALSE;
      while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
        add_birthday (list, stmt, lunar, last);
      if (step == CLT_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}

/* Contact */

/* One line for all of them, every day anew. */
gboolean
clt_today_add_contacts (CltTodayList *list, GError **error)
{
  g_autofree char *count = NULL;
  char *title;
  gint64 overdue;
  CltTodayItem *item;

  if (!clt_conn_get_int (list->conn, &overdue, 0, error,
                         "SELECT count(*) FROM search_key k WHERE" CLT_TODAY_CLIENTS
                         "AND " CLT_SQL_LOOKUP ("contact_overdue") " > 0",
                         "ii", (gint64) list->today, list->staff_id))
    return FALSE;
  if (overdue == 0)
    return TRUE;
  count = clt_count_format (overdue);
  title = list->staff_id != 0
            /* Translators: %s is a number of clients. */
            ? g_strdup_printf (ngettext ("%s client of yours is overdue for a contact.",
                                         "%s clients of yours are overdue for a contact.",
                                         (gulong) overdue),
                               count)
            /* Translators: %s is a number of clients. */
            : g_strdup_printf (ngettext ("%s client is overdue for a contact.",
                                         "%s clients are overdue for a contact.", (gulong) overdue),
                               count);
  item = clt_today_add (list, "contact", g_strdup ("contacts"), title, 0, list->today);
  item->filter = g_strdup ("contact_overdue > 0");
  item->staff_id = list->staff_id;
  return TRUE;
}

/* Margin */

gboolean
clt_today_add_margin (CltTodayList *list, GError **error)
{
  gint64 day, ppm;
  CltStmt *stmt;
  CltStep step;

  if (!clt_conn_get_int (list->conn, &day, CLT_DAY_NONE, error,
                         "SELECT max(day) FROM funds_daily WHERE day <= ?", "i",
                         (gint64) list->today))
    return FALSE;
  if (day == CLT_DAY_NONE)
    return TRUE;
  if (!clt_rules_get_ppm (list->conn, "risk.alert", (CltDay) day, &ppm, error))
    return FALSE;
  /* equity at or below zero with a margin is the worst of all */
  stmt = clt_conn_query (list->conn, error,
                         "SELECT k.client_id, c.name, sum(f.margin), sum(f.equity)"
                         " FROM funds_daily f JOIN account a ON a.id = f.account_id"
                         " JOIN search_key k ON k.client_id = a.client_id"
                         " JOIN client c ON c.id = k.client_id"
                         " WHERE f.day = ?3 AND f.margin > 0 AND" CLT_TODAY_CLIENTS
                         "GROUP BY k.client_id, c.name"
                         " HAVING sum(f.margin) * 1000000 > ?4 * sum(f.equity)",
                         "iiii", (gint64) list->today, list->staff_id, day, ppm);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0), equity = clt_stmt_get_int (stmt, 3);
      const char *name = clt_stmt_get_text (stmt, 1);
      g_autofree char *date = clt_day_format ((CltDay) day);
      g_autofree char *ratio =
        equity > 0 ? clt_percent_format ((double) clt_stmt_get_int (stmt, 2) / equity, 1) : NULL;
      char *title = equity > 0
                      /* Translators: a name, a ratio (87.2 %), a date. */
                      ? g_strdup_printf (_ ("%s: risk ratio %s on %s."), name, ratio, date)
                      /* Translators: a name and a date. */
                      : g_strdup_printf (_ ("%s: positions but no equity left on %s."), name, date);

      clt_today_add (list, "margin", client_key ("margin", id), title, id, (CltDay) day);
    }
  return step == CLT_STEP_DONE;
}

/* Dormancy */

/* Who is on the list by the indicator's own members; here the name, and the first day on which all
 * four conditions hold if nothing happens. */
static gboolean
add_dormancy (CltTodayList *list, gint64 id, int months, CltDay last, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (list->conn, error,
                    "SELECT c.name, k.opened, (SELECT max(max(coalesce(m.last_trade, ?3),"
                    " coalesce(m.last_position, ?3))) FROM account a CROSS JOIN account_month m"
                    " WHERE a.client_id = k.client_id AND m.account_id = a.id"
                    " AND m.month = (SELECT max(month) FROM account_month WHERE month <= ?5))"
                    " FROM search_key k JOIN client c ON c.id = k.client_id WHERE k.client_id = ?4 "
                    "AND" CLT_TODAY_CLIENTS,
                    "iiiii", (gint64) list->today, list->staff_id, (gint64) -1000000, id,
                    (gint64) clt_day_get_month (list->today));
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    {
      CltDay quiet = (CltDay) MAX (clt_stmt_get_int (stmt, 1), clt_stmt_get_int (stmt, 2));
      CltDay due = clt_day_add_months (quiet, months);
      g_autofree char *date = NULL;

      /* 29 February: the rule counts back from the day, which may be a day later */
      while (due <= last && clt_day_add_months (due, -months) < quiet)
        due++;
      date = clt_day_format (due);
      clt_today_add (list, "dormancy", client_key ("dormancy", id),
                     /* Translators: a name and a date. */
                     g_strdup_printf (_ ("%s turns dormant on %s if nothing happens."),
                                      clt_stmt_get_text (stmt, 0), date),
                     id, due);
    }
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

gboolean
clt_today_add_dormancy (CltTodayList *list, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  double months;

  if (!clt_rules_get (list->conn, "dormancy.months", list->today, &months, error))
    return FALSE;
  /* 90 days hold those of 30 and 60 */
  ids = clt_indicators_members (list->conn, "early_warning_90", list->today, list->today, NULL,
                                FALSE, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!add_dormancy (list, g_array_index (ids, gint64, i), (int) months, list->today + 90, error))
      return FALSE;
  return TRUE;
}

/* Grades */

static void
add_grade (CltTodayList *list, CltStmt *stmt, int months, int notice)
{
  gint64 id = clt_stmt_get_int (stmt, 0);
  CltDay due = clt_stmt_get_day (stmt, 4);
  g_autofree char *date = NULL;
  const char *name = clt_stmt_get_text (stmt, 1), *level = clt_stmt_get_text (stmt, 2);

  if (due == CLT_DAY_NONE)
    due = clt_day_add_months (clt_stmt_get_day (stmt, 3), months);
  if (due > list->today + notice || due < list->today - notice)
    return;
  date = clt_day_format (due);
  clt_today_add (list, "grade", client_key ("grade", id),
                 due < list->today
                   /* Translators: a name, a grade (C3), a date. */
                   ? g_strdup_printf (_ ("%s: risk grade %s expired on %s."), name, level, date)
                   /* Translators: a name, a grade (C3), a date. */
                   : g_strdup_printf (_ ("%s: risk grade %s expires on %s."), name, level, date),
                 id, due);
}

/* How many expire soon, have expired and are missing: one line that opens all of them as a list. A
 * branch that keeps no grades here is not told that everybody lacks one. */
static gboolean
add_grade_list (CltTodayList *list, int notice, GError **error)
{
  g_autofree char *text = NULL;
  gint64 soon, expired, missing, clients;
  CltTodayItem *item;
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    list->conn, error,
    "SELECT total (x BETWEEN ?1 AND ?1 + ?3), total (x < ?1), total (x IS NULL), count(*) FROM"
    " (SELECT " CLT_SQL_GRADE_EXPIRES " AS x FROM search_key k WHERE" CLT_TODAY_CLIENTS ")",
    "iii", (gint64) list->today, list->staff_id, (gint64) notice);

  if (stmt == NULL || (step = clt_stmt_step (stmt, error)) == CLT_STEP_ERROR)
    return FALSE;
  soon = clt_stmt_get_int (stmt, 0);
  expired = clt_stmt_get_int (stmt, 1);
  missing = clt_stmt_get_int (stmt, 2);
  clients = clt_stmt_get_int (stmt, 3);
  clt_stmt_reset (stmt);
  if (soon + expired + missing == 0 || missing == clients)
    return TRUE;
  text = g_strdup_printf (ngettext ("%d risk grade expires within %d days",
                                    "%d risk grades expire within %d days", (gulong) soon),
                          (int) soon, notice);
  item = clt_today_add (
    list, "grade", g_strdup ("grades"),
    /* Translators: how many expire soon, as a sentence of its own; then two numbers of clients. */
    g_strdup_printf (_ ("%s; expired: %d; clients without one: %d."), text, (int) expired,
                     (int) missing),
    0, clt_month_last_day (clt_day_get_month (list->today)));
  item->filter = g_strdup_printf ("grade_expires <= today + %d days or grade is empty", notice);
  item->staff_id = list->staff_id;
  return TRUE;
}

gboolean
clt_today_add_grades (CltTodayList *list, GError **error)
{
  double months;
  int notice;
  CltStmt *stmt;
  CltStep step;

  if (!clt_rules_get (list->conn, "grade.validity_months", list->today, &months, error) ||
      !clt_rules_get_count (list->conn, "grade.notice_days", list->today, &notice, error))
    return FALSE;
  stmt = clt_conn_query (
    list->conn, error,
    "SELECT k.client_id, c.name, g.level, g.assessed, g.expires FROM grade g"
    " JOIN search_key k ON k.client_id = g.client_id JOIN client c ON c.id = k.client_id"
    " WHERE coalesce(g.expires, ?1) BETWEEN ?1 - ?3 AND ?1 + ?3 AND g.assessed <= ?1"
    " AND (g.expires IS NOT NULL OR g.assessed BETWEEN ?4 - ?3 - 3 AND ?4 + ?3 + 3)"
    " AND NOT EXISTS (SELECT 1 FROM grade l WHERE l.client_id = g.client_id AND l.assessed <= ?1"
    " AND (l.assessed > g.assessed OR (l.assessed = g.assessed AND l.id > g.id)))"
    " AND" CLT_TODAY_CLIENTS,
    "iiii", (gint64) list->today, list->staff_id, (gint64) notice,
    (gint64) clt_day_add_months (list->today, -(int) months));
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    add_grade (list, stmt, (int) months, notice);
  return step == CLT_STEP_DONE && add_grade_list (list, notice, error);
}

/* Tiers */

gboolean
clt_today_add_overrides (CltTodayList *list, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    list->conn, error,
    "SELECT k.client_id, c.name, o.tier, o.valid_to FROM tier_override o"
    " JOIN search_key k ON k.client_id = o.client_id JOIN client c ON c.id = k.client_id"
    " WHERE o.valid_from <= ?1 AND o.valid_to BETWEEN ?1 AND ?1 + ?3 AND NOT EXISTS"
    " (SELECT 1 FROM tier_override l WHERE l.client_id = o.client_id AND l.valid_to > o.valid_to)"
    " AND" CLT_TODAY_CLIENTS,
    "iii", (gint64) list->today, list->staff_id, (gint64) DAYS_AHEAD);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);
      CltDay due = clt_stmt_get_day (stmt, 3);
      g_autofree char *date = clt_day_format (due);

      clt_today_add (list, "override", client_key ("override", id),
                     /* Translators: a name, a tier (Major), a date. */
                     g_strdup_printf (_ ("%s is %s by hand until %s."), clt_stmt_get_text (stmt, 1),
                                      clt_tier_get_label ((CltTier) clt_stmt_get_int (stmt, 2)),
                                      date),
                     id, due);
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_today_is_own_client (CltTodayList *list, gint64 id, gboolean *own, GError **error)
{
  gint64 found;

  if (!clt_conn_get_int (list->conn, &found, 0, error,
                         "SELECT k.client_id FROM search_key k WHERE k.client_id = ?3 "
                         "AND" CLT_TODAY_CLIENTS,
                         "iii", (gint64) list->today, list->staff_id, id))
    return FALSE;
  *own = found != 0;
  return TRUE;
}

static gboolean
add_moves (CltTodayList *list, const CltTierRun *run, GError **error)
{
  for (guint i = 0; i < run->moves->len; i++)
    {
      const CltTierMove *move = run->moves->pdata[i];
      const char *tier = clt_tier_get_label (move->to);
      gboolean own;

      if (!clt_today_is_own_client (list, move->client_id, &own, error))
        return FALSE;
      if (own)
        clt_today_add (list, "tier-move", client_key ("tier-move", move->client_id),
                       move->to > move->from
                         /* Translators: a name and a tier (Major). */
                         ? g_strdup_printf (_ ("%s is about to rise to tier %s."), move->name, tier)
                         /* Translators: a name and a tier (Major). */
                         : g_strdup_printf (_ ("%s is about to fall to tier %s."), move->name,
                                            tier),
                       move->client_id, run->day);
    }
  return TRUE;
}

static void
add_run (CltTodayList *list, const CltTierRun *run)
{
  g_autofree char *date = clt_day_format (run->day);

  clt_today_add (list, "tier-run", g_strdup ("tier-run"),
                 /* Translators: a date, then counts of clients. */
                 g_strdup_printf (_ (
                                    "The tier run of %s is due: %d rated first, %d rise, %d fall."),
                                  date, run->first, run->up, run->down),
                 0, run->day);
}

/* Runs that are due up to today, and who would move in the next one as things stand. */
gboolean
clt_today_add_tiers (CltTodayList *list, GError **error)
{
  CltDay month = clt_month_first_day (clt_day_get_month (list->today) + 1);
  g_autoptr (CltTierReport) report = NULL;
  gint64 facts;

  if (!clt_conn_get_int (list->conn, &facts, -1, error, "SELECT max(month) FROM account_month", ""))
    return FALSE;
  /* without facts of this month or the last there is nothing new to judge by */
  if (facts < clt_day_get_month (list->today) - 1)
    return TRUE;
  report = clt_tiers_preview (list->conn, month + 10, error);
  if (report == NULL)
    return FALSE;
  for (guint i = 0; i < report->runs->len; i++)
    {
      const CltTierRun *run = report->runs->pdata[i];

      if (run->day <= list->today)
        add_run (list, run);
      else if (i == report->runs->len - 1 && !add_moves (list, run, error))
        return FALSE;
    }
  return TRUE;
}
