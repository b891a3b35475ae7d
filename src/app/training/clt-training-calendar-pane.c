/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-training-calendar-pane.h"

#include "app/training/clt-calendar-foot.h"
#include "app/training/clt-calendar-import.h"
#include "app/training/clt-calendar-jobs.h"
#include "app/training/clt-month-view.h"
#include "app/training/clt-plan-bar.h"
#include "app/training/clt-session-form.h"
#include "app/training/clt-teaching-window.h"
#include "app/training/clt-week-view.h"
#include "app/training/clt-year-view.h"
#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"

/* So many days are read on both sides of those that are shown: the next page is there already. */
#define MARGIN_DAYS 35
#define NEW_MINUTES 90

struct _CltTrainingCalendarPane
{
  CltPane parent_instance;

  CltCalendarSheet *sheet; /* owned */
  gboolean turning;
  gboolean copying; /* the session that comes new is gone to */

  GtkLabel *title_label;
  GtkStack *stack;
  GtkToggleButton *kind_buttons[3]; /* by CltCalendarKind */
  CltCalendarView *views[3];
  CltPlanBar *plan_bar;
  CltCalendarFoot *foot;
};

G_DEFINE_FINAL_TYPE (CltTrainingCalendarPane, clt_training_calendar_pane, CLT_TYPE_PANE)

/* By CltCalendarKind: of views, buttons and actions. */
static const char *const kind_names[] = { "week", "month", "year" };

static const CltCommand commands[] = {
  { "training-calendar.new", N_ ("_New Session…"), "n <Control>n", TRUE },
  { "training-calendar.edit", N_ ("_Edit the Session…"), "F2", TRUE },
  { "training-calendar.session", N_ ("Show Who Comes to the _Session"), "o", TRUE },
  { "training-calendar.publish", N_ ("_Publish the Session"), "<Control>Return", TRUE },
  { "training-calendar.copy", N_ ("_Copy the Session to Another Day…"), "<Control>d", TRUE },
  { "training-calendar.cancel", N_ ("C_ancel the Meeting"), "Delete", TRUE },
  { "training-calendar.cancel-session", N_ ("Cancel the _Whole Session"), "<Shift>Delete", TRUE },
  { "training-calendar.keep", N_ ("_Keep the Move"), "Return", FALSE },
  { "training-calendar.take-back", N_ ("_Take the Move Back"), "Escape", FALSE },
  { "training-calendar.today", N_ ("Go to T_oday"), "t Home", TRUE },
  { "training-calendar.previous", N_ ("_Previous Week or Month"), "Page_Up", TRUE },
  { "training-calendar.next", N_ ("_Next Week or Month"), "Page_Down", TRUE },
  { "training-calendar.week", N_ ("Show the W_eek"), "w", TRUE },
  { "training-calendar.month", N_ ("Show the _Month"), "m", TRUE },
  { "training-calendar.year", N_ ("Show the _Year"), "y", TRUE },
  { "training-calendar.propose", N_ ("Propose a _Quarter’s Plan…"), "<Control><Shift>p", TRUE },
  { "training-calendar.lecturer", N_ ("Change the _Lecturer of the Proposal…"), "l", TRUE },
  { "training-calendar.next-clash", N_ ("Go to the Ne_xt Clash of the Plan"), "c", TRUE },
  { "training-calendar.left", N_ ("Show Who Is Left _Over"), "<Control><Shift>o", TRUE },
  { "training-calendar.publish-plan", N_ ("P_ublish the Plan"), "<Control><Shift>Return", TRUE },
  { "training-calendar.discard", N_ ("_Discard the Proposal"), "<Control><Shift>d", TRUE },
  { "training-calendar.people", N_ ("Lecturers and _Rooms…"), "<Control>j", TRUE },
  { "training-calendar.import", N_ ("_Import a Calendar…"), "<Control><Shift>i", TRUE },
};
static const CltCommandGroup command_group = { N_ ("Training Calendar"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_training_calendar_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltTrainingCalendarPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* ---- what is shown ------------------------------------------------------------------------------- */

static gpointer
dup_question (CltPane *pane)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (pane);
  CltCalendarStretch *question = g_new0 (CltCalendarStretch, 1);

  clt_calendar_sheet_get_period (self->sheet, &question->from, &question->to);
  question->from -= MARGIN_DAYS;
  question->to += MARGIN_DAYS;
  return question;
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltTimetable *) record)->n_courses == 0;
}

