/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-training.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/report/clt-book.h"
#include "core/report/clt-document.h"
#include "core/training/clt-course-result.h"
#include "core/training/clt-course.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-roll.h"
#include "core/training/clt-session.h"
#include "core/training/clt-training-calendar.h"

/* The workbook of training: what was held, who was on the list, who came, how it ended, and who
 * taught how much. Each sheet is one statement; names and account numbers are shown, as in all
 * lists. */

#define MAX_COLUMNS 20

typedef enum
{
  TEXT,
  WORD, /* a key, in the words of the column */
  TIER,
  DAY,
  INSTANT, /* a time of the day */
  COUNT,   /* added up below the list */
  NUMBER,  /* a mark: not added up */
  SHARE,
  MONEY
} Meaning;

typedef struct
{
  const char *title;
  Meaning meaning;
  const char *(*get_word) (const char *key); /* of a WORD */
} Column;

static const char *
get_place (const char *key)
{
  return g_str_equal (key, "online") ? _ ("Online") : _ ("In the room");
}

static const char *
get_mark (const char *key)
{
  return *key == '\0' ? "" : clt_roll_mark_get_label (*key);
}

typedef struct
{
  const char *name;
  const Column *columns;
  guint n_columns;
  const char *sql; /* ?1 and ?2: the first and the last day; ?3: the session, 0: any */
} SheetInfo;

/* "s" is the session. */
#define IN_PERIOD " s.first_day <= ?2 AND s.last_day >= ?1 AND ?3 IN (0, s.id) "
#define FROM_SESSION                                                                               \
  " FROM course_session s JOIN course c ON c.id = s.course_id"                                     \
  " JOIN course_level l ON l.id = c.level_id "
#define IN_ORDER " l.position, c.position, c.code, s.first_day, s.code "
/* The first account, else the number by which the lists of courses know him. */
#define NUMBER_OF(client)                                                                          \
  "coalesce ((SELECT a.number FROM account a WHERE a.client_id = " client                          \
  " ORDER BY a.id LIMIT 1), (SELECT x.value FROM client_extra x WHERE x.client_id = " client       \
  " ORDER BY x.field LIMIT 1), '')"
#define N_RESULTS(result)                                                                          \
  "(SELECT count(*) FROM course_result r WHERE r.session_id = s.id AND r.result = '" result "')"
#define N_ENROLMENTS(condition)                                                                    \
  "(SELECT count(*) FROM enrolment e WHERE e.session_id = s.id " condition ")"

static const Column session_columns[] = {
  { N_ ("Level"), TEXT },
  { N_ ("Course"), TEXT },
  { N_ ("Name of the course"), TEXT },
  { N_ ("Session"), TEXT },
  { N_ ("First day"), DAY },
  { N_ ("Last day"), DAY },
  { N_ ("Method"), WORD, clt_course_method_get_label },
  { N_ ("State"), WORD, clt_session_state_get_label },
  { N_ ("Lecturer"), TEXT },
  { N_ ("Meetings"), COUNT },
  { N_ ("Seats in the room"), COUNT },
  { N_ ("Enrolments"), COUNT },
  { N_ ("Cancelled"), COUNT },
  { N_ ("Attendance"), SHARE },
  { N_ ("Distinction"), COUNT },
  { N_ ("Pass"), COUNT },
  { N_ ("Fail"), COUNT },
  { N_ ("Withdrawn"), COUNT },
};

static const char
  session_sql
    [] = "SELECT l.code, c.code, c.name, s.code, s.first_day, s.last_day, s.method, s.state,"
         " coalesce (t.name, ''), (SELECT count(*) FROM meeting m WHERE m.session_id = s.id"
         " AND m.state <> 'cancelled'), s.seats, " N_ENROLMENTS ("") ", " N_ENROLMENTS (
           "AND e.state = 'cancelled'") ","
                                        " (SELECT avg(a.mark IN ('P', 'L')) FROM attendance a JOIN "
                                        "meeting m ON m.id = a.meeting_id"
                                        " WHERE m.session_id = s.id), " N_RESULTS ("distinction") ", " N_RESULTS (
                                          "pass") ", " N_RESULTS ("fail") ", " N_RESULTS ("withdraw"
                                                                                          "n")
                                          FROM_SESSION
  "LEFT JOIN lecturer t ON t.id = s.lecturer_id WHERE" IN_PERIOD "ORDER BY" IN_ORDER;

