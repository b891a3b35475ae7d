/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-callbacks.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/exchange/clt-strangers.h"
#include "core/people/clt-staff.h"

/* Under which a prospect keeps the key by which a log of calls knows him. */
#define PROSPECT_KEY "回访编号"
#define ROW_MARK "{row}"

enum
{
  FIELD_CLIENT,
  FIELD_NAME,
  FIELD_UNKNOWN,
  FIELD_DATE,
  FIELD_YEAR,
  FIELD_MONTH,
  FIELD_DAY,
  FIELD_TIME,
  FIELD_SECONDS,
  FIELD_ATTEMPTS,
  FIELD_SINCE,
  FIELD_LINE,
  FIELD_SUCCESS,
  FIELD_OUTCOME,
  FIELD_DIRECTION,
  FIELD_STAFF,
  FIELD_TOPIC,
  FIELD_NOTE,
  FIELD_NEXT,
  FIELD_RECORDING,
  FIELD_REFERENCE,
  N_FIELDS
};

static const CltImportField fields[N_FIELDS] = {
  { "client", N_ ("Account or key of the client ({row}: the number of the row)"), CLT_FIELD_TEXT,
    TRUE, "资金账号|资金帐号|客户号|客户编号|投资者代码|account|accountno|client|clientno" },
  { "name", N_ ("Name of the person"), CLT_FIELD_TEXT, FALSE,
    "客户姓名|客户名称|姓名|clientname|name" },
  { "unknown", N_ ("Unknown clients: prospect or refuse"), CLT_FIELD_CHOICE, FALSE, "未知客户",
    "refuse prospect" },
  { "date", N_ ("Day of the call"), CLT_FIELD_DATE, FALSE,
    "通话日期|回访日期|拨打日期|日期|calldate|date" },
  { "year", N_ ("Year"), CLT_FIELD_INTEGER, FALSE, "年|年份|year", "" },
  { "month", N_ ("Month"), CLT_FIELD_TEXT, FALSE, "月|月份|month" },
  { "day", N_ ("Day of the month"), CLT_FIELD_INTEGER, FALSE, "日|几日|day|dayofmonth" },
  { "time", N_ ("Time of the call"), CLT_FIELD_TEXT, FALSE,
    "通话时间|拨打时间|时间|calltime|time" },
  { "seconds", N_ ("Seconds of talk"), CLT_FIELD_TEXT, FALSE,
    "通话时长|时长|通话秒数|duration|seconds|talktime" },
  { "attempts", N_ ("Calls made"), CLT_FIELD_INTEGER, FALSE, "拨打次数|呼叫次数|attempts|calls" },
  { "since", N_ ("Days since the contact before (−1: none)"), CLT_FIELD_INTEGER, FALSE,
    "距上次天数|距上次联系天数|dayssince|pdays" },
  { "line", N_ ("Line"), CLT_FIELD_TEXT, FALSE, "线路|号码类型|line|linetype" },
  { "success", N_ ("Successful or not"), CLT_FIELD_BOOL, FALSE, "是否成功|成功|success" },
  { "outcome", N_ ("What came of the call"), CLT_FIELD_CHOICE, FALSE,
    "通话结果|回访结果|呼叫结果|outcome|calloutcome" },
  { "direction", N_ ("Outgoing or incoming"), CLT_FIELD_CHOICE, FALSE, "呼叫方向|方向|direction" },
  { "staff", N_ ("Staff"), CLT_FIELD_TEXT, FALSE,
    "坐席|坐席工号|回访人|客服专员|工号|agent|staff|staffno" },
  { "topic", N_ ("What it was about"), CLT_FIELD_TEXT, FALSE, "主题|回访类型|topic|subject" },
  { "note", N_ ("Note"), CLT_FIELD_TEXT, FALSE, "备注|说明|回访内容|note|notes|remark" },
  { "next_step", N_ ("What comes next"), CLT_FIELD_TEXT, FALSE, "下一步|后续|nextstep|next" },
  { "recording", N_ ("Name of the recording"), CLT_FIELD_TEXT, FALSE,
    "录音|录音文件|录音编号|recording" },
  { "reference", N_ ("Number of the call in the file"), CLT_FIELD_TEXT, FALSE,
    "流水号|通话编号|记录编号|callid|reference" },
};

