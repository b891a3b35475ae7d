/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-survey-form.h"

#include <math.h>
#include <string.h>

#include "app/widgets/clt-label.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"

#define PPM_OF_PERCENT 10000
/* A survey lasts four weeks unless people say otherwise. */
#define USUAL_DAYS 27
/* Of a seed that is thrown: short enough to be read out. */
#define MAX_SEED 1000000

struct _CltSurveyForm
{
  AdwBin parent_instance;

  CltDesk *desk;                 /* owned (nullable) */
  const CltSurveyRecord *record; /* borrowed (nullable) */
  gboolean filling;

  AdwEntryRow *name_row;
  AdwComboRow *questionnaire_row;
  AdwComboRow *channel_row;
  AdwEntryRow *from_row;
  AdwEntryRow *to_row;
  AdwComboRow *who_row;
  AdwEntryRow *share_row;
  AdwEntryRow *seed_row;
  GtkLabel *error_label;
  CltAudienceView *audience_view;
};

G_DEFINE_FINAL_TYPE (CltSurveyForm, clt_survey_form, ADW_TYPE_BIN)

enum
{
  KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  EVERYBODY,
  SAMPLE,
};

static const CltTableColumn columns[] = {
  { CLT_SURVEY_PREVIEW_NAME, NC_ ("survey", "Client"), 150, FALSE, FALSE, TRUE },
  { CLT_SURVEY_PREVIEW_ACCOUNT, NC_ ("survey", "Account"), 110, FALSE, FALSE },
  { CLT_SURVEY_PREVIEW_TIER, NC_ ("survey", "Tier"), 90, FALSE, FALSE },
  { CLT_SURVEY_PREVIEW_WHY, NC_ ("survey", "Is asked or not"), 170, FALSE, FALSE },
};

/* ---- what stands in it --------------------------------------------------------------------- */

