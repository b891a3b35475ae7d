/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire.h"

/* ---- writing ------------------------------------------------------------------------------- */

/* What a member is when it is left out is not written. */
static void
add_text (JsonObject *object, const char *name, const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (object, name, text);
}

static void
add_flag (JsonObject *object, const char *name, gboolean flag)
{
  if (flag)
    json_object_set_boolean_member (object, name, TRUE);
}

static void
add_limit (JsonObject *object, const char *name, double limit)
{
  if (isnan (limit))
    return;
  if (limit == floor (limit))
    json_object_set_int_member (object, name, (gint64) limit);
  else
    json_object_set_double_member (object, name, limit);
}

static void
add_options (JsonObject *object, const char *name, const GPtrArray *options)
{
  JsonArray *array;

  if (options->len == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < options->len; i++)
    {
      const CltOption *option = options->pdata[i];
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "code", option->code);
      json_object_set_string_member (member, "label", option->label);
      add_flag (member, "exclusive", option->exclusive);
      add_flag (member, "open", option->open);
      json_array_add_object_element (array, member);
    }
  json_object_set_array_member (object, name, array);
}

static JsonObject *
build_question (const CltQuestion *question)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "key", question->key);
  json_object_set_string_member (object, "type", clt_question_type_get_name (question->type));
  json_object_set_string_member (object, "text", question->text);
  add_text (object, "help", question->help);
  add_flag (object, "required", question->required);
  add_limit (object, "low", question->low);
  add_limit (object, "high", question->high);
  add_text (object, "low_label", question->low_label);
  add_text (object, "high_label", question->high_label);
  add_flag (object, "reverse", question->reverse);
  add_text (object, "dimension", question->dimension);
  add_text (object, "condition", question->condition);
  add_flag (object, "identity", question->identity);
  add_text (object, "bad", question->bad);
  add_options (object, "options", question->options);
  add_options (object, "lines", question->lines);
  return object;
}

JsonNode *
clt_form_to_json (const CltQuestionnaire *questionnaire, const CltForm *form)
{
  JsonObject *object = json_object_new ();
  JsonArray *dimensions = json_array_new (), *questions = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "key", questionnaire->key);
  json_object_set_string_member (object, "name", questionnaire->name);
  json_object_set_string_member (object, "occasion", questionnaire->occasion);
  json_object_set_int_member (object, "version", form->number);
  json_object_set_string_member (object, "state", clt_form_state_get_name (form->state));
  json_object_set_string_member (object, "greeting", form->greeting);
  json_object_set_string_member (object, "closing", form->closing);
  for (guint i = 0; i < form->dimensions->len; i++)
    {
      const CltDimension *dimension = form->dimensions->pdata[i];
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "name", dimension->name);
      json_object_set_int_member (member, "weight", dimension->weight);
      json_array_add_object_element (dimensions, member);
    }
  json_object_set_array_member (object, "dimensions", dimensions);
  for (guint i = 0; i < form->questions->len; i++)
    json_array_add_object_element (questions, build_question (form->questions->pdata[i]));
  json_object_set_array_member (object, "questions", questions);
  json_node_take_object (node, object);
  return node;
}

/* ---- reading ------------------------------------------------------------------------------- */

/* What has gone wrong is kept until the end: a file is refused once, with its first fault. */
typedef struct
{
  const char *language;
  const char *where; /* key of the question that is being read */
  GError *error;
} Reader;

G_GNUC_PRINTF (2, 3)
static void
fail (Reader *reader, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  if (reader->error != NULL)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  clt_store_refuse (&reader->error, "%s", message);
}

static void
fail_member (Reader *reader, const char *name)
{
  fail (
    reader,
    /* Translators: the name of a member of a JSON object, and the key of a question or nothing. */
    _ ("“%s” of “%s” is not what a questionnaire has there. Nothing was changed."), name,
    reader->where);
}

/* A text, or one in several languages. Never NULL; "" when there is none. */
static const char *
read_text (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    node = json_object_get_member (json_node_get_object (node), reader->language);
  else if (node == NULL)
    return "";
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  fail_member (reader, name);
  return "";
}

static gboolean
read_flag (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  fail_member (reader, name);
  return FALSE;
}

static double
read_number (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NAN;
  if (JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_INT64 ||
                                       json_node_get_value_type (node) == G_TYPE_DOUBLE))
    return json_node_get_double (node);
  fail_member (reader, name);
  return NAN;
}

/* The objects of an array. (transfer container) */
static GPtrArray *
read_objects (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  GPtrArray *objects = g_ptr_array_new ();
  JsonArray *array;

  if (node == NULL)
    return objects;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      fail_member (reader, name);
      return objects;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *member = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (member))
        g_ptr_array_add (objects, json_node_get_object (member));
      else
        fail_member (reader, name);
    }
  return objects;
}