static const Column roster_columns[] = {
  { N_ ("Course"), TEXT },
  { N_ ("Session"), TEXT },
  { N_ ("Account or student number"), TEXT },
  { N_ ("Name"), TEXT },
  { N_ ("Tier"), TIER },
  { N_ ("Place"), WORD, get_place },
  { N_ ("State"), WORD, clt_enrolment_state_get_label },
  { N_ ("Enrolled on"), DAY },
  { N_ ("Attendance"), SHARE },
  { N_ ("Result"), WORD, clt_course_result_get_label },
  { N_ ("Note"), TEXT },
};

/* A day of the branch begins at 16:00 of Greenwich's day before. */
static const char roster_sql[] = "SELECT c.code, s.code, " NUMBER_OF (
  "e.client_id") ", k.name, e.tier, e.place, e.state,"
                 " (e.asked + 28800) / 86400,"
                 " (SELECT avg(a.mark IN ('P', 'L')) FROM attendance a JOIN meeting m ON m.id = "
                 "a.meeting_id"
                 " WHERE m.session_id = s.id AND a.client_id = e.client_id),"
                 " coalesce ((SELECT r.result FROM course_result r WHERE r.session_id = s.id"
                 " AND r.client_id = e.client_id ORDER BY r.day DESC, r.id DESC LIMIT 1), ''), "
                 "e.note" FROM_SESSION
                 "JOIN enrolment e ON e.session_id = s.id JOIN client k ON k.id = e.client_id"
                 " WHERE" IN_PERIOD "ORDER BY" IN_ORDER ", 3, e.id";

static const Column attendance_columns[] = {
  { N_ ("Course"), TEXT },
  { N_ ("Session"), TEXT },
  { N_ ("Day"), DAY },
  { N_ ("Begins"), INSTANT },
  { N_ ("Ends"), INSTANT },
  { N_ ("Room"), TEXT },
  { N_ ("Lecturer"), TEXT },
  { N_ ("Account or student number"), TEXT },
  { N_ ("Name"), TEXT },
  { N_ ("Tags"), TEXT },
  { N_ ("Roll call"), WORD, get_mark },
  { N_ ("Note"), TEXT },
};

/* Who was enrolled and has no mark stands there with an empty one: not told is not absent. */
static const char attendance_sql[] =
  "SELECT c.code, s.code, (m.starts + 28800) / 86400, m.starts, m.ends, coalesce (o.name, ''),"
  " coalesce (t.name, u.name, ''), " NUMBER_OF (
    "k.id") ", k.name,"
            " coalesce ((SELECT group_concat(g.tag, ' ') FROM client_tag g WHERE g.client_id = "
            "k.id), ''),"
            " coalesce (a.mark, ''), m.note" FROM_SESSION
            "JOIN meeting m ON m.session_id = s.id AND m.state <> 'cancelled'"
            " JOIN (SELECT session_id, client_id FROM enrolment WHERE state = 'enrolled' UNION"
            " SELECT n.session_id, b.client_id FROM attendance b JOIN meeting n ON n.id = "
            "b.meeting_id) e"
            " ON e.session_id = s.id JOIN client k ON k.id = e.client_id"
            " LEFT JOIN attendance a ON a.meeting_id = m.id AND a.client_id = k.id"
            " LEFT JOIN room o ON o.id = m.room_id LEFT JOIN lecturer t ON t.id = m.lecturer_id"
            " LEFT JOIN lecturer u ON u.id = s.lecturer_id"
            " WHERE" IN_PERIOD "ORDER BY" IN_ORDER ", m.starts, k.id";

