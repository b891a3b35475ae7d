/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: what waits goes to a real server, each state has its count and its list, and what a
 * person says of a message is written down and can be taken back. */
#include <stdlib.h>
#include <string.h>

#include "app/catalogue/clt-outbox-pane.h"
#include "app/shell/clt-servers-page.h"
#include "app/shell/clt-services-page.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-side-list.h"
#include "app/widgets/clt-task-bar.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-outbox.h"
#include "core/delivery/clt-sms.h"
#include "core/rules/clt-rules.h"
#include "core/rules/clt-settings.h"
#include "ui/clt-ui-test.h"

#define N_MESSAGES 6
#define PASSWORD "密码 p@ss:w0rd" /* of tests/cli/smtp.py */

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *pane;
  CltConn *conn;     /* beside the window */
  GSubprocess *post; /* the mail server */
  GDataInputStream *said;
  GPtrArray *settings; /* name=value */
  CltMessageState wanted;
  guint n;
} Fixture;

static void
start_post (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "ui", "post.py", NULL);
  char *line;

  fixture->post = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "/usr/bin/python3", script, NULL);
  g_assert_no_error (error);
  fixture->said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->post));
  fixture->settings = g_ptr_array_new_with_free_func (g_free);
  while ((line = g_data_input_stream_read_line (fixture->said, NULL, NULL, &error)) != NULL &&
         *line != '\0')
    g_ptr_array_add (fixture->settings, line);
  g_assert_no_error (error);
  g_free (line);
}

static guint
count_received (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (fixture->post), "?\n", 2, NULL, NULL,
                             &error);
  g_assert_no_error (error);
  line = g_data_input_stream_read_line (fixture->said, NULL, NULL, &error);
  g_assert_no_error (error);
  return (guint) strtoul (line, NULL, 10);
}

static gboolean
set_server (CltConn *conn, gpointer data, GError **error)
{
  const GPtrArray *settings = data;

  for (guint i = 0; i < settings->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (settings->pdata[i], "=", 2);

      if (!clt_mail_server_set (conn, parts[0], parts[1], error))
        return FALSE;
    }
  return clt_rules_set (conn, "mail.per_minute", 10000, clt_today (), "", error);
}

static void
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *n = g_strdup_printf ("%d", N_MESSAGES);
  int status;
  const char *argv[] = { g_getenv ("FILL_QUEUE"), fixture->base.path, n, "email", NULL };

  g_assert_true (
    g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "settings.edit", .who = "test" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;

  clt_ui_test_set_up (&fixture->base, data);
  g_free (fixture->base.path);
  fixture->base.path = g_build_filename (fixture->base.dir, "queue.clientele", NULL);
  fill (fixture);
  start_post (fixture);
  conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  if (data != NULL)
    g_assert_true (clt_action_run (conn, &info, set_server, fixture->settings, NULL, &error));
  g_assert_no_error (error);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "services");
  clt_ui_wait_for_store (fixture->window);
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_SERVICES_PAGE),
                              "services.show-tab", "s", "outbox");
  clt_ui_wait_for_store (fixture->window);
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_OUTBOX_PANE);
  g_assert_nonnull (fixture->pane);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  clt_ui_test_tear_down (&fixture->base, data);
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->post), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (fixture->post, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->said);
  g_clear_object (&fixture->post);
  g_clear_pointer (&fixture->settings, g_ptr_array_unref);
}

static guint
count_state (Fixture *fixture, CltMessageState state)
{
  g_autoptr (GError) error = NULL;
  CltOutboxSummary summary;

  g_assert_true (clt_outbox_summary (fixture->conn, "", &summary, &error));
  g_assert_no_error (error);
  return summary.n[state];
}

static gboolean
has_state (gpointer data)
{
  Fixture *fixture = data;

  return count_state (fixture, fixture->wanted) == fixture->n;
}

static void
wait_for (Fixture *fixture, CltMessageState state, guint n)
{
  fixture->wanted = state;
  fixture->n = n;
  clt_ui_wait (has_state, fixture);
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_question () != NULL;
}

