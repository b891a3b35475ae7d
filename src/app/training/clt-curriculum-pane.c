/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-curriculum-pane.h"

#include "app/training/clt-curriculum-data.h"
#include "app/training/clt-ladder-view.h"
#include "core/base/clt-i18n.h"

#define ZOOM_STEP 1.15

struct _CltCurriculumPane
{
  CltPane parent_instance;

  CltCurriculum *shown; /* owned (nullable) */
  gboolean show_archive;

  GtkLabel *sentence_label;
  CltLadderView *ladder;
};

G_DEFINE_FINAL_TYPE (CltCurriculumPane, clt_curriculum_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "curriculum.show-archive", N_ ("_Show Archived Courses"), NULL, TRUE },
  { "curriculum.zoom-in", N_ ("Zoom _In"), "<Control>plus <Control>equal <Control>KP_Add", TRUE },
  { "curriculum.zoom-out", N_ ("Zoom _Out"), "<Control>minus <Control>KP_Subtract", TRUE },
  { "curriculum.zoom-reset", N_ ("No_rmal Size"), "<Control>0", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Curriculum"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_curriculum_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltCurriculumPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* ---- showing --------------------------------------------------------------------------------- */

static void
fill (CltCurriculumPane *self)
{
  g_autofree char *sentence = clt_curriculum_format_sentence (self->shown);

  gtk_label_set_label (self->sentence_label, sentence);
  clt_ladder_view_take_ladder (self->ladder,
                               clt_curriculum_build_ladder (self->shown, self->show_archive));
}

static void
take (CltPane *pane, gpointer record)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (pane);

  g_clear_pointer (&self->shown, clt_curriculum_free);
  self->shown = record;
  fill (self);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltCurriculum *) record)->levels->len == 0;
}

static void
take_focus (CltPane *pane)
{
  clt_ladder_view_focus (CLT_CURRICULUM_PANE (pane)->ladder);
}

/* ---- commands -------------------------------------------------------------------------------- */

static void
show_course (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_ladder_view_choose (CLT_CURRICULUM_PANE (widget)->ladder, g_variant_get_int64 (parameter));
}

static void
show_archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);

  self->show_archive = !self->show_archive;
  if (self->shown != NULL)
    fill (self);
}

static void
zoom (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltLadderView *ladder = CLT_CURRICULUM_PANE (widget)->ladder;
  double step = g_str_equal (action, "curriculum.zoom-in") ? ZOOM_STEP : 1 / ZOOM_STEP;

  clt_ladder_view_set_zoom (ladder, clt_ladder_view_get_zoom (ladder) * step);
}

static void
reset_zoom (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_ladder_view_set_zoom (CLT_CURRICULUM_PANE (widget)->ladder, 1);
}

static void
take_preset (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_desk_act (get_desk (CLT_CURRICULUM_PANE (widget)), "course.preset", NULL,
                clt_curriculum_run_preset, NULL, NULL);
}

/* ---- the class ------------------------------------------------------------------------------- */

static const char *const tables[] = {
  "course",        "course_level",   "course_need", "course_result", "training_need",
  "enrolment",     "course_session", "client",      "account",       "tier_history",
  "tier_override", "refusal",        "setting",     "rule",          NULL,
};

static void
clt_curriculum_pane_dispose (GObject *object)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (object);

  g_clear_pointer (&self->shown, clt_curriculum_free);
  G_OBJECT_CLASS (clt_curriculum_pane_parent_class)->dispose (object);
}

static void
clt_curriculum_pane_class_init (CltCurriculumPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_curriculum_pane_dispose;
  pane_class->read = clt_curriculum_load;
  pane_class->queue = CLT_STORE_ANALYSIS;
  pane_class->record_free = (GDestroyNotify) clt_curriculum_free;
  pane_class->tables = tables;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  g_type_ensure (CLT_TYPE_LADDER_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-curriculum-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCurriculumPane, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CltCurriculumPane, ladder);

  gtk_widget_class_install_action (widget_class, "curriculum.show", "x", show_course);
  gtk_widget_class_install_action (widget_class, "curriculum.show-archive", NULL, show_archive);
  gtk_widget_class_install_action (widget_class, "curriculum.zoom-in", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "curriculum.zoom-out", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "curriculum.zoom-reset", NULL, reset_zoom);
  gtk_widget_class_install_action (widget_class, "curriculum.take-preset", NULL, take_preset);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_curriculum_pane_init (CltCurriculumPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
