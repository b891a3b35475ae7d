/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-survey-keying.h"

#include "app/callbacks/clt-form-view.h"
#include "app/callbacks/clt-survey-keying-data.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltSurveyKeying
{
  AdwBin parent_instance;

  CltDesk *desk;         /* owned (nullable) */
  GCancellable *reading; /* owned (nullable): of the page */
  gint64 survey_id, version_id;
  CltKeyingPage *page; /* owned (nullable): of the number at hand */

  GtkStack *stack;
  GtkLabel *title_label;
  GtkLabel *note_label;
  AdwEntryRow *number_row;
  CltFormView *form_view;
  CltDataTable *difference_table;
};

G_DEFINE_FINAL_TYPE (CltSurveyKeying, clt_survey_keying, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_KEYING_QUESTION, NC_ ("keying", "Question"), 300, FALSE, FALSE, TRUE },
  { CLT_KEYING_FIRST, NC_ ("keying", "1: First Keying"), 200, FALSE, FALSE },
  { CLT_KEYING_SECOND, NC_ ("keying", "2: Second Keying"), 200, FALSE, FALSE },
};

static gboolean
shows (CltSurveyKeying *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

/* ---- the number ---------------------------------------------------------------------------- */

static const char *
say_number (void)
{
  return _ ("The number on the paper form; a form without one gets a number of its own, without a"
            " dash.");
}

static void
ask_number (CltSurveyKeying *self, const char *note)
{
  gtk_stack_set_visible_child_name (self->stack, "number");
  gtk_label_set_label (self->note_label, note);
  gtk_editable_set_text (GTK_EDITABLE (self->number_row), "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->number_row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self->number_row));
}

/* The number stays, to be put right. */
static void
refuse_number (CltSurveyKeying *self, const char *sentence)
{
  gtk_stack_set_visible_child_name (self->stack, "number");
  gtk_label_set_label (self->note_label, sentence);
  gtk_widget_add_css_class (GTK_WIDGET (self->number_row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self->number_row));
}

static void
show_form (CltSurveyKeying *self)
{
  g_autoptr (GError) error = NULL;
  const char *who = self->page->client == NULL ? _ ("A form without a name") : self->page->client;
  g_autofree char *note = NULL;

  if (self->page->first != 0)
    /* Translators: whose form it is. */
    note = g_strdup_printf (_ ("%s: keyed before, so key it once more. What differs is shown"
                               " afterwards."),
                            who);
  else
    note = g_strdup_printf (_ ("%s: the first keying of this form."), who);
  gtk_label_set_label (self->note_label, note);
  if (!clt_form_view_show (self->form_view, g_steal_pointer (&self->page->shown), NULL, NULL,
                           &error))
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "form");
  clt_form_view_focus (self->form_view);
}

static void
show_differences (CltSurveyKeying *self)
{
  g_autoptr (CltCellRows) rows = NULL;
  g_autofree char *note = NULL;
  const guint n = self->page->differences->len;

  if (n == 0)
    {
      ask_number (self, _ ("Both keyings say the same. Next form:"));
      return;
    }
  note = g_strdup_printf (ngettext ("%u difference: look at the paper, and press 1 or 2.",
                                    "%u differences: look at the paper, and press 1 or 2.", n),
                          n);
  gtk_label_set_label (self->note_label, note);
  rows = clt_keying_rows_new (self->page);
  clt_key_list_set_query (clt_data_table_get_list (self->difference_table), rows);
  clt_data_table_select (self->difference_table, 1);
  gtk_stack_set_visible_child_name (self->stack, "differences");
  gtk_widget_grab_focus (GTK_WIDGET (self->difference_table));
}

static void
on_store_page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSurveyKeying) self = user_data;
  g_autoptr (GError) error = NULL;
  CltKeyingPage *page = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    {
      g_clear_pointer (&page, clt_keying_page_free);
      return;
    }
  if (g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    {
      refuse_number (self, error->message);
      return;
    }
  if (page == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  g_clear_pointer (&self->page, clt_keying_page_free);
  self->page = page;
  if (page->differences != NULL)
    show_differences (self);
  else
    show_form (self);
}

static void
load_page (CltSurveyKeying *self, const char *reference)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_keying_page_load,
                       clt_keying_page_new (self->survey_id, self->version_id, reference),
                       clt_keying_page_free, clt_keying_page_free,
                       clt_reading_start (&self->reading), on_store_page_cb, g_object_ref (self));
}

