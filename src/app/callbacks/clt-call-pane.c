/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-pane.h"

#include "app/callbacks/clt-absence-window.h"
#include "app/callbacks/clt-call-bench.h"
#include "app/callbacks/clt-call-order.h"
#include "app/callbacks/clt-call-person-view.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-i18n.h"
#include "core/calls/clt-recording.h"
#include "core/report/clt-listing.h"

/* Calls come up as their hour comes, and pass to everybody. */
#define SECONDS_FRESH 60
/* Nobody calls more in a day; those behind come up as the first ones are made, which is told. */
#define MAX_LINES 200

struct _CltCallPane
{
  CltPane parent_instance;

  GPtrArray *queue; /* owned (nullable): CltQueueItem */
  gint64 chosen;    /* the call of the line that is chosen */
  guint clock;      /* source; 0: none */
  gboolean resumed; /* what was on this desk's screen before it started has been looked for */

  CltSideList *queue_list;
  GtkLabel *count_label;
  CltCallBench *bench;
  CltCallPersonView *person_view;
};

G_DEFINE_FINAL_TYPE (CltCallPane, clt_call_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "call.next", N_ ("_Take the Next Call"), "<Control>Return", TRUE },
  { "call.dial", N_ ("_Copy the Number for the Dialler"), "<Control>d", TRUE },
  { "call.form", N_ ("Put the _Form to the Client"), NULL, TRUE },
  { "call.outcome", N_ ("Leave the Form: What _Came of the Call"), "Escape", TRUE },
  { "call.put-back", N_ ("Put the Call _Back"), "<Control><Shift>b", TRUE },
  { "call.plan", N_ ("_Plan the Callbacks That the Rules Want"), NULL, TRUE },
  { "call.plan-sample", N_ ("Plan the _Sample of This Year"), NULL, TRUE },
  { "call.absences", N_ ("Who Is A_way…"), NULL, TRUE },
  { "call.recordings", N_ ("How _Recordings Are Named…"), NULL, TRUE },
};

