/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-answer-pane.h"

#include <math.h>

#include "app/callbacks/clt-answer-filter.h"
#include "app/callbacks/clt-answer-forms-view.h"
#include "app/callbacks/clt-answer-question-view.h"
#include "app/callbacks/clt-answer-rows.h"
#include "app/widgets/clt-data-table.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-export-results.h"

/* The figures at the head, from left to right. */
typedef enum
{
  FIGURE_FORMS,
  FIGURE_RATE,
  FIGURE_CSAT,
  FIGURE_MEAN,
  FIGURE_NPS,
  FIGURE_INDEX,
  FIGURE_CARELESS,
  N_FIGURES
} Figure;

struct _CltAnswerPane
{
  CltPane parent_instance;

  CltAnswerRecord *record; /* owned (nullable) */

  GtkStack *stack;
  CltAnswerFilter *filter;
  GtkBox *figure_box;
  GtkButton *figure_buttons[N_FIGURES];
  GtkLabel *figure_notes[N_FIGURES];
  GtkSearchEntry *search_entry;
  GtkLabel *description_label;
  CltDataTable *line_table;
  CltAnswerQuestionView *question_view;
  CltAnswerFormsView *forms_view;
};

G_DEFINE_FINAL_TYPE (CltAnswerPane, clt_answer_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "answer.back", N_ ("Back to the _Figures"), "Escape <Alt>Left", TRUE },
  { "answer.figure(0)", N_ ("Results: All _Forms"), NULL, TRUE },
  { "answer.figure(6)", N_ ("Results: Care_less Forms"), NULL, TRUE },
  { "answer.counts", N_ ("Results: How Often Each _Answer Was Given"), "<Control>1", TRUE },
  { "answer.groups", N_ ("Results: _Groups Beside Each Other"), "<Control>2", TRUE },
  { "answer.words", N_ ("Results: Free _Words"), "<Control>3", TRUE },
  { "answer.days", N_ ("Results: Choose the _Days…"), "<Control>d", TRUE },
  { "answer.careful", N_ ("Results: Leave Ca_reless Forms Out"), "<Control><Shift>x", TRUE },
  { "answer.filter", N_ ("Results: Choose the _Questionnaire"), "<Control>j", TRUE },
  { "answer.change", N_ ("C_hange the Answer…"), "F2", TRUE },
  { "answer.tag", N_ ("_Tag the Words…"), "t", TRUE },
  { "answer.untag", N_ ("Take the Last Tag A_way"), "Delete", TRUE },
  { "answer.client", N_ ("Open the _Client of the Form"), "<Control>Return", TRUE },
  { "answer.tag-by-number(1)", N_ ("Tag _1"), "1", FALSE },
  { "answer.tag-by-number(2)", N_ ("Tag _2"), "2", FALSE },
  { "answer.tag-by-number(3)", N_ ("Tag _3"), "3", FALSE },
  { "answer.tag-by-number(4)", N_ ("Tag _4"), "4", FALSE },
  { "answer.tag-by-number(5)", N_ ("Tag _5"), "5", FALSE },
  { "answer.tag-by-number(6)", N_ ("Tag _6"), "6", FALSE },
  { "answer.tag-by-number(7)", N_ ("Tag _7"), "7", FALSE },
  { "answer.tag-by-number(8)", N_ ("Tag _8"), "8", FALSE },
  { "answer.tag-by-number(9)", N_ ("Tag _9"), "9", FALSE },
};

static const CltCommandGroup command_group = { N_ ("Results"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_answer_pane_get_commands (void)
{
  return &command_group;
}

static const CltTableColumn line_columns[] = {
  { CLT_ANSWER_LINE_NUMBER, NC_ ("results", "No."), 40, TRUE, FALSE },
  { CLT_ANSWER_LINE_TEXT, NC_ ("results", "Question"), 180, FALSE, FALSE, TRUE },
  { CLT_ANSWER_LINE_N, NC_ ("results", "Answered"), 84, TRUE, FALSE },
  { CLT_ANSWER_LINE_MEAN, NC_ ("results", "Mean"), 56, TRUE, FALSE },
  { CLT_ANSWER_LINE_TOP2, NC_ ("results", "Two best"), 80, TRUE, FALSE },
  { CLT_ANSWER_LINE_NPS, NC_ ("results", "NPS"), 62, TRUE, FALSE },
};

static CltDesk *
get_desk (CltAnswerPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

static gboolean
shows_forms (CltAnswerPane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "forms") == 0;
}

/* ---- figures at the head ------------------------------------------------------------------- */

static void
add_figure (CltAnswerPane *self, Figure figure, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *button = gtk_button_new_with_label ("–");
  GtkWidget *note = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "figure");
  gtk_widget_add_css_class (button, "figure-large");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) figure);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "answer.figure");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  label, NULL, -1);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_lines (GTK_LABEL (note), 2);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (self->figure_box, box);
  self->figure_buttons[figure] = GTK_BUTTON (button);
  self->figure_notes[figure] = GTK_LABEL (note);
}

