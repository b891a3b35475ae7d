/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-call-queue.h"

#include "core/base/clt-i18n.h"
#include "core/people/clt-staff.h"
#include "core/calls/clt-call-private.h"

/* Stand-ins of stand-ins are followed so far. */
#define MAX_STAND_INS 8

typedef struct
{
  gint64 id;
  gboolean is_here; /* neither gone nor absent */
  gboolean serves;  /* clients, by his role */
  gint64 stand_in;
} Person;

typedef struct
{
  CltConn *conn;
  const CltCallDesk *desk;
  gint64 at;
  CltDay day;
  CltCallRules *rules; /* owned */
  GHashTable *people;  /* owned: id -> Person */
} Queue;

static void
queue_clear (Queue *queue)
{
  g_clear_pointer (&queue->rules, clt_call_rules_free);
  g_clear_pointer (&queue->people, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Queue, queue_clear)

void
clt_queue_item_free (CltQueueItem *item)
{
  g_clear_pointer (&item->call, clt_call_free);
  g_free (item);
}

char *
clt_queue_item_dup_time (const CltQueueItem *item)
{
  const int time = item->call->due_time;

  return time < 0 ? NULL : g_strdup_printf ("%02d:%02d", time / 60, time % 60);
}

/* ---- people -------------------------------------------------------------------------------- */

static gboolean
load_people (Queue *queue, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (queue->conn, error,
                    "SELECT s.id, (s.left_on IS NULL OR s.left_on > ?1) AND a.id IS NULL,"
                    " s.role IN ('specialist', 'adviser', 'manager'), coalesce (a.stand_in_id, 0)"
                    " FROM staff s LEFT JOIN absence a ON a.id = (SELECT id FROM absence"
                    " WHERE staff_id = s.id AND valid_from <= ?1 AND valid_to >= ?1"
                    " ORDER BY id DESC LIMIT 1)",
                    "i", (gint64) queue->day);
  CltStep step = CLT_STEP_ERROR;

  queue->people = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      Person *person = g_new (Person, 1);

      person->id = clt_stmt_get_int (stmt, 0);
      person->is_here = clt_stmt_get_int (stmt, 1) != 0;
      person->serves = clt_stmt_get_int (stmt, 2) != 0;
      person->stand_in = clt_stmt_get_int (stmt, 3);
      g_hash_table_insert (queue->people, &person->id, person);
    }
  return step == CLT_STEP_DONE;
}

/* Who stands in for @owner today; 0: nobody. */
static gint64
find_owner (const Queue *queue, gint64 owner)
{
  for (int i = 0; i < MAX_STAND_INS && owner != 0; i++)
    {
      const Person *person = g_hash_table_lookup (queue->people, &owner);

      if (person == NULL)
        return 0;
      if (person->is_here)
        return owner;
      owner = person->stand_in;
    }
  return 0;
}

static gboolean
is_recused (const Queue *queue,
            const CltCall *call,
            gint64 staff_id,
            gboolean *recused,
            GError **error)
{
  *recused = FALSE;
  return staff_id == 0 || !clt_call_rule_is_callback (call->occasion) ||
         clt_call_rule_is_recused (queue->conn, call->client_id, staff_id, queue->day, recused,
                                   error);
}

/* Whether anybody else who is here may make the call. */
static gboolean
find_other (const Queue *queue, const CltCall *call, gboolean *found, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  *found = FALSE;
  g_hash_table_iter_init (&iter, queue->people);
  while (!*found && g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Person *person = value;
      gboolean recused;

      if (!person->is_here || !person->serves || person->id == queue->desk->staff_id)
        continue;
      if (!is_recused (queue, call, person->id, &recused, error))
        return FALSE;
      *found = !recused;
    }
  return TRUE;
}

/* ---- one call ------------------------------------------------------------------------------ */

static void
judge_time (const Queue *queue, CltQueueItem *item)
{
  const CltCall *call = item->call;
  gint64 last;

  item->moment =
    clt_day_get_instant (call->due, call->due_time >= 0 ? call->due_time
                                                        : clt_call_rules_get_open (queue->rules));
  last = call->due_time >= 0
           ? item->moment
           : clt_day_get_instant (call->due, clt_call_rules_get_close (queue->rules));
  item->waits = call->due_time >= 0 && item->moment > queue->at;
  item->overdue = last + clt_call_rules_get_shared_after (queue->rules) * (gint64) 60 < queue->at;
}

