/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-sms-results.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-address.h"
#include "core/delivery/clt-sms.h"
#include "core/exchange/clt-source.h"

enum
{
  COLUMN_ID,
  COLUMN_STATUS,
  COLUMN_PHONE,
  N_COLUMNS
};

/* What gateways call them, normalised. */
static const char *const headings[N_COLUMNS][12] = {
  [COLUMN_ID] = { "编号", "id", "消息编号", "短信编号", "消息id", "msgid", "messageid", "流水号",
                  "reference", "批次号", NULL },
  [COLUMN_STATUS] = { "状态", "status", "发送状态", "状态报告", "结果", "result", "report", "stat",
                      "状态码", "发送结果", NULL },
  [COLUMN_PHONE] = { "手机号", "phone", "mobile", "手机号码", "号码", "接收号码", NULL },
};

typedef struct
{
  const char *path;
  CltSource *source;            /* owned */
  CltSmsGateway *gateway;       /* owned */
  GRegex *sent, *failed, *open; /* owned */
  int at[N_COLUMNS];            /* cell of a row; -1: not in the file */
  CltSmsResults *results;       /* owned */
} Reading;

void
clt_sms_results_free (CltSmsResults *results)
{
  g_ptr_array_unref (results->rejects);
  g_free (results);
}

static void
clear_reading (Reading *self)
{
  g_clear_pointer (&self->source, clt_source_close);
  g_clear_pointer (&self->gateway, clt_sms_gateway_free);
  g_clear_pointer (&self->sent, g_regex_unref);
  g_clear_pointer (&self->failed, g_regex_unref);
  g_clear_pointer (&self->open, g_regex_unref);
  g_clear_pointer (&self->results, clt_sms_results_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

static void
free_reject (gpointer data)
{
  g_free (((CltSendReject *) data)->reason);
  g_free (data);
}

static void
reject (Reading *self, guint64 line, const char *reason)
{
  CltSendReject *row = g_new (CltSendReject, 1);

  row->line = line;
  row->reason = g_strdup (reason);
  g_ptr_array_add (self->results->rejects, row);
}

/* ---- the columns ---------------------------------------------------------------------------- */

static const char *
get_setting (const Reading *self, int column)
{
  return column == COLUMN_ID       ? self->gateway->result_id
         : column == COLUMN_STATUS ? self->gateway->result_status
                                   : "";
}

/* "3" is the third column. */
static int
get_number (const char *setting)
{
  return *setting != '\0' && strspn (setting, "0123456789") == strlen (setting) ? atoi (setting)
                                                                                : 0;
}

static gboolean
is_heading (const Reading *self, int column, const char *normalized)
{
  const char *setting = get_setting (self, column);
  g_autofree char *wanted = clt_text_normalize_header (setting, -1);

  return *setting != '\0' ? g_str_equal (wanted, normalized)
                          : g_strv_contains (headings[column], normalized);
}

static int
find_column (const Reading *self, const char *normalized)
{
  for (int i = 0; i < N_COLUMNS; i++)
    if (is_heading (self, i, normalized))
      return i;
  return -1;
}

static gboolean
is_known (const char *normalized, gpointer data)
{
  return find_column (data, normalized) >= 0;
}

static gboolean
read_header (Reading *self, GError **error)
{
  guint64 header = clt_source_find_header (self->source, is_known, self, error), line = 0;
  const CltCell *cells;
  guint n_cells;

  while (header > 0 && line < header)
    if (clt_source_next (self->source, &cells, &n_cells, &line, error) != 1)
      return FALSE;
  for (guint i = 0; header > 0 && i < n_cells; i++)
    {
      g_autofree char *text = clt_source_dup_cell (self->source, &cells[i]);
      g_autofree char *normalized = clt_text_normalize_header (text, -1);
      int column = find_column (self, normalized);

      if (column >= 0 && self->at[column] < 0)
        self->at[column] = (int) i;
    }
  return TRUE;
}

static gboolean
find_columns (Reading *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean numbered = TRUE;

  for (int i = 0; i < N_COLUMNS; i++)
    {
      self->at[i] = get_number (get_setting (self, i)) - 1;
      numbered = numbered && (i == COLUMN_PHONE || self->at[i] >= 0);
    }
  if (numbered)
    return TRUE;
  if (!read_header (self, &local) && local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (self->at[COLUMN_ID] >= 0 && self->at[COLUMN_STATUS] >= 0)
    return TRUE;
  g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER,
               /* Translators: a file's name. */
               _ ("“%s” has no columns with the number and the status of a message. Say in the"
                  " settings of the SMS gateway what they are called. Nothing was changed."),
               self->path);
  return FALSE;
}

/* ---- the rows ------------------------------------------------------------------------------- */

static char *
dup_cell (Reading *self, const CltCell *cells, guint n_cells, int column)
{
  g_autofree char *text = NULL;

  if (self->at[column] < 0 || (guint) self->at[column] >= n_cells)
    return g_strdup ("");
  text = clt_source_dup_cell (self->source, &cells[self->at[column]]);
  return clt_text_clean (text, -1);
}

/* 0 and no error: there is none, which has been told. */
static gint64
find_message (CltConn *conn,
              Reading *self,
              guint64 line,
              const char *reference,
              const char *phone,
              CltMessageState *state,
              GError **error)
{
  g_autofree char *number = clt_address_parse_mobile (phone);
  gint64 id = 0;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT m.id, coalesce(s.state, 'queued'), m.address FROM message m"
    " JOIN channel h ON h.key = m.channel LEFT JOIN message_state s ON s.message_id = m.id"
    " WHERE m.id = ?1 AND m.reference = ?2 AND h.medium = 'sms'",
    "it", (gint64) g_ascii_strtoll (reference, NULL, 10), reference);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_DONE)
    reject (self, line, _ ("There is no short message with this number."));
  if (step != CLT_STEP_ROW)
    return 0;
  if (number != NULL && !g_str_equal (number, clt_stmt_get_text (stmt, 2)))
    reject (self, line, _ ("The message with this number went to another telephone."));
  else
    {
      id = clt_stmt_get_int (stmt, 0);
      clt_message_state_from_name (clt_stmt_get_text (stmt, 1), state);
    }
  clt_stmt_reset (stmt);
  return id;
}

