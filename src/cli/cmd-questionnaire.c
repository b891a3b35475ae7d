/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/report/clt-export-questionnaire.h"
#include "core/surveys/clt-flow-check.h"
#include "core/surveys/clt-flow.h"
#include "core/surveys/clt-question-field.h"
#include "core/surveys/clt-questionnaire-edit.h"

/* questionnaire FILE VERB …: questionnaires in versions. What is shown is the draft, where there is
 * one; what is changed always is. */

typedef struct
{
  CltCliCommon common;
  gboolean archived;
  int version; /* 0: the newest */
  const char *occasion, *client;
} Call;

/* ---- what is there ------------------------------------------------------------------------- */

static void
build_questionnaire (JsonBuilder *json, gconstpointer row)
{
  const CltQuestionnaire *questionnaire = row;

  clt_cli_add_string (json, "key", questionnaire->key);
  clt_cli_add_string (json, "name", questionnaire->name);
  clt_cli_add_string (json, "occasion", questionnaire->occasion);
  clt_cli_add_int (json, "versions", questionnaire->n_versions);
  clt_cli_add_int (json, "published", questionnaire->published);
  clt_cli_add_bool (json, "draft", questionnaire->has_draft);
  clt_cli_add_int (json, "responses", questionnaire->n_responses);
  clt_cli_add_bool (json, "archived", questionnaire->archived);
}

static void
print_questionnaire (gconstpointer row)
{
  const CltQuestionnaire *questionnaire = row;
  g_autofree char *key = clt_cli_pad (questionnaire->key, 18);
  g_autofree char *name = clt_cli_pad (questionnaire->name, 32);
  g_autofree char *occasion = clt_cli_pad (clt_occasion_get_label (questionnaire->occasion), 18);
  g_autofree char *published = g_strdup_printf (_ ("version %d"), questionnaire->published);

  clt_cli_print ("%s%s%s%s%s%s", key, name, occasion,
                 questionnaire->published == 0 ? _ ("not published") : published,
                 questionnaire->has_draft ? " · " : "",
                 questionnaire->has_draft ? clt_form_state_get_label (CLT_FORM_DRAFT) : "");
}

static gboolean
run_list (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (GPtrArray) list = clt_questionnaire_list (conn, call->archived, error);

  if (list == NULL)
    return FALSE;
  clt_cli_print_rows (&call->common, list, build_questionnaire, print_questionnaire);
  return TRUE;
}

/* The version that is asked for, else the draft, else what is put. */
static CltForm *
load_form (CltConn *conn, const Call *call, GError **error)
{
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);
  gint64 version = 0;

  if (id == 0)
    return NULL;
  if (call->version != 0)
    version = clt_questionnaire_find_version (conn, id, call->version, error);
  else if (clt_conn_get_int (conn, &version, 0, error,
                             "SELECT id FROM questionnaire_version WHERE questionnaire_id = ?"
                             " ORDER BY number DESC LIMIT 1",
                             "i", id) &&
           version == 0)
    version = clt_questionnaire_get_version (conn, id, error);
  return version == 0 ? NULL : clt_form_load (conn, version, error);
}

static JsonNode *
form_to_json (CltConn *conn, const CltForm *form, GError **error)
{
  g_autoptr (CltQuestionnaire) head = clt_questionnaire_load (conn, form->questionnaire_id, error);

  return head == NULL ? NULL : clt_form_to_json (head, form);
}

static gboolean
run_show (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = load_form (conn, call, error);
  g_autoptr (JsonNode) node = form == NULL ? NULL : form_to_json (conn, form, error);
  g_autofree char *json = NULL, *outline = NULL, *state = NULL;

  if (node == NULL)
    return FALSE;
  json = json_to_string (node, TRUE);
  outline = clt_form_format_outline (form);
  /* Translators: the number of a version, and “Draft”, “Published” or “Retired”. */
  state =
    g_strdup_printf (_ ("Version %d: %s"), form->number, clt_form_state_get_label (form->state));
  if (call->common.json)
    clt_cli_print ("%s", json);
  else
    clt_cli_print ("%s\n\n%s\n\n%s\n%s", state, form->greeting, outline, form->closing);
  return TRUE;
}

