/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-pane.h"

#include "app/training/clt-session-data.h"
#include "app/training/clt-session-view.h"
#include "core/base/clt-i18n.h"
#include "core/report/clt-export-training.h"
#include "core/training/clt-lecturer.h"

struct _CltSessionPane
{
  CltPane parent_instance;

  CltSessionOverview *overview; /* owned (nullable) */
  gboolean filling;

  GtkStack *stack;
  GtkSearchEntry *search_entry;
  GtkDropDown *stage_drop;
  GtkDropDown *course_drop;
  GtkDropDown *lecturer_drop;
  GtkLabel *count_label;
  CltDataTable *table;
  CltSessionView *view;
};

G_DEFINE_FINAL_TYPE (CltSessionPane, clt_session_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "session.back", N_ ("Back to the _List of Sessions"), "<Alt>Left Escape", TRUE },
  { "session.people", N_ ("Show Who Is _Enrolled"), "<Control>1", TRUE },
  { "session.audience", N_ ("Show _Whom to Invite"), "<Control>2", TRUE },
  { "session.roll", N_ ("Show the _Roll"), "<Control>3", TRUE },
  { "session.marks", N_ ("Show _Marks and Certificates"), "<Control>4", TRUE },
  { "session.feedback", N_ ("Show the _Feedback"), "<Control>5", TRUE },
  { "session.publish", N_ ("_Publish the Session"), "<Control><Shift>p", TRUE },
  { "session.hold", N_ ("The Session Was _Held"), "<Control><Shift>h", TRUE },
  { "session.cancel", N_ ("Call the Session _Off"), NULL, TRUE },
  { "session.add", N_ ("_Add Here: a Client, a Walk-in or a Form…"), "n <Control>n", TRUE },
  { "session.enrol", N_ ("_Enrol a Client Who Asks…"), NULL, TRUE },
  { "session.invite", N_ ("_Invite All Who May Come"), "<Control>Return", TRUE },
  { "session.release", N_ ("_Release the Invitations…"), "i", TRUE },
  { "session.enrol-all", N_ ("E_nrol All Who May Come"), "<Control><Shift>Return", TRUE },
  { "session.accept", N_ ("The Person Says _Yes"), "y", TRUE },
  { "session.decline", N_ ("The Person _Declines"), "d", TRUE },
  { "session.drop", N_ ("Cancel the Enrolment of the _Person"), "Delete", TRUE },
  { "session.offer", N_ ("_Offer Seats That Are Free"), "o", TRUE },
  { "session.present", N_ ("_Present"), "p", TRUE },
  { "session.late", N_ ("_Late"), "l", TRUE },
  { "session.excused", N_ ("_Excused"), "e", TRUE },
  { "session.absent", N_ ("_Absent"), "a", TRUE },
  { "session.rest", N_ ("The _Rest Are Present"), "r", TRUE },
  { "session.take-back", N_ ("Take the Last Mark _Back"), "BackSpace", TRUE },
  { "session.jump", N_ ("_Jump to a Person"), "slash", TRUE },
  { "session.previous-meeting", N_ ("Pre_vious Meeting"), "bracketleft", TRUE },
  { "session.next-meeting", N_ ("Ne_xt Meeting"), "bracketright", TRUE },
  { "session.walk-in", N_ ("Take In a _Walk-in…"), NULL, TRUE },
  { "session.walk-in-client", N_ ("Take In a _Client Who Came Unannounced…"), "<Shift>n", TRUE },
  { "session.close-course", N_ ("_Give Results and Certificates"), "<Control><Shift>g", TRUE },
  { "session.certificates", N_ ("Print the _Certificates of Those Chosen"), "<Control><Shift>c",
    TRUE },
  { "session.add-form", N_ ("Enter a Feedback _Form…"), NULL, TRUE },
};