/* @shown: (out): whether the desk sees it. */
static gboolean
judge (const Queue *queue, CltQueueItem *item, gboolean *shown, GError **error)
{
  const gint64 viewer = queue->desk->staff_id;
  gboolean recused, other;

  item->owner_id = find_owner (queue, item->call->staff_id);
  if (!is_recused (queue, item->call, item->owner_id, &recused, error))
    return FALSE;
  if (recused)
    item->owner_id = 0;
  item->shared = item->owner_id == 0 || item->overdue;
  *shown = item->claimed || viewer == 0 || item->shared || item->owner_id == viewer;
  if (!*shown)
    return TRUE;
  if (!is_recused (queue, item->call, viewer, &recused, error))
    return FALSE;
  if (!recused)
    return TRUE;
  if (!find_other (queue, item->call, &other, error))
    return FALSE;
  *shown = !other || item->claimed;
  return TRUE;
}

static gboolean
judge_bar (const Queue *queue, CltQueueItem *item, GError **error)
{
  g_auto (CltCallHistory) history = { 0 };

  if (!clt_call_history_load (queue->conn, item->call, &history, error))
    return FALSE;
  item->attempts = history.attempts->len;
  return clt_conn_get_int (queue->conn, &item->n_contacts, 0, error,
                           "SELECT count(*) FROM contact WHERE call_id = ?", "i", item->call->id) &&
         clt_call_rule_check (queue->conn, queue->rules, item->call, queue->desk->staff_id,
                              queue->at, &item->bar, error);
}

/* ---- the list ------------------------------------------------------------------------------ */

/* 0: on the screen; 1: agreed, and the time has come; 2: any time; 3: agreed for later. */
static int
get_rank (const CltQueueItem *item)
{
  if (item->claimed)
    return 0;
  return item->waits ? 3 : item->call->due_time >= 0 ? 1 : 2;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const CltQueueItem *x = *(CltQueueItem *const *) a, *y = *(CltQueueItem *const *) b;
  int rank = get_rank (x), other = get_rank (y);

  if (rank != other)
    return rank - other;
  if (rank == 2 && x->call->priority != y->call->priority)
    return x->call->priority > y->call->priority ? -1 : 1;
  if (x->moment != y->moment)
    return x->moment < y->moment ? -1 : 1;
  return x->call->id < y->call->id ? -1 : x->call->id > y->call->id;
}

/* (element-type gint64): open calls that are due and not on another desk's screen; those of this desk
 * are also in @claimed. */
static GArray *
list_calls (const Queue *queue, GHashTable *claimed, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt =
    clt_conn_query (queue->conn, error,
                    "SELECT t.id, k.call_id IS NOT NULL FROM call_task t LEFT JOIN call_claim k"
                    " ON k.call_id = t.id AND k.until > ?2 WHERE t.state = 'open' AND t.due <= ?1"
                    " AND (k.call_id IS NULL OR (k.who = ?3 AND k.desk = ?4)) ORDER BY t.due, t.id",
                    "iitt", (gint64) queue->day, queue->at, queue->desk->who, queue->desk->desk);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
      if (clt_stmt_get_int (stmt, 1) != 0)
        g_hash_table_add (claimed, g_memdup2 (&id, sizeof id));
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&ids);
}

GPtrArray *
clt_call_queue_load (CltConn *conn, const CltCallDesk *desk, gint64 at, GError **error)
{
  g_auto (Queue) queue = { .conn = conn, .desk = desk, .at = at, .day = clt_instant_get_day (at) };
  g_autoptr (GHashTable) claimed =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_queue_item_free);
  g_autoptr (GArray) ids = NULL;

  queue.rules = clt_call_rules_load (conn, queue.day, error);
  if (queue.rules == NULL || !load_people (&queue, error) ||
      (ids = list_calls (&queue, claimed, error)) == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (CltQueueItem) item = g_new0 (CltQueueItem, 1);
      gboolean shown;

      item->call = clt_call_load (conn, id, error);
      if (item->call == NULL)
        return NULL;
      item->claimed = g_hash_table_contains (claimed, &id);
      judge_time (&queue, item);
      if (!judge (&queue, item, &shown, error))
        return NULL;
      if (!shown)
        continue;
      if (!judge_bar (&queue, item, error))
        return NULL;
      g_ptr_array_add (items, g_steal_pointer (&item));
    }
  g_ptr_array_sort (items, compare_items);
  return g_steal_pointer (&items);
}

