/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-gate.h"
#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-paper.h"
#include "core/research/clt-study-delivery.h"

/* What was asked for, and what the action found or made. */
typedef struct
{
  CltCliCommon common;
  /* options */
  char **clients;
  const char *author, *remark, *purpose, *on, *product, *channel, *note, *set_aside;
  gboolean done, no_follow_up;
  CltDay day;
  gint64 version_id;
} Study;

/* The one of --client; 0 and an error, also without any. */
static gint64
find_client (CltConn *conn, const Study *study, GError **error)
{
  return clt_client_find (conn, study->clients == NULL ? "" : study->clients[0], error);
}

static gboolean
create (CltConn *conn, Study *study, CltStudyKind kind, const char *title, GError **error)
{
  g_autoptr (CltStudy) made = NULL;
  gint64 author, client = 0;

  if (study->author == NULL)
    return clt_store_refuse (error, _ ("Name who writes it with --author; nothing was changed."));
  author = clt_staff_find (conn, study->author, error);
  if (author == 0)
    return FALSE;
  if (kind == CLT_STUDY_PLAN)
    {
      client = find_client (conn, study, error);
      if (client == 0)
        return FALSE;
    }
  made = clt_study_prepare (conn, kind, client, author, study->day, error);
  if (made == NULL)
    return FALSE;
  if (title != NULL)
    clt_set_str (&made->title, title);
  if ((study->product != NULL &&
       (made->product_id = clt_product_find (conn, study->product, error)) == 0) ||
      !clt_study_save (conn, made, error))
    return FALSE;
  study->common.made = made->version_id;
  return TRUE;
}

static gboolean
run_plan (CltConn *conn, gpointer data, GError **error)
{
  return create (conn, data, CLT_STUDY_PLAN, NULL, error);
}

static gboolean
run_note (CltConn *conn, gpointer data, GError **error)
{
  Study *study = data;

  return create (conn, study, CLT_STUDY_NOTE, study->common.rest[0], error);
}

static gboolean
set_section (CltStudy *study, const char *argument, GError **error)
{
  const char *equals = strchr (argument, '=');
  g_autofree char *key =
    equals == NULL ? g_strdup (argument) : g_strndup (argument, (gsize) (equals - argument));

  for (guint i = 0; equals != NULL && i < study->sections->len; i++)
    {
      CltStudySection *section = study->sections->pdata[i];

      if (g_str_equal (section->key, key))
        {
          clt_set_str (&section->text, equals + 1);
          return TRUE;
        }
    }
  return clt_store_refuse (
    error,
    /* Translators: what was typed in the place of a section's name. */
    _ ("There is no section “%s” in it; write SECTION=TEXT. Nothing was changed."), key);
}

static gboolean
run_edit (CltConn *conn, gpointer data, GError **error)
{
  Study *study = data;
  g_autoptr (CltStudy) stored = clt_study_load (conn, study->version_id, error);

  if (stored == NULL)
    return FALSE;
  for (int i = 3; i < study->common.n_args; i++)
    if (!set_section (stored, study->common.args[i], error))
      return FALSE;
  return clt_study_save (conn, stored, error);
}

static gboolean
run_submit (CltConn *conn, gpointer data, GError **error)
{
  return clt_study_submit (conn, ((Study *) data)->version_id, error);
}

static gboolean
run_approve (CltConn *conn, gpointer data, GError **error)
{
  Study *study = data;

  return clt_study_review (conn, study->version_id, study->common.who, TRUE, study->remark, error);
}

static gboolean
run_return (CltConn *conn, gpointer data, GError **error)
{
  Study *study = data;

  return clt_study_review (conn, study->version_id, study->common.who, FALSE, study->remark, error);
}

static gboolean
run_revise (CltConn *conn, gpointer data, GError **error)
{
  Study *study = data;

  study->common.made = clt_study_revise (conn, study->version_id, study->day, error);
  return study->common.made != 0;
}

static gboolean
run_refresh (CltConn *conn, gpointer data, GError **error)
{
  const Study *study = data;

  return clt_study_refresh (conn, study->version_id, study->day, error);
}

static gboolean
fill_order (CltConn *conn, const Study *study, CltStudyOrder *order, GError **error)
{
  order->day = study->day;
  order->done = study->done;
  order->follow_up = !study->no_follow_up;
  clt_set_str (&order->channel, study->channel == NULL ? "" : study->channel);
  clt_set_str (&order->note, study->note == NULL ? "" : study->note);
  clt_set_str (&order->override_reason, study->set_aside == NULL ? "" : study->set_aside);
  if (study->product != NULL &&
      (order->product_id = clt_product_find (conn, study->product, error)) == 0)
    return FALSE;
  order->clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; study->clients != NULL && study->clients[i] != NULL; i++)
    {
      gint64 id = clt_client_find (conn, study->clients[i], error);

      if (id == 0)
        return FALSE;
      g_array_append_val (order->clients, id);
    }
  return TRUE;
}

