/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-result.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/report/clt-listing.h"
#include "core/report/clt-catalogue-book.h"
#include "core/report/clt-export-answers.h"
#include "core/report/clt-export-results.h"
#include "core/report/clt-export-training.h"
#include "core/report/clt-export-ledger.h"
#include "core/report/clt-export.h"
#include "core/report/clt-paper.h"
#include "core/surveys/clt-questionnaire.h"

typedef struct
{
  CltCliCommon common;
  const char *filter, *from, *to, *sort, *columns, *purpose, *tier, *questionnaire, *by, *channel,
    *staff;
  gint64 survey;
  int version;
  gboolean pooled, careful;
  gboolean gb18030;
  int scale;
} Arguments;

/* The columns that are exported when none are named: what the window shows, in its order. */
static const CltColumn all_columns[] = {
  CLT_COLUMN_ACCOUNT, CLT_COLUMN_NAME,   CLT_COLUMN_TIER,       CLT_COLUMN_STATUS,
  CLT_COLUMN_GRADE,   CLT_COLUMN_EQUITY, CLT_COLUMN_RETAINED,   CLT_COLUMN_LAST_TRADE,
  CLT_COLUMN_OPENED,  CLT_COLUMN_PHONE,  CLT_COLUMN_SPECIALIST, CLT_COLUMN_ADVISER,
  CLT_COLUMN_BIRTHDAY
};

static gboolean
find_column (const char *name, CltColumn *column)
{
  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    if (g_str_equal (name, clt_column_get_name (i)))
      {
        *column = i;
        return TRUE;
      }
  g_printerr (_ ("clientele-cli export: there is no column “%s”\n"), name);
  return FALSE;
}

/* "account,name,equity"; NULL: all. Returns the number, 0 on a usage error. */
static guint
parse_columns (const char *text, CltColumn *columns)
{
  g_auto (GStrv) names = NULL;
  guint n = 0;

  if (text == NULL)
    {
      memcpy (columns, all_columns, sizeof all_columns);
      return G_N_ELEMENTS (all_columns);
    }
  names = g_strsplit (text, ",", -1);
  for (; names[n] != NULL; n++)
    if (n == CLT_N_COLUMNS || !find_column (g_strstrip (names[n]), &columns[n]))
      return 0;
  return n;
}

/* "equity", or "-equity" for the largest first. */
static gboolean
parse_sort (const char *text, CltClientQuery *query)
{
  if (text == NULL)
    return TRUE;
  query->descending = *text == '-';
  if (!find_column (text + (*text == '-'), &query->sort))
    return FALSE;
  query->sort2 = query->sort;
  return TRUE;
}

static int
finish (const Arguments *arguments, gboolean done, gint64 rows, const GError *error)
{
  const char *path = arguments->common.args[2];

  if (!done)
    return error != NULL ? clt_cli_fail ("export", error) : CLT_EXIT_USAGE;
  if (arguments->common.json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      clt_cli_add_int (json, "rows", rows);
      clt_cli_add_string (json, "path", path);
      json_builder_end_object (json);
      clt_cli_print_json (json);
    }
  else if (rows >= 0 && g_str_equal (arguments->common.args[1], "catalogue"))
    clt_cli_print (ngettext ("%s: %" PRIi64 " product", "%s: %" PRIi64 " products", rows), path,
                   rows);
  else if (rows >= 0 && g_str_has_suffix (path, ".ics"))
    clt_cli_print (ngettext ("%s: %" PRIi64 " meeting", "%s: %" PRIi64 " meetings", rows), path,
                   rows);
  else if (rows >= 0 && g_str_equal (arguments->common.args[1], "training"))
    clt_cli_print (ngettext ("%s: %" PRIi64 " enrolment", "%s: %" PRIi64 " enrolments", rows), path,
                   rows);
  else if (rows >= 0 && g_str_equal (arguments->common.args[1], "deliveries"))
    clt_cli_print (ngettext ("%s: %" PRIi64 " delivery", "%s: %" PRIi64 " deliveries", rows), path,
                   rows);
  else if (rows >= 0 && (g_str_equal (arguments->common.args[1], "answers") ||
                         g_str_equal (arguments->common.args[1], "survey")))
    clt_cli_print (ngettext ("%s: %" PRIi64 " form", "%s: %" PRIi64 " forms", rows), path, rows);
  else if (rows >= 0)
    clt_cli_print (ngettext ("%s: %" PRIi64 " client", "%s: %" PRIi64 " clients", rows), path,
                   rows);
  else
    clt_cli_print ("%s", path);
  return CLT_EXIT_DONE;
}

