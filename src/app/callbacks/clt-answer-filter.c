/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-answer-filter.h"

#include <string.h>

#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product.h"
#include "core/people/clt-staff.h"

struct _CltAnswerFilter
{
  AdwBin parent_instance;

  CltAnswerChoice choice;
  gboolean filling;
  GArray *questionnaires, *versions, *surveys, *staff; /* gint64, in the order of the choices */
  GPtrArray *channels;                                 /* char *; NULL: the most used, "": pooled */

  GtkDropDown *questionnaire_drop;
  GtkDropDown *survey_drop;
  GtkDropDown *version_drop;
  GtkDropDown *days_drop;
  GtkDropDown *channel_drop;
  GtkDropDown *tier_drop;
  GtkDropDown *staff_drop;
  GtkDropDown *by_drop;
  GtkToggleButton *careful_button;
};

G_DEFINE_FINAL_TYPE (CltAnswerFilter, clt_answer_filter, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Of the days, in the order of the template. */
enum
{
  ALL_DAYS,
  THIS_MONTH,
  LAST_MONTH,
  THIS_QUARTER,
  THIS_YEAR,
  TWELVE_MONTHS,
  OTHER_DAYS,
};

/* ---- days ---------------------------------------------------------------------------------- */

static CltDay
first_of_month (int year, int month)
{
  /* months before January belong to the year before */
  while (month < 1)
    {
      month += 12;
      year--;
    }
  return clt_day_from_ymd (year, month, 1);
}

static void
set_days (CltAnswerChoice *choice, guint kind)
{
  const CltDay today = clt_today ();
  int year, month, day;

  clt_day_get_ymd (today, &year, &month, &day);
  choice->from = choice->to = CLT_DAY_NONE;
  switch (kind)
    {
    case THIS_MONTH:
      choice->from = first_of_month (year, month);
      break;
    case LAST_MONTH:
      choice->from = first_of_month (year, month - 1);
      choice->to = first_of_month (year, month) - 1;
      break;
    case THIS_QUARTER:
      choice->from = first_of_month (year, month - (month - 1) % 3);
      break;
    case THIS_YEAR:
      choice->from = first_of_month (year, 1);
      break;
    case TWELVE_MONTHS:
      choice->from = first_of_month (year, month - 11);
      break;
    default:
      break;
    }
}

static void
emit_changed (CltAnswerFilter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
apply_days (CltFormDialog *form)
{
  CltAnswerFilter *self = clt_form_dialog_get_data (form);
  CltDay from, to;

  if (!clt_form_dialog_get_day (form, 0, &from) || !clt_form_dialog_get_day (form, 1, &to))
    return;
  if (to < from)
    {
      clt_form_dialog_refuse (form, _ ("The last day is before the first."));
      return;
    }
  self->choice.from = from;
  self->choice.to = to;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->days_drop, OTHER_DAYS);
  self->filling = FALSE;
  gtk_window_close (GTK_WINDOW (form));
  emit_changed (self);
}

void
clt_answer_filter_ask_days (CltAnswerFilter *self, CltDesk *desk)
{
  const CltDay to = self->choice.to == CLT_DAY_NONE ? clt_today () : self->choice.to;
  const CltDay from = self->choice.from == CLT_DAY_NONE ? to - 364 : self->choice.from;
  g_autofree char *first = clt_day_format (from);
  g_autofree char *last = clt_day_format (to);
  CltFormDialog *form =
    clt_form_dialog_new (GTK_WIDGET (self), desk, _ ("Days of the Answers"), NULL);

  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_entry (form, _ ("_First day"), first, TRUE);
  clt_form_dialog_add_entry (form, _ ("_Last day"), last, TRUE);
  clt_form_dialog_present (form, _ ("_Show"), apply_days);
}

/* ---- choosing ------------------------------------------------------------------------------ */

static gint64
get_chosen (const GArray *ids, GtkDropDown *drop)
{
  const guint index = gtk_drop_down_get_selected (drop);

  return index < ids->len ? g_array_index (ids, gint64, index) : 0;
}

static void
read_channel (CltAnswerFilter *self)
{
  const guint index = gtk_drop_down_get_selected (self->channel_drop);
  const char *channel = index < self->channels->len ? self->channels->pdata[index] : NULL;

  self->choice.pooled = channel != NULL && *channel == '\0';
  g_strlcpy (self->choice.channel, channel == NULL ? "" : channel, sizeof self->choice.channel);
}

/* The list that was chosen from goes, and with it the focus: the next filter is one Tab further. */
static void
stay (GtkWidget *drop)
{
  gtk_widget_grab_focus (drop);
}

/* What belongs to one questionnaire is no choice of another. */
static void
on_questionnaire_changed_cb (CltAnswerFilter *self, GParamSpec *pspec, GtkWidget *drop)
{
  if (self->filling)
    return;
  self->choice.questionnaire_id = get_chosen (self->questionnaires, self->questionnaire_drop);
  self->choice.survey_id = self->choice.version_id = self->choice.staff_id = 0;
  self->choice.pooled = FALSE;
  *self->choice.channel = '\0';
  stay (drop);
  emit_changed (self);
}

static void
on_choice_changed_cb (CltAnswerFilter *self, GParamSpec *pspec, GtkWidget *drop)
{
  const guint tier = gtk_drop_down_get_selected (self->tier_drop);

  if (self->filling)
    return;
  self->choice.survey_id = get_chosen (self->surveys, self->survey_drop);
  self->choice.version_id = get_chosen (self->versions, self->version_drop);
  self->choice.staff_id = get_chosen (self->staff, self->staff_drop);
  self->choice.tiers = tier == 0 || tier > CLT_N_TIERS ? 0 : 1u << clt_tier_order[tier - 1];
  self->choice.by = (CltResultBy) gtk_drop_down_get_selected (self->by_drop);
  self->choice.careful = gtk_toggle_button_get_active (self->careful_button);
  read_channel (self);
  stay (drop);
  emit_changed (self);
}

static void
on_days_changed_cb (CltAnswerFilter *self)
{
  const guint kind = gtk_drop_down_get_selected (self->days_drop);

  if (self->filling)
    return;
  if (kind == OTHER_DAYS)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "answer.days", NULL);
      return;
    }
  set_days (&self->choice, kind);
  emit_changed (self);
}

