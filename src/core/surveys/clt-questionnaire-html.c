/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as one page that needs nothing else: no server, no network. Conditions go along as trees, so
 * that only this program reads expressions. */

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-resource.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-template.h"
#include "core/surveys/clt-flow-private.h"

#define PAGE "/io/github/clientele/Clientele/surveys/questionnaire-form.html"

static const char *
get_sign (CltTestOperator op)
{
  static const char *const signs[CLT_N_TEST_OPERATORS] = {
    "=", "!=", "<", "<=", ">", ">=", "has", "is answered", "is blank", "is refused", "is unknown"
  };

  return signs[op];
}

static JsonNode *
build_condition (const CltCondition *condition)
{
  static const char *const names[] = { [CLT_CONDITION_AND] = "and", [CLT_CONDITION_OR] = "or" };
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object;

  if (condition->kind == CLT_CONDITION_ALWAYS)
    return json_node_init_null (node);
  object = json_object_new ();
  if (condition->kind == CLT_CONDITION_TEST)
    {
      const CltTest *test = condition->test;

      json_object_set_string_member (object, "key", test->key);
      json_object_set_string_member (object, "part", test->part);
      json_object_set_string_member (object, "test", get_sign (test->op));
      json_object_set_string_member (object, "value", test->value);
    }
  else if (condition->kind == CLT_CONDITION_NOT)
    json_object_set_member (object, "not", build_condition (condition->left));
  else
    {
      JsonArray *both = json_array_new ();

      json_array_add_element (both, build_condition (condition->left));
      json_array_add_element (both, build_condition (condition->right));
      json_object_set_array_member (object, names[condition->kind], both);
    }
  json_node_take_object (node, object);
  return node;
}

static JsonObject *
build_words (void)
{
  const char *const words[][2] = {
    { "yes", C_ ("answer", "Yes") },
    { "no", C_ ("answer", "No") },
    { "other", C_ ("answer", "In words") },
    { "refused", _ ("I would rather not say") },
    { "unknown", _ ("I do not know") },
    { "required", _ ("Please answer this question.") },
    { "lines", _ ("Please answer in each line.") },
    /* Translators: %s is the label of an option. */
    { "alone", _ ("“%s” stands alone: please take the other answers away.") },
    { "fewest", _ ("Please choose at least %s.") },
    { "most", _ ("Please choose at most %s.") },
    { "ranks", _ ("Please give the ranks from 1 on, each once.") },
    { "number", _ ("Please give a number.") },
    { "limits", _ ("This lies outside what can be answered.") },
    { "long", _ ("Please use at most %s characters.") },
    { "finish", _ ("Finish") },
    { "what",
      _ ("Your answers have not been sent yet. Please save them and send the file to us.") },
    { "save", _ ("Save the Answers") },
    { "again", _ ("Another Form") },
  };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    json_object_set_string_member (object, words[i][0], words[i][1]);
  return object;
}

/* @reason: a whole sentence. */
static gboolean
refuse_words (const char *words, const char *reason, GError **error)
{
  return clt_store_refuse (error,
                           /* Translators: words of a questionnaire, then a sentence that says which
                            * placeholder of them cannot be filled. */
                           _ ("“%s” cannot stand on a web page: %s Nothing was exported; write it"
                              " without the placeholder, or print the form, which leaves a gap"
                              " there."),
                           words, reason);
}

/* Nobody is known by name who opens the page: what needs a client is refused. */
static gboolean
fill_member (CltConn *conn, JsonObject *object, const char *name, CltDay day, GError **error)
{
  const char *words = json_object_get_string_member (object, name);
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = clt_template_fill_public (conn, words, CLT_TIER_UNRATED, day, &reason);

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else if (g_error_matches (reason, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    refuse_words (words, reason->message, error);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return text != NULL;
}

static gboolean
complete_question (CltConn *conn,
                   const CltQuestion *question,
                   JsonObject *object,
                   CltDay day,
                   GError **error)
{
  g_autoptr (CltCondition) condition = clt_condition_parse (question->condition, NULL, error);
  int low, high;

  if (condition == NULL || !fill_member (conn, object, "text", day, error))
    return FALSE;
  json_object_set_member (object, "when", build_condition (condition));
  /* notes for who asks, and what calls compliance, are nobody else's business */
  json_object_remove_member (object, "condition");
  json_object_remove_member (object, "help");
  json_object_remove_member (object, "bad");
  if (clt_question_get_scale (question, &low, &high))
    {
      json_object_set_int_member (object, "first", low);
      json_object_set_int_member (object, "last", high);
    }
  return TRUE;
}

/* For a script element: nothing in it may end that. (transfer full) */
static char *
dup_embedded (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);
  GString *safe = g_string_new (text);

  g_string_replace (safe, "&", "\\u0026", 0);
  g_string_replace (safe, "<", "\\u003c", 0);
  g_string_replace (safe, ">", "\\u003e", 0);
  return g_string_free (safe, FALSE);
}

char *
clt_form_to_html (CltConn *conn,
                  const CltQuestionnaire *questionnaire,
                  const CltForm *form,
                  gint64 survey_id,
                  CltDay day,
                  GError **error)
{
  g_autoptr (GBytes) page = clt_resource_load (PAGE, error);
  g_autoptr (JsonNode) node = clt_form_to_json (questionnaire, form);
  JsonObject *object = json_node_get_object (node);
  JsonArray *questions = json_object_get_array_member (object, "questions");
  g_autofree char *title = g_markup_escape_text (questionnaire->name, -1), *data = NULL;
  GString *html;

  if (page == NULL || !fill_member (conn, object, "greeting", day, error) ||
      !fill_member (conn, object, "closing", day, error))
    return NULL;
  for (guint i = 0; i < form->questions->len; i++)
    if (!complete_question (conn, form->questions->pdata[i],
                            json_array_get_object_element (questions, i), day, error))
      return NULL;
  json_object_set_object_member (object, "words", build_words ());
  if (survey_id != 0)
    json_object_set_int_member (object, "survey", survey_id);
  data = dup_embedded (node);
  html = g_string_new_len (g_bytes_get_data (page, NULL), (gssize) g_bytes_get_size (page));
  /* Translators: the language of the program as web pages name it, such as "en" or "zh-CN". */
  g_string_replace (html, "@LANG@", C_ ("web page", "en"), 1);
  g_string_replace (html, "@TITLE@", title, 1);
  g_string_replace (html, "@FORM@", data, 1);
  return g_string_free (html, FALSE);
}
