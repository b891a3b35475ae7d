/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-view.h"

#include "app/training/clt-feedback-view.h"
#include "app/training/clt-mark-view.h"
#include "app/training/clt-roll-view.h"
#include "app/training/clt-session-data.h"
#include "app/training/clt-session-order.h"
#include "app/training/clt-session-words.h"
#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-reader.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-export-training.h"

struct _CltSessionView
{
  AdwBin parent_instance;

  CltDesk *desk;        /* owned (nullable) */
  CltReader *reader;    /* owned (nullable) */
  CltSessionData *data; /* owned (nullable) */
  char *name;           /* owned: of the session, for the history */
  gint64 id;
  gboolean anew;      /* another session is on its way */
  gboolean of_chosen; /* the certificates of those chosen are asked for, not of all */

  GtkLabel *title_label;
  GtkLabel *state_label;
  GtkLabel *count_label;
  GtkButton *release_button;
  GtkWidget *publish_button;
  GtkWidget *hold_button;
  GtkWidget *cancel_button;
  GtkStack *stack;
  GtkLabel *people_label;
  GtkWidget *offer_button;
  GtkWidget *enrol_button;
  CltDataTable *table;
  CltAudienceView *audience_view;
  GtkWidget *verb_box;
  GtkWidget *invite_button;
  CltRollView *roll_view;
  CltMarkView *mark_view;
  CltFeedbackView *feedback_view;
};

G_DEFINE_FINAL_TYPE (CltSessionView, clt_session_view, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_PERSON_CLIENT, NC_ ("session", "Client"), 150, FALSE, FALSE, TRUE },
  { CLT_PERSON_ACCOUNT, NC_ ("session", "Account"), 92, FALSE, FALSE },
  { CLT_PERSON_TIER, NC_ ("session", "Tier"), 84, FALSE, FALSE },
  { CLT_PERSON_STATE, NC_ ("session", "State"), 222, FALSE, FALSE, TRUE },
  { CLT_PERSON_PLACE, NC_ ("session", "Seat"), 92, FALSE, FALSE },
  { CLT_PERSON_SINCE, NC_ ("session", "Asked"), 136, FALSE, FALSE },
  { CLT_PERSON_RESULT, NC_ ("session", "Result"), 226, FALSE, FALSE, TRUE },
};

static const CltTableColumn invitee_columns[] = {
  { CLT_INVITEE_CLIENT, NC_ ("session", "Client"), 190, FALSE, FALSE, TRUE },
  { CLT_INVITEE_ACCOUNT, NC_ ("session", "Account"), 100, FALSE, FALSE },
  { CLT_INVITEE_TIER, NC_ ("session", "Tier"), 100, FALSE, FALSE },
  { CLT_INVITEE_REASON, NC_ ("session", "Why he is left out"), 320, FALSE, FALSE, TRUE },
};

static gpointer
make_question (const char *expression, gpointer owner)
{
  CltSessionView *self = owner;

  return self->id == 0 ? NULL : clt_session_question_new (self->id, expression);
}

static const CltAudienceSource audience_source = {
  .load = clt_session_audience_load,
  .make_question = make_question,
  .question_free = g_free,
  .columns = invitee_columns,
  .n_columns = G_N_ELEMENTS (invitee_columns),
  .context = "session",
};

/* ---- head ---------------------------------------------------------------------------------- */

/* Who was invited has not heard of it before somebody releases the push. */
static void
show_unreleased (CltSessionView *self)
{
  gint64 n = self->data->n_unreleased;
  /* Translators: invitations that are not sent yet. */
  g_autofree char *label =
    g_strdup_printf (ngettext ("Release %d In_vitation…", "Release %d In_vitations…", (gulong) n),
                     (int) n);

  gtk_button_set_label (self->release_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->release_button), n > 0);
}

static void
show_head (CltSessionView *self)
{
  const CltSession *session = self->data->session;
  gboolean planned = g_str_equal (session->state, "planned");
  gboolean published = g_str_equal (session->state, "published");
  g_autofree char *state = clt_session_dup_state (self->data);
  g_autofree char *counts = clt_session_dup_counts (self->data);
  /* Translators: name of a course, course and code of a session. */
  g_autofree char *title = g_strdup_printf (_ ("%s · %s"), session->course, self->name);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->count_label, counts);
  show_unreleased (self);
  gtk_widget_set_visible (self->publish_button, planned);
  gtk_widget_set_visible (self->hold_button, published && session->last_day <= clt_today ());
  gtk_widget_set_visible (self->cancel_button, planned || published);
}