/* The first session of @table that was not there, in days that were read, before. 0: none. */
static gint64
find_copy (CltTrainingCalendarPane *self, const CltTimetable *table)
{
  const CltTimetable *before = clt_calendar_sheet_get_table (self->sheet);

  for (guint i = 0; self->copying && before != NULL && i < table->entries->len; i++)
    {
      const CltTimetableEntry *entry = table->entries->pdata[i];

      if (clt_timetable_entry_touches (entry, before->from, before->to) &&
          clt_calendar_sheet_find (self->sheet, entry->id) == NULL)
        return entry->id;
    }
  return 0;
}

/* A move that was kept is over when the table has it where it went. A table that came for another
 * reason leaves it to whoever is moving it. */
static void
end_kept_shift (CltTrainingCalendarPane *self)
{
  const CltTimetableEntry *entry;
  gint64 id, starts, ends;

  if (!clt_calendar_sheet_get_shift (self->sheet, &id, &starts, &ends))
    return;
  entry = clt_calendar_sheet_find (self->sheet, id);
  if (entry->starts == starts && entry->ends == ends)
    clt_calendar_sheet_end_shift (self->sheet);
}

static void
take (CltPane *pane, gpointer record)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (pane);
  gint64 copy = find_copy (self, record);

  clt_calendar_sheet_take_table (self->sheet, record);
  self->copying = FALSE;
  if (copy != 0)
    clt_calendar_sheet_select (self->sheet, copy);
  end_kept_shift (self);
  clt_calendar_foot_update (self->foot);
  if (copy != 0)
    clt_calendar_foot_check_session (self->foot, copy);
}

/* At the edge of what was read, more is read; what is there stays. */
static void
follow_period (CltTrainingCalendarPane *self)
{
  const CltTimetable *table = clt_calendar_sheet_get_table (self->sheet);
  gboolean year = clt_calendar_sheet_get_kind (self->sheet) == CLT_CALENDAR_YEAR;
  CltDay from, to, margin = year ? 0 : MARGIN_DAYS / 2;

  clt_calendar_sheet_get_period (self->sheet, &from, &to);
  if (table != NULL && (from - margin < table->from || to + margin > table->to) && !self->turning)
    {
      self->turning = TRUE; /* what is taken moves the sheet, too */
      clt_pane_load (CLT_PANE (self));
      self->turning = FALSE;
    }
}

static void
on_sheet_moved_cb (CltTrainingCalendarPane *self)
{
  g_autofree char *title = clt_calendar_sheet_dup_title (self->sheet);

  gtk_label_set_label (self->title_label, title);
  if (get_desk (self) != NULL)
    follow_period (self);
}

static void
show_kind (CltTrainingCalendarPane *self, CltCalendarKind kind)
{
  GtkWidget *view = GTK_WIDGET (self->views[kind]);

  clt_calendar_sheet_set_kind (self->sheet, kind);
  gtk_stack_set_visible_child (self->stack, view);
  gtk_toggle_button_set_active (self->kind_buttons[kind], TRUE);
  gtk_widget_grab_focus (view);
}

static void
on_kind_toggled_cb (CltTrainingCalendarPane *self, GtkToggleButton *button)
{
  for (CltCalendarKind kind = CLT_CALENDAR_WEEK; kind <= CLT_CALENDAR_YEAR; kind++)
    if (self->kind_buttons[kind] == button && gtk_toggle_button_get_active (button) &&
        clt_calendar_sheet_get_kind (self->sheet) != kind)
      show_kind (self, kind);
}

static void
show_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  for (CltCalendarKind kind = CLT_CALENDAR_WEEK; kind <= CLT_CALENDAR_YEAR; kind++)
    if (g_str_has_suffix (action, kind_names[kind]))
      show_kind (CLT_TRAINING_CALENDAR_PANE (widget), kind);
}

