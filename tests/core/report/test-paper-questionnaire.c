/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-paper.h"
#include "core/rules/clt-settings.h"
#include "core/surveys/clt-questionnaire.h"

#include "../clients/branch-fixture.h"

static const CltExportOptions options = { .who = "tester" };

static gint64
add_preset (Branch *branch, const char *preset)
{
  g_autoptr (GError) error = NULL;
  gint64 id, version;

  branch_begin (branch);
  id = clt_questionnaire_add_preset (branch->conn, preset, "zh_CN", &error);
  g_assert_no_error (error);
  version = clt_questionnaire_get_version (branch->conn, id, &error);
  branch_commit (branch);
  return version;
}

/* Every preset, blank: on A4 few pages, on small paper more, none empty of what it is drawn with. */
static void
test_blank (Branch *branch, gconstpointer unused)
{
  for (guint i = 0; clt_questionnaire_presets[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CltPaper) paper =
        clt_paper_new_questionnaire (branch->conn,
                                     add_preset (branch, clt_questionnaire_presets[i]), 0, &options,
                                     &error);
      g_autoptr (GBytes) pdf = NULL;
      guint a4, small;

      g_assert_no_error (error);
      a4 = clt_paper_lay_out (paper, CLT_PAPER_SHORT_SIDE, CLT_PAPER_LONG_SIDE);
      small = clt_paper_lay_out (paper, CLT_PAPER_SHORT_SIDE / 2, CLT_PAPER_LONG_SIDE / 2);
      g_assert_cmpuint (a4, >=, 1);
      g_assert_cmpuint (a4, <=, 3);
      g_assert_cmpuint (small, >, a4);
      pdf = clt_paper_build_pdf (paper, &options, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (g_bytes_get_data (pdf, NULL), "%PDF"));
    }
}

/* A form of more questions than a page holds goes on, and each is drawn once. */
static void
test_long (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltQuestionnaire) head = clt_questionnaire_new ("long", "Long", "plain");
  g_autoptr (CltForm) form = clt_form_new ();
  g_autoptr (CltPaper) paper = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("q%d", i);

      g_ptr_array_add (form->questions, clt_question_new (key, CLT_QUESTION_TEXT, "Why?"));
    }
  branch_begin (branch);
  g_assert_true (clt_questionnaire_save (branch->conn, head, &error));
  form->questionnaire_id = head->id;
  g_assert_true (clt_form_save (branch->conn, form, &error));
  branch_commit (branch);
  paper = clt_paper_new_questionnaire (branch->conn, form->version_id, 0, &options, &error);
  g_assert_no_error (error);
  n = clt_paper_lay_out (paper, CLT_PAPER_SHORT_SIDE, CLT_PAPER_LONG_SIDE);
  g_assert_cmpuint (n, >=, 9); /* about ten questions a page */
  g_assert_cmpuint (n, <=, 16);
}

/* For a client his salutation stands in it; who is not in the file gets none. */
static void
test_prefilled (Branch *branch, gconstpointer unused)
{
  gint64 version = add_preset (branch, "new-account"), client;
  g_autoptr (CltPaper) paper = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  branch_begin (branch);
  client = branch_add_client (branch, "王小明", "00000001", 20200102);
  g_assert_true (clt_settings_set (branch->conn, "branch.name", "测试营业部", &error));
  branch_commit (branch);
  paper = clt_paper_new_questionnaire (branch->conn, version, client, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (clt_paper_lay_out (paper, CLT_PAPER_SHORT_SIDE, CLT_PAPER_LONG_SIDE), >=, 1);
  none = clt_paper_new_questionnaire (branch->conn, version, client + 1000, &options, &error);
  g_assert_null (none);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/report/paper-questionnaire/" path, Branch, NULL, branch_set_up, func,              \
              branch_tear_down)
  ADD ("blank", test_blank);
  ADD ("long", test_long);
  ADD ("prefilled", test_prefilled);
  return g_test_run ();
}