/* What would be refused is not offered; the tooltip says why. */
static void
show_door (CltSessionView *self)
{
  const char *obstacle = clt_session_get_obstacle (self->data);

  gtk_widget_set_sensitive (self->enrol_button, obstacle == NULL);
  gtk_widget_set_tooltip_text (self->enrol_button,
                               obstacle != NULL ? obstacle : _ ("By name, pinyin or account (N)"));
  gtk_widget_set_sensitive (self->verb_box, obstacle == NULL);
  gtk_widget_set_tooltip_text (self->verb_box, obstacle);
}

static void
show_people (CltSessionView *self)
{
  const CltSeats *seats = &self->data->seats;
  gint64 chosen = clt_data_table_get_selected (self->table);
  g_autofree char *text = NULL;

  /* Translators: how many people are in which state. */
  text = g_strdup_printf (_ ("%d enrolled · %d invited · %d declined · %d cancelled"),
                          seats->enrolled, seats->invited, seats->declined, seats->cancelled);
  gtk_label_set_label (self->people_label, text);
  gtk_widget_set_visible (self->offer_button,
                          seats->offered > 0 ||
                            (seats->waiting > 0 && self->data->door == CLT_DOOR_OPEN));
  clt_key_list_set_query (clt_data_table_get_list (self->table), self->data->people);
  if (chosen != 0 && !self->anew) /* his answer has moved him to another row */
    clt_data_table_select (self->table, chosen);
}

/* What is to be done next. */
static const char *
get_next_part (const CltSessionData *data)
{
  const CltMeeting *first = data->meetings->len == 0 ? NULL : data->meetings->pdata[0];

  if (data->enrolments->len == 0)
    return "invite";
  if (g_str_equal (data->session->state, "published") && first != NULL &&
      clt_instant_get_day (first->starts) <= clt_today ())
    return "roll";
  return "people";
}

/* ---- reading ------------------------------------------------------------------------------- */

static void
take (gpointer owner, gpointer record)
{
  CltSessionView *self = owner;
  CltSessionData *data = record;
  gboolean anew = self->anew;

  g_clear_pointer (&self->data, clt_session_data_free);
  g_clear_pointer (&self->name, g_free);
  self->data = data;
  self->name = clt_session_dup_name (data->session);
  show_head (self);
  show_door (self);
  show_people (self);
  self->anew = FALSE;
  if (anew)
    clt_audience_view_clear (self->audience_view);
  clt_audience_view_ask (self->audience_view);
  clt_roll_view_show (self->roll_view, data);
  clt_mark_view_show (self->mark_view, data->session->id);
  clt_feedback_view_show (self->feedback_view, data->session->id, self->name);
  if (!anew)
    return;
  gtk_stack_set_visible_child_name (self->stack, get_next_part (data));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    clt_session_view_focus (self);
}

static const CltReaderKind reader_kind = {
  .read = clt_session_data_load,
  .record_free = clt_session_data_free,
  .take = take,
  .hidden_too = TRUE,
};

void
clt_session_view_show (CltSessionView *self, gint64 id)
{
  g_return_if_fail (CLT_IS_SESSION_VIEW (self));

  self->anew |= self->id != id;
  self->id = id;
  clt_reader_ask (self->reader, id);
}

gint64
clt_session_view_get_session (CltSessionView *self)
{
  g_return_val_if_fail (CLT_IS_SESSION_VIEW (self), 0);

  return self->data == NULL || self->anew ? 0 : self->id;
}

/* ---- parts --------------------------------------------------------------------------------- */

gboolean
clt_session_view_is_part (CltSessionView *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

void
clt_session_view_focus (CltSessionView *self)
{
  g_return_if_fail (CLT_IS_SESSION_VIEW (self));

  if (clt_session_view_is_part (self, "people"))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  else if (clt_session_view_is_part (self, "invite"))
    clt_audience_view_focus (self->audience_view);
  else if (clt_session_view_is_part (self, "roll"))
    clt_roll_view_focus (self->roll_view);
  else if (clt_session_view_is_part (self, "marks"))
    clt_mark_view_focus (self->mark_view);
  else
    clt_feedback_view_focus (self->feedback_view);
}

void
clt_session_view_show_part (CltSessionView *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  clt_session_view_focus (self);
}

/* FALSE: it was not the part shown; it is now, so that the next key is meant. */
static gboolean
require_part (CltSessionView *self, const char *name)
{
  if (clt_session_view_get_session (self) == 0)
    return FALSE;
  if (clt_session_view_is_part (self, name))
    return TRUE;
  clt_session_view_show_part (self, name);
  return FALSE;
}

void
clt_session_view_search (CltSessionView *self)
{
  if (clt_session_view_is_part (self, "roll"))
    clt_roll_view_jump (self->roll_view);
  else
    clt_session_view_show_part (self, "invite");
}

/* ---- acting -------------------------------------------------------------------------------- */

static CltSessionOrder *
make_order (CltSessionView *self, gint64 client)
{
  return clt_session_order_new (self->id, client);
}

static void
act (CltSessionView *self, const char *name, CltActionFunc func, CltSessionOrder *order)
{
  clt_desk_act (self->desk, name, self->name, func, order, clt_session_order_free);
}

static void
act_on_session (CltSessionView *self, const char *name, CltActionFunc func)
{
  if (clt_session_view_get_session (self) != 0)
    act (self, name, func, make_order (self, 0));
  if (!gtk_widget_get_visible (self->publish_button) ||
      gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) == NULL)
    clt_session_view_focus (self);
}

