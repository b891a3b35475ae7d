/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-bench.h"

#include <unistd.h>

#include "app/callbacks/clt-call-head.h"
#include "app/callbacks/clt-call-talk.h"
#include "app/callbacks/clt-form-view.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-call-seat.h"

/* A lease lasts longer. */
#define SECONDS_KEPT 60
/* A form that was left open longer ago is another talk. */
#define SECONDS_TALK (60 * 60)

struct _CltCallBench
{
  AdwBin parent_instance;

  CltDesk *desk;         /* owned (nullable) */
  CltCallSeat *seat;     /* owned (nullable) */
  CltCallCase *call;     /* owned (nullable): on the screen */
  gboolean busy;         /* one is on its way, or its outcome is being written */
  gboolean asked;        /* somebody asked for the one that is on its way */
  gboolean wants_focus;  /* what comes on the screen takes it */
  gint64 taken, started; /* when it came on the screen, when the talk began; 0: not yet */
  guint waiting, ready;
  guint lease; /* source; 0: none */

  GtkStack *stack;
  AdwStatusPage *idle_page;
  CltCallHead *head;
  GtkStack *pages;
  CltCallTalk *talk;
  CltFormView *form_view;
};

G_DEFINE_FINAL_TYPE (CltCallBench, clt_call_bench, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

CltCallRequest *
clt_call_bench_dup_request (CltCallBench *self, gint64 call_id)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (CLT_IS_CALL_BENCH (self), NULL);

  /* without a seat no call is kept over a crash, but two programs are told apart */
  if (self->seat == NULL)
    name = g_strdup_printf ("%s-%d", g_get_host_name (), (int) getpid ());
  return clt_call_request_new (clt_desk_get_who (self->desk),
                               name != NULL ? name : clt_call_seat_get_desk (self->seat), call_id);
}

gint64
clt_call_bench_get_call (CltCallBench *self)
{
  g_return_val_if_fail (CLT_IS_CALL_BENCH (self), 0);

  return self->call == NULL ? 0 : self->call->item->call->id;
}

gint64
clt_call_bench_get_client (CltCallBench *self)
{
  g_return_val_if_fail (CLT_IS_CALL_BENCH (self), 0);

  return self->call == NULL ? 0 : self->call->item->call->client_id;
}

gboolean
clt_call_bench_is_busy (CltCallBench *self)
{
  g_return_val_if_fail (CLT_IS_CALL_BENCH (self), FALSE);

  return self->busy;
}

/* ---- the lease ----------------------------------------------------------------------------- */

static void close_call (CltCallBench *self);

/* NULL without an error: the call is somebody else's by now. */
static gpointer
keep_lease (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCallRequest *request = data;
  const CltCallDesk desk = clt_call_request_get_desk (request, conn);
  gboolean kept;

  return clt_call_queue_keep (conn, &desk, request->call_id, clt_now (), &kept, error) && kept
           ? GINT_TO_POINTER (1)
           : NULL;
}

static void
on_lease_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCallBench) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean kept = clt_store_run_finish (CLT_STORE (object), result, &error) != NULL;

  if (self->desk == NULL || self->call == NULL || self->busy)
    return;
  if (error != NULL)
    clt_desk_fail (self->desk, error);
  else if (!kept)
    {
      clt_desk_tell (self->desk,
                     _ ("The call is on somebody else’s screen now; what was answered is kept"));
      close_call (self);
    }
}

static gboolean
on_lease_due_cb (gpointer data)
{
  CltCallBench *self = data;

  if (!self->busy)
    clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                         keep_lease,
                         clt_call_bench_dup_request (self, clt_call_bench_get_call (self)),
                         clt_call_request_free, NULL, NULL, on_lease_kept_cb, g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

/* ---- what is on the screen ----------------------------------------------------------------- */

static void
show_idle (CltCallBench *self)
{
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u call waits", "%u calls wait", self->waiting), self->waiting);

  adw_status_page_set_title (self->idle_page, title);
  adw_status_page_set_description (
    self->idle_page,
    self->ready > 0
      ? _ ("Enter on a line of the list takes that call. The first one that may be made"
           " now:")
      : _ ("None of them may be made now; the list says why. Enter on a line makes it"
           " all the same, for a reason."));
  gtk_stack_set_visible_child_name (self->stack, "idle");
}

void
clt_call_bench_set_waiting (CltCallBench *self, guint n, guint ready)
{
  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  self->waiting = n;
  self->ready = ready;
  if (self->call == NULL && !self->busy)
    show_idle (self);
}

static gboolean
shows_form (CltCallBench *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "form") == 0;
}

