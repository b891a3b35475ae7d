/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-answer-question-view.h"

#include <math.h>
#include <string.h>

#include "app/callbacks/clt-answer-change.h"
#include "app/callbacks/clt-answer-rows.h"
#include "app/widgets/clt-cell-rows.h"
#include "app/widgets/clt-chart-view.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-export-results.h"

struct _CltAnswerQuestionView
{
  AdwBin parent_instance;

  CltDesk *desk;                 /* owned (nullable) */
  const CltAnswerRecord *record; /* borrowed (nullable) */
  int index;
  CltAnswerWords *words;     /* owned (nullable): of the question */
  GCancellable *reading;     /* owned (nullable): of the words */
  CltAnswerTargets *targets; /* owned (nullable): of the lines of counts */

  GtkLabel *title_label;
  GtkLabel *note_label;
  GtkLabel *figure_label;
  CltChartView *chart_view;
  GtkWidget *switcher;
  GtkStack *stack;
  CltDataTable *count_table;
  CltDataTable *group_table;
  GtkWidget *place_label;
  GtkLabel *tag_label;
  CltDataTable *word_table;
};

G_DEFINE_FINAL_TYPE (CltAnswerQuestionView, clt_answer_question_view, ADW_TYPE_BIN)

enum
{
  FORMS_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const pages[] = { [CLT_ANSWER_SHOW_COUNTS] = "counts",
                                     [CLT_ANSWER_SHOW_GROUPS] = "groups",
                                     [CLT_ANSWER_SHOW_WORDS] = "words" };

static const CltTableColumn count_columns[] = {
  { CLT_ANSWER_COUNT_LABEL, NC_ ("results", "Answer"), 180, FALSE, FALSE, TRUE },
  { CLT_ANSWER_COUNT_FORMS, NC_ ("results", "Forms"), 74, TRUE, FALSE },
  { CLT_ANSWER_COUNT_SHARE, NC_ ("results", "Share"), 74, TRUE, FALSE },
  { CLT_ANSWER_COUNT_INTERVAL, NC_ ("results", "95 %"), 132, TRUE, FALSE },
};

static const CltTableColumn group_columns[] = {
  { CLT_ANSWER_GROUP_LABEL, NC_ ("results", "Group"), 120, FALSE, FALSE, TRUE },
  { CLT_ANSWER_GROUP_FORMS, NC_ ("results", "Forms"), 64, TRUE, FALSE },
  { CLT_ANSWER_GROUP_MEAN, NC_ ("results", "Mean"), 56, TRUE, FALSE },
  { CLT_ANSWER_GROUP_TOP2, NC_ ("results", "Two best points"), 196, TRUE, FALSE },
  { CLT_ANSWER_GROUP_NPS, NC_ ("results", "NPS"), 72, TRUE, FALSE },
  { CLT_ANSWER_GROUP_PLACE, NC_ ("results", "Place"), 56, TRUE, FALSE },
};

static const CltTableColumn word_columns[] = {
  { CLT_ANSWER_WORD_TEXT, NC_ ("results", "Words"), 300, FALSE, FALSE, TRUE },
  { CLT_ANSWER_WORD_TAGS, NC_ ("results", "Tags"), 140, FALSE, FALSE },
};

/* (nullable): NULL of all questions together. */
static const CltQuestionResult *
get_question (CltAnswerQuestionView *self, const CltResultGroup *group)
{
  return self->index < 0 || self->index >= (int) group->questions->len
           ? NULL
           : group->questions->pdata[self->index];
}

static void
set_rows (CltDataTable *table, CltCellRows *rows)
{
  const gint64 chosen = clt_data_table_get_selected (table);

  clt_key_list_set_query (clt_data_table_get_list (table), rows);
  clt_data_table_select (table, MAX (chosen, 1));
}

/* ---- chart --------------------------------------------------------------------------------- */

static void
show_chart (CltAnswerQuestionView *self)
{
  const CltQuestionResult *question = get_question (self, self->record->result->all);
  const gboolean groups =
    g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), pages[CLT_ANSWER_SHOW_GROUPS]) == 0;
  g_autoptr (CltChart) chart = NULL;

  if (groups)
    chart = clt_answer_group_chart_new (self->record->result, self->index);
  else if (question != NULL)
    chart = clt_result_chart_new (question);
  else
    chart = clt_answer_overview_chart_new (self->record->result);
  clt_chart_view_set_chart (self->chart_view, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_view), chart != NULL);
}

static void
on_page_changed_cb (CltAnswerQuestionView *self)
{
  if (self->record != NULL)
    show_chart (self);
}

/* ---- words --------------------------------------------------------------------------------- */

static void
show_tags (CltAnswerQuestionView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; self->words->tags[i] != NULL && i < 9; i++)
    g_string_append_printf (text, "%s%u %s", i == 0 ? "" : "   ", i + 1, self->words->tags[i]);
  if (text->len == 0)
    g_string_assign (text, _ ("No tags yet: T gives one to the words that are chosen."));
  gtk_label_set_label (self->tag_label, text->str);
}

