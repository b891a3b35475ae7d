/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
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

typedef struct
{
  const char *name;
  int n_args; /* after the verb; -1: one or more */
  const char *action;
  CltActionFunc run;
} Verb;

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

static const Verb verbs[] = {
  { "list", 0, NULL, NULL },
  { "pdf", 2, NULL, NULL },
  { "plan", 0, "study.create", run_plan },
  { "note", 1, "study.create", run_note },
  { "edit", -1, "study.edit", run_edit },
  { "submit", 1, "study.submit", run_submit },
  { "approve", 1, "study.review", run_approve },
  { "return", 1, "study.review", run_return },
  { "revise", 1, "study.create", run_revise },
};

static const Verb *
find_verb (const Study *study)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, study->common.args[1]))
      {
        int n = study->common.n_args - 2;

        if (verbs[i].n_args < 0 ? n >= 2 : n == verbs[i].n_args)
          return &verbs[i];
        break;
      }
  g_printerr (
    _ ("clientele-cli research: say list, plan, note TITLE, edit N SECTION=TEXT, submit N,"
       " approve N, return N, revise N or pdf N OUT\n"));
  return NULL;
}

/* ---- showing ------------------------------------------------------------------------------- */

static const char *
get_state_name (CltStudyState state)
{
  static const char *const names[] = { "draft", "review", "approved", "returned" };

  return names[state];
}

static void
build_study (JsonBuilder *json, const CltStudy *study)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "study");
  json_builder_add_int_value (json, study->version_id);
  json_builder_set_member_name (json, "kind");
  json_builder_add_string_value (json, study->kind == CLT_STUDY_PLAN ? "plan" : "note");
  json_builder_set_member_name (json, "title");
  json_builder_add_string_value (json, study->title);
  json_builder_set_member_name (json, "author");
  json_builder_add_string_value (json, study->author);
  json_builder_set_member_name (json, "version");
  json_builder_add_int_value (json, study->number);
  json_builder_set_member_name (json, "state");
  json_builder_add_string_value (json, get_state_name (study->state));
  json_builder_set_member_name (json, "sections");
  json_builder_begin_object (json);
  for (guint i = 0; i < study->sections->len; i++)
    {
      const CltStudySection *section = study->sections->pdata[i];

      json_builder_set_member_name (json, section->key);
      json_builder_add_string_value (json, section->text);
    }
  json_builder_end_object (json);
  json_builder_end_object (json);
}

static void
print_studies (const Study *study, GPtrArray *studies)
{
  if (study->common.json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_array (json);
      for (guint i = 0; i < studies->len; i++)
        build_study (json, studies->pdata[i]);
      json_builder_end_array (json);
      clt_cli_print_json (json);
      return;
    }
  for (guint i = 0; i < studies->len; i++)
    {
      const CltStudy *row = studies->pdata[i];
      g_autofree char *at = clt_instant_format (row->created);

      clt_cli_print ("%" G_GINT64_FORMAT "  %s  %s  %s  %s", row->version_id, at,
                     clt_study_state_get_label (row->state), row->author, row->title);
    }
}

static gboolean
list (CltConn *conn, Study *study, GError **error)
{
  g_autoptr (GPtrArray) studies = NULL;
  gint64 client = 0;

  if (study->client != NULL)
    {
      client = clt_client_find (conn, study->client, error);
      if (client == 0)
        return FALSE;
    }
  studies = clt_study_list (conn, client, error);
  if (studies == NULL)
    return FALSE;
  print_studies (study, studies);
  return TRUE;
}

static gboolean
print_pdf (CltConn *conn, const Study *study, GError **error)
{
  const CltExportOptions options = { .path = get_arg (study, 1),
                                     .who = study->common.who,
                                     .purpose = study->purpose };
  g_autoptr (CltPaper) paper = clt_paper_new_study (conn, study->version_id, &options, error);

  return paper != NULL && clt_paper_export (paper, conn, &options, error);
}

static gboolean
carry_out (CltConn *conn, Study *study, const Verb *verb, GError **error)
{
  const CltActionInfo info = { .name = verb->action, .who = study->common.who };

  if (verb->run == NULL)
    return g_str_equal (verb->name, "list") ? list (conn, study, error)
                                            : print_pdf (conn, study, error);
  if (!clt_action_run (conn, &info, verb->run, study, NULL, error))
    return FALSE;
  if (g_str_equal (verb->action, "study.create"))
    clt_cli_print ("%" G_GINT64_FORMAT, study->version_id);
  return TRUE;
}

int
clt_cmd_research (int argc, char **argv)
{
  Study study = { .day = clt_today () };
  g_autofree char *client = NULL, *author = NULL, *on = NULL, *remark = NULL, *purpose = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const Verb *verb;
  const GOptionEntry entries[] = {
    { "client", 0, 0, G_OPTION_ARG_STRING, &client, N_ ("Account of the client"), "ACCOUNT" },
    { "author", 0, 0, G_OPTION_ARG_STRING, &author, N_ ("Adviser who writes it"), "STAFF" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_ ("Figures as of this day"), "DATE" },
    { "remark", 0, 0, G_OPTION_ARG_STRING, &remark, N_ ("What the reviewer says"), "TEXT" },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &purpose, N_ ("What the file is for"), "TEXT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 40, &study.common))
    return CLT_EXIT_USAGE;
  if (on != NULL && !clt_cli_parse_day (on, &study.day))
    return CLT_EXIT_USAGE;
  verb = find_verb (&study);
  if (verb == NULL)
    return CLT_EXIT_USAGE;
  study.client = client;
  study.author = author;
  study.remark = remark;
  study.purpose = purpose;
  if (study.common.n_args > 2)
    study.version_id = g_ascii_strtoll (get_arg (&study, 0), NULL, 10);
  conn = clt_branch_open (study.common.args[0], verb->run == NULL ? CLT_CONN_READ : CLT_CONN_WRITE,
                          &error);
  if (conn == NULL || !carry_out (conn, &study, verb, &error))
    return clt_cli_fail ("research", error);
  return CLT_EXIT_DONE;
}
