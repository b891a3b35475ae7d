/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "core/delivery/clt-outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/delivery/clt-door.h"
#include "core/rules/clt-rules.h"

/* An import may hold the file for minutes; a sent mail waits for it rather than be forgotten. */
#define PATIENCE 120 /* times the busy timeout of the connection */

struct _CltOutbox
{
  CltConn *conn; /* borrowed */
  const char *medium;
  int lock; /* file of the lock */
  char *lock_path;
  guint found;
  gint64 cursor; /* id of the last that was taken in this pass */
  int per_minute, max_attempts;
  GQueue starts; /* gint64*: when the last per_minute ones left, monotonic microseconds */
};

void
clt_outgoing_free (CltOutgoing *outgoing)
{
  g_free (outgoing->channel);
  g_free (outgoing->address);
  g_free (outgoing->subject);
  g_free (outgoing->body);
  g_free (outgoing->reference);
  g_free (outgoing);
}

/* The lock: "<file>-outbox", held by whoever sends. The kernel lets go of it when he dies. */

static char *
build_lock_path (CltConn *conn)
{
  g_autofree char *real = realpath (clt_conn_get_path (conn), NULL);

  return g_strconcat (real != NULL ? real : clt_conn_get_path (conn), "-outbox", NULL);
}

static gboolean
is_same_file (int fd, const char *path)
{
  struct stat mine, theirs;

  return fstat (fd, &mine) == 0 && stat (path, &theirs) == 0 && mine.st_ino == theirs.st_ino &&
         mine.st_dev == theirs.st_dev;
}

/* Returns: -1 when another process has it. A file that was removed between open and lock is tried
 * again: its lock would protect nothing. */
static int
take_lock (const char *path, GError **error)
{
  for (;;)
    {
      struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
      int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

      if (fd < 0)
        {
          g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                       _ ("“%s” cannot be written: %s. Nothing was sent."), path,
                       g_strerror (errno));
          return -1;
        }
      if (fcntl (fd, F_OFD_SETLK, &whole) == 0)
        {
          if (is_same_file (fd, path))
            return fd;
          close (fd);
          continue;
        }
      close (fd);
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY,
                           _ ("Another window or program is sending this branch's messages at this"
                              " moment. Nothing was sent."));
      return -1;
    }
}

gboolean
clt_outbox_is_open (CltConn *conn)
{
  g_autofree char *path = build_lock_path (conn);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  gboolean held;

  if (fd < 0)
    return FALSE;
  held = fcntl (fd, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
  close (fd);
  return held;
}

/* Writing */

static gboolean
write_patiently (CltConn *conn, CltActionFunc func, gpointer data, GError **error)
{
  for (int i = 0;; i++)
    {
      g_autoptr (GError) local = NULL;

      if (clt_action_run_unjournalled (conn, func, data, &local))
        return TRUE;
      if (i < PATIENCE && g_error_matches (local, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY))
        continue;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
}

gboolean
clt_message_write_state (CltConn *conn,
                         gint64 id,
                         CltMessageState state,
                         int attempts,
                         gint64 at,
                         gint64 next,
                         const char *answer,
                         GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO message_state (message_id, state, attempts, at, next, answer)"
                       " VALUES (?, ?, ?, ?, nullif(?, 0), ?) ON CONFLICT (message_id) DO UPDATE"
                       " SET state = excluded.state, attempts = excluded.attempts,"
                       " at = excluded.at, next = excluded.next, answer = excluded.answer",
                       "itiiit", id, clt_message_state_get_name (state), (gint64) attempts, at,
                       next, answer);
}

static gboolean
recover (CltConn *conn, gpointer data, GError **error)
{
  gint64 *n = data;

  if (!clt_conn_run (conn, error,
                     "UPDATE message_state SET state = 'unknown', answer = ?"
                     " WHERE state = 'sending'",
                     "t", _ ("The program ended before the server had answered.")))
    return FALSE;
  return clt_conn_get_int (conn, n, 0, error, "SELECT changes()", "");
}

/* Only a run that finds something writes. */
static gboolean
find_leftovers (CltOutbox *outbox, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (outbox->conn, &n, 0, error,
                         "SELECT count(*) FROM message_state WHERE state = 'sending'", ""))
    return FALSE;
  if (n > 0 && !write_patiently (outbox->conn, recover, &n, error))
    return FALSE;
  outbox->found = (guint) n;
  return TRUE;
}

