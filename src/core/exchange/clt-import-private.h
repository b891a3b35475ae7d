/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the import: one CltImport lives as long as one clt_import_run(). */

#include "core/exchange/clt-import.h"

#include "core/base/clt-text.h"

G_BEGIN_DECLS

/* The order of the tables in clt-import-kinds.c. */
enum
{
  CLT_CLIENT_ACCOUNT,
  CLT_CLIENT_NAME,
  CLT_CLIENT_CLASS,
  CLT_CLIENT_ID_TYPE,
  CLT_CLIENT_ID_NUMBER,
  CLT_CLIENT_GENDER,
  CLT_CLIENT_BIRTHDAY,
  CLT_CLIENT_BIRTH_CALENDAR,
  CLT_CLIENT_PHONE,
  CLT_CLIENT_EMAIL,
  CLT_CLIENT_ADDRESS,
  CLT_CLIENT_OPENED,
  CLT_CLIENT_CLOSED,
  CLT_CLIENT_STATUS,
  CLT_CLIENT_GRADE,
  CLT_CLIENT_LOWEST,
  CLT_CLIENT_INVESTOR,
  CLT_CLIENT_ASSESSED,
  CLT_CLIENT_INTRODUCER,
  CLT_CLIENT_SPECIALIST,
  CLT_CLIENT_ADVISER,
  CLT_CLIENT_CONSENT_SMS,
  CLT_CLIENT_CONSENT_EMAIL,
  CLT_CLIENT_CONSENT_PHONE,
  CLT_CLIENT_NOTE,
  CLT_N_CLIENT_FIELDS
};

enum
{
  CLT_STAFF_NUMBER,
  CLT_STAFF_NAME,
  CLT_STAFF_ROLE,
  CLT_STAFF_BRANCH,
  CLT_STAFF_PHONE,
  CLT_STAFF_EMAIL,
  CLT_STAFF_LICENCE,
  CLT_STAFF_ENTERED,
  CLT_STAFF_LEFT,
  CLT_STAFF_NOTE,
  CLT_STAFF_ACCOUNT,
  CLT_STAFF_FROM,
  CLT_STAFF_TO,
  CLT_STAFF_RELATION,
  CLT_STAFF_SHARE,
  CLT_N_STAFF_FIELDS
};

enum
{
  CLT_FUNDS_DAY,
  CLT_FUNDS_ACCOUNT,
  CLT_FUNDS_CURRENCY,
  CLT_FUNDS_DEPOSIT, /* first column of funds_daily */
  CLT_FUNDS_WITHDRAWAL,
  CLT_FUNDS_OPENING,
  CLT_FUNDS_BALANCE,
  CLT_FUNDS_EQUITY,
  CLT_FUNDS_REALIZED,
  CLT_FUNDS_POSITION_PL,
  CLT_FUNDS_COMMISSION,
  CLT_FUNDS_EXCHANGE_FEE,
  CLT_FUNDS_RETAINED,
  CLT_FUNDS_MARGIN,
  CLT_FUNDS_EXCHANGE_MARGIN,
  CLT_FUNDS_AVAILABLE,
  CLT_FUNDS_LOTS,
  CLT_FUNDS_MARKET_EQUITY, /* first column of funds_extra */
  CLT_FUNDS_PLEDGE,
  CLT_FUNDS_PREMIUM_IN,
  CLT_FUNDS_PREMIUM_OUT,
  CLT_FUNDS_EXERCISE_PL,
  CLT_FUNDS_EXERCISE_FEE,
  CLT_FUNDS_DELIVERY_FEE,
  CLT_FUNDS_PLEDGE_CHANGE, /* only for the identity */
  CLT_N_FUNDS_FIELDS
};