static void
take_focus (CltPane *pane)
{
  gtk_widget_grab_focus (gtk_stack_get_visible_child (CLT_TRAINING_CALENDAR_PANE (pane)->stack));
}

static void
turn (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_calendar_sheet_turn (CLT_TRAINING_CALENDAR_PANE (widget)->sheet,
                           g_str_has_suffix (action, "next") ? 1 : -1);
}

static void
go_to_day (CltTrainingCalendarPane *self, CltDay day)
{
  clt_calendar_sheet_go (self->sheet, day, clt_calendar_sheet_get_minute (self->sheet));
  take_focus (CLT_PANE (self));
}

static void
show_today (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_to_day (CLT_TRAINING_CALENDAR_PANE (widget), clt_today ());
}

/* The day and the minute of it, at which what is planned there is chosen. */
static void
show_hour (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (widget);
  int day, minute;

  g_variant_get (parameter, "(ii)", &day, &minute);
  if (clt_calendar_sheet_get_kind (self->sheet) == CLT_CALENDAR_YEAR) /* of sums, not of sessions */
    show_kind (self, CLT_CALENDAR_WEEK);
  clt_calendar_sheet_go (self->sheet, day, minute);
  take_focus (CLT_PANE (self));
}

/* ---- a session ------------------------------------------------------------------------------------ */

/* The one that the cursor is on; says so when it is on none. @stored: not one that is proposed. */
static const CltTimetableEntry *
get_session (CltTrainingCalendarPane *self, gboolean stored)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_get_selected (self->sheet);

  if (get_desk (self) == NULL)
    return NULL;
  if (entry == NULL)
    clt_desk_tell (get_desk (self), _ ("Go to a session first: Tab finds the next one"));
  else if (stored && entry->id < 0)
    {
      clt_desk_tell (get_desk (self), _ ("It is only proposed: publish the plan first"));
      return NULL;
    }
  return entry;
}

static void
open_form (CltTrainingCalendarPane *self, const CltMeetingDraft *draft)
{
  CltSessionForm *form = clt_session_form_new (GTK_WIDGET (self), get_desk (self), draft);

  g_signal_connect_object (form, "kept", G_CALLBACK (clt_calendar_sheet_await), self->sheet,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (form));
}

/* 0: where the cursor is. */
static void
on_sheet_asked_cb (CltTrainingCalendarPane *self, gint64 starts, gint64 ends)
{
  g_autoptr (CltMeetingDraft) draft = NULL;
  gboolean timed = starts != 0;

  if (get_desk (self) == NULL)
    return;
  if (!timed)
    {
      starts = clt_day_get_instant (clt_calendar_sheet_get_day (self->sheet),
                                    clt_calendar_sheet_get_minute (self->sheet));
      ends = starts + NEW_MINUTES * 60;
    }
  draft = clt_meeting_draft_new (starts, ends);
  draft->timed = timed;
  open_form (self, draft);
}

static void
new_session (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_sheet_asked_cb (CLT_TRAINING_CALENDAR_PANE (widget), 0, 0);
}

static void
on_sheet_opened_cb (CltTrainingCalendarPane *self)
{
  const CltTimetableEntry *entry = get_session (self, FALSE);
  g_autoptr (CltMeetingDraft) draft = NULL;

  if (entry == NULL)
    return;
  if (entry->id < 0)
    {
      clt_plan_bar_ask_lecturer (self->plan_bar, entry->id);
      return;
    }
  if (entry->untimed) /* its page is where it is given meetings */
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "session.show", "x", entry->session_id);
      return;
    }
  draft = clt_meeting_draft_new (entry->starts, entry->ends);
  draft->meeting->id = entry->id;
  open_form (self, draft);
}

static void
edit_session (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_sheet_opened_cb (CLT_TRAINING_CALENDAR_PANE (widget));
}

static void
show_session (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const CltTimetableEntry *entry = get_session (CLT_TRAINING_CALENDAR_PANE (widget), TRUE);

  if (entry != NULL)
    gtk_widget_activate_action (widget, "session.show", "x", entry->session_id);
}

