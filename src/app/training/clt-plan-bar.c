/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-plan-bar.h"

#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-task-bar.h"
#include "core/base/clt-i18n.h"
#include "core/training/clt-lecturer.h"

/* Pixels of the list of who is left over: at most so high. */
#define LEFT_WIDTH 460
#define LEFT_HEIGHT 480

struct _CltPlanBar
{
  AdwBin parent_instance;

  CltDesk *desk;             /* owned (nullable) */
  CltCalendarSheet *sheet;   /* owned (nullable) */
  CltPlanProposal *proposal; /* owned (nullable) */
  CltProgress *progress;     /* owned (nullable): of what is being proposed */
  guint generation;          /* of the proposal, so that late answers are told apart */
  gboolean publishing;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *clash_button;
  GtkButton *left_button;
  GtkButton *publish_button;
  CltTaskBar *task_bar;
};

G_DEFINE_FINAL_TYPE (CltPlanBar, clt_plan_bar, ADW_TYPE_BIN)

const CltPlanProposal *
clt_plan_bar_get_proposal (CltPlanBar *self)
{
  return self->proposal;
}

gboolean
clt_plan_bar_is_busy (CltPlanBar *self)
{
  return self->progress != NULL || self->publishing ||
         (self->proposal != NULL && self->proposal->clashes == NULL);
}

/* ---- showing ------------------------------------------------------------------------------------ */

static void
update (CltPlanBar *self)
{
  g_autofree char *text =
    self->proposal == NULL ? NULL : clt_plan_proposal_describe (self->proposal);
  guint hard, all;

  gtk_revealer_set_reveal_child (self->revealer, self->proposal != NULL);
  if (self->proposal == NULL)
    return;
  hard = clt_plan_proposal_count (self->proposal, 0, TRUE);
  all = hard + clt_plan_proposal_count (self->proposal, 0, FALSE);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->clash_button), all > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->left_button), self->proposal->plan->left->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button),
                            hard == 0 && self->proposal->clashes != NULL && !self->publishing &&
                              self->proposal->plan->sessions->len > 0);
}

static void
show_drafts (CltPlanBar *self)
{
  clt_calendar_sheet_take_drafts (self->sheet, self->proposal == NULL
                                                 ? NULL
                                                 : clt_plan_proposal_list (self->proposal));
  update (self);
}

/* ---- checking ------------------------------------------------------------------------------------ */

typedef struct
{
  CltPlanBar *bar; /* owned */
  guint generation;
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->bar);
  g_free (check);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Check, check_free)

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Check) check = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) clashes = clt_store_run_finish (CLT_STORE (source), result, &error);
  CltPlanBar *self = check->bar;

  if (self->desk == NULL || self->proposal == NULL || check->generation != self->generation)
    return;
  if (clashes == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  g_clear_pointer (&self->proposal->clashes, g_ptr_array_unref);
  self->proposal->clashes = g_steal_pointer (&clashes);
  update (self);
}

/* After every change by hand. */
static void
check (CltPlanBar *self)
{
  Check *checking = g_new0 (Check, 1);

  checking->bar = g_object_ref (self);
  checking->generation = ++self->generation;
  show_drafts (self);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       clt_plan_proposal_check, clt_plan_copy (self->proposal->plan),
                       (GDestroyNotify) clt_plan_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                       on_checked_cb, checking);
}

/* ---- proposing ----------------------------------------------------------------------------------- */

static void
go_to_first (CltPlanBar *self)
{
  gint64 first = G_MAXINT64, id = 0;

  for (guint i = 0; i < self->proposal->plan->sessions->len; i++)
    {
      const CltPlanSession *session = self->proposal->plan->sessions->pdata[i];

      if (session->times->len == 0 ||
          g_array_index (session->times, CltPlanTime, 0).starts >= first)
        continue;
      first = g_array_index (session->times, CltPlanTime, 0).starts;
      id = clt_plan_proposal_get_id (i, 0);
    }
  clt_calendar_sheet_select (self->sheet, id);
}

static void
on_proposed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPlanBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPlanProposal) proposal = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL)
    return;
  clt_task_bar_end (self->task_bar, self->progress);
  g_clear_pointer (&self->progress, clt_progress_unref);
  if (proposal == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        clt_desk_fail (self->desk, error);
      return;
    }
  if (proposal->plan->sessions->len == 0 && proposal->plan->left->len == 0)
    {
      clt_desk_tell (self->desk, _ ("Nobody waits for a course: there is nothing to plan"));
      return;
    }
  g_clear_pointer (&self->proposal, clt_plan_proposal_free);
  self->proposal = g_steal_pointer (&proposal);
  self->generation++;
  show_drafts (self);
  go_to_first (self);
}

static void
question_free (gpointer data)
{
  CltPlanQuestion *question = data;

  clt_progress_unref (question->progress_data);
  g_free (question);
}

