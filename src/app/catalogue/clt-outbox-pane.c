/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-outbox-pane.h"

#include "app/catalogue/clt-outbox-data.h"
#include "app/catalogue/clt-outbox-gateway.h"
#include "app/catalogue/clt-outbox-run.h"
#include "app/catalogue/clt-outbox-words.h"
#include "app/catalogue/clt-services-export.h"
#include "app/widgets/clt-command.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-label.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-side-list.h"
#include "app/widgets/clt-task-bar.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* The states in the order in which a person looks at them. */
static const int states[] = {
  -1,
  CLT_MESSAGE_UNKNOWN,
  CLT_MESSAGE_QUEUED,
  CLT_MESSAGE_SENDING,
  CLT_MESSAGE_RETRY,
  CLT_MESSAGE_FAILED,
  CLT_MESSAGE_BOUNCED,
  CLT_MESSAGE_HANDED,
  CLT_MESSAGE_SENT,
};

#define N_STATES G_N_ELEMENTS (states)

struct _CltOutboxPane
{
  CltPane parent_instance;

  CltOutboxFacts *facts;   /* owned (nullable) */
  GPtrArray *settled;      /* owned (nullable): CltSettled, to be taken back */
  AdwToast *settled_toast; /* weak: offers to take them back */
  CltProgress *progress;   /* owned (nullable): of the run under way */
  int state;               /* that is listed; -1: all but the sent ones */

  AdwToastOverlay *toasts;
  CltSideList *state_list;
  GtkInfoBar *server_bar;
  GtkLabel *server_label;
  GtkLabel *head_label;
  GtkLabel *note_label;
  GtkButton *pause_button;
  GtkSearchEntry *search_entry;
  CltDataTable *table;
  GtkRevealer *choice_revealer;
  GtkLabel *choice_label;
  CltTaskBar *task_bar;
};

G_DEFINE_FINAL_TYPE (CltOutboxPane, clt_outbox_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "outbox.send", N_ ("_Send What Waits"), "<Control>Return", TRUE },
  { "outbox.pause", N_ ("_Pause or Resume Sending"), NULL, TRUE },
  { "outbox.was-sent", N_ ("The Messages _Were Sent"), NULL, TRUE },
  { "outbox.try-again", N_ ("Queue the Messages _Again"), NULL, TRUE },
  { "outbox.came-back", N_ ("The Messages Came _Back"), NULL, TRUE },
  { "outbox.take-back", N_ ("Take the _Verdict Back"), NULL, TRUE },
  { "outbox.export", N_ ("Write the File for the SMS _Gateway…"), NULL, TRUE },
  { "outbox.results", N_ ("Read the _Results of the SMS Gateway…"), NULL, TRUE },
  { "outbox.export-visits", N_ ("Write the _Visits for a Calendar…"), NULL, TRUE },
  { "outbox.read-visits", N_ ("Read the Visits Back from a Cale_ndar…"), NULL, TRUE },
  { "outbox.write-bulletins", N_ ("Write Today’s _Bulletins…"), NULL, TRUE },
  { "outbox.publish", N_ ("Today’s Bulletins Are P_ublished"), NULL, TRUE },
};

