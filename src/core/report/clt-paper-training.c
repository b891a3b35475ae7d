/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet on which people sign in, and the certificate that they take home. */
#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/report/clt-paper-private.h"
#include "core/training/clt-roll.h"

/* ---- sign-in sheet ------------------------------------------------------------------------- */

static const CltFormColumn sheet_columns[] = {
  { NC_ ("sign-in sheet", "No."), 0.07 },       { NC_ ("sign-in sheet", "Name"), 0.23 },
  { NC_ ("sign-in sheet", "Account"), 0.18 },   { NC_ ("sign-in sheet", "Telephone"), 0.2 },
  { NC_ ("sign-in sheet", "Signature"), 0.32 },
};

static void
add_person (CltPaperForm *sheet, const CltRollRow *row)
{
  g_autofree char *account = clt_mask (CLT_MASK_CARD, row->account);
  const char *const texts[] = { row->name, account, "", "" };

  clt_paper_form_add_row (sheet, texts);
}

CltPaper *
clt_paper_new_sign_in (CltConn *conn,
                       gint64 meeting_id,
                       const CltExportOptions *options,
                       GError **error)
{
  g_autoptr (CltMeeting) meeting = clt_meeting_load (conn, meeting_id, error);
  g_autoptr (GPtrArray) rows = meeting == NULL ? NULL : clt_roll_get (conn, meeting_id, error);
  g_autofree char *starts = NULL, *ends = NULL;
  CltPaperForm *sheet;

  if (rows == NULL)
    return NULL;
  starts = clt_instant_format (meeting->starts);
  ends = clt_instant_format (meeting->ends);
  sheet = clt_paper_form_new ("sign-in sheet", sheet_columns, G_N_ELEMENTS (sheet_columns));
  clt_paper_form_set_head (sheet,
                           /* Translators: the name of a course; the code of its session. */
                           g_strdup_printf (_ ("Sign-in: %s (%s)"), meeting->course,
                                            meeting->session),
                           g_strdup_printf ("%s–%s", starts, ends + 11), g_strdup (meeting->room),
                           g_strdup (meeting->lecturer));
  for (guint i = 0; i < rows->len; i++)
    add_person (sheet, rows->pdata[i]);
  return clt_paper_new_form (CLT_FORM_SIGN_IN, sheet, conn, options);
}

/* ---- certificate --------------------------------------------------------------------------- */

typedef struct
{
  char *name, *course, *session, *words, *number, *day;
} Certificate;

/* The data of the paper: a GPtrArray of them. */

static void
certificate_free (gpointer data)
{
  Certificate *certificate = data;

  g_free (certificate->name);
  g_free (certificate->course);
  g_free (certificate->session);
  g_free (certificate->words);
  g_free (certificate->number);
  g_free (certificate->day);
  g_free (certificate);
}

static void
certificates_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static guint
lay_out_certificates (CltPaper *paper)
{
  return ((GPtrArray *) paper->data)->len;
}

static void
draw_frame (const CltPaper *paper, CltInk *ink)
{
  clt_ink_set_color (ink, CLT_INK_DIM);
  for (int i = 0; i < 2; i++)
    {
      double gap = CLT_PAPER_MARGIN + i * 6;

      cairo_set_line_width (ink->cr, i == 0 ? 2 : 0.5);
      cairo_rectangle (ink->cr, gap, gap, paper->width - 2 * gap, paper->height - 2 * gap);
      cairo_stroke (ink->cr);
    }
}

static void
draw_certificate (const CltPaper *paper, cairo_t *cr, guint page)
{
  const Certificate *certificate = ((GPtrArray *) paper->data)->pdata[page];
  g_auto (CltInk) ink = { 0 };
  double x = 2 * CLT_PAPER_MARGIN, width = paper->width - 4 * CLT_PAPER_MARGIN;
  double unit = paper->height / 12;

  clt_ink_init (&ink, cr);
  draw_frame (paper, &ink);
  clt_ink_put (&ink, _ ("Certificate"), x, 1.8 * unit, width, 34, TRUE, CLT_INK_TEXT, 0.5);
  clt_ink_put (&ink, certificate->name, x, 4 * unit, width, 26, TRUE, CLT_INK_TEXT, 0.5);
  clt_ink_put (&ink, certificate->words, x, 5.5 * unit, width, 14, FALSE, CLT_INK_TEXT, 0.5);
  clt_ink_put (&ink, certificate->course, x, 6.4 * unit, width, 22, TRUE, CLT_INK_TEXT, 0.5);
  clt_ink_put (&ink, certificate->day, x, 8.4 * unit, width, 12, FALSE, CLT_INK_DIM, 0.5);
  clt_ink_put (&ink, paper->branch, x, 9.4 * unit, width, 14, TRUE, CLT_INK_TEXT, 0.5);
  clt_ink_put (&ink, certificate->number, x, 10.2 * unit, width, 10, FALSE, CLT_INK_DIM, 0.5);
}

static const CltPaperKind certificate_kind = { "certificate", lay_out_certificates,
                                               draw_certificate, certificates_free };