static gboolean
run_deliver (CltConn *conn, gpointer data, GError **error)
{
  Study *study = data;
  const CltExportOptions options = { .who = study->common.who };
  g_autoptr (CltStudyOrder) order = clt_study_order_new (study->version_id, study->common.who);
  g_autoptr (GBytes) paper = NULL;

  if (!fill_order (conn, study, order, error))
    return FALSE;
  paper = clt_paper_build_study (conn, study->version_id, &options, error);
  study->common.made = paper == NULL ? 0 : clt_study_deliver (conn, order, paper, error);
  return study->common.made != 0;
}

/* ---- showing ------------------------------------------------------------------------------- */

static const char *
get_state_name (CltStudyState state)
{
  static const char *const names[] = { "draft", "review", "approved", "returned" };

  return names[state];
}

static void
build_study (JsonBuilder *json, gconstpointer row)
{
  const CltStudy *study = row;

  clt_cli_add_int (json, "study", study->version_id);
  clt_cli_add_string (json, "kind", study->kind == CLT_STUDY_PLAN ? "plan" : "note");
  clt_cli_add_string (json, "title", study->title);
  clt_cli_add_string (json, "author", study->author);
  clt_cli_add_int (json, "version", study->number);
  clt_cli_add_string (json, "state", get_state_name (study->state));
  clt_cli_add_int (json, "delivered", study->n_delivered);
  clt_cli_add_day (json, "last_delivery", study->delivered);
  clt_cli_add_string (json, "channel", study->channel);
  clt_cli_add_int (json, "on_its_way", study->n_open);
  json_builder_set_member_name (json, "sections");
  json_builder_begin_object (json);
  for (guint i = 0; i < study->sections->len; i++)
    {
      const CltStudySection *section = study->sections->pdata[i];

      clt_cli_add_string (json, section->key, section->text);
    }
  json_builder_end_object (json);
}

static void
print_study (gconstpointer row)
{
  const CltStudy *study = row;
  g_autofree char *at = clt_instant_format (study->created);

  g_autofree char *delivery = clt_study_format_delivery (study);

  clt_cli_print ("%" G_GINT64_FORMAT "  %s  %s  %s  %s  %s", study->version_id, at,
                 clt_study_state_get_label (study->state), study->author, study->title, delivery);
}

static gboolean
run_list (CltConn *conn, gpointer data, GError **error)
{
  const Study *study = data;
  g_autoptr (GPtrArray) studies = NULL;
  gint64 client = 0;

  if (study->clients != NULL)
    {
      client = find_client (conn, study, error);
      if (client == 0)
        return FALSE;
    }
  studies = clt_study_list (conn, client, error);
  if (studies != NULL)
    clt_cli_print_rows (&study->common, studies, build_study, print_study);
  return studies != NULL;
}

static void
print_lines (const char *mark, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    clt_cli_print ("%s %s", mark, lines[i]);
}

static void
print_change (gconstpointer row)
{
  const CltVersionChange *change = row;

  clt_cli_print ("%s", change->field);
  print_lines ("-", change->before);
  print_lines ("+", change->after);
}

/* The version that was named, else the one before @study. */
static CltStudy *
load_older (CltConn *conn, const Study *data, const CltStudy *study, GError **error)
{
  g_autoptr (GPtrArray) versions = NULL;

  if (data->common.n_rest > 1)
    return clt_study_load (conn, g_ascii_strtoll (data->common.rest[1], NULL, 10), error);
  versions = clt_study_list_versions (conn, study->id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const CltStudy *version = versions->pdata[i];

      if (version->number == study->number - 1)
        return clt_study_load (conn, version->version_id, error);
    }
  if (versions != NULL)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This is the first version: there is none before it."));
  return NULL;
}

static gboolean
run_diff (CltConn *conn, gpointer data, GError **error)
{
  const Study *options = data;
  g_autoptr (CltStudy) study = clt_study_load (conn, options->version_id, error);
  g_autoptr (CltStudy) older = study == NULL ? NULL : load_older (conn, options, study, error);
  g_autoptr (GPtrArray) changes = NULL;

  if (older == NULL)
    return FALSE;
  changes = clt_study_compare (older, study);
  clt_cli_print_rows (&options->common, changes, clt_cli_build_change, print_change);
  return TRUE;
}

