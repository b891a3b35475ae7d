/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-flow-answer.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static const struct
{
  const char *name, *label;
} marks[] = {
  { "", "" },
  { "refused", NC_ ("answer", "Refused") },
  { "unknown", NC_ ("answer", "Does not know") },
};

const char *
clt_reply_mark_get_name (CltReplyMark mark)
{
  return marks[mark].name;
}

CltReplyMark
clt_reply_mark_from_name (const char *name)
{
  for (guint i = CLT_MARK_REFUSED; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (marks[i].name, name))
      return (CltReplyMark) i;
  return CLT_MARK_NONE;
}

const char *
clt_reply_mark_get_label (CltReplyMark mark)
{
  return mark == CLT_MARK_NONE ? "" : g_dpgettext2 (NULL, "answer", marks[mark].label);
}

/* Key of a question to a GPtrArray of its CltAnswer. */
struct _CltAnswers
{
  GHashTable *questions;
};

static void
free_answer (CltAnswer *answer)
{
  g_free (answer->key);
  g_free (answer->part);
  g_free (answer->value);
  g_free (answer->note);
  g_free (answer);
}

CltAnswers *
clt_answers_new (void)
{
  CltAnswers *answers = g_new0 (CltAnswers, 1);

  answers->questions =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return answers;
}

void
clt_answers_free (CltAnswers *answers)
{
  g_hash_table_unref (answers->questions);
  g_free (answers);
}

static GPtrArray *
ensure_rows (CltAnswers *answers, const char *key)
{
  GPtrArray *rows = g_hash_table_lookup (answers->questions, key);

  if (rows == NULL)
    {
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_answer);
      g_hash_table_insert (answers->questions, g_strdup (key), rows);
    }
  return rows;
}

static void
add_row (GPtrArray *rows,
         const char *key,
         const char *part,
         CltReplyMark mark,
         const char *value,
         const char *note)
{
  CltAnswer *answer = g_new0 (CltAnswer, 1);

  answer->key = g_strdup (key);
  answer->part = g_strdup (part);
  answer->mark = mark;
  answer->value = g_strdup (value);
  answer->note = g_strdup (note == NULL ? "" : note);
  g_ptr_array_add (rows, answer);
}

static int
find_row (const CltAnswers *answers, const char *key, const char *part)
{
  const GPtrArray *rows = g_hash_table_lookup (answers->questions, key);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_str_equal (((CltAnswer *) rows->pdata[i])->part, part))
      return (int) i;
  return -1;
}

void
clt_answers_set (CltAnswers *answers,
                 const char *key,
                 const char *part,
                 const char *value,
                 const char *note)
{
  GPtrArray *rows = ensure_rows (answers, key);
  int at;

  if (clt_answers_get_mark (answers, key) != CLT_MARK_NONE)
    g_ptr_array_set_size (rows, 0);
  at = find_row (answers, key, part);
  if (value == NULL || *value == '\0')
    {
      if (at >= 0)
        g_ptr_array_remove_index (rows, (guint) at);
    }
  else if (at >= 0)
    {
      CltAnswer *answer = rows->pdata[at];

      clt_set_str (&answer->value, value);
      clt_set_str (&answer->note, note == NULL ? "" : note);
    }
  else
    add_row (rows, key, part, CLT_MARK_NONE, value, note);
}

void
clt_answers_set_mark (CltAnswers *answers, const char *key, CltReplyMark mark)
{
  clt_answers_clear (answers, key);
  if (mark != CLT_MARK_NONE)
    add_row (ensure_rows (answers, key), key, "", mark, "", NULL);
}

void
clt_answers_clear (CltAnswers *answers, const char *key)
{
  g_hash_table_remove (answers->questions, key);
}

const char *
clt_answers_get (const CltAnswers *answers, const char *key, const char *part)
{
  const GPtrArray *rows = g_hash_table_lookup (answers->questions, key);
  int at = find_row (answers, key, part);
  const CltAnswer *answer = at < 0 ? NULL : rows->pdata[at];

  return answer == NULL || answer->mark != CLT_MARK_NONE ? NULL : answer->value;
}

CltReplyMark
clt_answers_get_mark (const CltAnswers *answers, const char *key)
{
  const GPtrArray *rows = g_hash_table_lookup (answers->questions, key);

  return rows == NULL || rows->len == 0 ? CLT_MARK_NONE : ((CltAnswer *) rows->pdata[0])->mark;
}

GPtrArray *
clt_answers_list (const CltAnswers *answers, const char *key)
{
  const GPtrArray *rows = g_hash_table_lookup (answers->questions, key);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (list, rows->pdata[i]);
  return list;
}

gboolean
clt_answers_is_blank (const CltAnswers *answers, const char *key)
{
  const GPtrArray *rows = g_hash_table_lookup (answers->questions, key);

  return rows == NULL || rows->len == 0;
}
