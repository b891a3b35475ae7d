/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-answer-forms-view.h"

#include "app/callbacks/clt-answer-change.h"
#include "app/widgets/clt-cell-rows.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-reader.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"

struct _CltAnswerFormsView
{
  AdwBin parent_instance;

  CltDesk *desk;         /* owned (nullable) */
  CltReader *reader;     /* owned (nullable): of the form */
  CltAnswerSheet *sheet; /* owned (nullable) */

  GtkLabel *title_label;
  GtkLabel *count_label;
  CltDataTable *form_table;
  GtkButton *client_button;
  GtkLabel *form_label;
  CltDataTable *answer_table;
  GtkLabel *edit_label;
};

G_DEFINE_FINAL_TYPE (CltAnswerFormsView, clt_answer_forms_view, ADW_TYPE_BIN)

/* Two lines, so that all of it has room beside the form. */
static const CltTableColumn form_columns[] = {
  { CLT_ANSWER_CLIENT, NC_ ("response", "Client"), 120, FALSE, FALSE, TRUE, CLT_ANSWER_ACCOUNT },
  { CLT_ANSWER_TIER, NC_ ("response", "Tier"), 72, FALSE, FALSE },
  { CLT_ANSWER_DAY, NC_ ("response", "Day"), 92, FALSE, FALSE, FALSE, CLT_ANSWER_CHANNEL },
  { CLT_ANSWER_STAFF, NC_ ("response", "Taken by"), 110, FALSE, FALSE, FALSE,
    CLT_ANSWER_REFERENCE },
  { CLT_ANSWER_SECONDS, NC_ ("response", "Time"), 56, TRUE, FALSE },
};

enum
{
  NUMBER,
  QUESTION,
  ANSWER,
  SECONDS,
  TAGS,
  N_COLUMNS
};

static const CltTableColumn answer_columns[] = {
  { NUMBER, NC_ ("response", "No."), 40, TRUE, FALSE },
  { QUESTION, NC_ ("response", "Question"), 190, FALSE, FALSE, TRUE },
  { ANSWER, NC_ ("response", "Answer"), 150, FALSE, FALSE, TRUE },
  { SECONDS, NC_ ("response", "Seconds"), 72, TRUE, FALSE },
  { TAGS, NC_ ("response", "Tags"), 80, FALSE, FALSE },
};

/* ---- one form ------------------------------------------------------------------------------ */

static gint64
count_seconds (const CltAnswerSheet *sheet, const CltQuestion *question)
{
  gint64 seconds = 0;

  for (guint i = 0; i < sheet->response->answers->len; i++)
    {
      const CltResponseAnswer *answer = sheet->response->answers->pdata[i];

      if (answer->question_id == question->id)
        seconds += answer->seconds;
    }
  return seconds;
}

static CltCellRows *
make_rows (const CltAnswerSheet *sheet)
{
  CltCellRows *rows = clt_cell_rows_new (N_COLUMNS);
  guint number = 0;

  for (guint i = 0; i < sheet->form->questions->len; i++)
    {
      const CltQuestion *question = sheet->form->questions->pdata[i];
      const gint64 seconds = count_seconds (sheet, question);
      char *cells[N_COLUMNS] = { 0 };

      if (!clt_question_is_asked (question))
        continue;
      cells[NUMBER] = g_strdup_printf ("%u", ++number);
      cells[QUESTION] = g_strdup (question->text);
      cells[ANSWER] = clt_text_clean (sheet->answers->pdata[i], -1);
      cells[SECONDS] = seconds == 0 ? g_strdup ("–") : clt_count_format (seconds);
      cells[TAGS] = g_strjoinv (" ", sheet->tags->pdata[i]);
      clt_cell_rows_take (rows, i + 1, cells);
    }
  return rows;
}