void
clt_session_view_publish (CltSessionView *self)
{
  act_on_session (self, "session.publish", clt_session_order_publish);
}

void
clt_session_view_hold (CltSessionView *self)
{
  act_on_session (self, "session.hold", clt_session_order_hold);
}

void
clt_session_view_cancel (CltSessionView *self)
{
  act_on_session (self, "session.cancel", clt_session_order_cancel);
}

void
clt_session_view_offer (CltSessionView *self)
{
  act_on_session (self, "enrolment.offer", clt_session_order_offer);
}

void
clt_session_view_release (CltSessionView *self)
{
  g_autofree char *request = NULL;

  if (clt_session_view_get_session (self) == 0)
    return;
  if (self->data->n_unreleased == 0)
    {
      clt_desk_tell (self->desk, _ ("No invitation of this session waits to be released"));
      return;
    }
  request = g_strdup_printf ("push.show(int64 %" G_GINT64_FORMAT ")", self->data->push);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-in", "(ss)", "services", request);
}

void
clt_session_view_close_course (CltSessionView *self)
{
  if (require_part (self, "marks"))
    act (self, "course.close", clt_session_order_close, make_order (self, 0));
}

static void
apply_enrol (CltFormDialog *form)
{
  CltSessionView *self = clt_form_dialog_get_data (form);
  g_autofree char *names = clt_form_dialog_dup_text (form, 0);
  GArray *ids = clt_form_dialog_dup_clients (form, 0);
  CltSessionOrder *order;

  if (ids == NULL)
    return;
  clt_data_table_select (self->table, g_array_index (ids, gint64, 0));
  order = make_order (self, 0);
  order->ids = ids;
  order->asked = TRUE;
  clt_form_dialog_act (form, "enrolment.add", names, clt_session_order_enrol, order,
                       clt_session_order_free);
}

/* FALSE: it was said why nobody can be enrolled or invited. */
static gboolean
require_open (CltSessionView *self)
{
  const char *obstacle = clt_session_get_obstacle (self->data);

  if (obstacle != NULL)
    clt_desk_tell (self->desk, obstacle);
  return obstacle == NULL;
}

static void
on_publish_confirmed_cb (gboolean confirmed, gpointer user_data)
{
  g_autoptr (CltSessionView) self = user_data;

  if (confirmed && self->desk != NULL)
    clt_session_view_publish (self);
}

static void
on_next_confirmed_cb (gboolean confirmed, gpointer user_data)
{
  g_autoptr (CltSessionView) self = user_data;

  if (confirmed && self->desk != NULL && self->data != NULL && self->data->next != NULL)
    clt_session_view_show (self, self->data->next->id);
}

static void
ask_for_next (CltSessionView *self)
{
  const CltSession *next = self->data->next;
  g_autofree char *name = clt_session_dup_name (next);
  g_autofree char *day = clt_day_format (next->first_day);
  /* Translators: a session, “A1/2026-9”; its first day. */
  g_autofree char *body =
    g_strdup_printf (_ ("It takes nobody any more. The next session of the course is %s on %s."),
                     name, day);

  clt_dialogs_offer (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                     g_str_equal (self->data->session->state, "cancelled")
                       ? _ ("The Session Was Called Off")
                       : _ ("The Session Is Over"),
                     body, _ ("_Show the Next One"), on_next_confirmed_cb, g_object_ref (self));
}

/* Whoever asks for the form begins to type in it at once: where it cannot open, what does take the
 * keys, not the list, in which they would do something else. FALSE: it did. */