static void
build_outline (JsonBuilder *json, gconstpointer row)
{
  const CltOutlineLine *line = row;

  clt_cli_add_int (json, "number", line->number);
  clt_cli_add_string (json, "key", line->question->key);
  clt_cli_add_string (json, "type", clt_question_type_get_name (line->question->type));
  clt_cli_add_string (json, "text", line->question->text);
  clt_cli_add_string (json, "answers", line->answers);
  clt_cli_add_string (json, "condition", line->condition);
}

static gboolean
run_outline (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = load_form (conn, call, error);
  g_autoptr (GPtrArray) lines = form == NULL ? NULL : clt_form_outline (form);
  g_autofree char *text = form == NULL ? NULL : clt_form_format_outline (form);

  if (form == NULL)
    return FALSE;
  if (call->common.json)
    clt_cli_print_rows (&call->common, lines, build_outline, NULL);
  else
    clt_cli_print ("%s", text);
  return TRUE;
}

static void
build_fault (JsonBuilder *json, gconstpointer row)
{
  const CltFault *fault = row;

  clt_cli_add_string (json, "kind", clt_fault_kind_get_name (fault->kind));
  clt_cli_add_string (json, "question", fault->key);
  clt_cli_add_bool (json, "warning", fault->warning);
  clt_cli_add_string (json, "message", fault->message);
}

static void
build_check (JsonBuilder *json, const GPtrArray *faults, gboolean counted, guint64 n_paths)
{
  json_builder_begin_object (json);
  if (counted)
    clt_cli_add_int (json, "paths", (gint64) MIN (n_paths, G_MAXINT64));
  clt_cli_add_rows (json, "faults", faults, build_fault);
  json_builder_end_object (json);
}

static void
print_check (const GPtrArray *faults, gboolean counted, guint64 n_paths)
{
  g_autofree char *count = clt_count_format ((gint64) MIN (n_paths, G_MAXINT64));

  for (guint i = 0; i < faults->len; i++)
    clt_cli_print ("%s", ((CltFault *) faults->pdata[i])->message);
  if (faults->len == 0)
    clt_cli_print ("%s", _ ("Nothing is wrong with it."));
  if (counted)
    clt_cli_print (ngettext ("There is %s way through it.", "There are %s ways through it.",
                             (gulong) MIN (n_paths, 1000)),
                   count);
}

static gboolean
run_check (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = load_form (conn, call, error);
  g_autoptr (GPtrArray) faults = form == NULL ? NULL : clt_form_check (form);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  guint64 n_paths = 0;
  gboolean counted;

  if (form == NULL)
    return FALSE;
  counted = clt_form_count_paths (form, &n_paths);
  if (!call->common.json)
    {
      print_check (faults, counted, n_paths);
      return TRUE;
    }
  build_check (json, faults, counted, n_paths);
  clt_cli_print_json (json);
  return TRUE;
}

static void
print_change (gconstpointer row)
{
  const CltVersionChange *change = row;

  clt_cli_print ("%s: %s → %s", change->field, *change->before == '\0' ? "–" : change->before,
                 *change->after == '\0' ? "–" : change->after);
}

/* changes KEY: what the version that is asked for has changed in the one before. */
static gboolean
run_changes (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = load_form (conn, call, error);
  g_autoptr (CltForm) before = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gint64 version = form == NULL ? 0
                                : clt_questionnaire_find_version (conn, form->questionnaire_id,
                                                                  form->number - 1, error);

  before = version == 0 ? NULL : clt_form_load (conn, version, error);
  if (before == NULL)
    return FALSE;
  changes = clt_form_compare (before, form);
  clt_cli_print_rows (&call->common, changes, clt_cli_build_change, print_change);
  return TRUE;
}

/* ---- trying it out ------------------------------------------------------------------------- */

/* QUESTION=VALUE or QUESTION[PART]=VALUE; the words "refused" and "unknown" mark. */
static gboolean
answer (CltFlow *flow, const CltForm *form, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *key = equals == NULL ? g_strdup (text) : g_strndup (text, equals - text);
  const char *value = equals == NULL ? "" : equals + 1;
  char *bracket = strchr (key, '[');
  const char *part = "";
  int index;

  if (bracket != NULL && g_str_has_suffix (key, "]"))
    {
      *bracket = key[strlen (key) - 1] = '\0';
      part = bracket + 1;
    }
  if ((index = clt_form_index_of (form, key)) < 0)
    return clt_store_refuse (error, _ ("There is no question “%s”. Nothing was changed."), key);
  if (clt_reply_mark_from_name (value) == CLT_MARK_NONE)
    return clt_flow_answer (flow, index, part, value, NULL, error);
  clt_flow_mark (flow, index, clt_reply_mark_from_name (value));
  return TRUE;
}