static int
export_clients (const Arguments *arguments, CltConn *conn, const CltExportOptions *options)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GError) error = NULL;
  CltColumn columns[CLT_N_COLUMNS];
  guint n = parse_columns (arguments->columns, columns);
  gint64 rows = 0;
  gboolean done;

  if (n == 0 || !parse_sort (arguments->sort, query))
    return CLT_EXIT_USAGE;
  if (!clt_cli_parse_day (arguments->to, &query->today))
    return CLT_EXIT_USAGE;
  g_free (query->expression);
  query->expression = g_strdup (arguments->filter != NULL ? arguments->filter : "");
  done = clt_export_clients (conn, query, columns, n, options, &rows, &error);
  return finish (arguments, done, rows, error);
}

typedef gboolean (*ExportFunc) (CltConn *conn,
                                CltDay from,
                                CltDay to,
                                const CltExportOptions *options,
                                GError **error);

static int
export_period (const Arguments *arguments,
               CltConn *conn,
               const CltExportOptions *options,
               ExportFunc func)
{
  g_autoptr (GError) error = NULL;
  CltDay from = 0, to = 0;
  int code = clt_cli_choose_period ("export", conn, arguments->from, arguments->to, &from, &to);
  gboolean done;

  if (code != CLT_EXIT_DONE)
    return code;
  done = func (conn, from, to, options, &error);
  return finish (arguments, done, -1, error);
}

static int
export_service_card (const Arguments *arguments, CltConn *conn, const CltExportOptions *options)
{
  g_autoptr (CltPaper) paper = NULL;
  g_autoptr (GError) error = NULL;
  CltTier tier = CLT_TIER_UNRATED;
  CltDay day = clt_today ();
  gboolean done;

  if (!clt_cli_parse_day (arguments->to, &day))
    return CLT_EXIT_USAGE;
  if (arguments->tier != NULL && !clt_tier_from_name (arguments->tier, &tier))
    {
      g_printerr (_ ("clientele-cli export: there is no tier “%s”\n"), arguments->tier);
      return CLT_EXIT_USAGE;
    }
  paper = clt_paper_new_service_card (conn, tier, day, options, &error);
  done = paper != NULL && clt_paper_export (paper, conn, options, &error);
  return finish (arguments, done, -1, error);
}

static int
export_catalogue (const Arguments *arguments, CltConn *conn, const CltExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  CltDay day = clt_today ();
  gint64 rows = 0;
  gboolean done;

  if (!clt_cli_parse_day (arguments->to, &day))
    return CLT_EXIT_USAGE;
  done = clt_export_catalogue (conn, day, options, &rows, &error);
  return finish (arguments, done, rows, error);
}

/* The work list or the queue of calls of --who, the messages, contacts or complaints that --filter finds, plans and notes,
 * courses. */