static gboolean
settle (CltConn *conn,
        Reading *self,
        guint64 line,
        gint64 id,
        gboolean sent,
        const char *status,
        GError **error)
{
  /* Translators: the gateway's word for what became of a message. */
  g_autofree char *words = g_strdup_printf (_ ("The gateway says “%s”."), status);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (CltSettled) settled =
    clt_message_decide (conn, id, sent ? CLT_SETTLE_SENT : CLT_SETTLE_FAILED, words, &refusal);

  if (settled != NULL && sent)
    self->results->sent++;
  else if (settled != NULL)
    self->results->failed++;
  else if (g_error_matches (refusal, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID) ||
           g_error_matches (refusal, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY))
    reject (self, line, refusal->message);
  else
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  return TRUE;
}

static gboolean
take_row (CltConn *conn,
          Reading *self,
          const CltCell *cells,
          guint n_cells,
          guint64 line,
          GError **error)
{
  g_autofree char *reference = dup_cell (self, cells, n_cells, COLUMN_ID);
  g_autofree char *status = dup_cell (self, cells, n_cells, COLUMN_STATUS);
  g_autofree char *phone = dup_cell (self, cells, n_cells, COLUMN_PHONE);
  g_autoptr (GError) local = NULL;
  gboolean sent = g_regex_match (self->sent, status, 0, NULL);
  CltMessageState state = CLT_MESSAGE_UNKNOWN;
  gint64 id;

  if (*reference == '\0' && *status == '\0')
    return TRUE;
  id = find_message (conn, self, line, reference, phone, &state, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (id == 0)
    return TRUE;
  if (!sent && g_regex_match (self->open, status, 0, NULL))
    self->results->open++;
  else if (!sent && !g_regex_match (self->failed, status, 0, NULL))
    {
      /* Translators: the gateway's word for what became of a message. */
      g_autofree char *reason = g_strdup_printf (
        _ (
          "Nobody has said what the status “%s” means; say so in the settings of the SMS gateway."),
        status);

      reject (self, line, reason);
    }
  else if (state == (sent ? CLT_MESSAGE_SENT : CLT_MESSAGE_FAILED))
    self->results->same++;
  else
    return settle (conn, self, line, id, sent, status, error);
  return TRUE;
}

static gboolean
take_rows (CltConn *conn, gpointer data, GError **error)
{
  Reading *self = data;
  const CltCell *cells;
  guint n_cells;
  guint64 line;
  int more;

  while ((more = clt_source_next (self->source, &cells, &n_cells, &line, error)) == 1)
    if (!take_row (conn, self, cells, n_cells, line, error))
      return FALSE;
  return more == 0;
}

static gboolean
compile (const char *pattern, GRegex **regex, GError **error)
{
  *regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, error);
  return *regex != NULL;
}

/* A text file comes back with the separator with which it went out. */
static CltSource *
open_source (const Reading *self, GError **error)
{
  const char *separator =
    g_str_equal (self->gateway->separator, "tab") ? "\t" : self->gateway->separator;
  CltSourceOptions options = { .quote = -1, .header = -1 };

  if (g_str_equal (self->gateway->format, "txt") && strlen (separator) == 1)
    options.delimiter = *separator;
  return clt_source_open (self->path, &options, error);
}

CltSmsResults *
clt_sms_results_take (CltConn *conn, const char *path, GError **error)
{
  g_auto (Reading) self = { .path = path };

  self.gateway = clt_sms_gateway_load (conn, error);
  if (self.gateway == NULL || !compile (self.gateway->result_sent, &self.sent, error) ||
      !compile (self.gateway->result_failed, &self.failed, error) ||
      !compile (self.gateway->result_open, &self.open, error))
    return NULL;
  self.results = g_new0 (CltSmsResults, 1);
  self.results->rejects = g_ptr_array_new_with_free_func (free_reject);
  self.source = open_source (&self, error);
  if (self.source == NULL || !find_columns (&self, error) ||
      !clt_action_run_unjournalled (conn, take_rows, &self, error))
    return NULL;
  return g_steal_pointer (&self.results);
}