/* What left within the last minute counts against the rate, whichever run sent it. */
static gboolean
load_starts (CltOutbox *outbox, GError **error)
{
  gint64 now = clt_now (), monotonic = g_get_monotonic_time ();
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (outbox->conn, error,
                    "SELECT at FROM message_state WHERE at > ?1 AND at <= ?2 AND attempts > 0"
                    " ORDER BY at DESC LIMIT ?3",
                    "iii", now - 60, now, (gint64) outbox->per_minute);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 start = monotonic - (now - clt_stmt_get_int (stmt, 0)) * G_USEC_PER_SEC;

      g_queue_push_head (&outbox->starts, g_memdup2 (&start, sizeof start));
    }
  return step == CLT_STEP_DONE;
}

CltOutbox *
clt_outbox_open (CltConn *conn, const char *medium, GError **error)
{
  g_autoptr (CltOutbox) outbox = g_new0 (CltOutbox, 1);
  CltDay today = clt_today ();

  outbox->conn = conn;
  outbox->medium = medium;
  outbox->lock_path = build_lock_path (conn);
  outbox->lock = take_lock (outbox->lock_path, error);
  g_queue_init (&outbox->starts);
  if (outbox->lock < 0 ||
      !clt_rules_get_count (conn, "mail.per_minute", today, &outbox->per_minute, error) ||
      !clt_rules_get_count (conn, "mail.attempts", today, &outbox->max_attempts, error) ||
      !find_leftovers (outbox, error) || !load_starts (outbox, error))
    return NULL;
  return g_steal_pointer (&outbox);
}

void
clt_outbox_close (CltOutbox *outbox)
{
  if (outbox->lock >= 0)
    {
      /* while it is locked nobody else can have it for his own */
      g_unlink (outbox->lock_path);
      close (outbox->lock);
    }
  g_free (outbox->lock_path);
  g_queue_clear_full (&outbox->starts, g_free);
  g_free (outbox);
}

CltConn *
clt_outbox_get_conn (CltOutbox *outbox)
{
  return outbox->conn;
}

guint
clt_outbox_get_found (CltOutbox *outbox)
{
  return outbox->found;
}

gboolean
clt_outbox_wait (CltOutbox *outbox, GCancellable *cancellable)
{
  while (!g_cancellable_is_cancelled (cancellable))
    {
      gint64 now = g_get_monotonic_time ();
      gint64 *first = g_queue_peek_head (&outbox->starts);
      GPollFD poll = { .fd = -1 };
      gint64 wait;

      if ((int) outbox->starts.length < outbox->per_minute)
        {
          g_queue_push_tail (&outbox->starts, g_memdup2 (&now, sizeof now));
          return TRUE;
        }
      wait = *first + 60 * G_USEC_PER_SEC - now;
      if (wait <= 0)
        {
          g_free (g_queue_pop_head (&outbox->starts));
          continue;
        }
      if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &poll))
        {
          g_poll (&poll, 1, (int) (wait / 1000 + 1));
          g_cancellable_release_fd (cancellable);
        }
      else
        g_usleep ((gulong) wait);
    }
  return FALSE;
}

/* The next one */

