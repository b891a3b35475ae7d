/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* Staff, and who is in charge of which client from when to when. A row may hold a person, a
 * person's relation to a client, or both. */

typedef struct
{
  CltImport *import;               /* borrowed */
  CltAccounts *accounts;           /* owned */
  char *texts[CLT_N_STAFF_FIELDS]; /* owned: of the row at hand */
  const char *role, *relation;
  CltDay entered, left, from, to;
  double share; /* -1: not given */
  gint64 account_id;
  GHashTable *rows; /* owned: key -> text of the row, to see rows that stand there twice */
  gboolean created, changed;
} StaffImport;

static void
clear_row (StaffImport *staff)
{
  for (guint i = 0; i < CLT_N_STAFF_FIELDS; i++)
    g_clear_pointer (&staff->texts[i], g_free);
}

static void
staff_clear (StaffImport *staff)
{
  clear_row (staff);
  g_clear_pointer (&staff->accounts, clt_accounts_free);
  g_clear_pointer (&staff->rows, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StaffImport, staff_clear)

static gboolean
reject (StaffImport *staff, CltReason reason, guint field)
{
  gboolean secret = field == CLT_STAFF_PHONE || field == CLT_STAFF_EMAIL;

  clt_import_reject (staff->import, reason, field, secret ? NULL : staff->texts[field]);
  return FALSE;
}

/* Reading */

static gboolean
read_day (StaffImport *staff, guint field, CltDay *day)
{
  CltValue result = clt_import_get_day (staff->import, field, day);

  if (result == CLT_VALUE_NULL)
    *day = CLT_DAY_NONE;
  return result != CLT_VALUE_BAD || reject (staff, CLT_REASON_BAD_DATE, field);
}

static gboolean
read_word (StaffImport *staff, guint field, const char *(*find) (const char *), const char **word)
{
  *word = "";
  if (*staff->texts[field] == '\0')
    return TRUE;
  *word = find (staff->texts[field]);
  return *word != NULL || reject (staff, CLT_REASON_BAD_VALUE, field);
}

static gboolean
has_client (const StaffImport *staff)
{
  return *staff->texts[CLT_STAFF_ACCOUNT] != '\0';
}

static gboolean
read_relation (StaffImport *staff)
{
  CltImport *import = staff->import;
  const char *share = staff->texts[CLT_STAFF_SHARE];
  int account = -1;

  staff->share = -1;
  if (*share != '\0' &&
      clt_value_parse_percent (share, strlen (share), &staff->share) == CLT_VALUE_BAD)
    return reject (staff, CLT_REASON_BAD_VALUE, CLT_STAFF_SHARE);
  if (!has_client (staff))
    return TRUE;
  if (!clt_import_get_account (import, staff->accounts, CLT_STAFF_ACCOUNT, &account))
    return FALSE;
  if (staff->from == CLT_DAY_NONE)
    return reject (staff, CLT_REASON_MISSING_VALUE, CLT_STAFF_FROM);
  if (staff->to != CLT_DAY_NONE && staff->to < staff->from)
    return reject (staff, CLT_REASON_BAD_RANGE, CLT_STAFF_TO);
  if (account < 0)
    return reject (staff, CLT_REASON_UNKNOWN_ACCOUNT, CLT_STAFF_ACCOUNT);
  staff->account_id = clt_accounts_get_ids (staff->accounts)[account];
  return TRUE;
}

/* The same key with the same words is skipped; with others it cannot be told which one holds. */
static gboolean
check_duplicate (StaffImport *staff)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s\n%s\n%d", staff->texts[CLT_STAFF_NUMBER],
                                          staff->texts[CLT_STAFF_ACCOUNT], staff->relation,
                                          has_client (staff) ? staff->from : 0);
  GString *row = g_string_new (NULL);
  g_autofree char *text = NULL;
  const char *before;

  for (guint i = 0; i < CLT_N_STAFF_FIELDS; i++)
    g_string_append_printf (row, "%s\n", staff->texts[i]);
  text = g_string_free (row, FALSE);
  before = g_hash_table_lookup (staff->rows, key);
  if (before == NULL)
    {
      g_hash_table_insert (staff->rows, g_steal_pointer (&key), g_steal_pointer (&text));
      return TRUE;
    }
  if (!g_str_equal (before, text))
    return reject (staff, CLT_REASON_DUPLICATE_CONFLICT, CLT_STAFF_NUMBER);
  clt_import_skip (staff->import, staff->import->line);
  return FALSE;
}

