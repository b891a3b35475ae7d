/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-questionnaire-change.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-question-field.h"
#include "core/surveys/clt-questionnaire-edit.h"

CltDesignChange *
clt_design_change_new (CltDesignKind kind)
{
  CltDesignChange *change = g_new0 (CltDesignChange, 1);

  change->kind = kind;
  return change;
}

void
clt_design_change_free (gpointer data)
{
  CltDesignChange *change = data;

  g_clear_pointer (&change->added, clt_question_free);
  g_free (change->field);
  g_free (change->code);
  g_free (change->text);
  g_free (change);
}

const char *
clt_design_change_get_action (const CltDesignChange *change)
{
  static const char *const names[] = {
    [CLT_DESIGN_SET] = "question.edit",
    [CLT_DESIGN_ADD_OPTION] = "question.edit",
    [CLT_DESIGN_SET_OPTION] = "question.edit",
    [CLT_DESIGN_MOVE_OPTION] = "question.edit",
    [CLT_DESIGN_FLAG_OPTION] = "question.edit",
    [CLT_DESIGN_RECODE_OPTION] = "question.edit",
    [CLT_DESIGN_ADD] = "question.add",
    [CLT_DESIGN_REMOVE] = "question.remove",
    [CLT_DESIGN_MOVE] = "question.move",
    [CLT_DESIGN_DUPLICATE] = "question.add",
    [CLT_DESIGN_SET_FORM] = "questionnaire.edit",
    [CLT_DESIGN_SET_HEAD] = "questionnaire.edit",
    [CLT_DESIGN_CREATE] = "questionnaire.create",
    [CLT_DESIGN_COPY] = "questionnaire.create",
    [CLT_DESIGN_ARCHIVE] = "questionnaire.archive",
    [CLT_DESIGN_OPEN_DRAFT] = "questionnaire.draft",
    [CLT_DESIGN_DISCARD] = "questionnaire.discard",
    [CLT_DESIGN_PUBLISH] = "questionnaire.publish",
    [CLT_DESIGN_IMPORT] = "questionnaire.import",
    [CLT_DESIGN_PRESETS] = "questionnaire.preset",
  };

  return names[change->kind];
}

/* ---- one question --------------------------------------------------------------------------- */

/* -1: none. */
static int
find_option (const GPtrArray *options, const char *code)
{
  for (guint i = 0; i < options->len; i++)
    if (g_str_equal (((CltOption *) options->pdata[i])->code, code))
      return (int) i;
  return -1;
}

static void
move_option (GPtrArray *options, int index, int step)
{
  const int to = index + step;

  if (to >= 0 && to < (int) options->len)
    g_ptr_array_insert (options, to, g_ptr_array_steal_index (options, (guint) index));
}

static void
change_option (const CltDesignChange *change, GPtrArray *options, int index)
{
  CltOption *option = options->pdata[index];

  if (change->kind == CLT_DESIGN_MOVE_OPTION)
    move_option (options, index, change->step);
  else if (change->kind == CLT_DESIGN_FLAG_OPTION && g_str_equal (change->field, "open"))
    option->open = !option->open;
  else if (change->kind == CLT_DESIGN_FLAG_OPTION)
    option->exclusive = !option->exclusive;
  else if (*change->text == '\0')
    g_ptr_array_remove_index (options, (guint) index);
  else
    clt_set_str (&option->label, change->text);
}

gboolean
clt_design_change_apply (const CltDesignChange *change,
                         CltQuestion *question,
                         gint64 highest,
                         GError **error)
{
  GPtrArray *options = change->lines ? question->lines : question->options;
  int index;

  if (change->kind == CLT_DESIGN_SET)
    return clt_question_set_field (question, change->field, change->text, error);
  if (change->kind == CLT_DESIGN_ADD_OPTION)
    {
      clt_options_append (options, change->text, highest);
      return TRUE;
    }
  index = find_option (options, change->code);
  if (index >= 0)
    change_option (change, options, index);
  return TRUE;
}

/* ---- a form --------------------------------------------------------------------------------- */

static gboolean
change_question (CltConn *conn,
                 const CltDesignChange *change,
                 CltForm *form,
                 CltQuestion *question,
                 GError **error)
{
  g_autofree char *key = g_strdup (question->key);
  gint64 highest;

  if (change->kind == CLT_DESIGN_RECODE_OPTION)
    {
      clt_form_recode (form, question, change->lines, change->code, change->text);
      return TRUE;
    }
  if (!clt_question_find_highest_code (conn, key, &highest, error) ||
      !clt_design_change_apply (change, question, highest, error))
    return FALSE;
  clt_form_follow_key (form, key, question->key);
  return TRUE;
}

/* @question has a key of its own then. Takes it. */
static gboolean
add_question (CltConn *conn, CltForm *form, guint index, CltQuestion *question, GError **error)
{
  char *key = clt_form_dup_free_key (conn, error);

  if (key == NULL)
    {
      clt_question_free (question);
      return FALSE;
    }
  g_free (question->key);
  question->key = key;
  clt_form_insert_question (form, index, question);
  return TRUE;
}