/* @note: (nullable) */
static void
set_figure (CltAnswerPane *self, Figure figure, const char *value, const char *note)
{
  gtk_button_set_label (self->figure_buttons[figure], value);
  gtk_label_set_label (self->figure_notes[figure], note == NULL ? "" : note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->figure_notes[figure]), note);
}

static void
set_share (CltAnswerPane *self, Figure figure, const CltShare *share, double weighted)
{
  g_autofree char *value = clt_percent_format (share->of == 0 ? NAN : share->value, 1);
  g_autofree char *low = clt_percent_format_tied (share->low, 1);
  g_autofree char *high = clt_percent_format_tied (share->high, 1);
  g_autofree char *other = clt_percent_format_tied (weighted, 1);
  g_autofree char *note = NULL;

  if (share->of > 0 && isnan (weighted))
    note = g_strdup_printf (C_ ("listing", "%s – %s"), low, high);
  else if (share->of > 0)
    /* Translators: the ends of an interval, and a share weighted to the tiers on a second line. */
    note = g_strdup_printf (_ ("%s – %s\nweighted %s"), low, high, other);
  set_figure (self, figure, value, note);
}

static void
show_nps (CltAnswerPane *self, const CltQuestionResult *nps)
{
  g_autofree char *value = NULL, *note = NULL;

  if (nps == NULL)
    {
      set_figure (self, FIGURE_NPS, "–", NULL);
      return;
    }
  value = clt_score_format (nps->nps);
  /* Translators: the margin of a score, and of how many answers. */
  note = g_strdup_printf (_ ("± %.1f\nn = %d"), nps->nps_margin, (int) nps->sums.n);
  set_figure (self, FIGURE_NPS, value, note);
}

static void
show_mean (CltAnswerPane *self, const CltSurveyResult *result)
{
  const CltSums *sums = &result->all->sums;
  g_autofree char *value = NULL, *note = NULL;

  if (sums->n == 0)
    {
      set_figure (self, FIGURE_MEAN, "–", NULL);
      return;
    }
  value = g_strdup_printf ("%.2f", clt_sums_get_mean (sums));
  if (isnan (result->overall.mean))
    note = g_strdup_printf (_ ("s.d. %.2f"), clt_sums_get_deviation (sums));
  else
    /* Translators: a standard deviation, and a mean weighted to the tiers on a second line. */
    note = g_strdup_printf (_ ("s.d. %.2f\nweighted %.2f"), clt_sums_get_deviation (sums),
                            result->overall.mean);
  set_figure (self, FIGURE_MEAN, value, note);
}

static void
show_figures (CltAnswerPane *self)
{
  const CltSurveyResult *result = self->record->result;
  const CltResultGroup *all = result->all;
  g_autofree char *forms = clt_count_format (all->responses->len);
  g_autofree char *unfinished = g_strdup_printf (
    /* Translators: how many forms are being filled in, and how many were left in the middle. */
    _ ("%d open\n%d left in the middle"), (int) result->n_open, (int) result->n_broken);
  g_autofree char *index =
    isnan (all->index) ? g_strdup ("–") : g_strdup_printf ("%.1f", all->index);
  g_autofree char *careless = clt_count_format (result->careless->len);
  /* Translators: how many forms were too fast, and how many say the same to everything. */
  g_autofree char *flags = self->record->choice.careful
                             ? g_strdup (_ ("left out"))
                             : g_strdup_printf (_ ("%u too fast\n%u one answer to all"),
                                                all->fast->len, all->straight->len);

  set_figure (self, FIGURE_FORMS, forms, unfinished);
  set_share (self, FIGURE_RATE, &result->rate, NAN);
  set_share (self, FIGURE_CSAT, &all->csat, result->overall.csat);
  show_mean (self, result);
  show_nps (self, all->nps);
  set_figure (self, FIGURE_INDEX, index,
              all->dimensions->len > 0 ? _ ("of 100, by dimensions") : _ ("of 100, all ratings"));
  set_figure (self, FIGURE_CARELESS, careless, flags);
}

/* ---- lines --------------------------------------------------------------------------------- */

