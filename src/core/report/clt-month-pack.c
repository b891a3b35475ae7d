/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The manager's workbook: its cover, and the order in which it is made. */

#include "core/report/clt-pack-private.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

char *
clt_pack_dup_period (const CltPack *pack)
{
  g_autofree char *from = clt_day_format (pack->from);
  g_autofree char *to = clt_day_format (pack->to);

  return g_strdup_printf ("%s – %s", from, to);
}

static char *
dup_as_of (const CltPack *pack)
{
  return clt_day_format (pack->dashboard->as_of);
}

guint
clt_pack_begin_list (CltPack *pack,
                     CltSheet *sheet,
                     const char *title,
                     const char *const *titles,
                     const CltStyle *styles,
                     guint n)
{
  g_autofree char *period = clt_pack_dup_period (pack);
  g_autofree char *as_of = dup_as_of (pack);
  /* Translators: the period, then the last day with data */
  g_autofree char *line = g_strdup_printf (_ ("%s, data up to %s"), period, as_of);

  clt_sheet_text (sheet, 0, 0, CLT_STYLE_TITLE, title);
  clt_sheet_text (sheet, 1, 0, CLT_STYLE_DIM, line);
  clt_sheet_header (sheet, 3, titles, styles, n);
  return 4;
}

/* ---- cover ------------------------------------------------------------------------------- */

enum
{
  COVER_NAME,
  COVER_VALUE,
  COVER_NUMERATOR,
  COVER_DENOMINATOR,
  COVER_DEFINITION,
  COVER_N_COLUMNS
};

static guint
add_fact (CltSheet *sheet, guint row, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return row;
  clt_sheet_text (sheet, row, COVER_NAME, CLT_STYLE_DIM, name);
  clt_sheet_text (sheet, row, COVER_VALUE, CLT_STYLE_DIM, value);
  return row + 1;
}

static guint
add_facts (CltPack *pack, guint row)
{
  CltSheet *sheet = pack->cover;
  g_autofree char *branch = clt_export_dup_branch (pack->conn);
  g_autofree char *period = clt_pack_dup_period (pack);
  g_autofree char *as_of = dup_as_of (pack);
  g_autofree char *at = clt_instant_format (clt_now ());
  /* Translators: the program and its version */
  g_autofree char *version = g_strdup_printf (_ ("Clientele %s"), CLT_VERSION);

  row = add_fact (sheet, row, _ ("Branch"), branch);
  row = add_fact (sheet, row, _ ("Period"), period);
  row = add_fact (sheet, row, _ ("Data up to"), as_of);
  row = add_fact (sheet, row, _ ("Made"), at);
  row = add_fact (sheet, row, _ ("By"), pack->options->who);
  row = add_fact (sheet, row, _ ("Purpose"), pack->options->purpose);
  return add_fact (sheet, row, _ ("Program"), version);
}

static guint
add_contents (CltPack *pack, guint row)
{
  const struct
  {
    CltSheet *sheet;
    const char *text;
  } entries[] = {
    { pack->tiers, _ ("the four tiers: clients, equity, commission, and the changes") },
    { pack->contribution, _ ("which tier earns the branch its commission") },
    { pack->trend, _ ("clients, equity and commission of the last months") },
    { pack->indicators, _ ("the indicators by month, with intervals, live from “Data”") },
    { pack->movers, _ ("who moved between tiers, and why") },
    { pack->clients, _ ("all clients of the last day") },
    { pack->members, _ ("who is behind each indicator") },
    { pack->data, _ ("the counts that the formulas read") },
  };

  clt_sheet_text (pack->cover, row++, 0, CLT_STYLE_HEADING, C_ ("workbook", "Contents"));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++, row++)
    {
      clt_sheet_link (pack->cover, row, COVER_NAME, entries[i].sheet);
      clt_sheet_text (pack->cover, row, COVER_VALUE, CLT_STYLE_DIM, entries[i].text);
    }
  return row;
}

/* Names of groups of the list of members whose rows make up the numerator of @indicator; NULL:
 * the numerator counts no clients. */
