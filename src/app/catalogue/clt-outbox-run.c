/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-outbox-run.h"

#include <string.h>

#include "app/widgets/clt-password.h"
#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-sms.h"

typedef struct
{
  GtkWindow *parent; /* owned (nullable) */
  char *path;
  gboolean test;          /* one mail to the sender himself */
  CltMailServer *server;  /* owned (nullable): no mail is to be sent */
  CltSmsGateway *gateway; /* owned (nullable): nothing goes through the web */
  gboolean web;           /* the short messages are under way */
  CltSendRun how;
  CltMailResult sent; /* of all */
  char *answer;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->parent);
  g_clear_object (&run->how.cancellable);
  g_clear_pointer (&run->server, clt_mail_server_free);
  g_clear_pointer (&run->gateway, clt_sms_gateway_free);
  g_free (run->path);
  g_free (run->answer);
  g_free (run);
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
}

static void send_next (GTask *task, gboolean refused);

/* ---- in the thread -------------------------------------------------------------------------- */

static gboolean
waits (CltConn *conn, const char *medium, gboolean *some, GError **error)
{
  CltOutboxSummary summary;

  if (!clt_outbox_summary (conn, medium, &summary, error))
    return FALSE;
  *some = summary.n[CLT_MESSAGE_QUEUED] + summary.n[CLT_MESSAGE_RETRY] > 0;
  return TRUE;
}

static gboolean
prepare_web (CltConn *conn, Run *run, GError **error)
{
  run->gateway = clt_sms_gateway_load (conn, error);
  if (run->gateway == NULL)
    return FALSE;
  /* they are for a file then */
  if (*run->gateway->url == '\0')
    g_clear_pointer (&run->gateway, clt_sms_gateway_free);
  return TRUE;
}

/* Where no mail server is set up the mails wait, and hold no short message back. */
static gboolean
prepare_mail (CltConn *conn, Run *run, GError **error)
{
  g_autoptr (GError) local = NULL;

  run->server = clt_mail_server_load (conn, &local);
  if (run->server != NULL ||
      (run->gateway != NULL && g_error_matches (local, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
prepare (CltConn *conn, Run *run, GError **error)
{
  gboolean mails = TRUE, texts = FALSE;

  if (!run->test && (!waits (conn, "email", &mails, error) || !waits (conn, "sms", &texts, error)))
    return FALSE;
  return (!texts || prepare_web (conn, run, error)) && (!mails || prepare_mail (conn, run, error));
}

static void
prepare_in_thread (GTask *step, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  Run *run = g_task_get_task_data (G_TASK (data));
  g_autoptr (CltConn) conn = clt_branch_open (run->path, CLT_CONN_READ, &error);

  if (conn == NULL || !prepare (conn, run, &error))
    g_task_return_error (step, g_steal_pointer (&error));
  else
    g_task_return_boolean (step, TRUE);
}

static void
add_result (CltMailResult *sum, const CltMailResult *more)
{
  sum->sent += more->sent;
  sum->retry += more->retry;
  sum->failed += more->failed;
  sum->bounced += more->bounced;
  sum->unknown += more->unknown;
  sum->blocked += more->blocked;
  sum->found += more->found;
  sum->left += more->left;
}

static gboolean
send (CltConn *conn, Run *run, GError **error)
{
  CltMailResult result = { 0 };
  gboolean done;

  if (run->test)
    return clt_mail_send_test (conn, run->server, run->server->from, run->how.cancellable,
                               &run->answer, error);
  done = run->web ? clt_sms_send (conn, run->gateway, &run->how, &result, error)
                  : clt_mail_send (conn, run->server, &run->how, &result, error);
  add_result (&run->sent, &result);
  return done;
}

static void
send_in_thread (GTask *step, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  Run *run = g_task_get_task_data (G_TASK (data));
  g_autoptr (CltConn) conn = clt_branch_open (run->path, CLT_CONN_WRITE, &error);

  if (conn == NULL || !send (conn, run, &error))
    g_task_return_error (step, g_steal_pointer (&error));
  else
    g_task_return_boolean (step, TRUE);
}

/* A step of @task in a thread; the steps follow one another, so that only one has the data. It is the
 * callback that keeps the task: the thread may be the last to let go of its step. */
static void
start (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) step = g_task_new (NULL, NULL, callback, g_object_ref (task));

  g_task_set_task_data (step, task, NULL);
  g_task_run_in_thread (step, func);
}

/* ---- one after the other -------------------------------------------------------------------- */

static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Run *run = g_task_get_task_data (task);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
        send_next (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (run->web)
    g_clear_pointer (&run->gateway, clt_sms_gateway_free);
  else
    g_clear_pointer (&run->server, clt_mail_server_free);
  send_next (task, FALSE);
}

static void
on_password_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Run *run = g_task_get_task_data (task);
  char *password = clt_password_get_finish (result, &error);
  char **kept = run->web ? &run->gateway->password : &run->server->password;

  if (password == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_free (*kept);
  *kept = g_strdup (password);
  clt_password_free (password);
  start (task, send_in_thread, on_sent_cb);
}

static gboolean
needs_password (const Run *run)
{
  if (!run->web)
    return *run->server->user != '\0';
  return strstr (run->gateway->url, "{password}") != NULL ||
         strstr (run->gateway->body, "{password}") != NULL;
}

/* What of the web stands before the first slash. */
static char *
dup_host (const Run *run)
{
  g_autoptr (GUri) uri =
    run->web ? g_uri_parse (run->gateway->url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;

  if (!run->web)
    return g_strdup (run->server->host);
  return g_strdup (uri == NULL ? run->gateway->url : g_uri_get_host (uri));
}

static void
send_next (GTask *task, gboolean refused)
{
  Run *run = g_task_get_task_data (task);
  g_autofree char *host = NULL;
  CltPasswordKey key;

  run->web = run->server == NULL;
  if (run->server == NULL && run->gateway == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!needs_password (run))
    {
      start (task, send_in_thread, on_sent_cb);
      return;
    }
  host = dup_host (run);
  key = (CltPasswordKey){ run->web ? "sms" : "mail", host,
                          run->web ? run->gateway->user : run->server->user };
  clt_password_get_async (run->parent, &key, refused, run->how.cancellable, on_password_cb,
                          g_object_ref (task));
}

static void
on_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    send_next (task, FALSE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GTask *
new_task (GtkWindow *parent,
          const char *path,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_set_object (&run->parent, parent);
  g_set_object (&run->how.cancellable, cancellable);
  run->path = g_strdup (path);
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  g_task_set_task_data (task, run, run_free);
  return task;
}

void
clt_outbox_run_async (GtkWindow *parent,
                      const char *path,
                      CltProgressFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = new_task (parent, path, cancellable, callback, user_data);
  Run *run = g_task_get_task_data (task);

  run->how.progress = progress;
  run->how.progress_data = progress_data;
  start (task, prepare_in_thread, on_prepared_cb);
}

gboolean
clt_outbox_run_finish (GAsyncResult *result, CltMailResult *sent, GError **error)
{
  *sent = ((Run *) g_task_get_task_data (G_TASK (result)))->sent;
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
clt_outbox_test_async (GtkWindow *parent,
                       const char *path,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = new_task (parent, path, cancellable, callback, user_data);

  ((Run *) g_task_get_task_data (task))->test = TRUE;
  start (task, prepare_in_thread, on_prepared_cb);
}

char *
clt_outbox_test_finish (GAsyncResult *result, GError **error)
{
  Run *run = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&run->answer);
}