void
clt_answer_filter_toggle_careful (CltAnswerFilter *self)
{
  gtk_toggle_button_set_active (self->careful_button,
                                !gtk_toggle_button_get_active (self->careful_button));
}

void
clt_answer_filter_choose_survey (CltAnswerFilter *self, gint64 questionnaire_id, gint64 survey_id)
{
  g_return_if_fail (CLT_IS_ANSWER_FILTER (self));

  self->choice = (CltAnswerChoice){ .questionnaire_id = questionnaire_id,
                                    .survey_id = survey_id,
                                    .pooled = TRUE,
                                    .from = CLT_DAY_NONE,
                                    .to = CLT_DAY_NONE };
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->days_drop, ALL_DAYS);
  self->filling = FALSE;
  emit_changed (self);
}

const CltAnswerChoice *
clt_answer_filter_get_choice (CltAnswerFilter *self)
{
  g_return_val_if_fail (CLT_IS_ANSWER_FILTER (self), NULL);

  return &self->choice;
}

void
clt_answer_filter_focus (CltAnswerFilter *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->questionnaire_drop));
}

/* ---- what there is ------------------------------------------------------------------------- */

/* A list of choices that is being made. */
typedef struct
{
  GtkStringList *model;
  GArray *ids;
  guint chosen;
} Choices;

static Choices
choices_begin (GArray *ids, const char *all)
{
  Choices choices = { gtk_string_list_new (NULL), ids, 0 };
  const gint64 none = 0;

  g_array_set_size (ids, 0);
  if (all != NULL)
    {
      gtk_string_list_append (choices.model, all);
      g_array_append_val (ids, none);
    }
  return choices;
}

static void
choices_add (Choices *choices, gint64 id, const char *label, gint64 chosen)
{
  if (id == chosen)
    choices->chosen = choices->ids->len;
  gtk_string_list_append (choices->model, label);
  g_array_append_val (choices->ids, id);
}

static void
choices_end (Choices *choices, GtkDropDown *drop)
{
  gtk_drop_down_set_model (drop, G_LIST_MODEL (choices->model));
  gtk_drop_down_set_selected (drop, choices->chosen);
  g_object_unref (choices->model);
}

static void
show_questionnaires (CltAnswerFilter *self, const CltAnswerRecord *record)
{
  Choices choices = choices_begin (self->questionnaires, NULL);

  for (guint i = 0; i < record->questionnaires->len; i++)
    {
      const CltQuestionnaire *questionnaire = record->questionnaires->pdata[i];

      choices_add (&choices, questionnaire->id, questionnaire->name,
                   record->choice.questionnaire_id);
    }
  choices_end (&choices, self->questionnaire_drop);
}

static void
show_surveys (CltAnswerFilter *self, const CltAnswerRecord *record)
{
  Choices choices = choices_begin (self->surveys, _ ("All surveys"));

  for (guint i = 0; i < record->surveys->len; i++)
    {
      const CltSurvey *survey = record->surveys->pdata[i];

      choices_add (&choices, survey->id, survey->name, record->choice.survey_id);
    }
  choices_end (&choices, self->survey_drop);
  gtk_widget_set_sensitive (GTK_WIDGET (self->survey_drop), record->surveys->len > 0);
}