void
clt_call_bench_focus (CltCallBench *self)
{
  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  if (self->call == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->idle_page), GTK_DIR_TAB_FORWARD);
  else if (shows_form (self))
    clt_form_view_focus (self->form_view);
  else
    clt_call_talk_focus (self->talk);
}

static void
show_page (CltCallBench *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->pages, name);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    clt_call_bench_focus (self);
}

static CltCallStage
get_end (CltFlowPerson person)
{
  if (person == CLT_FLOW_STRANGER)
    return CLT_CALL_STRANGER;
  return person == CLT_FLOW_DECLINED ? CLT_CALL_DECLINED : CLT_CALL_END;
}

static void
show_talk (CltCallBench *self, CltCallStage stage, gboolean anew)
{
  const CltFlow *flow = clt_form_view_get_flow (self->form_view);

  self->wants_focus |= clt_widget_has_focus_inside (GTK_WIDGET (self));
  if (stage == CLT_CALL_END && flow != NULL)
    stage = get_end (clt_flow_get_person (flow));
  clt_call_talk_show (self->talk, self->call, stage, flow == NULL ? 0 : clt_flow_count_open (flow),
                      anew);
  show_page (self, "talk");
}

static void
show_form (CltCallBench *self)
{
  if (*clt_form_view_get_key (self->form_view) == '\0')
    {
      show_talk (self, CLT_CALL_END, FALSE);
      return;
    }
  self->wants_focus |= clt_widget_has_focus_inside (GTK_WIDGET (self));
  show_page (self, "form");
}

static void
put_off_screen (CltCallBench *self)
{
  g_clear_handle_id (&self->lease, g_source_remove);
  clt_call_head_clear (self->head);
  g_clear_pointer (&self->call, clt_call_case_free);
}

static void
close_call (CltCallBench *self)
{
  const gboolean focused = clt_widget_has_focus_inside (GTK_WIDGET (self));

  put_off_screen (self);
  clt_form_view_clear (self->form_view);
  show_idle (self);
  if (focused)
    clt_call_bench_focus (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* FALSE: the form cannot be put; the call can be made without it. */
static gboolean
take_form (CltCallBench *self)
{
  const CltResponse *response = self->call->response;
  CltForm *form = g_steal_pointer (&self->call->form);
  CltAnswers *answers = NULL;
  g_autoptr (GError) error = NULL;

  clt_form_view_clear (self->form_view);
  if (form == NULL)
    return TRUE;
  if (response != NULL)
    answers = clt_response_dup_answers (response, form);
  if (clt_form_view_show (self->form_view, form, answers,
                          response == NULL ? NULL : response->at_key, &error))
    return TRUE;
  clt_desk_fail (self->desk, error);
  self->call->has_form = FALSE;
  return FALSE;
}

/* Takes @call. A form that is open goes on at its question: the program was killed, or undo brought
 * the call here. */
static void
show_call (CltCallBench *self, CltCallCase *call)
{
  const gboolean anew = clt_call_bench_get_call (self) != call->item->call->id;
  const CltResponse *response = call->response;
  const gint64 now = clt_now ();

  g_clear_pointer (&self->call, clt_call_case_free);
  self->call = call;
  if (anew)
    {
      self->taken = now;
      self->started = 0;
    }
  /* undo may have taken the beginning back */
  if (response == NULL || response->state != CLT_RESPONSE_OPEN)
    self->started = 0;
  else if (self->started == 0)
    self->started = now - response->started < SECONDS_TALK ? response->started : now;
  if (self->lease == 0)
    self->lease = g_timeout_add_seconds (SECONDS_KEPT, on_lease_due_cb, self);
  clt_call_head_show (self->head, clt_call_bench_dup_request (self, call->item->call->id),
                      call->item->call->phone, self->started != 0 ? self->started : self->taken);
  gtk_stack_set_visible_child_name (self->stack, "call");
  if (take_form (self) && response != NULL && response->state == CLT_RESPONSE_OPEN)
    {
      clt_call_talk_show (self->talk, call, CLT_CALL_MIDDLE, 0, anew);
      show_form (self);
    }
  else
    show_talk (self, CLT_CALL_START, anew);
  self->wants_focus = FALSE;
  if (anew)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- taking -------------------------------------------------------------------------------- */

static void
on_call_taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCallBench) self = user_data;
  g_autoptr (GError) error = NULL;
  CltCallCase *call = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (self->desk == NULL)
    {
      g_clear_pointer (&call, clt_call_case_free);
      return;
    }
  self->busy = FALSE;
  if (call != NULL)
    {
      show_call (self, call);
      return;
    }
  if (error != NULL)
    clt_desk_fail (self->desk, error);
  else if (self->asked)
    clt_desk_tell (self->desk, _ ("No other call may be made now; the list says why"));
  self->wants_focus = FALSE;
  close_call (self);
}

static void
ask (CltCallBench *self, CltCallRequest *request)
{
  self->busy = TRUE;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       clt_call_case_take, request, clt_call_request_free, clt_call_case_free, NULL,
                       on_call_taken_cb, g_object_ref (self));
}

