/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-export-paper.h"

/* What was asked for, and what the action found or made. */
typedef struct
{
  CltCliCommon common;
  const char *client, *author, *remark, *purpose; /* options */
  CltDay day;
  gint64 version_id;
} Paper;

typedef struct
{
  const char *name;
  int n_args; /* after the verb; -1: one or more */
  const char *action;
  CltActionFunc run;
} Verb;

static const char *
get_arg (const Paper *paper, int i)
{
  return paper->common.args[2 + i];
}

static gboolean
create (CltConn *conn, Paper *paper, CltPaperKind kind, const char *title, GError **error)
{
  g_autoptr (CltPaper) made = NULL;
  gint64 author, client = 0;

  if (paper->author == NULL)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                           _ ("Name who writes it with --author; nothing was changed."));
      return FALSE;
    }
  author = clt_staff_find (conn, paper->author, error);
  if (author == 0)
    return FALSE;
  if (kind == CLT_PAPER_PLAN)
    {
      client = clt_client_find (conn, paper->client == NULL ? "" : paper->client, error);
      if (client == 0)
        return FALSE;
    }
  made = clt_paper_prepare (conn, kind, client, author, paper->day, error);
  if (made == NULL)
    return FALSE;
  if (title != NULL)
    clt_set_str (&made->title, title);
  if (!clt_paper_save (conn, made, error))
    return FALSE;
  paper->version_id = made->version_id;
  return TRUE;
}

static gboolean
run_plan (CltConn *conn, gpointer data, GError **error)
{
  return create (conn, data, CLT_PAPER_PLAN, NULL, error);
}

static gboolean
run_note (CltConn *conn, gpointer data, GError **error)
{
  return create (conn, data, CLT_PAPER_NOTE, get_arg (data, 0), error);
}

static gboolean
set_section (CltPaper *paper, const char *argument, GError **error)
{
  const char *equals = strchr (argument, '=');
  g_autofree char *key =
    equals == NULL ? g_strdup (argument) : g_strndup (argument, (gsize) (equals - argument));

  for (guint i = 0; equals != NULL && i < paper->sections->len; i++)
    {
      CltPaperSection *section = paper->sections->pdata[i];

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
  Paper *paper = data;
  g_autoptr (CltPaper) stored = clt_paper_load (conn, paper->version_id, error);

  if (stored == NULL)
    return FALSE;
  for (int i = 3; i < paper->common.n_args; i++)
    if (!set_section (stored, paper->common.args[i], error))
      return FALSE;
  return clt_paper_save (conn, stored, error);
}

static gboolean
run_submit (CltConn *conn, gpointer data, GError **error)
{
  return clt_paper_submit (conn, ((Paper *) data)->version_id, error);
}

static gboolean
run_approve (CltConn *conn, gpointer data, GError **error)
{
  Paper *paper = data;

  return clt_paper_review (conn, paper->version_id, paper->common.who, TRUE, paper->remark, error);
}

static gboolean
run_return (CltConn *conn, gpointer data, GError **error)
{
  Paper *paper = data;

  return clt_paper_review (conn, paper->version_id, paper->common.who, FALSE, paper->remark, error);
}

static gboolean
run_revise (CltConn *conn, gpointer data, GError **error)
{
  Paper *paper = data;

  paper->version_id = clt_paper_revise (conn, paper->version_id, paper->day, error);
  return paper->version_id != 0;
}

static const Verb verbs[] = {
  { "list", 0, NULL, NULL },
  { "pdf", 2, NULL, NULL },
  { "plan", 0, "paper.create", run_plan },
  { "note", 1, "paper.create", run_note },
  { "edit", -1, "paper.edit", run_edit },
  { "submit", 1, "paper.submit", run_submit },
  { "approve", 1, "paper.review", run_approve },
  { "return", 1, "paper.review", run_return },
  { "revise", 1, "paper.create", run_revise },
};

static const Verb *
find_verb (const Paper *paper)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, paper->common.args[1]))
      {
        int n = paper->common.n_args - 2;

        if (verbs[i].n_args < 0 ? n >= 2 : n == verbs[i].n_args)
          return &verbs[i];
        break;
      }
  g_printerr (_ ("clientele-cli paper: say list, plan, note TITLE, edit N SECTION=TEXT, submit N,"
                 " approve N, return N, revise N or pdf N OUT\n"));
  return NULL;
}

