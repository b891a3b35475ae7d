/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-survey-view.h"

#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-figure-grid.h"
#include "app/widgets/clt-reader.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"

struct _CltSurveyView
{
  AdwBin parent_instance;

  CltDesk *desk;           /* owned (nullable) */
  CltReader *reader;       /* owned (nullable): of the people */
  const CltSurveyRun *run; /* borrowed (nullable) */
  CltSurveyPeople *people; /* owned (nullable) */
  CltSurveyWhich which;
  int tier; /* -1: any */
  char *reason;

  GtkStack *stack;
  GtkLabel *title_label;
  GtkLabel *note_label;
  GtkLabel *rest_label;
  GtkGrid *tier_grid;
  GtkFlowBox *reason_box;
  GtkLabel *quota_label;
  GtkLabel *list_label;
  CltDataTable *member_table;
};

G_DEFINE_FINAL_TYPE (CltSurveyView, clt_survey_view, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_SURVEY_MEMBER_NAME, NC_ ("survey", "Client"), 130, FALSE, FALSE, TRUE },
  { CLT_SURVEY_MEMBER_ACCOUNT, NC_ ("survey", "Account"), 100, FALSE, FALSE },
  { CLT_SURVEY_MEMBER_TIER, NC_ ("survey", "Tier"), 80, FALSE, FALSE },
  { CLT_SURVEY_MEMBER_STATE, NC_ ("survey", "Answered or not"), 190, FALSE, FALSE },
};

/* ---- figures ------------------------------------------------------------------------------- */

static void
add_figure (CltSurveyView *self, int column, int row, gint64 n, CltSurveyWhich which, int tier)
{
  g_autofree char *text = clt_count_format (n);

  clt_figure_grid_add_figure (self->tier_grid, column, row, text, "survey.people",
                              g_variant_new ("(iis)", (int) which, tier, ""));
}

static void
add_stratum (CltSurveyView *self,
             int row,
             const char *name,
             const CltSurveyStratum *stratum,
             int tier)
{
  g_autofree char *coverage = clt_percent_format (stratum->coverage.value, 0);

  clt_figure_grid_add_name (self->tier_grid, row, name, tier < 0 ? "heading" : NULL);
  add_figure (self, 1, row, stratum->population, CLT_SURVEY_PEOPLE_THERE, tier);
  add_figure (self, 2, row, stratum->wanted, CLT_SURVEY_PEOPLE_ASKED, tier);
  add_figure (self, 3, row, stratum->complete, CLT_SURVEY_PEOPLE_COMPLETE, tier);
  add_figure (self, 4, row, stratum->broken, CLT_SURVEY_PEOPLE_BROKEN, tier);
  add_figure (self, 5, row, stratum->wanted - stratum->complete, CLT_SURVEY_PEOPLE_WAITING, tier);
  clt_figure_grid_add_label (self->tier_grid, 6, row, coverage, "numeric");
}

static void
show_tiers (CltSurveyView *self)
{
  /* short: the table of all tiers has to stand beside the list */
  static const char *const heads[] = {
    NC_ ("survey", "Eligible"), NC_ ("survey", "Asked"), NC_ ("survey", "Done"),
    NC_ ("survey", "Broken"),   NC_ ("survey", "To go"), NC_ ("survey", "Coverage"),
  };
  const CltSurveyCoverage *coverage = self->run->coverage;

  clt_figure_grid_clear (self->tier_grid);
  clt_figure_grid_add_label (self->tier_grid, 0, 0, C_ ("survey", "Tier"), "dim-label");
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    clt_figure_grid_add_label (self->tier_grid, (int) i + 1, 0,
                               g_dpgettext2 (GETTEXT_PACKAGE, "survey", heads[i]), "dim-label");
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltTier tier = clt_tier_order[i];

      add_stratum (self, (int) i + 1, clt_tier_get_label (tier), &coverage->tiers[tier],
                   (int) tier);
    }
  add_stratum (self, CLT_N_TIERS + 1, C_ ("survey", "All"), &coverage->all, -1);
}

static void
show_reasons (CltSurveyView *self)
{
  static const char *const reasons[] = { "closed", "dormant", "refused", "recent", "not-drawn" };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reason_box))) != NULL)
    gtk_flow_box_remove (self->reason_box, child);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const guint n =
        GPOINTER_TO_UINT (g_hash_table_lookup (self->run->coverage->excluded, reasons[i]));
      g_autofree char *text =
        g_strdup_printf ("%s %u", clt_survey_reason_get_label (reasons[i]), n);
      GtkWidget *button;

      if (n == 0)
        continue;
      button = gtk_button_new_with_label (text);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "figure");
      gtk_widget_add_css_class (button, "numeric");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(iis)",
                                        (int) CLT_SURVEY_PEOPLE_OUT, -1, reasons[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "survey.people");
      gtk_flow_box_append (self->reason_box, button);
      /* the button has the focus, not what wraps it */
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
}

/* ---- people -------------------------------------------------------------------------------- */

static char *
dup_list_title (CltSurveyView *self, guint n)
{
  const char *tier = self->tier < 0 ? "" : clt_tier_get_label ((CltTier) self->tier);

  if (*self->reason != '\0')
    return g_strdup_printf ("%s %s %u", clt_survey_reason_get_label (self->reason), tier, n);
  return g_strdup_printf ("%s %s %u", clt_survey_which_get_label (self->which), tier, n);
}