static void
on_store_words_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltAnswerQuestionView) self = user_data;
  g_autoptr (GError) error = NULL;
  CltAnswerWords *words = clt_store_run_finish (CLT_STORE (object), result, &error);
  g_autoptr (CltCellRows) rows = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    {
      g_clear_pointer (&words, clt_answer_words_free);
      return;
    }
  if (words == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  g_clear_pointer (&self->words, clt_answer_words_free);
  self->words = words;
  rows = clt_answer_word_rows_new (words->words);
  set_rows (self->word_table, rows);
  show_tags (self);
}

static void
ask_words (CltAnswerQuestionView *self, const CltQuestionResult *question)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_answer_words_load,
                       clt_answer_word_question_new (self->record->choice.questionnaire_id,
                                                     question->question->key,
                                                     self->record->result->all->responses),
                       clt_answer_word_question_free, clt_answer_words_free,
                       clt_reading_start (&self->reading), on_store_words_cb, g_object_ref (self));
}

/* (nullable): the words that are chosen. */
static const CltResponseWords *
get_words (CltAnswerQuestionView *self)
{
  const gint64 id = clt_data_table_get_selected (self->word_table);

  return self->words == NULL || id < 1 || id > self->words->words->len
           ? NULL
           : self->words->words->pdata[id - 1];
}

static gboolean
shows_words (CltAnswerQuestionView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), pages[CLT_ANSWER_SHOW_WORDS]) ==
         0;
}

void
clt_answer_question_view_tag (CltAnswerQuestionView *self)
{
  const CltResponseWords *words = get_words (self);

  if (words != NULL && shows_words (self))
    clt_answer_tag_ask (GTK_WIDGET (self), self->desk, words->response_id, words->question_id,
                        (const char *const *) self->words->tags);
  else
    clt_desk_tell (self->desk, _ ("Choose free words first: they are what bears tags."));
}

void
clt_answer_question_view_tag_by_number (CltAnswerQuestionView *self, int number)
{
  const CltResponseWords *words = get_words (self);
  const char *tag;

  if (words == NULL || !shows_words (self) || number > (int) g_strv_length (self->words->tags))
    return;
  tag = self->words->tags[number - 1];
  clt_answer_tag_set (self->desk, words->response_id, words->question_id, tag,
                      !g_strv_contains ((const char *const *) words->tags, tag));
}

/* ---- showing ------------------------------------------------------------------------------- */

static void
show_head (CltAnswerQuestionView *self)
{
  const CltSurveyResult *result = self->record->result;
  const CltQuestionResult *question = get_question (self, result->all);
  g_autofree char *note = NULL, *figures = NULL;

  if (question == NULL)
    {
      gtk_label_set_label (self->title_label, _ ("All Questions Together"));
      note = clt_answer_overview_describe (result);
    }
  else
    {
      gtk_label_set_label (self->title_label, question->question->text);
      note = clt_question_result_describe (question);
      figures = clt_answer_question_describe (question, &g_array_index (result->weighted,
                                                                        CltWeighted, self->index));
    }
  gtk_label_set_label (self->note_label, note);
  gtk_label_set_label (self->figure_label, figures == NULL ? "" : figures);
  gtk_widget_set_visible (GTK_WIDGET (self->figure_label), figures != NULL && *figures != '\0');
}

/* A page that has nothing to show is not offered. */
static void
offer_pages (CltAnswerQuestionView *self, gboolean words)
{
  const gboolean groups = self->record->result->groups->len > 0;

  gtk_stack_page_set_visible (gtk_stack_get_page (self->stack,
                                                  gtk_stack_get_child_by_name (self->stack,
                                                                               "groups")),
                              groups);
  gtk_stack_page_set_visible (gtk_stack_get_page (self->stack,
                                                  gtk_stack_get_child_by_name (self->stack,
                                                                               "words")),
                              words);
  gtk_widget_set_visible (self->switcher, words || groups);
  gtk_widget_set_visible (self->place_label, self->record->choice.by == CLT_RESULT_BY_STAFF);
  if ((!words && shows_words (self)) ||
      (!groups && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "groups") == 0))
    gtk_stack_set_visible_child_name (self->stack, "counts");
}

void
clt_answer_question_view_show (CltAnswerQuestionView *self,
                               const CltAnswerRecord *record,
                               int index)
{
  const CltQuestionResult *question;
  g_autoptr (CltCellRows) counts = NULL, groups = NULL;
  gboolean words;

  g_return_if_fail (CLT_IS_ANSWER_QUESTION_VIEW (self));

  self->record = record;
  self->index = index;
  question = get_question (self, record->result->all);
  words = question != NULL && clt_question_has_words (question->question);
  clt_reading_stop (&self->reading);
  if (words)
    ask_words (self, question);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->targets = clt_answer_targets_new (record->result, question);
  counts = clt_answer_count_rows_new (self->targets);
  groups = clt_answer_group_rows_new (record->result, index);
  show_head (self);
  set_rows (self->count_table, counts);
  set_rows (self->group_table, groups);
  offer_pages (self, words);
  show_chart (self);
}

