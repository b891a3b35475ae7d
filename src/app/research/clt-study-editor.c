/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/research/clt-study-editor.h"

#include "app/research/clt-study-data.h"
#include "app/research/clt-study-job.h"
#include "app/widgets/clt-change-row.h"
#include "app/widgets/clt-field-row.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* A field of the form: the title, or a section. */
typedef struct
{
  CltStudyEditor *editor; /* borrowed */
  CltFieldRow *row;       /* owned */
  char *section;          /* owned (nullable) */
} Field;

struct _CltStudyEditor
{
  CltPane parent_instance;

  gint64 study_id;
  gboolean opening;       /* it was just asked for: it gets the focus when it comes */
  CltStudyRecord *record; /* owned (nullable) */
  GPtrArray *fields;      /* owned: Field */
  gint64 fields_of;       /* version whose fields they are */
  GPtrArray *rows;        /* owned: borrowed rows of versions_group */

  GtkLabel *title_label;
  GtkLabel *state_label;
  GtkLabel *badge_label;
  GtkLabel *remark_label;
  GtkBox *text_box;
  GtkWidget *figures_box;
  GtkLabel *window_label;
  GtkGrid *figures_grid;
  GtkGrid *scenarios_grid;
  GtkWidget *refresh_button;
  AdwPreferencesGroup *versions_group;
};

G_DEFINE_FINAL_TYPE (CltStudyEditor, clt_study_editor, CLT_TYPE_PANE)

enum
{
  SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const CltStudy *
clt_study_editor_get_study (CltStudyEditor *self)
{
  const CltStudy *study = self->record == NULL || self->record->versions->len == 0
                            ? NULL
                            : self->record->versions->pdata[0];

  /* while another one is read, no command may reach the one before */
  return study != NULL && study->id == self->study_id ? study : NULL;
}

/* ---- writing ------------------------------------------------------------------------------- */

/* Whose answer is awaited. */
typedef struct
{
  CltStudyEditor *editor; /* owned */
  gint64 version_id;
  char *section, *text;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->editor);
  g_free (attempt->section);
  g_free (attempt->text);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static CltFieldRow *
find_row (const Attempt *attempt)
{
  CltStudyEditor *self = attempt->editor;

  if (self->fields == NULL || self->fields_of != attempt->version_id)
    return NULL;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = self->fields->pdata[i];

      if (g_strcmp0 (field->section, attempt->section) == 0)
        return field->row;
    }
  return NULL;
}

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gboolean kept = clt_desk_act_finish (CLT_DESK (object), result, &error);
  CltFieldRow *row = find_row (attempt);

  if (kept && row != NULL)
    clt_field_row_accept (row, attempt->text);
  if (kept)
    return;
  if (row == NULL)
    {
      clt_desk_fail (CLT_DESK (object), error);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  clt_field_row_refuse (row, sentence);
}

static void
on_field_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  const Field *field = user_data;
  CltStudyEditor *self = field->editor;
  const CltStudy *study = clt_study_editor_get_study (self);
  CltDesk *desk = clt_pane_get_desk (CLT_PANE (self));
  CltStudyJob *job;
  Attempt *attempt;

  if (study == NULL || desk == NULL || study->state != CLT_STUDY_DRAFT)
    return;
  job = clt_study_job_new (self->fields_of, clt_desk_get_who (desk));
  job->section = g_strdup (field->section);
  job->text = g_strdup (text);
  attempt = g_new0 (Attempt, 1);
  attempt->editor = g_object_ref (self);
  attempt->version_id = self->fields_of;
  attempt->section = g_strdup (field->section);
  attempt->text = g_strdup (text);
  clt_desk_act_async (desk, "study.edit", study->title, clt_study_job_set, job, clt_study_job_free,
                      on_kept_cb, attempt);
}

void
clt_study_editor_flush (CltStudyEditor *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    clt_field_row_flush (((Field *) self->fields->pdata[i])->row);
}

/* ---- the text ------------------------------------------------------------------------------ */

static void
free_field (gpointer data)
{
  Field *field = data;

  clt_field_row_free (field->row);
  g_free (field->section);
  g_free (field);
}