static const CltCommandGroup command_group = { N_ ("Sessions"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_session_pane_get_commands (void)
{
  return &command_group;
}

static const CltTableColumn columns[] = {
  { CLT_SESSION_WHEN, NC_ ("session", "When"), 226, FALSE, FALSE, TRUE },
  { CLT_SESSION_NAME, NC_ ("session", "Session"), 100, FALSE, FALSE },
  { CLT_SESSION_COURSE, NC_ ("session", "Course"), 200, FALSE, FALSE, TRUE },
  { CLT_SESSION_LECTURER, NC_ ("session", "Lecturer"), 90, FALSE, FALSE, TRUE },
  { CLT_SESSION_ROOM, NC_ ("session", "Where"), 110, FALSE, FALSE, TRUE },
  { CLT_SESSION_STATE, NC_ ("session", "State"), 90, FALSE, FALSE },
  { CLT_SESSION_SEATS, NC_ ("session", "Seats taken"), 130, TRUE, FALSE },
  { CLT_SESSION_WAITING, NC_ ("session", "Waiting"), 70, TRUE, FALSE },
};

/* ---- list and session ---------------------------------------------------------------------- */

static gboolean
shows_session (CltSessionPane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "session") == 0;
}

static void
open_session (CltSessionPane *self, gint64 id)
{
  if (id == 0)
    return;
  clt_session_view_show (self->view, id);
  gtk_stack_set_visible_child_name (self->stack, "session");
  if (clt_session_view_get_session (self->view) != 0)
    clt_session_view_focus (self->view);
}

/* What other tabs ask for. */
static void
show (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_session (CLT_SESSION_PANE (widget), g_variant_get_int64 (parameter));
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionPane *self = CLT_SESSION_PANE (widget);
  gint64 id = clt_session_view_get_session (self->view);

  if (!shows_session (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, "list");
  if (id != 0)
    clt_data_table_select (self->table, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* ---- filters ------------------------------------------------------------------------------- */

static gint64
get_chosen_course (CltSessionPane *self)
{
  guint index = gtk_drop_down_get_selected (self->course_drop);

  return self->overview == NULL || index == 0 || index > self->overview->courses->len
           ? 0
           : ((CltCourse *) self->overview->courses->pdata[index - 1])->id;
}

static gint64
get_chosen_lecturer (CltSessionPane *self)
{
  guint index = gtk_drop_down_get_selected (self->lecturer_drop);

  return self->overview == NULL || index == 0 || index > self->overview->lecturers->len
           ? 0
           : ((CltLecturer *) self->overview->lecturers->pdata[index - 1])->id;
}

static gpointer
dup_question (CltPane *pane)
{
  CltSessionPane *self = CLT_SESSION_PANE (pane);
  CltSessionFilter *filter =
    clt_session_filter_new (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  filter->stage = (CltSessionStage) gtk_drop_down_get_selected (self->stage_drop);
  filter->course_id = get_chosen_course (self);
  filter->lecturer_id = get_chosen_lecturer (self);
  return filter;
}

static void
on_filter_changed_cb (CltSessionPane *self)
{
  if (!self->filling && clt_pane_get_desk (CLT_PANE (self)) != NULL)
    clt_pane_load (CLT_PANE (self));
}

static void
fill_courses (CltSessionPane *self, const GPtrArray *courses, gint64 chosen)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint index = 0;

  gtk_string_list_append (model, _ ("All courses"));
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];
      g_autofree char *text = g_strdup_printf ("%s %s", course->code, course->name);

      gtk_string_list_append (model, text);
      if (course->id == chosen)
        index = i + 1;
    }
  gtk_drop_down_set_model (self->course_drop, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->course_drop, index);
}

static void
fill_lecturers (CltSessionPane *self, const GPtrArray *lecturers, gint64 chosen)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint index = 0;

  gtk_string_list_append (model, _ ("All lecturers"));
  for (guint i = 0; i < lecturers->len; i++)
    {
      const CltLecturer *lecturer = lecturers->pdata[i];

      gtk_string_list_append (model, lecturer->name);
      if (lecturer->id == chosen)
        index = i + 1;
    }
  gtk_drop_down_set_model (self->lecturer_drop, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->lecturer_drop, index);
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltSessionOverview *) record)->n_all == 0;
}