static gpointer
read_outgoing (CltStmt *stmt)
{
  CltOutgoing *outgoing = g_new0 (CltOutgoing, 1);

  outgoing->id = clt_stmt_get_int (stmt, 0);
  outgoing->push_item_id = clt_stmt_get_int (stmt, 1);
  outgoing->client_id = clt_stmt_get_int (stmt, 2);
  outgoing->product_id = clt_stmt_get_int (stmt, 3);
  outgoing->version_id = clt_stmt_get_int (stmt, 4);
  outgoing->channel = g_strdup (clt_stmt_get_text (stmt, 5));
  outgoing->address = g_strdup (clt_stmt_get_text (stmt, 6));
  outgoing->subject = g_strdup (clt_stmt_get_text (stmt, 7));
  outgoing->body = g_strdup (clt_stmt_get_text (stmt, 8));
  outgoing->reference = g_strdup (clt_stmt_get_text (stmt, 9));
  outgoing->created = clt_stmt_get_int (stmt, 10);
  outgoing->attempts = (int) clt_stmt_get_int (stmt, 11);
  return outgoing;
}

#define OUTGOING_SQL                                                                               \
  "SELECT m.id, m.push_item_id, m.client_id, m.product_id, m.version_id, m.channel, m.address,"    \
  " m.subject, m.body, m.reference, m.created, coalesce(s.attempts, 0) FROM message m"             \
  " LEFT JOIN message_state s ON s.message_id = m.id"

CltOutgoing *
clt_outgoing_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, OUTGOING_SQL " WHERE m.id = ?", "i", id);

  return clt_stmt_read_one (stmt, read_outgoing, _ ("There is no such message."), error);
}

#define DUE_SQL "(s.state IS NULL OR (s.state = 'retry' AND coalesce(s.next, 0) <= ?1))"

/* 0: nothing is due. Two passes: what has become due meanwhile may lie before the cursor. */
static gboolean
find_due (CltOutbox *outbox, gint64 *id, GError **error)
{
  for (;;)
    {
      if (!clt_conn_get_int (outbox->conn, id, 0, error,
                             "SELECT m.id FROM message m JOIN channel h ON h.key = m.channel"
                             " LEFT JOIN message_state s ON s.message_id = m.id"
                             " WHERE h.medium = ?2 AND m.id > ?3 AND " DUE_SQL
                             " ORDER BY m.id LIMIT 1",
                             "iti", clt_now (), outbox->medium, outbox->cursor))
        return FALSE;
      if (*id != 0 || outbox->cursor == 0)
        break;
      outbox->cursor = 0;
    }
  if (*id != 0)
    outbox->cursor = *id;
  return TRUE;
}

gboolean
clt_outbox_is_due (CltOutbox *outbox, gboolean *due, GError **error)
{
  gint64 cursor = outbox->cursor, id;

  if (!find_due (outbox, &id, error))
    return FALSE;
  outbox->cursor = id == 0 ? 0 : cursor;
  *due = id != 0;
  return TRUE;
}

typedef struct
{
  gint64 id;
  CltMessageState state; /* what it becomes */
  const char *answer;
  CltOutgoing *outgoing; /* NULL: it is gone, or somebody has settled it */
  gboolean blocked;
} Taking;

static gboolean
drop_item (CltConn *conn, const CltOutgoing *outgoing, GError **error)
{
  return outgoing->push_item_id == 0 ||
         clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'dropped' WHERE id = ? AND state = 'queued'",
                       "i", outgoing->push_item_id);
}

