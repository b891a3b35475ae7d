/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-curriculum-pane.h"

#include "app/training/clt-course-editor.h"
#include "app/training/clt-curriculum-change.h"
#include "app/training/clt-curriculum-data.h"
#include "app/training/clt-curriculum-dialogs.h"
#include "app/training/clt-ladder-view.h"
#include "core/base/clt-i18n.h"

#define ZOOM_STEP 1.15

struct _CltCurriculumPane
{
  CltPane parent_instance;

  CltCurriculum *shown; /* owned (nullable) */
  GHashTable *known;    /* owned: ids of the courses, and minus those of the levels, last read */
  gboolean creating;    /* the next new course or level is to be chosen */
  gboolean created;     /* one came so with this reading */
  gboolean show_archive;

  GtkLabel *sentence_label;
  CltLadderView *ladder;
  CltCourseEditor *editor;
};

G_DEFINE_FINAL_TYPE (CltCurriculumPane, clt_curriculum_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "curriculum.new", N_ ("_New Course"), "n <Control>n", TRUE },
  { "curriculum.new-level", N_ ("New _Level"), "<Control><Shift>l", TRUE },
  { "curriculum.edit", N_ ("_Edit the Course"), "F2", TRUE },
  { "curriculum.move-left", N_ ("Move the Course Le_ft"), "<Alt>Left", TRUE },
  { "curriculum.move-right", N_ ("Move the Course Ri_ght"), "<Alt>Right", TRUE },
  { "curriculum.archive", N_ ("Archi_ve the Course or Bring It Back"), "Delete", TRUE },
  { "curriculum.delete", N_ ("De_lete the Course"), NULL, TRUE },
  { "curriculum.level-up", N_ ("Move the Level _Up"), "<Alt>Up", TRUE },
  { "curriculum.level-down", N_ ("Move the Level Do_wn"), "<Alt>Down", TRUE },
  { "curriculum.edit-level", N_ ("Edit the Le_vel"), "<Shift>F2", TRUE },
  { "curriculum.archive-level", N_ ("Archive the Level or Bring It Back"), NULL, TRUE },
  { "curriculum.show-holders", N_ ("Clients Who Have _Passed the Course"), "<Control>Return",
    TRUE },
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

/* (nullable): the course that is chosen. */
static const CltCourse *
get_chosen (CltCurriculumPane *self)
{
  return self->shown == NULL
           ? NULL
           : clt_curriculum_find (self->shown, clt_ladder_view_get_chosen (self->ladder));
}

/* (nullable): that of the course that is chosen, or the one without courses that is. */
static const CltCourseLevel *
get_level (CltCurriculumPane *self)
{
  return self->shown == NULL
           ? NULL
           : clt_curriculum_find_level (self->shown, clt_ladder_view_get_chosen (self->ladder));
}

/* ---- showing --------------------------------------------------------------------------------- */

static void
update_actions (CltCurriculumPane *self)
{
  static const char *const of_course[] = {
    "curriculum.edit",   "curriculum.move-left",    "curriculum.move-right",
    "curriculum.delete", "curriculum.show-holders",
  };
  static const char *const of_level[] = {
    "curriculum.edit-level", "curriculum.archive-level", "curriculum.level-up",
    "curriculum.level-down", "curriculum.archive",
  };

  for (guint i = 0; i < G_N_ELEMENTS (of_course); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_course[i], get_chosen (self) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (of_level); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_level[i], get_level (self) != NULL);
}

static void
on_ladder_chosen_cb (CltCurriculumPane *self)
{
  clt_course_editor_show (self->editor, self->shown, clt_ladder_view_get_chosen (self->ladder));
  update_actions (self);
}

/* Where there is no course, one is made. */
static void
on_ladder_opened_cb (CltCurriculumPane *self)
{
  if (get_chosen (self) != NULL)
    clt_course_editor_focus (self->editor);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "curriculum.new", NULL);
}

static void
fill (CltCurriculumPane *self)
{
  g_autofree char *sentence = clt_curriculum_format_sentence (self->shown);

  gtk_label_set_label (self->sentence_label, sentence);
  clt_ladder_view_take_ladder (self->ladder,
                               clt_curriculum_build_ladder (self->shown, self->show_archive));
  on_ladder_chosen_cb (self);
}

static gboolean
is_new (CltCurriculumPane *self, gint64 id)
{
  return g_hash_table_add (self->known, g_memdup2 (&id, sizeof id)) && self->creating;
}

/* 0: none that was made here came with this reading. */
static gint64
find_created (CltCurriculumPane *self)
{
  const GPtrArray *courses = self->shown->needs->courses, *levels = self->shown->levels;
  gint64 created = 0;

  for (guint i = 0; i < levels->len; i++)
    {
      gint64 id = -((CltCourseLevel *) levels->pdata[i])->id;

      if (is_new (self, id))
        created = id;
    }
  for (guint i = 0; i < courses->len; i++)
    {
      gint64 id = ((CltCourse *) courses->pdata[i])->id;

      if (is_new (self, id))
        created = id;
    }
  return created;
}

