/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-survey-pane.h"

#include "app/callbacks/clt-survey-form.h"
#include "app/callbacks/clt-survey-keying.h"
#include "app/callbacks/clt-survey-view.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-callback.h"
#include "core/catalogue/clt-product.h"
#include "core/report/clt-export-survey.h"

struct _CltSurveyPane
{
  CltPane parent_instance;

  CltSurveyRecord *record; /* owned (nullable) */
  gboolean choose_newest;  /* one was made here: it is to be chosen */
  int quota_cell;          /* of tiers and channels, whose quota is proposed; -1: none yet */
  char *quota_places;      /* owned (nullable): as it is proposed */

  GtkStack *stack;
  GtkSearchEntry *search_entry;
  CltDataTable *run_table;
  GtkWidget *open_button, *close_button;
  CltSurveyView *view;
  CltSurveyForm *form;
  CltSurveyKeying *keying;
};

G_DEFINE_FINAL_TYPE (CltSurveyPane, clt_survey_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "survey.back", N_ ("Back to the List of _Surveys"), "Escape <Alt>Left", TRUE },
  { "survey.new", N_ ("_New Survey"), "<Control>n", TRUE },
  { "survey.keep", N_ ("Keep the Survey as a _Draft"), "<Control>s", TRUE },
  { "survey.keep-open", N_ ("Keep the Survey and _Ask at Once"), "<Control><Shift>Return", TRUE },
  { "survey.open", N_ ("_Open the Survey"), "<Control><Shift>p", TRUE },
  { "survey.close", N_ ("_Close the Survey"), "<Control><Shift>h", TRUE },
  { "survey.quota", N_ ("Set a _Quota…"), "<Control><Shift>q", TRUE },
  { "survey.results", N_ ("_Results of the Survey"), "<Control>j", TRUE },
  { "survey.key", N_ ("_Key Paper Forms In"), "<Control>t", TRUE },
  { "survey.first", N_ ("The _First Keying Is Right"), "1", TRUE },
  { "survey.second", N_ ("The S_econd Keying Is Right"), "2", TRUE },
  { "survey.people((0, -1, ''))", N_ ("Surveys: Who Is As_ked"), "<Control>1", TRUE },
  { "survey.people((1, -1, ''))", N_ ("Surveys: Who Has Ans_wered"), "<Control>2", TRUE },
  { "survey.people((3, -1, ''))", N_ ("Surveys: Who Has _Not Answered"), "<Control>3", TRUE },
  { "survey.people((5, -1, ''))", N_ ("Surveys: Who Is _Left Out"), "<Control>4", TRUE },
  { "survey.open-client", N_ ("Open the C_lient of the Survey"), "<Control>Return", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Surveys"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_survey_pane_get_commands (void)
{
  return &command_group;
}

static const CltTableColumn run_columns[] = {
  { CLT_SURVEY_ROW_NAME, NC_ ("survey", "Survey"), 140, FALSE, FALSE, TRUE },
  { CLT_SURVEY_ROW_CHANNEL, NC_ ("survey", "Channel"), 92, FALSE, FALSE },
  { CLT_SURVEY_ROW_STATE, NC_ ("survey", "State"), 64, FALSE, FALSE },
  { CLT_SURVEY_ROW_DONE, NC_ ("survey", "Answered"), 88, TRUE, FALSE },
  { CLT_SURVEY_ROW_COVERAGE, NC_ ("survey", "Coverage"), 82, TRUE, FALSE },
  { CLT_SURVEY_ROW_LEFT, NC_ ("survey", "Days left"), 80, TRUE, FALSE },
};

static CltDesk *
get_desk (CltSurveyPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* (nullable): the run that is chosen. */
static const CltSurveyRun *
get_run (CltSurveyPane *self)
{
  return self->record == NULL
           ? NULL
           : clt_survey_record_find (self->record, clt_data_table_get_selected (self->run_table));
}

/* ---- the runs ------------------------------------------------------------------------------ */

static void
update_actions (CltSurveyPane *self)
{
  const CltSurveyRun *run = get_run (self);
  const gboolean draft = run != NULL && run->survey->state == CLT_SURVEY_DRAFT;
  const gboolean open = run != NULL && run->survey->state == CLT_SURVEY_OPEN;

  clt_command_set_enabled (GTK_WIDGET (self), "survey.open", draft);
  clt_command_set_enabled (GTK_WIDGET (self), "survey.close", open);
  clt_command_set_enabled (GTK_WIDGET (self), "survey.quota", run != NULL);
  clt_command_set_enabled (GTK_WIDGET (self), "survey.key", run != NULL);
  clt_command_set_enabled (GTK_WIDGET (self), "survey.results",
                           run != NULL && run->coverage->all.complete > 0);
  gtk_widget_set_visible (self->open_button, draft);
  gtk_widget_set_visible (self->close_button, open);
}

static void
on_run_selected_cb (CltSurveyPane *self, gint64 id)
{
  if (id == 0 || self->record == NULL)
    return;
  clt_survey_view_show (self->view, get_run (self));
  update_actions (self);
}

static void
on_run_opened_cb (CltSurveyPane *self, gint64 id)
{
  clt_survey_view_focus (self->view);
}

static void
show_runs (CltSurveyPane *self)
{
  gint64 chosen = clt_data_table_get_selected (self->run_table);
  g_autoptr (CltCellRows) rows = NULL;

  if (self->record == NULL)
    return;
  rows =
    clt_survey_rows_new (self->record, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  if (clt_survey_record_find (self->record, chosen) == NULL && self->record->runs->len > 0)
    chosen = ((CltSurveyRun *) self->record->runs->pdata[0])->survey->id;
  for (guint i = 0; self->choose_newest && i < self->record->runs->len; i++)
    chosen = MAX (chosen, ((CltSurveyRun *) self->record->runs->pdata[i])->survey->id);
  self->choose_newest = FALSE;
  clt_key_list_set_query (clt_data_table_get_list (self->run_table), rows);
  clt_data_table_select (self->run_table, chosen);
}

/* ---- a new one ----------------------------------------------------------------------------- */

static gboolean
shows_form (CltSurveyPane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "form") == 0;
}

static void
begin (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (widget);

  if (self->record == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "form");
  clt_survey_form_begin (self->form);
}

static void
show_list (CltSurveyPane *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->record != NULL && self->record->runs->len > 0
                                                   ? "runs"
                                                   : "none");
  if (self->record != NULL && self->record->runs->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->run_table));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static gboolean
shows_keying (CltSurveyPane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "keying") == 0;
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (widget);

  if (!shows_keying (self) || !clt_survey_keying_back (self->keying))
    show_list (self);
}