static void
answer (const char *password)
{
  AdwMessageDialog *dialog;
  GtkEditable *entry;

  clt_ui_wait (is_asked, NULL);
  dialog = find_question ();
  entry = clt_ui_find (dialog, GTK_TYPE_ENTRY);
  gtk_editable_set_text (entry, password);
  adw_message_dialog_response (dialog, "use");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_idle (gpointer data)
{
  Fixture *fixture = data;
  CltTaskBar *bar = clt_ui_find (fixture->pane, CLT_TYPE_TASK_BAR);

  return !clt_task_bar_is_busy (bar);
}

static void
send (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->pane, "outbox.send", NULL);
  /* the first one is wrong: it is asked for again, and nothing is lost */
  answer ("wrong");
  answer (PASSWORD);
  clt_ui_wait (is_idle, fixture);
  clt_ui_wait_for_store (fixture->window);
}

static CltKeyList *
list_state (Fixture *fixture, int row)
{
  GtkListBox *list = clt_ui_find (fixture->pane, GTK_TYPE_LIST_BOX);
  CltDataTable *table = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, row));
  clt_ui_wait_for_store (fixture->window);
  clt_ui_settle ();
  return clt_data_table_get_list (table);
}

static void
test_send (Fixture *fixture, gconstpointer data)
{
  wait_for (fixture, CLT_MESSAGE_QUEUED, N_MESSAGES);
  send (fixture);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_SENT), ==, N_MESSAGES - 2);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_BOUNCED), ==, 1);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_UNKNOWN), ==, 1);
  g_assert_cmpuint (count_received (fixture), ==, N_MESSAGES - 2);
  /* all that are not sent, and those whose fate nobody knows */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list_state (fixture, 0))), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list_state (fixture, 1))), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list_state (fixture, 8))), ==,
                    N_MESSAGES - 2);
}

static void
choose_first (Fixture *fixture, int row)
{
  CltKeyList *keys = list_state (fixture, row);

  clt_data_table_select (clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE),
                         clt_key_list_get_id (keys, 0));
  clt_ui_wait_for_store (fixture->window);
}

static gboolean
is_offered (gpointer pane)
{
  return clt_ui_shows (pane, "1 message settled");
}

static gboolean
is_over (gpointer pane)
{
  return !is_offered (pane);
}

/* As a hand does it: the toast goes with its button. */
static void
press_undo (Fixture *fixture)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (fixture->pane, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), "_Undo") == 0)
      {
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        return;
      }
  g_assert_not_reached ();
}

static gboolean
is_confirmed (gpointer pane)
{
  return clt_ui_shows (pane, "Taken back");
}

static void
test_settle (Fixture *fixture, gconstpointer data)
{
  send (fixture);
  choose_first (fixture, 1);
  gtk_widget_activate_action (fixture->pane, "outbox.was-sent", NULL);
  wait_for (fixture, CLT_MESSAGE_SENT, N_MESSAGES - 1);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_UNKNOWN), ==, 0);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait (is_offered, fixture->pane);
  press_undo (fixture);
  wait_for (fixture, CLT_MESSAGE_UNKNOWN, 1);
  clt_ui_wait (is_over, fixture->pane);
  clt_ui_wait (is_confirmed, fixture->pane);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_SENT), ==, N_MESSAGES - 2);
  /* a mail that came back is no delivery */
  clt_ui_wait_for_store (fixture->window);
  choose_first (fixture, 8);
  gtk_widget_activate_action (fixture->pane, "outbox.came-back", NULL);
  wait_for (fixture, CLT_MESSAGE_BOUNCED, 2);
}

static gboolean
on_gateway_incoming_cb (GSocketService *service,
                        GSocketConnection *connection,
                        GObject *source,
                        gpointer user_data)
{
  static const char answer[] = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";
  GIOStream *stream = G_IO_STREAM (connection);
  g_autoptr (GError) error = NULL;
  char request[4096];

  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (stream), request,
                                        sizeof request, NULL, &error),
                   >, 0);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer), NULL,
                             NULL, &error);
  g_assert_no_error (error);
  return FALSE;
}