static const CltCommandGroup command_group = { N_ ("Calls"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_call_pane_get_commands (void)
{
  return &command_group;
}

/* ---- the queue ----------------------------------------------------------------------------- */

/* (nullable) */
static const CltQueueItem *
find_item (CltCallPane *self, gint64 call_id, guint *index)
{
  for (guint i = 0; self->queue != NULL && i < self->queue->len; i++)
    if (((CltQueueItem *) self->queue->pdata[i])->call->id == call_id)
      {
        *index = i;
        return self->queue->pdata[i];
      }
  return NULL;
}

static void
append (GString *text, const char *words)
{
  g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " · ", words);
}

/* Why it cannot be made now, else why it is made and whose it is; what is overdue is everybody's.
 * (transfer full) */
static char *
dup_note (const CltQueueItem *item)
{
  GString *text = g_string_new (NULL);

  if (!item->claimed && item->bar != CLT_CALL_ALLOWED)
    append (text, clt_call_bar_get_label (item->bar));
  else
    append (text, clt_call_occasion_get_label (item->call->occasion));
  if (item->claimed)
    append (text, _ ("on the screen"));
  else if (item->bar == CLT_CALL_ALLOWED && item->overdue)
    append (text, _ ("overdue"));
  else if (item->bar == CLT_CALL_ALLOWED && item->shared)
    append (text, _ ("shared"));
  return g_string_free (text, FALSE);
}

/* The time that was agreed for today; the day of what was due before. (transfer full) (nullable) */
static char *
dup_when (const CltQueueItem *item)
{
  g_autofree char *text = NULL;

  if (item->call->due >= clt_today ())
    return clt_queue_item_dup_time (item);
  text = clt_day_format (item->call->due);
  return g_strdup (text + strlen ("2026-"));
}

static void
show_line (CltCallPane *self, guint index)
{
  const CltQueueItem *item = self->queue->pdata[index];
  g_autofree char *note = dup_note (item);
  g_autofree char *when = dup_when (item);
  const CltSideLine line = {
    .title = item->call->client,
    .note = note,
    .count = when,
    .dim = !item->claimed && (item->waits || item->bar != CLT_CALL_ALLOWED),
    .warn = item->overdue || (item->call->due_time >= 0 && !item->waits),
  };

  clt_side_list_show (self->queue_list, index, &line);
}

static void
show_count (CltCallPane *self)
{
  g_autofree char *text = NULL;
  guint ready = 0;

  for (guint i = 0; i < self->queue->len; i++)
    {
      const CltQueueItem *item = self->queue->pdata[i];

      ready += item->claimed || (!item->waits && item->bar == CLT_CALL_ALLOWED);
    }
  /* Translators: how many calls are due, and how many of them may be made at this moment. */
  text = g_strdup_printf (_ ("%u due, %u may be made now"), self->queue->len, ready);
  if (self->queue->len > MAX_LINES)
    {
      g_autofree char *due = g_steal_pointer (&text);

      /* Translators: how many calls are due, as “250 due, 20 may be made now”; so many are listed. */
      text = g_strdup_printf (_ ("%s. The first %d are listed; the others come up as these are"
                                 " made."),
                              due, MAX_LINES);
    }
  gtk_label_set_label (self->count_label, text);
  clt_call_bench_set_waiting (self->bench, self->queue->len, ready);
}

/* Who is on the line, else whose call is chosen. */
static gint64
get_client (CltPane *pane)
{
  CltCallPane *self = CLT_CALL_PANE (pane);
  const gint64 client = clt_call_bench_get_client (self->bench);
  const CltQueueItem *item;
  guint index;

  if (client != 0)
    return client;
  item = find_item (self, self->chosen, &index);
  return item == NULL ? 0 : item->call->client_id;
}

static void
show_person (CltCallPane *self)
{
  if (clt_call_bench_get_client (self->bench) != 0 || !clt_call_bench_is_busy (self->bench))
    clt_call_person_view_show (self->person_view, get_client (CLT_PANE (self)));
}

/* The one that is chosen has a line, wherever it stands. */
static void
settle_chosen (CltCallPane *self)
{
  const gint64 call = clt_call_bench_get_call (self->bench);
  guint index = 0;

  if (call != 0)
    self->chosen = call;
  if (find_item (self, self->chosen, &index) == NULL && self->queue->len > 0)
    self->chosen = ((CltQueueItem *) self->queue->pdata[0])->call->id;
  if (index >= MAX_LINES)
    g_ptr_array_insert (self->queue, MAX_LINES - 1, g_ptr_array_steal_index (self->queue, index));
}

static void
show_queue (CltCallPane *self)
{
  const guint n = MIN (self->queue->len, MAX_LINES);
  guint index = 0;

  settle_chosen (self);
  for (guint i = 0; i < n; i++)
    show_line (self, i);
  clt_side_list_truncate (self->queue_list, n);
  show_count (self);
  find_item (self, self->chosen, &index);
  clt_side_list_choose (self->queue_list, (int) index);
  show_person (self);
}

static void
take (CltPane *pane, gpointer record)
{
  CltCallPane *self = CLT_CALL_PANE (pane);
  const CltQueueItem *first;

  g_clear_pointer (&self->queue, g_ptr_array_unref);
  self->queue = record;
  show_queue (self);
  first = self->queue->len == 0 ? NULL : self->queue->pdata[0];
  if (!self->resumed && first != NULL && first->claimed)
    clt_call_bench_take (self->bench, first->call->id, NULL);
  self->resumed = TRUE;
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const GPtrArray *) record)->len == 0;
}

static gpointer
dup_question (CltPane *pane)
{
  return clt_call_bench_dup_request (CLT_CALL_PANE (pane)->bench, 0);
}

static gboolean
on_minute_over_cb (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    clt_pane_load (data);
  return G_SOURCE_CONTINUE;
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltCallPane *self = CLT_CALL_PANE (pane);

  self->clock = g_timeout_add_seconds (SECONDS_FRESH, on_minute_over_cb, self);
  clt_call_bench_set_desk (self->bench, desk);
  clt_call_person_view_set_desk (self->person_view, desk);
}