/* ---- paper --------------------------------------------------------------------------------- */

/* Of the client who is chosen, if any. */
static void
key_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (widget);
  const CltSurveyRun *run = get_run (self);
  const CltSurveyMember *member = clt_survey_view_get_member (self->view);

  if (run == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "keying");
  clt_survey_keying_begin (self->keying, run, member == NULL ? 0 : member->client_id);
}

static void
settle_first (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_survey_keying_settle (CLT_SURVEY_PANE (widget)->keying, 1);
}

static void
settle_second (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_survey_keying_settle (CLT_SURVEY_PANE (widget)->keying, 2);
}

static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (widget);

  if (shows_form (self))
    clt_survey_form_keep (self->form, g_str_equal (action, "survey.keep-open"));
}

/* The reading that follows shows it. */
static void
on_form_kept_cb (CltSurveyPane *self)
{
  self->choose_newest = TRUE;
  show_list (self);
  clt_pane_load (CLT_PANE (self));
}

/* ---- what is done with one ----------------------------------------------------------------- */

static gboolean
open_survey (CltConn *conn, gpointer data, GError **error)
{
  gint64 n;

  return clt_callback_open_survey (conn, *(gint64 *) data, &n, error);
}

static gboolean
close_survey (CltConn *conn, gpointer data, GError **error)
{
  gint64 n;

  return clt_callback_close_survey (conn, *(gint64 *) data, &n, error);
}

static void
change_state (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (widget);
  const CltSurveyRun *run = get_run (self);

  if (run != NULL)
    clt_desk_act (get_desk (self), action, run->survey->name,
                  g_str_equal (action, "survey.open") ? open_survey : close_survey,
                  g_memdup2 (&run->survey->id, sizeof (gint64)), g_free);
}

static void
show_results (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const CltSurveyRun *run = get_run (CLT_SURVEY_PANE (widget));

  if (run != NULL)
    gtk_widget_activate_action (widget, "answer.show", "(xx)", run->questionnaire_id,
                                run->survey->id);
}

static void
show_people (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (widget);
  const char *reason;
  int which, tier;

  g_variant_get (parameter, "(ii&s)", &which, &tier, &reason);
  if (get_run (self) != NULL && !shows_form (self))
    clt_survey_view_list (self->view, (CltSurveyWhich) which, tier, reason);
}

/* Who has answered: the form; else the client. */
static void
open_member (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const CltSurveyMember *member = clt_survey_view_get_member (CLT_SURVEY_PANE (widget)->view);

  if (member == NULL)
    return;
  if (member->response_id != 0 && g_str_equal (action, "survey.open-member"))
    gtk_widget_activate_action (widget, "answer.show-form", "x", member->response_id);
  else
    gtk_widget_activate_action (widget, "win.show-client", "x", member->client_id);
}

/* ---- quotas -------------------------------------------------------------------------------- */

