/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/research/clt-research-pane.h"

#include "app/research/clt-study-data.h"
#include "app/research/clt-study-dialogs.h"
#include "app/research/clt-study-editor.h"
#include "app/research/clt-study-job.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/report/clt-listing.h"

struct _CltResearchPane
{
  CltPane parent_instance;

  GPtrArray *lines; /* owned (nullable): CltStudyLine, newest first */
  gint64 newest;    /* highest id of a study that was seen */
  gboolean awaited; /* a new one was asked for: it is opened when it comes */

  GtkStack *stack;
  GtkDropDown *show_drop_down;
  GtkSearchEntry *search_entry;
  GtkLabel *count_label;
  CltDataTable *table;
  CltStudyEditor *editor;
  GtkWidget *submit_button;
  GtkWidget *approve_button;
  GtkWidget *return_button;
  GtkWidget *revise_button;
  GtkWidget *deliver_button;
};

G_DEFINE_FINAL_TYPE (CltResearchPane, clt_research_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "research.new-plan", N_ ("_New Risk Plan…"), "<Control>n", TRUE },
  { "research.new-note", N_ ("New Research N_ote…"), "<Control><Alt>n", TRUE },
  { "research.refresh", N_ ("Renew the _Figures of the Draft"), "<Control><Shift>f", TRUE },
  { "research.submit", N_ ("_Hand In for Review"), "<Control><Shift>Return", TRUE },
  { "research.approve", N_ ("_Approve the Version…"), "<Control><Shift>y", TRUE },
  { "research.return", N_ ("_Return the Version…"), "<Control><Shift>r", TRUE },
  { "research.revise", N_ ("Begin a New _Version"), "<Control><Shift>e", TRUE },
  { "research.deliver", N_ ("_Deliver the Plan or Note…"), "<Control>d", TRUE },
  { "research.back", N_ ("_Back to All Plans and Notes"), "Escape", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Plans and Notes"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_research_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltResearchPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

static gboolean
is_open (CltResearchPane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "study") == 0;
}

/* The one that is open. (nullable) */
static const CltStudy *
get_study (CltResearchPane *self)
{
  return is_open (self) ? clt_study_editor_get_study (self->editor) : NULL;
}

/* ---- the list ------------------------------------------------------------------------------ */