static gboolean
read_row (StaffImport *staff)
{
  clear_row (staff);
  for (guint i = 0; i < CLT_N_STAFF_FIELDS; i++)
    {
      gboolean prose = i == CLT_STAFF_NAME || i == CLT_STAFF_BRANCH || i == CLT_STAFF_NOTE;

      staff->texts[i] =
        prose ? clt_import_dup_prose (staff->import, i) : clt_import_dup_text (staff->import, i);
      if (staff->texts[i][strspn (staff->texts[i], "-")] == '\0')
        *staff->texts[i] = '\0';
    }
  if (!clt_import_check_width (staff->import) ||
      !read_day (staff, CLT_STAFF_ENTERED, &staff->entered) ||
      !read_day (staff, CLT_STAFF_LEFT, &staff->left) ||
      !read_day (staff, CLT_STAFF_FROM, &staff->from) ||
      !read_day (staff, CLT_STAFF_TO, &staff->to))
    return FALSE;
  if (*staff->texts[CLT_STAFF_NUMBER] == '\0')
    return reject (staff, CLT_REASON_MISSING_VALUE, CLT_STAFF_NUMBER);
  return read_word (staff, CLT_STAFF_ROLE, clt_word_role, &staff->role) &&
         read_word (staff, CLT_STAFF_RELATION, clt_word_relation, &staff->relation) &&
         read_relation (staff) && check_duplicate (staff);
}

/* Storing */

static gboolean
insert_staff (StaffImport *staff, gint64 *id, GError **error)
{
  CltConn *conn = staff->import->conn;
  char **texts = staff->texts;

  if (*texts[CLT_STAFF_NAME] == '\0')
    {
      *id = 0;
      reject (staff, CLT_REASON_MISSING_VALUE, CLT_STAFF_NAME);
      return TRUE;
    }
  staff->created = TRUE;
  *id = clt_conn_new_id (conn, error);
  return *id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO staff (id, number, name, role, branch, phone, email, licence,"
                       " entered, left_on, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "itttttttyyt", *id, texts[CLT_STAFF_NUMBER], texts[CLT_STAFF_NAME],
                       *staff->role == '\0' ? "specialist" : staff->role, texts[CLT_STAFF_BRANCH],
                       texts[CLT_STAFF_PHONE], texts[CLT_STAFF_EMAIL], texts[CLT_STAFF_LICENCE],
                       staff->entered, staff->left,
                       has_client (staff) ? "" : texts[CLT_STAFF_NOTE]);
}

/* Values that the row gives and the file has otherwise. */
static gboolean
differs (const StaffImport *staff, CltStmt *stored)
{
  const char *const texts[] = { staff->texts[CLT_STAFF_NAME],
                                staff->role,
                                staff->texts[CLT_STAFF_BRANCH],
                                staff->texts[CLT_STAFF_PHONE],
                                staff->texts[CLT_STAFF_EMAIL],
                                staff->texts[CLT_STAFF_LICENCE],
                                has_client (staff) ? "" : staff->texts[CLT_STAFF_NOTE] };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] != '\0' && !g_str_equal (texts[i], clt_stmt_get_text (stored, 1 + i)))
      return TRUE;
  return (staff->entered != CLT_DAY_NONE && staff->entered != clt_stmt_get_day (stored, 8)) ||
         (staff->left != CLT_DAY_NONE && staff->left != clt_stmt_get_day (stored, 9));
}

static gboolean
update_staff (StaffImport *staff, gint64 id, GError **error)
{
  char **texts = staff->texts;

  staff->changed = TRUE;
  return clt_conn_run (
    staff->import->conn, error,
    "UPDATE staff SET name = coalesce (nullif (?, ''), name),"
    " role = coalesce (nullif (?, ''), role), branch = coalesce (nullif (?, ''), branch),"
    " phone = coalesce (nullif (?, ''), phone), email = coalesce (nullif (?, ''), email),"
    " licence = coalesce (nullif (?, ''), licence), note = coalesce (nullif (?, ''), note),"
    " entered = coalesce (?, entered), left_on = coalesce (?, left_on) WHERE id = ?",
    "tttttttyyi", texts[CLT_STAFF_NAME], staff->role, texts[CLT_STAFF_BRANCH],
    texts[CLT_STAFF_PHONE], texts[CLT_STAFF_EMAIL], texts[CLT_STAFF_LICENCE],
    has_client (staff) ? "" : texts[CLT_STAFF_NOTE], staff->entered, staff->left, id);
}