static void
show_head (CltAnswerFormsView *self)
{
  const CltResponseLine *line = self->sheet->line;
  g_autofree char *day = clt_day_format (line->day);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->client_button), line->client_id != 0);
  gtk_button_set_label (self->client_button, line->client);
  /* Translators: a day, a channel, who took the form, its state, the number of the version. */
  text = g_strdup_printf (_ ("%s · %s · %s · %s · version %d"), day,
                          clt_channel_get_label (line->channel),
                          *line->staff == '\0' ? "–" : line->staff,
                          clt_response_state_get_label (line->state), line->version);
  gtk_label_set_label (self->form_label, text);
}

/* The question, and which part of it. (transfer full) */
static char *
dup_subject (const CltQuestion *question, const char *code)
{
  const CltOption *part = NULL;

  if (question == NULL)
    return g_strdup (code);
  if (*code != '\0')
    part = question->type == CLT_QUESTION_MATRIX ? clt_question_find_line (question, code)
                                                 : clt_question_find_option (question, code);
  return part == NULL ? g_strdup (question->text)
                      /* Translators: a question, one of its options or lines. */
                      : g_strdup_printf (C_ ("response", "%s (%s)"), question->text, part->label);
}

static void
show_edits (CltAnswerFormsView *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->sheet->edits->len; i++)
    {
      const CltResponseEdit *edit = self->sheet->edits->pdata[i];
      const CltQuestion *question =
        clt_form_find_question_by_id (self->sheet->form, edit->question_id);
      g_autofree char *subject = dup_subject (question, edit->part);
      g_autofree char *at = clt_instant_format (edit->at);
      g_autofree char *before = clt_response_format_said (question, edit->before);
      g_autofree char *after = clt_response_format_said (question, edit->after);

      /* Translators: when, the question, what was answered before and after, why. */
      g_string_append_printf (text, _ ("%s%s: %s from “%s” to “%s”: %s"), i == 0 ? "" : "\n", at,
                              subject, before, after, edit->reason);
    }
  gtk_label_set_label (self->edit_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->edit_label), text->len > 0);
  g_string_free (text, TRUE);
}

static void
take_sheet (gpointer owner, gpointer record)
{
  CltAnswerFormsView *self = owner;
  const gint64 chosen = clt_data_table_get_selected (self->answer_table);
  g_autoptr (CltCellRows) rows = NULL;

  g_clear_pointer (&self->sheet, clt_answer_sheet_free);
  self->sheet = record;
  rows = make_rows (self->sheet);
  show_head (self);
  show_edits (self);
  clt_key_list_set_query (clt_data_table_get_list (self->answer_table), rows);
  if (chosen != 0)
    clt_data_table_select (self->answer_table, chosen);
}

static const CltReaderKind reader_kind = {
  .read = clt_answer_sheet_load,
  .record_free = clt_answer_sheet_free,
  .take = take_sheet,
};

/* ---- the forms ----------------------------------------------------------------------------- */

static void
on_form_selected_cb (CltAnswerFormsView *self, gint64 id)
{
  if (id != 0 && self->reader != NULL)
    clt_reader_ask (self->reader, id);
}

static void
on_form_opened_cb (CltAnswerFormsView *self, gint64 id)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->answer_table));
}

static void
on_answer_opened_cb (CltAnswerFormsView *self, gint64 id)
{
  clt_answer_forms_view_change (self);
}

void
clt_answer_forms_view_show (CltAnswerFormsView *self, const GArray *ids, const char *title)
{
  g_autoptr (CltCellRows) rows = clt_answer_form_rows_new (ids);
  g_autofree char *count = clt_count_format (ids->len);
  g_autofree char *text = NULL;

  g_return_if_fail (CLT_IS_ANSWER_FORMS_VIEW (self));

  /* Translators: how many answered forms. */
  text = g_strdup_printf (ngettext ("%s form", "%s forms", ids->len), count);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->count_label, text);
  clt_key_list_set_query (clt_data_table_get_list (self->form_table), rows);
  if (ids->len > 0)
    clt_data_table_select (self->form_table, g_array_index (ids, gint64, 0));
  clt_answer_forms_view_focus (self);
}