static void
take (CltPane *pane, gpointer record)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (pane);
  g_autoptr (CltCurriculum) before =
    self->shown; /* the editor looks at it until it has the new one */
  gint64 created;

  self->shown = record;
  created = find_created (self);
  self->created = created != 0;
  fill (self);
  if (!self->created)
    return;
  self->creating = FALSE;
  clt_ladder_view_choose (self->ladder, created);
}

/* A new course is written at once. */
static void
settle (CltPane *pane, gboolean anew)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (pane);

  if (self->created && get_chosen (self) != NULL)
    clt_course_editor_focus (self->editor);
  else
    CLT_PANE_CLASS (clt_curriculum_pane_parent_class)->settle (pane, anew);
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  clt_course_editor_set_desk (CLT_CURRICULUM_PANE (pane)->editor, desk);
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

/* The ladder itself is searched by typing. */
static void
search (CltPane *pane)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (pane);

  clt_ladder_view_focus (self->ladder);
  clt_desk_tell (get_desk (self), _ ("Type the code or the name of a course, or its pinyin"));
}

/* ---- commands -------------------------------------------------------------------------------- */

static void
act (CltCurriculumPane *self, const char *name, CltCourseChangeKind kind, int step)
{
  const CltCourse *course = get_chosen (self);
  CltCourseChange *change;

  if (course == NULL)
    return;
  change = clt_course_change_new (kind, course->id);
  change->step = step;
  clt_desk_act (get_desk (self), name, course->name, clt_course_change_run, change,
                clt_course_change_free);
}

/* What comes new after @form was left was not made here. */
static gboolean
on_form_closed_cb (CltCurriculumPane *self, CltFormDialog *form)
{
  self->creating = self->creating && clt_form_dialog_was_kept (form);
  return FALSE;
}

static void
await_created (CltCurriculumPane *self, CltFormDialog *form)
{
  self->creating = TRUE;
  g_signal_connect_object (form, "close-request", G_CALLBACK (on_form_closed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
new_course (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);
  const CltCourseLevel *level = get_level (self);

  if (self->shown == NULL)
    return;
  if (self->shown->levels->len == 0)
    await_created (self, clt_curriculum_dialog_new_level (widget, get_desk (self)));
  else
    await_created (self, clt_curriculum_dialog_new_course (widget, get_desk (self), self->shown,
                                                           level == NULL ? 0 : level->id));
}

static void
new_level (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);

  await_created (self, clt_curriculum_dialog_new_level (widget, get_desk (self)));
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_course_editor_focus (CLT_CURRICULUM_PANE (widget)->editor);
}

/* From the editor back to the ladder. */
static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_ladder_view_focus (CLT_CURRICULUM_PANE (widget)->ladder);
}

/* FALSE: no course in use stands beside it in its level, which was said. */
static gboolean
can_move (CltCurriculumPane *self, const CltCourse *course, int step)
{
  const GPtrArray *courses = self->shown->needs->courses;
  const CltCourse *first = NULL, *last = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *other = courses->pdata[i];

      if (other->archived || other->level_id != course->level_id)
        continue;
      first = first == NULL ? other : first;
      last = other;
    }
  if (course->archived)
    text = g_strdup_printf (_ ("“%s” is archived: bring the course back first"), course->name);
  else if (course == (step > 0 ? last : first))
    text = g_strdup_printf (step > 0 ? _ ("“%s” is the last course of its level already")
                                     : _ ("“%s” is the first course of its level already"),
                            course->name);
  if (text != NULL)
    clt_desk_tell (get_desk (self), text);
  return text == NULL;
}

static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);
  const CltCourse *course = get_chosen (self);
  int step = g_str_equal (action, "curriculum.move-left") ? -1 : 1;

  if (course != NULL && can_move (self, course, step))
    act (self, "course.order", CLT_COURSE_MOVE, step);
}

static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  act (CLT_CURRICULUM_PANE (widget), "course.delete", CLT_COURSE_DELETE, 0);
}

/* With what is known of it. (transfer full) */
static CltCurriculumEntry *
entry_new (const CltCourseLevel *level)
{
  CltCurriculumEntry *entry = g_new0 (CltCurriculumEntry, 1);

  entry->id = level->id;
  entry->code = g_strdup (level->code);
  entry->name = g_strdup (level->name);
  entry->archived = level->archived;
  return entry;
}

/* FALSE: there is no level in use behind it (@step 1) or before it (-1), which was said. */
static gboolean
can_move_level (CltCurriculumPane *self, const CltCourseLevel *level, int step)
{
  const CltCourseLevel *first = NULL, *last = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->shown->levels->len; i++)
    {
      const CltCourseLevel *other = self->shown->levels->pdata[i];

      if (other->archived)
        continue;
      first = first == NULL ? other : first;
      last = other;
    }
  if (level->archived)
    text = g_strdup_printf (_ ("“%s” is archived: bring the level back first"), level->name);
  else if (level == (step > 0 ? last : first))
    text = g_strdup_printf (step > 0 ? _ ("“%s” is the highest level already")
                                     : _ ("“%s” is the lowest level already"),
                            level->name);
  if (text != NULL)
    clt_desk_tell (get_desk (self), text);
  return text == NULL;
}