static void
show_versions (CltAnswerFilter *self, const CltAnswerRecord *record)
{
  Choices choices = choices_begin (self->versions, _ ("All versions"));

  for (guint i = 0; i < record->versions->len; i++)
    {
      const CltForm *form = record->versions->pdata[i];
      g_autofree char *label = g_strdup_printf (_ ("Version %d"), form->number);

      choices_add (&choices, form->version_id, label, record->choice.version_id);
    }
  choices_end (&choices, self->version_drop);
  gtk_widget_set_sensitive (GTK_WIDGET (self->version_drop), record->versions->len > 1);
}

static void
show_staff (CltAnswerFilter *self, const CltAnswerRecord *record)
{
  Choices choices = choices_begin (self->staff, _ ("All staff"));

  for (guint i = 0; i < record->staff->len; i++)
    {
      const CltStaff *staff = record->staff->pdata[i];

      choices_add (&choices, staff->id, staff->name, record->choice.staff_id);
    }
  choices_end (&choices, self->staff_drop);
  gtk_widget_set_sensitive (GTK_WIDGET (self->staff_drop), record->staff->len > 0);
}

static void
add_channel (CltAnswerFilter *self, GtkStringList *model, const char *label, const char *key)
{
  gtk_string_list_append (model, label);
  g_ptr_array_add (self->channels, g_strdup (key));
}

/* The one by which most came stands first: it is what is shown unasked. */
static void
show_channels (CltAnswerFilter *self, const CltAnswerRecord *record)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  const GPtrArray *counts = record->result->channels;
  guint chosen = 0;

  g_ptr_array_set_size (self->channels, 0);
  for (guint i = 0; i < counts->len; i++)
    {
      const CltResultCount *count = counts->pdata[i];

      if (g_str_equal (count->code, record->choice.channel))
        chosen = i;
      add_channel (self, model, count->label, i == 0 ? NULL : count->code);
    }
  if (counts->len != 1)
    add_channel (self, model, _ ("All channels in one"), "");
  if (record->choice.pooled && counts->len != 1)
    chosen = self->channels->len - 1;
  gtk_drop_down_set_model (self->channel_drop, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->channel_drop, chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->channel_drop), counts->len > 1);
}

void
clt_answer_filter_show (CltAnswerFilter *self, const CltAnswerRecord *record)
{
  g_return_if_fail (CLT_IS_ANSWER_FILTER (self));

  self->filling = TRUE;
  self->choice = record->choice;
  show_questionnaires (self, record);
  show_surveys (self, record);
  show_versions (self, record);
  show_staff (self, record);
  show_channels (self, record);
  gtk_toggle_button_set_active (self->careful_button, record->choice.careful);
  self->filling = FALSE;
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_answer_filter_dispose (GObject *object)
{
  CltAnswerFilter *self = CLT_ANSWER_FILTER (object);

  /* what goes is no choice */
  self->filling = TRUE;
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_ANSWER_FILTER);
  G_OBJECT_CLASS (clt_answer_filter_parent_class)->dispose (object);
}

static void
clt_answer_filter_finalize (GObject *object)
{
  CltAnswerFilter *self = CLT_ANSWER_FILTER (object);

  g_array_unref (self->questionnaires);
  g_array_unref (self->versions);
  g_array_unref (self->surveys);
  g_array_unref (self->staff);
  g_ptr_array_unref (self->channels);
  G_OBJECT_CLASS (clt_answer_filter_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, questionnaire_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, survey_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, version_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, days_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, channel_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, tier_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, staff_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, by_drop);
  gtk_widget_class_bind_template_child (widget_class, CltAnswerFilter, careful_button);
}

static void
clt_answer_filter_class_init (CltAnswerFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_answer_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_answer_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-answer-filter.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_questionnaire_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_days_changed_cb);
}

/* What does not depend on the file. */
static void
fill_fixed (CltAnswerFilter *self)
{
  g_autoptr (GtkStringList) tiers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) ways = gtk_string_list_new (NULL);

  gtk_string_list_append (tiers, _ ("All tiers"));
  for (guint i = 0; i < CLT_N_TIERS; i++)
    gtk_string_list_append (tiers, clt_tier_get_label (clt_tier_order[i]));
  gtk_drop_down_set_model (self->tier_drop, G_LIST_MODEL (tiers));
  for (CltResultBy by = CLT_RESULT_BY_NOTHING; by <= CLT_RESULT_BY_MONTH; by++)
    gtk_string_list_append (ways, by == CLT_RESULT_BY_NOTHING ? _ ("Not grouped")
                                                              : clt_result_by_get_label (by));
  gtk_drop_down_set_model (self->by_drop, G_LIST_MODEL (ways));
}

static void
clt_answer_filter_init (CltAnswerFilter *self)
{
  self->choice.from = self->choice.to = CLT_DAY_NONE;
  self->questionnaires = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->surveys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->staff = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_fixed (self);
  self->filling = FALSE;
}