static void
take (CltPane *pane, gpointer record)
{
  CltSessionPane *self = CLT_SESSION_PANE (pane);
  CltSessionOverview *overview = record;
  gint64 course = get_chosen_course (self), lecturer = get_chosen_lecturer (self);
  gint64 chosen = clt_data_table_get_selected (self->table);
  /* Translators: how many sessions are listed, of how many. */
  g_autofree char *count =
    g_strdup_printf (_ ("%u of %u sessions"), overview->n_shown, overview->n_all);

  self->filling = TRUE;
  fill_courses (self, overview->courses, course);
  fill_lecturers (self, overview->lecturers, lecturer);
  self->filling = FALSE;
  g_clear_pointer (&self->overview, clt_session_overview_free);
  self->overview = overview;
  gtk_label_set_label (self->count_label, count);
  clt_key_list_set_query (clt_data_table_get_list (self->table), overview->rows);
  if (chosen != 0)
    clt_data_table_select (self->table, chosen);
}

static void
changed (CltPane *pane)
{
  CltSessionPane *self = CLT_SESSION_PANE (pane);
  gint64 id = clt_session_view_get_session (self->view);

  if (id != 0)
    clt_session_view_show (self->view, id);
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltSessionPane *self = CLT_SESSION_PANE (pane);
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  clt_data_table_set_list (self->table, keys);
  clt_session_view_set_desk (self->view, desk);
}

static void
take_focus (CltPane *pane)
{
  CltSessionPane *self = CLT_SESSION_PANE (pane);

  if (shows_session (self))
    clt_session_view_focus (self->view);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
search (CltPane *pane)
{
  CltSessionPane *self = CLT_SESSION_PANE (pane);

  if (shows_session (self))
    clt_session_view_search (self->view);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_export_training (conn, CLT_DAY_NONE, CLT_DAY_NONE, options, NULL, error);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "ics", NULL };
  CltSessionPane *self = CLT_SESSION_PANE (pane);
  CltExportJob *job;

  if (shows_session (self))
    return clt_session_view_create_export (self->view);
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export All Sessions"));
  job->name = g_strdup (_ ("Training"));
  job->endings = endings;
  job->run = run_export;
  return job;
}

static CltPrintJob *
create_print (CltPane *pane)
{
  CltSessionPane *self = CLT_SESSION_PANE (pane);

  return shows_session (self) ? clt_session_view_create_print (self->view) : NULL;
}

/* ---- actions ------------------------------------------------------------------------------- */

/* The view of the session that is shown. (nullable): NULL: the list is. */
static CltSessionView *
get_view (GtkWidget *widget)
{
  CltSessionPane *self = CLT_SESSION_PANE (widget);

  return shows_session (self) && clt_session_view_get_session (self->view) != 0 ? self->view : NULL;
}

static void
show_part (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionView *view = get_view (widget);
  const char *part = action + strlen ("session.");

  if (view != NULL)
    clt_session_view_show_part (view, g_str_equal (part, "audience") ? "invite" : part);
}

static void
mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionView *view = get_view (widget);

  if (view != NULL) /* the letters of the marks are those of their names */
    clt_session_view_mark (view, g_ascii_toupper (action[strlen ("session.")]));
}

static void
answer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionView *view = get_view (widget);

  if (view != NULL)
    clt_session_view_answer (view, g_str_equal (action, "session.accept"));
}

static void
step_meeting (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionView *view = get_view (widget);

  if (view != NULL)
    clt_session_view_step_meeting (view, g_str_equal (action, "session.next-meeting") ? 1 : -1);
}

