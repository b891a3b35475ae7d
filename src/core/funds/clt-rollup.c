/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-rollup.h"

#include <string.h>

#include "core/funds/clt-calendar.h"
#include "core/store/clt-feed.h"
#include "core/store/clt-visit.h"

/* An account's month in the making. The first block is carried from month to month. */
typedef struct
{
  gint64 equity, margin;
  CltDay last_row, last_trade, last_position;

  gint64 rows;
  gint64 equity_sum; /* of the first "settled" trading days that were closed in this month */
  int settled;
  CltDay first_day, last_day;
  gint64 deposit, withdrawal, realized, position_pl, commission, exchange_fee, retained, lots;
  gint64 trade_days, position_days;
} AccountMonth;

typedef struct
{
  CltConn *conn;
  CltCalendar *calendar; /* owned */
  gint64 min_id;
  int n;               /* slots: account id - min_id */
  AccountMonth *slots; /* owned */
  int closed;          /* trading days of this month that are closed */
} Rebuild;

static void
rebuild_clear (Rebuild *rebuild)
{
  g_clear_pointer (&rebuild->calendar, clt_calendar_free);
  g_clear_pointer (&rebuild->slots, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rebuild, rebuild_clear)

static gboolean
rebuild_init (Rebuild *rebuild, CltConn *conn, GError **error)
{
  gint64 min_id, max_id;

  rebuild->conn = conn;
  if (!clt_conn_get_int (conn, &min_id, 1, error, "SELECT min (id) FROM account", "") ||
      !clt_conn_get_int (conn, &max_id, 0, error, "SELECT max (id) FROM account", ""))
    return FALSE;
  rebuild->calendar = clt_calendar_load (conn, error);
  if (rebuild->calendar == NULL)
    return FALSE;
  rebuild->min_id = min_id;
  rebuild->n = (int) (max_id - min_id + 1);
  rebuild->slots = g_new0 (AccountMonth, MAX (rebuild->n, 1));
  for (int i = 0; i < rebuild->n; i++)
    rebuild->slots[i].last_row = rebuild->slots[i].last_trade = rebuild->slots[i].last_position =
      CLT_DAY_NONE;
  return TRUE;
}

static AccountMonth *
get_slot (const Rebuild *rebuild, gint64 account_id)
{
  return &rebuild->slots[account_id - rebuild->min_id];
}

static void
take_carried (const gint64 *values, gpointer user_data)
{
  AccountMonth *slot = get_slot (user_data, values[0]);

  slot->equity = values[1];
  slot->margin = values[2];
  slot->last_row = (CltDay) values[3];
  slot->last_trade = (CltDay) values[4];
  slot->last_position = (CltDay) values[5];
}

/* What the accounts carry out of the last month before @month. */
static gboolean
load_carried (Rebuild *rebuild, int month, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (rebuild->conn, error,
                    "SELECT clt_visit (account_id, equity, margin, ifnull (last_row, ?1),"
                    " ifnull (last_trade, ?1), ifnull (last_position, ?1))"
                    " FROM account_month WHERE month ="
                    " (SELECT max (month) FROM account_month WHERE month < ?2)",
                    "ii", (gint64) CLT_DAY_NONE, (gint64) month);

  return stmt != NULL && clt_stmt_visit (stmt, take_carried, rebuild, error);
}

static void
start_month (Rebuild *rebuild)
{
  rebuild->closed = 0;
  for (int i = 0; i < rebuild->n; i++)
    {
      AccountMonth *slot = &rebuild->slots[i];

      memset (&slot->rows, 0, sizeof *slot - G_STRUCT_OFFSET (AccountMonth, rows));
      slot->first_day = slot->last_day = CLT_DAY_NONE;
    }
}

/* Adds the equity of the closed days that an account has carried since it was last looked at, so
 * that a day costs its rows and not its accounts. */
static void
settle (const Rebuild *rebuild, AccountMonth *slot)
{
  slot->equity_sum += slot->equity * (rebuild->closed - slot->settled);
  slot->settled = rebuild->closed;
}

static void
add_row (const Rebuild *rebuild, AccountMonth *slot, CltDay day, const CltRollupRow *row)
{
  settle (rebuild, slot);
  slot->equity = row->equity;
  slot->margin = row->margin;
  slot->last_row = slot->last_day = day;
  if (slot->rows++ == 0)
    slot->first_day = day;
  slot->deposit += row->deposit;
  slot->withdrawal += row->withdrawal;
  slot->realized += row->realized;
  slot->position_pl += row->position_pl;
  slot->commission += row->commission;
  slot->exchange_fee += row->exchange_fee;
  slot->retained += row->retained;
  slot->lots += row->lots;
  if (row->lots > 0)
    {
      slot->last_trade = day;
      slot->trade_days++;
    }
  if (row->margin > 0)
    {
      slot->last_position = day;
      slot->position_days++;
    }
}

typedef struct
{
  Rebuild *rebuild;
  CltDay day;
} RowsData;

static void
take_row (const gint64 *values, gpointer user_data)
{
  const RowsData *data = user_data;
  const CltRollupRow row = {
    .equity = values[1],
    .margin = values[2],
    .deposit = values[3],
    .withdrawal = values[4],
    .realized = values[5],
    .position_pl = values[6],
    .commission = values[7],
    .exchange_fee = values[8],
    .retained = values[9],
    .lots = values[10],
  };

  add_row (data->rebuild, get_slot (data->rebuild, values[0]), data->day, &row);
}

static gboolean
add_rows (Rebuild *rebuild, CltDay day, GError **error)
{
  RowsData data = { rebuild, day };
  CltStmt *stmt =
    clt_conn_query (rebuild->conn, error,
                    "SELECT clt_visit (account_id, equity, margin, deposit, withdrawal, realized,"
                    " position_pl, commission, exchange_fee, coalesce (retained, commission), lots)"
                    " FROM funds_daily WHERE day = ?",
                    "i", (gint64) day);

  return stmt != NULL && clt_stmt_visit (stmt, take_row, &data, error);
}

/* Trades and positions of the day that the funds do not tell of; after the day's rows. */
static gboolean
add_marks (Rebuild *rebuild, CltDay day, GError **error)
{
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (rebuild->conn, error,
                    "SELECT DISTINCT account_id, 1 FROM trade WHERE day = ?"
                    " UNION ALL SELECT DISTINCT account_id, 2 FROM position WHERE day = ?",
                    "ii", (gint64) day, (gint64) day);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      AccountMonth *slot = get_slot (rebuild, clt_stmt_get_int (stmt, 0));

      if (clt_stmt_get_int (stmt, 1) == 1 && slot->last_trade != day)
        {
          slot->last_trade = day;
          slot->trade_days++;
        }
      else if (clt_stmt_get_int (stmt, 1) == 2 && slot->last_position != day)
        {
          slot->last_position = day;
          slot->position_days++;
        }
    }
  return step == CLT_STEP_DONE;
}