static void
add_field (CltStudyEditor *self,
           GtkListBox *list,
           const char *section,
           const char *title,
           const char *text,
           gboolean editable)
{
  Field *field = g_new0 (Field, 1);
  GtkTextView *view;

  field->editor = self;
  field->section = g_strdup (section);
  field->row =
    clt_field_row_new (list, title, section == NULL ? CLT_FIELD_ROW_ENTRY : CLT_FIELD_ROW_TEXT,
                       on_field_committed_cb, field);
  clt_field_row_show (field->row, text, FALSE);
  view = clt_field_row_get_text_view (field->row);
  if (view != NULL)
    gtk_text_view_set_editable (view, editable);
  else
    gtk_editable_set_editable (GTK_EDITABLE (clt_field_row_get_widget (field->row)), editable);
  g_ptr_array_add (self->fields, field);
}

static void
make_fields (CltStudyEditor *self, const CltStudy *study)
{
  gboolean draft = study->state == CLT_STUDY_DRAFT;
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *child;

  g_ptr_array_set_size (self->fields, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->text_box))) != NULL)
    gtk_box_remove (self->text_box, child);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text"),
                                  -1);
  gtk_box_append (self->text_box, list);
  self->fields_of = study->version_id;
  add_field (self, GTK_LIST_BOX (list), NULL, C_ ("study", "Title"), study->title, draft);
  for (guint i = 0; i < study->sections->len; i++)
    {
      const CltStudySection *section = study->sections->pdata[i];

      add_field (self, GTK_LIST_BOX (list), section->key,
                 clt_study_section_get_label (section->key), section->text, draft);
    }
}

/* What is being typed is left alone. */
static void
update_fields (CltStudyEditor *self, const CltStudy *study)
{
  clt_field_row_show (((Field *) self->fields->pdata[0])->row, study->title, TRUE);
  for (guint i = 0; i < study->sections->len; i++)
    clt_field_row_show (((Field *) self->fields->pdata[i + 1])->row,
                        ((CltStudySection *) study->sections->pdata[i])->text, TRUE);
}

/* ---- head, figures, versions --------------------------------------------------------------- */

static char *
dup_state (const CltStudy *study)
{
  g_autofree char *delivery = clt_study_format_delivery (study);
  g_autofree char *version = NULL;

  if (study->state == CLT_STUDY_APPROVED)
    /* Translators: number of a version, who wrote it, his qualification number, who approved it. */
    version = g_strdup_printf (_ ("Version %d by %s (%s), approved by %s"), study->number,
                               study->author, study->licence, study->reviewer);
  else
    /* Translators: number of a version, who writes it, his qualification number. */
    version =
      g_strdup_printf (_ ("Version %d by %s (%s)"), study->number, study->author, study->licence);
  if (g_str_equal (delivery, "–"))
    return g_steal_pointer (&version);
  /* Translators: a version, then when and how it was delivered, or that it is on its way. */
  return g_strdup_printf (_ ("%s · delivery: %s"), version, delivery);
}

static void
show_badge (CltStudyEditor *self, const CltStudy *study)
{
  GtkWidget *badge = GTK_WIDGET (self->badge_label);

  gtk_label_set_label (self->badge_label, clt_study_state_get_label (study->state));
  gtk_widget_remove_css_class (badge, "warning");
  gtk_widget_remove_css_class (badge, "success");
  if (study->state == CLT_STUDY_APPROVED)
    gtk_widget_add_css_class (badge, "success");
  else
    gtk_widget_add_css_class (badge, "warning");
}

/* What the reviewer said: while a new version is written, of the one that he returned. */
static void
show_remark (CltStudyEditor *self, const CltStudy *study)
{
  const GPtrArray *versions = self->record->versions;
  const CltStudy *judged = study;
  g_autofree char *remark = NULL;

  if (study->state == CLT_STUDY_DRAFT && versions->len > 1 &&
      ((const CltStudy *) versions->pdata[1])->state == CLT_STUDY_RETURNED)
    judged = versions->pdata[1];
  /* Translators: who reviewed it, then what he said. */
  remark = g_strdup_printf (_ ("%s says: %s"), judged->reviewer, judged->remark);
  gtk_label_set_label (self->remark_label, remark);
  gtk_widget_set_visible (GTK_WIDGET (self->remark_label), *judged->remark != '\0');
}