static int
export_listing (const Arguments *arguments, CltConn *conn, const CltExportOptions *options)
{
  const char *kind = arguments->common.args[1];
  g_autoptr (GError) error = NULL;
  g_autoptr (CltListing) listing = NULL;
  CltComplaintQuery query = { .words = arguments->filter,
                              .from = CLT_DAY_NONE,
                              .to = CLT_DAY_NONE };
  CltContactQuery contacts = { .words = arguments->filter };
  CltDay day = clt_today ();
  gboolean done;

  if (!clt_cli_parse_day (arguments->to, &day) || !clt_cli_parse_day (arguments->to, &query.to) ||
      !clt_cli_parse_day (arguments->from, &query.from))
    return CLT_EXIT_USAGE;
  contacts.from = query.from;
  contacts.to = query.to;
  if (g_str_equal (kind, "callbacks"))
    listing = clt_listing_new_contacts (conn, &contacts, &error);
  else if (g_str_equal (kind, "calls"))
    listing = clt_listing_new_calls (conn, options->who, clt_now (), &error);
  else if (g_str_equal (kind, "complaints"))
    listing = clt_listing_new_complaints (conn, CLT_REGISTER_ALL, &query, NULL,
                                          g_str_has_suffix (options->path, ".pdf"), &error);
  else if (g_str_equal (kind, "messages"))
    listing = clt_listing_new_messages (conn, -1,
                                        arguments->filter == NULL ? "" : arguments->filter, &error);
  else if (g_str_equal (kind, "courses"))
    listing = clt_listing_new_curriculum (conn, FALSE, &error);
  else if (g_str_equal (kind, "studies"))
    listing = clt_listing_new_studies (conn, NULL, &error);
  else
    listing = clt_listing_new_today (conn, day, options->who, &error);
  done = listing != NULL && clt_export_listing (conn, listing, options, &error);
  return finish (arguments, done, -1, error);
}

typedef gboolean (*ExportRowsFunc) (CltConn *conn,
                                    CltDay from,
                                    CltDay to,
                                    const CltExportOptions *options,
                                    gint64 *rows,
                                    GError **error);

/* Of an open period: without a day all. */
static int
export_rows (const Arguments *arguments,
             CltConn *conn,
             const CltExportOptions *options,
             ExportRowsFunc func)
{
  g_autoptr (GError) error = NULL;
  CltDay from = CLT_DAY_NONE, to = CLT_DAY_NONE;
  gint64 rows = 0;
  gboolean done;

  if (!clt_cli_parse_day (arguments->from, &from) || !clt_cli_parse_day (arguments->to, &to))
    return CLT_EXIT_USAGE;
  done = func (conn, from, to, options, &rows, &error);
  return finish (arguments, done, rows, error);
}

static int
export_answers (const Arguments *arguments, CltConn *conn, const CltExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  gint64 id, rows = 0;
  gboolean done;

  if (arguments->questionnaire == NULL)
    {
      g_printerr ("%s", _ ("clientele-cli export: say whose answers with --questionnaire\n"));
      return CLT_EXIT_USAGE;
    }
  id = clt_questionnaire_find (conn, arguments->questionnaire, &error);
  done = id != 0 && clt_export_answers (conn, id, options, &rows, &error);
  return finish (arguments, done, rows, error);
}

/* The results of a questionnaire. */
static int
export_results (const Arguments *arguments, CltConn *conn, const CltExportOptions *options)
{
  const CltCliResult wanted = { .questionnaire = arguments->questionnaire,
                                .by = arguments->by,
                                .from = arguments->from,
                                .to = arguments->to,
                                .channel = arguments->channel,
                                .tier = arguments->tier,
                                .staff = arguments->staff,
                                .version = arguments->version,
                                .survey = arguments->survey,
                                .pooled = arguments->pooled,
                                .careful = arguments->careful };
  g_autoptr (GError) error = NULL;
  CltResultQuery query;
  gint64 rows = 0;
  int code;
  gboolean done;

  if (arguments->questionnaire == NULL)
    {
      g_printerr ("%s", _ ("clientele-cli export: say whose answers with --questionnaire\n"));
      return CLT_EXIT_USAGE;
    }
  code = clt_cli_result_fill (&wanted, "export", conn, &query);
  if (code != CLT_EXIT_DONE)
    return code;
  done = clt_export_results (conn, &query, options, &rows, &error);
  return finish (arguments, done, rows, error);
}