static const CltCommandGroup command_group = { N_ ("Outbox"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_outbox_pane_get_commands (void)
{
  return &command_group;
}

static const CltTableColumn columns[] = {
  { CLT_OUTBOX_STATE, NC_ ("message", "State"), 168, FALSE, FALSE },
  { CLT_OUTBOX_CLIENT, NC_ ("message", "Client"), 150, FALSE, FALSE, TRUE },
  { CLT_OUTBOX_PRODUCT, NC_ ("message", "Product"), 110, FALSE, FALSE, TRUE },
  { CLT_OUTBOX_ADDRESS, NC_ ("message", "Address"), 152, FALSE, FALSE },
  { CLT_OUTBOX_AT, NC_ ("message", "When"), 130, FALSE, FALSE },
  { CLT_OUTBOX_ANSWER, NC_ ("message", "What the server said"), 156, FALSE, FALSE, TRUE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return record == NULL ? NULL : ((const CltOutboxRow *) record)->cell[column];
}

static CltDesk *
get_desk (CltOutboxPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* Straight to the store: what has gone out is no action. */
static void
run (CltOutboxPane *self,
     CltStoreFunc func,
     gpointer data,
     GDestroyNotify data_free,
     GDestroyNotify result_free,
     GAsyncReadyCallback callback)
{
  clt_store_run_async (clt_desk_get_store (get_desk (self)), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       func, data, data_free, result_free, NULL, callback, g_object_ref (self));
}

/* ---- the states on the left ------------------------------------------------------------------ */

static const char *
get_state_title (int state)
{
  return state < 0 ? C_ ("messages", "Not sent")
                   : clt_message_state_get_label ((CltMessageState) state);
}

static void
fill_states (CltOutboxPane *self)
{
  for (guint i = 0; i < N_STATES; i++)
    {
      guint n = clt_outbox_facts_count (self->facts, states[i]);
      g_autofree char *count = clt_count_format (n);

      clt_side_list_show (self->state_list, i,
                          &(CltSideLine){ .title = get_state_title (states[i]),
                                          .count = count,
                                          .dim = n == 0,
                                          .warn = n > 0 && states[i] == CLT_MESSAGE_UNKNOWN });
    }
  clt_side_list_choose (self->state_list, clt_side_list_get_chosen (self->state_list));
}

static void
list_messages (CltOutboxPane *self)
{
  const CltOutboxQuery query = { self->state, (char *) gtk_editable_get_text (
                                                GTK_EDITABLE (self->search_entry)) };

  if (get_desk (self) != NULL)
    clt_key_list_set_query (clt_data_table_get_list (self->table), &query);
}

static void
on_state_selected_cb (CltOutboxPane *self, int index)
{
  self->state = states[index];
  clt_data_table_unselect (self->table);
  list_messages (self);
}

static void
on_states_entered_cb (CltOutboxPane *self)
{
  CltKeyList *keys = clt_data_table_get_list (self->table);

  /* a button that may not be pressed would hold the keyboard here */
  if (g_list_model_get_n_items (G_LIST_MODEL (keys)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
on_search_changed_cb (CltOutboxPane *self)
{
  list_messages (self);
}

/* ---- the head ------------------------------------------------------------------------------- */

static void
update_head (CltOutboxPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *head = clt_outbox_facts_dup_head (self->facts);
  g_autofree char *note = clt_outbox_facts_dup_note (self->facts, self->progress != NULL);
  const char *lack = clt_outbox_facts_get_lack (self->facts);
  gboolean paused = *self->facts->paused != '\0';
  guint texts = clt_outbox_facts_count_texts (self->facts);
  /* without a gateway on the web short messages wait for a file */
  guint on_line = clt_outbox_facts_count_waiting (self->facts) - (self->facts->has_web ? 0 : texts);

  if (lack != NULL)
    gtk_label_set_label (self->server_label, lack);
  gtk_info_bar_set_revealed (self->server_bar, lack != NULL);
  gtk_label_set_label (self->head_label, head);
  clt_label_show (self->note_label, note);
  gtk_button_set_label (self->pause_button, paused ? _ ("_Resume Sending") : _ ("_Pause Sending"));
  clt_command_set_enabled (widget, "outbox.send", self->progress == NULL && !paused && on_line > 0);
  clt_command_set_enabled (widget, "outbox.export", self->progress == NULL && !paused && texts > 0);
  clt_command_set_enabled (widget, "outbox.take-back", self->settled != NULL);
}

/* ---- sending -------------------------------------------------------------------------------- */

/* (transfer none) */
static AdwToast *
tell (CltOutboxPane *self, const char *sentence, const char *button, const char *action)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (title);

  if (action != NULL)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, action);
    }
  adw_toast_set_timeout (toast, 8);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

/* Where the window has gone meanwhile. */
static void
notify (const CltMailResult *sent)
{
  g_autofree char *body = NULL;
  g_autoptr (GNotification) notification = NULL;

  if (sent->left == 0 || g_application_get_default () == NULL)
    return;
  body = g_strdup_printf (ngettext ("%u message waits still; nothing is lost.",
                                    "%u messages wait still; nothing is lost.", sent->left),
                          sent->left);
  notification = g_notification_new (_ ("Sending Has Stopped"));
  g_notification_set_body (notification, body);
  g_application_send_notification (g_application_get_default (), "outbox", notification);
}

static void
on_run_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltOutboxPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = NULL;
  CltMailResult sent;
  gboolean done = clt_outbox_run_finish (result, &sent, &error);

  if (get_desk (self) == NULL)
    {
      g_clear_pointer (&self->progress, clt_progress_unref);
      notify (&sent);
      return;
    }
  clt_task_bar_end (self->task_bar, self->progress);
  g_clear_pointer (&self->progress, clt_progress_unref);
  outcome = clt_outbox_dup_outcome (&sent);
  if (done || sent.sent > 0)
    tell (self, outcome, NULL, NULL);
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *sentence = clt_problem_dup_sentence (error);

      tell (self, sentence,
            g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND) ? _ ("_Preferences")
                                                                                : NULL,
            g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND) ? "outbox.settings"
                                                                                : NULL);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "pane.reload", NULL);
}

static void
send_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (widget);

  if (self->facts == NULL || self->progress != NULL)
    return;
  self->progress = clt_task_bar_begin (self->task_bar, _ ("Sending…"));
  update_head (self);
  clt_outbox_run_async (GTK_WINDOW (gtk_widget_get_root (widget)),
                        clt_store_get_path (clt_desk_get_store (get_desk (self))), clt_progress_set,
                        self->progress, clt_progress_get_cancellable (self->progress),
                        on_run_done_cb, g_object_ref (self));
}