static void
take (CltCallBench *self, gint64 call_id, const char *reason, gboolean asked)
{
  CltCallRequest *request = clt_call_bench_dup_request (self, call_id);

  request->reason = g_strdup (reason);
  self->asked = asked;
  self->wants_focus = TRUE;
  ask (self, request);
}

void
clt_call_bench_take (CltCallBench *self, gint64 call_id, const char *reason)
{
  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  if (!self->busy && self->call == NULL)
    take (self, call_id, reason, TRUE);
}

static gpointer
release (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCallRequest *request = data;
  const CltCallDesk desk = clt_call_request_get_desk (request, conn);

  clt_call_queue_release (conn, &desk, request->call_id, error);
  return NULL;
}

static void
on_released_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCallBench) self = user_data;
  g_autoptr (GError) error = NULL;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  self->busy = FALSE;
  if (self->desk == NULL)
    return;
  if (error != NULL)
    clt_desk_fail (self->desk, error);
  close_call (self);
}

void
clt_call_bench_put_back (CltCallBench *self)
{
  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  if (self->call == NULL || self->busy)
    return;
  if (self->started != 0)
    {
      clt_desk_tell (self->desk, _ ("The talk has begun: say what came of it"));
      clt_call_bench_leave_form (self);
      return;
    }
  self->busy = TRUE;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       release, clt_call_bench_dup_request (self, clt_call_bench_get_call (self)),
                       clt_call_request_free, NULL, NULL, on_released_cb, g_object_ref (self));
}

/* ---- writing ------------------------------------------------------------------------------- */

typedef struct
{
  CltCallBench *bench; /* owned */
  CltCallOrder *order; /* owned */
} Writing;

static Writing *
writing_new (CltCallBench *self, CltCallOrder *order)
{
  Writing *writing = g_new (Writing, 1);

  writing->bench = g_object_ref (self);
  writing->order = clt_call_order_ref (order);
  return writing;
}

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->bench);
  clt_call_order_unref (writing->order);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

/* What the file holds, once more. */
static void
read_again (CltCallBench *self)
{
  if (self->call == NULL || self->busy)
    return;
  ask (self, clt_call_bench_dup_request (self, clt_call_bench_get_call (self)));
}