static char *
dup_member_formula (const CltPack *pack, const char *indicator)
{
  const char *groups[2] = { indicator, NULL };
  GString *formula;

  if (g_str_equal (indicator, "complaint") || g_str_equal (indicator, "satisfaction"))
    return NULL;
  if (g_str_equal (indicator, "churn"))
    {
      groups[0] = "churn_hard";
      groups[1] = "churn_soft";
    }
  formula = g_string_new ("=");
  for (guint i = 0; i < 2 && groups[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (clt_indicator_get_label (groups[i]), "\"", -1);
      g_autofree char *label = g_strjoinv ("\"\"", parts);

      g_string_append_printf (formula, "%sCOUNTIF(%s$A$2:$A$%u,\"%s\")", i > 0 ? "+" : "",
                              clt_sheet_get_reference (pack->members), pack->n_members + 1, label);
    }
  return g_string_free (formula, FALSE);
}

static void
add_indicator (CltPack *pack, guint row, const CltIndicator *indicator)
{
  CltSheet *sheet = pack->cover;
  g_autofree char *x = g_strdup_printf ("C%u", row + 1), *n = g_strdup_printf ("D%u", row + 1);
  g_autofree char *members = dup_member_formula (pack, indicator->name);
  const char *definition = clt_indicator_get_definition (indicator->name);

  clt_sheet_set_height (sheet, row, 15.5 * (1 + clt_text_get_columns (definition) / 82));
  clt_sheet_text (sheet, row, COVER_NAME, CLT_STYLE_TEXT,
                  clt_indicator_get_label (indicator->name));
  clt_sheet_text (sheet, row, COVER_DEFINITION, CLT_STYLE_WRAP, definition);
  if (!indicator->known)
    {
      clt_sheet_text (sheet, row, COVER_VALUE, CLT_STYLE_PERCENT, "–");
      return;
    }
  clt_pack_add_rate (sheet, row, COVER_VALUE, x, n, indicator);
  if (members != NULL)
    clt_sheet_formula (sheet, row, COVER_NUMERATOR, CLT_STYLE_COUNT, members,
                       (double) indicator->numerator, NULL);
  else
    clt_sheet_number (sheet, row, COVER_NUMERATOR, CLT_STYLE_COUNT, (double) indicator->numerator);
  clt_sheet_number (sheet, row, COVER_DENOMINATOR, CLT_STYLE_COUNT, clt_pack_get_base (indicator));
}

static guint
add_indicators (CltPack *pack, guint row)
{
  CltSheet *sheet = pack->cover;
  const char *titles[COVER_N_COLUMNS] = { _ ("Indicator"), _ ("Value"), _ ("Count"), _ ("Out of"),
                                          _ ("Definition") };

  clt_sheet_text (sheet, row++, 0, CLT_STYLE_HEADING, _ ("Indicators of the period"));
  for (guint i = 0; i < COVER_N_COLUMNS; i++)
    clt_sheet_text (sheet, row, i,
                    i == COVER_NAME || i == COVER_DEFINITION ? CLT_STYLE_HEADER
                                                             : CLT_STYLE_HEADER_NUMBER,
                    titles[i]);
  row++;
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    add_indicator (pack, row++, &pack->dashboard->indicators[i].now);
  return row;
}

static void
fill_cover (CltPack *pack)
{
  CltSheet *sheet = pack->cover;
  guint row;

  clt_sheet_text (sheet, 0, 0, CLT_STYLE_TITLE, _ ("Client service: month pack"));
  if (pack->dashboard->focus_sentence != NULL)
    clt_sheet_text (sheet, 1, 0, CLT_STYLE_HEADING, pack->dashboard->focus_sentence);
  row = add_facts (pack, 3);
  row = add_contents (pack, row + 1);
  row = add_indicators (pack, row + 1);
  clt_sheet_text (sheet, row + 1, 0, CLT_STYLE_DIM,
                  _ ("A rate over fewer than 5 is shown as a fraction. Intervals are Wilson’s at "
                     "95 %. Money is in yuan; phone numbers are masked."));
  clt_sheet_set_width (sheet, COVER_NAME, 18);
  clt_sheet_set_width (sheet, COVER_VALUE, 12);
  clt_sheet_set_width (sheet, COVER_DEFINITION, 80);
  worksheet_gridlines (clt_sheet_get_worksheet (sheet), LXW_HIDE_ALL_GRIDLINES);
  worksheet_fit_to_pages (clt_sheet_get_worksheet (sheet), 1, 1);
}

/* ---- the whole --------------------------------------------------------------------------- */

static void
pack_clear (CltPack *pack)
{
  g_clear_pointer (&pack->book, clt_book_free);
  g_clear_pointer (&pack->dashboard, clt_dashboard_free);
  g_clear_pointer (&pack->months, clt_indicators_free);
  g_clear_pointer (&pack->client_ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltPack, pack_clear)

static gboolean
load (CltPack *pack, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  int month = clt_day_get_month (pack->to) - CLT_PACK_MONTHS + 1;

  query->today = pack->to;
  query->sort = CLT_COLUMN_ACCOUNT;
  pack->dashboard = clt_dashboard_load (pack->conn, pack->from, pack->to, error);
  if (pack->dashboard == NULL || !clt_export_step (pack->options, 0.1, error))
    return FALSE;
  pack->months =
    clt_indicators_compute (pack->conn, clt_month_first_day (month), pack->to, CLT_BY_MONTH, error);
  if (pack->months == NULL || !clt_export_step (pack->options, 0.3, error))
    return FALSE;
  pack->client_ids = clt_client_query_ids (pack->conn, query, error);
  return pack->client_ids != NULL;
}

static void
add_sheets (CltPack *pack)
{
  CltBook *book = pack->book;

  pack->cover = clt_book_add_sheet (book, _ ("Cover"));
  pack->tiers = clt_book_add_sheet (book, _ ("Tiers"));
  pack->contribution = clt_book_add_sheet (book, _ ("Contribution"));
  pack->trend = clt_book_add_sheet (book, _ ("By month"));
  pack->indicators = clt_book_add_sheet (book, _ ("Indicators"));
  pack->movers = clt_book_add_sheet (book, _ ("Movers"));
  pack->clients = clt_book_add_sheet (book, _ ("Clients"));
  pack->members = clt_book_add_sheet (book, _ ("Members"));
  pack->data = clt_book_add_sheet (book, _ ("Data"));
}

static gboolean
write_pack (CltPack *pack, const CltDocument *document, GError **error)
{
  g_autofree char *folder = clt_document_dup_folder (document);
  g_autofree char *branch = clt_export_dup_branch (pack->conn);
  CltBookInfo info = { _ ("Month pack"), branch,
                       (char *) (pack->options->who != NULL ? pack->options->who : ""),
                       (char *) (pack->options->purpose != NULL ? pack->options->purpose : "") };

  if (!load (pack, error))
    return FALSE;
  pack->book = clt_book_new (document->tmp_path, folder, &info,
                             pack->client_ids->len >= CLT_BOOK_TABLE_ROWS, error);
  if (pack->book == NULL)
    return FALSE;
  add_sheets (pack);
  /* the cover counts what the lists hold, so it comes last */
  if (!clt_pack_fill_clients (pack, error) || !clt_pack_fill_members (pack, error) ||
      !clt_pack_fill_movers (pack, error))
    return FALSE;
  clt_pack_fill_data (pack);
  clt_pack_fill_tiers (pack);
  clt_pack_fill_contribution (pack);
  clt_pack_fill_trend (pack);
  clt_pack_fill_indicators (pack);
  fill_cover (pack);
  worksheet_activate (clt_sheet_get_worksheet (pack->cover));
  return clt_export_step (pack->options, 0.95, error) && clt_book_close (pack->book, error);
}

gboolean
clt_export_month_pack (CltConn *conn,
                       CltDay from,
                       CltDay to,
                       const CltExportOptions *options,
                       GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_auto (CltPack) pack = { .conn = conn, .options = options, .from = from, .to = to };
  g_autofree char *period = clt_pack_dup_period (&pack);
  CltExportRecord record = { .kind = "month-pack", .filter = period, .masked = TRUE };
  gboolean written;

  if (!g_str_has_suffix (options->path, ".xlsx"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("The month pack is a workbook: “%s” must end in .xlsx. Nothing was "
                      "exported."),
                   options->path);
      return FALSE;
    }
  if (!clt_document_init (&document, options->path, error) || !clt_conn_begin_read (conn, error))
    return FALSE;
  written = write_pack (&pack, &document, error);
  clt_conn_end_read (conn);
  record.rows = pack.rows;
  return written && clt_document_commit (&document, conn, &record, options, error);
}