const CltImportKind clt_import_kind_callbacks = { "callbacks", N_ ("Log of calls"), fields,
                                                  N_FIELDS };

typedef struct
{
  gint64 client_id, staff_id, seconds, attempts, since, success;
  CltDay day;
  gint64 at;
  const char *outcome, *direction;
  char *line, *topic, *note, *next_step, *recording, *reference; /* owned */
} Row;

typedef struct
{
  CltImport *import;      /* borrowed */
  CltAccounts *accounts;  /* owned */
  CltStrangers prospects; /* by their key */
  GHashTable *staff;      /* owned: as the file writes it -> gint64 */
  GHashTable *seen;       /* owned: ids of contacts that a row of this file is already */
  gboolean adds;          /* unknown clients become prospects */
  CltDay today;
} Callbacks;

static void
row_clear (Row *row)
{
  g_free (row->line);
  g_free (row->topic);
  g_free (row->note);
  g_free (row->next_step);
  g_free (row->recording);
  g_free (row->reference);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
callbacks_clear (Callbacks *self)
{
  g_clear_pointer (&self->accounts, clt_accounts_free);
  clt_strangers_clear (&self->prospects);
  g_clear_pointer (&self->staff, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Callbacks, callbacks_clear)

static gint64 *
dup_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

static gboolean
reject (Callbacks *self, CltReason reason, guint field)
{
  g_autofree char *text = clt_import_dup_text (self->import, field);

  clt_import_reject (self->import, reason, (int) field, text);
  return FALSE;
}

/* ---- values: FALSE is a row that was rejected ---------------------------------------------- */

static gboolean
read_count (Callbacks *self, guint field, gint64 least, gint64 *value)
{
  gint64 given;

  switch (clt_import_get_number (self->import, field, &given))
    {
    case CLT_VALUE_NULL:
      return TRUE;
    case CLT_VALUE_OK:
      if (given >= least && given <= G_MAXINT32)
        {
          *value = given;
          return TRUE;
        }
      return reject (self, CLT_REASON_BAD_VALUE, field);
    case CLT_VALUE_BAD:
    default:
      return reject (self, CLT_REASON_BAD_VALUE, field);
    }
}

/* "5", "05", "may", "May", "5月", "五月". 0: none. */
static int
parse_month (const char *text)
{
  static const char *const english[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec" };
  static const char *const chinese[] = { "一月", "二月", "三月", "四月", "五月",   "六月",
                                         "七月", "八月", "九月", "十月", "十一月", "十二月" };
  char *end;
  guint64 n = g_ascii_strtoull (text, &end, 10);

  if (end != text && (*end == '\0' || g_str_equal (end, "月")) && n >= 1 && n <= 12)
    return (int) n;
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (text, english[i], 3) == 0 || g_str_equal (text, chinese[i]))
      return i + 1;
  return 0;
}

static gboolean
read_parts (Callbacks *self, CltDay *day)
{
  g_autofree char *month = clt_import_dup_text (self->import, FIELD_MONTH);
  gint64 year = 0, mday = 0;

  if (!read_count (self, FIELD_YEAR, 1900, &year) || !read_count (self, FIELD_DAY, 1, &mday))
    return FALSE;
  *day = clt_day_from_ymd ((int) MIN (year, 9999), parse_month (month), (int) MIN (mday, 99));
  if (*day != CLT_DAY_NONE)
    return TRUE;
  return year == 0 ? reject (self, CLT_REASON_MISSING_VALUE, FIELD_YEAR)
                   : reject (self, CLT_REASON_BAD_DATE, mday == 0 ? FIELD_DAY : FIELD_MONTH);
}

static gboolean
read_day (Callbacks *self, CltDay *day)
{
  if (!clt_import_has_field (self->import, FIELD_DATE))
    {
      if (!read_parts (self, day))
        return FALSE;
    }
  else if (clt_import_get_day (self->import, FIELD_DATE, day) != CLT_VALUE_OK)
    return reject (self, CLT_REASON_BAD_DATE, FIELD_DATE);
  /* what has not taken place is no contact */
  return *day <= self->today ||
         reject (self, CLT_REASON_BAD_DATE,
                 clt_import_has_field (self->import, FIELD_DATE) ? FIELD_DATE : FIELD_YEAR);
}

static gboolean
read_time (Callbacks *self, Row *row)
{
  g_autofree char *text = clt_import_dup_text (self->import, FIELD_TIME);
  gint64 second;

  if (*text == '\0')
    return TRUE;
  if (!clt_import_parse_time (text, &second))
    return reject (self, CLT_REASON_BAD_VALUE, FIELD_TIME);
  row->at = clt_day_get_instant (row->day, 0) + second;
  return TRUE;
}

/* "261", "4:21", "0:04:21". */
static gboolean
read_seconds (Callbacks *self, gint64 *seconds)
{
  g_autofree char *text = clt_import_dup_text (self->import, FIELD_SECONDS);
  g_auto (GStrv) parts = NULL;

  *seconds = -1;
  if (strchr (text, ':') == NULL)
    return read_count (self, FIELD_SECONDS, 0, seconds);
  parts = g_strsplit (text, ":", -1);
  *seconds = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 n;

      if (i > 2 || !g_ascii_string_to_unsigned (parts[i], 10, 0, i == 0 ? 9999 : 59, &n, NULL))
        return reject (self, CLT_REASON_BAD_VALUE, FIELD_SECONDS);
      *seconds = *seconds * 60 + (gint64) n;
    }
  return TRUE;
}

/* Without an outcome, talk says whether the client was reached. */
static gboolean
read_words (Callbacks *self, Row *row)
{
  g_autofree char *success = clt_import_dup_text (self->import, FIELD_SUCCESS);
  g_autofree char *outcome = clt_import_dup_text (self->import, FIELD_OUTCOME);
  g_autofree char *direction = clt_import_dup_text (self->import, FIELD_DIRECTION);
  gboolean yes;

  row->success = -1;
  if (*success != '\0')
    {
      if (!clt_word_bool (success, &yes))
        return reject (self, CLT_REASON_BAD_VALUE, FIELD_SUCCESS);
      row->success = yes;
    }
  row->outcome = row->seconds > 0 ? "complete" : row->seconds == 0 ? "no-answer" : "";
  if (*outcome != '\0' && (row->outcome = clt_word_outcome (outcome)) == NULL)
    return reject (self, CLT_REASON_BAD_VALUE, FIELD_OUTCOME);
  row->direction = "out";
  if (*direction != '\0' && (row->direction = clt_word_direction (direction)) == NULL)
    return reject (self, CLT_REASON_BAD_VALUE, FIELD_DIRECTION);
  return TRUE;
}

/* Who is no member of staff stays unnamed. */
static void
find_staff (Callbacks *self, Row *row)
{
  g_autofree char *text = clt_import_dup_text (self->import, FIELD_STAFF);
  const gint64 *known;

  if (*text == '\0')
    return;
  known = g_hash_table_lookup (self->staff, text);
  if (known == NULL)
    {
      gint64 *id = dup_id (clt_staff_find (self->import->conn, text, NULL));

      g_hash_table_insert (self->staff, g_strdup (text), id);
      known = id;
    }
  row->staff_id = *known;
}

static gboolean
read_row (Callbacks *self, Row *row)
{
  row->attempts = 1;
  row->since = -1;
  if (!read_day (self, &row->day) || !read_time (self, row) ||
      !read_seconds (self, &row->seconds) || !read_words (self, row) ||
      !read_count (self, FIELD_ATTEMPTS, 1, &row->attempts) ||
      !read_count (self, FIELD_SINCE, -1, &row->since))
    return FALSE;
  row->seconds = MAX (row->seconds, 0);
  row->line = clt_import_dup_text (self->import, FIELD_LINE);
  row->topic = clt_import_dup_prose (self->import, FIELD_TOPIC);
  row->note = clt_import_dup_prose (self->import, FIELD_NOTE);
  row->next_step = clt_import_dup_prose (self->import, FIELD_NEXT);
  row->recording = clt_import_dup_prose (self->import, FIELD_RECORDING);
  row->reference = clt_import_dup_text (self->import, FIELD_REFERENCE);
  find_staff (self, row);
  return TRUE;
}

/* ---- who was called ------------------------------------------------------------------------ */

static gboolean
add_prospect (Callbacks *self, const char *key, Row *row, GError **error)
{
  g_autofree char *name = clt_import_dup_prose (self->import, FIELD_NAME);

  row->client_id = clt_strangers_add (&self->prospects, key, *name == '\0' ? key : name,
                                      "contacted", _ ("Log of calls"), error);
  return row->client_id != 0;
}

/* @account: (out): index, -1 where the key is none. FALSE: rejected. */
static gboolean
find_account (Callbacks *self, const char *text, int *account)
{
  *account = -1;
  switch (clt_accounts_resolve (self->accounts, text,
                                clt_import_is_workbook_number (self->import, FIELD_CLIENT), account,
                                NULL))
    {
    case CLT_ACCOUNT_FOUND:
      return TRUE;
    case CLT_ACCOUNT_SHORT:
      /* an account that has lost its zeros is nobody new */
      return *account < 0 || reject (self, CLT_REASON_ACCOUNT_SHORT, FIELD_CLIENT);
    case CLT_ACCOUNT_SCIENTIFIC:
      return reject (self, CLT_REASON_ACCOUNT_SCIENTIFIC, FIELD_CLIENT);
    case CLT_ACCOUNT_MISSING:
      return reject (self, CLT_REASON_MISSING_VALUE, FIELD_CLIENT);
    case CLT_ACCOUNT_UNKNOWN:
    case CLT_ACCOUNT_BAD:
    default:
      *account = -1;
      return TRUE;
    }
}

/* client_id 0: the row was rejected. */
static gboolean
find_client (Callbacks *self, Row *row, GError **error)
{
  CltImport *import = self->import;
  g_autofree char *text = clt_import_dup_text (import, FIELD_CLIENT);
  gboolean counts = strstr (text, ROW_MARK) != NULL;
  int account = -1;

  if (counts)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, import->result->rows);
      g_auto (GStrv) parts = g_strsplit (text, ROW_MARK, -1);

      g_free (text);
      text = g_strjoinv (number, parts);
    }
  else if (!find_account (self, text, &account))
    return TRUE;
  if (account >= 0)
    return clt_conn_get_int (import->conn, &row->client_id, 0, error,
                             "SELECT client_id FROM account WHERE id = ?", "i",
                             clt_accounts_get_ids (self->accounts)[account]);
  row->client_id = clt_strangers_find (&self->prospects, text);
  if (row->client_id == 0 && self->adds)
    return add_prospect (self, text, row, error);
  if (row->client_id == 0)
    clt_import_reject (import, CLT_REASON_UNKNOWN_ACCOUNT, FIELD_CLIENT, text);
  return TRUE;
}

