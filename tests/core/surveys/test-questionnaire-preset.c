/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-template.h"
#include "core/surveys/clt-flow-check.h"
#include "core/surveys/clt-flow.h"

#include "../clients/branch-fixture.h"

static gboolean
has_chinese (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

static CltForm *
add_preset (Branch *branch, const char *preset, const char *language)
{
  g_autoptr (GError) error = NULL;
  gint64 id = clt_questionnaire_add_preset (branch->conn, preset, language, &error);
  CltForm *form;

  g_assert_no_error (error);
  form =
    clt_form_load (branch->conn, clt_questionnaire_get_version (branch->conn, id, &error), &error);
  g_assert_no_error (error);
  return form;
}

/* Every preset is sound, published, in one language and with placeholders that are known. */
static void
test_presets (Branch *branch, gconstpointer language)
{
  const gboolean chinese = g_str_equal (language, "zh_CN");

  branch_begin (branch);
  for (guint i = 0; clt_questionnaire_presets[i] != NULL; i++)
    {
      g_autoptr (CltForm) form = add_preset (branch, clt_questionnaire_presets[i], language);
      g_autoptr (GPtrArray) faults = clt_form_check (form);
      g_autoptr (GError) error = NULL;
      guint64 n = 0;
      gint64 id;

      g_assert_cmpint (form->state, ==, CLT_FORM_PUBLISHED);
      g_assert_cmpuint (faults->len, ==, 0);
      g_assert_true (clt_form_count_paths (form, &n) && n >= 1);
      g_assert_true (clt_template_check (form->greeting, &error));
      g_assert_cmpint (has_chinese (form->greeting), ==, chinese);
      for (guint k = 0; k < form->questions->len; k++)
        {
          const CltQuestion *question = form->questions->pdata[k];

          g_assert_cmpint (has_chinese (question->text), ==, chinese);
          g_assert_true (clt_template_check (question->text, &error));
          for (guint m = 0; m < question->options->len; m++)
            g_assert_cmpint (has_chinese (((CltOption *) question->options->pdata[m])->label), ==,
                             chinese);
          if (*question->dimension != '\0')
            g_assert_cmpint (has_chinese (question->dimension), ==, chinese);
        }
      g_assert_true (
        clt_questionnaire_for_occasion (branch->conn, clt_questionnaire_presets[i], &id, &error));
      g_assert_cmpint (id, ==, form->questionnaire_id);
      g_assert_cmpint (clt_questionnaire_add_preset (branch->conn, clt_questionnaire_presets[i],
                                                     language, &error),
                       ==, 0);
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS);
    }
  branch_commit (branch);
}

/* The script of a new account: identity first; which answers call compliance. */
static void
test_new_account (Branch *branch, gconstpointer unused)
{
  static const struct
  {
    const char *key, *bad;
  } scripted[] = { { "opened-self", "no" }, { "risks-told", "no" }, { "only-self", "no" },
                   { "promise", "yes" },    { "password", "" },     { "statement", "" },
                   { "contact", "" },       { "satisfaction", "" }, { "nps", "" },
                   { "comment", "" } };
  g_autoptr (CltForm) form = NULL;
  g_autoptr (CltFlow) flow = NULL;
  const CltQuestion *first;
  int last = 0;

  branch_begin (branch);
  form = add_preset (branch, "new-account", "en");
  branch_commit (branch);
  flow = clt_flow_new (form, NULL, NULL);
  first = form->questions->pdata[clt_flow_get_first (flow)];
  g_assert_true (first->identity && first->required);
  for (guint i = 0; i < G_N_ELEMENTS (scripted); i++)
    {
      const int index = clt_form_index_of (form, scripted[i].key);

      g_assert_cmpint (index, >, last);
      g_assert_cmpstr (clt_form_find_question (form, scripted[i].key)->bad, ==, scripted[i].bad);
      g_assert_false (clt_flow_is_relevant (flow, index));
      last = index;
    }

  /* somebody else: nothing is asked of him */
  g_assert_true (clt_flow_answer (flow, 0, "", "no", NULL, NULL));
  g_assert_cmpint (clt_flow_get_next (flow, 0), ==, -1);
  g_assert_true (clt_flow_answer (flow, 0, "", "yes", NULL, NULL));
  g_assert_cmpint (clt_flow_get_next (flow, 0), ==, clt_form_index_of (form, "opened-self"));
  g_assert_false (clt_flow_is_relevant (flow, clt_form_index_of (form, "promise-who")));
  g_assert_true (
    clt_flow_answer (flow, clt_form_index_of (form, "promise"), "", "yes", NULL, NULL));
  g_assert_true (clt_flow_is_relevant (flow, clt_form_index_of (form, "promise-who")));
}