static char *
dup_text (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* Of the sample; FALSE and why not. */
static gboolean
read_sample (CltSurveyForm *self, CltSurveyDraft *draft, GError **error)
{
  g_autofree char *share = dup_text (self->share_row);
  g_autofree char *seed = dup_text (self->seed_row);
  guint64 number;
  double percent;
  char *end;

  if (adw_combo_row_get_selected (self->who_row) == EVERYBODY)
    return TRUE;
  percent = g_ascii_strtod (share, &end);
  if (*share == '\0' || *end != '\0' || !(percent >= 0 && percent <= 100))
    return clt_store_refuse (error, _ ("The share of a sample is a number from 0 to 100."));
  if (!g_ascii_string_to_unsigned (seed, 10, 0, G_MAXUINT32, &number, NULL))
    return clt_store_refuse (error, _ ("A seed is a number from 0 to 4294967295."
                                       " Nothing was changed."));
  draft->ppm = (gint64) round (percent * PPM_OF_PERCENT);
  draft->seed = (gint64) number;
  return TRUE;
}

static gboolean
read_day (AdwEntryRow *row, CltDay *day, GError **error)
{
  g_autofree char *text = dup_text (row);

  return clt_day_parse (text, day) ||
         clt_store_refuse (error, _ ("“%s” is not a date (write 20261118)."), text);
}

/* What may be previewed: without name and days. */
static CltSurveyDraft *
read_audience (CltSurveyForm *self, const char *expression, GError **error)
{
  g_autofree char *name = dup_text (self->name_row);
  const guint questionnaire = adw_combo_row_get_selected (self->questionnaire_row);
  const guint channel = adw_combo_row_get_selected (self->channel_row);
  g_autoptr (CltSurveyDraft) draft = NULL;

  if (self->record == NULL || questionnaire >= self->record->questionnaires->len ||
      channel >= self->record->channels->len)
    {
      clt_store_refuse (error,
                        _ ("There is no questionnaire that is published: publish one first."));
      return NULL;
    }
  draft = clt_survey_draft_new (name, ((CltChannel *) self->record->channels->pdata[channel])->key);
  draft->questionnaire_id =
    ((CltQuestionnaire *) self->record->questionnaires->pdata[questionnaire])->id;
  clt_set_str (&draft->survey->audience, expression);
  return read_sample (self, draft, error) ? g_steal_pointer (&draft) : NULL;
}

static gpointer
make_question (const char *expression, gpointer owner)
{
  return read_audience (owner, expression, NULL);
}

static const CltAudienceSource source = {
  .load = clt_survey_draft_preview,
  .make_question = make_question,
  .question_free = clt_survey_draft_free,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .context = "survey",
};

static void
ask (CltSurveyForm *self)
{
  const gboolean sample = adw_combo_row_get_selected (self->who_row) == SAMPLE;

  gtk_widget_set_visible (GTK_WIDGET (self->share_row), sample);
  gtk_widget_set_visible (GTK_WIDGET (self->seed_row), sample);
  if (!self->filling && self->desk != NULL)
    clt_audience_view_ask (self->audience_view);
}

/* ---- keeping ------------------------------------------------------------------------------- */

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSurveyForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (clt_desk_act_finish (CLT_DESK (object), result, &error))
    {
      g_signal_emit (self, signals[KEPT], 0);
      return;
    }
  if (self->desk == NULL)
    {
      clt_desk_fail (CLT_DESK (object), error);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  clt_label_show (self->error_label, sentence);
  clt_audience_view_ask (self->audience_view);
}

void
clt_survey_form_keep (CltSurveyForm *self, gboolean open)
{
  g_autofree char *expression = clt_audience_view_dup_expression (self->audience_view);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltSurveyDraft) draft = read_audience (self, expression, &error);
  g_autofree char *name = NULL;

  if (draft == NULL || !read_day (self->from_row, &draft->survey->from, &error) ||
      !read_day (self->to_row, &draft->survey->to, &error))
    {
      clt_label_show (self->error_label, error->message);
      return;
    }
  if (*draft->survey->name == '\0')
    {
      clt_label_show (self->error_label, _ ("Give the survey a name first."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
      return;
    }
  clt_label_show (self->error_label, "");
  draft->open = open;
  name = g_strdup (draft->survey->name);
  clt_desk_act_async (self->desk, "survey.create", name, clt_survey_draft_keep,
                      g_steal_pointer (&draft), clt_survey_draft_free, on_kept_cb,
                      g_object_ref (self));
}

/* ---- filling ------------------------------------------------------------------------------- */

void
clt_survey_form_set_record (CltSurveyForm *self, const CltSurveyRecord *record)
{
  g_autoptr (GtkStringList) questionnaires = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) channels = gtk_string_list_new (NULL);
  const guint questionnaire = adw_combo_row_get_selected (self->questionnaire_row);
  const guint channel = adw_combo_row_get_selected (self->channel_row);
  guint phone = 0;

  g_return_if_fail (CLT_IS_SURVEY_FORM (self));

  self->filling = TRUE;
  self->record = record;
  for (guint i = 0; i < record->questionnaires->len; i++)
    gtk_string_list_append (questionnaires,
                            ((CltQuestionnaire *) record->questionnaires->pdata[i])->name);
  for (guint i = 0; i < record->channels->len; i++)
    {
      const CltChannel *one = record->channels->pdata[i];

      if (g_str_equal (one->key, "phone"))
        phone = i;
      gtk_string_list_append (channels, one->name);
    }
  adw_combo_row_set_model (self->questionnaire_row, G_LIST_MODEL (questionnaires));
  adw_combo_row_set_model (self->channel_row, G_LIST_MODEL (channels));
  if (questionnaire < record->questionnaires->len)
    adw_combo_row_set_selected (self->questionnaire_row, questionnaire);
  adw_combo_row_set_selected (self->channel_row, channel < record->channels->len ? channel : phone);
  self->filling = FALSE;
}

void
clt_survey_form_begin (CltSurveyForm *self)
{
  const CltDay today = clt_today ();
  g_autofree char *from = clt_day_format (today);
  g_autofree char *to = clt_day_format (today + USUAL_DAYS);
  g_autofree char *seed = g_strdup_printf ("%d", g_random_int_range (1, MAX_SEED));

  g_return_if_fail (CLT_IS_SURVEY_FORM (self));

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->from_row), from);
  gtk_editable_set_text (GTK_EDITABLE (self->to_row), to);
  gtk_editable_set_text (GTK_EDITABLE (self->share_row), "10");
  gtk_editable_set_text (GTK_EDITABLE (self->seed_row), seed);
  adw_combo_row_set_selected (self->who_row, SAMPLE);
  clt_audience_view_clear (self->audience_view);
  self->filling = FALSE;
  clt_label_show (self->error_label, "");
  ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_survey_form_set_desk (CltSurveyForm *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_SURVEY_FORM (self));

  g_set_object (&self->desk, desk);
  clt_audience_view_set_source (self->audience_view, desk, &source, self);
}

static void
clt_survey_form_dispose (GObject *object)
{
  CltSurveyForm *self = CLT_SURVEY_FORM (object);

  self->filling = TRUE;
  g_clear_object (&self->desk);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_SURVEY_FORM);
  G_OBJECT_CLASS (clt_survey_form_parent_class)->dispose (object);
}

static void
clt_survey_form_class_init (CltSurveyFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_survey_form_dispose;
  signals[KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (CLT_TYPE_AUDIENCE_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-survey-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, questionnaire_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, channel_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, from_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, to_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, who_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, share_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, seed_row);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyForm, audience_view);
  gtk_widget_class_bind_template_callback (widget_class, ask);
}

static void
clt_survey_form_init (CltSurveyForm *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}