static void
publish_session (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (widget);
  const CltTimetableEntry *entry = get_session (self, TRUE);

  if (entry != NULL)
    clt_desk_act (get_desk (self), "session.publish", entry->session, clt_calendar_job_publish,
                  clt_calendar_job_new (entry), clt_calendar_job_free);
}

static void
apply_copy (CltFormDialog *form)
{
  CltCalendarJob *job = clt_calendar_job_copy (clt_form_dialog_get_data (form));

  if (clt_form_dialog_get_day (form, 0, &job->day))
    clt_form_dialog_act (form, "session.copy", job->name, clt_calendar_job_copy_session, job,
                         clt_calendar_job_free);
  else
    clt_calendar_job_free (job);
}

/* What comes new after @form was left is no copy. */
static gboolean
on_copy_closed_cb (CltTrainingCalendarPane *self, CltFormDialog *form)
{
  self->copying = self->copying && clt_form_dialog_was_kept (form);
  return FALSE;
}

static void
copy_session (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (widget);
  const CltTimetableEntry *entry = get_session (self, TRUE);
  g_autofree char *day = NULL, *heading = NULL;
  CltFormDialog *form;

  if (entry == NULL)
    return;
  day = clt_day_format (clt_instant_get_day (entry->starts) + 7);
  /* Translators: a session, “A1/2026-3” */
  heading = g_strdup_printf (_ ("Copy %s"), entry->session);
  self->copying = TRUE;
  form = clt_form_dialog_new (widget, get_desk (self), heading,
                              _ ("All its meetings, at the same time of day, on trading days."));
  clt_form_dialog_set_data (form, clt_calendar_job_new (entry), clt_calendar_job_free);
  clt_form_dialog_add_entry (form, _ ("_First Day"), day, TRUE);
  g_signal_connect_object (form, "close-request", G_CALLBACK (on_copy_closed_cb), self,
                           G_CONNECT_SWAPPED);
  clt_form_dialog_present (form, _ ("C_opy"), apply_copy);
}

/* ---- cancelling ------------------------------------------------------------------------------------- */

typedef struct
{
  CltTrainingCalendarPane *pane; /* owned */
  CltCalendarJob *job;           /* owned */
  gboolean whole;
} Cancelling;

static void
cancelling_free (Cancelling *cancelling)
{
  g_object_unref (cancelling->pane);
  g_clear_pointer (&cancelling->job, clt_calendar_job_free);
  g_free (cancelling);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cancelling, cancelling_free)

static void
on_cancel_confirmed_cb (gboolean confirmed, gpointer user_data)
{
  g_autoptr (Cancelling) cancelling = user_data;
  CltTrainingCalendarPane *self = cancelling->pane;
  CltCalendarJob *job = cancelling->job;

  if (get_desk (self) == NULL)
    return;
  take_focus (CLT_PANE (self));
  if (confirmed)
    clt_desk_act (get_desk (self), cancelling->whole ? "session.cancel" : "meeting.cancel",
                  job->name,
                  cancelling->whole ? clt_calendar_job_cancel_session
                                    : clt_calendar_job_cancel_meeting,
                  g_steal_pointer (&cancelling->job), clt_calendar_job_free);
}

