/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-id.h"
#include "core/exchange/clt-client-store.h"

/* 客户资料, the client master: one account a row; rows with one identity number are one client. */

typedef struct
{
  guint64 line; /* where the account stands first */
  guint hash;   /* of the row */
  gboolean conflict;
} FirstRow;

typedef struct
{
  CltImport *import;                /* borrowed */
  CltAccounts *accounts;            /* owned */
  char *texts[CLT_N_CLIENT_FIELDS]; /* owned: of the row at hand */
  char *account;                    /* owned */
  CltClientRecord record;
  GHashTable *first_rows;    /* owned: account -> FirstRow */
  GHashTable *by_id_number;  /* owned: identity number -> client id */
  GHashTable *staff;         /* owned: number or name -> id; 0: two of that name */
  GHashTable *unknown_staff; /* owned: names */
  GPtrArray *extra_fields;   /* owned: headers of columns that become extra fields */
  GPtrArray *extra_values;   /* owned: of the row at hand */
  guint64 bad_ids, bad_phones, short_accounts;
} ClientsImport;

static void
clear_row (ClientsImport *clients)
{
  for (guint i = 0; i < CLT_N_CLIENT_FIELDS; i++)
    g_clear_pointer (&clients->texts[i], g_free);
  g_clear_pointer (&clients->account, g_free);
  g_ptr_array_set_size (clients->extra_values, 0);
}