static const CltTableColumn columns[] = {
  { CLT_STUDY_COLUMN_CLIENT, NC_ ("study", "Client"), 160, FALSE, FALSE, TRUE },
  { CLT_STUDY_COLUMN_TITLE, NC_ ("study", "Title"), 310, FALSE, FALSE, TRUE },
  { CLT_STUDY_COLUMN_KIND, NC_ ("study", "Kind"), 120, FALSE, FALSE },
  { CLT_STUDY_COLUMN_AUTHOR, NC_ ("study", "Author"), 100, FALSE, FALSE },
  { CLT_STUDY_COLUMN_VERSION, NC_ ("study", "Version"), 70, TRUE, FALSE },
  { CLT_STUDY_COLUMN_STATE, NC_ ("study", "State"), 100, FALSE, FALSE },
  { CLT_STUDY_COLUMN_DELIVERY, NC_ ("study", "Delivered"), 220, FALSE, FALSE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return ((const CltStudyLine *) record)->cell[column];
}

static void
show_lines (CltResearchPane *self)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;

  if (self->lines == NULL)
    return;
  found = clt_study_lines_filter (self->lines,
                                  (CltStudyShow) gtk_drop_down_get_selected (self->show_drop_down),
                                  gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  /* Translators: a number of plans and notes, of how many. */
  text = g_strdup_printf (_ ("%u of %u"), found->len, self->lines->len);
  gtk_label_set_label (self->count_label, text);
  clt_key_list_set_query (clt_data_table_get_list (self->table), found);
}

static void
on_filter_changed_cb (CltResearchPane *self)
{
  show_lines (self);
}

static void
fill_shows (CltResearchPane *self)
{
  const char *const labels[CLT_N_STUDY_SHOWS + 1] = {
    [CLT_STUDY_SHOW_ALL] = C_ ("studies", "All"),
    [CLT_STUDY_SHOW_DRAFTS] = C_ ("studies", "Drafts"),
    [CLT_STUDY_SHOW_REVIEW] = C_ ("studies", "In review"),
    [CLT_STUDY_SHOW_RETURNED] = C_ ("studies", "Returned"),
    [CLT_STUDY_SHOW_READY] = C_ ("studies", "To be delivered"),
    [CLT_STUDY_SHOW_DELIVERED] = C_ ("studies", "Delivered"),
  };
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  gtk_drop_down_set_model (self->show_drop_down, G_LIST_MODEL (model));
  clt_combo_focus_type (GTK_WIDGET (self->show_drop_down));
}

/* ---- one of them --------------------------------------------------------------------------- */

/* Only what the state of the version allows can be chosen; the buttons of the rest are hidden. */
static void
update_actions (CltResearchPane *self)
{
  const CltStudy *study = get_study (self);
  gboolean draft = study != NULL && study->state == CLT_STUDY_DRAFT;
  gboolean review = study != NULL && study->state == CLT_STUDY_REVIEW;
  gboolean approved = study != NULL && study->state == CLT_STUDY_APPROVED;
  gboolean decided = approved || (study != NULL && study->state == CLT_STUDY_RETURNED);
  const struct
  {
    const char *action;
    GtkWidget *button; /* (nullable) */
    gboolean enabled;
  } states[] = {
    { "research.refresh", NULL, draft && study->kind == CLT_STUDY_PLAN },
    { "research.submit", self->submit_button, draft },
    { "research.approve", self->approve_button, review },
    { "research.return", self->return_button, review },
    { "research.revise", self->revise_button, decided },
    { "research.deliver", self->deliver_button, approved },
    { "research.back", NULL, is_open (self) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      clt_command_set_enabled (GTK_WIDGET (self), states[i].action, states[i].enabled);
      if (states[i].button != NULL)
        gtk_widget_set_visible (states[i].button, states[i].enabled);
    }
}

static void
open_study (CltResearchPane *self, gint64 study_id)
{
  clt_study_editor_show (self->editor, study_id);
  gtk_stack_set_visible_child_name (self->stack, "study");
  update_actions (self);
  clt_page_take_focus (CLT_PAGE (self->editor));
}

static void
on_row_opened_cb (CltResearchPane *self, gint64 study_id)
{
  open_study (self, study_id);
}

static void
on_editor_shown_cb (CltResearchPane *self)
{
  update_actions (self);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (widget);
  const CltStudy *study = get_study (self);

  clt_study_editor_flush (self->editor);
  if (study != NULL)
    clt_data_table_select (self->table, study->id);
  gtk_stack_set_visible_child_name (self->stack, "list");
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* ---- actions ------------------------------------------------------------------------------- */

static void
ask_for_new (CltResearchPane *self, CltStudyKind kind, gint64 client_id)
{
  self->awaited = TRUE;
  clt_study_dialog_new (GTK_WIDGET (self), get_desk (self), kind, client_id);
}

static void
new_plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_for_new (CLT_RESEARCH_PANE (widget), CLT_STUDY_PLAN, 0);
}

static void
new_note (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_for_new (CLT_RESEARCH_PANE (widget), CLT_STUDY_NOTE, 0);
}

static void
write_plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_for_new (CLT_RESEARCH_PANE (widget), CLT_STUDY_PLAN, g_variant_get_int64 (parameter));
}

static void
act (CltResearchPane *self, const char *name, CltActionFunc run)
{
  const CltStudy *study = get_study (self);

  if (study == NULL)
    return;
  clt_study_editor_flush (self->editor);
  clt_desk_act (get_desk (self), name, study->title, run,
                clt_study_job_new (study->version_id, clt_desk_get_who (get_desk (self))),
                clt_study_job_free);
}

static void
refresh_figures (GtkWidget *widget, const char *action, GVariant *parameter)
{
  act (CLT_RESEARCH_PANE (widget), "study.refresh", clt_study_job_refresh);
}

static void
on_submitted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltResearchPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (clt_desk_act_finish (CLT_DESK (object), result, &error) || get_desk (self) == NULL)
    return;
  clt_desk_fail (CLT_DESK (object), error);
  if (is_open (self))
    clt_study_editor_focus_gap (self->editor);
}

/* Who is refused stands where something is missing. */
static void
submit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (widget);
  const CltStudy *study = get_study (self);

  if (study == NULL)
    return;
  clt_study_editor_flush (self->editor);
  clt_desk_act_async (get_desk (self), "study.submit", study->title, clt_study_job_submit,
                      clt_study_job_new (study->version_id, clt_desk_get_who (get_desk (self))),
                      clt_study_job_free, on_submitted_cb, g_object_ref (self));
}

static void
revise (GtkWidget *widget, const char *action, GVariant *parameter)
{
  act (CLT_RESEARCH_PANE (widget), "study.revise", clt_study_job_revise);
}

static void
review (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (widget);
  const CltStudy *study = get_study (self);

  if (study == NULL)
    return;
  if (g_str_equal (clt_desk_get_who (get_desk (self)), study->author))
    clt_dialogs_refuse_author (widget, study->author);
  else
    clt_study_dialog_review (widget, get_desk (self), study,
                             g_str_equal (action, "research.approve"));
}

static void
deliver (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (widget);
  const CltStudy *study = get_study (self);

  if (study != NULL)
    clt_study_dialog_deliver (widget, get_desk (self), study->version_id);
}

/* ---- on paper ------------------------------------------------------------------------------ */

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_new_study (conn, *(gint64 *) data, options, error);
}

static CltPrintJob *
create_print (CltPane *pane)
{
  const CltStudy *study = get_study (CLT_RESEARCH_PANE (pane));

  if (study == NULL)
    return NULL;
  return clt_print_job_new (read_paper, g_memdup2 (&study->version_id, sizeof study->version_id),
                            g_free);
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_export_study (conn, *(gint64 *) data, options, error);
}

