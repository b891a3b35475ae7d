/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"
#include "core/surveys/clt-flow.h"
#include "core/surveys/clt-response-list.h"

/* response FILE …: answered forms one by one. */

typedef struct
{
  CltCliCommon common;
  const char *client, *state, *part, *note, *mark, *reason, *staff;
  gint64 survey;
  int keyed;
} Options;

static gboolean
read_id (const char *text, gint64 *id, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    return clt_store_refuse (error, _ ("“%s” is no number of an answered form."), text);
  *id = (gint64) number;
  return TRUE;
}

/* ---- list ---------------------------------------------------------------------------------- */

static void
build_line (JsonBuilder *json, gconstpointer row)
{
  const CltResponseLine *line = row;

  clt_cli_add_int (json, "response", line->id);
  clt_cli_add_string (json, "reference", line->reference);
  clt_cli_add_string (json, "account", line->account);
  clt_cli_add_string (json, "client", line->client);
  clt_cli_add_string (json, "tier", clt_tier_get_name (line->tier));
  clt_cli_add_string (json, "staff", line->staff);
  clt_cli_add_string (json, "survey", line->survey);
  clt_cli_add_string (json, "channel", line->channel);
  clt_cli_add_string (json, "state", clt_response_state_get_name (line->state));
  clt_cli_add_int (json, "keyed", line->keyed);
  clt_cli_add_int (json, "version", line->version);
  clt_cli_add_day (json, "day", line->day);
  clt_cli_add_int (json, "seconds", line->seconds);
  clt_cli_add_int (json, "edits", line->edits);
}

static void
print_line (gconstpointer row)
{
  const CltResponseLine *line = row;
  g_autofree char *client = clt_cli_pad (line->client, 14);
  g_autofree char *channel = clt_cli_pad (clt_channel_get_label (line->channel), 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %d  %s %s %s  %s", line->id,
                 clt_day_to_yyyymmdd (line->day), client, channel,
                 clt_response_state_get_label (line->state), line->reference);
}