static const Column result_columns[] = {
  { N_ ("Course"), TEXT },
  { N_ ("Session"), TEXT },
  { N_ ("Account or student number"), TEXT },
  { N_ ("Name"), TEXT },
  { N_ ("Day"), DAY },
  { N_ ("Result"), WORD, clt_course_result_get_label },
  { N_ ("First mark"), NUMBER },
  { N_ ("Best mark"), NUMBER },
  { N_ ("Gain"), NUMBER },
  { N_ ("Trading days on the simulator"), NUMBER },
  { N_ ("Trades on the simulator"), NUMBER },
  { N_ ("Certificate number"), TEXT },
  { N_ ("Certificate expires on"), DAY },
};

#define MARKS(what, condition)                                                                     \
  "(SELECT " what " FROM attempt p WHERE p.client_id = r.client_id"                                \
  " AND p.course_id = r.course_id AND p.day <= r.day AND " condition ")"

#define RESULT_NUMBER NUMBER_OF ("k.id")
#define RESULT_FIRST MARKS ("max(p.mark)", "p.kind = 'before'")
#define RESULT_BEST MARKS ("max(p.mark)", "p.kind <> 'before'")
#define RESULT_DAYS MARKS ("max(p.days)", "1")
#define RESULT_TRADES MARKS ("max(p.trades)", "1")

static const char result_sql[] =
  "SELECT v.course, v.session, v.number, v.name, v.day, v.result, v.first, v.best,"
  " v.best - v.first, v.days, v.trades, v.certificate, v.expires FROM (SELECT c.code AS course,"
  " coalesce (s.code, '') AS session, " RESULT_NUMBER " AS number, k.name, r.day, r.result,"
  " " RESULT_FIRST " AS first, " RESULT_BEST " AS best, " RESULT_DAYS " AS days,"
  " " RESULT_TRADES " AS trades, r.certificate, r.expires, l.position AS level,"
  " c.position AS place"
  " FROM course_result r JOIN course c ON c.id = r.course_id JOIN course_level l"
  " ON l.id = c.level_id JOIN client k ON k.id = r.client_id"
  " LEFT JOIN course_session s ON s.id = r.session_id WHERE CASE WHEN s.id IS NULL"
  " THEN ?3 = 0 AND r.day BETWEEN ?1 AND ?2 ELSE" IN_PERIOD "END) v"
  " ORDER BY v.level, v.place, v.course, v.session, v.number";

static const Column hours_columns[] = {
  { N_ ("Lecturer"), TEXT }, { N_ ("Month"), TEXT }, { N_ ("Meetings"), COUNT },
  { N_ ("Minutes"), COUNT }, { N_ ("Fee"), MONEY },
};

static const char hours_sql[] =
  "SELECT t.name, strftime ('%Y-%m', m.starts, 'unixepoch', '+8 hours'), count(*),"
  " sum(m.ends - m.starts) / 60, sum((m.ends - m.starts) * t.fee / 3600)"
  " FROM meeting m JOIN course_session s ON s.id = m.session_id"
  " JOIN lecturer t ON t.id = coalesce (m.lecturer_id, s.lecturer_id)"
  " WHERE m.state <> 'cancelled' AND s.state <> 'cancelled' AND" IN_PERIOD
  "GROUP BY t.id, 2 ORDER BY t.name, t.id, 2";

static const SheetInfo sheets[] = {
  { NC_ ("training sheet", "Sessions"), session_columns, G_N_ELEMENTS (session_columns),
    session_sql },
  { NC_ ("training sheet", "Roster"), roster_columns, G_N_ELEMENTS (roster_columns), roster_sql },
  { NC_ ("training sheet", "Attendance"), attendance_columns, G_N_ELEMENTS (attendance_columns),
    attendance_sql },
  { NC_ ("training sheet", "Results"), result_columns, G_N_ELEMENTS (result_columns), result_sql },
  { NC_ ("training sheet", "Lecturer hours"), hours_columns, G_N_ELEMENTS (hours_columns),
    hours_sql },
};
#define ROSTER 1

/* ---- writing ------------------------------------------------------------------------------- */

typedef struct
{
  CltConn *conn;
  CltDay from, to;
  gint64 session_id; /* 0: all */
  const CltExportOptions *options;
  gint64 n_roster;
} Export;