static void
build_offer (JsonBuilder *json, gconstpointer row)
{
  const CltStudyOffer *offer = row;

  clt_cli_add_string (json, "product", offer->code);
  clt_cli_add_string (json, "name", offer->product);
  clt_cli_add_string (json, "right", offer->right);
  clt_cli_add_bool (json, "entitled", offer->entitled);
  json_builder_set_member_name (json, "channels");
  json_builder_begin_object (json);
  for (guint i = 0; i < offer->ways->len; i++)
    {
      const CltStudyWay *way = offer->ways->pdata[i];
      g_autofree char *blocks = clt_block_set_to_text (way->blocks);

      clt_cli_add_string (json, way->channel, blocks);
    }
  json_builder_end_object (json);
}

static void
print_offer (gconstpointer row)
{
  const CltStudyOffer *offer = row;

  clt_cli_print ("%s  %s  %s", offer->code, offer->product, offer->right);
  for (guint i = 0; i < offer->ways->len; i++)
    {
      const CltStudyWay *way = offer->ways->pdata[i];
      g_autofree char *blocks = clt_block_set_to_label (way->blocks);

      clt_cli_print ("  %s  %s", way->channel, way->blocks == 0 ? _ ("free to go") : blocks);
    }
}

static gboolean
run_offers (CltConn *conn, gpointer data, GError **error)
{
  const Study *options = data;
  g_autoptr (CltStudy) study = clt_study_load (conn, options->version_id, error);
  g_autoptr (GPtrArray) offers = NULL;
  gint64 client;

  if (study == NULL)
    return FALSE;
  client = study->client_id != 0 ? study->client_id : find_client (conn, options, error);
  offers = client == 0 ? NULL : clt_study_list_offers (conn, study, client, options->day, error);
  if (offers == NULL)
    return FALSE;
  clt_cli_print_rows (&options->common, offers, build_offer, print_offer);
  return TRUE;
}

static gboolean
run_pdf (CltConn *conn, gpointer data, GError **error)
{
  const Study *study = data;
  const CltExportOptions options = { .path = study->common.rest[1],
                                     .who = study->common.who,
                                     .purpose = study->purpose };

  return clt_paper_export_study (conn, study->version_id, &options, error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, run_list },
  { "pdf", 2, 2, NULL, run_pdf },
  { "diff", 1, 2, NULL, run_diff },
  { "offers", 1, 1, NULL, run_offers },
  { "plan", 0, 0, "study.create", run_plan },
  { "note", 1, 1, "study.create", run_note },
  { "edit", 2, G_MAXINT, "study.edit", run_edit },
  { "refresh", 1, 1, "study.refresh", run_refresh },
  { "submit", 1, 1, "study.submit", run_submit },
  { "approve", 1, 1, "study.approve", run_approve },
  { "return", 1, 1, "study.return", run_return },
  { "revise", 1, 1, "study.revise", run_revise },
  { "deliver", 1, 1, "study.deliver", run_deliver },
  { NULL },
};

int
clt_cmd_research (int argc, char **argv)
{
  Study study = { .day = clt_today () };
  const GOptionEntry entries[] = {
    { "client", 0, 0, G_OPTION_ARG_STRING_ARRAY, &study.clients, N_ ("Account of the client"),
      "ACCOUNT" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &study.author, N_ ("Adviser who writes it"), "STAFF" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &study.on, N_ ("Figures, or delivery, as of this day"),
      "DATE" },
    { "remark", 0, 0, G_OPTION_ARG_STRING, &study.remark, N_ ("What the reviewer says"), "TEXT" },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &study.purpose, N_ ("What the file is for"), "TEXT" },
    { "product", 0, 0, G_OPTION_ARG_STRING, &study.product, N_ ("Delivered as this product"),
      "CODE" },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &study.channel, N_ ("Through this channel"), "C" },
    { "done", 0, 0, G_OPTION_ARG_NONE, &study.done, N_ ("The client has it already"), NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &study.note, N_ ("Note"), "TEXT" },
    { "set-aside", 0, 0, G_OPTION_ARG_STRING, &study.set_aside,
      N_ ("Set “contacted too recently” aside, as a manager"), "REASON" },
    { "no-follow-up", 0, 0, G_OPTION_ARG_NONE, &study.no_follow_up, N_ ("Plan no call"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 40, &study.common) ||
      !clt_cli_parse_day (study.on, &study.day))
    return CLT_EXIT_USAGE;
  study.common.detail = "";
  if (study.common.n_rest > 0)
    study.version_id = g_ascii_strtoll (study.common.rest[0], NULL, 10);
  return clt_cli_run_verb (&study.common, verbs, &study);
}