static void
read_options (Reader *reader, JsonObject *object, const char *name, GPtrArray *options)
{
  g_autoptr (GPtrArray) objects = read_objects (reader, object, name);

  for (guint i = 0; i < objects->len; i++)
    {
      CltOption *option = clt_option_new (read_text (reader, objects->pdata[i], "code"),
                                          read_text (reader, objects->pdata[i], "label"));

      option->exclusive = read_flag (reader, objects->pdata[i], "exclusive");
      option->open = read_flag (reader, objects->pdata[i], "open");
      g_ptr_array_add (options, option);
    }
}

static CltQuestion *
read_question (Reader *reader, JsonObject *object)
{
  const char *type_name = read_text (reader, object, "type");
  CltQuestionType type = CLT_QUESTION_INFO;
  CltQuestion *question;

  reader->where = read_text (reader, object, "key");
  if (!clt_question_type_from_name (type_name, &type))
    fail (reader, _ ("“%s” of “%s” is no type of question. Nothing was changed."), type_name,
          reader->where);
  question = clt_question_new (reader->where, type, read_text (reader, object, "text"));
  clt_set_str (&question->help, read_text (reader, object, "help"));
  question->required = read_flag (reader, object, "required");
  question->low = read_number (reader, object, "low");
  question->high = read_number (reader, object, "high");
  clt_set_str (&question->low_label, read_text (reader, object, "low_label"));
  clt_set_str (&question->high_label, read_text (reader, object, "high_label"));
  question->reverse = read_flag (reader, object, "reverse");
  clt_set_str (&question->dimension, read_text (reader, object, "dimension"));
  clt_set_str (&question->condition, read_text (reader, object, "condition"));
  question->identity = read_flag (reader, object, "identity");
  clt_set_str (&question->bad, read_text (reader, object, "bad"));
  read_options (reader, object, "options", question->options);
  read_options (reader, object, "lines", question->lines);
  return question;
}

static void
read_form (Reader *reader, JsonObject *object, CltForm *form)
{
  g_autoptr (GPtrArray) dimensions = read_objects (reader, object, "dimensions");
  g_autoptr (GPtrArray) questions = read_objects (reader, object, "questions");

  clt_set_str (&form->greeting, read_text (reader, object, "greeting"));
  clt_set_str (&form->closing, read_text (reader, object, "closing"));
  for (guint i = 0; i < dimensions->len; i++)
    {
      const double weight = read_number (reader, dimensions->pdata[i], "weight");

      g_ptr_array_add (form->dimensions,
                       clt_dimension_new (read_text (reader, dimensions->pdata[i], "name"),
                                          weight >= 0 && weight <= 100 ? (int) weight : -1));
    }
  for (guint i = 0; i < questions->len; i++)
    g_ptr_array_add (form->questions, read_question (reader, questions->pdata[i]));
}

CltForm *
clt_form_from_json (JsonNode *node,
                    const char *language,
                    CltQuestionnaire **questionnaire,
                    GError **error)
{
  g_autoptr (CltForm) form = clt_form_new ();
  g_autoptr (CltQuestionnaire) head = NULL;
  Reader reader = { .language = language, .where = "" };
  JsonObject *object;
  const char *occasion;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) ||
      !json_object_has_member (json_node_get_object (node), "questions"))
    {
      clt_store_refuse (error, "%s", _ ("This is no questionnaire. Nothing was changed."));
      return NULL;
    }
  object = json_node_get_object (node);
  occasion = read_text (&reader, object, "occasion");
  head =
    clt_questionnaire_new (read_text (&reader, object, "key"), read_text (&reader, object, "name"),
                           *occasion == '\0' ? "plain" : occasion);
  read_form (&reader, object, form);
  if (reader.error != NULL)
    {
      g_propagate_error (error, reader.error);
      return NULL;
    }
  if (!clt_form_validate (form, error))
    return NULL;
  *questionnaire = g_steal_pointer (&head);
  return g_steal_pointer (&form);
}

/* ---- storing ------------------------------------------------------------------------------- */

/* @form takes the place of all that the draft has. */
static gint64
replace_draft (CltConn *conn, gint64 id, CltForm *form, GError **error)
{
  gint64 version = clt_questionnaire_open_draft (conn, id, error);
  g_autoptr (CltForm) draft = version == 0 ? NULL : clt_form_load (conn, version, error);

  if (draft == NULL)
    return 0;
  form->version_id = version;
  form->questionnaire_id = id;
  form->number = draft->number;
  return clt_form_save (conn, form, error) ? version : 0;
}

gint64
clt_questionnaire_import (CltConn *conn, JsonNode *node, const char *language, GError **error)
{
  g_autoptr (CltQuestionnaire) questionnaire = NULL;
  g_autoptr (CltForm) form = clt_form_from_json (node, language, &questionnaire, error);
  gint64 id;

  if (form == NULL ||
      !clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM questionnaire WHERE key = ? COLLATE NOCASE", "t",
                         questionnaire->key))
    return 0;
  if (id != 0)
    return replace_draft (conn, id, form, error);
  if (!clt_questionnaire_save (conn, questionnaire, error))
    return 0;
  form->questionnaire_id = questionnaire->id;
  return clt_form_save (conn, form, error) ? form->version_id : 0;
}