static void
on_number_entered_cb (CltSurveyKeying *self)
{
  g_autofree char *reference =
    clt_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->number_row)), -1);

  if (*reference != '\0')
    load_page (self, reference);
}

/* ---- keeping ------------------------------------------------------------------------------- */

static void
on_desk_stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSurveyKeying) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *reference = NULL;

  if (!clt_desk_act_finish (CLT_DESK (object), result, &error))
    {
      clt_desk_fail (CLT_DESK (object), error);
      return;
    }
  if (self->desk == NULL)
    return;
  reference = g_strdup (self->page->reference);
  if (self->page->first != 0)
    load_page (self, reference);
  else
    ask_number (self, _ ("Kept. Next form:"));
}

static void
on_form_ended_cb (CltSurveyKeying *self)
{
  const CltFlow *flow = clt_form_view_get_flow (self->form_view);

  if (self->page == NULL || flow == NULL)
    return;
  clt_desk_act_async (self->desk, "response.key", self->page->reference, clt_keying_order_store,
                      clt_keying_order_new (self->page, flow, self->page->first == 0 ? 1 : 2,
                                            clt_desk_get_who (self->desk)),
                      clt_keying_order_free, on_desk_stored_cb, g_object_ref (self));
}

static void
on_desk_settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSurveyKeying) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!clt_desk_act_finish (CLT_DESK (object), result, &error))
    clt_desk_fail (CLT_DESK (object), error);
  else if (self->desk != NULL)
    load_page (self, self->page->reference);
}

void
clt_survey_keying_settle (CltSurveyKeying *self, int which)
{
  const gint64 row = clt_data_table_get_selected (self->difference_table);
  const CltKeyingDifference *difference;
  CltKeyingVerdict *verdict;

  if (!shows (self, "differences") || row < 1 || row > self->page->differences->len)
    return;
  difference = self->page->differences->pdata[row - 1];
  verdict = g_new0 (CltKeyingVerdict, 1);
  verdict->from = which == 1 ? self->page->first : self->page->second;
  verdict->to = which == 1 ? self->page->second : self->page->first;
  verdict->question_id = difference->question_id;
  verdict->who = g_strdup (clt_desk_get_who (self->desk));
  clt_desk_act_async (self->desk, "response.settle", self->page->reference,
                      clt_keying_verdict_settle, verdict, clt_keying_verdict_free,
                      on_desk_settled_cb, g_object_ref (self));
}

/* ---- for the pane -------------------------------------------------------------------------- */

void
clt_survey_keying_begin (CltSurveyKeying *self, const CltSurveyRun *run, gint64 client_id)
{
  g_autofree char *number = NULL;

  g_return_if_fail (CLT_IS_SURVEY_KEYING (self));

  self->survey_id = run->survey->id;
  self->version_id = run->survey->version_id;
  gtk_label_set_label (self->title_label, run->survey->name);
  ask_number (self, say_number ());
  if (client_id == 0)
    return;
  /* as it is printed on a prefilled form */
  number = g_strdup_printf ("%s-%" G_GINT64_FORMAT, run->code, client_id);
  gtk_editable_set_text (GTK_EDITABLE (self->number_row), number);
}

gboolean
clt_survey_keying_back (CltSurveyKeying *self)
{
  if (shows (self, "number"))
    return FALSE;
  clt_form_view_clear (self->form_view);
  ask_number (self, say_number ());
  return TRUE;
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_survey_keying_set_desk (CltSurveyKeying *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) differences =
    clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_return_if_fail (CLT_IS_SURVEY_KEYING (self));

  g_set_object (&self->desk, desk);
  clt_data_table_set_list (self->difference_table, differences);
}

static void
clt_survey_keying_dispose (GObject *object)
{
  CltSurveyKeying *self = CLT_SURVEY_KEYING (object);

  clt_reading_stop (&self->reading);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->page, clt_keying_page_free);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_SURVEY_KEYING);
  G_OBJECT_CLASS (clt_survey_keying_parent_class)->dispose (object);
}

static void
clt_survey_keying_class_init (CltSurveyKeyingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_survey_keying_dispose;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_FORM_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-survey-keying.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSurveyKeying, stack);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyKeying, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyKeying, note_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyKeying, number_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyKeying, form_view);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyKeying, difference_table);
  gtk_widget_class_bind_template_callback (widget_class, on_number_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_ended_cb);
}

static void
clt_survey_keying_init (CltSurveyKeying *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_titled_columns (self->difference_table, "keying", columns,
                                     G_N_ELEMENTS (columns), clt_cell_rows_get_text);
}