typedef struct
{
  gint64 survey_id;
  int tier;
  char *channel;
  gint64 places;
  gboolean stops;
} Quota;

static void
quota_free (gpointer data)
{
  g_free (((Quota *) data)->channel);
  g_free (data);
}

static gboolean
set_quota (CltConn *conn, gpointer data, GError **error)
{
  const Quota *quota = data;

  return clt_survey_set_quota (conn, quota->survey_id, quota->tier, quota->channel, quota->places,
                               quota->stops, error);
}

/* -1: any */
static int
get_quota_tier (CltFormDialog *form)
{
  const guint tier = clt_form_dialog_get_choice (form, 0);

  return tier == 0 ? -1 : (int) clt_tier_order[tier - 1];
}

/* "": any */
static const char *
get_quota_channel (CltSurveyPane *self, CltFormDialog *form)
{
  const guint channel = clt_form_dialog_get_choice (form, 1);

  return channel == 0 ? "" : ((CltChannel *) self->record->channels->pdata[channel - 1])->key;
}

/* Of another tier or channel the quota that it has is proposed; what was typed stays. The data of the
 * form: the pane. */
static void
on_quota_changed (CltFormDialog *form)
{
  CltSurveyPane *self = clt_form_dialog_get_data (form);
  const int cell =
    (int) (clt_form_dialog_get_choice (form, 0) * 1000 + clt_form_dialog_get_choice (form, 1));
  const CltSurveyQuota *quota;
  g_autofree char *text = clt_form_dialog_dup_text (form, 2);
  g_autofree char *places = NULL;
  gboolean typed;

  if (cell == self->quota_cell)
    return;
  self->quota_cell = cell;
  typed = *text != '\0' && g_strcmp0 (text, self->quota_places) != 0;
  quota =
    clt_survey_view_find_quota (self->view, get_quota_tier (form), get_quota_channel (self, form));
  places = quota == NULL ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, quota->places);
  clt_set_str (&self->quota_places, places);
  if (typed)
    return;
  clt_form_dialog_set_text (form, 2, places);
  clt_form_dialog_select (form, 3, quota != NULL && !quota->stops);
}

static void
apply_quota (CltFormDialog *form)
{
  CltSurveyPane *self = clt_form_dialog_get_data (form);
  const CltSurveyRun *run = get_run (self);
  g_autofree char *text = clt_form_dialog_dup_text (form, 2);
  guint64 places = 0;
  Quota *quota;

  if (run == NULL)
    return;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, 1000000, &places, NULL))
    {
      clt_form_dialog_refuse_row (form, 2,
                                  _ ("Places are a number; nothing takes the quota away."));
      return;
    }
  quota = g_new0 (Quota, 1);
  quota->survey_id = run->survey->id;
  quota->tier = get_quota_tier (form);
  quota->channel = g_strdup (get_quota_channel (self, form));
  quota->places = *text == '\0' ? -1 : (gint64) places;
  quota->stops = clt_form_dialog_get_choice (form, 3) == 0;
  clt_form_dialog_act (form, "survey.quota", run->survey->name, set_quota, quota, quota_free);
}

static void
ask_quota (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (widget);
  const char *const stops[] = { _ ("Nobody more is asked"), _ ("It is only told"), NULL };
  g_autoptr (GPtrArray) tiers = g_ptr_array_new ();
  g_autoptr (GPtrArray) channels = g_ptr_array_new ();
  CltFormDialog *form;

  if (get_run (self) == NULL)
    return;
  g_ptr_array_add (tiers, (gpointer) _ ("Any tier"));
  for (guint i = 0; i < CLT_N_TIERS; i++)
    g_ptr_array_add (tiers, (gpointer) clt_tier_get_label (clt_tier_order[i]));
  g_ptr_array_add (tiers, NULL);
  g_ptr_array_add (channels, (gpointer) _ ("Any channel"));
  for (guint i = 0; i < self->record->channels->len; i++)
    g_ptr_array_add (channels, ((CltChannel *) self->record->channels->pdata[i])->name);
  g_ptr_array_add (channels, NULL);
  form = clt_form_dialog_new (widget, get_desk (self), _ ("Quota"),
                              _ ("At most so many complete answers; empty: no quota."));
  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_choice (form, _ ("_Tier"), (const char *const *) tiers->pdata);
  clt_form_dialog_add_choice (form, _ ("C_hannel"), (const char *const *) channels->pdata);
  clt_form_dialog_add_entry (form, _ ("_Places"), "", FALSE);
  clt_form_dialog_add_choice (form, _ ("When it is _full"), stops);
  self->quota_cell = -1;
  clt_set_str (&self->quota_places, "");
  clt_form_dialog_watch (form, on_quota_changed);
  clt_form_dialog_present (form, _ ("_Save"), apply_quota);
}