static int
run (const Arguments *arguments)
{
  const char *kind = arguments->common.args[1];
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (arguments->common.args[0], CLT_CONN_READ, &error);
  CltExportOptions options = { .path = arguments->common.args[2],
                               .who = arguments->common.who,
                               .purpose = arguments->purpose != NULL ? arguments->purpose : "",
                               .gb18030 = arguments->gb18030,
                               .scale = arguments->scale,
                               .progress = clt_cli_progress,
                               .progress_data = (gpointer) kind };

  if (conn == NULL)
    return clt_cli_fail ("export", error);
  if (g_str_equal (kind, "clients"))
    return export_clients (arguments, conn, &options);
  if (g_str_equal (kind, "answers"))
    return export_answers (arguments, conn, &options);
  if (g_str_equal (kind, "survey"))
    return export_results (arguments, conn, &options);
  if (g_str_equal (kind, "catalogue"))
    return export_catalogue (arguments, conn, &options);
  if (g_str_equal (kind, "month-pack"))
    return export_period (arguments, conn, &options, clt_export_month_pack);
  if (g_str_equal (kind, "dashboard"))
    return export_period (arguments, conn, &options, clt_export_dashboard);
  if (g_str_equal (kind, "service-card"))
    return export_service_card (arguments, conn, &options);
  if (g_str_equal (kind, "training"))
    return export_rows (arguments, conn, &options, clt_export_training);
  if (g_str_equal (kind, "deliveries"))
    return export_rows (arguments, conn, &options, clt_export_deliveries);
  if (g_str_equal (kind, "callbacks") || g_str_equal (kind, "calls") ||
      g_str_equal (kind, "complaints") || g_str_equal (kind, "today") ||
      g_str_equal (kind, "messages") || g_str_equal (kind, "studies") ||
      g_str_equal (kind, "courses"))
    return export_listing (arguments, conn, &options);
  g_printerr (_ ("clientele-cli export: “%s” is no kind of export (clients, catalogue, "
                 "month-pack, dashboard, service-card, training, courses, deliveries, answers, "
                 "survey, callbacks, calls, complaints, today, messages, studies)\n"),
              kind);
  return CLT_EXIT_USAGE;
}

int
clt_cmd_export (int argc, char **argv)
{
  Arguments arguments = { 0 };
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &arguments.filter, N_ ("Which clients"), "EXPRESSION" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &arguments.from, N_ ("First day of the period"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &arguments.to, N_ ("Last day of the period"), "DATE" },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &arguments.sort,
      N_ ("Column to sort by, with - before it for the largest first"), "COLUMN" },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &arguments.columns, N_ ("Columns and their order"),
      "A,B,C" },
    { "gb18030", 0, 0, G_OPTION_ARG_NONE, &arguments.gb18030, N_ ("Write CSV in GB18030"), NULL },
    { "scale", 0, 0, G_OPTION_ARG_INT, &arguments.scale,
      N_ ("Size of a picture: 2 for 2560 x 1600"), "N" },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &arguments.tier, N_ ("Only the card of this tier"),
      "TIER" },
    { "questionnaire", 0, 0, G_OPTION_ARG_STRING, &arguments.questionnaire,
      N_ ("Of answers and results: the questionnaire"), "KEY" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &arguments.by, N_ ("Of results: figures of groups, too"),
      "tier|staff|channel|version|month" },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &arguments.channel,
      N_ ("Of results: only forms by this channel"), "CHANNEL" },
    { "pooled", 0, 0, G_OPTION_ARG_NONE, &arguments.pooled, N_ ("All channels in one"), NULL },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &arguments.staff, N_ ("Only forms that they took"),
      "STAFF" },
    { "survey", 0, 0, G_OPTION_ARG_INT64, &arguments.survey, N_ ("Only this survey"), "N" },
    { "version", 0, 0, G_OPTION_ARG_INT, &arguments.version, N_ ("Only this version"), "N" },
    { "careful", 0, 0, G_OPTION_ARG_NONE, &arguments.careful,
      N_ ("Without forms that are too fast or say the same to everything"), NULL },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &arguments.purpose,
      N_ ("What it is for; goes into the log"), "TEXT" },
    { NULL },
  };

  return clt_cli_parse (&argc, &argv, entries, 3, 3, &arguments.common) ? run (&arguments)
                                                                        : CLT_EXIT_USAGE;
}