static gboolean
change_questions (CltConn *conn,
                  CltDesignChange *change,
                  CltForm *form,
                  CltQuestion *question,
                  GError **error)
{
  const int index = clt_form_index_of (form, question->key);
  const int to = index + change->step;

  if (change->kind == CLT_DESIGN_REMOVE)
    return clt_form_remove_question (form, question->key);
  if (change->kind == CLT_DESIGN_DUPLICATE)
    return add_question (conn, form, (guint) index + 1, clt_question_copy (question), error);
  if (change->kind != CLT_DESIGN_MOVE)
    return change_question (conn, change, form, question, error);
  return to < 0 || to >= (int) form->questions->len ||
         clt_form_move_question (form, question->key, (guint) to);
}

static gboolean
set_form (const CltDesignChange *change, CltForm *form, GError **error)
{
  g_autofree char *clean = g_strstrip (g_strdup (change->text));

  if (g_str_equal (change->field, "dimensions"))
    return clt_form_set_dimensions (form, clean, error);
  clt_set_str (g_str_equal (change->field, "greeting") ? &form->greeting : &form->closing, clean);
  return TRUE;
}

static gboolean
change_form (CltConn *conn, CltDesignChange *change, GError **error)
{
  g_autoptr (CltForm) form = clt_form_load (conn, change->version, error);
  CltQuestion *question =
    form == NULL ? NULL : clt_form_find_question_by_id (form, change->question);
  gboolean done;

  if (form == NULL)
    return FALSE;
  if (change->kind == CLT_DESIGN_SET_FORM)
    done = set_form (change, form, error);
  else if (change->kind == CLT_DESIGN_ADD)
    done =
      add_question (conn, form, (guint) change->index, g_steal_pointer (&change->added), error);
  else if (question == NULL)
    return clt_store_refuse (error, "%s",
                             _ ("This question is no longer in the file. Nothing was changed."));
  else
    done = change_questions (conn, change, form, question, error);
  return done && clt_form_save (conn, form, error);
}

/* ---- questionnaires ------------------------------------------------------------------------- */

static gboolean
create (CltConn *conn, const CltDesignChange *change, GError **error)
{
  g_autofree char *key = NULL;
  g_autoptr (CltQuestionnaire) questionnaire = NULL;

  if (*change->field != '\0')
    return clt_questionnaire_draft_preset (conn, change->field, change->text, NULL, error) != 0;
  if ((key = clt_questionnaire_dup_free_key (conn, "form", error)) == NULL)
    return FALSE;
  questionnaire = clt_questionnaire_new (key, change->text, "plain");
  return clt_questionnaire_create (conn, questionnaire, error) != 0;
}

static void
set_head (const CltDesignChange *change, CltQuestionnaire *head)
{
  char **places[] = { &head->name, &head->key, &head->occasion };
  const char *const names[] = { "name", "key", "occasion" };
  g_autofree char *clean = g_strstrip (g_strdup (change->text));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (change->field, names[i]))
      clt_set_str (places[i], clean);
}

static gboolean
publish (CltConn *conn, const CltDesignChange *change, GError **error)
{
  g_autoptr (CltForm) form = clt_form_load (conn, change->version, error);

  return form != NULL && clt_form_publish (conn, form, error);
}

static gboolean
import (CltConn *conn, const CltDesignChange *change, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (g_utf8_validate (change->text, -1, NULL))
    node = json_from_string (change->text, NULL); /* what is no JSON is no questionnaire */
  return clt_questionnaire_import (conn, node, C_ ("starter questionnaires", "en"), error) != 0;
}

static gboolean
copy (CltConn *conn, const CltDesignChange *change, const CltQuestionnaire *head, GError **error)
{
  g_autofree char *key = clt_questionnaire_dup_free_key (conn, head->key, error);

  return key != NULL && clt_questionnaire_copy (conn, head->id, key, change->text, error) != 0;
}

static gboolean
change_questionnaire (CltConn *conn, const CltDesignChange *change, GError **error)
{
  g_autoptr (CltQuestionnaire) head = clt_questionnaire_load (conn, change->questionnaire, error);

  if (head == NULL)
    return FALSE;
  if (change->kind == CLT_DESIGN_COPY)
    return copy (conn, change, head, error);
  if (change->kind == CLT_DESIGN_ARCHIVE)
    return clt_questionnaire_set_archived (conn, head->id, !head->archived, error);
  if (change->kind == CLT_DESIGN_OPEN_DRAFT)
    return clt_questionnaire_open_draft (conn, head->id, error) != 0;
  if (change->kind == CLT_DESIGN_DISCARD)
    return clt_questionnaire_discard_draft (conn, head->id, error);
  if (change->kind == CLT_DESIGN_PUBLISH)
    return publish (conn, change, error);
  set_head (change, head);
  return clt_questionnaire_save (conn, head, error);
}

gboolean
clt_design_change_run (CltConn *conn, gpointer data, GError **error)
{
  CltDesignChange *change = data;

  if (change->kind < CLT_DESIGN_SET_HEAD)
    return change_form (conn, change, error);
  if (change->kind == CLT_DESIGN_CREATE)
    return create (conn, change, error);
  if (change->kind == CLT_DESIGN_IMPORT)
    return import (conn, change, error);
  if (change->kind == CLT_DESIGN_PRESETS)
    return clt_questionnaire_add_missing_presets (conn, NULL, error);
  return change_questionnaire (conn, change, error);
}