typedef struct
{
  Rebuild *rebuild;
  int month;
  int place;
  gint64 values[CLT_FEED_MAX];
} MonthRows;

static gint64
day_or_null (CltDay day)
{
  return day == CLT_DAY_NONE ? CLT_FEED_NULL : day;
}

/* The columns in the order of write_month(). */
static void
fill_row (MonthRows *rows, AccountMonth *slot)
{
  const gint64 values[] = {
    rows->month,
    rows->rebuild->min_id + rows->place,
    slot->rows,
    day_or_null (slot->first_day),
    day_or_null (slot->last_day),
    day_or_null (slot->last_row),
    slot->equity,
    slot->margin,
    slot->equity_sum,
    day_or_null (slot->last_trade),
    day_or_null (slot->last_position),
    slot->deposit,
    slot->withdrawal,
    slot->realized,
    slot->position_pl,
    slot->commission,
    slot->exchange_fee,
    slot->retained,
    slot->lots,
    slot->trade_days,
    slot->position_days,
  };

  memcpy (rows->values, values, sizeof values);
}

/* The row of the next account that has had anything yet. */
static const gint64 *
on_month_next_cb (gpointer data)
{
  MonthRows *rows = data;
  Rebuild *rebuild = rows->rebuild;

  for (; rows->place < rebuild->n; rows->place++)
    {
      AccountMonth *slot = &rebuild->slots[rows->place];

      if (slot->last_row == CLT_DAY_NONE && slot->last_trade == CLT_DAY_NONE &&
          slot->last_position == CLT_DAY_NONE)
        continue;
      settle (rebuild, slot);
      fill_row (rows, slot);
      rows->place++;
      return rows->values;
    }
  return NULL;
}