/* Two of the messages are short ones; at @data is the port of their gateway. */
static gboolean
make_texts (CltConn *conn, gpointer data, GError **error)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", *(guint16 *) data);

  return clt_conn_run (conn, error,
                       "UPDATE message SET channel = 'sms', address = '13800000001'"
                       " WHERE id IN (SELECT id FROM message ORDER BY id LIMIT 2)",
                       "") &&
         clt_sms_gateway_set (conn, "url", url, error);
}

/* Mails that wait for a server to be set up hold no short message back. */
static void
test_texts (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "settings.edit", .who = "test" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_autoptr (GSocketService) gateway = g_socket_service_new ();
  guint16 port;

  g_assert_no_error (error);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (gateway), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (gateway, "incoming", G_CALLBACK (on_gateway_incoming_cb), NULL);
  g_assert_true (clt_action_run (conn, &info, make_texts, &port, NULL, &error));
  g_assert_no_error (error);
  gtk_widget_activate_action (fixture->pane, "pane.reload", NULL);
  clt_ui_wait_for_store (fixture->window);
  gtk_widget_activate_action (fixture->pane, "outbox.send", NULL);
  wait_for (fixture, CLT_MESSAGE_SENT, 2);
  clt_ui_wait (is_idle, fixture);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_QUEUED), ==, N_MESSAGES - 2);
}

static gboolean
is_paused (gpointer data)
{
  g_autofree char *who = clt_outbox_get_paused (((Fixture *) data)->conn, NULL);

  return who != NULL && *who != '\0';
}

static gboolean
is_resumed (gpointer data)
{
  return !is_paused (data);
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (fixture->pane, "outbox.pause", NULL);
  clt_ui_wait (is_paused, fixture);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  gtk_widget_activate_action (fixture->pane, "outbox.send", NULL);
  clt_ui_settle ();
  g_assert_true (is_idle (fixture));
  g_assert_cmpuint (count_received (fixture), ==, 0);
  gtk_widget_activate_action (fixture->pane, "outbox.pause", NULL);
  clt_ui_wait (is_resumed, fixture);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  send (fixture);
  g_assert_cmpuint (count_received (fixture), ==, N_MESSAGES - 2);
}

static gboolean
has_begun (gpointer data)
{
  return count_received (data) > 0;
}

static gboolean
has_stopped (gpointer data)
{
  return !clt_outbox_is_open (((Fixture *) data)->conn);
}

/* The window goes while mails are on their way: the run ends between two of them, each has its fate,
 * and the server has got what is written down as sent. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  gtk_widget_activate_action (fixture->pane, "outbox.send", NULL);
  answer (PASSWORD);
  clt_ui_wait (has_begun, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  clt_ui_wait (has_stopped, fixture);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_SENDING), ==, 0);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_SENT), ==, count_received (fixture));
  for (CltMessageState state = 0; state < CLT_N_MESSAGE_STATES; state++)
    n += count_state (fixture, state);
  g_assert_cmpuint (n, ==, N_MESSAGES);
}

/* ---- the settings --------------------------------------------------------------------------- */

static GtkWidget *
find_row (gpointer page, const char *title)
{
  g_autoptr (GPtrArray) rows = clt_ui_find_all (page, ADW_TYPE_PREFERENCES_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
      return rows->pdata[i];
  g_assert_not_reached ();
}

static void
type (Fixture *fixture, gpointer page, const char *title, const char *text)
{
  GtkWidget *row = find_row (page, title);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
  clt_ui_wait_for_store (fixture->window);
  clt_ui_settle ();
}

static gpointer
open_servers (Fixture *fixture)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.preferences-page", "s", "sending");
  clt_ui_wait_for_store (fixture->window);
  clt_ui_settle ();
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);
      gpointer page = clt_ui_find (window, CLT_TYPE_SERVERS_PAGE);

      if (page != NULL)
        return page;
    }
  g_assert_not_reached ();
}

static void
assert_setting (Fixture *fixture, const char *name, const char *value)
{
  g_autofree char *stored = clt_settings_get (fixture->conn, name, NULL);

  g_assert_cmpstr (stored, ==, value);
}