static void
on_answer_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  g_autoptr (GError) error = NULL;

  if (!clt_desk_act_quietly_finish (CLT_DESK (source), result, NULL, &error))
    {
      clt_desk_fail (CLT_DESK (source), error);
      if (writing->bench->desk != NULL)
        read_again (writing->bench);
    }
  else if (writing->order->bad)
    clt_desk_tell (CLT_DESK (source),
                   _ ("This answer is a matter for compliance: its task is open, due today"));
}

/* Takes @order. The writer does one after the other. */
static void
write_quietly (CltCallBench *self, const char *name, CltActionFunc func, CltCallOrder *order)
{
  clt_desk_act_quietly_async (self->desk, name, self->call->item->call->client, func, order,
                              clt_call_order_unref, on_answer_written_cb,
                              writing_new (self, order));
}

static CltCallOrder *
make_order (CltCallBench *self)
{
  return clt_call_order_new (clt_call_bench_dup_request (self, clt_call_bench_get_call (self)));
}

static void
on_form_answered_cb (CltCallBench *self, const CltFormReply *reply)
{
  CltCallOrder *order = make_order (self);

  order->key = g_strdup (reply->question->key);
  order->part = g_strdup (reply->part);
  order->value = g_strdup (reply->value);
  order->mark = g_strdup (reply->mark);
  order->note = g_strdup (reply->note);
  order->next = g_strdup (reply->next);
  order->seconds = reply->seconds;
  write_quietly (self, "call.answer", clt_call_order_answer, order);
}

static void
on_form_moved_cb (CltCallBench *self, const char *key)
{
  CltCallOrder *order = make_order (self);

  order->next = g_strdup (key);
  write_quietly (self, "call.turn", clt_call_order_turn, order);
}

static void
on_form_ended_cb (CltCallBench *self)
{
  if (self->call == NULL || !shows_form (self))
    return; /* it is about to be shown */
  show_talk (self, CLT_CALL_END, FALSE);
  self->wants_focus = FALSE;
}

/* ---- the talk ------------------------------------------------------------------------------ */

/* Or goes on with it. */
static void
begin_form (CltCallBench *self)
{
  if (self->started != 0)
    return;
  self->started = clt_now ();
  write_quietly (self, "call.begin", clt_call_order_begin, make_order (self));
  clt_call_head_set_since (self->head, self->started);
}

static void
on_talk_go_on_cb (CltCallBench *self)
{
  if (self->busy)
    return;
  begin_form (self);
  show_form (self);
  self->wants_focus = FALSE;
}

void
clt_call_bench_enter_form (CltCallBench *self)
{
  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  if (clt_call_bench_get_call (self) != 0 && self->call->has_form)
    on_talk_go_on_cb (self);
}

static void
on_talk_go_back_cb (CltCallBench *self)
{
  if (self->busy || self->started == 0 || clt_form_view_get_flow (self->form_view) == NULL)
    return;
  if (*clt_form_view_get_key (self->form_view) == '\0')
    clt_form_view_back (self->form_view);
  show_form (self);
  self->wants_focus = FALSE;
}

void
clt_call_bench_leave_form (CltCallBench *self)
{
  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  if (self->call == NULL || !shows_form (self))
    return;
  /* what may not stand is not kept, and said there */
  clt_form_view_keep (self->form_view);
  show_talk (self, CLT_CALL_MIDDLE, FALSE);
  self->wants_focus = FALSE;
}

/* As each answer, it is not lost with the program. */
static void
on_talk_typed_cb (CltCallBench *self)
{
  CltCallOrder *order;

  if (self->call == NULL || self->busy)
    return;
  order = make_order (self);
  order->words = clt_call_talk_dup_words (self->talk);
  g_strfreev (self->call->words);
  self->call->words = g_strdupv (order->words);
  write_quietly (self, "call.note", clt_call_order_keep_words, order);
}

static void
on_outcome_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  CltCallBench *self = writing->bench;
  g_autoptr (GError) error = NULL;
  const gboolean written = clt_desk_act_finish (CLT_DESK (source), result, &error);

  self->busy = FALSE;
  if (self->desk == NULL)
    return;
  if (!written)
    {
      clt_call_talk_refuse (self->talk, error);
      return;
    }
  /* the next one comes by itself; until then the screen stays as it is */
  put_off_screen (self);
  take (self, 0, NULL, FALSE);
}