static gboolean
fill_query (CltConn *conn, const Options *options, CltResponseQuery *query, GError **error)
{
  query->survey_id = options->survey;
  query->keyed = options->keyed;
  query->state = -1;
  if (options->common.n_args > 2 &&
      (query->questionnaire_id = clt_questionnaire_find (conn, options->common.args[2], error)) ==
        0)
    return FALSE;
  if (options->client != NULL &&
      (query->client_id = clt_client_find (conn, options->client, error)) == 0)
    return FALSE;
  for (int i = CLT_RESPONSE_OPEN; options->state != NULL && i <= CLT_RESPONSE_BROKEN; i++)
    if (g_str_equal (options->state, clt_response_state_get_name ((CltResponseState) i)))
      query->state = i;
  if (options->state != NULL && query->state < 0)
    return clt_store_refuse (error, _ ("“%s” is no state of a form: open, complete or broken."),
                             options->state);
  return TRUE;
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  CltResponseQuery query = { 0 };
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_response_line_free);
  g_autoptr (GArray) ids = NULL;

  if (!fill_query (conn, options, &query, error) ||
      (ids = clt_response_query_ids (conn, &query, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      CltResponseLine *line = clt_response_line_load (conn, g_array_index (ids, gint64, i), error);

      if (line == NULL)
        return FALSE;
      g_ptr_array_add (lines, line);
    }
  clt_cli_print_rows (&options->common, lines, build_line, print_line);
  return TRUE;
}

/* ---- show ---------------------------------------------------------------------------------- */

/* A form with its questions. */
typedef struct
{
  CltResponseLine *line;
  CltResponse *response;
  CltForm *form;
  CltFlow *flow;
  GPtrArray *edits;
} Sheet;

static void
sheet_clear (Sheet *sheet)
{
  g_clear_pointer (&sheet->edits, g_ptr_array_unref);
  g_clear_pointer (&sheet->flow, clt_flow_free);
  g_clear_pointer (&sheet->form, clt_form_free);
  g_clear_pointer (&sheet->response, clt_response_free);
  g_clear_pointer (&sheet->line, clt_response_line_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static gboolean
load_sheet (CltConn *conn, gint64 id, Sheet *sheet, GError **error)
{
  sheet->line = clt_response_line_load (conn, id, error);
  sheet->response = sheet->line == NULL ? NULL : clt_response_load (conn, id, error);
  sheet->form =
    sheet->response == NULL ? NULL : clt_form_load (conn, sheet->response->version_id, error);
  sheet->flow =
    sheet->form == NULL
      ? NULL
      : clt_flow_new (sheet->form, clt_response_dup_answers (sheet->response, sheet->form), error);
  sheet->edits = sheet->flow == NULL ? NULL : clt_response_list_edits (conn, id, error);
  return sheet->edits != NULL;
}

static void
build_answer (JsonBuilder *json, const Sheet *sheet, int index, char **tags)
{
  const CltQuestion *question = sheet->form->questions->pdata[index];

  clt_cli_add_string (json, "key", question->key);
  clt_cli_add_string (json, "text", question->text);
  clt_cli_add_bool (json, "skipped",
                    !clt_flow_is_relevant (sheet->flow, index) &&
                      clt_answers_is_blank (clt_flow_get_answers (sheet->flow), question->key));
  json_builder_set_member_name (json, "answers");
  json_builder_begin_array (json);
  for (guint i = 0; i < sheet->response->answers->len; i++)
    {
      const CltResponseAnswer *answer = sheet->response->answers->pdata[i];

      if (answer->question_id != question->id)
        continue;
      json_builder_begin_object (json);
      clt_cli_add_string (json, "part", answer->part);
      clt_cli_add_string (json, "mark", answer->mark);
      clt_cli_add_string (json, "value", answer->value);
      clt_cli_add_string (json, "note", answer->note);
      clt_cli_add_int (json, "seconds", answer->seconds);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "tags");
  json_builder_begin_array (json);
  for (guint i = 0; tags[i] != NULL; i++)
    json_builder_add_string_value (json, tags[i]);
  json_builder_end_array (json);
}

static void
build_edits (JsonBuilder *json, const Sheet *sheet)
{
  json_builder_set_member_name (json, "edits");
  json_builder_begin_array (json);
  for (guint i = 0; i < sheet->edits->len; i++)
    {
      const CltResponseEdit *edit = sheet->edits->pdata[i];
      const CltQuestion *question = clt_form_find_question_by_id (sheet->form, edit->question_id);

      json_builder_begin_object (json);
      clt_cli_add_string (json, "key", question == NULL ? "" : question->key);
      clt_cli_add_string (json, "part", edit->part);
      clt_cli_add_string (json, "old", edit->before);
      clt_cli_add_string (json, "new", edit->after);
      clt_cli_add_string (json, "reason", edit->reason);
      clt_cli_add_instant (json, "at", edit->at);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static gboolean
print_sheet_json (CltConn *conn, const Sheet *sheet, GError **error)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  build_line (json, sheet->line);
  json_builder_set_member_name (json, "questions");
  json_builder_begin_array (json);
  for (guint i = 0; i < sheet->form->questions->len; i++)
    {
      const CltQuestion *question = sheet->form->questions->pdata[i];
      g_auto (GStrv) tags = NULL;

      if (!clt_question_is_asked (question))
        continue;
      tags = clt_response_list_tags (conn, sheet->line->id, question->id, error);
      if (tags == NULL)
        return FALSE;
      json_builder_begin_object (json);
      build_answer (json, sheet, (int) i, tags);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  build_edits (json, sheet);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return TRUE;
}

static gboolean
print_sheet (CltConn *conn, const Sheet *sheet, GError **error)
{
  print_line (sheet->line);
  for (guint i = 0; i < sheet->form->questions->len; i++)
    {
      const CltQuestion *question = sheet->form->questions->pdata[i];
      g_autofree char *text = NULL, *tags = NULL;
      g_auto (GStrv) list = NULL;

      if (!clt_question_is_asked (question))
        continue;
      list = clt_response_list_tags (conn, sheet->line->id, question->id, error);
      if (list == NULL)
        return FALSE;
      text = clt_response_format_answer (sheet->response, sheet->flow, sheet->form, question);
      tags = g_strjoinv (" ", list);
      clt_cli_print ("%s  %s\n    %s  %s", question->key, question->text, text, tags);
    }
  for (guint i = 0; i < sheet->edits->len; i++)
    {
      const CltResponseEdit *edit = sheet->edits->pdata[i];
      const CltQuestion *question = clt_form_find_question_by_id (sheet->form, edit->question_id);

      /* Translators: a question, what was answered before and after, why it was changed. */
      clt_cli_print (_ ("Changed: %s from “%s” to “%s” (%s)"),
                     question == NULL ? "" : question->key, edit->before, edit->after,
                     edit->reason);
    }
  return TRUE;
}

static gboolean
show (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_auto (Sheet) sheet = { 0 };
  gint64 id;

  if (!read_id (options->common.args[2], &id, error) || !load_sheet (conn, id, &sheet, error))
    return FALSE;
  return options->common.json ? print_sheet_json (conn, &sheet, error)
                              : print_sheet (conn, &sheet, error);
}

/* ---- change and tag ------------------------------------------------------------------------ */

static const CltQuestion *
find_question (const CltForm *form, const char *key, GError **error)
{
  const CltQuestion *question = clt_form_find_question (form, key);

  if (question == NULL || !clt_question_is_asked (question))
    {
      clt_store_refuse (error, _ ("The form has no question “%s”. Nothing was changed."), key);
      return NULL;
    }
  return question;
}

static gboolean
change (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  char **args = options->common.args;
  g_auto (Sheet) sheet = { 0 };
  const CltQuestion *question;
  g_autofree char *value = NULL;
  CltAnswerChange edit = { .part = options->part,
                           .mark = options->mark,
                           .note = options->note,
                           .reason = options->reason };
  gint64 id;

  if (!read_id (args[2], &id, error) || !load_sheet (conn, id, &sheet, error) ||
      (question = find_question (sheet.form, args[3], error)) == NULL)
    return FALSE;
  if (options->staff != NULL && (edit.staff_id = clt_staff_find (conn, options->staff, error)) == 0)
    return FALSE;
  if (options->staff == NULL)
    edit.staff_id = clt_staff_find (conn, options->common.who, NULL);
  if (options->common.n_args > 4)
    {
      value = clt_question_parse_value (question, options->part == NULL ? "" : options->part,
                                        args[4], error);
      if (value == NULL)
        return FALSE;
      edit.value = *value == '\0' ? NULL : value;
    }
  return clt_response_set (conn, id, question, &edit, error);
}

/* tag N QUESTION TAG, untag N QUESTION TAG */
static gboolean
tag (CltConn *conn, gpointer data, GError **error)
{
  char **args = ((const Options *) data)->common.args;
  g_auto (Sheet) sheet = { 0 };
  const CltQuestion *question;
  gint64 id;

  return read_id (args[2], &id, error) && load_sheet (conn, id, &sheet, error) &&
         (question = find_question (sheet.form, args[3], error)) != NULL &&
         clt_response_tag (conn, id, question->id, args[4], g_str_equal (args[1], "tag"), error);
}

/* ---- two keyings --------------------------------------------------------------------------- */

static void
build_difference (JsonBuilder *json, const CltForm *form, const CltKeyingDifference *difference)
{
  const CltQuestion *question = clt_form_find_question_by_id (form, difference->question_id);

  json_builder_begin_object (json);
  clt_cli_add_string (json, "key", question == NULL ? "" : question->key);
  clt_cli_add_string (json, "part", difference->part);
  clt_cli_add_string (json, "first", difference->first);
  clt_cli_add_string (json, "second", difference->second);
  json_builder_end_object (json);
}

static void
print_difference (const CltForm *form, const CltKeyingDifference *difference)
{
  const CltQuestion *question = clt_form_find_question_by_id (form, difference->question_id);

  /* Translators: a question, part of it, and what two people have keyed. */
  clt_cli_print (_ ("%s %s: “%s”, “%s”"), question == NULL ? "" : question->key, difference->part,
                 difference->first, difference->second);
}

static gboolean
compare (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_auto (Sheet) sheet = { 0 };
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gint64 first, second;

  if (!read_id (options->common.args[2], &first, error) ||
      !read_id (options->common.args[3], &second, error) ||
      !load_sheet (conn, first, &sheet, error) ||
      (differences = clt_response_compare (conn, first, second, error)) == NULL)
    return FALSE;
  json_builder_begin_array (json);
  for (guint i = 0; i < differences->len; i++)
    {
      build_difference (json, sheet.form, differences->pdata[i]);
      if (!options->common.json)
        print_difference (sheet.form, differences->pdata[i]);
    }
  json_builder_end_array (json);
  if (options->common.json)
    clt_cli_print_json (json);
  else if (differences->len == 0)
    clt_cli_print ("%s", _ ("Both keyings say the same."));
  return TRUE;
}

/* Which of the two keyings is right. */
static gboolean
settle (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  char **args = options->common.args;
  const gboolean second_is_right = g_str_equal (args[5], "2");
  g_auto (Sheet) sheet = { 0 };
  const CltQuestion *question;
  gint64 first, second;

  if (!second_is_right && !g_str_equal (args[5], "1"))
    return clt_store_refuse (error, _ ("Say 1 or 2: which keying is right. Nothing was changed."));
  return read_id (args[2], &first, error) && read_id (args[3], &second, error) &&
         load_sheet (conn, first, &sheet, error) &&
         (question = find_question (sheet.form, args[4], error)) != NULL &&
         clt_response_settle (conn, second_is_right ? second : first,
                              second_is_right ? first : second, question,
                              options->reason == NULL ? _ ("Keyed twice") : options->reason,
                              clt_staff_find (conn, options->common.who, NULL), error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 1, NULL, list },
  { "show", 1, 1, NULL, show },
  { "change", 2, 3, "response.edit", change },
  { "tag", 3, 3, "response.tag", tag },
  { "untag", 3, 3, "response.tag", tag },
  { "compare", 2, 2, NULL, compare },
  { "settle", 4, 4, "response.settle", settle },
  { NULL },
};

int
clt_cmd_response (int argc, char **argv)
{
  Options options = { .keyed = 0 };
  const GOptionEntry entries[] = {
    { "survey", 0, 0, G_OPTION_ARG_INT64, &options.survey, N_ ("Only this survey"), "N" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &options.client, N_ ("Only of this client"), "ACCOUNT" },
    { "state", 0, 0, G_OPTION_ARG_STRING, &options.state, N_ ("Only forms in this state"),
      "open|complete|broken" },
    { "keyed", 0, 0, G_OPTION_ARG_INT, &options.keyed, N_ ("Only this keying"), "1|2" },
    { "part", 0, 0, G_OPTION_ARG_STRING, &options.part,
      N_ ("Option of several and of a ranking, line of a matrix"), "CODE" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("Words that go with an open option"),
      "TEXT" },
    { "mark", 0, 0, G_OPTION_ARG_STRING, &options.mark, N_ ("Instead of a value"),
      "refused|unknown" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Why the answer is changed"),
      "TEXT" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who changes it"), "STAFF" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 6, &options.common))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
