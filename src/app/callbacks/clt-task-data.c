/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-task-data.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"

#define MOST_DONE 300

void
clt_task_facts_free (CltTaskFacts *facts)
{
  g_clear_pointer (&facts->rows, clt_cell_rows_unref);
  g_clear_pointer (&facts->tasks, g_ptr_array_unref);
  g_clear_pointer (&facts->staff, g_ptr_array_unref);
  g_free (facts);
}
const CltTask *
clt_task_facts_find (const CltTaskFacts *facts, gint64 id)
{
  for (guint i = 0; i < facts->tasks->len; i++)
    if (((CltTask *) facts->tasks->pdata[i])->id == id)
      return facts->tasks->pdata[i];
  return NULL;
}

static gboolean
has_words (const CltTask *task, const char *words)
{
  g_autofree char *haystack = g_strdup_printf ("%s\n%s\n%s", task->text, task->client, task->owner);
  g_autofree char *folded = g_utf8_casefold (haystack, -1);
  g_autofree char *wanted = g_utf8_casefold (words, -1);

  return strstr (folded, wanted) != NULL;
}

static gboolean
is_of_group (const CltTaskFacts *facts, CltTaskGroup group, const CltTask *task, CltDay today)
{
  switch (group)
    {
    case CLT_TASKS_MINE:
      return task->owner_id == 0 || (facts->staff_id != 0 && task->owner_id == facts->staff_id);
    case CLT_TASKS_OVERDUE:
      return task->due < today;
    case CLT_TASKS_OPEN:
    case CLT_TASKS_DONE:
    case CLT_N_TASK_GROUPS:
    default:
      return TRUE;
    }
}

/* Overdue ones say since when. */
static char *
dup_due (const CltTask *task, CltDay today)
{
  g_autofree char *day = clt_day_format (task->due);

  if (!g_str_equal (task->state, "open") || task->due >= today)
    return g_steal_pointer (&day);
  /* Translators: a date that is over, and how many days ago it was. */
  return g_strdup_printf (ngettext ("%s, %d day late", "%s, %d days late",
                                    (guint) (today - task->due)),
                          day, today - task->due);
}

static char *
dup_result (const CltTask *task)
{
  g_autofree char *day = NULL;

  if (g_str_equal (task->state, "open"))
    return g_strdup ("");
  day = clt_day_format (task->done);
  if (g_str_equal (task->state, "dropped"))
    /* Translators: a date, and why a task is not done. */
    return g_strdup_printf (_ ("Dropped on %s: %s"), day, task->result);
  if (*task->result == '\0')
    /* Translators: a date. */
    return g_strdup_printf (_ ("Done on %s"), day);
  /* Translators: a date, and what came of a task. */
  return g_strdup_printf (_ ("Done on %s: %s"), day, task->result);
}

static void
add_row (CltTaskFacts *facts, const CltTask *task, CltDay today)
{
  char *cells[CLT_N_TASK_COLUMNS] = {
    [CLT_TASK_DUE] = dup_due (task, today),
    [CLT_TASK_KIND] = g_strdup (clt_task_kind_get_label (task->kind)),
    [CLT_TASK_TEXT] = g_strdup (task->text),
    [CLT_TASK_CLIENT] = g_strdup (task->client),
    [CLT_TASK_OWNER] = g_strdup (task->owner),
    [CLT_TASK_RESULT] = dup_result (task),
  };

  clt_cell_rows_take (facts->rows, task->id, cells);
}

/* Those of @all that are asked for stay; the others go. */
static void
choose (CltTaskFacts *facts, const CltTaskQuestion *question, GPtrArray *all, CltDay today)
{
  for (guint i = 0; i < all->len;)
    {
      const CltTask *task = all->pdata[i];

      if (!is_of_group (facts, question->group, task, today) || !has_words (task, question->words))
        {
          g_ptr_array_remove_index (all, i);
          continue;
        }
      add_row (facts, task, today);
      i++;
    }
  facts->tasks = g_ptr_array_ref (all);
}

static void
count (CltTaskFacts *facts, const GPtrArray *open, const GPtrArray *done, CltDay today)
{
  for (guint i = 0; i < open->len; i++)
    for (int group = 0; group < CLT_TASKS_DONE; group++)
      facts->counts[group] += is_of_group (facts, (CltTaskGroup) group, open->pdata[i], today);
  facts->counts[CLT_TASKS_DONE] = done->len;
}

gpointer
clt_task_facts_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltTaskQuestion *question = data;
  const CltDay today = clt_today ();
  g_autoptr (CltTaskFacts) facts = g_new0 (CltTaskFacts, 1);
  g_autoptr (GPtrArray) open = clt_task_list (conn, 0, 0, FALSE, error);
  g_autoptr (GPtrArray) done = open == NULL ? NULL : clt_task_list (conn, 0, 0, TRUE, error);

  if (done == NULL || (facts->staff = clt_staff_list (conn, today, error)) == NULL)
    return NULL;
  facts->group = question->group;
  facts->staff_id = clt_staff_find (conn, question->who, NULL);
  if (!clt_task_count_kept (conn, 0, today, &facts->promises, &facts->kept, error) ||
      (facts->staff_id != 0 &&
       !clt_task_count_kept (conn, facts->staff_id, today, &facts->own_promises, &facts->own_kept,
                             error)))
    return NULL;
  count (facts, open, done, today);
  facts->rows = clt_cell_rows_new (CLT_N_TASK_COLUMNS);
  if (done->len > MOST_DONE && *question->words == '\0')
    g_ptr_array_set_size (done, MOST_DONE);
  choose (facts, question, question->group == CLT_TASKS_DONE ? done : open, today);
  return g_steal_pointer (&facts);
}

static char *
dup_share (gint64 kept, gint64 promises)
{
  return clt_percent_format (promises == 0 ? NAN : (double) kept / (double) promises, 1);
}

char *
clt_task_facts_dup_sentence (const CltTaskFacts *facts)
{
  g_autofree char *kept = clt_count_format (facts->kept);
  g_autofree char *promises = clt_count_format (facts->promises);
  g_autofree char *share = dup_share (facts->kept, facts->promises);
  g_autofree char *own = dup_share (facts->own_kept, facts->own_promises);

  if (facts->promises == 0)
    return g_strdup (_ ("No promise has fallen due yet."));
  if (facts->own_promises == 0)
    /* Translators: promises kept, of so many, a percentage. */
    return g_strdup_printf (_ ("%s of %s promises were kept in time (%s)."), kept, promises, share);
  /* Translators: promises kept, of so many, a percentage; the percentage of one's own. */
  return g_strdup_printf (_ ("%s of %s promises were kept in time (%s); of mine %s."), kept,
                          promises, share, own);
}