/* Who has a seat has to be told: nobody does that by himself. */
static void
cancel (CltTrainingCalendarPane *self, gboolean whole)
{
  const CltTimetableEntry *entry = get_session (self, FALSE);
  g_autofree char *starts = NULL, *heading = NULL, *body = NULL;
  Cancelling *cancelling;

  if (entry == NULL)
    return;
  if (entry->id < 0)
    {
      clt_plan_bar_drop (self->plan_bar, entry->id);
      return;
    }
  cancelling = g_new0 (Cancelling, 1);
  cancelling->pane = g_object_ref (self);
  cancelling->job = clt_calendar_job_new (entry);
  cancelling->whole = whole || entry->meetings <= 1;
  if (entry->taken + entry->waiting == 0)
    {
      on_cancel_confirmed_cb (TRUE, cancelling);
      return;
    }
  starts = clt_instant_format (entry->starts);
  heading = cancelling->whole
              /* Translators: a session, “A1/2026-3” */
              ? g_strdup_printf (_ ("Call off %s?"), entry->session)
              /* Translators: a session, “A1/2026-3”; day and time. */
              : g_strdup_printf (_ ("Call off the meeting of %s on %s?"), entry->session, starts);
  body = g_strdup_printf (
    ngettext ("%d person has a seat or waits for one and has to be told: the list is on the page "
              "of the session. The calendar file that is written next tells the cancellation.",
              "%d people have a seat or wait for one and have to be told: the list is on the page "
              "of the session. The calendar file that is written next tells the cancellation.",
              (gulong) (entry->taken + entry->waiting)),
    entry->taken + entry->waiting);
  clt_dialogs_confirm (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body,
                       cancelling->whole ? _ ("Call the Session _Off")
                                         : _ ("Call the _Meeting Off"),
                       on_cancel_confirmed_cb, cancelling);
}

static void
cancel_meeting (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cancel (CLT_TRAINING_CALENDAR_PANE (widget), FALSE);
}

static void
cancel_session (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cancel (CLT_TRAINING_CALENDAR_PANE (widget), TRUE);
}

static void
keep_move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_calendar_foot_keep (CLT_TRAINING_CALENDAR_PANE (widget)->foot);
}

static void
take_move_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_calendar_sheet_end_shift (CLT_TRAINING_CALENDAR_PANE (widget)->sheet);
}

/* ---- the plan --------------------------------------------------------------------------------------- */

static void
propose_plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_plan_bar_propose (CLT_TRAINING_CALENDAR_PANE (widget)->plan_bar);
}

/* What ends or shows a proposal; each says nothing where there is none. */
static void
handle_plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const struct
  {
    const char *action;
    void (*func) (CltPlanBar *bar);
  } verbs[] = {
    { "training-calendar.next-clash", clt_plan_bar_show_next_clash },
    { "training-calendar.left", clt_plan_bar_show_left },
    { "training-calendar.publish-plan", clt_plan_bar_publish },
    { "training-calendar.discard", clt_plan_bar_discard },
  };
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].action, action))
      verbs[i].func (self->plan_bar);
  take_focus (CLT_PANE (self));
}

static void
change_lecturer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (widget);
  const CltTimetableEntry *entry = get_session (self, FALSE);

  if (entry != NULL && entry->id < 0)
    clt_plan_bar_ask_lecturer (self->plan_bar, entry->id);
  else if (entry != NULL)
    on_sheet_opened_cb (self);
}

static void
show_people (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (widget);

  if (get_desk (self) != NULL)
    gtk_window_present (GTK_WINDOW (
      clt_teaching_window_new (widget, get_desk (self), clt_calendar_sheet_get_day (self->sheet))));
}

static void
import_calendar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltDesk *desk = get_desk (CLT_TRAINING_CALENDAR_PANE (widget));

  if (desk != NULL)
    clt_calendar_import_ask (widget, desk);
}

/* ---- files and paper --------------------------------------------------------------------------------- */

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "ics", NULL };
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (pane);
  CltCalendarStretch stretch;
  g_autofree char *title = clt_calendar_sheet_dup_title (self->sheet);
  CltExportJob *job = g_new0 (CltExportJob, 1);

  clt_calendar_sheet_get_subject (self->sheet, &stretch.from, &stretch.to);
  job->title = g_strdup (_ ("Export the Training That Is Shown"));
  /* Translators: suggested name of a file; a week, month or year. */
  job->name = g_strdup_printf (_ ("Training %s"), title);
  job->endings = endings;
  job->run = clt_calendar_job_export;
  job->data = g_memdup2 (&stretch, sizeof stretch);
  job->data_free = g_free;
  return job;
}

static CltPrintJob *
create_print (CltPane *pane)
{
  CltCalendarStretch stretch;

  clt_calendar_sheet_get_subject (CLT_TRAINING_CALENDAR_PANE (pane)->sheet, &stretch.from,
                                  &stretch.to);
  return clt_print_job_new (clt_calendar_job_print, g_memdup2 (&stretch, sizeof stretch), g_free);
}