static CltStyle
get_style (Meaning meaning)
{
  switch (meaning)
    {
    case DAY:
      return CLT_STYLE_DAY;
    case COUNT:
      return CLT_STYLE_COUNT;
    case NUMBER:
      return CLT_STYLE_RATE;
    case SHARE:
      return CLT_STYLE_PERCENT;
    case MONEY:
      return CLT_STYLE_MONEY;
    case TEXT:
    case WORD:
    case TIER:
    case INSTANT:
    default:
      return CLT_STYLE_TEXT;
    }
}

/* "18:30" */
static void
write_time (CltSheet *sheet, guint row, guint column, gint64 instant)
{
  g_autofree char *text = clt_instant_format (instant);

  clt_sheet_text (sheet, row, column, CLT_STYLE_TEXT, strrchr (text, ' ') + 1);
}

static void
write_cell (CltSheet *sheet, guint row, guint column, const Column *info, CltStmt *stmt)
{
  const int i = (int) column;
  const CltStyle style = get_style (info->meaning);

  if (clt_stmt_is_null (stmt, i))
    return;
  switch (info->meaning)
    {
    case DAY:
      clt_sheet_day (sheet, row, column, style, clt_stmt_get_day (stmt, i));
      break;
    case INSTANT:
      write_time (sheet, row, column, clt_stmt_get_int (stmt, i));
      break;
    case COUNT:
    case NUMBER:
    case SHARE:
      clt_sheet_number (sheet, row, column, style, clt_stmt_get_double (stmt, i));
      break;
    case MONEY:
      clt_sheet_money (sheet, row, column, style, clt_stmt_get_money (stmt, i));
      break;
    case TIER:
      clt_sheet_text (sheet, row, column, style,
                      clt_tier_get_label ((CltTier) clt_stmt_get_int (stmt, i)));
      break;
    case WORD:
      clt_sheet_text (sheet, row, column, style, info->get_word (clt_stmt_get_text (stmt, i)));
      break;
    case TEXT:
    default:
      clt_sheet_text (sheet, row, column, style, clt_stmt_get_text (stmt, i));
    }
}

static gboolean
is_added_up (const Column *column)
{
  return column->meaning == COUNT || column->meaning == MONEY;
}

/* Live, one row below the list. */
static void
write_totals (CltSheet *sheet, const SheetInfo *info, guint n_rows, const double *sums)
{
  gboolean labelled = FALSE;

  for (guint i = 0; n_rows > 0 && i < info->n_columns; i++)
    if (is_added_up (&info->columns[i]))
      {
        g_autofree char *formula = g_strdup_printf ("=SUBTOTAL(109,%c2:%c%u)", (char) ('A' + i),
                                                    (char) ('A' + i), n_rows + 1);
        const gboolean money = info->columns[i].meaning == MONEY;

        if (!labelled)
          clt_sheet_text (sheet, n_rows + 2, 0, CLT_STYLE_TOTAL, _ ("Total"));
        labelled = TRUE;
        clt_sheet_formula (sheet, n_rows + 2, i,
                           money ? CLT_STYLE_TOTAL_MONEY : CLT_STYLE_TOTAL_COUNT, formula,
                           money ? sums[i] / 100 : sums[i], NULL);
      }
}

static void
write_header (CltSheet *sheet, const SheetInfo *info)
{
  const char *titles[MAX_COLUMNS];
  CltStyle styles[MAX_COLUMNS];

  for (guint i = 0; i < info->n_columns; i++)
    {
      titles[i] = g_dgettext (GETTEXT_PACKAGE, info->columns[i].title);
      styles[i] = get_style (info->columns[i].meaning);
    }
  clt_sheet_header (sheet, 0, titles, styles, info->n_columns);
}