enum
{
  CLT_TRADE_DAY,
  CLT_TRADE_ACCOUNT,
  CLT_TRADE_CURRENCY,
  CLT_TRADE_EXCHANGE,
  CLT_TRADE_CONTRACT,
  CLT_TRADE_PRODUCT,
  CLT_TRADE_DELIVERY,
  CLT_TRADE_SIDE,
  CLT_TRADE_EFFECT,
  CLT_TRADE_HEDGE,
  CLT_TRADE_LOTS,
  CLT_TRADE_PRICE,
  CLT_TRADE_TURNOVER,
  CLT_TRADE_COMMISSION,
  CLT_TRADE_EXCHANGE_FEE,
  CLT_TRADE_RETAINED,
  CLT_TRADE_REALIZED,
  CLT_TRADE_NUMBER,
  CLT_TRADE_TIME,
  CLT_TRADE_FORCED,
  CLT_N_TRADE_FIELDS
};

enum
{
  CLT_CALENDAR_DAY,
  CLT_N_CALENDAR_FIELDS
};

/* Kinds (clt-import-kinds.c) */

/* The field that a header name (normalised) stands for, or -1. @rank: how far down its list of
 * synonyms the name was found; the smaller one wins when two columns claim a field. */
int clt_import_kind_match (const CltImportKind *kind, const char *normalized, int *rank);
int clt_import_kind_find_field (const CltImportKind *kind, const char *name);
/* A CltHeaderFunc; @data: the kind. */
gboolean clt_import_kind_knows (const char *normalized, gpointer data);

/* Words (clt-import-words.c): "买" -> "buy"; @text normalised. NULL: not known. */
const char *clt_word_side (const char *text);
const char *clt_word_effect (const char *text);
const char *clt_word_hedge (const char *text);
/* The exchange's code; @text itself when it is none of ours. */
const char *clt_word_exchange (const char *text);
const char *clt_word_class (const char *text);
const char *clt_word_gender (const char *text);
const char *clt_word_calendar (const char *text, gboolean *leap);
const char *clt_word_investor (const char *text);
const char *clt_word_grade (const char *text);
const char *clt_word_role (const char *text);
const char *clt_word_relation (const char *text);
const char *clt_word_method (const char *text);
const char *clt_word_pass (const char *text);
const char *clt_word_test (const char *text);
const char *clt_word_place (const char *text);
const char *clt_word_attendance (const char *text);
const char *clt_word_result (const char *text);
const char *clt_word_outcome (const char *text);
const char *clt_word_direction (const char *text);
gboolean clt_word_bool (const char *text, gboolean *value);
gboolean clt_word_is_yuan (const char *text);

/* Reasons: stable keys, the order of readings I9 first */
typedef enum
{
  CLT_REASON_FIELD_COUNT,
  CLT_REASON_BAD_DATE,
  CLT_REASON_ACCOUNT_SHORT,
  CLT_REASON_ACCOUNT_SCIENTIFIC,
  CLT_REASON_BAD_ACCOUNT,
  CLT_REASON_MISSING_VALUE,
  CLT_REASON_BAD_VALUE,
  CLT_REASON_IDENTITY,
  CLT_REASON_UNKNOWN_ACCOUNT,
  CLT_REASON_DUPLICATE_IDENTICAL,
  CLT_REASON_DUPLICATE_CONFLICT,
  CLT_REASON_BAD_RANGE,
  CLT_REASON_OTHER_CURRENCY,
  CLT_REASON_ROW_COUNT,
  CLT_REASON_UNKNOWN_COURSE,
  CLT_REASON_UNKNOWN_SESSION,
  CLT_REASON_NO_SEAT,
  CLT_REASON_OTHER_CLIENT,
  CLT_REASON_SEVERAL_SURVEYS,
  CLT_N_REASONS
} CltReason;

const char *clt_reason_get_key (CltReason reason);

/* Where the values of a field come from. */
typedef struct
{
  int column;     /* -1: the file has none */
  char *constant; /* owned; --set */
} CltFieldSource;

/* Every rejected row; the result keeps the first ones with their details. */
typedef struct
{
  guint64 line;
  gint32 column; /* -1: none */
  guint32 reason;
} CltRejectEntry;

typedef struct _CltAccounts CltAccounts;