/* What is open beside the script, such as the task of an answer just given. */
static void
changed (CltPane *pane)
{
  show_person (CLT_CALL_PANE (pane));
}

static void
take_focus (CltPane *pane)
{
  CltCallPane *self = CLT_CALL_PANE (pane);

  if (clt_call_bench_get_call (self->bench) != 0)
    clt_call_bench_focus (self->bench);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->queue_list));
}

static void
search (CltPane *pane)
{
  clt_side_list_search (CLT_CALL_PANE (pane)->queue_list);
}

/* ---- taking -------------------------------------------------------------------------------- */

/* A call that was asked for: another line may be chosen by the time of the answer. */
typedef struct
{
  CltCallPane *pane; /* owned */
  gint64 call_id;
} Wish;

static Wish *
wish_new (CltCallPane *self, gint64 call_id)
{
  Wish *wish = g_new (Wish, 1);

  wish->pane = g_object_ref (self);
  wish->call_id = call_id;
  return wish;
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->pane);
  g_free (wish);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
apply_reason (CltFormDialog *form)
{
  const Wish *wish = clt_form_dialog_get_data (form);
  g_autofree char *reason = clt_form_dialog_dup_text (form, 0);

  clt_call_bench_take (wish->pane->bench, wish->call_id, reason);
  gtk_window_close (GTK_WINDOW (form));
}

/* (transfer full): what is against making it now; NULL: nothing. */
static char *
dup_objection (const CltQueueItem *item)
{
  g_autofree char *time = NULL;

  if (item->claimed)
    return NULL;
  if (item->bar != CLT_CALL_ALLOWED)
    return g_strdup (clt_call_bar_get_label (item->bar));
  if (!item->waits)
    return NULL;
  time = clt_queue_item_dup_time (item);
  /* Translators: %s is a time of day. */
  return g_strdup_printf (_ ("The client was promised this call at %s, and does not expect it"
                             " before."),
                          time);
}

/* The rules are against it, or what was agreed: who knows better says why. */
static void
ask_reason (CltCallPane *self, const CltQueueItem *item, const char *objection)
{
  CltFormDialog *form = clt_form_dialog_new (GTK_WIDGET (self), clt_pane_get_desk (CLT_PANE (self)),
                                             _ ("Call All the Same?"), objection);

  clt_form_dialog_set_data (form, wish_new (self, item->call->id), wish_free);
  clt_form_dialog_add_entry (form, _ ("_Reason, which is kept with the call"), "", TRUE);
  clt_form_dialog_present (form, _ ("Call _All the Same"), apply_reason);
}

static void
on_row_selected_cb (CltCallPane *self, int index)
{
  if (self->queue == NULL || index < 0 || (guint) index >= self->queue->len)
    return;
  self->chosen = ((CltQueueItem *) self->queue->pdata[index])->call->id;
  show_person (self);
}

static gboolean
tell_one_at_a_time (CltCallPane *self, gint64 wanted)
{
  const gint64 call = clt_call_bench_get_call (self->bench);

  if (call == 0 || call == wanted)
    return FALSE;
  clt_desk_tell (clt_pane_get_desk (CLT_PANE (self)),
                 _ ("One call at a time: say what came of this one, or put it back"));
  return TRUE;
}

static void
on_row_entered_cb (CltCallPane *self)
{
  const int chosen = clt_side_list_get_chosen (self->queue_list);
  g_autofree char *objection = NULL;
  const CltQueueItem *item;

  if (chosen < 0 || clt_call_bench_is_busy (self->bench))
    return;
  item = self->queue->pdata[chosen];
  objection = dup_objection (item);
  self->chosen = item->call->id;
  if (clt_call_bench_get_call (self->bench) != 0)
    {
      tell_one_at_a_time (self, self->chosen);
      clt_call_bench_focus (self->bench);
    }
  else if (objection != NULL)
    ask_reason (self, item, objection);
  else
    clt_call_bench_take (self->bench, self->chosen, NULL);
}

/* Tab only goes there. */
static gboolean
on_list_key_pressed_cb (CltCallPane *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Tab || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  clt_call_bench_focus (self->bench);
  return GDK_EVENT_STOP;
}