static gboolean
write_sheet (Export *export, CltBook *book, const SheetInfo *info, gint64 *n, GError **error)
{
  CltSheet *sheet =
    clt_book_add_sheet (book, g_dpgettext2 (GETTEXT_PACKAGE, "training sheet", info->name));
  CltStmt *stmt = clt_conn_query (export->conn, error, info->sql, "iii", (gint64) export->from,
                                  (gint64) export->to, export->session_id);
  double sums[MAX_COLUMNS] = { 0 };
  CltStep step = CLT_STEP_ERROR;
  guint row = 0;

  write_header (sheet, info);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      row++;
      for (guint i = 0; i < info->n_columns; i++)
        {
          write_cell (sheet, row, i, &info->columns[i], stmt);
          if (is_added_up (&info->columns[i]))
            sums[i] += clt_stmt_get_double (stmt, (int) i);
        }
    }
  if (step == CLT_STEP_ERROR)
    return FALSE;
  clt_sheet_finish_list (sheet, row);
  write_totals (sheet, info, row, sums);
  *n = row;
  return TRUE;
}

static gboolean
write_book (Export *export, const CltDocument *document, GError **error)
{
  g_autofree char *folder = clt_document_dup_folder (document);
  g_autofree char *branch = clt_export_dup_branch (export->conn);
  const CltExportOptions *options = export->options;
  CltBookInfo info = { _ ("Training"), branch, (char *) (options->who != NULL ? options->who : ""),
                       (char *) (options->purpose != NULL ? options->purpose : "") };
  g_autoptr (CltBook) book = NULL;

  book = clt_book_new (document->tmp_path, folder, &info, FALSE, error);
  if (book == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      gint64 n;

      if (!write_sheet (export, book, &sheets[i], &n, error) ||
          !clt_export_step (options, (i + 1.0) / (G_N_ELEMENTS (sheets) + 1.0), error))
        return FALSE;
      if (i == ROSTER)
        export->n_roster = n;
    }
  return clt_book_close (book, error);
}

static gboolean
write_calendar (CltConn *conn,
                CltDay from,
                CltDay to,
                const CltExportOptions *options,
                gint64 *rows,
                GError **error)
{
  guint n;
  g_autoptr (GBytes) ics = clt_training_build_ics (conn, from, to, &n, error);
  CltExportRecord record = { .kind = "training", .rows = n, .masked = TRUE };

  if (rows != NULL)
    *rows = n;
  return ics != NULL && clt_document_write (conn, ics, &record, options, error);
}

static gboolean
write_workbook (Export *export, gint64 *rows, GError **error)
{
  g_auto (CltDocument) document = { 0 };
  CltExportRecord record = { .kind = "training", .filter = NULL, .masked = TRUE };
  gboolean written;

  if (!g_str_has_suffix (export->options->path, ".xlsx"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("Training goes out as a workbook or a calendar: “%s” must end in .xlsx or "
                      ".ics. Nothing was exported."),
                   export->options->path);
      return FALSE;
    }
  if (!clt_document_init (&document, export->options->path, error) ||
      !clt_conn_begin_read (export->conn, error))
    return FALSE;
  written = write_book (export, &document, error);
  clt_conn_end_read (export->conn);
  if (!written)
    return FALSE;
  record.rows = export->n_roster;
  if (rows != NULL)
    *rows = record.rows;
  return clt_document_commit (&document, export->conn, &record, export->options, error);
}

gboolean
clt_export_training (CltConn *conn,
                     CltDay from,
                     CltDay to,
                     const CltExportOptions *options,
                     gint64 *rows,
                     GError **error)
{
  Export export = { .conn = conn,
                    .from = from == CLT_DAY_NONE ? -G_MAXINT16 : from,
                    .to = to == CLT_DAY_NONE ? G_MAXINT : to,
                    .options = options };

  if (g_str_has_suffix (options->path, ".ics"))
    return write_calendar (conn, from, to, options, rows, error);
  return write_workbook (&export, rows, error);
}

gboolean
clt_export_training_session (CltConn *conn,
                             gint64 session_id,
                             const CltExportOptions *options,
                             gint64 *rows,
                             GError **error)
{
  Export export = { .conn = conn,
                    .from = -G_MAXINT16,
                    .to = G_MAXINT,
                    .session_id = session_id,
                    .options = options };

  return write_workbook (&export, rows, error);
}