static gboolean
run_list_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = clt_listing_new_studies (conn, data, error);

  return listing != NULL && clt_export_listing (conn, listing, options, error);
}

static void
ids_free (gpointer ids)
{
  g_array_unref (ids);
}

/* The list as it is filtered. */
static CltExportJob *
create_list_export (CltResearchPane *self)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", NULL };
  CltKeyList *keys = clt_data_table_get_list (self->table);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltExportJob *job = g_new0 (CltExportJob, 1);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (keys)); i++)
    {
      gint64 id = clt_key_list_get_id (keys, i);

      g_array_append_val (ids, id);
    }
  job->title = g_strdup (_ ("Export the List"));
  job->name = g_strdup (_ ("Plans and Notes"));
  job->endings = endings;
  job->run = run_list_export;
  job->data = ids;
  job->data_free = ids_free;
  return job;
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "pdf", "png", NULL };
  const CltStudy *study = get_study (CLT_RESEARCH_PANE (pane));
  CltExportJob *job;

  if (study == NULL)
    return create_list_export (CLT_RESEARCH_PANE (pane));
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export the Plan or Note"));
  job->name = g_strdup (study->title);
  job->endings = endings;
  job->run = run_export;
  job->data = g_memdup2 (&study->version_id, sizeof study->version_id);
  job->data_free = g_free;
  return job;
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (pane);
  g_autoptr (CltKeyList) keys =
    clt_key_list_new (clt_desk_get_store (desk), &clt_study_lines_source);

  clt_data_table_set_list (self->table, keys);
  clt_page_set_desk (CLT_PAGE (self->editor), desk);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const GPtrArray *) record)->len == 0;
}

static gint64
find_newest (const GPtrArray *lines)
{
  gint64 newest = 0;

  for (guint i = 0; i < lines->len; i++)
    newest = MAX (newest, ((CltStudyLine *) lines->pdata[i])->study_id);
  return newest;
}

static void
take (CltPane *pane, gpointer record)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (pane);
  gint64 newest = find_newest (record);
  gboolean fresh = self->awaited && newest > self->newest;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = record;
  self->newest = MAX (self->newest, newest);
  show_lines (self);
  if (fresh)
    {
      self->awaited = FALSE;
      open_study (self, newest);
    }
}

static void
changed (CltPane *pane)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (pane);

  if (is_open (self))
    clt_page_refresh (CLT_PAGE (self->editor), NULL);
}

static void
take_focus (CltPane *pane)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (pane);

  if (is_open (self))
    clt_page_take_focus (CLT_PAGE (self->editor));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
search (CltPane *pane)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (pane);

  if (is_open (self))
    go_back (GTK_WIDGET (self), "research.back", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static const char *const tables[] = {
  "study",   "study_version", "push_study", "push_item", "delivery",
  "message", "staff",         "client",     NULL,
};

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_research_pane_dispose (GObject *object)
{
  CltResearchPane *self = CLT_RESEARCH_PANE (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_research_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/research/clt-research-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, table);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, editor);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, submit_button);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, approve_button);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, return_button);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, revise_button);
  gtk_widget_class_bind_template_child (widget_class, CltResearchPane, deliver_button);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_shown_cb);
}

static void
clt_research_pane_class_init (CltResearchPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_research_pane_dispose;
  pane_class->read = clt_study_lines_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) g_ptr_array_unref;
  pane_class->tables = tables;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_STUDY_EDITOR);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "research.new-plan", NULL, new_plan);
  gtk_widget_class_install_action (widget_class, "research.new-note", NULL, new_note);
  gtk_widget_class_install_action (widget_class, "research.write-plan", "x", write_plan);
  gtk_widget_class_install_action (widget_class, "research.refresh", NULL, refresh_figures);
  gtk_widget_class_install_action (widget_class, "research.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "research.approve", NULL, review);
  gtk_widget_class_install_action (widget_class, "research.return", NULL, review);
  gtk_widget_class_install_action (widget_class, "research.revise", NULL, revise);
  gtk_widget_class_install_action (widget_class, "research.deliver", NULL, deliver);
  gtk_widget_class_install_action (widget_class, "research.back", NULL, go_back);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_research_pane_init (CltResearchPane *self)
{
  GtkWidget *none;

  gtk_widget_init_template (GTK_WIDGET (self));
  none = g_object_new (ADW_TYPE_STATUS_PAGE, "title", _ ("No Plan or Note Matches"), "description",
                       _ ("Change or empty the search and the filters above."), NULL);
  clt_data_table_set_placeholder (self->table, none);
  clt_data_table_set_search_entry (self->table, self->search_entry);
  clt_data_table_set_titled_columns (self->table, "study", columns, G_N_ELEMENTS (columns),
                                     get_cell_text);
  fill_shows (self);
  update_actions (self);
}