static void
pause_or_resume (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (widget);
  char *who;
  gboolean paused;

  if (self->facts == NULL)
    return;
  who = g_strdup (clt_desk_get_who (get_desk (self)));
  paused = *self->facts->paused != '\0';
  if (self->progress != NULL)
    clt_task_bar_cancel (self->task_bar);
  clt_desk_act (get_desk (self), paused ? "outbox.resume" : "outbox.pause", NULL,
                paused ? clt_outbox_resume_run : clt_outbox_pause_run, who, g_free);
}

static void
show_settings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.preferences-page", "s", "sending");
}

/* ---- verdicts ------------------------------------------------------------------------------- */

/* Of one message the whole answer, of several how many they are. */
static char *
dup_choice (const CltOutboxRow *message, guint n)
{
  if (message != NULL && *message->cell[CLT_OUTBOX_ANSWER] != '\0')
    /* Translators: a client, then the server's words. */
    return g_strdup_printf (C_ ("message", "%s: %s"), message->cell[CLT_OUTBOX_CLIENT],
                            message->cell[CLT_OUTBOX_ANSWER]);
  return g_strdup_printf (ngettext ("%u message chosen", "%u messages chosen", n), n);
}

/* Of one message it is known what may be said of it; of several, the file decides for each. */
static void
update_verdicts (CltOutboxPane *self, const CltOutboxRow *message, guint n)
{
  guint state = message == NULL ? 0 : 1u << message->state;
  guint open = 1u << CLT_MESSAGE_UNKNOWN | 1u << CLT_MESSAGE_HANDED;
  guint over = 1u << CLT_MESSAGE_FAILED | 1u << CLT_MESSAGE_BOUNCED;
  guint gone = open | 1u << CLT_MESSAGE_SENT | 1u << CLT_MESSAGE_FAILED;
  gboolean several = n > 0 && message == NULL;

  clt_command_set_enabled (GTK_WIDGET (self), "outbox.was-sent", several || (state & open) != 0);
  clt_command_set_enabled (GTK_WIDGET (self), "outbox.try-again",
                           several || (state & (open | over)) != 0);
  clt_command_set_enabled (GTK_WIDGET (self), "outbox.came-back", several || (state & gone) != 0);
}

static void
update_choice (CltOutboxPane *self)
{
  guint n = clt_data_table_count_selected (self->table);
  const CltOutboxRow *message = clt_data_table_get_record (self->table);
  g_autofree char *text = dup_choice (message, n);

  gtk_label_set_label (self->choice_label, text);
  gtk_revealer_set_reveal_child (self->choice_revealer, n > 0);
  update_verdicts (self, message, n);
}