static void
walk_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionView *view = get_view (widget);

  if (view != NULL)
    clt_session_view_walk_in (view, g_str_equal (action, "session.walk-in-client"));
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionView *view = get_view (widget);

  if (view == NULL)
    return;
  if (clt_session_view_is_part (view, "roll"))
    clt_session_view_walk_in (view, FALSE);
  else if (clt_session_view_is_part (view, "feedback"))
    clt_session_view_add_form (view);
  else
    clt_session_view_enrol (view);
}

static void
jump (GtkWidget *widget, const char *action, GVariant *parameter)
{
  search (CLT_PANE (widget));
}

/* Those that the view does without asking for more. */
static const struct
{
  const char *name;
  void (*func) (CltSessionView *view);
} plain_actions[] = {
  { "session.publish", clt_session_view_publish },
  { "session.hold", clt_session_view_hold },
  { "session.cancel", clt_session_view_cancel },
  { "session.enrol", clt_session_view_enrol },
  { "session.enrol-all", clt_session_view_enrol_all },
  { "session.invite", clt_session_view_invite },
  { "session.release", clt_session_view_release },
  { "session.drop", clt_session_view_drop },
  { "session.offer", clt_session_view_offer },
  { "session.rest", clt_session_view_mark_rest },
  { "session.take-back", clt_session_view_take_back },
  { "session.close-course", clt_session_view_close_course },
  { "session.add-form", clt_session_view_add_form },
  { "session.certificates", clt_session_view_print_chosen },
};

static void
act (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionView *view = get_view (widget);

  for (guint i = 0; view != NULL && i < G_N_ELEMENTS (plain_actions); i++)
    if (g_str_equal (action, plain_actions[i].name))
      plain_actions[i].func (view);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
on_row_opened_cb (CltSessionPane *self, gint64 id)
{
  open_session (self, id);
}

static void
clt_session_pane_dispose (GObject *object)
{
  CltSessionPane *self = CLT_SESSION_PANE (object);

  self->filling = TRUE;
  g_clear_pointer (&self->overview, clt_session_overview_free);
  G_OBJECT_CLASS (clt_session_pane_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const CltCommandAction actions[] = {
    { "session.show", show, "x" },
    { "session.back", go_back },
    { "session.people", show_part },
    { "session.audience", show_part },
    { "session.roll", show_part },
    { "session.marks", show_part },
    { "session.feedback", show_part },
    { "session.add", add },
    { "session.accept", answer },
    { "session.decline", answer },
    { "session.present", mark },
    { "session.late", mark },
    { "session.excused", mark },
    { "session.absent", mark },
    { "session.jump", jump },
    { "session.previous-meeting", step_meeting },
    { "session.next-meeting", step_meeting },
    { "session.walk-in", walk_in },
    { "session.walk-in-client", walk_in },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain_actions); i++)
    gtk_widget_class_install_action (widget_class, plain_actions[i].name, NULL, act);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_session_pane_class_init (CltSessionPaneClass *klass)
{
  static const char *const tables[] = {
    "course_session",   "course",  "meeting",      "room",          "lecturer",
    "enrolment",        "client",  "attendance",   "attempt",       "course_result",
    "session_feedback", "refusal", "tier_history", "tier_override", "rule",
    "account",          "spell",   "client_grade", "course_need",   NULL,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_session_pane_dispose;
  pane_class->read = clt_session_overview_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = clt_session_overview_free;
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
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_SESSION_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-session-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, stage_drop);
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, course_drop);
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, lecturer_drop);
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, table);
  gtk_widget_class_bind_template_child (widget_class, CltSessionPane, view);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  install_actions (widget_class);
}

static void
clt_session_pane_init (CltSessionPane *self)
{
  GtkWidget *none;

  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_search_entry (self->table, self->search_entry);
  none = g_object_new (ADW_TYPE_STATUS_PAGE, "title", _ ("No Session Matches"), "description",
                       _ ("Change or empty the search and the filters above."), NULL);
  clt_data_table_set_placeholder (self->table, none);
  clt_data_table_set_titled_columns (self->table, "session", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
}