/* Who has which call is no part of the journal: the list is read by hand. */
static void
on_bench_changed_cb (CltCallPane *self)
{
  if (clt_pane_get_desk (CLT_PANE (self)) == NULL)
    return;
  if (clt_call_bench_get_call (self->bench) == 0 &&
      clt_widget_has_focus_inside (GTK_WIDGET (self->bench)))
    gtk_widget_grab_focus (GTK_WIDGET (self->queue_list));
  show_person (self);
  clt_pane_load (CLT_PANE (self));
}

/* ---- actions ------------------------------------------------------------------------------- */

static void
next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCallPane *self = CLT_CALL_PANE (widget);

  if (clt_call_bench_get_call (self->bench) != 0)
    clt_call_bench_focus (self->bench);
  else
    clt_call_bench_take (self->bench, 0, NULL);
}

static void
dial (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_call_bench_dial (CLT_CALL_PANE (widget)->bench);
}

static void
enter_form (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_call_bench_enter_form (CLT_CALL_PANE (widget)->bench);
}

static void
leave_form (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCallPane *self = CLT_CALL_PANE (widget);

  if (clt_widget_has_focus_inside (GTK_WIDGET (self->bench)))
    clt_call_bench_leave_form (self->bench);
  else if (clt_call_bench_get_call (self->bench) != 0)
    clt_call_bench_focus (self->bench);
}

static void
put_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_call_bench_put_back (CLT_CALL_PANE (widget)->bench);
}

static void
on_reason_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  CltCallPane *self = wish->pane;
  CltDesk *desk = clt_pane_get_desk (CLT_PANE (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (desk == NULL)
    return;
  if (reason == NULL)
    clt_desk_fail (desk, error);
  else if (*reason != '\0')
    clt_desk_tell (desk, reason);
  else
    {
      self->chosen = wish->call_id;
      clt_pane_load (CLT_PANE (self));
    }
}

/* Of another place: the call of this id, or why it cannot be made. */
static void
show (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCallPane *self = CLT_CALL_PANE (widget);
  const gint64 wanted = g_variant_get_int64 (parameter);
  guint index;

  if (!tell_one_at_a_time (self, wanted))
    {
      if (find_item (self, wanted, &index) != NULL)
        {
          self->chosen = wanted;
          show_queue (self);
        }
      else
        clt_store_run_async (clt_desk_get_store (clt_pane_get_desk (CLT_PANE (self))),
                             CLT_STORE_LIST, G_PRIORITY_DEFAULT, clt_call_queue_read_reason,
                             clt_call_bench_dup_request (self->bench, wanted),
                             clt_call_request_free, g_free, NULL, on_reason_read_cb,
                             wish_new (self, wanted));
    }
  take_focus (CLT_PANE (self));
}

static void
on_planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltCallOrder *order = user_data;
  g_autoptr (GError) error = NULL;

  if (!clt_desk_act_finish (CLT_DESK (source), result, &error))
    clt_desk_fail (CLT_DESK (source), error);
  else if (order->n_planned == 0)
    clt_desk_tell (CLT_DESK (source), _ ("All that the rules want is planned already"));
  clt_call_order_unref (order);
}

static void
plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCallPane *self = CLT_CALL_PANE (widget);
  CltCallOrder *order = clt_call_order_new (clt_call_bench_dup_request (self->bench, 0));

  order->sample = g_str_equal (action, "call.plan-sample");
  clt_desk_act_async (clt_pane_get_desk (CLT_PANE (self)), "call.plan", NULL, clt_call_order_plan,
                      order, clt_call_order_unref, on_planned_cb, clt_call_order_ref (order));
}