static const CltCommandAction actions[] = {
  { "survey.back", go_back },
  { "survey.new", begin },
  { "survey.keep", keep },
  { "survey.keep-open", keep },
  { "survey.open", change_state },
  { "survey.close", change_state },
  { "survey.quota", ask_quota },
  { "survey.results", show_results },
  { "survey.key", key_in },
  { "survey.first", settle_first },
  { "survey.second", settle_second },
  { "survey.people", show_people, "(iis)" },
  { "survey.open-member", open_member },
  { "survey.open-client", open_member },
};

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (pane);
  g_autoptr (CltKeyList) runs = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  clt_data_table_set_list (self->run_table, runs);
  clt_survey_view_set_desk (self->view, desk);
  clt_survey_form_set_desk (self->form, desk);
  clt_survey_keying_set_desk (self->keying, desk);
}

static void
take (CltPane *pane, gpointer data)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (pane);
  /* the views look at it until they have the new one */
  g_autoptr (CltSurveyRecord) before = self->record;
  const gboolean none = ((CltSurveyRecord *) data)->runs->len == 0;

  self->record = data;
  clt_survey_form_set_record (self->form, self->record);
  if (!shows_form (self) && !shows_keying (self))
    gtk_stack_set_visible_child_name (self->stack, none ? "none" : "runs");
  clt_survey_view_show (self->view, get_run (self));
  show_runs (self);
  update_actions (self);
}

static void
take_focus (CltPane *pane)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (pane);

  if (!shows_form (self) && !shows_keying (self))
    show_list (self);
}

static void
search (CltPane *pane)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (pane);

  show_list (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_export_survey_members (conn, *(gint64 *) data, options, NULL, error);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", "html", NULL };
  const CltSurveyRun *run = get_run (CLT_SURVEY_PANE (pane));
  CltExportJob *job;

  if (run == NULL)
    return NULL;
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export the Survey"));
  job->name = g_strdup (run->survey->name);
  job->endings = endings;
  job->run = run_export;
  job->data = g_memdup2 (&run->survey->id, sizeof (gint64));
  job->data_free = g_free;
  return job;
}

typedef struct
{
  gint64 version_id, client_id;
} Paper;

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const Paper *paper = data;

  return clt_paper_new_questionnaire (conn, paper->version_id, paper->client_id, options, error);
}

/* The form: with what is known of the client who is chosen; blank when nobody is. */
static CltPrintJob *
create_print (CltPane *pane)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (pane);
  const CltSurveyRun *run = get_run (self);
  const CltSurveyMember *member = clt_survey_view_get_member (self->view);
  Paper *paper;

  if (run == NULL)
    return NULL;
  paper = g_new0 (Paper, 1);
  paper->version_id = run->survey->version_id;
  paper->client_id = member == NULL ? 0 : member->client_id;
  return clt_print_job_new (read_paper, paper, g_free);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_survey_pane_dispose (GObject *object)
{
  CltSurveyPane *self = CLT_SURVEY_PANE (object);

  G_OBJECT_CLASS (clt_survey_pane_parent_class)->dispose (object);
  g_clear_pointer (&self->record, clt_survey_record_free);
  g_clear_pointer (&self->quota_places, g_free);
}

static void
clt_survey_pane_class_init (CltSurveyPaneClass *klass)
{
  static const char *const tables[] = {
    "survey", "survey_member", "survey_stratum", "survey_quota",          "response",
    "client", "questionnaire", "channel",        "questionnaire_version", NULL,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_survey_pane_dispose;
  pane_class->read = clt_survey_record_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = clt_survey_record_free;
  pane_class->tables = tables;
  pane_class->attach = attach;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_SURVEY_FORM);
  g_type_ensure (CLT_TYPE_SURVEY_KEYING);
  g_type_ensure (CLT_TYPE_SURVEY_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-survey-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, run_table);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, open_button);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, close_button);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, view);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, form);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyPane, keying);
  gtk_widget_class_bind_template_callback (widget_class, show_runs);
  gtk_widget_class_bind_template_callback (widget_class, on_run_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_run_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_kept_cb);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_survey_pane_init (CltSurveyPane *self)
{
  GtkWidget *none;

  gtk_widget_init_template (GTK_WIDGET (self));
  none = g_object_new (ADW_TYPE_STATUS_PAGE, "title", _ ("No Survey Matches"), "description",
                       _ ("Change or empty the search above."), NULL);
  clt_data_table_set_placeholder (self->run_table, none);
  clt_data_table_set_titled_columns (self->run_table, "survey", run_columns,
                                     G_N_ELEMENTS (run_columns), clt_cell_rows_get_text);
  clt_data_table_set_search_entry (self->run_table, self->search_entry);
}