static void
apply_propose (CltFormDialog *form)
{
  CltPlanBar *self = clt_form_dialog_get_data (form);
  CltPlanQuestion *question;
  CltDay from, to;

  if (!clt_form_dialog_get_day (form, 0, &from) || !clt_form_dialog_get_day (form, 1, &to))
    return;
  if (to < from || to - from > 400)
    {
      clt_form_dialog_refuse_row (form, 1,
                                  _ ("The last day comes after the first one, at most a year "
                                     "later."));
      return;
    }
  question = g_new0 (CltPlanQuestion, 1);
  self->progress = clt_task_bar_begin (self->task_bar, _ ("Looking for hours for everybody…"));
  question->from = from;
  question->to = to;
  question->progress = clt_progress_set;
  question->progress_data = clt_progress_ref (self->progress);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       clt_plan_proposal_make, question, question_free, clt_plan_proposal_free,
                       clt_progress_get_cancellable (self->progress), on_proposed_cb,
                       g_object_ref (self));
  gtk_window_close (GTK_WINDOW (form));
}

void
clt_plan_bar_propose (CltPlanBar *self)
{
  int month = clt_day_get_month (clt_today ()), first = month - month % 3 + 3;
  g_autofree char *from = clt_day_format (clt_month_first_day (first));
  g_autofree char *to = clt_day_format (clt_month_last_day (first + 2));
  CltFormDialog *form;

  if (self->desk == NULL || self->progress != NULL)
    return;
  form = clt_form_dialog_new (
    GTK_WIDGET (self), self->desk, _ ("Propose a Plan"),
    _ ("For everybody who waits for a course, with lecturer, room and hours. Nothing is written "
       "before you publish it."));
  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_entry (form, _ ("_First Day"), from, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Last Day"), to, TRUE);
  clt_form_dialog_present (form, _ ("_Propose"), apply_propose);
}

/* ---- the end of it --------------------------------------------------------------------------------- */

void
clt_plan_bar_discard (CltPlanBar *self)
{
  if (self->progress != NULL)
    clt_task_bar_cancel (self->task_bar);
  if (self->proposal == NULL || self->publishing)
    return;
  clt_calendar_sheet_end_shift (self->sheet);
  g_clear_pointer (&self->proposal, clt_plan_proposal_free);
  self->generation++;
  show_drafts (self);
  clt_desk_tell (self->desk, _ ("The proposal is gone; nothing was written"));
}

static void
on_published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPlanBar) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = clt_desk_act_finish (CLT_DESK (source), result, &error);

  self->publishing = FALSE;
  if (!done)
    clt_desk_fail (CLT_DESK (source), error);
  if (self->desk == NULL)
    return;
  if (done)
    {
      g_clear_pointer (&self->proposal, clt_plan_proposal_free);
      self->generation++;
      show_drafts (self);
    }
  update (self);
}

void
clt_plan_bar_publish (CltPlanBar *self)
{
  g_autofree char *prefix = NULL;

  if (self->proposal == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->publish_button)))
    return;
  self->publishing = TRUE;
  update (self);
  prefix = clt_plan_format_prefix (self->proposal->plan->from);
  clt_desk_act_async (self->desk, "plan.publish", prefix, clt_plan_proposal_publish,
                      clt_plan_copy (self->proposal->plan), (GDestroyNotify) clt_plan_free,
                      on_published_cb, g_object_ref (self));
}

/* ---- by hand ------------------------------------------------------------------------------------- */

void
clt_plan_bar_move (CltPlanBar *self, gint64 id, gint64 starts, gint64 ends)
{
  g_return_if_fail (self->proposal != NULL);

  id = clt_plan_proposal_move (self->proposal, id, starts, ends);
  check (self);
  clt_calendar_sheet_select (self->sheet, id);
}

void
clt_plan_bar_drop (CltPlanBar *self, gint64 id)
{
  g_return_if_fail (self->proposal != NULL);

  clt_plan_proposal_drop (self->proposal, id);
  check (self);
}

/* Whose lecturer is asked for. */
typedef struct
{
  CltPlanBar *bar; /* owned */
  gint64 id;
} Asked;

static void
asked_free (gpointer data)
{
  g_object_unref (((Asked *) data)->bar);
  g_free (data);
}

static void
apply_lecturer (CltFormDialog *form)
{
  const Asked *asked = clt_form_dialog_get_data (form);
  CltPlanBar *self = asked->bar;
  guint choice = clt_form_dialog_get_choice (form, 0);

  if (self->proposal != NULL && choice < self->proposal->lecturers->len)
    {
      clt_plan_proposal_set_lecturer (self->proposal, asked->id, choice);
      check (self);
      clt_calendar_sheet_select (self->sheet, asked->id);
    }
  gtk_window_close (GTK_WINDOW (form));
}