static void
on_settled_toast_dismissed_cb (CltOutboxPane *self)
{
  g_clear_weak_pointer (&self->settled_toast);
}

/* Where the one of before still stands it tells this: libadwaita 1.2 loses its memory when a toast is
 * told to go while it comes, and its Undo would take back what it does not tell of. @undo: whether
 * there is anything to take back. */
static void
tell_settled (CltOutboxPane *self, const char *sentence, gboolean undo)
{
  AdwToast *toast = self->settled_toast;

  if (toast != NULL)
    {
      g_autofree char *title = g_markup_escape_text (sentence, -1);

      adw_toast_set_title (toast, title);
      adw_toast_set_button_label (toast, undo ? _ ("_Undo") : NULL);
      return;
    }
  toast = tell (self, sentence, _ ("_Undo"), "outbox.take-back");
  g_set_weak_pointer (&self->settled_toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_settled_toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
on_settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltOutboxPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) settled = clt_store_run_finish (CLT_STORE (object), result, &error);
  g_autofree char *text = NULL;
  guint n, left;

  if (get_desk (self) == NULL)
    return;
  if (settled == NULL)
    {
      clt_desk_fail (get_desk (self), error);
      return;
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (self->table)));
  left = n > settled->len ? n - settled->len : 0;
  text = g_strdup_printf (ngettext ("%u message settled", "%u messages settled", settled->len),
                          settled->len);
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  self->settled = g_steal_pointer (&settled);
  clt_command_set_enabled (GTK_WIDGET (self), "outbox.take-back", TRUE);
  tell_settled (self, text, TRUE);
  clt_data_table_unselect (self->table);
  /* the buttons below have gone with the choice, and the messages may go with their state */
  gtk_widget_grab_focus (left > 0 ? GTK_WIDGET (self->table) : GTK_WIDGET (self->state_list));
}

static void
settle (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (widget);
  CltOutboxVerdict *verdict;

  if (get_desk (self) == NULL || clt_data_table_count_selected (self->table) == 0)
    return;
  verdict = g_new0 (CltOutboxVerdict, 1);
  verdict->ids = clt_data_table_dup_selected (self->table);
  verdict->who = g_strdup (clt_desk_get_who (get_desk (self)));
  verdict->settlement = g_str_equal (action, "outbox.was-sent")    ? CLT_SETTLE_SENT
                        : g_str_equal (action, "outbox.came-back") ? CLT_SETTLE_BOUNCED
                                                                   : CLT_SETTLE_AGAIN;
  run (self, clt_outbox_verdict_run, verdict, clt_outbox_verdict_free,
       (GDestroyNotify) g_ptr_array_unref, on_settled_cb);
}

static void
on_unsettled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltOutboxPane) self = user_data;
  g_autoptr (GError) error = NULL;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  if (get_desk (self) == NULL)
    return;
  /* the toast whose Undo was pressed is gone by now */
  if (error != NULL)
    clt_desk_fail (get_desk (self), error);
  else if (self->settled_toast != NULL)
    tell_settled (self, _ ("Taken back"), FALSE);
  else
    tell (self, _ ("Taken back"), NULL, NULL);
}

static void
take_verdict_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (widget);

  if (self->settled == NULL || get_desk (self) == NULL)
    return;
  run (self, clt_outbox_unsettle_run, g_steal_pointer (&self->settled),
       (GDestroyNotify) g_ptr_array_unref, NULL, on_unsettled_cb);
  clt_command_set_enabled (widget, "outbox.take-back", FALSE);
}

