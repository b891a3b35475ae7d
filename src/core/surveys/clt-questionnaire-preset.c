/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-resource.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire-edit.h"

/* That it is well-formed and sound is seen to by a test. */
#define STARTER "/io/github/clientele/Clientele/surveys/starter-questionnaires.json"

const char *const clt_questionnaire_presets[] = { "new-account", "sample",   "suitability",
                                                  "complaint",   "training", "satisfaction",
                                                  "nps",         NULL };

/* (transfer none) (nullable) */
static JsonNode *
find_preset (JsonNode *root, const char *preset)
{
  JsonArray *all = json_object_get_array_member (json_node_get_object (root), "questionnaires");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *object = json_array_get_object_element (all, i);

      if (g_str_equal (json_object_get_string_member (object, "key"), preset))
        return json_array_get_element (all, i);
    }
  return NULL;
}

/* (transfer none): the preset in @root; NULL: there is none, which is refused. */
static JsonNode *
get_preset (JsonNode *root, const char *preset, GError **error)
{
  JsonNode *node = find_preset (root, preset);
  g_autofree char *known = NULL;

  if (node != NULL)
    return node;
  known = g_strjoinv (" ", (char **) clt_questionnaire_presets);
  clt_store_refuse (error,
                    /* Translators: what was typed, and the words that may be. */
                    _ ("“%s” is none of the questionnaires that come with the program; there "
                       "are: %s. Nothing was changed."),
                    preset, known);
  return NULL;
}

static const char *
get_language (const char *language)
{
  /* Translators: the language of the starter questionnaires’ texts, "en" or "zh_CN". */
  return language != NULL ? language : C_ ("starter questionnaires", "en");
}

gint64
clt_questionnaire_add_preset (CltConn *conn,
                              const char *preset,
                              const char *language,
                              GError **error)
{
  g_autoptr (JsonNode) root = clt_resource_load_json (STARTER, error);
  JsonNode *node = root == NULL ? NULL : get_preset (root, preset, error);
  g_autoptr (CltForm) form = NULL;
  gint64 n, version;

  if (node == NULL || !clt_conn_get_int (conn, &n, 0, error,
                                         "SELECT count(*) FROM questionnaire WHERE key = ?"
                                         " COLLATE NOCASE",
                                         "t", preset))
    return 0;
  if (n > 0)
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
                   _ ("There is a questionnaire “%s” already. Nothing was changed."), preset);
      return 0;
    }
  version = clt_questionnaire_import (conn, node, get_language (language), error);
  form = version == 0 ? NULL : clt_form_load (conn, version, error);
  return form != NULL && clt_form_publish (conn, form, error) ? form->questionnaire_id : 0;
}

gint64
clt_questionnaire_draft_preset (CltConn *conn,
                                const char *preset,
                                const char *name,
                                const char *language,
                                GError **error)
{
  g_autoptr (JsonNode) root = clt_resource_load_json (STARTER, error);
  JsonNode *node = root == NULL ? NULL : get_preset (root, preset, error);
  g_autoptr (CltQuestionnaire) head = NULL;
  g_autoptr (CltForm) form =
    node == NULL ? NULL : clt_form_from_json (node, get_language (language), &head, error);
  g_autofree char *key = form == NULL ? NULL : clt_questionnaire_dup_free_key (conn, preset, error);

  if (key == NULL)
    return 0;
  clt_set_str (&head->key, key);
  if (*name != '\0')
    clt_set_str (&head->name, name);
  if (!clt_questionnaire_save (conn, head, error))
    return 0;
  form->questionnaire_id = head->id;
  return clt_form_save (conn, form, error) ? head->id : 0;
}

gboolean
clt_questionnaire_add_missing_presets (CltConn *conn, const char *language, GError **error)
{
  for (guint i = 0; clt_questionnaire_presets[i] != NULL; i++)
    {
      g_autoptr (GError) there = NULL;

      if (clt_questionnaire_add_preset (conn, clt_questionnaire_presets[i], language, &there) !=
            0 ||
          g_error_matches (there, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS))
        continue;
      g_propagate_error (error, g_steal_pointer (&there));
      return FALSE;
    }
  return TRUE;
}