void
clt_plan_bar_ask_lecturer (CltPlanBar *self, gint64 id)
{
  CltPlanSession *session = clt_plan_proposal_find (self->proposal, id, NULL);
  const GPtrArray *lecturers = self->proposal->lecturers;
  g_autofree const char **names = g_new0 (const char *, lecturers->len + 1);
  Asked *asked = g_new0 (Asked, 1);
  g_autofree char *heading = NULL;
  CltFormDialog *form;
  guint current = 0;

  for (guint i = 0; i < lecturers->len; i++)
    {
      const CltLecturer *lecturer = lecturers->pdata[i];

      names[i] = lecturer->name;
      if (lecturer->id == session->lecturer_id)
        current = i;
    }
  asked->bar = g_object_ref (self);
  asked->id = id;
  heading = g_strdup_printf ("%s %s", session->course_code, session->course);
  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, heading, NULL);
  clt_form_dialog_set_data (form, asked, asked_free);
  clt_form_dialog_add_choice (form, _ ("_Lecturer"), names);
  clt_form_dialog_select (form, 0, current);
  clt_form_dialog_present (form, _ ("C_hange"), apply_lecturer);
}

void
clt_plan_bar_show_next_clash (CltPlanBar *self)
{
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (self->sheet);
  const GPtrArray *clashes = self->proposal == NULL ? NULL : self->proposal->clashes;
  gboolean hard = self->proposal != NULL && clt_plan_proposal_count (self->proposal, 0, TRUE) > 0;
  gint64 first = 0, next = 0;
  gboolean passed = FALSE;

  for (guint i = 0; clashes != NULL && i < clashes->len; i++)
    {
      const CltPlanClash *clash = clashes->pdata[i];
      gint64 id = clt_plan_proposal_get_id (clash->session, clash->time);

      if (clash->hard != hard)
        continue;
      first = first == 0 ? id : first;
      if (selected != NULL && id == selected->id)
        passed = TRUE;
      else if (passed && next == 0)
        next = id;
    }
  if (first == 0 && self->proposal != NULL)
    clt_desk_tell (self->desk, _ ("Nothing in the proposal clashes"));
  if (first != 0)
    clt_calendar_sheet_select (self->sheet, next != 0 ? next : first);
}

/* ---- who is left over ---------------------------------------------------------------------------- */

static char *
dup_left (const CltPlanLeft *left)
{
  g_autofree char *barred = g_strdup_printf (
    /* Translators: a number of clients. */
    ngettext ("%d may not have it yet: another course or a grade comes first",
              "%d may not have it yet: another course or a grade comes first",
              (gulong) left->barred),
    left->barred);
  g_autofree char *unplaced =
    /* Translators: a number of clients; a sentence that says why. */
    g_strdup_printf (ngettext ("%d found no place. %s", "%d found no place. %s",
                               (gulong) left->unplaced),
                     left->unplaced, left->reason);

  if (left->unplaced == 0)
    return g_steal_pointer (&barred);
  return left->barred == 0 ? g_steal_pointer (&unplaced)
                           : g_strconcat (unplaced, "\n", barred, NULL);
}

/* A line for each course: its name, and below it who is left over and why. */
static GtkWidget *
new_left_list (const GPtrArray *left)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who is left over"), -1);
  for (guint i = 0; i < left->len; i++)
    {
      const CltPlanLeft *course = left->pdata[i];
      g_autofree char *title = g_strdup_printf ("%s %s", course->course_code, course->course);
      g_autofree char *subtitle = dup_left (course);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LEFT_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_size_request (scrolled, LEFT_WIDTH, -1);
  return scrolled;
}

void
clt_plan_bar_show_left (CltPlanBar *self)
{
  const GPtrArray *left = self->proposal == NULL ? NULL : self->proposal->plan->left;
  GtkWidget *dialog;

  if (left == NULL)
    return;
  dialog = adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Who Is Left Over"),
    left->len == 0 ? _ ("Nobody: there is room for all.")
                   : _ ("By course: whoever waits for several of them counts with each."));
  if (left->len > 0)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), new_left_list (left));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Cl_ose"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- the class -------------------------------------------------------------------------------------- */

void
clt_plan_bar_attach (CltPlanBar *self, CltDesk *desk, CltCalendarSheet *sheet)
{
  self->desk = g_object_ref (desk);
  self->sheet = g_object_ref (sheet);
}

static void
clt_plan_bar_dispose (GObject *object)
{
  CltPlanBar *self = CLT_PLAN_BAR (object);

  if (self->progress != NULL)
    g_cancellable_cancel (clt_progress_get_cancellable (self->progress));
  g_clear_pointer (&self->progress, clt_progress_unref);
  g_clear_pointer (&self->proposal, clt_plan_proposal_free);
  g_clear_object (&self->sheet);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_PLAN_BAR);
  G_OBJECT_CLASS (clt_plan_bar_parent_class)->dispose (object);
}

static void
clt_plan_bar_class_init (CltPlanBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_plan_bar_dispose;
  g_type_ensure (CLT_TYPE_TASK_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-plan-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPlanBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, CltPlanBar, label);
  gtk_widget_class_bind_template_child (widget_class, CltPlanBar, clash_button);
  gtk_widget_class_bind_template_child (widget_class, CltPlanBar, left_button);
  gtk_widget_class_bind_template_child (widget_class, CltPlanBar, publish_button);
  gtk_widget_class_bind_template_child (widget_class, CltPlanBar, task_bar);
}

static void
clt_plan_bar_init (CltPlanBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