typedef struct
{
  CltConn *conn;                   /* borrowed */
  const CltImportOptions *options; /* borrowed */
  const CltImportKind *kind;       /* static */
  CltSource *source;               /* owned */
  CltImportResult *result;         /* owned until handed over */
  CltImportProgress progress;
  gpointer progress_data;
  GCancellable *cancellable; /* borrowed */

  CltFieldSource *fields; /* owned: one a field of the kind */
  char **header;          /* owned: names as written, NULL-terminated; NULL: the file has none */
  char **names;           /* owned: the same, normalised */
  guint n_columns;
  guint width;           /* cells that the rows of this file have */
  guint64 header_line;   /* 0: none */
  char *fingerprint;     /* owned */
  gboolean gb;           /* cells are GB18030 */
  gboolean strict_width; /* short rows are an error (not in workbooks) */

  /* the row at hand */
  const CltCell *cells;
  guint n_cells;
  guint64 line;

  /* the file's own totals */
  guint64 total_line; /* 0: none */
  gint64 *totals;     /* owned: one a field, CLT_MONEY_NONE where it has none */
  gint64 *sums;       /* owned: the same over accepted rows */
  gint64 stated_rows; /* 共N条; -1 */

  guint64 short_accounts; /* rejected for their length */
  guint usual_length;     /* that they should have */

  GArray *rejected; /* owned: CltRejectEntry */
  gint64 last_report;
  guint64 n_read;
} CltImport;

/* Reading (clt-import-rows.c) */

/* The next row, whatever it is: 1, 0 at the end, -1 on error. Reports progress, sees a cancel. */
int clt_import_next (CltImport *import, GError **error);
/* Whether the row at hand is data. Blank lines, repeated headers, totals and counts are not; the
 * last two are kept for the comparison at the end. */
gboolean clt_import_row_is_data (CltImport *import);
/* Rejects the row at hand when it has too few or too many cells. */
gboolean clt_import_check_width (CltImport *import);
gboolean clt_import_is_workbook_number (CltImport *import, guint field);
/* The normalised text of a field in the row at hand. (transfer full) */
char *clt_import_dup_text (CltImport *import, guint field);
/* The same, but full-width signs stay: names, addresses, notes. (transfer full) */
char *clt_import_dup_prose (CltImport *import, guint field);
/* As it stands but for blanks around it: lines stay lines. (transfer full) */
char *clt_import_dup_lines (CltImport *import, guint field);
CltValue clt_import_get_number (CltImport *import, guint field, gint64 *value);
/* The text of a date, without the time of day that a workbook may keep with it. */
char *clt_import_dup_day_text (CltImport *import, guint field);
CltValue clt_import_parse_day (CltImport *import, const char *text, CltDay *day);
CltValue clt_import_get_day (CltImport *import, guint field, CltDay *day);
gboolean clt_import_has_field (CltImport *import, guint field);
/* Back to the first data row. */
gboolean clt_import_rewind (CltImport *import, GError **error);
/* A number in a cell of a workbook may carry the noise of binary fractions. */
CltValue clt_import_parse_number (CltFieldType type,
                                  const char *text,
                                  gsize length,
                                  gboolean workbook_number,
                                  gint64 *value);

/* Reporting (clt-import-report.c) */
CltImportResult *clt_import_result_new (const CltImportKind *kind);
void clt_import_add_column (CltImport *import, const char *name, int field, const char *sample);
/* Whether @name is a column that a rejects file adds. */
gboolean clt_import_is_reject_column (const char *name);
void clt_import_reject (CltImport *import, CltReason reason, int field, const char *detail);
void clt_import_reject_line (CltImport *import,
                             guint64 line,
                             CltReason reason,
                             int field,
                             const char *detail);
/* For files that are no table: @column as the file calls it. */
void clt_import_reject_column (CltImport *import,
                               guint64 line,
                               CltReason reason,
                               const char *column,
                               const char *detail);
