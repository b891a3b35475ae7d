/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the designer does, one action a change: each kind, what it meets that is gone, and undo. */
#include "core/surveys/clt-questionnaire-change.h"

#include "core/base/clt-text.h"

#include "../clients/branch-fixture.h"

typedef struct
{
  Branch branch; /* first */
  gint64 questionnaire, version;
} Design;

/* A draft: “rate”, a table, then “why”. */
static void
set_up (Design *design, gconstpointer data)
{
  g_autoptr (CltQuestionnaire) head = clt_questionnaire_new ("form", "A form", "plain");
  g_autoptr (CltForm) form = NULL;
  g_autoptr (GError) error = NULL;
  CltQuestion *table = clt_question_new ("rate", CLT_QUESTION_MATRIX, "How was it?");

  branch_set_up (&design->branch, NULL);
  branch_begin (&design->branch);
  design->version = clt_questionnaire_create (design->branch.conn, head, &error);
  g_assert_no_error (error);
  design->questionnaire = head->id;
  form = clt_form_load (design->branch.conn, design->version, &error);
  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *code = g_strdup_printf ("%d", i);

      g_ptr_array_add (table->lines, clt_option_new (code, i == 1 ? "Speed" : "Manners"));
      g_ptr_array_add (table->options, clt_option_new (code, i == 1 ? "Bad" : "Good"));
    }
  clt_form_insert_question (form, 0, table);
  clt_form_insert_question (form, 1, clt_question_new ("why", CLT_QUESTION_TEXT, "Why?"));
  clt_set_str (&((CltQuestion *) form->questions->pdata[1])->condition, "rate[1] = 1");
  clt_form_save (design->branch.conn, form, &error);
  g_assert_no_error (error);
  branch_commit (&design->branch);
}

static void
tear_down (Design *design, gconstpointer data)
{
  branch_tear_down (&design->branch, NULL);
}

static CltForm *
load (Design *design)
{
  g_autoptr (GError) error = NULL;
  CltForm *form = clt_form_load (design->branch.conn, design->version, &error);

  g_assert_no_error (error);
  return form;
}

static gint64
find (Design *design, const char *key)
{
  g_autoptr (CltForm) form = load (design);

  return clt_form_find_question (form, key)->id;
}

/* The keys in their order. (transfer full) */
static char *
list_keys (Design *design)
{
  g_autoptr (CltForm) form = load (design);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < form->questions->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            ((CltQuestion *) form->questions->pdata[i])->key);
  return g_string_free (text, FALSE);
}

static CltDesignChange *
new_change (Design *design,
            CltDesignKind kind,
            gint64 question,
            const char *field,
            const char *code,
            const char *text)
{
  CltDesignChange *change = clt_design_change_new (kind);

  change->questionnaire = design->questionnaire;
  change->version = design->version;
  change->question = question;
  change->field = g_strdup (field);
  change->code = g_strdup (code);
  change->text = g_strdup (text);
  return change;
}

/* Takes @change. NULL: it was done; else why not. (transfer full) */
static GError *
run (Design *design, CltDesignChange *change)
{
  const CltActionInfo info = { .name = clt_design_change_get_action (change), .who = "test" };
  GError *error = NULL;

  clt_action_run (design->branch.conn, &info, clt_design_change_run, change, NULL, &error);
  clt_design_change_free (change);
  return error;
}

static void
do_it (Design *design,
       CltDesignKind kind,
       const char *key,
       const char *field,
       const char *code,
       const char *text)
{
  g_autoptr (GError) error =
    run (design,
         new_change (design, kind, key == NULL ? 0 : find (design, key), field, code, text));

  g_assert_no_error (error);
}

static void
assert_keys (Design *design, const char *expected)
{
  g_autofree char *keys = list_keys (design);

  g_assert_cmpstr (keys, ==, expected);
}

/* A line that has the code of an option is the one that changes. */
static void
test_options (Design *design, gconstpointer data)
{
  CltDesignChange *recode =
    new_change (design, CLT_DESIGN_RECODE_OPTION, find (design, "rate"), NULL, "1", "speed");
  g_autoptr (CltForm) form = NULL;
  g_autoptr (GError) error = NULL;
  const CltQuestion *table;

  recode->lines = TRUE;
  error = run (design, recode);
  g_assert_no_error (error);
  do_it (design, CLT_DESIGN_ADD_OPTION, "rate", NULL, NULL, "Great");
  do_it (design, CLT_DESIGN_SET_OPTION, "rate", NULL, "2", "");
  do_it (design, CLT_DESIGN_SET_OPTION, "rate", NULL, "1", "Poor");
  form = load (design);
  table = clt_form_find_question (form, "rate");
  g_assert_cmpuint (table->options->len, ==, 2);
  g_assert_cmpstr (((CltOption *) table->options->pdata[0])->label, ==, "Poor");
  g_assert_cmpstr (((CltOption *) table->options->pdata[0])->code, ==, "1");
  g_assert_cmpstr (((CltOption *) table->options->pdata[1])->label, ==, "Great");
  g_assert_cmpstr (((CltOption *) table->lines->pdata[0])->code, ==, "speed");
  g_assert_cmpstr (clt_form_find_question (form, "why")->condition, ==, "rate[speed] = 1");
}