static gboolean
take (CltConn *conn, gpointer data, GError **error)
{
  Taking *taking = data;
  g_autoptr (CltOutgoing) outgoing = NULL;
  g_autoptr (GError) refusal = NULL;
  gint64 due;

  taking->blocked = FALSE;
  if (!clt_conn_get_int (conn, &due, 0, error,
                         "SELECT count(*) FROM message m LEFT JOIN message_state s"
                         " ON s.message_id = m.id WHERE m.id = ?2 AND " DUE_SQL,
                         "ii", clt_now (), taking->id))
    return FALSE;
  if (due == 0)
    return TRUE;
  outgoing = clt_outgoing_load (conn, taking->id, error);
  if (outgoing == NULL)
    return FALSE;
  outgoing->attempts++;
  /* what has changed since it was queued counts: above all the client's own no */
  taking->blocked =
    !clt_door_check (conn, outgoing->push_item_id, outgoing->client_id, outgoing->product_id,
                     outgoing->channel, clt_today (), &refusal);
  if (taking->blocked && !g_error_matches (refusal, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  if (taking->blocked)
    return clt_message_write_state (conn, outgoing->id, CLT_MESSAGE_FAILED, outgoing->attempts,
                                    clt_now (), 0, refusal->message, error) &&
           drop_item (conn, outgoing, error);
  if (!clt_message_write_state (conn, outgoing->id, taking->state, outgoing->attempts, clt_now (),
                                0, taking->answer, error))
    return FALSE;
  taking->outgoing = g_steal_pointer (&outgoing);
  return TRUE;
}

CltOutgoing *
clt_outbox_take (CltOutbox *outbox, guint *n_blocked, GError **error)
{
  for (;;)
    {
      Taking taking = { .state = CLT_MESSAGE_SENDING, .answer = "" };

      if (!find_due (outbox, &taking.id, error) || taking.id == 0)
        return NULL;
      if (!write_patiently (outbox->conn, take, &taking, error))
        {
          g_clear_pointer (&taking.outgoing, clt_outgoing_free);
          return NULL;
        }
      *n_blocked += taking.blocked ? 1 : 0;
      if (taking.outgoing != NULL)
        return taking.outgoing;
    }
}

typedef struct
{
  CltOutbox *outbox;
  const char *answer;
  GPtrArray *messages;
  guint blocked;
} Handing;

static gboolean
hand_all (CltConn *conn, gpointer data, GError **error)
{
  Handing *handing = data;

  g_ptr_array_set_size (handing->messages, 0);
  handing->blocked = 0;
  handing->outbox->cursor = 0;
  for (;;)
    {
      Taking taking = { .state = CLT_MESSAGE_HANDED, .answer = handing->answer };

      if (!find_due (handing->outbox, &taking.id, error))
        return FALSE;
      if (taking.id == 0)
        return TRUE;
      if (!take (conn, &taking, error))
        return FALSE;
      handing->blocked += taking.blocked ? 1 : 0;
      if (taking.outgoing != NULL)
        g_ptr_array_add (handing->messages, taking.outgoing);
    }
}

GPtrArray *
clt_outbox_hand_all (CltOutbox *outbox, const char *answer, guint *n_blocked, GError **error)
{
  g_autoptr (GPtrArray) messages =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_outgoing_free);
  Handing handing = { outbox, answer, messages, 0 };
  gboolean due;

  /* an empty queue is not written to */
  if (!clt_outbox_is_due (outbox, &due, error) ||
      (due && !write_patiently (outbox->conn, hand_all, &handing, error)))
    return NULL;
  *n_blocked = handing.blocked;
  return g_steal_pointer (&messages);
}

/* Its fate */

gboolean
clt_outgoing_log (CltConn *conn,
                  const CltOutgoing *outgoing,
                  gint64 at,
                  const char *answer,
                  GError **error)
{
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();

  delivery->client_id = outgoing->client_id;
  delivery->product_id = outgoing->product_id;
  delivery->version_id = outgoing->version_id;
  delivery->push_item_id = outgoing->push_item_id;
  delivery->message_id = outgoing->id;
  delivery->day = clt_instant_get_day (at);
  delivery->at = at;
  clt_set_str (&delivery->channel, outgoing->channel);
  if (!clt_conn_get_int (conn, &delivery->staff_id, 0, error,
                         "SELECT coalesce(specialist_id, adviser_id) FROM push_item WHERE id = ?",
                         "i", outgoing->push_item_id) ||
      !clt_message_write_state (conn, outgoing->id, CLT_MESSAGE_SENT, MAX (outgoing->attempts, 1),
                                at, 0, answer, error) ||
      !clt_delivery_save (conn, delivery, error))
    return FALSE;
  return outgoing->push_item_id == 0 ||
         clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'done' WHERE id = ? AND state <> 'done'", "i",
                       outgoing->push_item_id);
}