static gboolean
require_door (CltSessionView *self)
{
  switch (self->data->door)
    {
    case CLT_DOOR_PLANNED:
      clt_dialogs_offer (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         _ ("Publish the Session First?"),
                         _ ("Until it is published nobody can enrol."), _ ("_Publish"),
                         on_publish_confirmed_cb, g_object_ref (self));
      return FALSE;
    case CLT_DOOR_BEGUN:
      clt_session_view_walk_in (self, TRUE);
      return FALSE;
    case CLT_DOOR_OVER:
      if (self->data->next == NULL)
        return require_open (self);
      ask_for_next (self);
      return FALSE;
    case CLT_DOOR_OPEN:
    default:
      return require_open (self);
    }
}

void
clt_session_view_enrol (CltSessionView *self)
{
  CltFormDialog *form;

  if (clt_session_view_get_session (self) == 0)
    return;
  clt_session_view_show_part (self, "people");
  if (!require_door (self))
    return;
  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, _ ("Who Asks for a Seat?"),
                              _ ("A seat when one is free and nobody waits for it, else a place in "
                                 "the waiting list."));
  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_clients (form, _ ("_Clients"), TRUE, TRUE);
  clt_form_dialog_present (form, _ ("_Enrol"), apply_enrol);
}

/* After a refusal nothing has changed that would ask again who may. */
static void
on_audience_answered_cb (CltSessionView *self)
{
  gtk_widget_set_sensitive (self->invite_button, clt_audience_view_reaches (self->audience_view));
}

static void
on_audience_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSessionView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error) || self->desk == NULL)
    return;
  clt_desk_fail (self->desk, error);
  clt_audience_view_ask (self->audience_view);
}

/* First it is seen who that would be. */
static void
act_on_audience (CltSessionView *self, const char *name, CltActionFunc func)
{
  CltSessionOrder *order;
  GArray *ids;

  if (!require_part (self, "invite") || !require_open (self))
    return;
  ids = clt_audience_view_take_ids (self->audience_view);
  if (ids == NULL)
    return;
  order = make_order (self, 0);
  order->ids = ids;
  order->who = g_strdup (clt_desk_get_who (self->desk));
  clt_desk_act_async (self->desk, name, self->name, func, order, clt_session_order_free,
                      on_audience_acted_cb, g_object_ref (self));
}

void
clt_session_view_enrol_all (CltSessionView *self)
{
  act_on_audience (self, "enrolment.add", clt_session_order_enrol);
}

void
clt_session_view_invite (CltSessionView *self)
{
  act_on_audience (self, "enrolment.invite", clt_session_order_invite);
}

/* (nullable): the person chosen; else it is said to choose one. */
static const CltEnrolment *
get_chosen (CltSessionView *self)
{
  gint64 client;

  if (!require_part (self, "people"))
    return NULL;
  client = clt_data_table_get_selected (self->table);
  for (guint i = 0; i < self->data->enrolments->len; i++)
    if (((CltEnrolment *) self->data->enrolments->pdata[i])->client_id == client)
      return self->data->enrolments->pdata[i];
  clt_desk_tell (self->desk, clt_data_table_count_selected (self->table) > 1
                               ? _ ("Choose one person only")
                               : _ ("Choose a person first"));
  return NULL;
}

void
clt_session_view_answer (CltSessionView *self, gboolean yes)
{
  const CltEnrolment *enrolment = get_chosen (self);
  CltSessionOrder *order;

  if (enrolment == NULL)
    return;
  order = make_order (self, enrolment->client_id);
  order->yes = yes;
  clt_desk_act (self->desk, "enrolment.answer", enrolment->name, clt_session_order_answer, order,
                clt_session_order_free);
}

void
clt_session_view_drop (CltSessionView *self)
{
  const CltEnrolment *enrolment = get_chosen (self);

  if (enrolment != NULL)
    clt_desk_act (self->desk, "enrolment.cancel", enrolment->name, clt_session_order_drop,
                  make_order (self, enrolment->client_id), clt_session_order_free);
}

/* ---- the roll and what follows ------------------------------------------------------------- */

void
clt_session_view_mark (CltSessionView *self, char mark)
{
  if (require_part (self, "roll"))
    clt_roll_view_mark (self->roll_view, mark);
}

void
clt_session_view_mark_rest (CltSessionView *self)
{
  if (require_part (self, "roll"))
    clt_roll_view_mark_rest (self->roll_view);
}

void
clt_session_view_take_back (CltSessionView *self)
{
  if (require_part (self, "roll"))
    clt_roll_view_take_back (self->roll_view);
}

void
clt_session_view_step_meeting (CltSessionView *self, int step)
{
  if (require_part (self, "roll"))
    clt_roll_view_step_meeting (self->roll_view, step);
}

