/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-questionnaire-edit.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-flow-condition.h"

/* ---- what follows --------------------------------------------------------------------------- */

/* Changes @test; TRUE: it did. */
typedef gboolean (*FollowFunc) (CltTest *test, const char *const *names);

static void
follow (CltForm *form, FollowFunc func, const char *const *names)
{
  for (guint i = 0; i < form->questions->len; i++)
    {
      CltQuestion *question = form->questions->pdata[i];
      g_autoptr (CltCondition) condition = clt_condition_parse (question->condition, NULL, NULL);
      g_autoptr (GPtrArray) tests = NULL;
      gboolean changed = FALSE;

      if (condition == NULL)
        continue;
      tests = clt_condition_list_tests (condition);
      for (guint k = 0; k < tests->len; k++)
        changed |= func (tests->pdata[k], names);
      if (changed)
        {
          g_free (question->condition);
          question->condition = clt_condition_format (condition);
        }
    }
}

static gboolean
follow_key (CltTest *test, const char *const *names)
{
  return g_str_equal (test->key, names[0]) && clt_set_str (&test->key, names[1]);
}

void
clt_form_follow_key (CltForm *form, const char *before, const char *after)
{
  const char *const names[] = { before, after };

  if (!g_str_equal (before, after))
    follow (form, follow_key, names);
}

/* @names: the key of the question, then the code before and after. */
static gboolean
follow_part (CltTest *test, const char *const *names)
{
  return g_str_equal (test->key, names[0]) && g_str_equal (test->part, names[1]) &&
         clt_set_str (&test->part, names[2]);
}

static gboolean
follow_value (CltTest *test, const char *const *names)
{
  return g_str_equal (test->key, names[0]) && g_str_equal (test->value, names[1]) &&
         clt_set_str (&test->value, names[2]);
}

static void
follow_bad (CltQuestion *question, const char *before, const char *after)
{
  g_auto (GStrv) codes = g_strsplit (question->bad, " ", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    if (g_str_equal (codes[i], before))
      clt_set_str (&codes[i], after);
  g_free (question->bad);
  question->bad = g_strjoinv (" ", codes);
}

gboolean
clt_form_recode (CltForm *form,
                 CltQuestion *question,
                 gboolean line,
                 const char *before,
                 const char *after)
{
  const char *const names[] = { question->key, before, after };
  CltOption *option = (CltOption *) (line ? clt_question_find_line (question, before)
                                          : clt_question_find_option (question, before));

  if (option == NULL)
    return FALSE;
  /* lines and what is ranked are parts, whose values are something else */
  if (line || question->type == CLT_QUESTION_RANKING)
    follow (form, follow_part, names);
  else
    follow (form, follow_value, names);
  if (!line)
    follow_bad (question, before, after);
  clt_set_str (&option->code, after);
  return TRUE;
}

/* ---- dimensions ----------------------------------------------------------------------------- */

char *
clt_form_format_dimensions (const CltForm *form)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < form->dimensions->len; i++)
    {
      const CltDimension *dimension = form->dimensions->pdata[i];

      g_string_append_printf (text, "%s%s %d", i == 0 ? "" : "\n", dimension->name,
                              dimension->weight);
    }
  return g_string_free (text, FALSE);
}

/* "Attitude 25" or "Attitude 25 %"; NULL: refused. */
static CltDimension *
parse_dimension (const char *line, GError **error)
{
  g_autofree char *clean = clt_text_normalize (line, -1);
  char *blank;
  gint64 weight;

  if (g_str_has_suffix (clean, "%"))
    clean[strlen (clean) - 1] = '\0';
  g_strchomp (clean);
  blank = strrchr (clean, ' ');
  if (blank == NULL ||
      clt_value_parse_integer (blank + 1, strlen (blank + 1), &weight) != CLT_VALUE_OK ||
      weight < 0 || weight > 100)
    {
      clt_store_refuse (error,
                        _ ("“%s” is no name with a weight from 0 to 100 behind it, such as “Speed "
                           "25”. Nothing was changed."),
                        line);
      return NULL;
    }
  *blank = '\0';
  return clt_dimension_new (clean, (int) weight);
}

/* (nullable): the only name in @dimensions that @others lack; NULL also when there are several. */
static const char *
find_only_missing (const GPtrArray *dimensions, const GPtrArray *others)
{
  const char *missing = NULL;

  for (guint i = 0; i < dimensions->len; i++)
    {
      const char *name = ((CltDimension *) dimensions->pdata[i])->name;
      gboolean found = FALSE;

      for (guint k = 0; k < others->len && !found; k++)
        found = g_str_equal (((CltDimension *) others->pdata[k])->name, name);
      if (!found && missing != NULL)
        return NULL;
      if (!found)
        missing = name;
    }
  return missing;
}

static void
follow_dimension (CltForm *form, const GPtrArray *dimensions)
{
  const char *before = find_only_missing (form->dimensions, dimensions);
  const char *after = find_only_missing (dimensions, form->dimensions);

  if (before == NULL || after == NULL || form->dimensions->len != dimensions->len)
    return;
  for (guint i = 0; i < form->questions->len; i++)
    {
      CltQuestion *question = form->questions->pdata[i];

      if (g_str_equal (question->dimension, before))
        clt_set_str (&question->dimension, after);
    }
}

gboolean
clt_form_set_dimensions (CltForm *form, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) dimensions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_dimension_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      CltDimension *dimension;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      if ((dimension = parse_dimension (lines[i], error)) == NULL)
        return FALSE;
      g_ptr_array_add (dimensions, dimension);
    }
  follow_dimension (form, dimensions);
  g_ptr_array_unref (form->dimensions);
  form->dimensions = g_steal_pointer (&dimensions);
  return TRUE;
}

/* ---- keys for what is new ------------------------------------------------------------------- */

char *
clt_form_dup_free_key (CltConn *conn, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, "SELECT key FROM question WHERE key LIKE 'q%'", "");
  CltStep step = CLT_STEP_ERROR;
  gint64 highest = 0;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const char *digits = clt_stmt_get_text (stmt, 0) + 1;
      gint64 number;

      if (clt_value_parse_integer (digits, strlen (digits), &number) == CLT_VALUE_OK &&
          number < G_MAXINT32)
        highest = MAX (highest, number);
    }
  return step == CLT_STEP_DONE ? g_strdup_printf ("q%" G_GINT64_FORMAT, highest + 1) : NULL;
}

char *
clt_questionnaire_dup_free_key (CltConn *conn, const char *stem, GError **error)
{
  for (int i = 1;; i++)
    {
      g_autofree char *key = i == 1 ? g_strdup (stem) : g_strdup_printf ("%.28s-%d", stem, i);
      gint64 n;

      if (!clt_conn_get_int (conn, &n, 0, error,
                             "SELECT count(*) FROM questionnaire WHERE key = ? COLLATE NOCASE", "t",
                             key))
        return NULL;
      if (n == 0)
        return g_steal_pointer (&key);
    }
}
