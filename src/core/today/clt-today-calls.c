/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom to call today, and what was promised by now. What stands in nobody's name is told to everybody:
 * else it would be done by none. */
#include "core/today/clt-today-private.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-call-queue.h"
#include "core/calls/clt-task.h"

/* So many promises are told by themselves, the others in one line: with each that is kept there are
 * fewer lines, never more. */
#define MOST_TASKS 8

/* "12 deliveries are due, 3 of them late" is the same sentence for everything that is due. */
char *
clt_today_format_due (char *all, gint64 late)
{
  g_autofree char *text = all;

  if (late == 0)
    /* Translators: a sentence such as "12 calls are due" gets its end. */
    return g_strdup_printf (C_ ("work list", "%s."), text);
  /* Translators: %s is a sentence such as "12 calls are due"; the number is how many of them are. */
  return g_strdup_printf (ngettext ("%s, %d of them late.", "%s, %d of them late.", (gulong) late),
                          text, (int) late);
}

/* Calls */

static void
add_agreed (CltTodayList *list, const CltQueueItem *queued)
{
  const CltCall *call = queued->call;
  const char *occasion = clt_call_occasion_get_label (call->occasion);
  /* Translators: a name, a time of day, what the call is about. */
  char *title = g_strdup_printf (_ ("%s: call agreed for %02d:%02d (%s)"), call->client,
                                 call->due_time / 60, call->due_time % 60, occasion);
  CltTodayItem *item =
    clt_today_add (list, "call", g_strdup_printf ("call:%" G_GINT64_FORMAT, call->id), title,
                   call->client_id, call->due);

  item->minute = call->due_time;
  item->place = "callbacks";
  item->command = g_strdup_printf ("call.show(int64 %" G_GINT64_FORMAT ")", call->id);
}

static void
add_calls (CltTodayList *list, const char *key, char *sentence, gint64 late)
{
  CltTodayItem *item = clt_today_add (list, "call", g_strdup (key),
                                      clt_today_format_due (sentence, late), 0, list->today);

  item->place = "callbacks";
  item->command = g_strdup ("callbacks.show-tab('call')");
}

/* A manager's desk tells apart what nobody has; a caller's, what others may call, too. */
static gboolean
is_for_anybody (const CltTodayList *list, const CltQueueItem *queued)
{
  return list->staff_id == 0 ? queued->owner_id == 0 : queued->shared;
}

/* In whose queue they are: those of an absent colleague are the stand-in's, and what is overdue is
 * everybody's. */
gboolean
clt_today_add_calls (CltTodayList *list, GError **error)
{
  const CltCallDesk desk = { list->staff_id, "", "" };
  const gint64 at =
    list->today == clt_today () ? clt_now () : clt_day_get_instant (list->today, 720);
  g_autoptr (GPtrArray) queue = clt_call_queue_load (list->conn, &desk, at, error);
  gint64 own = 0, own_late = 0, shared = 0, shared_late = 0;

  for (guint i = 0; queue != NULL && i < queue->len; i++)
    {
      const CltQueueItem *queued = queue->pdata[i];
      const gboolean late = queued->call->due < list->today;

      if (queued->call->due_time >= 0 && !late && !is_for_anybody (list, queued))
        add_agreed (list, queued);
      else if (is_for_anybody (list, queued))
        {
          shared++;
          shared_late += late;
        }
      else
        {
          own++;
          own_late += late;
        }
    }
  if (own > 0)
    /* Translators: %d is a number of telephone calls to make. */
    add_calls (list, "calls",
               g_strdup_printf (ngettext ("%d call is due", "%d calls are due", (gulong) own),
                                (int) own),
               own_late);
  if (shared > 0)
    add_calls (list, "calls:shared",
               /* Translators: %d is a number of telephone calls that anybody may make. */
               g_strdup_printf (ngettext ("%d call waits for anybody", "%d calls wait for anybody",
                                          (gulong) shared),
                                (int) shared),
               shared_late);
  return queue != NULL;
}

/* Tasks */

static void
add_task (CltTodayList *list, const CltTask *task)
{
  g_autofree char *day = clt_day_format (task->due);
  const char *kind = clt_task_kind_get_label (task->kind);
  char *title =
    *task->client == '\0'
      /* Translators: the kind of a task (“Promise”), what is to be done, a date. */
      ? g_strdup_printf (_ ("%s: %s (by %s)"), kind, task->text, day)
      /* Translators: a client, the kind of a task (“Promise”), what is to be done, a date. */
      : g_strdup_printf (_ ("%s: %s: %s (by %s)"), task->client, kind, task->text, day);
  CltTodayItem *item =
    clt_today_add (list, "task", g_strdup_printf ("task:%" G_GINT64_FORMAT, task->id), title,
                   task->client_id, task->due);

  item->place = "callbacks";
  item->command = g_strdup_printf ("task.show(int64 %" G_GINT64_FORMAT ")", task->id);
}

static void
add_more_tasks (CltTodayList *list, guint n, gint64 late)
{
  /* Translators: %u is a number of tasks and promises beside those that are listed. */
  char *due = g_strdup_printf (ngettext ("%u more task or promise is due",
                                         "%u more tasks and promises are due", n),
                               n);
  CltTodayItem *item = clt_today_add (list, "task", g_strdup ("tasks"),
                                      clt_today_format_due (due, late), 0, list->today);

  item->place = "callbacks";
  item->command = g_strdup (list->staff_id == 0 ? "task.group(2)" : "task.group(0)");
}

gboolean
clt_today_add_tasks (CltTodayList *list, GError **error)
{
  g_autoptr (GPtrArray) tasks = clt_task_list (list->conn, list->staff_id, 0, FALSE, error);
  gint64 late = 0;
  guint n = 0;

  if (tasks == NULL)
    return FALSE;
  /* those due first come first */
  for (; n < tasks->len && ((const CltTask *) tasks->pdata[n])->due <= list->today; n++)
    if (n < MOST_TASKS)
      add_task (list, tasks->pdata[n]);
    else
      late += ((const CltTask *) tasks->pdata[n])->due < list->today;
  if (n > MOST_TASKS)
    add_more_tasks (list, n - MOST_TASKS, late);
  return TRUE;
}