void
clt_answer_forms_view_follow (CltAnswerFormsView *self)
{
  const gint64 id = clt_data_table_get_selected (self->form_table);

  if (id == 0)
    return;
  clt_data_table_reload (self->form_table);
  clt_reader_ask (self->reader, id);
}

void
clt_answer_forms_view_focus (CltAnswerFormsView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->form_table));
}

/* ---- what is chosen ------------------------------------------------------------------------ */

/* Its place in the form; -1: none. */
static int
get_index (CltAnswerFormsView *self)
{
  const gint64 id = clt_data_table_get_selected (self->answer_table);

  return self->sheet == NULL || id < 1 || id > self->sheet->form->questions->len ? -1
                                                                                 : (int) id - 1;
}

/* (nullable): the question that is chosen; says so when none is. */
static const CltQuestion *
require_question (CltAnswerFormsView *self)
{
  const int index = get_index (self);

  if (index >= 0)
    return self->sheet->form->questions->pdata[index];
  clt_desk_tell (self->desk, _ ("Choose a question of the form first."));
  return NULL;
}

void
clt_answer_forms_view_change (CltAnswerFormsView *self)
{
  const CltQuestion *question = require_question (self);

  if (question != NULL)
    clt_answer_change_ask (GTK_WIDGET (self), self->desk, self->sheet, question);
}

void
clt_answer_forms_view_tag (CltAnswerFormsView *self)
{
  const CltQuestion *question = require_question (self);

  if (question != NULL)
    clt_answer_tag_ask (GTK_WIDGET (self), self->desk, self->sheet->line->id, question->id,
                        self->sheet->tags->pdata[get_index (self)]);
}

void
clt_answer_forms_view_untag (CltAnswerFormsView *self)
{
  const CltQuestion *question = require_question (self);
  char **tags = question == NULL ? NULL : self->sheet->tags->pdata[get_index (self)];
  const guint n = tags == NULL ? 0 : g_strv_length (tags);

  if (n > 0)
    clt_answer_tag_set (self->desk, self->sheet->line->id, question->id, tags[n - 1], FALSE);
}

void
clt_answer_forms_view_open_client (CltAnswerFormsView *self)
{
  if (self->sheet != NULL && self->sheet->line->client_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x",
                                self->sheet->line->client_id);
  else
    clt_desk_tell (self->desk, _ ("This form bears no name."));
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_answer_forms_view_set_desk (CltAnswerFormsView *self, CltDesk *desk)
{
  CltStore *store = clt_desk_get_store (desk);
  g_autoptr (CltKeyList) forms = clt_key_list_new (store, &clt_cell_rows_source);
  g_autoptr (CltKeyList) answers = clt_key_list_new (store, &clt_cell_rows_source);

  g_return_if_fail (CLT_IS_ANSWER_FORMS_VIEW (self));

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  clt_data_table_set_list (self->form_table, forms);
  clt_data_table_set_list (self->answer_table, answers);
}

static void
clt_answer_forms_view_dispose (GObject *object)
{
  CltAnswerFormsView *self = CLT_ANSWER_FORMS_VIEW (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_pointer (&self->sheet, clt_answer_sheet_free);
  g_clear_object (&self->desk);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_ANSWER_FORMS_VIEW);
  G_OBJECT_CLASS (clt_answer_forms_view_parent_class)->dispose (object);
}

static void
clt_answer_forms_view_class_init (CltAnswerFormsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_answer_forms_view_dispose;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-answer-forms-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFormsView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFormsView, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFormsView, form_table);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFormsView, client_button);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFormsView, form_label);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFormsView, answer_table);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFormsView, edit_label);
  gtk_widget_class_bind_template_callback (widget_class, on_form_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_opened_cb);
}

static void
clt_answer_forms_view_init (CltAnswerFormsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_titled_columns (self->form_table, "response", form_columns,
                                     G_N_ELEMENTS (form_columns), clt_cell_rows_get_text);
  clt_data_table_set_titled_columns (self->answer_table, "response", answer_columns,
                                     G_N_ELEMENTS (answer_columns), clt_cell_rows_get_text);
}