/* ---- showing ------------------------------------------------------------------------------- */

static const char *
get_state_name (CltPaperState state)
{
  static const char *const names[] = { "draft", "review", "approved", "returned" };

  return names[state];
}

static void
build_paper (JsonBuilder *json, const CltPaper *paper)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "paper");
  json_builder_add_int_value (json, paper->version_id);
  json_builder_set_member_name (json, "kind");
  json_builder_add_string_value (json, paper->kind == CLT_PAPER_PLAN ? "plan" : "note");
  json_builder_set_member_name (json, "title");
  json_builder_add_string_value (json, paper->title);
  json_builder_set_member_name (json, "author");
  json_builder_add_string_value (json, paper->author);
  json_builder_set_member_name (json, "version");
  json_builder_add_int_value (json, paper->number);
  json_builder_set_member_name (json, "state");
  json_builder_add_string_value (json, get_state_name (paper->state));
  json_builder_set_member_name (json, "sections");
  json_builder_begin_object (json);
  for (guint i = 0; i < paper->sections->len; i++)
    {
      const CltPaperSection *section = paper->sections->pdata[i];

      json_builder_set_member_name (json, section->key);
      json_builder_add_string_value (json, section->text);
    }
  json_builder_end_object (json);
  json_builder_end_object (json);
}

static void
print_papers (const Paper *paper, GPtrArray *papers)
{
  if (paper->common.json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_array (json);
      for (guint i = 0; i < papers->len; i++)
        build_paper (json, papers->pdata[i]);
      json_builder_end_array (json);
      clt_cli_print_json (json);
      return;
    }
  for (guint i = 0; i < papers->len; i++)
    {
      const CltPaper *row = papers->pdata[i];
      g_autofree char *at = clt_instant_format (row->created);

      clt_cli_print ("%" G_GINT64_FORMAT "  %s  %s  %s  %s", row->version_id, at,
                     clt_paper_state_get_label (row->state), row->author, row->title);
    }
}

static gboolean
list (CltConn *conn, Paper *paper, GError **error)
{
  g_autoptr (GPtrArray) papers = NULL;
  gint64 client = 0;

  if (paper->client != NULL)
    {
      client = clt_client_find (conn, paper->client, error);
      if (client == 0)
        return FALSE;
    }
  papers = clt_paper_list (conn, client, error);
  if (papers == NULL)
    return FALSE;
  print_papers (paper, papers);
  return TRUE;
}

static gboolean
carry_out (CltConn *conn, Paper *paper, const Verb *verb, GError **error)
{
  const CltActionInfo info = { .name = verb->action, .who = paper->common.who };
  const CltExportOptions options = { .who = paper->common.who, .purpose = paper->purpose };

  if (g_str_equal (verb->name, "list"))
    return list (conn, paper, error);
  if (verb->run == NULL)
    {
      CltExportOptions to = options;

      to.path = get_arg (paper, 1);
      return clt_export_paper (conn, paper->version_id, &to, error);
    }
  if (!clt_action_run (conn, &info, verb->run, paper, NULL, error))
    return FALSE;
  if (g_str_equal (verb->action, "paper.create"))
    clt_cli_print ("%" G_GINT64_FORMAT, paper->version_id);
  return TRUE;
}

int
clt_cmd_paper (int argc, char **argv)
{
  Paper paper = { .day = clt_today () };
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

  if (!clt_cli_parse (&argc, &argv, entries, 2, 40, &paper.common))
    return CLT_EXIT_USAGE;
  if (on != NULL && !clt_cli_parse_day (on, &paper.day))
    return CLT_EXIT_USAGE;
  verb = find_verb (&paper);
  if (verb == NULL)
    return CLT_EXIT_USAGE;
  paper.client = client;
  paper.author = author;
  paper.remark = remark;
  paper.purpose = purpose;
  if (paper.common.n_args > 2)
    paper.version_id = g_ascii_strtoll (get_arg (&paper, 0), NULL, 10);
  conn = clt_branch_open (paper.common.args[0], verb->run == NULL ? CLT_CONN_READ : CLT_CONN_WRITE,
                          &error);
  if (conn == NULL || !carry_out (conn, &paper, verb, &error))
    return clt_cli_fail ("paper", error);
  return CLT_EXIT_DONE;
}