/* The ladder grows upwards: what is higher is deeper. */
static void
move_level (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);
  const CltCourseLevel *level = get_level (self);
  int step = g_str_equal (action, "curriculum.level-up") ? 1 : -1;
  CltCurriculumEntry *entry;

  if (level == NULL || !can_move_level (self, level, step))
    return;
  entry = entry_new (level);
  entry->step = step;
  clt_desk_act (get_desk (self), "course.level-order", level->name, clt_curriculum_move_level,
                entry, clt_curriculum_entry_free);
}

static void
edit_level (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);
  const CltCourseLevel *level = get_level (self);

  if (level != NULL)
    clt_curriculum_dialog_edit_level (widget, get_desk (self), level);
}

static void
archive_level (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);
  const CltCourseLevel *level = get_level (self);
  CltCurriculumEntry *entry;

  if (level == NULL)
    return;
  entry = entry_new (level);
  entry->archived = !level->archived;
  clt_desk_act (get_desk (self), entry->archived ? "course.level-archive" : "course.level-restore",
                level->name, clt_curriculum_save_level, entry, clt_curriculum_entry_free);
}

/* What has the focus: a course, or a level that has none. */
static void
archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);
  const CltCourse *course = get_chosen (self);

  if (course == NULL)
    archive_level (widget, action, parameter);
  else
    act (self, course->archived ? "course.restore" : "course.archive", CLT_COURSE_ARCHIVE, 0);
}

/* As the members of the figure. */
static void
show_holders (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);
  const CltCourse *course = get_chosen (self);
  g_autoptr (GPtrArray) holders = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *title = NULL;

  if (course == NULL)
    return;
  holders = clt_training_needs_list_holders (self->shown->needs, course->id);
  for (guint i = 0; i < holders->len; i++)
    g_array_append_val (ids, ((CltLearner *) holders->pdata[i])->client_id);
  /* Translators: code and name of a course. */
  title = g_strdup_printf (_ ("Passed: %s %s"), course->code, course->name);
  gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", title,
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len,
                                                         sizeof (gint64)));
}

static void
show_course (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (widget);

  clt_ladder_view_choose (self->ladder, g_variant_get_int64 (parameter));
  clt_ladder_view_focus (self->ladder);
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

/* ---- files and paper ------------------------------------------------------------------------- */

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "csv", "pdf", "png", NULL };
  const CltCurriculumPane *self = CLT_CURRICULUM_PANE (pane);
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (_ ("Export the Curriculum"));
  job->name = g_strdup (_ ("Curriculum"));
  job->endings = endings;
  job->run = clt_curriculum_export;
  job->data = g_memdup2 (&self->show_archive, sizeof self->show_archive);
  job->data_free = g_free;
  return job;
}

static CltPrintJob *
create_print (CltPane *pane)
{
  const CltCurriculumPane *self = CLT_CURRICULUM_PANE (pane);

  return clt_print_job_new (clt_curriculum_print,
                            g_memdup2 (&self->show_archive, sizeof self->show_archive), g_free);
}

/* ---- the class ------------------------------------------------------------------------------- */

static const CltCommandAction actions[] = {
  { "curriculum.show", show_course, "x" },
  { "curriculum.new", new_course },
  { "curriculum.new-level", new_level },
  { "curriculum.edit", edit },
  { "curriculum.leave", leave },
  { "curriculum.move-left", move },
  { "curriculum.move-right", move },
  { "curriculum.archive", archive },
  { "curriculum.delete", delete },
  { "curriculum.level-up", move_level },
  { "curriculum.level-down", move_level },
  { "curriculum.edit-level", edit_level },
  { "curriculum.archive-level", archive_level },
  { "curriculum.show-holders", show_holders },
  { "curriculum.show-archive", show_archive },
  { "curriculum.zoom-in", zoom },
  { "curriculum.zoom-out", zoom },
  { "curriculum.zoom-reset", reset_zoom },
  { "curriculum.take-preset", take_preset },
};

static void
clt_curriculum_pane_dispose (GObject *object)
{
  CltCurriculumPane *self = CLT_CURRICULUM_PANE (object);

  if (self->editor != NULL)
    clt_course_editor_show (self->editor, NULL, 0);
  g_clear_pointer (&self->shown, clt_curriculum_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
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
  pane_class->record_free = (GDestroyNotify) clt_curriculum_unref;
  pane_class->tables = clt_curriculum_tables;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->settle = settle;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_LADDER_VIEW);
  g_type_ensure (CLT_TYPE_COURSE_EDITOR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-curriculum-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCurriculumPane, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CltCurriculumPane, ladder);
  gtk_widget_class_bind_template_child (widget_class, CltCurriculumPane, editor);
  gtk_widget_class_bind_template_callback (widget_class, on_ladder_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_ladder_opened_cb);

  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_curriculum_pane_init (CltCurriculumPane *self)
{
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