void clt_import_skip (CltImport *import, guint64 line);
/* The lines of all rows that are rejected by now. (element-type guint64) (transfer full) */
GHashTable *clt_import_list_rejected (const CltImport *import);
/* The row of @line was skipped too early: it is rejected after all. FALSE: it was not skipped. */
gboolean clt_import_unskip (CltImport *import, guint64 line);
void clt_import_note (CltImport *import, char *text); /* takes @text */
/* A row of the statement that has just run: new, changed or the same. */
gboolean clt_import_count_stored (CltImport *import, gboolean existed, GError **error);
/* @format: a sentence with one %s, for the count. Nothing when it is 0. */
void clt_import_note_count (CltImport *import, guint64 count, const char *format);
void clt_import_compare_totals (CltImport *import);
gboolean clt_import_write_rejects (CltImport *import, GError **error);
void clt_import_sort_report (CltImport *import);
/* The header as written, or the field's own label. */
const char *clt_import_get_column_name (CltImport *import, int field);

/* Mapping (clt-profile.c) */
gboolean clt_profile_apply (CltImport *import, GError **error);
/* The kind as which a file with the header on @line was imported before. (out) (nullable) */
gboolean clt_profile_find_kind (CltConn *conn,
                                CltSource *source,
                                guint64 line,
                                const CltImportKind **kind,
                                GError **error);
/* Of the normalised names of a header, NULL-terminated. (transfer full) */
char *clt_profile_fingerprint (char **names);
gboolean clt_profile_save (CltImport *import, GError **error);

/* Accounts of the branch (clt-import-accounts.c) */
CltAccounts *clt_accounts_load (CltConn *conn, int pad, GError **error);
void clt_accounts_free (CltAccounts *accounts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAccounts, clt_accounts_free)

typedef enum
{
  CLT_ACCOUNT_FOUND,
  CLT_ACCOUNT_UNKNOWN,
  CLT_ACCOUNT_MISSING,
  CLT_ACCOUNT_SHORT,
  CLT_ACCOUNT_SCIENTIFIC,
  CLT_ACCOUNT_BAD
} CltAccountState;

/* The plain case without allocation: digits that stand in the branch as they are. Returns the
 * account's index, in the order of its id, or -1: look at it closely with clt_accounts_resolve(). */
int clt_accounts_find (CltAccounts *accounts, const char *text, gsize length);
/* @text as it stood in the file. @index: (out): also of the account that a short one would be with
 * its zeros, -1: none; @number: (out) (transfer full) (optional): as the
 * branch would write it. */
CltAccountState clt_accounts_resolve (CltAccounts *accounts,
                                      const char *text,
                                      gboolean workbook_number,
                                      int *index,
                                      char **number);
guint clt_accounts_get_size (const CltAccounts *accounts);
/* All ids, by index. (transfer none) */
const gint64 *clt_accounts_get_ids (const CltAccounts *accounts);
/* The length that nearly all numbers have; 0: they have none in common. */
guint clt_accounts_get_usual_length (const CltAccounts *accounts);
const char *clt_accounts_get_number (const CltAccounts *accounts, guint index);
/* Turns the account cell of the row at hand into an index; rejects the row when it cannot. Unknown
 * accounts give -1 and are not rejected yet (reading I9: that check comes last). */
gboolean clt_import_get_account (CltImport *import, CltAccounts *accounts, guint field, int *index);

/* "21:05:33", "210533", a fraction of a day. */
gboolean clt_import_parse_time (const char *text, gint64 *second);

/* 20001231, 2000-12-31, 12-31: @year is CLT_MONEY_NONE when it is not given. */
gboolean clt_import_parse_birthday (const char *text,
                                    gboolean lunar,
                                    gint64 *year,
                                    gint64 *month,
                                    gint64 *day);

/* Kinds of files; each runs inside the action */
gboolean clt_import_clients (CltImport *import, GError **error);
gboolean clt_import_staff (CltImport *import, GError **error);
gboolean clt_import_funds (CltImport *import, GError **error);
gboolean clt_import_trades (CltImport *import, GError **error);
gboolean clt_import_statement (CltImport *import, GError **error);
gboolean clt_import_calendar (CltImport *import, GError **error);
extern const CltImportKind clt_import_kind_complaints;
gboolean clt_import_complaints (CltImport *import, GError **error);

G_END_DECLS