/* ---- paper and files ----------------------------------------------------------------------- */

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = clt_listing_new_calls (conn, data, clt_now (), error);

  return listing != NULL && clt_export_listing (conn, listing, options, error);
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = clt_listing_new_calls (conn, data, clt_now (), error);

  return listing == NULL ? NULL : clt_paper_new_listing (conn, listing, options, error);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", NULL };
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (_ ("Export the Calls That Are Due"));
  /* Translators: name of a file without ending. */
  job->name = g_strdup (_ ("calls"));
  job->endings = endings;
  job->run = run_export;
  job->data = g_strdup (clt_desk_get_who (clt_pane_get_desk (pane)));
  job->data_free = g_free;
  return job;
}

static CltPrintJob *
create_print (CltPane *pane)
{
  return clt_print_job_new (read_paper, g_strdup (clt_desk_get_who (clt_pane_get_desk (pane))),
                            g_free);
}

/* ---- recordings ---------------------------------------------------------------------------- */

static gpointer
read_rule (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_recording_get_rule (conn, error);
}

static void
apply_rule (CltFormDialog *form)
{
  CltCallPane *self = clt_form_dialog_get_data (form);
  CltCallOrder *order = clt_call_order_new (clt_call_bench_dup_request (self->bench, 0));

  order->rule = clt_form_dialog_dup_text (form, 0);
  clt_form_dialog_act (form, "call.recording", order->rule, clt_call_order_name_recordings, order,
                       clt_call_order_unref);
}

static void
show_rule (CltCallPane *self, CltDesk *desk, const char *rule)
{
  CltFormDialog *form = clt_form_dialog_new (
    GTK_WIDGET (self), desk, _ ("How Recordings Are Named"),
    _ ("Each call that reaches somebody is linked with the file of this name: {date}, {time}, "
       "{account}, {staff} and {call} are filled in."));

  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_entry (form, _ ("_Name, such as {date}-{time}-{staff}.wav"), rule, FALSE);
  clt_form_dialog_present (form, _ ("_Keep"), apply_rule);
}

static void
on_rule_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCallPane) self = user_data;
  CltDesk *desk = clt_pane_get_desk (CLT_PANE (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *rule = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (desk == NULL)
    return;
  if (rule == NULL)
    clt_desk_fail (desk, error);
  else
    show_rule (self, desk, rule);
}

static void
name_recordings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltDesk *desk = clt_pane_get_desk (CLT_PANE (widget));

  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT, read_rule,
                       NULL, NULL, g_free, NULL, on_rule_read_cb, g_object_ref (widget));
}

/* ---- colleagues ---------------------------------------------------------------------------- */

static void
show_absences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (
    GTK_WINDOW (clt_absence_window_new (widget, clt_pane_get_desk (CLT_PANE (widget)))));
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_call_pane_dispose (GObject *object)
{
  g_clear_handle_id (&CLT_CALL_PANE (object)->clock, g_source_remove);
  G_OBJECT_CLASS (clt_call_pane_parent_class)->dispose (object);
}

static void
clt_call_pane_finalize (GObject *object)
{
  g_clear_pointer (&CLT_CALL_PANE (object)->queue, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_call_pane_parent_class)->finalize (object);
}

static void
clt_call_pane_class_init (CltCallPaneClass *klass)
{
  static const char *const tables[] = { "call_task", "contact",   "client", "absence",
                                        "task",      "complaint", NULL };
  static const CltCommandAction actions[] = {
    { "call.next", next },         { "call.dial", dial },
    { "call.form", enter_form },   { "call.outcome", leave_form },
    { "call.put-back", put_back }, { "call.plan", plan },
    { "call.plan-sample", plan },  { "call.recordings", name_recordings },
    { "call.show", show, "x" },    { "call.absences", show_absences },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_call_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_call_pane_finalize;
  pane_class->read = clt_call_queue_read;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) g_ptr_array_unref;
  pane_class->tables = tables;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  pane_class->get_client = get_client;
  g_type_ensure (CLT_TYPE_CALL_BENCH);
  g_type_ensure (CLT_TYPE_CALL_PERSON_VIEW);
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-call-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCallPane, queue_list);
  gtk_widget_class_bind_template_child (widget_class, CltCallPane, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallPane, bench);
  gtk_widget_class_bind_template_child (widget_class, CltCallPane, person_view);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bench_changed_cb);
}

static void
clt_call_pane_init (CltCallPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