static const char *
get_setting (Fixture *fixture, const char *name)
{
  for (guint i = 0; i < fixture->settings->len; i++)
    {
      const char *setting = fixture->settings->pdata[i];

      if (g_str_has_prefix (setting, name) && setting[strlen (name)] == '=')
        return setting + strlen (name) + 1;
    }
  g_assert_not_reached ();
}

static gboolean
is_told (gpointer row)
{
  return strstr (adw_action_row_get_subtitle (row), "Taken") != NULL;
}

/* Without Enter: the row is left. */
static void
type_and_leave (Fixture *fixture, gpointer page, const char *title, const char *text)
{
  GtkWidget *row = find_row (page, title);

  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_grab_focus (find_row (page, "Server"));
  clt_ui_wait_for_store (fixture->window);
}

/* What is wrong is said and not stored; what is right is the command line’s, too; and the server’s
 * words come into the window. */
static void
test_servers (Fixture *fixture, gconstpointer data)
{
  gpointer page = open_servers (fixture);
  GtkWidget *test = find_row (page, "Do the settings work?");

  type (fixture, page, "Port, where it is another one", "99999");
  assert_setting (fixture, "mail.port", "");
  g_assert_true (
    gtk_widget_has_css_class (find_row (page, "Port, where it is another one"), "error"));
  type (fixture, page, "Port, where it is another one", get_setting (fixture, "port"));
  g_assert_false (
    gtk_widget_has_css_class (find_row (page, "Port, where it is another one"), "error"));
  type (fixture, page, "Server", get_setting (fixture, "host"));
  type (fixture, page, "User, where the server asks for one", get_setting (fixture, "user"));
  type (fixture, page, "File of a further certificate authority", get_setting (fixture, "ca-file"));
  type (fixture, page, "Address of the sender", "me@futures.example");
  assert_setting (fixture, "mail.port", get_setting (fixture, "port"));
  assert_setting (fixture, "mail.from", "me@futures.example");
  type_and_leave (fixture, page, "Name of the sender", "Branch");
  assert_setting (fixture, "mail.from-name", "Branch");
  type (fixture, page, "At most so many messages a minute", "none");
  type (fixture, page, "At most so many messages a minute", "30");
  g_signal_emit_by_name (clt_ui_find (test, GTK_TYPE_BUTTON), "clicked");
  answer (PASSWORD);
  clt_ui_wait (is_told, test);
  g_assert_cmpuint (count_received (fixture), ==, 1);
  g_assert_cmpuint (count_state (fixture, CLT_MESSAGE_QUEUED), ==, N_MESSAGES);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (page)));
}

static gboolean
has_focus (gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* Rows that have no size yet take the focus with the frame that gives them one. */
static void
enter_list (Fixture *fixture, GType type)
{
  g_signal_emit_by_name (clt_ui_find (fixture->pane, CLT_TYPE_SIDE_LIST), "entered");
  clt_ui_wait (has_focus, clt_ui_find (fixture->pane, type));
}

/* On from the states: to the messages, and where there are none, to the search; never nowhere. */
static void
test_enter (Fixture *fixture, gconstpointer data)
{
  list_state (fixture, 0);
  enter_list (fixture, CLT_TYPE_DATA_TABLE);
  list_state (fixture, 1);
  enter_list (fixture, GTK_TYPE_SEARCH_ENTRY);
}

/* Without a server the outbox says so, and leads to where one is set up. */
static void
test_no_server (Fixture *fixture, gconstpointer data)
{
  GtkInfoBar *bar = clt_ui_find (fixture->pane, GTK_TYPE_INFO_BAR);
  GtkWidget *button = clt_ui_find (bar, GTK_TYPE_BUTTON);

  g_assert_true (gtk_info_bar_get_revealed (bar));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "outbox.settings");
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (open_servers (fixture))));
}

#define ADD(name, data, func) g_test_add ("/outbox/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("send", "server", test_send);
  ADD ("settle", "server", test_settle);
  ADD ("texts", NULL, test_texts);
  ADD ("pause", "server", test_pause);
  ADD ("close", "server", test_close);
  ADD ("servers", NULL, test_servers);
  ADD ("no-server", NULL, test_no_server);
  ADD ("enter", NULL, test_enter);
  return g_test_run ();
}