/* (transfer full): who has it on another screen; "": nobody; NULL on error. */
static char *
find_claimant (CltConn *conn, const CltCallDesk *desk, gint64 call_id, gint64 at, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT who FROM call_claim WHERE call_id = ? AND until > ?"
                                  " AND NOT (who = ? AND desk = ?)",
                                  "iitt", call_id, at, desk->who, desk->desk);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  char *who;

  if (step != CLT_STEP_ROW)
    return step == CLT_STEP_DONE ? g_strdup ("") : NULL;
  who = g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return who;
}

char *
clt_call_queue_explain (CltConn *conn,
                        const CltCallDesk *desk,
                        gint64 call_id,
                        gint64 at,
                        GError **error)
{
  g_autoptr (GPtrArray) items = clt_call_queue_load (conn, desk, at, error);
  g_autoptr (CltCall) call = items == NULL ? NULL : clt_call_load (conn, call_id, error);
  g_autofree char *who = call == NULL ? NULL : find_claimant (conn, desk, call_id, at, error);
  g_autofree char *day = NULL;

  if (who == NULL)
    return NULL;
  for (guint i = 0; i < items->len; i++)
    if (((CltQueueItem *) items->pdata[i])->call->id == call_id)
      return g_strdup ("");
  if (!g_str_equal (call->state, "open"))
    /* Translators: %s is a client. */
    return g_strdup_printf (_ ("The call to %s is closed: nobody is to make it any more."),
                            call->client);
  if (call->due > clt_instant_get_day (at))
    {
      day = clt_day_format (call->due);
      /* Translators: a client, a day. */
      return g_strdup_printf (_ ("The call to %s is due on %s: it comes into the queue then."),
                              call->client, day);
    }
  if (*who != '\0')
    /* Translators: a member of staff, a client. */
    return g_strdup_printf (_ ("%s has the call to %s on the screen."), who, call->client);
  /* Translators: %s is a client. */
  return g_strdup_printf (_ (
                            "The call to %s is for somebody else: it comes into your queue if it is"
                            " overdue and you may make it."),
                          call->client);
}

gint64
clt_call_queue_count (CltConn *conn, const char *who, gint64 at, GError **error)
{
  const CltCallDesk desk = { clt_staff_find (conn, who, NULL), who, "" };
  g_autoptr (GPtrArray) queue = clt_call_queue_load (conn, &desk, at, error);

  return queue == NULL ? -1 : (gint64) queue->len;
}

/* ---- on the screen ------------------------------------------------------------------------- */

/* One statement: whoever comes second finds the first one's claim. A call that was settled since it was
 * read has another time or a further contact, or is open no more. */
static gboolean
claim (CltConn *conn,
       const CltCallDesk *desk,
       const CltQueueItem *item,
       gint64 at,
       const char *reason,
       gboolean *claimed,
       GError **error)
{
  g_autoptr (CltCallRules) rules = clt_call_rules_load (conn, clt_instant_get_day (at), error);
  gint64 changes;

  if (rules == NULL ||
      !clt_conn_run (conn, error,
                     "INSERT INTO call_claim (call_id, who, desk, until, reason)"
                     " SELECT id, ?2, ?3, ?4, ?5 FROM call_task WHERE id = ?1 AND state = 'open'"
                     " AND due = ?6 AND coalesce (due_time, -1) = ?7 AND ?9 = (SELECT count(*)"
                     " FROM contact WHERE contact.call_id = ?1) ON CONFLICT (call_id)"
                     " DO UPDATE SET who = excluded.who, desk = excluded.desk,"
                     " until = excluded.until, reason = CASE WHEN excluded.reason <> ''"
                     " OR until <= ?8 THEN excluded.reason ELSE reason END"
                     " WHERE until <= ?8 OR (who = excluded.who AND desk = excluded.desk)",
                     "ittityiii", item->call->id, desk->who, desk->desk,
                     at + clt_call_rules_get_lease (rules) * (gint64) 60,
                     reason == NULL ? "" : reason, item->call->due, (gint64) item->call->due_time,
                     at, item->n_contacts) ||
      !clt_conn_get_int (conn, &changes, 0, error, "SELECT changes ()", ""))
    return FALSE;
  *claimed = changes > 0;
  return TRUE;
}