static void
test_satisfaction (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltForm) form = NULL;
  int sum = 0;

  branch_begin (branch);
  form = add_preset (branch, "satisfaction", "zh_CN");
  branch_commit (branch);
  g_assert_cmpuint (form->dimensions->len, ==, 5);
  for (guint i = 0; i < form->dimensions->len; i++)
    sum += ((CltDimension *) form->dimensions->pdata[i])->weight;
  g_assert_cmpint (sum, ==, 100);
}

/* What is written to a file is read back as the same, and goes over what there is as a draft. */
static void
test_json (Branch *branch, gconstpointer unused)
{
  branch_begin (branch);
  for (guint i = 0; clt_questionnaire_presets[i] != NULL; i++)
    {
      g_autoptr (CltForm) form = add_preset (branch, clt_questionnaire_presets[i], "zh_CN");
      g_autoptr (GError) error = NULL;
      g_autoptr (CltQuestionnaire) head =
        clt_questionnaire_load (branch->conn, form->questionnaire_id, &error);
      g_autoptr (JsonNode) node = clt_form_to_json (head, form), again_node = NULL;
      g_autofree char *text = json_to_string (node, TRUE), *same = NULL;
      g_autoptr (JsonNode) parsed = json_from_string (text, &error);
      g_autoptr (CltQuestionnaire) again_head = NULL;
      g_autoptr (CltForm) again = clt_form_from_json (parsed, "en", &again_head, &error);

      g_assert_no_error (error);
      again->number = form->number;
      again->state = form->state;
      again_node = clt_form_to_json (again_head, again);
      same = json_to_string (again_node, TRUE);
      g_assert_cmpstr (text, ==, same);
      g_assert_cmpint (clt_questionnaire_import (branch->conn, parsed, "en", &error), !=,
                       form->version_id);
      g_assert_no_error (error);
    }
  branch_commit (branch);
}

static void
test_hostile_json (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "3",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":3}",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":[3]}",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":[{\"key\":\"q\",\"type\":\"song\"}]}",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":[{\"key\":\"q\",\"type\":\"text\",\"high\":\"x\"}]"
    "}",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":[{\"key\":\"q\",\"type\":[],\"text\":\"x\"}]}",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":[{\"key\":\"q r\",\"type\":\"text\"}]}",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":[{\"key\":\"q\",\"type\":\"choice\","
    "\"options\":[{\"code\":null}]}]}",
    "{\"key\":\"a\",\"name\":{\"fr\":\"A\"},\"questions\":[]}",
    "{\"key\":\"a\",\"name\":\"A\",\"questions\":[],\"dimensions\":[{\"name\":\"x\",\"weight\":1e9}"
    "]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (texts[i], NULL);
      g_autoptr (CltQuestionnaire) head = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (clt_form_from_json (node, "en", &head, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
      g_assert_null (head);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func)                                                                      \
  g_test_add ("/surveys/preset/" path, Branch, data, branch_set_up, func, branch_tear_down)
  ADD ("en", "en", test_presets);
  ADD ("zh_CN", "zh_CN", test_presets);
  ADD ("new-account", NULL, test_new_account);
  ADD ("satisfaction", NULL, test_satisfaction);
  ADD ("json", NULL, test_json);
  g_test_add_func ("/surveys/preset/hostile-json", test_hostile_json);
  return g_test_run ();
}