/* ---- the class -------------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (pane);

  clt_plan_bar_attach (self->plan_bar, desk, self->sheet);
  clt_calendar_foot_attach (self->foot, desk, self->sheet, self->plan_bar);
}

static void
clt_training_calendar_pane_dispose (GObject *object)
{
  CltTrainingCalendarPane *self = CLT_TRAINING_CALENDAR_PANE (object);

  if (self->sheet != NULL)
    g_signal_handlers_disconnect_by_data (self->sheet, self);
  g_clear_object (&self->sheet);
  G_OBJECT_CLASS (clt_training_calendar_pane_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const CltCommandAction actions[] = {
    { "training-calendar.show", show_hour, "(ii)" },
    { "training-calendar.new", new_session },
    { "training-calendar.edit", edit_session },
    { "training-calendar.session", show_session },
    { "training-calendar.publish", publish_session },
    { "training-calendar.copy", copy_session },
    { "training-calendar.cancel", cancel_meeting },
    { "training-calendar.cancel-session", cancel_session },
    { "training-calendar.keep", keep_move },
    { "training-calendar.take-back", take_move_back },
    { "training-calendar.today", show_today },
    { "training-calendar.previous", turn },
    { "training-calendar.next", turn },
    { "training-calendar.week", show_view },
    { "training-calendar.month", show_view },
    { "training-calendar.year", show_view },
    { "training-calendar.propose", propose_plan },
    { "training-calendar.lecturer", change_lecturer },
    { "training-calendar.next-clash", handle_plan },
    { "training-calendar.left", handle_plan },
    { "training-calendar.publish-plan", handle_plan },
    { "training-calendar.discard", handle_plan },
    { "training-calendar.people", show_people },
    { "training-calendar.import", import_calendar },
  };

  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_training_calendar_pane_class_init (CltTrainingCalendarPaneClass *klass)
{
  static const char *const tables[] = {
    "meeting",        "course_session", "enrolment",   "course", "course_level", "room", "lecturer",
    "calendar_entry", "rule",           "trading_day", NULL
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_training_calendar_pane_dispose;
  pane_class->read = clt_calendar_job_read;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_timetable_free;
  pane_class->tables = tables;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_WEEK_VIEW);
  g_type_ensure (CLT_TYPE_MONTH_VIEW);
  g_type_ensure (CLT_TYPE_YEAR_VIEW);
  g_type_ensure (CLT_TYPE_PLAN_BAR);
  g_type_ensure (CLT_TYPE_CALENDAR_FOOT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-training-calendar-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTrainingCalendarPane, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltTrainingCalendarPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltTrainingCalendarPane, plan_bar);
  gtk_widget_class_bind_template_child (widget_class, CltTrainingCalendarPane, foot);
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    {
      g_autofree char *button = g_strdup_printf ("%s_button", kind_names[i]);
      g_autofree char *view = g_strdup_printf ("%s_view", kind_names[i]);

      gtk_widget_class_bind_template_child_full (widget_class, button, FALSE,
                                                 G_STRUCT_OFFSET (CltTrainingCalendarPane,
                                                                  kind_buttons[i]));
      gtk_widget_class_bind_template_child_full (widget_class, view, FALSE,
                                                 G_STRUCT_OFFSET (CltTrainingCalendarPane,
                                                                  views[i]));
    }
  gtk_widget_class_bind_template_callback (widget_class, on_kind_toggled_cb);
  install_actions (widget_class);
}

static void
clt_training_calendar_pane_init (CltTrainingCalendarPane *self)
{
  self->sheet = clt_calendar_sheet_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (self->views); i++)
    clt_calendar_view_set_sheet (self->views[i], self->sheet);
  g_signal_connect_object (self->sheet, "moved", G_CALLBACK (on_sheet_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "opened", G_CALLBACK (on_sheet_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "asked", G_CALLBACK (on_sheet_asked_cb), self,
                           G_CONNECT_SWAPPED);
}