static void
print_stop (const CltFlow *flow, const CltQuestion *question, int index)
{
  g_autofree char *given = clt_flow_format_answer (flow, index);
  int place, total;

  clt_flow_get_progress (flow, index, &place, &total);
  if (!clt_question_is_asked (question))
    clt_cli_print ("%s", question->text);
  else
    clt_cli_print ("%d / %d  %s (%s)  %s", place, total, question->text, question->key, given);
}

static void
build_stop (JsonBuilder *json, const CltQuestion *question, gboolean answered)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "key", question->key);
  clt_cli_add_bool (json, "answered", answered);
  json_builder_end_object (json);
}

/* try KEY [QUESTION=VALUE]…: the way that these answers take. Leaves no answer. */
static gboolean
run_try (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = load_form (conn, call, error);
  g_autoptr (CltFlow) flow = form == NULL ? NULL : clt_flow_new (form, NULL, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) lacks = NULL;

  for (int i = 1; flow != NULL && i < call->common.n_rest; i++)
    if (!answer (flow, form, call->common.rest[i], error))
      return FALSE;
  if (flow == NULL)
    return FALSE;
  json_builder_begin_array (json);
  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    if (call->common.json)
      build_stop (json, form->questions->pdata[i], clt_flow_is_answered (flow, i));
    else
      print_stop (flow, form->questions->pdata[i], i);
  json_builder_end_array (json);
  if (call->common.json)
    clt_cli_print_json (json);
  else if (!clt_flow_check (flow, NULL, &lacks))
    clt_cli_print ("%s", lacks->message);
  return TRUE;
}

/* ---- questionnaires ------------------------------------------------------------------------ */

/* preset [PRESET]…; without a name all that are missing. */
static gboolean
run_preset (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;

  for (int i = 0; i < call->common.n_rest; i++)
    if (clt_questionnaire_add_preset (conn, call->common.rest[i], NULL, error) == 0)
      return FALSE;
  return call->common.n_rest > 0 || clt_questionnaire_add_missing_presets (conn, NULL, error);
}

static gboolean
run_new (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltQuestionnaire) questionnaire =
    clt_questionnaire_new (call->common.rest[0], call->common.rest[1],
                           call->occasion == NULL ? "plain" : call->occasion);

  return clt_questionnaire_create (conn, questionnaire, error) != 0;
}

static gboolean
run_copy (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);

  return id != 0 &&
         clt_questionnaire_copy (conn, id, call->common.rest[1], call->common.rest[2], error) != 0;
}

/* archive KEY, restore KEY */
static gboolean
run_archive (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);

  return id != 0 &&
         clt_questionnaire_set_archived (conn, id, g_str_equal (call->common.args[1], "archive"),
                                         error);
}

static gboolean
run_draft (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);

  return id != 0 && clt_questionnaire_open_draft (conn, id, error) != 0;
}

static gboolean
run_discard (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);

  return id != 0 && clt_questionnaire_discard_draft (conn, id, error);
}

/* ---- drafts -------------------------------------------------------------------------------- */

static CltForm *
open_draft (CltConn *conn, const Call *call, GError **error)
{
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);
  gint64 version = id == 0 ? 0 : clt_questionnaire_open_draft (conn, id, error);

  return version == 0 ? NULL : clt_form_load (conn, version, error);
}

/* (transfer none) (nullable) */
static CltQuestion *
find_question (const CltForm *form, const char *key, GError **error)
{
  CltQuestion *question = clt_form_find_question (form, key);

  if (question == NULL)
    clt_store_refuse (error, _ ("There is no question “%s”. Nothing was changed."), key);
  return question;
}

static gboolean
run_publish (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);
  g_autoptr (CltQuestionnaire) head = id == 0 ? NULL : clt_questionnaire_load (conn, id, error);
  g_autoptr (CltForm) form = NULL;

  if (head == NULL)
    return FALSE;
  if (!head->has_draft)
    return clt_store_refuse (error, _ ("“%s” has no draft to publish. Nothing was changed."),
                             head->name);
  form = open_draft (conn, data, error);
  return form != NULL && clt_form_publish (conn, form, error);
}