static void
test_questions (Design *design, gconstpointer data)
{
  CltDesignChange *added = new_change (design, CLT_DESIGN_ADD, 0, NULL, NULL, NULL);
  CltDesignChange *moved =
    new_change (design, CLT_DESIGN_MOVE, find (design, "why"), NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;
  const gint64 why = find (design, "why");

  added->added = clt_question_new ("q", CLT_QUESTION_NPS, "Would you?");
  added->index = 2;
  error = run (design, added);
  g_assert_no_error (error);
  assert_keys (design, "rate why q1");
  moved->step = 1;
  error = run (design, moved);
  g_assert_no_error (error);
  assert_keys (design, "rate q1 why");
  do_it (design, CLT_DESIGN_DUPLICATE, "q1", NULL, NULL, NULL);
  assert_keys (design, "rate q1 q2 why");
  do_it (design, CLT_DESIGN_SET, "rate", "key", NULL, "table");
  do_it (design, CLT_DESIGN_REMOVE, "q2", NULL, NULL, NULL);
  assert_keys (design, "table q1 why");
  do_it (design, CLT_DESIGN_REMOVE, "why", NULL, NULL, NULL);
  gone = run (design, new_change (design, CLT_DESIGN_SET, why, "text", NULL, "x"));
  g_assert_error (gone, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_true (clt_action_undo (design->branch.conn, 0, "test", NULL, NULL, NULL));
  assert_keys (design, "table q1 why");
}

static void
test_head (Design *design, gconstpointer data)
{
  g_autoptr (CltQuestionnaire) head = NULL;
  g_autoptr (CltForm) form = NULL;
  g_autoptr (GError) error = NULL;

  do_it (design, CLT_DESIGN_SET_FORM, NULL, "greeting", NULL, " Good day ");
  do_it (design, CLT_DESIGN_SET_FORM, NULL, "dimensions", NULL, "Speed 100");
  do_it (design, CLT_DESIGN_SET_HEAD, NULL, "name", NULL, " Spring ");
  do_it (design, CLT_DESIGN_ARCHIVE, NULL, NULL, NULL, NULL);
  head = clt_questionnaire_load (design->branch.conn, design->questionnaire, NULL);
  g_assert_cmpstr (head->name, ==, "Spring");
  g_assert_true (head->archived);
  form = load (design);
  g_assert_cmpstr (form->greeting, ==, "Good day");
  g_assert_cmpuint (form->dimensions->len, ==, 1);
  /* the only version stays */
  error = run (design, new_change (design, CLT_DESIGN_DISCARD, 0, NULL, NULL, NULL));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

/* Versions, and questionnaires made of others. */
static void
test_versions (Design *design, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (CltQuestionnaire) head = NULL;
  g_autoptr (GError) error = NULL;

  do_it (design, CLT_DESIGN_PUBLISH, NULL, NULL, NULL, NULL);
  error =
    run (design, new_change (design, CLT_DESIGN_SET, find (design, "why"), "text", NULL, "x"));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID); /* it is put by now */
  do_it (design, CLT_DESIGN_OPEN_DRAFT, NULL, NULL, NULL, NULL);
  do_it (design, CLT_DESIGN_DISCARD, NULL, NULL, NULL, NULL);
  do_it (design, CLT_DESIGN_COPY, NULL, NULL, NULL, "Another");
  do_it (design, CLT_DESIGN_CREATE, NULL, "", NULL, "Empty");
  do_it (design, CLT_DESIGN_CREATE, NULL, "nps", NULL, "Ours");
  all = clt_questionnaire_list (design->branch.conn, TRUE, NULL);
  g_assert_cmpuint (all->len, ==, 4);
  head = clt_questionnaire_load (design->branch.conn, design->questionnaire, NULL);
  g_assert_cmpint (head->published, ==, 1);
  g_assert_false (head->has_draft);
  g_clear_error (&error);
  error = run (design, new_change (design, CLT_DESIGN_IMPORT, 0, NULL, NULL, "no JSON"));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/surveys/questionnaire-change/" path, Design, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("options", test_options);
  ADD ("questions", test_questions);
  ADD ("head", test_head);
  ADD ("versions", test_versions);
  return g_test_run ();
}