static gboolean
may_take (const CltQueueItem *item, GError **error)
{
  g_autofree char *time = NULL;

  if (item->bar != CLT_CALL_ALLOWED)
    return clt_call_refuse_bar (item->bar, error);
  if (!item->waits)
    return TRUE;
  time = clt_queue_item_dup_time (item);
  /* Translators: %s is a time of day. */
  return clt_store_refuse (error,
                           _ ("The client was promised this call at %s: say why it is made"
                              " before; nothing was changed."),
                           time);
}

static gboolean
take_one (CltConn *conn,
          const CltCallDesk *desk,
          GPtrArray *items,
          gint64 call_id,
          gint64 at,
          const char *reason,
          CltQueueItem **taken,
          GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      CltQueueItem *item = items->pdata[i];
      gboolean claimed;

      if (item->call->id != call_id)
        continue;
      if (!item->claimed && !clt_call_has_words (reason) && !may_take (item, error))
        return FALSE;
      if (!claim (conn, desk, item, at, reason, &claimed, error))
        return FALSE;
      if (!claimed)
        break;
      item->claimed = TRUE;
      *taken = g_ptr_array_steal_index (items, i);
      return TRUE;
    }
  return clt_store_refuse (error, _ ("This call is not due for you, or somebody else has it on the"
                                     " screen; nothing was changed."));
}

gboolean
clt_call_queue_take (CltConn *conn,
                     const CltCallDesk *desk,
                     gint64 call_id,
                     gint64 at,
                     const char *reason,
                     CltQueueItem **item,
                     GError **error)
{
  g_autoptr (GPtrArray) items = clt_call_queue_load (conn, desk, at, error);

  *item = NULL;
  if (items == NULL)
    return FALSE;
  if (call_id != 0)
    return take_one (conn, desk, items, call_id, at, reason, item, error);
  for (guint i = 0; i < items->len; i++)
    {
      CltQueueItem *candidate = items->pdata[i];
      gboolean claimed = FALSE;

      if (!candidate->claimed && (candidate->waits || candidate->bar != CLT_CALL_ALLOWED))
        continue;
      if (!claim (conn, desk, candidate, at, NULL, &claimed, error))
        return FALSE;
      if (!claimed)
        continue; /* somebody was faster */
      candidate->claimed = TRUE;
      *item = g_ptr_array_steal_index (items, i);
      return TRUE;
    }
  return TRUE;
}

gboolean
clt_call_queue_keep (CltConn *conn,
                     const CltCallDesk *desk,
                     gint64 call_id,
                     gint64 at,
                     gboolean *kept,
                     GError **error)
{
  g_autoptr (CltCallRules) rules = clt_call_rules_load (conn, clt_instant_get_day (at), error);
  gint64 changes;

  if (rules == NULL ||
      !clt_conn_run (conn, error,
                     "UPDATE call_claim SET until = ? WHERE call_id = ? AND who = ? AND desk = ?",
                     "iitt", at + clt_call_rules_get_lease (rules) * (gint64) 60, call_id,
                     desk->who, desk->desk) ||
      !clt_conn_get_int (conn, &changes, 0, error, "SELECT changes ()", ""))
    return FALSE;
  *kept = changes > 0;
  return TRUE;
}

gboolean
clt_call_queue_release (CltConn *conn, const CltCallDesk *desk, gint64 call_id, GError **error)
{
  return clt_conn_run (conn, error,
                       "DELETE FROM call_claim WHERE call_id = ? AND who = ? AND desk = ?", "itt",
                       call_id, desk->who, desk->desk);
}
