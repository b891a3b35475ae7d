/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-roll-queue.h"

#include "app/training/clt-session-order.h"

typedef struct
{
  CltRollStep step; /* first */
  gint64 action;    /* 0: not written */
  gboolean returned;
} Item;

struct _CltRollQueue
{
  CltDesk *desk; /* owned */
  CltRollFailed failed;
  CltRollSettled settled;
  gpointer user_data;
  GQueue waiting;   /* Item, borrowed from items */
  Item *running;    /* borrowed (nullable) */
  GPtrArray *items; /* owned: Item, in the order in which they were made */
  Item *returned;   /* owned (nullable): the one taken back last */
  guint undoing;    /* undos under way */
  gboolean left;
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_array_unref (item->step.ids);
  g_string_free (item->step.before, TRUE);
  g_free (item->step.what);
  g_free (item);
}

CltRollStep *
clt_roll_step_new (gint64 meeting_id, char mark, const char *what)
{
  Item *item = g_new0 (Item, 1);

  item->step.meeting_id = meeting_id;
  item->step.mark = mark;
  item->step.what = g_strdup (what);
  item->step.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  item->step.before = g_string_new (NULL);
  return &item->step;
}

void
clt_roll_step_add (CltRollStep *step, gint64 client_id, char before)
{
  g_array_append_val (step->ids, client_id);
  g_string_append_c (step->before, before);
}

CltRollQueue *
clt_roll_queue_new (CltDesk *desk, CltRollFailed failed, CltRollSettled settled, gpointer user_data)
{
  CltRollQueue *queue = g_new0 (CltRollQueue, 1);

  queue->desk = g_object_ref (desk);
  queue->failed = failed;
  queue->settled = settled;
  queue->user_data = user_data;
  g_queue_init (&queue->waiting);
  queue->items = g_ptr_array_new_with_free_func (item_free);
  return queue;
}

static void
destroy (CltRollQueue *queue)
{
  g_queue_clear (&queue->waiting);
  g_ptr_array_unref (queue->items);
  g_clear_pointer (&queue->returned, item_free);
  g_object_unref (queue->desk);
  g_free (queue);
}

void
clt_roll_queue_leave (CltRollQueue *queue)
{
  queue->left = TRUE;
  if (clt_roll_queue_is_settled (queue))
    destroy (queue);
}

gboolean
clt_roll_queue_is_settled (const CltRollQueue *queue)
{
  return queue->running == NULL && queue->undoing == 0;
}

/* ---- writing ------------------------------------------------------------------------------- */

static void write_next (CltRollQueue *queue);

/* Takes @item out of those that can be taken back. (transfer full) */
static Item *
steal (CltRollQueue *queue, Item *item)
{
  guint index;

  return g_ptr_array_find (queue->items, item, &index)
           ? g_ptr_array_steal_index (queue->items, index)
           : NULL;
}

static void
tell_settled (CltRollQueue *queue)
{
  if (!clt_roll_queue_is_settled (queue))
    return;
  if (queue->left)
    destroy (queue);
  else
    queue->settled (queue->user_data);
}

static void
on_desk_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltRollQueue *queue = user_data;

  queue->undoing--;
  tell_settled (queue);
}

static void
undo (CltRollQueue *queue, const Item *item)
{
  if (item->action == 0)
    return;
  queue->undoing++;
  clt_desk_undo_async (queue->desk, item->action, on_desk_undone_cb, queue);
}

static void
finish (CltRollQueue *queue, gint64 action, const GError *error)
{
  Item *item = queue->running;

  queue->running = NULL;
  item->action = action;
  if (error != NULL && queue->left)
    clt_desk_fail (queue->desk, error);
  else if (error != NULL && !item->returned)
    queue->failed (&item->step, error, queue->user_data);
  else if (item->returned)
    undo (queue, item);
  if (error != NULL || item->returned)
    item_free (steal (queue, item));
}

static void
on_desk_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltRollQueue *queue = user_data;
  g_autoptr (GError) error = NULL;
  gint64 action = 0;

  clt_desk_act_quietly_finish (CLT_DESK (source), result, &action, &error);
  finish (queue, action, error);
  write_next (queue);
  tell_settled (queue);
}

static void
write_next (CltRollQueue *queue)
{
  CltSessionOrder *order;

  queue->running = g_queue_pop_head (&queue->waiting);
  if (queue->running == NULL)
    return;
  order = clt_session_order_new (0, 0);
  order->meeting_id = queue->running->step.meeting_id;
  order->ids = g_array_copy (queue->running->step.ids);
  order->mark = queue->running->step.mark;
  clt_desk_act_quietly_async (queue->desk, "roll.mark", queue->running->step.what,
                              clt_session_order_mark, order, clt_session_order_free,
                              on_desk_acted_cb, queue);
}

void
clt_roll_queue_push (CltRollQueue *queue, CltRollStep *step)
{
  Item *item = (Item *) step;

  g_ptr_array_add (queue->items, item);
  g_queue_push_tail (&queue->waiting, item);
  if (queue->running == NULL)
    write_next (queue);
}

/* ---- taking back --------------------------------------------------------------------------- */

static Item *
find_last (CltRollQueue *queue, gint64 meeting_id)
{
  for (guint i = queue->items->len; i > 0; i--)
    {
      Item *item = queue->items->pdata[i - 1];

      if (item->step.meeting_id == meeting_id && !item->returned)
        return item;
    }
  return NULL;
}

const CltRollStep *
clt_roll_queue_take_back (CltRollQueue *queue, gint64 meeting_id)
{
  Item *item = find_last (queue, meeting_id);

  if (item == NULL)
    return NULL;
  item->returned = TRUE;
  if (item == queue->running) /* undone as soon as it is written */
    return &item->step;
  if (!g_queue_remove (&queue->waiting, item))
    undo (queue, item);
  g_clear_pointer (&queue->returned, item_free);
  queue->returned = steal (queue, item);
  return &item->step;
}