/* ---- the log ------------------------------------------------------------------------------- */

/* The contact that this row already is; 0: a new one. One client may be called twice a day: a contact
 * stands for one row of the file. */
static gboolean
find_contact (Callbacks *self, const Row *row, gint64 *id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (self->import->conn, error,
                    "SELECT id FROM contact WHERE client_id = ? AND day = ?"
                    " AND coalesce (at, 0) = ? AND channel = 'phone'"
                    " AND direction = ? AND reference = ? ORDER BY id",
                    "iyitt", row->client_id, row->day, row->at, row->direction, row->reference);
  CltStep step = CLT_STEP_ERROR;

  *id = 0;
  while (stmt != NULL && *id == 0 && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 found = clt_stmt_get_int (stmt, 0);

      if (!g_hash_table_contains (self->seen, &found))
        *id = found;
    }
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
store_row (Callbacks *self, const Row *row, GError **error)
{
  CltConn *conn = self->import->conn;
  gint64 id;
  gboolean existed;

  if (!find_contact (self, row, &id, error))
    return FALSE;
  existed = id != 0;
  if (!existed && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  g_hash_table_add (self->seen, dup_id (id));
  return clt_conn_run (
           conn, error,
           "INSERT INTO contact (id, client_id, staff_id, day, at, direction, channel, line, "
           "outcome,"
           " success, seconds, attempts, since, topic, note, next_step, recording, reference)"
           " VALUES (?, ?, nullif (?, 0), ?, nullif (?, 0), ?, 'phone', ?, ?, nullif (?, -1), ?, ?,"
           " nullif (?, -1), ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
           " (staff_id, line, outcome, success, seconds, attempts, since, topic, note, next_step,"
           " recording) = (excluded.staff_id, excluded.line, excluded.outcome, excluded.success,"
           " excluded.seconds, excluded.attempts, excluded.since, excluded.topic, excluded.note,"
           " excluded.next_step, excluded.recording) WHERE (staff_id, line, outcome, success, "
           "seconds,"
           " attempts, since, topic, note, next_step, recording) IS NOT (excluded.staff_id,"
           " excluded.line, excluded.outcome, excluded.success, excluded.seconds, "
           "excluded.attempts,"
           " excluded.since, excluded.topic, excluded.note, excluded.next_step, "
           "excluded.recording)",
           "iiiyitttiiiittttt", id, row->client_id, row->staff_id, row->day, row->at,
           row->direction, row->line, row->outcome, row->success, row->seconds, row->attempts,
           row->since, row->topic, row->note, row->next_step, row->recording, row->reference) &&
         clt_import_count_stored (self->import, existed, error);
}

/* ---- the run ------------------------------------------------------------------------------- */

static gboolean
set_up (Callbacks *self, CltImport *import, GError **error)
{
  const char *unknown = import->fields[FIELD_UNKNOWN].constant;

  self->import = import;
  self->today = clt_action_get_day (import->conn);
  self->staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->adds = unknown != NULL && g_str_equal (unknown, "prospect");
  if (unknown != NULL && !self->adds && !g_str_equal (unknown, "refuse"))
    return clt_store_refuse (error,
                             _ ("Unknown clients become “prospect” or “refuse”, not “%s”;"
                                " nothing was imported."),
                             unknown);
  self->accounts = clt_accounts_load (import->conn, import->options->pad_accounts, error);
  return self->accounts != NULL &&
         clt_strangers_load (&self->prospects, import, PROSPECT_KEY, error);
}

gboolean
clt_import_callbacks (CltImport *import, GError **error)
{
  g_auto (Callbacks) self = { 0 };
  int more;

  if (!set_up (&self, import, error))
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    {
      g_auto (Row) row = { 0 };

      if (!clt_import_row_is_data (import) || !clt_import_check_width (import) ||
          !read_row (&self, &row))
        continue;
      if (!find_client (&self, &row, error) ||
          (row.client_id != 0 && !store_row (&self, &row, error)))
        return FALSE;
    }
  clt_import_note_count (import, self.prospects.n_added,
                         /* Translators: %s is a count of people. */
                         _ ("%s unknown clients are now prospects."));
  return more == 0;
}
