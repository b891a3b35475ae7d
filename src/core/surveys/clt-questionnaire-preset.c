/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-resource.h"
#include "core/surveys/clt-questionnaire.h"

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

gint64
clt_questionnaire_add_preset (CltConn *conn,
                              const char *preset,
                              const char *language,
                              GError **error)
{
  g_autoptr (JsonNode) root = clt_resource_load_json (STARTER, error);
  JsonNode *node = root == NULL ? NULL : find_preset (root, preset);
  g_autoptr (CltForm) form = NULL;
  gint64 n, version;

  if (root == NULL || !clt_conn_get_int (conn, &n, 0, error,
                                         "SELECT count(*) FROM questionnaire WHERE key = ?"
                                         " COLLATE NOCASE",
                                         "t", preset))
    return 0;
  if (node == NULL)
    {
      g_autofree char *known = g_strjoinv (" ", (char **) clt_questionnaire_presets);

      clt_store_refuse (error,
                        /* Translators: what was typed, and the words that may be. */
                        _ ("“%s” is none of the questionnaires that come with the program; there "
                           "are: %s. Nothing was changed."),
                        preset, known);
      return 0;
    }
  if (n > 0)
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
                   _ ("There is a questionnaire “%s” already. Nothing was changed."), preset);
      return 0;
    }
  if (language == NULL)
    /* Translators: the language of the starter questionnaires’ texts, "en" or "zh_CN". */
    language = C_ ("starter questionnaires", "en");
  version = clt_questionnaire_import (conn, node, language, error);
  form = version == 0 ? NULL : clt_form_load (conn, version, error);
  return form != NULL && clt_form_publish (conn, form, error) ? form->questionnaire_id : 0;
}