static void
clients_clear (ClientsImport *clients)
{
  clear_row (clients);
  g_clear_pointer (&clients->accounts, clt_accounts_free);
  g_clear_pointer (&clients->first_rows, g_hash_table_unref);
  g_clear_pointer (&clients->by_id_number, g_hash_table_unref);
  g_clear_pointer (&clients->staff, g_hash_table_unref);
  g_clear_pointer (&clients->unknown_staff, g_hash_table_unref);
  g_clear_pointer (&clients->extra_fields, g_ptr_array_unref);
  g_clear_pointer (&clients->extra_values, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ClientsImport, clients_clear)

/* Names and numbers may stand in what is rejected, secrets may not. */
static gboolean
reject (ClientsImport *clients, CltReason reason, guint field)
{
  gboolean secret = field == CLT_CLIENT_ID_NUMBER || field == CLT_CLIENT_PHONE ||
                    field == CLT_CLIENT_EMAIL || field == CLT_CLIENT_ADDRESS;

  clt_import_reject (clients->import, reason, field, secret ? NULL : clients->texts[field]);
  return FALSE;
}

/* Cells */

/* Dashes stand for nothing, and a masked value must never replace the true one. */
static gboolean
says_nothing (const char *text)
{
  return text[strspn (text, "-")] == '\0' || strchr (text, '*') != NULL;
}

static void
read_texts (ClientsImport *clients)
{
  clear_row (clients);
  for (guint i = 0; i < CLT_N_CLIENT_FIELDS; i++)
    {
      gboolean prose = i == CLT_CLIENT_NAME || i == CLT_CLIENT_ADDRESS || i == CLT_CLIENT_NOTE;

      clients->texts[i] = prose ? clt_import_dup_prose (clients->import, i)
                                : clt_import_dup_text (clients->import, i);
      if (says_nothing (clients->texts[i]))
        *clients->texts[i] = '\0';
    }
}

/* Accounts of new clients may have any length; only what a spreadsheet has cut is refused. */
static gboolean
read_account (ClientsImport *clients)
{
  int index;

  switch (clt_accounts_resolve (clients->accounts, clients->texts[CLT_CLIENT_ACCOUNT],
                                clt_import_is_workbook_number (clients->import, CLT_CLIENT_ACCOUNT),
                                &index, &clients->account))
    {
    case CLT_ACCOUNT_FOUND:
    case CLT_ACCOUNT_UNKNOWN:
      break;
    case CLT_ACCOUNT_SHORT:
      clients->short_accounts++;
      break;
    case CLT_ACCOUNT_MISSING:
      return reject (clients, CLT_REASON_MISSING_VALUE, CLT_CLIENT_ACCOUNT);
    case CLT_ACCOUNT_SCIENTIFIC:
      return reject (clients, CLT_REASON_ACCOUNT_SCIENTIFIC, CLT_CLIENT_ACCOUNT);
    case CLT_ACCOUNT_BAD:
    default:
      return reject (clients, CLT_REASON_BAD_ACCOUNT, CLT_CLIENT_ACCOUNT);
    }
  clients->record.account = clients->account;
  return TRUE;
}

static gboolean
read_day (ClientsImport *clients, guint field, CltDay *day)
{
  CltValue result = clt_import_get_day (clients->import, field, day);

  if (result == CLT_VALUE_NULL)
    *day = CLT_DAY_NONE;
  return result != CLT_VALUE_BAD || reject (clients, CLT_REASON_BAD_DATE, field);
}

static gboolean
read_days (ClientsImport *clients)
{
  CltClientRecord *record = &clients->record;

  if (!read_day (clients, CLT_CLIENT_OPENED, &record->opened) ||
      !read_day (clients, CLT_CLIENT_CLOSED, &record->closed) ||
      !read_day (clients, CLT_CLIENT_ASSESSED, &record->assessed))
    return FALSE;
  if (record->opened == CLT_DAY_NONE)
    return reject (clients, CLT_REASON_MISSING_VALUE, CLT_CLIENT_OPENED);
  if (record->closed != CLT_DAY_NONE && record->closed < record->opened)
    return reject (clients, CLT_REASON_BAD_RANGE, CLT_CLIENT_CLOSED);
  return TRUE;
}

static gboolean
read_word (ClientsImport *clients,
           guint field,
           const char *(*find) (const char *),
           const char **word)
{
  *word = "";
  if (*clients->texts[field] == '\0')
    return TRUE;
  *word = find (clients->texts[field]);
  return *word != NULL || reject (clients, CLT_REASON_BAD_VALUE, field);
}

static gboolean
read_flag (ClientsImport *clients, guint field, int *flag)
{
  gboolean value;

  *flag = -1;
  if (*clients->texts[field] == '\0')
    return TRUE;
  if (!clt_word_bool (clients->texts[field], &value))
    return reject (clients, CLT_REASON_BAD_VALUE, field);
  *flag = value;
  return TRUE;
}

/* Lunar dates may be none of the solar calendar (the 30th of the second month); the year may be
 * missing: 20001231, 2000-12-31, 12-31, 1231. */
gboolean
clt_import_parse_birthday (const char *text,
                           gboolean lunar,
                           gint64 *year,
                           gint64 *month,
                           gint64 *day)
{
  int part[3] = { 0 };
  int n = 0;
  gsize length = strlen (text);

  if (strspn (text, "0123456789") == length && (length == 8 || length == 4))
    {
      int number = (int) g_ascii_strtoll (text, NULL, 10);

      part[0] = number / 10000;
      part[1] = number / 100 % 100;
      part[2] = number % 100;
    }
  else
    {
      for (const char *p = text; n < 3; n++)
        {
          char *end;

          part[n] = (int) g_ascii_strtoull (p, &end, 10);
          if (end == p || end - p > 4 || (*end != '-' && *end != '/' && *end != '\0'))
            return FALSE;
          p = end + 1;
          if (*end == '\0')
            break;
        }
      if (n == 1)
        {
          part[2] = part[1];
          part[1] = part[0];
          part[0] = 0;
        }
      else if (n != 2)
        return FALSE;
    }
  *year = part[0] == 0 ? CLT_MONEY_NONE : part[0];
  *month = part[1];
  *day = part[2];
  if (lunar)
    return part[1] >= 1 && part[1] <= 12 && part[2] >= 1 && part[2] <= 30;
  return clt_day_from_ymd (part[0] == 0 ? 2000 : part[0], part[1], part[2]) != CLT_DAY_NONE;
}

static gboolean
read_birthday (ClientsImport *clients)
{
  CltClientRecord *record = &clients->record;
  const char *calendar = "";
  gboolean leap = FALSE;
  gint64 year, month, day;
  CltDay solar;

  record->birth_year = record->birth_month = record->birth_day = CLT_MONEY_NONE;
  record->birth_leap = CLT_MONEY_NONE;
  record->texts[CLT_RECORD_BIRTH_CALENDAR] = "";
  if (*clients->texts[CLT_CLIENT_BIRTHDAY] == '\0')
    return TRUE;
  if (*clients->texts[CLT_CLIENT_BIRTH_CALENDAR] != '\0')
    {
      calendar = clt_word_calendar (clients->texts[CLT_CLIENT_BIRTH_CALENDAR], &leap);
      if (calendar == NULL)
        return reject (clients, CLT_REASON_BAD_VALUE, CLT_CLIENT_BIRTH_CALENDAR);
    }
  if (!clt_import_parse_birthday (clients->texts[CLT_CLIENT_BIRTHDAY],
                                  g_str_equal (calendar, "lunar"), &year, &month, &day))
    {
      int y, m, d;

      /* a date of a workbook, or one with another order */
      if (clt_import_get_day (clients->import, CLT_CLIENT_BIRTHDAY, &solar) != CLT_VALUE_OK)
        return reject (clients, CLT_REASON_BAD_DATE, CLT_CLIENT_BIRTHDAY);
      clt_day_get_ymd (solar, &y, &m, &d);
      year = y;
      month = m;
      day = d;
    }
  record->birth_year = year;
  record->birth_month = month;
  record->birth_day = day;
  record->birth_leap = leap;
  record->texts[CLT_RECORD_BIRTH_CALENDAR] = calendar;
  return TRUE;
}

static gboolean
read_words (ClientsImport *clients)
{
  CltClientRecord *record = &clients->record;
  const char **texts = record->texts;

  if (!read_word (clients, CLT_CLIENT_CLASS, clt_word_class, &texts[CLT_RECORD_CLASS]) ||
      !read_word (clients, CLT_CLIENT_GENDER, clt_word_gender, &texts[CLT_RECORD_GENDER]) ||
      !read_word (clients, CLT_CLIENT_INVESTOR, clt_word_investor, &texts[CLT_RECORD_INVESTOR]) ||
      !read_word (clients, CLT_CLIENT_GRADE, clt_word_grade, &record->grade))
    return FALSE;
  if (*record->grade == '\0')
    record->grade = NULL;
  return read_flag (clients, CLT_CLIENT_LOWEST, &record->lowest) &&
         read_flag (clients, CLT_CLIENT_CONSENT_SMS, &record->consents[CLT_CONSENT_SMS]) &&
         read_flag (clients, CLT_CLIENT_CONSENT_EMAIL, &record->consents[CLT_CONSENT_EMAIL]) &&
         read_flag (clients, CLT_CLIENT_CONSENT_PHONE, &record->consents[CLT_CONSENT_PHONE]);
}

static gboolean
read_plain_texts (ClientsImport *clients)
{
  static const struct
  {
    int record;
    int field;
  } plain[] = {
    { CLT_RECORD_NAME, CLT_CLIENT_NAME },
    { CLT_RECORD_ID_TYPE, CLT_CLIENT_ID_TYPE },
    { CLT_RECORD_ID_NUMBER, CLT_CLIENT_ID_NUMBER },
    { CLT_RECORD_PHONE, CLT_CLIENT_PHONE },
    { CLT_RECORD_EMAIL, CLT_CLIENT_EMAIL },
    { CLT_RECORD_ADDRESS, CLT_CLIENT_ADDRESS },
    { CLT_RECORD_INTRODUCER, CLT_CLIENT_INTRODUCER },
    { CLT_RECORD_NOTE, CLT_CLIENT_NOTE },
  };
  const char *id_number = clients->texts[CLT_CLIENT_ID_NUMBER];

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    clients->record.texts[plain[i].record] = clients->texts[plain[i].field];
  if (*clients->texts[CLT_CLIENT_NAME] == '\0')
    return reject (clients, CLT_REASON_MISSING_VALUE, CLT_CLIENT_NAME);
  /* 1.23E+17, or digits that a number of a workbook has lost */
  if (strstr (id_number, "E+") != NULL || strstr (id_number, "e+") != NULL ||
      (clt_import_is_workbook_number (clients->import, CLT_CLIENT_ID_NUMBER) &&
       strlen (id_number) > 15))
    return reject (clients, CLT_REASON_ACCOUNT_SCIENTIFIC, CLT_CLIENT_ID_NUMBER);
  return TRUE;
}

/* Warnings that block nothing (an old number is still the number the branch has). */
static void
check_forms (ClientsImport *clients)
{
  const char *id_number = clients->texts[CLT_CLIENT_ID_NUMBER];
  const char *id_type = clients->texts[CLT_CLIENT_ID_TYPE];
  gboolean card =
    strstr (id_type, "身份证") != NULL || (*id_type == '\0' && strlen (id_number) == 18);

  if (*id_number != '\0' && card && clt_id_card_check (id_number, NULL, NULL) != CLT_ID_OK)
    clients->bad_ids++;
  if (*clients->texts[CLT_CLIENT_PHONE] != '\0' &&
      clt_phone_get_form (clients->texts[CLT_CLIENT_PHONE]) == CLT_PHONE_BAD)
    clients->bad_phones++;
}

static gint64
find_staff (ClientsImport *clients, guint field)
{
  const char *text = clients->texts[field];
  gint64 *id;

  if (*text == '\0')
    return 0;
  id = g_hash_table_lookup (clients->staff, text);
  if (id != NULL && *id != 0)
    return *id;
  g_hash_table_add (clients->unknown_staff, g_strdup (text));
  return 0;
}

static void
read_extras (ClientsImport *clients)
{
  CltImport *import = clients->import;

  if (!import->options->keep_extra || import->header == NULL)
    return;
  for (guint i = 0; i < import->result->columns->len && i < import->n_cells; i++)
    {
      const CltImportColumn *column = import->result->columns->pdata[i];
      g_autofree char *raw = NULL;

      if (column->field != NULL || *import->names[i] == '\0' ||
          clt_import_is_reject_column (import->names[i]))
        continue;
      raw = clt_source_dup_cell (import->source, &import->cells[i]);
      g_ptr_array_add (clients->extra_values, clt_text_clean (raw, -1));
    }
  while (clients->extra_values->len < clients->extra_fields->len - 1)
    g_ptr_array_add (clients->extra_values, g_strdup (""));
  clients->record.extra_fields = (const char *const *) clients->extra_fields->pdata;
  clients->record.extra_values = (const char *const *) clients->extra_values->pdata;
}

/* Rows */

static gboolean
check_duplicate (ClientsImport *clients)
{
  const FirstRow *first = g_hash_table_lookup (clients->first_rows, clients->account);

  if (first == NULL)
    return TRUE;
  if (first->conflict)
    return reject (clients, CLT_REASON_DUPLICATE_CONFLICT, CLT_CLIENT_ACCOUNT);
  if (first->line != clients->import->line)
    {
      clt_import_skip (clients->import, clients->import->line);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_row (ClientsImport *clients)
{
  memset (&clients->record, 0, sizeof clients->record);
  read_texts (clients);
  if (!clt_import_check_width (clients->import) || !read_days (clients) ||
      !read_account (clients) || !read_plain_texts (clients) || !read_words (clients) ||
      !read_birthday (clients) || !check_duplicate (clients))
    return FALSE;
  clients->record.specialist_id = find_staff (clients, CLT_CLIENT_SPECIALIST);
  clients->record.adviser_id = find_staff (clients, CLT_CLIENT_ADVISER);
  read_extras (clients);
  check_forms (clients);
  return TRUE;
}

static gboolean
store_row (ClientsImport *clients, GError **error)
{
  CltImportResult *result = clients->import->result;
  const char *id_number = clients->texts[CLT_CLIENT_ID_NUMBER];
  gint64 *known =
    *id_number == '\0' ? NULL : g_hash_table_lookup (clients->by_id_number, id_number);
  CltClientState state;
  gint64 client_id;

  if (!clt_client_store_record (clients->import->conn, &clients->record, known == NULL ? 0 : *known,
                                clt_today (), &client_id, &state, error))
    return FALSE;
  if (*id_number != '\0' && known == NULL)
    g_hash_table_insert (clients->by_id_number, g_strdup (id_number),
                         g_memdup2 (&client_id, sizeof client_id));
  if (state == CLT_CLIENT_NEW)
    result->added++;
  else if (state == CLT_CLIENT_CHANGED)
    result->changed++;
  else
    result->same++;
  return TRUE;
}

/* Before anything is written: which accounts stand in the file twice, alike or not. */
static gboolean
find_duplicates (ClientsImport *clients, GError **error)
{
  CltImport *import = clients->import;
  int more;

  while ((more = clt_import_next (import, error)) == 1)
    {
      FirstRow *first;
      guint hash = 5381;
      int index;

      if (!clt_import_row_is_data (import))
        continue;
      for (guint i = 0; i < import->n_cells; i++)
        for (guint32 j = 0; j <= import->cells[i].length; j++)
          hash =
            hash * 33 + (j == import->cells[i].length ? 31 : (guchar) import->cells[i].text[j]);
      read_texts (clients);
      clt_accounts_resolve (clients->accounts, clients->texts[CLT_CLIENT_ACCOUNT], FALSE, &index,
                            &clients->account);
      if (clients->account == NULL)
        continue;
      first = g_hash_table_lookup (clients->first_rows, clients->account);
      if (first != NULL)
        first->conflict = first->conflict || first->hash != hash;
      else
        {
          first = g_new0 (FirstRow, 1);
          first->line = import->line;
          first->hash = hash;
          g_hash_table_insert (clients->first_rows, g_strdup (clients->account), first);
        }
    }
  import->result->rows = 0;
  return more == 0 && clt_import_rewind (import, error);
}

/* Set up */

static gboolean
load_ids (ClientsImport *clients,
          const char *sql,
          GHashTable *table,
          gboolean unique,
          GError **error)
{
  CltStmt *stmt = clt_conn_prepare (clients->import->conn, sql, error);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);
      const char *text = clt_stmt_get_text (stmt, 1);

      if (unique && g_hash_table_contains (table, text))
        id = 0;
      g_hash_table_insert (table, g_strdup (text), g_memdup2 (&id, sizeof id));
    }
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static void
list_extra_fields (ClientsImport *clients)
{
  CltImport *import = clients->import;

  for (guint i = 0; import->header != NULL && i < import->result->columns->len; i++)
    {
      const CltImportColumn *column = import->result->columns->pdata[i];

      if (column->field == NULL && *import->names[i] != '\0' &&
          !clt_import_is_reject_column (import->names[i]))
        g_ptr_array_add (clients->extra_fields, import->header[i]);
    }
  g_ptr_array_add (clients->extra_fields, NULL);
}

static gboolean
set_up (ClientsImport *clients, GError **error)
{
  CltImport *import = clients->import;

  clients->extra_fields = g_ptr_array_new ();
  clients->extra_values = g_ptr_array_new_with_free_func (g_free);
  clients->first_rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  clients->by_id_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  clients->staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  clients->unknown_staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  clients->accounts = clt_accounts_load (import->conn, import->options->pad_accounts, error);
  list_extra_fields (clients);
  return clients->accounts != NULL &&
         load_ids (clients, "SELECT id, id_number FROM client WHERE id_number <> ''",
                   clients->by_id_number, FALSE, error) &&
         load_ids (clients, "SELECT id, name FROM staff", clients->staff, TRUE, error) &&
         load_ids (clients, "SELECT id, number FROM staff", clients->staff, FALSE, error);
}

static void
add_notes (ClientsImport *clients)
{
  CltImport *import = clients->import;
  GHashTableIter iter;
  gpointer name;

  import->result->warnings += clients->bad_ids + clients->bad_phones + clients->short_accounts;
  clt_import_note_count (import, clients->bad_ids,
                         ngettext ("%s identity number has a wrong form or check character.",
                                   "%s identity numbers have a wrong form or check character.",
                                   clients->bad_ids));
  clt_import_note_count (import, clients->bad_phones,
                         ngettext ("%s phone number has a form that is not known.",
                                   "%s phone numbers have a form that is not known.",
                                   clients->bad_phones));
  clt_import_note_count (import, clients->short_accounts,
                         ngettext ("%s account is shorter than the others; are leading zeros lost?",
                                   "%s accounts are shorter than the others; are leading zeros "
                                   "lost?",
                                   clients->short_accounts));
  g_hash_table_iter_init (&iter, clients->unknown_staff);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    clt_import_note (import, g_strdup_printf (_ ("“%s” is no member of staff, or there are two of "
                                                 "that name; clients were not assigned."),
                                              (const char *) name));
}

gboolean
clt_import_clients (CltImport *import, GError **error)
{
  g_auto (ClientsImport) clients = { .import = import };
  int more;

  if (!set_up (&clients, error) || !find_duplicates (&clients, error))
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    if (clt_import_row_is_data (import) && read_row (&clients) && !store_row (&clients, error))
      return FALSE;
  add_notes (&clients);
  return more == 0;
}
