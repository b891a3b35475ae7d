/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-paper.h"
#include "core/research/clt-study.h"

/* What was asked for, and what the action found or made. */
typedef struct
{
  CltCliCommon common;
  const char *client, *author, *remark, *purpose; /* options */
  CltDay day;
  gint64 version_id;
} Study;

static const char *
get_arg (const Study *study, int i)
{
  return study->common.args[2 + i];
}

static gboolean
create (CltConn *conn, Study *study, CltStudyKind kind, const char *title, GError **error)
{
  g_autoptr (CltStudy) made = NULL;
  gint64 author, client = 0;

  if (study->author == NULL)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                           _ ("Name who writes it with --author; nothing was changed."));
      return FALSE;
    }
  author = clt_staff_find (conn, study->author, error);
  if (author == 0)
    return FALSE;
  if (kind == CLT_STUDY_PLAN)
    {
      client = clt_client_find (conn, study->client == NULL ? "" : study->client, error);
      if (client == 0)
        return FALSE;
    }
  made = clt_study_prepare (conn, kind, client, author, study->day, error);
  if (made == NULL)
    return FALSE;
  if (title != NULL)
    clt_set_str (&made->title, title);
  if (!clt_study_save (conn, made, error))
    return FALSE;
  study->version_id = made->version_id;
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
  return create (conn, data, CLT_STUDY_NOTE, get_arg (data, 0), error);
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
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
               /* Translators: what was typed in the place of a section's name. */
               _ ("There is no section “%s” in it; write SECTION=TEXT. Nothing was changed."), key);
  return FALSE;
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

  study->version_id = clt_study_revise (conn, study->version_id, study->day, error);
  return study->version_id != 0;
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

  clt_cli_print ("%" G_GINT64_FORMAT "  %s  %s  %s  %s", study->version_id, at,
                 clt_study_state_get_label (study->state), study->author, study->title);
}

static gboolean
run_list (CltConn *conn, gpointer data, GError **error)
{
  const Study *study = data;
  g_autoptr (GPtrArray) studies = NULL;
  gint64 client = 0;

  if (study->client != NULL)
    {
      client = clt_client_find (conn, study->client, error);
      if (client == 0)
        return FALSE;
    }
  studies = clt_study_list (conn, client, error);
  if (studies != NULL)
    clt_cli_print_rows (&study->common, studies, build_study, print_study);
  return studies != NULL;
}

static gboolean
run_pdf (CltConn *conn, gpointer data, GError **error)
{
  const Study *study = data;
  const CltExportOptions options = { .path = get_arg (study, 1),
                                     .who = study->common.who,
                                     .purpose = study->purpose };
  g_autoptr (CltPaper) paper = clt_paper_new_study (conn, study->version_id, &options, error);

  return paper != NULL && clt_paper_export (paper, conn, &options, error);
}

static int
tell_id (gpointer data)
{
  clt_cli_print ("%" G_GINT64_FORMAT, ((Study *) data)->version_id);
  return CLT_EXIT_DONE;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, run_list },
  { "pdf", 2, 2, NULL, run_pdf },
  { "plan", 0, 0, "study.create", run_plan, tell_id },
  { "note", 1, 1, "study.create", run_note, tell_id },
  { "edit", 2, G_MAXINT, "study.edit", run_edit },
  { "submit", 1, 1, "study.submit", run_submit },
  { "approve", 1, 1, "study.review", run_approve },
  { "return", 1, 1, "study.review", run_return },
  { "revise", 1, 1, "study.create", run_revise, tell_id },
  { NULL },
};

int
clt_cmd_research (int argc, char **argv)
{
  Study study = { .day = clt_today () };
  g_autofree char *client = NULL, *author = NULL, *on = NULL, *remark = NULL, *purpose = NULL;
  const GOptionEntry entries[] = {
    { "client", 0, 0, G_OPTION_ARG_STRING, &client, N_ ("Account of the client"), "ACCOUNT" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &author, N_ ("Adviser who writes it"), "STAFF" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_ ("Figures as of this day"), "DATE" },
    { "remark", 0, 0, G_OPTION_ARG_STRING, &remark, N_ ("What the reviewer says"), "TEXT" },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &purpose, N_ ("What the file is for"), "TEXT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 40, &study.common) ||
      !clt_cli_parse_day (on, &study.day))
    return CLT_EXIT_USAGE;
  study.client = client;
  study.author = author;
  study.remark = remark;
  study.purpose = purpose;
  study.common.detail = "";
  if (study.common.n_args > 2)
    study.version_id = g_ascii_strtoll (get_arg (&study, 0), NULL, 10);
  return clt_cli_run_verb (&study.common, verbs, &study);
}