static void
on_row_opened_cb (CltOutboxPane *self, gint64 key)
{
  const CltOutboxRow *message;

  clt_data_table_select (self->table, key);
  message = clt_data_table_get_record (self->table);
  if (message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", message->client_id);
}

/* ---- the gateway's files -------------------------------------------------------------------- */

static const struct
{
  const char *action;
  void (*open) (GtkWidget *parent, CltDesk *desk);
} doors[] = {
  { "outbox.export", clt_outbox_gateway_export },
  { "outbox.results", clt_outbox_gateway_open_results },
  { "outbox.export-visits", clt_outbox_gateway_export_visits },
  { "outbox.read-visits", clt_outbox_gateway_read_visits },
  { "outbox.write-bulletins", clt_outbox_gateway_write_bulletins },
  { "outbox.publish", clt_outbox_gateway_publish },
};

static void
open_door (GtkWidget *widget, const char *action, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    if (g_str_equal (doors[i].action, action))
      doors[i].open (widget, get_desk (CLT_OUTBOX_PANE (widget)));
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CltOutboxPane *self)
{
  clt_outbox_gateway_read_results (GTK_WIDGET (self), get_desk (self), g_value_get_object (value));
  return TRUE;
}

/* ---- CltPane -------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (pane);
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_outbox_source);

  clt_data_table_set_list (self->table, keys);
  list_messages (self);
}

static gboolean
is_empty (gconstpointer record)
{
  const CltOutboxFacts *facts = record;

  return clt_outbox_facts_count (facts, -1) + facts->all.n[CLT_MESSAGE_SENT] == 0;
}

static void
take (CltPane *pane, gpointer record)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (pane);

  g_clear_pointer (&self->facts, clt_outbox_facts_free);
  self->facts = record;
  fill_states (self);
  update_head (self);
}

static void
changed (CltPane *pane)
{
  clt_data_table_reload (CLT_OUTBOX_PANE (pane)->table);
}

static void
take_focus (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_OUTBOX_PANE (pane)->state_list));
}

static void
search (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_OUTBOX_PANE (pane)->search_entry));
}

static CltExportJob *
create_export (CltPane *pane)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (pane);

  return clt_services_export_messages (self->state,
                                       gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static const char *const tables[] = { "message", "message_state", "setting", "client", NULL };

/* ---- the class ------------------------------------------------------------------------------ */

static void
clt_outbox_pane_dispose (GObject *object)
{
  CltOutboxPane *self = CLT_OUTBOX_PANE (object);

  if (self->progress != NULL)
    g_cancellable_cancel (clt_progress_get_cancellable (self->progress));
  g_clear_pointer (&self->facts, clt_outbox_facts_free);
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  g_clear_weak_pointer (&self->settled_toast);
  G_OBJECT_CLASS (clt_outbox_pane_parent_class)->dispose (object);
}

static void
clt_outbox_pane_finalize (GObject *object)
{
  g_clear_pointer (&CLT_OUTBOX_PANE (object)->progress, clt_progress_unref);
  G_OBJECT_CLASS (clt_outbox_pane_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "outbox.send", NULL, send_all);
  gtk_widget_class_install_action (widget_class, "outbox.pause", NULL, pause_or_resume);
  gtk_widget_class_install_action (widget_class, "outbox.settings", NULL, show_settings);
  gtk_widget_class_install_action (widget_class, "outbox.was-sent", NULL, settle);
  gtk_widget_class_install_action (widget_class, "outbox.try-again", NULL, settle);
  gtk_widget_class_install_action (widget_class, "outbox.came-back", NULL, settle);
  gtk_widget_class_install_action (widget_class, "outbox.take-back", NULL, take_verdict_back);
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    gtk_widget_class_install_action (widget_class, doors[i].action, NULL, open_door);
  clt_command_group_bind (&command_group, widget_class);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  g_type_ensure (CLT_TYPE_TASK_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-outbox-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, toasts);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, state_list);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, server_bar);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, server_label);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, head_label);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, note_label);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, pause_button);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, table);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, choice_revealer);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, choice_label);
  gtk_widget_class_bind_template_child (widget_class, CltOutboxPane, task_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_state_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_states_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_choice);
}

static void
clt_outbox_pane_class_init (CltOutboxPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_outbox_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_outbox_pane_finalize;
  pane_class->read = clt_outbox_facts_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_outbox_facts_free;
  pane_class->tables = tables;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
clt_outbox_pane_init (CltOutboxPane *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  self->state = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_titled_columns (self->table, "message", columns, G_N_ELEMENTS (columns),
                                     get_cell_text);
  clt_data_table_set_multiple (self->table, TRUE);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  update_choice (self);
}