void
clt_session_view_walk_in (CltSessionView *self, gboolean client)
{
  if (clt_session_view_get_session (self) == 0)
    return;
  clt_session_view_show_part (self, "roll");
  if (client)
    clt_roll_view_walk_in_client (self->roll_view);
  else
    clt_roll_view_walk_in (self->roll_view);
}

void
clt_session_view_add_form (CltSessionView *self)
{
  if (clt_session_view_get_session (self) == 0)
    return;
  clt_session_view_show_part (self, "feedback");
  clt_feedback_view_add (self->feedback_view);
}

/* ---- files and paper ----------------------------------------------------------------------- */

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_export_training_session (conn, *(const gint64 *) data, options, NULL, error);
}

CltExportJob *
clt_session_view_create_export (CltSessionView *self)
{
  static const char *const endings[] = { "xlsx", NULL };
  gint64 id = clt_session_view_get_session (self);
  CltExportJob *job;

  if (id == 0)
    return NULL;
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export Roster, Attendance and Results"));
  job->name = g_strdelimit (g_strdup (self->name), "/", '-');
  job->endings = endings;
  job->run = run_export;
  job->data = g_memdup2 (&id, sizeof id);
  job->data_free = g_free;
  return job;
}

static CltPaper *
read_sheet (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_new_sign_in (conn, *(const gint64 *) data, options, error);
}

static CltPaper *
read_certificates (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltSessionOrder *order = data;

  if (order->ids == NULL)
    return clt_paper_new_certificates (conn, order->session_id, options, error);
  return clt_paper_new_certificates_of (conn, order->session_id,
                                        (const gint64 *) (gpointer) order->ids->data,
                                        order->ids->len, options, error);
}

static GArray *
dup_chosen (CltSessionView *self)
{
  return clt_session_view_is_part (self, "people") ? clt_data_table_dup_selected (self->table)
                                                   : clt_mark_view_dup_chosen (self->mark_view);
}

CltPrintJob *
clt_session_view_create_print (CltSessionView *self)
{
  gint64 id = clt_session_view_get_session (self);
  gint64 meeting = clt_roll_view_get_meeting (self->roll_view);
  CltSessionOrder *order;

  if (id == 0)
    return NULL;
  if (!self->of_chosen && !clt_session_view_is_part (self, "marks") && meeting != 0)
    return clt_print_job_new (read_sheet, g_memdup2 (&meeting, sizeof meeting), g_free);
  order = make_order (self, 0);
  if (self->of_chosen)
    order->ids = dup_chosen (self);
  return clt_print_job_new (read_certificates, order, clt_session_order_free);
}

void
clt_session_view_print_chosen (CltSessionView *self)
{
  g_autoptr (GArray) chosen = NULL;

  if (!clt_session_view_is_part (self, "people") && !require_part (self, "marks"))
    return;
  chosen = dup_chosen (self);
  if (chosen->len == 0)
    {
      clt_desk_tell (self->desk, _ ("Choose a person first"));
      return;
    }
  self->of_chosen = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.print", NULL);
  self->of_chosen = FALSE;
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_session_view_set_desk (CltSessionView *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_return_if_fail (CLT_IS_SESSION_VIEW (self));

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  clt_data_table_set_list (self->table, keys);
  clt_audience_view_set_source (self->audience_view, desk, &audience_source, self);
  clt_roll_view_set_desk (self->roll_view, desk);
  clt_mark_view_set_desk (self->mark_view, desk);
  clt_feedback_view_set_desk (self->feedback_view, desk);
}

static void
on_row_opened_cb (CltSessionView *self, gint64 client)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", client);
}

static void
clt_session_view_dispose (GObject *object)
{
  CltSessionView *self = CLT_SESSION_VIEW (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->data, clt_session_data_free);
  g_clear_pointer (&self->name, g_free);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_SESSION_VIEW);
  G_OBJECT_CLASS (clt_session_view_parent_class)->dispose (object);
}

static void
clt_session_view_class_init (CltSessionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_session_view_dispose;
  g_type_ensure (CLT_TYPE_AUDIENCE_VIEW);
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_FEEDBACK_VIEW);
  g_type_ensure (CLT_TYPE_MARK_VIEW);
  g_type_ensure (CLT_TYPE_ROLL_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-session-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, release_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, publish_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, hold_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, people_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, offer_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, enrol_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, table);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, audience_view);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, verb_box);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, invite_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, roll_view);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, mark_view);
  gtk_widget_class_bind_template_child (widget_class, CltSessionView, feedback_view);
  gtk_widget_class_bind_template_callback (widget_class, on_audience_answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
}

static void
clt_session_view_init (CltSessionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_multiple (self->table, TRUE);
  clt_data_table_set_titled_columns (self->table, "session", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
}