static void
show_lines (CltAnswerPane *self)
{
  const gint64 chosen = clt_data_table_get_selected (self->line_table);
  g_autoptr (CltCellRows) rows = NULL;

  if (self->record == NULL || self->record->result == NULL)
    return;
  rows = clt_answer_line_rows_new (self->record->result,
                                   gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  clt_key_list_set_query (clt_data_table_get_list (self->line_table), rows);
  clt_data_table_select (self->line_table, MAX (chosen, 1));
}

static void
on_line_selected_cb (CltAnswerPane *self, gint64 id)
{
  if (id != 0 && self->record != NULL && self->record->result != NULL)
    clt_answer_question_view_show (self->question_view, self->record, (int) id - 2);
}

static void
on_line_opened_cb (CltAnswerPane *self, gint64 id)
{
  clt_answer_question_view_focus (self->question_view);
}

/* ---- forms --------------------------------------------------------------------------------- */

static void
open_forms (CltAnswerPane *self, const GArray *ids, const char *title)
{
  if (ids->len == 0)
    {
      clt_desk_tell (get_desk (self), _ ("There are no such forms."));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "forms");
  clt_answer_forms_view_show (self->forms_view, ids, title);
}

static void
on_forms_asked_cb (CltAnswerPane *self, const GArray *ids, const char *title)
{
  open_forms (self, ids, title);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  if (shows_forms (self))
    {
      gtk_stack_set_visible_child_name (self->stack, "figures");
      clt_answer_question_view_focus (self->question_view);
    }
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->line_table));
}

static void
open_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);
  const CltSurveyResult *result = self->record == NULL ? NULL : self->record->result;
  const CltResultGroup *all = result == NULL ? NULL : result->all;

  if (all == NULL)
    return;
  switch ((Figure) g_variant_get_int32 (parameter))
    {
    case FIGURE_CARELESS:
      open_forms (self, result->careless, _ ("Careless forms"));
      break;
    case FIGURE_NPS:
      if (all->nps != NULL)
        {
          guint index;

          if (g_ptr_array_find (all->questions, all->nps, &index))
            clt_data_table_select (self->line_table, index + 2);
          clt_answer_question_view_focus (self->question_view);
        }
      break;
    case FIGURE_INDEX:
      clt_data_table_select (self->line_table, 1);
      clt_answer_question_view_focus (self->question_view);
      break;
    case FIGURE_FORMS:
    case FIGURE_RATE:
    case FIGURE_CSAT:
    case FIGURE_MEAN:
    case N_FIGURES:
    default:
      open_forms (self, all->responses, _ ("Answered forms"));
    }
}

/* ---- commands ------------------------------------------------------------------------------ */

static void
turn_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  if (self->record == NULL || self->record->result == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "figures");
  clt_answer_question_view_turn_to (self->question_view, g_str_equal (action, "answer.groups")
                                                           ? CLT_ANSWER_SHOW_GROUPS
                                                         : g_str_equal (action, "answer.words")
                                                           ? CLT_ANSWER_SHOW_WORDS
                                                           : CLT_ANSWER_SHOW_COUNTS);
}

static void
ask_days (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  clt_answer_filter_ask_days (self->filter, get_desk (self));
}

static void
toggle_careful (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_answer_filter_toggle_careful (CLT_ANSWER_PANE (widget)->filter);
}

static void
focus_filter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  gtk_stack_set_visible_child_name (self->stack, "figures");
  clt_answer_filter_focus (self->filter);
}

static void
change (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  if (shows_forms (self))
    clt_answer_forms_view_change (self->forms_view);
  else
    clt_desk_tell (get_desk (self), _ ("Open a form first: Enter on a figure lists its forms."));
}

static void
tag (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  if (shows_forms (self))
    clt_answer_forms_view_tag (self->forms_view);
  else
    clt_answer_question_view_tag (self->question_view);
}

static void
untag (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  if (shows_forms (self))
    clt_answer_forms_view_untag (self->forms_view);
}

static void
tag_by_number (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  if (!shows_forms (self))
    clt_answer_question_view_tag_by_number (self->question_view, g_variant_get_int32 (parameter));
}

static void
open_client (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);

  if (shows_forms (self))
    clt_answer_forms_view_open_client (self->forms_view);
}

/* What other tabs ask for: the questionnaire and one of its surveys. */
static void
show (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (widget);
  gint64 questionnaire, survey;

  g_variant_get (parameter, "(xx)", &questionnaire, &survey);
  gtk_stack_set_visible_child_name (self->stack, "figures");
  clt_answer_filter_choose_survey (self->filter, questionnaire, survey);
}

/* One form, by itself. */
static void
show_form (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const gint64 id = g_variant_get_int64 (parameter);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  open_forms (CLT_ANSWER_PANE (widget), ids, _ ("Answered form"));
}

static const CltCommandAction actions[] = {
  { "answer.back", go_back },
  { "answer.figure", open_figure, "i" },
  { "answer.counts", turn_to },
  { "answer.groups", turn_to },
  { "answer.words", turn_to },
  { "answer.days", ask_days },
  { "answer.careful", toggle_careful },
  { "answer.filter", focus_filter },
  { "answer.change", change },
  { "answer.tag", tag },
  { "answer.untag", untag },
  { "answer.tag-by-number", tag_by_number, "i" },
  { "answer.client", open_client },
  { "answer.show", show, "(xx)" },
  { "answer.show-form", show_form, "x" },
};

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
on_filter_changed_cb (CltAnswerPane *self)
{
  if (get_desk (self) != NULL)
    clt_pane_load (CLT_PANE (self));
}