static gboolean
write_month (Rebuild *rebuild, int month, GError **error)
{
  MonthRows rows = { .rebuild = rebuild, .month = month };

  return clt_conn_feed (
    rebuild->conn,
    "INSERT INTO account_month (month, account_id, rows, first_day, last_day, last_row, equity,"
    " margin, equity_sum, last_trade, last_position, deposit, withdrawal, realized, position_pl,"
    " commission, exchange_fee, retained, lots, trade_days, position_days)"
    " SELECT v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18,"
    " v19, v20 FROM clt_feed",
    on_month_next_cb, &rows, error);
}

static gboolean
rebuild_month (Rebuild *rebuild, int month, GError **error)
{
  start_month (rebuild);
  for (CltDay day = clt_month_first_day (month); day <= clt_month_last_day (month); day++)
    {
      if (!add_rows (rebuild, day, error) || !add_marks (rebuild, day, error))
        return FALSE;
      if (clt_calendar_is_trading_day (rebuild->calendar, day))
        rebuild->closed++;
    }
  return write_month (rebuild, month, error);
}

/* First and last day of the facts; CLT_DAY_NONE when there are none. */
static gboolean
find_span (CltConn *conn, CltDay *first, CltDay *last, GError **error)
{
  gint64 day;

  if (!clt_conn_get_int (conn, &day, CLT_DAY_NONE, error,
                         "SELECT min (day) FROM (SELECT min (day) AS day FROM funds_daily"
                         " UNION ALL SELECT min (day) FROM trade"
                         " UNION ALL SELECT min (day) FROM position)",
                         ""))
    return FALSE;
  *first = (CltDay) day;
  if (!clt_conn_get_int (conn, &day, CLT_DAY_NONE, error,
                         "SELECT max (day) FROM (SELECT max (day) AS day FROM funds_daily"
                         " UNION ALL SELECT max (day) FROM trade"
                         " UNION ALL SELECT max (day) FROM position)",
                         ""))
    return FALSE;
  *last = (CltDay) day;
  return TRUE;
}

/* Deletes the months from @month on and those after the file's last one. Months may be missing
 * before @month, when the facts went on after a gap: then @month becomes the first of them. */
static gboolean
clear_months (CltConn *conn, int *month, CltDay first_fact, CltDay last_fact, GError **error)
{
  gint64 last;

  if (first_fact == CLT_DAY_NONE)
    return clt_conn_run (conn, error, "DELETE FROM account_month", "");
  if (!clt_conn_run (conn, error, "DELETE FROM account_month WHERE month >= ? OR month > ?", "ii",
                     (gint64) *month, (gint64) clt_day_get_month (last_fact)) ||
      !clt_conn_get_int (conn, &last, clt_day_get_month (first_fact) - 1, error,
                         "SELECT max (month) FROM account_month", ""))
    return FALSE;
  *month = (int) last + 1;
  return TRUE;
}