static void
show_head (CltStudyEditor *self, const CltStudy *study)
{
  g_autofree char *state = dup_state (study);
  /* Translators: a title, then a client's name. */
  g_autofree char *title = *study->client == '\0' ? g_strdup (study->title)
                                                  : g_strdup_printf (C_ ("study", "%s for %s"),
                                                                     study->title, study->client);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->state_label, state);
  show_remark (self, study);
  show_badge (self, study);
}

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

/* In the first column stands what the others are about. */
static void
add_cell (GtkGrid *grid, int column, int row, const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), column == 0);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, dim ? "dim-label" : "numeric");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
fill_figures (GtkGrid *grid, const CltStudyFacts *facts)
{
  g_autoptr (GPtrArray) figures = clt_study_facts_describe (facts);

  clear_grid (grid);
  for (guint i = 0; i < figures->len; i++)
    {
      const CltStudyFigure *figure = figures->pdata[i];

      add_cell (grid, 0, (int) i, figure->label, TRUE);
      add_cell (grid, 1, (int) i, figure->value, FALSE);
    }
}

static void
fill_scenarios (GtkGrid *grid, const CltStudyFacts *facts)
{
  clear_grid (grid);
  add_cell (grid, 1, 0, C_ ("scenario", "Loss"), TRUE);
  add_cell (grid, 2, 0, C_ ("scenario", "Equity left"), TRUE);
  add_cell (grid, 3, 0, C_ ("scenario", "Risk ratio"), TRUE);
  for (CltScenarioKind kind = 0; kind < CLT_N_SCENARIOS; kind++)
    {
      CltScenario scenario;
      gboolean told = clt_study_facts_scenario (facts, kind, &scenario);
      g_autofree char *loss = told ? clt_money_format_short (scenario.loss) : g_strdup ("–");
      g_autofree char *equity = told ? clt_money_format_short (scenario.equity) : g_strdup ("–");
      g_autofree char *ratio = told ? clt_percent_format (scenario.risk_ratio, 1) : g_strdup ("–");
      int row = (int) kind + 1;

      add_cell (grid, 0, row, clt_scenario_get_label (kind), TRUE);
      add_cell (grid, 1, row, loss, FALSE);
      add_cell (grid, 2, row, equity, FALSE);
      add_cell (grid, 3, row, ratio, FALSE);
    }
}

static void
show_figures (CltStudyEditor *self, const CltStudy *study)
{
  g_autofree char *window = clt_study_facts_format_window (&study->facts);

  gtk_label_set_label (self->window_label, window);
  fill_figures (self->figures_grid, &study->facts);
  fill_scenarios (self->scenarios_grid, &study->facts);
  gtk_widget_set_visible (self->figures_box, study->kind == CLT_STUDY_PLAN);
  gtk_widget_set_visible (self->refresh_button, study->state == CLT_STUDY_DRAFT);
}

static char *
dup_version_state (const CltStudy *study)
{
  g_autofree char *at = clt_instant_format (study->created);
  g_autofree char *delivery = clt_study_format_delivery (study);

  /* Translators: when a version was begun, its state, when and how it was delivered. */
  return g_strdup_printf (C_ ("version", "%s · %s · %s"), at,
                          clt_study_state_get_label (study->state), delivery);
}

static void
show_versions (CltStudyEditor *self)
{
  const GPtrArray *versions = self->record->versions;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->versions_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < versions->len; i++)
    {
      const CltStudy *study = versions->pdata[i];
      /* Translators: %d is the number of a version. */
      g_autofree char *title = g_strdup_printf (_ ("Version %d"), study->number);
      g_autofree char *subtitle = dup_version_state (study);
      g_autoptr (GPtrArray) changes =
        i + 1 < versions->len ? clt_study_compare (versions->pdata[i + 1], study) : NULL;
      GtkWidget *row = clt_change_row_new (title, subtitle, changes);

      adw_preferences_group_add (self->versions_group, row);
      g_ptr_array_add (self->rows, row);
    }
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static gpointer
dup_question (CltPane *pane)
{
  return g_memdup2 (&CLT_STUDY_EDITOR (pane)->study_id, sizeof (gint64));
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltStudyRecord *) record)->versions->len == 0;
}