static void
show_members (CltSurveyView *self)
{
  const gint64 chosen = clt_data_table_get_selected (self->member_table);
  g_autoptr (CltCellRows) rows = NULL;
  g_autofree char *title = NULL;
  g_autofree char *clean = NULL;
  guint n;

  if (self->people == NULL)
    return;
  rows = clt_survey_member_rows_new (self->people, self->which, self->tier,
                                     *self->reason == '\0' ? NULL : self->reason, &n);
  title = dup_list_title (self, n);
  clean = clt_text_clean (title, -1);
  gtk_label_set_label (self->list_label, clean);
  clt_key_list_set_query (clt_data_table_get_list (self->member_table), rows);
  if (chosen != 0)
    clt_data_table_select (self->member_table, chosen);
}

/* “Small · Telephone: 12 of 20” */
static void
show_quotas (CltSurveyView *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->people->quotas->len; i++)
    {
      const CltSurveyQuota *quota = self->people->quotas->pdata[i];

      g_string_append_printf (
        /* Translators: a tier, a channel, how many have answered of how many. */
        text, _ ("%sQuota %s · %s: %d of %d%s"), i == 0 ? "" : "\n",
        quota->tier < 0 ? _ ("any tier") : clt_tier_get_label ((CltTier) quota->tier),
        *quota->channel == '\0' ? _ ("any channel") : clt_channel_get_label (quota->channel),
        (int) quota->taken, (int) quota->places, quota->stops ? "" : _ (", which is only told"));
    }
  gtk_label_set_label (self->quota_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->quota_label), text->len > 0);
  g_string_free (text, TRUE);
}

static void
take_people (gpointer owner, gpointer record)
{
  CltSurveyView *self = owner;

  g_clear_pointer (&self->people, clt_survey_people_free);
  self->people = record;
  show_members (self);
  show_quotas (self);
}

static const CltReaderKind reader_kind = {
  .read = clt_survey_people_load,
  .record_free = clt_survey_people_free,
  .take = take_people,
};

void
clt_survey_view_list (CltSurveyView *self, CltSurveyWhich which, int tier, const char *reason)
{
  g_return_if_fail (CLT_IS_SURVEY_VIEW (self));

  self->which = which;
  self->tier = tier;
  clt_set_str (&self->reason, reason);
  show_members (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->member_table));
}

const CltSurveyMember *
clt_survey_view_get_member (CltSurveyView *self)
{
  const gint64 id = clt_data_table_get_selected (self->member_table);

  for (guint i = 0; self->people != NULL && i < self->people->members->len; i++)
    {
      const CltSurveyMember *member = self->people->members->pdata[i];

      if (member->client_id == id)
        return member;
    }
  return NULL;
}

const CltSurveyQuota *
clt_survey_view_find_quota (CltSurveyView *self, int tier, const char *channel)
{
  for (guint i = 0; self->people != NULL && i < self->people->quotas->len; i++)
    {
      const CltSurveyQuota *quota = self->people->quotas->pdata[i];

      if (quota->tier == tier && g_str_equal (quota->channel, channel))
        return quota;
    }
  return NULL;
}

void
clt_survey_view_focus (CltSurveyView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->member_table));
}

static void
on_member_opened_cb (CltSurveyView *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "survey.open-member", NULL);
}

/* ---- showing ------------------------------------------------------------------------------- */

/* The people of another run begin with all who are asked. */
static void
start_over (CltSurveyView *self)
{
  g_clear_pointer (&self->people, clt_survey_people_free);
  self->which = CLT_SURVEY_PEOPLE_ASKED;
  self->tier = -1;
  clt_set_str (&self->reason, "");
}

void
clt_survey_view_show (CltSurveyView *self, const CltSurveyRun *run)
{
  g_autofree char *note = NULL, *rest = NULL;

  g_return_if_fail (CLT_IS_SURVEY_VIEW (self));

  if (self->run == NULL || run == NULL || self->run->survey->id != run->survey->id)
    start_over (self);
  self->run = run;
  gtk_stack_set_visible_child_name (self->stack, run == NULL ? "none" : "run");
  if (run == NULL)
    return;
  note = clt_survey_run_describe (run);
  rest = clt_survey_run_describe_rest (run);
  gtk_label_set_label (self->title_label, run->survey->name);
  gtk_label_set_label (self->note_label, note);
  gtk_label_set_label (self->rest_label, rest);
  show_tiers (self);
  show_reasons (self);
  clt_reader_ask (self->reader, run->survey->id);
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_survey_view_set_desk (CltSurveyView *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) members =
    clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_return_if_fail (CLT_IS_SURVEY_VIEW (self));

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  clt_data_table_set_list (self->member_table, members);
}

static void
clt_survey_view_dispose (GObject *object)
{
  CltSurveyView *self = CLT_SURVEY_VIEW (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_pointer (&self->people, clt_survey_people_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_object (&self->desk);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_SURVEY_VIEW);
  G_OBJECT_CLASS (clt_survey_view_parent_class)->dispose (object);
}

static void
clt_survey_view_class_init (CltSurveyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_survey_view_dispose;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-survey-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, note_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, rest_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, tier_grid);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, reason_box);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, quota_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, list_label);
  gtk_widget_class_bind_template_child (widget_class, CltSurveyView, member_table);
  gtk_widget_class_bind_template_callback (widget_class, on_member_opened_cb);
}

static void
clt_survey_view_init (CltSurveyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  start_over (self);
  clt_data_table_set_titled_columns (self->member_table, "survey", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
}