static gpointer
read_certificate (CltStmt *stmt)
{
  Certificate *certificate = g_new0 (Certificate, 1);
  g_autofree char *day = clt_day_format (clt_stmt_get_day (stmt, 3));
  g_autofree char *expires = clt_day_format (clt_stmt_get_day (stmt, 4));

  certificate->name = g_strdup (clt_stmt_get_text (stmt, 0));
  certificate->course = g_strdup (clt_stmt_get_text (stmt, 1));
  certificate->session = g_strdup (clt_stmt_get_text (stmt, 6));
  certificate->words = g_strdup (g_str_equal (clt_stmt_get_text (stmt, 5), "distinction")
                                   ? _ ("has passed with distinction")
                                   : _ ("has passed"));
  /* Translators: the number of a certificate. */
  certificate->number = g_strdup_printf (_ ("No. %s"), clt_stmt_get_text (stmt, 2));
  certificate->day = clt_stmt_is_null (stmt, 4)
                       ? g_strdup (day)
                       /* Translators: two days. */
                       : g_strdup_printf (_ ("%s, valid until %s"), day, expires);
  return certificate;
}

#define CERTIFICATE_SQL                                                                            \
  "SELECT c.name, o.name, r.certificate, r.day, r.expires, r.result,"                              \
  " coalesce (s.code, '')"                                                                         \
  " FROM course_result r JOIN client c ON c.id = r.client_id"                                      \
  " JOIN course o ON o.id = r.course_id LEFT JOIN course_session s ON s.id = r.session_id"         \
  " LEFT JOIN search_key k ON k.client_id = c.id"                                                  \
  " WHERE r.result IN ('pass', 'distinction') AND r.certificate <> ''"

/* @stmt: of CERTIFICATE_SQL; @missing: what is said when there is none. */
static CltPaper *
new_certificates (CltConn *conn,
                  CltStmt *stmt,
                  const char *missing,
                  const CltExportOptions *options,
                  GError **error)
{
  g_autoptr (GPtrArray) list = clt_stmt_read_all (stmt, read_certificate, certificate_free, error);
  const Certificate *first;
  CltPaper *paper;
  char *title;

  if (list == NULL)
    return NULL;
  if (list->len == 0)
    {
      clt_store_refuse (error, "%s", missing);
      return NULL;
    }
  first = list->pdata[0];
  title = *first->session == '\0'
            ? g_strdup (first->course)
            /* Translators: the name of a course; the code of its session. */
            : g_strdup_printf (_ ("Certificates: %s (%s)"), first->course, first->session);
  paper =
    clt_paper_new (&certificate_kind, g_ptr_array_ref (list), conn, title, g_strdup (""), options);
  paper->rows = list->len;
  paper->landscape = TRUE;
  return paper;
}

CltPaper *
clt_paper_new_certificate (CltConn *conn,
                           gint64 result_id,
                           const CltExportOptions *options,
                           GError **error)
{
  return new_certificates (conn,
                           clt_conn_query (conn, error, CERTIFICATE_SQL " AND r.id = ?", "i",
                                           result_id),
                           _ ("There is no certificate for this result."), options, error);
}

/* Why there is no certificate of the session for any of @list, a JSON array (NULL: for anybody). Results
 * that are there may all be bad. (nullable): @error is set */
static const char *
explain_none (CltConn *conn, gint64 session_id, const char *list, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM course_result WHERE session_id = ?1"
                         " AND (?2 IS NULL OR client_id IN (SELECT value FROM json_each (?2)))",
                         "it", session_id, list))
    return NULL;
  if (list != NULL)
    return n > 0 ? _ ("None of those chosen has passed this session: certificates are for those who"
                      " have. There is nothing to print.")
                 : _ ("None of those chosen has a certificate of this session. Give the "
                      "results first; there is nothing to print.");
  return n > 0 ? _ ("Nobody has passed this session: certificates are for those who have. There is"
                    " nothing to print.")
               : _ ("Nobody has a certificate of this session yet. Give the results first; there "
                    "is nothing to print.");
}

#define CERTIFICATE_ORDER " ORDER BY coalesce(k.sort, c.name), c.id"

CltPaper *
clt_paper_new_certificates (CltConn *conn,
                            gint64 session_id,
                            const CltExportOptions *options,
                            GError **error)
{
  const char *missing = explain_none (conn, session_id, NULL, error);

  if (missing == NULL)
    return NULL;
  return new_certificates (conn,
                           clt_conn_query (conn, error,
                                           CERTIFICATE_SQL
                                           " AND r.session_id = ?" CERTIFICATE_ORDER,
                                           "i", session_id),
                           missing, options, error);
}

CltPaper *
clt_paper_new_certificates_of (CltConn *conn,
                               gint64 session_id,
                               const gint64 *clients,
                               guint n_clients,
                               const CltExportOptions *options,
                               GError **error)
{
  g_autoptr (GString) list = g_string_new ("[");
  const char *missing;

  for (guint i = 0; i < n_clients; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",", clients[i]);
  g_string_append_c (list, ']');
  missing = explain_none (conn, session_id, list->str, error);
  if (missing == NULL)
    return NULL;
  return new_certificates (
    conn,
    clt_conn_query (conn, error,
                    CERTIFICATE_SQL " AND r.session_id = ? AND r.client_id"
                                    " IN (SELECT value FROM json_each (?))" CERTIFICATE_ORDER,
                    "it", session_id, list->str),
    missing, options, error);
}