typedef struct
{
  const CltOutgoing *outgoing;
  CltMessageState state;
  const char *answer;
  gint64 next;
} Finishing;

static gboolean
put_back (CltConn *conn, const CltOutgoing *outgoing, GError **error)
{
  if (outgoing->attempts <= 1)
    return clt_conn_run (conn, error, "DELETE FROM message_state WHERE message_id = ?", "i",
                         outgoing->id);
  return clt_message_write_state (conn, outgoing->id, CLT_MESSAGE_RETRY, outgoing->attempts - 1,
                                  clt_now (), clt_now (), "", error);
}

static gboolean
finish (CltConn *conn, gpointer data, GError **error)
{
  const Finishing *finishing = data;
  const CltOutgoing *outgoing = finishing->outgoing;
  gboolean over = finishing->state == CLT_MESSAGE_FAILED || finishing->state == CLT_MESSAGE_BOUNCED;

  if (finishing->state == CLT_MESSAGE_QUEUED)
    return put_back (conn, outgoing, error);
  if (finishing->state == CLT_MESSAGE_SENT)
    return clt_outgoing_log (conn, outgoing, clt_now (), finishing->answer, error);
  return clt_message_write_state (conn, outgoing->id, finishing->state, outgoing->attempts,
                                  clt_now (), finishing->next, finishing->answer, error) &&
         (!over || drop_item (conn, outgoing, error));
}

static gboolean
put_back_all (CltConn *conn, gpointer data, GError **error)
{
  GPtrArray *messages = data;

  for (guint i = 0; i < messages->len; i++)
    if (!put_back (conn, messages->pdata[i], error))
      return FALSE;
  return TRUE;
}

void
clt_outbox_put_back_all (CltOutbox *outbox, GPtrArray *messages)
{
  g_autoptr (GError) error = NULL;

  /* else they stay “in a file for the gateway”, and a person decides */
  if (!write_patiently (outbox->conn, put_back_all, messages, &error))
    g_debug ("messages could not be put back: %s", error->message);
}

/* One minute, four, sixteen … at most six hours. */
static gint64
get_delay (int attempts)
{
  gint64 delay = 60;

  while (--attempts > 0 && delay < 6 * 3600)
    delay *= 4;
  return MIN (delay, 6 * 3600);
}

int
clt_outbox_finish (CltOutbox *outbox,
                   const CltOutgoing *outgoing,
                   CltMessageState state,
                   const char *answer,
                   GError **error)
{
  Finishing finishing = { outgoing, state, answer, 0 };

  if (state == CLT_MESSAGE_RETRY && outgoing->attempts >= outbox->max_attempts)
    finishing.state = CLT_MESSAGE_FAILED;
  if (finishing.state == CLT_MESSAGE_RETRY)
    finishing.next = clt_now () + get_delay (outgoing->attempts);
  return write_patiently (outbox->conn, finish, &finishing, error) ? (int) finishing.state : -1;
}

gboolean
clt_outbox_get_left (CltOutbox *outbox, guint *left, gint64 *next, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    outbox->conn, error,
    "SELECT count(*), min(s.next) FROM message m JOIN channel h ON h.key = m.channel"
    " LEFT JOIN message_state s ON s.message_id = m.id WHERE h.medium = ?"
    " AND (s.state IS NULL OR s.state = 'retry')",
    "t", outbox->medium);

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  *left = (guint) clt_stmt_get_int (stmt, 0);
  *next = clt_stmt_get_int (stmt, 1);
  clt_stmt_reset (stmt);
  return TRUE;
}