/* @id: (out): 0 when the row was rejected. */
static gboolean
store_person (StaffImport *staff, gint64 *id, GError **error)
{
  CltStmt *stored =
    clt_conn_query (staff->import->conn, error,
                    "SELECT id, name, role, branch, phone, email, licence, note, entered, left_on"
                    " FROM staff WHERE number = ?",
                    "t", staff->texts[CLT_STAFF_NUMBER]);
  CltStep step;
  gboolean different;

  if (stored == NULL)
    return FALSE;
  step = clt_stmt_step (stored, error);
  *id = step == CLT_STEP_ROW ? clt_stmt_get_int (stored, 0) : 0;
  different = step == CLT_STEP_ROW && differs (staff, stored);
  clt_stmt_reset (stored);
  if (step == CLT_STEP_ERROR)
    return FALSE;
  if (*id == 0)
    return insert_staff (staff, id, error);
  return !different || update_staff (staff, *id, error);
}

static gboolean
insert_assignment (StaffImport *staff, gint64 staff_id, const char *relation, GError **error)
{
  CltConn *conn = staff->import->conn;
  gint64 id = clt_conn_new_id (conn, error);

  staff->created = TRUE;
  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO assignment (id, client_id, staff_id, relation, valid_from,"
                       " valid_to, share, note) VALUES (?, (SELECT client_id FROM account"
                       " WHERE id = ?), ?, ?, ?, ?, ?, ?)",
                       "iiitiydt", id, staff->account_id, staff_id, relation, (gint64) staff->from,
                       staff->to, staff->share < 0 ? 1.0 : staff->share,
                       staff->texts[CLT_STAFF_NOTE]);
}

static gboolean
update_assignment (StaffImport *staff, CltStmt *stored, GError **error)
{
  gint64 id = clt_stmt_get_int (stored, 0);
  gboolean same = staff->to == clt_stmt_get_day (stored, 1) &&
                  (staff->share < 0 || staff->share == clt_stmt_get_double (stored, 2)) &&
                  (*staff->texts[CLT_STAFF_NOTE] == '\0' ||
                   g_str_equal (staff->texts[CLT_STAFF_NOTE], clt_stmt_get_text (stored, 3)));

  clt_stmt_reset (stored);
  if (same)
    return TRUE;
  staff->changed = TRUE;
  return clt_conn_run (staff->import->conn, error,
                       "UPDATE assignment SET valid_to = ?, share = CASE WHEN ?2 < 0 THEN share"
                       " ELSE ?2 END, note = coalesce (nullif (?3, ''), note) WHERE id = ?4",
                       "ydti", staff->to, staff->share, staff->texts[CLT_STAFF_NOTE], id);
}

static gboolean
store_assignment (StaffImport *staff, gint64 staff_id, GError **error)
{
  const char *relation = *staff->relation == '\0' ? "service" : staff->relation;
  CltStmt *stored =
    clt_conn_query (staff->import->conn, error,
                    "SELECT assignment.id, valid_to, share, note FROM assignment"
                    " JOIN account USING (client_id) WHERE account.id = ? AND staff_id = ?"
                    " AND relation = ? AND valid_from = ?",
                    "iiti", staff->account_id, staff_id, relation, (gint64) staff->from);
  CltStep step;

  if (stored == NULL)
    return FALSE;
  step = clt_stmt_step (stored, error);
  if (step == CLT_STEP_ROW)
    return update_assignment (staff, stored, error);
  clt_stmt_reset (stored);
  return step == CLT_STEP_DONE && insert_assignment (staff, staff_id, relation, error);
}

static gboolean
store_row (StaffImport *staff, GError **error)
{
  CltImportResult *result = staff->import->result;
  gint64 id;

  staff->created = staff->changed = FALSE;
  if (!store_person (staff, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (has_client (staff) && !store_assignment (staff, id, error))
    return FALSE;
  if (staff->created)
    result->added++;
  else if (staff->changed)
    result->changed++;
  else
    result->same++;
  return TRUE;
}

gboolean
clt_import_staff (CltImport *import, GError **error)
{
  g_auto (StaffImport) staff = { .import = import };
  int more;

  staff.accounts = clt_accounts_load (import->conn, import->options->pad_accounts, error);
  staff.rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (staff.accounts == NULL)
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    if (clt_import_row_is_data (import) && read_row (&staff) && !store_row (&staff, error))
      return FALSE;
  return more == 0;
}