void
clt_answer_question_view_turn_to (CltAnswerQuestionView *self, CltAnswerShow show)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->stack, pages[show]);

  if (gtk_stack_page_get_visible (gtk_stack_get_page (self->stack, child)))
    {
      gtk_stack_set_visible_child (self->stack, child);
      clt_answer_question_view_focus (self);
    }
  else
    clt_desk_tell (self->desk, show == CLT_ANSWER_SHOW_GROUPS
                                 ? _ ("Choose by what to group first.")
                                 : _ ("This question is not answered in free words."));
}

void
clt_answer_question_view_focus (CltAnswerQuestionView *self)
{
  CltDataTable *const tables[] = { self->count_table, self->group_table, self->word_table };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), pages[i]) == 0)
      gtk_widget_grab_focus (GTK_WIDGET (tables[i]));
}

/* ---- opening ------------------------------------------------------------------------------- */

static void
open_forms (CltAnswerQuestionView *self, GArray *ids, const char *what)
{
  const CltQuestionResult *question = get_question (self, self->record->result->all);
  g_autofree char *title = NULL;

  if (question == NULL)
    title = g_strdup (what);
  else
    /* Translators: a question, and what was answered. */
    title = g_strdup_printf (C_ ("results", "%s: %s"), question->question->text, what);
  g_signal_emit (self, signals[FORMS_ASKED], 0, ids, title);
}

static void
on_count_opened_cb (CltAnswerQuestionView *self, gint64 id)
{
  const CltAnswerTarget *target =
    id < 1 || id > self->targets->len ? NULL : self->targets->pdata[id - 1];

  if (target != NULL && target->ids != NULL)
    open_forms (self, target->ids, target->label);
}

static void
on_group_opened_cb (CltAnswerQuestionView *self, gint64 id)
{
  const GPtrArray *groups = self->record->result->groups;
  const CltResultGroup *group = id < 1 || id > groups->len ? NULL : groups->pdata[id - 1];

  if (group != NULL)
    open_forms (self, group->responses, group->label);
}

static void
on_word_opened_cb (CltAnswerQuestionView *self, gint64 id)
{
  const CltResponseWords *words = get_words (self);
  g_autoptr (GArray) ids = NULL;

  if (words == NULL)
    return;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, words->response_id);
  open_forms (self, ids, words->text);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
set_list (CltDataTable *table, CltStore *store)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (store, &clt_cell_rows_source);

  clt_data_table_set_list (table, keys);
}

void
clt_answer_question_view_set_desk (CltAnswerQuestionView *self, CltDesk *desk)
{
  CltStore *store = clt_desk_get_store (desk);

  g_return_if_fail (CLT_IS_ANSWER_QUESTION_VIEW (self));

  g_set_object (&self->desk, desk);
  set_list (self->count_table, store);
  set_list (self->group_table, store);
  set_list (self->word_table, store);
}

static void
clt_answer_question_view_dispose (GObject *object)
{
  CltAnswerQuestionView *self = CLT_ANSWER_QUESTION_VIEW (object);

  clt_reading_stop (&self->reading);
  self->record = NULL;
  g_clear_object (&self->desk);
  g_clear_pointer (&self->words, clt_answer_words_free);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_ANSWER_QUESTION_VIEW);
  G_OBJECT_CLASS (clt_answer_question_view_parent_class)->dispose (object);
}

static void
clt_answer_question_view_class_init (CltAnswerQuestionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_answer_question_view_dispose;
  signals[FORMS_ASKED] =
    g_signal_new ("forms-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);
  g_type_ensure (CLT_TYPE_CHART_VIEW);
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-answer-question-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, note_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, figure_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, chart_view);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, switcher);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, count_table);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, group_table);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, place_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, tag_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerQuestionView, word_table);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_count_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_group_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_word_opened_cb);
}

static void
clt_answer_question_view_init (CltAnswerQuestionView *self)
{
  self->index = CLT_ANSWER_ALL;
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_titled_columns (self->count_table, "results", count_columns,
                                     G_N_ELEMENTS (count_columns), clt_cell_rows_get_text);
  clt_data_table_set_titled_columns (self->group_table, "results", group_columns,
                                     G_N_ELEMENTS (group_columns), clt_cell_rows_get_text);
  clt_data_table_set_titled_columns (self->word_table, "results", word_columns,
                                     G_N_ELEMENTS (word_columns), clt_cell_rows_get_text);
}