gboolean
clt_rollup_rebuild (CltConn *conn, CltDay first, GError **error)
{
  g_auto (Rebuild) rebuild = { 0 };
  CltDay first_fact, last_fact;
  int month = clt_day_get_month (first);

  if (!find_span (conn, &first_fact, &last_fact, error) ||
      !clear_months (conn, &month, first_fact, last_fact, error))
    return FALSE;
  if (last_fact == CLT_DAY_NONE)
    return TRUE;
  if (!rebuild_init (&rebuild, conn, error) || !load_carried (&rebuild, month, error))
    return FALSE;
  for (; month <= clt_day_get_month (last_fact); month++)
    if (!rebuild_month (&rebuild, month, error))
      return FALSE;
  return TRUE;
}

/* The feed: rows of an action that only appends are summed up while they go by */

struct _CltRollupFeed
{
  Rebuild rebuild;
  CltDay first;   /* of the rows that were fed */
  CltDay day;     /* of the rows that are being fed; all days before are closed */
  int open_month; /* to which the sums in the slots belong */
  gboolean broken;
};

void
clt_rollup_feed_free (CltRollupFeed *feed)
{
  rebuild_clear (&feed->rebuild);
  g_free (feed);
}

/* Whether rows from @first on come after all facts; @last: (out): the last fact of all. */
static gboolean
can_append (CltConn *conn, CltDay first, gboolean *append, CltDay *last, GError **error)
{
  CltDay first_fact;
  gint64 last_funds, last_month;

  if (!find_span (conn, &first_fact, last, error) ||
      !clt_conn_get_int (conn, &last_funds, CLT_DAY_NONE, error,
                         "SELECT max (day) FROM funds_daily", "") ||
      !clt_conn_get_int (conn, &last_month, -1, error, "SELECT max (month) FROM account_month", ""))
    return FALSE;
  /* trades after the last funds are in the rollup already and would be counted twice */
  *append = *last == CLT_DAY_NONE
              ? last_month == -1
              : *last < first && *last == last_funds && clt_day_get_month (*last) == last_month;
  return TRUE;
}

typedef struct
{
  Rebuild *rebuild;
  int ahead; /* trading days behind the last fact */
} OpenMonth;

static void
take_open_month (const gint64 *values, gpointer user_data)
{
  const OpenMonth *open = user_data;
  AccountMonth *slot = get_slot (open->rebuild, values[0]);

  take_carried (values, open->rebuild);
  slot->first_day = (CltDay) values[6];
  slot->last_day = (CltDay) values[7];
  slot->rows = values[8];
  slot->equity_sum = values[9] - slot->equity * open->ahead;
  slot->deposit = values[10];
  slot->withdrawal = values[11];
  slot->realized = values[12];
  slot->position_pl = values[13];
  slot->commission = values[14];
  slot->exchange_fee = values[15];
  slot->retained = values[16];
  slot->lots = values[17];
  slot->trade_days = values[18];
  slot->position_days = values[19];
}

/* The month of @last as it stands, without what was carried to the days behind @last. */
static gboolean
load_open_month (Rebuild *rebuild, CltDay last, GError **error)
{
  int month = clt_day_get_month (last);
  OpenMonth open = { rebuild,
                     clt_calendar_count (rebuild->calendar, last + 1, clt_month_last_day (month)) };
  CltStmt *stmt =
    clt_conn_query (rebuild->conn, error,
                    "SELECT clt_visit (account_id, equity, margin, ifnull (last_row, ?1),"
                    " ifnull (last_trade, ?1), ifnull (last_position, ?1), ifnull (first_day, ?1),"
                    " ifnull (last_day, ?1), rows, equity_sum, deposit, withdrawal, realized,"
                    " position_pl, commission, exchange_fee, retained, lots, trade_days,"
                    " position_days) FROM account_month WHERE month = ?2",
                    "ii", (gint64) CLT_DAY_NONE, (gint64) month);

  return stmt != NULL && clt_stmt_visit (stmt, take_open_month, &open, error);
}

/* Where the rollup goes on. What an account carried to the end of the last month is in it already:
 * only a month that gets more rows is written again. */