static gboolean
has_same_fields (CltStudyEditor *self, const CltStudy *before, const CltStudy *study)
{
  return before != NULL && self->fields_of == study->version_id && before->state == study->state &&
         self->fields->len == study->sections->len + 1;
}

static void
take (CltPane *pane, gpointer record)
{
  CltStudyEditor *self = CLT_STUDY_EDITOR (pane);
  CltStudyRecord *before = self->record;
  const CltStudy *old = clt_study_editor_get_study (self), *study;

  self->record = record;
  study = clt_study_editor_get_study (self);
  if (study != NULL)
    {
      if (has_same_fields (self, old, study))
        update_fields (self, study);
      else
        make_fields (self, study);
      show_head (self, study);
      show_figures (self, study);
      show_versions (self);
    }
  g_clear_pointer (&before, clt_study_record_free);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
settle (CltPane *pane, gboolean anew)
{
  CltStudyEditor *self = CLT_STUDY_EDITOR (pane);
  gboolean opened = self->opening && clt_study_editor_get_study (self) != NULL;

  if (opened)
    self->opening = FALSE;
  CLT_PANE_CLASS (clt_study_editor_parent_class)->settle (pane, anew || opened);
}

/* As it stands on the screen. */
static gboolean
has_gap (const Field *field)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (clt_field_row_get_text_view (field->row));
  GtkTextIter first, last;
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  gtk_text_buffer_get_bounds (buffer, &first, &last);
  text = gtk_text_buffer_get_text (buffer, &first, &last, FALSE);
  words = clt_text_clean (text, -1);
  return *words == '\0' || clt_study_find_promise (text) != NULL;
}

/* (nullable): the first section that is empty, or says what it may not. */
static const Field *
find_gap (CltStudyEditor *self)
{
  for (guint i = 1; i < self->fields->len; i++)
    if (has_gap (self->fields->pdata[i]))
      return self->fields->pdata[i];
  return NULL;
}

void
clt_study_editor_focus_gap (CltStudyEditor *self)
{
  const Field *field = find_gap (self);

  if (field != NULL)
    clt_field_row_focus (field->row);
}

static void
take_focus (CltPane *pane)
{
  CltStudyEditor *self = CLT_STUDY_EDITOR (pane);
  const Field *gap = find_gap (self);

  if (gap == NULL && self->fields->len > 0)
    gap = self->fields->pdata[MIN (1, self->fields->len - 1)];
  if (gap != NULL) /* where a draft goes on */
    clt_field_row_focus (gap->row);
}

void
clt_study_editor_show (CltStudyEditor *self, gint64 study_id)
{
  clt_study_editor_flush (self);
  self->opening = study_id != self->study_id;
  self->study_id = study_id;
  if (study_id != 0)
    clt_pane_load (CLT_PANE (self));
}

static const char *const tables[] = {
  "study",   "study_version", "push_study", "push_item", "delivery",
  "message", "staff",         "client",     NULL,
};

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_study_editor_dispose (GObject *object)
{
  CltStudyEditor *self = CLT_STUDY_EDITOR (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->record, clt_study_record_free);
  G_OBJECT_CLASS (clt_study_editor_parent_class)->dispose (object);
}

static void
clt_study_editor_class_init (CltStudyEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_study_editor_dispose;
  pane_class->read = clt_study_record_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_study_record_free;
  pane_class->tables = tables;
  pane_class->dup_question = dup_question;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->settle = settle;
  pane_class->take_focus = take_focus;
  signals[SHOWN] = g_signal_new ("shown", CLT_TYPE_STUDY_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/research/clt-study-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, badge_label);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, remark_label);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, text_box);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, figures_box);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, window_label);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, figures_grid);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, scenarios_grid);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, CltStudyEditor, versions_group);
}

static void
clt_study_editor_init (CltStudyEditor *self)
{
  self->fields = g_ptr_array_new_with_free_func (free_field);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