/* NAME=VALUE from the @first argument on, each to @set. */
typedef gboolean (*SetFunc) (gpointer object, const char *name, const char *value, GError **error);

static gboolean
set_all (const Call *call, int first, SetFunc set, gpointer object, GError **error)
{
  for (int i = first; i < call->common.n_rest; i++)
    {
      const char *text = call->common.rest[i];
      const char *equals = strchr (text, '=');
      g_autofree char *name = equals == NULL ? g_strdup (text) : g_strndup (text, equals - text);

      if (!set (object, name, equals == NULL ? "" : equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_question_field (gpointer question, const char *name, const char *value, GError **error)
{
  return clt_question_set_field (question, name, value, error);
}

/* add KEY QUESTION TYPE TEXT [FIELD=VALUE]… */
static gboolean
run_add (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = open_draft (conn, call, error);
  CltQuestionType type;
  CltQuestion *question;

  if (form == NULL)
    return FALSE;
  if (!clt_question_type_from_name (call->common.rest[2], &type))
    return clt_store_refuse (error, _ ("“%s” of “%s” is no type of question. Nothing was changed."),
                             call->common.rest[2], call->common.rest[1]);
  question = clt_question_new (call->common.rest[1], type, call->common.rest[3]);
  clt_form_insert_question (form, form->questions->len, question);
  return set_all (call, 4, set_question_field, question, error) &&
         clt_form_save (conn, form, error);
}

/* set KEY QUESTION FIELD=VALUE… */
static gboolean
run_set (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = open_draft (conn, call, error);
  CltQuestion *question = form == NULL ? NULL : find_question (form, call->common.rest[1], error);

  if (question == NULL || !set_all (call, 2, set_question_field, question, error))
    return FALSE;
  clt_form_follow_key (form, call->common.rest[1], question->key);
  return clt_form_save (conn, form, error);
}

static gboolean
run_remove (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = open_draft (conn, call, error);

  return form != NULL && find_question (form, call->common.rest[1], error) != NULL &&
         clt_form_remove_question (form, call->common.rest[1]) && clt_form_save (conn, form, error);
}

/* move KEY QUESTION PLACE, from 1. */
static gboolean
run_move (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = open_draft (conn, call, error);
  gint64 place;

  if (form == NULL || find_question (form, call->common.rest[1], error) == NULL)
    return FALSE;
  if (clt_value_parse_integer (call->common.rest[2], strlen (call->common.rest[2]), &place) !=
        CLT_VALUE_OK ||
      place < 1)
    return clt_store_refuse (error, _ ("“%s” is no number. Nothing was changed."),
                             call->common.rest[2]);
  return clt_form_move_question (form, call->common.rest[1], (guint) MIN (place, G_MAXINT16) - 1) &&
         clt_form_save (conn, form, error);
}

typedef struct
{
  CltQuestionnaire *head;
  CltForm *form; /* NULL until a field of the version is changed */
  CltConn *conn;
} Edit;

static gboolean
set_head (gpointer data, const char *name, const char *value, GError **error)
{
  Edit *edit = data;
  CltQuestionnaire *head = edit->head;
  const gboolean words = g_str_equal (name, "greeting") || g_str_equal (name, "closing");
  gint64 version;

  if (words && edit->form == NULL)
    {
      version = clt_questionnaire_open_draft (edit->conn, head->id, error);
      if (version == 0 || (edit->form = clt_form_load (edit->conn, version, error)) == NULL)
        return FALSE;
    }
  if (words)
    clt_set_str (g_str_equal (name, "greeting") ? &edit->form->greeting : &edit->form->closing,
                 value);
  else if (g_str_equal (name, "name"))
    clt_set_str (&head->name, value);
  else if (g_str_equal (name, "key"))
    clt_set_str (&head->key, value);
  else if (g_str_equal (name, "occasion"))
    clt_set_str (&head->occasion, value);
  else
    return clt_store_refuse (
      error, _ ("“%s=%s” is not FIELD=VALUE of a questionnaire. Nothing was changed."), name,
      value);
  return TRUE;
}

/* edit KEY FIELD=VALUE… */
static gboolean
run_edit (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_questionnaire_find (conn, call->common.rest[0], error);
  g_autoptr (CltQuestionnaire) head = id == 0 ? NULL : clt_questionnaire_load (conn, id, error);
  Edit edit = { head, NULL, conn };
  gboolean done = head != NULL && set_all (call, 1, set_head, &edit, error) &&
                  clt_questionnaire_save (conn, head, error) &&
                  (edit.form == NULL || clt_form_save (conn, edit.form, error));

  g_clear_pointer (&edit.form, clt_form_free);
  return done;
}

static gboolean
set_dimension (gpointer data, const char *name, const char *value, GError **error)
{
  CltForm *form = data;
  gint64 weight;

  if (clt_value_parse_integer (value, strlen (value), &weight) != CLT_VALUE_OK || weight < 0 ||
      weight > 100)
    return clt_store_refuse (error,
                             _ ("The weight of “%s” is a percentage from 0 to 100. "
                                "Nothing was changed."),
                             name);
  g_ptr_array_add (form->dimensions, clt_dimension_new (name, (int) weight));
  return TRUE;
}

/* dimensions KEY [NAME=WEIGHT]…: all of them anew. */
static gboolean
run_dimensions (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltForm) form = open_draft (conn, call, error);

  if (form == NULL)
    return FALSE;
  g_ptr_array_set_size (form->dimensions, 0);
  return set_all (call, 1, set_dimension, form, error) && clt_form_save (conn, form, error);
}

/* ---- files --------------------------------------------------------------------------------- */

/* .json, .html or .pdf */
static gboolean
run_export (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  const CltExportOptions options = { .path = call->common.rest[1], .who = call->common.who };
  gint64 client = call->client == NULL ? 0 : clt_client_find (conn, call->client, error);
  g_autoptr (CltForm) form = NULL;

  if (call->client != NULL && client == 0)
    return FALSE;
  form = load_form (conn, call, error);
  return form != NULL && clt_export_questionnaire (conn, form->version_id, client, &options, error);
}

static gboolean
run_import (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!g_file_get_contents (call->common.rest[0], &text, NULL, error))
    return FALSE;
  if (g_utf8_validate (text, -1, NULL))
    node = json_from_string (text, NULL); /* what is no JSON is no questionnaire */
  return clt_questionnaire_import (conn, node, C_ ("starter questionnaires", "en"), error) != 0;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, run_list },
  { "show", 1, 1, NULL, run_show },
  { "outline", 1, 1, NULL, run_outline },
  { "check", 1, 1, NULL, run_check },
  { "changes", 1, 1, NULL, run_changes },
  { "try", 1, G_MAXINT, NULL, run_try },
  { "preset", 0, G_MAXINT, "questionnaire.preset", run_preset },
  { "new", 2, 2, "questionnaire.create", run_new },
  { "copy", 3, 3, "questionnaire.create", run_copy },
  { "edit", 2, G_MAXINT, "questionnaire.edit", run_edit },
  { "draft", 1, 1, "questionnaire.draft", run_draft },
  { "discard", 1, 1, "questionnaire.discard", run_discard },
  { "publish", 1, 1, "questionnaire.publish", run_publish },
  { "archive", 1, 1, "questionnaire.archive", run_archive },
  { "restore", 1, 1, "questionnaire.edit", run_archive },
  { "add", 4, G_MAXINT, "question.add", run_add },
  { "set", 3, G_MAXINT, "question.edit", run_set },
  { "remove", 2, 2, "question.remove", run_remove },
  { "move", 3, 3, "question.move", run_move },
  { "dimensions", 1, G_MAXINT, "questionnaire.edit", run_dimensions },
  { "export", 2, 2, NULL, run_export, NULL, TRUE },
  { "import", 1, 1, "questionnaire.import", run_import },
  { NULL },
};

int
clt_cmd_questionnaire (int argc, char **argv)
{
  Call call = { 0 };
  const GOptionEntry entries[] = {
    { "archived", 0, 0, G_OPTION_ARG_NONE, &call.archived, N_ ("Also what is in the archive"),
      NULL },
    { "version", 0, 0, G_OPTION_ARG_INT, &call.version,
      N_ ("That version; without it the newest, also a draft"), "N" },
    { "occasion", 0, 0, G_OPTION_ARG_STRING, &call.occasion,
      N_ ("Of new: when it is put, such as new-account"), "OCCASION" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &call.client,
      N_ ("Of a .pdf: filled in for this client as far as may be"), "ACCOUNT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, G_MAXINT, &call.common))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&call.common, verbs, &call);
}