static gboolean
open_feed (CltRollupFeed *feed, CltDay last, GError **error)
{
  int month = clt_day_get_month (feed->first);

  start_month (&feed->rebuild);
  if (last != CLT_DAY_NONE && clt_day_get_month (last) == month)
    {
      feed->day = last + 1;
      feed->open_month = month;
      return load_open_month (&feed->rebuild, last, error) &&
             clt_conn_run (feed->rebuild.conn, error, "DELETE FROM account_month WHERE month = ?",
                           "i", (gint64) month);
    }
  feed->open_month = last == CLT_DAY_NONE ? month : clt_day_get_month (last) + 1;
  feed->day = clt_month_first_day (feed->open_month);
  return load_carried (&feed->rebuild, feed->open_month, error);
}

gboolean
clt_rollup_feed_new (CltConn *conn, CltDay first, CltRollupFeed **feed, GError **error)
{
  g_autoptr (CltRollupFeed) self = g_new0 (CltRollupFeed, 1);
  gboolean append;
  CltDay last;

  *feed = NULL;
  if (!can_append (conn, first, &append, &last, error))
    return FALSE;
  if (!append)
    return TRUE;
  if (!rebuild_init (&self->rebuild, conn, error))
    return FALSE;
  self->first = first;
  if (!open_feed (self, last, error))
    return FALSE;
  *feed = g_steal_pointer (&self);
  return TRUE;
}

/* Closes all days before @day, and the months that end with them. */
static gboolean
advance_feed (CltRollupFeed *feed, CltDay day, GError **error)
{
  for (; feed->day <= day; feed->day++)
    {
      if (clt_day_get_month (feed->day) != feed->open_month)
        {
          if (!write_month (&feed->rebuild, feed->open_month, error))
            return FALSE;
          start_month (&feed->rebuild);
          feed->open_month++;
        }
      if (feed->day == day)
        return TRUE;
      if (clt_calendar_is_trading_day (feed->rebuild.calendar, feed->day))
        feed->rebuild.closed++;
    }
  return TRUE;
}

gboolean
clt_rollup_feed_add (CltRollupFeed *feed,
                     CltDay day,
                     gint64 account_id,
                     const CltRollupRow *row,
                     GError **error)
{
  if (day < feed->day)
    feed->broken = TRUE;
  if (feed->broken)
    return TRUE;
  if (day > feed->day && !advance_feed (feed, day, error))
    return FALSE;
  add_row (&feed->rebuild, get_slot (&feed->rebuild, account_id), day, row);
  return TRUE;
}

void
clt_rollup_feed_break (CltRollupFeed *feed)
{
  feed->broken = TRUE;
}

CltDay
clt_rollup_find_first (const CltTouched *touched)
{
  static const char *const tables[] = { "funds_daily", "trade", "position" };
  const GArray *days = clt_touched_get_rows (touched, "trading_day");
  CltDay first = CLT_DAY_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const CltDayRange *range = clt_touched_get_bulk (touched, tables[i]);

      if (range != NULL && (first == CLT_DAY_NONE || range->first < first))
        first = range->first;
    }
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      /* a first listed day makes its whole year known */
      int month = clt_day_get_month ((CltDay) g_array_index (days, gint64, i));
      CltDay day = clt_month_first_day (month - month % 12);

      if (first == CLT_DAY_NONE || day < first)
        first = day;
    }
  return first;
}

gboolean
clt_rollup_derived (CltConn *conn, const CltTouched *touched, GError **error)
{
  CltRollupFeed *feed = clt_action_get_attached (conn);
  CltDay first = clt_rollup_find_first (touched);

  if (first == CLT_DAY_NONE)
    return TRUE;
  /* only the action that fed it runs with a feed attached, and it touches no other fact */
  if (feed != NULL && !feed->broken && first == feed->first)
    return advance_feed (feed, clt_month_last_day (clt_day_get_month (feed->day)) + 1, error);
  return clt_rollup_rebuild (conn, first, error);
}