static gpointer
dup_question (CltPane *pane)
{
  return g_memdup2 (clt_answer_filter_get_choice (CLT_ANSWER_PANE (pane)->filter),
                    sizeof (CltAnswerChoice));
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (pane);
  g_autoptr (CltKeyList) lines =
    clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  clt_data_table_set_list (self->line_table, lines);
  clt_answer_question_view_set_desk (self->question_view, desk);
  clt_answer_forms_view_set_desk (self->forms_view, desk);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltAnswerRecord *) record)->result == NULL;
}

static void
take (CltPane *pane, gpointer data)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (pane);
  /* the view looks at it until it has the new one */
  g_autoptr (CltAnswerRecord) before = self->record;
  const gint64 chosen = clt_data_table_get_selected (self->line_table);

  self->record = data;
  if (self->record->result == NULL)
    return;
  clt_answer_filter_show (self->filter, self->record);
  gtk_label_set_label (self->description_label, self->record->description);
  show_figures (self);
  clt_answer_question_view_show (self->question_view, self->record, (int) MAX (chosen, 1) - 2);
  show_lines (self);
}

static void
changed (CltPane *pane)
{
  clt_answer_forms_view_follow (CLT_ANSWER_PANE (pane)->forms_view);
}

static void
take_focus (CltPane *pane)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (pane);

  if (shows_forms (self))
    clt_answer_forms_view_focus (self->forms_view);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->line_table));
}

static void
search (CltPane *pane)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (pane);

  gtk_stack_set_visible_child_name (self->stack, "figures");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltResultQuery query = clt_answer_choice_get_query (data);

  return clt_export_results (conn, &query, options, NULL, error);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", NULL };
  CltAnswerPane *self = CLT_ANSWER_PANE (pane);
  CltExportJob *job;

  if (self->record == NULL || self->record->result == NULL)
    return NULL;
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export Results"));
  job->name = g_strdup (clt_answer_record_get_questionnaire (self->record)->name);
  job->endings = endings;
  job->run = run_export;
  job->data = g_memdup2 (&self->record->choice, sizeof self->record->choice);
  job->data_free = g_free;
  return job;
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltResultQuery query = clt_answer_choice_get_query (data);

  return clt_paper_new_results (conn, &query, options, error);
}

static CltPrintJob *
create_print (CltPane *pane)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (pane);

  if (self->record == NULL || self->record->result == NULL)
    return NULL;
  return clt_print_job_new (read_paper,
                            g_memdup2 (&self->record->choice, sizeof self->record->choice), g_free);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_answer_pane_dispose (GObject *object)
{
  CltAnswerPane *self = CLT_ANSWER_PANE (object);

  G_OBJECT_CLASS (clt_answer_pane_parent_class)->dispose (object);
  g_clear_pointer (&self->record, clt_answer_record_free);
}

static void
clt_answer_pane_class_init (CltAnswerPaneClass *klass)
{
  static const char *const tables[] = {
    "response", "answer", "answer_tag",   "answer_change", "questionnaire", "questionnaire_version",
    "survey",   "client", "tier_history", "survey_member", "rule",          NULL,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_answer_pane_dispose;
  pane_class->read = clt_answer_record_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = clt_answer_record_free;
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
  g_type_ensure (CLT_TYPE_ANSWER_FILTER);
  g_type_ensure (CLT_TYPE_ANSWER_FORMS_VIEW);
  g_type_ensure (CLT_TYPE_ANSWER_QUESTION_VIEW);
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-answer-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, filter);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, figure_box);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, description_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, line_table);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, question_view);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerPane, forms_view);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_lines);
  gtk_widget_class_bind_template_callback (widget_class, on_line_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_line_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_forms_asked_cb);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_answer_pane_init (CltAnswerPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_figure (self, FIGURE_FORMS, _ ("Answered forms"));
  add_figure (self, FIGURE_RATE, _ ("Response rate"));
  add_figure (self, FIGURE_CSAT, _ ("CSAT (4 and 5)"));
  add_figure (self, FIGURE_MEAN, _ ("Mean"));
  add_figure (self, FIGURE_NPS, _ ("NPS"));
  add_figure (self, FIGURE_INDEX, _ ("Satisfaction index"));
  add_figure (self, FIGURE_CARELESS, _ ("Careless forms"));
  clt_data_table_set_titled_columns (self->line_table, "results", line_columns,
                                     G_N_ELEMENTS (line_columns), clt_cell_rows_get_text);
  clt_data_table_set_search_entry (self->line_table, self->search_entry);
}