/* A form is not complete without what is required, whether it was begun in this call, in an earlier one
 * or not at all: it goes on there. */
static gboolean
ask_missing (CltCallBench *self)
{
  const CltFlow *flow = clt_form_view_get_flow (self->form_view);

  if (flow == NULL || clt_flow_check (flow, NULL, NULL))
    return FALSE;
  begin_form (self);
  clt_form_view_ask_missing (self->form_view);
  show_form (self);
  self->wants_focus = FALSE;
  return TRUE;
}

static void
on_talk_end_cb (CltCallBench *self, const char *outcome)
{
  CltCallOrder *order;
  g_autofree char *detail = NULL;

  if (self->busy || (g_str_equal (outcome, "complete") && ask_missing (self)))
    return;
  order = make_order (self);
  order->outcome = g_strdup (outcome);
  order->end.seconds = self->started == 0 ? 0 : clt_now () - self->started;
  clt_call_talk_fill (self->talk, order);
  /* Translators: a client, what came of the call. */
  detail = g_strdup_printf (_ ("%s: %s"), self->call->item->call->client,
                            clt_call_outcome_get_label (outcome));
  self->busy = TRUE;
  clt_desk_act_async (self->desk, "call.finish", detail, clt_call_order_end, order,
                      clt_call_order_unref, on_outcome_written_cb, writing_new (self, order));
}

void
clt_call_bench_dial (CltCallBench *self)
{
  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  clt_call_head_dial (self->head);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
on_desk_undone_cb (CltCallBench *self,
                   gboolean redone,
                   const char *what,
                   const char *name,
                   gint64 record)
{
  /* surveys bring calls and take them away */
  if (g_str_has_prefix (name, "call.") || g_str_has_prefix (name, "survey."))
    read_again (self);
}

void
clt_call_bench_set_desk (CltCallBench *self, CltDesk *desk)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CLT_IS_CALL_BENCH (self));

  g_set_object (&self->desk, desk);
  clt_call_head_set_desk (self->head, desk);
  g_signal_connect_object (desk, "undone", G_CALLBACK (on_desk_undone_cb), self, G_CONNECT_SWAPPED);
  self->seat = clt_call_seat_new (clt_store_get_path (clt_desk_get_store (desk)), &error);
  if (self->seat == NULL)
    clt_desk_fail (desk, error);
}

static void
clt_call_bench_dispose (GObject *object)
{
  CltCallBench *self = CLT_CALL_BENCH (object);

  g_clear_handle_id (&self->lease, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->seat, clt_call_seat_free);
  clt_bin_dispose_template (ADW_BIN (object), CLT_TYPE_CALL_BENCH);
  g_clear_pointer (&self->call, clt_call_case_free);
  G_OBJECT_CLASS (clt_call_bench_parent_class)->dispose (object);
}

static void
clt_call_bench_class_init (CltCallBenchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_call_bench_dispose;
  signals[CHANGED] = g_signal_new ("changed", CLT_TYPE_CALL_BENCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  g_type_ensure (CLT_TYPE_CALL_HEAD);
  g_type_ensure (CLT_TYPE_CALL_TALK);
  g_type_ensure (CLT_TYPE_FORM_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-call-bench.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCallBench, stack);
  gtk_widget_class_bind_template_child (widget_class, CltCallBench, idle_page);
  gtk_widget_class_bind_template_child (widget_class, CltCallBench, head);
  gtk_widget_class_bind_template_child (widget_class, CltCallBench, pages);
  gtk_widget_class_bind_template_child (widget_class, CltCallBench, talk);
  gtk_widget_class_bind_template_child (widget_class, CltCallBench, form_view);
  gtk_widget_class_bind_template_callback (widget_class, on_form_answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_ended_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_talk_go_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_talk_go_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_talk_end_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_talk_typed_cb);
}

static void
clt_call_bench_init (CltCallBench *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
